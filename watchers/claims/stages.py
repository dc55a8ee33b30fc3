"""How far a clause says that a public body has gone: one stage out of all the cues that stand in it.

Weighed in this order: a denial; an end; for a body that buys for others any agreement is an approval; then what stands
right beside the body; then the word that leads ("weighing the use", "signed a contract to test"). What is only planned is
at most approved; what is negated is nothing, and words after "after" or "ending" tell of an earlier state.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchers.claims.actors import Line, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Clause, Frame
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.polarity import doubted, family, negated, reported_future, untold
from watchers.claims.telling import stage_cues
from watchers.claims.tokens import Token

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
_LEADING = {"contract": 0, "explore": 1, "approve": 2, "offer": 3, "get": 4, "adopt": 5, "approve.deal": 6}
_PLANNED = ("era", "eront", "ira", "iront", "rront", "rra")
"""Endings of the French future."""
_SCOPE = 7
_BESIDE = 3


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
    live = [cue for cue in cues if not _over(line, clause, cue) and not _own_offer(cue, frame)]
    live = [cue for cue in live if not _over(line, clause, cue, "finished")] or live
    denied = _first(line, clause, live, "deny")
    if denied is not None:
        return told(line, clause, denied, Stage.DENIED)
    live = [cue for cue in live if not _thereby(frame, live, cue)]
    ended = _first(line, clause, live, "end")
    if ended is not None and _weighed(line, live, ended):
        return None
    if ended is not None:
        return told(line, clause, ended, Stage.ENDED)
    rungs = [cue for cue in live if family(cue) in _LEADING and not _able(line, clause, cue)]
    rungs = [cue for cue in rungs if not _in_passing(line, clause, cue, rungs)]
    rest = [cue for cue in rungs if not negated(line, clause, cue)]
    if rungs and not rest:
        return _refused(frame, rungs)
    if not frame.listing:
        return _led(frame, rest)
    return _listed(line, clause, rest) or _programme(frame)


def open_to_all(frame: Frame) -> Staged | None:
    """ "Any federal agency may now order X": what bodies in general may have is offered to them."""
    line = frame.line
    behind = line.behind(frame.span[1], _SCOPE) if frame.collective else ()
    may = next((at for at, token in enumerate(behind[:_BESIDE]) if token.fold in ("may", "can")), None)
    if line.lang != "en" or may is None or any(token.fold not in _FREELY for token in behind[:may]):
        return None
    verb = next((token for token in behind[may + 1 :] if token.fold not in _FREELY), None)
    goods = [name for name in frame.clause.names(line, Role.PRODUCT, Role.VENDOR) if verb and name.start >= verb.end]
    if verb is None or verb.fold not in _HAVING or not goods or line.question:
        return None
    place = line.tokens.index(verb)
    cue = Cue(category="get", start=verb.start, end=verb.end, first=place, last=place)
    return Staged(stage=Stage.OFFERED, cue=cue, hedged=False)


_HAVING = frozenset({"use", "order", "buy", "purchase", "access", "get", "adopt", "deploy", "try", "obtain", "acquire", "have"})


def _thereby(frame: Frame, cues: Sequence[Cue], ended: Cue) -> bool:
    """ "Has licensed X for 900 clerks, ending a contest": what ends with it is something else."""
    line, at = frame.line, ended.first
    if family(ended) != "end" or not line.tokens[at].fold.endswith("ing") or not at or line.tokens[at - 1].fold != ",":
        return False
    led = any(family(cue) in ("adopt", "contract", "approve", "offer") and cue.last < at for cue in cues)
    goods = [name.start for name in line.named(Role.PRODUCT, Role.VENDOR)]
    behind = line.words(ended.end, frame.clause.end)[: _SCOPE - 1]
    wares = {cue.start for cue in line.cued("model", "matter", "ai", "explore", "adopt")}
    taken = any(token.start in wares or token.start in goods for token in behind)
    return led and not taken and any(place < ended.start for place in goods)


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


def _weighed(line: Line, cues: Sequence[Cue], ended: Cue) -> bool:
    """ "Étudie l'interdiction de X", "is considering dropping X": an end that is only thought of tells nothing."""
    for cue in cues:
        gap = line.tokens[cue.last + 1 : ended.first]
        if line.lang == "en" and family(cue) == "explore" and "whether" in {token.fold for token in gap[:2]}:
            return True  # "weighing whether to renew the licences"
        if (
            family(cue) == "explore"
            and line.tokens[cue.last].fold.startswith(_THINKS)
            and 0 <= ended.first - cue.last <= _BESIDE + 1
        ):
            return not any(token.fold in _APART or line.name_at(token.start) for token in gap)
    return False


_THINKS = ("etudi", "envisag", "song", "reflech", "examin", "evalu", "consider", "weigh", "mull", "contemplat", "studi", "explor")


def is_given(line: Line, cue: Cue) -> bool:
    """ "Was offered", "has been offered": to the subject, and not by it."""
    return cue.first > 0 and line.tokens[cue.first].fold == "offered" and line.tokens[cue.first - 1].fold in _WAS


def _own_offer(cue: Cue, frame: Frame) -> bool:
    """What the body itself offers or introduces is no offer to it; "at the body, Y offers X" is, and "was offered X"."""
    if family(cue) != "offer" or not frame.named or frame.collective or cue.start < frame.span[1]:
        return False
    if is_given(frame.line, cue):
        return False
    makers = [name for name in frame.line.named(Role.VENDOR) if frame.span[1] <= name.start and name.end <= cue.start]
    before = {token.fold for token in frame.line.words(frame.clause.start, frame.span[0])}
    return not (makers and before & _AT) or bool(frame.line.words(makers[-1].end, cue.start))


_WAS = frozenset({"was", "were", "been", "being", "is", "are"})
_AT = frozenset({"at", "in", "a", "au", "aux", "chez"})


def _refused(frame: Frame, cues: Sequence[Cue]) -> Staged | None:
    """ "We never tested it", said by somebody: a denial. Told by nobody, or only "not yet", it is an absence."""
    line, clause = frame.line, frame.clause
    plain = [cue for cue in cues if not _sum_only(line, cue)]  # "has never paid anything" denies no use
    plain = [cue for cue in plain if family(cue) in ("adopt", "explore", "contract") or cue.category == "approve.deal"]
    if not plain or clause.cues(line, "yet") or any(cue.first < plain[0].first for cue in clause.cues(line, "future")):
        return None
    if attribution(frame.scene, line, plain[0].start) is None and not line.cued("say", "per") and not _opens_with_no(line):
        return None
    return replace(told(line, clause, plain[0], Stage.DENIED), weak=family(plain[0]) == "contract")


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
    beside = [cue for cue in cues if _beside(line, cue, body) and family(cue) == "adopt"]
    trial = any(family(cue) == "explore" for cue in cues)
    leading = min(cues, key=lambda cue: (_LEADING.get(cue.category, _LEADING[family(cue)]), cue.first))
    leading = _bargained(line, cues, _main(line, cues, leading))
    beside = [cue for cue in beside if cue.first < leading.first or family(leading) != "approve"]  # "cleared X for use"
    cue = beside[0] if beside and not trial and family(leading) in ("offer", "get", "approve") else leading
    cue = _later(line, clause, cues, cue)
    stage = _RUNG[family(cue)]
    if stage is Stage.ADOPTED and _allowed(line, clause, cue):
        stage = Stage.APPROVED
    elif stage in (Stage.ADOPTED, Stage.CONTRACTED) and _might(line, clause, cue):
        stage = Stage.EXPLORING
    elif _planned(line, clause, cue):
        stage = Stage.APPROVED
    elif _only_pays(line, clause, cue):
        return replace(told(line, clause, cue, stage), weak=True)
    elif (
        stage is Stage.APPROVED
        and any(sign in clause.text(line) for sign in MONEY)
        and clause.cues(line, "approve.deal", "contract")
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


def _able(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Can deploy", "peut tester": says nothing of whether it is done."""
    can = any(0 < cue.first - other.last <= _SCOPE + 1 for other in clause.cues(line, "able"))
    return can and family(cue) in ("adopt", "explore", "contract") and not _allowed(line, clause, cue)


def _allowed(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Treasury staff may now use X", "clerks can use X from May": what a body lets its people do, it has cleared."""
    if line.lang != "en" or family(cue) != "adopt" or not line.tokens[cue.first].fold.startswith("use"):
        return False
    at = cue.first - 1
    while at > 0 and line.tokens[at].fold in _FREELY:
        at -= 1
    if at < 1 or line.tokens[at].fold not in ("may", "can"):
        return False
    staff = [one for one in clause.cues(line, "figure.staff") if one.last < at]
    between = line.tokens[staff[-1].last + 1 : at] if staff else ()
    own = all(token.upper or not token.word or token.fold in _OF_STAFF for token in between)
    return bool(staff) and own and not line.question and not clause.cues(line, "suppose")


_FREELY = frozenset({"now", "also", "freely", "officially", "again", "already"})
_OF_STAFF = frozenset({"in", "at", "of", "across", "the", "from", "and", "there", "with", "'s"})


_PAYING = ("pay", "spend", "charg", "bill", "factur", "pai", "vers", "depens")
"""A sum that will be paid is that of a contract already made."""


def _planned(line: Line, clause: Clause, cue: Cue) -> bool:
    """A use to come, or a contract to come whose verb stands right behind the word for the future: "will sign", "is to buy"."""
    if family(cue) == "contract" and not line.tokens[cue.first].fold.startswith(_PAYING):
        future = clause.cues(line, "future")
        if line.lang == "fr" and line.tokens[cue.first].fold.endswith(("era", "eront")):
            return True
        coming = any(0 <= cue.first - other.last < _BESIDE for other in future)
        coming = coming or any(reported_future(line, at) for at in range(max(0, cue.first - _BESIDE), cue.first))
        return not _done(line, cue) and coming
    return family(cue) in ("adopt", "get") and ahead(line, clause, cue) and not _kept_up(line, clause, cue)


def _kept_up(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Will continue to use", "continuera d'utiliser": a use to come that is there already."""
    return any(0 < cue.first - other.last < _BESIDE for other in clause.cues(line, "still"))


def _main(line: Line, cues: Sequence[Cue], leading: Cue) -> Cue:
    """A relation told in a relative clause yields to the verb before it: "uses X at a rate that it negotiated with Y"."""
    if family(leading) != "explore":
        return leading
    wanted = ("adopt", "contract") if leading.category == "explore.with" else ("adopt", "contract", "approve")
    for cue in cues:
        if cue.first < leading.first and family(cue) in wanted:
            between = line.tokens[cue.last + 1 : leading.first]
            relative = next((at for at, token in enumerate(between) if token.fold in _RELATIVE), None)
            if relative is not None and not (family(leading) == "explore" and _of_ware(line, between[:relative])):
                return cue
    return leading


def _of_ware(line: Line, words: Sequence[Token]) -> bool:
    """ "Chose X, which it tests": the relative clause behind these words is on the product itself."""
    end = next((token.end for token in reversed(words) if token.word), 0)
    return any(name.end == end for name in line.named(Role.PRODUCT, Role.VENDOR))


def _later(line: Line, clause: Clause, cues: Sequence[Cue], leading: Cue) -> Cue:
    """What is told after it: "chose X and has rolled it out", "a préféré X et l'a généralisé", "not only tests but uses X"."""
    if family(leading) not in ("approve", "explore"):
        return leading
    less = any(other.last < leading.first for other in clause.cues(line, "more"))
    for cue in cues:
        if family(cue) == "adopt" and cue.first > leading.last and _since(line, leading, cue):
            return cue
        if less and family(cue) in ("adopt", "contract") and cue.first > leading.last:
            return cue
        if family(cue) in ("adopt", "contract") and cue.first > leading.last and (_done(line, cue) or _now(line, cue)):
            between = {token.fold for token in line.tokens[leading.last + 1 : cue.first]}
            if between & _THEN and not between & _RELATIVE:
                return cue
    return leading


def _since(line: Line, leading: Cue, cue: Cue) -> bool:
    """ "Lui préfère X, en service depuis août": set off by a comma, with the day since when."""
    between = [token.fold for token in line.tokens[leading.last + 1 : cue.first]]
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 1 + _BESIDE]]
    return between[-1:] == [","] and bool({"depuis", "since"}.intersection(behind)) and family(leading) == "approve"


_THEN = frozenset({"and", "then", "before", "et", "puis"})


def _bargained(line: Line, cues: Sequence[Cue], leading: Cue) -> Cue:
    """What is still being talked of: "négocie avec X l'achat de …", "is weighing a contract"; the two stand in one phrase."""
    for cue in cues:
        reach = _TALK if cue.category == "explore.with" else _SCOPE
        if family(leading) == "contract" and family(cue) == "explore" and 0 < leading.first - cue.first <= reach:
            between = {token.fold for token in line.tokens[cue.first + 1 : leading.first]}
            if not between & _APART:
                return cue
    return leading


_TALK = 11
"""Words behind "in talks with" among which what is talked of stands."""
_APART = frozenset(
    {",", "et", "and", "puis", "then", "before", "avant", "that", "which", "who", "que", "qui", "dont", "a", "ont", "has"}
)
_RELATIVE = frozenset({"that", "which", "who", "que", "qu'", "qui", "dont"})


def _might(line: Line, clause: Clause, cue: Cue) -> bool:
    """Only a possibility: "could use", "pourrait recourir à"."""
    return any(0 < cue.first - other.last <= _BESIDE for other in clause.cues(line, "modal"))


def told(line: Line, clause: Clause, cue: Cue, stage: Stage) -> Staged:
    """``stage`` as ``cue`` tells it, hedged where a word of doubt stands in the clause."""
    return Staged(stage=stage, cue=cue, hedged=doubted(line, clause, cue))


def _first(line: Line, clause: Clause, cues: Sequence[Cue], wanted: str) -> Cue | None:
    return next((cue for cue in cues if family(cue) == wanted and not negated(line, clause, cue)), None)


def _over(line: Line, clause: Clause, cue: Cue, category: str = "after") -> bool:
    """Told as what was before: "after a trial", "ending two years of exploration"."""
    before = ("before", "avant")  # "tested it before dropping it": the end counts
    return any(
        other.last < cue.first <= other.last + _SCOPE - 2
        for other in clause.cues(line, category)
        if not (family(cue) == "end" and line.tokens[other.first].fold in before)
    )


def ahead(line: Line, clause: Clause, cue: Cue, stretch: tuple[int, int] | None = None) -> bool:
    """Only planned: a "will", "from September", "va" governs the cue; ``stretch``: where the words stand that hold its verb."""
    verbs = line.tokens[cue.first : cue.last + 1] if stretch is None else line.words(stretch[0], max(stretch[1], cue.end))
    if line.lang == "fr" and any(token.fold.endswith(_PLANNED) and not token.upper for token in verbs):
        return True
    if cue.first and line.tokens[cue.first - 1].fold in ("sera", "seront"):
        return True
    if line.tokens[cue.first].fold in _MADE and _to_come(line, clause, cue):
        return True
    if any(reported_future(line, at) for at in range(max(0, cue.first - _SCOPE), cue.first)):
        return True
    near = [other for other in clause.cues(line, "future") if abs(other.first - cue.first) <= _SCOPE + 2]
    said = [
        one.first for one in clause.cues(line, "say") if one.first > cue.last
    ]  # "has put X to work, and says it will publish"
    near = [other for other in near if not any(cue.last < place < other.first for place in said)]
    planned = any(not negated(line, clause, other) for other in near)
    return planned and (stretch is not None or not _done(line, cue))


_MADE = frozenset({"based", "built", "powered", "running"})


def _to_come(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Will replace its chatbot with one based on X": the model's participle has the time of the verb before it."""
    coming = [one for one in clause.cues(line, "future") if one.last < cue.first and not negated(line, clause, one)]
    between = {token.fold for token in line.tokens[coming[-1].last : cue.first]} if coming else set()
    return bool(coming) and cue.first > 0 and line.tokens[cue.first - 1].fold not in _BEEN and not between & _PARTED


_BEEN = frozenset({"is", "are", "was", "were", "been", "be", "has", "have", "already", "now"})
_PARTED = frozenset({",", "and", "but", "that", "which", "who", "because", "since", "as"})


def _done(line: Line, cue: Cue) -> bool:
    """ "A adopté", "s'est dotée", "has already rolled out": a day told beside it is that of the deed."""
    row = line.tokens
    inside = [at for at in range(cue.first, cue.last) if row[at].fold in _HAVE | _BE] if line.lang == "fr" else []
    at = inside[0] if inside else cue.first - 1
    while at > 0 and (row[at].fold in _ADVERBS or row[at].fold.endswith(("ly", "ment"))):
        at -= 1
    fold = row[at].fold if at >= 0 and (row[at].bare or row[at].fold != "a") else ""  # "à signer" has no auxiliary
    return fold in _HAVE or (fold in _BE and at > 0 and row[at - 1].fold in ("s'", "se"))


def _now(line: Line, cue: Cue) -> bool:
    """ "Chose X and uses it", "a choisi X et l'utilise": a verb of the present with its object."""
    word = line.tokens[cue.first].fold
    if line.lang == "fr":
        before = line.tokens[cue.first - 1].fold if cue.first else ""
        return before in ("l'", "les", "en") and not word.endswith(("er", "ir", *_PLANNED, "ra"))
    behind = {token.fold for token in line.tokens[cue.last + 1 : cue.last + 3]}
    return word.endswith("s") and bool(behind & {"it", "them"})


_HAVE = frozenset({"a", "ont", "avait", "avaient", "avons", "ai", "has", "have", "had"})
_BE = frozenset({"est", "sont", "etait", "etaient"})
_ADVERBS = frozenset(
    {"deja", "already", "bien", "aussi", "also", "enfin", "ete", "since", "just", "now", "vite", "tout", "y", "en"}
)


def _beside(line: Line, cue: Cue, body: tuple[int, int]) -> bool:
    gap = (body[1], cue.start) if cue.start >= body[1] else (cue.end, body[0])
    return len(line.words(*gap)) <= _BESIDE
