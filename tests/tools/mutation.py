"""Small errors put into the code on purpose, one at a time: does a test notice? ``make mutation`` prints one line.

    python tests/tools/mutation.py [--at-most 15] [--show] [MODULE …]

Each mutant is one changed operator, number, flag or word of a module of the ledger's mind. A child process is forked for it, in
which the function has the changed code, or which imports the changed module in the place of the true one, and runs the pure tests
until the first fails. Mutants that no test can
tell from the true code, such as a bound that no value meets, count as survivors too. Ends with 1 where more than the given share
survive.
"""

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest
import yaml

from tests.tools.mutation_loop import Pace, codes, differing, looped
from watchers.claims import codec
from watchers.reading import lineage

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("alerts.verdicts", "alerts.matching", "alerts.corroboration")
TESTS = (
    "tests/alerts/test_matching.py",
    "tests/alerts/test_corroboration.py",
    "tests/alerts/test_verdicts_ladder.py",
    "tests/alerts/test_verdicts_amounts.py",
    "tests/alerts/test_verdicts_speaker.py",
    "tests/alerts/test_verdicts_inventory.py",
    "tests/alerts/test_verdicts_unheard.py",
    "tests/alerts/test_comparing.py",
    "tests/alerts/test_verdict_reasons.py",
    "tests/alerts/test_explaining.py",
    "tests/alerts/test_verdicts_gold.py",
)
LOADED = (hypothesis, yaml, codec, lineage)
"""Loaded before the fork, so that no child does it anew; nothing of ``alerts`` is among them."""
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One error in one module."""

    module: str
    line: int
    what: str
    tree: ast.Module


def _places(tree: ast.Module) -> Iterator[ast.AST]:
    """Nodes that run: no docstring, annotation or decorator."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_params"}:
                continue
            children = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST)]
            waiting += [
                one for one in children if not _is_word_alone(one) and not isinstance(one, (ast.ImportFrom, ast.JoinedStr))
            ]


def _is_word_alone(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What to put in the place of the node, and how to call it."""
    changed = copy.deepcopy(node)
    if isinstance(changed, ast.Compare) and type(changed.ops[0]) in _SWAPS:
        changed.ops[0] = _SWAPS[type(changed.ops[0])]()  # type: ignore[call-overload]  # swapped for its like
        yield "comparison", changed
    elif isinstance(changed, (ast.BoolOp, ast.BinOp)) and type(changed.op) in _SWAPS:
        changed.op = _SWAPS[type(changed.op)]()  # type: ignore[assignment]  # the same
        yield "operator", changed
    elif isinstance(changed, ast.UnaryOp) and isinstance(changed.op, ast.Not):
        yield "negation", changed.operand
    elif isinstance(changed, ast.Constant):
        yield from _constants(changed)


def _constants(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.value, bool):
        yield "flag", ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield "number", ast.Constant(node.value + 1)
    elif isinstance(node.value, str) and node.value:
        yield "word", ast.Constant(f"XX{node.value}XX")


class _Replace(ast.NodeTransformer):
    def __init__(self, at: int, by: ast.AST, order: dict[int, int]) -> None:
        self._at, self._by, self._order = at, by, order

    def visit(self, node: ast.AST) -> ast.AST:
        if self._order.get(id(node)) == self._at:
            return ast.copy_location(self._by, node)
        return self.generic_visit(node)


def _source(module: str) -> str:
    return (ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8")


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    source = _source(module)
    whole = ast.parse(source)
    for at, node in enumerate(_places(whole)):
        for what, by in _changes(node):
            tree = ast.parse(source)
            order = {id(one): number for number, one in enumerate(_places(tree))}
            _Replace(at, by, order).visit(tree)
            changed = ast.fix_missing_locations(tree)
            before = ast.unparse(node)[:60]
            said = f"{what}: {before} → {ast.unparse(by)[:60]}"
            yield Mutant(module=module, line=getattr(node, "lineno", 0), what=said, tree=changed)


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module in the place of the true one."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self._mutant.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.tree, self._mutant.module, "exec"), module.__dict__)


def _child(mutant: Mutant | None) -> int:
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    signal.alarm(Pace().patience)
    if mutant is not None:
        sys.meta_path.insert(0, _Changed(mutant))
    return int(pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *TESTS]))


def noticed(mutant: Mutant | None) -> bool:
    """Whether a test fails, or none comes to an end; without a mutant, whether one fails anyway."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = _child(mutant)
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1] != 0


def _survivors(made: Sequence[Mutant]) -> Iterator[Mutant]:
    """As they are found: first those that change what a module does at import, for which each child imports everything anew."""
    true = {name: codes(ast.parse(_source(name))) for name in {mutant.module for mutant in made}}
    quick = [(mutant, changed) for mutant in made if (changed := differing(true[mutant.module], mutant))]
    swappable = {id(mutant) for mutant, _ in quick}
    slow = [mutant for mutant in made if id(mutant) not in swappable]
    with ThreadPoolExecutor(Pace().at_once) as pool:
        yield from (mutant for mutant, killed in zip(slow, pool.map(noticed, slow), strict=True) if not killed)
    left: list[Mutant] = []
    looped(quick, [str(ROOT / test) for test in TESTS], lambda at, killed: None if killed else left.append(quick[at][0]), Pace())
    yield from left


def main(words: Sequence[str]) -> int:
    """Print the line; survivors before it with ``--show``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at-most", type=float, default=15.0, help="percent that may survive")
    parser.add_argument("--show", action="store_true", help="print each survivor")
    parser.add_argument("modules", nargs="*", default=MODULES)
    asked = parser.parse_args(words)
    if noticed(None):
        print("mutation: the tests fail without any mutant")
        return 2
    made = [mutant for module in asked.modules for mutant in mutants(module)]
    left = 0
    for mutant in _survivors(made):
        left += 1
        if asked.show:
            print(f"{mutant.module}:{mutant.line}: {mutant.what}", flush=True)
    share = 100 * left / max(1, len(made))
    print(f"mutation: {len(made) - left} of {len(made)} mutants killed, {left} survived, {share:.1f} %")
    return 0 if share <= asked.at_most else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
