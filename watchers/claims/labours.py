"""Work by default: a firm that is the subject of a sentence about the project, whatever the verb, unless the verb keeps it out.

« La société nantaise X anime les ateliers », "the Leeds firm X is cleaning the data", « un Llama que la société X fait tourner »,
« les travaux sont conduits par l'éditeur X ». No list holds the verbs of work; what a firm does that has no part in it can be
listed: it criticises, covets, offers, uses, launches another tool (``idle``, and ``idle.here`` where only the default asks).
"""

from collections.abc import Iterator, Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import IN, IT, OF, RELATIVES, THE
from watchers.claims.cutting import Clause
from watchers.claims.firms import TOWNSMEN
from watchers.claims.lexicon import Cue
from watchers.claims.tokens import Token

_ASIDE = 18
"""Words between the commas of what is set in behind a firm's name."""
_HELPER_WORDS = """
    will shall is are was were has have had be been being now then already itself alone both jointly also since still to in
    turn
    a ont aura auront est sont ete etait va vont se s' l' les le la en y aussi deja desormais aujourd'hui
    actuellement notamment d' de going continues continue begun started commence commencera devra doit doivent must 'll set due
    helped helping helps aide aidera keeps kept
"""
_HELPERS = frozenset(_HELPER_WORDS.split())
_NOT = frozenset({"not", "never", "ne", "n'", "n't", "no", "longer", "nor", "jamais", "won't", "doesn't", "didn't"})
_MIGHT_WORDS = """
    would could might may can cannot should wants wanted want pourrait pourraient peut peuvent pouvait devrait veut voulait
    souhaite souhaitait aimerait hopes hoped espere espérait esperait
"""
_MIGHT = frozenset(_MIGHT_WORDS.split())
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "est", "sont", "ete", "etait", "fut"})
_WHO = frozenset({"which", "who", "qui"})
_WHOM = frozenset({"que", "qu'", "that", "which"})
_ARTICLES = frozenset({"the", "a", "an", "la", "le", "l'", "les", "un", "une", "its", "son", "sa"})
_INDEFINITE = frozenset({"a", "an", "un", "une"})
_REACH = 14
"""Words behind the verb among which what it is done to stands."""
_NEAR = 3
"""Words between the noun for a firm and its name, at most with one adjective more."""
_STOPS = frozenset({";", ":", "que", "qu'", "that", "qui", "which", "but", "mais", "if", "si", "whether", "while"})
_DEFINITE_WORDS = """
    the this these those l' le la les ce cet cette ces au aux du des all toute tout tous toutes chaque each every
"""
_DEFINITE = frozenset(_DEFINITE_WORDS.split())
_OTHER_WORDS = """
    other another previous former old next rival similar competing same own new autre autres precedent precedente precedents
    ancien ancienne prochain prochaine concurrent semblable nouvelle nouveau nouveaux propre
"""
_OTHER = frozenset(_OTHER_WORDS.split())
"""Beside the noun: another work than this one."""
_BROAD = frozenset({"travaux", "chantier", "work", "works", "building"})
"""What a builder does too: of something else than the project it is that one's."""
_TO_STAFF = frozenset({"a", "to", "up", "with", "avec", "aupres", "in", "sur", "on", "all", "tous", "toutes", "out"})
_BY = frozenset({"par", "by"})


def at_work(line: Line, clause: Clause, name: Name) -> Cue | None:
    """What the clause shows the firm at, by nothing but that it is done to the project."""
    if not line.index and not line.has("labour") and not line.named(Role.PRODUCT):
        return None
    first = _phrase(line, name)
    before = line.tokens[first - 1].fold if first else ""
    by = first - 1 if before in _BY else _by_people_of(line, first)
    if by is not None and clause.holds(line.tokens[by].start):
        return _suffered(line, clause, by)
    if not _subject(line, clause, first) or _set_in(line, name, first):
        return None
    for verb, sure in _verbs(line, name):
        if sure and not _keeps_out(line, verb):
            if before in _WHOM and _led(line, first - 1):
                return _cue(line, verb)
            if _done_to_it(line, verb) or _done_to(line, clause, verb) is not None:
                return _cue(line, verb)
    return None


def idle(line: Line, name: Name) -> bool:
    """The firm only looks on: "the consultancy X criticises the project", « l'intégrateur X convoite le marché »."""
    if not line.has("idle"):
        return False
    first, last = _index(line, name)
    by = _phrase(line, name) - 1
    if by > 0 and line.tokens[by].fold in _BY and any(cue.last == by - 1 for cue in line.cued("idle") if cue.category == "idle"):
        return True  # "was praised by X"
    behind = line.tokens[last + 1 : last + 3]
    if first and line.tokens[first - 1].fold == "," and (len(behind) < 1 or behind[0].fold == ","):
        lead = line.tokens[_phrase(line, name)].fold
        if lead not in _INDEFINITE:
            return False  # "the integrator on the project, X, hopes"
    elif len(behind) > 1 and behind[0].fold in (",", "(") and behind[1].fold not in _INDEFINITE:
        return False  # "X, which runs it, hopes", "X, the contractor, regrets"
    verb, _ = next(_verbs(line, name), (0, True))
    if any(cue.category == "idle" and cue.first <= verb <= cue.last for cue in line.cued("idle")):
        return True
    return verb > last and any(cue.category == "idle.own" and cue.first > verb for cue in line.cued("idle"))


def _by_people_of(line: Line, first: int) -> int | None:
    """Where "by" stands in "by three engineers from X", « par une équipe de X »."""
    row = [token.fold for token in line.tokens[max(0, first - _NEAR - 2) : first]]
    if len(row) < _NEAR or row[-1] not in _OF_WHOM or row[-2] not in _PEOPLE:
        return None
    at = next((at for at in range(len(row) - 1, -1, -1) if row[at] in _BY), None)
    return None if at is None else first - len(row) + at


_OF_WHOM = frozenset({"de", "d'", "from", "of", "at", "chez"})
_PEOPLE_WORDS = """
    engineers developers consultants people specialists experts technicians trainers staff team programmers two three four
    ingenieurs developpeurs consultants personnes specialistes techniciens formateurs salaries equipe equipes informaticiens
"""
_PEOPLE = frozenset(_PEOPLE_WORDS.split())


def looks_on(line: Line, name: Name) -> bool:
    """None of the verbs that are said of the firm is one of work, or asserted."""
    verbs = list(_verbs(line, name))
    return bool(verbs) and (all(not sure or _keeps_out(line, verb) for verb, sure in verbs) or idle(line, name))


def _cue(line: Line, verb: int) -> Cue:
    token = line.tokens[verb]
    return Cue("duty", token.start, token.end, verb, verb)


def _index(line: Line, name: Name) -> tuple[int, int]:
    """The first and the last token of a name."""
    first = len(line.words(line.span.start, name.start))
    if name.start == name.end:  # taken up: "the group will …", "it will …"
        return first, max((cue.last for cue in line.cued("again") if cue.first == first), default=first)
    return first, first + max(0, len(line.words(name.start, name.end)) - 1)


def _phrase(line: Line, name: Name) -> int:
    """Where the words that present the firm begin: "*une PME de Vannes*, X", "*the Leeds firm* X"."""
    at, _ = _index(line, name)
    ahead = [cue for cue in line.cued("firm", "partner") if cue.last < at and at - cue.last <= _NEAR + 2]
    if ahead:
        cue = ahead[-1]
        between = line.tokens[cue.last + 1 : at]
        if not between or between[-1].fold in (",", "de") or len(between) < _NEAR:
            at = cue.first
    if at > 1 and line.tokens[at - 1].fold == "'s" and line.tokens[at - 2].upper:  # "Ely's X"
        at -= 2
    elif at > 1 and line.tokens[at - 1].fold.endswith(TOWNSMEN) and line.tokens[at - 2].fold in _ARTICLES:  # « l'angevin X »
        at -= 1
    while at and (line.tokens[at - 1].fold in _ARTICLES or _describes(line.tokens[at - 1])):
        at -= 1
        if line.tokens[at].fold in _ARTICLES:
            break
    return at


def _describes(token: Token) -> bool:
    return token.upper or token.fold in _SORTS


_SORTS = frozenset({"jeune", "petite", "petit", "young", "small", "local", "hosting", "software", "consulting"})


def _subject(line: Line, clause: Clause, first: int) -> bool:
    """Nothing governs the phrase: it opens the clause, or stands behind a mark, "and", "that", or an adverb that leads."""
    if not first or line.tokens[first].start <= clause.start:
        return True
    before = line.tokens[first - 1]
    return not before.word or before.fold in _OPENING or before.fold in _WHOM


def _set_in(line: Line, name: Name, first: int) -> bool:
    """« Sur son champion, X, dont … »: an apposition to what is not told to be a firm."""
    at, last = _index(line, name)
    behind = [token.fold for token in line.tokens[last + 1 : last + 3]]
    return first == at > 0 and line.tokens[at - 1].fold == "," and behind[:1] == [","] and _WHO.isdisjoint(behind)


_OPENING = frozenset({"et", "and", "ou", "where", "quand", "when", "but", "mais", "while", "puis", "then", "here", "ici"})


def _verbs(line: Line, name: Name) -> Iterator[tuple[int, bool]]:
    """Where the verbs said of the firm stand, that of a "which" behind its name too, and whether they are asserted."""
    _, last = _index(line, name)
    row = line.tokens
    at = last + 1
    if at < len(row) and row[at].fold in (",", "(") and not _closes(line, name):
        end = next((other for other in range(at + 1, min(at + _ASIDE, len(row))) if row[other].fold in (",", ")")), None)
        if at + 1 < len(row) and row[at + 1].fold in _WHO:
            yield _verb(row, at + 2)
        if end is None:
            return
        at = end
    if (at < len(row) and row[at].fold in (",", ")")) or (at < len(row) and row[at].fold in _WHO):
        at += 1
    if at < len(row):
        yield _verb(row, at)


def _closes(line: Line, name: Name) -> bool:
    """The name itself is set in: "a Cork software house, X, has"."""
    first, last = _index(line, name)
    return bool(first) and line.tokens[first - 1].fold == "," and line.tokens[last + 1].fold == ","


def _verb(row: Sequence[Token], at: int) -> tuple[int, bool]:
    """The main verb from ``at`` on, and whether it is said without "not" or "could"."""
    sure = True
    while at < len(row) - 1 and (
        row[at].fold in _HELPERS or row[at].fold in _NOT or row[at].fold in _MIGHT or _adverb(row[at].fold)
    ):
        sure = sure and row[at].fold not in _NOT and row[at].fold not in _MIGHT
        at += 1
    might = any(token.fold.endswith(("rait", "raient")) for token in row[max(0, at - 1) : at + 1])
    return at, sure and not might and not any(token.fold in ("plus", "pas") for token in row[at + 1 : at + 2])


def _adverb(word: str) -> bool:
    return word.endswith(("ly", "ement", "amment", "emment"))


def _keeps_out(line: Line, verb: int) -> bool:
    """The verb is one of looking on, saying, offering, using; or something is done to the firm, and it is not hired."""
    barring = line.cued("idle", "say", "per", "end", "deny")
    if any(cue.first <= verb <= cue.last and cue.category != "say.weak" for cue in barring):
        return True
    row = line.tokens
    token = row[verb]
    if not token.word or token.fold in _NO_VERB or line.is_named(token.start):
        return True
    itself = verb > 1 and row[verb - 2].fold in ("s'", "se")  # « s'est occupé »
    done = verb > 0 and not itself and row[verb - 1].fold in _BE and not token.fold.endswith("ing") and _participle(token.fold)
    return done and not token.fold.startswith(_HIRED)


_NO_VERB = RELATIVES | OF | IN | THE
_HIRED = ("charg", "reten", "chois", "design", "mandat", "mission", "soll", "assoc", "hire", "chosen", "pick", "select")


def _participle(word: str) -> bool:
    return word.endswith(_DONE)


_DONE = (
    "ed",
    "e",
    "ee",
    "es",
    "ees",
    "i",
    "is",
    "ie",
    "ies",
    "u",
    "ue",
    "us",
    "ues",
    "it",
    "its",
    "ite",
    "ites",
    "ert",
    "en",
    "ught",
)
"""How participles end."""


def _done_to_it(line: Line, verb: int) -> bool:
    """ "Set it up", « l'a installé », « le fait tourner »: what is taken up is the tool that the sentence before told of."""
    row = [token.fold for token in line.tokens[max(0, verb - _NEAR) : verb + 2]]
    if line.lang != "fr":
        return row[-1] in ("it", "them") and line.index > 0
    ahead = row[:-2]
    behind = [token.fold for token in line.tokens[verb + 1 : verb + 3]]
    if line.index > 0 and row[-2].startswith("charg") and behind[:1] == ["de"] and behind[-1] in _CLITICS:
        return True  # « est chargé de le faire fonctionner »
    return line.index > 0 and any(word in _CLITICS for word in ahead[-2:]) and "se" not in ahead and "s'" not in ahead


_CLITICS = frozenset({"l'", "le", "la", "les"})


def _done_to(line: Line, clause: Clause, verb: int) -> Cue | None:
    """What of the project stands behind the verb, and not as somebody's own or another one."""
    row = line.tokens
    stop = next((at for at in range(verb + 1, min(verb + _REACH, len(row))) if row[at].fold in _STOPS), verb + _REACH)
    for cue in line.cued("labour"):
        if verb < cue.first < stop and clause.holds(cue.start) and _of_this(line, verb, cue):
            return cue
    return None


def _of_this(line: Line, verb: int, cue: Cue) -> bool:
    """ "The workshops", « aux travaux »; not « ses ateliers », "the other tool", « les travaux de la mairie »."""
    row = line.tokens
    between = row[verb + 1 : cue.first]
    beside = {token.fold for token in (*between[-2:], *row[cue.last + 1 : cue.last + 2])}
    led = [token.fold for token in between]
    if not beside.isdisjoint(_OTHER) or not _DEFINITE.intersection((*led[-3:], row[cue.first].fold)):
        return False
    if cue.category == "labour.staff":
        plain = all(token.fold in _DEFINITE or token.fold in _TO_STAFF or not token.word for token in between)
        return plain and not _on_else(line, cue)
    if row[cue.last].fold in _BROAD and cue.last + 1 < len(row) and row[cue.last + 1].fold in OF:
        return any(cue.last < other.first <= cue.last + _NEAR for other in line.cued("labour", "model", "ai", "task"))
    return True


def _on_else(line: Line, cue: Cue) -> bool:
    """ "The clerks' meals"; « conseille la Région sur son budget »: of those who are helped something else is told."""
    row = line.tokens
    behind = [token.fold for token in row[cue.last + 1 : cue.last + 1 + _NEAR + 2]]
    if behind[:1] and behind[0] in ("'s", "'", "’"):
        return True
    about = next((at for at, word in enumerate(behind) if word in _ABOUT), None)
    if about is None:
        return False
    known = line.cued("labour", "model", "ai", "task")
    return not any(about <= other.first - cue.last - 1 <= about + _NEAR + 1 for other in known) and not line.named(Role.PRODUCT)


_ABOUT = frozenset({"sur", "on", "about", "for", "matiere"})


def _led(line: Line, place: int) -> bool:
    """The model or the project stands right before "that": « un Llama que la société X fait tourner »."""
    ahead = line.tokens[max(0, place - _NEAR) : place]
    starts = {token.start for token in ahead}
    named = any(name.end >= ahead[-1].start >= name.start for name in line.named(Role.PRODUCT)) if ahead else False
    return named or any(cue.start in starts for cue in line.cued("labour", "model") if cue.category != "labour.staff")


def _suffered(line: Line, clause: Clause, by: int) -> Cue | None:
    """« Les travaux sont conduits par … », "the workshops, run by …": a participle right before, the project before that."""
    row = line.tokens
    verb = by - 1
    if verb < 1 or not _participle(row[verb].fold) or any(cue.first <= verb <= cue.last for cue in line.cued("idle")):
        return None
    around = [token.fold for token in row[max(0, verb - 5) : verb]]
    if _NOT.intersection(around) or "pas" in around:
        return None
    for cue in line.cued("labour"):
        near = 0 < verb - cue.last <= _REACH - 4 and clause.holds(cue.start)
        led = [token.fold for token in row[max(0, cue.first - 2) : cue.first]] + [row[cue.first].fold]
        if near and (_DEFINITE.intersection(led) or cue.first == 0) and _OTHER.isdisjoint(led):
            return _cue(line, verb)
    opens = next((token.fold for token in line.tokens if token.start >= clause.start and token.word), "")
    return _cue(line, verb) if opens in IT and line.index > 0 and verb <= _REACH - 4 else None
