"""Who published a value first, and the delay of the others."""

from dataclasses import replace
from datetime import timedelta

from alerts.firsts import behind, first_publisher
from alerts.model import ArticleMark, SourceKind, Value
from tests.alerts.ledger import Ledger
from tests.alerts.made import mark, partner


def value(*told: ArticleMark) -> Value:
    """As a ledger holds it after these have told it, in this order."""
    ledger = Ledger()
    for one in told:
        ledger.judge(one, [partner()], {})
    return ledger.facts[0].values[0]


def test_the_first_publisher_is_told_by_the_articles_own_date_not_by_when_it_was_read() -> None:
    """Read second, published first; the other came a day and a half later."""
    late, early = mark("a", 2), replace(mark("b", 0.5), seen=mark("b", 3).seen)
    known = value(late, early)
    first = first_publisher(known)
    assert first is not None
    assert first.mark.outlet == "Outlet b"
    assert [behind(known, one) for one in known.sightings] == [timedelta(days=1.5), timedelta()]


def test_an_inventory_publishes_nothing() -> None:
    """It is first in the ledger, and neither first nor late as a publisher."""
    listed = replace(mark("x"), kind=SourceKind.INVENTORY)
    assert first_publisher(value(listed)) is None
    known = value(listed, mark("a", 1))
    assert [behind(known, one) for one in known.sightings] == [None, timedelta()]
