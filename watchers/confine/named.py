"""Functions known by their names: work that a process hands over and need not be able to do itself.

A daemon that names its parsers instead of importing them is smaller by all of them, and starts sooner.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """The function ``module:function``, whose module is imported where it is called: in a worker, which has it already.

    Type checkers are shown the function itself, at the place where one of these stands for it.
    """

    name: str

    def __call__(self, *args: Any, **given: Any) -> Any:
        """What the function gives."""
        return called(self.name)(*args, **given)


def called(name: str) -> Callable[..., object]:
    """The function ``module:function``."""
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(import_module(module), function)
    return found


def load(name: str) -> None:
    """Import a module, or call ``module:function`` once."""
    if ":" in name:
        called(name)()
    else:
        import_module(name)
