"""What was told before: a copy edits its root's count, an independent source answers in the thread, what is withdrawn says so."""

from dataclasses import replace
from datetime import timedelta

from alerts.errors import Park, Stop, Unknown, Wait
from alerts.model import ValueStatus
from service.flow.judge import judge
from service.flow.poll import poll
from service.flow.read import read
from service.flow.stages import Job, Stage
from service.store.audits import Act
from service.store.facts import Stated, article_of, retract_value, state_fact, value_rows
from service.store.outbox import close_windows
from tests.service.flow.test_judge import ready
from tests.service.flow.world import ALERTS, World, adopts, story
from tests.standins.notifier import Posted

NASA = adopts("NASA")
OWN_WORDS = (
    (
        "Astronauts of NASA draft their mission logs with ChatGPT, a model of OpenAI, engineers told this newspaper.",
        "They had compared five systems over a long summer and had filed a report of ninety pages with their director.",
        "Two of them travelled to Pasadena afterwards, where colleagues of another centre asked how the logs were checked.",
        "Nobody would speak about money, and the director left the room before our questions were over that evening.",
    ),
    (
        "NASA uses ChatGPT from OpenAI when it answers requests of the public for old files, an archivist told this newspaper.",
        "The archivists, eleven of them, had asked for help in January because letters had piled up to the ceiling by then.",
        "A senator told this newspaper that no personal data leaves the building; the reply to her was four lines long.",
        "A hearing is planned for the week after Easter, and the archivists are invited to bring their boxes with them.",
    ),
)
WINDOW = 46.0


async def told(one: World, *texts: str | tuple[str, ...]) -> None:
    """The first article stands in the channel; the others are judged. Lines of one's own stand without the usual filler."""
    rooms = [one.network.room(8001 + number) for number in range(len(texts))]
    for number, (room, text) in enumerate(zip(rooms, texts, strict=True)):
        made = story(f"s{number}", *([text] if isinstance(text, str) else text))
        room.publish(made if isinstance(text, str) else replace(made, text="\n".join(text)))
    one.watch(*(room.feed_url for room in rooms))
    for number in range(len(texts)):
        await poll(one.kit, [number + 1])
        await read(one.kit, number + 1)
    await one.run(Job(Stage.JUDGE, (1,)))
    for number in range(2, len(texts) + 1):
        await judge(one.kit, number)


def channel(one: World) -> list[Posted]:
    return one.notifier.in_channel(ALERTS)


def retract(one: World, why: str = "the ministry denied it") -> None:
    with one.kit.store.writing() as c:
        (row,) = value_rows(c)
        retract_value(c, row, ValueStatus.RETRACTED, Act(who="ana", why=why, at=one.times.now), "retract fact")


def small_print(posted: Posted) -> list[str]:
    """The texts of the root's context."""
    return [element["text"] for element in posted.message.blocks[1]["elements"]]  # type: ignore[attr-defined]  # JSON


def header(posted: Posted) -> str:
    return str(posted.message.blocks[0]["text"]["text"])  # type: ignore[index]  # JSON


async def test_a_copy_edits_the_count_of_its_root_and_posts_nothing(one: World) -> None:
    """Once its window has passed; ten copies are one edit."""
    await told(one, *([NASA] * 4))
    await one.run(Job(Stage.DELIVER, (ALERTS,)))
    assert channel(one)[0].edits == 0
    one.times.pass_by(WINDOW)
    await one.beat()
    (root,) = channel(one)
    assert root.edits == 1
    assert small_print(root)[1] == "4 sources, 1 independent"
    assert "4 sources, 1 independent" in root.message.plain
    assert one.column("SELECT errand || state FROM outbox ORDER BY id") == ["postsent", "editsent"]


async def test_an_independent_source_answers_in_the_thread_once_a_window(one: World) -> None:
    """Without a new root; two sources within a window are one reply."""
    await told(one, NASA, *OWN_WORDS)
    one.times.pass_by(WINDOW)
    await one.beat()
    assert one.column("SELECT outcome FROM verdicts ORDER BY id") == ["new", "corroborates", "corroborates"]
    root, reply = channel(one)
    assert reply.message.thread == root.receipt.ts
    assert reply.message.text == "Corroborated by Outlet 8002, Outlet 8003: NASA and ChatGPT"
    assert small_print(root)[1] == "3 sources, 3 independent"


async def test_a_withdrawn_fact_marks_every_root_that_it_caused_at_once(one: World) -> None:
    """In the first word of the header and of the lock-screen line, with who and why; no new message."""
    await told(one, NASA)
    retract(one)
    await one.beat()
    (root,) = channel(one)
    assert header(root).startswith("Withdrawn: New agency: NASA")
    assert root.message.text.startswith("Withdrawn: New agency: NASA")
    assert "ana: the ministry denied it" in str(root.message.blocks)


async def test_a_fact_that_is_stated_again_takes_the_mark_away(one: World) -> None:
    """A person who takes a retraction back is heard: the root is as it was told."""
    await told(one, NASA)
    before = channel(one)[0].message
    retract(one)
    await one.beat()
    with one.kit.store.writing() as c:
        (row,) = value_rows(c)
        again = Stated(
            claim=row.claim, status=ValueStatus.CONFIRMED, article=article_of("https://nasa.example/1", "NASA", "It is so")
        )
        state_fact(c, again, Act(who="ana", why="they confirmed it", at=one.times.now), "add fact")
    await one.beat()
    assert header(channel(one)[0]) == str(before.blocks[0]["text"]["text"])  # type: ignore[index]  # JSON
    assert "Withdrawn" not in channel(one)[0].message.text


async def test_what_is_withdrawn_before_it_was_sent_goes_out_marked(one: World) -> None:
    """The message says what is known when it is sent."""
    await ready(one, NASA)
    await judge(one.kit, 1)
    retract(one)
    await one.beat()
    assert header(channel(one)[0]).startswith("Withdrawn: ")


async def test_an_edit_of_a_root_that_is_gone_is_given_up_without_a_new_message(one: World) -> None:
    """E20: the new state stands in the ledger, nobody is woken, the reason is kept."""
    await told(one, NASA, NASA)
    del one.notifier.standing[0]
    one.times.pass_by(WINDOW)
    await one.beat()
    assert channel(one) == []
    assert one.column("SELECT state FROM outbox ORDER BY id") == ["sent", "dead"]
    assert "message_not_found" in str(one.column("SELECT error FROM outbox WHERE errand = 'edit'")[0])


async def test_an_edit_whose_answer_is_lost_is_made_again_without_a_search(one: World) -> None:
    """Drawing twice is drawing once."""
    await told(one, NASA, NASA)
    one.notifier.fail_edit(Unknown("lost", channel=ALERTS, code="timeout_error"))
    one.times.pass_by(WINDOW)
    await one.beats(120)
    assert channel(one)[0].edits == 1
    assert one.notifier.searches == 0


async def test_an_edit_that_has_to_wait_holds_up_no_post(one: World) -> None:
    """Slack's pace for edits is another one than for posts."""
    await told(one, NASA, NASA, adopts("The U.S. Department of Energy"))
    one.notifier.fail_edit(Wait("slow", channel=ALERTS, code="ratelimited", after=timedelta(seconds=60)))
    one.times.pass_by(WINDOW)
    await one.beat()
    assert [posted.edits for posted in channel(one)] == [0, 0]
    await one.beats(90)
    assert [posted.edits for posted in channel(one)] == [1, 0]


async def test_a_revoked_token_keeps_an_edit_for_later(one: World) -> None:
    """As it keeps posts."""
    await told(one, NASA, NASA)
    one.notifier.fail_edit(Stop("refused", channel=ALERTS, code="token_revoked"))
    one.times.pass_by(WINDOW)
    await one.beat()
    assert one.kit.right.refusal != ""
    await one.beats(360)
    assert channel(one)[0].edits == 1
    assert one.kit.right.refusal == ""


async def test_a_reply_to_a_root_that_is_gone_is_given_up(one: World) -> None:
    """Nothing is posted to the channel in its place."""
    await told(one, NASA, OWN_WORDS[0])
    refused = Park("no such thread", channel=ALERTS, code="thread_not_found")
    one.notifier.refuse(refused)
    one.notifier.fail_edit(refused)
    one.times.pass_by(WINDOW)
    await one.beat()
    assert len(channel(one)) == 1
    assert one.column("SELECT state FROM outbox WHERE errand <> 'post'") == ["dead", "dead"]


async def test_a_root_that_never_goes_out_has_no_echo(one: World) -> None:
    """A parked alert is edited and answered only once it stands in its channel."""
    one.notifier.fail("park", "park")
    await told(one, NASA, NASA)
    await one.beats(120)
    assert one.notifier.standing == []
    assert one.column("SELECT state FROM outbox WHERE errand = 'edit'") == ["ready"]


async def test_windows_can_be_closed_before_their_time(one: World) -> None:
    """As a single pass over the feeds does."""
    await told(one, NASA, NASA)
    with one.kit.store.writing() as c:
        close_windows(c, one.times.now)
    await one.run(Job(Stage.DELIVER, (ALERTS,)))
    assert channel(one)[0].edits == 1


async def test_a_message_that_goes_out_late_says_since_when_it_waited(one: World) -> None:
    """E17: its age is shown, and the link to its story stays."""
    await ready(one, NASA)
    await judge(one.kit, 1)
    one.times.pass_by(3 * 3600)
    await one.beat()
    assert "Held back since 2 March 2026, 12:00 UTC" in channel(one)[0].message.plain
    assert "Held back since 2 March 2026, 12:00 UTC" in str(channel(one)[0].message.blocks)


async def test_a_closed_channel_keeps_its_replies_and_edits_for_the_day_it_opens(one: World) -> None:
    """E17: neither is given up, and neither wakes anybody meanwhile."""
    await told(one, NASA, OWN_WORDS[0])
    shut = Park("refused the channel", channel=ALERTS, code="is_archived")
    one.notifier.refuse(shut, shut)
    one.notifier.fail_edit(shut, shut)
    one.times.pass_by(WINDOW)
    await one.beats(60)
    assert len(channel(one)) == 1
    await one.beats(7200)
    assert [posted.edits for posted in channel(one)] == [1, 0]
    assert one.column("SELECT state FROM outbox") == ["sent"] * 3
