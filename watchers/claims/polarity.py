"""What stands over the words that tell a stage: a "not", a doubt, a refusal to tell.

A "not" governs the first verb behind it: "has not stopped using X" denies the stop, and the use stands. "Did not say how many
people use X" tells nothing of the use, neither that it is nor that it is not.
"""

from itertools import pairwise

from watchers.claims.actors import Line, Role
from watchers.claims.closed import RELATIVES
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue

_SCOPE = 7
_BESIDE = 3
_TURNS = RELATIVES | frozenset({"and", "but", "though", "et", "mais"})
_NE = frozenset({"ne", "n'"})
CONDITIONAL = ("erait", "eraient", "irait", "iraient", "rrait", "rraient", "drait", "draient", "urait", "uraient")
"""Endings of the French conditional, in which the press tells what it cannot vouch for."""


def family(cue: Cue) -> str:
    """The category without its second part."""
    return cue.category.partition(".")[0]


def doubted(line: Line, clause: Clause, cue: Cue) -> bool:
    """A word of doubt stands in the clause, or the verb itself is in the French conditional."""
    if any(not _same(one, cue) and not reported_future(line, one.first) for one in clause.cues(line, "hedge")):
        return True
    if line.lang != "fr":
        return False
    verbs = [token for token in line.tokens[cue.first : cue.last + 1] if not token.upper]
    return any(token.fold.endswith(CONDITIONAL) for token in verbs)


def reported_future(line: Line, place: int) -> bool:
    """ "Said it would use X": what was to come when it was told; ``place``: the number of the word "would"."""
    if line.tokens[place].fold not in ("would", "'d"):
        return False
    said = [cue for cue in line.cued("say", "per") if cue.last < place]
    if not said or place - said[-1].last > _REPORTED:
        return False
    between = [token.fold for token in line.tokens[said[-1].last + 1 : place]]
    return "if" not in between and "what" not in between and "how" not in between


_REPORTED = 14
"""Words from "said" to the "would" of what was said."""


def untold(line: Line, clause: Clause, place: int) -> bool:
    """What stands at ``place`` is what somebody does not tell: "did not say how many …", "ne précise pas combien …"."""
    for cue in clause.cues(line, "unsaid"):
        between = [token.fold for token in line.words(cue.end, place)]
        ahead_of = [token.fold for token in line.tokens[max(0, cue.first - _BESIDE) : cue.first]]
        turned = "," in between and "," in ahead_of and not RELATIVES.isdisjoint(ahead_of)  # ", which has not said why, uses X"
        turned = turned or any(one == "," and other in _TURNS for one, other in pairwise(between))
        if cue.end <= place and not turned:
            return True
    return False


def hypothetical(line: Line, start: int, cue: Cue) -> bool:
    """What the word tells depends on an "if" behind it: "would use X if …", "utiliserait X si …", "will use X only if …".

    ``start``: where the words between the one who acts and the word begin.
    """
    ahead_of = [token.fold for token in line.words(start, cue.end)]
    behind = ["", *(token.fold for token in line.words(cue.end, line.span.end))]
    conditions = [at for at, pair in enumerate(pairwise([*behind, ""])) if pair[0] in _IFS.get(line.lang, ()) or pair in _IF_HE]
    would = "would" in ahead_of or (line.lang == "fr" and any(fold.endswith(CONDITIONAL) for fold in ahead_of))
    return any(would or behind[at - 1] in _ONLY for at in conditions)


_IFS = {"en": frozenset({"if"}), "fr": frozenset({"si"})}
_IF_HE = frozenset({("s'", "il"), ("s'", "ils")})
_ONLY = frozenset({"only", "que", "qu'", "seulement", "uniquement"})


def worked_on(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Uses X to answer complaints", "sorts complaints with X": a word of law that is only what the model is put to work on."""
    goods = clause.names(line, Role.PRODUCT, Role.VENDOR)
    with_it = [name for name in goods if name.start >= cue.end]
    if with_it and _INSTRUMENT.intersection(token.fold for token in line.words(cue.end, with_it[0].start)):
        ahead_of = {token.fold for token in line.words(cue.end, with_it[0].start)}
        return len(ahead_of) <= _SCOPE + 1 and ahead_of.isdisjoint(_AGAINST)
    if with_it and _read_by(line, clause, cue, with_it[0].start):
        return True
    before = [name for name in goods if name.end <= cue.start]
    led = [one for one in clause.cues(line, "explore", "adopt", "contract", "approve") if one.start < cue.start]
    if not before or not led or any(line.tokens[one.first].fold.startswith(_INSPECTS) for one in led):
        return False
    between = [token.fold for token in line.words(before[-1].end, cue.start)]
    aims = [at for at, fold in enumerate(between) if fold in _AIMS]
    aims = aims or [at for at, pair in enumerate(pairwise(between)) if pair[0] == "," and pair[1].endswith("ing")]
    return bool(aims) and not _AGAINST.intersection(between[aims[0] :])


def _read_by(line: Line, clause: Clause, cue: Cue, place: int) -> bool:
    """ "Complaints to the office are read first by X": the chore is done on them."""
    chores = [one for one in clause.cues(line, "chore") if cue.end <= one.start < place]
    return bool(chores) and _AGENT_OF.issuperset(t.fold for t in line.before(place, 1))


_AGENT_OF = frozenset({"by", "with", "through", "using"})
_INSTRUMENT = frozenset({"with", "using", "through", "via", "avec", "grace", "aide"})
_AIMS = frozenset({"to", "for", "on", "pour", "afin", "sur"})
_AGAINST_WORDS = "over against into about whether contre visant concernant that which who qui"
_AGAINST = frozenset(_AGAINST_WORDS.split())
_INSPECTS_WORDS = "examin review look stud assess evaluat scrutin etudi evalu regard clear approv approuv"
_INSPECTS = tuple(_INSPECTS_WORDS.split())
"""Verbs of those who look into a model as its judges."""


def reports(line: Line, cue: Cue) -> bool:
    """A word of saying with what is said behind it; those that also do without ("writes letters") need a "that"."""
    if cue.category != "say.weak":
        return cue.category == "say"
    return any(token.fold in _SAID for token in line.tokens[cue.last + 1 : cue.last + 1 + _BESIDE])


_SAID = frozenset({"that", "que", "qu'", ":", "«", "“", '"', "it", "they", "he", "she", "il", "elle"})


def negated(line: Line, clause: Clause, cue: Cue) -> bool:
    """A "not", "never", "ne … pas" stands over the cue: just before it, or around it."""
    lost = family(cue) in ("end", "deny")
    if not lost and any(_over_all(line, other, cue) for other in clause.cues(line, "not.any")):
        return True
    if not lost and _no_subject(line, clause, cue):
        return True
    for other in clause.cues(line, "not"):  # with those of "not.any"
        if other.category == "not.any" and _governed(line, other):
            continue
        if _of_a_name(line, other) or _set_apart(line, other, cue) or _spent(line, clause, other, cue):
            continue
        if _kept_quiet(line, other, cue):
            continue
        if not _same(other, cue) and cue.first - _SCOPE <= other.first < cue.first:
            return True
        if cue.first < other.first < cue.last and family(cue) == "contract" and line.lang == "en":
            return True  # "has placed no order"
        if other.first < cue.first < other.last or (cue.first == other.last and not lost):
            return True  # where the two share a word, "n'a « aucun contrat »", the cue holds the negation itself
    return not lost and _neither(line, cue)


def _no_subject(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "No claim in the county has been put through X": the clause's subject is none."""
    row = [token for token in line.words(clause.start, cue.start) if token.word]
    return bool(row) and row[0].fold in _NO_ONE and not any(other.fold in _TURNS | _SINCE for other in row[1:])


_NO_ONE = frozenset({"no", "none"})
_SINCE = frozenset({"longer", "doubt", "sooner", "wonder", "matter", "fewer", "less", "that", "which", "who", "because", "since"})


def _over_all(line: Line, other: Cue, cue: Cue) -> bool:
    """ "Nobody", "no agency" as a subject before the verb, and not the object of another one: "qui n'a rien annoncé"."""
    over = other.first < cue.first and not _governed(line, other) and not _set_apart(line, other, cue)
    return over and not _kept_quiet(line, other, cue)


def _governed(line: Line, other: Cue) -> bool:
    return not _NE.isdisjoint(token.fold for token in line.tokens[max(0, other.first - _BESIDE) : other.first])


def _spent(line: Line, clause: Clause, other: Cue, cue: Cue) -> bool:
    """ "Has not stopped using", "ne nie pas utiliser": a word for an end or a denial between the two takes the "not"."""
    return family(cue) not in ("end", "deny") and any(
        other.first < one.first and one.last < cue.first and one.first - other.first <= _BESIDE
        for one in clause.cues(line, "end", "deny")
        if not line.tokens[one.first].fold.startswith(tuple(_NEGATIONS))
    )


def _kept_quiet(line: Line, other: Cue, cue: Cue) -> bool:
    """ "Neither side disclosed the price of the deal": its terms are not told, and the deal stands."""
    between = [token.fold for token in line.tokens[other.first + 1 : cue.first]]
    told = next((at for at, fold in enumerate(between) if fold.startswith(_DISCLOSES)), None)
    return told is not None and not _TERMS.isdisjoint(between[told + 1 :]) and _WHETHER.isdisjoint(between)


_DISCLOSES_WORDS = "disclos reveal divulg publish detail devoil revel publi communiqu precis chiffr"
_DISCLOSES = tuple(_DISCLOSES_WORDS.split())
_TERMS_WORDS = """
    price prices terms value cost costs amount sum details size length duration text prix montant conditions cout couts valeur
    termes details contenu texte duree somme
"""
_TERMS = frozenset(_TERMS_WORDS.split())
_WHETHER = frozenset({"whether", "if", "si"})

_NO = frozenset({"no", "nothing", "none"})
_NEGATIONS = frozenset({"not", "no", "never", "ne", "n'", "pas"})


def _neither(line: Line, cue: Cue) -> bool:
    """ "Uses neither X nor Y", "bought nothing from X", "signed no contract"."""
    behind = line.tokens[cue.last + 1] if cue.last + 1 < len(line.tokens) else None
    if behind is None or behind.fold == "neither" or line.lang != "en":
        return behind is not None and behind.fold == "neither"
    return behind.fold in _NO and any(other.first == cue.last + 1 for other in line.cued("not", "not.any"))


def _same(one: Cue, other: Cue) -> bool:
    return one.first <= other.last and other.first <= one.last


def _set_apart(line: Line, other: Cue, cue: Cue) -> bool:
    """ "The ministry, which has not commented, uses X": a "not" of a clause set off by commas ends with it."""
    between = [token.fold for token in line.tokens[other.first : cue.first]]
    ahead_of = [token.fold for token in line.tokens[max(0, other.first - _BESIDE) : other.first]]
    return "," in between and "," in ahead_of and bool(RELATIVES.intersection(ahead_of))


def _of_a_name(line: Line, cue: Cue) -> bool:
    """ "Leidos, not Peraton": one actor is set against another, the verb stands."""
    if cue.first != cue.last or not cue.first or line.tokens[cue.first - 1].fold not in (",", "and", "et"):
        return False
    following = line.tokens[cue.last + 1].start if cue.last + 1 < len(line.tokens) else -1
    return any(name.start == following for name in line.names)
