"""What of an address is watched: the settings of a page or sitemap, and when they make no sense."""

from service.tomlfile import Table
from watchers.formats.selecting import fault_of
from watchers.model import FeedKind, Take, View


def view_wanted(table: Table, kind: FeedKind) -> View:
    """``select``, ``take`` and ``only`` of a ``[[feeds]]`` table; its faults go into the report."""
    select, only = table.text("select", ""), table.text("only", "")
    take = Take(table.choice("take", Take.LINKS.value, tuple(Take)))
    view = View(select=select, take=take, only=only)
    for key, message in view_faults(view, kind):
        table.fault(key, message)
    return view


def view_faults(view: View, kind: FeedKind) -> tuple[tuple[str, str], ...]:
    """What would do nothing, or cannot be understood: the setting and why."""
    found = []
    if view.select and kind is not FeedKind.PAGE:
        found.append(("select", 'says what of a page is watched: it needs kind = "page"'))
    elif view.select and (fault := fault_of(view.select)):
        found.append(("select", f"is no CSS selector: {fault}"))
    if view.take is Take.TEXT and not view.select:
        found.append(("take", "the text of which part of the page? name it in select"))
    if view.only and kind not in {FeedKind.PAGE, FeedKind.SITEMAP}:
        found.append(("only", "chooses among the links of a page or sitemap"))
    return tuple(found)
