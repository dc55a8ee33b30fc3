"""A table of a TOML file: where a fault stands."""

import tomllib

import pytest

from service.tomlfile import Fault, Table


def place(text: str, *path: str, key: str, index: int = 0) -> int | None:
    """The line that a fault of ``key`` is reported at."""
    faults: list[Fault] = []
    table = Table(data={}, path=path, file="f", text_of_file=text, faults=faults, index=index)
    table.fault(key, "wrong")
    return faults[0].line


TEXT = """
first = 1
[slack]
 token = "x"
"quoted" = 2
[ledger] # comment
token = "y"
[[feeds]]
url = "a"
[[ feeds ]]
url = "b"
[feeds.more]
url = "c"
"""


@pytest.mark.parametrize(
    ("path", "key", "index", "line"),
    [
        ((), "first", 0, 2),
        ((), "slack", 0, 3),
        ((), "token", 0, None),
        (("slack",), "token", 0, 4),
        (("slack",), "quoted", 0, 5),
        (("slack",), "left_out", 0, 3),
        (("ledger",), "token", 0, 7),
        (("feeds",), "url", 0, 9),
        (("feeds",), "url", 1, 11),
        (("feeds",), "kind", 1, 10),
        (("nowhere",), "key", 0, None),
    ],
)
def test_a_fault_stands_at_its_key_or_at_its_table(path: tuple[str, ...], key: str, index: int, line: int | None) -> None:
    """The line of the key; where the key is left out, of its table; nothing where neither stands."""
    assert place(TEXT, *path, key=key, index=index) == line


def test_unknown_keys_are_found_at_every_depth() -> None:
    """H05: what nothing asked for is named with the path to it."""
    faults: list[Fault] = []
    data = tomllib.loads('[a]\nknown = "x"\nother = 1\n[[b]]\nknown = "y"\n[[b]]\nmore = 2\n')
    root = Table(data=data, path=(), file="f", text_of_file="", faults=faults)

    root.table("a").text("known", "")
    for table in root.tables("b"):
        table.text("known", "")
    root.refuse_unknown()

    assert [fault.message for fault in faults] == [
        "a.other: is no setting of this version",
        "b.more: is no setting of this version",
    ]


def test_values_of_another_kind_are_faults_and_leave_the_default() -> None:
    """Nothing is raised on the way, so that all faults are found."""
    faults: list[Fault] = []
    data = {"text": 1, "flag": 1, "texts": ["a", 2], "numbers": [1, True], "table": [], "tables": {}, "choice": "c"}
    table = Table(data=data, path=(), file="f", faults=faults)

    assert table.text("text", "default") == "default"
    assert table.flag("flag", default=True) is True
    assert table.texts("texts") == ("a",)
    assert table.numbers("numbers") == (1,)
    assert table.table("table").data == {}
    assert table.tables("tables") == ()
    assert table.choice("choice", "a", ("a", "b")) == "a"
    assert [fault.message.split(":")[0] for fault in faults] == list(data)
