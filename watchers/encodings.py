"""The encodings of the web: which Python codec a label means, and what bytes without a label seem to be.

Labels come from outside, and Python's codec registry also holds zlib, rot13 and worse: only what the WHATWG Encoding Standard
names is taken, each label mapped to its codec one by one. The only door to charset_normalizer.
"""

import re
from typing import Final

from charset_normalizer import from_bytes

_DETECT: Final = 65_536
"""Bytes that the detector looks at: it is slow, and asked last."""

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
_DETECTED = {"ascii": "utf-8", "utf_8": "utf-8", "utf_16": "utf-16-le", "cp1252": "cp1252", "latin_1": "cp1252"}
"""Names of the detector that differ from labels; others are looked up with ``_`` for ``-``."""


def codec_for(label: str | None) -> str | None:
    """The Python codec for a label of the web, ``None`` for a label that is not on the list."""
    return _CODECS.get(label.strip().strip("\"'").lower()) if label else None


def detected(body: bytes) -> str:
    """The codec that ``body`` seems to be written in; windows-1252 where nobody can tell."""
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


def unmangled(text: str) -> str:
    """Mend UTF-8 read as windows-1252 and encoded again ("Ã©" for "é"), where most accents of the text are of that kind."""
    if "Ã" not in text and ("€" not in text or "â€" not in text):  # one sign is sought in no time
        return text
    runs = _TWICE.findall(text)
    if len(runs) < 2 or sum(len(_ACCENTED.findall(run)) for run in runs) * 2 < len(_ACCENTED.findall(text)):
        return text
    return _TWICE.sub(_mended, text)


def _mended(match: re.Match[str]) -> str:
    return bytes(_C1[c] for c in match[0]).decode("utf-8", "replace")
