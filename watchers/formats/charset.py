"""A feed's bytes as text: WHATWG's order (mark, header, declaration, detector), held against what the bytes allow."""

import codecs
import re
from typing import Final

from watchers.encodings import codec_for, detected, unmangled

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_META: Final = re.compile(rb"""<meta\b[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_PRESCAN: Final = 4096
_IN_HEADER: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)

_CP1252_BYTES: Final = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""What a stray byte stands for that UTF-8 could not read (Python keeps it as a lone surrogate)."""


def to_text(body: bytes, content_type: str | None) -> str:
    """``body`` as text, without its mark; never fails.

    UTF-8 that decodes is UTF-8, whatever a label says; a few stray bytes in it are read as Windows-1252, and letters that were
    encoded twice are mended. Else the label of the Content-Type header, then that of the XML declaration or of a page's
    ``<meta>``; without any, Windows-1252 where that gives words of Western Europe, and what the detector says where it does not.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    labels = [codec_for(label) for label in (_header_label(content_type), _declared_label(body)) if label]
    if _wide(body):
        return body.decode("utf-16-le" if body[1:2] == b"\0" else "utf-16-be", "replace")
    if "iso2022-jp" in labels:  # its bytes are ASCII, so UTF-8 would always agree
        return body.decode("iso2022-jp", "replace")
    try:
        return unmangled(body.decode("utf-8"))
    except UnicodeDecodeError:
        text = body.decode("utf-8", "surrogateescape")
    stray = sum(1 for _ in _STRAY.finditer(text))
    read = sum(1 for _ in _BEYOND_ASCII.finditer(text)) - stray
    if read >= stray:
        return text.translate(_CP1252_BYTES)
    return body.decode(next((codec for codec in labels if codec and codec != "utf-8"), None) or _guessed(body), "replace")


def _guessed(body: bytes) -> str:
    beyond = _BEYOND_ASCII.findall(body.decode("cp1252", "replace"))
    return "cp1252" if sum(sign in _WESTERN for sign in beyond) >= 0.9 * len(beyond) else detected(body)


_WESTERN: Final = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ«»‹›“”„‘’‚–—…•·°€£§©®™ºª¿¡½¼¾\xa0\xad×")
"""What texts of Western Europe hold beside ASCII."""

_STRAY: Final = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def _wide(body: bytes) -> bool:
    return body[:4] in {b"<\0?\0", b"\0<\0?", b"<\0r\0", b"\0<\0r", b"<\0f\0", b"\0<\0f"}


def _header_label(content_type: str | None) -> str | None:
    found = _IN_HEADER.search((content_type or "")[:1000])
    return found[1] if found else None


def _declared_label(body: bytes) -> str | None:
    found = _DECLARED.match(body[:400]) or _META.search(body[:_PRESCAN])
    return found[1].decode("ascii") if found else None
