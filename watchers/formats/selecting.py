"""CSS selectors as settings give them: the only door to cssselect. No parser of pages is loaded for it."""

from cssselect import HTMLTranslator, SelectorError


def fault_of(select: str) -> str | None:
    """Why ``select`` is no selector; ``None`` where it is one."""
    try:
        HTMLTranslator().css_to_xpath(select)
    except SelectorError as error:
        return " ".join(str(error).split()) or "no CSS selector"
    return None


def xpath_of(select: str) -> str:
    """The same as a path; one that finds nothing for what is no selector."""
    return HTMLTranslator().css_to_xpath(select) if fault_of(select) is None else "/.."
