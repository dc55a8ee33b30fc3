"""How far a clause says that a public body has gone: one stage out of all the cues that stand in it.

Weighed in this order: a denial; an end; for a body that buys for others any agreement is an approval; then what stands
right beside the body; then the word that leads ("weighing the use", "signed a contract to test"). What is only planned is
at most approved; what is negated is nothing, and words after "after" or "ending" tell of an earlier state.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchers.claims.actors import Line, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Frame
from watchers.claims.cutting import Clause
from watchers.claims.disputing import beside
from watchers.claims.ends import of_another, talked_of, thereby, weighed
from watchers.claims.leading import LEADING, bargained, following, principal
from watchers.claims.lexicon import Cue
from watchers.claims.limits import limits
from watchers.claims.model import Stage
from watchers.claims.permits import FREELY, able, allowed, no_duty
from watchers.claims.polarity import doubted, family, negated, untold
from watchers.claims.settling import given_by_maker, of_older, sanctioned, stage_of
from watchers.claims.telling import stage_cues
from watchers.claims.tenses import BESIDE, SCOPE, might, over, planned
from watchers.claims.voice import is_given

_RUNG = {
    "explore": Stage.EXPLORING,
    "offer": Stage.OFFERED,
    "get": Stage.OFFERED,
    "approve": Stage.APPROVED,
    "adopt": Stage.ADOPTED,
    "contract": Stage.CONTRACTED,
    "end": Stage.ENDED,
    "deny": Stage.DENIED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """The stage that a clause tells, and the words that tell it."""

    stage: Stage
    cue: Cue
    hedged: bool
    shown: bool = False
    """No cue tells it; the way product and body stand together does."""
    weak: bool = False
    """Yields to any other statement on the same body and vendor."""


def staged(frame: Frame) -> Staged | None:
    """The stage that the frame's clause tells of its bodies."""
    line, clause = frame.line, frame.clause
    cues = [cue for cue in stage_cues(frame) if not untold(line, clause, cue.start)]
    live = [cue for cue in cues if not over(line, clause, cue) and not _own_offer(cue, frame)]
    live = [cue for cue in live if not over(line, clause, cue, "finished")] or live
    disputes, live = beside(line, clause, live)
    denied = disputes or _first(line, clause, live, "deny")
    if denied is not None and _taken_for_granted(line, denied):
        live = [cue for cue in live if family(cue) != "deny"]
    elif denied is not None:
        return told(line, clause, denied, Stage.DENIED)
    live = [
        cue
        for cue in live
        if not (thereby(frame, live, cue) or talked_of(line, cue) or of_another(frame, cue) or limits(line, cue))
    ]
    ended = _first(line, clause, live, "end")
    if ended is not None and weighed(line, live, ended):
        return None
    if ended is not None:
        return told(line, clause, ended, Stage.ENDED)
    rungs = [cue for cue in live if family(cue) in LEADING and not able(line, clause, cue)]
    rungs = [cue for cue in rungs if not (_in_passing(line, clause, cue, rungs) or of_older(line, clause, cue))]
    rest = [cue for cue in rungs if not negated(line, clause, cue)]
    rest = [cue for cue in rest if not _purpose(line, cue, rungs)]
    if rungs and not rest:
        return _refused(frame, rungs)
    if not frame.listing:
        return _led(frame, rest)
    return _listed(line, clause, rest) or _programme(frame)


def _purpose(line: Line, cue: Cue, rungs: Sequence[Cue]) -> bool:
    """ "Uses X to assess claims": what a body does with a model is no trial of it, unless it is to learn whether it works."""
    to = line.tokens[cue.first - 1].fold if cue.first else ""
    behind = {token.fold for token in line.tokens[cue.last + 1 : cue.last + 3]}
    if to not in _TO or family(cue) != "explore" or not _LEARNS.isdisjoint(behind):
        return False
    return any(other.last < cue.first and family(other) == "adopt" for other in rungs) and bool(
        [name for name in line.named(Role.PRODUCT, Role.VENDOR) if name.end <= cue.start]
    )


_LEARNS = frozenset(
    {"whether", "if", "how", "it", "its", "them", "models", "si", "comment", "ses", "son", "modeles", "with", "avec"}
)
_TO = frozenset({"to", "pour"})


def _taken_for_granted(line: Line, denied: Cue) -> bool:
    """ "Denied that its use of X broke the law": what is denied is said of the use, and the use stands."""
    row = [token.fold for token in line.tokens]
    that = next((at for at in range(denied.first + 1, min(denied.last + _NEAR, len(row))) if row[at] in _THAT), None)
    if that is None or not _EXISTS.isdisjoint(row[that:]):
        return False
    return row[that + 1 : that + 2] != [] and row[that + 1] in _ITS and not _NOUNS.isdisjoint(row[that + 2 : that + _NEAR])


_NEAR = 4
_THAT = frozenset({"that", "que", "qu'"})
_ITS = frozenset({"its", "their", "his", "her", "son", "sa", "ses", "leur", "leurs", "the", "le", "la", "l'"})
_NOUNS_WORDS = """
    use usage contract contracts deal agreement purchase rollout deployment pilot trial recours emploi utilisation contrat accord
    marche achat deploiement essai experimentation
"""
_NOUNS = frozenset(_NOUNS_WORDS.split())
_EXISTS_WORDS = """
    exist exists existed existe existait existent real reel planned prevu signed concluded finalised finalized agreed begun
    started signe conclu passe finalise entame commence lieu place
"""
_EXISTS = frozenset(_EXISTS_WORDS.split())
"""Said of the use or contract itself: then it is the thing that is denied."""


def open_to_all(frame: Frame) -> Staged | None:
    """ "Any federal agency may now order X": what bodies in general may have is offered to them."""
    line = frame.line
    behind = line.behind(frame.span[1], SCOPE) if frame.collective else ()
    may = next((at for at, token in enumerate(behind[:BESIDE]) if token.fold in ("may", "can")), None)
    if line.lang != "en" or may is None or any(token.fold not in FREELY for token in behind[:may]):
        return None
    verb = next((token for token in behind[may + 1 :] if token.fold not in FREELY), None)
    goods = [name for name in frame.clause.names(line, Role.PRODUCT, Role.VENDOR) if verb and name.start >= verb.end]
    if verb is None or verb.fold not in _HAVING or not goods or line.question:
        return None
    place = line.tokens.index(verb)
    cue = Cue(category="get", start=verb.start, end=verb.end, first=place, last=place)
    return Staged(stage=Stage.OFFERED, cue=cue, hedged=False)


_HAVING = frozenset({"use", "order", "buy", "purchase", "access", "get", "adopt", "deploy", "try", "obtain", "acquire", "have"})


def _in_passing(line: Line, clause: Clause, cue: Cue, cues: Sequence[Cue]) -> bool:
    """ "L'outil destiné aux agents reposera sur X", "Testé depuis mars, l'outil sera généralisé": the subject's participle.

    The verb behind it tells how far things are.
    """
    word = line.tokens[cue.first].fold
    later = [other for other in cues if other.first > cue.last and family(other) in _SETTLED]
    if line.lang != "fr" or not later:
        return False
    if word.startswith("destine"):
        return True
    opens = clause.start == line.span.start and cue.first <= 1 and word.endswith(_PARTICIPLES) and family(cue) == "explore"
    between = [token.fold for token in line.tokens[cue.last + 1 : later[0].first]]
    return opens and "," in between


_SETTLED = frozenset({"adopt", "approve", "contract"})
_PARTICIPLES = ("e", "ee", "es", "ees", "mis", "mise")


def _own_offer(cue: Cue, frame: Frame) -> bool:
    """What the body itself offers or introduces is no offer to it; "at the body, Y offers X" is, and "was offered X"."""
    if family(cue) != "offer" or not frame.named or frame.collective or cue.start < frame.span[1]:
        return False
    if is_given(frame.line, cue):
        return False
    makers = [name for name in frame.line.named(Role.VENDOR) if frame.span[1] <= name.start and name.end <= cue.start]
    before = {token.fold for token in frame.line.words(frame.clause.start, frame.span[0])}
    return not (makers and before & _AT) or bool(frame.line.words(makers[-1].end, cue.start))


_AT = frozenset({"at", "in", "a", "au", "aux", "chez"})


def _refused(frame: Frame, cues: Sequence[Cue]) -> Staged | None:
    """ "We never tested it", said by somebody: a denial. Told by nobody, or only "not yet", it is an absence."""
    line, clause = frame.line, frame.clause
    plain = [cue for cue in cues if not _sum_only(line, cue)]  # "has never paid anything" denies no use
    plain = [cue for cue in plain if family(cue) in ("adopt", "explore", "contract") or cue.category == "approve.deal"]
    if (
        not plain
        or clause.cues(line, "yet")
        or any(cue.first < plain[0].first and not negated(line, clause, cue) for cue in clause.cues(line, "future"))
    ):
        return None
    if _until(line, plain[0]) or _of_some_data(line, clause) or no_duty(line, plain[0]):
        return None
    if attribution(frame.scene, line, plain[0].start) is None and not line.cued("say", "per") and not _opens_with_no(line):
        return None
    return replace(told(line, clause, plain[0], Stage.DENIED), weak=family(plain[0]) == "contract")


def _of_some_data(line: Line, clause: Clause) -> bool:
    """ "No personal data is sent to X", "aucune donnée sensible": some kind is kept out, the rest may go in."""
    row = [token.fold for token in line.words(clause.start, clause.end)[:_OPENS]]
    return row[:1] != [] and row[0] in _NONE and not _KEPT.isdisjoint(row[1:])


_OPENS = 4
_NONE = frozenset({"no", "aucun", "aucune"})
_KEPT_WORDS = """
    personal confidential sensitive classified private secret medical patient student personnelle personnelles personnel sensible
    sensibles confidentielle confidentiel classifiee medicale medicales nominative
"""
_KEPT = frozenset(_KEPT_WORDS.split())


def _until(line: Line, cue: Cue) -> bool:
    """ "Will not sign a contract before the auditors report": put off, and not denied."""
    before = {token.fold for token in line.tokens[max(0, cue.first - BESIDE) : cue.first]}
    behind = {token.fold for token in line.tokens[cue.last + 1 :]}
    return line.lang == "en" and not before.isdisjoint(_SHALL) and not behind.isdisjoint(_PUT_OFF)


_SHALL = frozenset({"will", "would", "wo", "won't", "n't"})
_PUT_OFF = frozenset({"before", "until", "unless", "till"})


def _opens_with_no(line: Line) -> bool:
    """ "Non, la police ne se sert pas de X": the answer to what is told around."""
    return len(line.tokens) > 1 and line.tokens[0].fold in ("non", "no") and line.tokens[1].fold == ","


def _listed(line: Line, clause: Clause, cues: Sequence[Cue]) -> Staged | None:
    """A buyer for others: whatever it agrees to is an approval; only trials of its own come before."""
    for wanted in (("approve",), ("contract", "offer"), ("explore",), ("adopt", "get")):
        for cue in cues:
            if family(cue) in wanted:
                stage = Stage.EXPLORING if family(cue) == "explore" else Stage.APPROVED
                return told(line, clause, cue, stage)
    return None


def _programme(frame: Frame) -> Staged | None:
    """ "Announced a OneGov agreement with X": the name of the programme holds the word for the deal."""
    line = frame.line
    for name in frame.clause.names(line, Role.AGENCY):
        last = name.surface.split()[-1].casefold()
        if name.start >= frame.span[0] and name.entity is not None and last in _DEALS and frame.clause.names(line, Role.VENDOR):
            place = next(at for at, token in enumerate(line.tokens) if token.start >= name.start)
            cue = Cue(category="approve.deal", start=name.start, end=name.end, first=place, last=place)
            return None if negated(line, frame.clause, cue) else told(line, frame.clause, cue, Stage.APPROVED)
    return None


_DEALS = frozenset({"agreement", "deal", "accord", "contract", "arrangement"})


def _led(frame: Frame, cues: Sequence[Cue]) -> Staged | None:
    line, clause, body = frame.line, frame.clause, frame.span
    if not cues:
        return None
    offered = given_by_maker(line, cues, body) if frame.named else None
    if offered is not None:
        return told(line, clause, offered, Stage.OFFERED)
    beside = [cue for cue in cues if _beside(line, cue, body) and family(cue) == "adopt"]
    trial = any(family(cue) == "explore" for cue in cues)
    leading = min(cues, key=lambda cue: (LEADING.get(cue.category, LEADING[family(cue)]), cue.first))
    leading = bargained(line, cues, principal(line, cues, leading))
    beside = [cue for cue in beside if cue.first < leading.first or family(leading) != "approve"]  # "cleared X for use"
    cue = beside[0] if beside and not trial and family(leading) in ("offer", "get", "approve") else leading
    cue = following(line, clause, cues, cue)
    stage = stage_of(line, clause, cue, _RUNG[family(cue)])
    if (stage is Stage.ADOPTED or cue.category == "get") and allowed(line, clause, cue):
        stage = Stage.APPROVED
    elif stage in (Stage.ADOPTED, Stage.CONTRACTED) and might(line, clause, cue):
        stage = Stage.EXPLORING
    elif planned(line, clause, cue):
        stage = Stage.APPROVED
    elif _only_pays(line, clause, cue):
        return replace(told(line, clause, cue, stage), weak=True)
    elif (
        stage is Stage.APPROVED
        and family(cue) != "contract"  # a purchase that was only voted
        and any(sign in clause.text(line) for sign in MONEY)
        and any(not sanctioned(line, deal) for deal in clause.cues(line, "approve.deal", "contract"))
    ):
        stage = Stage.CONTRACTED
    return told(line, clause, cue, stage)


MONEY = ("$", "€", "£", " euros", " dollars", " million")


def _only_pays(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Pays X 18 dollars a month": what it costs, and nothing of a contract, where another sentence tells the use itself."""
    return _sum_only(line, cue) and not clause.cues(line, "future") and len(clause.cues(line, "contract")) == 1


def _sum_only(line: Line, cue: Cue) -> bool:
    """A word for the paying alone, and none for an order or a contract."""
    return family(cue) == "contract" and line.tokens[cue.first].fold in _PAYS


_PAYS = frozenset(
    {
        "pay",
        "pays",
        "paid",
        "paying",
        "bill",
        "bills",
        "billed",
        "billing",
        "paie",
        "paient",
        "paye",
        "payent",
        "verse",
        "versent",
    }
)


def told(line: Line, clause: Clause, cue: Cue, stage: Stage) -> Staged:
    """``stage`` as ``cue`` tells it, hedged where a word of doubt stands in the clause."""
    return Staged(stage=stage, cue=cue, hedged=doubted(line, clause, cue))


def _first(line: Line, clause: Clause, cues: Sequence[Cue], wanted: str) -> Cue | None:
    return next((cue for cue in cues if family(cue) == wanted and not negated(line, clause, cue)), None)


def _beside(line: Line, cue: Cue, body: tuple[int, int]) -> bool:
    gap = (body[1], cue.start) if cue.start >= body[1] else (cue.end, body[0])
    return len(line.words(*gap)) <= BESIDE
