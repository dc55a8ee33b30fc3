"""Who is credited with what a sentence says, and through what channel.

A quotation belongs to who utters it; reported speech to the subject of its verb ("X said", "a précisé X"); "according to X" to X.
A pronoun takes up the last person who spoke. Nobody is credited for what the article says in its own voice.
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Attribution, Channel

_SPEAKERS = (Role.PERSON, Role.AGENCY, Role.VENDOR, Role.COMPANY)
_PERSONAL = frozenset({"he", "she", "il", "elle", "celui-ci", "celle-ci", "er", "lui"})
_CORPORATE = frozenset({"it", "they", "ils", "elles"})
_AUXILIARY = frozenset({"a", "ont", "avait", "l'", "as", "que", "qu'", "comme"})
_SET_OFF = frozenset({",", "»", '"', "”", "—", "–", ")"})
_BACK = 8
_NEAR = 14


def attribution(scene: Scene, line: Line, place: int) -> Attribution | None:
    """Who says what stands at ``place`` of ``line``: a person, a body or a company by canonical name; ``None``: nobody is named."""
    speaker = _speaker(scene, line, place)
    if speaker is None:
        return None
    return Attribution(speaker=speaker.name, employer=speaker.employer, channel=_channel(scene, line, speaker))


def _speaker(scene: Scene, line: Line, place: int) -> Name | None:
    cue = _governing(line, place)
    if cue is not None:
        return _subject(scene, line, cue)
    if line.quoted(place):
        return _last_speaker(scene, line)
    return None


def _governing(line: Line, place: int) -> Cue | None:
    """The verb or preposition of saying that covers ``place``: one before it, else one that closes the sentence."""
    saying = [cue for cue in line.cued("say", "per") if not line.quoted(cue.start)]
    ahead = [cue for cue in saying if cue.end <= place or cue.category == "per"]
    after = [cue for cue in saying if cue.start > place and _closes(line, cue)]
    return ahead[-1] if ahead and not after else after[0] if after else ahead[-1] if ahead else None


def _closes(line: Line, cue: Cue) -> bool:
    """Set off by a comma or a quotation mark: ", the institute said", "», a précisé X", ", said X"."""
    before = [token.fold for token in line.tokens[max(0, cue.first - _NEAR) : cue.first]]
    return any(mark in before for mark in (",", "»", '"', "”", "—", "–"))


def _subject(scene: Scene, line: Line, cue: Cue) -> Name | None:
    if cue.category == "per":
        return _after(scene, line, cue)
    inverted = _inverted(scene, line, cue)
    if inverted is not None:
        return inverted
    return _left(scene, line, cue)


def _inverted(scene: Scene, line: Line, cue: Cue) -> Name | None:
    """The subject that follows its verb: "said X", "a précisé par e-mail la porte-parole X"."""
    at = cue.first
    while at and line.tokens[at - 1].fold in _AUXILIARY:
        at -= 1
    if at and line.tokens[at - 1].fold not in _SET_OFF:
        return None
    return _after(scene, line, cue, reach=5)


def _after(scene: Scene, line: Line, cue: Cue, reach: int = _NEAR) -> Name | None:
    limit = line.tokens[min(cue.last + 1 + reach, len(line.tokens) - 1)].end
    if any(cue.end <= other.start < limit for other in line.cued("anonymous")):
        return None
    following = line.tokens[cue.last + 1].fold if cue.last + 1 < len(line.tokens) else ""
    if following in _PERSONAL:
        return _last_speaker(scene, line)
    named = [name for name in line.named(*_SPEAKERS) if cue.end <= name.start < limit and not line.quoted(name.start)]
    people = [name for name in named if name.role is Role.PERSON]
    return people[0] if people else named[0] if named else None


def _left(scene: Scene, line: Line, cue: Cue) -> Name | None:
    """The subject before the verb: the nearest person, else a pronoun's antecedent, else the nearest body or company."""
    first = max(0, cue.first - _NEAR)
    start = line.tokens[first].start
    between = [token for token in line.tokens[first : cue.first] if not line.quoted(token.start)]
    named = [
        name for name in line.named(*_SPEAKERS) if start <= name.start and name.end <= cue.start and not line.quoted(name.start)
    ]
    people = [name for name in named if name.role is Role.PERSON]
    if people and not any(token.fold in _PERSONAL and token.start > people[-1].end for token in between):
        return people[-1]
    if any(token.fold in _PERSONAL for token in between[-6:]):
        return _last_speaker(scene, line)
    if any(start <= other.start < cue.start for other in line.cued("anonymous")) and not named:
        return None
    if named:
        return named[-1]
    return _taken_up(scene, line, cue, start)


def _taken_up(scene: Scene, line: Line, cue: Cue, start: int) -> Name | None:
    """ "The company", "l'agence", "it" as the one who speaks."""
    earlier = line.named(Role.AGENCY, Role.VENDOR) if line.tokens[cue.first - 1].fold in _CORPORATE else ()
    if earlier:
        return earlier[0]
    near = [other for other in line.cued("company", "body") if start <= other.start < cue.start]
    if not near:
        return None
    roles = (Role.VENDOR,) if near[-1].category == "company" else (Role.AGENCY,)
    here = [name for name in line.named(*roles) if name.end <= near[-1].start]
    before = scene.before(line, *roles)
    return here[-1] if here else before[0] if before else None


def _last_speaker(scene: Scene, line: Line) -> Name | None:
    """The person who spoke last before ``line``; else the last person named."""
    fallback: Name | None = None
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        people = earlier.named(Role.PERSON)
        if people and earlier.cued("say", "per"):
            cue = earlier.cued("say", "per")[-1]
            near = sorted(people, key=lambda name: min(abs(name.start - cue.end), abs(cue.start - name.end)))
            return near[0]
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
