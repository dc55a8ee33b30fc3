"""Markup to plain text in one pass, in time linear in the input.

Parsers of HTML are what hostile input aims at: depth, attributes without end and unclosed comments make each of them
quadratic or lose text. A title or summary needs no tree: tags are dropped, blocks part paragraphs, entities are decoded, and
nothing is looked at twice.
"""

import html
import re
from typing import Final

_BLOCK: Final = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|hgroup|hr|main|menu|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|title|tr|ul",
)
_RAW_END: Final = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "template", "iframe", "noframes", "noembed", "xmp", "textarea", "select", "svg", "math")
}
"""Elements whose content is no text for a reader, each with what ends it."""

_TAG_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]{0,40}")
_QUOTE_OR_END: Final = re.compile(r"""=\s*(["'])|>""")
"""Only after ``=`` does a quotation mark open anything; elsewhere it is a letter like any other."""

_PLAIN_TAG: Final = re.compile(
    r"""<(/?[a-zA-Z][a-zA-Z0-9:_-]{0,40}+)(?:[^<>=]++|=(?!\s*+["'])|=\s*+"[^"<]*+"|=\s*+'[^'<]*+')*+>""",
)
"""A tag as nearly all are: what is quoted in it is closed again, and no other tag begins in it."""
_SIGNS: Final = (("\n\n", "\x01"), ("\n", "\x02"), ("", "\x03"))
"""What tags stand for, and its sign while blanks and entities are looked at: it parts what a tag has parted."""

_ENDLESS_NUMBER: Final = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
"""No character has such a number; turning millions of digits into one takes quadratic time."""

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Control characters, lone surrogates, non-characters, marks of direction, soft hyphens, tags: nothing that anybody reads."""

_C1: Final = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
"""Windows-1252 that went through as Latin-1: byte 0x92 is the apostrophe of half the French web."""

_BLANKS: Final = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")
"""Of blanks what is not one space already."""
_HAS_C1: Final = re.compile("[\x80-\x9f]")
_SELECTORS: Final = re.compile("[\U000e0100-\U000e01ef]")
"""Of what is unseen the only ones that Python calls printable."""
_SPACES: Final = re.compile(" {2,}")
_NEWLINES: Final = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """``text`` without what nobody reads, runs of blanks as one space, at most one empty line in a row, nothing at the ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    even = _even(text)
    if "\n" in even:
        even = even.replace(" \n", "\n").replace("\n ", "\n")
        even = _NEWLINES.sub("\n\n", even) if "\n\n\n" in even else even
    return even.strip()


def _even(text: str) -> str:
    """All that can be seen, with single spaces for blanks."""
    if text.replace("\n", "").isprintable() and (text.isascii() or not _SELECTORS.search(text)):  # then a space is its only blank
        return _SPACES.sub(" ", text) if "  " in text else text
    seen = _UNSEEN.sub("", text.translate(_C1) if _HAS_C1.search(text) else text)
    return _BLANKS.sub(" ", seen)


def plain_text(markup: str) -> str:
    """What a reader of ``markup`` sees: an empty line between paragraphs, ``<br>`` as a newline, list items begun with ``- ``."""
    quickly = _all_at_once(markup)
    if quickly is not None:
        return clean_text(quickly)
    pieces: list[str] = []
    scanner = _Scanner(markup)
    while (piece := scanner.step()) is not None:
        pieces.append(piece)
    return clean_text("".join(pieces))


def _all_at_once(markup: str) -> str | None:
    """The same text as the walk gives; ``None`` for markup with anything beside text and common tags in it."""
    pieces = _PLAIN_TAG.split(markup)
    signs = {tag: _sign_of(tag.lower()) for tag in set(pieces[1::2])}
    if any("<" in text for text in pieces[::2]) or "" in signs.values() or any(sign in markup for _, sign in _SIGNS):
        return None
    pieces[1::2] = [signs[tag] for tag in pieces[1::2]]
    text = _decoded("".join(pieces))
    for stands, sign in _SIGNS:
        text = text.replace(sign, stands)
    return text


def _sign_of(tag: str) -> str:
    """What stands for a tag (``/name``, ``name``) in a text; nothing where a text may not go on behind it."""
    if tag in _RAW_END:
        return ""
    said = _stands_for(tag.removeprefix("/"), closing=tag.startswith("/"))
    for stands, sign in _SIGNS[:2]:
        said = said.replace(stands, sign)
    return said or _SIGNS[2][1]


class _Scanner:
    """One walk over the markup. What was searched for in vain once is not searched for again: that keeps the walk linear."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._position = 0
        self._in_vain: set[str] = set()
        self._quotes_count = True

    def step(self) -> str | None:
        """The text that the next stretch of markup stands for; ``None`` at the end."""
        markup, start = self._markup, self._position
        if start >= len(markup):
            return None
        opening = markup.find("<", start)
        if opening != start:
            self._position = len(markup) if opening < 0 else opening
            return _decoded(markup[start : self._position])
        if markup.startswith("<!--", start):
            return self._skip_past("-->", start + 4)
        if markup.startswith("<![CDATA[", start):
            return self._cdata(start + 9)
        if markup.startswith(("<!", "<?"), start):
            return self._skip_past(">", start + 2)
        return self._tag(start)

    def _tag(self, start: int) -> str:
        closing = self._markup.startswith("/", start + 1)
        name = _TAG_NAME.match(self._markup, start + 1 + closing)
        end = self._tag_end(name.end()) if name else -1
        if name is None or end < 0:
            self._position = start + 1
            return "<"
        self._position = end + 1
        word = name[0].lower()
        if word in _RAW_END and not closing and self._markup[end - 1] != "/":
            self._skip_raw(word)
            return ""
        return _stands_for(word, closing=closing)

    def _tag_end(self, position: int) -> int:
        if self._quotes_count:
            end = self._quoted_end(position)
            if end >= 0:
                return end
            self._quotes_count = False  # a quotation mark stays open: from here on the first ">" ends a tag
        return self._find(">", position)

    def _quoted_end(self, position: int) -> int:
        while (found := _QUOTE_OR_END.search(self._markup, position)) is not None:
            if found[1] is None:
                return found.start()
            close = self._markup.find(found[1], found.end())
            if close < 0:
                return -1
            position = close + 1
        return -1

    def _cdata(self, start: int) -> str:
        end = self._find("]]>", start)
        stop = len(self._markup) if end < 0 else end
        self._position = stop + 3
        return self._markup[start:stop]

    def _skip_raw(self, word: str) -> None:
        end = None if word in self._in_vain else _RAW_END[word].search(self._markup, self._position)
        if end is None:
            self._in_vain.add(word)
            self._position = len(self._markup)
        else:
            self._skip_past(">", end.end())

    def _skip_past(self, mark: str, start: int) -> str:
        """Nothing; the walk goes on behind ``mark``, or at the end where there is none."""
        end = self._find(mark, start)
        self._position = len(self._markup) if end < 0 else end + len(mark)
        return ""

    def _find(self, mark: str, start: int) -> int:
        if mark in self._in_vain:
            return -1
        end = self._markup.find(mark, start)
        if end < 0:
            self._in_vain.add(mark)
        return end


def _stands_for(tag: str, *, closing: bool) -> str:
    if tag == "br":
        return "\n"
    if tag == "li":
        return "\n" if closing else "\n- "
    if tag in {"td", "th"}:
        return " "
    return "\n\n" if _BLOCK.fullmatch(tag) else ""


def _decoded(text: str) -> str:
    """Source text is one line to a reader, entities are characters."""
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", " ".join(("|" + text + "|").split())[1:-1])) if text else ""
