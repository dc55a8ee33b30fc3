"""Bytes of a page to text, in the order of the WHATWG Encoding and HTML standards: BOM, header, ``<meta>`` prescan, detector.

Only web encodings are ever used: the labels below map to Python codecs one by one, so a page that calls itself ``zlib``, ``hex``,
``utf-7`` or ``unicode_escape`` reaches no codec of that name. Two faults that French pages suffer from are mended, because the
standard's way would print mojibake: UTF-8 under a single-byte label, and UTF-8 that was encoded twice.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

PRESCAN = 4096
"""Bytes searched for a ``<meta>`` declaration; the standard asks for 1,024 and allows more."""

_DETECT = 65_536

_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "cp1252": (
        "windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
        "iso_8859-1:1987 l1 latin1 latin-1 us-ascii x-cp1252"
    ),
    "iso8859-2": "iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso8859-6": "iso-8859-6 arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso8859-6 iso88596 iso_8859-6",
    "iso8859-7": "iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso8859-7 iso88597 iso_8859-7 sun_eu_greek",
    "iso8859-8": "iso-8859-8 csisolatinhebrew hebrew iso-8859-8-e iso-8859-8-i iso8859-8 iso88598 iso_8859-8 logical visual",
    "iso8859-10": "iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 latin9 latin-9",
    "iso8859-16": "iso-8859-16",
    "cp866": "ibm866 866 cp866 csibm866",
    "koi8-r": "koi8-r cskoi8r koi koi8 koi8_r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh csmacintosh mac x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 x-cp1254",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "gb18030": "gb18030 gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "euc-jp cseucpkdfmtjapanese x-euc-jp",
    "iso2022-jp": "iso-2022-jp csiso2022jp",
    "cp932": "shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis",
    "cp949": "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
    "utf-16-le": "utf-16 utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "euc-jp", "iso2022-jp", "cp932", "cp949", "utf-16-le", "utf-16-be"})
_DETECTED = {"ascii": "utf-8", "utf_8": "utf-8", "utf_16": "utf-16-le", "cp1252": "cp1252", "latin_1": "cp1252"}
"""Names of the detector that differ from labels; others are looked up with ``_`` for ``-``."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"))

_META = re.compile(rb"<meta\b[^>]{0,1000}>", re.IGNORECASE)
_META_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """Text of some bytes, and the Python codec that gave it."""

    text: str
    codec: str


def codec_for(label: str | None) -> str | None:
    """The Python codec for a label of the web, ``None`` for a label that is not on the list."""
    return _CODECS.get(label.strip().strip("\"'").lower()) if label else None


def decode(body: bytes, header: str | None = None) -> Decoded:
    """Text of ``body``; ``header`` is the charset label of the Content-Type as sent. Unreadable bytes become U+FFFD."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return Decoded(text=body[len(bom) :].decode(codec, "replace"), codec=codec)
    codec = _choose(body, header)
    text = body.decode(codec, "replace")
    return Decoded(text=_unmangled(text) if codec == "utf-8" else text, codec=codec)


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
    return _detect(body)


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


def _detect(body: bytes) -> str:
    best = from_bytes(body[:_DETECT], explain=False).best()
    if best is None:
        return "cp1252"
    name = best.encoding
    return _DETECTED.get(name) or _CODECS.get(name.replace("_", "-")) or _CODECS.get(name) or "cp1252"


_C1 = {bytes([b]).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0x100)}
_CONTINUATION = "".join(re.escape(c) for c, b in _C1.items() if b < 0xC0)
_LEAD2 = "".join(re.escape(c) for c, b in _C1.items() if 0xC2 <= b <= 0xDF)
_LEAD3 = "".join(re.escape(c) for c, b in _C1.items() if 0xE0 <= b <= 0xEF)
_TWICE = re.compile(f"[{_LEAD2}][{_CONTINUATION}]|[{_LEAD3}][{_CONTINUATION}]{{2}}")
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]")


def _unmangled(text: str) -> str:
    """Mend UTF-8 read as windows-1252 and encoded again ("Ã©" for "é"), where most accents of the text are of that kind."""
    runs = _TWICE.findall(text)
    if len(runs) < 2 or sum(len(_ACCENTED.findall(run)) for run in runs) * 2 < len(_ACCENTED.findall(text)):
        return text
    return _TWICE.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    return bytes(_C1[c] for c in match[0]).decode("utf-8", "replace")
