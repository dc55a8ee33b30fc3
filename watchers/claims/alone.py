"""A story with one public body in it: what is done with a model there, and by nobody who is named, is done by that body.

"At the bank, project leaders have a colleague who reads for them. Baptised Baobab, the assistant rests on X": neither sentence
has a word that takes the body up, and no reader asks whose assistant it is. A clause with a subject of its own is left alone.
"""

import re

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame, is_collective
from watchers.claims.closed import US
from watchers.claims.crowds import they_are_others
from watchers.claims.cutting import Clause
from watchers.claims.entities import Scene
from watchers.claims.joining import STAGES
from watchers.claims.marks import elsewhere
from watchers.claims.supervisors import supervises
from watchers.claims.tokens import fold
from watchers.claims.wares import WARES
from watchers.claims.wielding import goods


def only_body(scene: Scene) -> tuple[str, bool] | None:
    """The one body of the story, with whether it is unlisted; ``None`` where there are several, supervisors and states aside."""
    named = [
        name
        for line in scene.lines
        for name in line.named(Role.AGENCY)
        if not supervises(name.name) and not (name.unlisted and _of_somebody(line, name))
    ]
    found = {name.name: name.unlisted for name in named if not is_collective(name)}
    if named and is_collective(named[0]):
        return None  # the story begins with a whole state
    alone = len(found) == 1 and len(scene.vendors) <= _FEW
    return next(iter(found.items())) if alone and _concerned(scene) else None


def _of_somebody(line: Line, name: Name) -> bool:
    """ "Helga Brandt of the School of Law", "Claire Aumont, de l'Institut": a house named only to tell where one is from."""
    before = [token for token in line.words(line.span.start, name.start) if token.fold not in _ARTICLES]
    if not before or before[-1].fold not in _FROM:
        return False
    row = before[:-2] if before[-2:-1] and before[-2].fold == "," else before[:-1]
    return len(row) > 1 and row[-1].upper and row[-2].upper


def _told_before(scene: Scene, line: Line, body: str) -> bool:
    """Whether the heading or a sentence before has named the body: one that nobody listed takes no sentence ahead of its own."""
    earlier = (name.name for row in scene.lines[: line.index] for name in row.named(Role.AGENCY))
    return body in earlier or fold(body) in fold(scene.article.title or "")


def _of_the_maker(line: Line, clause: Clause, ware: Name) -> bool:
    """ "L'appétit de Gemini grandit", "the price of X rises": the subject is something of the model's, and no use of it."""
    row = [token.fold for token in line.words(clause.start, ware.start) if token.word]
    return len(row) == _LED_BY and row[0] in _ARTICLES and row[2] in ("of", "de", "d'") and row[1] not in _USES


_LED_BY = 3
_USE_WORDS = """
    use usage emploi utilisation essai test trial pilot recours deploiement deployment adoption version modele model licences
    licenses arrivee arrival introduction outil tool assistant experimentation rollout
"""
_USES = frozenset(_USE_WORDS.split())
_ARTICLES = frozenset({"the", "la", "le", "l'"})
_FROM = frozenset({"of", "at", "from", "de", "du", "d'"})


def _concerned(scene: Scene) -> bool:
    """Whether the heading, or a sentence on the body, speaks of such tools: else the model is another story's."""
    heading = {part for part in _WORD.split(fold(scene.article.title or "")) if part}
    if not heading.isdisjoint(WARES | _TOOLS):
        return True
    return any(line.cued("ai", "model") or line.holds(WARES) for line in scene.lines if line.named(Role.AGENCY))


_FEW = 2
"""Vendors: more of them are compared by somebody."""


def left_to(scene: Scene, line: Line, clause: Clause, body: tuple[str, bool]) -> Frame | None:
    """The clause about ``body``, where it names a model and nobody else who acts."""
    wares = goods(line, clause)
    if (
        not wares
        or (body[1] and (not _told_before(scene, line, body[0]) or _of_the_maker(line, clause, wares[0])))
        or line.named(Role.AGENCY)
        or line.cued("misstated", "outsider", "former", "likewise", "researchers", "likened")
    ):
        return None
    if line.cued("body") or (line.holds(US) and line.quoted(wares[0].start)):
        return None  # a word that might take a body up, and did not
    first = min((*(cue.start for cue in clause.cues(line, *STAGES, "motor")), wares[0].start))
    if any(name.start < first for name in clause.names(line, Role.COMPANY, Role.PERSON, Role.VENDOR) if name not in wares):
        return None
    if any(token.fold in _OTHERS for token in line.words(clause.start, first)):
        return None
    strange = elsewhere(scene, line, clause) or _stranger(line, clause, first) or _of_people(line, clause, first)
    strange = strange or _of_a_place(line, clause)
    if strange or they_are_others(scene, line, clause):
        return None
    span = (clause.start, clause.start)
    return Frame(scene=scene, line=line, clause=clause, bodies=(body,), span=span, named=False)


def _stranger(line: Line, clause: Clause, end: int) -> bool:
    """Capitals that nobody knows, and no place behind "in": "The National Archives tried X", "Bouygues a choisi X"."""
    row = [token for token in line.words(clause.start, end) if token.word]
    known = [(name.start, name.end) for name in line.names]
    strange = [token.upper and not any(start <= token.start < end for start, end in known) for token in row]
    led = [before.fold in _PLACED for before in row]
    begins = len(row) > 1 and strange[0] and row[0].fold not in _OPENS and (strange[1] or row[1].fold in _ONE_DOES)
    return begins or any(strange[at] and strange[at + 1] and not led[at - 1] for at in range(1, len(row) - 1))


def _of_a_place(line: Line, clause: Clause) -> bool:
    """ "Leicester's hospitals use X": what a place has, and no body that the text has named."""
    row = [token for token in line.words(clause.start, clause.end) if token.word][:_LED]
    owned = next((at for at, token in enumerate(row) if token.fold == "'s"), None)
    ware = any(name.role in (Role.PRODUCT, Role.VENDOR) for name in line.names if owned and name.end == row[owned - 1].end)
    return bool(owned) and row[0].upper and line.lang == "en" and not ware


def _of_people(line: Line, clause: Clause, end: int) -> bool:
    """ "Coders write", "readers can ask", "this article was": people who are nobody's staff, and the paper itself."""
    row = [token for token in line.words(clause.start, end) if token.word]
    staff = {cue.start for cue in line.cued("figure.staff")}
    return any(
        token.fold in _PAPER or (token.fold.endswith(_PEOPLE) and not token.upper and token.start not in staff)
        for token in row[:_LED]
    ) or (bool(row) and row[0].fold.endswith(_PEOPLE) and row[0].start not in staff)


_WORD = re.compile(r"[^\w]+")
_TOOLS = frozenset({"ai", "ia", "artificial", "artificiel", "artificielle", "model", "models", "modele", "modeles", "llm"})
_LED = 4
_PEOPLE = ("ers", "ists", "ysts", "ants", "eurs", "euses", "istes", "ystes", "iens", "subscribers")
_PAPER_WORDS = """
    article story newspaper newsletter podcast summary transcript illustration image video photo readers reader lecteurs lecteur
    abonnes journal lettre resume traduction
"""
_PAPER = frozenset(_PAPER_WORDS.split())
_ONE_DOES = frozenset(
    {
        "s'",
        "se",
        "n'",
        "repose",
        "runs",
        "uses",
        "relies",
        "has",
        "had",
        "is",
        "was",
        "will",
        "a",
        "est",
        "avait",
        "etait",
        "aura",
        "sera",
        "va",
        "vient",
    }
)
_OTHERS = frozenset({"other", "others", "another", "autre", "autres"})
_OPENS_WORDS = """
    since in on for from by until last every each some most the a an at after before during with under over this these its
    depuis en a des chaque le la les l' un une au aux dans par pour avec apres avant pendant sous ce cette ces son sa ses
"""
_OPENS = frozenset(_OPENS_WORDS.split())
"""Words whose capital is only that of the sentence."""
_HAS = frozenset({"has", "had", "a", "va", "avait", "aura"})
"""Behind one capitalised word at the head of a clause: it is the name of who acts, "Bouygues a choisi X"."""
_PRONOUNS = frozenset(
    {"il", "elle", "on", "it", "he", "she", "this", "that", "cela", "celui-ci", "celle-ci", "qui", "who", "which"}
)
_PLACED = frozenset({"in", "at", "near", "from", "a", "de", "en"})
