"""Vendors that a sentence names as losers: "beat bids from A and B", "a été préféré à A", "ahead of A"."""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import THE
from watchers.claims.tokens import Token


def beaten(line: Line, name: Name) -> bool:
    """Whether a word for a loser stands before ``name``, and nothing between them but others who lost with it."""
    cues = [cue for cue in line.cued("loser") if cue.end <= name.start]
    return any(all(_joined(line, token) for token in line.words(cue.end, name.start)) for cue in cues)


def _joined(line: Line, token: Token) -> bool:
    if token.fold in _JOINS or token.fold in THE:
        return True
    return any(one.start <= token.start < one.end for one in line.named(Role.VENDOR, Role.PRODUCT, Role.COMPANY))


_JOINS = frozenset({",", "and", "et", "or", "ou", "from", "by", "of", "de", "d'", "du", "des", "'s", "both", "a"})
