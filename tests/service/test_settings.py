"""The configuration: every public name with its default, and every fault in one report with its place."""

from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path

import pytest

from alerts.audience import Beat, Route
from service.settings import Checks, Fetching, Settings, Slack, load
from service.tomlfile import SettingsError
from watchers.fetching.config import HostRule
from watchers.model import Feed, FeedKind, Source, Take, Tier, View

TOKEN = "xoxb-1-secret"


def written(folder: Path, text: str) -> Path:
    path = folder / "writethru.toml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Settings:
    return load(written(folder, text), environ or {})


def refused(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """Every fault, without the folder's name."""
    with pytest.raises(SettingsError) as caught:
        loaded(folder, text, environ)
    return [str(fault).replace(f"{folder}/", "") for fault in caught.value.faults]


def test_without_a_file_the_contracts_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No writethru.toml and no environment: each public setting has the default of its description."""
    monkeypatch.chdir(tmp_path)

    assert load(None, {}) == Settings(
        store_url="sqlite:///var/writethru.db",
        watchlist="default",
        baseline="default",
        shadow_first_poll=True,
        fetching=Fetching(contact="", allow=(), ports=()),
        slack=Slack(token="", base_url="https://slack.com/api/"),
        beats=(),
        feeds=(),
        routes=(),
    )


def test_the_file_of_the_working_directory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``writethru.toml`` is read without being named."""
    written(tmp_path, 'watchlist = "none"')
    monkeypatch.chdir(tmp_path)

    assert load(None, {}).watchlist == "none"


def test_every_public_setting_is_taken(tmp_path: Path) -> None:
    """The whole public part of the file, each with a value of its own."""
    settings = loaded(
        tmp_path,
        f"""
watchlist = "none"
[store]
url = "sqlite:////var/lib/writethru/ledger.db"
[engine]
kind = "embedded"
[fetching]
contact = "desk@newsroom.example"
allow = ["127.0.0.0/8", "fd00::/8"]
ports = [8080, 0]
[ledger]
baseline = "none"
shadow_first_poll = false
[slack]
token = "{TOKEN}"
app_token = ""
base_url = "http://127.0.0.1:9/api"
[desk]
listen = ""
[[beats]]
name = "meta-llama"
vendors = ["Meta"]
products = ["Llama"]
countries = ["US"]
agencies = ["NASA"]
[[feeds]]
url = "https://newsroom.example/feed.xml"
kind = "feed"
outlet = "Example"
tier = "primary"
every = "5m"
[[feeds]]
url = "https://other.example/feed.xml?utm_source=x"
[[routes]]
channel = "C0ALERTS"
beat = "meta-llama"
kinds = ["agency", "partner", "price", "contradiction", "update", "change"]
language = "fr"
[[routes]]
channel = "G0DESK"
""",
    )

    kinds = ("agency", "partner", "price", "contradiction", "update", "change")
    first = Source(outlet="Example", tier=Tier.PRIMARY)
    assert settings == Settings(
        store_url="sqlite:////var/lib/writethru/ledger.db",
        watchlist="none",
        baseline="none",
        shadow_first_poll=False,
        fetching=Fetching(contact="desk@newsroom.example", allow=("127.0.0.0/8", "fd00::/8"), ports=(8080, 0)),
        slack=Slack(token=TOKEN, base_url="http://127.0.0.1:9/api/"),
        beats=(Beat(name="meta-llama", vendors=("Meta",), products=("Llama",), countries=("US",), agencies=("NASA",)),),
        feeds=(
            Feed(url="https://newsroom.example/feed.xml", kind=FeedKind.FEED, source=first, every=timedelta(minutes=5)),
            Feed(url="https://other.example/feed.xml", source=Source(outlet=""), every=timedelta(minutes=15)),
        ),
        routes=(Route(channel="C0ALERTS", beat="meta-llama", kinds=kinds, language="fr"), Route(channel="G0DESK")),
    )


def test_every_fault_is_in_one_report_with_file_and_line(tmp_path: Path) -> None:
    """H05: somebody who mends a file mends it once."""
    faults = refused(
        tmp_path,
        """colour = 1
[store]
url = "postgresql+psycopg://me:hunter2@db/ledger"
[engine]
kind = "procrastinate"
[fetching]
contact = "Jürgen"
allow = ["127.0.0.1/8"]
ports = [70000]
[ledger]
shadow_first_poll = "yes"
[slack]
token = "xoxp-1-secret"
app_token = "xoxb-2-secret"
base_url = "ftp://slack.example"
[desk]
listen = "127.0.0.1:8710"
[[beats]]
vendors = "Meta"
[[feeds]]
url = "https://a.example/feed"
kind = "newspaper"
tier = "best"
[[feeds]]
url = "mailto:desk@a.example"
every = "soon"
[[feeds]]
url = "https://a.example/feed?utm_source=x"
every = "0s"
[[routes]]
channel = "#desk"
beat = "b"
kinds = ["agencies"]
language = "de"
colour = "red"
""",
    )

    assert [fault.split(": ")[:2] for fault in faults] == [
        ["writethru.toml:1", "colour"],
        ["writethru.toml:3", "store.url"],
        ["writethru.toml:5", "engine.kind"],
        ["writethru.toml:7", "fetching.contact"],
        ["writethru.toml:8", "fetching.allow"],
        ["writethru.toml:9", "fetching.ports"],
        ["writethru.toml:11", "ledger.shadow_first_poll"],
        ["writethru.toml:13", "slack.token"],
        ["writethru.toml:14", "slack.app_token"],
        ["writethru.toml:15", "slack.base_url"],
        ["writethru.toml:17", "desk.listen"],
        ["writethru.toml:18", "beats.name"],
        ["writethru.toml:19", "beats.vendors"],
        ["writethru.toml:22", "feeds.kind"],
        ["writethru.toml:23", "feeds.tier"],
        ["writethru.toml:25", "feeds.url"],
        ["writethru.toml:26", "feeds.every"],
        ["writethru.toml:28", "feeds.url"],
        ["writethru.toml:29", "feeds.every"],
        ["writethru.toml:31", "routes.channel"],
        ["writethru.toml:32", "routes.beat"],
        ["writethru.toml:33", "routes.kinds"],
        ["writethru.toml:34", "routes.language"],
        ["writethru.toml:35", "routes.colour"],
    ]
    assert not any("secret" in fault or "hunter2" in fault for fault in faults)


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        ('kind = "news"', "kind"),
        ('kind = "json"', "kind"),
        ('kind = "page"\nselect = "main >"', "select"),
        ('kind = "sitemap"\nselect = "main"', "select"),
        ('kind = "page"\ntake = "text"', "take"),
        ('kind = "page"\nselect = "main"\ntake = "prose"', "take"),
        ('only = "/news/"', "only"),
    ],
)
def test_a_view_that_would_do_nothing_is_refused(tmp_path: Path, wishes: str, key: str) -> None:
    """A setting without an effect is refused, not ignored, and a selector is checked before anything is polled."""
    (fault,) = refused(tmp_path, f'[[feeds]]\nurl = "https://a.example/"\n{wishes}\n')
    assert f"feeds.{key}: " in fault


def test_what_is_settled_with_a_publisher_is_taken(tmp_path: Path) -> None:
    """A name of its own for us, the pause between requests, how many at once (four at most), whether its robots.txt holds."""
    told = (
        '[[hosts]]\nname = "News.Example"\nuser_agent = "Desk (desk@example.org)"\nat_once = 4\nspacing = "2s"\nrobots = false\n'
    )
    settled = HostRule(user_agent="Desk (desk@example.org)", spacing=2.0, at_once=4, robots=False)
    assert loaded(tmp_path, told).fetching.hosts == {"news.example": settled}


@pytest.mark.parametrize(
    ("wishes", "key"),
    [
        ('name = "https://a.example/"', "name"),
        ('name = "a.example"\nat_once = 5', "at_once"),
        ('name = "a.example"\nat_once = -1', "at_once"),
        ('name = "a.example"\nuser_agent = "Desk\\r\\nX: y"', "user_agent"),
        ('name = "a.example"\nspacing = "soon"', "spacing"),
    ],
)
def test_what_cannot_be_settled_with_a_publisher_is_refused(tmp_path: Path, wishes: str, key: str) -> None:
    """No host, more than four requests at once, what would split a header, what is no time."""
    (fault,) = refused(tmp_path, f"[[hosts]]\n{wishes}\n")
    assert f"hosts.{key}: " in fault


def test_a_feed_of_any_kind_may_be_watched(tmp_path: Path) -> None:
    """Pages and sitemaps say what of them is watched."""
    found = loaded(
        tmp_path,
        "[fetching]\nbackfill = 5\n"
        '[[feeds]]\nurl = "https://a.example/"\nkind = "page"\nselect = "main .price"\ntake = "text"\n'
        '[[feeds]]\nurl = "https://a.example/map.xml"\nkind = "sitemap"\nonly = "/news/"\n'
        '[[feeds]]\nurl = "https://a.example/api"\nkind = "register"\n',
    )
    assert found.fetching.backfill == 5
    assert [(feed.kind, feed.view) for feed in found.feeds] == [
        (FeedKind.PAGE, View(select="main .price", take=Take.TEXT)),
        (FeedKind.SITEMAP, View(only="/news/")),
        (FeedKind.REGISTER, View()),
    ]


def test_a_token_without_a_route_is_a_fault(tmp_path: Path) -> None:
    """Nobody would hear of anything."""
    (fault,) = refused(tmp_path, f'[slack]\ntoken = "{TOKEN}"\n')

    assert "without a route" in fault
    assert TOKEN not in fault


@pytest.mark.parametrize("channel", ["alerts", "#alerts", "c0alerts", "B0SOMEBODY", "C", "C0 ALERTS", "webhook:", "webhook:News"])
def test_what_is_no_channel_id_is_refused(tmp_path: Path, channel: str) -> None:
    """Slack takes ids of channels; a name works today and not after a renaming."""
    (fault,) = refused(tmp_path, f'[[routes]]\nchannel = "{channel}"\n')

    assert fault.startswith("writethru.toml:2: routes.channel: ")
    assert "C, G or D" in fault


HOOK = "https://hooks.slack.com/services/T0NEWS/B0HOOK/secret"


def test_webhooks_are_named_by_routes(tmp_path: Path) -> None:
    """Each from the file, the environment or a file of its own; alone they need no token."""
    secret = tmp_path / "hook"
    secret.write_text(HOOK + "2\n", encoding="utf-8")
    text = f'''[slack.webhooks]
news = "{HOOK}"
[[routes]]
channel = "webhook:news"
[[routes]]
channel = "webhook:wire"
'''
    settings = loaded(tmp_path, text, {"WRITETHRU_SLACK__WEBHOOKS__WIRE_FILE": str(secret)})
    assert settings.slack.webhooks == {"webhook:news": HOOK, "webhook:wire": HOOK + "2"}
    assert settings.slack.posts
    assert "secret" not in repr(settings)


def test_routes_that_lead_to_no_webhook_are_refused(tmp_path: Path) -> None:
    """Also one to a channel, which a webhook cannot choose; no fault shows an address."""
    text = f'''[slack.webhooks]
news = "{HOOK}"
Bad = "{HOOK}"
odd = "hooks.slack.com/services/T0/B0/secret"
[[routes]]
channel = "C0ALERTS"
[[routes]]
channel = "webhook:other"
'''
    faults = refused(tmp_path, text)
    assert [fault.split(": ")[1] for fault in faults] == [
        "slack.webhooks.Bad",
        "slack.webhooks.odd",
        "routes.channel",
        "routes.channel",
    ]
    assert "needs [slack] token" in faults[2]
    assert "is not among [slack.webhooks]" in faults[3]
    assert "secret" not in str(faults)


def test_a_person_may_be_told(tmp_path: Path) -> None:
    """By the id of the member."""
    assert loaded(tmp_path, '[[routes]]\nchannel = "U0REPORTER"\n').routes[0].channel == "U0REPORTER"


def test_two_beats_of_one_name_are_refused(tmp_path: Path) -> None:
    """A route would not know which is meant."""
    assert refused(tmp_path, '[[beats]]\nname = "a"\n[[beats]]\nname = "b"\n[[beats]]\nname = "a"\n') == [
        "writethru.toml:6: beats.name: 'a' is listed twice"
    ]


def test_secrets_are_in_no_representation(tmp_path: Path) -> None:
    """Settings that end in a log or a traceback give nothing away."""
    settings = loaded(tmp_path, f'[slack]\ntoken = "{TOKEN}"\n[[routes]]\nchannel = "C0ALERTS"\n')

    assert TOKEN not in repr(settings)
    assert "hunter2" not in repr(Settings(store_url="postgresql://me:hunter2@db/x"))


@pytest.mark.parametrize(
    ("text", "said"),
    [('[slack]\ntoken = ["xoxb-1-secret"]\n', "a text in quotes"), ("[slack]\ntoken = 17\n", "a text in quotes")],
)
def test_a_secret_of_the_wrong_kind_is_not_printed(tmp_path: Path, text: str, said: str) -> None:
    """The fault names the setting, never its value."""
    (fault,) = refused(tmp_path, text)

    assert said in fault
    assert "secret" not in fault
    assert "17" not in fault


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    """Texts, flags, lists with commas, lists and tables as JSON; the section's name parts from the key by two underscores."""
    settings = loaded(
        tmp_path,
        'watchlist = "default"\n[ledger]\nshadow_first_poll = true\n[[feeds]]\nurl = "https://file.example/feed"\n',
        {
            "WRITETHRU_WATCHLIST": "none",
            "WRITETHRU_LEDGER__SHADOW_FIRST_POLL": "False",
            "WRITETHRU_LEDGER__BASELINE": "true",
            "WRITETHRU_FETCHING__ALLOW": "127.0.0.0/8, 10.0.0.0/8",
            "WRITETHRU_FETCHING__PORTS": "[8080, 8443]",
            "WRITETHRU_FEEDS": '[{"url": "https://variable.example/feed", "every": "1h"}]',
            "WRITETHRU_SLACK__BASE_URL": "http://127.0.0.1:9/api/",
            "PATH": "/bin",
        },
    )

    assert settings.watchlist == "none"
    assert settings.shadow_first_poll is False
    assert settings.baseline == "true"
    assert settings.fetching == Fetching(allow=("127.0.0.0/8", "10.0.0.0/8"), ports=(8080, 8443))
    assert [(feed.url, feed.every) for feed in settings.feeds] == [("https://variable.example/feed", timedelta(hours=1))]
    assert settings.slack.base_url == "http://127.0.0.1:9/api/"


def test_faults_of_the_environment_name_the_variable(tmp_path: Path) -> None:
    """The file may be blameless."""
    faults = refused(
        tmp_path,
        'watchlist = "none"\n',
        {
            "WRITETHRU_COLOUR": "red",
            "WRITETHRU_DESK__LISTEN": "0.0.0.0:80",
            "WRITETHRU_FETCHING__PORTS": "http",
            "WRITETHRU_LEDGER__SHADOW_FIRST_POLL": "perhaps",
            "WRITETHRU_WATCHLIST__URL": "x",
        },
    )

    assert [fault.split(": ")[:2] for fault in faults] == [
        ["WRITETHRU_COLOUR", "colour"],
        ["WRITETHRU_DESK__LISTEN", "desk.listen"],
        ["WRITETHRU_FETCHING__PORTS", "fetching.ports"],
        ["WRITETHRU_LEDGER__SHADOW_FIRST_POLL", "ledger.shadow_first_poll"],
        ["WRITETHRU_WATCHLIST__URL", "watchlist is no section with settings of its own"],
    ]


def test_a_token_may_come_from_a_file(tmp_path: Path) -> None:
    """As secrets of containers do, with a line feed at the end; the file's own token is overruled."""
    secret = tmp_path / "token"
    secret.write_text(TOKEN + "\n", encoding="utf-8")
    text = '[slack]\ntoken = "xoxb-0-old"\n[[routes]]\nchannel = "C0ALERTS"\n'

    assert loaded(tmp_path, text, {"WRITETHRU_SLACK__TOKEN_FILE": str(secret)}).slack.token == TOKEN
    assert loaded(tmp_path, text, {"WRITETHRU_SLACK__TOKEN": TOKEN}).slack.token == TOKEN


def test_a_token_file_that_gives_none_is_a_fault(tmp_path: Path) -> None:
    """Missing, empty, no text, or beside the token itself: silence on the terminal would hide each."""
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    name = "WRITETHRU_SLACK__TOKEN_FILE"

    for file, said in (("none", "cannot be read"), ("empty", "is empty"), ("bytes", "not text in UTF-8")):
        (fault,) = refused(tmp_path, "", {name: str(tmp_path / file)})
        assert fault.startswith(name)
        assert said in fault
    (fault,) = refused(
        tmp_path, '[[routes]]\nchannel = "C0ALERTS"\n', {name: str(tmp_path / "empty"), "WRITETHRU_SLACK__TOKEN": TOKEN}
    )
    assert "given twice" in fault


@pytest.mark.parametrize(
    ("body", "said"),
    [(b"[slack\n", "not TOML"), (b"\xff\xfe", "not UTF-8"), (None, "cannot be read: No such file or directory")],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, body: bytes | None, said: str) -> None:
    """Missing, broken, or in another encoding."""
    path = tmp_path / "writethru.toml"
    if body is not None:
        path.write_bytes(body)

    with pytest.raises(SettingsError) as caught:
        load(path, {})

    assert f"{path}: {said}" in str(caught.value)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Editors of another system write one."""
    path = tmp_path / "writethru.toml"
    path.write_bytes(b'\xef\xbb\xbfwatchlist = "none"\r\n')

    assert load(path, {}).watchlist == "none"


def test_what_others_find_wrong_stands_in_the_same_report(tmp_path: Path) -> None:
    """Names, watch list and baseline are judged elsewhere and reported here, at their lines."""
    path = written(tmp_path, 'watchlist = "a"\n[ledger]\nbaseline = "b"\n[[beats]]\nname = "x"\nvendors = ["Mate"]\n')
    checks = Checks(
        beat=lambda beat: [("vendors", f"{beat.vendors[0]} is nobody")],
        watchlist=lambda name: [f"{name} is no list"],
        baseline=lambda name: [f"{name} holds no facts"],
    )

    with pytest.raises(SettingsError) as caught:
        load(path, {}, checks)

    assert str(caught.value).replace(f"{path}", "f").splitlines() == [
        "f:1: watchlist: a is no list",
        "f:3: ledger.baseline: b holds no facts",
        "f:6: beats.vendors: Mate is nobody",
    ]


CHANNELS = """[[routes]]
channel = "C0ALERTS"
vendors = ["Meta"]
agencies = ["NASA"]
langs = ["fr"]
rank = 2
[[channels]]
id = "C0ALERTS"
zone = "Europe/Paris"
quiet = "22:00-07:00"
urgent = 0
budget = 40
digest = "08:30"
days = "daily"
heartbeat = true
"""


def test_routes_and_hours_of_a_channel_are_taken(tmp_path: Path) -> None:
    """Every dimension of a route; a channel's zone, quiet hours, budget and digest."""
    made = loaded(tmp_path, CHANNELS)
    (one,), (hours,) = made.routes, made.hours
    assert (one.vendors, one.agencies, one.langs, one.rank) == (("Meta",), ("NASA",), ("fr",), 2)
    assert (str(hours.zone), hours.quiet, hours.digest) == ("Europe/Paris", (time(22), time(7)), time(8, 30))
    assert (hours.urgent, hours.budget, hours.daily, hours.heartbeat) == (0, 40, True, True)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('zone = "Europe/Paris"', 'zone = "Paris"', "no time zone"),
        ('quiet = "22:00-07:00"', 'quiet = "22:00"', "no time of day"),
        ('quiet = "22:00-07:00"', 'quiet = "07:00-07:00"', "the whole day"),
        ('digest = "08:30"', 'digest = "8:30"', "no time of day"),
        ('digest = "08:30"', "", "waits for the digest, and there is none"),
        ("budget = 40", "budget = -1", "not between 0"),
        ("rank = 2", "rank = 4", "not between 1 and 3"),
        ("rank = 2", "rank = true", "a whole number"),
        ('langs = ["fr"]', 'langs = ["French"]', "no language code"),
        ('id = "C0ALERTS"', 'id = "C0OTHER"', "no route leads to"),
        ('days = "daily"', 'days = "sometimes"', "none of"),
    ],
)
def test_hours_that_cannot_be_kept_are_refused(tmp_path: Path, was: str, now: str, said: str) -> None:
    """Each with what to write instead."""
    assert CHANNELS.count(was) == 1
    assert any(said in line for line in refused(tmp_path, CHANNELS.replace(was, now)))
