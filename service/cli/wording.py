"""What a claim is about and how much it says, in the words that the commands print."""

from watchers.claims.model import Adoption, Figure, Partnership, Price
from watchers.model import Article

_DEEP = frozenset({"en", "fr"})
_MONEY = frozenset({"es", "de"})


def read_as(article: Article) -> str:
    """Whether the article was read whole, and why not; and that a language without triggers is read superficially."""
    whole = "read whole" if article.incomplete is None else f"read incompletely: {article.incomplete.value}"
    if article.lang in _DEEP:
        return whole
    return f"{whole}, superficially: names and money only" if article.lang in _MONEY else f"{whole}, superficially: names only"


def product(claim: Adoption | Partnership | Price) -> str:
    """The vendor, and its product where known."""
    return f"{claim.vendor} {claim.product}" if claim.product else claim.vendor


def amount(claim: Price | Figure) -> str:
    """The amount with its currency: "at least 40,500,000,000 USD"."""
    value = claim.amount
    printed = f"{value.low:,f}" if value.high is None else f"{value.low:,f} to {value.high:,f}"
    qualifier = f"{value.qualifier.value} " if value.qualifier else ""
    return qualifier + printed + (f" {claim.currency}" if claim.currency else "")


def kept(words: str) -> str:
    """``words`` on one line: its blanks are no-break spaces."""
    return words.replace(" ", "\u00a0")
