"""``writethru read``: kinds of input, the fields of its lines, and how it fails."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.service.cli.scene import TEXT, Cli, markdown
from tests.standins.newsroom import Story, page, running_newsroom

FIELDS = ["id", "url", "lang", "on_beat", "complete", "claims"]
SAID = ["attributed_to", "hedged", "quote", "start", "end"]
KINDS = {
    "agency": ["kind", "vendor", "product", "agency", "stage", *SAID],
    "partner": ["kind", "vendor", "product", "partner", "role", "stage", *SAID],
    "price": ["kind", "vendor", "product", "amount", "currency", "per", "buyer"],
    "figure": ["kind", "subject", "measure", "amount", "currency", "period"],
}


def story(text: str = TEXT) -> Story:
    return Story(slug="one", title="Llama at State", text=text, published=datetime(2024, 11, 1, tzinfo=UTC), lang="en")


def test_a_line_has_the_contracts_fields_in_their_order(cli: Cli) -> None:
    """One object an article; claims of each kind with their fields; quotes are the text at their offsets."""
    path = cli.file("one.md", markdown(TEXT, id="x1", url="https://a.example/1", lang="en", title="Llama at State"))

    (line,) = cli.lines("read", path)

    assert list(line) == FIELDS
    assert {key: line[key] for key in FIELDS[:5]} == {
        "id": "x1",
        "url": "https://a.example/1",
        "lang": "en",
        "on_beat": True,
        "complete": True,
    }
    kinds = {claim["kind"]: claim for claim in line["claims"]}
    assert set(kinds) == set(KINDS)
    for kind, fields in KINDS.items():
        assert list(kinds[kind])[: len(fields)] == fields
        assert set(SAID) <= set(kinds[kind])
        assert TEXT[kinds[kind]["start"] : kinds[kind]["end"]] == kinds[kind]["quote"]
    assert (kinds["agency"]["agency"], kinds["agency"]["stage"]) == ("U.S. Department of State", "adopted")
    assert (kinds["price"]["amount"], kinds["price"]["per"]) == (1, "agency/year")
    assert kinds["figure"]["amount"] == 40_500_000_000


def test_every_kind_of_file_is_read_in_the_order_given(cli: Cli) -> None:
    """Markdown, text, HTML, lines and a folder by its names; each gives the same claims."""
    article = cli.file("b.md", markdown(TEXT, lang="en"))
    plain = cli.file("a.txt", TEXT)
    page_ = cli.file("c.html", page(story()))
    rows = [{"id": "l1", "text": TEXT, "lang": "en"}, {"id": "l2", "html": page(story())}]
    lines = cli.file("d.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    cli.file("folder/2.txt", TEXT)
    cli.file("folder/1.md", markdown(TEXT, lang="en"))

    found = cli.lines("read", article, plain, page_, lines, str(cli.folder / "folder"))

    assert [line["id"] for line in found] == ["b", "a", "c", "l1", "l2", "1", "2"]
    assert {line["url"] for line in found} == {None}
    for line in found:
        assert {claim["kind"] for claim in line["claims"]} == set(KINDS)


def test_an_article_may_come_on_standard_input(cli: Cli) -> None:
    """``-`` takes what it is by its look."""
    (line,) = cli.lines("read", "-", stdin=markdown(TEXT, id="piped", lang="en"))

    assert line["id"] == "piped"
    assert len(line["claims"]) >= 4


def test_a_person_reads_sentences(cli: Cli) -> None:
    """Without ``--json``: each claim in words with its quote, and no escape sequence."""
    result = cli.run("read", cli.file("one.md", markdown(TEXT, lang="en", title="T")), cli.file("two.txt", "It rains."))

    assert result.exit_code == 0
    assert "U.S. Department of State: adopted Meta Llama" in result.stdout
    assert "40,500,000,000 USD, 2024-Q3" in result.stdout
    assert "no claims" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_page_is_fetched_where_the_configuration_allows_it(cli: Cli) -> None:
    """A loopback address needs to be allowed; the page's own language and text count."""
    with running_newsroom() as newsroom:
        newsroom.publish(story())
        url = f"{newsroom.base}/a/one"
        config = cli.file("open.toml", '[fetching]\nallow = ["127.0.0.0/8"]\nports = [0]\n')
        (line,) = cli.lines("read", url, "--config", config)
        refused = cli.run("read", url)
        missing = cli.run("read", f"{newsroom.base}/a/none", "--config", config)

    assert (line["id"], line["url"], line["lang"], line["complete"]) == (url, url, "en", True)
    assert {claim["kind"] for claim in line["claims"]} == set(KINDS)
    for result in (refused, missing):
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("writethru: ")
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("none.md", None, "no such file or folder"),
        ("a.pdf", "%PDF", "is no article"),
        ("a.md", "---\nid: 1\n", "front matter is not closed"),
        ("a.jsonl", '{"id": "1"}\n', "line 1: has neither `text` nor `html`"),
    ],
)
def test_work_that_fails_is_said_in_one_line(cli: Cli, name: str, body: str | None, said: str) -> None:
    """Exit code 1, nothing on standard output, the file named."""
    path = str(cli.folder / name) if body is None else cli.file(name, body)

    result = cli.run("read", path, "--json")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"writethru: {path}")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_what_was_read_before_a_fault_is_printed(cli: Cli) -> None:
    """The first article's line stands, the second's fault ends the run."""
    result = cli.run("read", cli.file("a.txt", "It rains."), str(cli.folder / "none.txt"), "--json")

    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a"]


def test_wrong_usage_and_unusable_configuration_end_with_two(cli: Cli) -> None:
    """No path, an unknown option, a missing file of settings, and every fault of a broken one."""
    article = cli.file("a.txt", "It rains.")
    broken = cli.file("broken.toml", 'colour = 1\n[slack]\ntoken = "xoxp"\n')

    results = [
        cli.run("read"),
        cli.run("read", article, "--colour"),
        cli.run("read", article, "--config", str(Path("none.toml"))),
        cli.run("read", article, "--config", broken),
    ]

    assert [(result.exit_code, result.stdout) for result in results] == [(2, "")] * 4
    assert "none.toml: cannot be read" in results[2].stderr
    assert "broken.toml:1: colour" in results[3].stderr
    assert "broken.toml:3: slack.token" in results[3].stderr


def test_a_line_holds_no_other_end_of_line(cli: Cli) -> None:
    """Separators that some readers take for a line's end are escaped; what they stand for is kept."""
    text = "First\u2028line. " + TEXT.replace(" is a ", " is a\u0085 ", 1)

    result = cli.run("read", "-", "--json", stdin=json.dumps({"id": "\u2029", "text": text, "lang": "en"}))

    assert len(result.stdout.splitlines()) == 1
    assert json.loads(result.stdout)["id"] == "\u2029"
