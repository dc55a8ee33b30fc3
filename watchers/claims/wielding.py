"""What a clause names that can be used, and where it begins."""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue

_OFFERED = 3
_OWNED = frozenset({"'s", "own", "new", "latest", "'"})
_OF = frozenset({"of", "from", "by", "de", "d'", "du", "'s", "avec"})
_OF_MODELS = frozenset({"ai", "language", "large", "-", "based", "-based", "open", "chat", "speech", "translation", "powered"})


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
    if any(cue.last + 1 == title.first for title in line.cued("title")):
        return False  # "OpenAI's product chief": a person
    gap = (name.end, cue.start) if name.end <= cue.start else (cue.end, name.start)
    between = [token.fold for token in line.words(*gap)]
    made = name.end <= cue.start and all(fold in _OF_MODELS for fold in between)  # "a Mistral model", "an OpenAI language model"
    return gap[0] <= gap[1] and len(between) <= _OFFERED and (made or bool(_OF.intersection(between)))


def group_start(line: Line, name: Name) -> int:
    """Where the product begins, its maker's name right before it included: "Google's Gemini"."""
    makers = [one for one in line.named(Role.VENDOR) if one.vendor == name.vendor and one.end <= name.start]
    if makers and _OWNED.issuperset(token.fold for token in line.words(makers[-1].end, name.start)):
        return makers[-1].start
    return name.start
