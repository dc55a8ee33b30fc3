"""What leads a clause as a body's own though no body stands in it: a tool told of before, a product at work in "its" offices."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.closed import THEIR
from watchers.claims.cutting import Clause
from watchers.claims.lexicon import Cue
from watchers.claims.tokens import Token

_OWNED = 3
_LEAD = 9
_NEXT = 2

_WARE_WORDS = """
    assistant assistante outil logiciel chatbot robot scribe moteur systeme application plateforme traducteur agent dispositif
    copilote tool software bot system app platform assistants outils logiciels tools scribes translator helper
"""
WARES = frozenset(_WARE_WORDS.split())
"""Tools that a body may have, whoever made them."""


def built(line: Line, clause: Clause) -> list[Cue]:
    """ "The tool runs on X", "celle-ci repose sur un modèle de X": what was told of before as the body's own."""
    row = _without_participle(line, clause)
    own = row[:1] and row[0].fold in _THAT_ONE
    nouns = [cue for cue in clause.cues(line, "model") if row and cue.start == row[0].start and cue.end - cue.start > _PRONOUN]
    nouns = nouns or _the_ware(line, clause, row)
    if not (own or nouns):
        return []
    return [cue for cue in clause.cues(line, "adopt") if line.tokens[cue.last].fold in _UPON][:1]


def _without_participle(line: Line, clause: Clause) -> list[Token]:
    """The words of the clause behind "Baptisé « Baobab »," at its head."""
    row = line.words(clause.start, clause.end)
    comma = next((at for at, token in enumerate(row[:_LEAD]) if token.fold == ","), 0)
    called = bool(row) and row[0].fold in _CALLED
    return [token for token in (row[comma + 1 :] if comma and called else row) if token.word]


_CALLED_WORDS = """
    baptise baptisee nomme nommee surnomme surnommee appele appelee concu concue developpe developpee fabrique installe installee
    lance lancee teste testee accessible disponible called named dubbed built
"""
_CALLED = frozenset(_CALLED_WORDS.split())


def _the_ware(line: Line, clause: Clause, row: Sequence[Token]) -> list[Cue]:
    """ "Le seul outil autorisé reste …", "le nouvel assistant interne …": the subject, with an adjective before its noun."""
    if not row or row[0].fold not in _THE or line.lang != "fr":
        return []
    head = {token.start for token in row[1 : 1 + _OWNED]}
    return [cue for cue in clause.cues(line, "ai") if cue.start in head][:1]


_THE = frozenset({"le", "la", "l'", "les", "cet", "ce", "cette", "son", "sa"})


_THAT_ONE = frozenset({"celui-ci", "celle-ci", "ceux-ci", "celles-ci"})
_UPON = frozenset({"sur", "on", "upon"})
_PRONOUN = 2


def there(line: Line, at: int) -> bool:
    """ "Y" for a place, and not that of "il y a"."""
    row = line.tokens
    return line.lang == "fr" and 0 < at < len(row) - 1 and row[at - 1].fold not in ("il", "n'") and row[at + 1].fold not in ("a",)


def at_its(line: Line, clause: Clause) -> list[Token]:
    """ "X is in use at its northern office": the product leads, and the place is the body's own."""
    lead = next(iter(clause.names(line, Role.PRODUCT)), None)
    if lead is None or len(line.words(clause.start, lead.start)) > _OWNED:
        return []
    row = line.words(lead.end, clause.end)
    places = {cue.start for cue in line.cued("public", "body", "figure.staff")}
    return [
        row[at]
        for at in range(1, len(row))
        if row[at].fold in THEIR
        and row[at - 1].fold in _PLACED
        and places & {token.start for token in row[at + 1 : at + 2 + _OWNED]}
    ]


_PLACED = frozenset({"at", "in", "across", "inside", "throughout", "within", "dans", "a", "chez"})


def apposed(line: Line, cue: Cue) -> bool:
    """ "L'assistant X, acheté l'an dernier, …": a French participle set off behind the product that it is said of."""
    row = line.tokens
    if line.lang != "fr" or cue.first < 2 or row[cue.first - 1].fold != "," or not row[cue.first].fold.endswith(_PARTICIPLE):
        return False
    return any(name.end == row[cue.first - 2].end for name in line.named(Role.PRODUCT, Role.VENDOR))


_PARTICIPLE = (
    "te",
    "tee",
    "tes",
    "tees",
    "ye",
    "yee",
    "se",
    "see",
    "le",
    "lee",
    "ue",
    "u",
    "mis",
    "mise",
    "ni",
    "die",
    "ne",
    "nee",
)


def equips(line: Line, clause: Clause) -> list[Cue]:
    """ "X équipera 250 lycées", "X arrive sur tous les postes": the product leads and comes to people and places of the body."""
    lead = next(iter(clause.names(line, Role.PRODUCT, Role.VENDOR)), None)
    if lead is None or line.lang != "fr" or len(line.words(clause.start, lead.start)) > 1:
        return []
    verbs = [
        token.start for token in line.words(lead.end, clause.end)[:_NEXT] if token.fold.startswith(("equip", "arriv", "debarqu"))
    ]
    return [cue for cue in clause.cues(line, "adopt") if cue.start in verbs]


def trial_of(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "A trial with X in the north is still running": the trial of a model, ``cue``, is the subject."""
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    opens = len([token for token in line.words(clause.start, cue.start) if token.word]) <= _NEXT
    goods = [name for name in clause.names(line, Role.PRODUCT, Role.VENDOR) if name.start >= cue.end]
    near = bool(goods) and len(line.words(cue.end, goods[0].start)) <= _OWNED
    return line.lang == "en" and opens and near and bool(behind) and behind[0].fold in ("with", "of")
