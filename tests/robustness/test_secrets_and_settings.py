"""What must not come out, and what must not come in."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from service.health.__main__ import asked
from service.logs import LONGEST_VALUE
from service.settings import LARGEST, load
from service.tomlfile import SettingsError
from tests.journeys.test_daemon import story
from tests.journeys.test_health_of_a_daemon import Ward, free_port
from tests.robustness.house import Street, come, house
from tests.tools.daemons import daemon, until

CANARY = "ca4aryCA4ARYca4ary"
EVIL = 'a\nb\r\x1b[31mred\x1b[0m\x07\u2028{"event": "alert delivered"}\u202e'


def test_a_running_daemon_lets_no_secret_out(street: Street) -> None:
    """H01: token and a feed's password, in a daemon that is refused by Slack: not in its log, health, numbers or database."""
    listen = f"127.0.0.1:{free_port()}"
    text = street.settings.read_text(encoding="utf-8").replace(street.slack.bot_token, f"xoxb-1-{CANARY}")
    feed = f'[[feeds]]\nurl = "http://desk:{CANARY}@127.0.0.1:{free_port()}/feed"\nevery = "1s"\n'
    settings = street.folder / "writethru.toml"
    settings.write_text(f'{text}{feed}[health]\nlisten = "{listen}"\n', encoding="utf-8")
    street.publish()
    with daemon(settings) as running:
        ward = Ward(daemon=running, base=f"http://{listen}", feed="")
        until(lambda: '"alert not delivered"' in running.said() and '"feed failed"' in running.said())
        answers = [ward.ask(path)[1] for path in ("/live", "/ready", "/metrics")]
        assert all(answers)
        arguments = Path(f"/proc/{running.process.pid}/cmdline").read_bytes()
        assert running.stop()[0] == 0
    held = {path.name: path.read_bytes() for path in street.folder.iterdir() if path.is_file() and path != settings}
    assert [name for name, body in held.items() if CANARY.encode() in body] == []
    assert CANARY.encode() not in arguments
    assert CANARY not in "".join(answers)


async def test_a_wrong_token_is_red_and_named(street: Street) -> None:
    """H04: the daemon is live, keeps everything, and says that Slack refuses it; what was to be sent waits."""
    text = street.settings.read_text(encoding="utf-8").replace(street.slack.bot_token, "xoxb-1-wrong")
    (street.folder / "writethru.toml").write_text(text, encoding="utf-8")
    street.publish()
    async with house(street.folder / "writethru.toml") as running:
        assert "invalid_auth" in await running.red("posting")
        assert (await running.ask("live"))[0]
        await come(lambda: running.rows("SELECT state FROM outbox") == [("ready",)])
        assert "xoxb-1-wrong" not in json.dumps((await running.ask("ready"))[1])
    assert street.standing() == []


async def test_a_token_that_is_revoked_is_red_until_something_is_posted_again(street: Street) -> None:
    """H04: in the middle of a run; nothing is lost by it."""
    async with house(street.settings) as running:
        await running.green()
        street.slack.token(state="revoked")
        street.publish()
        assert "token_revoked" in await running.red("posting")
        street.slack.token(state="active")
        with running.app.kit.store.writing() as c:
            c.exec_driver_sql("UPDATE outbox SET due = 0")
        await street.stand(1)
        await running.green()


async def test_no_title_writes_a_line_of_our_log(street: Street, log: io.StringIO) -> None:
    """H02: line ends, escapes, a forged event, a title of a million letters: every line is one event of ours, and short."""
    forged = replace(story("forged"), title=EVIL + "x" * 1_000_000, outlet="")
    street.newsroom.publish(forged)
    street.newsroom.down.add("/a/forged")
    street.publish()
    async with house(street.settings):
        await come(lambda: len(street.standing()) >= 1)
        await come(lambda: "/a/forged" in street.newsroom.asked)
    lines = log.getvalue().splitlines()
    assert all(line.isprintable() and len(line) < 4 * LONGEST_VALUE for line in lines)
    events = [json.loads(line)["event"] for line in lines]
    assert events.count("alert delivered") == len(street.standing())


def many(kind: str) -> str:
    """A file of settings as long as it may be, wrong from its first line to its last."""
    line = {"keys": "k{}=1\n", "tables": "[k{}]\n", "beats": '[[beats]]\nname="b"\n'}[kind]
    text = "".join(line.format(number) for number in range(4000))
    return text[: text.rindex("\n", 0, LARGEST - 1) + 1]


@pytest.mark.parametrize("kind", ["keys", "tables", "beats"])
def test_a_long_file_of_mistakes_is_answered_in_a_bounded_report(tmp_path: Path, kind: str) -> None:
    """H05: thousands of unknown keys, tables or doubles: the first ones with their lines, then how many more."""
    path = tmp_path / "writethru.toml"
    path.write_text(many(kind), encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path, {})
    said = str(caught.value).splitlines()
    assert said[0].startswith(f"{path}:")
    assert len(said) <= 201
    assert kind == "beats" or said[-1] == "and 3800 more"


@pytest.mark.parametrize("kind", ["ten megabytes", "without an end", "a folder"])
def test_a_file_that_can_be_no_settings_is_refused_unread(tmp_path: Path, kind: str) -> None:
    """H05: too long, a device, a folder: named, and no memory is spent on it."""
    path = tmp_path / "writethru.toml"
    if kind == "ten megabytes":
        path.write_text('watchlist = "none"\n' + "# filler\n" * 1_200_000, encoding="utf-8")
    elif kind == "a folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(SettingsError, match="cannot be read: ") as caught:
        load(path, {})
    assert str(path) in str(caught.value)
    with pytest.raises(SettingsError, match="cannot be read: "):
        load(None, {"WRITETHRU_SLACK__TOKEN_FILE": str(path)})


def test_nothing_in_a_file_is_looked_up_elsewhere(tmp_path: Path) -> None:
    """H05: no variable, no tag, no include: what stands there is what is meant, or a fault at its line."""
    path = tmp_path / "writethru.toml"
    path.write_text('[fetching]\ncontact = "${HOME} $(id) !!python/name:os.system"\n', encoding="utf-8")
    assert load(path, {"HOME": "/home/canary"}).fetching.contact == "${HOME} $(id) !!python/name:os.system"
    path.write_text('[slack]\ntoken = "${TOKEN}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"writethru\.toml:2: slack\.token: not a bot token"):
        load(path, {"TOKEN": "xoxb-1-x"})


def test_the_same_thing_twice_is_named(tmp_path: Path) -> None:
    """H05: a key, a table, a feed that is there already under another spelling of its address."""
    path = tmp_path / "writethru.toml"
    for text, told in (
        ('watchlist = "none"\nwatchlist = "default"\n', "not TOML: .*line 2"),
        ("[slack]\n[ledger]\n[slack]\n", "not TOML: .*slack.*line 3"),
        ('[[feeds]]\nurl = "https://a.example/f"\n[[feeds]]\nurl = "HTTPS://A.example:443/f#x"\n', "toml:4: feeds.url: .*twice"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=told):
            load(path, {})


def test_health_answers_on_loopback_alone_unless_told_otherwise() -> None:
    """H04: the default of the setting."""
    assert load(None, {"WRITETHRU_WATCHLIST": "none"}).health_listen.startswith("127.0.0.1:")
    assert asked("live", "127.0.0.1:9")[0] is False
