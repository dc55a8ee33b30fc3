"""What was only told in the shadow of a feed is known to the ledger and to no reporter."""

from dataclasses import replace

import pytest

from alerts.model import Outcome, Reason
from tests.alerts.ledger import Ledger
from tests.alerts.made import Said, agency, amount, figure, mark, partner, price
from watchers.claims.model import Claim, Stage

UNLISTED = Said(unlisted=True)


@pytest.mark.parametrize(
    ("claim", "rank"),
    [
        (agency(Stage.ADOPTED), 2),
        (agency(Stage.CONTRACTED), 1),
        (agency(Stage.ADOPTED, said=UNLISTED), 3),
        (partner(), 2),
        (price("1"), 2),
        (price("1", said=UNLISTED), 3),
        (figure(amount("5")), None),
    ],
)
def test_the_first_article_that_is_heard_tells_it_as_new(claim: Claim, rank: int | None) -> None:
    """With the rank of a first sighting; the second one only says it again, and so does one in the same shadow."""
    ledger = Ledger()
    ledger.judge(replace(mark("a"), unheard=True), [claim])
    (within,) = ledger.judge(replace(mark("b", day=1), unheard=True), [claim])
    (first,) = ledger.judge(mark("c", day=9), [claim])
    (second,) = ledger.judge(mark("d", day=18), [claim])
    assert (within.alerts, second.alerts) == (False, False)
    assert {within.outcome, second.outcome} <= {Outcome.REPEATS, Outcome.CORROBORATES}
    assert (first.outcome, first.reason, first.rank) == (Outcome.NEW, Reason.FIRST_HEARD, rank)
    assert second.reason is not Reason.FIRST_HEARD


def test_a_change_of_what_nobody_heard_is_told_as_the_change_it_is() -> None:
    """Only what would be silent is new."""
    ledger = Ledger()
    ledger.judge(replace(mark("a"), unheard=True), [agency(Stage.EXPLORING)])
    (verdict,) = ledger.judge(mark("b", day=9), [agency(Stage.CONTRACTED)])
    assert (verdict.outcome, verdict.reason) == (Outcome.UPDATES, Reason.STAGE_UP)
