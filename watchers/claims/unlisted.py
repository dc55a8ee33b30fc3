"""Names that no reference data hold but the text itself introduces: persons who speak, public bodies, companies, products.

High precision before recall: a capital alone names nobody. A body shows by its head noun ("Bureau of …", "Agence nationale
des …", "… Office"), a company by its last word ("… Systems") or by what it is called ("X, an integrator", "l'éditeur X"), a
product by its maker ("X, an assistant made by Y"), a person by a title or a verb of saying. Once introduced, short forms
("(ANOF)", a surname, a company's first word) are the same name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchers.claims.actors import Line, Name, Role, around
from watchers.claims.apposed import apposed
from watchers.claims.capitals import PLACES_OF
from watchers.claims.closed import OF
from watchers.claims.commons import commons
from watchers.claims.firms import named_a_firm
from watchers.claims.hints import NO_HINTS, Hints, Words
from watchers.claims.institutions import institutions
from watchers.claims.introductions import house, introduced, products
from watchers.claims.leagues import founded, is_league
from watchers.claims.makers import makers
from watchers.claims.model import Span
from watchers.claims.naming import FIRMS, FRENCH_HEADS, HEADS, NO_FIRMS, NO_NAME, SMALL_FRENCH, Run, folds
from watchers.claims.plurals import with_plurals
from watchers.claims.tokens import Token, fold

_LONG = 10
_INITIAL = 3
_POSTS = frozenset({"secretary", "minister", "undersecretary", "director", "chief", "governor", "mayor", "president", "ministre"})
"""People: what ends so is no body."""
_FIRMLY = FIRMS & HEADS
"""Heads of public bodies that end the names of companies."""


def _no_body(words: Words) -> bool:
    """ "Ligérance Conseil", a firm; "Treasury Secretary", a person; "Microsoft Office", goods."""
    if words[:2] in (("microsoft", "office"), ("google", "workspace")) or is_league(words):
        return True
    return (words[-1] in _FIRMLY and words[0] not in HEADS) or (words[-1] in _POSTS and "of" not in words)


def _place(line: Line, run: Run) -> int:
    """Where a run begins in the text of its line."""
    return line.tokens[run.first].start - line.span.start


def _french_firm(line: Line, run: Run) -> bool:
    """ "Concordia Services" in a French text: public services have French names there."""
    first, last = line.tokens[run.first], line.tokens[run.last]
    return line.lang == "fr" and run.last == run.first + 1 and last.fold == "services" and first.fold not in FRENCH_HEADS


def unlisted(lines: Sequence[Line], hints: Hints = NO_HINTS) -> tuple[tuple[Name, ...], ...]:
    """For each line its names together with those that the text introduces, in order of place; listed names win."""
    known = _Known(lines, hints.never)
    for line in lines:
        known.learn(line)
    known.learn_makers(lines, hints.proposed)
    return tuple(with_plurals(line, known.names(line)) for line in lines)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing an introduced name: its folded words."""

    words: tuple[str, ...]
    name: str
    role: Role
    vendor: str | None
    employer: str | None
    initials: bool = False
    """Counts in capitals only."""


class _Known:
    """What the text has introduced."""

    def __init__(self, lines: Sequence[Line], never: frozenset[Words]) -> None:
        self._never = never
        self._given: set[str] = set()
        self._forms: dict[tuple[str, ...], _Form] = {}
        self._longest_of: dict[str, int] = {}
        """By first word how many words the longest form has."""
        self._low: set[str] = set()
        self._sold = any(line.named(Role.VENDOR, Role.PRODUCT) for line in lines)
        self._firms: set[tuple[str, ...]] = set()
        """What a noun right before the name calls a company."""
        self._taken = {word.lower() for line in lines for name in line.names for word in name.surface.split()}

    # ---------------------------------------------------------------------------------------------------------- learning

    def learn(self, line: Line) -> None:
        """Take up every name that ``line`` introduces."""
        shown = tuple(apposed(line))
        for one in shown:
            self._add(line, one.run, Role.AGENCY, ())
        for row in institutions(line):
            if any(one.start <= line.tokens[row.first].start < one.end for one in shown):  # what presents it
                continue
            if _no_body(folds(line, row)) or _french_firm(line, row) or founded(line.text, _place(line, row)):
                continue
            given = _bracketed(line, row)
            self._given.update(words[0] for words in given if len(words) == 1 and words in _initials(line, row))
            self._add(line, row, Role.AGENCY, (*given, *_initials(line, row)))
        for row in commons(line):
            if not any(one.start < line.tokens[row.first].start < one.end for one in shown):
                self._add_common(line, row)
        found = introduced(line)
        speaks = any(role is Role.PERSON for _, role in found)
        whole = _with(line, self.names(line)) if speaks else line
        for run, role in found:
            if role is Role.PERSON:
                self._add(line, run, role, _parts(line, run), employer=house(whole, run))
            else:
                self._firms.update({folds(line, run)} if named_a_firm(line, run) else ())
                kind = Role.COMPANY if self._sold else role  # "X AI" beside a known vendor is one more firm at first
                self._add(line, run, kind, _short(line, run, self._taken))
        for product, maker in products(line, found):
            self._add_product(line, product, maker)

    def learn_makers(self, lines: Sequence[Line], proposed: Sequence[Span]) -> None:
        """Take up the vendors and products that the text as a whole shows; what was introduced as a firm may be one."""
        firms = {words for words, form in self._forms.items() if form.role in _FIRMS}
        bare = [_with(line, self._but_firms(line)) for line in lines]
        for made in makers(bare, self._forms.keys() - firms, proposed):
            owner = self._forms.get(made.owner) if made.owner else None
            known = self._forms.get(folds(made.line, made.run))
            if known is not None and known.role is Role.PRODUCT:  # the text has said whose it is
                continue
            if made.role is Role.PRODUCT and folds(made.line, made.run) in self._firms:
                continue
            if made.role is Role.VENDOR:
                self._add_vendor(made.line, made.run)
            else:
                words = folds(made.line, made.run)
                self._forms.pop(words, None)
                self._know(_Form(words, _plain(made.line, made.run), Role.PRODUCT, owner.name if owner else None, None))

    def _but_firms(self, line: Line) -> tuple[Name, ...]:
        return tuple([name for name in self.names(line) if not (name.unlisted and name.role in _FIRMS)])

    def _add_vendor(self, line: Line, run: Run) -> None:
        """A maker; a firm that was introduced before is one from now on, under all its forms."""
        self._add(line, run, Role.VENDOR, ())
        made = self._forms.get(folds(line, run))
        for words, form in list(self._forms.items()):
            if made is not None and form.name == made.name:
                self._forms[words] = replace(form, role=Role.VENDOR, vendor=made.name)

    def _add(self, line: Line, run: Run, role: Role, forms: Sequence[tuple[str, ...]], employer: str | None = None) -> None:
        plain = _capital(_plain(line, run))
        name = _POSSESSIVE.sub(" ", plain, count=1) if role is Role.AGENCY else plain
        self._put(_Form(folds(line, run), name, role, None, employer), forms)

    def _add_common(self, line: Line, run: Run) -> None:
        if not line.tokens[run.first].upper:
            self._low.add(line.tokens[run.first].fold)
        form = _Form(folds(line, run), _capital(_common(line, run)), Role.AGENCY, None, None)
        self._put(form, (_unpossessed(line, run), *_bracketed(line, run)))

    def _put(self, form: _Form, forms: Sequence[tuple[str, ...]]) -> None:
        whole, name, role = form.words, form.name, form.role
        if whole in self._never or (role in _FIRMS and whole in NO_FIRMS):
            return
        if whole in self._forms:
            if role is Role.PERSON and self._forms[whole].role is not role:
                return
            name = self._forms[whole].name
        form = replace(form, name=name, vendor=name if role is Role.VENDOR else None)
        for words in (whole, *forms):
            if words:
                short = words != whole and len(words) == 1 and role is Role.AGENCY
                self._know(replace(form, words=words, initials=short))

    def _know(self, form: _Form) -> None:
        """Take up a form, unless its words are known already."""
        first = form.words[0]
        self._forms.setdefault(form.words, form)
        self._longest_of[first] = max(self._longest_of.get(first, 0), len(form.words))

    def _add_product(self, line: Line, product: Run, maker: Run) -> None:
        name = _plain(line, product)
        self._add(line, maker, Role.VENDOR, _short(line, maker, self._taken))
        if folds(line, maker) in self._never or folds(line, maker) in NO_FIRMS:
            return
        vendor = self._forms[folds(line, maker)].name
        for words, form in list(self._forms.items()):
            if form.name == vendor:
                self._forms[words] = replace(form, role=Role.VENDOR, vendor=vendor)
        words = folds(line, product)
        self._forms.pop(words, None)
        self._know(_Form(words, name, Role.PRODUCT, vendor, None))

    # ----------------------------------------------------------------------------------------------------------- finding

    def names(self, line: Line) -> tuple[Name, ...]:
        """The listed names of ``line`` and, where none stands, the introduced ones."""
        if not self._forms:
            return line.names
        found = [*self._found(line)]
        if not found:
            return line.names
        added = [name for name in found if all(self._wins(name, other) for other in around(line.names, name.start, name.end))]
        gone = {other for name in added for other in around(line.names, name.start, name.end)}
        gone |= {owner for name in added if name.role is Role.AGENCY for owner in _owners(line, name)}
        kept = [name for name in line.names if name not in gone]
        return tuple(sorted((*kept, *added), key=lambda name: (name.start, name.end)))

    def _wins(self, name: Name, other: Name) -> bool:
        """A body that holds the listed name, or whose short form the text has given in brackets."""
        own = fold(name.surface) in self._given and (name.start, name.end) == (other.start, other.end)
        return own or _swallows(name, other)

    def _found(self, line: Line) -> Iterator[Name]:
        reach, known = 0, self._longest_of
        if not line.holds(known.keys()):
            return
        for at in [at for at, token in enumerate(line.tokens) if token.fold in known]:
            if at < reach:
                continue
            form, size = self._longest(line.tokens, at)
            if form is None:
                continue
            reach = at + size
            start, end = line.tokens[at].start, line.tokens[at + size - 1].end
            yield Name(
                start=start,
                end=end,
                surface=line.text[start - line.span.start : end - line.span.start],
                role=form.role,
                name=form.name,
                vendor=form.vendor,
                product=form.name if form.role is Role.PRODUCT else None,
                employer=form.employer,
                unlisted=True,
            )

    def _longest(self, row: Sequence[Token], at: int) -> tuple[_Form | None, int]:
        if not row[at].upper and row[at].fold not in _MAY_OPEN and row[at].fold not in self._low:
            return None, 1
        for size in range(min(self._longest_of[row[at].fold], len(row) - at), 0, -1):
            form = self._forms.get(tuple(token.fold for token in row[at : at + size]))
            if form is not None and not (form.initials and row[at].bare):
                return form, size
        return None, 1


def _with(line: Line, names: tuple[Name, ...]) -> Line:
    """``line`` with these names; itself, and so with all that it was asked for already, where they are its own."""
    return line if names == line.names else replace(line, names=names)


_FIRMS = frozenset({Role.COMPANY, Role.VENDOR, Role.PRODUCT})
_MAY_OPEN = FRENCH_HEADS | PLACES_OF | {"societe"}
"""Words in lower case that a name may begin with."""


def _plain(line: Line, run: Run) -> str:
    """The words of a run as in the text, apostrophes straight and spaces plain: typography is no part of a name."""
    text = line.text[line.tokens[run.first].start - line.span.start : line.tokens[run.last].end - line.span.start]
    return " ".join(text.replace("’", "'").split())


def _unpossessed(line: Line, run: Run) -> tuple[str, ...]:
    """ "Arizona's supreme court" is the Arizona supreme court."""
    words = folds(line, run)
    at = next((place for place, word in enumerate(words) if word == "'s"), len(words))
    return (*words[:at], *words[at + 1 :]) if at < len(words) - 1 else ()


_OF_OFFICERS = re.compile(
    r"(?<=[a-z] )((?:(?:county|district|city|circuit|court|town) )?clerk|(?:state )?(?:auditor(?: of state)?|treasurer)|assessor"
    r"|recorder|register|prothonotary|secretary of state|ombudsman)'s office$",
    re.IGNORECASE,
)


def _common(line: Line, run: Run) -> str:
    """ "Arizona supreme court" for Arizona's, "Harris County district clerk" for that clerk's office."""
    name = _plain(line, run)
    force = _FORCE.match(name)
    if force is not None:
        return f"{force['place']} Police"
    if name[0].isupper() and not _OFFICES.search(name):
        name = _POSSESSIVE.sub(" ", name, count=1)
    return _OF_OFFICERS.sub(r"\1", name)


_OFFICES = re.compile(
    r" (?:ministry|department|agency|authority|directorate|secretariat|commission|inspectorate|services?|trust)\Z"
)
"""Nouns before which whose they are stays as the text has it: "Kent's fire authority"."""
_FORCE = re.compile(r"(?:Police|Detectives)(?: [a-z]+)? (?:in|across) (?P<place>.+)")
_POSSESSIVE = re.compile(
    r"(?<!Hawke)(?<!King)(?<!Queen)(?<!Bishop)(?<!George)'s "
    r"(?:(?!(?:office|department)\b)|(?<!Nation's )(?<!City's )(?<!Ireland's )(?=department (?:of|for) ))",
    re.IGNORECASE,
)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _owners(line: Line, body: Name) -> Iterator[Name]:
    """The listed body that ``body`` belongs to: "l'Office fédéral des équipements de la Bundeswehr" is who acts."""
    for name in line.named(Role.AGENCY):
        between = [token.fold for token in line.words(body.end, name.start)] if name.start > body.end else ()
        if between and between[0] in OF and len(between) <= 2:
            yield name


def _swallows(name: Name, other: Name) -> bool:
    """A body whose name holds a place or another name: "Conseil régional de Bretagne", "Wirral Lakeside NHS Foundation Trust"."""
    longer = name.end - name.start > other.end - other.start
    return longer and name.role is Role.AGENCY and name.start <= other.start and other.end <= name.end


def _initials(line: Line, run: Run) -> tuple[tuple[str, ...], ...]:
    """The initials by which a text may call a body without having said so: of its capitals; in French of all but small words."""
    words = [token for token in line.tokens[run.first : run.last + 1] if token.word]
    capitals = [token.fold[0] for token in words if token.upper]
    heads = [token.fold[0] for token in words if token.fold not in SMALL_FRENCH] if line.lang == "fr" else []
    return tuple([("".join(letters),) for letters in (capitals, heads) if len(letters) > 2])


def _bracketed(line: Line, run: Run) -> tuple[tuple[str, ...], ...]:
    """The short form in brackets behind a name: "Bureau of Coastal Mapping (BCM)"; there the long form may stand too."""
    row = line.tokens
    at = run.last + 1
    if at + 2 >= len(row) or row[at].fold != "(" or not row[at + 1].upper:
        return ()
    close = next((place for place in range(at + 1, min(at + 2 + _LONG, len(row))) if row[place].fold == ")"), None)
    if close is None:
        return ()
    return (tuple(token.fold for token in row[at + 1 : close]),)


def _parts(line: Line, run: Run) -> tuple[tuple[str, ...], ...]:
    """A person's surname, with its particle too, and the given name that a familiar text goes on with."""
    words = folds(line, run)
    given = (words[:1],) if len(words[0]) > _INITIAL and words[0] not in NO_NAME else ()
    joined = (words[1:],) if len(words) > 2 else ()
    return (words[-1:], *joined, *given)


def _short(line: Line, run: Run, taken: set[str]) -> tuple[tuple[str, ...], ...]:
    """A company's first word, where it is no word of a listed name: "Brightharbor" for Brightharbor Systems."""
    words = folds(line, run)
    forms = [words[:-1]] if len(words) > 2 and words[-1] in FIRMS else []
    if len(words) > 1 and words[0] not in taken and words[0] not in NO_NAME:
        forms.append(words[:1])
    return tuple(forms)
