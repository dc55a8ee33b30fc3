"""Use that no word for a stage tells, and its lookalikes."""

import pytest

from tests.watchers.claims.reading_kit import agencies

_LABOR = "U.S. Department of Labor"
_USED = [
    ("At the Census Bureau, Llama codes the write-in answers that kept forty clerks busy.", "Meta", "U.S. Census Bureau"),
    (
        "Nine hundred examiners at the Patent and Trademark Office open Claude before they open their mail.",
        "Anthropic",
        "U.S. Patent and Trademark Office",
    ),
    (
        "The Food and Drug Administration puts every adverse-event report through ChatGPT first.",
        "OpenAI",
        "U.S. Food and Drug Administration",
    ),
    (
        "The Federal Aviation Administration writes its bulletins with Mistral's models.",
        "Mistral AI",
        "Federal Aviation Administration",
    ),
    ("Grok summarises the morning traffic for Customs and Border Protection.", "xAI", "U.S. Customs and Border Protection"),
    ("HMRC will stay with Copilot for another year, its permanent secretary told MPs.", "Microsoft", "HM Revenue & Customs"),
    (
        "Behind the Social Security Administration's new phone line sits a version of Llama.",
        "Meta",
        "Social Security Administration",
    ),
    (
        "The Social Security Administration's claims examiners ask Claude to find the missing page.",
        "Anthropic",
        "Social Security Administration",
    ),
]
_SILENT = [
    "The Federal Trade Commission asked OpenAI how ChatGPT treats the data of children.",
    "The Department of Labor published a paper on what ChatGPT means for typists.",
    "Claude, like Gemini, would suit the Postal Service, the consultancy's report argues.",
    "The Census Bureau's director joked about ChatGPT at a conference in Denver.",
    "NASA hosted Mistral's chief executive at its Houston centre on Friday.",
    "The Social Security Administration wants Congress to decide whether Claude may read medical files.",
    "The FAA warned pilots not to trust ChatGPT for weather.",
    "The Internal Revenue Service told taxpayers that answers from ChatGPT are no legal advice.",
    "The Treasury said that revenue from firms such as OpenAI, the maker of ChatGPT, would rise.",
    "Customs and Border Protection seized a shipment of chips bound for xAI's Grok cluster.",
    "The Copyright Office said that texts made by ChatGPT cannot be registered.",
    "The Department of Labor shunned ChatGPT.",
    "Senators urged the Department of Labor to take up Claude.",
    "The Department of Labor should adopt Claude, a columnist wrote.",
    "The Department of Justice charged a man who had used Claude to write threats.",
    "The Department of Energy approved a power line to the plant where Meta trains Llama.",
    "Students at a school near the Census Bureau use Claude for homework.",
    "The FDA cleared a device whose manual was translated with ChatGPT.",
    "The Postal Service printed a stamp that was drawn, say its critics, with ChatGPT.",
    "OpenAI hired the former head of NASA to run ChatGPT's education business.",
    "Google said Gemini now answers 40 million questions a day, more than the Social Security Administration's phone lines.",
    "A court clerk told the IRS that Claude had invented three cases.",
    "If the IRS adopted Claude, the union would strike.",
    "The Postal Service, unlike Grok, delivers.",
]


@pytest.mark.parametrize(("text", "vendor", "body"), _USED)
def test_a_body_that_does_something_with_a_product_uses_it(text: str, vendor: str, body: str) -> None:
    """Whatever the verb, and on whichever side of the product the body stands."""
    assert agencies(text) == {(vendor, body, "adopted")}


@pytest.mark.parametrize("text", _SILENT)
def test_a_product_that_is_only_spoken_of_is_not_used(text: str) -> None:
    """Talk, wishes, judgements, comparisons, other people's use."""
    assert agencies(text) == set()


def test_what_is_to_come_is_approved() -> None:
    """A future verb without a word for a stage."""
    assert agencies("From May the Department of Labor will have Claude at its side for every letter.") == {
        ("Anthropic", _LABOR, "approved")
    }


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("The Department of Labor is to sign a contract with Anthropic next month.", "approved"),
        ("The Department of Labor has no such arrangement with Anthropic, a spokeswoman said.", "denied"),
        ("The Department of Labor said it had placed no order with Anthropic.", "denied"),
        ("The Department of Labor turned Claude down after a two-month look.", "ended"),
        ("The Department of Labor spent $3 million on a pilot of Claude. It was abandoned in June.", "ended"),
        ("The Department of Labor began a trial of Claude in March. The department called it off after a week.", "ended"),
        ("Having tested Claude for a year, the Department of Labor now runs it on every desk.", "adopted"),
    ],
)
def test_the_stage_is_that_of_the_last_word(text: str, stage: str) -> None:
    """What is to come, what never was, what was handed back, what a participle told of before."""
    assert agencies(text) == {("Anthropic", _LABOR, stage)}
