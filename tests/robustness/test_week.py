"""A week of edits: every changed fact is found, nothing cosmetic alerts, and nobody is asked too often."""

import pytest

from service.reference import shipped
from tests.robustness.week import AGES, Edit, played, script


def test_the_script_holds_what_it_says() -> None:
    """Forty articles, ten of each kind, no two about one vendor and body; the same every time."""
    whole = script(10)
    assert [sum(item.edit is edit for item in whole) for edit in Edit] == [10, 10, 10, 10]
    assert len({item.before.text for item in whole}) == 40
    assert whole == script(10)


@pytest.mark.parametrize("each", [2, pytest.param(10, marks=pytest.mark.soak)])
async def test_of_a_week_of_edits_every_changed_fact_is_found_and_nothing_cosmetic_alerts(each: int) -> None:
    """With at most four extra requests an article."""
    told = await played(shipped(), script(each))
    assert (told.missed, told.false) == ((), ())
    assert told.requests <= len(AGES)
