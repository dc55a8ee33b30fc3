"""The reference data's own table of doubtful sentences, and its patterns, against the index that is shipped."""

import csv
import re
from importlib import resources

import pytest

from service.listed import data_files, load_rows
from service.reference import shipped
from watchers.claims.gazetteer import Row
from watchers.claims.names import NameIndex

ROWS = load_rows(data_files())
FAMILIES = {row["id"]: row["family_id"] for row in ROWS.vendors}
CASES = list(
    csv.DictReader((resources.files("watchers.claims") / "data" / "ambiguity_cases.csv").read_text("utf-8").splitlines())
)
PATTERNS = [(row, row["regex"]) for row in ROWS.patterns] + [
    (row, row["version_pattern"]) for row in ROWS.vendors if row["version_pattern"]
]


def index() -> NameIndex:
    return shipped().names


def found_ids(text: str) -> set[str]:
    ids = {one.id for mention in index().find(text) for one in (mention.entity, *mention.also)}
    return ids | {FAMILIES.get(one, "") for one in ids}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_each_doubtful_sentence_is_read_as_its_case_says(case: dict[str, str]) -> None:
    """Of every composed sentence the expected bodies are found, and none that it must not yield."""
    found = found_ids(case["text"])

    assert set(filter(None, case["expected"].split("|"))) <= found
    assert not set(filter(None, case["must_not"].split("|"))) & found


@pytest.mark.parametrize(("row", "pattern"), PATTERNS, ids=[row["id"] for row, _ in PATTERNS])
def test_each_pattern_matches_its_examples_and_nothing_else(row: Row, pattern: str) -> None:
    """A pattern of the reference data finds all its examples and none of its counter-examples."""
    compiled = re.compile(pattern)

    assert [one for one in row["examples"].split(";") if one and not compiled.search(one)] == []
    assert [one for one in row["non_examples"].split(";") if one and compiled.search(one)] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Les élus de l'État de New York ont voté.", {"State of New York"}),
        ("California's governor signed it.", {"State of California"}),
        ("Le gouverneur de Pennsylvanie a signé.", {"Commonwealth of Pennsylvania"}),
        ("It went to the Texas Department of Information Resources.", {"Texas Department of Information Resources"}),
        ("The Department of Technology of the State of California pays.", {"California Department of Technology"}),
        (
            "The New York State Office of Information Technology Services pays.",
            {"New York State Office of Information Technology Services"},
        ),
        ("The Los Angeles Police Department pays.", {"Los Angeles Police Department"}),
        ("The City of San Jose pays, and so does New Orleans City Council.", {"City of San Jose", "City of New Orleans"}),
        ("In Fairfax County, nobody pays.", {"Fairfax County"}),
        ("The Texas Department of Transportation and Meta signed.", {"Texas Department of Transportation", "Meta"}),
        ("It is the Ohio Department of Taxation's own.", {"Ohio Department of Taxation"}),
        ("L'agence de l'environnement du Texas paie.", {"agence de l'environnement du Texas"}),
        ("The City Hall is closed. A county fair opened.", set()),
        ("Ohio waits, and" + " so do others" * 30 + "; then Texas lawmakers vote.", {"Ohio", "State of Texas"}),
    ],
)
def test_state_and_local_bodies_get_one_name_each(text: str, names: set[str]) -> None:
    """The patterns of states, counties and cities yield bodies by their plain name."""
    assert {mention.entity.name for mention in index().find(text)} == names


@pytest.mark.parametrize(
    ("surface", "name", "family"),
    [
        ("Llama-2-70b", "Llama 2", "Llama"),
        ("Meta Llama 4 Scout", "Llama 4 Scout", "Llama"),
        ("GPT 5.2", "GPT-5.2", "GPT"),
        ("GPT-7.1", "GPT-7.1", "GPT"),
        ("Llama 6", "Llama 6", "Llama"),
        ("Claude Opus 4.9", "Claude Opus 4.9", "Claude"),
        ("Gemini 2.5 Flash", "Gemini 2.5", "Gemini"),
        ("Mistral Large 3", "Mistral Large 3", "Mistral models"),
        ("ChatGPT Gov", "ChatGPT Gov", "ChatGPT"),
        ("Claude 4 Opus", "Claude 4 Opus", "Claude"),
    ],
)
def test_an_edition_that_no_list_names_belongs_to_its_family(surface: str, name: str, family: str) -> None:
    """Version patterns give a model its listed name, or make one that keeps family and vendor."""
    (mention,) = [one for one in index().find(f"The agency wants {surface} now.") if one.entity.kind == "product"]

    assert (mention.surface, mention.entity.name, mention.entity.family) == (surface, name, family)
    assert mention.entity.owner


def test_a_bare_whole_number_does_not_make_a_space_capsule_a_model() -> None:
    """A doubtful family needs evidence also when a number follows its name."""
    assert [one.entity.name for one in index().find("Gemini 4 carried the first spacewalk in 1965.")] == []
