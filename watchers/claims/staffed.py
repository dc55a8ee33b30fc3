"""Towns for whom their people act: "À Rennes, les agents …", "Officials in Duluth …", "Nashville schools …"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watchers.claims.acting import Ground, town_at
from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import THE
from watchers.claims.located import body_at, in_order
from watchers.claims.naming import Run
from watchers.claims.tokens import Token


def with_staff(line: Line, names: tuple[Name, ...], ground: Ground) -> tuple[Name, ...]:
    """``names`` and the towns whose people act in the line."""
    if any(name.role is Role.AGENCY for name in names):
        return names
    added = list(_staffed(line, names, ground))
    if not added:
        return names
    kept = [name for name in names if not any(name.start < one.end and one.start < name.end for one in added)]
    return in_order([*kept, *added])


def _staffed(line: Line, names: Sequence[Name], ground: Ground) -> Iterator[Name]:
    """The town of "À Rennes, les agents …", "In Duluth, city clerks …", "Officials in Duluth …", "Duluth's libraries …"."""
    if not line.holds(_STAFF):
        return
    row = line.tokens
    at = _led(line)
    if at is not None:
        one = town_at(line, names, at, ground)
        if one is not None and _staff_behind(row, _comma(row, one.run.last)):
            yield replace(body_at(line, one.run, one.acts), unlisted=False)
        return
    county = _sheriffs(line) or _county(line)
    if county is not None:
        yield county
        return
    at = _worked_for(row) if line.lang == "en" and ground.is_alone(line, "") else None
    if at is not None:
        one = town_at(line, names, at, ground)
        if one is not None and not (one.acts.endswith("County Council") and row[0].fold in _NOT_OF_COUNTIES):
            yield replace(body_at(line, one.run, one.acts), unlisted=False)
        return
    one = town_at(line, names, 0, ground) if line.lang == "en" and row[0].upper else None
    if one is None or one.run.last + 2 >= len(row):
        return
    at = one.run.last + 1
    if row[at].fold in _OWN and not row[at].upper:
        run = Run(0, at)
        yield body_at(line, run, line.text[: row[at].end - line.span.start])
    elif row[at].fold in _STAFF_EN or (row[at].fold == "'s" and row[at + 1].fold in _STAFF_EN | _OWN):
        yield replace(body_at(line, one.run, one.acts), unlisted=False)


def _sheriffs(line: Line) -> Name | None:
    """ "Sheriff's deputies in Pinellas County …": that county's sheriff's office."""
    row = line.tokens
    at = 2 if [token.fold for token in row[:2]] == ["sheriff", "'s"] else 0
    if row[at].fold != "deputies" or at + 2 >= len(row) or row[at + 1].fold not in ("in", "across") or not row[at + 2].upper:
        return None
    end = next((place for place in range(at + 2, min(at + 6, len(row))) if row[place].fold == "county"), None)
    if end is None or not all(token.upper for token in row[at + 2 : end + 1]):
        return None
    words = line.text[row[at + 2].start - line.span.start : row[end].end - line.span.start]
    return body_at(line, Run(at + 2, end), f"{words} Sheriff's Office")


def _county(line: Line) -> Name | None:
    """ "Since March, staff at Travis County …": a county that people work at is no mere place."""
    row = line.tokens
    at = next((at for at, token in enumerate(row[:-3]) if token.fold in _STAFF_EN and row[at + 1].fold == "at"), None)
    if at is None or line.lang != "en":
        return None
    end = next((place for place in range(at + 3, min(at + 6, len(row))) if row[place].fold == "county"), None)
    if end is None or not all(token.upper for token in row[at + 2 : end + 1]) or (end + 1 < len(row) and row[end + 1].upper):
        return None
    return body_at(line, Run(at + 2, end), line.text[row[at + 2].start - line.span.start : row[end].end - line.span.start])


def _led(line: Line) -> int | None:
    """Where the place begins in "À …", "Dans le …", "In …" at the head of the line."""
    row = line.tokens
    if row[0].fold not in _WITHIN.get(line.lang, ()) or len(row) < _LEAST:
        return None
    return 1 + (row[1].fold in THE and not row[1].upper)


def _comma(row: Sequence[Token], last: int) -> int:
    """What stands behind the comma after the place, its country between commas passed over; the end of the line where none is."""
    if last + 1 >= len(row) or row[last + 1].fold != ",":
        return len(row)
    return last + 2


def _staff_behind(row: Sequence[Token], at: int) -> bool:
    """Whether those who work for a town are the subject that begins at ``at``."""
    for token in row[at : at + _SUBJECT]:
        if token.upper or not token.word:
            return False
        if token.fold in _STAFF:
            return True
        if token.fold not in _BEFORE_STAFF:
            return False
    return False


def _worked_for(row: Sequence[Token]) -> int | None:
    """Where the place begins in "Officials in …", "City workers across …" at the head of a sentence."""
    for at, token in enumerate(row[:_SUBJECT]):
        if token.fold in _STAFF_EN | _SERVING:
            if token.fold in _ANYBODYS and _PUBLICLY.isdisjoint(one.fold for one in row[:at]):
                return None
            there = at + 1 < len(row) - 1 and row[at + 1].fold in ("in", "across", "of")
            return at + 2 if there else None
        if token.fold not in _BEFORE_STAFF:
            return None
    return None


_ANYBODYS = frozenset({"staff", "employees", "workers", "leaders", "administrators", "inspectors", "building"})
_PUBLICLY = frozenset({"city", "town", "council", "public", "municipal", "county", "local", "government", "social", "school"})
_LEAST = 5
_SUBJECT = 4
_WITHIN = {"fr": frozenset({"a", "au", "en", "dans"}), "en": frozenset({"in", "across"})}
_NOT_OF_COUNTIES = frozenset({"firefighters", "deputies", "librarians"})
_OWN = frozenset({"schools", "libraries", "firefighters", "paramedics"})
"""Bodies of a town's own: "Nashville schools"."""
_SERVING = frozenset({"libraries", "firefighters"})
_STAFF_EN = frozenset(
    {"officials", "clerks", "staff", "employees", "workers", "librarians", "planners", "inspectors", "deputies", "councillors"}
    | {"councilors", "aldermen", "leaders", "administrators", "caseworkers", "dispatchers", "building"}
)
_STAFF = (
    _STAFF_EN
    | _OWN
    | {"agents", "employes", "fonctionnaires", "services", "equipes", "elus", "bibliothecaires", "policiers", "gestionnaires"}
    | {"instructeurs", "secretaires", "travailleurs", "assistantes", "guichets", "standard", "accueil"}
)
_BEFORE_STAFF = frozenset(
    {"the", "some", "many", "all", "most", "city", "town", "council", "public", "municipal", "county", "local", "government"}
    | {"state", "social", "housing", "permit", "les", "des", "ses", "l'", "le", "la", "plusieurs", "deux", "trois", "quelque"}
    | {"senior", "school", "about", "around"}
)
