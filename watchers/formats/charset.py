"""A feed's bytes as text: WHATWG's order (mark, header, declaration), checked against what the bytes themselves allow.

Labels come from outside, and Python's codec registry also holds zlib, rot13 and worse: only encodings of the web are taken.
"""

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WEB: Final = {
    "utf-8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",  # as browsers read it: the difference is typographic quotes and the euro
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "macintosh": "mac-roman",
} | {
    name: name.replace("windows-", "cp")
    for name in (
        *(f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"windows-{page}" for page in (874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)),
        *("koi8-r", "koi8-u", "gb18030", "big5", "euc-jp", "iso-2022-jp"),
    )
}
"""Label to Python's codec."""

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_IN_HEADER: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)

_CP1252_BYTES: Final = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""What a stray byte stands for that UTF-8 could not read (Python keeps it as a lone surrogate)."""


def to_text(body: bytes, content_type: str | None) -> str:
    """``body`` as text, without its mark; never fails.

    UTF-8 that decodes is UTF-8, whatever a label says; a few stray bytes in it are read as Windows-1252. Else the label of the
    Content-Type header, then the XML declaration's, then Windows-1252.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    labels = [_codec(label) for label in (_header_label(content_type), _declared_label(body)) if label]
    if _wide(body):
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    if "iso-2022-jp" in labels:  # its bytes are ASCII, so UTF-8 would always agree
        return body.decode("iso-2022-jp", "replace")
    text = body.decode("utf-8", "surrogateescape")
    stray = sum(1 for _ in _STRAY.finditer(text))
    if not stray:
        return text
    read = sum(1 for _ in _BEYOND_ASCII.finditer(text)) - stray
    if read >= stray:
        return text.translate(_CP1252_BYTES)
    return body.decode(next((codec for codec in labels if codec and codec != "utf-8"), "cp1252"), "replace")


_STRAY: Final = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def _wide(body: bytes) -> bool:
    return body[:4] in {b"<\0?\0", b"\0<\0?", b"<\0r\0", b"\0<\0r", b"<\0f\0", b"\0<\0f"}


def _header_label(content_type: str | None) -> str | None:
    found = _IN_HEADER.search((content_type or "")[:1000])
    return found[1] if found else None


def _declared_label(body: bytes) -> str | None:
    found = _DECLARED.match(body[:400])
    return found[1].decode("ascii") if found else None


def _codec(label: str) -> str | None:
    return _WEB.get(label.strip().lower().replace("_", "-"))
