"""``writethru facts``: the ledger, corrected by people; nothing is deleted, everything is accounted for."""

import json
from typing import Any

import pytest

from alerts.matching import families
from alerts.model import ArticleMark, Outcome
from service.flow.judge import decide
from service.ledgerfile import load as load_ledger
from service.reference import Reference
from service.store.articles import add_article, known_article
from service.store.errors import Stale
from service.store.known import Known, load_families
from service.store.ledger import Teller, record
from service.store.session import Store
from tests.contracts.builders import NOW, article, claim, plan_of
from tests.service.cli.scene import Cli, done, refused
from watchers.claims.model import Stage

ADD = ("facts", "add", "--kind", "agency", "--vendor", "Meta", "--product", "Llama", "--agency", "NASA", "--stage", "adopted")
PRICE = ("facts", "add", "--kind", "price", "--vendor", "OpenAI", "--product", "ChatGPT Enterprise", "--amount", "1")


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """A ledger without a baseline."""
    cli.file("writethru.toml", 'watchlist = "none"\n[ledger]\nbaseline = "none"\n')
    return cli.ledger()


def store(desk: Cli) -> Store:
    return Store(f"sqlite:///{desk.folder}/var/writethru.db")


def facts(desk: Cli, *words: str) -> list[tuple[str, str, str]]:
    return [(row["id"], row["status"], row["value"]) for row in desk.lines("facts", "list", *words)]


def loaded(desk: Cli) -> Known:
    kept = store(desk)
    with kept.reading() as c:
        known = load_families(c, families([claim()]))
    kept.close()
    return known


def test_an_added_fact_is_listed_shown_and_accounted_for(desk: Cli) -> None:
    """A person's word is confirmed; who said it, and why, stands beside it."""
    done(
        desk, *ADD, "--source-url", "https://nasa.example/a", "--source-outlet", "NASA", "--by", "ada", "--why", "call with NASA"
    )
    (row,) = desk.lines("facts", "list", "--vendor", "META", "--agency", "nasa", "--kind", "agency")
    assert (row["id"], row["status"], row["claim"]["stage"]) == ("F-1", "confirmed", "adopted")
    (shown,) = desk.lines("facts", "show", "F-1")
    assert shown["sightings"][0]["url"] == "https://nasa.example/a"
    assert "ada: add fact (call with NASA)" in shown["changes"][0]
    assert "told by NASA" in done(desk, "facts", "show", "f-1")
    assert facts(desk, "--vendor", "OpenAI") == []


def test_names_are_those_of_the_reference_data(desk: Cli) -> None:
    """An alias that a person types is the same fact as the canonical name; a name on no list is kept and said to be so."""
    done(desk, *ADD[:-4], "--agency", "State Department", "--stage", "adopted")
    strange = desk.run(*ADD[:-4], "--agency", "Bureau of Odd Numbers", "--stage", "adopted")
    assert "stands in no list" in strange.stderr
    first, second = desk.lines("facts", "list")
    assert first["claim"]["agency"] == "U.S. Department of State"
    assert second["claim"]["unlisted"] is True


def test_what_is_known_already_is_not_added_again(desk: Cli) -> None:
    """The one that is there is named."""
    done(desk, *ADD)
    assert "facts show F-1" in refused(desk, *ADD)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--vendor", "Meta"), "kind"),
        (("--kind", "agency", "--vendor", "Meta", "--agency", "NASA", "--stage", "loves"), "stage"),
        (("--kind", "price", "--vendor", "Meta", "--amount", "a dollar"), "amount"),
        (
            ("--kind", "agency", "--vendor", "Meta", "--agency", "NASA", "--stage", "adopted", "--source-published", "soon"),
            "soon",
        ),
    ],
)
def test_a_fact_that_is_none_names_the_field_at_fault(desk: Cli, words: tuple[str, ...], said: str) -> None:
    """One line, exit code 1, nothing written."""
    assert said in refused(desk, "facts", "add", *words)
    assert facts(desk, "--all") == []


def test_a_corrected_value_supersedes_the_old_one_which_stays(desk: Cli) -> None:
    """The slot now holds the corrected stage; the old one is listed only with --all, with its story."""
    done(desk, *ADD)
    assert "(was F-1)" in done(desk, "facts", "edit", "F-1", "--stage", "exploring", "--why", "misread")
    assert facts(desk) == [("F-2", "confirmed", "exploring Llama")]
    assert [row[:2] for row in facts(desk, "--all")] == [("F-1", "superseded"), ("F-2", "confirmed")]
    (old,) = desk.lines("facts", "show", "F-1")
    assert "misread; now F-2" in old["changes"][-1]


def test_a_correction_of_the_body_retracts_the_old_fact(desk: Cli) -> None:
    """What was told of the wrong agency never was so."""
    done(desk, *ADD)
    done(desk, "facts", "edit", "F-1", "--agency", "U.S. Department of State")
    assert [row[:2] for row in facts(desk, "--all")] == [("F-1", "retracted"), ("F-2", "confirmed")]


def test_a_corrected_detail_keeps_the_fact(desk: Cli) -> None:
    """The product is no part of the slot: the same value, with another product or none, and the old wording in the audit."""
    done(desk, *ADD)
    done(desk, "facts", "edit", "F-1", "--product", "")
    assert facts(desk, "--all") == [("F-1", "confirmed", "adopted")]
    kept = store(desk)
    with kept.reading() as c:
        before = c.exec_driver_sql("SELECT before FROM audit ORDER BY id DESC LIMIT 1").scalar_one()
    kept.close()
    assert json.loads(before)["product"] == "Llama"


def test_an_edited_amount_is_as_exact_as_it_is_typed(desk: Cli) -> None:
    """The precision of the old number is not carried over to the new one."""
    done(desk, *PRICE, "--currency", "USD", "--per", "agency/year")
    done(desk, "facts", "edit", "F-1", "--amount", "1.25")
    (row,) = desk.lines("facts", "list")
    assert (row["claim"]["amount"], "step" in row["claim"]) == (1.25, False)


def test_a_retracted_value_stays_on_record_and_cannot_be_retracted_twice(desk: Cli) -> None:
    """Nothing is deleted."""
    done(desk, *ADD)
    done(desk, "facts", "retract", "1", "--why", "hoax")
    assert facts(desk) == []
    assert facts(desk, "--all") == [("F-1", "retracted", "adopted Llama")]
    assert "already" in refused(desk, "facts", "retract", "F-1")
    assert "no fact is called 'F-9'" in refused(desk, "facts", "retract", "F-9")


def test_the_next_article_is_weighed_against_the_correction(desk: Cli, reference: Reference) -> None:
    """Adopted was a misreading of exploring: the article that tells of adoption is an update now, no repetition."""
    state = claim()
    item_mark = _mark(desk)
    done(desk, *ADD[:-4], "--agency", "U.S. Department of State", "--stage", "adopted")
    (before,) = decide(item_mark, [state], loaded(desk), reference)
    done(desk, "facts", "edit", "F-1", "--stage", "exploring", "--source-published", "2025-09-20")
    (after,) = decide(item_mark, [state], loaded(desk), reference)
    assert (before.outcome, after.outcome) == (Outcome.CORROBORATES, Outcome.UPDATES)


@pytest.mark.parametrize("words", [("facts", "retract", "F-1"), ("facts", "edit", "F-1", "--stage", "exploring")])
def test_a_judge_in_the_middle_of_its_work_weighs_again(desk: Cli, words: tuple[str, ...]) -> None:
    """The family's head has moved: what was weighed against the old ledger cannot be saved."""
    done(desk, *ADD[:-4], "--agency", "U.S. Department of State", "--stage", "adopted")
    known = loaded(desk)
    done(desk, *words)
    kept = store(desk)

    def save() -> None:
        with kept.writing() as c:
            item = add_article(c, article("late"), NOW)
            record(
                c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan_of(claim(stage=Stage.ADOPTED)), known
            )

    with pytest.raises(Stale):
        save()
    kept.close()


def test_the_source_of_a_fact_can_still_be_read_from_a_feed(desk: Cli) -> None:
    """A fact entered with an article's address does not make that article known, let alone read."""
    done(desk, *ADD, "--source-url", "https://wire.example/a")
    kept = store(desk)
    with kept.reading() as c:
        assert not known_article(c, "https://wire.example/a")
    kept.close()


@pytest.mark.parametrize("name", ["ledger.jsonl", "ledger.csv"])
def test_an_exported_ledger_is_the_same_after_import(desk: Cli, name: str) -> None:
    """Claims, standing and sources survive the way through a file, whichever form it has; a second import adds nothing."""
    done(
        desk,
        *ADD,
        "--quote",
        "=NASA uses Llama, “daily”\nit said",
        "--source-url",
        "https://nasa.example/a",
        "--source-title",
        "T",
    )
    done(desk, *PRICE, "--currency", "USD", "--per", "agency/year", "--valid-from", "2025-08-06", "--qualifier", "about")
    done(desk, "facts", "edit", "F-1", "--stage", "exploring")
    done(desk, "facts", "export", name, "--all")
    before = desk.lines("facts", "list", "--all")
    (desk.folder / "var" / "writethru.db").unlink()
    assert "3 facts learned, 0 known" in done(desk, "facts", "import", name)
    assert "0 facts learned, 3 known" in done(desk, "facts", "import", name)
    assert _lasting(desk.lines("facts", "list", "--all")) == _lasting(before)
    assert "there already" in refused(desk, "facts", "export", name)


def test_what_was_retracted_is_restored_by_the_file_in_which_it_stands(desk: Cli) -> None:
    """Under its own number and with its own standing; a file that says it is retracted restores nothing."""
    done(desk, *ADD)
    done(desk, "facts", "export", "before.jsonl")
    before = desk.lines("facts", "list", "--all")
    done(desk, "facts", "retract", "F-1")
    done(desk, "facts", "export", "after.jsonl", "--all")
    assert "0 facts learned, 1 known already" in done(desk, "facts", "import", "after.jsonl")
    assert "0 facts learned, 0 known already, 1 restored" in done(desk, "facts", "import", "before.jsonl")
    assert desk.lines("facts", "list", "--all") == before


def test_an_exported_ledger_can_be_a_baseline(desk: Cli) -> None:
    """The lines are those that a ledger starts with."""
    done(desk, *ADD, "--source-outlet", "NASA", "--source-published", "2025-03-01")
    done(desk, "facts", "export", "ledger.jsonl")
    (told,) = load_ledger(str(desk.folder / "ledger.jsonl"))
    assert (told.article.outlet, len(told.claims)) == ("NASA", 1)


def test_a_bad_line_is_named_and_nothing_of_the_file_is_learned(desk: Cli) -> None:
    """All or none."""
    good = {"kind": "agency", "vendor": "Meta", "agency": "NASA", "stage": "adopted"}
    desk.file("facts.jsonl", json.dumps(good) + "\n\n" + json.dumps({**good, "stage": "loves"}) + "\n")
    assert "facts.jsonl:3: stage" in refused(desk, "facts", "import", "facts.jsonl")
    assert facts(desk, "--all") == []
    assert "cannot be read" in refused(desk, "facts", "import", "nowhere.csv")


def _lasting(rows: list[dict[str, Any]]) -> list[str]:
    """What must survive, in an order that does not follow from row numbers."""
    return sorted(json.dumps([row[key] for key in ("status", "fact", "value", "key", "claim")]) for row in rows)


def _mark(desk: Cli) -> ArticleMark:
    """An article of its own, as the ledger would remember it."""
    desk.run("facts", "list")
    kept = store(desk)
    with kept.writing() as c:
        mark = add_article(c, article("tells"), NOW).mark
    kept.close()
    return mark
