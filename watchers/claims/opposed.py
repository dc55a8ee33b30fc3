"""One product set against another: "does not run on X but on Y", "ne repose pas sur X mais sur Y", "is built on Y, not X"."""

from watchers.claims.actors import Line, Name, Role


def opposed(line: Line) -> tuple[Name, Name] | None:
    """The product that the line says it is not and the one that it is, where nothing but such words stand around them."""
    if not line.holds(_NOT):
        return None
    goods = line.named(Role.PRODUCT, Role.VENDOR)
    for one in goods:
        two = next((name for name in goods if name.start >= one.end and name.vendor != one.vendor), None)
        if two is None or not (one.vendor and two.vendor):
            continue
        between = [token.fold for token in line.words(one.end, two.start) if token.fold not in _MARKS]
        if 0 < len(between) <= _CLOSE and _LINKS.issuperset(between[1:]):
            before = {token.fold for token in line.before(one.start, _REACH)}
            if between[0] in _BUT and not before.isdisjoint(_NOT):
                return one, two
            if (between[0] in _NOT or between[:2] in _AND_NOT) and before.isdisjoint(_NOT):
                return two, one
    return None


_CLOSE = 6
_REACH = 6
_MARKS = frozenset({",", "«", "»", '"', "“", "”"})
_NOT = frozenset({"not", "n't", "pas", "non"})
_BUT = frozenset({"but", "mais"})
_AND_NOT = (["and", "not"], ["et", "non"], ["et", "pas"])
_LINKS_WORDS = """
    on upon with by in the a an model of rather instead sur avec par grace a au le la l' les de d' du un une modele bien plutot
    not pas non
"""
_LINKS = frozenset(_LINKS_WORDS.split())
