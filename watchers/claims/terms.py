"""The unit of a price: for whom and for how long, read from the words right after a sum."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchers.claims.tokens import fold, tokens
from watchers.claims.units import number_words

_WORDS = 24
_COUNTS = frozenset(word for lang in ("en", "fr") for word, value in number_words(lang).items() if value > 1)
"""Number words: "for eighteen months"."""
_APIECE = frozenset(("each", "apiece", "chacun", "chacune", "respectively", "respectivement"))
_FILLERS = frozenset(("symbolique", "symbolic", "symbolically", "seulement", "only", "just", "nominal"))
"""Words between a sum and its unit that change nothing."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """``$1 per agency per year``: holder ``agency``, time ``year``."""

    holder: str | None = None
    """``agency``, ``user``, ``query``, ``million tokens``."""
    time: str | None = None
    """``year``, ``month``, ``week``, ``quarter``."""
    other_time: bool = False
    """For some other stated term ("for 18 months")."""
    foreign: bool = False
    """Per something that no model is sold by: a room, a night, a share."""
    piece: bool = False
    """Per piece of work: a page, a letter; a price, though of no unit that claims carry."""
    each: bool = False
    """Told of each of several: "42 cents each"."""

    def label(self, *, agency: bool) -> str | None:
        """As in the contract; a sum a year of which a public body is the buyer is per agency (``agency`` true)."""
        holder = self.holder or ("agency" if self.time and agency else None)
        if holder and self.time:
            return f"{holder}/{self.time}"
        return holder or self.time


_HOLDERS = {
    "agency": (
        "agency agencies agence agences administration administrations organisme organismes ministere ministeres department"
        " departments departement departements behorde behorden bundesbehorde bundesbehorden agencia agencias organismo"
        " organismos ministerio ministry"
    ),
    "user": (
        "user users seat seats employee employees head license licenses licence licences person worker workers staffer student"
        " students teacher officer utilisateur utilisateurs poste postes siege sieges agent agents employe employes tete salarie"
        " collaborateur collaborateurs personne eleve etudiant usuario usuarios empleado licencia nutzer nutzerin mitarbeiter"
        " lizenz arbeitsplatz kopf"
    ),
    "query": "query queries request requests call calls requete requetes appel appels consulta anfrage",
    "million tokens": "token tokens jeton jetons",
}
_HOLDER = {word: holder for holder, words in _HOLDERS.items() for word in words.split()}
_TIMES = {
    "year": "year years annum an ans annee annees ano anos jahr jahre annually yearly annuel annuelle annuels",
    "month": "month months mois mes meses monat monate monthly mensuel mensuelle",
    "week": "week weeks semaine semana woche weekly",
    "quarter": "quarter trimestre quartal",
}
_TIME = {word: time for time, words in _TIMES.items() for word in words.split()}
_FOREIGN = _set("day days jour journee tag dia hour heure stunde hora night nuit nuitee room chambre piece item unit")
"""Nothing that a model is sold by."""
_PIECES = _set(
    "page pages document documents letter letters envelope envelopes file files form forms case cases minute minutes word words"
    " record records transaction transactions image images translation claim claims courrier lettre dossier formulaire enveloppe"
    " acte mot transcription"
)
"""Pieces of work that a model is paid by."""
_STRICT = _set("per par pro je por /")
"""What follows one of these is a unit, known or not."""
_LOOSE = _set("a an each every al im le la chaque for pour pendant durant during of du de para durante sur fur")
"""What follows one of these may be a unit."""
_AND = _set(", and et y und")
_ORDER = _set(
    "the a one un une le la l' les first premiere premier coming next whole full entire toute prochaine erste ersten ein einem"
    " einer uno primer federal federale federales federaux us u.s single individual million 1m 1 de"
)
"""Words that stand between the preposition and the noun."""
_KINDS = _set("federale federales federal americaine americaines american us u.s public publique estadounidense")
"""Words that stand after the noun."""
_TAXES = _set("ht ttc hors taxes taxe vat net netto brutto plus tax")
_ADVERBS = _set("annually yearly monthly weekly annuels mensuels")
_LINKS = _STRICT | _LOOSE


def terms(after: str) -> Terms:
    """The unit that the words of ``after`` begin with; reading stops at the first word that cannot belong to it."""
    row = [token.fold for token in tokens(after, 0, min(len(after), 160))][:_WORDS]
    found = Terms()
    at = 0
    while at < len(row):
        step, found = _step(row, at, found)
        if step == 0:
            break
        at += step
    return found


def _step(row: Sequence[str], at: int, found: Terms) -> tuple[int, Terms]:
    """How many words the next part of the unit takes, none if there is no further part, and what is known with it."""
    word = row[at]
    if word in _APIECE and not _unit_follows(row, at):
        return 1, replace(found, each=True)
    if word in _FILLERS or (word in _TAXES and at < 3):
        return 1, found
    if word in _AND:
        return _joined(row, at, found)
    if word in _ADVERBS:
        return 1, _with(found, time=_TIME.get(word))
    if word in _LINKS:
        return _named(row, at + 1, found, strict=word in _STRICT)
    return int(word in _KINDS and (found.holder or found.time) is not None), found


def _joined(row: Sequence[str], at: int, found: Terms) -> tuple[int, Terms]:
    """As ``_step``, for a comma or an "and" at ``at``."""
    word = row[at]
    if found.holder is None and found.time is None and word != ",":
        return 0, found
    following = row[at + 1] if at + 1 < len(row) else ""
    known = found.holder is not None and word != "," and following in _TIME
    return (2, _with(found, time=_TIME[following])) if known else (int(following in _LINKS), found)


def _unit_follows(row: Sequence[str], at: int) -> bool:
    """Whether "each" stands before a noun ("each year") and not for itself."""
    following = row[at + 1] if at + 1 < len(row) else ""
    return following in _HOLDER or following in _TIME or following in _ORDER


def _named(row: Sequence[str], at: int, found: Terms, *, strict: bool) -> tuple[int, Terms]:
    """The noun of a part that begins before ``at``, past words of order and kind."""
    place = at
    while place < len(row) and place - at < 4 and (row[place] in _ORDER or _number(row[place])):
        place += 1
    noun = row[place] if place < len(row) else ""
    taken = place - at + 2
    if noun in _HOLDER:
        return taken, _with(found, holder=_HOLDER[noun])
    if noun in _TIME:
        several = any(_number(word) and word != "1" for word in row[at:place])
        return taken, replace(found, other_time=True) if several else _with(found, time=_TIME[noun])
    if found.holder is None and noun in _PIECES:
        return 0, replace(found, piece=strict, foreign=not strict)
    if found.holder is None and (noun in _FOREIGN or (strict and noun.isalpha())):
        return 0, replace(found, foreign=True)
    return 0, found


def _number(word: str) -> bool:
    return word.isdigit() or word in _COUNTS


def _with(found: Terms, *, holder: str | None = None, time: str | None = None) -> Terms:
    """What is known, the first holder and the first time told being the ones that count."""
    return replace(found, holder=found.holder or holder, time=found.time or time)


_LEADING = re.compile(
    r"\b(?:each|every|any|chaque|jede[rs]?|cada|toute)[ \u00a0]"
    r"(?:(?:u\.s\.|us|american|federal|participating|single|civilian)[ \u00a0]){0,2}(?P<noun>\w+)",
    re.I,
)


def leading_holder(text: str) -> str | None:
    """The holder that a sentence tells before its verb: "Each federal agency will pay $1"."""
    for match in _LEADING.finditer(text):
        holder = _HOLDER.get(fold(match["noun"]))
        if holder:
            return holder
    return None
