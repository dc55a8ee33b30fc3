"""How pages say that the article is not here: one wording a line, as a pattern, in French, English, German and Spanish.

They are those of the common consent managers, subscription systems, robot checks and syndication plug-ins. All are searched for
in a text in small letters: several times as fast as to look past its capitals.
"""

import re


def _any_of(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(line.strip() for line in lines.strip().splitlines()))


CHECKS = _any_of(
    r"""
    just a moment
    checking (?:your browser|if the site connection)
    verif(?:y|ying) (?:that )?you are (?:a )?human
    unusual traffic
    are you a robot
    complete the captcha
    vérifi\w+ que vous (?:êtes|n['’]êtes pas)
    êtes[- ]vous un (?:robot|humain)
    access denied|accès refusé
    request blocked
    pardon our interruption
    ddos protection
    enable (?:javascript|js)|turn on javascript|without javascript
    javascript (?:is|to be|must be|est|doit être|ist|muss)\b|requires? javascript
    activer (?:le )?javascript|activez (?:le )?javascript|javascript désactivé|nécessite (?:l['’]activation de )?javascript
    habilit[ae]r? javascript|aktivieren sie javascript
    """
)
CONSENT = _any_of(
    r"""
    cookies?\b|traceurs
    accepter (?:et continuer|tout)|tout (?:accepter|refuser)|continuer sans accepter
    gérer (?:mes|vos) (?:choix|préférences)|paramétrer
    nos (?:\d+ )?partenaires|our (?:\d+ )?partners
    données personnelles|personal data
    accept all|reject all|manage (?:my )?(?:choices|preferences)
    consent\w*|privacy
    alle akzeptieren|einwilligung|datenschutz
    aceptar (?:todo|y continuar)
    """
)
PAYWALL = _any_of(
    r"""
    il vous reste \d+(?:[.,]\d+)?[ \u00a0\u202f]?% de cet article
    (?:suite|article|contenu) (?:est |qui suit est )?réservée? (?:à nos |aux )abonné
    réservée? (?:à nos|aux) abonnés
    pour lire (?:la suite|l['’]intégralité)[^.\n]{0,60}abonn
    abonnez-vous pour (?:lire|accéder|continuer)
    débloquez (?:cet|l['’])
    (?:this|full) (?:article|story|content) is (?:for|available (?:only )?to|reserved for) (?:our )?(?:paying )?(?:subscri|member)
    (?:article|story|content) is exclusive(?:ly)? (?:for|to) (?:our )?(?:subscriber|member)
    subscribers? only|for subscribers only
    (?:subscribe|sign (?:in|up)|log in|register)(?: now)? to (?:continue|keep|read|unlock|access)
    to (?:continue|keep) reading
    you(?:['’]ve| have) (?:reached|read) your[^.\n]{0,30}(?:limit|articles)
    nur für abonnenten|weiterlesen mit
    exclusivo para suscriptores|suscríbete para (?:seguir|leer)
    """
)
MORE = _any_of(
    r"""
    read (?:the )?(?:more\b|full (?:story|article)|rest\b|original)
    continue reading|click here to read|view (?:the )?full
    (?:lire|voir|découvrir) (?:la suite|l['’](?:article|intégralité)|le reste)
    la suite (?:sur|ici)\b|en savoir plus|suite de l['’]article
    the post .{0,200}appeared first on
    l['’]article .{0,200}est apparu en premier
    weiterlesen|mehr lesen|zum (?:vollständigen )?artikel
    seguir leyendo|leer más
    """
)
BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\))\s*$")
