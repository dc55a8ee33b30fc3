"""Text from outside, cleaned and cut."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.slack.text import clean, clusters, cut, escape, escape_lines, fit, host_of, safe_url, width

ANY = st.text(st.characters(exclude_categories=()), max_size=200)
"""Any code points at all, lone surrogates too."""
NASTY = st.text(
    st.sampled_from("&amp;lt;<>!@#|*_~`:\u202e\u200b\u0301\x00\x1b\n\t\ud800\U0001f468\U0001f3fd\U0001f1eb\U0001f1f7 éa"),
    max_size=120,
)


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("a\u202eb\u200bc\ufeffd", "abcd"),
        ("line\r\n\ttwo\u2028three\x0bfour", "line two three four"),
        ("nul\x00 esc\x1b[31m", "nul esc[31m"),
        ("e\u0301te\u0301", "été"),
        ("lone \ud83d surrogate", "lone surrogate"),
        ("&lt;!channel&gt; &amp;amp;lt;", "<!channel> <"),
        ("&am\u200bp;", "&"),
        ("z" + "\u0335" * 5000, "z" + "\u0335" * 4),
        ("   ", ""),
        ("\u3164\u2800x", "x"),
    ],
)
def test_what_cannot_be_seen_or_moves_text_is_gone(given_text: str, shown: str) -> None:
    """Controls, bidi and zero-width characters, surrogates, piles of marks, entities that would be decoded twice."""
    assert clean(given_text) == shown


@given(ANY | NASTY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """So that whoever draws may clean what was cleaned before."""
    assert clean(clean(text)) == clean(text)


@given(ANY | NASTY)
def test_clean_text_is_one_line_of_visible_characters(text: str) -> None:
    """No category but letters, marks, numbers, punctuation, symbols and the plain space."""
    shown = clean(text)
    assert shown == shown.strip()
    assert all(ch == " " or unicodedata.category(ch)[0] in "LMNPS" for ch in shown)


@given(ANY | NASTY, st.integers(1, 60))
def test_cut_text_keeps_its_limit_and_its_clusters(text: str, limit: int) -> None:
    """The cut falls between clusters, in UTF-16 as well."""
    short = cut(text, limit)
    assert width(short) <= limit
    if short.endswith("…") and not clean(text).startswith(short):
        whole = list(clusters(clean(text)))
        kept = short[:-1]
        assert any("".join(whole[:n]).rstrip() == kept for n in range(len(whole) + 1))


def test_a_cut_never_falls_inside_a_flag_an_accent_or_a_skin_tone() -> None:
    """What a reader sees as one character stays one."""
    assert cut("ab🇫🇷cd", 4) == "ab…"
    assert cut("xq\u0308\u0304yz", 3) == "x…"
    assert cut("a👍🏽bc", 4) == "a…"
    assert cut("🎉🎉🎉", 5) == "🎉🎉…"


def test_a_megabyte_is_cut_without_being_read_whole() -> None:
    """A line of a hostile page costs what its limit allows."""
    assert cut("\u200b" * 10**6 + "x", 10) == "…"
    assert cut("x" * 10**6, 10) == "x" * 9 + "…"


@given(ANY | NASTY, st.integers(5, 120))
def test_fitted_text_keeps_its_limit_once_escaped(text: str, limit: int) -> None:
    """Entities take up to five times the room and are never cut."""
    escaped = escape(fit(text, limit))
    assert width(escaped) <= limit
    assert "<" not in escaped
    assert ">" not in escaped


@given(st.lists(NASTY, max_size=20), st.integers(10, 300))
def test_escaped_lines_keep_whole_lines_and_the_limit(rows: list[str], limit: int) -> None:
    """A degraded message is cut between lines."""
    text = escape_lines("\n".join(clean(row) for row in rows), limit)
    assert width(text) <= limit
    assert "<" not in text


def test_escaped_lines_keep_their_indentation() -> None:
    """The degraded form stays readable."""
    assert escape_lines("a\n  • <b>", 100) == "a\n  • &lt;b&gt;"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/x y|z>", "https://a.example/x%20y%7Cz%3E"),
        ("http://a.example", "http://a.example/"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://a.example/%20?q=a&b=c#d", "https://a.example/%20?q=a&b=c#d"),
        ("https://A.example:8443/", "https://a.example:8443/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_plain_web_addresses_become_link_targets(url: str, target: str) -> None:
    """Delimiters of Slack's are percent-encoded, host names are ASCII."""
    assert safe_url(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "slack://open",
        "mailto:a@b.example",
        "//a.example/",
        "https://",
        "https:///x",
        "https://gsa.gov@evil.example/",
        "https://gsa.gov\\@evil.example/",
        "https://evil.example\\.gsa.gov/",
        "https://a.example/\u202egnp.exe",
        "https://a.example/\n",
        "https://" + "a" * 300 + ".example/",
        "https://a.example/" + "x" * 3001,
        "https://<b>.example/",
        "https://é" + "é" * 80 + ".example/",
        "https://\u2024\u2024/",
        "",
    ],
)
def test_anything_else_is_no_link(url: str) -> None:
    """Schemes that act, credentials that mislead, hosts on which readers disagree."""
    assert safe_url(url) is None
    assert host_of(url) is None


@given(st.text(max_size=80) | NASTY.map(lambda text: f"https://{text}") | NASTY.map(lambda text: f"https://a.example/{text}"))
def test_no_link_target_can_close_a_link(url: str) -> None:
    """Whatever comes out has one plain host and no delimiter."""
    target = safe_url(url)
    if target is not None:
        assert not set("|<> \n\\") & set(target)
        assert host_of(url) is not None
        assert safe_url(target) == target


def test_the_host_shown_is_the_one_that_opens() -> None:
    """In punycode where the name is not ASCII, so that look-alikes show."""
    assert host_of("https://www.gѕа.gov/x") == "www.xn--g-7tb0e.gov" or str(host_of("https://www.gѕа.gov/x")).startswith(
        "www.xn--"
    )


@given(st.text(st.characters(max_codepoint=0x2100), max_size=60))
def test_the_short_way_through_western_text_changes_nothing(text: str) -> None:
    """An ampersand sends the same text the long way."""
    assert clean(text + " & x") == " ".join(f"{clean(text)} & x".split())
