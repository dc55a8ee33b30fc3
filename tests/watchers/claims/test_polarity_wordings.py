"""Polarity and modality: asserted, hedged, planned, done, ended, denied, banned, asked, supposed, not told; a sentence a row.

A ban or a refusal by the body itself is an end, as a deal that is dropped is; a denial is somebody's word that it is not so.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from service.listed import lexicon_files
from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption

_ROWS = list(csv.DictReader(Path(__file__).with_name("polarity_wordings.csv").read_text("utf-8").splitlines()))
_SENSES = frozenset({"not", "not.any", "yet", "future", "hedge", "modal", "able", "suppose", "unsaid", "misstated", "more"})
_SENSES_OF_ENDS = frozenset({"end", "deny", "still"})


@pytest.mark.parametrize("row", _ROWS, ids=[f"{row['lang']} {row['sense']} {row['text'][:50]}" for row in _ROWS])
def test_a_sentence_tells_this_of_the_body(row: dict[str, str]) -> None:
    """The stage that the sentence tells of this body and vendor, and whether in doubt; ``none`` where it tells nothing."""
    claims = extractor().extract(article(row["text"], row["lang"])).claims
    told = [
        claim.stage.value + (" hedged" if claim.evidence.hedged else "")
        for claim in claims
        if isinstance(claim, Adoption) and (claim.agency, claim.vendor) == (row["body"], row["vendor"])
    ]
    assert told == ([] if row["expected"] == "none" else [row["expected"]])


def test_the_table_holds_every_sense_in_both_languages() -> None:
    """At least two hundred sentences, and none of the senses missing in a language."""
    senses = Counter((row["lang"], row["sense"]) for row in _ROWS)
    assert len(_ROWS) >= 200
    assert {sense for lang, sense in senses if lang == "en"} == {sense for lang, sense in senses if lang == "fr"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_lists_hold_the_senses_with_pseudo_triggers(lang: str) -> None:
    """At least 150 triggers a language for polarity and modality, and pseudo-triggers among them."""
    files = lexicon_files()
    rows = [*_senses(files[f"sense-{lang}.txt"], _SENSES), *_senses(files[f"ends-{lang}.txt"], _SENSES_OF_ENDS)]
    pseudo = [row for row in rows if row.startswith("~")]
    assert len(rows) - len(pseudo) >= 150
    assert len(pseudo) >= 25


def _senses(text: str, wanted: frozenset[str]) -> list[str]:
    """The lines of the sections that are wanted."""
    found, section = [], ""
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in wanted:
            found.append(line)
    return found
