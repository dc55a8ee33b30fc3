"""Bodies that watch over what others do: regulators, ombudsmen, audit courts. A model that they speak of is seldom their own."""

from watchers.claims.tokens import fold

_SUPERVISORS = (
    *("data protection", "privacy", "competition", "antitrust", "regulator", "watchdog", "informatics and liberty", "cnil"),
    *("protection des donnees", "vie privee", "concurrence", "marches financiers", "financial conduct", "securities"),
    *("regulation", "consumer", "consommation", "repression des fraudes", "communications commission", "online safety", "arcom"),
    *(
        "inspector general",
        "inspection generale",
        "chambre regionale des comptes",
        "auditor general",
        "comptroller",
        "court of audit",
    ),
    *("ofcom", "trade commission", "information commissioner", "commissioner for", "ombudsman", "garante", "agcom", "esafety"),
    *(
        "defenseur des droits",
        "mediateur",
        "autorite de controle",
        "cour des comptes",
        "audit office",
        "court of audit",
        "accountability office",
    ),
)


def supervises(body: str) -> bool:
    """Whether a body is known by its name to watch over others."""
    name = fold(body)
    return any(word in name for word in _SUPERVISORS)
