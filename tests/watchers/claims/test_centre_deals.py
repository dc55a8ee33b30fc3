"""Deals, places and products taken up without a name; what only tells of others; who only speaks."""

import pytest

from tests.watchers.claims.reading_kit import agencies, article, extractor
from watchers.claims.model import Adoption

_TOLD = [
    (
        "The Federal Aviation Administration files its charts by hand. Talks with Cohere broke off in May.",
        ("Cohere", "Federal Aviation Administration", "ended"),
    ),
    (
        "The Internal Revenue Service has a small budget. A trial of Gemini ended in tears of another sort: it was cancelled.",
        ("Google", "Internal Revenue Service", "ended"),
    ),
    (
        "The Census Bureau is hiring. Claude is already in use at its western office.",
        ("Anthropic", "U.S. Census Bureau", "adopted"),
    ),
    (
        "The Census Bureau uses Claude. The Patent and Trademark Office has approved the same tool.",
        ("Anthropic", "U.S. Patent and Trademark Office", "approved"),
    ),
    (
        "The Federal Aviation Administration dropped ChatGPT. At NASA a test of the same product was wound up in May.",
        ("OpenAI", "NASA", "ended"),
    ),
    (
        "NASA has chosen Claude for a service that will test valves for its suppliers.",
        ("Anthropic", "NASA", "approved"),
    ),
    ("The Census Bureau has ordered ChatGPT Edu for its school in Maryland.", ("OpenAI", "U.S. Census Bureau", "contracted")),
    ("The Bureau of Prisons has put its plan to buy Copilot on ice.", ("Microsoft", "Federal Bureau of Prisons", "ended")),
    ("Google gave the National Park Service a year of Gemini for nothing.", ("Google", "National Park Service", "offered")),
    ("The Internal Revenue Service cleared Claude for use on Monday.", ("Anthropic", "Internal Revenue Service", "approved")),
    (
        "The General Services Administration announced a OneGov agreement with Cohere.",
        ("Cohere", "General Services Administration", "approved"),
    ),
]
_SILENT = [
    "The Federal Trade Commission has opened a study of how companies price ChatGPT subscriptions.",
    "The Government Accountability Office said agencies had bought Copilot without comparing prices.",
    "The Library of Congress acquired a painting made with Gemini.",
    "The Coast Guard's budget is smaller than what OpenAI pays for ChatGPT servers in a week.",
    "The National Science Foundation gave a university 2 million dollars to study Llama.",
    "Cohere hopes to win a contract from the Department of Homeland Security for Command.",
    "The Department of State denied visas to three engineers of DeepSeek.",
    "Two unions asked the Social Security Administration to stop using ChatGPT if it ever starts.",
    "NASA's rival, the European company Airbus, has rolled out Copilot to 100,000 workers.",
    "The Securities and Exchange Commission is looking into how Meta trained Llama.",
    "A judge ordered the Department of Education to say how it uses ChatGPT.",
    "The City of Aurora uses no software. Brightline, a regional rail company, has shut down its Llama helper.",
    "In London the Competition and Markets Authority opened a consultation on how Microsoft sells Copilot under cloud contracts.",
    "The Federal Communications Commission seeks public comment on robocalls made with ChatGPT.",
    "The Federal Trade Commission ordered an inquiry into ChatGPT and its use by children.",
    "The Federal Trade Commission told OpenAI to keep the records of ChatGPT for a year.",
]


@pytest.mark.parametrize(("text", "claim"), _TOLD)
def test_what_is_taken_up_keeps_its_body(text: str, claim: tuple[str, str, str]) -> None:
    """A deal, a place of the body's own or "the same tool" finds body, vendor and stage."""
    assert claim in agencies(text)


@pytest.mark.parametrize("text", _SILENT)
def test_consultations_and_orders_to_others_are_no_use(text: str) -> None:
    """A regulator that consults, inquires or is heard uses nothing."""
    assert agencies(text) == set()


def test_a_deal_replaced_by_another_has_not_ended() -> None:
    """What the contract replaces is something else than its own product."""
    text = "The Census Bureau signed a contract for ChatGPT. It replaces a jumble of team subscriptions, a spokeswoman said."
    assert agencies(text) == {("OpenAI", "U.S. Census Bureau", "contracted")}


def test_a_minister_is_no_body() -> None:
    """A title that ends in a person names nobody who uses anything."""
    text = "NASA has widened its use of Claude, Public and Rural Service Minister Tom Averill announced on Monday."
    assert agencies(text) == {("Anthropic", "NASA", "adopted")}


def test_who_confirms_behind_the_statement_is_no_user() -> None:
    """The body behind the comma only says so."""
    text = "The Census Bureau has signed for ChatGPT, the Department of Commerce confirmed."
    assert agencies(text) == {("OpenAI", "U.S. Census Bureau", "contracted")}


def test_what_a_use_costs_is_no_contract_of_its_own() -> None:
    """ "Pays" yields to the stage told elsewhere, and tells one where nothing else does."""
    told = "NASA has rolled Claude out to all its centers. NASA pays Anthropic 18 dollars a month for each engineer."
    assert agencies(told) == {("Anthropic", "NASA", "adopted")}
    assert agencies("NASA pays Anthropic 18 dollars a month for Claude.") == {("Anthropic", "NASA", "contracted")}


_CREDITED = [
    ("NASA has told its staff to stop using ChatGPT.", None),
    ("Microsoft is making Copilot available to NASA, though nobody at NASA could say who would get it.", None),
    ("NASA said on Tuesday that it has no agreement with xAI, contrary to what a newsletter had reported.", "NASA"),
    ("Chief Executive Ruth Calder pointed to a contract under which Leidos will run Claude for NASA.", "Ruth Calder"),
]


@pytest.mark.parametrize(("text", "speaker"), _CREDITED)
def test_orders_and_silence_are_no_reports(text: str, speaker: str | None) -> None:
    """Who tells its staff to do something, or cannot say, is credited with nothing."""
    claims = [claim for claim in extractor().extract(article(text)).claims if isinstance(claim, Adoption)]
    assert [claim.evidence.attribution and claim.evidence.attribution.speaker for claim in claims] == [speaker]


def test_a_vendor_that_was_beaten_has_no_contract() -> None:
    """Behind "beating" stand those who lost."""
    text = "Mistral AI has won a contract from NASA for its Le Chat chatbot, beating Cohere and OpenAI."
    assert agencies(text) == {("Mistral AI", "NASA", "contracted")}


def test_a_firm_that_brings_the_model_is_no_vendor_of_it() -> None:
    """A contract with who installs another vendor's model is a partner's."""
    text = "Palantir integrates Llama for the U.S. Navy. The Navy contract is worth 74 million dollars to Palantir."
    assert not any(vendor == "Palantir" for vendor, _, _ in agencies(text))


def test_what_was_never_paid_denies_no_use() -> None:
    """ "Has never paid anything" says nothing of whether the model is used."""
    text = "NASA uses Llama on its rovers. For Llama, the director said, the agency has never paid anything."
    assert agencies(text) == {("Meta", "NASA", "adopted")}
