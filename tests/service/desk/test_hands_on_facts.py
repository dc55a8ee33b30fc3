"""Hands on an alert: what is clicked is done once, shown on every message that tells it, and known to the next decision."""

from dataclasses import replace

import pytest

from alerts.hands import Said
from service.store.audits import audits_of
from service.store.hands import Click, assigned, take
from service.store.mutes import mutes_of
from service.store.names import queued
from tests.service.desk.clicking import BEN, buttons, click_of, do, valued
from tests.service.flow.test_roots import NASA, OWN_WORDS, channel, header, told
from tests.service.flow.world import ALERTS, World, adopts, story

REASON = "the ministry denied it"


def statuses(one: World) -> list[object]:
    return one.column("SELECT status FROM fact_values ORDER BY id")


def outcomes(one: World) -> list[object]:
    return one.column("SELECT outcome FROM verdicts ORDER BY id")


async def seen(one: World) -> str:
    """The only message, drawn anew, as one text."""
    await one.beat()
    return str(channel(one)[0].message.blocks)


async def alerted(one: World) -> None:
    """One alert stands in the channel."""
    await told(one, NASA)
    await one.beat()


async def test_an_alert_has_buttons_that_say_what_they_do(one: World) -> None:
    """The value holds numbers alone."""
    await alerted(one)
    found = buttons(channel(one)[0])
    assert list(found) == ["confirm", "reject", "assign", "why", "more"]
    assert found["confirm"]["value"] == "R-1|1:1"
    assert [option["value"] for option in found["more"]["options"]][-1] == "edit|R-1"


async def test_without_an_ear_an_alert_has_no_buttons(one: World) -> None:
    """A button that nobody hears would be a trap."""
    one.kit = replace(one.kit, policy=replace(one.kit.policy, ears=False))
    await alerted(one)
    assert buttons(channel(one)[0]) == {}


async def test_confirmed_is_shown_with_who_and_when_and_audited(one: World) -> None:
    """On the message, in the line of a lock screen, in the ledger, in the audit; the buttons follow."""
    await alerted(one)
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
    await alerted(one)
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
    await alerted(one)
    late = click_of(channel(one)[0], "confirm", BEN)
    do(one, click_of(channel(one)[0], "reject", why=REASON))
    acted = do(one, late)
    assert acted.row.said is Said.STALE
    assert "changed since by ana at 12:00 UTC, and is retracted now" in acted.row.answer
    assert statuses(one) == ["retracted"]


async def test_what_is_rejected_does_not_alert_again_from_a_copy_or_from_anybody_else(one: World) -> None:
    """The judge knows it with the very next article; every root says so, in its first word."""
    await alerted(one)
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


async def test_undo_restores_what_stood_and_what_was_said_of_it(one: World) -> None:
    """The status, the mark on the message and on the alert, the buttons; a second undo is answered and does nothing."""
    await alerted(one)
    before = channel(one)[0].message
    do(one, click_of(channel(one)[0], "reject", why=REASON))
    await one.beat()
    assert one.column("SELECT withdrawn_why FROM alerts") == [f"retracted by ana: {REASON}"]
    undo = click_of(channel(one)[0], "undo", BEN)
    assert do(one, undo).row.said is Said.DONE
    assert do(one, replace(undo, key="again")).row.said is Said.ALREADY
    await one.beat()
    root = channel(one)[0].message
    assert statuses(one) == ["reported"]
    assert one.column("SELECT withdrawn_why FROM alerts") == [None]
    assert root.text == before.text
    assert "Rejected by" not in str(root.blocks)
    assert list(buttons(channel(one)[0])) == ["confirm", "reject", "assign", "why", "more"]


async def test_undo_of_what_somebody_else_has_changed_since_is_refused(one: World) -> None:
    """An old button cannot take a newer decision away."""
    await alerted(one)
    do(one, click_of(channel(one)[0], "confirm"))
    await one.beat()
    undo = click_of(channel(one)[0], "undo")
    do(one, valued("reject", "R-1|1:2", BEN, why=REASON))
    stale = do(one, undo)
    assert stale.row.said is Said.STALE
    assert "changed since by ben" in stale.row.answer
    assert statuses(one) == ["retracted"]


async def test_what_was_done_before_shows_again_after_an_undo(one: World) -> None:
    """Confirmed, then rejected by somebody else, then that taken back: it is confirmed, and says by whom."""
    await alerted(one)
    do(one, click_of(channel(one)[0], "confirm"))
    do(one, valued("reject", "R-1|1:2", BEN, why=REASON))
    await one.beat()
    assert "Rejected by ben" in await seen(one)
    do(one, click_of(channel(one)[0], "undo", BEN))
    assert "Confirmed by ana" in await seen(one)
    do(one, click_of(channel(one)[0], "undo"))
    assert "Confirmed by" not in await seen(one)
    assert statuses(one) == ["reported"]


async def test_assigned_to_whoever_takes_it_last(one: World) -> None:
    """Twice by the same person is once; taken over, then given back by undo."""
    await alerted(one)
    assert do(one, click_of(channel(one)[0], "assign")).row.said is Said.DONE
    assert do(one, click_of(channel(one)[0], "assign")).row.said is Said.ALREADY
    do(one, click_of(channel(one)[0], "assign", BEN))
    assert "Assigned to ben" in await seen(one)
    with one.kit.store.reading() as c:
        assert (assigned(c, "U0ANA"), assigned(c, "U0BEN")) == ((), (1,))
    do(one, click_of(channel(one)[0], "undo", BEN))
    assert "Assigned to ana" in await seen(one)


async def test_muted_here_with_an_end_and_taken_back(one: World) -> None:
    """The mute is in the list with its author; while one holds, a second click makes none."""
    await alerted(one)
    acted = do(one, muting("agency"))
    assert acted.row.answer == "agency:NASA is muted here until 9 March 2026, 12:00 UTC. /writethru mute lists what is."
    assert do(one, muting("agency")).row.said is Said.ALREADY
    assert "Muted by ana, 12:00 UTC: NASA, → 9 March 2026" in await seen(one)
    with one.kit.store.reading() as c:
        (mute,) = mutes_of(c, one.times.now)
    assert (mute.silence.subject, mute.silence.channel, mute.silence.author) == ("agency:NASA", ALERTS, "ana")
    do(one, click_of(channel(one)[0], "undo"))
    with one.kit.store.reading() as c:
        assert mutes_of(c, one.times.now) == ()


def muting(kind: str) -> Click:
    return replace(valued("mute", "R-1"), body={"what": kind})


DENIED = "NASA denied that it uses OpenAI's ChatGPT, a spokesperson said."


@pytest.mark.parametrize(
    ("verb", "known", "new", "shown"),
    [
        ("keep", "confirmed", "retracted", "Stored value kept by ana"),
        ("accept", "superseded", "confirmed", "New value accepted by ana"),
        ("both", "confirmed", "confirmed", "ana says that both hold"),
    ],
)
async def test_a_contradiction_is_decided_and_undone(one: World, verb: str, known: str, new: str, shown: str) -> None:
    """Both messages say so, the buttons go, and undo brings both sides back."""
    await told(one, NASA, DENIED)
    await one.beat()
    assert set(statuses(one)) == {"disputed"}
    clash = channel(one)[1]
    assert list(buttons(clash))[:3] == ["keep", "accept", "both"]
    click = click_of(clash, verb)
    assert (do(one, click).row.said, statuses(one)) == (Said.DONE, [known, new])
    await one.beat()
    assert all(shown in str(posted.message.blocks) for posted in channel(one))
    assert "keep" not in buttons(channel(one)[1])
    assert do(one, replace(click, key="again", who=BEN[0], name=BEN[1])).row.said is Said.ALREADY
    do(one, click_of(channel(one)[1], "undo"))
    assert statuses(one) == ["disputed", "disputed"]
    await one.beat()
    assert list(buttons(channel(one)[1]))[:3] == ["keep", "accept", "both"]


async def test_of_many_facts_one_can_be_rejected(one: World) -> None:
    """The others stand; the message says which."""
    await told(one, (NASA, adopts("The Federal Reserve"), adopts("USAID")))
    await one.beat()
    assert buttons(channel(one)[0])["confirm"]["text"]["text"] == "Confirm 3 facts"
    do(one, valued("reject", "R-1|2:1", why=REASON))
    assert statuses(one).count("retracted") == 1
    assert "Partly withdrawn: " in await seen(one)
    assert buttons(channel(one)[0])["confirm"]["text"]["text"] == "Confirm 2 facts"
    do(one, click_of(channel(one)[0], "confirm"))
    assert sorted(map(str, statuses(one))) == ["confirmed", "confirmed", "retracted"]


async def test_an_edit_supersedes_and_can_be_undone(one: World) -> None:
    """The corrected value is confirmed by the person; undo restores the old one and withdraws the new."""
    await alerted(one)
    click = valued("edit", "R-1|1:1", why="only a trial", fields={"stage": "exploring"})
    assert do(one, click).row.said is Said.DONE
    assert statuses(one) == ["superseded", "confirmed"]
    assert "Edited by ana, 12:00 UTC: only a trial" in await seen(one)
    do(one, click_of(channel(one)[0], "undo"))
    assert statuses(one) == ["reported", "retracted"]
    wrong = do(one, valued("edit", "R-1|1:3", fields={"stage": "perhaps"}))
    assert wrong.row.said is Said.REFUSED
    assert "stage" in wrong.row.answer


async def test_a_click_on_what_is_not_there_says_so(one: World) -> None:
    """A value, a hand, a message of another database."""
    await alerted(one)
    assert do(one, valued("confirm", "R-1|99:1")).row.said is Said.GONE
    assert do(one, replace(valued("undo", "R-1"), body={"hand": 77})).row.said is Said.GONE
    assert do(one, replace(valued("mute", "R-1"), root=None, body={"what": "agency"})).row.said is Said.GONE
    assert do(one, replace(valued("assign", "R-1"), root=None)).row.said is Said.GONE


async def test_a_judge_at_work_weighs_again_when_a_fact_is_rejected_under_it(one: World) -> None:
    """It has loaded the ledger when the click comes: what it writes knows of it all the same."""
    await alerted(one)
    clicked: list[Said | None] = []

    class Clicking:
        def reach(self, name: str) -> None:
            if name == "judge:weighed" and not clicked:
                clicked.append(do(one, valued("reject", "R-1|1:1", why=REASON)).row.said)

    room = one.network.room(8002)
    room.publish(replace(story("later"), text=f"NASA has contracted with OpenAI for ChatGPT.\n{NASA}"))
    one.watch(one.network.rooms["127.0.0.1:8001"].feed_url, room.feed_url)
    one.kit = replace(one.kit, failpoint=Clicking())
    await one.beat()
    assert clicked == [Said.DONE]
    assert "retracted" in statuses(one)
    (retracted,) = one.column("SELECT id FROM fact_values WHERE status = 'retracted'")
    assert retracted == 1


async def test_what_is_kept_and_not_done_is_found_by_the_next_heartbeat(one: World) -> None:
    """Whoever heard it died between the acknowledgement and the deed."""
    await alerted(one)
    click = click_of(channel(one)[0], "confirm")
    with one.kit.store.writing() as c:
        take(c, click)
    await one.beat()
    assert statuses(one) == ["reported"]  # it may still be doing it
    one.times.pass_by(6)
    await one.beat()
    await one.beat()
    assert statuses(one) == ["confirmed"]
    assert "Confirmed by ana" in str(channel(one)[0].message.blocks)


async def test_a_name_is_decided_on_from_app_home(one: World) -> None:
    """Accepted, merged or refused by the same service as the command; what cannot be says why."""
    await told(one, adopts("The Ruritanian Office of Widgets"))
    with one.kit.store.reading() as c:
        (waiting,) = queued(c)
    wrong = do(one, naming(waiting.label, "merge", "Nobody At All"))
    assert wrong.row.said is Said.REFUSED
    assert "is not known" in wrong.row.answer
    assert do(one, naming(waiting.label, "never")).row.said is Said.DONE
    assert statuses(one) == ["retracted"]
    assert do(one, naming("N-99", "accept")).row.said is Said.REFUSED


def naming(name: str, do_: str, other: str = "") -> Click:
    return replace(valued("name", "R-1"), root=None, body={"name": name, "do": do_, "other": other})


async def test_a_rejected_price_does_not_alert_again(one: World) -> None:
    """Told by another outlet in other words; another price is another fact."""
    sold = "OpenAI sells ChatGPT Enterprise to the General Services Administration for ${} per agency per year."
    await told(one, sold.format(1))
    await one.beat()
    (number,) = one.column("SELECT id FROM fact_values WHERE norm = '1 usd'")
    do(one, valued("reject", f"R-1|{number}:1", why=REASON))
    for count, text in ((2, f"Each agency pays little. {sold.format(1)} Nobody knows why."), (3, sold.format(20))):
        room = one.network.room(8000 + count)
        room.publish(replace(story(f"p{count}"), text=text))
        one.watch(*(found.feed_url for found in one.network.rooms.values()))
        await one.beat()
    alerted = one.column("SELECT r.title FROM alerts a JOIN revisions r ON r.id = a.revision_id ORDER BY a.id")
    assert alerted == ["A story named s0", "A story named p3"]
