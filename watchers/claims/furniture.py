"""What a line is when it is no prose: page furniture, address, caption, label of a summary, note of an update or a correction.

Every test takes a folded line (see ``watchers.claims.tokens.fold``).
"""

import re

BULLET = re.compile(r"[-*•‣◦▪·–—]\s+(?=\S)|\d{1,2}[.)]\s+(?=[^\W\d_])")
"""The mark before a bullet, at the head of an unfolded line."""

_FURNITURE = (
    "nous et nos",
    "we and our",
    "this site uses",
    "this website uses",
    "our site uses",
    "ce site utilise",
    "publie le",
    "published on",
    "temps de lecture",
    "reading time",
    "lire aussi",
    "a lire aussi",
    "a lire egalement",
    "lire egalement",
    "voir aussi",
    "see also",
    "read also",
    "read more",
    "read next",
    "related:",
    "related stories",
    "more from",
    "sur le meme sujet",
    "sur le meme theme",
    "partager",
    "share this",
    "share on",
    "etiquettes",
    "tags:",
    "tags :",
    "mots-cles",
    "mots cles",
    "filed under",
    "categories:",
    "subscribe",
    "sign up",
    "abonnez",
    "inscrivez",
    "s'abonner",
    "newsletter",
    "a newsletter",
    "follow us",
    "suivez-nous",
    "suscri",
    "soutenez",
    "support our",
    "support independent",
    "vous aimez",
    "la suite est reservee",
    "cet article est reserve",
    "physical address",
    "postal address",
    "mailing address",
    "our address",
    "notre adresse",
    "sommaire",
    "table of contents",
    "table des matieres",
    "all rights reserved",
    "tous droits reserves",
    "copyright",
    "traduit par",
    "traduit automatiquement",
    "(reporting by",
    "reporting by",
    "(editing by",
    "about the author",
    "a propos de l'auteur",
    "les lecteurs sont pries",
    "command line",
    "most read",
    "most popular:",
    "don't miss",
    "recommended:",
    "you may also like",
    "you might also like",
    "advertisement",
    "sponsored content",
    "get the app",
    "download our app",
    "download the app",
    "we use cookies",
    "more on this topic",
    "this article was translated",
    "this story was translated",
    "translated by",
    "translated from",
    "media contact",
    "press contact",
    "les plus lus",
    "lire notre",
    "recevez notre",
    "recevez nos",
    "cet article a ete traduit",
    "article traduit",
    "vous avez aime",
    "publicite",
    "contenu sponsorise",
    "contenu partenaire",
    "decouvrez aussi",
    "a decouvrir",
    "contact presse",
    "contacts presse",
    "telechargez notre application",
    "nous utilisons des cookies",
)
_ABOUT = re.compile(r"(?:about (?!the )[\w'’&. -]{2,40}|a propos (?:de |du |des |d['’])[\w'’&. -]{2,40}?)\s*(:)")
_BIO = re.compile(
    r"[\w'’. -]{4,40} (?:is (?:a|an|the|our) (?:[\w-]+ ){0,4}(?:reporter|correspondent|editor|columnist|journalist|writer)"
    r"|est (?:journaliste|correspondante?|redact(?:eur|rice)|chroniqueu(?:r|se)))\b[^.]{0,80}?"
    r"(?:\bwho (?:covers|writes)|\bcovering|\bat this|\bfor this|\bqui (?:couvre|suit)"
    r"|\bcharge\b|\bau service\b|\ba la redaction\b)"
)
_MADE = re.compile(
    r"(?:this (?:article|story|text|summary|translation|podcast|newsletter)|(?:this|the) (?:image|illustration|audio))"
    r" (?:was|is|has been|were) (?:\w+ ){0,2}"
    r"(?:translat|summari[sz]|generat|written|edit|produc|creat|proofread|illustrat|draft|made|prepar|assist)"
    r"|cet(?:te)? (?:article|texte|resume|traduction|image|illustration|podcast|lettre) (?:a ete|est|fut)"
    r" (?:\w+ ){0,2}(?:traduit|resume|genere|redige|relu|illustre|produit|cree|fait|prepare|ecrit)"
)
"""What a paper says of how it made the piece, with which model."""
_ADDRESS = re.compile(
    r"\d{1,5} [\w .'-]{2,40} (?:st|street|rd|road|ave|avenue|blvd|boulevard|drive|dr|lane|way|place)\.?$"
    r"|[\w .]{2,40}, [a-z]{2} \d{5}(?:-\d{4})?$"
)
_CAPTION = re.compile(
    r"(?:photo|image|illustration|credits?(?: photo)?|picture|legende|caption|foto|bild|©|getty)\s?(?:[:/(–—-]|$)"
)
_SUMMARY = re.compile(
    r"(?:tl ?; ?dr|resume|en bref|en resume|l'essentiel|summary|in brief|in short|key points|key takeaways|takeaways"
    r"|points? (?:de )?cles?|ce qu'il faut (?:retenir|savoir)|a retenir|highlights|at a glance|the gist|en breve|resumen"
    r"|das wichtigste|kurz gesagt)\b(?!\s+(?:des|de|du|of)\b)"
)
_CORRECTION = re.compile(
    r"(?:corrections?|corrected|clarification|rectificatif|rectification|erratum|corrige|correctif|berichtigung|korrektur"
    r"|correccion)\b[^.:]{0,40}?(?::|,\s)"
    r"|(?:correction|clarification|rectificatif|rectification|erratum|mise au point) ?[.–—-] |(?:precision|mise au point) ?: "
    r"|(?:an|a) (?:earlier|previous) version of this|une (?:version precedente|precedente version|version anterieure) de cet"
)
_UPDATE = re.compile(
    r"(?:\(|\[)?(?:updated?|mise? a jour|maj|actualise\w*|actualizacion|aktualisier\w*)\b[^.:]{0,40}?(?::|,\s|\(|\)|\]|–|—)"
)


_MARKS = '([>→▶►»«"“*_ #–—-•'
_ALSO = (
    r"(?:(?:a )?(?:re)?(?:lire|voir|decouvrir|ecouter|consulter)(?: (?:aussi|egalement|encore|ensuite))?|pour aller plus loin"
    r"|(?:sur|dans) (?:le|la) meme (?:sujet|theme|rubrique|dossier)|(?:nos )?(?:autres )?articles (?:lies|associes|similaires)"
    r"|nos autres articles|notre dossier|read (?:also|more|next)|also read|see also|more on this"
    r"|related(?: (?:stories|articles|coverage|reading|news))?|you may also like|further reading"
    r"|more from [\w' -]{2,30})"
)
_LINK = re.compile(_ALSO + r"(?: sur [\w.' -]{2,30}| on this)?\s?(?:[:|\]–—>→]|»)")
_LINKS = re.compile(
    _ALSO + r"|(?:les )?(?:articles |contenus )?(?:les )?plus (?:lus|partages|commentes|populaires)"
    r"|most (?:read|popular|shared|viewed)|editor'?s picks"
)
"""Labels of a block of links."""


def is_furniture(line: str) -> bool:
    """Belongs to the page, not to the story: cookies, subscriptions, tags, links, who wrote it, "About X: …"."""
    bare = line.lstrip(_MARKS)
    about = _ABOUT.match(bare)
    return bare.startswith(_FURNITURE) or bool(about and about[1]) or bool(_BIO.match(bare) or _MADE.match(bare))


def links_on(line: str) -> bool:
    """Whether a sentence sends the reader to another article, its headline behind a colon or a bar: "À lire aussi : …"."""
    return bool(_LINK.match(line.lstrip(_MARKS)))


def heads_links(line: str) -> bool:
    """Whether a line on its own is the head of a list of other articles: "À lire aussi", "Most read"."""
    return bool(_LINKS.fullmatch(line.strip(_MARKS + " :")))


def is_address(line: str) -> bool:
    """A postal address."""
    return len(line) < 80 and bool(_ADDRESS.match(line))


def is_caption(line: str) -> bool:
    """Goes with a picture."""
    return bool(_CAPTION.match(line))


def is_summary_label(line: str) -> bool:
    """Says that what follows sums the article up."""
    return bool(_SUMMARY.match(line))


def is_correction(line: str) -> bool:
    """Opens a notice that corrects what the same outlet printed."""
    return bool(_CORRECTION.match(line.lower()))


def is_update(line: str) -> bool:
    """Opens a note on what was added later."""
    return bool(_UPDATE.match(line))
