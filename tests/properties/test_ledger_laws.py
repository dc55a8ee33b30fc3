"""Laws of the ledger in its database: what a person takes back and states anew is as it was."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.matching import fact_key, norm
from alerts.model import ValueStatus
from service.store.audits import Act, audits_of
from service.store.facts import Stated, article_of, retract_value, state_fact, value_rows
from service.store.schema import prepare
from service.store.session import Store
from tests.contracts.builders import NOW
from tests.properties.test_laws import CLAIMS
from watchers.claims.model import Claim

ACT = Act(who="editor", why="a law", at=NOW)
LATER = Act(who="editor", why="a law", at=NOW + timedelta(hours=1))
SOURCE = article_of("https://desk.example/a", "Desk", "A list", published=NOW)


@settings(max_examples=12)
@given(st.lists(CLAIMS, min_size=1, max_size=4, unique_by=lambda one: (fact_key(one), norm(one))), st.data())
def test_retracting_and_importing_again_restores_the_ledger(claims: list[Claim], data: st.DataObject) -> None:
    """Every value as before, under its own number; the way there stays on record."""
    store = Store("sqlite://")
    try:
        prepare(store)
        with store.writing() as c:
            stated = [Stated(claim=one, status=ValueStatus.CONFIRMED, article=SOURCE) for one in claims]
            for one in stated:
                state_fact(c, one, ACT, "import")
            before = value_rows(c)
            gone = data.draw(st.sampled_from(before))
            retract_value(c, gone, ValueStatus.RETRACTED, LATER, "retract")
            assert {row.status for row in value_rows(c) if row.id == gone.id} == {ValueStatus.RETRACTED}
            for one in stated:
                state_fact(c, one, LATER, "import")
            assert value_rows(c) == before
            assert [audit.what for audit in audits_of(c, gone.name)] == ["import", "retract", "import"]
    finally:
        store.close()
