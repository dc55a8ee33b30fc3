"""Ministries told by their field alone: "celui de la Culture"; heads of a list: "- Justice et Travail : les deux ministères".

Such a word names a body only where the text says beforehand, or in the same line, that it speaks of ministries.
"""

import re
from collections.abc import Iterator

from watchers.claims.bodies import Bodies
from watchers.claims.folding import Folded
from watchers.claims.gazetteer import Found

_WORDS = r"[a-z-]+(?: [a-z-]+){0,2}"
_OF = r"(?:de la |de l'|du |des |de )"
_THAT = re.compile(rf"\b(?:celui|ceux|celle|celles) {_OF}(?P<first>{_WORDS})")
_MORE = re.compile(rf"(?: et |, (?:et )?){_OF}(?P<first>{_WORDS})")
_BEHIND = 300
"""Characters before "celui de …" in which the ministry that it takes up stands."""
_MINISTRY = re.compile(r"\b(?:ministeres?|ministry|ministries|departments?)\b")
_LABEL = re.compile(r"^[ \t]*[-*•·–][ \t]*(?:\*\*)?(?P<label>[a-z][a-z' ,-]{2,60}?)(?:\*\*)? ?:(?:\*\*)? ", re.MULTILINE)
_JOINT = re.compile(r", | et | and ")
_TAKEN_UP = re.compile(
    r"(?:le|la|les|les deux|les trois|ces deux|the|both|the two)? ?(?:ministeres?|departments?|ministry|ministries)\b"
)


class Elliptic:
    """Finds ministries named by their field; ``country`` is the one that the document speaks of."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies

    def find(self, text: Folded, country: str | None) -> Iterator[Found]:
        """Every such ministry in ``text``; linear in its length."""
        if country is None or not _MINISTRY.search(text.lower):
            return
        for match in _THAT.finditer(text.lower):
            if _MINISTRY.search(text.lower, max(0, match.start() - _BEHIND), match.start()):
                yield from self._those(text, match, country)
        labels = [(match, self._labelled(text, match, country)) for match in _LABEL.finditer(text.lower)]
        if sum(bool(found) for _, found in labels) > 1:
            for _, found in labels:
                yield from found

    def _those(self, text: Folded, match: re.Match[str] | None, country: str) -> Iterator[Found]:
        """The ministry of ``match``, and those that are coordinated with it."""
        start = match.start() if match else 0
        while match is not None:
            place = match.start("first")
            found = self._body(text, place, match.end("first"), country)
            if found is None or not text.cased[place].isupper():
                return
            yield found._replace(start=start)
            match = _MORE.match(text.lower, found.end)
            start = match.start("first") if match else 0

    def _labelled(self, text: Folded, match: re.Match[str], country: str) -> list[Found]:
        """The ministries that head a line of a list; empty unless every part of the head is a field."""
        found = []
        at = match.start("label")
        for part in _JOINT.split(match.group("label")):
            body = self._body(text, at, at + len(part), country)
            if body is None or body.end != at + len(part):
                return []
            found.append(body)
            joint = _JOINT.match(text.lower, at + len(part))
            at = joint.end() if joint else at
        again = _TAKEN_UP.match(text.lower, match.end())
        if again:  # "Agriculture : le ministère" is one name
            found[-1] = found[-1]._replace(end=again.end())
        return found

    def _body(self, text: Folded, start: int, end: int, country: str) -> Found | None:
        known = self._bodies.field(text.lower[start:end])
        body = self._bodies.ministry(country, known[0]) if known else None
        return Found(start, start + known[1], (body,), rank=1) if known and body else None
