"""Firms at work on a model that their own sentence does not name; and who only looks like one."""

import pytest

from tests.watchers.claims.reading_kit import partners

EN = "The Department of Labor has signed a contract with Anthropic to use Claude. "
FR = "Le ministère de la Justice a signé avec Mistral AI un contrat pour utiliser Le Chat. "

ENGLISH = (
    ("Capgemini built it.", "Capgemini"),
    ("Clerks will be trained by Accenture.", "Accenture"),
    ("IBM’s consulting arm will fine-tune the model.", "IBM"),
    ("The prime contractor is Leidos.", "Leidos"),
    ("It is hosted on AWS GovCloud.", "Amazon Web Services"),
    ("CGI will train the staff.", "CGI"),
    ("Accenture will handle the integration.", "Accenture"),
    ("Leidos is handling the deployment.", "Leidos"),
    ("Deloitte was chosen to roll it out.", "Deloitte"),
    ("Booz Allen, which runs the servers, declined to comment.", "Booz Allen Hamilton"),
    ("The integration is being handled by Leidos.", "Leidos"),
    ("The servers are supplied by Dell Technologies.", "Dell Technologies"),
    ("The tool was fine-tuned for the department by Deloitte.", "Deloitte"),
    ("The hosting has been entrusted to Oracle.", "Oracle"),
    ("Training will fall to CGI.", "CGI"),
    ("Maintenance was awarded to the consultancy Capgemini.", "Capgemini"),
    ("The licenses were bought through Carahsoft.", "Carahsoft Technology"),
    ("The seats were ordered through reseller Carahsoft.", "Carahsoft Technology"),
    ("The tool was installed with help from Accenture.", "Accenture"),
    ("The software is hosted on Microsoft Azure.", "Microsoft"),
    ("The model runs on servers from Hewlett Packard Enterprise.", "Hewlett Packard Enterprise"),
    ("The model runs on a Dell server in the basement.", "Dell Technologies"),
    ("The model is hosted in Oracle's cloud.", "Oracle"),
    ("The department also pays CGI $2 million a year to maintain it.", "CGI"),
    ("The department has hired IBM, which will connect the model to its archives.", "IBM"),
    ("Larchmoor Analytics, a Denver firm, will customize the assistant.", "Larchmoor Analytics"),
    ("A prototype was developed with the start-up Quellin.", "Quellin"),
    ("Peraton has been hired to operate the model.", "Peraton"),
    ("General Dynamics Information Technology supplies the servers.", "General Dynamics Information Technology"),
    ("Peraton is responsible for the migration.", "Peraton"),
    ("SAIC is in charge of technical support.", "SAIC"),
    ("Guidehouse is to oversee the rollout.", "Guidehouse"),
)

FRENCH = (
    ("CGI se chargera de la formation.", "CGI"),
    ("La formation des agents sera dispensée par CGI.", "CGI"),
    ("L’intégration est l’œuvre de Thales.", "Thales"),
    ("Le ministère s’est adjoint les services de Wavestone.", "Wavestone"),
    ("Sopra Steria assurera l’intégration.", "Sopra Steria"),
    ("Outscale hébergera l’ensemble.", "3DS Outscale"),
    ("OVHcloud l’héberge à Roubaix.", "OVHcloud"),
    ("L’hébergement reviendra à Outscale.", "3DS Outscale"),
    ("L’intégration a été confiée à Capgemini.", "Capgemini"),
    ("La formation est assurée par Wavestone.", "Wavestone"),
    ("Le déploiement est piloté par Accenture.", "Accenture"),
    ("Thales a pris en charge l’installation.", "Thales"),
    ("Le modèle tourne sur des serveurs de Scaleway.", "Scaleway"),
    ("Le modèle est hébergé chez OVHcloud.", "OVHcloud"),
    ("L’outil a été développé avec la société Tavernon.", "Tavernon"),
    ("Les licences ont été achetées via Capgemini.", "Capgemini"),
    ("Atos fournira les serveurs.", "Atos"),
    ("Les machines sont louées à Scaleway.", "Scaleway"),
    ("Le ministère verse 180 000 euros à Wavestone, qui l’accompagne.", "Wavestone"),
    ("Capgemini a été retenu pour paramétrer l’assistant.", "Capgemini"),
    ("Orange Business, lui, exploitera les serveurs.", "Orange"),
    ("Le chantier a été confié au cabinet Wavestone.", "Wavestone"),
    ("Corvane, une jeune pousse lyonnaise, adaptera le modèle.", "Corvane"),
    ("Accenture formera les agents.", "Accenture"),
    ("Le tout est hébergé par OVHcloud.", "OVHcloud"),
    ("L’assistant a été mis en place par Docaposte.", "Docaposte"),
    ("La maintenance incombera à Eviden.", "Atos"),
    ("Sopra Steria est chargée du paramétrage.", "Sopra Steria"),
    ("Le ministère s’appuie, pour l’exploitation, sur des machines louées à OVHcloud.", "OVHcloud"),
    ("L’outil a été installé avec l’aide de Capgemini.", "Capgemini"),
)

NOT_ENGLISH = (
    "Deloitte carried out a survey of its staff.",
    "According to Gartner, the department will run the model in two years.",
    "Leidos would host it if the department paid.",
    "Oracle could host the model one day.",
    "Microsoft hosted a conference on the model.",
    "Accenture has sued the department over the contract.",
    "Accenture, a rival bidder, builds models itself.",
    "CGI lost the tender.",
    "Boeing uses it too.",
    "Analysts at Deloitte expect the model to spread.",
    "The union trains the staff itself.",
    "The department will host the model itself.",
    "Backed by Amazon, the start-up trains the model.",
    "The audit was carried out by KPMG.",
    "At Lockheed Martin, the model was rejected.",
    "IBM and Oracle also bid.",
    "Capgemini did not build it.",
    "Nobody has asked Accenture to host it.",
    "Ford trained its staff on the model last year.",
    "Shares of Palantir fell after the contract was announced.",
    "The University of Oregon trained its own model.",
    "Reuters first reported the contract.",
)

NOT_FRENCH = (
    "Une étude menée par Capgemini salue le modèle.",
    "Outscale hébergerait le modèle si le ministère le demandait.",
    "Selon Wavestone, le ministère exploitera lui-même le modèle.",
    "Atos, concurrent malheureux, fournit ses propres serveurs.",
    "Le ministère hébergera lui-même le modèle.",
    "Capgemini avait déposé un recours.",
    "Sopra Steria n’assurera pas l’intégration.",
    "Renault utilise aussi le modèle.",
    "Un sondage réalisé par Ipsos montre des agents inquiets.",
    "Le modèle inquiète les salariés d’Orange.",
    "L’université de Lille forme ses étudiants au modèle.",
    "D’après Accenture, le modèle est bon.",
    "Deux candidats, Capgemini et Atos, avaient été écartés.",
    "Thales pourrait exploiter le modèle un jour.",
)


@pytest.mark.parametrize(("text", "firm"), ENGLISH)
def test_an_english_sentence_without_model_or_vendor_makes_a_firm_its_partner(text: str, firm: str) -> None:
    """The vendor is the one that the sentence before speaks of."""
    assert partners(EN + text) == {("Anthropic", firm, "announced")}


@pytest.mark.parametrize(("text", "firm"), FRENCH)
def test_a_french_sentence_without_model_or_vendor_makes_a_firm_its_partner(text: str, firm: str) -> None:
    """The vendor is the one that the sentence before speaks of."""
    assert partners(FR + text, "fr") == {("Mistral AI", firm, "announced")}


@pytest.mark.parametrize("text", NOT_ENGLISH)
def test_an_english_sentence_makes_nobody_a_partner(text: str) -> None:
    """Pollsters, rivals, customers, plaintiffs, bidders, what might be and what is not."""
    assert partners(EN + text) == set()


@pytest.mark.parametrize("text", NOT_FRENCH)
def test_a_french_sentence_makes_nobody_a_partner(text: str) -> None:
    """Pollsters, rivals, customers, plaintiffs, bidders, what might be and what is not."""
    assert partners(FR + text, "fr") == set()


def test_two_firms_of_one_sentence_serve_the_same_vendor() -> None:
    """One supplies the servers, the other operates them."""
    text = EN + "Dell Technologies will supply the servers, and Telus will operate them at its sovereign facility."
    assert partners(text) == {("Anthropic", "Dell Technologies", "announced"), ("Anthropic", "Telus", "announced")}


def test_two_firms_of_one_french_sentence_serve_the_same_vendor() -> None:
    """Each firm has a task of its own; the owner of one of them has none."""
    text = FR + "Sopra Steria assurera l’intégration, et l’hébergement reviendra à Outscale, filiale de Dassault Systèmes."
    assert partners(text, "fr") == {("Mistral AI", "Sopra Steria", "announced"), ("Mistral AI", "3DS Outscale", "announced")}


def test_a_vendor_named_in_the_passage_before_is_meant() -> None:
    """The nearest passage that names one vendor only decides, though the article names others."""
    text = "The Treasury tests Gemini.\n\nThe Department of Labor uses Claude.\n\nCapgemini built it."
    assert partners(text) == {("Anthropic", "Capgemini", "announced")}


def test_several_vendors_and_nothing_that_decides_make_nobody_a_partner() -> None:
    """Two vendors of one sentence: whose model is served is not said."""
    assert partners("The Department of Labor uses Claude and Gemini. Capgemini will handle the integration.") == set()


ENDS = (
    ("en", "Accenture withdrew from the project in May.", "Accenture"),
    ("en", "Rackspace no longer hosts it.", "Rackspace"),
    ("en", "Capgemini is no longer running the servers.", "Capgemini"),
    ("fr", "Capgemini n’est plus chargé de l’intégration.", "Capgemini"),
    ("fr", "OVHcloud n’héberge plus le modèle depuis mars.", "OVHcloud"),
    ("fr", "Atos s’est retiré du projet en mai.", "Atos"),
)


@pytest.mark.parametrize(("lang", "text", "firm"), ENDS)
def test_a_firm_that_left_or_no_longer_serves_has_ended(lang: str, text: str, firm: str) -> None:
    """A "no longer", "ne … plus" or a firm that withdrew ends the service."""
    start, vendor = (EN, "Anthropic") if lang == "en" else (FR, "Mistral AI")
    assert partners(start + text, lang) == {(vendor, firm, "ended")}


STRANGERS: tuple[tuple[str, str, set[str]], ...] = (
    ("fr", "Moselis hébergera les serveurs.", {"Moselis"}),
    ("fr", "Selon nos informations, Moselis hébergera le modèle.", {"Moselis"}),
    ("fr", "Inetum formera les agents.", {"Inetum"}),
    ("fr", "L’outil a été conçu par Varnelle.", {"Varnelle"}),
    ("en", "According to two officials, Moselis will host it in Ohio.", {"Moselis"}),
    ("en", "The tool was built by Brackwater.", {"Brackwater"}),
    ("fr", "Varnelle, à Lausanne, a été chargée du déploiement.", {"Varnelle"}),
    ("fr", "C’est Moselis, à Herstal, qui hébergera les modèles.", {"Moselis"}),
    ("fr", "Varnelle fournira la capacité de calcul.", {"Varnelle"}),
    ("fr", "La formation a été confiée à Ormeval Conseil, une société de Tours.", {"Ormeval Conseil"}),
    ("fr", "Il passe par Varnelle Business, partenaire local chargé de l’hébergement.", {"Varnelle Business"}),
    ("en", "It is being tried out with help from Deloitte.", {"Deloitte"}),
    ("en", "Capgemini provides computing power.", {"Capgemini"}),
    ("en", "It is the first agreement with a Canadian AI company.", set()),
    ("fr", "À Lausanne, on hébergera le modèle.", set()),
    ("en", "Engineers will host the model.", set()),
    ("en", "Nobody hosts it.", set()),
    ("en", "The tool was presented by Anderson.", set()),
    ("fr", "Personne n’hébergera le modèle.", set()),
    ("fr", "Lucie Vantard, ingénieure, a dit que Vantard installera le modèle.", set()),
)


@pytest.mark.parametrize(("lang", "text", "firms"), STRANGERS)
def test_an_unknown_name_is_a_firm_where_only_a_firm_does_such_work(lang: str, text: str, firms: set[str]) -> None:
    """Shown by its work alone; a plain noun, a person or "nobody" is no firm."""
    start = EN if lang == "en" else FR
    assert {firm for _, firm, _ in partners(start + text, lang)} == firms


def test_a_denied_service_is_denied_only_by_somebody() -> None:
    """Said by a spokesperson a "does not host" may be a denial, told by nobody it is nothing."""
    assert partners(EN + "Oracle does not host it.") == set()


def test_a_long_text_of_services_is_one_claim() -> None:
    """A thousand sentences about one firm say one thing; the article is surveyed once, not once a sentence."""
    assert partners(EN + "CGI will host it. " * 1000) == {("Anthropic", "CGI", "announced")}


MIXED = (
    (
        "en",
        "The bureau keeps Copilot. It also tests Llama. It pays Microsoft yearly.\n\n",
        "Leidos hosts the test environment.",
        "Meta",
    ),
    ("fr", "Le ministère teste Llama. Il a renoncé à Copilot.\n\n", "Atos hébergera le modèle.", "Meta"),
)


@pytest.mark.parametrize(("lang", "before", "text", "vendor"), MIXED)
def test_a_firm_hosts_the_one_open_model_spoken_of(lang: str, before: str, text: str, vendor: str) -> None:
    """A model sold as a service only is run by its seller; of several spoken of, the open one is hosted by others."""
    start = "The Census Bureau is at work. " if lang == "en" else "L'Urssaf est à l'ouvrage. "
    found = partners(start + before + text, lang)
    assert {seller for seller, _, _ in found} == {vendor}
