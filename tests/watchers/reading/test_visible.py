"""Only what an eye meets on the page is text."""

import lxml.html
import pytest

from watchers.reading.page import parse
from watchers.reading.stylesheet import hidden_selectors
from watchers.reading.visible import prune


def left(body: str, head: str = "") -> str:
    """Visible text of a page."""
    page = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    assert page is not None
    prune(page.tree)
    return " ".join(page.tree.text_content().split())


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>no</p>",
        '<p aria-hidden="true">no</p>',
        '<p style="display: none">no</p>',
        '<p style="VISIBILITY:hidden;color:red">no</p>',
        '<p style="opacity:0">no</p>',
        '<p style="opacity: 0.0">no</p>',
        '<p style="font-size:0px">no</p>',
        '<p style="text-indent:-9999px">no</p>',
        '<p style="position:absolute;left:-5000px">no</p>',
        '<p style="clip:rect(0 0 0 0)">no</p>',
        '<p style="height:0;overflow:hidden">no</p>',
        '<p style="color:transparent">no</p>',
        '<p style="color:#FFF;background:#ffffff">no</p>',
        '<p class="lead sr-only">no</p>',
        '<p class="hidden">no</p>',
        "<dialog>no</dialog>",
        "<template>no</template>",
        "<noscript>no</noscript>",
        "<script>no</script>",
        '<img alt="no">',
        "<!-- no -->",
        "<textarea>no</textarea>",
        "<div hidden><p>no</p><span hidden>no</span></div>",
    ],
)
def test_hidden_text_goes_with_its_element_and_what_follows_stays(hidden: str) -> None:
    """Each way to hide text takes it out, and nothing else."""
    assert left(f"<p>before</p> {hidden} <p>after</p>") == "before after"


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="color:#fff">yes</p>',
        '<p style="opacity:0.9">yes</p>',
        '<p style="font-size:0.9em">yes</p>',
        '<p style="font-size:10px;max-height:0.5em">yes</p>',
        '<p class="hidden md:block">yes</p>',
        '<p class="d-none d-lg-block">yes</p>',
        '<p class="hidden-gem">yes</p>',
        '<p aria-hidden="false">yes</p>',
        "<dialog open>yes</dialog>",
        "<details><summary>yes</summary></details>",
    ],
)
def test_what_only_looks_hidden_stays(shown: str) -> None:
    """White on a picture, text for wide screens, an open dialog: all visible."""
    assert left(shown) == "yes"


def test_a_page_hidden_until_its_scripts_run_is_read() -> None:
    """Pages hide their body against flicker, and AMP does by rule."""
    assert left("<div>yes</div>", "<style>body{visibility:hidden}</style>") == "yes"
    assert (
        lxml.html.tostring(prune_whole('<html style="opacity:0"><body style="display:none"><p>yes</p></body></html>')).count(
            b"yes"
        )
        == 1
    )


def prune_whole(source: str) -> lxml.html.HtmlElement:
    """The pruned tree of a whole page."""
    page = parse(source)
    assert page is not None
    prune(page.tree)
    return page.tree


def test_hidden_prose_is_counted_once() -> None:
    """Nested hiding does not count a paragraph twice, and scripts hold no prose."""
    page = parse("<div hidden><div hidden><p>12345</p></div></div><script>var p = '<p>x</p>'</script><p>seen</p>")
    assert page is not None
    assert prune(page.tree).hidden_prose == 5


def test_a_style_sheet_hides_by_simple_selectors_outside_of_at_rules() -> None:
    """Print sheets and media queries hide nothing on the screen; comments and broken rules do no harm."""
    sheet = """
        /* .a{display:none} */ .b, p.c , #d { color: red; DISPLAY : none } .e .f{display:none} .g:hover{display:none}
        @media print { .h { display:none } } .i{visibility:hidden} .j{display:block} } .k{display:none}
        @import "x"; .l{display:none
    """
    assert hidden_selectors([sheet]) == {".b", ".c", "#d", ".i", ".k"}
    assert hidden_selectors(["/* open .a{display:none}", ""]) == frozenset()


def test_elements_are_hidden_by_the_pages_own_style() -> None:
    """By class, and by id."""
    style = "<style>.meter{display:none}#x{visibility:hidden}</style>"
    assert left('<p class="a meter">no</p><p id="x">no</p><p id="y" class="b">yes</p><p id="z">, too</p>', style) == "yes, too"
