"""The house's own rules: layers, doors, sizes, the clock, reasons for exceptions, and nothing of the machine in the files.

What ruff and mypy can hold is held by ``make check``, which ``make test`` runs beside the tests; here is what they cannot see.
"""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from watchers.confine.named import called

ROOT = Path(__file__).resolve().parents[1]
STOREYS = ("service", "alerts", "watchers")
SOURCES = sorted(path for storey in STOREYS for path in (ROOT / storey).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
DOORS: dict[str, str | tuple[str, ...]] = {
    "ada_url": "watchers/identity.py",
    "matplotlib": "service/cli/drawing.py",
    "aiohttp": ("alerts/slack/", "service/desk/slack.py", "service/health/server.py", "service/demo/"),
    "h11": "watchers/fetching/",
    "httpx": "watchers/fetching/",
    "feedparser": "watchers/formats/syndication.py",
    "cssselect": "watchers/formats/selecting.py",
    "charset_normalizer": "watchers/encodings.py",
    "trafilatura": "watchers/reading/",
    "spacy": "watchers/proposing",
    "slack_sdk": ("alerts/slack/notifier.py", "service/desk/slack.py"),
    "slack_bolt": "service/desk/slack.py",
    "starlette": "service/desk/",
    "sqlalchemy": "service/store/",
    "alembic": "service/store/",
    "apscheduler": "service/schedule.py",
    "procrastinate": "service/engine/distributed.py",
    "prometheus_client": "service/metrics.py",
    "rapidfuzz": "service/resembling.py",
}
MODULE_LINES, FUNCTION_LINES = 500, 60
DATA = {"metadata", "resources"}
"""Parts of importlib that load no module."""
MIGRATIONS = ("service", "store", "migrations")
"""Alembic's scripts are found by path, belong to no package, and list a schema statement by statement, however long."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Of the whole module, walked through once for all rules."""
    return tuple(ast.walk(tree(path)))


def imports(path: Path) -> Iterator[str]:
    """Top-level names of everything imported inside the module."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def tracked() -> list[Path]:
    """Every file of the project: what git tracks, or, in an unpacked archive, what lies there beside caches."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [path for part in listed.stdout.split("\0") if part and (path := ROOT / part).is_file()]
    hidden = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in hidden if not any(part in {".venv", "__pycache__"} or "_cache" in part for part in path.parts)]


def test_imports_go_down_and_libraries_have_one_door() -> None:
    """Every contract of ``.importlinter`` is kept."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_library_with_a_door_is_imported_only_there() -> None:
    """The doors hold for libraries of rooms not yet built too, which import-linter refuses to name before they are imported."""
    through_the_wall = [
        f"{name(path)} imports {library}"
        for path in SOURCES
        for library in imports(path)
        if library in DOORS and not name(path).startswith(DOORS[library])
    ]
    assert through_the_wall == []


def test_the_import_names_belong_to_this_distribution_alone() -> None:
    """No installed library claims ``service``, ``alerts`` or ``watchers``, by its metadata or by its files."""
    owners = importlib.metadata.packages_distributions()
    assert {storey: set(owners.get(storey, ())) - {"writethru"} for storey in STOREYS} == {storey: set() for storey in STOREYS}
    folders = [Path(place) for place in sys.path if place and Path(place).resolve() != ROOT]
    assert [str(folder / storey) for folder in folders for storey in STOREYS if (folder / storey / "__init__.py").exists()] == []


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name == "__init__.py"], ids=name)
def test_a_package_file_is_a_docstring_only(path: Path) -> None:
    """No facade and no re-exports: a name is imported from where it is made."""
    body = tree(path).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)
    assert isinstance(body[0].value, ast.Constant)
    assert isinstance(body[0].value.value, str)


def test_no_package_folder_lacks_its_docstring_file() -> None:
    """A folder with modules and no ``__init__.py`` would be invisible to the layers."""
    assert {path.parent for path in SOURCES if not (path.parent / "__init__.py").exists()} <= {
        ROOT / "service/store/migrations/versions"
    }


def test_modules_stay_readable() -> None:
    """No module is longer than 500 lines."""
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: count for path, count in lines.items() if count > MODULE_LINES} == {}


def test_functions_stay_readable() -> None:
    """No function is longer than 60 lines, but for a migration's list of statements."""
    long = {
        f"{name(path)}:{function.name}": length
        for path in SOURCES
        if path.relative_to(ROOT).parts[:3] != MIGRATIONS
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_no_two_rooms_hold_the_same_words() -> None:
    """A set of five words or more stands in one room: function words of the languages in ``watchers/claims/closed.py``."""
    rooms: dict[frozenset[str], list[str]] = {}
    for path in SOURCES:
        if path.parent == ROOT / "watchers" / "claims":
            for words in word_sets(path):
                rooms.setdefault(words, []).append(name(path))
    assert len(rooms) > MANY_SETS
    assert {tuple(sorted(words)): where for words, where in rooms.items() if len(where) > 1} == {}


def test_no_membership_is_asked_of_what_is_made_one_by_one() -> None:
    """The container's compiled claims have generators without ``in``: there such a test raises where an interpreter answers."""
    rooms = [path for path in SOURCES if path.parent == ROOT / "watchers" / "claims"]
    made = {
        function.name
        for path in rooms
        for function in functions(path)
        if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function))
    }
    asked = [
        f"{name(path)}:{node.lineno}"
        for path in rooms
        for node in nodes(path)
        if isinstance(node, ast.Compare)
        for operator, of in zip(node.ops, node.comparators, strict=True)
        if isinstance(operator, ast.In | ast.NotIn)
        and (isinstance(of, ast.GeneratorExp) or (isinstance(of, ast.Call) and ast.unparse(of.func).rpartition(".")[2] in made))
    ]
    assert len(made) > FEW_WORDS
    assert asked == []


MANY_SETS = 300


def word_sets(path: Path) -> Iterator[frozenset[str]]:
    """The sets of five words or more that a module keeps under a name, written out or split from a text."""
    texts: dict[str, str] = {}
    for node in tree(path).body:
        if not isinstance(node, ast.Assign):
            continue
        target, value = ast.unparse(node.targets[0]), node.value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            texts[target] = value.value
        elif isinstance(value, ast.Call) and ast.unparse(value.func) == "frozenset" and value.args:
            given = value.args[0]
            split = isinstance(given, ast.Call) and ast.unparse(given.func).removesuffix(".split") in texts
            text = texts[ast.unparse(given.func).removesuffix(".split")] if isinstance(given, ast.Call) and split else ""
            constants = given.elts if isinstance(given, ast.Set) else []
            written = [one.value for one in constants if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            words = frozenset(text.split()) | frozenset(written)
            if len(words) >= FEW_WORDS:
                yield words


FEW_WORDS = 5


def test_nothing_is_imported_inside_a_function() -> None:
    """What a module needs stands on its top, where the layers can see it."""
    inside = [
        f"{name(path)}:{node.lineno}"
        for path in SOURCES
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_two_places_import_by_name() -> None:
    """The command line its commands, and a confined worker what it is to hold beforehand; all else the layers see."""
    by_name = [
        name(path)
        for path in SOURCES
        for node in nodes(path)
        if (isinstance(node, ast.Import) and any(alias.name in {"importlib", "runpy", "pkgutil"} for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "importlib" and {one.name for one in node.names} - DATA)
        or (isinstance(node, ast.Name) and node.id == "__import__")
    ]
    assert by_name == ["service/cli/loading.py", "watchers/confine/named.py"]


def test_what_is_named_is_what_type_checkers_are_shown() -> None:
    """Every function of ours that stands under its name exists; each is imported for the type checker, which knows libraries'."""
    named = []
    for path in SOURCES:
        shown = {
            one.asname or one.name: f"{node.module}:{one.name}"
            for node in nodes(path)
            if isinstance(node, ast.ImportFrom)
            for one in node.names
        }
        for node in nodes(path):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and is_named(node.value.func):
                place = ast.literal_eval(node.value.args[0])
                assert (path, shown[ast.unparse(node.targets[0])]) == (path, place)
                assert not place.startswith(STOREYS) or callable(called(place))
                named.append(place)
    assert len(named) >= 6


def is_named(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "Named"


def test_a_daemon_loads_no_parser_and_no_reader() -> None:
    """Its workers do, once for all of them, and what brings a schema up to date is loaded where one is old."""
    parsers = ["trafilatura", "lxml", "feedparser", "numpy", "py3langid", "ahocorasick_rs"]
    heavy = [*parsers, "watchers.claims.extract", "spacy", "alembic"]
    program = f"import sys, service.cli.daemon; print([name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")


@pytest.mark.parametrize("reading", ["datetime.datetime.now()", "datetime.date.today()", "time.time()", "time.monotonic()"])
@pytest.mark.parametrize("room", ["watchers/polling.py", "alerts/verdicts.py", "service/schedule.py"])
def test_reading_the_clock_is_refused_outside_its_module(reading: str, room: str) -> None:
    """Ruff with the project's own settings finds the banned call wherever it may be written."""
    source = f'"""A module."""\n\nimport datetime\nimport time\n\nNOW = {reading}\nZONE = (datetime, time)\n'
    assert "TID251" in rules_broken(source, room)


def test_the_clock_module_may_read_the_clock() -> None:
    """The ban has one exception, the clock itself."""
    assert "TID251" not in rules_broken('"""A module."""\n\nimport time\n\nNOW = time.time()\n', "service/clock.py")


def rules_broken(source: str, room: str) -> set[str]:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", "--stdin-filename", room, "-"]
    run = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False)
    return set(re.findall(r"\b[A-Z]+\d+\b", run.stdout))


def test_the_design_names_only_rooms_that_stand() -> None:
    """Every path that ARCHITECTURE.md names exists, but for its last section, which names none that does."""
    built, _, planned = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## 7. Rooms not yet built")
    standing, rooms = rf"`((?:{'|'.join(STOREYS)}|tests)/[\w./]*)`", rf"`((?:{'|'.join(STOREYS)})/[\w/]+\.py)`"
    assert [path for path in re.findall(standing, built) if not (ROOT / path).exists()] == []
    assert planned
    assert [path for path in re.findall(rooms, planned) if (ROOT / path).exists()] == []


def test_every_exception_to_a_rule_names_the_rule_and_its_reason() -> None:
    """A ``noqa`` or ``type: ignore`` says which rule it waives and, behind it, why; no coverage pragma."""
    ignore, waive, pragma = "type:" + " ignore", "no" + "qa", "pragma:" + " no"
    reasoned = re.compile(rf"# (?:{ignore}\[[\w, -]+\]|{waive}: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)\s+(?:[#-] )?\s*\w+")
    bare = [
        f"{name(path)}:{number}"
        for path in (*SOURCES, *TESTS)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pragma in line or ((f"# {ignore}" in line or f"# {waive}" in line) and not reasoned.search(line))
    ]
    assert bare == []


def test_every_lint_rule_that_is_off_says_why() -> None:
    """In ``pyproject.toml`` each ignored rule has a comment on its line."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)["tool"]["ruff"]["lint"]
    codes = [*settings["ignore"], *(code for codes in settings["per-file-ignores"].values() for code in codes)]
    assert [code for code in codes if not re.search(rf'"{code}"[\],]*\s*#\s*\w+', text)] == []


def test_no_file_tells_of_the_machine_or_the_registry() -> None:
    """No tracked file holds an absolute home or work path, a registry's host, or the folder shared between checkouts."""
    slash, dot = "/", "."
    traces = [
        slash + "work" + slash,
        slash + "root" + slash + dot,
        slash + "opt" + slash + "py",
        dot + dot + slash + "shared",
        "file:" + slash * 3 + "opt",
        "pypi" + dot + "org",
        "python" + "hosted" + dot + "org",
        "--index" + "-url",
        "--find" + "-links",
    ]
    found = [
        f"{name(path)}: {trace}"
        for path in tracked()
        for text in [path.read_bytes().decode("utf-8", "replace")]
        for trace in traces
        if trace in text
    ]
    assert found == []


def test_locks_pin_and_hash_everything() -> None:
    """H06: every requirement of the locks is one version with hashes, and the small ones are part of the large one."""
    run, compiling, dev = (locked(ROOT / f"requirements{stem}.lock") for stem in ("", "-compile", "-dev"))
    assert all(hashes for pins in (run, compiling, dev) for hashes in pins.values())
    assert run.items() <= dev.items()
    assert compiling.items() <= dev.items()


def locked(path: Path) -> dict[str, int]:
    """Pinned requirement (with its marker) to its number of hashes."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    assert all("==" in pin.split()[0] for pin in pins)
    return {pin.partition("--hash")[0].strip(): pin.count("--hash=sha256:") for pin in pins}


def test_every_dependency_is_locked() -> None:
    """What ``pyproject.toml`` declares stands in the locks, so that a lock that was not renewed is noticed."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for stem, wanted in (
        ("requirements", declared["project"]["dependencies"]),
        ("requirements-compile", declared["dependency-groups"]["compile"]),
        ("requirements-dev", declared["dependency-groups"]["dev"] + declared["dependency-groups"]["build"]),
    ):
        pinned = {canonical(pin) for pin in locked(ROOT / f"{stem}.lock")}
        assert {canonical(requirement) for requirement in wanted} - pinned == set()


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]).lower()
