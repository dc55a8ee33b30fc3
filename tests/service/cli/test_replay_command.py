"""``writethru replay``: an archive against a ledger of its own."""

import json
from pathlib import Path

from tests.service.cli.scene import Cli, markdown

USES = "The U.S. Department of State uses Meta’s Llama, officials said."
SIGNED = "The U.S. Department of State signed a contract with Meta for Llama."


def rows(*articles: dict[str, str]) -> str:
    return "".join(json.dumps({"lang": "en", **article}) + "\n" for article in articles)


def test_a_line_has_the_contracts_fields(cli: Cli) -> None:
    """Verdicts with the claim, what it was held against and why; a rank where it alerts; silence for what repeats."""
    path = cli.file(
        "day.jsonl",
        rows(
            {"id": "1", "url": "https://a.example/1", "published": "2025-01-02T10:00:00Z", "text": USES},
            {"id": "2", "url": "https://b.example/1", "published": "2025-01-03T10:00:00Z", "text": USES + " It said so again."},
        ),
    )

    first, second = cli.lines("replay", path)

    assert (list(first), first["id"], first["alert"]) == (["id", "alert", "verdicts"], "1", True)
    (new,) = first["verdicts"]
    assert list(new)[:4] == ["claim", "verdict", "against", "reason"]
    assert (new["verdict"], new["against"], new["rank"]) == ("new", [], 2)
    assert new["claim"]["agency"] == "U.S. Department of State"
    assert (second["id"], second["alert"]) == ("2", False)
    (known,) = second["verdicts"]
    assert known["verdict"] in {"repeats", "corroborates"}
    assert known["against"][0]["article"] == "1"
    assert "rank" not in known


def test_a_contradiction_says_in_what(cli: Cli) -> None:
    """Its conflict, its rank and both sides."""
    free = "OpenAI sells ChatGPT Enterprise to federal agencies for {} per agency per year, the company said."
    path = cli.file(
        "day.jsonl",
        rows(
            {"id": "1", "url": "https://a.example/1", "published": "2025-01-02T10:00:00Z", "text": free.format("$1")},
            {"id": "2", "url": "https://b.example/1", "published": "2025-01-02T12:00:00Z", "text": free.format("$3")},
        ),
    )

    second = cli.lines("replay", path)[1]

    (verdict,) = (one for one in second["verdicts"] if one["claim"]["kind"] == "price")
    assert second["alert"] is True
    assert (verdict["verdict"], verdict["conflict"], verdict["rank"]) == ("contradicts", "amount", 1)
    assert verdict["against"][0]["article"] == "1"


def test_an_archive_is_told_in_its_own_order_or_by_date(cli: Cli) -> None:
    """As given; with ``--by-date`` in order of publication, what has no date last."""
    path = cli.file(
        "day.jsonl",
        rows(
            {"id": "none", "url": "https://a.example/0", "text": USES},
            {"id": "late", "url": "https://a.example/2", "published": "2025-02-01T00:00:00Z", "text": SIGNED},
            {"id": "early", "url": "https://a.example/1", "published": "2025-01-01T00:00:00Z", "text": USES},
        ),
    )

    as_given, by_date = cli.lines("replay", path), cli.lines("replay", path, "--by-date")

    assert [line["id"] for line in as_given] == ["none", "late", "early"]
    assert [line["id"] for line in by_date] == ["early", "late", "none"]
    assert [line["verdicts"][0]["verdict"] for line in by_date][:2] == ["new", "updates"]


def test_the_same_address_again_is_a_revision(cli: Cli) -> None:
    """What an article said before is known; what it adds is news."""
    path = cli.file(
        "day.jsonl",
        rows(
            {"id": "v1", "url": "https://a.example/1", "published": "2025-01-02T10:00:00Z", "text": USES},
            {
                "id": "v2",
                "url": "https://a.example/1",
                "published": "2025-01-02T11:00:00Z",
                "text": f"{USES} NASA uses Llama, too.",
            },
        ),
    )

    second = cli.lines("replay", path)[1]

    told = {one["claim"]["agency"]: one["verdict"] for one in second["verdicts"]}
    assert told["NASA"] == "new"
    assert told["U.S. Department of State"] == "repeats"


def test_it_starts_empty_or_with_the_facts_of_a_file(cli: Cli) -> None:
    """No baseline of its own; ``--ledger`` takes a file, or the word for the package's."""
    article = cli.file("one.md", markdown(USES, id="1", lang="en", published="2025-01-02T10:00:00Z"))
    fact = {"kind": "agency", "vendor": "Meta", "product": "Llama", "agency": "U.S. Department of State", "stage": "adopted"}
    facts = cli.file("facts.jsonl", json.dumps({**fact, "quote": "State uses Llama."}) + "\n")

    (empty,) = cli.lines("replay", article)
    (known,) = cli.lines("replay", article, "--ledger", facts)
    (updated,) = cli.lines("replay", article, "--ledger", "default")

    assert (empty["alert"], known["alert"]) == (True, False)
    assert [one["verdict"] for one in updated["verdicts"]] == ["updates"]


def test_a_person_sees_the_alerts_that_would_have_gone_out(cli: Cli) -> None:
    """Each article's verdicts in sentences, and its alert drawn."""
    result = cli.run("replay", cli.file("one.md", markdown(USES, id="1", lang="en", title="State")))

    assert result.exit_code == 0
    assert "1: ALERT, 1 claims" in result.stdout
    assert "New agency" in result.stdout
    assert USES in " ".join(result.stdout.split())


def test_it_changes_nothing_and_asks_for_no_database(cli: Cli) -> None:
    """Nothing is written beside the archive."""
    path = cli.file("one.md", markdown(USES, id="1", lang="en"))

    cli.lines("replay", path)

    assert [file.name for file in cli.folder.iterdir()] == ["one.md"]


def test_it_fails_in_one_line(cli: Cli) -> None:
    """A missing archive or file of facts is the work's fault, a missing configuration the usage's."""
    path = cli.file("one.md", markdown(USES, id="1", lang="en"))

    results = [
        cli.run("replay", str(Path("none.jsonl")), "--json"),
        cli.run("replay", path, "--ledger", "none.jsonl", "--json"),
        cli.run("replay", path, "--config", "none.toml", "--json"),
        cli.run("replay"),
    ]

    assert [(result.exit_code, result.stdout) for result in results] == [(1, ""), (1, ""), (2, ""), (2, "")]
    assert results[1].stderr == "writethru: none.jsonl: cannot be read: No such file or directory\n"


def test_a_translation_about_an_unlisted_body_is_silent(cli: Cli) -> None:
    """The French story on the same bureau adds nothing; one on another bureau does."""
    told = "Le Bureau de cartographie {} utilise Llama, de Meta, pour lire d'anciennes cartes, a indiqué l'agence."
    bureau = "The Bureau of Coastal Mapping uses Meta's Llama to read old charts, the agency said."
    path = cli.file(
        "day.jsonl",
        rows(
            {"id": "1", "url": "https://a.example/1", "published": "2026-01-02T10:00:00Z", "text": bureau},
            {"id": "2", "url": "https://b.example/1", "lang": "fr", "text": told.format("côtière")},
            {"id": "3", "url": "https://b.example/2", "lang": "fr", "text": told.format("forestière")},
        ),
    )

    first, second, third = cli.lines("replay", path)

    assert [first["alert"], second["alert"], third["alert"]] == [True, False, True]
    assert second["verdicts"][0]["claim"]["agency"] == "Bureau of Coastal Mapping"
