"""Use that no trigger tells: a body that does something ordinary with a product, or has one at work for it.

"The office puts every letter through X", "has had X on its desks since Easter", "will stay with X", "X sorts mail for it",
"Inside the office, X has become the first stop". The verb does not matter, what stands around it does: who only talks about a
product, asks for it, or names it with a doubt or as another's uses nothing, and neither does a body beside which others act.
"""

from collections.abc import Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.aloof import aloof
from watchers.claims.attribution import attribution
from watchers.claims.avowals import avowed
from watchers.claims.binding import Frame
from watchers.claims.doubts import DOUBTS, doubted, will_work
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.polarity import untold
from watchers.claims.stages import Staged, told
from watchers.claims.tenses import ahead
from watchers.claims.tokens import Token
from watchers.claims.wielding import goods, group_start
from watchers.claims.wrought import made_for

_ABOUT = 3
_DIRECT = 2
_OFFERED = 3
_SEATED = 3
_NONE: frozenset[str] = frozenset()
_SEAT = {
    "en": frozenset({"for", "at", "in", "inside", "across", "aboard", "within", "behind", "by"}),
    "fr": frozenset({"a", "au", "aux", "chez", "dans", "pour", "par", "derriere"}),
}
_EMPTY_WORDS = """
    the a an of and or in at for to by on with its their 's from as that which who behind inside within across aboard
    le la les l' un une de d' du des et ou a au aux en par pour avec son sa ses leur leurs que qu' qui dans chez sur derriere ' s
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_ARTICLES = frozenset({"le", "la", "l'", "les", "deja", "aussi", "desormais"})
_OF_FRENCH = frozenset({"de", "d'", "du", "des"})
_CLAIMED_ELSEWHERE = ("say.of", "explore.with")


def used(frame: Frame) -> Staged | None:
    """The use that the clause shows without a word for it; ``None`` where it shows none."""
    line, clause = frame.line, frame.clause
    barred = [cue for cue in clause.cues(line, "bar") if not cue.first or line.tokens[cue.first - 1].fold not in _HIS_OWN]
    if frame.collective or frame.listing or _official(frame) or barred or clause.cues(line, "yet", "misstated"):
        return None
    if _of_its_scholars(frame):
        return None
    for name in goods(line, clause):
        if untold(line, clause, name.start):
            continue
        owned = avowed(frame, name)
        if owned is not None and not clause.cues(line, *DOUBTS):
            return _shown(frame, name, owned)
        stretch = _handles(frame, name) or _serves(frame, name) or _built_by(frame, name) or _related(frame, name)
        loath = stretch is not None and any(stretch[0] <= cue.start < stretch[1] for cue in line.cued("loath"))
        if stretch is not None and not loath and not doubted(frame, name, stretch):
            return _shown(frame, name, stretch)
    own = made_for(frame)
    return None if own is None else _shown(frame, own, (frame.span[1], own.start))


_HIS_OWN = frozenset({"our", "its", "their", "'s", "nos", "ses", "leurs", "own"})
"""Behind these "analysts" are a body's own people."""


def _official(frame: Frame) -> bool:
    """ "Treasury Secretary Jane Roe", "the office's director": a person who holds a post there, and not the body."""
    line = frame.line
    return frame.named and any(
        frame.span[1] <= cue.start and len(line.words(frame.span[1], cue.start)) <= 1 for cue in line.cued("title", "spokes")
    )


def _of_its_scholars(frame: Frame) -> bool:
    """ "Des chercheurs de l'institut ont soumis à X 3 000 dossiers": what scholars of a house try on a model is their study."""
    line = frame.line
    ahead = [cue for cue in line.cued("researchers") if frame.named and cue.end <= frame.span[0]]
    between = [token.fold for token in line.words(ahead[-1].end, frame.span[0])] if ahead else []
    return 0 < len(between) <= _OFFERED and _AMONG.issuperset(between)


_AMONG = frozenset({"of", "at", "from", "the", "de", "du", "d'", "la", "l'", "le"})


def _shown(frame: Frame, name: Name, stretch: tuple[int, int]) -> Staged | None:
    line, clause = frame.line, frame.clause
    place = next(at for at, token in enumerate(line.tokens) if token.start >= name.start)
    cue = Cue(category="adopt", start=name.start, end=name.end, first=place, last=place)
    refused = [other for other in clause.cues(line, "not", "not.any") if other.start < max(name.start, frame.span[0])]
    if refused and line.lang == "en" and all(_of_a_noun(line, other) for other in refused):
        return None  # "has no quarrel with X"
    if refused:
        # Where a word for a stage is negated, "stages" has weighed it already and found no denial.
        open_still = clause.cues(line, "future", *STAGES) or attribution(frame.scene, line, name.start) is None
        return None if open_still else replace(told(line, clause, cue, Stage.DENIED), shown=True)
    kept = any(stretch[0] <= other.start <= stretch[1] for other in clause.cues(line, "still"))
    coming = ahead(line, clause, cue, stretch) or will_work(line, stretch)
    stage = Stage.APPROVED if not kept and coming else Stage.ADOPTED
    return replace(told(line, clause, cue, stage), shown=True)


def _of_a_noun(line: Line, other: Cue) -> bool:
    """A "no" before something else than a model, a deal or a use."""
    if line.tokens[other.first].fold != "no" or other.first != other.last:
        return False
    row = line.tokens[other.last + 1 : other.last + 1 + _OFFERED]
    at = next((at for at, token in enumerate(row) if token.fold in _PREPOSITIONS), len(row))
    behind = row[:at]
    known = {cue.start for cue in line.cued("ai", "model", "matter", "figure.seat", "figure.staff", "body", *STAGES)}
    named = any(line.is_named(token.start) for token in behind)
    return not named and not any(token.start in known for token in behind) and behind[:1] != () and behind[0].fold not in _SUCH


_SUCH = frozenset({"such", "one", "longer"})
_PREPOSITIONS = frozenset({"with", "of", "for", "to", "on", "about", "against", "in", "at", "from", "over"})


# ---------------------------------------------------------------------------------------------------------------- structure


def _handles(frame: Frame, name: Name) -> tuple[int, int] | None:
    """The body stands first and does something with the product: the stretch between the two."""
    line = frame.line
    if name.start < frame.span[1] or _led_by_others(frame):
        return None
    stretch = (frame.span[1], group_start(line, name))
    if _does_else(frame, stretch) or aloof(line, stretch):
        return None
    if opens(frame):
        if not _at_work(frame):
            return None
        behind = line.words(name.end, frame.clause.end)
        return stretch if _tells(line.words(*stretch)) or _tells(behind) else None
    return stretch if _tells(line.words(*stretch)) else None


def _does_else(frame: Frame, stretch: tuple[int, int]) -> bool:
    """ "The office blamed X": a verb right before the product that is none of those by which one takes it up or keeps it.

    What stands further off, "puts every letter through X", may be any verb; right before it most tell of no use.
    """
    line = frame.line
    if opens(frame):
        return False
    beside = {cue.start for cue in line.cued("figure.staff")}
    led, ware = _before_ware(line, stretch)
    row = [token for token in led if token.fold not in _BESIDE_VERB and token.start not in beside]
    if len(row) != 1 or not row[0].word or row[0].fold in _MEANS:
        return False
    known = line.cued("takes", "fashions", "settles", "chore", "share") if ware else line.cued("takes")
    return not any(cue.first <= _at(line, row[0]) <= cue.last for cue in known)


def _before_ware(line: Line, stretch: tuple[int, int]) -> tuple[Sequence[Token], bool]:
    """The words before "a tool from", "its new assistant, built by", and whether such a tool stands there."""
    row = line.words(*stretch)
    wares = {cue.start for cue in line.cued("ai")}
    tool = next((at for at in range(len(row) - 1, -1, -1) if row[at].start in wares), None)
    if tool is None or len(row) - tool > _ABOUT + 1:
        return row, False
    led = next((at for at in range(tool, max(-1, tool - _ABOUT - 1), -1) if row[at].fold in _A_TOOL), None)
    return (row[:led], True) if led else (row, False)


_A_TOOL_WORDS = "a an the its their un une le la l' son sa leur des les ses leurs"
_A_TOOL = frozenset(_A_TOOL_WORDS.split())


def _at(line: Line, token: Token) -> int:
    return next(at for at, one in enumerate(line.tokens) if one.start == token.start)


_BESIDE_VERB_WORDS = """
    has have is are was were been being be now also already will would still just quietly recently the an its their
    it this they he she we il elle ils elles on c' ce ont deja desormais aussi va vont le la les l' un une son sa ses
    leur leurs est sont ete chacun chacune tous toutes both each all
"""
_MEANS_WORDS = "with on via through by using behind under in into avec sur par via derriere sous dans grace"
_BESIDE_VERB = frozenset(_BESIDE_VERB_WORDS.split())
_MEANS = frozenset(_MEANS_WORDS.split())


def _built_by(frame: Frame, name: Name) -> tuple[int, int] | None:
    """ "L'assistant, conçu par le ministère avec les modèles X": what the body made is its own."""
    line = frame.line
    before = [token.fold for token in line.before(frame.span[0], _ABOUT + 1)]
    if line.lang != "fr" or name.start < frame.span[1]:
        return None
    if "par" not in before:
        return _its_tool(frame, name)
    at = before.index("par")
    between = [token.fold for token in line.words(frame.span[1], name.start)]
    made = at and before[at - 1].startswith(_MAKES) and _ARTICLES.issuperset(before[at + 1 :])
    return (frame.span[1], name.start) if made and between and between[0] in _MEANS_OF and len(between) <= _ABOUT + 1 else None


def _its_tool(frame: Frame, name: Name) -> tuple[int, int] | None:
    """ "X héberge l'assistant du ministère, conçu avec Y": the tool is the body's, and made of the model."""
    line = frame.line
    wares = {cue.end for cue in line.cued("ai")}
    before = line.before(frame.span[0], _ABOUT)
    owned = any(
        token.end in wares and _OF_ITS.issuperset(one.fold for one in before[at + 1 :]) for at, token in enumerate(before)
    )
    row = [token.fold for token in line.words(frame.span[1], name.start)]
    few = _DIRECT < len(row) <= _ABOUT + _DIRECT
    made = few and row[0] == "," and row[1].startswith(_MAKES) and row[2] in _MEANS_OF
    return (frame.span[1], name.start) if owned and made else None


_OF_ITS = frozenset({"de", "d'", "du", "des", "la", "l'", "le", "les"})
_MAKES = ("concu", "develop", "fabriqu", "construit", "bati", "cree", "elabor", "realis", "mont", "assembl", "entrain", "affin")
_MEANS_OF = frozenset({"avec", "a", "sur", "autour", "grace"})


def _related(frame: Frame, name: Name) -> tuple[int, int] | None:
    """ "X, which the city gave to 400 clerks, stays": the product is what the body's verb takes in a relative clause."""
    line = frame.line
    between = [token.fold for token in line.words(name.end, frame.span[0])]
    if line.lang != "en" or not between or between[-1] not in _WHICH | {"the"} or not _LEADS_ON.issuperset(between):
        return None
    close = next((one.start for one in line.words(frame.span[1], frame.clause.end) if one.fold == ","), frame.clause.end)
    first = next((token for token in line.words(frame.span[1], close) if token.word), None)
    body = next((cue.end for cue in frame.clause.cues(line, "body") if cue.start == frame.span[0]), frame.span[1])
    stretch = (body, close)
    return stretch if not _WHICH.isdisjoint(between) and first is not None and _tells(line.words(*stretch)) else None


_WHICH = frozenset({"which", "that"})
_LEADS_ON = _WHICH | {",", "the"}


def _led_by_others(frame: Frame) -> bool:
    """A company or a person is the subject before the body: what they do is their own."""
    line, clause = frame.line, frame.clause
    others = [name for name in clause.names(line, Role.VENDOR, Role.COMPANY, Role.PERSON) if name.end <= frame.span[0]]
    firms = [cue for cue in clause.cues(line, "company") if cue.end <= frame.span[0]]
    return bool(others or firms) and not opens(frame)


def _serves(frame: Frame, name: Name) -> tuple[int, int] | None:
    """The product stands first, at work for, at or in the body, or on something that is the body's."""
    line = frame.line
    if name.end > frame.span[0] or line.cued(*_CLAIMED_ELSEWHERE) or _compared(line, frame):
        return None
    stretch = (name.end, frame.span[0])
    if _studied(line, frame) or not _at_work(frame):
        return None
    owned = any(token.start == frame.span[1] and token.fold == "'s" for token in line.tokens)
    return stretch if (_seated(frame) or owned or _works(frame, stretch)) and _tells(line.words(*stretch)) else None


def _at_work(frame: Frame) -> bool:
    """The clause has a verb of clerks' work, or one by which something settles in a place: "Claude arrive à l'Insee".

    "At NASA, X is feared", "X caused a row at NASA" have none.
    """
    return bool(frame.clause.cues(frame.line, "chore", "takes", "settles", *STAGES))


def _studied(line: Line, frame: Frame) -> bool:
    """ "X passed the exam, a team at the university reported": who tells it studied X."""
    before = [token.fold for token in line.before(frame.span[0], _ASIDE)]
    aside = before[len(before) - before[::-1].index(",") :] if "," in before else before[:0]
    return line.lang == "en" and not _STUDENTS.isdisjoint(aside)


_ASIDE = 8
_STUDENT_WORDS = "team researcher researchers scientist scientists study paper group professor professors economist analysts"
_STUDENTS = frozenset(_STUDENT_WORDS.split())


def _works(frame: Frame, stretch: tuple[int, int]) -> bool:
    """ "X relit les fiches du ministère": a verb of clerks' work, done on what is the body's."""
    line = frame.line
    chores = [cue for cue in line.cued("chore") if stretch[0] <= cue.start < stretch[1]]
    before = [token.fold for token in line.words(*stretch)][-2:]
    straight = bool(chores) and _ARTICLES.issuperset(token.fold for token in line.words(chores[-1].end, stretch[1]))
    return bool(chores) and line.lang == "fr" and (straight or bool(_OF_FRENCH.intersection(before)))


def _compared(line: Line, frame: Frame) -> bool:
    """ "More than the office's own lines": the body stands in a comparison, or as somebody's former house."""
    before = {token.start for token in line.words(frame.clause.start, frame.span[0])[-_ABOUT:]}
    return any(line.tokens[cue.last].start in before for cue in line.cued("about", "title", "former"))


def _seated(frame: Frame) -> bool:
    if _opinion(frame):
        return False
    before = [token.fold for token in frame.line.words(frame.clause.start, frame.span[0])][-_SEATED:]
    return bool(_SEAT.get(frame.line.lang, _NONE).intersection(before))


def _opinion(frame: Frame) -> bool:
    """ "Pour la Cnil, X reste perfectible": what it thinks."""
    line = frame.line
    before = [token.fold for token in line.words(line.span.start, frame.span[0])]
    return (
        before[:1] == ["pour"]
        and _ARTICLES.issuperset(before[1:])
        and [one.fold for one in line.behind(frame.span[1], 1)] == [","]
    )


def opens(frame: Frame) -> bool:
    """Whether the body is the place of what its clause says, and stands at the head of it: "At the body, …"."""
    before = [token.fold for token in frame.line.words(frame.clause.start, frame.span[0]) if token.word]
    return _seated(frame) and _EMPTY.issuperset(before)


def _tells(words: Sequence[Token]) -> bool:
    return any(token.word and not token.upper and token.fold not in _EMPTY for token in words)
