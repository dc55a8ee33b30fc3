"""News outlets by name, and the words that make up the names of those nobody listed: whose report another report leans on.

The list holds outlets that others credit most (agencies, national dailies, trade press): general knowledge, no watch list.
"""

_LISTED = """
    Reuters; AFP; Agence France-Presse; AP; Associated Press; Bloomberg; Bloomberg News; Bloomberg Government; Dow
    Jones; UPI; PA Media; dpa; EFE; Europa Press; ANSA; Kyodo; Xinhua; TASS; Belga; Keystone-ATS; La Presse
    canadienne; The Canadian Press; Axios; Politico; Semafor; The Information; The Verge; Wired; TechCrunch; Ars
    Technica; Engadget; Gizmodo; CNET; ZDNet; VentureBeat; The Register; 404 Media; MIT Technology Review; FedScoop;
    StateScoop; DefenseScoop; CyberScoop; Nextgov; Nextgov/FCW; FCW; GovTech; Government Technology; Government
    Executive; GovExec; Federal News Network; Defense One; Breaking Defense; Defense News; Inside Defense; Federal
    Times; MeriTalk; Punchbowl News; Roll Call; The Hill; The New York Times; New York Times; The Washington Post;
    Washington Post; The Wall Street Journal; Wall Street Journal; WSJ; USA Today; Los Angeles Times; The Boston
    Globe; The Guardian; The Financial Times; Financial Times; FT; The Economist; The Times; The Telegraph; The
    Independent; BBC; BBC News; Sky News; CNN; CNBC; NBC News; CBS News; ABC News; Fox News; MSNBC; NPR; PBS;
    ProPublica; The Intercept; The Atlantic; The New Yorker; Time; Newsweek; Forbes; Fortune; Business Insider;
    Insider; The Globe and Mail; Toronto Star; CBC; CBC News; Radio-Canada; La Presse; Le Devoir; Le Journal de
    Montréal; Le Soleil; National Post; The Logic; The Australian; Australian Financial Review; Nikkei; Nikkei Asia;
    South China Morning Post; The Straits Times; The Times of India; The Hindu; Haaretz; Al Jazeera; Al-Jazira; Le
    Monde; Le Figaro; Libération; Les Échos; Les Echos; La Tribune; L'Express; Le Point; L'Obs; Le Nouvel Obs;
    Challenges; Capital; L'Opinion; La Croix; L'Humanité; Le Parisien; Ouest-France; Sud Ouest; La Voix du Nord;
    Mediapart; Contexte; La Lettre; L'Informé; Le Canard enchaîné; Franceinfo; France Info; France Inter; France 24;
    RFI; RTL; Europe 1; BFM; BFM Business; BFMTV; BFM Tech; TF1; LCI; Next; Next INpact; Numerama; L'Usine nouvelle;
    L'Usine digitale; Le Monde informatique; LeMagIT; Acteurs publics; La Gazette des communes; Banque des
    territoires; Clubic; 01net; Frandroid; Siècle digital; Silicon; JDN; L'Agefi; Courrier international; Le Temps;
    RTS; Tribune de Genève; NZZ; Neue Zürcher Zeitung; Le Soir; La Libre Belgique; RTBF; L'Écho; De Tijd; De
    Standaard; Handelsblatt; Der Spiegel; Die Zeit; Süddeutsche Zeitung; FAZ; Frankfurter Allgemeine; Tagesspiegel;
    Tagesspiegel Background; Die Welt; Heise; Golem; Netzpolitik; El País; El Mundo; Expansión; Cinco Días; La
    Vanguardia; ABC; El Confidencial; Corriere della Sera; La Repubblica; Il Sole 24 Ore; Folha de S. Paulo; O Globo;
    MLex; Euractiv; Contexte Tech; EUobserver; Platformer; Stratechery; The Markup; Rest of World; Lawfare; Techdirt;
    The Record; BleepingComputer; The Decoder
"""


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


LISTED = frozenset(_key(name) for name in " ".join(_LISTED.split()).split("; "))

_LAST_WORDS = """
    times post news newswire wire journal herald tribune gazette courier chronicle observer telegraph dispatch
    ledger bulletin sentinel examiner inquirer register globe mirror daily weekly review magazine press presse
    tv matin soir républicain zeitung anzeiger nachrichten rundschau tageblatt kurier presseagentur hebdo
    quotidien scoop
"""
_LAST = frozenset(_LAST_WORDS.split())
_FIRST_WORDS = """
    radio daily journal courrier gazette dépêche télégramme dernières nouvelles éclaireur quotidien hebdo
    progrès canal diario heraldo correo noticias periódico cable télé corriere gazzetta giornale
"""
_FIRST = frozenset(_FIRST_WORDS.split())
_OFFICIAL = frozenset({"federal register", "journal officiel", "canada gazette", "gazette du canada", "london gazette"})
"""Gazettes of states: what stands there is said by the state."""


def is_listed(name: str) -> bool:
    """Whether ``name`` is an outlet that the list holds, with or without its article."""
    key = _key(name)
    return key in LISTED or key.removeprefix("the ") in LISTED or f"the {key}" in LISTED or f"le {key}" in LISTED


def sounds_like_one(name: str) -> bool:
    """Whether ``name`` is made up as names of newspapers and agencies are: "Potomac Wire", "Le Courrier du Quai"."""
    key = _key(name)
    words = key.split()
    if words and words[0] in {"the", "le", "la", "les", "el", "die", "der"}:
        words = words[1:]
    if len(words) < 2 or " ".join(words) in _OFFICIAL:
        return False
    return words[-1] in _LAST or words[0] in _FIRST
