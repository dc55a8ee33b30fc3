"""Bytes to text in the web's own order, and never through a codec that is none of the web's."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.encodings import codec_for
from watchers.reading.decode import decode

FRENCH = "<p>L’été, à Nîmes, l’œuvre coûte 40 € — « déjà » payés.</p>" * 3


@pytest.mark.parametrize(
    "label", ["zlib", "hex", "rot13", "idna", "undefined", "utf-7", "unicode_escape", "base64", "mbcs", "", None]
)
def test_a_label_that_is_no_web_encoding_reaches_no_codec(label: str | None) -> None:
    """Labels outside the list are as good as none: the text is decoded all the same, by its bytes."""
    assert codec_for(label) is None
    assert decode(FRENCH.encode(), label).text == FRENCH


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin-1", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("ascii", "cp1252"),
        (' "UTF8" ', "utf-8"),
        ("gb2312", "gb18030"),
        ("sjis", "cp932"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, codec: str) -> None:
    """latin-1 is windows-1252 on the web, and so on."""
    assert codec_for(label) == codec


def test_every_listed_codec_exists() -> None:
    """No label leads to a codec that Python does not have."""
    for label in ("utf-8", "ibm866", "koi8-u", "macintosh", "windows-874", "big5", "iso-2022-jp", "euc-kr", "iso-8859-16"):
        codec = codec_for(label)
        assert codec is not None
        assert codecs.lookup(codec).name


@pytest.mark.parametrize("bom", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_wins_over_the_header(bom: str) -> None:
    """The first thing that counts is the BOM, whatever the server says; it is no part of the text."""
    assert decode(FRENCH.encode(bom), "iso-8859-1").text == FRENCH


def test_a_big_endian_mark_is_known_too() -> None:
    """UTF-16 comes in two byte orders."""
    assert decode(codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be")).text == FRENCH


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen_by_its_zeros(codec: str) -> None:
    """A missing BOM does not turn Latin text into Chinese."""
    assert decode(FRENCH.encode(codec)).text == FRENCH


def test_the_header_wins_over_the_declaration_in_the_page() -> None:
    """Between two single-byte encodings the server's word counts."""
    body = b'<meta charset="windows-1251"><p>' + "coûte déjà".encode("cp1252")
    assert "coûte déjà" in decode(body, "windows-1252").text


@pytest.mark.parametrize(
    "declaration",
    [
        b"<meta charset=windows-1251>",
        b'<META http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        b'<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_the_declaration_in_the_page_is_found_in_each_of_its_forms(declaration: bytes) -> None:
    """Without a header the first 4,096 bytes are searched for a declaration."""
    assert "Москва" in decode(declaration + "<p>Москва слезам не верит".encode("cp1251")).text


def test_a_page_that_says_utf_16_in_ascii_letters_is_utf_8() -> None:
    """What can be read as ASCII is not UTF-16: the standard takes it for UTF-8."""
    assert decode(b"<meta charset=utf-16><p>plain", None).codec == "utf-8"


def test_utf_8_under_a_latin_label_keeps_its_accents() -> None:
    """The commonest fault of French sites: the server says latin-1 and sends UTF-8."""
    assert decode(FRENCH.encode(), "iso-8859-1").text == FRENCH


def test_windows_1252_under_a_utf_8_label_keeps_its_accents() -> None:
    """The other way round: the label does not hold, so the bytes are looked at."""
    assert decode(FRENCH.encode("cp1252"), "utf-8").text == FRENCH


def test_a_multibyte_label_is_believed_even_where_the_bytes_could_be_utf_8() -> None:
    """ISO-2022-JP is made of ASCII bytes only."""
    body = "日本語の記事".encode("iso2022-jp")
    assert decode(body, "iso-2022-jp").text == "日本語の記事"


def test_text_that_was_encoded_twice_is_mended() -> None:
    """ "Ã©" for "é", where the page's accents are all of that kind."""
    twice = FRENCH.encode().decode("cp1252", "ignore")
    assert "été, à Nîmes" in decode("<p>L'été, à Nîmes, déjà".encode().decode("cp1252").encode()).text
    assert "œuvre coûte" in decode(twice.encode()).text


def test_one_strange_pair_among_real_accents_is_left_alone() -> None:
    """An article about encodings may print "Ã©"."""
    text = "Écrire « Ã© » et « Ã¨ » n’a rien d’étonnant : à l’été dernier, déjà, le maître de conférences l’avait démontré."
    assert decode(text.encode()).text == text


def test_a_body_cut_inside_a_character_is_still_utf_8() -> None:
    """The fetcher's cap may fall anywhere."""
    assert decode("déjà vu à l’été".encode()[:-1], "latin1").text.startswith("déjà vu")


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "latin1", "shift_jis", "zlib", "utf-16", "gbk"]))
def test_no_bytes_under_no_label_can_break_it(body: bytes, label: str | None) -> None:
    """Whatever comes, a text comes out, the same one each time."""
    assert decode(body, label) == decode(body, label)
