"""Whether a body may be called by a noun: "the city" after "Leeds City Council", "the department" after a ministry."""

from watchers.claims.actors import Name
from watchers.claims.tokens import fold

_DEPARTMENTS = frozenset({"department", "departement", "ministry", "ministere"})
_ANY_BODY = frozenset(
    {
        "societe",
        "operateur",
        "collectivite",
        "juridiction",
        "agency",
        "administration",
        "institution",
        "agence",
        "organisme",
        "etablissement",
        "diplomatie",
        "body",
    }
)
_STEMS = {
    "hopital": ("hopital", "hospital", "hospices", "hopitaux", "chu ", "chru ", "chr ", "ghu ", "clinique"),
    "chu": ("chu ", "chru ", "hospitalier", "hopital", "hopitaux"),
    "hospices": ("hospices",),
    "clinique": ("clinique", "clinic", "hospitalier"),
    "agglomeration": ("agglo", "communaute", "metropole"),
    "agglo": ("agglo", "communaute", "metropole"),
    "communaute": ("communaute", "agglo", "metropole"),
    "metropole": ("metropole", "communaute"),
    "intercommunalite": ("communaute", "agglo", "metropole", "intercommunal"),
    "intercommunale": ("intercommunal",),
    "cite": ("ville", "mairie", "commune", "city of", "municipal"),
    "banque": ("banque", "bank"),
    "musee": ("musee", "museum", "louvre", "orsay"),
    "bibliotheque": ("bibliotheque", "library"),
    "utility": ("authority", "water", "power", "electric", "energy", "hydro", "utilities", "district", "administration"),
    "organisation": ("organisation", "organization"),
    "universite": ("universite", "university", "uni", "ecole", "institut"),
    "faculte": ("universite", "university", "faculte"),
    "academie": ("academie", "rectorat"),
    "rectorat": ("academie", "rectorat"),
    "prefecture": ("prefecture",),
    "police": ("police",),
    "zone": ("zone",),
    "pompiers": ("sdis", "pompiers", "incendie", "fire"),
    "sdis": ("sdis", "incendie"),
    "fisc": ("fisc", "impot", "tax", "revenu", "revenue", "finances publiques", "public finances", "contributions"),
    "assemblee": ("assemblee", "assembly", "parlement", "parliament", "senat", "senate"),
    "parlement": ("parlement", "parliament", "assembl"),
    "office": ("office", "bureau"),
    "regie": ("regie", "ratp", "stib", "tec", "radio"),
    "fonds": ("fonds", "fund"),
    "entreprise": ("sncf", "ratp", "poste", "edf", "societe", "regie", "hydro", "rail", "transport", "stib", "tec", "cff"),
    "transporteur": ("sncf", "ratp", "stib", "tec", "cff", "rail", "transport", "regie", "stm", "tisseo", "keolis"),
    "groupe": ("groupe", "televisions", "radio", "hospitalier", "poste", "sncf", "ratp", "hopitaux"),
    "royaume": ("government of", "royaume", "kingdom"),
    "ville": ("ville", "mairie", "city of", "municipal"),
    "mairie": ("ville", "mairie", "city of", "municipal"),
    "municipalite": ("ville", "mairie", "commune", "city of", "municipal"),
    "commune": ("ville", "mairie", "commune", "city of", "municipal"),
    "department": ("department", "departement", "ministry", "ministere"),
    "departement": ("department", "departement"),
    "ministry": ("ministry", "ministere"),
    "ministere": ("ministry", "ministere", "department", "departement"),
    "lab": ("laborator", "laboratoire"),
    "laboratory": ("laborator", "laboratoire"),
    "laboratoire": ("laborator", "laboratoire"),
    "board": ("board", "conseil"),
    "conseil": ("board", "conseil", "council"),
    "caisse": ("caisse", "fund", "cpam", "caf ", "carsat", "urssaf", "cnaf", "cnam", "insurance"),
    "chambre": ("house", "chambre"),
    "gouvernement": ("government", "gouvernement", "state of"),
    "state": ("state of", "commonwealth"),
    "center": ("center", "centre"),
    "centre": ("center", "centre"),
    "force": ("police", "constabulary", "gendarmerie", "force"),
    "authority": ("authority", "autorite", "health", "council", "city of", "borough", "county", "board", "trust"),
    "council": ("council", "city of", "town of", "borough"),
    "city": ("city", "ville", "municipal"),
    "registrar": ("registr", "register", "companies"),
    "registry": ("registr", "register", "companies"),
    "government": ("government", "gouvernement", "state of", "commonwealth", "republic"),
    "service": ("service", "police", "prison", "ambulance", "fire"),
    "corporation": ("corporation", "city of"),
    "school": ("school", "academy", "college"),
    "schools": ("school", "education"),
    "trust": ("trust", "nhs", "hospital"),
    "airport": ("airport", "aviation"),
    "operator": ("rail", "transit", "transport", "airport", "port", "grid", "operator"),
    "alliance": ("nato", "otan", "atlantic", "alliance"),
    "bloc": ("european", "eu ", "union"),
    "district": ("school", "district"),
    "bank": ("bank", "banque", "reserve"),
    "hospital": ("hospital", "hopital", "clinic", "medical"),
    "municipality": ("city of", "town of", "municipality", "municipal"),
    "town": ("city of", "town"),
    "province": ("government of", "province"),
}


def called(name: Name, noun: str | None) -> bool:
    """Whether a body may be called by this noun."""
    if noun is None or noun in _ANY_BODY:
        return not (noun in _AGENCIES and name.name.startswith(_GOVERNMENTS))
    if noun in _DEPARTMENTS and name.entity is not None and name.entity.category == "department":
        return True
    if noun in _MUNICIPAL and name.unlisted and name.name == name.surface and " " not in name.name and not name.name.isupper():
        return True  # a town that acts under its own name
    words = fold(f"{name.name} {name.surface}")
    if noun == "departement" and "departemental" in words and "conseil departemental" not in words:
        return False  # "la Maison départementale du Gard … le Département": whose it is, and not itself
    if any(stem in words for stem in _STEMS.get(noun, (noun,))):
        return True
    return noun in _OF_ANY_HEAD and _HEADS.isdisjoint(words.split())


_AGENCIES = frozenset({"agence", "agency", "etablissement", "organisme"})
_GOVERNMENTS = ("Government of ", "State of ", "Commonwealth of ")


def headless(name: Name, noun: str | None) -> bool:
    """Whether ``noun`` would do for the body only because its own name tells no kind: one that is called so comes first."""
    words = fold(f"{name.name} {name.surface}")
    kind = name.entity is not None and name.entity.category == "department" and noun in _DEPARTMENTS
    return noun in _OF_ANY_HEAD and not kind and not any(stem in words for stem in _STEMS.get(noun or "", (noun or "",)))


_MUNICIPAL = frozenset({"ville", "commune", "municipalite", "cite", "mairie", "city", "town"})
_OF_ANY_HEAD_WORDS = """
    department service regulator watchdog authority registry registrar utility operator institute
    departement service regulateur autorite institut
"""
_OF_ANY_HEAD = frozenset(_OF_ANY_HEAD_WORDS.split())
"""Nouns for a body whose own name holds no word of this kind: "Ofgem … the regulator"."""
_HEAD_WORDS = """
    agency department ministry office service regulator authority registry force board commission corporation trust bureau
    institute council city town county court police hospital university college school museum library bank parliament senate
    assembly army navy government state institution fund laboratory centre center survey inspectorate administration
    agence departement ministere bureau autorite commission conseil ville mairie cour tribunal hopital universite ecole musee
    bibliotheque banque parlement senat armee gouvernement direction institut caisse metropole region laboratoire
"""
_HEADS = frozenset(_HEAD_WORDS.split())


_FEMININE_WORDS = """
    agence mairie ville commune region metropole prefecture sous-prefecture direction caisse police gendarmerie armee marine
    universite ecole academie bibliotheque chambre cour banque commission assemblee autorite administration collectivite
    communaute province douane douanes regie societe poste haute zone intercommunale municipalite delegation inspection surete
    fondation imprimerie monnaie cnil cnam cnaf caf cpam dgfip dinum dinsic urssaf bnf nasa cia gsa anssi drees dreets drac dreal
"""
_MASCULINE_WORDS = """
    ministere conseil departement tribunal parlement senat hopital institut office centre bureau service rectorat canton fisc
    parquet laboratoire musee port chu chr chru chum ghu sdis fonds syndicat observatoire secretariat commissariat gouvernement
    haut-commissariat etat spf spp tresor cadastre lycee college fbi pentagone cnrs inserm insee cnes grand
"""
_FEMININE, _MASCULINE = frozenset(_FEMININE_WORDS.split()), frozenset(_MASCULINE_WORDS.split())
_HE_OR_SHE = {"il": _FEMININE, "elle": _MASCULINE}


def of_gender(name: Name, pronoun: str) -> bool:
    """Whether a French pronoun may stand for the body, by the head of its name; where that does not tell, it may."""
    words = fold(name.surface).split()
    return not words or words[0] not in _HE_OR_SHE.get(pronoun, frozenset())
