"""Who is credited with what a sentence says, and through what channel.

A quotation belongs to who utters it; reported speech to the subject of its verb ("X said", "a précisé X"); "according to X" to X.
A pronoun takes up the last person who spoke, "it said" and "the company said" the body or vendor in mind. Nobody is credited
for what the article says in its own voice, nor where the source has no name.
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.entities import COLLECTIVE, Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Attribution, Channel
from watchers.claims.tokens import Token

_SPEAKERS = (Role.PERSON, Role.AGENCY, Role.VENDOR, Role.COMPANY)
_PERSONAL = frozenset({"he", "she", "il", "elle", "celui-ci", "celle-ci", "er", "lui"})
_CORPORATE = frozenset({"it", "they", "ils", "elles"})
_AUXILIARY = frozenset(
    {"a", "ont", "avait", "l'", "as", "que", "qu'", "comme", "also", "has", "have", "had", "aussi", "egalement"}
)
_SET_OFF = frozenset({",", "»", '"', "”", "—", "–"})
_BACK = 8
_NEAR = 14
_BESIDE = 4
_SHORT = 12
_TITLE = 2


def attribution(scene: Scene, line: Line, place: int) -> Attribution | None:
    """Who says what stands at ``place`` of ``line``: a person, a body or a company by canonical name; ``None``: nobody named."""
    speaker = _speaker(scene, line, place)
    if speaker is None:
        return None
    return Attribution(speaker=speaker.name, employer=speaker.employer, channel=_channel(scene, line, speaker))


def _speaker(scene: Scene, line: Line, place: int) -> Name | None:
    cue = _governing(line, place)
    if cue is not None:
        return _subject(scene, line, cue)
    if answered(scene, line):
        return scene.interviewee
    if not line.quoted(place):
        return None
    return _introduced(line, place) or _last_speaker(scene, line)


def answered(scene: Scene, line: Line) -> bool:
    """Whether the line is part of an answer in an interview."""
    return scene.interviewee is not None and line.passage in scene.answers


def _introduced(line: Line, place: int) -> Name | None:
    """The ministry was brief: "…": who stands first before the colon speaks."""
    colons = [token.start for token in line.tokens if token.fold == ":" and token.start < place]
    named = [name for name in _voices(line) if colons and name.end <= colons[-1]]
    people = [name for name in named if name.role is Role.PERSON]
    return next(iter(people or named), None)


def _governing(line: Line, place: int) -> Cue | None:
    """The word of saying that covers ``place``: one that closes the sentence, else the nearest before, else "according to"."""
    saying = [cue for cue in line.cued("say", "per") if not line.quoted(cue.start)]
    after = [cue for cue in saying if cue.start > place and cue.category == "say" and _closes(line, cue)]
    ahead = [cue for cue in saying if cue.start <= place or cue.category == "per"]
    quoting = line.quoted(place)
    if quoting and ahead and after:  # "X said: « … », a ajouté Y" has the verb before the quotation
        return ahead[-1]
    return after[0] if after else ahead[-1] if ahead else None


def _closes(line: Line, cue: Cue) -> bool:
    """Set off by a comma or a quotation mark just before, and near the end: ", the institute said", "» , a précisé X"."""
    before = [token.fold for token in line.tokens[max(0, cue.first - _NEAR) : cue.first]]
    behind = [token for token in line.tokens[cue.last + 1 :] if token.word]
    return any(mark in before for mark in _SET_OFF) and (
        len(behind) <= _SHORT or any(mark in before[-_BESIDE:] for mark in _SET_OFF)
    )


def _subject(scene: Scene, line: Line, cue: Cue) -> Name | None:
    if cue.category == "per":
        return _after(scene, line, cue, _NEAR)
    if _set_off(line, cue):
        if _anonymous(line, cue, behind=True):
            return None
        found = _after(scene, line, cue, _BESIDE + 1)
        if found is not None:
            return found
    return _left(scene, line, cue)


def _set_off(line: Line, cue: Cue) -> bool:
    """The verb stands right behind a comma or a quotation mark, auxiliaries aside: its subject may follow."""
    at = cue.first
    while at and line.tokens[at - 1].fold in _AUXILIARY:
        at -= 1
    return not at or line.tokens[at - 1].fold in _SET_OFF


def _anonymous(line: Line, cue: Cue, *, behind: bool) -> bool:
    """A source without a name stands beside the verb: "two people", "un responsable"."""
    for other in line.cued("anonymous"):
        gap = other.first - cue.last if behind else cue.first - other.last
        if 0 < gap <= _BESIDE:
            named = [name for name in line.named(Role.PERSON) if min(cue.start, other.start) <= name.start <= cue.end + _NEAR]
            return not named
    return False


def _after(scene: Scene, line: Line, cue: Cue, reach: int) -> Name | None:
    """The one named, or taken up, right behind the verb or the preposition."""
    following = line.tokens[cue.last + 1 : cue.last + 1 + reach]
    if not following or _anonymous(line, cue, behind=True):
        return None
    if following[0].fold in _PERSONAL:
        return _last_speaker(scene, line)
    limit = following[-1].end
    named = [name for name in _voices(line) if cue.end <= name.start < limit]
    people = [name for name in named if name.role is Role.PERSON]
    if people or named:
        return people[0] if people else named[0]
    taken = [other for other in line.cued("company", "body") if other.first == cue.last + 1]
    if taken:
        return _taken_up(scene, line, taken[0])
    titled = [other for other in line.cued("spokes", "title") if 0 < other.first - cue.last <= _TITLE]
    return _last_speaker(scene, line) if titled else None


def _left(scene: Scene, line: Line, cue: Cue) -> Name | None:
    """The subject before the verb: a pronoun's antecedent, else the nearest person, else the nearest body or company."""
    between = [token for token in line.tokens[max(0, cue.first - _NEAR) : cue.first] if not line.quoted(token.start)]
    pronoun = _pronoun(between)
    if pronoun is not None and pronoun.fold in _CORPORATE:
        return _organisation(scene, line)
    start = between[0].start if between else cue.start
    named = [name for name in _voices(line) if start <= name.start and name.end <= cue.start]
    people = [name for name in named if name.role is Role.PERSON]
    if people and (pronoun is None or pronoun.start < people[-1].start):
        return None if _owns(line, people[-1]) else people[-1]
    return _last_speaker(scene, line) if pronoun is not None else _subject_body(scene, line, cue, named)


def _subject_body(scene: Scene, line: Line, cue: Cue, named: list[Name]) -> Name | None:
    if _anonymous(line, cue, behind=False):
        return None
    if not named and any(cue.first - other.last == 1 for other in line.cued("spokes", "title")):
        return _last_speaker(scene, line)
    taken = [other for other in line.cued("company", "body") if 0 < cue.first - other.last <= _BESIDE]
    if taken and (not named or named[-1].end <= taken[-1].start):
        return _taken_up(scene, line, taken[-1])
    return named[-1] if named and not _another(line, named[-1], cue) else None


def _another(line: Line, name: Name, cue: Cue) -> bool:
    """A subject of its own stands between the name and the verb: "X uses it, the governor's office said"."""
    between = [token.fold for token in line.words(name.end, cue.start)]
    if "," not in between or between[-1] == ",":
        return False
    behind = between[len(between) - between[::-1].index(",") :]
    return bool(behind) and behind[0] in _DETERMINERS


_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "one", "le", "la", "l'", "les", "un", "une", "sa", "son", "ses"})


def _pronoun(between: list[Token]) -> Token | None:
    """The pronoun just before the verb."""
    near = [token for token in between[-_BESIDE:] if token.fold in _PERSONAL or token.fold in _CORPORATE]
    return near[-1] if near else None


def _voices(line: Line) -> list[Name]:
    """Those in the line who can speak: nobody inside a quotation, and no government as a whole."""
    return [name for name in line.named(*_SPEAKERS) if not line.quoted(name.start) and name.name not in COLLECTIVE]


def _owns(line: Line, name: Name) -> bool:
    """ "The governor's office said" is not the governor."""
    return any(token.start == name.end and token.fold == "'s" for token in line.tokens)


def _organisation(scene: Scene, line: Line) -> Name | None:
    """ "It said": the body or vendor that the sentence began with, else the one named before."""
    here = [name for name in line.named(Role.AGENCY, Role.VENDOR, Role.COMPANY) if not line.quoted(name.start)]
    before = scene.before(line, Role.AGENCY, Role.VENDOR, Role.COMPANY)
    return here[0] if here else before[0] if before else None


def _taken_up(scene: Scene, line: Line, cue: Cue) -> Name | None:
    """The one that "the company" or "l'agence" takes up."""
    roles = (Role.VENDOR, Role.COMPANY) if cue.category == "company" else (Role.AGENCY,)
    here = [name for name in line.named(*roles) if name.end <= cue.start]
    before = scene.before(line, *roles)
    return here[0] if here else before[0] if before else None


def _last_speaker(scene: Scene, line: Line) -> Name | None:
    """The person who spoke last before ``line``; else the last person named."""
    fallback: Name | None = None
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        people = earlier.named(Role.PERSON)
        saying = earlier.cued("say", "per")
        if people and saying:
            last = saying[-1]
            return min(people, key=lambda name: min(abs(name.start - last.end), abs(last.start - name.end)))
        if people and fallback is None:
            fallback = people[-1]
    return fallback


def _channel(scene: Scene, line: Line, speaker: Name) -> Channel | None:
    """Told in the sentence itself, or just before where the same person goes on."""
    for row in (line, *reversed(scene.lines[max(0, line.index - 3) : line.index])):
        found = row.cued("channel")
        if found and (row is line or any(name.name == speaker.name for name in row.named(Role.PERSON))):
            return Channel(found[0].category.partition(".")[2])
    return None
