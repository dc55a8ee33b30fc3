"""The table of `tests.bench.growth` as a PNG; loaded where one is asked for."""

import io
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure


def png(found: Sequence[Mapping[str, float]]) -> bytes:
    """Cost and growth by the number of feeds, beside each other."""
    figure = Figure(figsize=(9.0, 3.2), dpi=110, layout="constrained")
    sizes = [one["feeds"] for one in found]
    for axes, name, label in zip(figure.subplots(1, 2), ("ms", "grown"), ("ms of processor a poll", "MB over idle"), strict=True):
        axes.plot(sizes, [one[name] for one in found], marker="o", color="#2f5d8a")
        axes.set_xlabel("feeds")
        axes.set_ylabel(label)
        axes.set_ylim(0, 1.2 * max(one[name] for one in found))
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
