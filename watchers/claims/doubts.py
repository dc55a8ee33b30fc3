"""Doubts about a use that a clause shows without a word for it: who only talks about a product, asks for it, judges it or makes
something of it uses nothing.
"""

from collections.abc import Sequence
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.joining import groups
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import CONDITIONAL, reported_future, reports, worked_on
from watchers.claims.tokens import Token
from watchers.claims.wielding import goods, group_start

_ABOUT = 3
_OFFERED = 3
_ITSELF = frozenset(
    {"it", "its", "they", "their", "we", "our", "il", "elle", "ils", "elles", "nous", "on", "ses", "leurs", "sa", "son", "leur"}
)
_WEIGHED = ("explore", "end", "deny", "after", "finished")
"""Where one of these stands between them, another rule has weighed it already and found nothing."""
DOUBTS = ("hedge", "modal", "able", "suppose", "outsider", "watch")
"""With one of these between body and product nothing is told of a use."""


def doubted(frame: Frame, name: Name, stretch: tuple[int, int]) -> bool:
    """Whether something in ``stretch``, between body and product, or around them speaks against a use."""
    line = frame.line
    inside = [cue for cue in line.cued(*DOUBTS, *_WEIGHED) if stretch[0] <= cue.start < stretch[1]]
    inside = [cue for cue in inside if cue.category != "watch" or not worked_on(line, frame.clause, cue)]
    inside = [cue for cue in inside if cue.category != "hedge" or not reported_future(line, cue.first)]
    given = [cue for cue in line.cued("offer") if stretch[0] <= cue.start < stretch[1]]
    people = {token.fold for token in line.words(name.end, frame.clause.end)}
    if given and not _PUBLIC_AT_LARGE.isdisjoint(people):
        return True  # "sera le premier pays à offrir X à tous ses habitants"
    if _wields(line, stretch, name):
        doubts = [cue for cue in inside if cue.category not in ("outsider", "watch")]
        return bool(doubts) or _others_act(frame, name, stretch) or _spoken_of(line, stretch)
    tests = (_talks, _spoken_of, _conditional, _of_another, _looks_into)
    return bool(inside) or _others_act(frame, name, stretch) or _only_topic(line, name) or any(t(line, stretch) for t in tests)


def _wields(line: Line, stretch: tuple[int, int], name: Name) -> bool:
    """ "Answers taxpayers' questions with X": a verb of clerks' work, and the product as its means."""
    row = line.words(*stretch)
    chores = [cue for cue in line.cued("chore") if stretch[0] <= cue.start < stretch[1]]
    means = line.lang == "en" and name.start >= stretch[1] and (_is_means(row[-1:]) or _is_means(_before_tool(line, row)))
    return means and bool(chores) and all(token.fold not in _RELATIVES for token in row)


def _is_means(row: Sequence[Token]) -> bool:
    return bool(row) and row[-1].fold in ("with", "using", "via")


def _before_tool(line: Line, row: Sequence[Token]) -> Sequence[Token]:
    """ "With a chatbot built by X": the words before a tool that leads on to its maker."""
    at = len(row) - 1
    if at < 1 or row[at].fold not in _MAKERS_BY:
        return ()
    wares = {cue.end for cue in line.cued("ai")}
    tool = next((place for place in range(at - 1, max(-1, at - 1 - _ABOUT), -1) if row[place].end in wares), None)
    led = (place for place in range(tool, max(-1, tool - _BEFORE), -1) if row[place].fold in _A_TOOL) if tool is not None else ()
    first = next(iter(led), None)
    return row[:first] if first is not None else ()


_MAKERS_BY = frozenset({"by", "from"})
_BEFORE = 5
_A_TOOL = frozenset({"a", "an", "its", "their", "new"})


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


def _looks_into(line: Line, stretch: tuple[int, int]) -> bool:
    """ "A ouvert une enquête sur un assistant de X", "un concours d'assistants": what is opened is about the tool."""
    words = [word.fold for word in line.words(*stretch)]
    return any(one in _INQUIRIES and other in _ON for one, other in pairwise(words))


_INQUIRY_WORDS = """
    enquete enquetes concours prix instruction procedure consultation debat inquiry inquiries investigation investigations review
    contest competition prize probe consultation case debate talks negotiations discussions pourparlers tender
"""
_INQUIRIES = frozenset(_INQUIRY_WORDS.split())
_ON = frozenset({"sur", "de", "d'", "du", "des", "contre", "of", "into", "on", "over", "against", "about", "for"})


def _of_another(line: Line, stretch: tuple[int, int]) -> bool:
    """ "Printed a stamp that was drawn with X": a relative clause on something that is neither a model nor the body itself."""
    words = line.words(*stretch)
    wares = {cue.end for cue in line.cued("ai", "figure.staff")}
    if words and words[-1].fold == "dont" and any(word.end in wares for word in words[-_MEMBERS:]):
        words = words[:-1]  # "plusieurs modèles ouverts, dont X": a member of what is told, and no relative clause
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
_MEMBERS = 4
"""Words before "dont" among which what it counts stands."""


def _spoken_of(line: Line, stretch: tuple[int, int]) -> bool:
    """ "The body says that X …": a word of saying parts them, and no "it" or "its" goes on with the body behind it."""
    saying = [cue for cue in line.cued("say") if stretch[0] <= cue.start < stretch[1] and reports(line, cue)]
    saying = [cue for cue in saying if not _noun(line, cue)]
    if not saying or will_work(line, stretch):
        return False
    return not any(token.fold in _ITSELF for token in line.words(saying[-1].end, stretch[1]))


def will_work(line: Line, stretch: tuple[int, int]) -> bool:
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
    if _matter_of(line, group_start(line, name)) or any(token.fold in _SIGNS for token in line.behind(name.end, 1)):
        return True
    before = [token.start for token in line.before(group_start(line, name), _ABOUT)]
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
