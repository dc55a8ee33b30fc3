"""What the container ships, whose claims are taken by compiled code: built under ``build/``, and held against the sources.

    make compiled

Every open text of the corpus, and a little of each hostile family, is read twice, by one process with the unpacked wheel and
by one with the sources; what they claim has to be the same to the letter. The wheel is built anew once anything in it has
changed, and nothing but a process that is told of its folder can import it.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from service.archive import articles
from service.reference import load
from tests.tools.hostile import FAMILIES
from watchers.claims import actors
from watchers.claims.model import Span
from watchers.model import Article

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "compiled"
STOREYS = ("service", "alerts", "watchers")
PAPERS = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "deploy/compiling.py")
CORPORA = ("blind", "briefs", "dispatches", "news", "plain", "seeds_retold", "stories", "tuning", "varied")
HOSTILE = 5_000
"""Characters of each hostile family."""
_CAPITALS = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")


class NotCompiledError(RuntimeError):
    """There is no such wheel, and why."""


class NoCompilerError(NotCompiledError):
    """The machine cannot make one: what it lacks."""


def wheel() -> Path:
    """The folder of the unpacked wheel, built where it is not there yet. Raises ``NotCompiledError``."""
    place = BUILT / _digest()
    if not place.is_dir():
        shutil.rmtree(BUILT, ignore_errors=True)
        BUILT.mkdir(parents=True)
        with tempfile.TemporaryDirectory(dir=BUILT) as folder:
            _build(Path(folder))
            Path(folder, "site").rename(place)
    return place


def _build(folder: Path) -> None:
    asked = subprocess.run([sys.executable, "deploy/compiling.py"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if asked.returncode:
        raise NoCompilerError(asked.stdout.strip())
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    wanted = {**os.environ, "HATCH_BUILD_HOOK_ENABLE_CUSTOM": "true"}
    run = subprocess.run(command, cwd=ROOT, env=wanted, capture_output=True, text=True, check=False)
    if run.returncode:
        raise NotCompiledError((run.stderr.strip() or run.stdout.strip()).splitlines()[-1])
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as packed:
        packed.extractall(folder / "site")


def _digest() -> str:
    """Over all that goes into the wheel, and the Python that it is for."""
    held = [path for storey in STOREYS for path in (ROOT / storey).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    made = hashlib.sha256(str(sysconfig.get_config_var("SOABI")).encode())
    for path in sorted([*held, *(ROOT / name for name in PAPERS)]):
        made.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return made.hexdigest()[:16]


def run(place: Path, *command: str) -> str:
    """What a program of this Python says that imports the three packages from ``place``. Raises ``CalledProcessError``."""
    told = {**os.environ, "PYTHONPATH": f"{place}{os.pathsep}{ROOT}", "PYTHONSAFEPATH": "1"}
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True, check=True).stdout


def is_compiled() -> bool:
    """Whether this process takes claims with compiled code."""
    return not actors.__file__.endswith(".py")


def texts() -> Iterator[tuple[str, Article]]:
    """What is read, under a name each."""
    given = [(folder, one) for folder in CORPORA for one in articles(ROOT / "tests/corpus" / folder)]
    yield from ((f"{folder}/{one.id}", one.article) for folder, one in given)
    yield from ((f"hostile {name}", replace(given[0][1].article, text=make(HOSTILE))) for name, make in FAMILIES.items())


def said() -> dict[str, str]:
    """All that is taken out of each text, and out of those that want names again with every capital proposed."""
    extractor = load().extractor
    found, claims = {}, 0
    for name, article in texts():
        first = extractor.extract(article)
        spans = tuple(Span(start=one.start(), end=one.end()) for one in _CAPITALS.finditer(article.text))
        found[name] = repr((first, extractor.extract(article, spans) if first.wanting else None))
        claims += len(first.claims)
    return found | {"claims": str(claims), "compiled": str(is_compiled())}


def compared(compiled: Mapping[str, str], plain: Mapping[str, str]) -> tuple[str, ...]:
    """The texts that the two read otherwise; both have to be what they should be."""
    assert (compiled["compiled"], plain["compiled"]) == ("True", "False")
    return tuple(sorted(name for name in {*compiled, *plain} - {"compiled"} if compiled.get(name) != plain.get(name)))


def main() -> int:
    """Build, read twice, compare; 1 where a text is read otherwise or the build fails, 3 where the machine cannot build."""
    try:
        compiled, plain = (json.loads(run(place, __file__, "--said")) for place in (wheel(), ROOT))
    except NotCompiledError as why:
        print(f"compiled: {why}", file=sys.stderr)
        return 3 if isinstance(why, NoCompilerError) else 1
    other = compared(compiled, plain)
    for name in other:
        print(f"read otherwise: {name}\n  compiled {compiled.get(name)}\n  plain    {plain.get(name)}")
    print(f"compiled: {len(plain) - 2} texts with {plain['claims']} claims, {len(other)} read otherwise than by the sources")
    return bool(other)


if __name__ == "__main__":
    if sys.argv[1:] == ["--said"]:
        print(json.dumps(said()))
    else:
        sys.exit(main())
