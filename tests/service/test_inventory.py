"""What the ledger knows of OMB's 2025 inventory from the start, and what becomes of the first article on it."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.matching import families
from alerts.model import Outcome, Reason, SourceKind
from service.archive import articles
from service.baseline import beginning, learn
from service.flow.judge import decide
from service.inventory import OUTLET, inventory, rows
from service.ledgerfile import load
from service.reference import Reference
from service.replay import replay
from service.store.facts import value_rows
from service.store.known import load_families
from service.store.schema import prepare
from service.store.session import Store
from tests.alerts.made import mark
from watchers.claims.model import Adoption, Stage

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SECOND = 1.0
"""What learning it may take of a start; it takes a tenth of that."""
RETOLD = Path(__file__).resolve().parents[1] / "corpus" / "seeds_retold"


@pytest.fixture
def store(reference: Reference) -> Iterator[Store]:
    """A ledger that has learned all it knows from the start."""
    made = Store("sqlite://")
    prepare(made)
    learn(made, beginning("default", reference), reference, NOW)
    yield made
    made.close()


def test_only_individual_use_cases_of_vendors_are_known(reference: Reference) -> None:
    """Of 199 such rows the 113 that name a vendor of models; 86 name who only sells, hosts or integrates."""
    told = inventory(reference)
    individual = [row for row in rows() if row["inventory"] == "individual"]
    vendors = {entity.id for entity in reference.names.entities if entity.vendor}

    assert len(rows()) == 398
    assert len(told.claims) == 113 == sum(row["vendor_or_partner_id"] in vendors for row in individual)
    assert Counter(row["vendor_or_partner_id"] in vendors for row in individual)[False] == 86
    assert told.kind is SourceKind.INVENTORY


def test_every_claim_is_a_use_in_words_of_our_own(reference: Reference) -> None:
    """Names of the reference data, no product, credited to the agency; each agency and vendor once."""
    claims = [claim for claim in inventory(reference).claims if isinstance(claim, Adoption)]

    assert {claim.stage for claim in claims} == {Stage.ADOPTED}
    assert {claim.product for claim in claims} == {None}
    assert len({(claim.agency, claim.vendor) for claim in claims}) == 113
    for claim in claims:
        names = reference.names.entity(claim.agency), reference.names.entity(claim.vendor)
        said = claim.evidence.attribution
        assert None not in names
        assert said is not None
        assert said.speaker == claim.agency
        assert claim.evidence.quote.startswith(f"Reported by {claim.agency} in OMB's 2025 inventory of AI use cases: ")
        assert claim.evidence.quote.endswith(f" naming {claim.vendor}.")


def test_it_says_where_it_comes_from(reference: Reference) -> None:
    """Outlet, address, day; the data's own README tells the rest."""
    article = inventory(reference).article
    assert (article.outlet, str(article.published)) == (OUTLET, "2026-04-14 00:00:00+00:00")
    assert article.url.startswith("https://github.com/ombegov/")


def test_it_belongs_to_the_default_baseline_alone(reference: Reference, tmp_path: Path) -> None:
    """Not to a newsroom's own file, and to no replay, whose ledger starts empty."""
    file = tmp_path / "facts.jsonl"
    file.write_text("", encoding="utf-8")
    assert beginning("default", reference)[-1].article.outlet == OUTLET
    assert beginning("none", reference) == beginning(str(file), reference) == ()
    assert OUTLET not in {told.article.outlet for told in load("default")}


def test_it_is_learned_once_and_quickly(reference: Reference, store: Store) -> None:
    """All of it new beside the other facts; a restart finds it there."""
    with store.reading() as c:
        listed = [row for row in value_rows(c) if row.inventoried]
    began = time.process_time()
    assert learn(store, beginning("default", reference), reference, NOW) == 0
    fresh = Store("sqlite://")
    prepare(fresh)
    assert learn(fresh, beginning("default", reference), reference, NOW) > 1
    spent = time.process_time() - began
    fresh.close()
    assert len(listed) == 113
    assert spent < SECOND


def test_every_inventoried_use_would_be_reported_once(reference: Reference, store: Store) -> None:
    """An article that tells one of them is its first report at rank 3, weighed against the stored ledger."""
    for claim in inventory(reference).claims:
        with store.reading() as c:
            known = load_families(c, families([claim]))
        (verdict,) = decide(mark("a", 60), [claim], known, reference)
        assert (verdict.outcome, verdict.reason, verdict.rank) == (Outcome.NEW, Reason.FIRST_INVENTORIED, 3)
        assert verdict.against[0][1].sightings[0].mark.outlet == OUTLET


def test_it_silences_no_story(reference: Reference) -> None:
    """The five stories told anew alert a ledger that knows the inventory just as they alert an empty one."""
    given = tuple(articles(RETOLD))
    bare = [one.alert is not None for one in replay(given, reference, ())]
    listed = [one.alert is not None for one in replay(given, reference, (inventory(reference),))]
    assert listed == bare
    assert any(bare)
