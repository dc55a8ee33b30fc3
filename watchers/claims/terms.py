"""The unit of a price: for whom and for how long, read from the words right after a sum."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchers.claims.tokens import fold, tokens
from watchers.claims.units import number_words

_WORDS = 24
_COUNTS = frozenset(word for lang in ("en", "fr") for word, value in number_words(lang).items() if value > 1)
"""Number words: "for eighteen months"."""
_APIECE = frozenset(("each", "apiece", "chacun", "chacune", "respectively", "respectivement", "piece"))
_EACH_OF = _APIECE - {"each"}
"""Words that are said of several things and begin no unit."""
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
        holder = self.holder or ("agency" if (self.time or self.other_time) and agency else None)
        if holder and self.time:
            return f"{holder}/{self.time}"
        return holder or self.time


_HOLDERS = {
    "agency": (
        "agency agencies agence agences administration administrations organisme organismes ministere ministeres department"
        " departments departement departements behorde behorden bundesbehorde bundesbehorden agencia agencias organismo"
        " organismos ministerio ministry ministries etablissement etablissements collectivite collectivites commune municipality"
    ),
    "user": (
        "user users seat seats employee employees head license licenses licence licences person worker workers staffer student"
        " students teacher officer utilisateur utilisateurs poste postes siege sieges agent agents employe employes tete salarie"
        " collaborateur collaborateurs personne eleve etudiant usuario usuarios empleado licencia nutzer nutzerin mitarbeiter"
        " lizenz arbeitsplatz kopf acces compte comptes account accounts abonne inscrit fonctionnaire fonctionnaires enseignant"
        " professeur medecin policier gendarme soldat militaire eleves etudiants sailor soldier pupil pupils nurse doctor lawyer"
        " member clerk caseworker inspector desk workstation workplace"
        " empleados funcionario puesto beschaftigten beschaftigter beamten"
        " trainee trainees cadet recruit apprentice stagiaire apprenti"
    ),
    "query": "query queries request requests call calls requete requetes appel appels consulta anfrage",
    "million tokens": "token tokens jeton jetons",
}
_HOLDER = {word: holder for holder, words in _HOLDERS.items() for word in words.split()}
_TIMES = {
    "year": "year years annum an ans annee annees ano anos jahr jahre annually yearly annuel annuelle annuels annuelles",
    "month": "month months mois mes meses monat monate monthly mensuel mensuelle mensuels mensuelles",
    "week": "week weeks semaine semana woche weekly",
    "quarter": "quarter trimestre quartal",
}
_TIME = {word: time for time, words in _TIMES.items() for word in words.split()}
_FOREIGN = _set(
    "day days jour journee tag dia hour heure stunde hora night nuit nuitee room chambre piece item unit device devices server"
    " servers gpu gpus card core cores share shares barrel ton tonne kilo kilogram litre liter gallon mile kilometre kilometer km"
    " megawatt megawatt-hour mwh kwh gigabyte terabyte gb tb household vehicle car truck square metre meter acre hectare issue"
    " copy copie numero exemplaire action titre appareil serveur carte vehicule foyer logement unite subscriber reader"
    " vendor supplier provider fournisseur editeur titulaire lot"
)
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
    " einer uno primer each every chaque jede jeder cada"
    " federal federale federales federaux us u.s single individual million 1m 1 de"
)
"""Words that stand between the preposition and the noun."""
_KINDS = _set("federale federales federal americaine americaines american us u.s public publique estadounidense")
"""Words that stand after the noun."""
_TAXES = _set("ht ttc hors taxes taxe vat net netto brutto plus tax")
_ADVERBS = _set("annually yearly monthly weekly annuels annuelles mensuels mensuelles")
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
    one = word == "l'" and not _ONE.isdisjoint(row[at + 1 : at + 2])  # "9 euros par mois l'une"
    if one or word in _EACH_OF or (word in _APIECE and not _unit_follows(row, at)):
        return 1 + one, replace(found, each=True)
    if word in _FILLERS or (word in _TAXES and at < 3):
        return 1, found
    if word in _AND:
        return _joined(row, at, found)
    if word in _ADVERBS:
        return 1, _with(found, time=_TIME.get(word))
    each = word in ("from", "of", "de", "a") and not _EACH.isdisjoint(row[at + 1 : at + 2])  # "A$15 a year from each agency"
    if word in _LINKS or each:
        return _named(row, at + 1, found, strict=word in _STRICT or each)
    return int(word in _KINDS and (found.holder or found.time) is not None), found


_ONE = _set("un une unite")


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
    return following in _HOLDER or following in _TIME or (following in _ORDER and following not in ("a", "un", "une"))


def _named(row: Sequence[str], at: int, found: Terms, *, strict: bool) -> tuple[int, Terms]:
    """The noun of a part that begins before ``at``, past words of order and kind."""
    place = at
    while place < len(row) and place - at < 4 and (row[place] in _ORDER or _number(row[place])):
        place += 1
    if row[place : place + 1] == ["an"] and row[place + 1 : place + 2] in (["agency"], ["employee"], ["officer"]):
        place += 1
    noun = row[place] if place < len(row) else ""
    taken = place - at + 2
    if _no_unit(row, at, place, strict=strict):
        return 0, found
    if noun in _HOLDER and not (_HOLDER[noun] == "agency" and row[at - 1] in _FOR and _DEFINITE.intersection(row[at:place])):
        return taken, _with(found, holder=_HOLDER[noun])
    if noun in _TIME:
        several = any(_number(word) and word != "1" for word in row[at:place])
        return taken, replace(found, other_time=True) if several else _with(found, time=_TIME[noun])
    if held := _person(row, at, found, strict=strict) or _by_the_month(row, at, place, found, strict=strict):
        return held, _with(found, holder="user")
    return 0, _of_no_model(noun, found, strict=strict)


def _of_no_model(noun: str, found: Terms, *, strict: bool) -> Terms:
    """``found`` with a noun that is no holder and no time: a piece of work, or something that no model is sold by."""
    if found.holder is None and noun in _PIECES:
        return replace(found, piece=strict, foreign=not strict)
    alien = found.holder is None and (noun in _FOREIGN or (strict and noun.isalpha()))
    return replace(found, foreign=True) if alien else found


def _no_unit(row: Sequence[str], at: int, place: int, *, strict: bool) -> bool:
    """Who pays, "870 000 euros par la Cnam", or how many there are, "pour 5 200 licences": no unit."""
    if row[at - 1] == "par" and row[at : at + 1] and row[at] in _DEFINITE:
        return True
    counted = any(_number(word) and word != "1" for word in row[at:place])
    return counted and not strict and place < len(row) and row[place] in _HOLDER


def _person(row: Sequence[str], at: int, found: Terms, *, strict: bool) -> int:
    """How many words "for each of them" or, once the time is known, "par conseiller" take; none if it is not so."""
    if row[at - 1] in _FOR:
        return _each_one(row, at)
    noun = row[at] if at < len(row) else ""
    person = strict and found.time is not None and found.holder is None and _PERSON.search(noun) is not None
    return 2 if person and noun not in _FOREIGN | _PIECES else 0


def _by_the_month(row: Sequence[str], at: int, place: int, found: Terms, *, strict: bool) -> int:
    """How many words a noun that we do not know takes with the time behind it: whoever is charged for by the month is a user."""
    unknown = found.holder is None and strict and place < len(row) and row[place] not in _FOREIGN | _PIECES | _GROUNDS
    timed = _time_behind(row, place + 1) if unknown else None
    return timed - at + 1 if timed else 0


_GROUNDS = _set("quai quais dock docks pier berth gate hangar hectare hectares acre acres kilometre km metre metres box")
"""Places and measures: whatever is looked after by the month there is no user."""


def _each_one(row: Sequence[str], at: int) -> int:
    """How many words "each of them", "each of the 900 clerks", "chaque enquêteur" take behind "for"; none if it is not so."""
    words = row[at : at + _EACH_WORDS]
    if not words or words[0] not in _EACH:
        return 0
    if len(words) > 2 and words[1] in ("of", "d'", "des", "de"):
        named = next((place for place, word in enumerate(words[2:], 2) if not _number(word) and word not in _ORDER), None)
        held = named is not None and words[named] not in _FOREIGN | _PIECES and words[named] not in _TIME
        agency = named is not None and _HOLDER.get(words[named]) == "agency"
        return named + 2 if held and not agency and named is not None else 0
    seat = next((place for place, word in enumerate(words[2:_EACH_NAMED], 2) if _HOLDER.get(word) == "user"), None)
    if seat is not None and all(word.isalnum() and word not in _LINKS for word in words[1:seat]):  # "for each Copilot user"
        return seat + 2
    person = len(words) > 1 and _HOLDER.get(words[1], "user") == "user" and words[1].isalpha()
    return 3 if person and words[1] not in _FOREIGN | _PIECES and words[1] not in _TIME and _PERSON.search(words[1]) else 0


_EACH_WORDS = 7
_EACH_NAMED = 4
_EACH = _set("each every chacun chacune chaque")
_PERSON = re.compile(r"(?:er|or|ist|ian|ee|ant|ent|eur|euse|ier|iere|ien|ienne|iste|aire|euse|icien|icienne)\Z")
"""How words for who does something for a living end."""


_FOR = _set("for pour para fur")
_DEFINITE = _set("the le la l' les el der die das")
"""Behind "for" a definite body is the buyer, and no unit."""
_FAR = 3
_EVERY = _STRICT | _set("a an each every al im")


def _time_behind(row: Sequence[str], at: int) -> int | None:
    """Where "per month" begins after a noun that we do not know: whoever is charged for by the month is a user."""
    for place in range(at, min(at + _FAR, len(row) - 1)):
        link = place + (row[place] in _AND)
        if row[link] in _EVERY:
            return place if link + 1 < len(row) and row[link + 1] in _TIME else None
    return None


def _number(word: str) -> bool:
    return word.isdigit() or word in _COUNTS


def _with(found: Terms, *, holder: str | None = None, time: str | None = None) -> Terms:
    """What is known, the first holder and the first time told being the ones that count."""
    return replace(found, holder=found.holder or holder, time=found.time or time)


_LEADING = re.compile(
    r"\b(?:each|every|any|chaque|jede[rs]?|cada|toute|per|par|an(?=[ \u00a0](?:agency|organi))|a(?=[ \u00a0](?:departm|ministr))"
    r"|une?(?=[ \u00a0](?:administ|agence|minist|organisme)))[ \u00a0]"
    r"(?:(?:u\.s\.|us|american|federal|participating|single|civilian)[ \u00a0]){0,2}(?P<noun>\w+)",
    re.I,
)


_SEAT_COSTS = re.compile(
    r"\b(?:a|an|one|each|une?)[ \u00a0](?:[\w.-]+[ \u00a0]){0,2}?(?:seat|user|account|si[èe]ge|poste|compte)[ \u00a0]"
    r"(?:\w+[ \u00a0]){0,2}?(?:costs?|costing|coûte|revient|sells|goes for)\b",
    re.I,
)


def leading_holder(text: str) -> str | None:
    """The holder that a sentence tells before its verb: "Each federal agency will pay $1", "a ChatGPT seat costs"."""
    if _SEAT_COSTS.search(text):
        return "user"
    for match in _LEADING.finditer(text):
        holder = _HOLDER.get(fold(match["noun"]))
        if holder:
            return holder
    return None


_ADJECTIVES = {
    "year": "annual|yearly|first-year|annuel(?:le)?s?|anual(?:es)?|jährliche[nrs]?",
    "month": "monthly|mensuel(?:le)?s?|mensual(?:es)?|monatliche[nrs]?",
    "quarter": "quarterly|trimestriel(?:le)?s?|trimestral(?:es)?|vierteljährliche[nrs]?",
    "week": "weekly|hebdomadaires?|semanal(?:es)?|wöchentliche[nrs]?",
}
_EVERY_TIME = {
    "year": "(?:each|every) year|chaque année|tous les ans|cada año|jedes jahr|jährlich|annuellement",
    "month": "(?:each|every) month|chaque mois|tous les mois|cada mes|jeden monat|monatlich|mensuellement",
    "quarter": "(?:each|every) quarter|chaque trimestre|cada trimestre|jedes quartal",
    "week": "(?:each|every) week|chaque semaine|toutes les semaines|cada semana|jede woche",
}
_SPENT = (
    "costs?|fees?|bills?|prices?|charges?|rates?|subscriptions?|payments?|invoices?|tab|outlays?|spend|rent|licen[cs]es?"
    "|coûts?|redevances?|factures?|prix|tarifs?|forfaits?|abonnements?|loyers?|notes?|dépenses?|licences?"
    "|costes?|cuotas?|tarifas?|facturas?|kosten|gebühr(?:en)?|preis|rechnung"
)
_TIMED = tuple(
    (
        time,
        re.compile(
            rf"\b(?:{_EVERY_TIME[time]})(?!\w)"
            rf"|\b(?:(?:{words})[ \u00a0](?:[\w-]+[ \u00a0]){{0,2}}?(?:{_SPENT})|(?:{_SPENT})[ \u00a0](?:{words}))(?!\w)",
            re.I,
        ),
    )
    for time, words in _ADJECTIVES.items()
)


_CHARGED = "charged|billed|priced|sold|paid|pays?|factur[ée]e?s?|vendue?s?|pay[ée]e?s?|bezahlt"
_PER = re.compile(
    rf"\b(?:{_SPENT}|{_CHARGED})(?:[ \u00a0][\w.-]+){{0,3}}?[ \u00a0](?P<led>(?:per|par|pro|por|je)[ \u00a0]\w)"
    rf"|\bper-(?P<noun>\w+)[ \u00a0](?:[\w-]+[ \u00a0]){{0,2}}?(?:{_SPENT})\b",
    re.I,
)
_REACH = 100
"""Characters before a sum in which a part of its unit may stand."""


def leading(before: str) -> Terms:
    """The unit that the words before a sum tell: "the annual cost", "the per-user price", "le tarif par agent"."""
    found = Terms(holder=leading_holder(before))
    near = before[-_REACH:]
    for match in _PER.finditer(near):
        told = terms(near[match.start("led") :] if match["led"] else f"per {match['noun']}")
        found = _over(told, found)
    time = next((time for time, pattern in _TIMED if pattern.search(near)), None)
    return _with(found, time=time)


_ANYWHERE = re.compile(r"\b(?:per|par|pro|por|je)[ \u00a0]\w", re.I)


def shared_unit(text: str) -> Terms | None:
    """The unit with a holder that a sentence tells once for all its sums: "…, all per agency for the first year"."""
    units = (terms(text[match.start() :]) for match in _ANYWHERE.finditer(text))
    return next((unit for unit in units if unit.holder), None)


def _over(told: Terms, found: Terms) -> Terms:
    """``found`` with what is ``told`` of it: a unit of something else is none."""
    return found if told.foreign or told.piece else _with(found, holder=told.holder, time=told.time)


def joined(own: Terms, before: Terms) -> Terms:
    """The unit of a sum of which one part stands after it and the other before it."""
    if own.foreign or own.piece:
        return own
    return replace(own, holder=own.holder or before.holder, time=own.time or (None if own.other_time else before.time))
