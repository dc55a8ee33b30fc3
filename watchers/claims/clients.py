"""Which public body is meant around a sum: named in its sentence, or in mind from the sentences before."""

import re
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.brokers import BROKERS, GOVERNMENTS
from watchers.claims.entities import Scene
from watchers.claims.supervisors import supervises

US_GOVERNMENT = "U.S. federal government"
_COLLECTIVE = frozenset({"government"})
_NO_BODY = frozenset({"program", "platform", "legislature", "court"})
"""Kinds of reference rows that pay for nothing in a story about prices, unless they are named as the buyer."""
_PROGRAMMES = frozenset({"program", "platform"})


# ----------------------------------------------------------------------------------------------------------------- buyers


def bodies(line: Line) -> tuple[Name, ...]:
    """Public bodies of the line that may buy: no programme or platform, no body that only negotiates for others.

    A state or province that opens the sentence acts itself: "Utah signed in January".
    """
    named = tuple(
        name
        for name in line.named(Role.AGENCY)
        if name.name not in BROKERS and not (name.entity and name.entity.category in _PROGRAMMES)
    )
    return named or tuple(_acting(name) for name in line.named(Role.PLACE) if _acts(line, name))


def _acts(line: Line, name: Name) -> bool:
    """Whether a place stands as the subject at the head of its sentence."""
    actor = name.entity.actor if name.entity else None
    after = line.text[name.end - line.span.start :][:1]
    return actor is not None and name.start - line.span.start <= _LED and after in (" ", "\u00a0")


_HEAD = 2


_LED = 3
"""Characters of an article before a place that acts: "Le Québec a choisi"."""


def _acting(name: Name) -> Name:
    return replace(name, role=Role.AGENCY, name=str(name.entity.actor if name.entity else name.name))


def nearest_body(line: Line, place: int) -> Name | None:
    """The body of the line nearest to ``place``, one before it preferred; one after it only in the same clause."""
    found = bodies(line)
    left = [name for name in found if name.end <= place]
    right = [name for name in found if name.start >= place and not _CLAUSE.search(_between(line, place, name.start))]
    return left[-1] if left else right[0] if right else None


_CLAUSE = re.compile(r";|\b(?:that|which|who|whose|que|qui|dont)[ \u00a0](?=(?:the|le|la|les|l)\b)", re.I)
"""Where the clause of a sum ends: a body of the next one ("a rate that the agency negotiated") does not buy."""


def _between(line: Line, start: int, end: int) -> str:
    return line.text[start - line.span.start : end - line.span.start]


def body_before(scene: Scene, line: Line) -> Name | None:
    """The body that the sentences before had in mind: of the nearest one that names any, the first, which is its subject."""
    head = _HEAD_NOUN.match(line.text)
    kind = _KINDS.get(head["noun"].lower()) if head else None
    other: Name | None = None
    for earlier in reversed(scene.lines[max(0, line.index - 6) : line.index]):
        found = [name for name in bodies(earlier) if not (name.entity and name.entity.category in _NO_BODY)]
        found = [name for name in found if not supervises(name.name)] or ([] if kind is None else found)
        fitting = [name for name in found if kind is None or kind in name.name.lower()]
        if fitting:
            return fitting[0]
        other = other or (found[0] if found else None)
    return other


_HEAD_NOUN = re.compile(
    r"(?:the|le|la|l['’]|its|this|ce|cette)[ \u00a0]?(?P<noun>department|ministry|bureau|ministère|département|institut|institute"
    r"|commission|corps|laboratory)\b",
    re.I,
)
_KINDS = {
    "department": "department",
    "département": "department",
    "ministry": "ministry",
    "ministère": "ministry",
    "bureau": "bureau",
    "institut": "institute",
    "institute": "institute",
    "commission": "commission",
    "corps": "corps",
    "laboratory": "laborator",
}
"""The kind of body that a noun at the head of a sentence takes up, as it stands in canonical names."""


def speaking_body(scene: Scene, line: Line) -> Name | None:
    """The body for which the one interviewed answers: the employer, else the body of the lines that introduce him or her."""
    if line.passage not in scene.answers or scene.interviewee is None:
        return None
    named = [name for earlier in scene.lines[: line.index] for name in bodies(earlier)]
    employers = [name for name in named if name.name == scene.interviewee.employer]
    introduced = [name for earlier in scene.lines[:_HEAD] for name in bodies(earlier)]
    return next(iter((*employers, *introduced)), None)


_BACK = 40
"""Sentences looked back over for the bodies of an article."""


def only_body(scene: Scene, line: Line) -> Name | None:
    """The body that alone was named far before."""
    found = {name.name: name for earlier in scene.lines[max(0, line.index - _FAR) : line.index] for name in bodies(earlier)}
    return next(iter(found.values())) if len(found) == 1 else None


_FAR = 30
"""Sentences looked back over for a body that is the only one."""


def several_before(scene: Scene, line: Line) -> bool:
    """Whether the article spoke of more than one public body before ``line``, or of a government as a whole."""
    found = [name for earlier in scene.lines[max(0, line.index - _BACK) : line.index] for name in bodies(earlier)]
    whole = any(name.entity and name.entity.category in _COLLECTIVE for name in found)
    return whole or len({name.name for name in found}) > 1


_FEDERAL = re.compile(r"\bf[eé]d[eé]ra(?:l|le|les|ux)\b|\bBundesbeh[oö]rd|\bfederales?\b", re.I)


def speaks_of_all(line: Line) -> bool:
    """Whether the line speaks of a government's business as a whole: "federal contract obligations"."""
    whole = [name for name in line.named(Role.AGENCY) if name.entity and name.entity.category in _COLLECTIVE]
    return bool(whole) or _FEDERAL.search(line.text) is not None


def agencies_before(line: Line, place: int) -> int | None:
    """Where public bodies as such stand before ``place``, the nearest: "agencies can buy X for"; ``None`` where nowhere."""
    found = [cue.start for cue in line.cued("price.public") if cue.start < place and line.tokens[cue.last].fold in _AGENCIES]
    return found[-1] if found else None


_AGENCIES = frozenset({"agencies", "departments", "ministries", "agences", "administrations", "ministeres"})


def collective(scene: Scene, line: Line) -> str | None:
    """The government whose agencies a price per agency is for: named here or before, else that of the article's country."""
    for name in (*bodies(line), *scene.before(line, Role.AGENCY)):
        if name.entity and name.entity.category in _COLLECTIVE:
            return name.name
    for name in (*line.named(Role.AGENCY), *scene.before(line, Role.AGENCY)):
        whole = GOVERNMENTS.get(name.name)
        if whole is not None:
            return whole
    if scene.country in (None, "US") and (scene.country or _FEDERAL.search(line.text)):
        return US_GOVERNMENT
    return None
