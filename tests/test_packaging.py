"""The wheel holds the three packages with all of their data, the licence's papers and the command, and nothing else."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STOREYS = ("service", "alerts", "watchers")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """A wheel built from the work tree by the locked build backend, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    (built,) = folder.glob("writethru-*.whl")
    return zipfile.ZipFile(built)


def test_every_module_and_data_file_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    """What lies in the packages' folders is what an installation gets: code, tables, lexicons, migrations, notices."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for storey in STOREYS
        for path in (ROOT / storey).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - set(wheel.namelist()) == set()


def test_the_wheel_holds_nothing_but_the_three_packages_and_its_papers(wheel: zipfile.ZipFile) -> None:
    """No tests, no tools, no leftovers of a build."""
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(STOREYS)


def test_licence_notice_and_command_come_along(wheel: zipfile.ZipFile) -> None:
    """The notices that the reference data requires travel with it, and ``writethru`` is the command."""
    names = [name.partition(".dist-info/")[2] for name in wheel.namelist() if ".dist-info/" in name]
    assert {"licenses/LICENSE", "licenses/NOTICE", "entry_points.txt"} <= set(names)
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "writethru = service.__main__:main" in wheel.read(entry_points).decode()


def test_nothing_compiled_stands_beside_its_source() -> None:
    """A checkout runs what it says: compiled code comes with a wheel that asked for it, and lies under ``build/`` at most."""
    assert [path for storey in STOREYS for kind in ("so", "pyd", "c") for path in (ROOT / storey).rglob(f"*.{kind}")] == []


def test_the_claims_can_be_compiled() -> None:
    """Two turns that mypy takes and mypyc does not: ``in (*a, b)``, and a set ``&`` a mapping's keys, typed wrong."""
    refused = [
        f"{path.stem}:{node.lineno} {ast.unparse(node)}"
        for path in sorted((ROOT / "watchers/claims").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Compare) and any(_is_starred(row) for row in node.comparators))
        or (isinstance(node, ast.BinOp) and ast.unparse(node.right).endswith(".keys()"))
    ]
    assert refused == []


def _is_starred(row: ast.expr) -> bool:
    return isinstance(row, ast.Tuple | ast.List | ast.Set) and any(isinstance(one, ast.Starred) for one in row.elts)
