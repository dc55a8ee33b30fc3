"""Reference rows to the gazetteer: checked, then joined into entities, ways of writing and rules."""

import re
from collections.abc import Iterable, Mapping

from watchers.claims.folding import alias_key
from watchers.claims.gazetteer import CITY, BrokenRows, Entity, Gazetteer, NameKind, Pattern, ReferenceRows, Row, Rule, split
from watchers.claims.lands import variants
from watchers.claims.vetting import faults, tables, tenure

_ALIASES = {
    "agencies": ("acronym", "aliases_en", "aliases_fr", "aliases_es", "aliases_de"),
    "vendors": ("aliases_en", "aliases_fr"),
    "partners": ("aliases_en", "aliases_fr"),
    "people": ("aliases",),
    "governments": ("aliases_en", "aliases_fr", "aliases_es", "aliases_de", "metonyms"),
}
"""Columns that hold further names; those of Spanish and German may be missing."""
_AND = re.compile(r"(?<=[a-z,]) and (?=[A-Z])")
_GOVERNMENT_FORM = re.compile(r"(?:State|Commonwealth|Government|Territory|government) of |.+ government$")


def read(rows: ReferenceRows) -> Gazetteer:
    """The gazetteer of ``rows``.

    Raises:
        BrokenRows: missing columns, an id twice, an unknown reference, a broken pattern or date; all of them at once.
    """
    broken = faults(rows)
    if broken:
        raise BrokenRows(broken)
    patterns = tuple(Pattern(id=r["id"], scope=r["scope"], regex=re.compile(r["regex"])) for r in rows.patterns)
    found = Gazetteer(patterns=patterns, towns=rows.towns)
    _add_entities(found, rows)
    _add_versions(found, rows)
    _add_surfaces(found, rows)
    _add_homely(found, rows)
    _add_variants(found, rows)
    found.given.update(row["candidate_id"] for row in rows.ambiguous if row["risk"] == "given-name")
    for row in rows.ambiguous:
        if row["risk"] != "term":
            rule = Rule(
                require=tuple(split(row["require_any"])), forbid=tuple(split(row["forbid_any"])), default=bool(row["default"])
            )
            for alias in split(row["alias"]):
                found.rules[alias_key(alias)][row["candidate_id"]] = rule
    found.portfolios.update(
        {word: row["id"] for row in rows.portfolios for word in (row["id"], *split(row["en"]), *split(row["fr"]))}
    )
    return found


def entities(rows: ReferenceRows) -> tuple[Entity, ...]:
    """Everybody and everything listed in ``rows``, which are not checked, in the order of the tables."""
    found = Gazetteer()
    _add_entities(found, rows)
    return tuple(found.entities.values())


def _add_entities(found: Gazetteer, rows: ReferenceRows) -> None:
    names = {row["id"]: row["name"] for table, members in tables(rows) if table in _ALIASES for row in members}
    partners = {row["id"] for row in rows.partners}
    for row in rows.agencies:
        found.entities[row["id"]] = Entity(
            id=row["id"],
            name=row["name"],
            kind=NameKind.AGENCY,
            owner=names.get(row["parent"]),
            country=row["country"] or None,
            category=row["kind"],
        )
    for row in rows.vendors:
        found.entities[row["id"]] = _vendor(row, names, partner=row["id"] in partners)
    for row in rows.partners:
        company = Entity(
            id=row["id"],
            name=row["name"],
            kind=NameKind.COMPANY,
            partner=True,
            country=row["country"] or None,
            category=row["category"],
        )
        found.entities.setdefault(row["id"], company)
    for row in rows.people:
        found.entities[row["id"]] = Entity(
            id=row["id"], name=row["name"], kind=NameKind.PERSON, owner=names.get(row["org_id"]), category=row["kind"]
        )
        found.tenures[row["id"]] = tenure(row)
    for row in rows.governments:
        _add_place(found, row)
        if row["level"] == "country":
            found.seats.update(dict.fromkeys(split(row["metonyms"]), row["name"]))


def _add_versions(found: Gazetteer, rows: ReferenceRows) -> None:
    for row in (one for one in rows.vendors if one["version_pattern"]):
        found.versions[row["id"]] = re.compile(row["version_pattern"])
        found.examples[row["id"]] = tuple(one for one in row["examples"].split(";") if one)


def _vendor(row: Row, names: Mapping[str, str], *, partner: bool) -> Entity:
    company = row["kind"] in ("vendor", "unit")
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=NameKind.COMPANY if company else NameKind.PRODUCT,
        owner=names.get(row["vendor_id"]) if row["vendor_id"] != row["id"] else None,
        family=names.get(row["family_id"]),
        vendor=row["kind"] == "vendor",
        partner=partner,
        country=row["country"] or None,
        category=row["kind"],
    )


def _add_place(found: Gazetteer, row: Row) -> None:
    country = row["iso"][:2] or None
    town = row["level"] == CITY
    found.entities[row["id"]] = Entity(
        id=row["id"],
        name=row["name_en"],
        kind=NameKind.PLACE,
        country=country,
        category=row["level"],
        owner=row["name"] if town else None,
        actor=None if town else row["name"],
    )
    actor = row["actor_id"] or (f"gov:{row['id']}" if town else f"gov:{row['iso']}")
    found.actors[row["id"]] = actor
    if not row["actor_id"]:
        found.entities[actor] = Entity(id=actor, name=row["name"], kind=NameKind.AGENCY, country=country, category="government")
    for word in (row["demonym_en"], *split(row["demonyms_fr"])):
        if word:
            found.demonyms.setdefault(word, row["id"])
    if row["level"] == "country" and row["demonym_en"]:
        found.demonym_of[row["iso"]] = row["demonym_en"]


def _add_surfaces(found: Gazetteer, rows: ReferenceRows) -> None:
    for table, columns in _ALIASES.items():
        for row in getattr(rows, table):
            own: tuple[str, ...] = (row["name_en"], row["name_fr"], row["name"]) if table == "governments" else (row["name"],)
            if table == "governments" and row["level"] == "region":
                own = (*own, *_governments(row["name_en"]))
            for alias in _written(own, columns, row):
                acts = table == "governments" and (alias == row["name"] or _GOVERNMENT_FORM.match(alias))
                ids = found.surfaces[alias]
                name = found.actors[row["id"]] if acts and alias not in (row["name_en"], row["name_fr"]) else row["id"]
                if name not in ids:
                    ids.append(name)


def _governments(region: str) -> tuple[str, ...]:
    """The English ways of naming the government of a region: "Queensland's government", "the Gauteng provincial government"."""
    owners = (region, f"{region}'s")
    behind = (f"{kind}government {link} {region}" for kind in _KINDS for link in ("of", "in") if kind or link == "of")
    return (*(f"{owner} {kind}government" for owner in owners for kind in _KINDS), *behind)


_KINDS = ("", "state ", "provincial ", "regional ", "territorial ")


def _add_homely(found: Gazetteer, rows: ReferenceRows) -> None:
    """A body without its country, in texts that name the country: "the Government Technology Agency" where Singapore stands."""
    words = {row["iso"]: _of_country(row) for row in rows.governments if row["level"] == "country"}
    for row in (one for one in rows.agencies if one["kind"] not in _EVERYWHERE):
        country = words.get(row["country"], ())
        for alias in (row["name"], *split(row["aliases_en"]), *split(row["aliases_fr"])):
            bare = _homely(alias, country)
            if bare and bare[0].isupper() and bare not in found.surfaces:
                found.surfaces[bare].append(row["id"])
                found.rules[alias_key(bare)][row["id"]] = Rule(require=country, forbid=(), default=False)


def _add_variants(found: Gazetteer, rows: ReferenceRows) -> None:
    """A body with its nation said in other words, where nobody else is called so."""
    nations = {row["iso"]: row for row in rows.governments if row["level"] == "country"}
    taken = {alias.lower() for alias in found.surfaces}
    for row in (one for one in rows.agencies if one["country"] in nations):
        for alias in dict.fromkeys((row["name"], *split(row["aliases_en"]), *split(row["aliases_fr"]))):
            for variant in variants(alias, nations[row["country"]]):
                if variant.lower() not in taken:
                    taken.add(variant.lower())
                    found.surfaces[variant].append(row["id"])


def _of_country(row: Row) -> tuple[str, ...]:
    """What tells that a text is of this country."""
    return tuple(dict.fromkeys((row["name_en"], row["name_fr"], row["demonym_en"], *split(row["demonyms_fr"]))))


def _homely(alias: str, country: Iterable[str]) -> str | None:
    """``alias`` without "of" its country at the end, where enough stays to name one body."""
    for word in country:
        for link in _OF_COUNTRY if word and alias.endswith(word) else ():
            bare = alias.removesuffix(f" {link}{word}")
            if bare != alias and sum(len(part) > _SHORT for part in bare.split()) >= _ENOUGH:
                return bare
    return None


_EVERYWHERE = ("department", "government", "legislature", "court")
"""Kinds of bodies that every country has under the same words."""
_OF_COUNTRY = ("of ", "of the ", "du ", "de la ", "de l'", "d'", "des ", "de ")
_SHORT, _ENOUGH = 3, 3
"""Words longer than this, and how many of them name one body: "Government Technology Agency", no "Public Board"."""


def _written(own: tuple[str, ...], columns: tuple[str, ...], row: Row) -> list[str]:
    """All ways of writing the names of ``row``; an English "and" between capitals may be an ampersand, or the reverse."""
    aliases = [*own, *(alias for column in columns for alias in split(row.get(column, "")))]
    spelled = (alias.replace(" & ", " and ") for alias in aliases if " & " in alias)
    return [*aliases, *spelled, *(_AND.sub(" & ", alias) for alias in aliases if _AND.search(alias))]
