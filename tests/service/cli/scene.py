"""The command line as tests use it: in this process, in a folder of its own, with articles as files."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from service.app import Outside
from service.cli.root import root
from tests.tools.ready import ready

TEXT = (
    "The U.S. Department of State uses Meta’s Llama, a spokesperson said. "
    "Meta’s private partners for Llama include Oracle and Palantir. "
    "OpenAI offers ChatGPT Enterprise to federal agencies for $1 per agency per year. "
    "Meta reported revenue of $40.5 billion for the third quarter of 2024."
)
"""Holds one claim of each kind at least."""


@dataclass(frozen=True, kw_only=True)
class Cli:
    """The command line in a folder without a configuration."""

    folder: Path

    def run(self, *words: str, stdin: str | None = None, outside: Outside | None = None) -> Result:
        """Run ``writethru`` with these words; its streams are kept apart. ``outside``: what a pass meets instead of the world."""
        return CliRunner().invoke(root, words, input=stdin, prog_name="writethru", obj=outside)

    def lines(self, *words: str, stdin: str | None = None) -> list[dict[str, Any]]:
        """Run it with ``--json``; what it printed, a line an object."""
        result = self.run(*words, "--json", stdin=stdin)
        assert (result.exit_code, result.stderr) == (0, "")
        return [json.loads(line) for line in result.stdout.splitlines()]

    def ledger(self) -> "Cli":
        """The same, with the database of a configuration that names none, ready and empty."""
        (self.folder / "var").mkdir(exist_ok=True)
        ready(self.folder / "var/writethru.db")
        return self

    def file(self, name: str, body: str) -> str:
        """Write a file; its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
        return str(path)


def one_feed(cli: Cli, url: str, every: str, more: str = "") -> str:
    """A configuration for one feed of this machine and an empty ledger, with ``more`` at its end; its path."""
    ready(cli.folder / "ledger.db")
    return cli.file(
        "settings.toml",
        f"""watchlist = "none"
[store]
url = "sqlite:///{cli.folder}/ledger.db"
[fetching]
allow = ["127.0.0.0/8"]
ports = [0]
[ledger]
baseline = "none"
shadow_first_poll = false
[[feeds]]
url = "{url}"
every = "{every}"
{more}
""",
    )


def done(desk: Cli, *words: str) -> str:
    """What the command printed; it ended well."""
    result = desk.run(*words)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def refused(desk: Cli, *words: str) -> str:
    """The one line with which the command was refused."""
    result = desk.run(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


def markdown(text: str, **header: str) -> str:
    """An article as a file with front matter."""
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in header.items())
    return f"---\n{head}---\n\n{text}\n"
