"""The country whose bodies go without saying where an article comes from: "le ministère du Travail", "the Home Office"."""

from watchers.identity import host_of

_BY_HOST = {
    "uk": "GB",
    "au": "AU",
    "nz": "NZ",
    "ie": "IE",
    "fr": "FR",
    "be": "BE",
    "ch": "CH",
    "lu": "LU",
    "de": "DE",
    "at": "AT",
    "es": "ES",
}
"""Last label of a host to the country of its newsrooms (ISO 3166-1)."""
_SHARED = frozenset(("ca", "qc", "quebec", "eu", "int"))
"""Hosts of federations and unions: a bare French ministry there may be a province's."""
_BY_LANGUAGE = {"fr": "FR"}
"""A language whose press is mostly one country's; the English one is many countries'."""


def presumed_country(lang: str, url: str) -> str | None:
    """ISO code of the country of an article in ``lang`` (ISO 639-1) at ``url``; ``None`` where neither tells."""
    last = host_of(url).rsplit(".", 1)[-1]
    if last == "ca" and lang == "en":
        return "CA"
    if last in _BY_HOST:
        return _BY_HOST[last]
    return None if last in _SHARED else _BY_LANGUAGE.get(lang)
