"""Hostile text: the time to read amounts, periods, prices and figures grows with the length of the text, no faster."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_CPU_SECONDS = 60
"""Twenty times and more what the texts below take; a quadratic reading of them needs hours."""
_AMOUNTS = """
from datetime import date
from watchers.claims.amounts import quantities
from watchers.claims.beginnings import starting_days
from watchers.claims.periods import periods
text = {text!r}
text *= 100_000 // len(text)
quantities(text, "fr")
periods(text, date(2025, 1, 1))
starting_days(text, date(2025, 1, 1))
"""
_CLAIMS = """
from tests.watchers.claims.money_scene import laid_out
from watchers.claims.figure import figures
from watchers.claims.price import prices
text = {text!r}
text *= 40_000 // len(text)
scene = laid_out(text, "en")
assert len(prices(scene)) < 2_000
assert len(figures(scene)) < 2_000
"""


def run(program: str) -> int:
    """The exit status of ``program`` under a limit of CPU seconds: a signal's negative number where it was killed."""
    limit = (_CPU_SECONDS, _CPU_SECONDS)
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, limit),
    ).returncode


@pytest.mark.parametrize("text", ["1 1 1 1 ", "$$$$", "de 1 à de 1 à ", "un cent mille ", "Q1 2"])
def test_endless_numbers_end(text: str) -> None:
    """Separators, links of ranges and number words repeated without end are read within the budget."""
    assert run(_AMOUNTS.format(text=text)) == 0


@pytest.mark.parametrize("text", ["Meta charges the U.S. Navy $5 per user per month. ", "Meta revenue $5 billion "])
def test_a_story_of_nothing_but_sums_ends(text: str) -> None:
    """The same sentence a thousand times, and the same words without any full stop, are read within the budget."""
    assert run(_CLAIMS.format(text=text)) == 0
