"""What stands in one row: names joined by commas and "and", a maker and its product, a firm and those beside it."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role

_GLUE_WORDS = """
    , and et or ou & / d' de du des l' la le les the a au aux at to with avec chez in of by par for pour plus both its our ( ) 's
    y e con und mit von den der die das bei dem an en aussi puis then also ni nor
    as well along alongside addition
"""
_GLUE = frozenset(_GLUE_WORDS.split())
_SPLITS = frozenset(
    {
        "well",
        "along",
        "alongside",
        "addition",
        ",",
        "and",
        "et",
        "or",
        "ou",
        "ni",
        "nor",
        "&",
        "plus",
        "/",
        "y",
        "e",
        "und",
        "que",
        "qu'",
    }
)
_REACH = 10


def distance(line: Line, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Number of words and marks between two stretches."""
    first, second = sorted((one, other))
    return len(line.words(first[1], second[0]))


def groups(line: Line, names: Sequence[Name]) -> tuple[tuple[Name, ...], ...]:
    """``names`` (in order of place) in coordinated groups: "A, B and C", "A, ainsi que B"."""
    found: list[list[Name]] = []
    for name in names:
        if found and coordinated(line, found[-1][-1], name):
            found[-1].append(name)
        else:
            found.append([name])
    return tuple(tuple(group) for group in found)


def firm_row(line: Line, name: Name) -> tuple[Name, ...]:
    """The coordinated group of companies and vendors in which one of them stands; found once a line, for each of them asks."""
    if not line.rows:
        line.rows.update((one.start, row) for row in groups(line, line.named(Role.COMPANY, Role.VENDOR)) for one in row)
    return line.rows.get(name.start, (name,))


def coordinated(line: Line, left: Name, right: Name) -> bool:
    """Whether nothing but commas, "and" and small words stand between two names, or one is the other's maker."""
    if right.start < left.end:
        return True
    gap = line.words(left.end, right.start)
    if len(gap) > _REACH:
        return False
    folds = [token.fold for token in gap]
    if folds == ["("] and left.vendor is not None and left.vendor == right.vendor:
        return True  # "Codestral (Mistral AI), GitHub Copilot (Microsoft)": a product and its maker are one member
    if not _SPLITS.intersection(folds) and not _of_its_maker(left, right, folds):
        return False
    also = {"mais", "aussi"}.issubset(folds) or {"but", "also"}.issubset(folds)  # "X, mais aussi Y"
    glued = all(
        fold in _GLUE or (also and fold in ("mais", "but")) or fold in _KINDS_OF_TOOL or token.upper
        for fold, token in zip(folds, gap, strict=True)
    )
    if glued or _of_its_maker(left, right, folds) or _one_each(line, folds):
        return True
    joined = any(left.end <= cue.start and cue.end <= right.start for cue in line.cued("join", "list"))
    verbs = any(left.end <= cue.start < right.start for cue in line.cued(*STAGES, "say"))
    return joined and not verbs and ";" not in folds


def _of_its_maker(left: Name, right: Name, gap: Sequence[str]) -> bool:
    """ "Google's Gemini and Anthropic's Claude", "Gemini de Google et Claude, d'Anthropic": a product and its maker are one."""
    return left.vendor is not None and left.vendor == right.vendor and _OF_ITS_MAKER.issuperset(gap)


_KIND_WORDS = (
    "model models chatbot chatbots assistant assistants tool tools app software modele modeles outil agent conversationnel"
)
_KINDS_OF_TOOL = frozenset(_KIND_WORDS.split())
_OF_ITS_MAKER = _KINDS_OF_TOOL | {"'s", "'", "de", "d'", "du", "by", "from", ",", "le", "l'", "the"}


def _one_each(line: Line, gap: Sequence[str]) -> bool:
    """ "Two contracts, one to X and one to Y"."""
    return line.lang == "en" and gap[-1:] == ["to"] and _EACH.issuperset(gap)


_EACH = frozenset({"one", "another", "the", "other", "and", ",", "to"})
STAGES = ("explore", "offer", "get", "approve", "adopt", "contract", "end", "deny")
"""Categories of cue that tell how far a body has gone."""
