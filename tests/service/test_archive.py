"""Articles out of files: kept to the character, and every fault named with its place."""

import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.archive import CAP, NO_ADDRESS, ArchiveError, Given, articles, stream
from watchers.model import Incomplete

BODY = "Le ministère signe.\n\n- Un point, à 12,5\u00a0%\n\nFin."
FRONT = """---
id: "007"
outlet: "Le Quai"
url: https://www.quai.example/2025/a?utm_source=rss
lang: fr
published: "2025-03-12T06:30:00+01:00"
title: "Un titre : avec deux-points"
byline: null
revision: 2
tags: [a, b]
---
"""
PAGE = (
    "<html><head><title>Le titre</title></head><body><article><p>"
    + "Le ministère signe un contrat. " * 10
    + "</p></article></body></html>"
)


def one(path: Path) -> Given:
    """The only article of a file."""
    (given,) = articles(path)
    return given


def fault(found: Iterator[Given]) -> ArchiveError:
    """What reading an archive raises."""
    with pytest.raises(ArchiveError) as caught:
        list(found)
    return caught.value


def written(path: Path, text: str) -> Path:
    """A file in UTF-8."""
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_markdown_with_front_matter_gives_all_it_says(tmp_path: Path) -> None:
    """The body is the text, character for character; unknown keys are passed over; null is nothing."""
    given = one(written(tmp_path / "x.md", f"{FRONT}\n{BODY}\n\n"))
    article = given.article
    assert (given.id, article.outlet, article.title, article.byline) == ("007", "Le Quai", "Un titre : avec deux-points", None)
    assert article.text == BODY
    assert article.url == "https://www.quai.example/2025/a"
    assert article.published == datetime(2025, 3, 12, 5, 30, tzinfo=UTC)
    assert (article.lang, article.incomplete) == ("fr", None)


def test_front_matter_may_be_missing_or_empty_and_numbers_stay_as_written(tmp_path: Path) -> None:
    """An id of 007 without quotation marks is not seven."""
    assert one(written(tmp_path / "a.md", f"---\nid: 007\n---\n{BODY}")).id == "007"
    assert one(written(tmp_path / "b.md", f"---\n---\n{BODY}")).article.text == BODY
    bare = one(written(tmp_path / "c.md", BODY))
    assert (bare.id, bare.article.text, bare.article.url) == ("c", BODY, NO_ADDRESS + "c")
    headed = one(written(tmp_path / "d.md", f"# Un titre\n\n{BODY}"))
    assert (headed.article.title, headed.article.text) == ("Un titre", BODY)


def test_windows_line_ends_and_a_byte_order_mark_are_no_text(tmp_path: Path) -> None:
    """Files from an office computer read like any other."""
    given = one(written(tmp_path / "x.md", "\ufeff" + (FRONT + BODY).replace("\n", "\r\n")))
    assert (given.id, given.article.text) == ("007", BODY)


@pytest.mark.parametrize(
    ("text", "title", "start"),
    [
        (
            "Meta pousse son outil partout.\n\nMeta pousse son outil partout.\n\nLe texte.",
            "Meta pousse son outil partout.",
            "Le texte.",
        ),
        ("L’État signe avec un hébergeur\nRésumé\nLe texte.", "L’État signe avec un hébergeur", "Résumé"),
        ("Notre adresse\n18 rue des Essais\nLe texte.", "", "Notre adresse"),
        ("Le texte commence par une phrase entière.\n\nPuis il continue.", "", "Le texte commence"),
        (" date 2024-11 Une phrase entière.\n\nPuis une autre.", "", " date 2024-11"),
        ("Une seule ligne de texte sans point", "", "Une seule ligne"),
    ],
)
def test_a_text_files_first_line_is_its_title_where_it_reads_like_one(tmp_path: Path, text: str, title: str, start: str) -> None:
    """A line that comes twice, or a line of some words without a full stop."""
    article = one(written(tmp_path / "x.txt", f"\n{text}\n")).article
    assert article.title == title
    assert article.text.startswith(start)


def test_html_is_read_like_a_fetched_page(tmp_path: Path) -> None:
    """In any encoding; its declared address is its own."""
    page = PAGE.replace("<title>", '<meta charset="windows-1252"><link rel="canonical" href="https://quai.example/a"><title>')
    (tmp_path / "x.html").write_bytes(page.encode("cp1252"))
    article = one(tmp_path / "x.html").article
    assert (article.title, article.url) == ("Le titre", "https://quai.example/a")
    assert article.text.startswith("Le ministère signe un contrat.")


def test_json_lines_give_an_article_a_line(tmp_path: Path) -> None:
    """Text or HTML, all else optional; blank lines are passed over; the id is the line's number where none is given."""
    rows = [
        {"id": 12, "text": BODY, "published": "2025-03-12"},
        {"html": PAGE, "url": "https://quai.example/b", "lang": None},
        {"text": ""},
    ]
    first, second, third = articles(written(tmp_path / "x.jsonl", "\n\n".join(json.dumps(row) for row in rows) + "\n"))
    assert (first.id, first.article.text) == ("12", BODY)
    assert (second.id, second.article.url, second.article.title) == ("3", "https://quai.example/b", "Le titre")
    assert (third.id, third.article.incomplete) == ("5", Incomplete.NO_TEXT)


def test_a_folder_gives_its_files_in_order_of_their_names(tmp_path: Path) -> None:
    """Without its README, hidden files, other kinds, and JSON Lines that hold no texts."""
    written(tmp_path / "b.txt", "Deux.")
    written(tmp_path / "a.md", "Un.")
    written(tmp_path / "c.jsonl", '{"text": "Trois."}\n{"text": "Quatre."}\n')
    written(tmp_path / "labels.jsonl", '{"id": "a", "facts": []}\n')
    written(tmp_path / "c.html", PAGE)
    for other in ("README.md", ".d.md", "check.py"):
        written(tmp_path / other, "Rien.")
    (tmp_path / "e.md").mkdir()
    assert [given.id for given in articles(tmp_path)] == ["a", "b", "c.html", "c.jsonl:1", "c.jsonl:2"]


def test_an_article_may_come_again_as_its_next_revision(tmp_path: Path) -> None:
    """The same id under the same address is a revision; under another address it is a mistake."""
    rows = [
        {"id": "a", "url": "https://quai.example/a", "text": "Un."},
        {"id": "a", "url": "https://quai.example/a", "text": "Deux."},
    ]
    lines = [json.dumps(row) for row in rows]
    assert [given.article.text for given in articles(written(tmp_path / "x.jsonl", "\n".join(lines)))] == ["Un.", "Deux."]
    for other in ('{"id": "a", "url": "https://quai.example/b", "text": "x"}', '{"id": "a", "text": "x"}'):
        error = fault(articles(written(tmp_path / "y.jsonl", "\n".join([*lines, other]))))
        assert (error.line, "'a' was given before" in error.message) == (3, True)
    twice = fault(articles(written(tmp_path / "z.jsonl", '{"id": "b", "text": "x"}\n{"id": "b", "text": "y"}')))
    assert twice.line == 2


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("x.md", "---\nid: 1\nno end\n", 1, "not closed"),
        ("x.md", '---\nid: 1\ntitle: "open\n---\nText', 3, "no YAML"),
        ("x.md", "---\n- a\n- b\n---\nText", 1, "key: value"),
        ("x.md", "---\nid: \x01\n---\nText", 1, "no YAML"),
        ("x.md", f"---\nid: {'[' * 30_000}\n---\nText", 1, "no YAML"),
        ("x.md", f"---\nid: {'x' * 70_000}\n---\nText", 1, "characters long"),
        ("x.md", "---\ntitle: [a]\n---\nText", None, "`title` is no string"),
        ("x.md", "---\npublished: last Tuesday\n---\nText", None, "no date: 'last Tuesday'; write it like"),
        ("x.md", "---\nurl: ftp://quai.example/a\n---\nText", None, "no http(s) address"),
        ("x.jsonl", '{"text": "a"}\n{"text": \n', 2, "no JSON object on one line"),
        ("x.jsonl", '{"text": "a"}\n[1]\n', 2, "no JSON object"),
        ("x.jsonl", "[" * 100_000, 1, "no JSON object"),
        ("x.jsonl", '{"id": "a"}\n', 1, "neither `text` nor `html`"),
        ("x.jsonl", '{"text": "a", "title": 5}\n', 1, "`title` is no string"),
        ("x.jsonl", '{"text": "a", "id": true}\n', 1, "`id` is no string"),
        ("x.pdf", "%PDF", None, "is no article"),
    ],
)
def test_a_fault_says_where_and_what(tmp_path: Path, name: str, text: str, line: int | None, message: str) -> None:
    """File, line and what to do, in one line."""
    error = fault(articles(written(tmp_path / name, text)))
    assert (error.path, error.line) == (str(tmp_path / name), line)
    assert message in str(error)
    assert "\n" not in str(error)


def test_bytes_that_are_no_utf_8_are_a_fault(tmp_path: Path) -> None:
    """With the place of the first one."""
    (tmp_path / "x.txt").write_bytes("Déjà".encode("cp1252"))
    assert "not UTF-8 (byte 1)" in fault(articles(tmp_path / "x.txt")).message


def test_what_cannot_be_an_article_is_a_fault(tmp_path: Path) -> None:
    """Missing, empty folder, too large as a file and as a line."""
    assert "no such file" in fault(articles(tmp_path / "none.md")).message
    assert "holds no article" in fault(articles(tmp_path)).message
    written(tmp_path / "x.txt", "x" * (CAP + 1))
    assert "bytes" in fault(articles(tmp_path / "x.txt")).message
    written(tmp_path / "x.jsonl", json.dumps({"text": "x" * CAP}))
    assert fault(articles(tmp_path / "x.jsonl")).line == 1


def test_a_broken_file_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    """JSON Lines that cannot be read might hold articles."""
    written(tmp_path / "x.jsonl", "{broken\n")
    assert fault(articles(tmp_path)).line == 1


def test_a_name_that_the_system_cannot_open_is_a_fault(tmp_path: Path) -> None:
    """The system's reason is in the message."""
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    assert "no such file" in fault(articles(tmp_path / "loop.jsonl")).message


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (f"{FRONT}{BODY}".encode(), ["007"]),
        (BODY.encode(), ["stdin"]),
        (PAGE.encode(), ["stdin"]),
        (b'\xef\xbb\xbf{"text": "a"}\n{"text": "b", "id": "x"}', ["1", "x"]),
    ],
)
def test_a_stream_is_known_by_its_look(body: bytes, ids: list[str]) -> None:
    """Front matter, text, HTML and JSON Lines need no file name."""
    assert [given.id for given in stream(body)] == ids


def test_a_dash_means_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on every command line."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BODY.encode()), encoding="utf-8"))
    assert [given.article.text for given in articles("-")] == [BODY]
