"""Public bodies whose own name holds no head noun: what they are called beside it tells.

"Metrohop, the regional transit agency, …", "the transit authority Metrohop", « Tramélia, la régie des transports, … », « la régie
Tramélia »; and French public companies by what they carry: « Société de transport de X », « Société wallonne du logement ».
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchers.claims.actors import Line
from watchers.claims.naming import NO_NAME, Run
from watchers.claims.phrases import french_end

_NAME = r"(?P<name>[A-ZÀ-Ý][\w’'-]*[\w](?: [A-ZÀ-Ý][\w’'-]*\w){0,2})"
_PUBLIC = (
    r"(?:(?:public|national|state|federal|regional|municipal|government|transit|transport|port|tax|health|housing|planning|statistics"
    r"|mapping|water|rail|aviation|energy|environmental|welfare|pensions?|customs|immigration|provincial|local|city)[ -]){1,4}"
    r"(?:agency|authority|body|board|operator|office)"
    r"|(?:public|municipal|water|power|state-owned|city-owned|publicly owned|council-owned|electric|public water) utility"
    r"|(?:[a-z]+ )?regulator|crown corporation|state-owned (?:[a-z]+ ){0,2}(?:company|railway|operator|broadcaster|utility|bank)"
    r"|(?:public|state|state-run|state-owned|national|federal|city|city-run|county|municipal|government|regional|provincial)"
    r" (?:[a-z]+ ){0,2}(?:hospital|university|college|museum|library|broadcaster|insurer|lottery|health system|hospital trust"
    r"|laborator(?:y|ies)|research (?:institute|council|cent(?:re|er))|institute|news agency|bank|school district|service|council"
    r"|railways?)"
    r"|(?:tax|customs|statistics|patent|land|employment|prison|postal|police|fire|ambulance|rescue|weather|immigration)"
    r" (?:office|service|bureau|authority|force|department|board)"
    r"|(?:central bank|police force|space agency|lower house|upper house|supreme court|parliament|legislature|national mint)"
    r"|(?:state|state-run|municipal|federal|government|public (?:transport|transit|housing|water|power|bus|rail))"
    r" (?:[a-z]+ ){0,2}(?:company|carrier|airline|corporation|enterprise|operator)"
    r"|national (?:oil|power|electricity|rail|water|grid|postal|gas|airline|railway) (?:company|operator|carrier|utility)"
)
_PUBLIC_FR = (
    r"(?:régie|autorité (?:organisatrice|portuaire|administrative|aéroportuaire)|(?:service|office|organisme) public"
    r"|agence (?:nationale|régionale|publique|fédérale|cantonale)|établissement public"
    r"|(?:opérateur|gestionnaire|transporteur|bailleur|assureur|diffuseur|laboratoire|réseau|groupe) (?:\w+ )?"
    r"(?:public|national|social)"
    r"|intercommunale|caisse (?:publique|nationale|cantonale)"
    r"|syndicat mixte|société (?:publique|nationale|d[’']État)|entreprise publique)"
)
_TAIL = r"(?: (?:of|for|in|des|du|de|d’|d')(?: ?(?:la|l’|l'|the))? ?[\w’' -]{2,40}?)?(?: [a-zà-ÿ]+)?"
_BEHIND = re.compile(
    rf"{_NAME}, (?:(?:the|an?|(?:[Tt]he )?[A-Z][\w.-]+(?: [A-Z][\w.-]+)?(?: [a-z]+)?[’']s|its) (?:[A-Z]?[a-z-]+ )?(?:{_PUBLIC})"
    rf"|(?:la |le |l[’']|une? )?{_PUBLIC_FR}){_TAIL}(?=[,;)]| \()"
)
_AHEAD = re.compile(rf"\b(?:[Tt]he (?:[A-Z]?[a-z-]+ )?(?:{_PUBLIC})|(?:[Ll]a |[Ll]e |[Ll][’']){_PUBLIC_FR}) {_NAME}")
_COMPANY = re.compile(
    r"\b(?P<name>[Ss]ociété (?:(?:nationale|wallonne|régionale|publique|fédérale|flamande)"
    r" (?:des? |du |d[’'])(?:la |l[’'])?[a-zà-ÿ-]+"
    r"|des? transports?(?: en commun)? (?:de |du |d[’'])(?:la |l[’'])?[A-ZÀ-Ý][\w’'-]*\w))"
)
_PLACES = frozenset({"in", "at", "near", "from", "of", "to", "a", "en", "de", "d'", "du", "dans", "sur", "and", "et", ","})
_STEMS = (
    *(
        "agency",
        "authorit",
        "autorité",
        "body",
        "board",
        "operator",
        "office",
        "utility",
        "regulator",
        "corporation",
        "state-owned",
        "national",
        "public",
        "office",
        "service",
        "court",
        "house",
        "council",
        "force",
        "bank",
        "parliament",
        "legislature",
        "municipal",
        "state",
        "city",
        "county",
    ),
    *(
        "régie",
        "agence",
        "caisse",
        "public",
        "social",
        "national",
        "intercommunale",
        "établissement",
        "opérateur",
        "syndicat",
        "ociété",
        "publique",
    ),
)
"""A quick look: none of the patterns finds anything without one of these."""


_PRIVATE = re.compile(r"\b(?:private|privately|privatised|privatized|commercial|listed|rival|former|privée?|cotée?|ancienn?e?)\b")


class Apposed(NamedTuple):
    """A body's name, and the stretch of text that presents it."""

    run: Run
    start: int
    end: int


def apposed(line: Line) -> Iterator[Apposed]:
    """The bodies that the line presents so, in order of kind and place; those that are listed left out."""
    if not any(map(line.text.__contains__, _STEMS)):
        return
    for pattern in (_BEHIND, _AHEAD, _COMPANY):
        for match in pattern.finditer(line.text):
            run = _run(line, match)
            if run:
                yield Apposed(run, line.span.start + match.start(), line.span.start + match.end())


def _run(line: Line, match: re.Match[str]) -> Run | None:
    start, end = line.span.start + match.start("name"), line.span.start + match.end("name")
    inside = [at for at, token in enumerate(line.tokens) if start <= token.start and token.end <= end]
    if _PRIVATE.search(match.group()):
        return None
    if not inside or line.tokens[inside[0]].fold in NO_NAME or any(line.is_named(line.tokens[at].start) for at in inside[:1]):
        return None
    before = line.tokens[inside[0] - 1].fold if inside[0] else ""
    if match.re is _BEHIND and before in _PLACES:  # a town, or one of a list
        return None
    whole = french_end(line, inside[0]) if match.re is _COMPANY else inside[-1]  # "… de gestion de l'eau"
    return Run(inside[0], max(whole, inside[-1]))
