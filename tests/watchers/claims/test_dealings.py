"""What prices and figures share: conversions, currencies, coordinated sellers, notes of another credit."""

from decimal import Decimal

import pytest

from tests.watchers.claims.money_scene import laid_out
from watchers.claims import clients, dealings
from watchers.claims.amounts import quantities
from watchers.claims.model import Attribution, Evidence, Span

BODY, SUMMARY = Span(start=10, end=20), Span(start=0, end=5)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("a $1 million grant, about £740,000, to them", [1_000_000]),
        ("C$8.20 a month (about US$6)", [Decimal("8.2")]),
        ("10 € par mois, soit 11 dollars", [10]),
        ("$5 and €7", [5, 7]),
        ("$5 here and then, in another sentence of some length, quite far away, €7", [5, 7]),
        ("$5, $6", [5, 6]),
    ],
)
def test_a_conversion_is_no_second_sum(text: str, amounts: list[Decimal]) -> None:
    """The same sum told in a second currency, set off by a comma or brackets, is left out."""
    lang = "fr" if "soit" in text else "en"
    line = laid_out(f"Meta pays {text}.", lang).lines[0]
    assert [quantity.amount.low for quantity in dealings.sums(line) if quantity.money] == amounts


def test_spans_are_those_of_the_article() -> None:
    """A sum of a later sentence is found at its place in the whole text."""
    text = "Hello there. Meta pays $5."
    line = laid_out(text, "en").lines[1]
    (quantity,) = dealings.sums(line)
    assert text[quantity.span.start : quantity.span.end] == "$5"


def test_an_endless_line_is_not_read() -> None:
    """A string of many thousand characters without a full stop claims nothing; neither does a question."""
    endless, short, asking = (
        laid_out("Meta pays $5 " * 400, "en"),
        laid_out("Meta pays $5.", "en"),
        laid_out("Does Meta pay $5?", "en"),
    )
    assert not any(dealings.readable(line) for line in endless.lines if line.span.end - line.span.start > 3000)
    assert dealings.readable(short.lines[0])
    assert not dealings.readable(asking.lines[0])


@pytest.mark.parametrize(
    ("text", "lang", "known", "expected"),
    [
        ("47 cents", "en", [], "USD"),
        ("47 cents", "fr", ["EUR"], "EUR"),
        ("47 centimes", "fr", [], "EUR"),
        ("47 centimes", "fr", ["USD"], "USD"),
        ("30 pence", "en", ["USD"], "GBP"),
        ("5 millions", "fr", ["EUR"], "EUR"),
        ("5 millions", "fr", ["EUR", "USD"], None),
        ("$5", "en", ["EUR"], "USD"),
    ],
)
def test_the_currency_is_printed_or_the_only_one_known(text: str, lang: str, known: list[str], expected: str | None) -> None:
    """Cents and bare millions take the article's one currency; of two known ones none is guessed."""
    assert dealings.currency_of(quantities(text, lang)[0], known) == expected


def evidence(span: Span, speaker: str | None, employer: str | None = None) -> Evidence:
    credit = Attribution(speaker=speaker, employer=employer) if speaker else None
    return Evidence(quote="…", span=span, attribution=credit)


@pytest.mark.parametrize(
    ("kept", "other", "noted"),
    [
        (evidence(BODY, "Faith Eischen", "Meta"), evidence(SUMMARY, "Mark Zuckerberg", "Meta"), ["Mark Zuckerberg"]),
        (evidence(BODY, "Faith Eischen", "Meta"), evidence(SUMMARY, "Faith Eischen"), []),
        (evidence(BODY, "Faith Eischen", "Meta"), evidence(SUMMARY, "Meta"), []),
        (evidence(BODY, "Meta"), evidence(SUMMARY, "Mark Zuckerberg", "Meta"), []),
        (evidence(BODY, None), evidence(SUMMARY, "Mark Zuckerberg"), []),
        (evidence(BODY, "Faith Eischen"), evidence(BODY, "Mark Zuckerberg"), []),
        (evidence(SUMMARY, "Faith Eischen"), evidence(BODY, "Mark Zuckerberg"), []),
    ],
)
def test_only_a_summary_that_credits_another_person_is_noted(kept: Evidence, other: Evidence, noted: list[str]) -> None:
    """A clash is a summary's different person; a person and the own employer never clash, nor do two places of the body."""
    found = dealings.noted(kept, other, frozenset({SUMMARY}))
    assert [clash.attribution.speaker for clash in found.clashes] == noted


def test_sellers_joined_by_and_stand_together() -> None:
    """Of the names before a sum the last and those that commas and "and" join to it; a verb parts them."""
    line = laid_out("Google won. OpenAI, Anthropic and xAI each charge $1.", "en").lines[1]
    assert [name.name for name in dealings.coordinated(line, line.names)] == ["OpenAI", "Anthropic", "xAI"]
    apart = laid_out("OpenAI beat Anthropic and xAI at $1.", "en").lines[0]
    assert [name.name for name in dealings.coordinated(apart, apart.names)] == ["Anthropic", "xAI"]
    assert [name.name for name in dealings.coordinated_from(apart, apart.names)] == ["OpenAI"]


def test_a_government_as_a_whole_is_found_before_or_by_country() -> None:
    """A price per agency is for the government named last; for nobody where neither a name nor a country tells."""
    british = laid_out("The UK government signed with Google. Gemini costs £1 per agency.", "en")
    assert clients.collective(british, british.lines[1]) == "Government of the United Kingdom"
    nowhere = laid_out("Gemini costs £1 per agency.", "en")
    assert clients.collective(nowhere, nowhere.lines[0]) is None
