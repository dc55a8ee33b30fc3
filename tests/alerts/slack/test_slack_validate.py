"""Our own validator: each limit of Slack's, on both sides of it, and in agreement with the stand-in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.slack.validate import validate, validate_blocks
from service.demo.slackd import blockkit


def plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text, "emoji": False}


def rich(*elements: dict[str, object]) -> dict[str, object]:
    return {"type": "rich_text", "elements": list(elements)}


def said(*spans: dict[str, object]) -> dict[str, object]:
    return {"type": "rich_text_section", "elements": list(spans)}


WORD: dict[str, object] = {"type": "text", "text": "word"}
HEADER: dict[str, object] = {"type": "header", "text": plain("x")}
METADATA = {"event_type": "t", "event_payload": {"key": "1", "rev": 1}}


def section(count: int) -> dict[str, object]:
    return {"type": "section", "fields": [plain("x")] * count}


def bullets(*items: dict[str, object], style: str = "bullet") -> dict[str, object]:
    return {"type": "rich_text_list", "style": style, "elements": list(items)}


def link(url: object) -> dict[str, object]:
    return rich(said({"type": "link", "url": url, "text": "x"}))


BUTTON = {"type": "button", "action_id": "confirm", "text": plain("Confirm"), "value": "R-1|1:1"}
LINKED = {"type": "datepicker", "action_id": "when"}
SURE = {"title": plain("Sure?"), "text": plain("It stays."), "confirm": plain("Yes"), "deny": plain("No"), "style": "danger"}


def actions(*elements: Any) -> Any:
    return {"type": "actions", "elements": list(elements)}


def option(value: str) -> Any:
    return {"text": plain("Mute"), "value": value}


def menu(*options: Any) -> Any:
    return {"type": "overflow", "action_id": "more", "options": list(options)}


GOOD: list[list[dict[str, object]]] = [
    [],
    [HEADER] * 50,
    [{"type": "header", "text": plain("x" * 150), "block_id": "b" * 255}],
    [section(10)],
    [{"type": "section", "text": {"type": "mrkdwn", "text": "*bold* x &lt;!here&gt;"}}],
    [{"type": "section", "text": plain("x" * 3000)}],
    [{"type": "section", "fields": [plain("x" * 2000)]}],
    [{"type": "context", "elements": [plain("x")] * 10}],
    [{"type": "divider"}],
    [rich(said(WORD), {"type": "rich_text_quote", "elements": [WORD]}, bullets(said(WORD)))],
    [link("https://a.example/x?y=z")],
    [rich(said({**WORD, "text": "x" * 3000})) for _ in range(3)],
    [actions({**BUTTON, "style": "danger", "confirm": SURE, "accessibility_label": "x" * 75}, menu(*[option("a")] * 5))],
]
BAD: list[tuple[Any, str]] = [
    ("blocks", "must be an array"),
    (7, "must be an array"),
    (["x"], "not a block"),
    ([{"type": "markdown", "text": "x"}], "not a block"),
    ([{"type": "actions", "elements": []}], "at least one item"),
    ([actions(*[BUTTON] * 26)], "26 items"),
    ([actions(BUTTON, BUTTON)], "an action_id stands twice"),
    ([actions(LINKED)], "must be a button"),
    ([actions({**BUTTON, "url": "https://a.example"})], "additional property url"),
    ([actions({**BUTTON, "text": plain("x" * 76)})], "76 characters"),
    ([actions({**BUTTON, "value": "x" * 2001})], "2001 characters"),
    ([actions({**BUTTON, "style": "loud"})], "primary or danger"),
    ([actions({**BUTTON, "accessibility_label": "x" * 76})], "76 characters"),
    ([actions({**BUTTON, "confirm": {"title": plain("x" * 101)}})], "101 characters"),
    ([actions({**BUTTON, "confirm": "sure?"})], "must be an object"),
    ([actions(menu(*[option("a")] * 6))], "6 items"),
    ([actions(menu({"text": plain("a")}))], "needs text and value"),
    ([actions(menu(option("x" * 151)))], "151 characters"),
    ([HEADER] * 51, "51 blocks"),
    ([{**HEADER, "block_id": "a"}, {**HEADER, "block_id": "a"}], "stands twice"),
    ([{**HEADER, "block_id": "b" * 256}], "256 characters"),
    ([{**HEADER, "colour": "red"}], "additional property colour"),
    ([{"type": "header", "text": plain("x" * 151)}], "151 characters"),
    ([{"type": "header", "text": plain("\U0001f389" * 76)}], "152 characters"),
    ([{"type": "header", "text": plain("")}], "0 characters"),
    ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "must be plain_text"),
    ([{"type": "header"}], "must be plain_text"),
    ([{"type": "section"}], "needs text or fields"),
    ([section(11)], "11 items"),
    ([section(0)], "at least one item"),
    ([{"type": "section", "fields": [plain("x" * 2001)]}], "2001 characters"),
    ([{"type": "section", "text": plain("x" * 3001)}], "3001 characters"),
    ([{"type": "section", "text": {"type": "mrkdwn", "text": "<!channel>"}}], "parsed"),
    ([{"type": "section", "text": {"type": "mrkdwn", "text": "<https://a.example|b>"}}], "parsed"),
    ([{"type": "section", "text": {"type": "mrkdwn", "text": None}}], "must be a string"),
    ([{"type": "context", "elements": [plain("x")] * 11}], "11 items"),
    ([{"type": "context", "elements": "x"}], "at least one item"),
    ([rich()], "at least one item"),
    ([rich({"type": "rich_text_preformatted", "elements": [WORD]})], "not a part of rich text"),
    ([rich(said())], "at least one item"),
    ([rich(said({"type": "broadcast", "range": "channel"}))], "nothing that pings"),
    ([rich(said({"type": "user", "user_id": "U1"}))], "nothing that pings"),
    ([rich(said({**WORD, "text": ""}))], "0 characters"),
    ([rich(said({**WORD, "font": "x"}))], "additional property font"),
    ([rich(bullets(said(WORD), style="dash"))], "bullet or ordered"),
    ([rich(bullets(WORD))], "not a part of rich text"),
    ([link("javascript:alert(1)")], "not a plain web address"),
    ([link("https://a b")], "not a plain web address"),
    ([link(None)], "not a plain web address"),
    ([link("https://" + "a" * 3000)], "3008 characters"),
    ([rich(said({**WORD, "text": "x" * 3000})) for _ in range(4)], "12000 characters of text"),
]


@pytest.mark.parametrize("blocks", GOOD)
def test_what_keeps_every_limit_passes(blocks: list[dict[str, object]]) -> None:
    """Right up to it, here and in the stand-in."""
    assert validate_blocks(blocks) == ()
    assert blockkit.validate_blocks(blocks) == []


@pytest.mark.parametrize(("blocks", "word"), BAD, ids=[f"{n} {row[1]}" for n, row in enumerate(BAD)])
def test_what_breaks_a_limit_is_named_with_its_place(blocks: object, word: str) -> None:
    """One step beyond each of them."""
    found = validate_blocks(blocks)
    assert any(word in problem for problem in found)
    assert all(problem.startswith("/blocks") for problem in found)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"text": ""}, "/text: missing"),
        ({"text": None}, "/text: missing"),
        ({"text": "x" * 4001}, "4001 characters"),
        ({"text": "<!channel>"}, "not escaped"),
        ({"unfurl_links": True}, "must be false"),
        ({"unfurl_media": None}, "must be false"),
        ({"metadata": "x"}, "needs event_type"),
        ({"metadata": {"event_type": "t"}}, "needs event_type"),
        ({"metadata": {**METADATA, "more": 1}}, "needs event_type"),
        ({"metadata": {"event_type": "t", "event_payload": {"key": None}}}, "scalars only"),
        ({"metadata": {"event_type": "t", "event_payload": {"key": "k" * 2000}}}, "more than 2000"),
        ({"blocks": [section(11)]}, "11 items"),
    ],
)
def test_the_arguments_around_the_blocks_are_checked_too(changes: dict[str, object], word: str) -> None:
    """Text, unfurling and metadata."""
    fine: dict[str, object] = {
        "text": "fine",
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": METADATA,
        "blocks": [HEADER],
    }
    assert validate(fine) == ()
    assert any(word in problem for problem in validate({**fine, **changes}))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["header", "section", "rich_text", "link", "mrkdwn"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "fields", "url", "style"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(JSON)
def test_the_validator_never_fails_and_is_never_milder_than_the_stand_in(blocks: object) -> None:
    """For any JSON at all."""
    if not validate_blocks(blocks):
        assert blockkit.validate_blocks(blocks) == []
