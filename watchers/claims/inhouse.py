"""Whose model drives a tool that a body calls by a name of its own: "ChatFT, developed with Mistral", "Elsa, built on Claude".

The text says it once, where it brings the tool in, or at the head of the sentence behind ("It runs on X"); from then on the
tool's name stands for a use of that model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from watchers.claims.actors import Line, Name, Role
from watchers.claims.closed import IT

_REACH = 16
"""Words between a tool's name and the model's."""
_HEAD = 4
_OTHERS = (Role.AGENCY, Role.COMPANY, Role.PERSON)
_PAIR = 2
"""Names of models that one word for the motor may lead: with more of them nobody's is meant alone."""


def driven(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, each tool without a maker under the maker of the model that the text says drives it. Linear in the text."""
    makers: dict[str, Name] = {}
    for line, behind in zip_longest(lines, lines[1:]):
        for tool in line.named(Role.PRODUCT):
            if tool.vendor is None and tool.name not in makers:
                model = _motor(line, tool) or (_taken_up(behind) if behind is not None and _ends_on(line, tool) else None)
                makers.update({tool.name: model} if model else {})
    helpers = _helpers(lines, makers)
    if not makers:
        return tuple(lines)
    rows = tuple(_under(line, makers) for line in lines)
    return tuple(_without_makers(line, helpers) for line in rows) if helpers else rows


def _helpers(lines: Sequence[Line], makers: dict[str, Name]) -> frozenset[str]:
    """Unknown makers of tools that run on a known model, "conçu par Semoa et adossé à GPT-4o": they put it together.

    Their tools go into ``makers``, under the model.
    """
    found = set()
    for line in lines:
        for tool in line.named(Role.PRODUCT):
            model = _engine(line, tool) if tool.unlisted and tool.vendor is not None else None
            if model is not None and tool.vendor is not None:
                makers[tool.name] = model
                found.add(tool.vendor)
    return frozenset(found)


def _engine(line: Line, tool: Name) -> Name | None:
    """The listed model that a word for what drives a tool leads to, the tool's own maker named before."""
    for cue in line.cued("motor"):
        model = next((one for one in line.named(Role.PRODUCT) if one.start >= cue.end), None)
        if cue.start < tool.end or model is None or model.unlisted or len(line.words(cue.end, model.start)) > _HEAD:
            continue
        between = [one for one in line.names if tool.end <= one.start < model.start]
        if len(line.words(tool.end, model.start)) <= _REACH and all(one.name == tool.vendor for one in between):
            return model
    return None


def _without_makers(line: Line, helpers: frozenset[str]) -> Line:
    if not any(name.role is Role.VENDOR and name.name in helpers for name in line.names):
        return line
    row = [replace(name, role=Role.COMPANY, vendor=None) if name.name in helpers else name for name in line.names]
    return replace(line, names=tuple(row))


def _open(name: Name) -> bool:
    """A tool without a maker, or of one that nobody knows."""
    return name.role is Role.PRODUCT and (name.vendor is None or name.unlisted)


def _under(line: Line, makers: dict[str, Name]) -> Line:
    if not any(_open(name) and name.name in makers for name in line.names):
        return line
    return replace(line, names=tuple(_made(name, makers) for name in line.names))


def _made(name: Name, makers: dict[str, Name]) -> Name:
    model = makers.get(name.name) if _open(name) else None
    return replace(name, vendor=model.vendor, product=model.product) if model else name


def _motor(line: Line, tool: Name) -> Name | None:
    """The one model behind the tool's name with a word for what drives it between them, and nobody else."""
    cue = next((cue for cue in line.cued("motor") if cue.start >= tool.end), None)
    models = [] if cue is None else [*_models(line, cue.end)]
    if cue is None or not models or len(models) > _PAIR or len(line.words(tool.end, models[0].start)) > _REACH:
        return None
    between = [name for name in line.names if tool.end <= name.start < models[0].start]
    apart = any(name.role in _OTHERS or (name.role is Role.PRODUCT and name.name != tool.name) for name in between)
    denied = any(tool.end <= other.start < models[0].start for other in line.cued("not", "suppose"))
    return None if apart or denied or ";" in {one.fold for one in line.words(tool.end, models[0].start)} else models[0]


def _models(line: Line, place: int) -> Iterator[Name]:
    """The first model or maker behind ``place`` and, of another maker, what stands behind it."""
    seen: set[str] = set()
    for name in line.named(Role.VENDOR, Role.PRODUCT):
        if name.start >= place and name.vendor and name.vendor not in seen:
            seen.add(name.vendor)
            yield name


def _ends_on(line: Line, tool: Name) -> bool:
    """No other maker's model is named beside the tool."""
    return not any(name.vendor for name in line.named(Role.VENDOR, Role.PRODUCT)) and tool.end <= line.span.end


def _taken_up(line: Line) -> Name | None:
    """ "It runs on X", "L'outil s'appuie sur X" as the sentence behind."""
    opening = {token.start for token in line.tokens[:_HEAD]}
    leads = any(cue.start in opening for cue in line.cued("model")) or any(one.fold in IT for one in line.tokens[:1])
    cue = next(iter(line.cued("motor")), None)
    if not leads or cue is None or line.question or line.cued("not", "suppose"):
        return None
    models = [*_models(line, cue.end)]
    return models[0] if len(models) == 1 and not line.named(*_OTHERS) else None
