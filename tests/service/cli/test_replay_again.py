"""``writethru replay`` of the database's own articles, of one set of settings against another, and drawn."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.flow.retention import shrink
from service.reference import shipped
from service.rerun import a_day, bars
from service.store.session import Store
from service.taking import MANY
from tests.service.cli.scene import Cli
from tests.service.flow.world import World, adopts, allowed, story, world

BASE = 'watchlist = "none"\n[ledger]\nbaseline = "none"\n'
PRICE = "Anthropic sells Claude Enterprise for ${} per user per month."


async def day(one: World) -> None:
    """Two articles, the first of which is edited; its first version's text is gone by now."""
    await allowed(one)
    room = one.network.room()
    room.publish(story("a", adopts("NASA")))
    one.watch(room.feed_url)
    await one.beats(60)
    one.times.pass_by(10 * 86_400.0)
    room.stories[0] = replace(story("a", adopts("NASA"), adopts("USAID")), title="An updated headline")
    await one.beats(60)
    one.times.pass_by(3600.0)  # two that are read at once stand in either order
    room.publish(story("b", PRICE.format(15), hour=10))
    await one.beats(60)
    one.kit = replace(one.kit, policy=replace(one.kit.policy, texts=timedelta(days=5)))
    await shrink(one.kit)


@pytest.fixture
def desk(cli: Cli) -> Cli:
    cli.file("writethru.toml", BASE)
    store = Store(f"sqlite:///{cli.ledger().folder}/var/writethru.db")
    one = world(shipped(), store=store)
    asyncio.run(day(one))
    one.close()
    return cli


def month(cli: Cli) -> str:
    """An archive of four articles on three days."""
    rows: list[dict[str, str]] = [
        {"id": "1", "url": "https://a.example/1", "published": "2026-03-01T10:00:00Z", "text": adopts("NASA")},
        {"id": "2", "url": "https://a.example/2", "published": "2026-03-01T12:00:00Z", "text": adopts("USAID")},
        {"id": "3", "url": "https://a.example/3", "published": "2026-03-03T10:00:00Z", "text": PRICE.format(15)},
        {"id": "4", "url": "https://a.example/4", "published": "2026-03-03T12:00:00Z", "text": adopts("NASA")},
    ]
    return cli.file("month.jsonl", "".join(json.dumps({"lang": "en", "outlet": f"O{row['id']}"} | row) + "\n" for row in rows))


def test_the_databases_own_articles_are_judged_again_and_say_where_their_text_is_gone(desk: Cli) -> None:
    """Every version in the order of reading, with the verdicts that were given then; the same bytes twice."""
    result = desk.run("replay", "--stored", "--json")
    assert (result.exit_code, result.stderr) == (0, "1 of 3 articles lack their text; each says why\n")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["id"], line["alert"], "lacks" in line) for line in lines] == [
        ("1", True, True),
        ("1", True, False),
        ("2", True, False),
    ]
    assert [verdict["verdict"] for line in lines for verdict in line["verdicts"]] == ["new", "repeats", "new", "new"]
    assert lines[0]["lacks"].startswith("only its quotes are kept since 2026-03-12")
    assert desk.run("replay", "--stored", "--json").stdout_bytes == result.stdout_bytes
    later = desk.run("replay", "--stored", "--since", "2026-03-05", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in later] == ["1", "2"]
    assert "lacks its text" in desk.run("replay", "--stored").stdout


def test_a_path_or_the_database_and_not_both(cli: Cli) -> None:
    """Wrong usage is exit code 2."""
    assert cli.run("replay").exit_code == 2
    assert cli.run("replay", month(cli), "--stored").exit_code == 2


def test_other_settings_show_the_alerts_that_they_gain_and_lose(cli: Cli) -> None:
    """By article and channel: routes, beats and shadows of both are in force."""
    token = '[slack]\ntoken = "xoxb-1"\n'
    cli.file("writethru.toml", f'{BASE}{token}[[routes]]\nchannel = "C0A"\nkinds = ["agency"]\n')
    other = f'{BASE}{token}[[routes]]\nchannel = "C0A"\nkinds = ["price"]\n[[routes]]\nchannel = "C0B"\nkinds = ["agency"]\n'
    path = cli.file("other.toml", f'{other}[[shadows]]\nkind = "name"\nof = "NASA"\nuntil = "2099-01-01"\n')
    *_, last = cli.lines("replay", month(cli), "--against", path)
    heard = {name: [(one["id"], one["channel"]) for one in last["against"][name]] for name in ("gained", "lost")}
    assert heard == {"gained": [("2", "C0B"), ("3", "C0A")], "lost": [("1", "C0A"), ("2", "C0A")]}
    text = cli.run("replay", month(cli), "--against", path).stdout
    assert "2 alerts gained, 2 lost, 0 the same" in text
    assert "  + 3 to C0A" in text
    assert cli.run("replay", month(cli), "--against", "nowhere.toml").exit_code == 2


def test_a_baseline_that_differs_is_the_start_of_its_own_side(cli: Cli) -> None:
    """What one side knows from the start is no news there."""
    claim: dict[str, object] = {
        "kind": "agency",
        "vendor": "OpenAI",
        "product": "ChatGPT",
        "agency": "NASA",
        "stage": "adopted",
        "quote": "q",
    }
    source = {"url": "https://b.example/0", "outlet": "B", "title": "T", "lang": "en", "published": "2026-01-01T00:00:00+00:00"}
    claim |= {"attributed_to": None, "hedged": False, "start": 0, "end": 1, "source": source}
    facts = cli.file("known.jsonl", json.dumps(claim) + "\n")
    cli.file("writethru.toml", BASE)
    path = cli.file("other.toml", BASE.replace('"none"\n[', '"none"\n[').replace('baseline = "none"', f'baseline = "{facts}"'))
    *_, last = cli.lines("replay", month(cli), "--against", path)
    assert (last["against"]["gained"], [one["id"] for one in last["against"]["lost"]]) == ([], ["1"])


def test_alerts_a_day_are_drawn_on_the_terminal_and_as_a_picture(cli: Cli, tmp_path: Path) -> None:
    """Also days without one; the same picture is the same file; standard output stays JSON Lines."""
    path = month(cli)
    drawn = cli.run("replay", path, "--plot", "-").stdout.splitlines()[-3:]
    assert [line.split()[0] for line in drawn] == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert [line.split()[-1] for line in drawn] == ["2", "0", "1"]
    quiet = cli.run("replay", path, "--plot", "-", "--json")
    assert all(line.startswith("{") for line in quiet.stdout.splitlines())
    assert "2026-03-02  0" in quiet.stderr
    for name in ("one.png", "two.png"):
        assert cli.run("replay", path, "--plot", str(tmp_path / name)).exit_code == 0
    picture = (tmp_path / "one.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert picture == (tmp_path / "two.png").read_bytes()


def test_the_longest_bar_is_as_wide_as_there_is_room() -> None:
    """And a single alert beside many is still seen."""
    assert list(bars({"a": 100, "b": 1, "c": 0}, width=10)) == ["a  ██████████ 100", "b  █ 1", "c  0"]
    assert a_day([]) == {}


@pytest.mark.soak
def test_many_articles_are_read_on_two_cores_to_the_same_bytes(cli: Cli) -> None:
    """In the order given, as one process reads them."""
    plain = "The town council met on Monday and chose a new colour for the fountain in the square. "
    rows = [
        {
            "id": str(number),
            "url": f"https://a.example/{number}",
            "lang": "en",
            "text": adopts("NASA") if number % 90 == 0 else plain,
        }
        for number in range(MANY + 5)
    ]
    many = cli.file("many.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    few = cli.file("few.jsonl", "".join(json.dumps(row) + "\n" for row in rows[: MANY - 1]))
    first, second = cli.run("replay", many, "--json").stdout.splitlines(), cli.run("replay", few, "--json").stdout.splitlines()
    assert first[: MANY - 1] == second
    assert len(first) == MANY + 5
