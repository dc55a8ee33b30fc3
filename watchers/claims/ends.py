"""Ends that tell nothing of the product: what is only thought of, and what another deed ends by the way."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.leading import APART
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.tenses import BESIDE, SCOPE
from watchers.claims.tokens import Token


def thereby(frame: Frame, cues: Sequence[Cue], ended: Cue) -> bool:
    """ "Has licensed X for 900 clerks, ending a contest": what ends with it is something else."""
    line, at = frame.line, ended.first
    replaces = line.tokens[at].fold.startswith(_REPLACES)
    marks = ("en",) if replaces and line.lang == "fr" and not line.tokens[at].fold.endswith("ant") else (",",)
    beside = at > 0 and line.tokens[at - 1].fold in marks and line.tokens[at].fold.endswith(_BY_THE_WAY)
    if family(ended) != "end" or not beside:
        return False
    led = any(family(cue) in ("adopt", "contract", "approve", "offer") and cue.last < at for cue in cues)
    goods = [name.start for name in line.named(Role.PRODUCT, Role.VENDOR)]
    behind = line.words(ended.end, frame.clause.end)[: SCOPE - 1]
    wares = {cue.start for cue in line.cued("model", "matter", "ai", "explore", "adopt")}
    other = replaces and any(token.fold in _SOME for token in behind[:_NOUN_OF])  # "replacing a service it had used since 2019"
    taken = any((token.start in wares and not other) or token.start in goods for token in behind)
    return led and not taken and any(place < ended.start for place in goods)


_REPLACES = ("replac", "remplac")
_BY_THE_WAY = ("ing", "ant", "remplacement")
_NOUN_OF = 2
_SOME = frozenset({"a", "an", "un", "une", "several", "plusieurs", "older", "ancien", "ancienne"})


def weighed(line: Line, cues: Sequence[Cue], ended: Cue) -> bool:
    """ "Étudie l'interdiction de X", "is considering dropping X": an end that is only thought of tells nothing."""
    for cue in cues:
        gap = line.tokens[cue.last + 1 : ended.first]
        if line.lang == "en" and family(cue) == "explore" and "whether" in {token.fold for token in gap[:2]}:
            return True  # "weighing whether to renew the licences"
        if (
            family(cue) == "explore"
            and line.tokens[cue.last].fold.startswith(_THINKS)
            and 0 <= ended.first - cue.last <= BESIDE + 1
        ):
            return not any(token.fold in APART or line.name_at(token.start) for token in gap)
    return False


_THINKS = ("etudi", "envisag", "song", "reflech", "examin", "evalu", "consider", "weigh", "mull", "contemplat", "studi", "explor")


def talked_of(line: Line, ended: Cue) -> bool:
    """ "Has spoken with X about replacing Y": what is only talked of ends nothing."""
    if family(ended) != "end" or line.lang != "en" or not line.tokens[ended.first].fold.endswith("ing"):
        return False
    before = [token.fold for token in line.tokens[max(0, ended.first - 2) : ended.first]]
    led = any(cue.last < ended.first for cue in line.cued("explore.with"))
    return led and not _OF_TALKS.isdisjoint(before)


_OF_TALKS = frozenset({"about", "on", "over"})


def of_another(frame: Frame, ended: Cue) -> bool:
    """ "Suspended a clerk for misusing X", "X has ended the backlog", "a bug that shut X down for an hour": no end of its use."""
    line, clause = frame.line, frame.clause
    if family(ended) != "end" or line.tokens[ended.first].fold.startswith(_CHANGES):
        return False
    if _goes_on(line, ended) or _restricts(line, ended):
        return True
    goods = clause.names(line, Role.PRODUCT, Role.VENDOR)
    behind = next((name for name in goods if name.start >= ended.end), None)
    if behind is not None:
        gap = line.words(ended.end, behind.start)
        return _for_a_while(line, behind) or _another_firms(line, gap) or _beside_the_object(line, gap)
    before = [name for name in goods if name.end <= ended.start and name.role is Role.PRODUCT]
    return bool(before) and _done_by(frame, before[-1], ended)


def _goes_on(line: Line, ended: Cue) -> bool:
    """ "The pilot ends in June and will be extended", "a fini de tester X et le déploie": a trial passes into use.

    Where another maker's product stands behind the "and", that one is taken instead.
    """
    row = line.tokens[ended.last + 1 :]
    for at, token in enumerate(row):
        then = [other.fold for other in row[at + 1 : at + SCOPE]]
        if token.fold in ("and", "et") and any(fold.startswith(_SPREADS) for fold in then[: SCOPE - 3]):
            tried = any(fold.startswith(_TRIES) for fold in (*_folds(line, ended), *(other.fold for other in row[:at])))
            return tried and _NOT.isdisjoint(then) and not _taken_instead(line, token.start)
    return False


def _taken_instead(line: Line, place: int) -> bool:
    sold = line.named(Role.VENDOR, Role.PRODUCT)
    return not {name.vendor for name in sold if name.start > place} <= {name.vendor for name in sold if name.start < place}


def _folds(line: Line, ended: Cue) -> list[str]:
    return [token.fold for token in line.tokens[: ended.last + 1]]


def _restricts(line: Line, ended: Cue) -> bool:
    """ "Bans staff from pasting tax data into X": what may not go into it, and it is used."""
    behind = [token.fold for token in line.tokens[ended.last + 1 : ended.last + 1 + _LONG]]
    barred = line.tokens[ended.first].fold.startswith(_BARS)
    return barred and not _PUTS.isdisjoint(behind) and not _DATA.isdisjoint(behind)


def _for_a_while(line: Line, goods: Name) -> bool:
    """ "Shut down X for an hour": a breakdown."""
    row = [token.fold for token in line.behind(goods.end, SCOPE)]
    lasts = next((at for at, fold in enumerate(row[:BESIDE]) if fold in _DURING), None)
    return lasts is not None and not _HOURS.isdisjoint(row[lasts + 1 : lasts + 1 + BESIDE])


def _another_firms(line: Line, gap: Sequence[Token]) -> bool:
    """ "Will end its contract with Accenture and keep X": another firm's work ends."""
    firms = [at for at, token in enumerate(gap) if (name := line.name_at(token.start)) is not None and name.role is Role.COMPANY]
    if not firms or not firms[0] or gap[firms[0] - 1].fold not in _WITH:
        return False
    return any(token.fold in _AND for token in gap[firms[-1] :]) and not any(token.fold in _SUBORDINATE for token in gap)


def _beside_the_object(line: Line, gap: Sequence[Token]) -> bool:
    """The model stands in a phrase beside what the verb is done to: "ended a search by choosing X", "a clerk who used X"."""
    words = [token.fold for token in gap]
    turn = next((at for at, fold in enumerate(words) if fold in _SUBORDINATE), len(words))
    ahead = gap[:turn]
    nouns = [token for token in ahead if token.word and token.fold not in _SMALL]
    if not nouns or not any(token.fold in _DETERMINERS for token in ahead[:1]):
        return False
    wares = {cue.start for cue in line.cued(*_WARES)}
    if any((token.start in wares and token.fold not in _PEOPLE) or token.fold.startswith(_USES) for token in ahead):
        return False
    last = next((fold for fold in reversed(words) if fold not in _DETERMINERS), "")
    return turn < len(words) or last in _BESIDES or last.endswith(("ing", "ant"))


def _done_by(frame: Frame, goods: Name, ended: Cue) -> bool:
    """ "X has ended the backlog", "une panne de X a bloqué l'office": the model, or its fault, ends or stops something else."""
    line = frame.line
    between = [token.fold for token in line.words(goods.end, ended.start)]
    if any(fold not in _HAVE for fold in between):
        return False
    behind = line.behind(ended.end, SCOPE)
    if not behind or behind[0].fold not in _DETERMINERS:
        return False
    wares = {cue.start for cue in line.cued(*_WARES)}
    return not any(token.start in wares or token.fold.startswith(_USES) for token in behind[:BESIDE])


_CHANGES = ("replac", "remplac", "swap", "troqu", "trad")
_SPREADS = ("extend", "expan", "roll", "generalis", "etend", "deploi", "deploy", "prolong", "widen", "adopt", "becom", "devien")
_TRIES = ("pilot", "trial", "test", "essai", "experi")
_NOT = frozenset({"not", "n't", "ne", "n'", "no"})
_BARS = ("ban", "bar", "forbid", "forbad", "prohib", "block", "interd", "bloqu", "proscri")
_PUTS_WORDS = """
    pasting putting entering uploading typing feeding sharing copying submitting sending paste enter upload share coller saisir
    copier verser entrer charger televerser partager soumettre envoyer deposer confier transmettre mettre introduire
"""
_PUTS = frozenset(_PUTS_WORDS.split())
_DATA_WORDS = """
    data records files documents information names details material donnees documents dossiers informations noms pieces fichiers
"""
_DATA = frozenset(_DATA_WORDS.split())
_LONG = 12
_WARES = ("model", "matter", "ai", "explore", "adopt", "product", "served", "contract", "approve.deal", "offer", "software")
_USES_WORDS = """
    use usage using access licen contract subscri account talk negotiat agreement deal plan idea test pilot trial essai recours
    util contrat abonn acces projet project idee discussion experi partner deploy system tool robot assist chat bot program
    entente convention accord mandat engagement alliance collabor
    fonction function feature capabilit
    service logiciel outil procure tender order commande marche appel offre purchas achat rollout bid propos relation ties tie
"""
_USES = tuple(_USES_WORDS.split())
_PEOPLE = frozenset({"agent", "agents", "officer", "officers", "employee", "employees"})
_DURING = frozenset({"for", "pendant", "durant"})
_HOURS_WORDS = "minute minutes hour hours heure heures second seconds seconde secondes afternoon matinee"
_HOURS = frozenset(_HOURS_WORDS.split())
_WITH = frozenset({"with", "avec", "of", "de", "d'", "to", "a", "from"})
_AND = frozenset({"and", "et", "but", "mais", "while"})
_SUBORDINATE_WORDS = "who which that since because when after while depuis qui que dont parce quand lorsque apres pendant"
_SUBORDINATE = frozenset(_SUBORDINATE_WORDS.split())
_DETERMINERS_WORDS = "a an the its their his her this that un une le la l' les des du son sa ses leur leurs ce cette au aux"
_DETERMINERS = frozenset(_DETERMINERS_WORDS.split())
_SMALL = _DETERMINERS | {"of", "de", "d'", "to", "for", "by", "on", "with", "from", "in", "a", "par", "pour", "avec", "sur"}
_BESIDES_WORDS = "for by on with into in about over against par pour avec sur dans contre en selon through via grace"
_BESIDES = frozenset(_BESIDES_WORDS.split())
_HAVE = frozenset({"has", "have", "had", "a", "ont", "avait", "also", "already", "deja", "aussi"})
