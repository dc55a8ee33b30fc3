"""The same bytes out for the same bytes in: on another day, in another zone, under another locale, with other hashes."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.archive import articles
from tests.standins.newsroom import Story, page
from tests.standins.slack import ROOT

STORIES = ROOT / "tests" / "corpus" / "stories"
RETOLD = ROOT / "tests" / "corpus" / "seeds_retold"
HERE = ("2024-02-29T23:30:00+00:00", {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
ELSEWHERE = ("2033-12-31T22:59:30+00:00", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"})
EVERY = 3
"""Of the stories of the corpus every third is told: enough to meet each language, kind and verdict."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles as pages, with and without a date, and as texts without any header."""
    folder = tmp_path_factory.mktemp("archive")
    for number, given in enumerate(articles(STORIES)):
        if number % (EVERY * 4) == 0:
            story = Story(
                slug=given.id,
                title=given.article.title,
                text=given.article.text,
                published=given.article.published or datetime(2025, 1, 1, tzinfo=UTC),
                lang=given.article.lang,
            )
            dated = page(story)
            (folder / f"{given.id}-dated.html").write_text(dated, encoding="utf-8")
            undated = dated.replace("article:published_time", "article:of_no_time").replace(f' lang="{story.lang}"', "")
            (folder / f"{given.id}-undated.html").write_text(undated, encoding="utf-8")
            (folder / f"{given.id}-plain.txt").write_text(story.text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Part of the corpus as one file, each third story, in the order of the corpus."""
    path = tmp_path_factory.mktemp("lines") / "corpus.jsonl"
    rows = []
    for number, given in enumerate(articles(STORIES)):
        if number % EVERY == 0:
            article = given.article
            when = None if article.published is None else article.published.isoformat()
            row = {"id": given.id, "url": article.url, "outlet": article.outlet, "lang": article.lang, "published": when}
            rows.append(json.dumps({**row, "title": article.title, "text": article.text}))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def printed(when: tuple[str, dict[str, str]], commands: Sequence[Sequence[str]]) -> bytes:
    """What the commands print at that moment and place."""
    moment, environ = when
    command = [sys.executable, "-m", "tests.tools.elsewhen", moment, json.dumps(commands)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout


def test_the_moved_clock_is_believed() -> None:
    """What proves the rest: in the child it is another day, for the service's clock and for libraries."""
    probe = (
        "import datetime, time; from tests.tools.elsewhen import move;"
        "move(datetime.datetime.fromisoformat('2033-12-31T22:59:30+00:00'));"
        "from service.clock import Clock; from email.utils import formatdate;"
        "print(Clock().now().year, datetime.date.today().year, time.gmtime().tm_year, formatdate()[12:16])"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.split() == ["2033"] * 4


def test_read_and_replay_print_the_same_bytes_anywhere_and_at_any_time(archive: Path, lines: Path) -> None:
    """Stories with all headers, pages with and without a date, texts with none; claims, verdicts and drawn alerts."""
    commands = [
        ["read", str(RETOLD), str(archive), "--json"],
        ["replay", str(lines), "--json"],
        ["replay", str(archive), "--json", "--ledger", "default"],
        ["replay", str(RETOLD), "--by-date"],
    ]

    here, elsewhere = printed(HERE, commands), printed(ELSEWHERE, commands)

    assert here.count(b'"verdict": "') > 100
    assert here.decode("utf-8").splitlines() == elsewhere.decode("utf-8").splitlines()
    assert here == elsewhere
