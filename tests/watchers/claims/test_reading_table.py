"""Sentences and short stories, each with all the agency and partner claims that it makes; most make few, some none."""

import json
from pathlib import Path

import pytest

from tests.watchers.claims.reading_kit import agencies, partners

_FILES = sorted(Path(__file__).parent.glob("reading_*.jsonl"))
_ROWS = [json.loads(line) for file in _FILES for line in file.read_text("utf-8").splitlines()]


def _told(rows: object) -> set[tuple[str, str, str]]:
    assert isinstance(rows, list)
    return {(vendor, other, stage) for vendor, other, stage in rows}


@pytest.mark.parametrize("row", _ROWS, ids=[f"{row['lang']} {row['text'][:50]}" for row in _ROWS])
def test_a_text_makes_exactly_these_claims(row: dict[str, object]) -> None:
    """Vendor, body or company, and stage: all that is said and nothing else."""
    text, lang = str(row["text"]), str(row["lang"])
    assert agencies(text, lang) == _told(row["agencies"])
    assert partners(text, lang) == _told(row["partners"])
