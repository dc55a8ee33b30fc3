"""A feed's bytes as text: French accents survive what servers say about them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.formats.charset import to_text

TEXT = "L’été à Orléans coûte 40,5 €"


def declared(label: str, codec: str) -> bytes:
    return f"<?xml version='1.0' encoding='{label}'?><rss>{TEXT}</rss>".encode(codec)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (declared("utf-8", "utf-8"), None),
        (declared("iso-8859-1", "utf-8"), "text/xml; charset=iso-8859-1"),
        (declared("windows-1252", "cp1252"), None),
        (declared("ISO-8859-1", "cp1252"), None),
        (declared("utf-8", "cp1252"), "application/rss+xml; charset=utf-8"),
        (declared("utf-8", "cp1252"), 'text/xml; charset="windows-1252"'),
        (declared("us-ascii", "cp1252"), None),
        (declared("zlib", "utf-8"), "text/xml; charset=hex"),
        (declared("unicode_escape", "cp1252"), "text/xml; charset=idna"),
        (declared("rot13", "utf-8"), "text/xml; charset=undefined"),
        (declared("utf-7", "cp1252"), "text/xml; charset=rot_13"),
        (declared("utf-8", "utf-8").decode("cp1252").encode(), "text/xml; charset=utf-8"),
        (codecs.BOM_UTF8 + declared("iso-8859-1", "utf-8"), "text/xml; charset=windows-1251"),
        (codecs.BOM_UTF16_LE + declared("utf-16", "utf-16-le"), None),
        (codecs.BOM_UTF16_BE + declared("utf-8", "utf-16-be"), "text/xml; charset=utf-8"),
        (declared("utf-16", "utf-16-le"), None),
        (declared("utf-16", "utf-16-be"), None),
    ],
)
def test_accents_survive_a_wrong_or_missing_label(body: bytes, content_type: str | None) -> None:
    """A29, A30: UTF-8 where it is, also where it was encoded twice; else mark, header, declaration; else Windows-1252; no codec
    that is no charset.
    """
    assert TEXT in to_text(body, content_type)


def test_a_stray_byte_does_not_spoil_the_rest() -> None:
    """One paragraph pasted from elsewhere into a UTF-8 feed is read as what it was, the rest as what it is."""
    body = "été, déjà vu".encode() + "; prix : 5 €".encode("cp1252")
    assert to_text(body, None) == "été, déjà vu; prix : 5 €"


def test_other_scripts_are_read_by_their_label() -> None:
    """The header's label comes before the declaration's."""
    body = "<?xml version='1.0' encoding='koi8-r'?><rss>Новости</rss>"
    assert "Новости" in to_text(body.encode("cp1251"), "text/xml; charset=windows-1251")
    assert "Новости" in to_text(body.encode("koi8-r"), None)
    assert "日本" in to_text("<?xml version='1.0' encoding='iso-2022-jp'?><rss>日本</rss>".encode("iso-2022-jp"), None)
    assert "日本" in to_text("<?xml version='1.0' encoding='Shift_JIS'?><rss>日本の記事</rss>".encode("cp932"), None)


@given(body=st.binary(max_size=300), content_type=st.none() | st.text(max_size=60))
def test_any_bytes_become_text(body: bytes, content_type: str | None) -> None:
    """No bytes and no label break the reading, and no lone surrogate is left by it."""
    assert to_text(body, content_type).encode("utf-8", "strict") is not None
