"""Bodies taken up through who heads them: "Energy Secretary X said his department", "la ministre de la Culture … son ministère".

The title is read as the name of what it heads ("Energy Department", "ministère de la Culture") and looked up as any other name;
where there is none, the employer of the person named last speaks for the body.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.gazetteer import Entity, NameKind

Named = Callable[[str], Sequence[tuple[int, int, Entity]]]
"""The bodies in a text, as (start, end, body) in its characters."""
_TAKEN_UP = {
    "en": re.compile(
        r"\b(?P<who>his|her|their|the) "
        r"(?:department|ministry|agency|office|bureau|city|state|county|administration|force|government)\b"
        r"(?!['’]s|s\b|-| of\b| for\b)",
        re.I,
    ),
    "fr": re.compile(
        r"\b(?P<who>son|sa|ses|le|la) "
        r"(?:ministère|département|administration|mairie|ville|commune|services)\b(?! (?:de|du|des)\b| d['’])",
        re.I,
    ),
}
_OWN = frozenset({"his", "her", "their", "son", "sa", "ses"})
_HEADS = {
    "en": re.compile(r"\b(?P<head>[Ss]ecretary|[Mm]inister)\b(?! general|-general)"),
    "fr": re.compile(r"\b(?P<head>[Mm]inistre|[Mm]aire)\b"),
}
_OF_PLACES = (
    (re.compile(r"\b[Mm]ayor of (?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w'’-]+){0,2})"), "City of {}"),
    (re.compile(r"\b(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w'’-]+)?) [Mm]ayor\b"), "City of {}"),
    (re.compile(r"\b[Gg]overnor of (?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"), "State of {}"),
    (re.compile(r"\b(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:[Gg]overnor|Gov\.)"), "State of {}"),
    (
        re.compile(r"\b[Pp]olice (?:chief|commissioner) (?:of|in) (?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"),
        "{} Police Department",
    ),
    (re.compile(r"\b(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) [Pp]olice [Cc](?:hief|ommissioner)\b"), "{} Police Department"),
)
"""Who heads a place's body, and what that is called."""
_NO_HEAD = re.compile(r"(?:press|prime|private|party|general|premi[eè]re?|ancien|ancienne|former|ex-?)[ -]\Z", re.I)
_HEADED = {"secretary": "department", "minister": "ministry", "ministre": "ministère", "maire": "mairie"}
_NEAR = 2
"""Sentences within which a head's body is taken up."""


def with_headed(
    lines: Sequence[Line], rows: Sequence[tuple[Name, ...]], named: Named, entity: Callable[[str], Entity | None]
) -> list[tuple[Name, ...]]:
    """``rows`` with the bodies that the lines take up so; ``entity`` gives what a canonical name stands for."""
    found = []
    for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
        added = tuple(_taken_up(lines, rows, at, named, entity)) if line.lang in _TAKEN_UP else ()
        added = added or tuple(_acting(line, row, named))
        found.append(tuple(sorted((*row, *added), key=lambda name: (name.start, name.end))) if added else row)
    return found


def _acting(line: Line, row: Sequence[Name], named: Named) -> Iterator[Name]:
    """ "Texas Governor X banned Y on government devices": who heads a city or state acts for it, and not for himself."""
    goods = any(name.role in (Role.VENDOR, Role.PRODUCT) for name in row)
    goods = goods or any(cue.end - cue.start > len("it") for cue in line.cued("model"))
    if line.lang != "en" or not goods or any(name.role is Role.AGENCY for name in row) or line.question:
        return
    if not _HIMSELF.isdisjoint(token.fold for token in line.tokens) or not line.cued("contract", "end", "approve.deal"):
        return
    for pattern, body in _OF_PLACES[:4]:
        match = pattern.match(line.text) or pattern.match(line.text, len("The "))
        known = named(body.format(match["place"])) if match else ()
        if match and known:
            start, end = line.span.start + match.start(), line.span.start + match.end()
            yield Name(start=start, end=end, surface=match.group(), role=Role.AGENCY, name=known[0][2].name, entity=known[0][2])
            return


_HIMSELF = frozenset(
    {"he", "she", "his", "her", "him", "himself", "herself", "personal", "personally", "law", "laws", "bill", "act"}
)


def _taken_up(
    lines: Sequence[Line], rows: Sequence[tuple[Name, ...]], at: int, named: Named, entity: Callable[[str], Entity | None]
) -> Iterator[Name]:
    line = lines[at]
    for match in _TAKEN_UP[line.lang].finditer(line.text):
        start, end = line.span.start + match.start(), line.span.start + match.end()
        if any(name.start < end and start < name.end for name in rows[at]):
            continue
        near = range(at, max(-1, at - _NEAR - 1), -1)
        if match["who"].lower() not in _OWN and any(
            name.role is Role.AGENCY and name.end <= start for one in near for name in rows[one]
        ):
            continue  # "the department" is one that was named
        body = next((body for one in near if (body := _headed(lines[one], rows[one], start, named, entity)) is not None), None)
        if body is not None:
            yield Name(start=start, end=end, surface=match.group(), role=Role.AGENCY, name=body.name, entity=body)


def _headed(line: Line, row: Sequence[Name], before: int, named: Named, entity: Callable[[str], Entity | None]) -> Entity | None:
    """The body of the title or person that stands last before ``before``."""
    titles = [one for one in _HEADS[line.lang].finditer(line.text) if line.span.start + one.end() <= before]
    titles = [one for one in titles if not _NO_HEAD.search(line.text[: one.start()])]
    for title in reversed(titles):
        word = _HEADED[title["head"].lower()]
        word = word.capitalize() if title["head"][0].isupper() else word
        text = line.text[: title.start()] + word + line.text[title.end() :]
        for start, end, body in named(text):
            if start < title.start() + len(word) and title.start() < end:
                return body
    found = _of_place(line, before, named) if line.lang == "en" else None
    if found is not None:
        return found
    people = [name for name in row if name.role is Role.PERSON and name.end <= before and name.employer]
    employer = entity(people[-1].employer or "") if people else None
    return employer if employer is not None and employer.kind is NameKind.AGENCY else None


def _of_place(line: Line, before: int, named: Named) -> Entity | None:
    for pattern, body in _OF_PLACES:
        match = pattern.search(line.text, 0, before - line.span.start)
        known = named(body.format(match["place"])) if match else ()
        if known:
            return known[0][2]
    return None
