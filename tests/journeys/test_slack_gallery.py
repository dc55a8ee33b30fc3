"""Every kind of message × language × length, and hostile texts in every foreign field, accepted by the strict stand-in."""

import pytest

from tests.alerts.gallery import messages
from tests.bench.gallery import posted
from tests.standins.slack import SlackStandIn
from tests.tools.hostile_texts import COUNT, hostile_texts


@pytest.fixture(scope="module")
def slack(workspace: SlackStandIn) -> SlackStandIn:
    workspace.reset()
    workspace.settings(rate_limits=False)
    return workspace


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_every_kind_of_message_is_accepted_in_the_usual_length(slack: SlackStandIn, language: str) -> None:
    """Alerts of every kind, roots drawn anew, replies, digests: no lint, no mention, links to articles alone."""
    assert await posted(slack, (one for _, one in messages(language))) == {"messages": 30}


async def test_hostile_texts_in_every_field_are_accepted(slack: SlackStandIn) -> None:
    """A few of them here: shown as text, and nothing they say happens."""
    texts = hostile_texts()[26::95]
    found = await posted(slack, (one for text in texts for _, one in messages("fr", 3, text)))
    assert found == {"messages": 30 * len(texts)}


def test_there_are_five_hundred_hostile_texts() -> None:
    """No two alike; all of them, in every kind of message and every length, are `make soak`'s."""
    assert len(set(hostile_texts())) == COUNT
