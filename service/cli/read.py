"""``writethru read``: what articles claim; changes nothing."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from service.app import fetched
from service.archive import NO_ADDRESS, Given, articles
from service.cli.common import config_option, ends_well, json_line, settings_of
from service.cli.marked import draw
from service.cli.opened import reference_of
from service.cli.wording import amount, product, read_as
from service.proposals import Proposals, lacking
from service.reference import Reference
from service.settings import Settings
from watchers.claims.codec import claim_to_json
from watchers.claims.model import Adoption, Claim, Extraction, Figure, Partnership, Price, Span
from watchers.model import Article


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL|-…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article.")
@config_option
@ends_well
def read(paths: tuple[str, ...], config: Path | None, *, as_json: bool) -> None:
    """Read articles and print what they claim. PATH is a .md, .html, .txt or .jsonl file, or a folder of them."""
    console = Console() if sys.stdout.isatty() and not as_json else None
    settings = settings_of(config)
    reference = reference_of(settings)
    with asking(settings) as propose:
        for given in _given(paths, settings):
            extraction = _extracted(reference, given.article, propose)
            if console is not None:
                draw(given, extraction, console)
            else:
                click.echo(_line(given, extraction) if as_json else _sheet(given, extraction))


_Propose = Callable[[Article, Extraction], tuple[Span, ...]]


@contextmanager
def asking(settings: Settings) -> Iterator[_Propose]:
    """Who proposes names, as for the daemon: in a confined worker that is started when the first sentence wants it."""
    if not settings.ner or lacking():
        yield lambda _article, _found: ()
        return
    proposals = Proposals()
    with asyncio.Runner() as runner:
        try:
            yield lambda article, found: runner.run(proposals.propose(article.text, found.wanting, article.url))
        finally:
            runner.run(proposals.__aexit__(None, None, None))


def _extracted(reference: Reference, article: Article, propose: _Propose) -> Extraction:
    found = reference.extractor.extract(article)
    spans = propose(article, found) if found.wanting else ()
    return reference.extractor.extract(article, spans) if spans else found


def _is_address(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


def _given(paths: Iterable[str], settings: Settings) -> Iterator[Given]:
    for path in paths:
        if _is_address(path):
            yield Given(id=path, article=asyncio.run(fetched(path, settings)))
        else:
            yield from articles(path)


def _line(given: Given, extraction: Extraction) -> str:
    article = given.article
    row: dict[str, Any] = {
        "id": given.id,
        "url": None if article.url.startswith(NO_ADDRESS) else article.url,
        "lang": article.lang,
        "on_beat": extraction.on_beat,
        "complete": article.incomplete is None,
        "claims": [claim_to_json(claim) for claim in extraction.claims],
    }
    return json_line(row)


def _sheet(given: Given, extraction: Extraction) -> str:
    article = given.article
    lines = [f"{given.id}  {article.title}".rstrip(), f"  {article.outlet} · {article.lang} · {read_as(article)}"]
    lines += [line for claim in extraction.claims for line in _claim_lines(claim)]
    if not extraction.claims:
        lines.append("  no claims")
    return "\n".join(lines) + "\n"


def _claim_lines(claim: Claim) -> tuple[str, str]:
    evidence = claim.evidence
    said = f", says {evidence.attribution.speaker}" if evidence.attribution else ""
    hedged = ", hedged" if evidence.hedged else ""
    quote = " ".join(evidence.quote.split())
    return f"  {_told(claim)}{said}{hedged}", f"      “{quote}”"


def _told(claim: Claim) -> str:
    match claim:
        case Adoption():
            return f"agency   {claim.agency}: {claim.stage.value} {product(claim)}"
        case Partnership():
            role = f" ({claim.role})" if claim.role else ""
            return f"partner  {claim.partner}{role}: {claim.stage.value}, {product(claim)}"
        case Price():
            per = f" per {claim.per}" if claim.per else ""
            buyer = f" for {claim.buyer}" if claim.buyer else ""
            return f"price    {product(claim)}: {amount(claim)}{per}{buyer}"
        case Figure():
            period = f", {claim.period}" if claim.period else ""
            return f"figure   {claim.subject}, {claim.measure}: {amount(claim)}{period}"
