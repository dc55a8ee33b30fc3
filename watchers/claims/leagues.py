"""What people who belong to a body have founded: "the FBI Agents Association", "la mutuelle des douanes". It is not the body.

A listed name that only stands inside the name of an association, a union, a foundation or a credit union names nobody there.
"""

import re

from watchers.claims.gazetteer import Mention, NameKind
from watchers.claims.hints import Words

_GOES_ON = re.compile(
    r"(?:['’]s?)?(?: [A-Z][\w-]*['’]?s?){0,4} (?:Associations?|Unions?|Federation|Foundation|League"
    r"|Guild|Brotherhood|Fellowship|Alumni|Club|Confederation|Lobby|Benevolent Fund|Charity|Alliance)(?! of\b)\b"
)
_OPENS = re.compile(r"\b[Ff]riends of (?:the )?\Z")
_FOUNDED = re.compile(
    r"\b(?:association|amicale|mutuelle|fédération|fondation|cercle|club|collectif|comité d['’]entreprise|comité social"
    r"|(?:inter)?syndicale?|union)(?: [a-zéèê]+(?:ive?|if|ale?|elle?|ique|aire|ière|ier))?"
    r"(?:(?: nationale?)? (?:des? |d['’])(?:ancien|ami|agent|personnel|usager|cadre|retraité|salarié|fonctionnaire|élève"
    r"|magistrat|employé|officier|conjoint|parent|inspecteur|chercheur|étudiant|client)(?:ne)?s?"
    r"(?: (?:élève|agent|salarié|employé)s)?)?"
    r" (?:de la |de l['’]|du |des |de |d['’])\Z",
    re.IGNORECASE,
)
_REACH = 90
"""Characters before a name in which the head of an association stands."""
_ENDS = frozenset(
    {"union", "unions", "federation", "league", "guild", "brotherhood", "fellowship", "alumni", "club", "association"}
)
_OF = frozenset({"de", "du", "des", "d'"})
_HEADS = frozenset({"association", "amicale", "mutuelle", "intersyndicale"})
_GIVES = frozenset({"foundation", "charity"})
_STATE = frozenset({"national", "research", "science", "sciences", "innovation", "federal"})


def of_league(text: str, mention: Mention) -> bool:
    """Whether a mention of a listed body is only part of the name of what its people or friends have founded."""
    if mention.entity.kind is not NameKind.AGENCY:
        return False
    if _GOES_ON.match(text, mention.end):
        return True
    return founded(text, mention.start)


def founded(text: str, place: int) -> bool:
    """Whether what begins at ``place`` is only whose people or friends have founded what stands before it."""
    before = text[max(0, place - _REACH) : place]
    return _OPENS.search(before) is not None or _FOUNDED.search(before) is not None


def is_league(words: Words) -> bool:
    """ "Treasury Employees Union", "Mercy Hospital Foundation": the head of a body stands inside another's name."""
    if " ".join(words) in _PRIVATE:
        return True
    french = not _OF.isdisjoint(words)  # "Conseil de l'Union"
    return (words[-1] in _ENDS and not french) or words[0] in _HEADS or (words[-1] in _GIVES and _STATE.isdisjoint(words))


_PRIVATE_NAMES = """
    harvard university;stanford university;yale university;princeton university;columbia university;cornell university
    duke university;brown university;dartmouth college;northwestern university;northeastern university;boston university
    boston college;carnegie mellon university;new york university;university of chicago;university of pennsylvania
    university of southern california;johns hopkins university;vanderbilt university;emory university;georgetown university
    george washington university;tufts university;brandeis university;fordham university;villanova university
    university of notre dame;rice university;tulane university;wake forest university;case western reserve university
    syracuse university;drexel university;lehigh university;champlain college;wesleyan university;howard university
    baylor university;pepperdine university;marquette university;brigham young university;southern methodist university
    santa clara university;massachusetts institute of technology;california institute of technology;university of rochester
    rochester institute of technology;washington university;university of miami;babson college;bentley university
"""
_PRIVATE = frozenset(name.strip() for row in _PRIVATE_NAMES.strip().splitlines() for name in row.split(";"))
"""Universities and colleges of the United States that belong to no state."""
