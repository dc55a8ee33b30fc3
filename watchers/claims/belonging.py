"""Words that say where a public body belongs: adjectives of nations, regions and large towns, and the names of countries.

They vouch for a common noun: "la douane néerlandaise", "the Kenyan parliament". Folded: lower case, without accents.
"""

from collections.abc import Iterator

_FRENCH_WORDS = """
    afghan albanais algerien allemand americain andorran angolais argentin armenien australien autrichien azerbaidjanais azeri
    bahreini bangladais barbadien belge belizien beninois bhoutanais bielorusse birman bissau-guineen bolivien bosnien
    botswanais bresilien britannique bruneien bulgare burkinabe burundais cambodgien camerounais canadien cap-verdien
    centrafricain chilien chinois chypriote colombien comorien congolais costaricien croate cubain danois djiboutien dominicain
    egyptien emirati equatorien erythreen espagnol estonien ethiopien europeen fidjien finlandais francais gabonais gambien
    georgien ghaneen grec grenadien guatemalteque guineen guyanien haitien hellenique hondurien hongrois indien indonesien
    irakien iranien irlandais islandais israelien italien ivoirien jamaicain japonais jordanien kazakh kenyan kirghize kosovar
    koweitien laotien lesothan letton libanais liberien libyen liechtensteinois lituanien luxembourgeois macedonien malaisien
    malawien maldivien malgache malien maltais marocain mauricien mauritanien mexicain moldave monegasque mongol montenegrin
    mozambicain namibien neerlandais neo-zelandais nepalais nicaraguayen nigerian nigerien nord-coreen norvegien omanais
    ougandais ouzbek pakistanais palestinien panameen paraguayen peruvien philippin polonais portugais qatari roumain russe
    rwandais salvadorien samoan saoudien senegalais serbe seychellois sierra-leonais singapourien slovaque slovene somalien
    soudanais sri-lankais sud-africain sud-coreen sud-soudanais suedois suisse surinamais syrien tadjik taiwanais tanzanien
    tchadien tcheque thailandais togolais trinidadien tunisien turc turkmene ukrainien uruguayen venezuelien vietnamien
    yemenite zambien zimbabween
    wallon flamand bruxellois liegeois namurois hennuyer anversois gantois genevois vaudois valaisan fribourgeois neuchatelois
    jurassien bernois zurichois balois tessinois lucernois argovien lausannois quebecois ontarien manitobain albertain
    neo-ecossais neo-brunswickois montrealais torontois bavarois saxon berlinois hambourgeois hessois rhenan catalan galicien
    andalou madrilene barcelonais lombard piemontais venitien toscan sicilien milanais ecossais gallois nord-irlandais anglais
    londonien californien texan new-yorkais floridien breton normand alsacien lorrain corse bourguignon francilien parisien
    lyonnais marseillais toulousain bordelais lillois nantais rennais strasbourgeois nicois grenoblois dijonnais rouennais
    montpellierain auvergnat occitan provencal picard reunionnais martiniquais guadeloupeen guyanais mahorais caledonien
    polynesien africain
"""
_ENGLISH_WORDS = """
    afghan albanian algerian american andorran angolan argentine argentinian armenian australian austrian azerbaijani bahamian
    bahraini bangladeshi barbadian basque bavarian belarusian belgian belizean beninese bhutanese bolivian bosnian botswanan
    brazilian british bruneian bulgarian burkinabe burmese burundian cambodian cameroonian canadian catalan chadian chilean
    chinese colombian congolese croatian cuban cypriot czech danish djiboutian dominican dutch ecuadorian ecuadorean egyptian
    emirati english eritrean estonian ethiopian fijian filipino finnish flemish french gabonese gambian georgian german
    ghanaian greek greenlandic grenadian guatemalan guinean guyanese haitian honduran hungarian icelandic indian indonesian
    iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan korean kosovan kuwaiti kyrgyz lao
    laotian latvian lebanese liberian libyan lithuanian luxembourgish macedonian malagasy malawian malaysian maldivian malian
    maltese mauritanian mauritian mexican moldovan monegasque mongolian montenegrin moroccan mozambican namibian nepalese
    nepali nicaraguan nigerian nigerien norwegian omani pakistani palestinian panamanian paraguayan peruvian philippine polish
    portuguese qatari quebec romanian russian rwandan salvadoran samoan saudi scottish senegalese serbian seychellois
    singaporean slovak slovakian slovene slovenian somali spanish sudanese surinamese swedish swiss syrian taiwanese tajik
    tanzanian thai togolese tongan trinidadian tunisian turkish turkmen ugandan ukrainian uruguayan uzbek venezuelan
    vietnamese walloon welsh yemeni zambian zimbabwean
    tasmanian victorian bermudian faroese manx albertan ontarian texan californian floridian hawaiian alaskan andalusian galician
    sicilian tuscan saxon hessian thuringian burmese equatoguinean macanese swazi kosovar valencian
"""
_COUNTRY_WORDS = """
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahamas bahrain bangladesh barbados belarus
    belgium belize benin bermuda bhutan bolivia bosnia botswana brazil brunei bulgaria burundi cambodia cameroon canada chad
    chile china colombia comoros congo croatia cuba cyprus czechia denmark djibouti ecuador egypt england eritrea estonia
    eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece greenland grenada guatemala guernsey guinea
    guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jersey jordan kazakhstan
    kenya kiribati korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg
    madagascar malawi malaysia maldives mali malta mauritania mauritius mexico moldova monaco mongolia montenegro morocco
    mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan palau panama paraguay peru
    philippines poland portugal qatar quebec romania russia rwanda samoa scotland senegal serbia seychelles singapore slovakia
    slovenia somalia spain sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tonga trinidad
    tunisia turkey turkmenistan uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam wales yemen zambia zimbabwe
    northern new ontario alberta manitoba saskatchewan queensland victoria tasmania flanders wallonia bavaria catalonia
"""
_NAMES_FRENCH = {
    "du": "benin bresil burundi cambodge cameroun canada chili congo danemark gabon ghana guatemala honduras japon kazakhstan "
    "kenya kosovo laos lesotho liban liberia liechtenstein luxembourg malawi mali maroc mexique montenegro mozambique nepal "
    "nicaragua niger nigeria pakistan panama paraguay perou portugal qatar royaume-uni rwanda salvador senegal soudan suriname "
    "tchad togo turkmenistan vanuatu venezuela vietnam yemen zimbabwe quebec manitoba burkina",
    "de la": "barbade belgique birmanie bolivie bosnie-herzegovine bulgarie centrafrique chine colombie croatie dominique "
    "finlande france gambie georgie grece grenade guinee hongrie jamaique jordanie lettonie libye lituanie macedoine malaisie "
    "mauritanie moldavie mongolie namibie norvege palestine pologne roumanie russie serbie sierra-leone slovaquie slovenie "
    "somalie suede suisse syrie tanzanie tchequie thailande tunisie turquie zambie wallonie flandre baviere catalogne",
    "de l'": "afghanistan albanie algerie allemagne angola arabie argentine armenie australie autriche azerbaidjan egypte "
    "equateur erythree espagne estonie ethiopie inde indonesie irak iran irlande islande italie ouganda ouzbekistan ukraine "
    "uruguay eswatini ontario alberta ecosse angleterre",
    "des": "comores philippines seychelles maldives bahamas pays-bas etats-unis emirats fidji",
    "de": "bahrein belize brunei chypre cuba djibouti haiti israel madagascar malte maurice monaco oman singapour taiwan",
}


def _inflected(word: str) -> Iterator[str]:
    """A French adjective in its four forms, of which two may be the same."""
    if word.endswith(("ien", "een")):
        feminine = f"{word}ne"
    elif word.endswith("c"):
        feminine = "grecque" if word == "grec" else f"{word[:-1]}que"
    elif word.endswith(("e", "i")):
        feminine = word if word.endswith("e") else f"{word}e"
    else:
        feminine = f"{word}e"
    doubled = (f"{word}ne", f"{word}nes") if word.endswith(("on", "an")) else ()
    yield from (word, f"{word}s", feminine, f"{feminine}s", *doubled)


BELONGING_FRENCH = frozenset(form for word in _FRENCH_WORDS.split() for form in _inflected(word)) - {"saxons", "picards"}
"""French adjectives of place in every form."""
BELONGING_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""English adjectives of place; in a text they have a capital."""
COUNTRIES = frozenset(_COUNTRY_WORDS.split())
"""English names of countries and large regions, by their first or only word."""
COUNTRIES_FRENCH = {name: lead for lead, names in _NAMES_FRENCH.items() for name in names.split()}
"""French names of countries and large regions, each with what stands before it in the name of a body: "du", "de la", "de l'"."""
