"""What only some of a body's people or offices have ended or deny: "several divisions had been blocked from X"."""

from watchers.claims.binding import Frame
from watchers.claims.model import Stage
from watchers.claims.stages import Staged

_SOME_WORDS = """
    some several few many two three four certain handful parts part plusieurs certains certaines quelques deux trois quatre partie
"""
_SOME = frozenset(_SOME_WORDS.split())
_UNIT_WORDS = """
    divisions offices units bureaus teams components branches departments employees workers staff staffers officials officers
    people parts part services directions bureaux equipes unites agents salaries fonctionnaires employes personnes partie
"""
_UNITS = frozenset(_UNIT_WORDS.split())


def in_part(frame: Frame, told: Staged) -> bool:
    """Whether the subject is some of the body only, and the body as a whole has ended nothing."""
    if told.stage not in (Stage.ENDED, Stage.DENIED) or frame.span[0] > told.cue.start:
        return False
    before = {token.fold for token in frame.line.words(frame.clause.start, told.cue.start)}
    return not (before.isdisjoint(_SOME) or before.isdisjoint(_UNITS))
