"""Bodies that buy for all others of their land: an agreement with them, or a listing by them, is an approval, and a price that
they obtained is every body's.
"""

GOVERNMENTS: dict[str, str | None] = {
    "General Services Administration": "U.S. federal government",
    "Digital Transformation Agency": "Government of Australia",
    "Crown Commercial Service": "Government of the United Kingdom",
    "Direction des achats de l'État": "Government of France",
    "Office of Government Procurement": "Government of Ireland",
    "Government e-Marketplace": "Government of India",
    "Consip": "Government of Italy",
    "Union of Public Purchasing Groups": None,
    "Réseau des acheteurs hospitaliers": None,
}
"""Each with the government for whose bodies it buys; ``None`` where towns and hospitals are among them."""
BROKERS = frozenset(GOVERNMENTS)
