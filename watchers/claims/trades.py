"""What makers of models sell besides: a cloud, laptops, office software. A body that buys it takes up no model.

Only of makers that have such trades, where the clause names no product and no word for models.
"""

from watchers.claims.actors import Line, Name, Role
from watchers.claims.cutting import Clause

_TRADERS = frozenset(
    {"Microsoft", "Google", "Amazon", "Amazon Web Services", "IBM", "Nvidia", "Oracle", "SAP", "Salesforce", "ServiceNow", "Meta"}
    | {"Apple", "Adobe", "SpaceX", "Box", "Zoom", "Palo Alto Networks", "Zscaler", "Docusign", "Intel", "AMD", "Qualcomm", "xAI"}
    | {"Alibaba", "Huawei", "Tencent", "Baidu", "Samsung", "NTT", "NEC Corporation", "SK Telecom", "SoftBank", "Naver", "Uber"}
    | {"CoreWeave", "Palantir", "Snowflake", "Databricks", "Elastic", "Thomson Reuters", "LexisNexis"}
)
_MODEL_WORDS = """
    ai ia a.i model models modele modeles llm llms chatbot chatbots assistant assistants artificial artificielle generative
    generatif copilot agentic
"""
_MODELS = frozenset(_MODEL_WORDS.split())
_BESIDE = 3


def other_trade(line: Line, clause: Clause, name: Name) -> bool:
    """Whether what ``name`` sells in the clause is told, and no model: "Microsoft, which supplies cloud services"."""
    if _hardware(name):
        return True
    goods = clause.names(line, Role.PRODUCT)
    if goods and all(_hardware(one) for one in goods) and name.vendor in {one.vendor for one in goods}:
        return True
    cues = clause.cues(line, "trade") if name.role is Role.VENDOR and name.vendor in _TRADERS else ()
    if not cues or goods:
        return False
    if not _MODELS.isdisjoint(token.fold for token in line.words(clause.start, clause.end)):
        return False
    alone = len({one.vendor for one in clause.names(line, Role.VENDOR)}) == 1
    return alone or any(name.end <= cue.start and len(line.words(name.end, cue.start)) <= _BESIDE for cue in cues)


def _hardware(name: Name) -> bool:
    """Chips and machines, which the lists name beside the models."""
    return name.entity is not None and name.entity.category == "hardware"
