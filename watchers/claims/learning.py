"""What a text teaches about its own names: short forms in brackets, and surnames of people it has introduced."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from watchers.claims.folding import Folded, fold
from watchers.claims.gazetteer import Entity, Found, NameKind

_SHORT = re.compile(
    r",? ?\((?:[\"“«] ?)?([A-Z][\w&.-]{1,7})(?: ?[\"”»])?[),;]"
    r"|,? (?:or|ou|dite?|known as|appelee?) (?:the |la |le |l')?([A-Z][A-Z&-]{1,7})\b"
)
_MEANT = re.compile(
    r"(?<!\w)([A-Z]{2,8}),?(?: is (?:how|what|the name)\b[^.!?;]{0,60}| stands for| is short for| short for| means| here means"
    r"| refers to| désigne| signifie| est (?:le sigle|l'acronyme|l’acronyme) d[eu]|, c['’]est| veut dire)"
    r"(?: to| for)?(?: the| la| le| l['’])? ?$"
)
"""What an acronym is said to mean, right before the long name: "DIA is how people here refer to the Department …"."""
_TITLE = re.compile(
    r"(?:\b(?:mr|mrs|ms|mx|dr|m|mme|mlle|me|sir|lord|gen|sen|rep|gov|secretary|president|minister|general|senator|governor|administrator"
    r"|director|commissioner|chairman|chief|ceo|spokes\w+|pdg|ministre|directeur|directrice|secretaire|general|senateur)\.?"
    r"|[.!?:;,\n(«»\"“”'’-]) ?$"
)
_LONGEST = 160
"""Characters that a body's full name may take."""
_LETTERS = re.compile(r"\w+")
_SMALL = frozenset(
    (
        "the",
        "of",
        "for",
        "and",
        "in",
        "on",
        "a",
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "l",
        "d",
        "et",
        "pour",
        "en",
        "a",
        "au",
        "aux",
        "sur",
    )
)
_TAIL = re.compile(
    r"(?:U\.S\.|US|United States|National|Federal|Royal|British|French|Canadian|Australian|American|General)"
    r" ([A-Z][\w'-]+(?: (?:and |of |the |& )*[A-Z][\w'-]+){1,4})"
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’.-]*) $")


def short_forms(text: Folded, found: Iterable[Found], aliases: Callable[[Entity], Iterable[str]]) -> dict[str, Entity]:
    """Short forms that ``text`` itself gives right after a long name: "Long Name (LN)".

    A short form is believed where the reference data knows it for that body, or where its letters begin the words of the name.
    """
    taught: dict[str, Entity] = {}
    for hit in found:
        match = _SHORT.match(text.cased, hit.end) or _MEANT.search(text.cased, max(0, hit.start - _LONGEST), hit.start)
        if match is None or hit.entities[0].kind is NameKind.PERSON or hit.end - hit.start < 4:
            continue
        short, entity = match.group(match.lastindex or 1), hit.entities[0]
        known = short in aliases(entity)
        names = (text.cased[hit.start : hit.end], fold(entity.name).cased)
        if sum(c.isupper() for c in short) > 1 and (known or any(_initials(short, name) for name in names)):
            taught.setdefault(short, entity)
    return taught


def _initials(short: str, name: str) -> bool:
    """The letters of ``short`` stand, in this order, at the beginnings of words of ``name``, the first one first."""
    letters = [c.lower() for c in short if c.isalpha()]
    beginnings = [word[0].lower() for word in re.findall(r"\w+", name)]
    if not beginnings or letters[0] != beginnings[0]:
        return False
    rest = iter(beginnings)
    return all(letter in rest for letter in letters)


def long_forms(text: Folded, found: Iterable[Found]) -> Iterator[Found]:
    """A listed body under a name of the writer's own, with its acronym in brackets: both words and brackets are that body.

    "The Ministerial Agency for the Artificial Intelligence of Defense (AMIAD)": as many words as letters, the same initials.
    """
    for hit in found:
        short = text.cased[hit.start : hit.end]
        bracketed = text.cased[hit.start - 2 : hit.start] == " (" and text.cased[hit.end : hit.end + 1] == ")"
        if bracketed and hit.entities and hit.entities[0].kind is NameKind.AGENCY and " " not in short and len(short) > 2:
            start = _spelled(text, hit.start - 2, sorted(char.lower() for char in short if char.isalpha()))
            if start is not None:
                yield Found(start, hit.start - 2, hit.entities, rank=2, learned=True)


def _spelled(text: Folded, end: int, letters: list[str]) -> int | None:
    """Where the words begin that end at ``end`` and whose initials, small words aside, are ``letters`` in any order."""
    clause = max(text.cased.rfind(mark, max(0, end - _LONGEST), end) for mark in ".;:!?,(\n") + 1
    initials: list[str] = []
    for word in reversed(list(_LETTERS.finditer(text.lower, max(clause, end - _LONGEST, 0), end))):
        if word.group() in _SMALL:
            continue
        initials.append(word.group()[0])
        if len(initials) == len(letters):
            return word.start() if sorted(initials) == letters else None
    return None


def tails(text: Folded, found: Iterable[Found]) -> Iterator[Found]:
    """Short forms of bodies that ``text`` names in full: after "the National Park Service" "the Park Service" is the same.

    The last two words or more, with their capitals and a definite article; not where two bodies end alike.
    """
    bodies: dict[str, set[Entity]] = {}
    taken = set()
    for hit in found:
        taken.add(hit.end)
        if hit.entities and hit.entities[0].kind is NameKind.AGENCY and hit.entities[0].category not in ("program", "platform"):
            name = _TAIL.fullmatch(text.cased[hit.start : hit.end])
            if name:
                bodies.setdefault(name.group(1), set()).add(hit.entities[0])
    forms = {tail: next(iter(ones)) for tail, ones in bodies.items() if len(ones) == 1}
    if not forms:
        return
    for match in re.finditer(rf"(?<=\b[Tt]he )(?:{'|'.join(map(re.escape, forms))})(?! [A-Z])(?!\w)", text.cased):
        if match.end() not in taken:
            yield Found(match.start(), match.end(), (forms[match.group()],), rank=1, learned=True)


def taught_hits(text: Folded, taught: dict[str, Entity]) -> Iterator[Found]:
    """Every place at which a taught short form stands."""
    if taught:
        for match in re.finditer(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(taught, key=len, reverse=True)))})(?!\w)", text.cased
        ):
            yield Found(match.start(), match.end(), (taught[match.group()],), rank=3, learned=True)


def surname_hits(text: Folded, found: Iterable[Found]) -> Iterator[Found]:
    """Surnames of people whom ``text`` names in full, wherever they stand alone; two people of one name teach nothing."""
    people: dict[str, set[Entity]] = {}
    taken = set()
    for hit in found:
        taken.add(hit.end)
        entity = hit.entities[0]
        if entity.kind is NameKind.PERSON and " " in text.cased[hit.start : hit.end]:
            people.setdefault(text.cased[hit.start : hit.end].rsplit(" ", 1)[1], set()).add(entity)
    known = {name: next(iter(one)) for name, one in people.items() if len(one) == 1 and len(name) > 2 and name[0].isupper()}
    if not known:
        return
    for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, known))})(?!\w)", text.cased):
        person = known[match.group()]
        if match.end() not in taken and _stands_alone(text, match.start(), taken, person):
            yield Found(match.start(), match.end(), (person,), rank=1, learned=True)


def without_namesakes(text: Folded, found: Iterable[Found]) -> list[Found]:
    """``found`` without the surnames that follow somebody else's given name: "Melania Trump" is not the listed Trump."""
    found = list(found)
    ends = {hit.end for hit in found}
    return [hit for hit in found if not _is_surname(text, hit) or _stands_alone(text, hit.start, ends, hit.entities[0])]


def _is_surname(text: Folded, hit: Found) -> bool:
    return hit.entities[0].kind is NameKind.PERSON and " " not in text.cased[hit.start : hit.end]


def _stands_alone(text: Folded, start: int, ends: Collection[int], person: Entity) -> bool:
    """No other person's given name stands just before ``start``."""
    before = text.cased[max(0, start - 30) : start]
    word = _WORD_BEFORE.search(before)
    if word is None or not word.group(1)[0].isupper() or word.group(1).endswith("'s") or start - 1 in ends:
        return True
    if _TITLE.search(before.lower()) or fold(person.name).cased.split(" ", 1)[0] in before:
        return True
    opening = before[: word.start()].rstrip()
    return not opening or opening[-1] in '.!?:;«"“\n'
