"""No secret ever: tokens and passwords planted in every place of a configuration, and every command run over each."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from service.cli.root import root
from tests.service.cli.scene import Cli

CANARY = "ca4aryCA4ARYca4ary"
TOKEN = f"xoxb-1-{CANARY}"
APP = f"xapp-1-{CANARY}"
HEAD = 'watchlist = "none"\n[ledger]\nbaseline = "none"\n'
ROUTE = '[[routes]]\nchannel = "C0ALERTS"\n'
UNREACHED = 'base_url = "http://127.0.0.1:9/api/"\n'
SOUND = f'{HEAD}[slack]\ntoken = "{TOKEN}"\n{UNREACHED}{ROUTE}'
CONFIGURATIONS = {
    "sound": SOUND,
    "app token": f'{HEAD}[slack]\ntoken = "{TOKEN}"\napp_token = "{APP}"\n{UNREACHED}{ROUTE}',
    "signing secret": (
        f'{HEAD}[slack]\ntoken = "{TOKEN}"\nsigning_secret = "{CANARY}"\nlisten = "127.0.0.1:0"\n{UNREACHED}{ROUTE}'
    ),
    "webhook": (
        f'{HEAD}[slack.webhooks]\nnews = "https://hooks.slack.com/services/T1/B1/{CANARY}"\n'
        '[[routes]]\nchannel = "webhook:news"\n'
    ),
    "no TOML": f"{HEAD}[slack]\ntoken = {TOKEN}\n",
    "unclosed": f'{HEAD}[slack]\ntoken = "{TOKEN}\n',
    "a list": f'{HEAD}[slack]\ntoken = ["{TOKEN}"]\n{ROUTE}',
    "no section": f'slack = "{TOKEN}"\n{HEAD}',
    "many sections": f'{HEAD}[[slack]]\ntoken = "{TOKEN}"\n',
    "misspelt": f'{HEAD}[slack]\ntokn = "{TOKEN}"\n',
    "another kind": f'{HEAD}[slack]\ntoken = "xoxp-1-{CANARY}"\n{ROUTE}',
    "another setting": f'{HEAD}[fetching]\nallow = ["{TOKEN}"]\n',
    "as a channel": f'{HEAD}[slack]\ntoken = "{TOKEN}"\n[[routes]]\nchannel = "{TOKEN}"\n',
    "as a choice": f'{HEAD}[engine]\nkind = "{TOKEN}"\n[desk]\nlisten = "{TOKEN}"\n',
    "as a file": f'watchlist = "{TOKEN}"\n[ledger]\nbaseline = "{TOKEN}"\n',
    "a password": f'{HEAD}[store]\nurl = "postgresql://desk:{CANARY}@db.example/desk"\n',
    "a password in a list": f'{HEAD}[store]\nurl = ["postgresql://desk:{CANARY}@db.example/desk"]\n',
    "a password for Slack": f'{HEAD}[slack]\ntoken = "{TOKEN}"\nbase_url = "ftp://desk:{CANARY}@slack.example/"\n{ROUTE}',
    "a password for a feed": f'{HEAD}[[feeds]]\nurl = "ftp://desk:{CANARY}@a.example/feed"\n',
}
WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "run": (("run", "--stages", "read"),),
    "once": (("once",),),
    "read": (("read", "a.txt", "--config", "writethru.toml"),),
    "replay": (("replay", "a.txt", "--config", "writethru.toml"),),
    "facts list": (("facts", "list"),),
    "facts show": (("facts", "show", "F-1"),),
    "facts add": (("facts", "add", "--kind", "agency", "--vendor", "Meta", "--agency", "NASA", "--stage", "adopted"),),
    "facts edit": (("facts", "edit", "F-1", "--stage", "exploring"),),
    "facts retract": (("facts", "retract", "F-1"),),
    "facts import": (("facts", "import", "nowhere.csv"),),
    "facts export": (("facts", "export", "out.jsonl", "--force"),),
    "feeds list": (("feeds", "list"),),
    "feeds add": (("feeds", "add", f"http://desk:{CANARY}@127.0.0.1:9/feed"),),
    "feeds check": (("feeds", "check", f"http://desk:{CANARY}@127.0.0.1:9/feed"),),
    "feeds import": (("feeds", "import", "nowhere.opml"),),
    "feeds export": (("feeds", "export", "out.opml", "--force"),),
    "feeds pause": (("feeds", "pause", "1"),),
    "feeds resume": (("feeds", "resume", "1"),),
    "alerts list": (("alerts", "list"),),
    "alerts show": (("alerts", "show", "A1"),),
    "alerts retry": (("alerts", "retry", "A1"),),
    "alerts audit": (("alerts", "audit"),),
    "why": (("why", f"http://desk:{CANARY}@a.example/story"),),
    "mutes list": (("mutes", "list", "--all"),),
    "mutes add": (("mutes", "add", "Norvane"),),
    "mutes end": (("mutes", "end", "1"),),
    "names list": (("names", "list"),),
    "names queue": (("names", "queue", "--all"),),
    "names accept": (("names", "accept", "N-1"),),
    "names add": (("names", "add", "Norvane", "--kind", "vendor"),),
    "names merge": (("names", "merge", "Norvane", "Meta"),),
    "names never": (("names", "never", "Norvane"),),
    "doctor": (("doctor",), ("doctor", "--post", "--json")),
    "db upgrade": (("db", "upgrade"),),
    "db backup": (("db", "backup", "out.db", "--force"),),
    "db restore": (("db", "restore", "nowhere.db"),),
    "db check": (("db", "check"),),
}
DAEMON = "run"
"""Runs until it is told to stop: only over configurations that it refuses."""
ACCEPTED = ("sound", "app token", "signing secret", "webhook")


def commands(group: click.Group, *path: str) -> Iterator[str]:
    """Every command that takes a configuration."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        elif any(parameter.name == "config" for parameter in command.params):
            yield " ".join((*path, name))


def leaks(folder: Path) -> list[str]:
    """Files that hold the canary, but for those that were given it."""
    given = {"writethru.toml", "token"}
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and path.name not in given and CANARY.encode() in path.read_bytes()
    ]


def said(cli: Cli, words: tuple[str, ...]) -> str:
    """Everything that a command lets out, also what it would raise."""
    result = cli.run("-v", *words)
    return f"{result.output}{result.stderr}{result.exception!r}"


def test_every_command_that_takes_a_configuration_is_in_the_list() -> None:
    """A new command cannot be left out."""
    assert sorted(commands(root)) == sorted(WORDS)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_no_command_lets_a_secret_out(cli: Cli, name: str) -> None:
    """H01: not on standard output, in the log, in an error, or in a file that it writes."""
    cli.file("writethru.toml", CONFIGURATIONS[name])
    cli.file("a.txt", "The State Department uses Llama.")
    # what refuses a configuration refuses it alike everywhere: one command of each kind stands for the others
    few = ("once" if name in ACCEPTED else DAEMON, "read", "doctor")
    names = [word for word in WORDS if word != DAEMON] if name == "sound" else few
    out = {words: said(cli, words) for word in names for words in WORDS[word]}
    assert [words for words, text in out.items() if re.search(CANARY, text)] == []
    assert leaks(cli.folder) == []


@pytest.mark.parametrize("place", ["variable", "file", "wrong file", "wrong variable"])
def test_no_secret_of_the_environment_is_let_out(cli: Cli, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """H01: given as a variable or a file, sound or not."""
    cli.file("writethru.toml", HEAD + (ROUTE if "wrong" not in place else ""))
    cli.file("token", TOKEN if place == "file" else f"{TOKEN}\n{TOKEN}")
    monkeypatch.setenv("WRITETHRU_SLACK__BASE_URL", "http://127.0.0.1:9/api/")
    if "file" in place:
        monkeypatch.setenv("WRITETHRU_SLACK__TOKEN_FILE", "token")
    else:
        monkeypatch.setenv("WRITETHRU_SLACK__TOKEN", TOKEN if place == "variable" else f"xoxp-{CANARY}")
        monkeypatch.setenv("WRITETHRU_SLACK", TOKEN if place != "variable" else '{"base_url": "http://127.0.0.1:9/api/"}')
    for words in (("doctor", "--post"), ("once",), ("facts", "list")):
        assert CANARY not in said(cli, words)
    assert leaks(cli.folder) == []
