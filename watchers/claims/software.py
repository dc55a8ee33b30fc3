"""Products whose names are words or given names: "Claude", "Gemini", "Copilot" as software, and as persons.

A newsroom that writes of an office's chatbot need not name its maker. The words around the name tell: it is licensed, tested,
switched off, or stands before "licences" and behind "the assistant". A given name is a person where a surname follows, where a
title or another given name stands before it, and where it speaks.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from watchers.claims.folding import Folded, fold
from watchers.claims.gazetteer import Entity, Found, NameKind
from watchers.claims.surfaces import Hit
from watchers.claims.vouching import Open

_REACH = 60
"""Characters on one side of a name that are looked at."""
_VERBS_EN = (
    r"us(?:e|es|ed|ing)|licens(?:e|es|ed|ing)|deploy(?:s|ed|ing)?|adopt(?:s|ed|ing)?|test(?:s|ed|ing)?|pilot(?:s|ed|ing)?"
    r"|tri(?:es|ed)|trying(?: out)?|trial(?:s|led|ed|ling|ing)|to trial|evaluat(?:e|es|ed|ing)"
    r"|install(?:s|ed|ing)?|integrat(?:e|es|ed|ing)"
    r"|procur(?:e|es|ed|ing)|buy(?:s|ing)?|bought|roll(?:s|ed|ing)? out|introduc(?:e|es|ed|ing)"
    r"|switch(?:es|ed|ing)? (?:to|off|on)"
    r"|embrac(?:e|es|ed|ing)|approv(?:e|es|ed|ing)|ban(?:s|ned|ning)?|block(?:s|ed|ing)?"
    r"|renew(?:s|ed|ing)?|run(?:s|ning)? on"
    r"|rel(?:y|ies|ied|ying) on|subscrib(?:e|es|ed) to|built (?:on|with|around)|powered by"
    r"|run(?:s|ning)?|ran|drop(?:s|ped|ping)?|ditch(?:es|ed|ing)?|scrap(?:s|ped|ping)?|abandon(?:s|ed|ing)?|remov(?:e|es|ed|ing)"
    r"|suspend(?:s|ed|ing)?|replac(?:e|es|ed|ing)|disabl(?:e|es|ed|ing)|explor(?:e|es|ed|ing)|look(?:s|ed|ing)? at|eye(?:s|d|ing)"
    r"|assess(?:es|ed|ing)?|consider(?:s|ed|ing)?|select(?:s|ed|ing)?|chose|chosen|pick(?:s|ed|ing)?|launch(?:es|ed|ing)?"
    r"|experiment(?:s|ed|ing)? with|work(?:s|ed|ing)? with|move(?:s|d)? to|settl(?:e|es|ed|ing) on|opt(?:s|ed|ing)? for"
    r"|in favou?r of|instead of|(?:help|assistance|support|output|drafts|answers|summaries) from"
    r"|turn(?:s|ed|ing)? to|set(?:s|ting)? up|(?:sort|draft|translat|summari[sz]|transcrib|screen|writ|answer|process|check)"
    r"(?:e|es|ed|ing|s)? (?:[\w']+ ){1,6}with|host(?:s|ed|ing)?|fine-tun(?:e|es|ed|ing)"
    r"|roll(?:s|ed|ing)?|bring(?:s|ing)?|brought|swap(?:s|ped|ping)?|prefer(?:s|red)?|paus(?:e|es|ed|ing)"
    r"|query(?:ing)?|consult(?:s|ed|ing)?|put(?:s|ting)?|hand(?:s|ed|ing)? (?:\w+ ){1,4}to|fed (?:\w+ ){1,4}(?:in)?to|through|via"
)
_NOUNS_EN = (
    r"(?:licen[cs]es?|seats?|subscriptions?|contracts?|agreements?|deals?|trials?|pilots?"
    r"|tests?|rollout|deployment|use|usage|users"
    r"|access|versions?|instances?|copies|installation) (?:of|for|to)"
)
_VERBS_FR = (
    r"utilis(?:e|ent|ait|aient|er|ant|ee?s?|era|eront)|emplo(?:ie|ient|yait|yaient|yer|yant)"
    r"|n'emploie que|test(?:e|ent|ait|aient|er|ant)"
    r"|experiment(?:e|ent|ait|er)|essa(?:ie|ient|yait|yer)|essay?e|adopt(?:e|ent|er|ait)"
    r"|deplo(?:ie|ient|yer|yait)|deploye|achet(?:e|ent|er|ait)"
    r"|compar(?:e|ent|er|ait)|install(?:e|ent|er|ait)|integr(?:e|ent|er|ait)|debranch(?:e|ent"
    r"|er)|abandonn(?:e|ent|er)|interdi(?:t|re|sent)"
    r"|bloqu(?:e|ent|er)|generalis(?:e|ent|er)|propos(?:e|ent|er)|choisi(?:t|r|ssent)?"
    r"|reten(?:u|ir)|autoris(?:e|ent|er)|passe a|renonc(?:e|ent|er) a"
    r"|recour(?:s|t|ent|ir|ra|ront) a|s'appu(?:ie|ient|yer|iera) sur|bascul(?:e|ent|er) (?:sur|vers)"
    r"|(?:evalu|referenc|command|valid|homologu|configur|branch|heberg|reserv|conserv|delaiss"
    r"|reconduis?|prolong|remplac|desactiv|coup|lou|plebiscit|privilegi|exploit|sollicit|interrog)"
    r"(?:e|ent|er|ait|aient|era|eront)"
    r"|(?:souscri(?:t|re|vent)|s'abonn(?:e|ent|er)|abonnee?s?) a|fourni(?:t|r|ssent|ra)"
    r"|recoi(?:t|vent)|recevront|introdui(?:t|re|sent)|acqui(?:ert|erent)|acquerir|suspend(?:re|ent)?|renouvell?(?:e|ent|er)"
    r"|(?:par|l')(?: ?\w+) pour|se tourn(?:e|ent|er) vers|mis(?:e|ent|er) sur|opt(?:e|ent|er) pour|pari(?:e|ent|er) sur"
    r"|(?:dot|equip|muni|pourvu|propuls|aliment|anim|motoris|bati|fond|bas|construit|repos|tourn|fonctionn)"
    r"(?:ee?s?|ie?s?|e?s|ant|ent)?"
    r" (?:de|d'|par|sur|avec)|exit|adieu(?: a)?"
)
_NOUNS_FR = (
    r"(?:licences?|abonnements?|acces|contrats?|marches?|essais?|tests?|pilotes?"
    r"|experimentations?|deploiements?|usages?|utilisations?|utilisateurs"
    r"|versions?(?: \w+)?|recours|comptes?|postes"
    r"|equip\w+ (?:[\w']+ ){1,3}?[\w']+) (?:a|au|de|d'|pour|sur)"
)
_VERBS_ES_DE = (
    r"usan?|utilizan?|emplean?|prueban?|probo|adoptan?|compran?|contratan?|licencias? de|nutz(?:t|en)|verwende(?:t|n)"
    r"|teste(?:t|n)|setz(?:t|en) auf|setz(?:t|en)|kauf(?:t|en)|lizenzier(?:t|en)|erprob(?:t|en)|lizenzen fur"
)
_KINDS = (
    r"assistants?|chatbots?|agents? conversationnels?|robots? conversationnels?"
    r"|modeles?(?: de langage)?|models?|outils?|tools?|logiciels?|software"
    r"|licences?|abonnements?|comptes?"
    r"|platforms?|plateformes?|suites?|workspaces?|programs?|programmes?|systemes?|systems?|a?i assistants?|ia"
)
_TOLD_FR = (
    r"(?:a|ont|avait|avaient|aura|auront|ayant|avoir|avons|apres avoir) (?:deja |bien |aussi |enfin |jamais |discretement "
    r"|egalement ){0,2}"
    r"[a-z]{3,}(?:e|ee|es|i|is|it|u|us|ert|oint)"
    r"|retir(?:e|ent|er)|supprim(?:e|ent|er)|ecart(?:e|ent|er)|bann(?:it|issent|ir)|proscri(?:t|vent|re)|prefer(?:e|ent|er)"
    r"|(?:avec|par|via|grace a|au profit de|(?:a|avec) l'aide de|s'aid(?:e|ent|er) de|se serv(?:ent|ir) de|se sert de|servait de"
    r"|servaient de"
    r"|interrog(?:e|ent|er)|sollicit(?:e|ent|er)|consult(?:e|ent|er)|confi(?:e|ent|er|ee?s?) a|remet(?:tent)? a|se fi(?:e"
    r"|ent|er) a"
    r"|dispos(?:e|ent|er|era|eront) de|equip(?:e|ent|er|ee?s?|era) de|dot(?:e|ent|er|ee?s?|era) de|remplac\w* par"
    r"|cede la place a)"
)
"""A past or an instrument: "a retiré X", "trier les courriers avec X"."""
_SUBJECT_FR = re.compile(
    r",? (?:(?:ne |n'|y |les? |leur )?(?:est|sera|a ete|fut|etait|sont|reste|restera|demeure) (?:\w+ ){0,3}(?:utilise"
    r"|employe|deploye"
    r"|installe|teste|essaye|adopte|retenu|choisi|ecarte|abandonne|retire|reserve|accessible|disponible|en place|en service"
    r"|a l'essai"
    r"|interdit|autorise|homologue|debranche|branche|propose|generalise)"
    r"|(?:a|pour) \d[\d ,]* ?(?:euros|francs|dollars|centimes)|a (?:la )?disposition de"
    r"|sur (?:leurs?|ses|son|tous les|chaque) (?:postes?|ordinateurs?|telephones?|bureaux?|tablettes?)"
    r"|(?:qui )?(?:y )?"
    r"(?:equipe|equipera|repond|repondra|redige|trie|resume|traduit|transcrit|relit|anonymise|classe|depouille|epluche|tourne|fonctionne"
    r"|debarque)\b)"
)
"""Told of software behind its name: "X a été déployé", "X relit les fiches"."""
_ARTICLE = (
    r"(?:(?:the|its|their|both|le|la|l'|les|son|leur|notamment|only|also|now|still|aussi|encore|desormais|egalement|deja|bien"
    r"|que|plus|pas|jamais|toujours|seulement) ){0,2}"
)
_CALLED = r"(?: (?:called|named|nomme|appele|baptise))?"
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_VERBS_EN}|{_NOUNS_EN}|{_VERBS_FR}|{_NOUNS_FR}|{_TOLD_FR}|{_VERBS_ES_DE}|{_KINDS}{_CALLED}) {_ARTICLE}$"
)
_BESIDE_MAKER = re.compile(
    r"(?<!\w)(?:order(?:s|ed|ing)?|rent(?:s|ed|ing)?|weigh(?:s|ed|ing)?|choos(?:e|es|ing)|chose|chosen|pick(?:s|ed|ing)?"
    r"|suppl(?:y|ies|ied|ying)|provid(?:e|es|ed|ing)|offer(?:s|ed|ing)?|sell(?:s|ing)?|sold|with"
    r"|command(?:e|ent|er|ait)|lou(?:e|ent|er|ait)|fourni(?:t|r|ssent|ssait)|vend(?:re|ent|ait)?|avec|nomme|baptise)"
    rf" {_ARTICLE}$"
)
"""Words that prove a product only where its maker is named too: an army orders and supplies its own Command."""
_AFTER = re.compile(
    r" (?:licen[cs]es?|seats?|subscriptions?|contracts?|agreements?|deals?|pilots?|trials?"
    r"|chatbots?|assistants?|models?|rollout"
    r"|deployment|users?|software|accounts?|prompts?|in production|en production|remains in use"
    r"|(?:(?:is|was|has been|are|were|will be|went|goes|had been) (?:\w+ ){0,2}?)?(?:piloted|trialled|trialed|licensed"
    r"|switched|rolled|reached|used|tested|adopted|bought|purchased|procured|evaluated|integrated|hosted|scrapped"
    r"|ditched|dropped|embedded|connected|fine-tuned|trialed|arrived|installed|deployed|disabled"
    r"|live|at work|in use|available on|blocked|banned)"
    r"|(?:(?:now|already|also|has|had|is|was|been|could|will) ){0,3}(?:suggest|draft|sort|read|writ|answer|summari[sz]|translat"
    r"|transcrib|screen|check|handl|classif|rout|triag|redact|prepar)(?:e|es|s|ed|ing|ten)?"
    r"|on (?:the |their |its |all |every |\w+ )?(?:desks?|laptops?|desktops?|phones?|servers?|devices?|machines?|computers?"
    r"|tablets?))\b"
)
_EDITIONS = frozenset(
    (
        *("enterprise", "entreprise", "entreprises", "gov", "government", "pro", "plus", "team", "teams", "max", "business"),
        *("code", "cowork", "work", "edu", "education", "chat", "studio", "api", "desktop", "opus", "sonnet", "haiku", "mythos"),
        *("instant", "ai", "llm", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
"""Capitalised words behind a product's name that are no surname."""
_NEXT = re.compile(r" ([A-Z][a-z][\w'-]*)")
_JOINED = re.compile(r"-([A-Z][a-z]+)(?<!ed)(?<!ing)\b")
"""The second half of a given name: "Claude-Olivier", and no "Claude-Based"."""
_WORD_BEFORE = re.compile(r"[\w,;] ([A-Z][\w'-]*[a-z]) $")
_NAMED = re.compile(
    r"(?:[A-Z][a-z]+-|\b(?:M|Mr|Mrs|Ms|Mme|Dr|Pr|Me|Sen|Rep|Gov|Judge|Minister|President|Chief|Captain|Uncle|Saint|St)\.? "
    r"|\b(?:monsieur|madame|docteur|professeur|maitre|juge|depute|deputee|prefete?|ministre"
    r"|senateur|senatrice|maire|commissaire|colonel"
    r"|general|capitaine|commandant|president|presidente|directeur|directrice|prenomme"
    r"|prenommee|oncle|saint|rue|place|avenue"
    r"|married|hired|fired|recruited|husband|wife|brother|sister|son|daughter|father|mother|colleague|friend"
    r"|epouse|embauche|recrute|frere|soeur|fils|fille|mari|pere|mere|collegue|ami|amie) )$"
)
_SAYS = re.compile(
    r",? (?:(?:a|avait|nous a|m'a|lui a) (?:\w+ )?(?:dit|declare|explique|ajoute|raconte|repondu|confie|precise|souri|ri)\b"
    r"|(?:dit|raconte|confie|explique|sourit|soupire|precise|ajoute)(?:-il|-elle)?\b|said\b"
    r"|says\b|told\b|tells\b|recalls\b|laughs\b|smiles\b"
    r"|smiled\b|laughed\b|victime|retraitee?\b|habitante?\b|eleveu\w+|lyceenn?e?\b)"
    r"|, (?!moteur|traduct|correct|serveur|assist|agent conv)[a-z]+"
    r"(?:eur|euse|trice|iere?|ienne?|iste|aire|agente?|juge|medecin|cadre)\b|, \d\d(?: ans\b|,)"
)


def in_use(text: Folded, open_: Iterable[Open], found: Iterable[Found], entities: Mapping[str, Entity]) -> Iterator[Found]:
    """Doubtful products that ``text`` uses as software.

    One such place proves the name for all of the text.
    """
    found = list(found)
    places = [(hit, product) for hit, ids in open_ if (product := _product(ids, entities))]
    named = {entity.name for one in found for entity in one.entities if entity.vendor}
    proven = {product.id for hit, product in places if _is_meant(text, hit, product, named)}
    for hit, product in places:
        if product.id in proven and not _inside_name(text, hit, product):
            yield Found(hit.start, hit.end, (product,))


def _inside_name(text: Folded, hit: Hit, product: Entity) -> bool:
    """Another name's word: "Rideau North Solutions", "Space Command", "Far North"."""
    word = _WORD_BEFORE.search(text.cased, max(0, hit.start - _REACH), hit.start)
    led = word is not None and word.group(1).removesuffix("'s") not in fold(product.owner or "").cased
    return led or _surname(text, hit.end)


def _is_meant(text: Folded, hit: Hit, product: Entity, named: Collection[str]) -> bool:
    if _is_used(text, hit.start, hit.end) or _is_owned(text, hit, product):
        return True
    led = product.owner in named and _BESIDE_MAKER.search(text.lower, max(0, hit.start - _REACH), hit.start)
    return bool(led) and not _surname(text, hit.end)


def _is_owned(text: Folded, hit: Hit, product: Entity) -> bool:
    """Its maker stands beside it: "Cohere's Command", "Command, de Cohere", "North, Cohere's workspace"."""
    maker = fold(product.owner or "").cased
    if not maker or _surname(text, hit.end):
        return False
    left, right = text.cased[max(0, hit.start - _REACH) : hit.start], text.cased[hit.end : hit.end + _REACH]
    behind = re.match(r",? (?:the |le |la |l')?(?:(?:from|by|de|d'|du|von) ?)?", right)
    return left.endswith((f"{maker}'s ", f"{maker}\u2019s ")) or right.startswith(maker, behind.end() if behind else 0)


def _product(ids: Iterable[str], entities: Mapping[str, Entity]) -> Entity | None:
    products = [entities[one] for one in ids if entities[one].kind is NameKind.PRODUCT]
    return products[0] if len(products) == 1 and products[0].category in ("family", "product", "model") else None


def _is_used(text: Folded, start: int, end: int) -> bool:
    before = _BEFORE.search(text.lower, max(0, start - _REACH), start)
    behind = _AFTER.match(text.lower, end) or _SUBJECT_FR.match(text.lower, end)
    return not _surname(text, end) and bool(before or behind)


def without_persons(text: Folded, found: Iterable[Found], given: Collection[str]) -> list[Found]:
    """``found`` without the products (ids ``given``) where their name is somebody's given name.

    Where a person of that name is introduced in full, the bare name is this person too, unless it is used as software.
    """
    found = list(found)
    doubtful = [one for one in found if _bare(one, given)]
    persons = {one.start for one in doubtful if _is_person(text, one.start, one.end)}
    if any(_surname(text, one.end) for one in doubtful) and not _made_plain(text, found, doubtful):
        persons.update(one.start for one in doubtful if not _is_used(text, one.start, one.end))
    return [one for one in found if not (_bare(one, given) and one.start in persons)]


def _bare(hit: Found, given: Collection[str]) -> bool:
    return bool(hit.entities) and hit.entities[0].id in given and hit.end - hit.start == len(hit.entities[0].name)


def _made_plain(text: Folded, found: Iterable[Found], doubtful: Iterable[Found]) -> bool:
    """The maker of one of ``doubtful`` is named in the text."""
    makers = {one.entities[0].owner for one in doubtful}
    return any(entity.name in makers for one in found for entity in one.entities)


def _is_person(text: Folded, start: int, end: int) -> bool:
    before = _NAMED.search(text.cased, max(0, start - _REACH), start)
    return bool(before or _surname(text, end) or _SAYS.match(text.lower, end))


def _surname(text: Folded, end: int) -> bool:
    following = _NEXT.match(text.cased, end) or _JOINED.match(text.cased, end)
    return following is not None and following.group(1).lower() not in _EDITIONS
