"""The reference data of the package, as the service loads it."""

from dataclasses import replace

import pytest

from service.index import load_names
from service.listed import BrokenReference, data_files, lexicon_files, load_rows
from service.reference import digest_of, load
from watchers.claims.gazetteer import LINE, ReferenceRows
from watchers.claims.vetting import COLUMNS


def test_the_shipped_data_loads_into_one_value() -> None:
    """Names, triggers, reader and digest stand ready."""
    reference = load()

    assert reference.names.entity("General Services Administration")
    assert len(reference.digest) == 64
    assert reference.digest == load().digest


def test_the_desks_own_rows_stand_beside_the_packages() -> None:
    """A desk may add an agency; the digest tells that the data is another."""
    own = {**dict.fromkeys(COLUMNS["agencies"].split(), ""), "id": "own-desk", "name": "Bureau of Tidal Mills", "kind": "agency"}
    reference = load(ReferenceRows(agencies=(own,)))

    assert [one.entity.id for one in reference.names.find("The Bureau of Tidal Mills signed.")] == ["own-desk"]
    assert reference.digest != load().digest


def test_the_digest_is_of_the_content() -> None:
    """Another name or trigger, and it is another; the order in which the files are found tells nothing."""
    files = {**data_files(), **lexicon_files()}
    renamed = {**files, "people.csv": files["people.csv"].replace("Nick Clegg", "Nicholas Clegg", 1)}

    assert digest_of(dict(reversed(files.items()))) == digest_of(files) == load().digest
    assert digest_of(renamed) != digest_of(files)


def test_what_texts_are_read_with_is_built_where_one_is_read() -> None:
    """A daemon that only weighs what its workers have read holds the names of the tables, and no way to find them in a text."""
    reference = load()

    assert len(reference.entities) > 2_500
    assert reference.coverage.wholes
    assert "index" not in vars(reference)
    assert reference.names.entities == reference.entities


def test_every_fault_is_reported_with_its_file_and_line() -> None:
    """Somebody who edits the tables by hand learns at once what is wrong and where."""
    files = data_files()
    people = files["people.csv"] + files["people.csv"].splitlines()[1] + "\n"
    vendors = files["vendors.csv"].replace("openai,vendor,OpenAI,openai,", "openai,vendor,OpenAI,nobody,")
    lines = len(files["people.csv"].splitlines())

    with pytest.raises(BrokenReference) as caught:
        load_names({**files, "people.csv": people, "vendors.csv": vendors})

    assert any(fault.startswith(f"people.csv, line {lines + 1}: id 'donald-trump'") for fault in caught.value.faults)
    assert any("vendor_id 'nobody'" in fault and fault.startswith("vendors.csv, line ") for fault in caught.value.faults)
    assert all(fault in str(caught.value) for fault in caught.value.faults)


def test_a_missing_file_and_a_missing_column_are_named() -> None:
    """Both are told before anything is built."""
    files = data_files()
    short = files["partners.csv"].replace("category,", "kategorie,", 1)

    with pytest.raises(BrokenReference, match=r"units|people\.csv: no such file"):
        load_rows({name: text for name, text in files.items() if name != "people.csv"})
    with pytest.raises(BrokenReference, match=r"partners\.csv, line 2: no column category"):
        load_names({**files, "partners.csv": short})


def test_rows_know_the_line_they_began_on() -> None:
    """Quoted cells may hold line breaks; the line told is the one an editor shows."""
    files = data_files()
    head, rest = files["people.csv"].split("\n", 1)
    cells = dict.fromkeys(head.split(","), "")
    first = ",".join({**cells, "id": "a-b", "name": "Ann\nBee"}[key] if key != "name" else '"Ann\nBee"' for key in cells)
    rows = load_rows({**files, "people.csv": f"{head}\n{first}\n{rest}"}).people

    assert [row[LINE] for row in rows[:3]] == ["2", "4", "5"]


def test_triggers_are_shipped_for_both_languages() -> None:
    """The lexicons travel with the package."""
    assert lexicon_files()
    assert replace(ReferenceRows(), people=()) == ReferenceRows()
