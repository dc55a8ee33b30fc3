"""Alerts a day as a PNG: only door to matplotlib, which the extra `plot` brings; loaded when a picture is asked for."""

import io
from collections.abc import Mapping

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

_WIDE, _HIGH, _DPI = 9.0, 3.2, 110
_TICKS = 12


def png(counts: Mapping[str, int], title: str) -> bytes:
    """A bar a day; equal counts give equal bytes."""
    figure = Figure(figsize=(_WIDE, _HIGH), dpi=_DPI, layout="constrained")
    axes = figure.add_subplot()
    days = list(counts)
    axes.bar(range(len(days)), list(counts.values()), color="#2f5d8a", width=0.85)
    axes.set_title(title, loc="left", fontsize=10)
    axes.set_ylabel("alerts")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    step = max(1, -(-len(days) // _TICKS))
    axes.set_xticks(range(0, len(days), step), days[::step], rotation=30, ha="right", fontsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    out = io.BytesIO()
    # no version and no date in the file: the same picture is the same file
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
