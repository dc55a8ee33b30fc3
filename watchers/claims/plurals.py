"""Bodies that share a plural head: "les CHU de Lille et Nantes", "les régions Bretagne et Normandie", "Cook and Lake counties".

Each member is a body of its own under the singular of the head, as a text names it elsewhere: "CHU de Nantes".
"""

from watchers.claims.actors import Line, Name, Role, around
from watchers.claims.closed import DE_LA
from watchers.claims.naming import Run, is_capital
from watchers.claims.tokens import Token

_HEADS = {
    "chu": "CHU",
    "chru": "CHRU",
    "chr": "CHR",
    "sdis": "SDIS",
    "ars": "ARS",
    "cpam": "CPAM",
    "regions": "Région",
    "departements": "Département",
    "metropoles": "Métropole",
    "villes": "Ville",
    "communes": "Commune",
    "mairies": "Mairie",
    "cantons": "Canton",
    "provinces": "Province",
    "universites": "Université",
    "prefectures": "Préfecture",
    "rectorats": "Rectorat",
    "academies": "Académie",
    "hopitaux": "Hôpital",
    "parquets": "Parquet",
    "barreaux": "Barreau",
}
_ENGLISH = {"counties": "County", "boroughs": "Borough", "parishes": "Parish", "councils": "Council"}
_BEFORE = frozenset({"les", "des", "aux", "deux", "trois", "quatre", "ces"})
_JOINTS = frozenset({",", "et"})
_MOST = 40
"""Lists read in one sentence, and members of one list."""


def with_plurals(line: Line, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """``names`` and the bodies named so, which stand before what they overlap, in order of place; linear in the line's length."""
    added = _plurals(line)
    if not added:
        return names
    kept = [name for name in names if not any(name.start < one.end and one.start < name.end for one in added)]
    return tuple(sorted((*kept, *added), key=_place))


def _plurals(line: Line) -> list[Name]:
    if line.lang != "fr":
        return [name for at, token in enumerate(line.tokens) if token.fold in _ENGLISH for name in _before(line, at)]
    row = line.tokens
    heads = [at for at in range(1, len(row)) if row[at].fold in _HEADS and row[at - 1].fold in _BEFORE]
    return [name for at in heads[:_MOST] for name in _bodies(line, at)]


def _bodies(line: Line, head: int) -> list[Name]:
    """One body for each member of the list behind ``head``; a single member makes no list."""
    members = _list(line, head)
    return [_body(line, head, run, leads=run is members[0]) for run in members] if len(members) > 1 else []


def _before(line: Line, head: int) -> list[Name]:
    """ "Maricopa and Pima counties": the members stand before their head."""
    row = line.tokens
    members: list[Run] = []
    at = head - 1
    while at >= 0 and is_capital(line, row[at]) and len(members) < _MOST:
        first = at
        while first > 0 and is_capital(line, row[first - 1]):
            first -= 1
        members.insert(0, Run(first, at))
        at = first - 1
        at -= at >= 0 and row[at].fold in ("and", "&")
        at -= at >= 0 and row[at].fold == ","
        if at == first - 1:
            break
    held = any(
        name.role is not Role.PLACE for run in members for name in around(line.names, row[run.first].start, row[run.last].end)
    )
    return [_led_to(line, head, run) for run in members] if len(members) > 1 and not held else []


def _led_to(line: Line, head: int, run: Run) -> Name:
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    words = line.text[start - line.span.start : end - line.span.start]
    name = f"{words} {_ENGLISH[line.tokens[head].fold]}"
    return Name(start=start, end=end, surface=words, role=Role.AGENCY, name=name, unlisted=True)


def _body(line: Line, head: int, run: Run, *, leads: bool) -> Name:
    row = line.tokens
    start = row[head].start if leads else row[run.first].start
    words = line.text[row[run.first].start - line.span.start : row[run.last].end - line.span.start]
    return Name(
        start=start,
        end=row[run.last].end,
        surface=line.text[start - line.span.start : row[run.last].end - line.span.start],
        role=Role.AGENCY,
        name=f"{_HEADS[row[head].fold]} {' '.join(words.replace('’', chr(39)).split())}",
        unlisted=True,
    )


def _list(line: Line, head: int) -> list[Run]:
    row, at = line.tokens, head + 1
    found: list[Run] = []
    while at < len(row) and len(found) < _MOST:
        last = _member(line, at, head)
        if last is None:
            break
        found.append(Run(at, last))
        at = last + 1
        if at >= len(row) or row[at].fold not in _JOINTS:
            break
        while at < len(row) and row[at].fold in _JOINTS:
            at += 1
    return found


def _member(line: Line, at: int, head: int) -> int | None:
    """The last capital of the member that begins at ``at``: "de l'Hérault", "Ille-et-Vilaine"."""
    row = line.tokens
    first = at
    while first < len(row) and row[first].fold in DE_LA and not row[first].upper:
        first += 1
    last = first
    while last < len(row) and is_capital(line, row[last]) and not _taken(line, row[last], head):
        last += 1
    return last - 1 if last > first else None


def _taken(line: Line, token: Token, head: int) -> bool:
    """Somebody else's name; the first member may be listed under its head: "les CHU de Lille et de Nantes"."""
    names = around(line.names, token.start, token.end)
    return any(name.role is not Role.PLACE and name.start != line.tokens[head].start for name in names)


def _place(name: Name) -> tuple[int, int]:
    return name.start, name.end
