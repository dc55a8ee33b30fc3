"""Every kind of message × language × length, and hostile texts in every foreign field, accepted by the strict stand-in."""

from collections.abc import Iterable, Iterator

import pytest

from alerts.model import Message
from alerts.slack.notifier import SlackNotifier
from tests.alerts.gallery import LENGTHS, messages
from tests.standins.slack import SlackStandIn, running_slack
from tests.tools.hostile_texts import COUNT, hostile_texts
from tests.tools.seeds import CHANNEL

ALLOWED = {"www.theverge.com", "www.downcodes.example", "www.lemonde.fr", "news.example", "n.example"}


@pytest.fixture(scope="module")
def slack() -> Iterator[SlackStandIn]:
    with running_slack() as standin:
        standin.settings(rate_limits=False)
        yield standin


async def accepted(slack: SlackStandIn, made: Iterable[tuple[str, Message]]) -> int:
    """Post each; how many stand there, with nothing to object to."""
    slack.reset()
    slack.settings(rate_limits=False)
    sent = 0
    async with SlackNotifier(slack.bot_token, slack.base_url) as notifier:
        for _, message in made:
            await notifier.post(CHANNEL, message)
            sent += 1
    rows = slack.messages(CHANNEL)
    assert len(rows) == sent
    for row in rows:
        assert (row["lint"], row["mentions"]) == ([], []), row["text"]
        assert {address.split("/")[2] for address, _ in row["links"]} <= ALLOWED, row["links"]
        assert row["unfurl"] == {"unfurl_links": False, "unfurl_media": False}
        assert 0 < len(row["text"]) <= 160
    return sent


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_every_kind_of_message_is_accepted_in_the_usual_length(slack: SlackStandIn, language: str) -> None:
    """Alerts of every kind, roots drawn anew, replies, digests: no lint, no mention, links to articles alone."""
    assert await accepted(slack, messages(language)) == 24


@pytest.mark.soak
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("length", LENGTHS)
async def test_every_kind_of_message_is_accepted_in_every_length(slack: SlackStandIn, language: str, length: str) -> None:
    """Quotes of one word and of four hundred."""
    assert await accepted(slack, messages(language, LENGTHS[length])) == 24


async def test_hostile_texts_in_every_field_are_accepted(slack: SlackStandIn) -> None:
    """A few of them here: shown as text, and nothing they say happens."""
    await accepted(slack, (one for text in hostile_texts()[::100] for one in messages("fr", 3, text)))


@pytest.mark.soak
def test_there_are_five_hundred_hostile_texts() -> None:
    """No two alike."""
    assert len(set(hostile_texts())) == COUNT


@pytest.mark.soak
@pytest.mark.parametrize("part", range(50))
async def test_all_hostile_texts_in_every_field_are_accepted(slack: SlackStandIn, part: int) -> None:
    """Five hundred texts in twenty-two kinds of messages."""
    await accepted(slack, (one for text in hostile_texts()[part::50] for one in messages("en", 3, text)))
