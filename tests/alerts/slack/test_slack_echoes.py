"""Roots drawn anew, replies and late messages: inside every limit, whatever stands in them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.delivery import Mark, Marked, Message, RootState
from alerts.slack.blocks import message
from alerts.slack.echoes import Source, corroborated, late, redrawn
from alerts.slack.payload import payload
from alerts.slack.validate import validate
from tests.alerts.samples import mark, seed_000, seed_001

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOSTILE = "<!channel> & <https://evil.example|GSA> *b* `c` :tada: \u202e\x00 &lt;!here&gt; " + "e\u0301" * 40


def withdrawn(number: int = 1, why: str = "ana: wrong") -> tuple[Marked, ...]:
    return tuple(Marked(mark=Mark.WITHDRAWN, about=f"fact {n}", why=why, at=NOW) for n in range(number))


def state(**changes: object) -> RootState:
    return replace(RootState(articles=1, independent=1, told=2), **changes)  # type: ignore[arg-type]  # by name


@pytest.fixture(params=["en", "fr"])
def root(request: pytest.FixtureRequest) -> Message:
    return message(seed_000(), key="A-1-C0ALERTS", language=request.param)


def test_a_root_without_news_is_left_as_it_is(root: Message) -> None:
    """One source, nothing withdrawn."""
    assert redrawn(root, state()) is root


def test_drawing_adds_to_what_was_told_and_takes_nothing_away(root: Message) -> None:
    """The count stands in the small print, marks under it; every block of the root is still there."""
    drawn = redrawn(root, state(articles=3, independent=2, marks=withdrawn()))
    texts = str(drawn.blocks)
    assert all(str(block) in texts for block in root.blocks[2:])
    assert ("3 sources, 2 independent" in texts) or ("3 sources, 2 indépendantes" in texts)
    assert drawn.text.startswith(("Partly withdrawn: ", "Retiré en partie : "))
    assert len(drawn.text) <= 120
    assert drawn.plain.endswith(root.plain)


@pytest.mark.parametrize(
    ("marks", "told", "head"),
    [
        (withdrawn(), 1, "Withdrawn: "),
        (withdrawn(), 2, "Partly withdrawn: "),
        ((replace(withdrawn()[0], mark=Mark.CORRECTED),), 1, "Corrected: "),
        ((replace(withdrawn()[0], mark=Mark.CORRECTED),), 2, "Partly corrected: "),
    ],
)
def test_the_first_word_says_what_became_of_it(marks: tuple[Marked, ...], told: int, head: str) -> None:
    """All of it or a part of it, without a colour."""
    drawn = redrawn(message(seed_001(), key="k", language="en"), state(marks=marks, told=told))
    assert drawn.blocks[0]["text"]["text"].startswith(head)  # type: ignore[index]  # JSON


@given(why=st.text(max_size=5000) | st.just(HOSTILE), number=st.integers(1, 40), language=st.sampled_from(["en", "fr"]))
@settings(max_examples=40)
def test_no_reason_breaks_a_limit_or_wakes_anyone(why: str, number: int, language: str) -> None:
    """However many facts are withdrawn, for whatever reason."""
    told = message(seed_000(), key="k", language=language)
    drawn = late(redrawn(told, state(articles=9, told=number, marks=withdrawn(number, why))), NOW)
    assert validate(payload(drawn, degraded=False)) == ()
    assert "<!" not in drawn.text


@given(text=st.text(max_size=3000) | st.just(HOSTILE), number=st.integers(1, 30), language=st.sampled_from(["en", "fr"]))
@settings(max_examples=40)
def test_no_source_breaks_a_limit_or_wakes_anyone(text: str, number: int, language: str) -> None:
    """Titles, outlets and names are foreign text."""
    sources = [
        Source(mark=mark(str(n), outlet=text, title=text, url=f"https://n.example/{n}"), about=(text,)) for n in range(number)
    ]
    made = corroborated(sources, key="k", language=language)
    assert validate(payload(made, degraded=False)) == ()
    assert len(made.text) <= 140
    assert "<!" not in made.text


def test_a_reply_names_each_source_with_its_host_and_what_it_tells() -> None:
    """Title linked, outlet, host, date, language."""
    made = corroborated([Source(mark=mark(outlet="Le Monde"), about=("GSA and Llama",))], key="k", language="en")
    for part in ("Corroborated", "Le Monde", "news.example", "30 October 2024", "French", "GSA and Llama"):
        assert part in made.plain
    assert "'url': 'https://news.example/meta-llama'" in str(made.blocks)


def test_a_message_without_blocks_stays_without(root: Message) -> None:
    """What Slack refused as blocks is drawn anew as text."""
    bare = replace(root, blocks=())
    drawn = redrawn(late(bare, NOW), state(articles=2, marks=withdrawn()))
    assert drawn.blocks == ()
    assert "2026" in drawn.plain
