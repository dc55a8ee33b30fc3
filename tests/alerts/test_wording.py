"""Dates, amounts and facts in words, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from alerts.labels.choose import labels
from alerts.labels.english import ENGLISH
from alerts.labels.french import FRENCH
from alerts.labels.model import Labels
from alerts.model import Conflict, Kinship, Reason, SourceKind
from alerts.wording import (
    about,
    amount,
    day,
    language_name,
    maker,
    moment,
    off_ladder,
    origins,
    per,
    period,
    price,
    sentence,
    speaker,
    unread,
    worth,
)
from tests.alerts.samples import EISCHEN, agency, alert, dollar, evidence, free, held, mark, new, partner
from watchers.claims.model import MEASURES, Amount, Attribution, Channel, Figure, Free, PartnerStage, Qualifier, Stage
from watchers.model import Incomplete


@pytest.mark.parametrize("words", [ENGLISH, FRENCH])
def test_a_language_names_every_constant(words: Labels) -> None:
    """A constant without a word would surface in somebody's alert."""
    assert set(words.stages) == set(Stage)
    assert set(words.states) == set(Stage) | set(PartnerStage)
    assert set(words.conflicts) == set(Conflict)
    assert set(words.reasons) == set(Reason)
    assert set(words.channels) == set(Channel)
    assert set(words.free) == set(Free)
    assert set(words.qualifiers) == set(Qualifier)
    assert len(words.months) == 12
    assert set(words.words) == set(ENGLISH.words)


def test_french_names_what_english_takes_from_the_constants() -> None:
    """Measures and reasons of incomplete reading are English already."""
    assert set(FRENCH.measures) == set(MEASURES)
    assert set(FRENCH.incomplete) == {reason.value for reason in Incomplete}


def test_a_language_without_labels_speaks_english() -> None:
    """Regions and case are ignored."""
    assert labels("fr-CA") is FRENCH
    assert labels("FR") is FRENCH
    assert labels("de") is ENGLISH


def test_dates_are_written_out_in_the_label_language() -> None:
    """Day, month, year; times in UTC."""
    first = datetime(2024, 11, 1, 6, 5, tzinfo=UTC)
    assert (day(first, ENGLISH), day(first, FRENCH)) == ("1 November 2024", "1er novembre 2024")
    assert day(date(2024, 8, 2), FRENCH) == "2 août 2024"
    assert moment(first, ENGLISH) == "1 November 2024, 06:05 UTC"


@pytest.mark.parametrize(
    ("value", "currency", "english", "french"),
    [
        (Amount(low=Decimal("40500000000")), "USD", "$40.5 billion", "40,5 milliards $"),
        (Amount(low=Decimal(1)), "USD", "$1", "1 $"),
        (Amount(low=Decimal("0.475")), "EUR", "€0.475", "0,475 €"),
        (Amount(low=Decimal(1250)), "CAD", "CAD 1,250", "1\u202f250 CAD"),
        (Amount(low=Decimal(1234567890123)), None, "1,234,567,890,123", "1\u202f234\u202f567\u202f890\u202f123"),
        (Amount(low=Decimal(2 * 10**12)), "GBP", "£2 trillion", "2 billions £"),
        (
            Amount(low=Decimal(35 * 10**9), high=Decimal(40 * 10**9)),
            "USD",
            "$35 billion–40 billion",
            "35 milliards–40 milliards $",
        ),
        (Amount(low=Decimal("3.20E9"), qualifier=Qualifier.MORE_THAN), None, "more than 3.2 billion", "plus de 3,2 milliards"),
        (Amount(low=Decimal("1E+50")), None, "1E+50", "1E+50"),
        (Amount(low=Decimal("19.00")), None, "19", "19"),
    ],
)
def test_amounts_are_exact_in_the_language_of_the_labels(value: Amount, currency: str | None, english: str, french: str) -> None:
    """Never rounded; French billions are thousands of milliards."""
    assert amount(value, currency, ENGLISH) == english
    assert amount(value, currency, FRENCH) == french


def test_prices_say_what_they_pay_for() -> None:
    """Zero in words, units translated."""
    paid = dollar("ChatGPT Enterprise", "OpenAI", told=evidence())
    assert price(paid, ENGLISH) == "$1 per agency and year"
    assert price(paid, FRENCH) == "1 $ par administration et par an"
    assert price(free(told=evidence()), ENGLISH) == "no payment"
    assert price(replace(free(told=evidence()), free=None), FRENCH) == "gratuit"
    assert per("user / month", ENGLISH) == "per user and month"
    assert per("gadget", FRENCH) == "par gadget"


def test_periods_are_read_aloud() -> None:
    """Quarters first, other periods as they are."""
    assert period("2024-Q3", FRENCH) == "T3 2024"
    assert period("FY2027-Q1", ENGLISH) == "Q1 FY2027"
    assert period("FY2026-27", ENGLISH) == "FY2026-27"


def test_a_speaker_comes_with_employer_and_occasion() -> None:
    """And nobody is said to be nobody."""
    assert speaker(EISCHEN, ENGLISH) == "Faith Eischen (Meta), by e-mail"
    assert speaker(Attribution(speaker="Meta", employer="Meta"), ENGLISH) == "Meta"
    assert speaker(None, FRENCH) == "personne n’est cité"


def test_each_kind_of_claim_has_a_slot_a_value_and_a_sentence() -> None:
    """What headlines, comparisons and bullets are made of."""
    seen = agency("GSA", stage=Stage.APPROVED, told=evidence())
    dated = replace(seen, valid_from=date(2025, 9, 22), product=None)
    assert (about(seen, ENGLISH), worth(seen, ENGLISH)) == ("GSA and Llama", "approved")
    assert worth(dated, FRENCH) == "approuvé, depuis le 22 septembre 2025"
    assert sentence(dated, ENGLISH) == ("GSA", " approves Meta models, since 22 September 2025")
    oracle = partner("Oracle", "hosting", told=evidence())
    assert about(oracle, ENGLISH) == "Oracle as a partner for Llama"
    assert sentence(oracle, FRENCH) == ("Oracle", " : hosting")
    assert sentence(replace(oracle, role=None, stage=PartnerStage.ENDED), ENGLISH) == ("Oracle", ": partner for Llama (ended)")
    assert about(free(told=evidence()), ENGLISH) == "price of Llama for U.S. federal government"
    assert about(free(None, told=evidence()), ENGLISH) == "price of Llama"
    assert sentence(free(told=evidence()), ENGLISH) == ("Llama", ": no payment for U.S. federal government")
    figure = Figure(
        subject="Meta / X",
        measure="revenue",
        amount=Amount(low=Decimal(40)),
        currency="USD",
        period="2024-Q3",
        evidence=evidence(),
    )
    assert (maker(figure), maker(seen)) == ("Meta", "Meta")
    assert about(figure, FRENCH) == "Meta / X, chiffre d’affaires T3 2024"
    assert sentence(replace(figure, period=None), ENGLISH) == ("Meta / X", ", revenue: $40")
    assert (off_ladder(figure), off_ladder(seen)) == (None, None)
    assert off_ladder(replace(seen, stage=Stage.DENIED)) == "denial"
    assert off_ladder(replace(oracle, stage=PartnerStage.ENDED)) == "end"


def test_origins_count_articles_and_those_that_are_independent() -> None:
    """Ten copies of a story are one voice."""
    claim = agency("GSA", told=evidence())
    _, value = held(claim, mark("1"))
    copies = [replace(value.sightings[0], kinship=kin) for kin in (Kinship.COPY, Kinship.REWRITE)]
    assert origins(value, ENGLISH) == "1 source"
    assert origins(replace(value, sightings=(*value.sightings, *copies)), ENGLISH) == "3 sources, 1 independent"
    assert origins(replace(value, sightings=()), FRENCH) == "fait de base, sans article"


def test_an_article_read_incompletely_says_so_with_its_reason() -> None:
    """In the language of the labels."""
    cut = alert(new(agency("GSA", told=evidence())), incomplete="paywall")
    assert "paywall" in str(unread(cut, ENGLISH))
    assert "article payant" in str(unread(cut, FRENCH))
    assert unread(replace(cut, incomplete=None), ENGLISH) is None


def test_languages_have_names() -> None:
    """A code that nobody listed stays a code."""
    assert [language_name(code, FRENCH) for code in ("fr", "EN", "und", "xx")] == ["français", "anglais", "langue inconnue", "XX"]


def test_an_inventory_is_named_among_the_origins_and_never_counted() -> None:
    """It is an origin and no article."""
    claim = agency("GSA", told=evidence())
    _, value = held(claim, mark("1"))
    listed = replace(value.sightings[0], mark=replace(mark("2"), kind=SourceKind.INVENTORY))
    assert origins(replace(value, sightings=(listed,)), ENGLISH) == "an official inventory, no article yet"
    assert origins(replace(value, sightings=(listed, *value.sightings)), ENGLISH) == "1 source, and an official inventory"
    assert "inventaire officiel" in origins(replace(value, sightings=(listed,)), FRENCH)
