"""What a rule is: one function that judges, with its code, its severity and its page beside it."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from eop_tools.errors import EopError
from eop_tools.finding import Fault, FaultName, Place, Severity
from eop_tools.kind import Entity
from eop_tools.shelf import Shelf
from eop_tools.text.suggest import did_you_mean


class Correction(NamedTuple):
    """What becomes of a place: another text, or nothing (None: its line or list item goes).

    With `length`, only so many characters from the place's offset on.
    """

    place: Place
    text: str | None
    length: int = 0


class Order(NamedTuple):
    """The items of the list at a place in another order: `items` holds their old places."""

    place: Place
    items: tuple[int, ...]


class Mend(NamedTuple):
    """How what a rule found can be mended, in words and changes; whether that is `safe`, as `Fix` says."""

    title: str
    changes: tuple[Correction | Order, ...]
    safe: bool = False


class Verdict(NamedTuple):
    """What a rule yields when more than a place and a message is to be said.

    `rests_on` names what else it speaks of: who may not see one of its places is not told.
    """

    place: Place | Entity
    message: str
    hint: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    mend: Mend | None = None
    rests_on: tuple[Place | Entity, ...] = ()


Verdicts = Iterable[Verdict | tuple[Place | Entity, str]]
FAMILIES = {
    "0": "Reading: files that cannot be read as YAML",
    "1": "Shape: fields that are missing, unknown or of the wrong sort",
    "2": "References: what points at what",
    "3": "People: roles, succession, contacts",
    "4": "Procedures: steps that can be carried out",
    "5": "Resilience: what hangs on one thing",
    "6": "Coverage: what the plan leaves open",
    "7": "Upkeep: clocks, dates and waivers",
    "8": "Publication: what may be shown, and to whom",
}


class Example(NamedTuple):
    """An example in a rule's docstring: YAML that is flagged, or YAML that is clean."""

    flagged: bool
    file: str
    text: str


@dataclass(frozen=True)
class Rule:
    """One rule. `subject` says how often it runs: a kind or `Entity` once each, `Fault` never; anything else once."""

    code: str
    severity: Severity
    check: Callable[..., Verdicts | None]
    only_on_request: bool = False
    """Whether it runs only when its code or name is selected, because it does more than read the plan."""
    tells: FaultName | None = None
    """Which fault of reading it tells of, where the reader has found it already and nothing is left to judge."""

    @property
    def name(self) -> str:
        """The fault it finds, in words joined by hyphens: it reads well after “allow”."""
        return self.tells.value if self.tells else self.check.__name__.replace("_", "-")

    @cached_property
    def parameters(self) -> tuple[type, ...]:
        """The types the function asks for, in order; the first one is its subject."""
        hints = inspect.get_annotations(self.check, eval_str=True)
        hints.pop("return", None)
        return tuple(hints.values())

    @property
    def subject(self) -> type:
        """What it judges."""
        return Fault if self.tells else self.parameters[0]

    @cached_property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (self.check.__doc__ or "").strip().split("\n", 1)[0]

    @cached_property
    def text(self) -> str:
        """Its whole docstring: the rule's page."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def examples(self) -> Iterator[Example]:
        """The fenced examples of the docstring: ```` ```yaml flagged [file] ```` and ```` ```yaml clean [file] ````."""
        for match in _EXAMPLE.finditer(self.text):
            yield Example(match[1] == "flagged", match[2] or "", textwrap.dedent(match[3]))

    def answers_to(self, selector: str) -> bool:
        """Whether a selector means this rule: its code, a prefix of it, or its name."""
        return self.name == selector or (selector[:1].isupper() and self.code.startswith(selector))


_EXAMPLE = re.compile(r"```yaml (flagged|clean)(?: (\S+))?\n(.*?)```", re.S)
RULES: Shelf[Rule] = Shelf("rules", "eop_tools.rules")
Check = TypeVar("Check", bound=Callable[..., Any])


@dataclass(frozen=True)
class Selection:
    """Which rules run: all, or those that `select` names, less those that `ignore` names (codes, prefixes, names).

    Rules that run only on request need their whole code or name under `select`, or `online`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    online: bool = False

    def rules(self) -> list[Rule]:
        """Return the chosen rules. Raises EopError for a selector that means no rule."""
        for selector in (*self.select, *self.ignore):
            if not any(rule.answers_to(selector) for rule in RULES):
                the_rule(selector)
        return [rule for rule in RULES if self._wants(rule) and not any(map(rule.answers_to, self.ignore))]

    def _wants(self, rule: Rule) -> bool:
        if rule.only_on_request:
            return self.online or rule.code in self.select or rule.name in self.select
        return not self.select or any(map(rule.answers_to, self.select))


def rule(
    code: str, severity: str, *, only_on_request: bool = False, tells: FaultName | None = None
) -> Callable[[Check], Check]:
    """Declare a function as a rule, `only_on_request` where it does more than read the plan, such as ask a network.

    Its first parameter's type says what it judges; further parameters are filled by their types (`Plan`, `Graph`,
    `date` for today). It yields `(place, message)` pairs or `Verdict`s and knows nothing of severity, output,
    waivers or line numbers. One that only `tells` of a fault takes nothing and does nothing: its docstring is its page.
    """

    def declare(check: Check) -> Check:
        if not re.fullmatch(r"[A-Z]{3,5}\d{3}", code):
            raise EopError(f"“{code}” is no rule code", "a code is three to five letters and three digits")
        RULES.put(code, Rule(code, Severity(severity), check, only_on_request, tells))
        return check

    return declare


def the_rule(name_or_code: str) -> Rule:
    """Return the rule of a code or a name. Raises EopError with the nearest one where there is none."""
    for leaf in RULES:
        if name_or_code in (leaf.code, leaf.name):
            return leaf
    known = [leaf.code for leaf in RULES] + [leaf.name for leaf in RULES]
    raise EopError(
        f"there is no rule “{name_or_code}”",
        did_you_mean(name_or_code, known) or "`eop explain` lists them all",
    )


@cache
def rule_of(fault: FaultName) -> Rule:
    """Return the rule that tells of a fault of reading. That there is none is a bug, hence LookupError."""
    for leaf in RULES:
        if leaf.tells is fault:
            return leaf
    raise LookupError(fault)
