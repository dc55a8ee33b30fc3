"""A parser that loses text is caught at it."""

import pytest

from watchers.reading.page import parse

PROSE = "Une phrase qui compte, avec ses mots. " * 100


@pytest.mark.parametrize("source", ["", "   ", "<!-- nothing -->", "\x00"])
def test_a_source_without_an_element_is_no_page(source: str) -> None:
    """Empty answers and lone comments hold nothing to read."""
    page = parse(source)
    assert page is None or not page.tree.text_content().strip("\ufffd")


def test_nesting_beyond_the_parsers_old_limit_is_read_whole() -> None:
    """At depth 255 lxml drops everything by default; here nothing is lost."""
    page = parse("<body>" + "<div>" * 400 + f"<p>{PROSE}</p>" + "</div>" * 400 + "<p>Fin.</p>")
    assert page is not None
    assert not page.cut
    assert page.tree.text_content().endswith("Fin.")


def test_nesting_beyond_every_limit_is_noticed() -> None:
    """What the parser dropped is said, not passed over in silence."""
    page = parse("<body><p>Début.</p>" + "<div>" * 5000 + f"<p>{PROSE}</p>" + "</div>" * 5000 + "<p>Fin.</p>")
    assert page is not None
    assert page.cut


def test_obsolete_elements_that_show_their_source_are_text() -> None:
    """Text in <xmp> and <plaintext> is counted on both sides."""
    page = parse(f"<p>Début.</p><xmp>{PROSE}</xmp><plaintext>{PROSE}")
    assert page is not None
    assert not page.cut


def test_a_text_node_of_twelve_megabytes_takes_nothing_with_it() -> None:
    """lxml's default loses a node of over ten million bytes and all behind it."""
    page = parse("<p>" + "mot " * 3_000_000 + "</p><p>Fin.</p>")
    assert page is not None
    assert page.tree.text_content().endswith("Fin.")


@pytest.mark.parametrize(
    "hostile", ["<" * 200_000, "<script" * 50_000, "<!--" * 50_000, "<style>" + ".a{" * 50_000, "İ<!-- x -->" * 1000]
)
def test_unclosed_marks_cost_linear_time(hostile: str) -> None:
    """Sources made to be expensive come back at once, as a page or as none."""
    page = parse(hostile)
    assert page is None or not page.cut
