"""Firms that no data hold and no word introduces, shown by their work alone: "Moselis hébergera les serveurs", "built by Orvane".

One capitalised word that the article names nowhere else as anybody, right beside a verb that only a firm is the subject of
(hosting, integrating, supplying), or right behind "by", "through", "via". At the head of an English sentence any noun has a
capital; there the word must stand with its capital inside another sentence too.
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Clause
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.naming import HEADS, Run, runs

_BY = frozenset({"by", "par", "through", "via", "aupres", "chez"})
_LEAST = 4
"""Letters of a name that is believed without any other sign."""
_NOBODY_WORDS = "personne chacun tous toutes certains celui-ci celle-ci ceux-ci elle-meme lui-meme quiconque rien plusieurs"
_NOBODY = frozenset(_NOBODY_WORDS.split())


def strangers(scene: Scene, line: Line, clause: Clause, cue: Cue) -> tuple[Name, ...]:
    """The unknown firms of ``clause`` that ``cue`` may tell of, in order of place."""
    by = line.tokens[cue.last].fold in _BY
    if not by and not any(other.first <= cue.last and cue.first <= other.last for other in line.cued("firmly")):
        return ()
    found = (_name(line, run) for run in runs(line) if _plausible(scene, line, run, by=by))
    return tuple(name for name in found if clause.holds(name.start) and (name.start >= cue.end) == by)


def _plausible(scene: Scene, line: Line, run: Run, *, by: bool) -> bool:
    token = line.tokens[run.first]
    if run.last != run.first or len(token.fold) < _LEAST or token.fold in _NOBODY | HEADS or line.quoted(token.start):
        return False
    people = {word.lower() for row in scene.lines for name in row.named(Role.PERSON) for word in name.surface.split()}
    if token.fold in people:
        return False
    opens = run.first == 0
    return by or not opens or line.lang == "fr" or _inside(scene, token.fold)


def _inside(scene: Scene, word: str) -> bool:
    """With its capital inside some sentence."""
    return any(token.upper and token.fold == word for line in scene.lines for token in line.tokens[1:])


def _name(line: Line, run: Run) -> Name:
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    surface = line.text[start - line.span.start : end - line.span.start]
    return Name(start=start, end=end, surface=surface, role=Role.COMPANY, name=surface, unlisted=True)
