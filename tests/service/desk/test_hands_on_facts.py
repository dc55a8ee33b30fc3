"""Hands on an alert: what is clicked is done once, shown on every message that tells it, and known to the next decision."""

from dataclasses import replace

from alerts.hands import Said
from service.store.audits import audits_of
from tests.service.desk.clicking import BEN, buttons, click_of, do
from tests.service.flow.test_roots import NASA, OWN_WORDS, channel, header, told
from tests.service.flow.world import World, story

REASON = "the ministry denied it"


def statuses(one: World) -> list[object]:
    return one.column("SELECT status FROM fact_values ORDER BY id")


def outcomes(one: World) -> list[object]:
    return one.column("SELECT outcome FROM verdicts ORDER BY id")


async def seen(one: World) -> str:
    """The only message, drawn anew, as one text."""
    await one.beat()
    return str(channel(one)[0].message.blocks)


async def test_an_alert_has_buttons_that_say_what_they_do(one: World) -> None:
    """The value holds numbers alone."""
    await told(one, NASA)
    await one.beat()
    found = buttons(channel(one)[0])
    assert list(found) == ["confirm", "reject", "assign", "why", "more"]
    assert found["confirm"]["value"] == "R-1|1:1"
    assert [option["value"] for option in found["more"]["options"]][-1] == "edit|R-1"


async def test_without_an_ear_an_alert_has_no_buttons(one: World) -> None:
    """A button that nobody hears would be a trap."""
    one.kit = replace(one.kit, policy=replace(one.kit.policy, ears=False))
    await told(one, NASA)
    await one.beat()
    assert buttons(channel(one)[0]) == {}


async def test_confirmed_is_shown_with_who_and_when_and_audited(one: World) -> None:
    """On the message, in the line of a lock screen, in the ledger, in the audit; the buttons follow."""
    await told(one, NASA)
    await one.beat()
    acted = do(one, click_of(channel(one)[0], "confirm"))
    assert (acted.row.said, acted.channels) == (Said.DONE, ("C0ALERTS",))
    assert "Confirmed by ana, 12:00 UTC" in await seen(one)
    (root,) = channel(one)
    assert root.message.text.endswith("· Confirmed by ana, 12:00 UTC")
    assert list(buttons(root)) == ["undo", "assign", "why", "more"]
    assert statuses(one) == ["confirmed"]
    with one.kit.store.reading() as c:
        (audit,) = audits_of(c, "F-1")
    assert (audit.who, audit.what) == ("ana (U0ANA)", "confirm fact")


async def test_a_click_that_comes_twice_is_one(one: World) -> None:
    """The same click again, and the same wish from somebody else: answered alike, done once."""
    await told(one, NASA)
    await one.beat()
    click = click_of(channel(one)[0], "confirm", key="same")
    first, again = do(one, click), do(one, click)
    assert (first.row.id, first.row.answer) == (again.row.id, again.row.answer)
    late = do(one, replace(click, key="other", who=BEN[0], name=BEN[1]))
    assert late.row.said is Said.ALREADY
    assert "since ana did it at 12:00 UTC" in late.row.answer
    assert one.column("SELECT count(*) FROM standings") == [1]
    assert one.column("SELECT count(*) FROM audit WHERE what = 'confirm fact'") == [1]


async def test_a_click_on_what_has_changed_since_changes_nothing_and_says_who_did(one: World) -> None:
    """Two people, one message: the second sees what the first has done."""
    await told(one, NASA)
    await one.beat()
    late = click_of(channel(one)[0], "confirm", BEN)
    do(one, click_of(channel(one)[0], "reject", why=REASON))
    acted = do(one, late)
    assert acted.row.said is Said.STALE
    assert "changed since by ana at 12:00 UTC, and is retracted now" in acted.row.answer
    assert statuses(one) == ["retracted"]


async def test_what_is_rejected_does_not_alert_again_from_a_copy_or_from_anybody_else(one: World) -> None:
    """The judge knows it with the very next article; every root says so, in its first word."""
    await told(one, NASA)
    await one.beat()
    do(one, click_of(channel(one)[0], "reject", why=REASON))
    for number, text in enumerate((NASA, *OWN_WORDS), 2):
        room = one.network.room(8000 + number)
        lines = [text] if isinstance(text, str) else list(text)
        room.publish(replace(story(f"again{number}"), text="\n".join(lines)))
        one.watch(*(found.feed_url for found in one.network.rooms.values()))
        await one.beat()
    assert outcomes(one)[0] == "new"
    assert "new" not in outcomes(one)[1:]
    assert len(outcomes(one)) == 4
    assert one.column("SELECT count(*) FROM alerts") == [1]
    root = channel(one)[0]
    assert header(root).startswith("Withdrawn: ")
    assert f"ana: {REASON}" in str(root.message.blocks)
