"""Use that no trigger tells: a body that does something ordinary with a product, or has one at work for it.

"The office puts every letter through X", "has had X on its desks since Easter", "will stay with X", "X sorts mail for it",
"Inside the office, X has become the first stop". The verb does not matter, what stands around it does: who only talks about a
product, asks for it, or names it with a doubt or as another's uses nothing, and neither does a body beside which others act.
"""

from collections.abc import Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.avowals import avowed
from watchers.claims.binding import STAGES, Clause, Frame, groups
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.polarity import CONDITIONAL, reported_future, reports, untold, worked_on
from watchers.claims.stages import Staged, told
from watchers.claims.tenses import ahead
from watchers.claims.tokens import Token

_OFFERED = 3
_ABOUT = 3
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
_ITSELF = frozenset(
    {"it", "its", "they", "their", "we", "our", "il", "elle", "ils", "elles", "nous", "on", "ses", "leurs", "sa", "son", "leur"}
)
_OWNED = frozenset({"'s", "own", "new", "latest", "'"})
_OF = frozenset({"of", "from", "by", "de", "d'", "du", "'s", "avec"})
_ARTICLES = frozenset({"le", "la", "l'", "les", "deja", "aussi", "desormais"})
_OF_FRENCH = frozenset({"de", "d'", "du", "des"})
_OF_MODELS = frozenset({"ai", "language", "large", "-", "based", "-based", "open", "chat", "speech", "translation", "powered"})
_CLAIMED_ELSEWHERE = ("say.of", "explore.with")
_WEIGHED = ("explore", "end", "deny", "after", "finished")
"""Where one of these stands between them, another rule has weighed it already and found nothing."""
_DOUBTS = ("hedge", "modal", "able", "suppose", "outsider", "watch")
"""With one of these between body and product nothing is told of a use."""


def goods(line: Line, clause: Clause) -> tuple[Name, ...]:
    """What the clause names that can be used: products, and vendors beside a word for what they make ("Mistral's model")."""
    ware = clause.cues(line, "ai")
    return tuple(
        name
        for name in clause.names(line, Role.PRODUCT, Role.VENDOR)
        if name.vendor
        and (not _owns(line, name) if name.role is Role.PRODUCT else any(_ware_of(line, cue, name) for cue in ware))
    )


def _owns(line: Line, name: Name) -> bool:
    """ "ChatGPT's education business": something of the product's, and not the product."""
    return any(token.start == name.end and token.fold == "'s" for token in line.words(name.end, name.end + len("'s")))


def _ware_of(line: Line, cue: Cue, name: Name) -> bool:
    gap = (name.end, cue.start) if name.end <= cue.start else (cue.end, name.start)
    between = [token.fold for token in line.words(*gap)]
    made = name.end <= cue.start and all(fold in _OF_MODELS for fold in between)  # "a Mistral model", "an OpenAI language model"
    return gap[0] <= gap[1] and len(between) <= _OFFERED and (made or bool(_OF.intersection(between)))


def used(frame: Frame) -> Staged | None:
    """The use that the clause shows without a word for it; ``None`` where it shows none."""
    line, clause = frame.line, frame.clause
    barred = [cue for cue in clause.cues(line, "bar") if not cue.first or line.tokens[cue.first - 1].fold not in _HIS_OWN]
    if frame.collective or frame.listing or _official(frame) or barred or clause.cues(line, "yet", "misstated"):
        return None
    for name in goods(line, clause):
        if untold(line, clause, name.start):
            continue
        owned = avowed(frame, name)
        if owned is not None and not clause.cues(line, *_DOUBTS):
            return _shown(frame, name, owned)
        stretch = _handles(frame, name) or _serves(frame, name) or _built_by(frame, name) or _related(frame, name)
        if stretch is not None and not _doubted(frame, name, stretch):
            return _shown(frame, name, stretch)
    return None


_HIS_OWN = frozenset({"our", "its", "their", "'s", "nos", "ses", "leurs", "own"})
"""Behind these "analysts" are a body's own people."""


def _official(frame: Frame) -> bool:
    """ "Treasury Secretary Jane Roe", "the office's director": a person who holds a post there, and not the body."""
    line = frame.line
    return frame.named and any(
        frame.span[1] <= cue.start and len(line.words(frame.span[1], cue.start)) <= 1 for cue in line.cued("title", "spokes")
    )


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
    coming = ahead(line, clause, cue, stretch) or _will_work(line, stretch)
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
    stretch = (frame.span[1], _group_start(line, name))
    if opens(frame):
        behind = line.words(name.end, frame.clause.end)
        return stretch if _tells(line.words(*stretch)) or _tells(behind) else None
    return stretch if _tells(line.words(*stretch)) else None


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
    made = (
        len(row) > _DIRECT
        and row[0] == ","
        and row[1].startswith(_MAKES)
        and row[2] in _MEANS_OF
        and len(row) <= _ABOUT + _DIRECT
    )
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
    if _studied(line, frame):
        return None
    owned = any(token.start == frame.span[1] and token.fold == "'s" for token in line.tokens)
    return stretch if (_seated(frame) or owned or _works(frame, stretch)) and _tells(line.words(*stretch)) else None


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


def _group_start(line: Line, name: Name) -> int:
    """Where the product begins, its maker's name right before it included: "Google's Gemini"."""
    makers = [one for one in line.named(Role.VENDOR) if one.vendor == name.vendor and one.end <= name.start]
    if makers and _OWNED.issuperset(token.fold for token in line.words(makers[-1].end, name.start)):
        return makers[-1].start
    return name.start


def _tells(words: Sequence[Token]) -> bool:
    return any(token.word and not token.upper and token.fold not in _EMPTY for token in words)


# ------------------------------------------------------------------------------------------------------------------- doubts


def _doubted(frame: Frame, name: Name, stretch: tuple[int, int]) -> bool:
    line = frame.line
    inside = [cue for cue in line.cued(*_DOUBTS, *_WEIGHED) if stretch[0] <= cue.start < stretch[1]]
    inside = [cue for cue in inside if cue.category != "watch" or not worked_on(line, frame.clause, cue)]
    inside = [cue for cue in inside if cue.category != "hedge" or not reported_future(line, cue.first)]
    given = [cue for cue in line.cued("offer") if stretch[0] <= cue.start < stretch[1]]
    people = {token.fold for token in line.words(name.end, frame.clause.end)}
    if given and not _PUBLIC_AT_LARGE.isdisjoint(people):
        return True  # "sera le premier pays à offrir X à tous ses habitants"
    if _wields(line, stretch, name):
        doubts = [cue for cue in inside if cue.category not in ("outsider", "watch")]
        return bool(doubts) or _others_act(frame, name, stretch) or _spoken_of(line, stretch)
    tests = (_talks, _spoken_of, _conditional, _of_another)
    return bool(inside) or _others_act(frame, name, stretch) or _only_topic(line, name) or any(t(line, stretch) for t in tests)


def _wields(line: Line, stretch: tuple[int, int], name: Name) -> bool:
    """ "Answers taxpayers' questions with X": a verb of clerks' work, and the product as its means."""
    row = line.words(*stretch)
    chores = [cue for cue in line.cued("chore") if stretch[0] <= cue.start < stretch[1]]
    means = line.lang == "en" and name.start >= stretch[1] and bool(row) and row[-1].fold in ("with", "using", "via")
    return means and bool(chores) and all(token.fold not in _RELATIVES for token in row)


def _others_act(frame: Frame, name: Name, stretch: tuple[int, int]) -> bool:
    """Somebody else stands between the two."""
    line = frame.line
    row = next((row for row in groups(line, goods(line, frame.clause)) if name in row), (name,))
    return any(
        stretch[0] <= other.start < stretch[1] and other.role is not Role.PLACE and other not in row for other in line.names
    )


def _talks(line: Line, stretch: tuple[int, int]) -> bool:
    """The verb itself, right behind the first of the two or right before the other, is one of talking, asking or judging."""
    words = line.words(*stretch)
    near = {token.start for token in (*words[:_ABOUT], *words[-_ABOUT:])}
    return any(cue.start in near for cue in line.cued("topic"))


def _of_another(line: Line, stretch: tuple[int, int]) -> bool:
    """ "Printed a stamp that was drawn with X": a relative clause on something that is neither a model nor the body itself."""
    words = line.words(*stretch)
    wares = {cue.end for cue in line.cued("ai", "figure.staff")}
    made = [at for at, word in enumerate(words) if word.fold in _CRAFTED and at == len(words) - 2]
    if any(at >= _DIRECT and words[at - 1].end not in wares and words[at - 1].fold not in _HELPING for at in made):
        return True  # "acquired a painting made with X"
    return any(word.fold in _RELATIVES and at >= _DIRECT and words[at - 1].end not in wares for at, word in enumerate(words))


_PUBLIC_AT_LARGE = frozenset(
    {"habitants", "citoyens", "contribuables", "electeurs", "usagers", "abonnes", "clients", "residents", "citizens", "taxpayers"}
)


_CRAFTED_WORDS = "made drawn painted written generated created produced composed designed forged faked translated"
_CRAFTED = frozenset(_CRAFTED_WORDS.split())
_HELPING = frozenset({"is", "are", "was", "were", "been", "be", "being", "now", "have", "has", "had", "its", "also", "already"})
_RELATIVES = frozenset({"that", "qui", "which", "who", "whose", "where", "dont", "lequel", "laquelle", "ou"})
_DIRECT = 2


def _spoken_of(line: Line, stretch: tuple[int, int]) -> bool:
    """ "The body says that X …": a word of saying parts them, and no "it" or "its" goes on with the body behind it."""
    saying = [cue for cue in line.cued("say") if stretch[0] <= cue.start < stretch[1] and reports(line, cue)]
    saying = [cue for cue in saying if not _noun(line, cue)]
    if not saying or _will_work(line, stretch):
        return False
    return not any(token.fold in _ITSELF for token in line.words(saying[-1].end, stretch[1]))


def _will_work(line: Line, stretch: tuple[int, int]) -> bool:
    """ "The office said that X would be sorting its files": the product is to do clerks' work."""
    if line.lang != "en":
        return False
    name = next((one for one in line.named(Role.PRODUCT, Role.VENDOR) if one.start >= stretch[1]), None)
    row = line.behind(name.end, _OFFERED) if name is not None else ()
    coming = next((token for token in row if token.fold in ("will", "would")), None)
    chores = line.cued("chore")
    return coming is not None and any(
        0 <= len(line.words(coming.end, cue.start)) <= 1 for cue in chores if cue.start > coming.end
    )


def _conditional(line: Line, stretch: tuple[int, int]) -> bool:
    """ "N'achèterait", "pourraient confier": supposed, in the form of the verb itself."""
    return line.lang == "fr" and any(token.fold.endswith(CONDITIONAL) and not token.upper for token in line.words(*stretch))


def _noun(line: Line, cue: Cue) -> bool:
    """ "Every report", "claims examiners": a word of saying that is a noun here, for no "that" follows."""
    following = line.tokens[cue.last + 1].fold if cue.last + 1 < len(line.tokens) else ""
    return line.tokens[cue.first].fold in _NOUNS and following not in _ITSELF | {"that", "how", "que", "qu'"}


_NOUNS = frozenset(
    {"report", "reports", "claim", "claims", "note", "notes", "answer", "answers", "post", "posts", "written", "show", "shows"}
)


def _only_topic(line: Line, name: Name) -> bool:
    """ "About X", "like X", "the maker of X": said of something else."""
    row = next((row for row in groups(line, line.named(Role.PRODUCT, Role.VENDOR)) if name in row), (name,))
    if row[0] is not name and _only_topic(line, row[0]):
        return True  # "the makers of A, B and C"
    if _matter_of(line, _group_start(line, name)) or any(token.fold in _SIGNS for token in line.behind(name.end, 1)):
        return True
    before = [token.start for token in line.before(_group_start(line, name), _ABOUT)]
    staff = {cue.last + 1 for cue in line.cued("figure.staff")}  # "31,000 staff on X"
    return any(line.tokens[cue.last].start in before and cue.first not in staff for cue in line.cued("about"))


def _matter_of(line: Line, place: int) -> bool:
    """ "Worked out the footprint of X", "l'empreinte de X": something about it, and no model, copy or help of it."""
    row = line.before(place, _NOUN)
    if len(row) < _NOUN or row[-1].fold not in _OF_A or not row[-2].word or _A.isdisjoint(token.fold for token in row[:-1]):
        return False
    wares = {cue.end for cue in line.cued("ai", "share", "adopt", "explore", "contract", "approve", "figure.staff")}
    known = any(token.end in wares for token in row)
    return not known and not any(name.end == row[-2].end for name in line.names) and row[-2].fold not in _MEANS


_SIGNS = frozenset(
    {
        "logo",
        "logos",
        "name",
        "brand",
        "stock",
        "shares",
        "advert",
        "adverts",
        "poster",
        "fans",
        "investors",
        "sticker",
        "stickers",
    }
)
"""Behind a product they make it the sign of itself."""
_NOUN = 4
_OF_A = frozenset({"of", "de", "d'", "du"})
_A = frozenset({"the", "a", "an", "its", "'s", "le", "la", "l'", "les", "un", "une", "son", "sa", "ses"})
_MEANS_WORDS = """
    help hands means use care charge control lot version copy year month week day days months hours minutes course
    basis mix blend variant derivative tuning retraining descendant engine
    base socle moteur variante derive adaptation affinage entrainement reentrainement descendant
    aide moyen service main mains charge usage version copie annee mois semaine jour jours heures force
"""
_MEANS = frozenset(_MEANS_WORDS.split())
