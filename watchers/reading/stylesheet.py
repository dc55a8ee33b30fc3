"""Which classes and ids a page's own ``<style>`` hides: metered pages and planted text hide that way.

Only what needs no layout is understood: rules outside any at-rule (so a print sheet hides nothing) whose selector is one class
or one id, with or without an element's name before it. One pass over the sheet, linear in its length.
"""

import re
from collections.abc import Iterator

_COMMENT_OPEN, _COMMENT_CLOSE = "/*", "*/"
_BRACES = re.compile("[{}]")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][A-Za-z_][\w-]*)")
_MAY_HIDE = re.compile("none|hidden", re.IGNORECASE)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def hidden_selectors(sheets: list[str]) -> frozenset[str]:
    """Selectors as ``.class`` and ``#id``."""
    return frozenset(selector for sheet in sheets if _MAY_HIDE.search(sheet) for selector in _hidden(_uncommented(sheet)))


def _hidden(sheet: str) -> Iterator[str]:
    for selectors, body in _top_rules(sheet):
        if _HIDES.search(body.lower()):
            for selector in selectors.split(","):
                match = _SIMPLE.fullmatch(selector.strip())
                if match:
                    yield match[1]


def _top_rules(sheet: str) -> Iterator[tuple[str, str]]:
    depth, start, opened = 0, 0, 0
    prelude = ""
    for brace in _BRACES.finditer(sheet):
        if brace[0] == "{":
            if depth == 0:
                prelude, opened = sheet[start : brace.start()].strip(), brace.end()
            depth += 1
            continue
        depth = max(0, depth - 1)
        if depth == 0:
            if prelude and not prelude.startswith("@"):
                yield prelude, sheet[opened : brace.start()]
            start, prelude = brace.end(), ""


def _uncommented(sheet: str) -> str:
    parts: list[str] = []
    at = 0
    while (opened := sheet.find(_COMMENT_OPEN, at)) >= 0:
        parts.append(sheet[at:opened])
        closed = sheet.find(_COMMENT_CLOSE, opened + 2)
        if closed < 0:
            return "".join(parts)
        at = closed + 2
    parts.append(sheet[at:])
    return "".join(parts)
