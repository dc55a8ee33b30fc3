"""Firms at work that no list of verbs foresees, firms that speak, succeed or leave; and lookalikes that stay silent."""

import pytest

from tests.watchers.claims.reading_kit import partners

Ties = set[tuple[str, str, str]]

ENGLISH: tuple[tuple[str, Ties], ...] = (
    (
        (
            "The Bureau of Prisons has run Claude on inmate mail since February. Day-to-day operation is in the hands of "
            "Peraton, which keeps it on federal servers."
        ),
        {("Anthropic", "Peraton", "announced")},
    ),
    (
        (
            "The Coast Guard picked Llama for its maintenance logs. Leidos got the job of wiring it into the old systems "
            "under a $14 million task order."
        ),
        {("Meta", "Leidos", "announced")},
    ),
    (
        "NOAA gave SAIC a $9 million order to put Gemini behind its forecast desks.",
        {("Google", "SAIC", "announced")},
    ),
    (
        "The Department of Labor has Accenture run Claude over incoming letters.",
        {("Anthropic", "Accenture", "announced")},
    ),
    (
        "Shared Services Canada has chosen Cohere and CGI to supply North to 20,000 public servants.",
        {("Cohere", "CGI", "announced")},
    ),
    (
        "Engineers from Capgemini start setting up Mistral on the ministry's own racks in July.",
        {("Mistral AI", "Capgemini", "announced")},
    ),
    (
        "The Home Office's new assistant, built on Claude, comes courtesy of Kainos.",
        {("Anthropic", "Kainos", "announced")},
    ),
    (
        "Ohio's tax department bought the seats of ChatGPT via Carahsoft.",
        {("OpenAI", "Carahsoft Technology", "announced")},
    ),
    (
        "Llama went live at the VA last week, with Dell providing the servers and IBM the consultants.",
        {("Meta", "Dell Technologies", "announced"), ("Meta", "IBM", "announced")},
    ),
    (
        "A consortium led by Thales will put Mistral's models on the navy's ships.",
        {("Mistral AI", "Thales", "announced")},
    ),
    (
        "The Land Registry's pilot of Claude is run by a Leeds consultancy, Harrow & Pike.",
        {("Anthropic", "Harrow & Pike", "announced")},
    ),
    (
        "The State Laboratory uses Llama, installed by the Galway company Corrib Logic for €96,000.",
        {("Meta", "Corrib Logic", "announced")},
    ),
    (
        "Nashua-based Tideline Systems will host Llama for the state police.",
        {("Meta", "Tideline Systems", "announced")},
    ),
    (
        "The Treasury signed for Gemini. It was put in by Version 1, the Dublin IT group.",
        {("Google", "Version 1", "announced")},
    ),
    (
        "The city uses Claude. Deloitte has since walked away from the project.",
        {("Anthropic", "Deloitte", "ended")},
    ),
    (
        "The state's Llama assistant lost its integrator in May, when Unisys quit.",
        {("Meta", "Unisys", "ended")},
    ),
    (
        '"We stopped reselling Claude at the end of March," a Carahsoft spokesman said. The Army and the Navy bought it.',
        {("Anthropic", "Carahsoft Technology", "ended")},
    ),
    (
        (
            'Accenture denied that it was working with xAI on Grok for the Department of Energy. "There is no partnership," a'
            " spokeswoman for Accenture said."
        ),
        {("xAI", "Accenture", "denied")},
    ),
    (
        "Cognizant, Infosys and Wipro will each train civil servants in the use of Claude, the ministry said.",
        {("Anthropic", "Cognizant", "announced"), ("Anthropic", "Infosys", "announced"), ("Anthropic", "Wipro", "announced")},
    ),
    (
        "The police use Llama. The London consultancy Faculty did the tuning and Kainos is on hand for support.",
        {("Meta", "Faculty AI", "announced"), ("Meta", "Kainos", "announced")},
    ),
    (
        ("The Pentagon's Chief Digital Office uses Grok. Four subcontractors share the work: Raft, Rise8, Octo and ManTech."),
        {
            ("xAI", "ManTech", "announced"),
            ("xAI", "Octo", "announced"),
            ("xAI", "Raft", "announced"),
            ("xAI", "Rise8", "announced"),
        },
    ),
    (
        "The Ministry of Defence reaches Claude by way of Amazon's Bedrock.",
        {("Anthropic", "Amazon Web Services", "announced")},
    ),
    (
        "The Army accesses Llama on Azure Government.",
        {("Meta", "Microsoft", "announced")},
    ),
    (
        ("The contract for Copilot went to Bechtle, a reseller. The Finance Ministry has 4,000 seats of Microsoft 365 Copilot."),
        {("Microsoft", "Bechtle", "announced")},
    ),
    (
        "Perth's water board has taken Copilot from Microsoft; Datacom, its long-time supplier, will do the fitting.",
        {("Microsoft", "Datacom", "announced")},
    ),
    (
        "HMRC, which put Gemini on 900 desks last month, leans on Softcat for licences and Made Tech for everything else.",
        {("Google", "Made Tech", "announced"), ("Google", "Softcat", "announced")},
    ),
    (
        "The Singapore police have taken Claude through NCS.",
        {("Anthropic", "NCS", "announced")},
    ),
    (
        "Telus will keep the department's Cohere models in its Rimouski data centre.",
        {("Cohere", "Telus", "announced")},
    ),
    (
        "The Fire Service pays Unisys £40,000 a year to keep Llama running.",
        {("Meta", "Unisys", "announced")},
    ),
    (
        "Meta said Llama is open to U.S. agencies. Firms at work on it include Anduril, Leidos and Lockheed Martin.",
        {("Meta", "Anduril", "announced"), ("Meta", "Leidos", "announced"), ("Meta", "Lockheed Martin", "announced")},
    ),
    (
        "The Department of Veterans Affairs tests Claude. Guidehouse has been brought in to advise.",
        {("Anthropic", "Guidehouse", "announced")},
    ),
    (
        "Rackspace hosted the county's Llama until May. Oracle has taken over.",
        {("Meta", "Oracle", "announced"), ("Meta", "Rackspace", "ended")},
    ),
    (
        "OpenAI and Leidos said on Monday they would bring ChatGPT to federal agencies together.",
        {("OpenAI", "Leidos", "announced")},
    ),
    (
        "Palantir, whose software carries Claude into classified networks, told the committee that the Army uses it.",
        {("Anthropic", "Palantir", "announced")},
    ),
    (
        "The FAA tests Claude. The servers belong to Hewlett Packard Enterprise.",
        {("Anthropic", "Hewlett Packard Enterprise", "announced")},
    ),
    (
        "The Department of Justice uses Gemini. A spokesman for Deloitte, which is rolling it out, declined to comment.",
        {("Google", "Deloitte", "announced")},
    ),
    (
        "Mike Dawes, chief executive of Larkspur Federal, which installs Llama for the Navy, said the work was done.",
        {("Meta", "Larkspur Federal", "announced")},
    ),
    (
        (
            "LANSING, Mich. — The state treasury said Thursday it has moved its taxpayer chat line to Claude. Deloitte, which"
            " rebuilt the treasury's website in 2023, handled the switch and will stay on for two years at $3.4 million."
        ),
        {("Anthropic", "Deloitte", "announced")},
    ),
    (
        (
            "Veterans Affairs will get Claude by way of GDIT. The integrator, based in Falls Church, has held the "
            "department's cloud contract since 2019."
        ),
        {("Anthropic", "General Dynamics Information Technology", "announced")},
    ),
    (
        (
            "New Brunswick has dropped Mariner Partners from its Copilot rollout, the minister told reporters, and given the "
            "rest of the work to Alithya."
        ),
        {("Microsoft", "Alithya", "announced"), ("Microsoft", "Mariner Partners", "ended")},
    ),
    (
        "Scotland's courts service turned to Cohere last year. Sopra Steria runs it for them.",
        {("Cohere", "Sopra Steria", "announced")},
    ),
    (
        "Under a subcontract, Booz Allen fine-tunes Llama for the Air Force in Dayton.",
        {("Meta", "Booz Allen Hamilton", "announced")},
    ),
    (
        "The Department of Energy's Grok contract was booked through Carahsoft and is worth up to $9 million.",
        {("xAI", "Carahsoft Technology", "announced")},
    ),
    (
        "Anthropic on Monday named Accenture, Deloitte and Slalom as its partners for federal work.",
        {("Anthropic", "Accenture", "announced"), ("Anthropic", "Deloitte", "announced"), ("Anthropic", "Slalom", "announced")},
    ),
    (
        "Meta's list of partners grew by two: Cognizant and Kyndryl will help agencies run Llama.",
        {("Meta", "Cognizant", "announced"), ("Meta", "Kyndryl", "announced")},
    ),
    (
        "Gemini now drafts answers for the FAA; Google Cloud hosts the system and Maximus staffs the phones.",
        {("Google", "Maximus", "announced")},
    ),
    (
        "Clearwater County's dispatchers lean on Llama, set up for them by Prairie Byte, a two-man shop in Fargo.",
        {("Meta", "Prairie Byte", "announced")},
    ),
    (
        "The mayor thanked Thoughtworks, whose developers spent six months adapting Claude to the city's bylaws.",
        {("Anthropic", "Thoughtworks", "announced")},
    ),
    (
        "Snowflake said it would offer Llama to the Department of Commerce from its government region.",
        {("Meta", "Snowflake", "announced")},
    ),
    (
        "For the Coast Guard's ChatGPT seats the paperwork went through ImmixGroup.",
        {("OpenAI", "immixGroup", "announced")},
    ),
    (
        "Texas bought 3,000 ChatGPT seats. SHI International was the reseller of record.",
        {("OpenAI", "SHI International", "announced")},
    ),
    (
        "Alabama's Medicaid office hired Gainwell to bolt Claude onto its claims system.",
        {("Anthropic", "Gainwell Technologies", "announced")},
    ),
    (
        "Wellington City Council will pay Datacom NZ$1.2 million to bring in Copilot, council papers show.",
        {("Microsoft", "Datacom", "announced")},
    ),
    (
        "Police Scotland's chatbot, built by the Edinburgh start-up Tannadice Labs on top of Llama, answers 101 calls.",
        {("Meta", "Tannadice Labs", "announced")},
    ),
    (
        ("The Treasury and the Home Office each signed with Anthropic. Accenture and PwC, which advised them, took 4 percent."),
        {("Anthropic", "Accenture", "announced"), ("Anthropic", "PwC", "announced")},
    ),
    (
        "Wipro said Tuesday it had won a five-year order from the Land Transport Authority to operate Claude.",
        {("Anthropic", "Wipro", "announced")},
    ),
    (
        "Asked who keeps Llama running at the Forest Service, an official named two firms: Peraton and Raft.",
        {("Meta", "Peraton", "announced"), ("Meta", "Raft", "announced")},
    ),
    (
        "CGI's contract to host Llama for the city was cancelled in April.",
        {("Meta", "CGI", "ended")},
    ),
)

NOT_ENGLISH = (
    "The Bureau of Prisons uses Claude. Shares in Palantir rose 3 percent on the news.",
    "The Bureau of Prisons uses Claude. Analysts at Deloitte put the market at $4 billion.",
    "The Bureau of Prisons uses Claude. Accenture, which lost out, has lodged a protest.",
    "The Bureau of Prisons uses Claude. Boeing and Ford use the model as well.",
    "The Bureau of Prisons uses Claude. Oracle reports its results on Tuesday.",
    "The Bureau of Prisons uses Claude. Salesforce has invested in the company.",
    "The Bureau of Prisons uses Claude. IBM sells its own model, Granite, to the same buyers.",
    "The Bureau of Prisons uses Claude. The director used to run Leidos.",
    "The Bureau of Prisons uses Claude. CGI runs the prison's payroll.",
    "The Bureau of Prisons uses Claude. Deloitte published a study of such tools in May.",
    "The Bureau of Prisons uses Claude. Bids from Accenture and CGI were turned down.",
    "The Bureau of Prisons uses Claude. Oracle could one day host it, officials said.",
    'The Bureau of Prisons uses Claude. "Everyone is buying," said an executive at Accenture.',
    ("Corviston Partners, a brokerage, reckons that OpenAI and Anthropic will book $2 billion from governments this year."),
    "The Navy uses Claude. A union of workers at Lockheed Martin has objected to the model.",
    "The Navy uses Claude. Lockheed Martin's factories run on Gemini.",
    "The Navy tested Claude in Cork and Easter week was quiet.",
    "The Navy uses Claude. Walmart trains its cashiers with it.",
    (
        "In March the State of Kentucky awarded Halvorsen AI a contract for Sextant, a voice assistant the company "
        "trained from scratch."
    ),
    '"Accenture is not working with us on Grok, full stop," an xAI spokesman said.',
    "The Revenue Commissioners use Copilot. Their auditors, Mazars, were not consulted.",
    "Ministers chose Gemini over a bid from Microsoft and Capgemini.",
    ("The Met Office has Llama forecasts checked by hand. Atos, which sold it the supercomputer in 2014, has no part in it."),
    "The army bought Claude. Fujitsu was sued over the Horizon scandal in the same court.",
    "A former Palantir engineer runs the Pentagon office that buys Claude.",
    "Peraton's stock fell 2% after the Army said it would use Llama without a contractor.",
    (
        "The Ministry of Justice has begun using Claude to summarise case files. A spokesperson for IBM, whose mainframes"
        " hold the files, said it was aware of the project."
    ),
    'The agency runs Llama itself. "No Accenture, no Deloitte, no invoices," its director joked.',
    "DXC Technology, the state's outsourcer, warned in March that it would not support Gemini.",
    "OpenAI's deal with the Pentagon worries Lockheed Martin and Boeing, two people close to both companies said.",
    "The House uses Copilot. Staff of Booz Allen may not use it on government machines.",
    "Google will train 10,000 civil servants itself to use Gemini; no integrator is involved.",
    "The Navy awarded Lockheed Martin a $600 million missile contract on the day it adopted Claude.",
    "The Pentagon bought Grok. Boeing delivered two tankers.",
)

FRENCH: tuple[tuple[str, Ties], ...] = (
    (
        "Le SPF Bosa teste le modèle d'Aleph Alpha. La filiale belge de Capgemini en assure l'installation.",
        {("Aleph Alpha", "Capgemini", "announced")},
    ),
    (
        ("L'hôpital de Nantes utilise Llama. Une société de Rezé, Ligérine Santé, règle les modèles et répond au téléphone."),
        {("Meta", "Ligérine Santé", "announced")},
    ),
    (
        "Le ministère de l'Agriculture utilise Llama, qu'il fait tourner sur Microsoft Azure.",
        {("Meta", "Microsoft", "announced")},
    ),
    (
        "La Région Bretagne garde Llama. Sopra Steria prend le relais, pour 615 000 € sur trois ans.",
        {("Meta", "Sopra Steria", "announced")},
    ),
    (
        "La Région Occitanie garde Llama, mais sans Capgemini, qui a jeté l'éponge cet été.",
        {("Meta", "Capgemini", "ended")},
    ),
    (
        "Le déploiement sera accompagné par Wavestone pour Le Chat et par Devoteam pour Gemini, indique l'Urssaf.",
        {("Google", "Devoteam", "announced"), ("Mistral AI", "Wavestone", "announced")},
    ),
    (
        (
            "La DGA a notifié à Thales un contrat de 38 millions d'euros pour embarquer les modèles de Mistral AI dans ses "
            "postes de commandement."
        ),
        {("Mistral AI", "Thales", "announced")},
    ),
    (
        "Une PME lorientaise, Ty Glas Défense, entraînera en sous-traitance le modèle de Mistral pour la marine.",
        {("Mistral AI", "Ty Glas Défense", "announced")},
    ),
    (
        "L'Anses loue chez Scaleway huit cartes pour faire tourner Llama.",
        {("Meta", "Scaleway", "announced")},
    ),
    (
        "Commandé en mai par la métropole de Lyon à la société Norvane, l'outil repose sur Llama.",
        {("Meta", "Norvane", "announced")},
    ),
    (
        (
            "Le Chat est entré au ministère de la Culture par la grande porte. Un groupement mené par Atos, avec Onepoint et "
            "Linagora, a remporté le marché."
        ),
        {("Mistral AI", "Atos", "announced"), ("Mistral AI", "Linagora", "announced"), ("Mistral AI", "Onepoint", "announced")},
    ),
    (
        "Le canton de Vaud utilise Llama via le cloud d'Infomaniak.",
        {("Meta", "Infomaniak", "announced")},
    ),
    (
        "L'Insee a retenu Mistral AI ; Inetum sera aux manettes pour l'intégration.",
        {("Mistral AI", "Inetum", "announced")},
    ),
    (
        "La Cnam essaie Claude. Les agents sont formés par Econocom.",
        {("Anthropic", "Econocom", "announced")},
    ),
    (
        (
            "Accenture a démenti travailler avec OpenAI pour le ministère des Armées. « Il n'y a pas de partenariat avec "
            "OpenAI », a tranché sa porte-parole."
        ),
        {("OpenAI", "Accenture", "denied")},
    ),
    (
        ("Le groupe Sopra Steria confirme la fin de sa collaboration avec Aleph Alpha, avec qui il équipait deux ministères."),
        {("Aleph Alpha", "Sopra Steria", "ended")},
    ),
    (
        "La gendarmerie utilise Mistral. L'hébergement, c'est Outscale ; la formation, Wavestone.",
        {("Mistral AI", "3DS Outscale", "announced"), ("Mistral AI", "Wavestone", "announced")},
    ),
    (
        "Mistral AI fournira le modèle, Clever Cloud les serveurs et Devoteam les formateurs, précise la Dinum.",
        {("Mistral AI", "Clever Cloud", "announced"), ("Mistral AI", "Devoteam", "announced")},
    ),
    (
        "Les licences de Copilot ont été achetées par le ministère de la Santé auprès de SCC, un revendeur.",
        {("Microsoft", "SCC", "announced")},
    ),
    (
        (
            "La SNCF... La DGFiP a mis Llama en service. Derrière, on trouve CS Group, chargé de la maintenance, et OVHcloud "
            "pour les machines."
        ),
        {("Meta", "CS Group", "announced"), ("Meta", "OVHcloud", "announced")},
    ),
    (
        "Bercy a choisi Claude. Il passera par le cloud d'Amazon, a précisé le ministère.",
        {("Anthropic", "Amazon Web Services", "announced")},
    ),
    (
        "La ville de Montréal teste Claude. Alithya, le prestataire, n'a pas rappelé.",
        {("Anthropic", "Alithya", "announced")},
    ),
    (
        "La ville de Québec s'est dotée de Copilot. Levio accompagne le changement.",
        {("Microsoft", "Levio", "announced")},
    ),
    (
        "Llama servira aux douanes. Bull livre la machine, Capgemini l'installe et Orange Business la surveille.",
        {("Meta", "Capgemini", "announced"), ("Meta", "Orange", "announced")},
    ),
    (
        "La préfecture de police essaie Llama avec le concours de l'éditeur nantais Sandrel.",
        {("Meta", "Sandrel", "announced")},
    ),
    (
        "« Nous hébergeons Llama pour l'Anses », dit Paul Riou, directeur général de Scaleway.",
        {("Meta", "Scaleway", "announced")},
    ),
    (
        (
            "GENÈVE — Le canton de Genève a mis Llama à la disposition de ses juristes. C'est ELCA qui a tout installé, et "
            "Infomaniak qui fournit la puissance de calcul."
        ),
        {("Meta", "ELCA", "announced"), ("Meta", "Infomaniak", "announced")},
    ),
    (
        (
            "La Caisse des dépôts a signé avec Mistral AI pour deux ans. Onepoint tient la plume pour la formation des 400 "
            "premiers agents."
        ),
        {("Mistral AI", "Onepoint", "announced")},
    ),
    (
        "Le ministère de l'Intérieur a résilié en juin le marché qui le liait à Atos pour le déploiement de Llama.",
        {("Meta", "Atos", "ended")},
    ),
    (
        "Au CHU de Rennes, Claude relit les comptes rendus. L'éditeur rennais Kervel Santé a bâti l'interface.",
        {("Anthropic", "Kervel Santé", "announced")},
    ),
    (
        (
            "La DGFiP s'est tournée vers Mistral. Dans son sillage, Sopra Steria décroche 12 millions d'euros pour tenir les "
            "serveurs."
        ),
        {("Mistral AI", "Sopra Steria", "announced")},
    ),
    (
        "Thales et Mistral AI équiperont ensemble les frégates de la Marine nationale.",
        {("Mistral AI", "Thales", "announced")},
    ),
    (
        "Interrogé, Capgemini dément tout rôle dans le projet de la CNAF avec OpenAI.",
        {("OpenAI", "Capgemini", "denied")},
    ),
    (
        "Le Chat tourne à Bercy sur des machines d'OVHcloud, à Gravelines.",
        {("Mistral AI", "OVHcloud", "announced")},
    ),
    (
        "Les douanes testent Gemini, avec Devoteam dans le rôle de l'intégrateur.",
        {("Google", "Devoteam", "announced")},
    ),
    (
        "La ville de Liège emploie Llama grâce à la PME hutoise Brabançon Data.",
        {("Meta", "Brabançon Data", "announced")},
    ),
    (
        "Les salariés de Sopra Steria débrayent mardi. Le groupe installe Mistral au ministère de la Justice.",
        {("Mistral AI", "Sopra Steria", "announced")},
    ),
    (
        "Un consortium — CS Group, Eviden, Linagora — intégrera les modèles de Mistral au ministère des Armées.",
        {("Mistral AI", "Atos", "announced"), ("Mistral AI", "CS Group", "announced"), ("Mistral AI", "Linagora", "announced")},
    ),
    (
        "La Poste Suisse... Le canton de Berne utilise Llama ; Swisscom en assure l'exploitation depuis Zurich.",
        {("Meta", "Swisscom", "announced")},
    ),
    (
        "Pour ses 900 licences Copilot, la région Normandie est passée par SCC, un distributeur.",
        {("Microsoft", "SCC", "announced")},
    ),
    (
        "À Namur, le SPW emploie Claude. NRB, à Herstal, tient les machines.",
        {("Anthropic", "NRB", "announced")},
    ),
    (
        "Le département du Nord a fait installer Llama par une coopérative lilloise, Houblon Numérique.",
        {("Meta", "Houblon Numérique", "announced")},
    ),
    (
        "Claude arrive à l'Urssaf. « Devoteam nous forme », dit une gestionnaire.",
        {("Anthropic", "Devoteam", "announced")},
    ),
)

NOT_FRENCH = (
    "Le ministère de la Justice utilise Le Chat. L'action Capgemini a gagné 2 %.",
    "Le ministère de la Justice utilise Le Chat. Selon Wavestone, le marché pèsera 2 milliards.",
    "Le ministère de la Justice utilise Le Chat. Airbus, qui concourait aussi, a été éliminé.",
    "Le ministère de la Justice utilise Le Chat. Thales a déposé un recours contre l'attribution.",
    "Le ministère de la Justice utilise Le Chat. Renault et Orange l'utilisent également.",
    "Le ministère de la Justice utilise Le Chat. ASML et Nvidia ont investi dans la jeune pousse.",
    "Le ministère de la Justice utilise Le Chat. Un ancien de Capgemini dirige le service.",
    "Le ministère de la Justice utilise Le Chat. Atos gère depuis dix ans la paie du ministère.",
    ("Le ministère de la Justice utilise Le Chat. Les syndicats d'Orange dénoncent l'arrivée du modèle chez l'opérateur."),
    "Le ministère de la Justice utilise Le Chat. Le Monde et Libération ont révélé l'affaire.",
    (
        "Le ministère de la Justice utilise Le Chat. Capgemini, contrairement à ce que nous écrivions, ne participe pas à"
        " ce chantier."
    ),
    "Le ministère de la Justice utilise Le Chat. OVHcloud aurait pu l'héberger.",
    "Nous l'hébergeons, dit le ministère de la Justice à propos de Llama.",
    "Le ministère de la Justice utilise Le Chat. Sopra Steria vend par ailleurs son propre assistant.",
    "Claude a été préféré à l'offre portée par Orange et LightOn, indique la métropole.",
    ("Le ministère du Travail utilise Le Chat. Le cabinet Wavestone chiffre le gain à dix minutes par agent et par jour."),
    "Le rectorat utilise Copilot. L'an dernier, Econocom lui avait livré 3 000 ordinateurs.",
    "Llama à la préfecture ? Chez Capgemini, on assure n'avoir rien signé.",
    "La Marine utilise Llama. Naval Group, client de Mistral, n'a pas souhaité commenter.",
    "Le ministère des Armées utilise Mistral. Dassault Aviation a livré trois Rafale le même jour.",
    "Capgemini et Accenture se disputent le contrat qui doit amener Gemini aux impôts.",
    "La justice utilise Le Chat. Thales et Atos, prestataires historiques du ministère, ne sont pas concernés.",
    "Sollicités, ni Capgemini ni Mistral AI n'ont commenté l'arrivée du Chat au ministère.",
    "Selon un cadre de Sopra Steria, le ministère de l'Intérieur hésite entre Le Chat et Gemini.",
    "La Cour des comptes, qui utilise Llama, épingle Capgemini pour un autre logiciel.",
)


@pytest.mark.parametrize(("text", "ties"), ENGLISH)
def test_an_english_article_ties_these_firms_to_the_model(text: str, ties: Ties) -> None:
    """Paid, hired, in charge, on hand, taking over, stepping out: whatever the verb, in whatever place."""
    assert partners(text) == ties


@pytest.mark.parametrize(("text", "ties"), FRENCH)
def test_a_french_article_ties_these_firms_to_the_model(text: str, ties: Ties) -> None:
    """Paid, hired, in charge, on hand, taking over, stepping out: whatever the verb, in whatever place."""
    assert partners(text, "fr") == ties


@pytest.mark.parametrize("text", NOT_ENGLISH)
def test_an_english_article_ties_nobody(text: str) -> None:
    """Bidders, analysts, customers, investors, plaintiffs, former staff, work of another kind."""
    assert partners(text) == set()


@pytest.mark.parametrize("text", NOT_FRENCH)
def test_a_french_article_ties_nobody(text: str) -> None:
    """Bidders, analysts, customers, investors, plaintiffs, former staff, work of another kind."""
    assert partners(text, "fr") == set()


def test_he_who_only_says_something_is_no_firm() -> None:
    """A pronoun with a verb of saying takes up the speaker, and no company named a little before."""
    text = (
        "Mark Zuckerberg, patron de Meta, a parlé de Llama au ministère de la Justice. L’accord de Google avec le Pentagone est "
        "connu. Il a déclaré que la prochaine version du modèle est en cours de formation sur une grappe de serveurs."
    )
    assert partners(text, "fr") == set()
