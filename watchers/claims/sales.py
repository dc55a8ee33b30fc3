"""Money, deals and sites that are none of a body's own: a grant to it, a helper's contract, what a vendor sells or owns."""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.clitics import customers
from watchers.claims.joining import distance
from watchers.claims.model import Stage
from watchers.claims.polarity import family
from watchers.claims.stages import Staged
from watchers.claims.voice import passive
from watchers.claims.wishes import NEXT, SOON


def paid(frame: Frame, told: Staged) -> bool:
    """The money goes to the body: a grant, no purchase."""
    row = frame.line.tokens
    if row[told.cue.first].fold in _BILLS and frame.span[1] <= told.cue.start and not passive(frame.line, told.cue):
        return True
    if row[told.cue.first].fold not in _PAY:
        return False
    span = (told.cue.start, told.cue.end)
    payers = [name for name in frame.line.named(Role.VENDOR) if name.end <= told.cue.start]
    if payers and distance(frame.line, (payers[-1].start, payers[-1].end), span) <= 1:
        return True
    if told.cue.start > frame.span[0]:
        return False
    before = [token.fold for token in frame.line.before(frame.span[0], 3)]
    return bool(_TO.get(frame.line.lang, _NONE).intersection(before))


def to_a_firm(frame: Frame, told: Staged) -> bool:
    """ "We pay 54,000 euros to a local company", "signed with X, who adapts it": the deal is a helper's."""
    line, clause = frame.line, frame.clause
    if family(told.cue) != "contract" or told.stage is not Stage.CONTRACTED or clause.names(line, Role.VENDOR, Role.PRODUCT):
        return False
    firms = [name.start for name in clause.names(line, Role.COMPANY)] + [cue.start for cue in clause.cues(line, "firm")]
    return any(place >= frame.span[1] and _receives(line, place) for place in firms)


def of_its_seller(frame: Frame, told: Staged) -> bool:
    """ "Les contrats que X propose aux entreprises", "the licences that X sells": the seller's own, with whomever."""
    line = frame.line
    if family(told.cue) != "contract" or told.cue.start < frame.span[1]:
        return False
    row = line.tokens[told.cue.last + 1 : told.cue.last + 3]
    return bool(row) and row[0].fold in _RELATIVE_OBJECT and any(name.start == row[-1].start for name in line.named(Role.VENDOR))


_RELATIVE_OBJECT = frozenset({"que", "qu'", "that", "which"})


def of_a_site(frame: Frame, told: Staged) -> bool:
    """ "Powers a data centre of X's", "uses X's campus": what is the vendor's there is no model."""
    line, clause = frame.line, frame.clause
    if told.shown or family(told.cue) in ("offer", "get", "deny") or clause.names(line, Role.PRODUCT):
        return False
    makers = [name for name in clause.names(line, Role.VENDOR) if name.start >= told.cue.end]
    return bool(makers) and all(_site(line, name.start, name.end) for name in makers)


def _site(line: Line, start: int, end: int) -> bool:
    before = [token.fold for token in line.before(start, SOON)]
    behind = [token.fold for token in line.words(end, line.span.end)[:SOON]]
    owned = behind[:1] == ["'s"] and not _SITES.isdisjoint(behind)
    return owned or (before[-1:] != [] and before[-1] in _OF and not _SITES.isdisjoint(before))


_SITE_WORDS = """
    centre centres center centers campus campuses factory factories plant plants office offices headquarters building buildings
    site sites warehouse shares stock lawyers lobbyists executives boss founder region regions
    donnees usine usines siege sieges bureaux locaux batiment batiments entrepot actions avocats patron patrons fondateur
"""
_SITES = frozenset(_SITE_WORDS.split())
_OF = frozenset({"of", "by", "de", "d'", "du"})


def _receives(line: Line, place: int) -> bool:
    before = [token.fold for token in line.before(place, _ARTICLE)]
    return bool(_WITH_OR_TO.intersection(before)) and not _THE.intersection(before)


_THE = frozenset({"the", "l'", "la", "le"})
_ARTICLE = 3
_WITH_OR_TO = frozenset({"with", "to", "from", "avec", "a", "aupres", "au"})


def for_the_maker(frame: Frame, told: Staged) -> bool:
    """ "Is considering giving X a special status", "weighs fining X": what is thought of is done to the vendor."""
    line = frame.line
    if told.shown or family(told.cue) != "explore" or told.cue.start < frame.span[1]:
        return False
    if any(cue.start >= told.cue.start for cue in frame.clause.cues(line, "explore.with")):
        return False  # "talks with X on letting its model answer callers"
    row = line.tokens[told.cue.last + 1 : told.cue.last + 1 + NEXT]
    return any(token.fold in _DONE_TO for token in row)


_DONE_TO_WORDS = """
    giving granting awarding imposing fining suing forcing requiring ordering blocking breaking designating summoning compelling
    sanctioning taxing prosecuting charging letting allowing joining action fines sanctions legal
"""
_DONE_TO = frozenset(_DONE_TO_WORDS.split())
_BILLS = frozenset({"facture", "facturent", "bills", "charges", "invoices"})
"""Verbs of a seller."""
_PAY = frozenset({"pay", "pays", "paid", "paying", "verse", "versent", "verser", "paie", "paient", "paye", "payer"})
_NONE: frozenset[str] = frozenset()
_TO = {"en": frozenset({"to"}), "fr": frozenset({"a", "au", "aux"})}


def no_customer(frame: Frame, told: Staged) -> bool:
    """ "Hopes that its customers will include the body", "the body said its users include …": not yet one, or whose they are."""
    line = frame.line
    if told.stage is Stage.DENIED or family(told.cue) != "adopt" or not customers(line, told.cue):
        return False
    around = (*line.before(told.cue.start, SOON), *line.words(told.cue.start, max(told.cue.end, frame.span[0])))
    far = (token.fold for token in line.before(told.cue.start, _COUNTED))
    if not _HOPES.isdisjoint(token.fold for token in around) or not _WISHES.isdisjoint(far):
        return True
    sold = frame.clause.names(line, Role.VENDOR, Role.PRODUCT)
    if line.tokens[told.cue.last].fold.startswith("includ") and sold and sold[0].start > told.cue.end:
        return True  # "the company said its clients include the body and that it codes with X": another company's
    before = [token.fold for token in line.before(frame.span[0], _COUNTED)]
    behind = [token.fold for token in line.behind(frame.span[1], 2)]
    return frame.span[1] <= told.cue.start and _COUNTS.isdisjoint(before) and _IS.isdisjoint(behind)


_WISHES = frozenset({"hopes", "hoped", "hope", "espere", "esperait", "souhaite", "voudrait", "reve"})
_HOPE_WORDS = """
    hope hopes hoped hoping want wants wanted wish wishes aims expects expected soon will would may might could one-day dreams
    espere esperait souhaite veut voudrait pourrait pourraient reve bientot compteront figureront
"""
_HOPES = frozenset(_HOPE_WORDS.split())
_IS = frozenset({"is", "are", "was", "were", "est", "sont", "figure", "figurent", "fait", "font", "become", "became"})
_COUNTED = 12
_COUNTS_WORDS = "count counts counted counting number numbers numbered lists listed list has had names compte comptent compter a"
_COUNTS = frozenset(_COUNTS_WORDS.split())
