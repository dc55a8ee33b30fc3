"""Facts in a file: what they are grouped by, and what is said of a file that cannot be used."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.ledgerfile import LedgerFileError, load

CLAIM = {
    "kind": "agency",
    "vendor": "Meta",
    "product": "Llama",
    "agency": "NASA",
    "stage": "adopted",
    "quote": "NASA uses Llama.",
}


def written(folder: Path, *rows: object) -> str:
    path = folder / "facts.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return str(path)


def test_lines_of_one_address_are_one_article(tmp_path: Path) -> None:
    """Two claims of one source come from one article, in the order of the file."""
    source = {"url": "https://a.example/1", "outlet": "A", "title": "T", "lang": "en", "published": "2025-01-02T03:00:00+02:00"}
    other = {**CLAIM, "agency": "U.S. Department of State"}

    (told,) = load(written(tmp_path, {**CLAIM, "source": source}, {**other, "source": source}))

    assert (told.article.url, told.article.outlet, told.article.lang) == ("https://a.example/1", "A", "en")
    assert told.article.published == datetime(2025, 1, 2, 1, tzinfo=UTC)
    assert [claim.evidence.quote for claim in told.claims] == ["NASA uses Llama."] * 2


def test_without_an_address_title_and_day_part_articles(tmp_path: Path) -> None:
    """A file of facts that nobody printed still tells what was known when."""
    one, two = {"title": "A", "published": "2025-01-02T00:00:00+00:00"}, {"title": "A", "published": "2025-02-02T00:00:00+00:00"}

    told = load(written(tmp_path, {**CLAIM, "source": one}, {**CLAIM, "source": two}, {**CLAIM, "source": one}, CLAIM))

    assert [len(article.claims) for article in told] == [2, 1, 1]
    assert len({article.article.url for article in told}) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Expecting"),
        ("[]", "facts.jsonl:2"),
        ('{"kind": "rumour"}', "kind: one of"),
        (json.dumps({**CLAIM, "stage": "bought"}), "stage: one of"),
        (json.dumps({**CLAIM, "source": {"published": "yesterday"}}), "isoformat"),
        (json.dumps({**CLAIM, "source": "A"}), "facts.jsonl:2"),
    ],
)
def test_a_line_that_is_no_fact_is_named(tmp_path: Path, line: str, said: str) -> None:
    """File, line and what is wrong with it."""
    path = tmp_path / "facts.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")

    with pytest.raises(LedgerFileError) as caught:
        load(str(path))

    assert f"{path}:2: " in str(caught.value)
    assert said in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, or in another encoding."""
    (tmp_path / "bytes").write_bytes(b"\xff")

    with pytest.raises(LedgerFileError, match=r"none\.jsonl: cannot be read: No such file"):
        load(str(tmp_path / "none.jsonl"))
    with pytest.raises(LedgerFileError, match="bytes: not UTF-8"):
        load(str(tmp_path / "bytes"))


def test_none_is_no_facts() -> None:
    """The word of the configuration for an empty ledger."""
    assert load("none") == ()
