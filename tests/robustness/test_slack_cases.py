"""E01 to E21: what outside words and answers can do to Slack, each case once; sizes are beside the modules and in the soak.

E01  pings in title, outlet, author, quote, address       shown as text; no mention survives
E02  forged links, "|" and ">" in addresses, javascript:  shown as text; a link leads to its article alone
E03  layout marks, emoji names, entities twice            shown as they are
E04  RTL override, zero width, combining floods, NUL      removed, or cut at a grapheme
E05  every length around every limit                      within the limits; no entity or pair is cut
E06  unfolding                                            switched off in every payload
E07  429 with every kind of Retry-After                   waits to the second; order kept; other channels go on
E08–E13  stored though the answer does not say so         unknown; found in history or sent again once; one stands
E14  history cannot be read                               stays unknown and listed, never sent again blindly
E15  every documented error name                          goes to its class
E16  token revoked in a burst                             all stops, rows kept, health red, goes on by itself
E17  channel archived, then back                          parked, then told in order with its age, replies too (test_roots)
E18  thousands queued after an outage                     a digest above twenty a channel; one a second below
E19  302 from a proxy                                     not followed, token not forwarded: test_slack_notifier
E20  root deleted                                         no new message
E21  a click with a bad, old or odd signature, or again   401, or done once: test_e21 in tests/service/desk/test_hearing_slack.py
"""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from alerts.delivery import Message
from alerts.errors import Unknown, Wait
from alerts.slack.answers import CLASSES, retry_after
from alerts.slack.blocks import message
from alerts.slack.notifier import SlackNotifier
from alerts.slack.text import width
from alerts.slack.validate import validate_blocks
from service.flow.deliver import deliver
from service.reference import Reference, shipped
from tests.alerts.gallery import messages
from tests.alerts.samples import agency, alert, evidence, mark, new, seed_000
from tests.service.flow.test_deliver import posts, put, states
from tests.service.flow.world import ALERTS, DIGEST, LOOKS, World, allowed, world
from tests.standins.slack import SlackStandIn

TEXTS = {
    "E01": "<!channel> <!here> <!everyone> <@U0REPORTER> <#C0ALERTS> <!subteam^S1> <!date^1392734382^{date}|x>",
    "E02": "<https://evil.example|https://gsa.gov> javascript:alert(1) a|b>c",
    "E03": "*b* _i_ ~s~ `c` ```d``` > q :tada: &lt;!channel&gt;",
    "E04": "\u202eabc\u200b" + "e" + "\u0301" * 5000 + "\n\t\x00",
}


@pytest.fixture(scope="module")
def slack(workspace: SlackStandIn) -> SlackStandIn:
    workspace.reset()
    workspace.settings(rate_limits=False)
    return workspace


@pytest.fixture
async def notifier(slack: SlackStandIn) -> AsyncIterator[SlackNotifier]:
    slack.reset()
    slack.settings(rate_limits=False)
    async with SlackNotifier(slack.bot_token, slack.base_url, timeout=timedelta(seconds=1)) as made:
        yield made


@pytest.fixture(scope="module")
def reference() -> Reference:
    return shipped()


@pytest.fixture
async def one(reference: Reference) -> AsyncIterator[World]:
    made = await allowed(world(reference))
    yield made
    made.close()


def everywhere(text: str) -> Message:
    """An alert with ``text`` in title, outlet, author, quote and address."""
    about = mark(outlet=text, title=text, url=f"https://news.example/{text}")
    return message(alert(new(agency(text, product=text, told=evidence(text))), about=about), key="k", language="en")


async def landed(slack: SlackStandIn, notifier: SlackNotifier, made: Message) -> dict[str, Any]:
    await notifier.post(ALERTS, made)
    (row,) = slack.roots(ALERTS)
    assert (row["lint"], row["mentions"]) == ([], [])
    return row


@pytest.mark.parametrize("case", TEXTS)
async def test_e01_to_e04_outside_words_are_shown_and_do_nothing(slack: SlackStandIn, notifier: SlackNotifier, case: str) -> None:
    """E01 pings, E02 forged links, E03 layout and double decoding, E04 characters that move or pile up."""
    row = await landed(slack, notifier, everywhere(TEXTS[case]))
    raw = json.dumps([row["text"], [block for block in row["blocks"] if block["type"] not in {"rich_text", "header", "context"}]])
    assert "<!" not in raw
    assert "<@" not in raw
    assert {address.split("/")[2] for address, _ in row["links"]} <= {"news.example"}
    assert all("\u202e" not in part and "\x00" not in part for part in (row["rendered"], row["text"]))
    assert "e" + "\u0301" * 9 not in row["rendered"]


@pytest.mark.parametrize("length", [0, 1, 149, 150, 151, 2999, 3000, 3001, 40_001])
def test_e05_every_length_is_within_the_limits(length: int) -> None:
    """E05: also where a surrogate pair or an entity stands at the cut."""
    for filling in ("a", "😀", "&"):
        made = everywhere(filling * length or "")
        assert validate_blocks(made.blocks) == ()
        assert 0 < width(made.text) <= 120
        assert not made.text.endswith(("&", "&a", "&am", "&amp"))


async def test_e06_nothing_unfolds(slack: SlackStandIn, notifier: SlackNotifier) -> None:
    """E06: in every payload, also of replies and digests."""
    for _, made in messages("en"):
        await notifier.post(ALERTS, made)
    assert {json.dumps(row["unfurl"], sort_keys=True) for row in slack.roots(ALERTS)} == {
        '{"unfurl_links": false, "unfurl_media": false}'
    }


@pytest.mark.parametrize(("header", "seconds"), [("1", 1), ("30", 30), ("3600", 3600), (None, 30), ("abc", 30)])
async def test_e07_a_rate_limit_waits_to_the_second(one: World, header: str | None, seconds: int) -> None:
    """E07: order kept, other channels go on."""
    one.notifier.refuse(Wait("slow", channel=ALERTS, code="ratelimited", after=retry_after(header)))
    put(one, "1", "2")
    put(one, "a", channel=DIGEST)
    await one.beat()
    assert posts(one) == ["1", "a"]
    one.times.pass_by(seconds - 1)
    await one.beat()
    assert len(one.notifier.standing) == 1
    one.times.pass_by(1)
    await one.beat()
    assert [row.message.key for row in one.notifier.in_channel(ALERTS)] == ["1", "2"]


FAULTS: dict[str, dict[str, object]] = {
    "E08 reset after send": {"kind": "drop_reset"},
    "E09 timeout after send": {"kind": "hang", "seconds": 2},
    "E10 500 after storing": {"kind": "fatal_error"},
    "E11 cut body": {"kind": "truncate"},
    "E13 fatal_error": {"kind": "fatal_error"},
}


@pytest.mark.parametrize("case", FAULTS)
async def test_e08_to_e13_an_answer_that_is_lost_is_looked_up(slack: SlackStandIn, notifier: SlackNotifier, case: str) -> None:
    """E08, E09, E10, E11, E13: stored though the answer does not say so; it is found, and stands once."""
    slack.faults({**FAULTS[case], "match": "chat.postMessage"})
    made = message(seed_000(), key="k", language="en")
    with pytest.raises(Unknown):
        await notifier.post(ALERTS, made)
    assert len(slack.roots(ALERTS)) == 1


@pytest.mark.parametrize("code", ["no_ts", "http_200"])
async def test_e11_e12_an_answer_without_proof_is_no_success(one: World, code: str) -> None:
    """E11: 200 with a page instead of JSON; E12: ok without a timestamp. It is searched for, then sent once."""
    one.notifier.refuse(Unknown("tells nothing", channel=ALERTS, code=code))
    put(one, "1")
    await one.beats(sum(LOOKS))
    assert states(one) == ["sent"]
    assert len(one.notifier.standing) == 1
    assert one.notifier.searches >= len(LOOKS)


@pytest.mark.parametrize("code", ["http_500", "ratelimited", "metadata_absent", "missing_scope"])
async def test_e14_without_history_nothing_is_sent_again(one: World, code: str) -> None:
    """E14: it stays unknown and is listed, for as long as it takes."""
    one.notifier.fail("unsent")
    one.notifier.fail_search(*([Unknown("blind", channel=ALERTS, code=code)] * 50))
    put(one, "1")
    await one.beats(600)
    assert posts(one) == ["1"]
    assert states(one) == ["unknown"]
    assert "history cannot be read" in str(one.column("SELECT error FROM outbox")[0])


def test_e15_every_documented_name_has_its_class() -> None:
    """E15: five classes; the table itself is tested name by name beside its module."""
    assert len(CLASSES) >= 66
    assert len(set(CLASSES.values())) == 5


async def test_e16_a_token_that_is_revoked_in_a_burst_stops_all_and_loses_nothing(one: World) -> None:
    """E16: rows kept, health red, on with the next configuration."""
    put(one, *"12345")
    one.notifier.fail("stop")
    await one.beat()
    assert one.kit.right.refusal != ""
    assert states(one) == ["ready"] * 5
    await one.beats(360)
    assert [row.message.key for row in one.notifier.standing] == list("12345")
    assert one.kit.right.refusal == ""


async def test_e17_a_channel_that_comes_back_gets_its_alerts_in_order(one: World) -> None:
    """E17: archived, then back; with their age (see test_gather for how it is shown)."""
    one.notifier.fail("closed", "closed")
    put(one, "1", "2", "3")
    await one.beats(1300)
    assert [row.message.key for row in one.notifier.standing] == ["1", "2", "3"]


async def test_e20_a_root_that_is_gone_wakes_nobody(slack: SlackStandIn, notifier: SlackNotifier) -> None:
    """E20: neither an edit nor a reply turns into a new message (the outbox's side: test_roots)."""
    made = message(seed_000(), key="k", language="en")
    receipt = await notifier.post(ALERTS, made)
    await notifier.withdraw(receipt)
    for attempt in (notifier.amend(receipt, made), notifier.post(ALERTS, replace(made, key="r", thread=receipt.ts))):
        with pytest.raises(Exception, match=r"message_not_found|cannot_reply_to_message"):
            await attempt
    assert slack.messages(ALERTS) == []


async def test_e18_a_queue_after_an_outage_is_a_digest(one: World) -> None:
    """E18: above twenty in a channel (see test_gather for 150, and the soak for thousands); below, one a second."""
    put(one, *(f"{number:02}" for number in range(20)))
    one.times.pass_by(3600)
    await deliver(one.kit, ALERTS)
    assert one.times.slept == [1.0] * (len(posts(one)) - 1)
