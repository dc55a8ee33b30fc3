"""The reference data of the package, as the service loads it."""

from dataclasses import replace

import pytest

from service.reference import BrokenReference, data_files, lexicon_files, load, load_names, load_rows
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


def test_the_digest_is_of_the_content_and_not_of_its_lines() -> None:
    """An empty line changes nothing, another name does."""
    files = data_files()
    spaced = {**files, "people.csv": files["people.csv"].replace("\n", "\n\n", 1)}
    renamed = {**files, "people.csv": files["people.csv"].replace("Nick Clegg", "Nicholas Clegg", 1)}

    assert load_names(spaced).digest == load_names(files).digest
    assert load_names(renamed).digest != load_names(files).digest


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
