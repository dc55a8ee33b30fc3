"""What ``writethru read`` draws on a terminal: the article with its claims marked in place, and the table under it."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from service.archive import Given
from service.cli.marked import draw
from service.reference import shipped
from tests.service.cli.scene import TEXT, Cli, markdown
from watchers.claims.model import Extraction
from watchers.reading.hint import Hint
from watchers.reading.read import from_text

FRENCH = (
    "La DINUM teste Llama, le modèle de Meta, a indiqué une porte-parole.\n\n"
    "Le chiffre d’affaires de Meta a atteint 40,5\u00a0milliards de dollars au troisième trimestre 2024."
)


def told(text: str, lang: str = "en", title: str = "T") -> Given:
    """An article given as text."""
    hint = Hint(url="https://a.example/1", outlet="Outlet", title=title, lang=lang)
    return Given(id="x1", article=from_text(text, hint))


def drawn(article: Given, width: int = 80, *, colours: bool = False, claims: Extraction | None = None) -> str:
    """What stands on a terminal of that width."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colours, color_system="standard" if colours else None, _environ={"TERM": "xterm"}
    )
    draw(article, claims or shipped().extractor.extract(article.article), console)
    return out.getvalue()


def unfolded(picture: str) -> str:
    """The text of a picture with its folding undone."""
    return re.sub(r"[ \n]+", " ", picture)


def test_each_claim_is_marked_where_it_stands_and_told_in_the_table() -> None:
    """A bracket opens with the claim's letter and number; the table has a row for each mark, in that order."""
    picture = drawn(told(TEXT), 140)
    text, _, table = picture.partition("mark  ")
    marks = re.findall(r"^([AP$F]\d+) ", table, re.MULTILINE)
    assert [int(mark[1:]) for mark in marks] == list(range(1, len(marks) + 1))
    assert "[A1│The U.S. Department of State uses Meta’s Llama, a spokesperson said.] [P2" in unfolded(text)
    assert "A agency   P partner   $ price   F figure   [A1│the words that claim it]" in text
    assert re.search(r"^A1 +agency +U\.S\. Department of State · Meta Llama +adopted", table, re.MULTILINE)
    assert re.search(r"^\$\d+ +price +OpenAI ChatGPT Enterprise.* 1\u00a0USD per agency/year", table, re.MULTILINE)
    assert re.search(r"^F\d+ +figure +Meta · revenue · 2024-Q3 +40,500,000,000\u00a0USD", table, re.MULTILINE)


def test_claims_over_one_sentence_share_its_marks() -> None:
    """Two partners of one sentence stand in one bracket; the sentence is printed once."""
    picture = unfolded(drawn(told(TEXT), 100))
    assert "[P2\u00a0P3│Meta’s private partners for Llama include Oracle and Palantir.]" in picture
    assert picture.count("include Oracle and Palantir") == 1


def test_many_marks_in_a_row_are_written_as_first_and_last() -> None:
    """Three and more claims of one kind over one sentence."""
    text = "The U.S. Department of State, NASA and the Department of Energy use Meta’s Llama, a spokesperson said."
    assert "[A1–3│The U.S. Department of State" in drawn(told(text))


def test_a_french_article_keeps_its_accents_and_its_no_break_spaces() -> None:
    """A number and its unit are not parted at the line's end."""
    for width in range(40, 60):
        assert "40,5\u00a0milliards" in drawn(told(FRENCH, "fr"), width)
    assert "[A1│La DINUM teste Llama" in drawn(told(FRENCH, "fr"))


@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Text and table are folded at the terminal's width."""
    picture = drawn(told(f"{TEXT}\n\n{FRENCH}"), width)
    assert max(cell_len(line) for line in picture.split("\n")) <= width


def test_the_picture_can_be_read_without_colour_and_has_colour_where_there_is_one() -> None:
    """The same words, but for the escape sequences of colour and underlining."""
    plain, coloured = drawn(told(TEXT)), drawn(told(TEXT), colours=True)
    assert "\x1b" not in plain
    assert "\x1b[1;36mA1\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_a_claim_is_worth_stands_beside_it() -> None:
    """Hedged, and a name that no table lists."""
    text = "The Bureau of Coastal Mapping could adopt Llama, Meta’s model, said Meta spokesperson Jane Doe."
    picture = drawn(told(text), 140)
    assert re.search(r"^mark .* notes", picture, re.MULTILINE)
    assert re.search(r"^A1 .*hedged, unlisted", picture, re.MULTILINE)


def test_without_claims_the_article_stands_and_says_so() -> None:
    """No legend and no table."""
    picture = drawn(told("It rains.\n\nIt rained."))
    assert picture == "x1  T\nOutlet · en · read whole\n\nIt rains.\n\nIt rained.\n\nno claims\n\n"


def test_no_text_from_outside_steers_the_terminal() -> None:
    """Escape sequences, bells, marks of direction and markup of the drawing library are plain text, or gone."""
    picture = drawn(told(f"{TEXT} \x1b[31m[bold red]ring\x07[/] \u202edlo", title="[link=file:///etc/passwd]\x1b]0;x\x07T"), 200)
    assert "\x1b" not in picture
    assert "\x07" not in picture
    assert "\u202e" not in picture
    assert "[bold red]ring" in picture
    assert "[link=file:///etc/passwd]" in picture


@given(st.text(max_size=300), st.integers(min_value=20, max_value=160))
def test_any_text_can_be_drawn_at_any_width(text: str, width: int) -> None:
    """Every letter that can be seen is there, in order."""
    article = told(text)
    picture = drawn(article, width, claims=Extraction(claims=(), on_beat=False))
    seen = [letter for letter in article.article.text if letter.isprintable() and not letter.isspace()]
    rest = iter(picture.partition("\n\n")[2])
    assert all(letter in rest for letter in seen)


def test_in_a_pipe_the_lines_stay_plain(cli: Cli) -> None:
    """No mark, no rule, no table: what scripts read does not change with the drawing."""
    result = cli.run("read", cli.file("one.md", markdown(TEXT, lang="en")))
    assert "│" not in result.stdout
    assert "  agency   U.S. Department of State: adopted Meta Llama" in result.stdout
