"""Alerts as Block Kit and as plain text: complete, readable, inside every limit, harmless."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.delivery import Message, Receipt
from alerts.model import Alert, Conflict, Kinship, Outcome, Reason, Sighting, SourceKind, ValueStatus, Verdict
from alerts.slack.blocks import _fitting, message
from alerts.slack.text import width
from alerts.slack.validate import BLOCK_TEXT, validate, validate_blocks
from service.demo.slackd import blockkit
from tests.alerts.samples import (
    EISCHEN,
    agency,
    alert,
    contradiction,
    dollar,
    evidence,
    free,
    held,
    mark,
    moved,
    new,
    partner,
    seed_000,
    seed_001,
)
from watchers.claims.model import (
    Amount,
    Attribution,
    Claim,
    Clash,
    Evidence,
    Figure,
    Partnership,
    PartnerStage,
    Price,
    Span,
    Stage,
)


def header(made: Message) -> str:
    first: Any = made.blocks[0]["text"]
    return str(first["text"])


def shown(made: Message) -> str:
    """All that a reader sees in the blocks."""
    return "".join(_texts(list(made.blocks)))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        yield from (text for key, child in node.items() if key != "text" or not isinstance(child, str) for text in _texts(child))
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
        yield "\n"


def squeezed(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def english(made: Alert) -> Message:
    return message(made, key="7", language="en")


def payload(made: Message) -> dict[str, object]:
    return {"text": made.text, "blocks": list(made.blocks), "unfurl_links": False, "unfurl_media": False}


def test_the_first_article_leads_with_its_topic_and_folds_the_rivals_under_their_names() -> None:
    """Two agencies of the topic's vendor in the header, five agencies of others below, each quote once."""
    made = english(seed_000())
    assert header(made) == "2 new agencies for Llama: U.S. Department of State, U.S. Department of Education"
    assert made.kind == "new_agency"
    assert made.text == (
        "2 new agencies for Llama: U.S. Department of State, U.S. Department of Education, +7 more. The Verge, 30 October 2024"
    )
    headings = [row for row in made.plain.splitlines() if row in {"Meta", "OpenAI", "Anthropic", "Google"}]
    assert headings[0] == "Meta"
    assert sorted(headings) == ["Anthropic", "Google", "Meta", "OpenAI"]
    assert "Los Alamos National Laboratory uses OpenAI models" in made.plain
    assert made.plain.count("OpenAI a révélé") == 1


def test_an_alert_tells_rank_source_quote_speaker_place_and_reason() -> None:
    """What a reporter needs to trust it, in blocks and in plain text alike."""
    made = english(seed_000())
    for text in (shown(made), squeezed(made.plain)):
        assert "Rank 2 of 3: new · 9 findings · 1 other statement was known" in text
        assert (
            "Meta pousse l’administration à intégrer son IA · The Verge · www.theverge.com · published 30 October 2024 · French"
            in text
        )
        assert "Said by Faith Eischen (Meta), by e-mail · characters 1740–1824" in text
        assert "« aucun paiement impliqué »" in text
        assert "Why, for all of these: first mention, nothing on record for this" in text


def test_another_credit_inside_the_article_is_shown() -> None:
    """The summary's speaker is a note beside the body's."""
    text = shown(english(seed_000()))
    assert (
        "The article disagrees with itself: the body credits Faith Eischen (Meta), by e-mail, the summary Mark Zuckerberg (Meta)"
        in text
    )
    assert "CEO Mark Zuckerberg emphasized" in text


def test_three_contradictions_in_one_point_are_told_as_one_with_both_sides() -> None:
    """Both speakers side by side, both quotes of each fact, both sources with date and time."""
    made = english(seed_001())
    assert header(made).startswith("3 contradictions, who said it: U.S. Department of State and Llama")
    section: Any = next(block for block in made.blocks if block["type"] == "section")
    assert [field["text"] for field in section["fields"]] == [
        "*Stored*",
        "*New*",
        "Faith Eischen (Meta), by e-mail",
        "Mark Zuckerberg (Meta), on a call",
    ]
    for text in (shown(made), squeezed(made.plain)):
        assert "Stored · reported · 1 source" in text
        assert "New · likely a rewrite of it" in text
        assert "published 30 October 2024 · read 30 October 2024, 09:04 UTC" in text
        assert "published 1 November 2024 · read 1 November 2024, 08:03 UTC" in text
        assert "Nous avons établi un partenariat" in text
        assert "Aucun paiement n’est impliqué, selon lui." in text
        assert "the same statement is credited to somebody else" in text
    assert sum(block["type"] == "section" for block in made.blocks) == 1


def test_labels_are_french_and_quotes_stay_as_they_are() -> None:
    """The channel's language is for the labels alone."""
    made = message(seed_001(), key="7", language="fr")
    assert header(made).startswith("3 contradictions, qui l’a dit : U.S. Department of State et Llama")
    assert "Pourquoi : la même déclaration est prêtée à quelqu’un d’autre" in shown(made)
    assert "lu le 1er novembre 2024, 08:03 UTC" in shown(made)


def test_many_partners_are_one_finding_with_the_rest_counted() -> None:
    """Ten are listed, the others are in the plain text."""
    names = [f"Partner {number:02}" for number in range(14)]
    made = english(alert(*(new(partner(name, "hosting", told=evidence("One sentence.", 5))) for name in names)))
    assert header(made).startswith("14 new private partners for Llama: Partner 00, Partner 01")
    assert header(made).endswith("more")
    assert "Partner 09" in shown(made)
    assert "Partner 13" not in shown(made)
    assert "and 4 more" in shown(made)
    assert all(name in made.plain for name in names)


def test_several_prices_and_several_moves_are_named_in_the_header() -> None:
    """With their values where they are prices."""
    prices = [new(dollar(name, "OpenAI", told=evidence("Both cost a dollar.", 5))) for name in ("ChatGPT", "Codex")]
    assert header(english(alert(*prices))) == "2 new prices: ChatGPT, $1 per agency and year, Codex, $1 per agency and year"
    moves = [moved(replace(ADOPTED, agency=name), EXPLORING, BY) for name in ("GSA", "NASA")]
    assert header(english(alert(*moves))) == "2 updates: GSA and Llama, NASA and Llama"


def test_a_contradiction_in_a_dozen_facts_shows_ten_of_them() -> None:
    """And counts the rest."""
    pairs = [(agency(f"Agency {n}", told=evidence("It is so.", n, EISCHEN)), Attribution(speaker="Ann Lee")) for n in range(12)]
    clashing = [
        contradiction(claim, replace(claim, evidence=evidence("So it is.", 1, other)), BY, number=n)
        for n, (claim, other) in enumerate(pairs)
    ]
    made = english(alert(*clashing))
    assert header(made).startswith("12 contradictions, who said it: Agency 0 and Llama")
    assert "and 2 more" in shown(made)
    assert made.plain.count("Agency 11 and Llama") == 2


def test_blocks_that_cannot_be_made_to_fit_leave_the_header_and_the_small_print() -> None:
    """The last resort, whatever a later change brings."""
    head, note, *_ = message(seed_000(), key="1", language="en").blocks
    rule: dict[str, object] = {"type": "divider"}
    assert _fitting([(head, note, *[rule] * 60), (head, note, *[rule] * 49)]) == (head, note)


def told(claim: Claim, **changes: Any) -> Verdict:
    return replace(new(claim), **changes)


BY = mark("9", outlet="First", url="https://first.example/a", title="The first")
EXPLORING = agency("GSA", told=evidence("They look at it.", 3, EISCHEN))
ADOPTED = agency("GSA", stage=Stage.ADOPTED, told=evidence("They use it.", 4))
DENIED = agency("GSA", stage=Stage.DENIED, told=evidence("They do not.", 4))
ENDED = agency("GSA", stage=Stage.ENDED, told=evidence("They stopped.", 4))
CLAUDE = dollar("Claude", "Anthropic", told=evidence("It costs a dollar.", 9))
DEARER = dollar("Claude", "Anthropic", "2", told=evidence("It costs two dollars.", 9))
CAPEX = Figure(
    subject="Meta", measure="capex", amount=Amount(low=Decimal(40)), currency="USD", period="2024-Q3", evidence=evidence()
)
LATER = replace(CAPEX, period="2024-Q2")

HEADS = [
    (new(EXPLORING), "new_agency", "New agency: GSA explores Llama"),
    (new(replace(EXPLORING, product=None)), "new_agency", "New agency: GSA explores Meta models"),
    (new(partner("Oracle", told=evidence())), "new_partner", "New private partner for Llama: Oracle"),
    (new(CLAUDE), "new_price", "New price: Claude, $1 per agency and year"),
    (new(free(told=evidence())), "new_price", "New price: Llama, no payment for U.S. federal government"),
    (new(CAPEX), "new_figure", "New figure: Meta, capex Q3 2024: $40"),
    (moved(ADOPTED, EXPLORING, BY), "update", "Update: GSA and Llama: in use (was: exploring)"),
    (
        replace(moved(DEARER, CLAUDE, BY), outcome=Outcome.CHANGES),
        "change",
        "Change: price of Claude: $2 per agency and year (was: $1 per agency and year)",
    ),
    (told(DENIED, reason=Reason.FIRST_DENIAL), "denial", "Denial: GSA and Llama"),
    (told(ENDED, reason=Reason.FIRST_END), "end", "Ended: GSA and Llama"),
    (moved(ENDED, EXPLORING, BY), "end", "Ended: GSA and Llama: ended (was: exploring)"),
    (
        contradiction(DENIED, ADOPTED, BY, conflict=Conflict.DENIAL, rank=1),
        "denial",
        "Denial: GSA and Llama: in use on record, denied here",
    ),
    (
        contradiction(DEARER, CLAUDE, BY, conflict=Conflict.CORRECTION),
        "correction",
        "Correction: price of Claude: $1 per agency and year on record",
    ),
    (
        contradiction(DEARER, CLAUDE, BY, conflict=Conflict.AMOUNT, rank=1),
        "contradiction",
        "Contradiction, amount: price of Claude: $1 per agency and year on",
    ),
    (
        contradiction(LATER, CAPEX, BY, conflict=Conflict.PERIOD),
        "contradiction",
        "Contradiction, period: Meta, capex Q2 2024: $40, Q3 2024 on record",
    ),
    (contradiction(DENIED, ADOPTED, BY, conflict=Conflict.STATUS), "contradiction", "Contradiction, status: GSA and Llama"),
]


@pytest.mark.parametrize(("verdict", "kind", "head"), HEADS)
def test_every_kind_of_finding_is_headed_as_what_it_is(verdict: Verdict, kind: str, head: str) -> None:
    """Denials, ends and corrections are called that."""
    made = english(alert(verdict))
    assert made.kind == kind
    assert header(made).startswith(head)
    assert made.text.startswith(head.partition(":")[0])


def test_a_move_shows_where_it_came_from() -> None:
    """The value before, its source linked, and how many say it."""
    made = english(alert(moved(ADOPTED, EXPLORING, BY)))
    assert "GSA uses Llama (was: exploring)" in shown(made)
    assert "Known: GSA and Llama: exploring · First · 30 October 2024 · 1 source" in shown(made)
    assert "https://first.example/a" in json.dumps(made.blocks)


def test_the_value_of_a_baseline_has_no_article_and_says_so() -> None:
    """A fact that was imported is no article's."""
    fact, value = held(ADOPTED, BY)
    bare = replace(value, sightings=(), status=ValueStatus.CONFIRMED)
    made = english(alert(replace(contradiction(DENIED, ADOPTED, BY, conflict=Conflict.DENIAL), against=((fact, bare),))))
    assert "Stored · confirmed · from the baseline, without an article" in shown(made)
    made = english(alert(replace(moved(ADOPTED, EXPLORING, BY), against=((fact, bare),))))
    assert "Known: GSA and Llama: in use · from the baseline, without an article" in shown(made)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "First report: GSA uses Llama"), ("fr", "Premier article : GSA utilise Llama")]
)
def test_the_first_report_of_an_inventoried_use_is_called_so(language: str, said: str) -> None:
    """No new agency: the inventory is shown as what was known, with its day and without a source."""
    fact, value = held(ADOPTED, replace(BY, outlet="OMB 2025 inventory", kind=SourceKind.INVENTORY))
    first = replace(new(ADOPTED), reason=Reason.FIRST_INVENTORIED, rank=3, against=((fact, value),))
    made = message(alert(first), key="k", language=language)
    assert header(made) == said
    assert "OMB 2025 inventory · 30" in shown(made)
    two = english(alert(first, replace(first, claim=replace(ADOPTED, agency="NASA"))))
    assert header(two) == "2 first reports of known uses of Llama: GSA, NASA"
    known = "Known: GSA and Llama: in use · OMB 2025 inventory · 30 October 2024 · an official inventory, no article yet"
    assert known in shown(two)
    assert "Why: first report of an inventoried use" in shown(two)


def test_a_speaker_is_held_against_the_article_that_credits_somebody_else() -> None:
    """Not against a copy that credits nobody."""
    nobody = replace(EXPLORING, evidence=evidence("No name.", 1))
    other = replace(EXPLORING, evidence=evidence("A name.", 1, Attribution(speaker="Ann Lee")))
    fact, value = held(nobody, BY)
    second = Sighting(mark=replace(BY, outlet="Second"), claim=other, kinship=Kinship.INDEPENDENT)
    verdict = contradiction(EXPLORING, nobody, BY)
    made = english(alert(replace(verdict, against=((fact, replace(value, sightings=(*value.sightings, second))),))))
    assert "Ann Lee on record, Faith Eischen here" in header(made)
    assert "Second" in shown(made)


def test_notes_on_a_finding_stand_beside_it() -> None:
    """A possibility, a name that nobody listed, a correction notice, a clash after the passage."""
    clash = Clash(attribution=EISCHEN, quote="Another voice.", span=Span(start=900, end=914))
    flagged = replace(evidence("Maybe."), hedged=True, unlisted=True, corrects=True, clashes=(clash,))
    text = shown(english(alert(new(agency("Office of Tides", told=flagged)))))
    assert "(said as a possibility or a plan, a name not in the reference data, from a correction notice)" in text
    assert "The article credits nobody here; its other passage credits Faith Eischen (Meta), by e-mail." in text


def test_an_article_read_incompletely_says_so() -> None:
    """Its silence proves nothing."""
    made = english(alert(new(EXPLORING), incomplete="paywall"))
    assert "Read incompletely: paywall." in shown(made)
    assert "Read incompletely: paywall." in made.plain


def test_a_later_alert_links_the_first_one_of_its_story() -> None:
    """With its address where that is known, in words where it is not."""
    first = alert(new(EXPLORING))
    linked = english(replace(first, story_root=Receipt(channel="C1", ts="1.0", link="https://desk.example/archives/C1/p10")))
    assert "https://desk.example/archives/C1/p10" in json.dumps(linked.blocks)
    assert "https://desk.example/archives/C1/p10" in linked.plain
    assert "An earlier alert on this story" in shown(english(replace(first, story_root=Receipt(channel="C1", ts="1.0"))))


def test_an_address_that_is_no_web_address_is_not_linked() -> None:
    """An archive's own id stands as text; a web address that misleads is not shown at all."""
    made = english(alert(new(EXPLORING), about=mark(url="javascript:alert(1)")))
    assert '"url"' not in json.dumps(made.blocks)
    made = english(alert(new(EXPLORING), about=mark(url="https://gsa.gov@evil.example/")))
    assert "evil" not in json.dumps(made.blocks)
    assert "link not shown: not a plain web address" in shown(made)


def test_a_sentence_that_names_five_vendors_is_printed_once() -> None:
    """The others point to it."""
    sentence = "GSA has approved tools of all five."
    made = english(alert(*(new(agency("GSA", vendor=f"Vendor {n}", product=None, told=evidence(sentence, 9))) for n in range(5))))
    assert shown(made).count(sentence) == made.plain.count(sentence) == 1
    assert shown(made).count("characters 9–44 · same passage as above") == 4
    assert shown(made).count("Why") == 1


def test_the_outlet_is_not_said_twice_when_it_is_its_host() -> None:
    """A feed without a name is called by its host."""
    made = english(alert(new(EXPLORING), about=mark(outlet="news.example")))
    assert shown(made).count("news.example") == 1


def test_plain_text_fits_eighty_columns() -> None:
    """Except for addresses, which are not broken."""
    for made in (seed_000(), seed_001()):
        for language in ("en", "fr"):
            rows = message(made, key="1", language=language).plain.splitlines()
            assert max(len(row) for row in rows if "://" not in row) <= 80


def test_a_very_long_alert_keeps_the_limit_and_says_what_it_left_out() -> None:
    """Quotes go first; nothing is lost from the plain text."""
    quote = "All of this was said in public. " * 40
    names = [f"Agency number {number}" for number in range(60)]
    verdicts = [
        new(agency(name, vendor=f"Vendor {n % 20:02}", told=evidence(f"{n}: {quote}", n * 2000))) for n, name in enumerate(names)
    ]
    made = english(alert(*verdicts))
    assert validate_blocks(made.blocks) == ()
    assert re.search(r"Shortened to fit: \d+ more findings are in the ledger", shown(made))
    assert all(name in made.plain for name in names)
    assert len(made.plain) > 60 * len(quote)


def test_quotes_are_shortened_before_findings_are_left_out() -> None:
    """Twelve agencies of one vendor with a paragraph each."""
    quote = "x" * 2500
    made = english(alert(*(new(agency(f"Agency {n}", told=evidence(f"{n} {quote}", n * 3000))) for n in range(10))))
    assert all(f"Agency {n}" in shown(made) for n in range(10))
    assert sum(width(text) for text in _texts(list(made.blocks))) <= BLOCK_TEXT + 100


# ---------------------------------------------------------------- laws over hostile text

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.lists(
        st.sampled_from(
            [
                *("<!channel>", "<!here>", "<@U0REPORTER>", "<#C0ALERTS>", "<!subteam^S1>", "<!date^1^{date}|x>"),
                *("<https://evil.example|https://gsa.gov>", "*b*", "_i_", "~s~", "`c`", "```", ">", ":tada:", "&lt;!channel&gt;"),
                *(
                    "&amp;lt;",
                    "**b**",
                    "[a](https://evil.example)",
                    "{}",
                    "{n}",
                    "%s",
                    "\u202e",
                    "\u200b",
                    "\u0301" * 50,
                    "\n",
                    "\t",
                ),
                *(
                    "\x00",
                    "\x1b[2J",
                    "\ud83d",
                    "\U0001f389",
                    "\U0001f469\U0001f3fd\u200d\U0001f680",
                    "é",
                    "x" * 400,
                    "<",
                    "&",
                    "|",
                ),
            ]
        ),
        max_size=12,
    ).map("".join),
)
NAMES = HOSTILE.map(lambda text: text or "n")
ATTRIBUTION = st.none() | st.builds(Attribution, speaker=NAMES, employer=st.none() | NAMES, channel=st.none())
SPAN = st.integers(0, 10**7).map(lambda start: Span(start=start, end=start + 5))
CLASH = st.builds(Clash, attribution=st.builds(Attribution, speaker=NAMES), quote=HOSTILE, span=SPAN)
EVIDENCE = st.builds(
    Evidence,
    quote=HOSTILE | st.just("long " * 1500),
    span=SPAN,
    attribution=ATTRIBUTION,
    hedged=st.booleans(),
    unlisted=st.booleans(),
    clashes=st.lists(CLASH, max_size=2).map(tuple),
    corrects=st.booleans(),
)
AMOUNT = st.builds(
    Amount, low=st.decimals(allow_nan=False, allow_infinity=False), high=st.none() | st.integers(0, 10**15).map(Decimal)
)
CLAIM = st.one_of(
    st.builds(agency, NAMES, vendor=NAMES, product=st.none() | NAMES, stage=st.sampled_from(Stage), told=EVIDENCE),
    st.builds(
        Partnership,
        vendor=NAMES,
        product=st.none() | NAMES,
        partner=NAMES,
        role=st.none() | HOSTILE,
        stage=st.sampled_from(PartnerStage),
        evidence=EVIDENCE,
    ),
    st.builds(
        Price,
        vendor=NAMES,
        product=st.none() | NAMES,
        amount=AMOUNT,
        currency=st.none() | NAMES,
        per=st.none() | NAMES,
        buyer=st.none() | NAMES,
        evidence=EVIDENCE,
    ),
    st.builds(
        Figure,
        subject=NAMES,
        measure=NAMES,
        amount=AMOUNT,
        currency=st.none() | NAMES,
        period=st.none() | NAMES,
        evidence=EVIDENCE,
    ),
)
MARK = st.builds(
    lambda outlet, title, url, lang: replace(mark(outlet=outlet, title=title, url=url), lang=lang),
    HOSTILE,
    HOSTILE,
    HOSTILE | HOSTILE.map(lambda text: f"https://news.example/{text}"),
    HOSTILE,
)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    claim = draw(CLAIM)
    if draw(st.booleans()):
        return new(claim, rank=draw(st.integers(1, 3)))
    known, by = draw(CLAIM), draw(MARK)
    base = contradiction(claim, known, by, conflict=draw(st.sampled_from(Conflict)), rank=draw(st.integers(1, 3)))
    return replace(base, outcome=draw(st.sampled_from([Outcome.CONTRADICTS, Outcome.UPDATES, Outcome.CHANGES])))


ALERT = st.builds(
    lambda found, about, incomplete: alert(*found, about=about, incomplete=incomplete),
    st.lists(verdicts(), min_size=1, max_size=6),
    MARK,
    st.none() | HOSTILE,
)


@given(ALERT, st.sampled_from(["en", "fr"]))
def test_no_text_from_outside_breaks_a_limit_pings_anyone_or_forges_a_link(made: Alert, language: str) -> None:
    """Whatever stands in any foreign field: our own validator and the stand-in's both find nothing."""
    sent = message(made, key="7", language=language)
    assert validate(payload(sent)) == ()
    assert blockkit.validate_blocks(list(sent.blocks)) == []
    assert 0 < width(sent.text) <= 120
    assert "<" not in sent.text
    for block in sent.blocks:
        for field in block.get("fields", ()):  # type: ignore[attr-defined]  # JSON
            assert field["type"] != "mrkdwn" or "<" not in field["text"]
    assert not set(sent.plain) & {"\x1b", "\x00", "\u202e", "\u200b", "\r"}


@given(ALERT)
def test_links_are_those_of_articles_alone(made: Alert) -> None:
    """No quote, title or name becomes a link; each target is one plain web address."""
    sent = english(made)
    known = {made.mark.url, *(s.mark.url for v in made.verdicts for _, value in v.against for s in value.sightings)}
    found = re.findall(r'"url": "([^"]*)"', json.dumps(sent.blocks))
    assert len(set(found)) <= len(known)
    assert all(re.fullmatch(r"https?://[^\s|<>]+", url) for url in found)
