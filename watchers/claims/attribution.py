"""Who is credited with what a sentence says, and through what channel.

A quotation belongs to who utters it; reported speech to the subject of its verb ("X said", "a précisé X"); "according to X" to X.
A pronoun takes up the last person who spoke, "it said" and "the company said" the body or vendor in mind. Nobody is credited
for what the article says in its own voice, nor where the source has no name.
"""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.entities import COLLECTIVE, Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Attribution, Channel
from watchers.claims.speakers import (
    corporate,
    governing,
    last_speaker,
    local,
    organisation,
    representative,
    several,
    spoken_for,
    taken_up,
)
from watchers.claims.tokens import Token

_SPEAKERS = (Role.PERSON, Role.AGENCY, Role.VENDOR, Role.COMPANY)
_PERSONAL = frozenset({"he", "she", "il", "elle", "celui-ci", "celle-ci", "er", "lui"})
_CORPORATE = frozenset({"it", "they", "ils", "elles"})
_TOGETHER = frozenset({"they", "ils", "elles"})
_AUXILIARY = frozenset(
    {"a", "ont", "avait", "l'", "as", "que", "qu'", "comme", "also", "has", "have", "had", "aussi", "egalement"}
)
_SET_OFF = frozenset({",", "»", '"', "”", "—", "–"})
_NEAR = 14
_FAMILIAR = 6
"""Words between a nameless source and its verb: "two officials familiar with the matter said"."""
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
    return _introduced(line, place) or last_speaker(scene, line)


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
    saying = [cue for cue in line.cued("say", "per") if not line.quoted(cue.start) and _utters(line, cue)]
    after = [cue for cue in saying if cue.start > place and cue.category in _VERBS and _closes(line, cue)]
    ahead = [cue for cue in saying if cue.start <= place or cue.category.startswith("per")]
    quoting = line.quoted(place)
    if quoting and ahead and after:  # "X said: « … », a ajouté Y" has the verb before the quotation
        return ahead[-1]
    return after[0] if after else ahead[-1] if ahead else None


_VERBS = frozenset({"say", "say.weak"})


def _utters(line: Line, cue: Cue) -> bool:
    """Not an infinitive ("to answer calls"), nor a verb that may do without words ("answers letters") where none follow."""
    before = line.tokens[cue.first - 1].fold if cue.first else ""
    if _silent(line, cue) or _directs(line, cue) or _left_open(line, cue):
        return False
    if cue.category == "say.weak" and before in _INFINITIVE | _MODALS and not _complement(line, cue):
        return False
    if cue.category in ("say.weak", "say.of") and line.lang == "en" and before in _DETERMINERS | _OWNED:
        return False  # "a note", "the answer", "our name"
    if cue.category == "say.weak" and line.lang == "en" and before in _BEING and not _that(line, cue):
        return False  # "a choice is promised for June"
    if cue.category == "say" and before in _RELATIVE and not _complement(line, cue):
        return False  # "Alphabet, which reported an hour earlier, …"
    return cue.category != "say.weak" or _complement(line, cue) or _closes(line, cue)


def _silent(line: Line, cue: Cue) -> bool:
    """ "Nobody could say who", "would not confirm": a plain infinitive behind a modal or a negation utters nothing."""
    before = {token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]}
    return line.lang == "en" and line.tokens[cue.first].fold in _PLAIN and bool(before & _UNSAID)


_PLAIN = frozenset({"say", "tell", "confirm", "disclose", "explain", "comment", "reveal"})
_UNSAID = frozenset({"could", "cannot", "can", "not", "n't", "never", "nobody", "declined", "refused", "unable", "yet"})


def _directs(line: Line, cue: Cue) -> bool:
    """ "Told its staff to stop using X": an order, and no report."""
    if line.tokens[cue.first].fold not in _TO_SOMEBODY:
        return False
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 1 + _ORDERED]]
    until = next((at for at, fold in enumerate(behind) if fold in _THAT or fold == ","), len(behind))
    return "to" in behind[:until]


_ORDERED = 6


def _left_open(line: Line, cue: Cue) -> bool:
    """ "Has not said whether", "sans que l'établissement ait dit si": nothing is said."""
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 2]]
    before = {token.fold for token in line.tokens[max(0, cue.first - _BESIDE - 2) : cue.first]}
    return bool(_WHETHER.intersection(behind)) and bool(_WITHHELD.intersection(before))


_WHETHER = frozenset({"si", "s'", "whether", "if", "combien", "quand", "when"})
_WITHHELD = frozenset({"sans", "n'", "ne", "not", "n't", "without", "never"})
_MODALS = frozenset({"will", "would", "could", "can", "may", "must", "should", "va", "vont", "peut", "peuvent", "doit"})
_BEING = frozenset({"is", "are", "was", "were", "been", "being", "be"})
_OWNED = frozenset({"our", "my", "your", "his", "her"})
_INFINITIVE = frozenset({"to", "pour", "de", "d'"})
_RELATIVE = frozenset({"which", "who", "qui"})


def _complement(line: Line, cue: Cue) -> bool:
    """What is said follows: "that", "que", a colon, a quotation."""
    behind = line.tokens[cue.first + 1 : cue.last + 1 + _BESIDE]
    return any(token.fold in _THAT for token in behind)


def _that(line: Line, cue: Cue) -> bool:
    return any(token.fold in _CLAUSE for token in line.tokens[cue.last + 1 : cue.last + 3])


_CLAUSE = frozenset({"that", "que", "qu'"})
_THAT = frozenset({"that", "que", "qu'", ":", "«", "“", '"', "whether"})


def _closes(line: Line, cue: Cue) -> bool:
    """Set off by a comma or a quotation mark just before, its subject aside: ", the institute said", "» , a précisé X"."""
    behind = [token.fold for token in line.tokens[cue.last + 1 :]]
    if behind[:1] and behind[0] in _OPENS and not any(mark in _QUOTES for mark in behind[:_BESIDE]):
        return False  # "the company says it trained": opens a clause of its own
    before = line.tokens[max(0, cue.first - _NEAR) : cue.first]
    marks = [at for at, token in enumerate(before) if token.fold in _SET_OFF]
    if not marks:
        return False
    subject = [token.fold for token in before[_apposition(line, before, marks) + 1 :]]
    if subject[:1] and subject[0] in _JOINS:
        return False  # ", and its director told a conference": a statement of its own
    if (cue.category == "say.weak" and len(subject) > _SUBJECT) or _CONTRARY.intersection(subject):
        return False
    near = len([word for word in behind if word[:1].isalnum()]) <= _SHORT or len(subject) <= _SUBJECT
    return near and sum(word in _DETERMINERS for word in subject) <= _ARTICLES


def _apposition(line: Line, before: Sequence[Token], marks: Sequence[int]) -> int:
    """Which of ``marks`` opens the subject: not the comma that closes a phrase beside it ("X, the head, said")."""
    if marks[-1] == len(before) - 1 and len(marks) > 1 and before[marks[-1]].fold == ",":
        return marks[-2]
    return marks[-1]


_CONTRARY = frozenset({"what", "contrary", "contrairement", "despite", "malgre", "unlike"})
"""With one of these, what was said is somebody else's, and not this sentence: "contrary to what a paper had reported"."""
_OPENS = frozenset({"that", "que", "qu'", "it", "they", "he", "she", "there", "its"})
_QUOTES = frozenset({"«", "“", '"', "”", "»"})
_JOINS = frozenset({"and", "et", "but", "mais", "or", "ou", "which", "who", "qui"})
_SUBJECT = 8
_ARTICLES = 2


def _subject(scene: Scene, line: Line, cue: Cue) -> Name | None:
    if cue.category == "per.last":
        return last_speaker(scene, line)
    if cue.category == "per":
        return _source(scene, line, cue)
    if _set_off(line, cue) and not _that(line, cue):
        if _anonymous(line, cue, behind=True) or _paper_behind(line, cue):
            return None
        titled = any(0 < other.first - cue.last <= _BESIDE for other in line.cued("title", "spokes"))
        found = _after(scene, line, cue, _NEAR if titled else _BESIDE + 1)
        if found is not None:
            return found
    return _left(scene, line, cue)


def _paper_behind(line: Line, cue: Cue) -> bool:
    """ "…, révèlent des documents du conseil": a paper is the subject, and no name that stands before the verb."""
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 1 + _TITLE]]
    return line.lang == "fr" and len(behind) == _TITLE and behind[0] in _ANY and behind[1] in _PAPERS - _PEOPLE


_ANY = frozenset({"un", "une", "des", "plusieurs", "deux", "trois"})
_PEOPLE = frozenset({"source", "sources", "personne", "personnes", "people"})


def _source(scene: Scene, line: Line, cue: Cue) -> Name | None:
    """Who stands behind "according to": no paper, and nobody whose paper it is, unless a statement of theirs."""
    row = line.tokens
    behind = row[cue.last + 1 : cue.last + 1 + _NEAR]
    if behind and behind[0].fold in _HIS:
        return last_speaker(scene, line)
    title = next((other for other in line.cued("spokes", "title") if 0 < other.first - cue.last <= _TITLE), None)
    if title is not None and [token.fold for token in row[title.last + 1 : title.last + 2]] == [","]:
        return representative(scene, line, title)  # "According to a spokeswoman, it has signed with X"
    found = _after(scene, line, cue, _NEAR)
    if found is None:
        return None
    between = [token.fold for token in line.words(cue.end, found.start)]
    if ";" in between:
        return None  # "according to a slide deck; the Navy has …"
    if "," in between and not any(cue.last < other.first and other.end <= found.start for other in line.cued("title", "spokes")):
        return None  # "Selon nos informations, X"
    stated = any(other.category == "channel.release" and cue.last < other.first for other in line.cued("channel"))
    return None if _PAPERS.intersection(between) and not stated else found


_HIS = frozenset({"his", "her"})
_PAPER_WORDS = """
    note notes document documents report reports rapport rapports notice notices filing filings order orders contract contracts
    contrat email emails mail courriel letter letters lettre minutes compte site website page blog avis information informations
    source sources etude study sondage survey data donnees chiffres figures record records annonce presse newspaper journal papers
    calendar budget list liste copy copie invoice facture appel appels people personnes
"""
_PAPERS = frozenset(_PAPER_WORDS.split())


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
        if 0 < gap <= (_BESIDE if behind else _FAMILIAR):
            named = [name for name in line.named(Role.PERSON) if min(cue.start, other.start) <= name.start <= cue.end + _NEAR]
            return not named
    return False


def _after(scene: Scene, line: Line, cue: Cue, reach: int) -> Name | None:
    """The one named, or taken up, right behind the verb or the preposition."""
    following = line.tokens[cue.last + 1 : cue.last + 1 + reach]
    if not following or _anonymous(line, cue, behind=True):
        return None
    if following[0].fold in _PERSONAL:
        return last_speaker(scene, line)
    limit = following[-1].end
    named = [name for name in _voices(line) if cue.end <= name.start < limit]
    people = [name for name in named if name.role is Role.PERSON]
    if people or named:
        return people[0] if people else named[0]
    taken = [other for other in line.cued("company", "body") if other.first == cue.last + 1]
    if taken and line.tokens[cue.first].fold not in _TO_SOMEBODY:
        return taken_up(scene, line, taken[0])
    titled = [other for other in line.cued("spokes", "title") if 0 < other.first - cue.last <= _TITLE]
    return representative(scene, line, titled[0]) if titled else None


_TO_SOMEBODY = frozenset({"told", "tells", "tell", "telling"})


def _left(scene: Scene, line: Line, cue: Cue) -> Name | None:
    """The subject before the verb: a pronoun's antecedent, else the nearest person, else the nearest body or company."""
    between = [token for token in line.tokens[max(0, cue.first - _NEAR) : cue.first] if not line.quoted(token.start)]
    pronoun = _pronoun(between)
    if pronoun is not None and pronoun.fold in _CORPORATE:
        alone = any(name.end <= cue.start for name in line.named(*_SPEAKERS))
        together = pronoun.fold in _TOGETHER and not alone and several(scene, line)
        return None if together else organisation(scene, line, cue.start)
    start = between[0].start if between else cue.start
    named = [name for name in _voices(line) if start <= name.start and name.end <= cue.start]
    people = [name for name in named if name.role is Role.PERSON]
    if people and (pronoun is None or pronoun.start < people[-1].start):
        return local(line) if _owns(line, people[-1]) else people[-1]
    if pronoun is not None and _inverted(line, pronoun) and not _met(scene, line):
        return organisation(scene, line, cue.start)
    if pronoun is not None:
        return corporate(scene, line) or last_speaker(scene, line)
    return _subject_body(scene, line, cue, named)


def _inverted(line: Line, pronoun: Token) -> bool:
    """ "A-t-il indiqué": the pronoun behind the auxiliary takes up the subject of what it said."""
    before = [token.fold for token in line.before(pronoun.start, 1)]
    return line.lang == "fr" and before in (["a"], ["avait"], ["ont"])


def _met(scene: Scene, line: Line) -> bool:
    """A person was named just before, and may be meant."""
    rows = scene.lines[max(0, line.index - 1) : line.index + 1]
    return any(row.named(Role.PERSON) for row in rows)


def _subject_body(scene: Scene, line: Line, cue: Cue, named: list[Name]) -> Name | None:
    if _official(line, cue):
        return spoken_for(scene, line)
    if _anonymous(line, cue, behind=False):
        return None
    bearer = _bearer(line, cue)
    if bearer is not None:
        return representative(scene, line, bearer)
    if _office(line, cue):
        return local(line)
    return governing(line, cue) or _beside_it(scene, line, cue, named)


def _beside_it(scene: Scene, line: Line, cue: Cue, named: list[Name]) -> Name | None:
    """The noun beside the verb that takes somebody up, else the one named before it."""
    taken = [other for other in line.cued("company", "body") if 0 < cue.first - other.last <= _BESIDE]
    if taken and (not named or named[-1].end <= taken[-1].start):
        return taken_up(scene, line, taken[-1])
    return _one(line, cue, named) if named else _leading(line, cue)


def _one(line: Line, cue: Cue, named: Sequence[Name]) -> Name | None:
    """The last of ``named``, unless two speak together or somebody else does."""
    together = len(named) > 1 and {token.fold for token in line.words(named[-2].end, named[-1].start)} <= _BOTH
    return None if together or _another(line, named[-1], cue) else named[-1]


_BOTH = frozenset({"and", "et", "&"})


def _office(line: Line, cue: Cue) -> bool:
    """ "The mayor's office said"."""
    before = [token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]]
    return before == ["'s", "office"]


def _leading(line: Line, cue: Cue) -> Name | None:
    """The subject far ahead of its verb, a phrase set off between them: "X, named last year as a follower, said"."""
    marks = [token.start for token in line.tokens[: cue.first] if token.fold == ","]
    first = next((name for name in _voices(line) if name.end <= cue.start), None)
    closed = cue.first > 0 and line.tokens[cue.first - 1].fold == ","
    return first if first is not None and closed and marks[:1] == [first.end] else None


def _official(line: Line, cue: Cue) -> bool:
    """ "The official added", "a department official said": one of a body's own people, though without a name."""
    for other in line.cued("anonymous"):
        before = [token.fold for token in line.tokens[max(0, other.first - 2) : other.first]]
        one = line.tokens[other.first].fold in _OFFICIALS and 0 < cue.first - other.last <= 2
        if one and before and (before[-1] in ("the", "le", "la") or _BODIES.intersection(before)):
            return True
    return False


_OFFICIALS = frozenset({"official", "responsable"})
_BODIES = frozenset(
    {"department", "agency", "ministry", "bureau", "service", "office", "commission", "council", "administration"}
)


def _bearer(line: Line, cue: Cue) -> Cue | None:
    """The title that is the verb's subject: "its deputy chief told", "the secretary of Home Affairs said"."""
    for other in reversed(line.cued("spokes", "title")):
        between = [token.fold for token in line.tokens[other.last + 1 : cue.first] if token.fold not in _AUXILIARY]
        beside = other.last < cue.first and len(between) <= _NEAR and not _SET_OFF.intersection(between)
        if beside and (not between or between[0] in _OF_HOUSE):
            return other
    return None


_OF_HOUSE = frozenset({"of", "for", "at", "in", "de", "du", "des", "d'", "chez", "a", "au"})


def _another(line: Line, name: Name, cue: Cue) -> bool:
    """A subject of its own stands between the name and the verb: "X uses it, the governor's office said"."""
    between = [token.fold for token in line.words(name.end, cue.start)]
    if "," not in between or between[-1] == ",":
        return False
    behind = [word for word in between[len(between) - between[::-1].index(",") :] if word not in _JOINS]
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


def _channel(scene: Scene, line: Line, speaker: Name) -> Channel | None:
    """Told in the sentence itself, or just before where the same person goes on."""
    for row in (line, *reversed(scene.lines[max(0, line.index - 3) : line.index])):
        found = row.cued("channel")
        if found and (row is line or any(name.name == speaker.name for name in row.named(Role.PERSON))):
            return Channel(found[0].category.partition(".")[2])
    return None
