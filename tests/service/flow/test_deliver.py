"""Deliver: every way in which a post can end, and that none of them loses or doubles a message."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from alerts.delivery import Message, Receipt, Window
from alerts.errors import DeliveryError, Park, Unknown, Wait
from service.clock import Clock
from service.flow.deliver import deliver, pause
from service.flow.kit import CALL_MARGIN, LEASE, Kit
from service.flow.sweep import renew, sweep
from service.reference import Reference
from service.store import outbox
from tests.contracts.builders import NOW, a_message
from tests.service.flow.world import ALERTS, DIGEST, LOOKS, Snag, World, allowed, another, world

HIDDEN = Unknown("history is out", channel=ALERTS, code="http_500")


def put(one: World, *keys: str, channel: str = ALERTS) -> None:
    """Messages on their way."""
    with one.kit.store.writing() as c:
        for key in keys:
            outbox.enqueue(c, channel, a_message(key, f"text of {key}"), one.times.now, alert_id=None)


def states(one: World) -> list[object]:
    return one.column("SELECT state FROM outbox ORDER BY id")


def wait_of(one: World, key: str) -> float:
    """Seconds until a row comes due."""
    ((due,),) = one.rows(f"SELECT due FROM outbox WHERE key = '{key}'")
    return (int(str(due)) - one.times.now.timestamp() * 1_000_000) / 1_000_000


def posts(one: World) -> list[str]:
    """Keys in the order in which they were sent, whatever became of them."""
    return [key for _, key in one.notifier.attempts]


def standing(one: World, channel: str = ALERTS) -> list[str]:
    return [row.message.key for row in one.notifier.in_channel(channel)]


async def test_messages_go_out_in_order_one_a_second(one: World) -> None:
    """And each leaves its receipt."""
    put(one, "1", "2", "3")
    await deliver(one.kit, ALERTS)
    assert standing(one) == ["1", "2", "3"]
    assert one.times.slept == [1.0, 1.0]
    assert one.rows("SELECT state, receipt_ts, attempts, fence FROM outbox") == [
        ("sent", f"{number}.000000", 1, 1) for number in (1, 2, 3)
    ]
    await deliver(one.kit, ALERTS)
    assert len(posts(one)) == 3


@pytest.mark.parametrize(
    ("fault", "state", "wait"),
    [
        ("wait", "ready", 1.0),
        ("stop", "ready", 300.0),
        ("lost", "unknown", LOOKS[0]),
        ("unsent", "unknown", LOOKS[0]),
        ("park", "parked", 0.0),
    ],
)
async def test_each_refusal_leaves_its_row_as_its_class_says(one: World, fault: str, state: str, wait: float) -> None:
    """With the reason, and the time at which it is looked at again."""
    one.notifier.fail(fault)
    put(one, "1")
    await deliver(one.kit, ALERTS)
    assert states(one) == [state]
    assert wait_of(one, "1") == wait
    assert "channel C0ALERTS" in str(one.column("SELECT error FROM outbox")[0])
    assert posts(one) == ["1"]


async def test_a_lost_answer_to_a_stored_post_is_found_and_never_sent_again(one: World) -> None:
    """History lags: the third look still finds it."""
    one.notifier.fail("lost")
    one.notifier.lag = 2
    put(one, "1", "2")
    await one.beats(120, 1)
    assert posts(one) == ["1", "2"]
    assert standing(one) == ["1", "2"]
    assert one.notifier.searches == 3
    assert states(one) == ["sent", "sent"]


async def test_a_lost_answer_to_a_post_that_was_not_stored_is_sent_again_once_after_the_last_look(one: World) -> None:
    """Forty-five seconds after the attempt, not before, and nothing overtakes it."""
    one.notifier.fail("unsent")
    put(one, "1", "2")
    await one.beats(LOOKS[-1] - 1, 1)
    assert posts(one) == ["1"]
    await one.beats(20, 1)
    assert posts(one) == ["1", "1", "2"]
    assert standing(one) == ["1", "2"]


async def test_while_history_cannot_be_read_nothing_is_sent_again(one: World) -> None:
    """The row stays unknown and listed with the reason, for days if need be; once history answers it is settled."""
    one.notifier.fail("lost")
    one.notifier.fail_search(*(HIDDEN for _ in range(40)))
    put(one, "1")
    await one.beats(1200, 15)
    assert posts(one) == ["1"]
    assert states(one) == ["unknown"]
    assert "history cannot be read" in str(one.column("SELECT error FROM outbox")[0])
    with one.kit.store.reading() as c:
        assert [out.delivery.key for out in outbox.unfinished(c)] == ["1"]
    await one.beats(1200, 15)
    assert states(one) == ["sent"]
    assert standing(one) == ["1"]


@pytest.mark.parametrize(
    ("ago", "waits"), [(None, 0.0), (0.0, 1.0), (0.4, 0.6), (1.0, 0.0), (90.0, 0.0), (-0.5, 0.0), (-3600.0, 0.0)]
)
def test_a_channel_hears_one_message_a_second(ago: float | None, waits: float) -> None:
    """By the time that is given; a last message that lies in the future, for a clock was set back, holds up nothing."""
    last = None if ago is None else NOW - timedelta(seconds=ago)
    assert pause(last, NOW, timedelta(seconds=1)).total_seconds() == pytest.approx(waits)


async def test_where_nothing_can_ever_be_searched_an_unknown_fate_waits_for_a_person(one: World) -> None:
    """As behind a webhook: it is listed with the reason, is never sent again blindly, and holds up nobody."""
    one.notifier.fail("lost")
    one.notifier.fail_search(Park("a webhook cannot search its channel", channel=ALERTS, code="no_history"))
    put(one, "1", "2")
    await one.beats(60, 5)
    assert posts(one) == ["1", "2"]
    assert states(one) == ["parked", "sent"]
    assert "fate is unknown" in str(one.column("SELECT error FROM outbox")[0])


async def test_a_fate_that_stays_unknown_holds_up_the_channel_for_two_minutes_only(one: World) -> None:
    """What comes after it is not silenced by a missing scope."""
    one.notifier.fail("lost")
    one.notifier.fail_search(*(HIDDEN for _ in range(100)))
    put(one, "1", "2")
    await one.beats(110, 5)
    assert posts(one) == ["1"]
    await one.beats(60, 5)
    assert posts(one) == ["1", "2"]
    assert states(one) == ["unknown", "sent"]


async def test_a_search_that_is_asked_to_wait_waits_as_long(one: World) -> None:
    """And does not count as a look that saw nothing."""
    one.notifier.fail("unsent")
    one.notifier.fail_search(*(Wait("slow down", channel=ALERTS, code="ratelimited", after=timedelta(seconds=60)),) * 2)
    put(one, "1")
    await one.beats(64, 1)
    assert one.notifier.searches == 1
    await one.beats(59, 1)
    assert posts(one) == ["1"]
    await one.beats(10, 1)
    assert posts(one) == ["1", "1"]


async def test_of_doubles_the_younger_are_taken_back(one: World) -> None:
    """The oldest is the one that is kept and recorded."""
    one.notifier.fail("lost")
    put(one, "1")
    await deliver(one.kit, ALERTS)
    await one.notifier.post(ALERTS, a_message("1"))
    await one.notifier.post(ALERTS, a_message("1"))
    one.times.pass_by(LOOKS[0])
    await deliver(one.kit, ALERTS)
    assert [row.receipt.ts for row in one.notifier.standing] == ["1.000000"]
    assert one.rows("SELECT state, receipt_ts FROM outbox") == [("sent", "1.000000")]


async def test_a_double_that_may_not_be_deleted_does_not_keep_its_row_unfinished(one: World) -> None:
    """It is named in the log."""
    one.notifier.fail("lost")
    put(one, "1", "2")
    await deliver(one.kit, ALERTS)
    await one.notifier.post(ALERTS, a_message("1"))
    one.times.pass_by(LOOKS[0])
    stubborn = Stubborn(one)
    with capture_logs() as logs:
        await deliver(replace(one.kit, notifier=stubborn), ALERTS)
    assert states(one) == ["sent", "sent"]
    assert "double stands" in [line["event"] for line in logs]


class Stubborn:
    """A channel from which nothing may be deleted."""

    def __init__(self, one: World) -> None:
        self._inner = one.notifier

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        return await self._inner.post(channel, message, degraded=degraded)

    async def amend(self, receipt: Receipt, message: Message, *, degraded: bool = False) -> None:
        await self._inner.amend(receipt, message, degraded=degraded)

    async def find(self, channel: str, key: str, window: Window) -> tuple[Receipt, ...]:
        return await self._inner.find(channel, key, window)

    async def withdraw(self, receipt: Receipt) -> None:
        raise Park("may not be deleted", channel=receipt.channel, code="cant_delete_message")


async def test_a_payload_that_is_refused_goes_out_as_plain_text(one: World) -> None:
    """Once; the next message keeps its blocks."""
    one.notifier.fail("degrade")
    put(one, "1", "2")
    await deliver(one.kit, ALERTS)
    assert [(row.message.key, row.degraded) for row in one.notifier.standing] == [("1", True), ("2", False)]


async def test_plain_text_that_is_refused_too_is_parked(one: World) -> None:
    """With the reason; the next message goes on."""
    one.notifier.fail("degrade", "degrade")
    put(one, "1", "2")
    await deliver(one.kit, ALERTS)
    assert posts(one) == ["1", "1", "2"]
    assert states(one) == ["parked", "sent"]


async def test_a_channel_that_waits_keeps_its_order_and_holds_up_no_other(one: World) -> None:
    """The first of it is sent before the second, when its time has come."""
    one.notifier.fail("wait", channel=ALERTS)
    put(one, "1", "2")
    put(one, "a", "b", channel=DIGEST)
    await one.beat()
    assert standing(one, DIGEST) == ["a", "b"]
    await one.beats(5, 1)
    assert posts(one)[:1] == ["1"]
    assert standing(one) == ["1", "2"]


async def test_a_parked_message_holds_up_nobody(one: World) -> None:
    """It waits for a person."""
    one.notifier.fail("park")
    put(one, "1", "2", "3")
    await one.beats(600)
    assert standing(one) == ["2", "3"]
    assert states(one) == ["parked", "sent", "sent"]


async def test_when_slack_refuses_the_app_everything_is_kept_and_sent_in_order_afterwards(one: World) -> None:
    """Nothing is given up however long it lasts."""
    one.notifier.fail(*(["stop"] * 14))
    put(one, "1", "2", "3")
    await one.beats(3600)
    assert set(states(one)) == {"ready"}
    await one.beats(900)
    assert standing(one) == ["1", "2", "3"]


class TestLease:
    async def test_nothing_is_sent_with_less_than_twenty_seconds_of_lease_left(self, one: World) -> None:
        """A call may take ten."""
        put(one, "1")
        one.times.pass_by(LEASE.total_seconds() - CALL_MARGIN + 1)
        await deliver(one.kit, ALERTS)
        assert posts(one) == []
        await renew(one.kit)
        await deliver(one.kit, ALERTS)
        assert standing(one) == ["1"]

    async def test_a_lease_that_runs_out_in_the_middle_of_a_burst_stops_it(self, one: World) -> None:
        """What is left goes out under the next lease, in order."""
        keys = [str(number) for number in range(60)]
        put(one, *keys)
        await deliver(one.kit, ALERTS)
        sent = len(posts(one))
        assert sent == LEASE.total_seconds() - CALL_MARGIN + 1
        await one.beats(30, 1)
        assert standing(one) == keys

    async def test_a_write_that_waits_for_longer_than_the_lease_sends_nothing(self, reference: Reference) -> None:
        """The intent is taken back."""
        one = await allowed(world(reference))
        put(one, "1")
        # looked at before the row, before the intent and after it: there the lease is over
        readings = iter((one.times.ticks, one.times.ticks, one.times.ticks + LEASE.total_seconds()))
        late = Clock(now=lambda: one.times.now, monotonic=lambda: next(readings))
        await deliver(replace(one.kit, clock=late), ALERTS)
        assert posts(one) == []
        assert states(one) == ["ready"]
        one.close()

    async def test_a_right_that_another_has_taken_is_asked_of_the_database(self, one: World) -> None:
        """A machine that slept believes in its lease, for its monotonic clock did not count."""
        put(one, "1")
        one.times.now += LEASE + timedelta(seconds=1)
        await renew(another(one, "successor"))
        await deliver(one.kit, ALERTS)
        assert posts(one) == []
        assert states(one) == ["ready"]

    async def test_what_a_dead_process_left_in_the_middle_of_a_call_is_looked_up_first(self, reference: Reference) -> None:
        """By a successor that takes over at once; stored or not, it stands there once."""
        for place in ("deliver:intended", "deliver:posted"):
            one = await allowed(world(reference, failpoint=Snag(place, SystemError("killed"), times=1)))
            put(one, "1")
            with pytest.raises(SystemError):
                await deliver(one.kit, ALERTS)
            assert states(one) == ["sending"]
            heir = another(one, "heir")
            heir.right.gone = lambda holder: holder == "me"
            await minute(one, heir)
            assert standing(one) == ["1"]
            assert posts(one) == ["1"]
            assert states(one) == ["sent"]
            one.close()

    async def test_a_process_that_froze_in_mid_call_undoes_nothing_and_its_double_is_taken_back(self, one: World) -> None:
        """Its successor has looked, found nothing and sent again; then it wakes and its own call goes through."""
        put(one, "1")
        heir = another(one, "heir")
        await deliver(replace(one.kit, notifier=Frozen(one, heir)), ALERTS)
        assert len(posts(one)) == 2
        await minute(one, heir)
        assert [row.receipt.ts for row in one.notifier.standing] == ["1.000000"]
        assert one.rows("SELECT state, receipt_ts FROM outbox") == [("sent", "1.000000")]

    async def test_a_refusal_that_comes_after_another_has_sent_changes_nothing(self, one: World) -> None:
        """The row is no longer its own."""
        put(one, "1")
        heir = another(one, "heir")
        late = Frozen(one, heir, Park("archived", channel=ALERTS, code="is_archived"))
        await deliver(replace(one.kit, notifier=late), ALERTS)
        assert states(one) == ["sent"]
        assert standing(one) == ["1"]


class Frozen(Stubborn):
    """A channel whose caller is stopped in mid-call for so long that a successor takes over and sends."""

    def __init__(self, one: World, heir: Kit, error: DeliveryError | None = None) -> None:
        super().__init__(one)
        self._one, self._heir, self._error = one, heir, error

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        self._one.times.pass_by(LEASE.total_seconds() + 1)
        await minute(self._one, self._heir)
        if self._error is not None:
            raise self._error
        return await super().post(channel, message, degraded=degraded)


async def minute(one: World, kit: Kit) -> None:
    """A minute of another process on the same database, as far as posting goes."""
    for _ in range(60):
        for job in await sweep(kit):
            await deliver(kit, str(job.about[0]))
        one.times.pass_by(1)
