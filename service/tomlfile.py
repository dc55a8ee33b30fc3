"""One table of a TOML file being read: every fault is collected with its file and line, nothing is raised on the way."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PREFIX = "WRITETHRU_"
_SECRETS = {("slack", "token"), ("slack", "app_token"), ("store", "url")}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, and what to do about it."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.message}"


class SettingsError(Exception):
    """An unusable configuration, with every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
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
    below: list["Table"] = field(default_factory=list)

    def fault(self, key: str, message: str) -> None:
        """Note what is wrong with ``key``."""
        name = ".".join((*self.path, key))
        self.faults.append(Fault(self.file, _line(self.text_of_file, self.path, key, self.index), f"{name}: {message}"))

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

    def table(self, key: str) -> "Table":
        """A table below this one; empty where there is none."""
        value = self._value(key, {}, dict, f"a table: [{key}]")
        return self._child(key, value, 0)

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables below this one."""
        made = [table for table in self.below if table.path[-1] == key]
        if not made:
            made = [self._child(key, item, number) for number, item in enumerate(self._items(key, dict, f"[[{key}]] tables"))]
        return tuple(made)

    def refuse_unknown(self) -> None:
        """Note every key that nothing asked for, here and below."""
        for key in self.data:
            if key not in self.asked:
                self.fault(key, "is no setting of this version")
        for table in self.below:
            table.refuse_unknown()

    def _child(self, key: str, data: dict[str, Any], index: int) -> "Table":
        for table in self.below:
            if table.path[-1] == key and table.index == index:
                return table
        child = Table(
            data=data,
            path=(*self.path, key),
            file=self.file,
            text_of_file=self.text_of_file,
            faults=self.faults,
            index=index,
        )
        self.below.append(child)
        return child

    def _value(self, key: str, default: Any, kind: type, what: str) -> Any:
        self.asked.add(key)
        value = self.data.get(key, default)
        if isinstance(value, kind):
            return value
        self.fault(key, f"must be {what}, not {value!r}")
        return default

    def _items(self, key: str, kind: type, what: str) -> list[Any]:
        value = self._value(key, [], list, what)
        good = [item for item in value if isinstance(item, kind) and not (kind is int and isinstance(item, bool))]
        if len(good) != len(value):
            self.fault(key, f"must be {what}")
        return good


def environment(data: dict[str, Any], environ: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    """``data`` overruled by ``WRITETHRU_SECTION__NAME``; secrets also come from the file that ``…_FILE`` names."""
    merged = {key: dict(value) if isinstance(value, dict) else value for key, value in data.items()}
    for name in sorted(environ):
        if name.startswith(_PREFIX):
            _overrule(merged, name, environ[name], faults)
    return merged


def _overrule(merged: dict[str, Any], name: str, value: str, faults: list[Fault]) -> None:
    path = tuple(part.lower() for part in name.removeprefix(_PREFIX).split("__"))
    if path[-1].endswith("_file") and (*path[:-1], path[-1].removesuffix("_file")) in _SECRETS:
        path = (*path[:-1], path[-1].removesuffix("_file"))
        try:
            value = Path(value).read_text(encoding="utf-8").strip()
        except OSError as error:
            faults.append(Fault(name, None, f"{value}: cannot be read: {error.strerror}"))
            return
    section = merged
    for part in path[:-1]:
        section = section.setdefault(part, {})
    section[path[-1]] = _typed(path, value)


def _typed(path: tuple[str, ...], value: str) -> Any:
    """Lists as JSON or with commas, true and false as such; anything else is text."""
    if value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    if path in {("fetching", "allow"), ("fetching", "ports")}:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        return [int(part) if part.isdecimal() else part for part in parts]
    return {"true": True, "false": False}.get(value.lower(), value) if path not in _SECRETS else value


def _line(text: str, path: tuple[str, ...], key: str, index: int) -> int | None:
    """Where ``key`` of the table ``path`` stands, the ``index``-th of that name; its table's line where it is left out."""
    header = re.compile(r"\s*\[\[?\s*" + r"\s*\.\s*".join(map(re.escape, path)) + r"\s*\]\]?") if path else None
    wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[\[?\s*{re.escape(key)}\s*\]\]?")
    inside, seen, table_line = header is None, -1, None
    for number, line in enumerate(text.splitlines(), 1):
        if header is not None and header.match(line):
            seen += 1
            inside = seen == index
            table_line = number if inside else table_line
        elif header is not None and line.lstrip().startswith("["):
            inside = False
        elif inside and wanted.match(line):
            return number
    return table_line
