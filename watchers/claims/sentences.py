"""Sentences and quotations of one paragraph, by marks and capitals; no dictionary, no backtracking."""

import re

from watchers.claims.model import Span

_END = re.compile(r"[.!?…]+[*_]*(?:[ \u00a0\u202f]?[»”\"’')\]])*[*_]*(?=\s|$)")
_OPENS = re.compile(r"[\s\u00a0\u202f]*(?:[-–—*_]+\s?)?[«“\"„‘'(\[¿¡*_\s\u00a0\u202f]*(\w|$)")
_WORD_BEFORE = re.compile(r"(?:^|[\s(«“\"'’\u00a0])([^\s(«“\"'’\u00a0]+)$")
_SHORT = """
    mr mrs ms dr prof gov sen rep gen lt col sgt capt rev hon st mt ft no nos vol art al inc corp co ltd llc plc bros dept assn
    univ jan feb mar apr jun jul aug sep sept oct nov dec janv fevr févr avr juil déc env ex cf etc vs approx est min max p pp ch
    sec fig calif fla ill ind kan ky mass md mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ariz ark colo
    conn del ga la m mm mme mlle mgr me sr sra srta bzw ca usw vgl str nr tel
"""
_WORD = re.compile(r"\w")
_ABBREVIATED = frozenset(_SHORT.split())
_OPENERS = "the a an it he she they we this that these in on at but and for its his her their as when while after no"
_STARTERS = frozenset(_OPENERS.split())
_LONGEST = 1500
_QUOTES = {"«": "»", "“": "”", "„": "“”"}
_MARKS = re.compile('[«»“”„"]')


def cut(text: str, block: Span) -> tuple[Span, ...]:
    """The sentences of ``text[block.start:block.end]``, without the white space between them."""
    found: list[Span] = []
    start = block.start
    for match in _END.finditer(text, block.start, block.end):
        if match.end() < block.end and not _ends_here(text, match, block.end):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, block.end)
    return tuple(piece for span in found for piece in _pieces(text, span) if _WORD.search(text, piece.start, piece.end))


def _pieces(text: str, span: Span) -> list[Span]:
    """A stretch without a full stop over the limit is no sentence; it is cut at white space, so that work stays linear."""
    found: list[Span] = []
    start = span.start
    while span.end - start > _LONGEST:
        at = text.rfind(" ", start, start + _LONGEST)
        end = at if at > start else start + _LONGEST
        _add(found, text, start, end)
        start = end
    _add(found, text, start, span.end)
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    if end > start:
        found.append(Span(start=start, end=end))


def _ends_here(text: str, match: re.Match[str], limit: int) -> bool:
    after = _OPENS.match(text, match.end(), limit)
    following = after.group(1) if after else ""
    if following and not (following.isupper() or following.isdigit() or following.istitle()):
        return False  # a lower-case letter goes on with the sentence: "… ?" a-t-il demandé
    mark = match.group()
    if not mark.startswith(".") or len(mark.rstrip("*_ \u00a0\u202f\n")) > 1:
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    word = before.group(1) if before else ""
    if word.lower().strip(".") in _ABBREVIATED and (word[:1].isupper() or following.isdigit()):
        return False
    if len(word) == 1 and word.isupper():
        return False  # an initial: J. Robert
    return not (
        word.count(".")
        and len(word) <= 5
        and word.replace(".", "").isupper()
        and following.isupper()
        and _goes_on(text, match.end())
    )


def _goes_on(text: str, at: int) -> bool:
    """After "U.S." a capital may be a name ("U.S. Army") or a new sentence ("in the U.S. The agency"): a common opener tells."""
    word = re.match(r"\s*(\w+)", text[at : at + 40])
    return not (word and word.group(1).lower() in _STARTERS)


def quoted(text: str, block: Span) -> tuple[Span, ...]:
    """Stretches between quotation marks in the block, marks excluded; one left open ends with the block."""
    found: list[Span] = []
    opened: int | None = None
    close = ""
    for match in _MARKS.finditer(text, block.start, block.end):
        at, mark = match.start(), match.group()
        if opened is None:
            if mark in _QUOTES or mark == '"':
                opened, close = at + 1, _QUOTES.get(mark, '"')
        elif mark in close:
            _add(found, text, opened, at)
            opened = None
    if opened is not None:
        _add(found, text, opened, block.end)
    return tuple(found)
