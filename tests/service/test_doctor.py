"""Is it set up? Each check by itself, then the whole with Slack's stand-in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alerts.audience import Route
from alerts.delivery import Message, Receipt
from alerts.errors import DeliveryError, Park, Stop, Wait
from service.clicks import Hearing
from service.doctor import (
    BEHIND,
    LITTLE,
    Finding,
    Level,
    connected,
    healthy,
    latest_of,
    local,
    permitted,
    roomy,
    settled,
    sized,
    stored,
    timed,
    trial,
)
from service.earcheck import heard
from service.hookcheck import tried
from service.settings import Fetching, Settings
from service.settings import Slack as Given
from service.store.schema import prepare
from service.store.session import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENOUGH = ("chat:write", "channels:history", "groups:history")
MOUNTS = """22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/root rw
30 22 0:40 / /srv/news\\040room rw - nfs4 nas:/export rw
31 30 0:41 / /srv/news\\040room/disk rw - xfs /dev/vdb rw
"""


class Slack:
    """A workspace that answers as it is told."""

    def __init__(
        self, scopes: tuple[str, ...] | DeliveryError = ENOUGH, hour: datetime | None = None, **channels: DeliveryError
    ) -> None:
        self.granted = scopes
        self.says = hour
        self.channels = channels
        self.posted: list[tuple[str, str]] = []

    async def scopes(self) -> tuple[str, ...] | None:
        if isinstance(self.granted, DeliveryError):
            raise self.granted
        return self.granted

    async def hour(self) -> datetime | None:
        return self.says

    async def reach(self, channel: str) -> None:
        if channel in self.channels:
            raise self.channels[channel]

    async def post(self, channel: str, message: Message, *, degraded: bool = False) -> Receipt:
        await self.reach(channel)
        self.posted.append((channel, message.text))
        return Receipt(channel=channel, ts="1.000001")


def levels(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.level.value, one.name) for one in findings]


def routed(*channels: str) -> Settings:
    return Settings(routes=tuple(Route(channel=channel) for channel in channels))


@pytest.mark.parametrize(
    ("now", "ticks", "latest", "level"),
    [
        (NOON, (1.0, 1.0), None, Level.OK),
        (NOON, (1.0, 2.0), NOON + BEHIND, Level.OK),
        (NOON.replace(year=1970), (1.0, 2.0), None, Level.FAIL),
        (NOON.replace(year=2107), (1.0, 2.0), None, Level.FAIL),
        (NOON, (2.0, 1.0), None, Level.FAIL),
        (NOON, (1.0, 2.0), NOON + BEHIND + timedelta(seconds=1), Level.FAIL),
    ],
)
def test_a_clock_that_is_not_set_fails(now: datetime, ticks: tuple[float, float], latest: datetime | None, level: Level) -> None:
    """An odd year, a monotonic clock that goes back, and a time before what the database tells of."""
    assert timed(now, ticks, latest).level is level


@pytest.mark.parametrize(("free", "level"), [(LITTLE - 1, Level.FAIL), (LITTLE, Level.WARN), (10**12, Level.OK)])
def test_room_is_measured_before_it_runs_out(free: int, level: Level) -> None:
    """Little is a warning, almost none a failure."""
    assert roomy(free, Path("/var")).level is level
    assert [sized(count) for count in (10**9, 1_500_000, 2_000, 12)] == ["1.0 GB", "1.5 MB", "2.0 kB", "12 bytes"]


@pytest.mark.parametrize(
    ("place", "fails"),
    [("/srv/news room/var", True), ("/srv/news room/disk/var", False), ("/srv/news roommate", False), ("/var", False)],
)
def test_a_database_on_a_network_file_system_fails(*, place: str, fails: bool) -> None:
    """G18: the file system of the innermost mount counts, names with blanks included."""
    found = local(Path(place), MOUNTS)
    assert (found is not None and found.level is Level.FAIL) is fails


@pytest.mark.parametrize(
    ("scopes", "level"),
    [(ENOUGH, Level.OK), (None, Level.WARN), (("chat:write",), Level.WARN), (ENOUGH[1:], Level.FAIL), ((), Level.FAIL)],
)
def test_scopes_are_told_apart_by_what_they_cost(scopes: tuple[str, ...] | None, level: Level) -> None:
    """Without posting nothing works; without history a lost answer waits for a person."""
    assert permitted(scopes).level is level


async def test_every_channel_is_tried_once() -> None:
    """A channel of two routes is one line; each refusal says what to do."""
    slack = Slack(
        C0OLD=Park("Slack refused the channel", channel="C0OLD", code="is_archived"),
        C0OPEN=Park("Slack refused the channel", channel="C0OPEN", code="not_in_channel"),
        C0MUTE=Stop("Slack refuses the app", channel="C0MUTE", code="missing_scope"),
    )
    found = await connected(routed("C0ALERTS", "C0OLD", "C0ALERTS", "C0OPEN", "C0MUTE"), slack, None)
    assert levels(found) == [
        ("ok", "token"),
        ("ok", "scopes"),
        ("ok", "channel C0ALERTS"),
        ("fail", "channel C0OLD"),
        ("fail", "channel C0OPEN"),
        ("warn", "channel C0MUTE"),
    ]
    assert "/invite" in found[4].what
    assert not healthy(found)
    assert slack.posted == []


async def test_a_test_message_goes_to_each_channel_once() -> None:
    """Marked as a test."""
    slack = Slack()
    found = await connected(routed("C0ALERTS", "C0DIGEST", "C0ALERTS"), slack, trial(NOON))
    assert [channel for channel, text in slack.posted if text.startswith("Test")] == ["C0ALERTS", "C0DIGEST"]
    assert healthy(found)


async def test_a_refused_token_ends_the_questions() -> None:
    """And no token at all is no failure: alerts are drawn on the terminal."""
    slack = Slack(Stop("Slack refuses the app", channel="", code="invalid_auth"))
    assert levels(await connected(routed("C0ALERTS"), slack, None)) == [("fail", "token")]
    assert levels(await connected(Settings(), None, None)) == [("warn", "token")]


async def test_a_clock_that_differs_from_slacks_fails_with_the_difference() -> None:
    """Local time kept as UTC, either way; minutes are left alone, and so is an answer without a date."""
    for hours, said in ((2, "2 h 00 min ahead"), (-5, "5 h 00 min behind")):
        slack = Slack(hour=NOON - timedelta(hours=hours))
        found = await connected(routed("C0ALERTS"), slack, None, NOON)
        assert levels(found)[1] == ("fail", "clock")
        assert said in found[1].what
        assert "time zone" in found[1].what
    for fine in (None, NOON + BEHIND):
        assert ("fail", "clock") not in levels(await connected(routed("C0ALERTS"), Slack(hour=fine), None, NOON))


async def test_a_post_that_is_refused_is_a_failure_even_for_want_of_a_scope() -> None:
    """What is a warning for reading is none for posting."""
    slack = Slack(C0MUTE=Stop("Slack refuses the app", channel="C0MUTE", code="missing_scope"))
    found = await connected(routed("C0MUTE"), slack, trial(NOON))
    assert levels(found)[-1] == ("fail", "channel C0MUTE")
    assert "chat:write" in found[-1].what


@pytest.mark.parametrize("code", ["invalid_auth", "not_authed", "token_revoked", "account_inactive", "not_allowed_token_type"])
async def test_every_refusal_of_the_token_says_where_the_right_one_is(code: str) -> None:
    """And keeps Slack's own word for it."""
    (found,) = await connected(routed("C0ALERTS"), Slack(Stop("Slack refuses the app", channel="", code=code)), None)
    assert (found.level, found.name) == (Level.FAIL, "token")
    assert "OAuth & Permissions" in found.what
    assert found.what.endswith(f"({code})")


async def test_a_webhook_is_tried_by_a_post_alone_and_says_what_it_cannot_do() -> None:
    """A warning, for it is a lesser route; a refusal is a failure with what to do."""
    hooks = Slack()
    hooks.channels["webhook:wire"] = Park("Slack refused the webhook", channel="webhook:wire", code="no_service")
    names = ("webhook:news", "webhook:wire")
    settings = replace(
        routed("C0ALERTS", *names), slack=Given(webhooks=dict.fromkeys((*names, "webhook:idle"), "https://hooks.example/x"))
    )
    found = await tried(settings, hooks, None)
    assert levels(found) == [("warn", "webhook:idle"), ("warn", "webhook:news"), ("warn", "webhook:wire")]
    assert "no threads, edits" in found[1].what
    assert hooks.posted == []
    found = await tried(settings, hooks, trial(NOON))
    assert levels(found)[1:] == [("warn", "webhook:news"), ("fail", "webhook:wire")]
    assert "make a new one" in found[2].what
    assert levels(await connected(settings, Slack(), None))[2:] == [("ok", "channel C0ALERTS")]


def test_routes_to_persons_need_scopes_of_their_own() -> None:
    """To open the conversation, and to search it for an alert whose answer was lost."""
    assert permitted(ENOUGH, ("C0ALERTS",)).level is Level.OK
    assert "im:write" in permitted(ENOUGH, ("U0ANA",)).what
    assert permitted((*ENOUGH, "im:write"), ("U0ANA",)).level is Level.WARN
    assert permitted((*ENOUGH, "im:write", "im:history"), ("U0ANA",)).level is Level.OK


def test_what_the_configuration_leaves_open_is_said() -> None:
    """No contact, nothing to watch."""
    found = levels(list(settled(Settings(watchlist="none", ner=False))))
    assert found == [("ok", "configuration"), ("ok", "unlisted names"), ("warn", "contact"), ("warn", "feeds")]
    assert levels(list(settled(Settings(fetching=Fetching(contact="a@b.example"), ner=False)))) == found[:2]


def database(url: str) -> Finding:
    return next(one for one in stored(url, lambda _: 10**12, "") if one.name == "database")


def test_a_database_is_looked_at_and_not_made(tmp_path: Path) -> None:
    """Before the first start it is not there; asking does not make it, nor a folder."""
    url = f"sqlite:///{tmp_path}/var/deep/a.db"
    assert (database(url).level, list(tmp_path.iterdir())) == (Level.WARN, [])
    assert latest_of(url) is None


def test_a_sound_a_newer_and_a_broken_database(tmp_path: Path) -> None:
    """G04, G12: each is named for what it is."""
    url = f"sqlite:///{tmp_path}/a.db"
    store = Store(url)
    prepare(store)
    assert database(url).level is Level.OK
    with store.writing() as c:
        c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    assert (database(url).level, "9999" in database(url).what) == (Level.FAIL, True)
    (tmp_path / "a.db").write_bytes(b"these are notes, not a database " * 100)
    assert database(url).level is Level.FAIL
    assert latest_of(url) is None


def test_an_empty_database_waits_for_its_schema(tmp_path: Path) -> None:
    """A warning: the next start makes it."""
    url = f"sqlite:///{tmp_path}/a.db"
    Store(url).close()
    (tmp_path / "a.db").touch()
    assert database(url).level is Level.WARN


class Caller:
    """Slack, asked for a connection."""

    def __init__(self, error: DeliveryError | None = None) -> None:
        self.error = error

    async def connection(self, app_token: str) -> None:
        assert app_token.startswith("xapp-")
        if self.error is not None:
            raise self.error


@pytest.mark.parametrize(
    ("error", "level", "said"),
    [
        (None, Level.OK, "come in over Socket Mode"),
        (Stop("refused", channel="", code="invalid_auth"), Level.FAIL, "Slack does not know this app-level token"),
        (Stop("refused", channel="", code="missing_scope"), Level.FAIL, "lacks connections:write"),
        (Wait("no", channel="", code="unreachable", after=timedelta(1)), Level.FAIL, "Slack cannot be reached"),
        (Park("refused", channel="", code="a_name_of_next_year"), Level.WARN, "refused (a_name_of_next_year)"),
    ],
)
async def test_whether_clicks_can_come_in_is_tried(error: DeliveryError | None, level: Level, said: str) -> None:
    """A connection is asked for and left; what is wrong with the app-level token says what to do."""
    (found,) = await heard(Hearing(app_token="xapp-1"), Caller(error), (*ENOUGH, "commands"))
    assert (found.name, found.level) == ("clicks", level)
    assert said in found.what


async def test_without_a_way_in_alerts_have_no_buttons_and_doctor_says_so() -> None:
    """And without the scope for commands there is no command."""
    (none,) = await heard(Hearing(), Caller(), ENOUGH)
    assert (none.level, none.what[:34]) == (Level.WARN, "none: alerts have no buttons; give")
    signed, commands = await heard(Hearing(signing_secret="s", listen="127.0.0.1:8712"), Caller(), ENOUGH)
    assert "127.0.0.1:8712/slack/events" in signed.what
    assert (commands.level, commands.name) == (Level.WARN, "commands")
