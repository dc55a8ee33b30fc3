"""Bodies told by the place that opens their sentence: "Aux Pays-Bas, la douane …", "In Kenya, the revenue authority …".

The office behind the place is that place's: one in lower case becomes a body, one that no list holds takes the place into its
name, and a listed one of another country gives way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchers.claims.actors import Line, Name, Role, around
from watchers.claims.belonging import BELONGING_ENGLISH, BELONGING_FRENCH, COUNTRIES, COUNTRIES_FRENCH
from watchers.claims.closed import THE
from watchers.claims.commons import offices
from watchers.claims.gazetteer import Entity
from watchers.claims.naming import FRENCH_HEADS, HEADS, SMALL, Run, is_capital
from watchers.claims.phrases import french_end
from watchers.claims.tokens import Token, fold

_LOCATIVE = {"fr": frozenset({"a", "au", "aux", "en", "dans"}), "en": frozenset({"in", "across"})}
_SKIPPED = frozenset(
    {"mais", "but", "over", "et", "and", "meanwhile", "ailleurs", "enfin", "elsewhere", "'", '"', "«", "“", "-", "–", "•"}
)
_LONGEST = 7
_ALONE_WORDS = """
    douane douanes fisc parlement senat armee marine gendarmerie police poste tresor cadastre mairie metropole prefecture rectorat
    municipalite commune ville pompiers tribunal cour universite hopital region departement province canton justice diplomatie
"""
_ALONE = frozenset(_ALONE_WORDS.split())
"""French heads that a place before the sentence makes a body; the others need their field too."""
_CAPITAL = frozenset({"agence", "office", "autorite", "ministere"})
"""Heads that newsrooms write with a capital without the land: "Au Japon, l'Agence numérique"."""
_WEAK = frozenset(
    {"bureau", "centre", "service", "direction", "conseil", "commission", "mission", "port", "haut", "haute", "grand"}
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The place that opens a sentence."""

    first: int
    last: int
    after: int
    """The token behind it and its mark."""
    lead: str
    """Folded preposition and article; empty for a heading."""
    place: str
    """Its name as it stands in the text."""
    entity: Entity | None
    country: bool
    """A country, state or region."""


def with_located(line: Line, names: tuple[Name, ...], before: Line | None = None) -> tuple[Name, ...]:
    """``names`` with the body that the line's first place tells of, in order of place; linear in the line's length.

    ``before`` is the line before: "L'Inde se méfie. Son ministère des Finances a …".
    """
    frame = _frame(line, names) or _owner(line, before)
    if frame is None:
        return names
    row = line.tokens
    at = frame.after + (frame.after < len(row) and row[frame.after].fold in THE | _ITS)
    if at >= len(row):
        return names
    names = _several(line, frame, names)
    cabinet = _cabinet(line, frame, at)
    if cabinet is not None:
        return in_order([*(name for name in names if name.end <= cabinet.start or name.start >= cabinet.end), cabinet])
    held = [name for name in around(names, row[at].start, row[at].end) if name.role is Role.AGENCY]
    if held:
        return in_order([_moved(line, frame, name) if name is held[0] else name for name in names])
    run = _office(line, frame, at)
    if run is None:
        return names
    one = body_at(line, run, _named(line, frame, run))
    return in_order([*(name for name in names if name.end <= one.start or name.start >= one.end), one])


def _cabinet(line: Line, frame: _Frame, at: int) -> Name | None:
    """ "En Flandre, le gouvernement régional …": the government of a part of a nation is that part's own."""
    place, row = frame.entity, line.tokens
    if place is None or place.actor is None or place.category not in ("state", "region") or row[at].fold not in _CABINETS:
        return None
    last = at + (at + 1 < len(row) and row[at + 1].fold in _PARTS_OWN)
    return replace(body_at(line, Run(at, last), place.actor), unlisted=False)


_CABINETS = frozenset({"gouvernement", "government", "executif", "cabinet"})
_PARTS_OWN = frozenset({"regional", "provincial", "local", "autonome", "cantonal"})


def in_order(names: Sequence[Name]) -> tuple[Name, ...]:
    """``names`` in order of place."""
    return tuple(sorted(names, key=lambda name: (name.start, name.end)))


def _several(line: Line, frame: _Frame, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """ "En Corée du Sud, …, les ministères de la Défense et du Commerce": each is that country's."""
    row = line.tokens
    head = next((at for at in range(frame.after, len(row)) if row[at].fold == "ministeres"), None) if frame.country else None
    if head is None or line.lang != "fr":
        return names
    found = []
    for name in names:
        link = [token.fold for token in line.before(name.start, 2)] if name.start >= row[head].end else []
        link = link[-1:] if link[-1:] in (["du"], ["des"], ["de"], ["d'"]) else link if link[:1] == ["de"] else []
        own = name.role is Role.AGENCY and bool(link) and not any(one.upper for one in row[head : head + 1])
        known = name.entity is not None and frame.entity is not None and name.entity.country == frame.entity.country
        if not own or known or _more(line, row[head].end, name.start):
            found.append(name)
            continue
        office = f"Ministère {' '.join(link)} {name.surface}".replace("' ", "'")
        found.append(replace(name, name=_with_place(line, frame, office), entity=None, unlisted=True))
    return tuple(found)


def _more(line: Line, start: int, end: int) -> bool:
    """Something else than the members of the list stands between."""
    return any(not token.upper and token.fold not in _LISTS for token in line.words(start, end))


_LISTS = frozenset({"de", "la", "l'", "du", "des", "d'", "les", "et", ",", "ou"})


# ------------------------------------------------------------------------------------------------------------------ frames


def _owner(line: Line, before: Line | None) -> _Frame | None:
    """ "L'Inde se méfie. Son ministère …": the country that opens the sentence before, in the same passage."""
    row = line.tokens
    if before is None or before.passage != line.passage or line.lang != "fr" or not row or row[0].fold not in _ITS:
        return None
    first = next(iter(before.named(Role.PLACE)), None)
    if first is None or first.entity is None or first.entity.category not in ("country", "state", "region"):
        return None
    ahead = [token.fold for token in before.words(before.span.start, first.start) if token.word]
    if not THE.issuperset(ahead) or before.text[first.end - before.span.start :][:1] in "-'’":
        return None
    lead = "aux" if ahead == ["les"] else "au" if ahead == ["le"] else "en"
    return _Frame(0, 0, 0, lead, first.surface, first.entity, country=True)


_ITS = frozenset({"son", "sa", "ses"})


def _frame(line: Line, names: Sequence[Name]) -> _Frame | None:
    row = line.tokens
    at = 0
    while at < len(row) and row[at].fold in _SKIPPED:
        at += 1
    first, lead = at, ""
    if at < len(row) and row[at].fold in _LOCATIVE.get(line.lang, ()):
        first = at + 1
        lead = row[at].fold
        if first < len(row) and row[first].fold in THE and not row[first].upper:
            lead, first = f"{lead} {row[first].fold}", first + 1
    last = _run(line, names, first)
    if last is None or last + 2 >= len(row):
        return None
    mark = row[last + 1].fold
    place, country = _text(line, Run(first, last)), _country(line, names, Run(first, last))
    entity = next((one.entity for one in around(names, row[first].start, row[first].end) if one.entity is not None), None)
    if not lead:
        return (
            _Frame(first, last, last + 2, lead, place, entity, country)
            if country and mark == ":" and not place.isupper()
            else None
        )
    if mark == "," or (mark == "the" and line.lang == "en"):
        return _Frame(first, last, last + 2 if mark == "," else last + 1, lead, place, entity, country)
    return None


def _run(line: Line, names: Sequence[Name], first: int) -> int | None:
    """The last word of the place that begins at ``first``: a listed one, or capitals that name nobody else."""
    row = line.tokens
    if first >= len(row) or not is_capital(line, row[first]):
        return None
    here = next(iter(around(names, row[first].start, row[first].end)), None)
    if here is not None and here.role is not Role.PLACE:
        return None
    last = first
    while last + 1 < len(row) and last - first < _LONGEST:
        token = row[last + 1]
        inside = here is not None and token.end <= here.end
        if not inside and not (is_capital(line, token) and not around(names, token.start, token.end)):
            break
        last += 1
    return last


def _country(line: Line, names: Sequence[Name], run: Run) -> bool:
    token = line.tokens[run.first]
    if run.first == run.last and (token.fold in COUNTRIES_FRENCH if line.lang == "fr" else token.fold in COUNTRIES):
        return True
    places = [name for name in around(names, token.start, token.end) if name.role is Role.PLACE]
    return any(name.entity is not None and name.entity.category in ("country", "state", "region") for name in places)


# ------------------------------------------------------------------------------------------------------------------ bodies


def _office(line: Line, frame: _Frame, at: int) -> Run | None:
    """The office in lower case that begins at ``at``."""
    row = line.tokens
    plain = not row[at].upper or (line.lang == "fr" and row[at].fold in _ALONE | _CAPITAL)
    if not plain or row[at - 1].fold not in THE | _ITS:
        return None
    if line.lang == "en":
        for last in range(at, min(at + _LONGEST, len(row))):
            if any(first == at for first, _ in offices(row, last)):
                return Run(at, last)
        return None
    if row[at].fold not in FRENCH_HEADS | {"municipalite"} or (row[at].fold in _WEAK and not _elected(row, at)):
        return None
    last = french_end(line, at)
    if row[at].fold == "direction" and not frame.country:
        return None  # of a firm or of a school as well
    return Run(at, last) if last > at or row[at].fold in _ALONE else None


def _elected(row: Sequence[Token], at: int) -> bool:
    """ "Le conseil départemental", "le centre hospitalier", "la direction des impôts"."""
    behind = row[at + 1].fold if at + 1 < len(row) else ""
    return behind in _TOLD_BY.get(row[at].fold, ())


_TOLD_BY = {
    "conseil": frozenset({"departemental", "regional", "municipal", "communal", "provincial", "general", "communautaire"}),
    "centre": frozenset({"hospitalier", "hospitalo-universitaire"}),
    "direction": frozenset({"des", "generale", "nationale", "centrale"}),
}
"""Heads that name a public body only with one of these words right behind."""


def _named(line: Line, frame: _Frame, run: Run) -> str:
    return _with_place(line, frame, _text(line, run))


def _with_place(line: Line, frame: _Frame, office: str) -> str:
    place = frame.place
    if line.lang == "en":
        return f"{place} {office}"
    if fold(office).startswith(_RESCUERS) and frame.lead.startswith("dans"):
        office = "SDIS"
    return f"{office[:1].upper()}{office[1:]} {_of(frame.lead, place)}"


_RESCUERS = ("pompiers", "sapeurs-pompiers")
"""Those of a department are its "service départemental d'incendie et de secours"."""


def _of(lead: str, place: str) -> str:
    """ "Du Gabon", "des Pays-Bas", "de l'Hérault": as the place's own preposition has it."""
    word = fold(place)
    known = COUNTRIES_FRENCH.get(word)
    link = known or {
        "au": "du",
        "aux": "des",
        "dans l'": "de l'",
        "dans le": "du",
        "dans la": "de la",
        "dans les": "des",
        "a la": "de la",
    }.get(lead)
    if link is None:
        feminine = word.startswith(("republique", "confederation", "region"))
        link = "de la" if feminine else "d'" if word[:1] in "aeiouy" else "de"
    return f"{link}{place}" if link.endswith("'") else f"{link} {place}"


def _moved(line: Line, frame: _Frame, name: Name) -> Name:
    """A body under the heading of a country: its own where the country agrees, else that country's of the same name.

    A long name tells enough by itself; a short one ("le Parlement", "le Trésor public") takes the country into its name.
    """
    if not frame.country:
        return name
    words = [fold(word) for word in name.surface.replace("’", "'").split()]
    if name.entity is None and sum(word not in SMALL for word in words) > _SHORT:
        return name
    if any(word in BELONGING_FRENCH or word in BELONGING_ENGLISH or word in COUNTRIES_FRENCH for word in words):
        return name
    if not (words and (words[0] in FRENCH_HEADS | {"assemblee"} or not HEADS.isdisjoint(words))) or name.surface.isupper():
        return name
    land = frame.entity.country if frame.entity is not None else None
    own = name.entity.country if name.entity is not None else None
    if name.entity is not None and (own in _UNIONS or (land is not None and own == land)):
        return name
    office = " ".join(name.surface.replace("’", "'").split())
    return replace(name, name=_with_place(line, frame, office), entity=None, unlisted=True)


_SHORT = 2
_UNIONS = frozenset({"EU", "INT", "NATO", "", None})


def body_at(line: Line, run: Run, name: str) -> Name:
    """The body that ``run`` names, which no list holds."""
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    surface = line.text[start - line.span.start : end - line.span.start]
    return Name(start=start, end=end, surface=surface, role=Role.AGENCY, name=name, unlisted=True)


def _text(line: Line, run: Run) -> str:
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    return " ".join(line.text[start - line.span.start : end - line.span.start].replace("’", "'").split())
