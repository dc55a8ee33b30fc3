"""An article on a terminal with its claims marked in place, and a table of them under it.

Every stretch that claims something stands in brackets that begin with the marks of its claims: a letter for the kind, and a
number that runs through the article. So the picture can be read without colour; colour and underlining only help.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from service.archive import Given
from service.cli.wording import amount, kept, product, read_as
from service.terminal import harmless
from watchers.claims.model import Adoption, Attribution, Claim, Extraction, Figure, Partnership, Price

_WORD: Final = re.compile(r"[^ ]+ *| +")
_OPEN, _BAR, _CLOSE = "[", "│", "]"
_MANY: Final = 3
"""Marks in a row that are written as the first and the last."""
_WIDE: Final = 120
"""Columns from which the table takes what it needs; below, it takes all there are."""
_NO_BREAK: Final = "\u00a0"
_BOLD: Final = Style(bold=True)
_DIM: Final = Style(dim=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kind:
    """How claims of one kind are marked."""

    letter: str
    name: str
    colour: str


_KINDS: Final = {
    Adoption: _Kind(letter="A", name="agency", colour="cyan"),
    Partnership: _Kind(letter="P", name="partner", colour="magenta"),
    Price: _Kind(letter="$", name="price", colour="green"),
    Figure: _Kind(letter="F", name="figure", colour="yellow"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Marked:
    """A claim with its number in the article, from 1."""

    number: int
    claim: Claim

    @property
    def kind(self) -> _Kind:
        """How its kind is marked."""
        return _KINDS[type(self.claim)]

    @property
    def mark(self) -> str:
        """What stands for it in the text and in the table."""
        return f"{self.kind.letter}{self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stretch:
    """Characters ``start`` to ``end`` (exclusive) of the text, and what is claimed there; without claims, plain text."""

    start: int
    end: int
    claims: tuple[_Marked, ...] = ()


def draw(given: Given, extraction: Extraction, console: Console) -> None:
    """Print the article with its claims marked, a legend, and the table, at the console's width."""
    article = given.article
    marked = [_Marked(number=number, claim=claim) for number, claim in enumerate(extraction.claims, 1)]
    _print(console, Text(harmless(f"{given.id}  {article.title}".rstrip()), style=_BOLD))
    _print(console, Text(harmless(f"{article.outlet} · {article.lang} · {read_as(article)}"), style=_DIM))
    if marked:
        _print(console, _legend(marked))
    console.print()
    for line in _told(article.text, marked).split("\n", allow_blank=True):
        _print(console, line)
    console.print()
    console.print(_table(marked, expand=console.width < _WIDE) if marked else Text("no claims", style=_DIM))
    console.print()


def _legend(marked: Sequence[_Marked]) -> Text:
    """The kinds that occur, and what a mark looks like."""
    legend = Text()
    for kind in dict.fromkeys(one.kind for one in sorted(marked, key=lambda one: list(_KINDS).index(type(one.claim)))):
        legend.append(kind.letter, Style(bold=True, color=kind.colour))
        legend.append(f" {kind.name}   ")
    legend.append(f"{_OPEN}{marked[0].mark}{_BAR}", Style(bold=True))
    legend.append("the words that claim it", Style(underline=True))
    legend.append(_CLOSE, Style(bold=True))
    return legend


# ---------------------------------------------------------------------------------------------------------------- the text


def _told(text: str, marked: Sequence[_Marked]) -> Text:
    found = Text()
    for stretch in _stretches(len(text), marked):
        words = "\n".join(harmless(line) for line in text[stretch.start : stretch.end].split("\n"))
        if stretch.claims:
            _mark(found, words, stretch.claims)
        else:
            found.append(words)
    return found


def _mark(into: Text, words: str, claims: Sequence[_Marked]) -> None:
    into.append(_OPEN, _BOLD)
    for at, run in enumerate(_runs(claims)):
        marks = [one.mark for one in run] if len(run) < _MANY else [f"{run[0].mark}–{run[-1].number}"]
        into.append((_NO_BREAK if at else "") + _NO_BREAK.join(marks), Style(bold=True, color=run[0].kind.colour))
    into.append(_BAR, _BOLD)
    into.append(words, Style(underline=True, color=claims[0].kind.colour if len({one.kind for one in claims}) == 1 else None))
    into.append(_CLOSE, _BOLD)


def _runs(claims: Sequence[_Marked]) -> list[list[_Marked]]:
    """``claims`` in rows of one kind whose numbers follow each other."""
    found: list[list[_Marked]] = []
    for one in claims:
        if found and found[-1][-1].kind == one.kind and found[-1][-1].number + 1 == one.number:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _stretches(length: int, marked: Sequence[_Marked]) -> Iterator[_Stretch]:
    """The text from end to end; claims whose words overlap share a stretch, and so their marks."""
    at = 0
    for stretch in _shared(marked):
        if stretch.start > at:
            yield _Stretch(start=at, end=stretch.start)
        yield stretch
        at = stretch.end
    if at < length:
        yield _Stretch(start=at, end=length)


def _shared(marked: Sequence[_Marked]) -> Iterator[_Stretch]:
    open_: _Stretch | None = None
    for one in sorted(marked, key=lambda one: (one.claim.evidence.span.start, one.number)):
        span = one.claim.evidence.span
        if open_ is not None and span.start < open_.end:
            open_ = _Stretch(start=open_.start, end=max(open_.end, span.end), claims=(*open_.claims, one))
            continue
        if open_ is not None:
            yield open_
        open_ = _Stretch(start=span.start, end=span.end, claims=(one,))
    if open_ is not None:
        yield open_


def _print(console: Console, line: Text) -> None:
    """One line folded at blanks, never at a no-break space; a longer word is folded where it must be."""
    for part in line.divide(_breaks(line.plain, console.width)):
        part.rstrip()
        console.print(part, overflow="fold", soft_wrap=cell_len(part.plain) <= console.width)


def _breaks(line: str, columns: int) -> list[int]:
    """Where lines begin, but the first."""
    breaks, used = [], 0
    for word in _WORD.finditer(line):
        size = cell_len(word.group().rstrip(" "))
        if used and used + size > columns:
            breaks.append(word.start())
            used = 0
        used += cell_len(word.group())
    return breaks


# --------------------------------------------------------------------------------------------------------------- the table


def _table(marked: Sequence[_Marked], *, expand: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style="bold", show_edge=False)
    table.expand = expand
    noted = any(_notes(one.claim) for one in marked)
    table.add_column("mark", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    heads = [("what", 5), ("stage or amount", 3), ("who said it", 3), ("notes", 2)]
    for head, ratio in heads if noted else heads[:-1]:
        table.add_column(head, overflow="fold", ratio=ratio if expand else None)
    for one in marked:
        evidence = one.claim.evidence
        row = (one.kind.name, _what(one.claim), _value(one.claim), _speaker(evidence.attribution), _notes(one.claim))
        # Text, not str: rich reads markup in a str
        table.add_row(
            Text(one.mark, Style(bold=True, color=one.kind.colour)),
            *(Text(harmless(cell)) for cell in row[: len(table.columns) - 1]),
        )
    return table


def _what(claim: Claim) -> str:
    match claim:
        case Adoption():
            return f"{claim.agency} · {product(claim)}"
        case Partnership():
            return f"{claim.partner}{f' ({claim.role})' if claim.role else ''} · {product(claim)}"
        case Price():
            return product(claim) + (f" · for {claim.buyer}" if claim.buyer else "")
        case Figure():
            return f"{claim.subject} · {claim.measure}" + (f" · {claim.period}" if claim.period else "")


def _value(claim: Claim) -> str:
    if isinstance(claim, Adoption | Partnership):
        return claim.stage.value + (f" from {claim.valid_from.isoformat()}" if claim.valid_from else "")
    per = f" per {claim.per}" if isinstance(claim, Price) and claim.per else ""
    return kept(amount(claim)) + per


def _speaker(credit: Attribution | None) -> str:
    if credit is None:
        return "–"
    beside = [part for part in (credit.employer, credit.channel.value if credit.channel else None) if part]
    return credit.speaker + (f" ({', '.join(beside)})" if beside and beside != [credit.speaker] else "")


def _notes(claim: Claim) -> str:
    evidence = claim.evidence
    notes = [
        *(["hedged"] if evidence.hedged else []),
        *(["unlisted"] if evidence.unlisted else []),
        *(["correction"] if evidence.corrects else []),
        *(f"elsewhere: {clash.attribution.speaker}" for clash in evidence.clashes),
    ]
    return ", ".join(notes)
