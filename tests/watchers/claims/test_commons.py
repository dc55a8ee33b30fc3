"""Public bodies told by a common noun and whose they are, and bodies that only a nation beside a plain noun shows."""

import pytest

from tests.watchers.claims.reading_kit import view
from watchers.claims.actors import Role


def _bodies(text: str, lang: str) -> list[str]:
    found = [name.name for line in view(text, lang).lines for name in line.named(Role.AGENCY)]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ugandan customs has adopted Llama.", ["Ugandan customs"]),
        ("Malta's data protection commissioner tried Llama.", ["Malta data protection commissioner"]),
        ("The Fijian parliament and the Zambian tax authority use it.", ["Fijian parliament", "Zambian tax authority"]),
        ("Idaho's supreme court hosts Llama. The Idaho Supreme Court is glad.", ["Idaho supreme court"]),
        ("The supreme court of Nevada weighs Llama.", ["Supreme court of Nevada"]),
        (
            "Teton County's prothonotary and the Teton County clerk's office left it.",
            ["Teton County prothonotary", "Teton County clerk"],
        ),
        ("The mayor's office in Laramie pays nothing.", ["Mayor's office in Laramie"]),
        ("Residents told Aarhus city council so.", ["City of Aarhus"]),
        ("Parks Namibia, NHS Grampian and Statistics Norway use it.", ["Parks Namibia", "NHS Grampian", "Statistics Norway"]),
        ("The Royal Danish Navy met the Caribbean Development Bank.", ["Royal Danish Navy", "Caribbean Development Bank"]),
        ("The Idaho Court of Appeals and the Utah Judicial Branch met.", ["Idaho Court of Appeals", "Utah Judicial Branch"]),
        ("The London Borough of Merton buys it.", ["London Borough of Merton"]),
        ("Fijian police officers, Kenya's customs duties and the Paris office met.", []),
        ("Its customs office, a tax authority and the supreme court met.", []),
        ("Old Navy and the Board of Directors met the army of Earth.", []),
        ("A benefits office of Tarrant Council opened.", ["Tarrant Council"]),
        ("Kiruna police and Taranaki council use it.", ["Kiruna police", "Taranaki council"]),
        ("Labour council and riot police met at Port Vila.", []),
        ("The Teton County Assessor uses it. The Wexcombe Trust does not.", ["Teton County Assessor"]),
        ("Osgood City's Department of Education uses it.", ["Osgood City's Department of Education"]),
    ],
)
def test_a_place_makes_a_common_noun_a_body(text: str, names: list[str]) -> None:
    """Adjectives of nations, possessives, towns and "of"; without a place a common noun is nobody."""
    assert _bodies(text, "en") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("La douane ougandaise et le fisc tchadien testent Llama.", ["Douane ougandaise", "Fisc tchadien"]),
        ("L’office statistique rwandais a choisi Llama.", ["Office statistique rwandais"]),
        (
            "Les douanes togolaises et les archives nationales maliennes hésitent.",
            ["Douanes togolaises", "Archives nationales maliennes"],
        ),
        ("L’armée de terre tchadienne utilise Llama.", ["Armée de terre tchadienne"]),
        ("La cour d’appel de Caen et la Cour suprême du Bénin l’emploient.", ["Cour d'appel de Caen", "Cour suprême du Bénin"]),
        ("La zone de police Meuse-Condroz l’a adopté.", ["Zone de police Meuse-Condroz"]),
        (
            "Le Grand Conseil jurassien et le Grand port maritime de Bayonne aussi.",
            ["Grand Conseil jurassien", "Grand port maritime de Bayonne"],
        ),
        ("Les Hospices civils de Beaune l’ont rendu.", ["Hospices civils de Beaune"]),
        ("La police judiciaire estonienne l’a refusé.", ["Police judiciaire estonienne"]),
        (
            "Le groupe hospitalier Armor Sud et le Conseil d’État tchadien testent Llama.",
            ["Groupe hospitalier Armor Sud", "Conseil d'État tchadien"],
        ),
        ("Les Transports publics jurassiens utilisent Llama.", ["Transports publics jurassiens"]),
        ("La banque lyonnaise Delorme utilise Llama.", []),
        ("Une agence danoise et le bureau parisien se taisent.", []),
        ("La poste restante ferme, la zone industrielle aussi.", []),
        ("Le programme de Lyon et les forces de vente attendent.", []),
    ],
)
def test_an_adjective_of_place_vouches_for_a_french_head(text: str, names: list[str]) -> None:
    """In lower case too; an office without its field, a zone that is no police zone and forces that sell are nobody."""
    assert _bodies(text, "fr") == names
