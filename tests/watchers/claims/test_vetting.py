"""Broken reference rows: every fault is told at once, with its table and line."""

from dataclasses import replace

import pytest

from watchers.claims.gazetteer import LINE, BrokenRows, ReferenceRows, Row
from watchers.claims.names import NameIndex
from watchers.claims.vetting import COLUMNS, faults


def row(table: str, **values: str) -> Row:
    return {**dict.fromkeys(COLUMNS[table].split(), ""), **values}


SOUND = ReferenceRows(
    agencies=(row("agencies", id="us-x", name="Office of X", kind="office", country="US"),),
    vendors=(row("vendors", id="maker", kind="vendor", name="Maker", vendor_id="maker"),),
    partners=(row("partners", id="maker", name="Maker", category="cloud"),),
    people=(row("people", id="ann", name="Ann Doe", org_id="maker"),),
)


def test_sound_rows_have_no_faults_and_one_company_may_stand_in_two_tables() -> None:
    """A company that sells models and is a partner too is one entity."""
    assert faults(SOUND) == []
    maker = NameIndex.build(SOUND).entity("Maker")
    assert maker is not None
    assert (maker.vendor, maker.partner) == (True, True)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (
            replace(SOUND, agencies=(*SOUND.agencies, row("agencies", id="us-x", name="Y"))),
            "agencies, line 3: id 'us-x' stands already",
        ),
        (replace(SOUND, agencies=(row("agencies", id="us-y", name="Y", parent="us-z"),)), "line 2: parent 'us-z' is not known"),
        (replace(SOUND, agencies=(row("agencies", id="us-y", name=" "),)), "line 2: no id or no name"),
        (
            replace(SOUND, vendors=(row("vendors", id="m", name="M", vendor_id="who"),)),
            "vendors, line 2: vendor_id 'who' is not known",
        ),
        (
            replace(SOUND, vendors=(row("vendors", id="m", name="M", vendor_id="m", version_pattern="("),)),
            "version_pattern is no regular expression",
        ),
        (
            replace(SOUND, patterns=(row("patterns", id="p", regex="ab", examples="cd", non_examples="xab"),)),
            "the pattern does not match its example 'cd'",
        ),
        (replace(SOUND, patterns=(row("patterns", id="p", regex="ab", non_examples="xab"),)), "matches 'xab', which it must not"),
        (
            replace(SOUND, people=(row("people", id="b", name="B", **{"from": "soon"}),)),
            "people, line 2: from and to must be dates",
        ),
        (
            replace(SOUND, people=(row("people", id="b", name="B", **{"from": "2025-01-02", "to": "2025-01-01"}),)),
            "people, line 2: from is after to",
        ),
        (replace(SOUND, ambiguous=(row("ambiguous", alias="X", candidate_id="nobody"),)), "candidate_id 'nobody' is not known"),
        (replace(SOUND, people=({"id": "b", "name": "B", LINE: "7"},)), "people, line 7: no column kind, org_id, from, to"),
    ],
)
def test_each_kind_of_fault_is_named_with_its_place(broken: ReferenceRows, fault: str) -> None:
    """Double ids, unknown references, broken patterns and dates, missing columns."""
    assert fault in "\n".join(faults(broken))


def test_all_faults_come_in_one_error() -> None:
    """Whoever mends the tables sees everything in one run."""
    broken = replace(
        SOUND,
        vendors=(row("vendors", id="m", name="M", vendor_id="who", version_pattern="["),),
        people=(row("people", id="b", name="B", to="never"),),
        partners=(),
    )

    with pytest.raises(BrokenRows) as caught:
        NameIndex.build(broken)
    assert len(caught.value.faults) == 3
    assert str(caught.value) == "\n".join(caught.value.faults)
