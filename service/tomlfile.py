"""One table of a TOML file being read: every fault is collected with its file and line, nothing is raised on the way.

A value from the environment overrules the file's; its faults name the variable. No fault ever prints a secret.
"""

import errno
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from service.masking import masked

_PREFIX = "WRITETHRU_"
_SECRETS = {("slack", "token"), ("slack", "app_token"), ("slack", "signing_secret"), ("store", "url")}
_SECRET_TABLES = {("slack", "webhooks")}
"""Whose every value is a secret."""
_LONGEST_SECRET = 10_000
"""Bytes."""
_LOCATED = 100
"""Faults that are given their line: to look for each takes the whole file, and nobody mends more in one go."""
_SHOWN = 200
_FLAGS = {"true": True, "false": False}


class FromEnvironment(str):
    """Text of an environment variable, which it names: what it means is decided by the setting that asks for it."""

    __slots__ = ("variable",)

    def __new__(cls, value: str, variable: str) -> "FromEnvironment":
        """The text ``value`` of ``variable``."""
        made = super().__new__(cls, value)
        made.variable = variable
        return made

    variable: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and what to do about it."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return masked(f"{where}: {self.message}")  # a secret may stand where it does not belong


class SettingsError(Exception):
    """An unusable configuration, with every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        super().__init__("\n".join([str(fault) for fault in faults[:_SHOWN]] + more))
        self.faults = tuple(faults)


@dataclass(kw_only=True, slots=True)
class Table:
    """A table and what of it has been asked for; what never is, is unknown."""

    data: dict[str, Any]
    path: tuple[str, ...]
    file: str
    text_of_file: str = field(default="", repr=False)
    faults: list[Fault]
    index: int = 0
    asked: set[str] = field(default_factory=set)
    below: dict[tuple[str, int], "Table"] = field(default_factory=dict)
    """By key, and by number in a list."""

    def fault(self, key: str, message: str) -> None:
        """Note what is wrong with ``key``."""
        name = ".".join((*self.path, key))
        given = self.data.get(key)
        if isinstance(given, FromEnvironment):
            self.faults.append(Fault(given.variable, None, f"{name}: {message}"))
            return
        line = _line(self.text_of_file, self.path, key, self.index) if len(self.faults) < _LOCATED else None
        self.faults.append(Fault(self.file, line, f"{name}: {message}"))

    def text(self, key: str, default: str, *, needed: bool = False) -> str:
        """A string."""
        value = self._value(key, default, str, "a text in quotes")
        if needed and not value:
            self.fault(key, "is missing")
        return str(value)

    def choice(self, key: str, default: str, among: Sequence[str]) -> str:
        """One of a few strings."""
        value = self.text(key, default)
        if value in among:
            return value
        self.fault(key, f"{value!r} is none of {', '.join(among)}")
        return default

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        return bool(self._value(key, default, bool, "true or false"))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(self._items(key, str, "a list of texts"))

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(self._items(key, int, "a list of whole numbers"))

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        value = self._value(key, default, int, "a whole number")
        if isinstance(value, bool):
            self.fault(key, "must be a whole number")
            return default
        return int(value)

    def table(self, key: str) -> "Table":
        """A table below this one; empty where there is none."""
        value = self._value(key, {}, dict, f"a table: [{key}]")
        return self._child(key, value, 0)

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables below this one."""
        made = [table for (name, _), table in self.below.items() if name == key]
        if not made:
            made = [self._child(key, item, number) for number, item in enumerate(self._items(key, dict, f"[[{key}]] tables"))]
        return tuple(made)

    def refuse_unknown(self) -> None:
        """Note every key that nothing asked for, here and below."""
        for key in self.data:
            if key not in self.asked:
                near = get_close_matches(key.removesuffix("_file"), self.asked - set(self.data), n=1)
                self.fault(key, f"is no setting of this version{f'; did you mean {near[0]!r}?' if near else ''}")
        for table in self.below.values():
            table.refuse_unknown()

    def _child(self, key: str, data: dict[str, Any], index: int) -> "Table":
        known = self.below.get((key, index))
        if known is not None:
            return known
        child = Table(
            data=data,
            path=(*self.path, key),
            file=self.file,
            text_of_file=self.text_of_file,
            faults=self.faults,
            index=index,
        )
        self.below[key, index] = child
        return child

    def _value(self, key: str, default: Any, kind: type, what: str) -> Any:
        self.asked.add(key)
        value = self.data.get(key, default)
        if isinstance(value, FromEnvironment):
            value = _meant(value, kind)
        if isinstance(value, kind):
            return value
        self.fault(key, f"must be {what}" if _is_secret((*self.path, key)) else f"must be {what}, not {_short(value)}")
        return default

    def _items(self, key: str, kind: type, what: str) -> list[Any]:
        value = self._value(key, [], list, what)
        good = [item for item in value if isinstance(item, kind) and not (kind is int and isinstance(item, bool))]
        if len(good) != len(value):
            self.fault(key, f"must be {what}")
        return good


def _meant(value: FromEnvironment, kind: type) -> Any:
    """A variable as the setting's kind: lists and tables as JSON, lists also with commas, true and false as such."""
    if kind is str:
        return value
    if kind is bool:
        return _FLAGS.get(value.strip().lower(), value)
    try:
        return json.loads(value)
    except ValueError:
        pass
    if kind is not list or value.lstrip().startswith(("[", "{")):
        return value
    return [int(part) if part.isdecimal() else part for part in (part.strip() for part in value.split(",")) if part]


def _short(value: object) -> str:
    said = repr(str(value) if isinstance(value, FromEnvironment) else value)
    return said if len(said) <= 60 else said[:59] + "…"


def capped(path: Path, limit: int) -> bytes:
    """A file's content. Raises ``OSError``, also where it is longer than ``limit`` bytes, as a device without an end is."""
    with path.open("rb") as file:
        body = file.read(limit + 1)
    if len(body) > limit:
        raise OSError(errno.EFBIG, f"longer than {limit} bytes")
    return body


def environment(data: dict[str, Any], environ: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    """``data`` overruled by ``WRITETHRU_SECTION__NAME``; secrets also come from the file that ``…_FILE`` names."""
    merged = {key: dict(value) if isinstance(value, dict) else value for key, value in data.items()}
    for name in sorted(environ):
        if name.startswith(_PREFIX):
            _overrule(merged, name, environ, faults)
    return merged


def _overrule(merged: dict[str, Any], name: str, environ: Mapping[str, str], faults: list[Fault]) -> None:
    *sections, key = (part.lower() for part in name.removeprefix(_PREFIX).split("__"))
    value: str | None = environ[name]
    secret = key.removesuffix("_file")
    if secret != key and _is_secret((*sections, secret)):
        key = secret
        value = _secret(name, environ, faults)
    section = merged
    for part in sections:
        below = section.setdefault(part, {})
        if not isinstance(below, dict):
            faults.append(Fault(name, None, f"{part} is no section with settings of its own"))
            return
        section = below
    if value is not None:
        section[key] = FromEnvironment(value, name)


def _is_secret(path: tuple[str, ...]) -> bool:
    return path in _SECRETS or path[:-1] in _SECRET_TABLES


def _secret(name: str, environ: Mapping[str, str], faults: list[Fault]) -> str | None:
    """What stands in the file that the variable names; ``None`` after a fault."""
    if name.removesuffix("_FILE") in environ:
        faults.append(Fault(name, None, f"given twice: leave out this or {name.removesuffix('_FILE')}"))
        return None
    path = Path(environ[name])
    try:
        value = capped(path, _LONGEST_SECRET).decode().strip()
    except OSError as error:
        faults.append(
            Fault(
                name,
                None,
                f"{path}: cannot be read: {error.strerror}; write the file's whole path, and let the user who runs this read it",
            )
        )
        return None
    except UnicodeDecodeError:
        faults.append(Fault(name, None, f"{path}: not text in UTF-8"))
        return None
    if not value:
        faults.append(Fault(name, None, f"{path}: is empty"))
        return None
    return value


def _line(text: str, path: tuple[str, ...], key: str, index: int) -> int | None:
    """Where ``key`` of the table ``path`` stands, the ``index``-th of that name; its table's line where it is left out."""
    plain = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
    table = _header((*path, key))
    header = _header(path) if path else None
    inside, seen, table_line = header is None, -1, None
    for number, line in enumerate(text.splitlines(), 1):
        if table.match(line) and (not path or seen == index):
            return number
        if header is not None and header.match(line):
            seen += 1
            inside = seen == index
            table_line = number if inside else table_line
        elif line.lstrip().startswith("["):
            inside = False
        elif inside and plain.match(line):
            return number
    return table_line


def _header(path: tuple[str, ...]) -> re.Pattern[str]:
    """The line that opens a table of this path, or one below it."""
    return re.compile(r"\s*\[\[?\s*" + r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in path) + r"\s*[\].]")
