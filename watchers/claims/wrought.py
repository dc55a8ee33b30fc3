"""A tool that a body has had made, and whose model it gives on to: "A bâti son assistant avec X", "shares a platform that gives
access to X", "opened a chatbot workspace, built by X", "the department's chat tool, which is built by X".

The verb tells of making or opening, its object is a tool, and what leads on from the tool to the vendor says who made it.
"""

from collections.abc import Sequence
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.polarity import untold
from watchers.claims.tokens import Token
from watchers.claims.wares import WARES
from watchers.claims.wielding import group_start

_BARS = ("not", "not.any", "future", "hedge", "modal", "able", "suppose", "outsider", "wish", "ought", "yet", "misstated", "end")
"""With one of these between the body and the vendor nothing is told of a tool that there is."""
_HEAD = 6
"""Words behind the body among which its verb stands."""
_NEAR = 6
"""Words between the verb and the tool."""
_ASIDE = 8


def made_for(frame: Frame) -> Name | None:
    """The vendor or product of which the body's own tool is made; ``None`` where the clause tells of none."""
    line, clause = frame.line, frame.clause
    wares = [cue.start for cue in clause.cues(line, "ai", "served") if cue.start >= frame.span[1]]
    names = [name for name in clause.names(line, Role.PRODUCT, Role.VENDOR) if name.vendor and name.start >= frame.span[1]]
    names = [name for name in names if not _hosts(line, name)]
    if frame.collective or frame.listing or not names or not _leads(frame):
        return None
    name = names[0]
    row = line.words(frame.span[1], group_start(line, name))
    stop = name.start
    barred = any(frame.span[1] <= cue.start < stop for cue in clause.cues(line, *_BARS))
    if _to_choose_from(line, row, wares) and not _others(frame, name):
        return name
    if barred or untold(line, clause, name.start) or _others(frame, name):
        return None
    made = _makes(line, row, wares) or _owns(line, row, wares)
    return name if made else None


def _hosts(line: Line, name: Name) -> bool:
    """ "Hébergée par X", "hosted by X": whose machines the tool stands on."""
    return any(cue.end <= name.start and len(line.words(cue.start, name.start)) <= _HOSTED for cue in line.cued("hosted"))


_HOSTED = 2


def _leads(frame: Frame) -> bool:
    """The body opens the clause: nobody else stands before it, and no verb of saying."""
    line = frame.line
    ahead = [name for name in frame.clause.names(line, Role.VENDOR, Role.COMPANY, Role.PERSON) if name.end <= frame.span[0]]
    before = [token.fold for token in line.before(frame.span[0], 1)]
    return not ahead and not _BEHIND.intersection(before)


_BEHIND = frozenset({"of", "at", "from", "by", "with", "for", "than", "du", "de", "d'", "par", "avec", "pour", "chez", "selon"})


def _others(frame: Frame, name: Name) -> bool:
    """Somebody else acts between the body and the vendor: who is named in an aside of the tool does not."""
    line = frame.line
    between = [one for one in line.named(Role.COMPANY, Role.PERSON, Role.AGENCY) if frame.span[1] <= one.start < name.start]
    return any(
        [token.fold for token in line.behind(one.end, 1)] != [","]
        or [token.fold for token in line.before(one.start, 1)] not in ([","], ["par"], ["by"])
        for one in between
        if one.entity is None or one.entity.category != "platform"
    )


def _makes(line: Line, row: Sequence[Token], wares: Sequence[int]) -> bool:
    """A verb of making in the perfect, a tool that is its own or a new one, and what leads on to who made it."""
    words = [token.fold for token in row]
    verb = next((at for at, word in enumerate(words[:_HEAD]) if _is_verb(line, words[: at + 1])), None)
    if verb is None:
        return False
    tool = next((at for at, token in enumerate(row[verb + 1 :], verb + 1) if token.start in wares), None)
    if words[verb + 1 :] in (["avec"], ["with"]):
        return _tool_behind(line, row[-1].end)
    own = next((at for at in range(verb + 1, tool or 0) if words[at] in _ITS), None)
    if tool is None or own is None or tool - verb > _NEAR or not _OF.isdisjoint(words[verb:tool]):
        return False  # "a lancé un concours d'assistants": what it opens is no tool
    return _leads_on(line, words[tool + 1 :])


def _tool_behind(line: Line, place: int) -> bool:
    """ "A développé avec X un moteur de recherche": the tool stands behind its maker."""
    name = next((one for one in line.named(Role.PRODUCT, Role.VENDOR) if one.start >= place), None)
    row = line.behind(name.end, _HEAD) if name is not None else ()
    at = next((at for at, token in enumerate(row) if token.fold in WARES), None)
    return at is not None and row[0].fold in _ITS and _OF.isdisjoint(token.fold for token in row[:at])


def _to_choose_from(line: Line, row: Sequence[Token], wares: Sequence[int]) -> bool:
    """ "Dispose de son propre assistant, où l'on peut choisir entre …": its tool, whose users have the choice."""
    words = [token.fold for token in row]
    if line.lang != "fr" or _HAS.isdisjoint(words[:_NEAR]) or {"ne", "n'", "pas"}.intersection(words):
        return False
    at = next((at for at, pair in enumerate(pairwise(words)) if pair in (("choisir", "entre"), ("choix", "entre"))), None)
    return at is not None and len(words) <= 3 * _ASIDE and any(token.start in wares for token in row[:at])


def _is_verb(line: Line, words: Sequence[str]) -> bool:
    """The last of ``words`` is a verb of making or opening that stands behind the body."""
    if line.lang == "fr":
        return len(words) > 1 and words[-1].startswith(_FAIT) and bool({"a", "ont", "s'est", "est"}.intersection(words[:-1]))
    return words[-1] in _MADE


def _owns(line: Line, row: Sequence[Token], wares: Sequence[int]) -> bool:
    """ "The department's StateChat, which is built by X": the tool is named as the body's."""
    words = [token.fold for token in row]
    comma = words.index(",") if "," in words else 0
    if line.lang != "en" or words[:1] != ["'s"] or not 1 < comma <= _HEAD:
        return False
    tool = any(token.start in wares for token in row[:comma]) or (comma == len(words[:2]) and _is_tool(row[1]))
    return tool and words[comma + 1 : comma + 2] == ["which"] and _leads_on(line, words[comma:])


def _is_tool(token: Token) -> bool:
    """ "StateChat", "VA-GPT": a name that tells what it is."""
    return token.upper and token.fold.endswith(("chat", "gpt", "bot", "assist"))


def _leads_on(line: Line, words: Sequence[str]) -> bool:
    """What parts the tool from the vendor: "avec", "qui donne accès à", ", built by", "that gives access to"."""
    while words and words[-1] in _ARTICLES:
        words = words[:-1]
    if len(words) > 2 * _ASIDE:
        return False
    if line.lang == "fr":
        last = " ".join(words[-4:])
        return words[-1:] == ["avec"] or last.endswith(("qui donne acces a", "qui donne acces aux", "qui ouvre l'acces a"))
    last = " ".join(words[-3:])
    return last.endswith(_BUILT_BY) or last in ("gives access to", "give access to") or words[-1:] == ["with"]


_ITS = frozenset({"son", "sa", "ses", "leur", "leurs", "un", "une", "its", "their", "a", "an", "own"})
_OF = frozenset({"of", "into", "over", "on", "about", "for", "with", "de", "d'", "du", "des", "sur", "pour", "avec"})
_ARTICLES = frozenset({"le", "la", "l'", "les", "the", "firm", "company", "start-up", "startup", "societe", "entreprise"})
_HAS = frozenset({"dispose", "disposent", "possede", "possedent"})
_FAIT = (
    "concu",
    "develop",
    "fabriqu",
    "construit",
    "bati",
    "cree",
    "elabor",
    "mis",
    "mutualis",
    "assembl",
    "deploy",
    "lanc",
    "ouvert",
)
_MADE_WORDS = "built developed made created set opened launched shares share pooled fielded assembled"
_MADE = frozenset(_MADE_WORDS.split())
_BUILT_BY = ("built by", "developed by", "made by", "built with", "developed with", "designed by", "powered by")
