"""Who is credited with what a sentence says, and how it was said."""

import pytest

from tests.watchers.claims.reading_kit import article, extractor
from watchers.claims.model import Adoption, Attribution


def _credit(text: str, lang: str) -> Attribution | None:
    claims = [claim for claim in extractor().extract(article(text, lang)).claims if isinstance(claim, Adoption)]
    assert len(claims) == 1
    return claims[0].evidence.attribution


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("en", "NASA uses Llama, it said on Monday.", "NASA"),
        ("en", "NASA uses Llama, said Lena Orrin, who runs the desk.", "Lena Orrin"),
        ("en", "Spokeswoman Lena Orrin said that NASA uses Llama.", "Lena Orrin"),
        ("en", "According to Meta, NASA uses Llama.", "Meta"),
        ("en", "NASA uses Llama, according to two people familiar with the matter.", None),
        ("en", "NASA uses Llama.", None),
        ("en", "Meta announced that NASA uses Llama.", "Meta"),
        ("en", "NASA's engineers use Llama, the company said.", None),
        ("en", "Lena Orrin, a director at NASA, spoke. NASA uses Llama, she said.", "Lena Orrin"),
        ("en", "NASA uses Llama, the governor's office said.", None),
        ("en", "Austin relies on Llama to triage noise complaints, the city said Wednesday.", "City of Austin"),
        ("en", "Oregon uses Llama in its tax office, the state said.", "State of Oregon"),
        ("fr", "La NASA utilise Llama, a indiqué l’agence.", "NASA"),
        ("fr", "La NASA utilise Llama, a-t-on appris mardi auprès de l’agence.", "NASA"),
        ("fr", "La NASA s’est dotée de Llama, de Meta, indique un avis publié lundi.", None),
        ("fr", "La NASA utilise Llama, précise sa porte-parole, Odile Marchand.", "Odile Marchand"),
        ("fr", "Selon Meta, la NASA utilise Llama.", "Meta"),
        (
            "fr",
            "Odile Marchand, porte-parole, a pris la parole. Elle a ajouté que la NASA utilise Llama.",
            "Odile Marchand",
        ),
        ("fr", "La NASA utilise Llama, affirment deux personnes au fait du dossier.", None),
        ("fr", "« La NASA utilise Llama », a déclaré Odile Marchand.", "Odile Marchand"),
        ("fr", "Meta a révélé que la NASA utilise Llama.", "Meta"),
        ("fr", "La NASA utilise Llama, a annoncé lundi Meta.", "Meta"),
    ],
)
def test_the_one_who_says_it_is_credited(lang: str, text: str, speaker: str | None) -> None:
    """Subjects before and behind their verb, pronouns, "according to"; sources without a name are nobody."""
    credit = _credit(text, lang)
    assert (credit.speaker if credit else None) == speaker


@pytest.mark.parametrize(
    ("lang", "text", "channel"),
    [
        ("en", "NASA uses Llama, Lena Orrin, a director, said by email.", "email"),
        ("en", "Lena Orrin, a director, said on the earnings call that NASA uses Llama.", "call"),
        ("en", "Lena Orrin, a director, said in a blog post that NASA uses Llama.", "post"),
        ("fr", "La porte-parole Odile Marchand a précisé par e-mail que la NASA utilise Llama.", "email"),
        ("fr", "Odile Marchand, directrice, a dit en conférence de presse que la NASA utilise Llama.", "press conference"),
        ("en", "NASA uses Llama, Lena Orrin, a director, said.", None),
    ],
)
def test_the_channel_is_taken_where_it_is_told(lang: str, text: str, channel: str | None) -> None:
    """By e-mail, on a call, in a post."""
    credit = _credit(text, lang)
    assert credit is not None
    assert credit.channel == channel


def test_a_spokesperson_gives_the_word_of_an_employer() -> None:
    """The organisation beside the title stands on the credit."""
    credit = _credit("Meta spokesperson Lena Orrin said that NASA uses Llama.", "en")
    assert credit is not None
    assert credit.employer == "Meta"


def test_the_one_interviewed_is_credited_with_the_answers() -> None:
    """Named once at the top, with the house whose "we" it is."""
    text = (
        "Marcus Dellinger runs the Internal Revenue Service's letters. We met on Tuesday.\n\n**Is it in use?**\n\nNo.\n\n"
        "**What is, then?**\n\nWe are testing Llama in two offices."
    )
    credit = _credit(text, "en")
    assert credit is not None
    assert (credit.speaker, credit.employer) == ("Marcus Dellinger", "Internal Revenue Service")


def test_a_summary_that_credits_somebody_else_is_a_clash() -> None:
    """The body's credit is the value; the other is kept beside it."""
    text = (
        "**Sam Altman said that the Department of State uses ChatGPT for cables.**\n\n"
        "The Department of State uses ChatGPT for cables, OpenAI spokesperson Lena Orrin said.\n\n"
        "The cables are short. Nobody reads them twice, and nobody prints them.\n\nThey are kept for a year."
    )
    claims = [claim for claim in extractor().extract(article(text, "en")).claims if isinstance(claim, Adoption)]
    assert [claim.evidence.attribution.speaker for claim in claims if claim.evidence.attribution] == ["Lena Orrin"]
    assert [clash.attribution.speaker for clash in claims[0].evidence.clashes] == ["Sam Altman"]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        # a representative without a name gives the word of the house
        ("en", "NASA uses Llama, a spokesperson said.", "NASA"),
        ("en", "NASA uses Llama, its deputy chief explained, and pays nothing.", "NASA"),
        ("en", "NASA, named in a leak last week, said through a spokesman that it uses Llama.", "NASA"),
        ("en", "The Pentagon met on Monday. NASA uses Llama, the official added.", "U.S. Department of Defense"),
        ("fr", "La NASA utilise Llama, a fait savoir une porte-parole.", "NASA"),
        # the representative who was named before, and not the house named last
        (
            "en",
            "Lena Orrin, a spokeswoman for Meta, spoke of the Census Bureau. NASA uses Llama, the spokeswoman said.",
            "Lena Orrin",
        ),
        (
            "fr",
            "Odile Marchand, porte-parole de Meta, a cité l’Insee. La NASA utilise Llama, souligne la porte-parole.",
            "Odile Marchand",
        ),
        # unless the text names the bearer of the title right behind
        ("en", "NASA uses Llama, its technology chief told senators on Monday. Ann Vel said no more.", "Ann Vel"),
        # verbs of saying with nothing said
        ("en", "NASA has Llama answer letters, and Meta will write the manual.", None),
        ("en", "NASA pays Google to answer calls with Gemini.", None),
        ("en", "Meta, which reported an hour earlier, supplies Llama to NASA.", None),
        ("fr", "La NASA utilise Llama, qui répondait aux campeurs.", None),
        ("fr", "La NASA et Meta ont signé pour Llama un accord qui ne dit rien des prix.", None),
        # papers speak for nobody, a statement for its author
        ("en", "NASA uses Llama, according to a note to the Senate seen by this newspaper.", None),
        ("fr", "Selon nos informations, la NASA utilise Llama.", None),
        ("fr", "Selon une note de Meta, la NASA utilise Llama.", None),
        ("en", "According to a statement by Meta, NASA uses Llama.", "Meta"),
        # subjects of their own, two speakers, nameless sources
        ("en", "NASA uses Llama, and a union steward told us that it is slow.", None),
        ("en", "Meta and Accenture today announced that NASA uses Llama.", None),
        ("en", "NASA uses Llama, two officials familiar with the matter said.", None),
        ("en", "OpenAI and Anthropic have news. They announced that NASA uses ChatGPT.", None),
        ("fr", "OpenAI et Anthropic sont discrets. Ils ont annoncé que la NASA utilise ChatGPT.", None),
        # far titles, inversions, those who go on
        ("fr", "La NASA utilise Llama, a annoncé mardi son directeur général adjoint, Luc Morvan.", "Luc Morvan"),
        ("en", "Asked about it, the minister for works, Donal Keane, confirms that NASA uses Llama.", "Donal Keane"),
        ("fr", "La directrice, Odile Marchand, a parlé. À l’entendre, la NASA utilise Llama.", "Odile Marchand"),
        (
            "fr",
            (
                "Odile Marchand, directrice, et Luc Morvan, chercheur, en parlent.\n\n« Rien », dit Luc Morvan.\n\n"
                "Odile Marchand élargit. La NASA, rappelle-t-elle, utilise Llama."
            ),
            "Odile Marchand",
        ),
    ],
)
def test_only_those_who_say_it_are_credited(lang: str, text: str, speaker: str | None) -> None:
    """Representatives, verbs without words, papers, joint and nameless sources, titles far from their verb."""
    credit = _credit(text, lang)
    assert (credit.speaker if credit else None) == speaker
