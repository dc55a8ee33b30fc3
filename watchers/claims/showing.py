"""What words beside a run of capitals show of it: that it makes models, that it is one, or which of two makes the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchers.claims.actors import Line, Role
from watchers.claims.closed import THEIR
from watchers.claims.lexicon import Cue
from watchers.claims.naming import Run

_WARE_WORDS = """
    model models chatbot chatbots assistant assistants llm llms ai ia modele modeles algorithm software logiciel logiciels
    agent agents technology technologies weights bot copilot robot
"""
WARE = frozenset(_WARE_WORDS.split())
"""What vendors of this beat make."""
_SOLD_WORDS = """
    tool tools app apps platform plateforme outil outils solution solutions system systems service services suite licence
    licences license licenses offre product produit products produits version versions
"""
SOLD = frozenset(_SOLD_WORDS.split())
"""The same, in words that also name other things."""
EDITION = frozenset({"for", "pour", "enterprise", "government", "pro", "edu", "business"})
"""What begins the name of an edition behind its product's."""
WHERE = frozenset({"in", "at", "near", "outside"})
"""What stands before an English place."""
_AI = frozenset({"a.i.", "artificial", "artificielle"}) | WARE
_BETWEEN_WORDS = """
    language open open-weight open-source large small new own latest free big ai generative conversational artificial
    intelligence foundation flagship frontier multilingual reasoning speech writing public-sector enterprise s
    german french american european canadian chinese british swiss italian spanish japanese korean indian
    allemand francais americain europeen canadien chinois britannique suisse italien espagnol japonais coreen indien
    de langage langue ouvert ouverts grand grands petit nouveau nouveaux conversationnel generatif generative maison l'
    d' la le du des virtuel linguistique raisonnement dialogue traduction dictee redaction vocal
"""
_BETWEEN = frozenset(_BETWEEN_WORDS.split())
"""What may stand between a name and what it makes or is."""
_ARTICLES = frozenset({"the", "a", "an", "its", "le", "la", "l'", "un", "une", "son", "sa"})
_PLAIN = WARE | SOLD | EDITION | _BETWEEN | _ARTICLES | {"gouvernement"}
_OF = frozenset({"de", "d'", "of", "by", "from", "chez", "par"})
_WITH = frozenset({"with", "avec", "pays", "paid", "pay", "paie", "verse", "a", "to"})
_FOR = frozenset({"for", "pour", "about", "on", "sur"})
_THAT = frozenset({"that", "which", "que", "qu'"})
_BUILDS = frozenset({"builds", "develops", "makes", "trains", "developpe", "concoit", "entraine", "edite", "publie", "publishes"})
_STAGES = ("adopt", "approve", "end", "deny")
_NO_SUBJECT = _OF | _ARTICLES | {"du", "des", "les", "aux", "au", "que", "qu'", "in", "on", "for", "to", ",", ":"}
_USING_WORDS = """
    use uses used using deploy deploys deployed deploying adopt adopts adopted test tests tested testing try tried trying pilot
    piloting pilots run runs running ran buy buys bought license licensed on in through into choose chose chosen picked
    utilise utilisent utiliser utilisait deploie deployer deploye adopte adopter teste tester essaie essayer
    sur choisit choisi abandonne lance souscrit
"""
_USING = frozenset(_USING_WORDS.split())
_TOWARDS = frozenset({"with", "to", "from", "of", "via", "for", "about", "avec", "a", "de", "d'", "par", "pour", "vers", "chez"})
_MAKER_WORDS = "maker makers developer developers creator publisher owner parent editeur editrice createur concepteur fabricant"
_MAKER = frozenset(_MAKER_WORDS.split())
_CHARGING = frozenset({"charges", "charge", "charged", "facture", "facturera", "facturait", "demande"})
_OFFER = frozenset(
    {"offer", "offers", "offered", "offering", "propose", "proposer", "proposera", "offre", "offrira", "provide", "sell"}
)
_OFFERING_WORDS = """
    offers offer offered making makes made provides provide lets gives sells sold extends extended opens launches launched brings
    propose proposera proposent proposait met mettra mettait ouvre ouvrira etend etendra fournit fournira livre vend vendra lance
    lancera has have had will is a ont avait va access acces disposition donne donnera tend tendu gave given offrira offre
"""
_OFFERING = frozenset(_OFFERING_WORDS.split())
_BASED_WORDS = """
    based on;built on;version of;versions of;copy of;top of;fondee sur;fonde sur;bati sur;batie sur;version de;base sur;basee sur
"""
_BASED = frozenset(_BASED_WORDS.strip().split(";"))
_NO_PAIR: tuple[list[str], ...] = ([], ["of"], [",", "of"])
"""A place behind "of" made nothing."""
_NEXT: tuple[list[str], ...] = ([",", "de"], [",", "d'"], [",", "from"], [",", "by"])
"""The maker, behind a product ("l'assistant Y, de X"); else the next of a list ("les outils de X, de Z")."""
_PEOPLES = ("ish", "ese", "ian", "ean", "can", "ic", "ench", "erman")
"""How English adjectives of peoples and languages end: "the Arabic language model" is no Arabic's."""
_OFFERS, _TERMS = 8, 12
"""Words between a maker and what it offers; and what is got from it on terms."""
_HEAD = 3
"""Words before the subject of a sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """A run of capitals with the folded words around it, the nearest first."""

    line: Line
    run: Run
    ahead: tuple[str, ...]
    behind: tuple[str, ...]


def beside(line: Line, run: Run) -> Beside:
    """The run with the few words on its sides."""
    ahead = tuple(token.fold for token in reversed(line.tokens[max(0, run.first - 7) : run.first]))
    behind = tuple(token.fold for token in line.tokens[run.last + 1 : run.last + 8])
    return Beside(line=line, run=run, ahead=ahead, behind=behind)


def speaks_of_models(lines: Sequence[Line]) -> bool:
    """Whether the text is about what vendors of this beat make."""
    return any(line.holds(_AI) for line in lines)


def as_maker(one: Beside) -> int:
    """How much shows that it makes models: "X's chatbot", "l'IA de X", "X, maker of", "a contract with X", "X charges"."""
    return 0 if _seat(one) else _owner(one) + _source(one) + _party(one) + _called(one)


def _seat(one: Beside) -> bool:
    """ "Toronto's Cohere": whose is a firm that everybody knows is where that firm sits."""
    row, at = one.line.tokens, one.run.last + 2
    return one.behind[:1] == ("'s",) and at < len(row) and one.line.is_named(row[at].start)


def _owner(one: Beside) -> int:
    if one.behind[:1] != ("'s",):
        return 0
    return 3 if _reaches(one.behind[1:], WARE) else 2 if _reaches(one.behind[1:], SOLD) else 0


def _source(one: Beside) -> int:
    ahead = _past_kind(one)
    if not ahead or ahead[0] not in _OF:
        return 0
    made = WARE if one.line.lang == "fr" else WARE - {"ai"}  # "Halvorsen AI of Chattanooga"
    return 3 if _reaches(ahead[1:], made) else 2 if ahead is one.ahead and _reaches(ahead[1:], SOLD) else 0


def _past_kind(one: Beside) -> tuple[str, ...]:
    """What stands before the name, without "la start-up louvaniste"."""
    kinds = [cue for cue in one.line.cued("firm") if 0 < one.run.first - cue.last <= _HEAD]
    skipped = one.run.first - kinds[-1].first if kinds else 0
    if not skipped or skipped >= len(one.ahead):
        return one.ahead
    return one.ahead[skipped + (one.ahead[skipped] in _ARTICLES) :]


def _party(one: Beside) -> int:
    line, run = one.line, one.run
    body = bool(line.named(Role.AGENCY) or line.cued("body"))
    with_ = bool(one.ahead) and one.ahead[0] in _WITH
    signed = any(cue.last + 1 == run.first or (with_ and cue.last + 2 == run.first) for cue in line.cued("contract"))
    signed = signed and one.behind[:1] != ("'s",) and not _on_anothers(one)  # "bought Norvane's boats"
    talks = with_ and any(0 < run.first - cue.last <= 2 for cue in line.cued("explore.with", *_STAGES))
    ally = one.ahead[:1] and one.ahead[0] in _OF | _WITH
    allied = ally and any(0 < run.first - cue.last <= 2 and _binds(line, cue) for cue in line.cued("partner", "ally"))
    for_models = signed and not WARE.isdisjoint(token.fold for token in line.tokens[run.last + 1 : run.last + _TERMS + 4])
    return (
        (2 if talks or (body and signed) else 0)
        + (2 if body and for_models else 0)
        + (3 if body and _lets(one) else 0)
        + (2 if allied else 0)
        + (2 if one.behind[:1] and one.behind[0] in _CHARGING else 0)
    )


def _binds(line: Line, cue: Cue) -> bool:
    """ "Partner of X"; of "a reseller from X", « un intégrateur de X » that is the town."""
    return cue.category == "ally" or line.tokens[cue.first].fold.startswith(("parten", "partner", "alli"))


def _on_anothers(one: Beside) -> bool:
    """ "Awarded X a contract for an assistant that runs on Y": what X brings is built on what somebody else makes."""
    line, end = one.line, one.line.tokens[one.run.last].end
    motors = [cue for cue in line.cued("motor") if cue.start > end]
    return any(0 <= name.start - motors[0].end <= _NEAR for name in line.named(Role.VENDOR, Role.PRODUCT)) if motors else False


_NEAR = 12
"""Characters between "runs on" and what it runs on."""


def _lets(one: Beside) -> bool:
    """ "X has agreed to let the institute examine its models": who lets a body see models makes them."""
    line, run = one.line, one.run
    if not opens(line, run) or one.behind[:1] in (("'s",), (",",)):
        return False
    row = [token.fold for token in line.tokens[run.last + 1 :]]
    at = next((at for at, word in enumerate(row) if word in _LETTING), None)
    return at is not None and at <= _TERMS and not WARE.isdisjoint(row[at : at + _TERMS])


_LETTING = frozenset(
    {"let", "lets", "letting", "show", "showing", "submit", "submitted", "montrer", "montrera", "montreront", "soumettre"}
)


def _called(one: Beside) -> int:
    apposed = one.behind[:1] == (",",) and not _MAKER.isdisjoint(one.behind[1:5])
    return (
        (3 if apposed else 0)
        + (2 if one.behind[:1] and one.behind[0] in _OFFER else 0)
        + (0 if _MAKER.isdisjoint(one.ahead[:2]) else 2)
    )


def as_product(one: Beside) -> int:
    """How much shows that it is a product: "l'assistant Y", "built on Y", "Y 4", "Y, a model", the object of a body's use."""
    line, found = one.line, 0
    if _reaches(one.ahead, WARE, 4) and one.ahead[0] not in _OF:
        found += 3
    elif _reaches(one.ahead, SOLD, 2) or " ".join(reversed(one.ahead[:2])) in _BASED:
        found += 2
    if one.behind[:1] and one.behind[0][0].isdigit() and len(one.behind[0]) <= _HEAD:
        found += 2
    if one.behind[:1] == (",",) and _reaches([word for word in one.behind[1:] if word not in _ARTICLES], WARE):
        found += 2
    if any(_object(one, cue) for cue in line.cued("adopt", "explore", "end", "approve", "deny")):
        found += 1 + bool(line.named(Role.AGENCY))
    return found + (1 if one.ahead[:1] and one.ahead[0] in _USING else 0)


def _object(one: Beside, cue: Cue) -> bool:
    """Right behind a verb that needs no "with" before who is meant: "has stopped using Y"."""
    return cue.last + 1 == one.run.first and one.line.tokens[cue.last].fold not in _WITH


def as_either(one: Beside) -> int:
    """How much shows that it is the one or the other: "Brisa models", "talks with Norvane"."""
    word = one.line.tokens[one.run.last].fold
    sort = any(0 < cue.first - one.run.last <= _HEAD for cue in one.line.cued("firm"))  # "an Ipswich software firm"
    named = not sort and one.behind[:1] != ("'s",) and not word.endswith(_PEOPLES) and _reaches(one.behind, WARE, 3)
    return (2 if named else 0) + (1 if one.ahead[:1] and one.ahead[0] in _TOWARDS else 0)


def as_house(one: Beside) -> int:
    """How much shows that it is a firm at all: "X spokeswoman", "ingénieur de X", "X's customers", "X denies"."""
    line, run = one.line, one.run
    titled = any(cue.first == run.last + 1 for cue in line.cued("title", "spokes"))
    of = one.ahead[:1] and one.ahead[0] in _OF and any(0 < run.first - cue.last <= 2 for cue in line.cued("title", "spokes"))
    owned = one.behind[:1] == ("'s",) and not _CUSTOMERS.isdisjoint(one.behind[1:4])
    sold = one.ahead[:1] and one.ahead[0] in _OF and not _CUSTOMERS.isdisjoint(one.ahead[1:4])
    row = [token.fold for token in line.tokens]
    partners = any(row[at] in THEIR and row[at + 1] in _CUSTOMERS for at in range(run.last + 1, len(row) - 1))
    named = any(0 < cue.first - run.last <= _HEAD + 1 for cue in line.cued("partner")) and one.behind[:1] != ("'s",)
    speaks = opens(line, run) and any(cue.first == run.last + 1 for cue in line.cued("say", "deny"))
    return sum((bool(titled or of), bool(owned or sold), opens(line, run) and partners, named and not owned, speaks))


_CUSTOMER_WORDS = "customers customer clients client partners partner partenaires partenaire resellers users utilisateurs"
_CUSTOMERS = frozenset(_CUSTOMER_WORDS.split())


def opens(line: Line, run: Run) -> bool:
    """The subject of the sentence, as far as that shows: nothing stands before it but marks and a dateline."""
    return not any(token.word and not token.upper for token in line.tokens[: run.first])


def owns_models(line: Line, run: Run) -> bool:
    """ "X has disclosed that its models are in use", "X montrera ses modèles": the subject of the sentence."""
    row = [token.fold for token in line.tokens]
    has = line.lang == "fr" and row[run.last + 1 : run.last + 2] == ["a"]  # "X a fait savoir que ses modèles …"
    if not opens(line, run) or run.last + 1 >= len(row) or (row[run.last + 1] in _NO_SUBJECT and not has):
        return False
    if row[run.last + 1] in _BUILDS and _reaches(row[run.last + 2 :], WARE - {"ai", "ia"}):
        return True
    return any(row[at] in THEIR and _reaches(row[at + 1 : at + 6], WARE) for at in range(run.last + 1, len(row)))


def makes(line: Line, run: Run, other: Run) -> int:
    """How much shows that ``run`` makes ``other``, which is the next; below zero: the other way round."""
    between = [token.fold for token in line.tokens[run.last + 1 : other.first]]
    while between and (between[0][0].isdigit() or between[0] in EDITION - {"for", "pour"}):  # "Y 365 de X"
        between = between[1:]
    return _joined(line, run, other, between) or _on_terms(line, run, between)


def _joined(line: Line, run: Run, other: Run, between: list[str]) -> int:
    """ "X's assistant Y", "Y, l'assistant de X", "X offers its Y", "X, Y: $1", "Y, X's workspace"."""
    if between[:1] == ["'s"] and _PLAIN.issuperset(between[1:]):
        return 2
    owned = between == [","] and line.tokens[other.last + 1 : other.last + 2] and line.tokens[other.last + 1].fold == "'s"
    if between in _NEXT or owned:
        return -2 if _reaches(beside(line, run).ahead, WARE, 4) else 0
    if between not in _NO_PAIR and between[-1] in _OF and (_PLAIN | {",", "made", "built", "»"}).issuperset(between[:-1]):
        return -2 if len(between) > 1 else -1
    if between and between[0] in _OFFERING and len(between) <= _OFFERS and (_PLAIN | _OFFERING | THEIR).issuperset(between):
        return 2
    if between[:1] != [","] or not _PLAIN.issuperset(between[1:]) or not any(token.fold in "$€£" for token in line.tokens):
        return 0
    colon = ":" in [token.fold for token in line.tokens[other.last + 1 : other.last + 4]]
    return 2 if line.tokens[-1].fold != "." or (colon and not WARE.isdisjoint(between)) else 0


def _on_terms(line: Line, run: Run, between: list[str]) -> int:
    """ "An agreement with X for Y", "pays X £3 a year for Y", "X said it will offer Y", "Y, a model that X publishes"."""
    ahead = line.tokens[run.first - 1].fold if run.first else ""
    got = max((at for at, word in enumerate(between) if word in _FOR), default=_TERMS)
    if got < _TERMS and _PLAIN.issuperset(between[got + 1 :]) and line.cued("contract", "adopt", "explore", "approve"):
        return 2 if ahead in _WITH or any(cue.last + 1 == run.first for cue in line.cued("contract")) else 0
    if opens(line, run) and not _OFFER.isdisjoint(between):
        return 2
    return -3 if between[:1] == [","] and between[-1] in _THAT and not WARE.isdisjoint(between) else 0


def _reaches(words: Sequence[str], goal: frozenset[str], most: int = 5) -> bool:
    """Whether a word of ``goal`` stands first, or behind words that only describe it."""
    for word in words[:most]:
        if word in goal:
            return True
        if word not in _BETWEEN:
            return False
    return False
