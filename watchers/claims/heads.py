"""Bodies taken up through who heads them: "Energy Secretary X said his department", "la ministre de la Culture … son ministère".

The title is read as the name of what it heads ("Energy Department", "ministère de la Culture") and looked up as any other name;
where there is none, the employer of the person named last speaks for the body.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import US
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
_NO_HEAD = re.compile(
    r"(?:press|prime|private|party|general|premi[eè]re?|ancien|ancienne|former|ex-?|state(?:['’]s)?|regional|provincial)[ -]\Z",
    re.I,
)
_HEADED = {"secretary": "department", "minister": "ministry", "ministre": "ministère", "maire": "mairie"}
_NEAR = 2
"""Sentences within which a head's body is taken up."""


def with_headed(
    lines: Sequence[Line], rows: Sequence[tuple[Name, ...]], named: Named, entity: Callable[[str], Entity | None]
) -> list[tuple[Name, ...]]:
    """``rows`` with the bodies that the lines take up so; ``entity`` gives what a canonical name stands for."""
    found: list[tuple[Name, ...]] = []
    heads: dict[str, str] = {}
    for at, (line, row) in enumerate(zip(lines, rows, strict=True)):
        added = tuple(_taken_up(lines, rows, at, named, entity)) if line.lang in _TAKEN_UP else ()
        speaking = () if added else tuple(_speaking(line, row, named))
        added = added or tuple(_acting(line, row, named)) or speaking
        heads |= {head.name: one.name for one in speaking for head in _beside(line, row, one)}
        kept = [name for name in row if not any(name.start < one.end and one.start < name.end for one in added)]
        found.append(tuple(sorted((*kept, *added), key=lambda name: (name.start, name.end))) if added else row)
    if not heads:
        return found
    return [tuple(_employed(name, heads) for name in row) for row in found]


def _employed(name: Name, heads: Mapping[str, str]) -> Name:
    """A person who heads a body works for it."""
    known = heads.get(name.name) if name.role is Role.PERSON and name.employer is None else None
    return name if known is None else replace(name, employer=known)


def _beside(line: Line, row: Sequence[Name], body: Name) -> Iterator[Name]:
    """The persons who stand beside a head's title: "Jane Roe, the mayor of X", "X Mayor Jane Roe"."""
    for name in row:
        gap = (name.end, body.start) if name.end <= body.start else (body.end, name.start)
        if name.role is Role.PERSON and len(line.words(*gap)) <= _TITLE:
            yield name


_TITLE = 5
"""Words, the title among them, between a person and the body."""


def _speaking(line: Line, row: Sequence[Name], named: Named) -> Iterator[Name]:
    """ "« We use X », said the mayor of Tucson": whom a head means by "we" is the body that he or she heads."""
    if not line.quotes or any(name.role is Role.AGENCY for name in row) or not line.holds(US):
        return
    if not any(token.fold in US and line.quoted(token.start) for token in line.tokens):
        return
    for pattern, bodies in _POSTS.get(line.lang, ()):
        for match in pattern.finditer(line.text):
            start, end = line.span.start + match.start("of"), line.span.start + match.end("of")
            if line.quoted(start) or _NO_HEAD.search(line.text[: match.start()]):
                continue
            said = line.text[match.start("of") : match.end("of")]
            known = next((one for body in bodies for one in named(body.format(said))), None)
            own = bodies[0].format(said) if match["sure"] else None
            name = known[2].name if known is not None else own[0].upper() + own[1:] if own else None
            if name is not None:
                entity = known[2] if known is not None else None
                yield Name(start=start, end=end, surface=said, role=Role.AGENCY, name=name, entity=entity, unlisted=known is None)
                return


_PLACE = r"(?P<of>[A-ZÉ][\w'’-]+(?:[ -](?:[A-ZÉ][\w'’-]+|upon|sur|en|la|le|les|de|du)(?=[ -][A-ZÉ]|\b)){0,3})"
_CAPITALS = r"(?P<of>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
_POSTS = {
    "en": (
        (re.compile(rf"\b(?P<sure>[Mm]ayor) of {_CAPITALS}"), ("City of {}", "{} City Council", "{} City Hall")),
        (re.compile(rf"\b{_CAPITALS} (?P<sure>[Mm]ayor)\b"), ("City of {}", "{} City Council")),
        (re.compile(rf"\b(?:[Gg]overnor|Gov\.)(?P<sure>)(?: [A-Z]\w+){{0,2}} of {_CAPITALS}"), ("State of {}",)),
        (re.compile(rf"\b{_CAPITALS}(?P<sure>) (?:Governor|Gov\.)"), ("State of {}",)),
        (
            re.compile(rf"\b[Pp]olice (?:chief|commissioner)(?P<sure>)(?: [A-Z]\w+){{0,2}} (?:of|in) {_CAPITALS}"),
            ("{} Police Department",),
        ),
        (re.compile(rf"\b{_CAPITALS}(?P<sure>) [Pp]olice [Cc](?:hief|ommissioner)\b"), ("{} Police Department",)),
        (
            re.compile(r"[A-Z]\w+['’]s (?P<of>[A-Za-z]+(?: and [A-Za-z]+)?)(?P<sure>) [Mm]inister\b"),
            ("{} ministry", "Ministry of {}"),
        ),
        (re.compile(r"\b(?P<of>[A-Z][a-z]+(?: and [A-Z][a-z]+)?)(?P<sure>) Minister\b"), ("{} ministry", "Ministry of {}")),
        (re.compile(rf"\b{_CAPITALS}(?P<sure>) Secretary\b"), ("{} Department", "Department of {}")),
        (re.compile(rf"\b[Ss]ecretary of(?P<sure>) (?:the )?{_CAPITALS}"), ("Department of {}", "{} Department")),
        (re.compile(rf"\b[Mm]inister (?:of|for)(?P<sure>) (?:the )?{_CAPITALS}"), ("Ministry of {}",)),
    ),
    "fr": (
        (re.compile(rf"\b(?P<sure>[Mm]aire) (?:de |du |d['’])(?:la |l['’])?{_PLACE}"), ("Mairie de {}",)),
        (
            re.compile(
                r"\b[Mm]inistre(?P<sure>) (?P<of>(?:de |du |des |d['’])(?:la |l['’])?[A-ZÉ][\w'’-]+"
                r"(?: (?:et|publique|nationale|supérieur|sociales|extérieure)\b| de la [A-Z]\w+)*)"
            ),
            ("ministère {}",),
        ),
        (
            re.compile(r"\b(?P<sure>[Pp]réf(?:et|ète)) (?P<of>(?:de |du |des |d['’])(?:la |l['’])?[A-ZÉ][\w'’-]+)"),
            ("préfecture {}",),
        ),
        (
            re.compile(r"\b(?:[Rr]ecteur|[Rr]ectrice)(?P<sure>) (?:de |d['’])(?P<of>[A-ZÉ][\w'’-]+)"),
            ("rectorat de {}", "académie de {}"),
        ),
    ),
}
"""Who heads a body, and the names under which that is looked up; ``sure``: where nobody lists it, the first is its name."""


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
