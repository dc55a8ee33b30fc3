"""Whence a text says that it knows: its outlet asked, or got hold of something, itself; or it stands in an official record.

Such a text tells on its own what others tell as well.
"""

import re

_QUOTED = re.compile(r"“[^”\n]{0,600}”|«[^»\n]{0,600}»|„[^“”\n]{0,600}[“”]|\"[^\"\n]{0,600}\"")
_PAPER = r"this (?:newspaper|paper|magazine|outlet|publication|site|newsletter)"
_ASKING = re.compile(
    rf"\b(?:told (?:us|{_PAPER})|in an interview with (?:us|this \w+)"
    rf"|(?:obtained|seen|reviewed|consulted) by (?:us|{_PAPER})|we (?:have )?(?:obtained|reviewed|consulted)"
    r"|nous (?:a|ont) (?:dit|déclaré|confié|répondu|indiqué|expliqué|précisé|écrit)|nous (?:écrit|confie|répond|indique|explique)"
    r"|(?:that|which) we have (?:seen|read)|que nous avons (?:lue?|vue?)s?"
    r"|nous avons (?:pu )?(?:obtenu|obtenir|consult|interrogé)\w*|nous avons (?:pu avoir|eu) accès"
    r"|à (?:notre|nos) (?:journal|rédaction|journaliste)\w*|par (?:notre rédaction|nos soins)"
    r"|a este (?:medio|diario|periódico)|(?:acceso|obtenido por) este (?:medio|diario|periódico)|hemos (?:obtenido|consultado)"
    r"|dieser (?:zeitung|redaktion)|(?:der redaktion|uns) vorlieg\w+|liegt (?:der redaktion|uns) vor)\b"
)
"""In a text in small letters: several times as fast as to look past its capitals."""
_PAPERS = r"notices?|records?|registers?|registry|filings?|gazette|minutes|award documents?"
_WHOSE = r"the|an?|its|official|public|federal|state|court|contract|procurement|award"
_AVIS = r"avis (?:officiel|d['’]attribution|de marché|publié)"
_RECORD = re.compile(
    rf"\b(?:according to|as shown in|shown by|per) (?:(?:{_WHOSE}) )+(?:{_PAPERS})\b"
    rf"|\b(?:{_PAPERS}) (?:shows?|says?|states?|lists?)\b"
    rf"|\b(?:selon|d['’]après|comme l['’]indique|à en croire) (?:l['’]|les? |la |un |une )(?:{_AVIS}"
    r"|registre|bulletin officiel|journal officiel|procès-verbal|bon de commande|contrat|acte d['’]engagement)"
    r"|\b(?:laut|nach) (?:der |dem )?(?:amtlichen |offiziellen )?(?:Bekanntmachung|Register|Amtsblatt|Vergabevermerk)"
    r"|\bsegún (?:el|la) (?:anuncio|aviso|registro|boletín|acta)\b",
    re.IGNORECASE,
)


def asks_itself(text: str) -> bool:
    """The outlet speaks of its own asking; not somebody whom it quotes with quotation marks. Linear in the length of the text."""
    return bool(_ASKING.search(_QUOTED.sub(" ", text).lower()))


def cites_record(sentence: str) -> bool:
    """The sentence credits an official record: a notice, a register, a filing. Linear in its length."""
    return bool(_RECORD.search(sentence))
