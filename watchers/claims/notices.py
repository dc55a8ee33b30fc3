"""What an outlet says of its own article: that it was updated, that it is corrected, that it is taken back."""

import re
from collections.abc import Iterator, Sequence

from watchers.claims.actors import Line
from watchers.claims.furniture import is_correction, is_update
from watchers.claims.model import Notice, NoticeKind
from watchers.claims.passages import PassageKind
from watchers.claims.tokens import fold

_LONGEST = 400
"""Characters of a quote."""
_OPEN = r"[\[(*_«\"“#> ]*"
_ITSELF = r"(?:this|the|our|that) (?:above )?(?:news )?(?:article|story|dispatch|post|item|piece)"
_CET = r"(?:cet article|cette (?:depeche|information|publication|enquete)|ce (?:texte|papier|billet))"
_GONE = r"(?:retracted|withdrawn|unpublished|killed)"
_PARTI = r"(?:retractee?|retiree?|depubliee?|annulee?)"
_LABEL = re.compile(
    _OPEN + r"(?:retract(?:ed|ion)|(?:article|story) (?:retracted|withdrawn)|withdrawn|(?:mandatory |story )?kill"
    r"|retractation|retractee?|retiree?|depubliee?|depublication|article (?:retire|retracte|depublie)|depeche (?:retiree|annulee)"
    r"|annulation(?! et remplace)|retractacion|articulo retirado|artikel zuruckgezogen|zuruckgezogen)"
    r"(?: notice| of (?:an? )?(?:article|story)| d['’](?:un )?article| de (?:la )?depeche)?"
    r"(?:[\])]|\s?[:–—]|\s-\s|[.!]?\s*$)"
)
_WE = r"(?:we|the (?:editors?|newspaper|magazine|agency|publication|outlet|newsroom)|[\w' ]{2,40})"
_NOUS = r"(?:nous|la redaction|le journal|l['’]agence|[\w' ]{2,40})"
_RETIRE = r"(?:retire|retirons|depublie|depublions|annule|annulons|retracte|retractons)"
_SENTENCE = re.compile(
    rf"\b{_ITSELF} (?:has been|was|is|is being|is hereby|has since been) (?:formally )?{_GONE}\b"
    rf"|\b{_WE} (?:have |has |are |is |hereby )*(?:retract(?:ed|ing|s)?|withdraw(?:n|ing|s)?|withdrew) {_ITSELF}\b"
    rf"|\b{_CET} (?:a ete|est|vient d['’]etre) (?:formellement )?{_PARTI}\b"
    rf"|\b{_NOUS} (?:avons |a |ont )?{_RETIRE} {_CET}\b"
    r"|\beste articulo (?:ha sido|fue) retirado\b|\bdieser artikel wurde zuruckgezogen\b"
)
_STEMS = ("retract", "withdr", "unpublish", "kill", "retir", "publi", "annul", "zuruck")
"""One of them stands in every notice: most lines hold none, and cost no more than looking for them."""


def is_retraction(line: str) -> bool:
    """Takes the whole article back; the line is folded, see ``watchers.claims.tokens.fold``."""
    head = line[:_LONGEST]
    return any(map(head.__contains__, _STEMS)) and bool(_LABEL.match(head) or _SENTENCE.search(head))


def notices(lines: Sequence[Line], title: str) -> tuple[Notice, ...]:
    """The outlet's notes on its own article, in its headline and at the head of its passages."""
    return tuple(_found(lines, title))


def _found(lines: Sequence[Line], title: str) -> Iterator[Notice]:
    headline = _kind(fold(title)) if title else None
    if headline is not None:
        yield Notice(kind=headline, quote=title[:_LONGEST])
    seen: set[int] = set()
    for line in lines:
        if line.passage in seen:
            continue
        seen.add(line.passage)
        kind = _of_line(line, corrected=headline is NoticeKind.CORRECTION)
        if kind is not None:
            yield Notice(kind=kind, quote=line.text[:_LONGEST])


def _of_line(line: Line, *, corrected: bool) -> NoticeKind | None:
    """A line's own words; what only stands under a headline that corrects is no notice of its own."""
    flat = fold(line.text.strip("*_ "))
    if not line.quotes and is_retraction(flat):
        return NoticeKind.RETRACTION
    if line.kind is PassageKind.CORRECTION and (not corrected or is_correction(flat)):
        return NoticeKind.CORRECTION
    return NoticeKind.UPDATE if line.kind is PassageKind.UPDATE else None


def _kind(flat: str) -> NoticeKind | None:
    if _LABEL.match(flat):
        return NoticeKind.RETRACTION
    if is_correction(flat):
        return NoticeKind.CORRECTION
    return NoticeKind.UPDATE if is_update(flat) else None
