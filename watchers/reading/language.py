"""The language of a sentence or passage, by its function words: what numbers and lexicons are read by.

Counting words settles a sentence where letter statistics err: it holds few letters, and most are names. A passage without a clear
majority keeps the language of the text around it.
"""

import re
from collections import Counter
from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]+(?:'(?=[^\W\d_]))?")

_WRITTEN: Mapping[str, str] = {
    "en": """
        the a an and or but of to in on at by for from with without into onto over under about after before
        between during through against among is are was were be been being has have had do does did will would
        can could should may might must shall not it its he his she her they their them we our us you your i
        my this that these those which who whom whose what when where how why if than then as so such there
        here also only more most other some any each every all both no nor up out off it's while because since
        until although though however said says told according
    """,
    "fr": """
        le la les l' un une des du de d' et ou mais donc ni car à au aux en dans sur sous par pour avec sans
        entre vers chez depuis pendant avant après contre selon est sont était étaient être été a ont avait
        avaient sera seront serait a-t-il peut peuvent pourrait doit fait ne n' pas plus que qu' qui quoi dont
        où quand comment si il elle ils elles on nous vous je j' se s' ce c' cet cette ces son sa ses leur
        leurs notre nos votre vos mon ma mes lui y tout tous toute toutes autre autres même aussi ainsi comme
        très alors lors lorsque puis afin déjà encore moins jamais ici là cela ça celui celle ceux
    """,
    "es": """
        el la los las un una unos unas de del y e o u pero sino ni a al en con sin por para sobre entre desde
        hasta hacia según tras durante contra es son era eran ser sido está están estaba ha han había fue
        fueron será serán sería puede pueden podría debe no que quien quienes cual cuyo donde cuando como si
        él ella ellos ellas se su sus lo le les me te nos mi tu este esta estos estas ese esa eso esto aquel
        más menos muy también ya todo todos toda todas otro otra otros otras mismo cada aunque porque dijo
        además
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber denn sondern von vom zu zum zur
        in im an am auf aus bei mit nach seit für durch gegen ohne um über unter vor zwischen während wegen
        ist sind war waren sein gewesen hat haben hatte hatten wird werden wurde wurden worden kann können
        könnte soll sollen muss müssen darf nicht kein keine keinen es er sie wir ihr ich sich sein seine
        seiner ihre ihrer ihren dieser diese dieses jeder welche wer was wann wo wie warum wenn als dass ob
        weil damit auch nur noch schon mehr sehr so dann da hier laut sowie
    """,
}
_FUNCTION_WORDS = {lang: frozenset(words.split()) for lang, words in _WRITTEN.items()}

LANGUAGES = tuple(_FUNCTION_WORDS)
"""Languages that a passage can be told to be in."""


def sentence_lang(text: str, default: str) -> str:
    """``en``, ``fr``, ``es`` or ``de`` where function words say so clearly, else ``default``.

    Clearly: at least two of them, and either twice as many as of the runner-up or three more. A tie goes to ``default``.
    """
    counts = word_counts(text)
    ranked = sorted(counts, key=lambda lang: (-counts[lang], lang != default, lang))
    best, second = counts[ranked[0]], counts[ranked[1]]
    clear = best >= 2 and (best >= 2 * second or best - second >= 3)
    return ranked[0] if clear else default


def word_counts(text: str) -> dict[str, int]:
    """How many function words of each language stand in ``text``; a word that is one in two languages counts in both."""
    words = Counter(_WORD.findall(text.casefold().replace("’", "'")))
    return {lang: sum(words[word] for word in words.keys() & known) for lang, known in _FUNCTION_WORDS.items()}
