"""An article's text cut into passages and sentences: where each stands, in what language, what is quoted, what asks.

Passages are told apart because they count differently: a summary's credit yields to the body's, a caption or a cookie
notice claims nothing, an update line adds. Everything is linear in the length of the text.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from watchers.claims.furniture import (
    BULLET,
    heads_links,
    is_address,
    is_caption,
    is_correction,
    is_furniture,
    is_summary_label,
    is_update,
    links_on,
)
from watchers.claims.model import Span
from watchers.claims.sentences import cut, quoted
from watchers.claims.tokens import fold

_LONG_HEADING = 200
_HEADING_WORDS = 34
_ENDS = ".!?…»”\"’')]:;,"
_SURE = 2
_HEAD = 4
_LABEL = 60


class PassageKind(StrEnum):
    """What a passage is to its article."""

    STANDFIRST = "standfirst"
    BODY = "body"
    BULLET = "bullet"
    HEADING = "heading"
    CAPTION = "caption"
    UPDATE = "update"
    CORRECTION = "correction"
    BOILERPLATE = "boilerplate"


CLAIMING = frozenset(PassageKind) - {PassageKind.CAPTION, PassageKind.BOILERPLATE}
"""Kinds of passage whose sentences are read for claims."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence; offsets count characters of the article's text, as everywhere."""

    span: Span
    lang: str
    question: bool
    """Ends with a question mark: asks, so claims nothing."""
    quotes: tuple[Span, ...] = ()
    """Stretches inside quotation marks, without the marks, cut to this sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One paragraph, bullet, heading or line."""

    kind: PassageKind
    span: Span
    """Without a bullet's mark or the marks of emphasis around the whole."""
    lang: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    span: Span
    bullet: bool
    emphasis: bool
    """The whole line stands in bold or italics."""
    lang: str
    mixed: bool
    """Holds enough words of another language for one of its sentences to be in that."""
    flat: str
    """Its words folded, without marks of emphasis around them."""


def passages(article_text: str, title: str, lang: str) -> tuple[Passage, ...]:
    """The text's passages in order; ``lang`` is the article's language (ISO 639-1), ``title`` tells a correction notice."""
    spans = _lines(article_text)
    main = _main_lang(article_text, spans, lang)
    blocks = [_block(article_text, span, main) for span in spans]
    kinds = [_kind(article_text, block) for block in blocks]
    _mark_links(blocks, kinds)
    _mark_summary(article_text, blocks, kinds, main)
    _settle(kinds, corrects=is_correction(title))
    return tuple(_passage(article_text, block, kind) for block, kind in zip(blocks, kinds, strict=True))


def _lines(text: str) -> list[Span]:
    found = []
    start = 0
    for line in text.split("\n"):
        left = len(line) - len(line.lstrip())
        right = len(line.rstrip())
        if right > left:
            found.append(Span(start=start + left, end=start + right))
        start += len(line) + 1
    return found


def _block(text: str, span: Span, main: str) -> _Block:
    line = text[span.start : span.end]
    bullet = None if line.startswith("**") else BULLET.match(line)
    start = span.start + (bullet.end() if bullet else 0)
    bare = text[start : span.end]
    left, right, emphasis = _emphasis(bare)
    inner = Span(start=start + left, end=start + right)
    words = text[inner.start : inner.end]
    votes = _votes(words)
    lang = _voted(votes, main)
    return _Block(inner, bool(bullet), emphasis, lang, _is_mixed(votes, lang), fold(words.strip("*_ ")))


def _emphasis(line: str) -> tuple[int, int, bool]:
    """Where the words begin and end when one pair of marks (``**``, ``*``, ``_``, ``#``) holds the whole line."""
    for mark in ("***", "**", "__", "*", "_"):
        inner = line[len(mark) : -len(mark)]
        if len(line) > 2 * len(mark) and line.startswith(mark) and line.endswith(mark) and mark not in inner:
            return len(mark), len(line) - len(mark), True
    head = len(line) - len(line.lstrip("#"))
    if 0 < head < 7 and line[head : head + 1] == " ":
        return head + 1, len(line), False
    return 0, len(line), False


def _kind(text: str, block: _Block) -> PassageKind:
    flat = block.flat
    if is_furniture(flat) or is_address(flat):
        return PassageKind.BOILERPLATE
    if is_caption(flat):
        return PassageKind.CAPTION
    if is_correction(flat):
        return PassageKind.CORRECTION
    if is_update(flat):
        return PassageKind.UPDATE
    if block.bullet:
        return PassageKind.BULLET
    return PassageKind.HEADING if _is_heading(text, block) else PassageKind.BODY


def _is_heading(text: str, block: _Block) -> bool:
    line = text[block.span.start : block.span.end]
    if text[max(0, block.span.start - 2) : block.span.start].endswith("# "):
        return True
    short = len(line) <= _LONG_HEADING and line.count(" ") < _HEADING_WORDS
    bare = line.rstrip("*_ ")
    return short and (bare[-1:] not in _ENDS or (is_summary_label(fold(bare)) and bare.count(" ") < _SURE + 2))


def _mark_links(blocks: list[_Block], kinds: list[PassageKind]) -> None:
    """Bullets and headlines right under the head of a block of links belong to other articles."""
    under = False
    for at, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        if heads_links(block.flat):
            under = True
            kinds[at] = PassageKind.BOILERPLATE
        elif under and kind in (PassageKind.BULLET, PassageKind.HEADING):
            kinds[at] = PassageKind.BOILERPLATE
        else:
            under = False


def _mark_summary(text: str, blocks: list[_Block], kinds: list[PassageKind], main: str) -> None:
    """Blocks that sum the article up: at its head in another language or wholly emphasised, or under a label that says so."""
    body = sum(kind in (PassageKind.BODY, PassageKind.BULLET) for kind in kinds)
    rank = 0
    labelled = False
    for at, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        line = text[block.span.start : block.span.end]
        if kind is not PassageKind.BODY:
            labelled = kind is PassageKind.HEADING and is_summary_label(block.flat.strip("*_# :"))
            continue
        rank += 1
        stands_out = block.lang != main or (block.emphasis and not line.rstrip("*_ ").endswith("?"))
        if labelled or is_summary_label(fold(line[:24])) or (stands_out and rank <= _HEAD and body > rank + 1):
            kinds[at] = PassageKind.STANDFIRST


def _settle(kinds: list[PassageKind], *, corrects: bool) -> None:
    if PassageKind.BODY not in kinds and PassageKind.BULLET not in kinds:  # a text of nothing but lines without a full stop
        kinds[:] = [PassageKind.BODY if kind is PassageKind.HEADING else kind for kind in kinds]
    if corrects:
        plain = (PassageKind.BODY, PassageKind.STANDFIRST, PassageKind.BULLET)
        kinds[:] = [PassageKind.CORRECTION if kind in plain else kind for kind in kinds]


_DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]{1,20}(?:[ -][A-ZÀ-Þ][\w'’.-]{1,20}){0,3}(?:, [^()\n]{2,24})? "
    r"\([A-ZÀ-Þ][\w /-]{1,20}\)[ \u00a0]?[-–—:][ \u00a0]"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ'’.]{2,20}(?:[ -][A-ZÀ-Þ][A-ZÀ-Þ'’.]{1,20}){0,3}(?:, [^()\n]{2,24}?)?"
    r"[ \u00a0][-–—][ \u00a0](?=[A-ZÀ-Þ«\"“])"
)
"""Where a story was filed, and by which agency: "TALLINN, Nov 20 (NW) - ", "LANSING, Mich. — ". No part of what it says."""


def _filed(text: str, span: Span) -> Span:
    """``span`` behind the dateline, where one stands at its head."""
    line = _DATELINE.match(text, span.start, span.end)
    return Span(start=line.end(), end=span.end) if line else span


def _passage(text: str, block: _Block, kind: PassageKind) -> Passage:
    quotes = quoted(text, block.span)
    rows = []
    for whole in cut(text, block.span):
        span = _filed(text, whole) if whole.start == block.span.start else whole
        if links_on(fold(text[span.start : span.start + _LABEL])):
            continue  # a link to another article, set in the running text
        inside = tuple(
            Span(start=max(quote.start, span.start), end=min(quote.end, span.end))
            for quote in quotes
            if quote.start < span.end and quote.end > span.start
        )
        words = text[span.start : span.end]
        question = words.rstrip("*_»”\"’') \u00a0\u202f").endswith("?")
        lang = lang_of(words, block.lang) if block.mixed else block.lang
        rows.append(Sentence(span=span, lang=lang, question=question, quotes=inside))
    return Passage(kind=kind, span=block.span, lang=block.lang, sentences=tuple(rows))


# -------------------------------------------------------------------------------------------------------------- language

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "en": "the of and to in is that for with was on as are it by be at from has have its this will an which not or his they he"
    " she said would were been who their",
    "fr": "le la les de des du et en un une est que pour dans qui sur par au aux avec ne pas ce cette son sa ses il elle se plus"
    " ont été sont leur mais ou où",
    "es": "el la los las de del y en un una es que para con por se su al lo como más no sus ha este esta son fue pero entre"
    " sobre o",
    "de": "der die das und in zu den von mit ist im für auf des dem nicht ein eine sich auch als an es werden aus hat dass wird"
    " sie nach bei einer um am sind noch",
}
_LANGS = tuple(_FUNCTION_WORDS)
_BY_WORD: dict[str, tuple[str, ...]] = {
    word: tuple(lang for lang in _LANGS if word in _FUNCTION_WORDS[lang].split())
    for row in _FUNCTION_WORDS.values()
    for word in row.split()
}


def lang_of(text: str, default: str) -> str:
    """Language of a stretch by its function words; ``default`` where they do not tell (fewer than two words ahead)."""
    return _voted(_votes(text), default)


def _votes(text: str) -> dict[tuple[str, ...], int]:
    """How many function words there are of these languages each."""
    found: dict[tuple[str, ...], int] = {}
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        langs = _BY_WORD.get(word if at else word.lower())  # "Le Chat", "La Libre" are names in any language
        if langs is not None and not (word in _LINKS and _between_names(words, at)):
            found[langs] = found.get(langs, 0) + 1
    return found


def _between_names(words: Sequence[str], at: int) -> bool:
    """ "CHU de Liège": part of a name."""
    return 0 < at < len(words) - 1 and words[at - 1][:1].isupper() and words[at + 1][:1].isupper()


_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "et", "del", "y", "e", "do", "da", "von", "und"})


def _is_mixed(votes: Mapping[tuple[str, ...], int], lang: str) -> bool:
    """Whether a part of the text could be taken for another language: only words that are none of ``lang`` speak for that."""
    strange = [(langs, count) for langs, count in votes.items() if lang not in langs]
    return bool(strange) and any(sum(count for langs, count in strange if other in langs) >= _SURE for other in _LANGS)


def _voted(counts: Mapping[tuple[str, ...], int], default: str) -> str:
    votes = dict.fromkeys(_LANGS, 0)
    for langs, count in counts.items():
        for lang in langs:
            votes[lang] += count
    best = max(votes.values())
    if best - votes.get(default, 0) < _SURE:
        return default
    return next(lang for lang in _LANGS if votes[lang] == best)


def _main_lang(text: str, spans: list[Span], lang: str) -> str:
    if lang in _FUNCTION_WORDS:
        return lang
    weights: Counter[str] = Counter()
    for span in spans:
        weights[lang_of(text[span.start : span.end], "")] += span.end - span.start
    del weights[""]
    return max(sorted(weights), key=lambda found: weights[found]) if weights else lang
