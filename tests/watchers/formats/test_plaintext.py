"""Markup to plain text: what a reader sees, in linear time."""

import resource

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.formats.plaintext import clean_text, plain_text

_COMMON = (
    *("<p>", "</p>", "<b>", "</B>", "<br/>", "<li>", "<td>", '<a href="x">', "<a href='y>'>", "<A\nHREF=x>", "<h1 class=a=b>"),
    *("&amp", "&am", "p;", "&#12", "3;", "&notin", "&nbsp;", "&#10;", "&lt;", "&#99999999999;"),
    *(" ", "  ", "\n", "\t", "\r\n", "a", "é", "\xa0", "\u200b", "\x02", "\x85", "\x1c", "\u3000", "\U000e0101", "=", '"', ">"),
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("a\n   b<div>c</div>d", "a b\n\nc\n\nd"),
        ("<ul><li>un<li>deux</ul>", "- un\n- deux"),
        ("<b>bo</b>ld &amp; <i>it</i>alic &eacute;&nbsp;&#8217;", "bold & italic é ’"),
        ("<img alt='hidden > text' src=x>seen", "seen"),
        ('<a title="a > b" href=c>d</a>', "d"),
        ("<a href=x'y>it's</a> fine", "it's fine"),
        ("5 < 6 and 7 > 3 <3", "5 < 6 and 7 > 3 <3"),
        ("x<script>if (a < b) alert('</p>')</ScRiPt>y", "xy"),
        ("x<style>p{}</style >y<template>z</template>", "xy"),
        ("x<script/>y", "xy"),
        ("x<script>never ends", "x"),
        ("a<!-- b -- c -->d<!-- never ends", "ad"),
        ("a<![CDATA[ <b> ]]>c", "a <b> c"),
        ("<!DOCTYPE html><?php x ?>a", "a"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("&#99999999999999;x&#xFFFFFFFFFF;", "\ufffdx\ufffd"),
        ("a <b", "a <b"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("", ""),
    ],
)
def test_markup_becomes_what_a_reader_sees(markup: str, text: str) -> None:
    """Tags go, blocks part paragraphs, entities are letters, scripts and comments are nothing."""
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\0b\x07c\x1b", "abc"),
        ("l\x92été \x85", "l’été …"),
        ("a\u202eb\u2066c\u200bd\ufeffe\xadf", "abcdef"),
        ("a\ud800b\ufffec\uffff", "abc"),
        ("a \t b\r\nc\rd", "a b\nc\nd"),
        ("a\n \n\n\n b", "a\n\nb"),
        ("40\u00a0500\u202f000", "40 500 000"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_what_nobody_reads_is_removed(dirty: str, clean: str) -> None:
    """Control characters, lone surrogates, direction marks and invisible letters do not reach a database or an alert."""
    assert clean_text(dirty) == clean


@given(st.text(alphabet=st.sampled_from("<>/!-='\"& ;abp\n\0#x1[]"), max_size=200))
def test_no_markup_breaks_the_walk(markup: str) -> None:
    """Any mixture of the letters that mean something ends, and its result is clean."""
    text = plain_text(markup)
    assert clean_text(text) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<" * 250_000,
        "<!--" * 120_000,
        "<a " + "b='c' " * 90_000,
        "<a b='" * 80_000,
        "<a b='>' " * 60_000,
        "<script>" * 60_000,
        "</" * 125_000,
        "<![CDATA[" * 55_000,
        "<div>" * 100_000 + "x",
        "&" * 500_000,
        "&#" + "9" * 500_000,
        "= " * 250_000,
        "<a" + " " * 500_000,
        "<a =" + " " * 500_000,
        " \n" * 250_000,
        "\u00a0" * 250_000 + "\n",
    ],
    ids=lambda markup: markup[:9].strip() or "blanks",
)
def test_half_a_megabyte_of_anything_takes_less_than_five_seconds_of_cpu(markup: str) -> None:
    """What makes parsers quadratic costs this walk no more than text does; quadratic would be minutes."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    plain_text(markup)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 5


@given(st.lists(st.sampled_from(_COMMON), max_size=14).map("".join))
def test_common_markup_at_once_says_what_the_walk_says(markup: str) -> None:
    """Tags, blanks and halves of entities beside each other: a comment sends the same markup through the walk."""
    assert plain_text(markup) == plain_text(f"{markup}<!---->")
