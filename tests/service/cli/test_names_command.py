"""``writethru names``: what waits, what a person decides about it, and what is refused."""

import json
from datetime import UTC, datetime

from service.desknames import NameSort
from service.store.audits import audits_of
from service.store.names import Standing, Stranger, queue_names
from service.store.session import Store
from tests.service.cli.scene import Cli, markdown

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FACT = ("--vendor", "Meta", "--agency", "Bureau of Tidal Mills", "--stage", "adopted", "--kind", "agency")


def store(cli: Cli) -> Store:
    return Store(f"sqlite:///{cli.ledger().folder}/var/writethru.db")


def waits(cli: Cli, *names: tuple[str, NameSort]) -> None:
    """These names stand in the queue."""
    made = store(cli)
    with made.writing() as c:
        for name, sort in names:
            quote = f"The {name}\nuses Llama."
            held = Standing(quote=quote, url="https://paper.example/a", outlet="Paper", seen=NOON)
            queue_names(c, [Stranger(name=name, sort=sort, standing=held)])
    made.close()


def told(cli: Cli, *words: str) -> str:
    """What a command that goes well prints."""
    result = cli.run("names", *words)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_queue_shows_sentences_and_the_known_names_that_each_resembles(cli: Cli) -> None:
    """One object a line with the fields that a program needs; a plain line each in a pipe."""
    waits(cli, ("Generall Services Administraton", NameSort.AGENCY), ("Norvane", NameSort.VENDOR))
    rows = {row["name"]: row for row in cli.lines("names", "queue")}
    near = rows["Generall Services Administraton"]
    assert near["suggestions"][0]["name"] == "General Services Administration"
    assert (near["id"], near["sort"], near["state"], near["times"]) == ("N-1", "agency", "waiting", 1)
    assert near["sentences"][0]["quote"] == "The Generall Services Administraton uses Llama."
    assert rows["Norvane"]["suggestions"] == []
    assert "The Norvane uses Llama." in told(cli, "queue")


def test_a_name_is_accepted_by_its_number_and_read_from_then_on(cli: Cli) -> None:
    """It leaves the queue, stands in the list and the audit, and the reader knows it with its kind."""
    waits(cli, ("Norvane", NameSort.VENDOR))
    assert "Norvane is a known vendor" in told(cli, "accept", "N-1", "--country", "fr", "--by", "ada", "--why", "their site")
    assert cli.lines("names", "queue") == []
    assert [row["state"] for row in cli.lines("names", "queue", "--all")] == ["accepted"]
    (row,) = cli.lines("names", "list")
    assert (row["id"], row["sort"], row["country"], row["who"]) == ("Norvane", "vendor", "FR", "ada")
    made = store(cli)
    with made.reading() as c:
        assert [(one.what, one.who, one.why) for one in audits_of(c, "Norvane")] == [("accept name", "ada", "their site")]
    made.close()
    read = cli.file(
        "a.md", markdown("NASA has adopted Norvane’s language model for its staff.", title="Norvane at NASA", lang="en")
    )
    (article,) = cli.lines("read", read, "--config", cli.file("writethru.toml", ""))
    assert [(one["vendor"], one["agency"], one.get("unlisted")) for one in article["claims"]] == [("Norvane", "NASA", None)]


def test_facts_move_to_the_name_that_another_one_stands_for(cli: Cli) -> None:
    """An unlisted name is marked in the list; once merged it stands under the known one, and it is told who moved it."""
    assert cli.run("facts", "add", *FACT).exit_code == 0
    (before,) = cli.lines("facts", "list")
    assert (before["claim"]["agency"], before["unlisted"]) == ("Bureau of Tidal Mills", True)
    assert "unlisted" in cli.run("facts", "list").stdout
    assert "1 facts brought up to it" in told(cli, "merge", "Bureau of Tidal Mills", "National Park Service", "--by", "ada")
    (after,) = cli.lines("facts", "list")
    assert (after["claim"]["agency"], after["unlisted"], after["id"]) == ("National Park Service", False, before["id"])
    (shown,) = cli.lines("facts", "show", after["id"])
    assert any("ada: rename fact" in change for change in shown["changes"])


def test_what_is_no_name_takes_its_facts_with_it(cli: Cli) -> None:
    """They are withdrawn, not deleted."""
    cli.run("facts", "add", *FACT)
    assert "1 facts withdrawn" in told(cli, "never", "Bureau of Tidal Mills")
    assert cli.lines("facts", "list") == []
    assert [row["status"] for row in cli.lines("facts", "list", "--all")] == ["retracted"]


def test_a_listed_name_only_gains_aliases(cli: Cli) -> None:
    """``names add`` of a known name writes another way of writing it."""
    assert "stands for National Park Service" in told(cli, "add", "National Park Service", "--alias", "Rangers’ Office")
    (row,) = cli.lines("names", "list")
    assert (row["sort"], row["name"], row["stands_for"]) == ("alias", "Rangers’ Office", "National Park Service")


def test_wrong_words_end_with_one_line(cli: Cli) -> None:
    """Exit code 1, and what to do instead."""
    for words, why in (
        (("accept", "N-9"), "names queue"),
        (("accept", "Norvane"), "does not wait"),
        (("merge", "Norvane", "Nobody"), "is not known"),
        (("never", "NASA"), "reference data"),
        (("add", "Norvane"), "--kind"),
        (("add", "Nor|vane", "--kind", "vendor"), "cannot be a name"),
        (("add", "Norvane", "--kind", "vendor", "--country", "F1"), "no country"),
    ):
        result = cli.run("names", *words)
        assert (result.exit_code, result.stdout) == (1, ""), words
        assert why in result.stderr
        assert result.stderr.count("\n") == 1
    assert json.dumps(cli.lines("names", "list")) == "[]"
