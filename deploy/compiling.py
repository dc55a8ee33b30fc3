"""Compiles what takes the claims out of a text: a hook of the build backend that runs only where it is asked for.

    HATCH_BUILD_HOOK_ENABLE_CUSTOM=true python -m hatchling build --target wheel

mypyc turns the modules of ``watchers/claims`` into C and the machine's compiler turns that into libraries, which lie in the
wheel beside the sources they were made of and are imported instead of them. All of it happens in a folder of its own: nothing
compiled is ever written into a checkout, which so runs what it says. Needs requirements-compile.lock, a C compiler and
Python's headers; ``make compiled`` proves that such a wheel claims what the sources claim.
"""

import io
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, redirect_stdout
from itertools import repeat
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from mypyc.build import mypycify
from setuptools import Extension  # type: ignore[import-untyped]  # its stubs are a package of their own, and this is all we use

PACKAGE = "watchers/claims"
GROUP = "watchers.claims.compiled"
"""Of the one library that holds the code of all modules; theirs only lead into it."""
LEVEL = "1"
"""Of optimising: the second takes half as long again to compile and gains nothing that can be measured."""


class CompiledClaims(BuildHookInterface[BuilderConfig]):
    """Adds the libraries to a wheel, and says in its name for which Python and which machine they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before a wheel is put together; an editable one stays as it is.

        Raises:
            RuntimeError: there is no compiler, or it refuses.
        """
        if version == "editable":
            return
        self._place = tempfile.TemporaryDirectory(prefix="compiling-")
        made = compiled(Path(self.root), Path(self._place.name))
        build_data["force_include"].update({str(library): inside for inside, library in made.items()})
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """The wheel is written: what was compiled for it goes."""
        del build_data, artifact_path
        if version != "editable":
            self._place.cleanup()


def missing() -> str:
    """What this machine lacks for compiling, as a clause; empty where nothing is missing."""
    compiler = _words("CC")[0]
    if shutil.which(compiler) is None:
        return f"there is no C compiler ({compiler})"
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    return "" if headers.is_file() else f"Python's headers are not installed ({headers})"


def compiled(root: Path, place: Path) -> dict[str, Path]:
    """The libraries made of the project at ``root`` in the empty folder ``place``, by their places in a wheel."""
    if lack := missing():
        raise RuntimeError(f"{PACKAGE} cannot be compiled: {lack}")
    extensions = _in_c(root, place)
    with ThreadPoolExecutor(os.cpu_count()) as many:
        sources = {source: one for one in extensions for source in one.sources}
        headers = place.joinpath(*GROUP.split(".")[:-1])
        objects = dict(zip(sources, many.map(_object, sources, sources.values(), repeat(headers)), strict=True))
        return dict(many.map(lambda one: _linked(one, place, [objects[source] for source in one.sources]), extensions))


def _in_c(root: Path, place: Path) -> list[Extension]:
    """Every module as C in ``place``. What mypyc says is said only where it refuses: else it is hundreds of remarks."""
    modules = sorted(path for path in (root / PACKAGE).glob("*.py") if path.stem != "__init__")
    said = io.StringIO()
    try:
        with chdir(root), redirect_stdout(said):
            return mypycify(
                [
                    "--follow-imports=silent",
                    "--cache-dir",
                    str(place / "types"),
                    *(path.relative_to(root).as_posix() for path in modules),
                ],
                opt_level=LEVEL,
                debug_level="0",
                multi_file=True,  # one file of a hundred megabytes keeps one core busy, and takes gigabytes
                target_dir=str(place),
                group_name=GROUP,
            )
    except SystemExit as refused:
        raise RuntimeError(f"mypyc refuses {PACKAGE}:\n{said.getvalue()}") from refused


def _object(source: str, extension: Extension, headers: Path) -> str:
    """The machine's code of one file of C."""
    made = f"{source}.o"
    folders = (f"-I{one}" for one in (sysconfig.get_path("include"), headers, *extension.include_dirs))
    flags = [*_words("CCSHARED"), *_words("OPT"), *extension.extra_compile_args, "-w", *folders]
    _run([*_words("CC"), *flags, "-c", source, "-o", made])
    return made


def _linked(extension: Extension, place: Path, objects: Iterable[str]) -> tuple[str, Path]:
    """Where the library belongs in a wheel, and where it lies."""
    library = place / f"{extension.name}{sysconfig.get_config_var('EXT_SUFFIX')}"
    _run([*_words("LDSHARED"), *objects, "-o", str(library)])
    return library.name.replace(".", "/", extension.name.count(".")), library


def _run(command: list[str]) -> None:
    run = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"{shlex.join(command)}:\n{run.stderr}")


def _words(variable: str) -> list[str]:
    """What Python itself was built with."""
    return shlex.split(str(sysconfig.get_config_var(variable) or {"CC": "cc", "LDSHARED": "cc -shared"}.get(variable, "")))


if __name__ == "__main__":
    print(missing())
    sys.exit(bool(missing()))
