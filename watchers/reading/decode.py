"""Bytes of a page to text, in the order of the WHATWG Encoding and HTML standards: BOM, header, ``<meta>`` prescan, detector.

Only web encodings are ever used (``watchers.encodings``): each label maps to one Python codec, so a page that calls itself
``zlib``, ``hex``, ``utf-7`` or ``unicode_escape`` reaches no codec of that name. Two faults that French pages suffer from are
mended, because the standard's way would print mojibake: UTF-8 under a single-byte label, and UTF-8 that was encoded twice.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchers.encodings import codec_for, detected, unmangled

PRESCAN = 4096
"""Bytes searched for a ``<meta>`` declaration; the standard asks for 1,024 and allows more."""

_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "euc-jp", "iso2022-jp", "cp932", "cp949", "utf-16-le", "utf-16-be"})

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))

_META = re.compile(rb"<meta\b[^>]{0,1000}>", re.IGNORECASE)
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """Text of some bytes, and the Python codec that gave it."""

    text: str
    codec: str


def decode(body: bytes, header: str | None = None) -> Decoded:
    """Text of ``body``; ``header`` is the charset label of the Content-Type as sent. Unreadable bytes become U+FFFD."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return Decoded(text=body[len(bom) :].decode(codec, "replace"), codec=codec)
    codec = _choose(body, header)
    text = body.decode(codec, "replace")
    return Decoded(text=unmangled(text) if codec == "utf-8" else text, codec=codec)


def _choose(body: bytes, header: str | None) -> str:
    wide = _wide(body)
    if wide is not None:
        return wide
    declared = [codec for codec in (codec_for(header), _prescan(body)) if codec]
    if _is_utf8(body) and not (declared and declared[0] in _MULTIBYTE):
        return "utf-8"
    for codec in declared:
        if _reads(body, codec):
            return codec
    return detected(body)


def _prescan(body: bytes) -> str | None:
    head = body[:PRESCAN]
    found = _XML_ENCODING.match(head)
    for label in ([found[1]] if found else []) + [m[1] for m in _declarations(head)]:
        codec = codec_for(label.decode("ascii"))
        if codec:
            # a page whose <meta> could be read as ASCII is not UTF-16, whatever it says: the standard reads it as UTF-8
            return "utf-8" if codec.startswith("utf-16") else codec
    return None


def _declarations(head: bytes) -> Iterator[re.Match[bytes]]:
    for tag in _META.finditer(head):
        found = _META_CHARSET.search(tag[0])
        if found:
            yield found


def _wide(body: bytes) -> str | None:
    """UTF-16 without a BOM: Latin text then has a zero in every other byte."""
    head = body[:400]
    pairs = len(head) // 2
    if pairs < 8:
        return None
    if head[1::2].count(0) > pairs * 0.7 and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > pairs * 0.7 and head[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _is_utf8(body: bytes) -> bool:
    """Whether it is well-formed to its last whole character: chance text in a single-byte encoding practically never is."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(body, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _reads(body: bytes, codec: str) -> bool:
    """Whether a declared encoding holds: at most one broken place in two thousand characters."""
    text = body.decode(codec, "replace")
    return text.count("�") <= len(text) / 2000 + 1
