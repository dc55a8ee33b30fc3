"""The facts that a ledger starts with, unless it is told otherwise."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.model import Conflict, Outcome
from service.archive import Given, articles, stream
from service.baseline import learn
from service.ledgerfile import Told, load
from service.reference import Reference
from service.replay import Outcome as Replayed
from service.replay import replay
from service.store.schema import prepare
from service.store.session import Store

RETOLD = Path(__file__).resolve().parents[1] / "corpus" / "seeds_retold"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def baseline() -> tuple[Told, ...]:
    return load("default")


def judged(given: Sequence[Given], reference: Reference, known: Sequence[Told]) -> list[Replayed]:
    return list(replay(given, reference, known))


def told(text: str) -> tuple[Given, ...]:
    """One article of the year after."""
    head = "---\noutlet: Daily\nurl: https://daily.example/a\nlang: en\npublished: 2026-02-03T10:00:00+00:00\ntitle: News\n---\n"
    return tuple(stream((head + text).encode()))


def test_the_five_stories_told_again_are_silent(reference: Reference, baseline: tuple[Told, ...]) -> None:
    """Whoever prints what is known from the start alerts nobody, whomever the text credits."""
    outcomes = judged(tuple(articles(RETOLD)), reference, baseline)

    assert [(one.id, one.alert) for one in outcomes] == [(f"00{number}", None) for number in range(5)]
    assert sum(len(one.verdicts) for one in outcomes) > 20


def test_the_same_five_stories_alert_an_empty_ledger(reference: Reference) -> None:
    """It is the baseline that keeps them silent."""
    outcomes = judged(tuple(articles(RETOLD)), reference, ())

    assert [one.id for one in outcomes if one.alert is not None] == ["000", "001", "002", "004"]


def test_news_about_what_is_known_still_alerts(reference: Reference, baseline: tuple[Told, ...]) -> None:
    """A new agency, a known one that goes further, and a price that contradicts the known one."""
    text = (
        "The Department of the Treasury uses Meta's Llama. The State Department awarded Meta a contract for Llama. "
        "OpenAI sells ChatGPT Enterprise to federal agencies for $3 per agency per year, the company said."
    )
    (outcome,) = judged(told(text), reference, baseline)

    assert outcome.alert is not None
    found = {verdict.outcome for verdict in outcome.alert.verdicts}
    assert {Outcome.NEW, Outcome.UPDATES} <= found
    assert any(verdict.conflict is Conflict.AMOUNT or verdict.outcome is Outcome.CHANGES for verdict in outcome.alert.verdicts)


def test_every_name_of_it_is_one_of_the_reference_data(reference: Reference, baseline: tuple[Told, ...]) -> None:
    """A name spelt otherwise would match nothing."""
    for claim in (claim for one in baseline for claim in one.claims):
        slots = ("vendor", "product", "agency", "partner", "buyer", "subject")
        names = [getattr(claim, slot, None) for slot in slots]
        assert [name for name in names if name is not None and reference.names.entity(name) is None] == []
        assert claim.evidence.quote.endswith(".")


def test_it_is_learned_once(reference: Reference, baseline: tuple[Told, ...]) -> None:
    """A restart teaches nothing again."""
    store = Store("sqlite://")
    try:
        prepare(store)
        assert learn(store, baseline, reference, NOW) == len(baseline)
        assert learn(store, baseline, reference, NOW) == 0
    finally:
        store.close()
