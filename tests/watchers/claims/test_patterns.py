"""Every regular expression of the claims' modules and tables reads any text in a few looks at each letter."""

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest

import watchers.claims
from service.listed import data_files, load_rows
from tests.tools.patterns import faults
from watchers.claims.tables import read


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Where each stands, and it."""
    for module in pkgutil.iter_modules(watchers.claims.__path__, "watchers.claims."):
        loaded = import_module(module.name)
        for name, value in vars(loaded).items():
            yield from ((f"{module.name}.{name}", pattern) for pattern in held(value) if not name.startswith("__"))
        yield from ((f"{module.name}, {text}", re.compile(text)) for text in inline(loaded))
    tables = read(load_rows(data_files()))
    yield from ((f"vendors.csv {family}", pattern) for family, pattern in tables.versions.items())
    yield from ((f"patterns.csv {one.id}", one.regex) for one in tables.patterns)


def held(value: object) -> Iterator[re.Pattern[str]]:
    """Every pattern in a value, however deep."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (pattern for one in value.values() for pattern in held(one))
    elif isinstance(value, tuple | list):
        yield from (pattern for one in value for pattern in held(one))


def inline(module: ModuleType) -> Iterator[str]:
    """Expressions that stand where they are used: the first argument of a call of ``re``'s."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[ast.Constant(value=str(text)), *_]):
                yield text


PARTED = frozenset({"patterns.csv dept-coordination-en", "patterns.csv dept-coordination-of-en"})
"""Told apart by a second letter: a blank goes on with a name where a capital follows, and ends it before "and"."""


def test_no_pattern_repeats_what_competes_for_the_same_text() -> None:
    """D17: nothing nested without a limit but what its own mark ends, no alike ways under a repeat."""
    found = dict(patterns())
    assert len(found) > 150
    wrong = {where: named for where, pattern in found.items() if where not in PARTED and (named := faults(pattern))}
    assert wrong == {}
    assert all(faults(found[where]) for where in PARTED)


@pytest.mark.parametrize(
    "bad",
    [
        r"(?:a+)+b",
        r"(?:\w+\s?)*x",
        r"(?:\wb|ab|c)*x",
        r"(?:\w\w|é)+x",
        r"(?:a|ab|b)*c",
        r"(?:a*)*",
        r"(\d+|\w)+$",
        r"(?i)(?:Ab|\w)*x",
        r"(?:x*?y?)+z",
    ],
)
def test_patterns_that_explode_are_found(bad: str) -> None:
    """The ones from the books."""
    assert faults(re.compile(bad))


@pytest.mark.parametrize(
    "good", [r"\w+(?:-\w+)*", r"(?:the |its |an )*x", r"(?:a|b)*c", r"[0-9]+(?:[.,'][0-9]+)*", r"(?: \w+){0,3}", r"(?<!a)b+"]
)
def test_patterns_that_do_not_are_left_alone(good: str) -> None:
    """Parted by a mark, or by what they begin with, or counted."""
    assert faults(re.compile(good)) == ()
