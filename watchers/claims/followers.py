"""Bodies that do as another did: "Bpifrance l'a imitée", "Leeds has followed suit", "celle de Lille lui a emboîté le pas".

They take up the vendor and the stage of the statement just before, in the same sentence or in an earlier one. A bare name
("Genève a suivi en septembre") is a body of the kind that was spoken of: a canton after a canton, a university after one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Said, is_collective
from watchers.claims.closed import THE
from watchers.claims.cutting import clauses
from watchers.claims.entities import Scene
from watchers.claims.model import Adoption, Evidence
from watchers.claims.naming import is_capital
from watchers.claims.tokens import Token

_BEFORE = 3
"""Sentences back to what is followed."""


def imitated(scene: Scene, line: Line, earlier: Sequence[Said]) -> list[Said]:
    """ "Bpifrance l'a imitée": another body, the vendor and the stage of the statement just before."""
    last = earlier[-1] if earlier else None
    if last is None or not line.holds(_IMITATES) or line.index - last.line.index > _BEFORE:
        return []
    claim = last.claim
    if not isinstance(claim, Adoption) or claim.stage.rung is None:
        return []
    for clause in clauses(line):
        row = line.words(clause.start, clause.end)
        if clause.names(line, Role.VENDOR, Role.PRODUCT) or (last.line.index == line.index and clause.start == line.span.start):
            continue
        bodies, behind = _subject(line, row, claim.agency)
        if bodies and _imitates(line, [token.fold for token in row[behind:]][:_SOON]):
            credit = attribution(scene, line, row[0].start)
            return [
                Said(
                    claim=replace(
                        claim,
                        agency=name,
                        valid_from=None,
                        valid_until=None,
                        evidence=Evidence(
                            quote=line.text,
                            span=line.span,
                            attribution=credit,
                            unlisted=scene.bodies.get(name, claim.evidence.unlisted),
                        ),
                    ),
                    line=line,
                    weight=1,
                )
                for name in dict.fromkeys(bodies)
                if name != claim.agency
            ]
    return []


def preceded(line: Line, told: Sequence[Said]) -> list[Said]:
    """ "Après A et B, elle a signé avec Z": the earlier customers of the vendor that the pronoun means."""
    first = line.tokens[0].fold if line.tokens else ""
    last = told[-1] if told else None
    if last is None or first not in _AFTER or line.named(Role.VENDOR, Role.PRODUCT):
        return []
    claim = last.claim
    row = line.words(line.span.start, line.span.end)
    bodies, behind = _subject(line, row[1:], "")
    at = behind + 1
    tail = [token.fold for token in row[at : at + 2]]
    if not isinstance(claim, Adoption) or claim.stage.rung is None or tail[:1] != [","] or tail[1:] not in _PRONOUNS:
        return []
    if not any(name.name == claim.agency and name.start > row[at].start for name in line.named(Role.AGENCY)):
        return []
    known = {said.claim.agency for said in told if isinstance(said.claim, Adoption)}
    return [replace(last, claim=replace(claim, agency=name)) for name in dict.fromkeys(bodies) if name not in known]


_AFTER = frozenset({"apres", "outre", "after", "besides"})
_PRONOUNS = (["elle"], ["il"], ["it"])


# ------------------------------------------------------------------------------------------------------------------ subject


def _subject(line: Line, row: Sequence[Token], model: str) -> tuple[list[str], int]:
    """The bodies that open a clause, and the word behind them; ``model`` is the body that they are said to follow."""
    found: list[str] = []
    at = 0
    while at < len(row) and row[at].fold in _OPENS:
        at += 1
    while at < len(row) and len(found) < _MOST:
        name, behind = _member(line, row, at, model)
        if name is None:
            break
        found.append(name)
        at = behind
        if at >= len(row) or row[at].fold not in _JOINTS or not (at + 1 < len(row) and _begins(row, at + 1)):
            break
        at += 1
    return found, at


def _begins(row: Sequence[Token], at: int) -> bool:
    return row[at].upper or row[at].fold in THE | _THAT


def _member(line: Line, row: Sequence[Token], at: int, model: str) -> tuple[str | None, int]:
    """One body that begins at ``at``, and the word behind it."""
    led = row[at].fold if row[at].fold in THE else ""
    that = row[at].fold in _THAT and not line.is_named(row[at].start) and at + 1 < len(row) and row[at + 1].fold in _OF
    first = at + 2 if that else at + bool(led)
    if first >= len(row):
        return None, at
    known = line.name_at(row[first].start)
    if known is not None:
        behind = next((place for place in range(first, len(row)) if row[place].start >= known.end), len(row))
        return _named(known, model, kept=not that), behind
    last = first
    while last + 1 < len(row) and is_capital(line, row[last + 1]) and line.name_at(row[last + 1].start) is None:
        last += 1
    if not row[first].upper or not row[first].word or last - first > 1:
        return None, at
    text = line.text[row[first].start - line.span.start : row[last].end - line.span.start]
    return _of_the_kind(model, text, led), last + 1


def _named(name: Name, model: str, *, kept: bool) -> str | None:
    """Who a name of the text is here; ``kept`` where no "celle de" stands before it."""
    if name.role is Role.PLACE:
        actor = name.entity.actor if name.entity is not None else None
        return actor if actor and kept else _of_the_kind(model, name.surface, "")
    if name.role is not Role.AGENCY or is_collective(name):
        return None
    town = _TOWN.match(name.name)
    other = _of_the_kind(model, town["town"], "") if town else None  # "Genève" behind a canton
    return other or (name.name if kept else None)


def _of_the_kind(model: str, text: str, led: str) -> str | None:
    """ "Genève" behind "Canton de Vaud" is the "Canton de Genève"."""
    kind = _KIND.match(model)
    if kind is None or (led and kind["kind"] != "Région"):
        return None
    link = kind["link"]
    if link in ("de ", "d'", "du ", "des ", "de la "):
        link = "d'" if text[:1] in "AEIOUYÉÈÊÀÂÎÔÛ" else "de "
    return f"{kind['kind']} {link}{text}"


_KIND = re.compile(
    r"(?P<kind>Ville|Commune|Mairie|Université|Canton|Région|Métropole|CHU|Rectorat|University|City|Municipalité|Hôpital|Académie"
    r"|Préfecture|Tribunal|Musée|Port|Agglomération|SDIS|Aéroport|Crous)"
    r" (?P<link>de la |de |d'|du |des |of |)(?=[A-ZÉÈÀÎ])"
)
_TOWN = re.compile(r"(?:Ville|City) (?:de |d'|du |of )(?P<town>\S.*)")
_OPENS = frozenset({"et", "and", "mais", "puis", ";", ",", "–", "—", "-", "•", "depuis", "ensuite"})
_THAT = frozenset({"celle", "celui"})
_OF = frozenset({"de", "d'", "du"})
_JOINTS = frozenset({"et", "and", ","})
_MOST = 6


# --------------------------------------------------------------------------------------------------------------------- verb


def _imitates(line: Line, row: Sequence[str]) -> bool:
    """The subject's own verb, right behind it."""
    if not _UNSURE.isdisjoint(row):
        return False
    told = " ".join(row)
    if line.lang == "fr" and _follows(row):
        return True
    place = next((told.index(words) + len(words) for words in _IMITATIONS if words in told), -1)
    return place >= 0 and _OBJECTS.isdisjoint(told[place:].split()[:1])  # "en fait autant de mystère"


def _follows(row: Sequence[str]) -> bool:
    """ "Oxford a suivi en septembre", "Lyon l'a suivie": nothing that is followed stands behind the verb, but for the time."""
    at = next((place for place, fold in enumerate(row) if fold in _FOLLOWED), None)
    if not at or not _HELPS.issuperset(row[:at]):
        return False
    behind = list(row[at + 1 :])
    end = next((place for place, fold in enumerate(behind) if fold in _MARKS), len(behind))
    tail = behind[:end]
    timed = bool(tail) and tail[0] in _WHEN and len(tail) <= _TIME and _OBJECTS.isdisjoint(tail)
    return not tail or timed or tail[:3] == ["dans", "la", "foulee"]


_FOLLOWED = frozenset({"suivi", "suivie", "suivis", "suivies"})
_HELPS = frozenset({"a", "ont", "avait", "avaient", "l'", "les", "aussi", "egalement", "depuis", ","})
_MARKS = frozenset({".", ",", ";", ":", "(", "!", "–", "—"})
_WHEN_WORDS = """
    en peu quelques depuis aussitot ensuite lundi mardi mercredi jeudi vendredi samedi dimanche hier deux trois quatre cinq six
"""
_WHEN = frozenset(_WHEN_WORDS.split())
_OBJECTS = frozenset({"la", "le", "l'", "les", "une", "un", "des", "de", "d'", "du", "sur"})
_TIME = 4
_SOON = 9
_UNSURE = frozenset({"not", "ne", "n'", "n't", "pourrait", "pourraient", "could", "may", "might", "voudrait", "devrait"})
_IMITATES = _FOLLOWED | frozenset(
    {"imite", "imitee", "imites", "imitees", "imitent", "emboite", "emboitent", "autant", "meme", "suit", "same", "likewise"}
)
_IMITATIONS = (
    *("l' a imite", "l' ont imite", "l' imite", "l' imitent", "les imite", "les imitent", "les a imite", "les ont imite"),
    *("emboite le pas", "emboitent le pas", "a fait de meme", "ont fait de meme", "fait de meme", "font de meme"),
    *("en a fait autant", "en ont fait autant", "en fait autant", "en font autant"),
    *("fait le meme choix", "followed suit", "did the same", "done the same", "made the same choice", "did likewise"),
)
