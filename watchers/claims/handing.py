"""What a vendor puts into a body's hands: "Google has given NASA Gemini", "sold Gemini to the Navy", "NASA was given Gemini".

The verbs mean a hundred other things, so the product must be what is given: right behind the body, or right before its "to".
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.closed import THE
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.stages import Staged

_GIVE_WORDS = (
    "give gives gave given giving hand hands handed handing donate donates donated lend lends lent lending livre livrent"
)
_SELL_WORDS = "sell sells sold selling"
_GIVES, _SELLS = frozenset(_GIVE_WORDS.split()), frozenset(_SELL_WORDS.split())
_HELPING_WORDS = "has have had will would is are was were been also now just already recently quietly again not"
_HELPING = frozenset(_HELPING_WORDS.split())
_BESIDE = THE | frozenset({"its", "free", "new", "own", "ai", "chatbot", "assistant", "model", "'s", "a", "an", "to", "access"})
_GOES_ON_WORDS = """
    for to by in at on with from until through this last next free licences licenses seats accounts subscriptions and or as under
    after before since when while at
"""
_GOES_ON = frozenset(_GOES_ON_WORDS.split())
_LED = 12


def handed(frame: Frame) -> Staged | None:
    """The stage of a gift or a sale of a product to the frame's bodies; ``None`` where nothing of the kind is told."""
    line, (start, end) = frame.line, frame.span
    goods = frame.clause.names(line, Role.PRODUCT)
    for at, token in enumerate(line.tokens):
        gives, sells = token.fold in _GIVES, token.fold in _SELLS
        if not (gives or sells) or not frame.clause.holds(token.start) or line.is_named(token.start):
            continue
        given = token.end <= start and _from_its_maker(frame, token.start, goods)
        passive = end <= token.start and line.tokens[at - 1].fold in ("was", "were", "been", "being") and at > 0
        passive = passive and all(one.fold in _HELPING for one in line.words(end, token.start))
        taken = any(_right_by(line, token.end, (start, end), name, passive=passive) for name in goods)
        denied = any(one.fold in ("not", "never", "n't") for one in line.tokens[max(0, at - 3) : at])
        if (given or passive) and taken and not denied:
            cue = Cue(category="offer.to", start=token.start, end=token.end, first=at, last=at)
            return Staged(stage=Stage.CONTRACTED if sells else Stage.OFFERED, cue=cue, hedged=False, shown=True)
    return None


def _from_its_maker(frame: Frame, verb: int, goods: tuple[Name, ...]) -> bool:
    """The maker of one of the products is the subject of the verb, an aside between commas left out."""
    line = frame.line
    makers = {name.vendor for name in goods}
    subjects = [name for name in frame.clause.names(line, Role.VENDOR) if name.end <= verb and name.vendor in makers]
    if not subjects or len(line.words(subjects[0].end, verb)) > _LED:
        return False
    between = [token.fold for token in line.words(subjects[0].end, verb)]
    rest = between[len(between) - between[::-1].index(",") :] if "," in between else between
    return all(fold in _HELPING for fold in rest)


def _right_by(line: Line, verb: int, body: tuple[int, int], ware: Name, *, passive: bool) -> bool:
    """Verb, body, product; verb, product, "to" and the body; or the body as the subject and the product behind the verb."""
    behind = line.behind(ware.end, 1)
    if behind and (behind[0].fold == "'s" or (behind[0].word and behind[0].fold not in _GOES_ON)):
        return False  # "gave NASA Gemini's figures", "sold Gemini phones"
    if passive:
        return verb <= ware.start and _plain(line, verb, ware.start)
    if body[1] <= ware.start:
        return _plain(line, verb, body[0]) and _plain(line, body[1], ware.start)
    to = [token.fold for token in line.words(ware.end, body[0])]
    return verb <= ware.start and _plain(line, verb, ware.start) and to[:1] in (["to"], ["licences"], ["licenses"]) and "to" in to


def _plain(line: Line, start: int, end: int) -> bool:
    return all(
        token.fold in _BESIDE or token.fold[:1].isdigit() or line.is_named(token.start) for token in line.words(start, end)
    )
