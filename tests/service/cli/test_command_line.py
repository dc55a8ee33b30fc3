"""The command ``writethru`` itself: help, version, streams of a real process."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.service.cli.scene import TEXT, Cli
from tests.standins.slack import ROOT

COMMAND = (sys.executable, "-m", "service")


def child(cli: Cli, *words: str, environ: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """The real command in the test's folder."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})}
    return subprocess.Popen([*COMMAND, *words], cwd=cli.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), ["run", "once", "read", "replay", "--verbose", "--version"]),
        (("run",), ["--config FILE", "--stages", "poll,read,judge,deliver", "SIGTERM"]),
        (("once",), ["--config FILE", "Poll every enabled feed"]),
        (("read",), ["PATH|URL|-", "--json", "--config FILE", ".jsonl"]),
        (("replay",), ["PATH", "--ledger FILE", "--by-date", "--json", "--config FILE"]),
    ],
)
def test_every_command_explains_itself(cli: Cli, words: tuple[str, ...], said: list[str]) -> None:
    """On one screen: each option with a sentence, no line wider than a terminal."""
    result = cli.run(*words, "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    assert [one for one in said if one not in result.stdout] == []
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert len(result.stdout.splitlines()) <= 24


def test_an_unknown_command_is_wrong_usage(cli: Cli) -> None:
    """Exit code 2."""
    result = cli.run("sing")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "sing" in result.stderr


def test_output_is_utf8_whatever_the_locale_says(cli: Cli) -> None:
    """Lines of JSON in UTF-8 without colour, letters that no encoding can carry included; nothing on standard error."""
    path = cli.file("a.jsonl", json.dumps({"id": "é\ud800", "text": TEXT, "lang": "en"}) + "\n")
    environ = {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "FORCE_COLOR": "1"}

    with child(cli, "read", path, "--json", environ=environ) as process:
        out, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, b"")
    line = json.loads(out.decode("utf-8"))
    assert line["id"] == "é\ud800"
    assert "Meta’s" in line["claims"][0]["quote"]
    assert b"\x1b" not in out


def test_a_reader_who_leaves_ends_it_quietly(cli: Cli) -> None:
    """``writethru read … | head -1``: no traceback."""
    rows = "".join(json.dumps({"id": str(number), "text": TEXT, "lang": "en"}) + "\n" for number in range(400))
    path = cli.file("many.jsonl", rows)

    with child(cli, "read", path, "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        code = process.wait(60)

    assert json.loads(first)["id"] == "0"
    assert (code, err) == (1, b"")
