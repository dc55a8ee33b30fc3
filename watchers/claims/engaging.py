"""A firm at work by default: it stands in a clause with the model and with a word of duty, and nothing says otherwise.

Argument structure is asked only where it excludes: who speaks, compares, owns, rivals, buys for itself or is left out does no
work. All others count, as subject ("Peraton keeps it on its servers"), as the one paid, hired or given a contract ("gave SAIC
an order to put Gemini …"), as agent, as complement ("comes courtesy of Kainos") or in a phrase beside ("with Dell providing
the servers"). A word that names the task itself ("the integration", "takes over") needs no model in its clause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.closed import THEY, US
from watchers.claims.cutting import Clause
from watchers.claims.entities import Bound
from watchers.claims.joining import firm_row, groups
from watchers.claims.labours import at_work
from watchers.claims.lexicon import Cue
from watchers.claims.naming import DAYS
from watchers.claims.polarity import negated
from watchers.claims.served import served
from watchers.claims.serving import OWN, Service, cloud_owner, conditional, is_firm, set_aside
from watchers.claims.sources import brings_its_own
from watchers.claims.strangers import LABS, Market, bids, is_cloud, replaced
from watchers.claims.tokens import Token
from watchers.claims.wares import WARES

DUTIES = ("duty", "bond", "task", "serve", "work", "host")
"""Categories of cue that say what a firm does with a model."""
_SELF = ("task", "serve.task", "serve.quit")
_LOOSE = (*_SELF, "bond")
"""Those of them that name the task itself."""
_REACH = 24
"""Words between a firm and the word of its duty."""
_UNLIKE_WORDS = "like unlike than against versus about over comme contre que de d' des du of by-passing hors sauf"
_UNLIKE = frozenset(_UNLIKE_WORDS.split())
"""Right before a firm: it is compared, owned by or left out, unless it is part of it or its gear that does the work."""
_PLACE = frozenset({"at", "chez", "in", "inside"})
_RELATIVE = frozenset({"which", "who", "that", "whose", "qui", "dont", "lequel", "laquelle"})
_PRONOUNS = frozenset({"it", "they", "elle", "il", "ils", "elles", "that", "qu'", "que"})
_PARTS_WORDS = """
    arm unit division subsidiary team teams engineers engineer consultants consultant technicians developers specialists staff
    cloud clouds server servers hardware machine machines platform data centre center centres centers region racks services
    software help computers experts role contract work involvement part job task own
    sovereign government federal consulting public sector gpus cards
    filiale branche division equipe equipes ingenieurs consultants techniciens developpeurs specialistes experts formateurs
    serveurs serveur nuage machines machine plateforme plate-forme centre centres donnees infrastructure services solution
    cartes appui aide concours soutien ressort belge francaise canadienne suisse federale
"""
_PARTS = frozenset(_PARTS_WORDS.split())
"""What of a firm does the work for it."""
_THEM = frozenset({"it", "them"})
_NO_MODEL = _THEM | OWN
_ITS = OWN | {"sa", "son", "leur"}
_CLITICS = frozenset({"l'", "les", "le", "la", "en", "tout"})


def engagements(scene: Market, line: Line, clause: Clause) -> Iterator[Service]:
    """Each firm that the clause shows at work on a vendor's model, with the word that tells it."""
    if clause.cues(line, "unlike", "outside"):
        return
    cues = [cue for cue in clause.cues(line, *DUTIES) if not conditional(line, cue) and not _own(line, cue)]
    cues = [
        cue for cue in cues if cue.category == "bond" and negated(line, clause, cue)
    ] or cues  # "sold it a machine, has no part"
    firms = _candidates(scene, line, clause)
    for name in firms:
        cue = _duty(scene, line, clause, name, cues) or at_work(line, clause, name)
        vendor = _vendor(scene, line, clause, name, firms) if cue is not None else None
        apart = vendor is not None and vendor.vendor != name.name and not _peers(line, clause, name, vendor)
        if cue is not None and vendor is not None and apart and not _shuns(line, clause, name):
            yield Service(cue=cue, vendor=vendor, partners=(name,))


def _shuns(line: Line, clause: Clause, name: Name) -> bool:
    """ "La société X dénonce le marché": a critic, a loser, a buyer for itself."""
    return any(
        cue.start >= name.end and len(line.words(name.end, cue.start)) <= _SOON and line.tokens[cue.first].fold not in _MAY
        for cue in clause.cues(line, "shuns")
    )


_SOON = 1
_MAY_WORDS = "utilise utilisent uses use using had avait avaient bought buys perd perdent perdu loses lost losing"
_MAY = frozenset(_MAY_WORDS.split())
"""What a firm may do that serves, or has served, another all the same: "uses X to sort the city's mail", "loses its contract"."""


def _peers(line: Line, clause: Clause, name: Name, vendor: Bound) -> bool:
    """ "A, B and others pay", "invited A and B to bid": two makers of models in one row, and neither works on the other's."""
    if name.vendor is None or clause.names(line, Role.PRODUCT):
        return False
    row = next((row for row in groups(line, clause.names(line, Role.VENDOR, Role.COMPANY)) if name in row), ())
    several = len({one.vendor for one in row} & _MAKERS) > 1 or _each(line, row)  # "contracts with A, B and C"
    both = vendor.vendor in _MAKERS and (name.vendor in _MAKERS or several)
    awarded = bool(row) and clause.cues(line, "contract") and [one.fold for one in line.before(row[0].start, 2)] == ["one", "to"]
    return (both or bool(awarded)) and any(one.vendor == vendor.vendor for one in row)


def _each(line: Line, row: Sequence[Name]) -> bool:
    """ "Contracts with A and B": one with each."""
    before = [token.fold for token in line.before(row[0].start, 2)] if row else []
    return before[:1] != [] and before[0] in _DEALS and before[-1] in ("with", "avec")


_DEALS = frozenset({"contracts", "deals", "agreements", "licences", "licenses", "contrats", "accords", "marches", "conventions"})
_MAKERS = LABS | {"Google"}


# ------------------------------------------------------------------------------------------------------------------- firms


def _candidates(scene: Market, line: Line, clause: Clause) -> list[Name]:
    """Firms that nothing in the clause leaves out; where it names none, the one that speaks as "we" or is taken up."""
    named = [cloud_owner(name) for name in clause.names(line, Role.COMPANY, Role.VENDOR, Role.PRODUCT)]
    firms = [name for name in named if name.role is not Role.PRODUCT and is_firm(scene, name)]
    found = [
        name
        for name in firms
        if not set_aside(line, name)
        and not bids(line, name)
        and not _left_out(line, clause, name)
        and not _sells_its_own(line, clause, name)
        and not brings_its_own(line, name, clause.names(line, Role.VENDOR, Role.PRODUCT))
    ]
    return found or _speaking(scene, line, clause) or ([] if firms else _taken_up(scene, line, clause))


def _left_out(line: Line, clause: Clause, name: Name) -> bool:
    relative = bool(_RELATIVE.intersection(token.fold for token in _behind(line, name)[:2]))
    if relative:
        return False
    if any(name.start == other.start for other in replaced(line, clause)):
        return True
    return _oblique(line, name) or _owner(line, name) or _speaks(line, clause, name) or line.quoted(name.start)


def _sells_its_own(line: Line, clause: Clause, name: Name) -> bool:
    """ "The contract with IBM for watsonx": the clause names the firm's own product and nobody else's."""
    sold = [other for other in clause.names(line, Role.PRODUCT) if other.vendor]
    others = [other for other in clause.names(line, Role.VENDOR) if other.name != name.name]
    return bool(sold) and not others and all(other.vendor == name.name for other in sold)


def _behind(line: Line, name: Name) -> Sequence[Token]:
    return line.words(name.end, line.span.end)


def _oblique(line: Line, name: Name) -> bool:
    """ "Like X", "than X", "workers at X", "les salariés d'X"; "engineers from X", "le cloud de X" is X at work."""
    own = [token.fold for token in line.words(line.span.start, name.start)][-_PHRASE:]
    if _AGENTS.intersection(own) and not _UNLIKE.intersection(own):
        return False
    row = firm_row(line, name)
    before = [token.fold for token in line.words(line.span.start, row[0].start)]
    while before and before[-1] in ("the", "le", "la", "l'", "group", "groupe", "societe", "company", "firm"):
        before.pop()
    if not before:
        return False
    if before[-1] == "in" and before[-2:-1] and before[-2] in _BROUGHT:
        return False
    if before[-1] in ("que", "qu'") and _MORE.isdisjoint(before):
        return False  # « un Llama que la société X fait tourner »; not « plus cher que X »
    if before[-1] in _UNLIKE:
        of_duty = any(0 <= row[0].start - cue.end <= _ARTICLE for cue in line.cued("duty", "serve.by"))
        return not of_duty and not _PARTS.intersection(before[-5:-1])
    return before[-1] in _PLACE and not any(0 < row[0].start - cue.end < _FAR for cue in line.cued("host", "hosted", "serve"))


_MORE = frozenset({"plus", "moins", "autant", "aussi", "meme", "mieux", "autre", "autres", "ne", "n'", "tel", "tels", "ainsi"})
_BROUGHT = frozenset({"brought", "bring", "brings", "bringing", "called", "drafted", "roped"})
"""With "in": engaged."""
_AGENTS = frozenset({"by", "par", "with", "avec", "through", "via"})
_PHRASE = 4
"""Words of "par la société anversoise" before a name."""
_ARTICLE = 5
"""Characters between a word of duty that ends in "of", "de", and the firm: an article."""
_FAR = 30
"""Characters between a word of hosting and the firm "at" or "chez" which it is done."""


def _owner(line: Line, name: Name) -> bool:
    """ "X's shares", "X workers": what is told is told of something of the firm that does no work."""
    behind = [token.fold for token in _behind(line, name)]
    if not behind or behind[0] not in ("'s", "'", "’s"):
        return False
    return not _PARTS.intersection(behind[1:4])


def _speaks(line: Line, clause: Clause, name: Name) -> bool:
    """Only says something; "X said it would train …" tells of its own work, and so does a firm that speaks with the vendor."""
    rows = groups(line, _sellers(line, clause)) if clause.names(line, Role.VENDOR) else ()
    if any(len(row) > 1 and name in row and row[0].role is Role.VENDOR for row in rows):
        return False
    for cue in clause.cues(line, "say", "per", "spokes"):
        gap = line.words(name.end, cue.start) if cue.start >= name.end else line.words(cue.end, name.start)
        if len(gap) > 2 or any(token.fold in (",", ";") for token in gap) or _works(line, cue):
            continue
        following = [fold for fold in _folds(line, cue) if fold not in _WHEN]
        if own_ware(line.tokens[cue.last + 1 : cue.last + 1 + _ITS_OWN]):
            return True  # "told the regulator that its chatbot, built on X": a customer's
        own = bool(_PRONOUNS.intersection(following[:2]) or _ITS.intersection((*following, *_behind_own(line, cue))))
        denies = any(other.first == cue.first for other in line.cued("deny"))
        return not (cue.start >= name.end and cue.category == "say" and (own or denies))
    return False


def own_ware(row: Sequence[Token]) -> bool:
    """ "Its chatbot", "their assistant": whose it is buys the model, and brings it to nobody."""
    return any(one.fold in ("its", "their") and other.fold in WARES for one, other in pairwise(row))


_ITS_OWN = 8
_WHEN = DAYS | {"on", "yesterday", "today", "hier", "aujourd'hui"}
"""Between a verb of saying and what is said."""


def _behind_own(line: Line, cue: Cue) -> list[str]:
    """The words of a phrase like "the end of its work with"."""
    return [token.fold for token in line.tokens[cue.last + 6 : cue.last + 9]]


def _works(line: Line, cue: Cue) -> bool:
    """ "X assure l'installation" says nothing, it does."""
    return any(other.first == cue.first for other in line.cued("serve", "work"))


def _sellers(line: Line, clause: Clause) -> tuple[Name, ...]:
    return clause.names(line, Role.VENDOR, Role.COMPANY)


def _folds(line: Line, cue: Cue) -> list[str]:
    return [token.fold for token in line.tokens[cue.last + 1 : cue.last + 6]]


def _speaking(scene: Market, line: Line, clause: Clause) -> list[Name]:
    """ "We host it", "there is no partnership": the firm for which the one quoted or interviewed speaks."""
    told = [token for token in line.tokens if token.fold in US and clause.holds(token.start)]
    place = (
        told[0].start if told else min((cue.start for cue in clause.cues(line, "bond") if line.quoted(cue.start)), default=None)
    )
    credit = attribution(scene, line, place) if place is not None else None
    if place is None or (credit is None and scene.interviewee is None):
        return []
    asked = scene.interviewee.employer if scene.interviewee is not None else None
    speaks = credit.employer or (None if credit.speaker in scene.people_named else credit.speaker) if credit else asked
    house = speaks or _subject(scene)
    return [replace(name, start=place, end=place) for name in scene.firms if name.name == house and is_firm(scene, name)]


def _subject(scene: Market) -> str | None:
    """The firm that the article is about: the first one named in its first sentences, before any vendor or body."""
    for line in scene.lines[:_OPENING]:
        actors = line.named(Role.COMPANY, Role.VENDOR, Role.AGENCY)
        if actors:
            return actors[0].name if is_firm(scene, actors[0]) and actors[0].role is not Role.AGENCY else None
    return None


_OPENING = 2


def _taken_up(scene: Market, line: Line, clause: Clause) -> list[Name]:
    """ "The consultancy will train …", "le groupe met en avant …": the only firm just before, else the article's own."""
    nouns = [cue for cue in clause.cues(line, "again") if not line.quoted(cue.start)]
    place = nouns[0].start if nouns else _pronoun(line, clause)
    if place is None:
        return []
    if not nouns and _body_in_mind(scene, line, clause):
        return []
    plain = not nouns or nouns[0].category == "again"
    for names in _before(scene, line, clause):
        firms = {name.name: name for name in names if name.role in (Role.COMPANY, Role.VENDOR) and is_firm(scene, name)}
        others = [name for name in names if name.name not in firms]
        if firms or (plain and others):
            only = next(iter(firms.values())) if len(firms) == 1 and not (plain and others) else None
            return [replace(only, start=place, end=place)] if only else _own_article(scene, place)
    return _own_article(scene, place)


def _body_in_mind(scene: Market, line: Line, clause: Clause) -> bool:
    """ "It" is a public body: the last sentence that has any subject among names has one, and nobody stands in this one."""
    if any(name.end <= clause.start for name in line.named(Role.COMPANY, Role.VENDOR)):
        return False
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        names = earlier.named(Role.AGENCY, Role.COMPANY, Role.VENDOR)
        if names:
            return names[0].role is Role.AGENCY
    return False


def _before(scene: Market, line: Line, clause: Clause) -> Iterator[list[Name]]:
    """Companies and vendors of the clauses before, then of the few sentences before, nearest first."""
    yield [name for name in line.named(Role.COMPANY, Role.VENDOR) if name.end <= clause.start]
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        yield list(earlier.named(Role.COMPANY, Role.VENDOR))


_BACK = 2


def _own_article(scene: Market, place: int) -> list[Name]:
    own = _subject(scene)
    return [replace(name, start=place, end=place) for name in scene.firms if name.name == own]


def _pronoun(line: Line, clause: Clause) -> int | None:
    """A pronoun that opens the clause; "he", "il" or "elle" that only says something is a person."""
    words = [token for token in line.tokens if clause.holds(token.start) and token.word]
    if not words or words[0].fold not in THEY:
        return None
    verb = {token.start for token in words[1 : 1 + _VERB]}
    tells = line.lang == "fr" and any(cue.start in verb for cue in clause.cues(line, "say"))
    return None if tells else words[0].start


_VERB = 2
"""Words behind a pronoun within which its verb stands: "a déclaré"."""


# -------------------------------------------------------------------------------------------------------------------- duty


def _own(line: Line, cue: Cue) -> bool:
    """What a firm does with its own staff or models serves nobody."""
    if any(token.fold in _VERY_OWN for token in line.tokens[cue.first : cue.last + 1]):
        return True
    following = line.tokens[cue.last + 1 : cue.last + 2]
    return bool(following) and following[0].fold in OWN and cue.category not in _LOOSE


_VERY_OWN = frozenset({"own", "propres"})


def _duty(scene: Market, line: Line, clause: Clause, name: Name, cues: Sequence[Cue]) -> Cue | None:
    """The nearest word of duty that may be said of the firm and of a model."""
    near = [cue for cue in cues if not name.start <= cue.start < name.end and _reaches(line, clause, name, cue)]
    near = [cue for cue in near if cue.category in _SELF or _tied(scene, line, clause, name, cue)]
    if not near or (all(cue.category == "work.use" for cue in near) and name.name not in scene.called):
        return None
    return min(near, key=lambda cue: (_gap(line, name, cue), cue.first))


def _reaches(line: Line, clause: Clause, name: Name, cue: Cue) -> bool:
    """The word stands near the firm, or near the last or first of a list in which the firm stands."""
    if _gap(line, name, cue) <= _REACH:
        return True
    row = next((row for row in groups(line, clause.names(line, Role.COMPANY, Role.VENDOR)) if name in row), ())
    return any(_gap(line, one, cue) <= _REACH for one in (*row[:1], *row[-1:]))


_OBJECT = 4
"""Words behind a verb of service among which "the servers" stand."""


def _gap(line: Line, name: Name, cue: Cue) -> int:
    return len(line.words(name.end, cue.start) if cue.start >= name.end else line.words(cue.end, name.start))


def _tied(scene: Market, line: Line, clause: Clause, name: Name, cue: Cue) -> bool:
    """The clause names a model or its vendor, calls it "the model", or the verb has it as its "it"."""
    sellers = [other for other in clause.names(line, Role.VENDOR, Role.PRODUCT) if not is_cloud(other)]
    if any(
        other.vendor in scene.makers or not is_firm(scene, other) for other in sellers if other.vendor not in (None, name.name)
    ):
        return True
    for model in clause.cues(line, "model"):
        if line.tokens[model.first].fold not in _NO_MODEL:
            return True
    before = {token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]}
    verb = cue.category.startswith(("serve", "work", "host"))
    if cue.category in ("duty", "bond") and (clause.cues(line, "matter") or _for_work(line, clause, cue)):
        return True
    if verb and any(0 < other.first - cue.last <= _OBJECT for other in clause.cues(line, "served")):
        return True
    behind = _folds(line, cue)[:2]
    if _THEM.intersection(behind) and (verb or behind[0] in _FOR | _THEM):
        return True
    return verb and line.lang == "fr" and bool(_CLITICS.intersection(before))


def _for_work(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Pays Telia 2 million a year for the servers": what is paid for is done for a model."""
    if line.tokens[cue.last].fold not in _PAID:
        return False
    ahead = [other for other in clause.cues(line, "served") if other.start > cue.end]
    return any(token.fold in ("for", "pour") for other in ahead for token in line.tokens[max(0, other.first - 2) : other.first])


_PAID = frozenset({"pay", "pays", "paid", "paying", "paie", "paient", "paye", "verse", "versent", "versera"})


# ------------------------------------------------------------------------------------------------------------------ vendor


def _vendor(scene: Market, line: Line, clause: Clause, name: Name, among: Sequence[Name]) -> Bound | None:
    """Whose model: of several in the clause the one paired with the firm ("by A for X and by B for Y"), else as for all work."""
    makers = [
        other
        for other in clause.names(line, Role.VENDOR, Role.PRODUCT)
        if other.vendor in scene.makers and other.name != name.name
    ]
    if len({other.vendor for other in makers}) > 1:
        firms = [other for other in clause.names(line, Role.COMPANY, Role.VENDOR) if is_firm(scene, other)]
        end = min((other.start for other in firms if other.start > name.start), default=clause.end)
        behind = [other for other in makers if name.end <= other.start < end]
        if behind and {token.fold for token in line.words(name.end, behind[0].start)} & _FOR:
            first = behind[0]
            return Bound(vendor=first.vendor or "", product=first.product, unlisted=first.unlisted)
    return served(scene, line, clause, among)


_FOR = frozenset({"for", "on", "with", "pour", "sur", "avec"})
