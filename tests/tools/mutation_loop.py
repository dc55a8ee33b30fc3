"""Mutants of functions, quickly: the tests are collected once, each mutant is a fork in which its function has the changed code.

What a module does while it is imported cannot be changed so: for its constants and decorators ``swap`` finds nothing to do.
"""

import ast
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import CodeType, FunctionType
from typing import Any, Protocol

import pytest


class Changed(Protocol):
    """A mutant."""

    @property
    def module(self) -> str: ...
    @property
    def tree(self) -> ast.Module: ...


def codes(tree: ast.Module) -> dict[str, CodeType]:
    """Qualified name → code of each function of a module and of its classes."""
    return dict(_codes(compile(tree, "module", "exec")))


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for one in code.co_consts:
        if not isinstance(one, CodeType) or one.co_name.startswith("<"):
            continue
        if one.co_flags & _OPTIMIZED:
            yield one.co_qualname, one
        else:
            yield from _codes(one)


_OPTIMIZED = 1
"""Set on the code of a function, not on that of a class's body."""


def differing(true: dict[str, CodeType], mutant: Changed) -> dict[str, CodeType]:
    """The functions that the mutant changes, by their names; none where it changes only what is done at import."""
    return {name: code for name, code in codes(mutant.tree).items() if true.get(name, code) != code}


def swap(module: str, changed: dict[str, CodeType]) -> None:
    """Give the functions of the loaded module this code. Raises ``ValueError``, ``TypeError`` or ``KeyError`` where it cannot."""
    for name, code in changed.items():
        owner: Any = sys.modules[module]
        *path, last = name.split(".")
        for part in path:
            owner = getattr(owner, part)
        _plain(vars(owner)[last]).__code__ = code


def _plain(found: Any) -> FunctionType:
    """The function behind a property, a cached one, or a cache."""
    if isinstance(found, property):
        found = found.fget
    elif isinstance(found, cached_property):
        found = found.func
    elif hasattr(found, "cache_clear"):
        found.cache_clear()
    function = getattr(found, "__wrapped__", found)
    if not isinstance(function, FunctionType):
        raise TypeError(f"{found!r} has no code to change")
    return function


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How many mutants run at once, and the seconds after which one that runs for ever counts as noticed."""

    at_once: int = 2
    patience: int = 300


Job = tuple[Changed, dict[str, CodeType]]


_UNCHANGED = 3


class Loop:
    """A plugin that runs the collected tests once for each mutant, some at a time, and tells which one was noticed."""

    def __init__(self, jobs: Sequence[Job], tell: Callable[[int, bool], None], pace: Pace) -> None:
        self._jobs, self._tell, self._pace = jobs, tell, pace

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In the place of pytest's own."""
        running: dict[int, int] = {}
        for number in range(len(self._jobs)):
            if len(running) >= self._pace.at_once:
                self._reap(running)
            running[self._forked(session, number)] = number
        while running:
            self._reap(running)
        return True

    def _reap(self, running: dict[int, int]) -> None:
        pid, status = os.waitpid(-1, 0)
        if pid not in running:
            return
        number = running.pop(pid)
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _UNCHANGED:
            raise LookupError(f"{self._jobs[number][1].keys()} of {self._jobs[number][0].module} could not be changed")
        self._tell(number, status != 0)

    def _forked(self, session: pytest.Session, number: int) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = _UNCHANGED
        try:
            signal.alarm(self._pace.patience)
            mutant, changed = self._jobs[number]
            swap(mutant.module, changed)
            code = 1
            code = int(_fails(session))
        finally:
            os._exit(code)


def _fails(session: pytest.Session) -> bool:
    """Whether a test fails: until the first one."""
    for item, after in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            return True
    return False


def looped(jobs: Sequence[Job], tests: Sequence[str], tell: Callable[[int, bool], None], pace: Pace) -> None:
    """Run the tests on each mutant; what pytest prints is not shown."""
    kept, silent = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    os.dup2(silent, 1)
    try:
        pytest.main(["-q", "-s", "--assert=plain", "-p", "no:cacheprovider", *tests], plugins=[Loop(jobs, tell, pace)])
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(silent)
