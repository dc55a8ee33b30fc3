"""The five stories that the service was first built to follow, told anew, one a poll, through the whole service to Slack.

Each test is one point of what the messages and the ledger must hold after them.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog

from tests.standins.newsroom import running_newsroom
from tests.standins.slack import ROOT, SlackStandIn
from tests.tools.passes import passed
from tests.tools.seeds import CHANNEL, ROOTS, Poll, config, polled, republished, stories

Claim = dict[str, Any]
ALLIES = {"Government of the United Kingdom", "Government of Canada", "Government of Australia", "Government of New Zealand"}
US = "U.S. federal government"
STATE, EDUCATION = "U.S. Department of State", "U.S. Department of Education"
GSA = "General Services Administration"


@dataclass(frozen=True, kw_only=True)
class Journey:
    """What the five polls left behind, and what all five brought when they came again under new addresses."""

    polls: tuple[Poll, ...]
    messages: tuple[dict[str, Any], ...]
    ledger: Path
    again: int
    sightings: tuple[int, int]
    """Before and after they came again."""
    faults: tuple[object, ...]

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.ledger)) as base:
            return base.execute(query, values).fetchall()

    def claims(self, number: int, kind: str | None = None) -> list[Claim]:
        """What the article of this number was seen to say."""
        query = """SELECT s.claim FROM sightings s JOIN articles a ON a.id = s.article_id WHERE a.url LIKE ? ORDER BY s.id"""
        claims = [json.loads(claim) for (claim,) in self.rows(query, f"%/a/{number}-first")]
        return [claim for claim in claims if kind in (None, claim["kind"])]

    def verdicts(self, number: int, *outcomes: str) -> list[tuple[Any, ...]]:
        """Outcome, rank, conflict-free key and explanation of what was decided about an article."""
        query = """SELECT d.outcome, d.rank, d.explanation FROM verdicts d JOIN revisions r ON r.id = d.revision_id
                   JOIN articles a ON a.id = r.article_id WHERE a.url LIKE ? ORDER BY d.ordinal"""
        found = self.rows(query, f"%/a/{number}-first")
        return [row for row in found if not outcomes or row[0] in outcomes]

    def values(self, key: str) -> list[Claim]:
        """The values of the facts whose key begins like this."""
        query = """SELECT v.claim FROM fact_values v JOIN facts f ON f.id = v.fact_id WHERE f.key LIKE ? ORDER BY v.id"""
        return [json.loads(claim) for (claim,) in self.rows(query, key + "%")]


def sightings(ledger: Path) -> int:
    with closing(sqlite3.connect(ledger)) as base:
        return int(base.execute("SELECT count(*) FROM sightings").fetchone()[0])


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory, slack: SlackStandIn) -> Iterator[Journey]:
    folder = tmp_path_factory.mktemp("seeds")
    told = stories(ROOT / "tests" / "corpus" / "seeds_retold")
    with running_newsroom() as newsroom:
        settings = config(newsroom, slack, folder)
        passing = partial(passed, settings)
        polls = tuple(polled(newsroom, slack, told, passing))
        messages = tuple(slack.roots(CHANNEL))
        before = sightings(folder / "writethru.db")
        for story in told:
            newsroom.publish(republished(story))
        passing()
        yield Journey(
            polls=polls,
            messages=messages,
            ledger=folder / "writethru.db",
            again=len(slack.roots(CHANNEL)) - len(messages),
            sightings=(before, sightings(folder / "writethru.db")),
            faults=(*slack.duplicates(CHANNEL), *_lint(slack)),
        )
    structlog.reset_defaults()


def _lint(slack: SlackStandIn) -> list[object]:
    return [fault for row in slack.messages(CHANNEL) for fault in row["lint"]]


def agencies(claims: list[Claim], vendor: str) -> dict[str, str]:
    return {claim["agency"]: claim["stage"] for claim in claims if claim["kind"] == "agency" and claim["vendor"] == vendor}


def test_each_story_that_holds_something_new_makes_one_message(journey: Journey) -> None:
    """New roots 1, 1, 1, 0, 1, none of them twice, none outside Slack's limits."""
    assert tuple(poll.roots for poll in journey.polls) == ROOTS
    assert journey.faults == ()


def test_sent_again_under_new_addresses_all_are_silent(journey: Journey) -> None:
    """Copies post nothing and are seen: the ledger knows who told it too."""
    assert journey.again == 0
    assert journey.sightings[1] > journey.sightings[0]


def test_two_departments_explore_llama_as_a_spokesperson_wrote(journey: Journey) -> None:
    """000: State and Education, and no other body for Meta; said by Faith Eischen by e-mail."""
    claims = [claim for claim in journey.claims(0, "agency") if claim["vendor"] == "Meta"]

    assert agencies(claims, "Meta") == {STATE: "exploring", EDUCATION: "exploring"}
    assert {(claim["attributed_to"], claim.get("channel")) for claim in claims} == {("Faith Eischen", "email")}
    assert {claim["product"] for claim in claims} == {"Llama"}


def test_no_payment_is_a_price_of_zero_for_the_federal_government(journey: Journey) -> None:
    """000: amount 0, said by the spokesperson."""
    (price,) = journey.claims(0, "price")

    assert (price["vendor"], price["product"], price["amount"], price["buyer"]) == ("Meta", "Llama", 0, US)
    assert (price["attributed_to"], price.get("channel")) == ("Faith Eischen", "email")


def test_the_summarys_credit_is_shown_as_a_clash_and_not_stored(journey: Journey) -> None:
    """000: the article disagrees with itself; nobody but the body's speaker stands in the ledger for it."""
    (price,) = journey.claims(0, "price")

    assert [clash["attributed_to"] for clash in price.get("clashes", [])] == ["Mark Zuckerberg"]
    assert "Zuckerberg" in journey.polls[0].rendered[0]
    assert {claim.get("attributed_to") for claim in journey.claims(0)} & {"Mark Zuckerberg"} == set()


def test_rivals_stand_under_their_own_names(journey: Journey) -> None:
    """000: who uses OpenAI's models, who tests OpenAI's and Anthropic's, who works with Google."""
    claims = journey.claims(0)
    institute = "Center for AI Standards and Innovation"
    openai, anthropic, google = (agencies(claims, vendor) for vendor in ("OpenAI", "Anthropic", "Google"))

    users = {"Defense Advanced Research Projects Agency", "U.S. Agency for International Development"}
    assert {name for name, stage in openai.items() if stage == "adopted"} == {*users, "Los Alamos National Laboratory"}
    assert {openai.get(institute), anthropic.get(institute)} <= {"exploring", "offered"}
    assert set(anthropic) == {institute}
    assert set(google) == {"U.S. Department of Defense"}
    for vendor in ("OpenAI", "Anthropic", "Google"):
        assert vendor in journey.polls[0].rendered[0]


def test_a_figure_told_in_two_languages_is_one(journey: Journey) -> None:
    """000: 40.5 billion of revenue in the summary and in the text, once for its quarter."""
    revenue = [claim for claim in journey.claims(0, "figure") if claim["measure"] == "revenue"]

    assert [(claim["amount"], claim["currency"], claim["period"]) for claim in revenue] == [(40_500_000_000, "USD", "2024-Q3")]
    assert len(journey.values("figure|meta|revenue|2024 q3")) == 1


def test_questions_boxes_and_updates_claim_nothing(journey: Journey) -> None:
    """000: no quote is a question, the newsletter's box or the line that says what was added."""
    quotes = [claim["quote"] for claim in journey.claims(0)]

    assert not any("?" in quote or "Mise à jour" in quote or "Lettre du Soir" in quote for quote in quotes)
    assert not any(claim.get("corrects") for claim in journey.claims(0))


def test_the_same_statements_credited_to_somebody_else_are_one_message_of_rank_three(journey: Journey) -> None:
    """001: State, Education and no payment move from the spokesperson to the chief executive; both sides quoted and dated."""
    told = journey.verdicts(1, "contradicts")
    rendered = journey.polls[1].rendered[0]

    assert [rank for _, rank, _ in told] == [3, 3, 3]
    for name in (STATE, EDUCATION, "Faith Eischen", "Mark Zuckerberg"):
        assert name in rendered
    for quoted in ("Nous nous sommes associés au département d’État", "Meta a noué un partenariat avec le Département d'État"):
        assert quoted in rendered
    assert "30 October 2024" in rendered
    assert "1 November 2024" in rendered
    assert "Rank 3" in rendered


def test_all_else_of_the_retelling_repeats(journey: Journey) -> None:
    """001: agencies spelled out, another word for profit, rivals who work with a government whose bodies are known."""
    others = journey.verdicts(1, "new", "updates", "changes")

    assert others == []
    assert len(journey.verdicts(1, "repeats", "corroborates")) >= 8


def test_five_partners_and_nobody_who_is_only_quoted(journey: Journey) -> None:
    """002: five companies; the agency that reported it is nobody's partner."""
    partners = {claim["partner"] for claim in journey.claims(2, "partner")}

    assert partners == {"Amazon Web Services", "Microsoft", "Oracle", "Palantir", "Lockheed Martin"}
    assert {claim["vendor"] for claim in journey.claims(2, "partner")} == {"Meta"}


def test_four_allies_and_the_federal_government_are_offered_llama(journey: Journey) -> None:
    """002: each by its own name."""
    assert agencies(journey.claims(2), "Meta") == dict.fromkeys([*ALLIES, US], "offered")


def test_an_older_quarter_that_arrives_late_is_silence(journey: Journey) -> None:
    """003: figures of another quarter, a bound and a range are told without an alert; no price of zero, nobody at an address."""
    assert {row[1] for row in journey.verdicts(3)} == {None}
    assert {claim["kind"] for claim in journey.claims(3)} == {"figure"}
    figures = {(claim["measure"], claim["amount"], claim.get("amount_max")) for claim in journey.claims(3)}
    assert ("capex", 37_000_000_000, 40_000_000_000) in figures
    assert ("revenue", 39_000_000_000, None) in figures


def test_the_buying_agency_approved_six_vendors(journey: Journey) -> None:
    """004: Meta's Llama now, five vendors before it."""
    approved = {claim["vendor"]: claim["stage"] for claim in journey.claims(4, "agency") if claim["agency"] == GSA}

    vendors = ("Meta", "Amazon Web Services", "Microsoft", "Google", "Anthropic", "OpenAI")
    assert approved == dict.fromkeys(vendors, "approved")


def test_two_prices_of_one_dollar_and_a_known_zero(journey: Journey) -> None:
    """004: Claude's without a unit, ChatGPT Enterprise's an agency and year; Llama's zero repeats the first story's."""
    prices = {(claim["vendor"], claim["product"], claim["amount"], claim.get("per")) for claim in journey.claims(4, "price")}

    assert prices == {
        ("Anthropic", "Claude", 1, None),
        ("OpenAI", "ChatGPT Enterprise", 1, "agency/year"),
        ("Meta", "Llama", 0, None),
    }
    zero = [
        row for row in journey.verdicts(4, "new", "contradicts", "changes") if "Llama" in row[2] and "price" in row[2].lower()
    ]
    assert zero == []


def test_who_is_only_spoken_of_uses_nothing(journey: Journey) -> None:
    """004: the defence department's share, the budget and buying offices and a backer are no users and no partners."""
    named = {claim["agency"] for claim in journey.claims(4, "agency")}

    assert named <= {GSA, US}
    assert journey.claims(4, "partner") == []
    assert all(row[1] is None for row in journey.verdicts(4) if US in row[2] and "offered" in row[2])


def test_every_message_says_what_it_is_about_on_a_lock_screen(journey: Journey) -> None:
    """Fallback texts are short and begin with the kind of news."""
    assert max(len(row["text"]) for row in journey.messages) <= 120
    assert journey.messages[0]["text"].startswith("2 new agencies for Llama")
    assert journey.messages[1]["text"].startswith("3 contradictions, who said it")
    assert journey.messages[2]["text"].startswith("5 new private partners for Llama")
    assert journey.messages[3]["text"].startswith("New agency: General Services Administration approves Llama")
