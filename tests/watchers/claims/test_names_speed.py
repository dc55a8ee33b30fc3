"""Time: an article costs milliseconds, and no text makes the index slower than in proportion to its length."""

import time
from collections.abc import Callable

import pytest

from service.listed import data_files, load_rows
from service.reference import shipped
from watchers.claims.names import NameIndex

HOSTILE = [
    "de de de ",
    "1 1 1 ",
    "State State ",
    "State, ",
    "Departments of State and ",
    "ministères de la Défense et de ",
    "Texas Department of ",
    "City Council County ",
    "GPT-4.",
    "Llama 4 ",
    "Mark Zuckerberg ",
    "Zuckerberg (",
    "U.S. ",
    "META OPENAI ",
    "œe\u0301",
    "gouvernement de la ",
    "(((",
    "\n",
    "a",
    "Claude Petit uses Claude ",
    "- Justice : ministère ",
    "celui de la Justice et de la Justice, ministère ",
    "National Park Service (NPS) the Park Service ",
]


def index() -> NameIndex:
    return shipped().names


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run: other work on the machine does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


ROUNDS = 3
"""The best counts, for who shares a cache with others takes half as long again; what is well the first time is not run again."""


@pytest.mark.parametrize("unit", HOSTILE, ids=[repr(unit) for unit in HOSTILE])
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    """Four times the text costs about four times, whatever is repeated; a hidden square would cost sixteen."""
    short, long = ((unit * (size // len(unit) + 1))[:size] for size in (12_500, 50_000))

    rounds = ((seconds(lambda: index().find(long)), seconds(lambda: index().find(short))) for _ in range(ROUNDS))
    assert any(more < 10 * less + 0.1 for more, less in rounds)


def test_the_index_is_built_from_all_rows_in_seconds() -> None:
    """Building is done once at the start of a process."""
    rows = load_rows(data_files())

    assert seconds(lambda: NameIndex.build(rows)) < 5
