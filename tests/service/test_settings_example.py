"""``deploy/settings.example.toml`` documents every setting with its default: it can only be complete."""

import re
import tomllib
from pathlib import Path

from service import settings
from service.settings import Settings, load
from service.tomlfile import Table

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "settings.example.toml"
LISTS = ("beats", "feeds", "routes", "channels", "shadows", "hosts")
NEEDED = {
    "beats": {"name"},
    "feeds": {"url"},
    "routes": {"channel"},
    "channels": {"id"},
    "shadows": {"of", "until"},
    "hosts": {"name"},
}


def uncommented() -> str:
    """The example with its tables of lists switched on."""
    return re.sub(r"^# (?=\[\[|\w+ = )", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def walked(table: Table) -> list[Table]:
    """A table and all below it."""
    return [table, *(found for below in table.below.values() for found in walked(below))]


def written(folder: Path, text: str) -> Path:
    path = folder / "writethru.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_as_it_stands_changes_nothing(tmp_path: Path) -> None:
    """Every default in it is the program's own."""
    assert load(written(tmp_path, EXAMPLE.read_text(encoding="utf-8")), {}) == Settings()


def test_the_defaults_of_every_list_are_the_programs_own(tmp_path: Path) -> None:
    """A feed, a beat and a route of the example are those that name only what must be named."""
    whole = load(written(tmp_path, uncommented().replace('vendors = ["Meta"]', "vendors = []")), {})
    data = tomllib.loads(uncommented())
    short = "\n".join(
        f"[[{name}]]\n" + "\n".join(f'{key} = "{data[name][0][key]}"' for key in sorted(NEEDED[name])) for name in LISTS
    )
    assert whole == load(written(tmp_path, short), {})


def test_no_setting_is_left_out() -> None:
    """Whatever the program asks of a file stands in the example, and nothing else does."""
    data = tomllib.loads(uncommented())
    root = Table(data=data, path=(), file="example", faults=[])
    settings._settings(root, settings.Checks())
    assert {table.path: table.asked for table in walked(root)} == {table.path: set(table.data) for table in walked(root)}


def test_every_setting_has_a_line_of_why() -> None:
    """A comment beside it, or on it."""
    lines = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if re.match(r"(# )?\w+ = ", line)]
    bare = [line for line in lines if "#" not in line.removeprefix("# ")]
    obvious = {"vendors", "products", "countries", "agencies", "name", "url"}
    assert [line for line in bare if line.removeprefix("# ").split(" ")[0] not in obvious] == []
