"""Buttons, forms and App Home: inside every limit for any text, and nothing in them pings, links or parses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from alerts.delivery import Message
from alerts.hands import Clash, Desk, Seen, Told, Trace, Verb
from alerts.labels.hands import spoken
from alerts.labels.ways import told_in
from alerts.model import ValueStatus
from alerts.slack.blocks import message
from alerts.slack.buttons import clock, read_value, touched
from alerts.slack.home import Entry, Home, Waiting, home_view
from alerts.slack.text import width
from alerts.slack.validate import validate_blocks
from alerts.slack.views import (
    FIELDS,
    About,
    answers,
    changes,
    choice,
    edit_form,
    merge_form,
    reject_form,
    unpacked,
    which_form,
)
from service.demo.slackd import blockkit
from service.demo.slackd.review import review
from tests.alerts.gallery import LENGTHS, alerts, messages
from tests.alerts.samples import agency, dollar, evidence, partner
from tests.tools.hostile_texts import hostile_texts
from watchers.claims.model import Amount, Claim, Figure

WHEN = datetime(2026, 3, 2, 8, 12, tzinfo=UTC)
PLAIN = "NASA and Llama"


def told(number: int, about: str = PLAIN, status: ValueStatus = ValueStatus.REPORTED) -> Told:
    return Told(value=number, version=number % 7 + 1, status=status, about=about)


def desk(text: str = PLAIN, *, facts: int = 3, clashes: int = 2, traces: int = 7) -> Desk:
    """A message with all that can stand under it; ``text`` in every foreign field."""
    verbs = [verb for verb in Verb if verb not in {Verb.UNDO, Verb.NAME, Verb.ADD}]
    return Desk(
        root=123456789,
        told=tuple(told(number, text) for number in range(1, facts + 1)),
        clashes=tuple(Clash(known=(told(900 + n, text), told(800 + n, text)), new=told(700 + n, text)) for n in range(clashes)),
        traces=tuple(
            Trace(hand=n, verb=verbs[n % len(verbs)], name=text, at=WHEN, why=text, about=(text,) * 5)
            for n in range(1, traces + 1)
        ),
        subjects=(("story", text), ("agency", text), ("vendor", text), ("outlet", text)),
    )


def objections(made: Message) -> tuple[Any, ...]:
    """What we, a strict Slack, and a reviewer object to."""
    row = {
        "text": made.text,
        "blocks": list(made.blocks),
        "user": "U0BOT",
        "unfurl": {"unfurl_links": False, "unfurl_media": False},
    }
    seen = review({**row, "channel": "C0ALERTS", "ts": "1.1", "edited": False})
    return (*validate_blocks(made.blocks), *blockkit.validate_blocks(list(made.blocks)), *seen["mentions"], *seen["lint"])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("words", [LENGTHS["long"]])
def test_every_kind_of_alert_takes_its_buttons_and_what_was_done(language: str, words: int) -> None:
    """In both languages, at their longest; the buttons stand last, and are never what is left out."""
    for kind, made in messages(language, words):
        drawn = touched(made, desk(), ears=True)
        assert objections(drawn) == (), kind
        assert width(drawn.text) <= 2 * 120
        if made.blocks:
            assert [block["type"] for block in drawn.blocks[-3:]] == ["actions"] * 3, kind


def test_hostile_texts_under_an_alert_are_shown_as_text() -> None:
    """Some of five hundred here, in every foreign field: nothing they say happens."""
    root = message(alerts()["new agency"], key="k", language="en")
    for text in hostile_texts()[::25]:
        assert objections(touched(root, desk(text), ears=True)) == (), text


@pytest.mark.soak
def test_all_hostile_texts_under_an_alert_and_in_every_form() -> None:
    """Five hundred texts."""
    root = message(alerts()["contradiction"], key="k", language="fr")
    for text in hostile_texts():
        assert objections(touched(root, desk(text), ears=True)) == (), text
        assert [problem for view in views(text) for problem in blockkit.validate_view(view)] == [], text


def test_without_ears_there_are_no_buttons_and_what_was_done_is_shown_all_the_same() -> None:
    """A command line may have done it."""
    root = message(alerts()["new agency"], key="k", language="en")
    drawn = touched(root, desk(), ears=False)
    assert "actions" not in {block["type"] for block in drawn.blocks}
    assert "Muted by" in drawn.plain
    assert touched(root, Desk(root=1, told=()), ears=False) == root


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("R-1", (1, (), ())),
        ("R-17|1:2,3:4", (17, ((1, 2), (3, 4)), ())),
        ("R-17|1:2|3:4", (17, ((1, 2),), ((3, 4),))),
        ("R-17||3:4", (17, (), ((3, 4),))),
        ("R-", None),
        ("R-1|x", None),
        ("H-1", None),
        ("R-9999999999", None),
        ("", None),
    ],
)
def test_a_buttons_value_is_read_back(value: str, found: object) -> None:
    """And one that is none of ours is none."""
    assert read_value(value) == found


def test_every_button_names_what_it_is_about() -> None:
    """Its value reads back to the message and to the values with their versions."""
    drawn = touched(message(alerts()["new agency"], key="k", language="en"), desk(), ears=True)
    rows: Any = drawn.blocks[-3:]
    (keep, accept, both), _, (confirm, reject, undo, assign, why, more) = (block["elements"] for block in rows)
    sides = (123456789, ((700, 1),), ((900, 5), (800, 3)))
    assert [read_value(one["value"]) for one in (keep, accept, both)] == [sides] * 3
    assert read_value(confirm["value"]) == read_value(reject["value"]) == (123456789, ((1, 2), (2, 3), (3, 4)), ())
    assert (undo["value"], assign["value"], why["value"]) == ("H-7|R-123456789", "R-123456789", "R-123456789")
    assert [option["value"].partition("|")[0] for option in more["options"]] == ["story", "agency", "vendor", "outlet", "edit"]


def test_a_button_takes_as_many_values_as_it_can_hold() -> None:
    """A thousand facts: the first hundred and fifty."""
    drawn = touched(message(alerts()["new agency"], key="k", language="en"), desk(facts=1000, clashes=0), ears=True)
    assert objections(drawn) == ()
    row: Any = drawn.blocks[-1]
    assert len((read_value(row["elements"][0]["value"]) or (0, (), ()))[1]) == 150


def test_the_time_of_a_click_is_that_of_the_channel() -> None:
    """UTC is named, another zone is the reader's own."""
    assert clock(WHEN) == "08:12 UTC"
    assert clock(WHEN.astimezone(timezone(timedelta(hours=2), "CEST"))) == "10:12"


CLAIMS: dict[str, Claim] = {
    "agency": agency("NASA", told=evidence("They use it.", 5, None)),
    "partner": partner("Palantir", "hosts the models", told=evidence("It hosts.", 5, None)),
    "price": dollar("Claude", "Anthropic", told=evidence("For $1.", 5, None)),
    "figure": Figure(
        subject="Meta",
        measure="revenue",
        amount=Amount(low=Decimal(40_500_000_000)),
        currency="USD",
        period="2024-Q3",
        evidence=evidence("Revenue was 40.5 bn.", 5, None),
    ),
}


def views(text: str = PLAIN) -> Iterator[dict[str, Any]]:
    """Every form, and App Home, with a text in every foreign field."""
    for language in ("en", "fr"):
        yield reject_form(desk(text), "C0ALERTS", language)
        yield reject_form(desk(text, facts=1), "C0ALERTS", language)
        yield which_form(desk(text, facts=200), "C0ALERTS", language)
        yield merge_form("N-3", text, (text,) if text.strip() else (), language)
    entries = tuple(Entry(text=text, url="https://newsroom.slack.com/archives/C0/p1") for _ in range(40))
    names = tuple(Waiting(label=f"N-{n}", name=text, sort="agency", times=n, quote=text, resembles=(text,)) for n in range(30))
    full = Home(today=entries, mine=entries, open=entries, names=names, health=(text,) * 9, notice=text)
    bare = Home(today=(), mine=(), open=(), names=(), health=())
    yield from (home_view(home, language) for home in (full, bare) for language in ("en", "fr"))


def test_forms_and_home_keep_every_limit() -> None:
    """As a strict Slack sees them, for plain and for hostile texts."""
    for text in (PLAIN, *hostile_texts()[::125]):
        assert [problem for view in views(text) for problem in blockkit.validate_view(view)] == [], text


@pytest.mark.parametrize("kind", CLAIMS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_form_sent_as_it_was_opened_changes_nothing(kind: str, language: str) -> None:
    """Every field shows what the claim says; what is typed elsewhere is a change, what is emptied takes it away."""
    seen = Seen(value=12, version=3, status=ValueStatus.REPORTED, claim=CLAIMS[kind])
    view = edit_form(seen, 7, "C0ALERTS", language)
    assert blockkit.validate_view(view) == []
    given = answers({"state": {"values": {block["block_id"]: {"v": _filled(block["element"])} for block in _inputs(view)}}})
    assert set(given) == {*FIELDS[kind], "why"}
    assert changes(CLAIMS[kind], given) == {}
    assert changes(CLAIMS[kind], given | {"quote": "Other words."}) == {"quote": "Other words."}
    about = unpacked(str(view["private_metadata"]))
    assert (about.root, about.channel, [(one.value, one.version) for one in about.targets]) == (7, "C0ALERTS", [(12, 3)])


def _inputs(view: Any) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _filled(element: dict[str, Any]) -> dict[str, Any]:
    """What Slack's client sends of an input that nobody touched."""
    return {
        "type": element["type"],
        "value": element.get("initial_value"),
        "selected_option": element.get("initial_option"),
        "selected_date": element.get("initial_date"),
    }


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"r": 1}', '{"r": "x", "c": "", "t": [], "n": ""}', '{"r":1,"c":"","t":[1],"n":""}']
)
def test_a_form_that_is_none_of_ours_is_refused(text: str) -> None:
    """Whatever its metadata hold."""
    with pytest.raises(ValueError, match=r".*"):
        unpacked(text)
    assert unpacked(About(root=1, name="N-1").packed()) == About(root=1, name="N-1")


@pytest.mark.parametrize("said", [spoken, told_in])
def test_both_languages_say_everything(said: Callable[[str], Mapping[str, str]]) -> None:
    """The same sentences with the same places in them."""
    english, french = said("en"), said("fr")
    assert english.keys() == french.keys()
    assert said("de") == english
    places = {key: {part.partition("}")[0] for part in english[key].split("{")[1:]} for key in english}
    assert places == {key: {part.partition("}")[0] for part in french[key].split("{")[1:]} for key in english}
    assert choice("x" * 500)["value"] == "x" * 150
    assert replace(desk(), traces=()).last is None
