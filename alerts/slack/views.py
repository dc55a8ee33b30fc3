"""The forms that open over an alert: why a fact is rejected, what it should say, which known name is meant. Pure.

Everything from outside stands in plain text. What a form is about travels in its private metadata, as numbers and the channel
alone; the answer to a form names the versions that were shown in it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alerts.hands import Desk, Seen, Target, Told
from alerts.labels.choose import labels
from alerts.labels.hands import spoken
from alerts.slack.blocks import plain_text
from alerts.slack.validate import Block
from alerts.wording import about
from watchers.claims.codec import claim_to_json
from watchers.claims.model import Claim, PartnerStage, Stage

INPUT = "v"
"""The action of every input of a form."""
CHOICES = 100
_SPEAKER = ("attributed_to", "employer", "valid_from", "quote")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "agency": ("stage", "agency", "vendor", "product", *_SPEAKER),
    "partner": ("stage", "partner", "role", "vendor", "product", *_SPEAKER),
    "price": ("amount", "amount_max", "currency", "per", "buyer", "vendor", "product", *_SPEAKER),
    "figure": ("subject", "measure", "amount", "amount_max", "currency", "period", *_SPEAKER),
}
"""What of a claim can be edited, by its kind."""
_NEEDED = {"stage", "agency", "partner", "vendor", "amount", "subject", "measure"}
_STAGES: Mapping[str, type[Stage | PartnerStage]] = {"agency": Stage, "partner": PartnerStage}
_LONGEST = 3000


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What a form is about."""

    root: int | None = None
    channel: str = ""
    targets: tuple[Target, ...] = ()
    name: str = ""
    """Of the queue, for a name."""

    def packed(self) -> str:
        """As private metadata."""
        found = {"r": self.root, "c": self.channel, "t": [[one.value, one.version] for one in self.targets], "n": self.name}
        return json.dumps(found, separators=(",", ":"))


def unpacked(text: str) -> About:
    """What a form that came back is about. Raises ``ValueError`` for one that is none of ours."""
    try:
        found = json.loads(text)
        targets = tuple(Target(value=int(value), version=int(version)) for value, version in found["t"])
        root = None if found["r"] is None else int(found["r"])
        return About(root=root, channel=str(found["c"]), targets=targets, name=str(found["n"]))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a form of ours") from error


def reject_form(desk: Desk, channel: str, language: str) -> Block:
    """Which facts, where there are several, and why."""
    words, waiting = spoken(language), desk.open[:CHOICES]
    subject = About(root=desk.root, channel=channel, targets=_targets(waiting))
    return _modal("reject", (words["reject title"], words["reject"], words["cancel"]), subject, list(_rejecting(waiting, words)))


def _rejecting(waiting: Sequence[Told], words: Mapping[str, str]) -> Iterator[Block]:
    if len(waiting) > 1:
        element: Block = {"type": "multi_static_select", "options": [_option(one) for one in waiting]}
        yield _input("which", words["reject which"], element)
    elif waiting:
        yield _says(waiting[0].about)
    yield _input("why", words["reject why"], {"type": "plain_text_input", "max_length": 500}, hint=words["reject hint"])


def which_form(desk: Desk, channel: str, language: str) -> Block:
    """Which of several facts is to be edited."""
    words, told = spoken(language), desk.told[:CHOICES]
    element: Block = {"type": "static_select", "options": [_option(one) for one in told]}
    subject = About(root=desk.root, channel=channel, targets=_targets(told))
    blocks = [_input("which", words["edit which"], element)]
    return _modal("edit_which", (words["edit title"], words["edit next"], words["cancel"]), subject, blocks)


def edit_form(seen: Seen, root: int | None, channel: str, language: str) -> Block:
    """Everything that a claim of this kind says, to be changed."""
    words, row = spoken(language), claim_to_json(seen.claim)
    status = labels(language).statuses.get(seen.status, seen.status.value)
    subject = About(root=root, channel=channel, targets=(Target(value=seen.value, version=seen.version),))
    now = words["now"].format(id=f"F-{seen.value}", status=status, version=seen.version)
    blocks = [
        _says(f"{about(seen.claim, labels(language))} · {now}"),
        *(_field(name, row, words, language) for name in FIELDS[str(row["kind"])]),
        _input("why", words["edit why"], {"type": "plain_text_input", "max_length": 500}, hint=words["edit hint"]),
    ]
    return _modal("edit", (words["edit title"], words["save"], words["cancel"]), subject, blocks)


def merge_form(number: str, name: str, near: Iterable[str], language: str) -> Block:
    """Which known name another one stands for: typed, and chosen from what is found."""
    words = spoken(language)
    element: Block = {"type": "external_select", "min_query_length": 2, "placeholder": plain_text(words["merge hold"], 150)}
    first = next(iter(near), "")
    if first:
        element["initial_option"] = choice(first)
    blocks = [_says(name), _input("other", words["merge label"], element)]
    return _modal("merge", (words["merge title"], words["merge"], words["cancel"]), About(name=number), blocks)


def choice(name: str) -> Block:
    """A known name that can be chosen; the reference data has none that is longer."""
    return {"text": plain_text(name, 75), "value": name[:150]}


def answers(view: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in, by block: a text, a date, the value of an option, a list of such; an empty text for nothing."""
    values = view.get("state", {}).get("values", {})
    return {block: _answer(inputs.get(INPUT) or {}) for block, inputs in values.items()}


def changes(claim: Claim, given: Mapping[str, Any]) -> dict[str, str | None]:
    """The fields of a form that say something else than the claim; an empty text takes one away."""
    row = claim_to_json(claim)
    found = {name: str(given.get(name) or "").strip() for name in FIELDS[str(row["kind"])] if name in given}
    return {name: value for name, value in found.items() if value != _text(row.get(name))}


def _answer(element: Mapping[str, Any]) -> Any:
    chosen = element.get("selected_options")
    if chosen is not None:
        return [str(one["value"]) for one in chosen]
    one = element.get("selected_option")
    return str(one["value"]) if one else element.get("selected_date") or element.get("value") or ""


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()) if not isinstance(value, str) else value.strip()


def _field(name: str, row: Mapping[str, object], words: Mapping[str, str], language: str) -> Block:
    now, kind = _text(row.get(name)), str(row["kind"])
    element: Block
    if name == "stage":
        options = [_stage(stage, language) for stage in _STAGES[kind]]
        element = {"type": "static_select", "options": options}
        element["initial_option"] = next(one for one in options if one["value"] == now)
    elif name == "valid_from":
        element = {"type": "datepicker", **({"initial_date": now} if now else {})}
    else:
        element = {"type": "plain_text_input", "max_length": _LONGEST, **({"initial_value": now[:_LONGEST]} if now else {})}
        element |= {"multiline": True} if name == "quote" else {}
    return _input(name, words[f"field {name}"], element, optional=name not in _NEEDED)


def _stage(stage: Stage | PartnerStage, language: str) -> Block:
    return {"text": plain_text(labels(language).states[stage], 75), "value": stage.value}


def _modal(callback: str, heads: tuple[str, str, str], subject: About, blocks: list[Block]) -> Block:
    """``heads``: its title, and the words on the buttons that send and that close it."""
    title, submit, close = (plain_text(text, 24) for text in heads)
    return {
        "type": "modal",
        "callback_id": callback,
        "title": title,
        "submit": submit,
        "close": close,
        "private_metadata": subject.packed()[:_LONGEST],
        "blocks": blocks,
    }


def _input(block: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    made: Block = {"type": "input", "block_id": block, "label": plain_text(label, 200), "element": element | {"action_id": INPUT}}
    made |= {"optional": True} if optional else {}
    return made | {"hint": plain_text(hint, 500)} if hint else made


def _says(text: str) -> Block:
    return {"type": "context", "elements": [plain_text(text, 500)]}


def _option(told: Told) -> Block:
    return {"text": plain_text(told.about, 75), "value": f"{told.value}:{told.version}"}


def _targets(told: Iterable[Told]) -> tuple[Target, ...]:
    return tuple(Target(value=one.value, version=one.version) for one in told)
