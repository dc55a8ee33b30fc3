"""Bodies that a clause names only beside what it tells: at whose request, to whom somebody complained, next to whose door.

"Dropped X at the request of the inspectorate", "complained to the tribunal that the contract went to X", "letters like those
of the pension service", "ordered chips from a firm whose plant is next to the laboratory": nothing is said of what they do.
"""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame, distance
from watchers.claims.polarity import family
from watchers.claims.stages import Staged

_BEFORE = 7


def stands_by(frame: Frame, told: Staged) -> bool:
    """Whether the body is no more than a neighbour, an addressee or a reason of what the clause tells."""
    return frame.named and (_beside(frame) or _hears(frame, told) or _maker_buys(frame, told) or _examines(frame.line, told))


def _beside(frame: Frame) -> bool:
    """Right behind "at the request of", "next to", "those of"."""
    before = [token.fold for token in frame.line.before(frame.span[0], _BEFORE) if token.fold not in _ARTICLES]
    tail = " " + " ".join(before)
    return tail.endswith(_PHRASES.get(frame.line.lang, ()))


def _hears(frame: Frame, told: Staged) -> bool:
    """ "Complained to the body that …", "ont saisi le tribunal : …": somebody tells it of others' doings."""
    if told.cue.start < frame.span[1]:
        return False
    before = [token.fold for token in frame.line.before(frame.span[0], _BEFORE) if token.fold not in _ARTICLES]
    last = before[-2:] if before[-1:] and before[-1] in _TO else before[-1:]
    return last[:1] != [] and last[0] in _COMPLAINS and not (frame.line.lang == "en" and len(last) == 1)


def _maker_buys(frame: Frame, told: Staged) -> bool:
    """ "X a commandé des puces à Y, dont l'usine jouxte le laboratoire": the maker is who orders."""
    line = frame.line
    if family(told.cue) != "contract" or told.cue.end > frame.span[0] or not _buys(line, told):
        return False
    makers = [name for name in line.named(Role.VENDOR) if name.end <= told.cue.start]
    return bool(makers) and distance(line, (makers[-1].start, makers[-1].end), (told.cue.start, told.cue.end)) <= 1


def _buys(line: Line, told: Staged) -> bool:
    return line.tokens[told.cue.first].fold.startswith(_BUYS)


def _examines(line: Line, told: Staged) -> bool:
    """ "Ran the entrance exam on X": a model is put to the test, and nothing is done with it."""
    row = line.tokens
    behind = {token.fold for token in row[told.cue.last + 1 : told.cue.last + 1 + _BEFORE]}
    return row[told.cue.first].fold in _RUNS and not behind.isdisjoint(_TESTS) and "on" in behind


_ARTICLES = frozenset({"the", "la", "le", "l'", "les", "an"})
_ENGLISH = """
    at request of;at urging of;at insistence of;on advice of;under pressure from;on orders of;on orders from
    next to;next door to;those of;that of;near;across from;opposite
"""
_FRENCH = """
    a demande;sur demande;sur conseil;sur pression;sous pression;sur ordre;sur injonction
    voisin;voisine;voisins;ceux;celles;celui;celle;a cote;pres;a deux pas;en face
"""
_PHRASES = {
    "en": tuple([f" {phrase}" for phrase in _ENGLISH.strip().replace("\n", ";").replace("    ", "").split(";")]),
    "fr": (
        " jouxte",
        *[f" {one} {of}" for one in _FRENCH.strip().replace("\n", ";").replace("    ", "").split(";") for of in ("de", "du")],
    ),
}
_TO = frozenset({"to", "before", "a", "aupres", "devant", "au"})
_COMPLAIN_WORDS = """
    complained complains complain complaining appealed petitioned wrote plaint plaignent plaindre saisi saisit saisissent ecrit
"""
_COMPLAINS = frozenset(_COMPLAIN_WORDS.split())
_BUYS = ("order", "bought", "buy", "lease", "rent", "hire", "command", "achet", "acquis", "lou", "recrut")
_RUNS = frozenset({"ran", "run", "runs", "running", "put", "puts"})
_TESTS = frozenset({"exam", "exams", "test", "tests", "benchmark", "benchmarks", "quiz", "questions", "trials", "experiment"})
