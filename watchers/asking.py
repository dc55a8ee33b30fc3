"""Does a text say that its outlet asked, or got hold of something, itself? Then it tells on its own what others tell as well."""

import re

_QUOTED = re.compile(r"“[^”\n]{0,600}”|«[^»\n]{0,600}»|„[^“”\n]{0,600}[“”]|\"[^\"\n]{0,600}\"")
_PAPER = r"this (?:newspaper|paper|magazine|outlet|publication|site|newsletter)"
_ASKING = re.compile(
    rf"\b(?:told (?:us|{_PAPER})|in an interview with (?:us|this \w+)"
    rf"|(?:obtained|seen|reviewed|consulted) by (?:us|{_PAPER})|we (?:have )?(?:obtained|reviewed|consulted)"
    r"|nous (?:a|ont) (?:dit|déclaré|confié|répondu|indiqué|expliqué|précisé|écrit)|nous (?:écrit|confie|répond|indique|explique)"
    r"|nous avons (?:pu )?(?:obtenu|obtenir|consult|interrogé)\w*|nous avons (?:pu avoir|eu) accès"
    r"|à (?:notre|nos) (?:journal|rédaction|journaliste)\w*|par (?:notre rédaction|nos soins)"
    r"|a este (?:medio|diario|periódico)|(?:acceso|obtenido por) este (?:medio|diario|periódico)|hemos (?:obtenido|consultado)"
    r"|dieser (?:Zeitung|Redaktion)|(?:der Redaktion|uns) vorlieg\w+|liegt (?:der Redaktion|uns) vor)\b",
    re.IGNORECASE,
)


def asks_itself(text: str) -> bool:
    """The outlet speaks of its own asking; not somebody whom it quotes with quotation marks. Linear in the length of the text."""
    return bool(_ASKING.search(_QUOTED.sub(" ", text)))
