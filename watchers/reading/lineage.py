"""What a text itself says of its origin: its digest, its sketch, and the outlets it credits.

Credits are read by form: words of attribution, then a name that is an outlet's. A credited person, agency or company is a source
of the story, not an article that it descends from.
"""

import re
from collections.abc import Iterator
from typing import Final

from rensa import RMinHash  # type: ignore[import-untyped]  # it ships no types

from watchers.asking import asks_itself
from watchers.identity import body_digest, normal_body
from watchers.model import Lineage
from watchers.reading.gist import gist
from watchers.reading.outlets import is_listed, sounds_like_one
from watchers.reading.text import small

PERMUTATIONS: Final = 128
_SEED: Final = 20241030
"""Any constant would do, but stored sketches were made with it: another one makes old and new texts incomparable."""

_TOKEN = re.compile(r"\w+")

_BEFORE_NAME = re.compile(
    r"\b(?:told|tells|telling|according to|citing|cites|cited by|reported(?: \w+)? by|reported in|reporting by"
    r"|reports? (?:by|in|from)|interview (?:with|to|in)|statement to|e-?mail to|seen by|obtained by|reviewed by"
    r"|full story (?:at|on|in)|spoke (?:to|with)"
    r"|selon|d['’]après|citant|via|auprès d[eu]s?|informations? d[eu]s?|colonnes d[eu]s?|site d[eu]s?"
    r"|(?:cit|rapport|révél|relay|repér|consult|interrog|contact|dévoil)ée?s? par|obtenue?s? par|jointe?s? par"
    r"|(?:entretien|interview|tribune)(?: accordée?)? (?:à|aux?|avec|dans)|source ?:|avec"
    r"|(?:déclaré|indiqué|confié|affirmé|précisé|expliqué|dit|assuré|confirmé|annoncé|répondu|raconté) (?:à|aux?)"
    r"|(?:confi|déclar|indiqu|expliqu|précis|affirm|assur|racont|confirm)e(?:nt)?"
    r"(?:-t)?(?:-(?:il|elle|on|ils|elles))? (?:à|aux?)"
    r"|laut|gegenüber|berichtet(?:e)?|según|citando a|(?:dijo|declaró|informó|explicó) al?)(?= )"
)
"""In a text in small letters."""
_AFTER_NAME = re.compile(r" (?:first |a |has )?(?:reported|reports|revealed|rapporté|révélé|rapporte|révèle|berichtet|informó)\b")
_GENERIC = re.compile(
    r"(?: (?:the|le|la|les|l['’]|der|die|das|dem|el|al?|newspaper|daily|weekly|magazine|website|site|outlet|news|agency|quotidien"
    r"|journal|hebdomadaire|mensuel|média|agence|chaîne|presse|de|d['’]|économique|spécialisée?|américaine?|britannique|français[e]?|Zeitung))*"
)
_NAME = re.compile(r"[ \u00a0]?(?:[\w&/+.-]*[\w&/+](?:['’](?=\w))?)")
_LONGEST = 6
_JOINERS = frozenset({"of", "de", "du", "des", "la", "le", "les", "d'", "l'", "del", "der"})
_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december
"""
_DAYS = frozenset(_CALENDAR.split())
_DATELINE = re.compile(r"^[^\n()]{0,60}\(([A-Z][\w/ -]{1,30})\) ?[—–-]", re.MULTILINE)


def lineage(text: str) -> Lineage:
    """Digest, sketch, credited outlets and gist of an article's text, and whether its outlet asked itself."""
    told_to, asked = credited(text), asks_itself(text)
    return Lineage(body_sha256=body_digest(text), sketch=sketch(text), told_to=told_to, gist=gist(text), asked=asked)


def sketch(text: str) -> tuple[int, ...]:
    """MinHash of the text's word trigrams: 128 numbers of 32 bits; empty for a text of under three words."""
    words = _TOKEN.findall(normal_body(text))
    if len(words) < 3:
        return ()
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(list(map(" ".join, zip(words, words[1:], words[2:], strict=False))))
    return tuple(minhash.digest())


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Share of trigrams that two texts have in common, as their sketches estimate it: 0.0 to 1.0; 0.0 for an empty sketch."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(left == right for left, right in zip(one, other, strict=True)) / len(one)


def credited(text: str) -> tuple[str, ...]:
    """Outlets that the text names as where something was first said, as written, each once, in order of place."""
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    found = sorted([*_datelines(plain), *_named_after(plain), *_named_before(plain)])
    names: dict[str, str] = {}
    for _, name in found:
        names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _datelines(text: str) -> Iterator[tuple[int, str]]:
    for match in _DATELINE.finditer(text[:600]):
        if match[1].isupper() or is_listed(match[1]):
            yield match.start(1), match[1]


def _named_after(text: str) -> Iterator[tuple[int, str]]:
    for cue in _BEFORE_NAME.finditer(small(text)):
        skipped = _GENERIC.match(text, cue.end())
        for at in (cue.end(), skipped.end() if skipped else cue.end()):
            name = _outlet_at(text, at)
            if name:
                yield at, name
                break


def _outlet_at(text: str, at: int) -> str | None:
    """The listed outlet whose name starts here, the longest first; else the whole name here, if it sounds like one."""
    words: list[str] = []
    if not _capital(text[at : at + 2].strip()):
        return None
    while len(words) < _LONGEST and (match := _NAME.match(text, at)):
        words.append(match[0])
        at = match.end()
    for length in range(len(words), 0, -1):
        name = "".join(words[:length]).strip()
        if _capital(name) and is_listed(name):
            return name
    name = "".join(_run(words)).strip()
    return name if sounds_like_one(name) else None


def _run(words: list[str]) -> list[str]:
    """The leading words that can belong to one name: capitalised, or joining two that are."""
    kept: list[str] = []
    for word in words:
        bare = word.strip().replace("’", "'")
        if bare.casefold() in _DAYS or not (_capital(bare) or (kept and bare.casefold() in _JOINERS)):
            break
        kept.append(word)
    while kept and not _capital(kept[-1].strip()):
        kept.pop()
    return kept


def _named_before(text: str) -> Iterator[tuple[int, str]]:
    for verb in _AFTER_NAME.finditer(text):
        start = max(0, verb.start() - 60)
        words = _NAME.findall(text[start : verb.start()])[-_LONGEST:]
        for skip in range(len(words)):
            name = "".join(words[skip:]).strip()
            whole = len(_run(words[skip:])) == len(words) - skip
            if _capital(name) and (is_listed(name) or (whole and sounds_like_one(name))):
                yield verb.start() - len(name), name
                break


def _capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()
