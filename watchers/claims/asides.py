"""Bodies named beside what happens: the house of who speaks, an audience, a source, a helper, an overseer, a finder.

Who runs or staffs a body ("la direction de la SNCF") is no such aside: it acts for it.
"""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import THE
from watchers.claims.joining import distance
from watchers.claims.lexicon import Cue
from watchers.claims.people import RULES
from watchers.claims.tokens import Token


def aside(line: Line, name: Name) -> bool:
    """Named as a parent, as a spokesman's or official's house, as an audience or a source: no user."""
    span = (name.start, name.end)
    if any(cue.end <= name.start and _right_behind(line, cue.end, name.start) for cue in line.cued("contrast")):
        return True
    if (
        _led_up(line, name)
        or _funds(line, name)
        or _begins_another(line, name)
        or _formerly(line, name)
        or _others(line, name)
        or _helps(line, name)
        or _finds(line, name)
        or of_a_firm(line, name)
        or _in_its_files(line, name)
        or _told_by(line, name)
    ):
        return True
    for cue in line.cued("part", "per", "told"):
        if cue.category == "per.last":  # "À l'entendre, …" names its source before
            continue
        behind = [token.fold for token in line.words(cue.end, name.start)]
        ruled = behind if line.lang == "fr" else [token.fold for token in line.behind(name.end, _NEAR)]
        if cue.category == "per" and not RULES.isdisjoint(ruled):  # "selon la charte de X, les agents peuvent …"
            continue
        source = cue.category == "per" and len(behind) <= _SOURCE and {",", ";"}.isdisjoint(behind)  # "according to a note to X"
        beside = "," not in behind and distance(line, (cue.start, cue.end), span) <= 2  # "According to documents, X has …"
        near = cue.end <= name.start and (source or beside)
        if near and not any(cue.end <= other.start < name.start for other in line.names):
            return True
    for cue in line.cued("title"):
        behind = [token.fold for token in line.words(cue.end, name.start)]
        if cue.end <= name.start and behind and len(behind) <= _NEAR and _OF.issuperset(behind) and not _of_many(line, name):
            if cue.first and line.tokens[cue.first - 1].fold in _OFFICES:
                continue  # "la direction générale des douanes" is the body, and no officer of it
            return True
    closing = _closing_spokesman(line, name)
    return any(
        (distance(line, (cue.start, cue.end), span) <= 2 or _speaks_for(line, cue, name)) and cue.start != closing
        for cue in line.cued("spokes")
        if not any(cue.end <= said.start < name.start for said in line.cued("say"))  # "a spokesman said the Met Office …"
    )


def _speaks_for(line: Line, cue: Cue, name: Name) -> bool:
    """ "A spokesperson for the defence ministry": the kind of body stands between the preposition and its noun."""
    between = [token.fold for token in line.words(cue.end, name.start)] if cue.end <= name.start else []
    return between[:1] in (["for"], ["of"]) and len(between) <= _NEAR and "," not in between


def _led_up(line: Line, name: Name) -> bool:
    """ "Après l'avis de la Cnil, X a signé avec Y": what came before was the body's, and no deal of its own."""
    row = line.words(line.span.start, name.start)
    behind = line.behind(name.end, 1)
    if not row or row[0].fold not in _AFTER.get(line.lang, ()) or not behind or behind[0].fold != ",":
        return False
    deeds = line.cued("adopt", "explore", "explore.with", "approve", "approve.deal", "contract")
    told = any(cue.end <= name.start for cue in deeds)
    plain = len(row) > _OWN_OF and row[-1].fold in THE | _MONEY_OF and not row[1].upper
    noun = next((token for token in row[1:] if token.fold not in THE), None)
    thing = plain and noun is not None and not noun.upper and noun.fold in _TOLD_BY_BODIES
    return thing and not told and any(other.start > name.end and other.role is Role.AGENCY for other in line.names)


_AFTER = {"fr": frozenset({"apres", "malgre"}), "en": frozenset({"after", "despite"})}
_OWN_OF = 2
_TOLD_BY_WORDS = """
    avis rapport critiques critique visite refus veto retrait depart annonce enquete audit mise reunion rencontre feu rejet
    passage opinion report criticism visit refusal withdrawal announcement inquiry meeting warning warnings appel
"""
_TOLD_BY_BODIES = frozenset(_TOLD_BY_WORDS.split())


def _told_by(line: Line, name: Name) -> bool:
    """ "Was told by X that …", « a appris de X que … »: from whom somebody has it."""
    before = [token.fold for token in line.before(name.start, _NEAR) if token.fold not in THE]
    behind = [token.fold for token in line.behind(name.end, 1)]
    heard = len(before) > 1 and before[-1] in ("by", "from", "de", "d'", "par") and before[-2] in _HEARD
    return heard and behind != [] and behind[0] in ("that", "que", "qu'")


_HEARD = frozenset({"told", "learned", "learnt", "heard", "informed", "assured", "appris", "informe", "averti"})


def _right_behind(line: Line, start: int, end: int) -> bool:
    """ "Unlike X", "unlike its neighbour, the X", "contrairement à sa voisine, la X"."""
    between = [token.fold for token in line.words(start, end)]
    return len(between) <= 1 or (len(between) <= _BESIDES and _NEXT_TO_IT.issuperset(between))


def _funds(line: Line, name: Name) -> bool:
    """ "With a grant from X", "une subvention de X": whose money it is."""
    before = [token.fold for token in line.before(name.start, _NEAR) if token.fold not in THE]
    return len(before) > 1 and before[-1] in _MONEY_OF and before[-2] in _MONEY


_MONEY_OF = frozenset({"from", "of", "de", "du", "d'", "des"})
_MONEY = frozenset({"grant", "grants", "funding", "donation", "subsidy", "loan", "subvention", "subventions", "don", "dotation"})
_BESIDES = 6
_NEXT_TO_WORDS = """
    the its their neighbouring neighboring neighbour neighbor neighbours neighbors nearby larger smaller bigger older sister
    counterpart counterparts rival other , la le l' les sa son ses leur voisin voisine voisins voisines homologue grande petite
    soeur de du d' des
"""
_NEXT_TO_IT = frozenset(_NEXT_TO_WORDS.split())


def _of_many(line: Line, name: Name) -> bool:
    """ "Un conseiller de France Travail sur deux": a share of its people, and no one of them."""
    behind = [token.fold for token in line.behind(name.end, 2)]
    return line.lang == "fr" and len(behind) > 1 and behind[0] == "sur" and (behind[1].isdigit() or behind[1] in _FEW)


_OFFICES = frozenset({"direction", "inspection", "administration", "tresorerie", "delegation"})
_FEW = frozenset({"deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "vingt", "cent"})


def _begins_another(line: Line, name: Name) -> bool:
    """ "The NATO Cyber Defence Centre": the first only begins the name of the second."""
    following = next((one for one in line.named(Role.AGENCY) if one.start >= name.end), None)
    if following is None or line.lang != "en" or (following.entity and following.entity.category in ("program", "platform")):
        return False
    owned = [token.fold for token in line.words(name.end, following.start)] == ["'s"]  # "NASA's Goddard Space Flight Center"
    return owned or following.start == name.end + 1


def _closing_spokesman(line: Line, name: Name) -> int | None:
    """ "X remains in use at the body, a spokesman said": who says it closes the sentence, and is not the body's apposition."""
    behind = line.behind(name.end, _CLOSING)
    told = [token.fold for token in behind]
    if told[:1] != [","] or told[1:2] not in (["a"], ["its"], ["un"], ["une"], ["son"], ["sa"]):
        return None
    cue = next(
        (cue for cue in line.cued("spokes") if behind[1].end <= cue.start and cue.first - 1 <= line.tokens.index(behind[1])), None
    )
    said = cue is not None and any(other.first == cue.last + 1 for other in line.cued("say"))
    ahead = any(one.end <= name.start for one in line.named(Role.PRODUCT, Role.VENDOR))
    return cue.start if cue is not None and said and ahead else None


def headed(line: Line, name: Name) -> bool:
    """ "La direction de la SNCF a demandé …", "Les services du département …": who runs or staffs a body acts for it."""
    row = [token.fold for token in line.words(line.span.start, name.start) if token.word]
    return line.lang == "fr" and 1 < len(row) <= _SOURCE and row[0] in THE and row[1] in _RUNS and _OF.issuperset(row[2:])


_RUNS = frozenset({"direction", "services", "service", "bureau", "bureaux", "equipes", "etat-major", "presidence"})


def overseer(line: Line, name: Name) -> bool:
    """ "X teste Y, un projet piloté par Z": the last watches over what another body does."""
    span = (name.start, name.end)
    return any(cue.end <= name.start and distance(line, (cue.start, cue.end), span) <= 2 for cue in line.cued("overseen"))


def confirms(line: Line, name: Name) -> bool:
    """ "A has ordered X, B confirmed", "A a commandé X, a confirmé B": behind the statement, B only says so."""
    if _inverted(line, name):
        return True
    behind = line.words(name.end, line.span.end)
    before = [token.fold for token in line.before(name.start, 2)]
    said = any(behind[at].start == cue.start for cue in line.cued("say") for at in range(min(2, len(behind))))
    told = any(one.role is Role.AGENCY and one.end <= name.start and one.name != name.name for one in line.names)
    short = len([token for token in behind if token.word]) <= _CLOSING or _in_its_paper(behind[1:])
    return said and "," in before and (short or (told and not any(token.fold in _GOES_ON for token in behind[2:])))


def _in_its_paper(behind: Sequence[Token]) -> bool:
    """ "…, the Pentagon said in its daily announcement": where a body said so, and no more of it."""
    folds = [token.fold for token in behind if token.word and token.fold not in _SAID_WHEN]
    return folds[:1] in (["in"], ["on"], ["dans"], ["sur"]) and folds[1:2] != [] and folds[1] in _ITS and len(folds) <= _PAPER


_PAPER = 7
_ITS = frozenset({"its", "a", "an", "the", "their", "son", "sa", "un", "une"})
_SAID_WHEN = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "late", "earlier", "today"})
_GOES_ON = frozenset({"it", "that", "its", "il", "elle", "que", "qu'", "and", "et", ",", ";"})
"""Behind a verb of saying: what is said goes on."""


def _inverted(line: Line, name: Name) -> bool:
    """ ", a indiqué jeudi le secrétariat de B": the French verb of saying stands before its subject, a comma before both."""
    ahead = [token.fold for token in line.before(name.start, _SOURCE) if token.fold not in THE]
    if line.lang == "fr" and ahead[-2:-1] == [","] and ahead[-1] in _BLAMES:
        return True  # ", critique la Cour des comptes"
    said = [cue for cue in line.cued("say") if cue.end <= name.start and not line.quoted(cue.start)]
    if line.lang != "fr" or not said or len(line.words(said[-1].end, name.start)) > _SOURCE:
        return False
    before = [token.fold for token in line.before(said[-1].start, 2)]
    between = {token.fold for token in line.words(said[-1].end, name.start)}
    return "," in before and between.isdisjoint(_REPORTING)


_BLAMES_WORDS = """
    critique critiquent deplore deplorent regrette regrettent epingle epinglent denonce denoncent fustige pointe pointent
"""
_BLAMES = frozenset(_BLAMES_WORDS.split())
_REPORTING = frozenset({"que", "qu'", ",", ":", "a", "au", "aux"})
_CLOSING = 5


def _formerly(line: Line, name: Name) -> bool:
    """ "A former Treasury official": where a person was."""
    before = [token.fold for token in line.before(name.start, 1)]
    behind = [token.fold for token in line.behind(name.end, 2)]
    return before in (["former"], ["ex"]) and not _STAFF.isdisjoint(behind)


_STAFF_WORDS = """
    official officials employee employees staffer staffers engineer engineers director chief officer officers adviser advisor
    lawyer lawyers analyst analysts contractor manager executive scientist head secretary minister
"""
_STAFF = frozenset(_STAFF_WORDS.split())


def _helps(line: Line, name: Name) -> bool:
    """ "With help from the body", "alongside the body's engineers": who stands by another's work."""
    before = [token.fold for token in line.before(name.start, _SOURCE) if token.fold != "the"]
    if before[-1:] in (["by"], ["par"]) and before[-2:-1] and before[-2] in _LENT:
        return True  # "training by the university"
    if before[-1:] == ["by"] and before[-2:-1] and before[-2] in _HELD:
        return True  # "a hackathon held by the agency"
    return before[-3:] in (["with", "help", "from"], ["with", "support", "from"], ["with", "advice", "from"]) or before[-4:] in (
        ["with", "the", "help", "of"],
        ["with", "help", "of"],
    )


_LENT_WORDS = (
    "training courses course study research advice evaluation audit report survey formation formations etude rapport enquete"
)
_LENT = frozenset(_LENT_WORDS.split())
"""Before "by" a body: what it does for somebody else."""
_HELD = frozenset({"held", "organised", "organized", "hosted", "sponsored", "staged", "convened", "chaired"})


def _finds(line: Line, name: Name) -> bool:
    """ "Only one ministry has bought X, the audit court found": what an auditor or a court finds is of others."""
    row = [token.fold for token in line.behind(name.end, _NEAR)]
    behind = row[:2]
    before = [token.fold for token in line.before(name.start, _NEAR) if not token.upper]
    if "and" in before and behind[:1] != [] and behind[0] in _FOUND and row[1:2] != [] and row[1] in _OBJECTS:
        return False  # "…, and the department found no evidence that": a finding of its own
    return (
        "," in before and bool(behind) and (behind[0] in _FOUND or (behind[-1] in _FOUND and behind[0] in ("has", "had", "have")))
    )


_OBJECTS = frozenset({"no", "that", "little", "it", "its", "some", "a", "the"})
_FOUND = frozenset({"found", "finds", "ruled", "held", "concluded", "heard", "calculated", "estimated", "established"})


def of_a_firm(line: Line, name: Name) -> bool:
    """ "Docaposte, filiale de La Poste, …", "Brightmoor, a contractor to X, …": a firm acts, and the body tells whose it is."""
    behind = line.behind(name.end, 1)
    if not behind or behind[0].fold not in (",", ")"):
        return False
    row = list(line.before(name.start, _APPOSED))
    at = next((at for at in range(len(row) - 1, 0, -1) if row[at].fold in (",", "(")), 0)
    aside = [token.fold for token in row[at + 1 :] if token.fold not in THE]
    firm = row[at - 1] if at else None
    if firm is None or not aside or aside[-1] not in _RELATED or not firm.upper or not _FIRMS.intersection(aside):
        return False
    whose = line.name_at(firm.start)
    return whose is None or whose.role is not Role.AGENCY


_APPOSED = 10
_RELATED = frozenset({"of", "to", "for", "from", "de", "d'", "du", "des", "a", "au", "aux"})
_FIRM_WORDS = """
    filiale filiales subsidiary subsidiaries prestataire prestataires contractor subcontractor supplier vendor fournisseur
    fournisseurs concessionnaire spin-off spinoff offshoot essaimage delegataire client clients
"""
_FIRMS = frozenset(_FIRM_WORDS.split())


def _in_its_files(line: Line, name: Name) -> bool:
    """ "Bought X, Pentagon records show", "des documents du ministère montrent que …": whence it is known."""
    behind = [token.fold for token in line.behind(name.end, _NEAR) if token.fold not in ("'s", "'")]
    if line.lang == "en" and len(behind) > 1 and behind[0] in _FILES and behind[1] in _SHOW:
        return True
    before = [token.fold for token in line.before(name.start, _NEAR) if token.fold not in THE]
    return len(before) > 1 and before[-1] in _OF and before[-2] in _FILES and bool(behind) and behind[0] in _SHOW


_FILE_WORDS = """
    records documents filings papers data figures files notices emails minutes ledgers invoices receipts logs
    registres comptes archives chiffres donnees notes factures courriels pieces proces-verbaux
"""
_FILES = frozenset(_FILE_WORDS.split())
_SHOW_WORDS = """
    show shows showed reveal reveals revealed indicate indicates suggest suggests say confirm
    montrent montre revelent indiquent attestent prouvent confirment laissent
"""
_SHOW = frozenset(_SHOW_WORDS.split())


def _others(line: Line, name: Name) -> bool:
    """ "The body's rival": somebody else."""
    behind = [token.fold for token in line.words(name.end, line.span.end)[:2]]
    owned = [token.fold for token in line.words(name.end, line.span.end)[:_ARM]]
    if behind[:1] == ["'s"]:
        return bool(_OTHERS.intersection(behind)) or "arm" in owned
    return behind[:1] != [] and behind[0] in _OTHERS


_OTHERS = frozenset(
    {"rival", "rivals", "competitor", "competitors", "neighbour", "neighbor", "neighbours", "neighbors", "critics", "critic"}
    | {"opponents", "opponent", "lobbyists", "lobbyist", "alumni", "retirees", "pensioners"}
)
_NEAR = 3
_ARM = 4
_SOURCE = 5
_OF = frozenset({"of", "the", "de", "du", "des", "d'", "la", "l'", "'s"})


def attached(line: Line, name: Name) -> bool:
    """ "L'ACPR, adossée à la Banque de France, …": to what a body belongs, told in an aside."""
    row = [token for token in line.before(name.start, _ASIDE_OF) if token.fold not in _ASIDE_LINKS]
    return len(row) > 1 and row[-1].fold.startswith(_BELONGS) and row[-2].fold == ","


_ASIDE_OF = 5
_ASIDE_LINKS = frozenset({"a", "au", "aux", "de", "du", "des", "d'", "la", "le", "l'", "les", "to", "by", "the", "par", "of"})
_BELONGS_WORDS = "adoss rattach affili reli depend subordonn chapeaut pilot financ overseen attached backed run part"
_BELONGS = tuple(_BELONGS_WORDS.split())
