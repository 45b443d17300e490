"""Every rule can fail: each condition of each rule is bent, one at a time, and some test of the rule must see it.

The tests of a rule are the examples in its docstring and the tables of `test_rules`, `test_rule_edges`,
`test_one_mistake` and `test_mending`. Its examples and edges hold all that the rule says (place, message, hint, related
places), a `SAID` row the place and the message, `FINE` that it says nothing. What survives must be named below, with
the reason.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from test_mending import LEFT, OTHERS, SAFE, UNSAFE
from test_one_mistake import CASES
from test_rule_edges import EDGES
from test_rules import FINE, SAID

import eop_tools.io.links
import eop_tools.rules
from eop_tools.finding import Fault, Severity
from eop_tools.kind import Entity
from eop_tools.plan import Plan
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import Loaded
from eop_tools.rule import RULES, Rule, Verdict
from eop_tools.testing import TODAY, plan_of

MODULES = sorted(path.stem for path in Path(eop_tools.rules.__file__).parent.glob("[a-z]*.py"))
SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip

_QUICKER = "only a shortcut past texts, things or questions that cannot matter"
_GUESSING = "only how many guesses are made in a plan full of faults, for their time"
_TOLD_ONCE = "only spares asking the same again"
_IN_FORCE = "an agreement in force that is copied without its days is in force all the same"
_TYPES = "there for the type checker: it always holds, or what follows passes over None"
EQUIVALENT: dict[str, dict[str, str]] = {
    "channels": {
        "_hertz: number 1 plus one": "any large factor tells frequencies apart",
    },
    "contacts": {
        "repeated_method: if 1 never": _QUICKER,
    },
    "incident_command": {
        "several_heads: if 1 always": "whom nobody reports to is never asked how many that are",
        "several_heads: number 1 plus one": "only who leads more is asked, not how many",
    },
    "links": {
        "_links: choice 1 always": _QUICKER,
    },
    "mentions": {
        "dead_mention: filter 1 always": _QUICKER,
        "dead_mention: if 3 always": _TOLD_ONCE,
        "dead_mention: choice 1 always": _GUESSING,
        "dead_mention: < 1 as <=": _GUESSING,
        "dead_mention: if 4 always": _TOLD_ONCE,
        "dead_mention: choice 3 always": _GUESSING,
        "dead_mention: < 2 as <=": _GUESSING,
        "malformed_mention: choice 1 always": _QUICKER,
        "malformed_mention: if 1 never": _QUICKER,
        "_meant_by: choice 1 always": _QUICKER,
    },
    "people": {
        "_may_decide: choice 1 always": _TYPES,
    },
    "procedures": {
        "unknown_step: number 1 plus one": _GUESSING,
        "unknown_step: number 2 plus one": _GUESSING,
        "unknown_step: choice 1 always": _GUESSING,
        "unknown_step: <= 1 as <": _GUESSING,
        "repeated_step_id: if 3 always": _TOLD_ONCE,
        "_free: number 2 plus one": "a free number is found before the end",
        "_before: filter 1 always": "nothing comes after a step without a name",
    },
    "prose": {
        "undated_promise: if 2 never": _QUICKER,
        "undated_promise: in 1 as not in": _QUICKER,
        "_closed: number 1 plus one": "one sign more behind the last quote makes no quote",
        "_first_loose: number 1 plus one": "of what stands before the first sentence only the end is asked for",
        "_first_loose: if 1 always": _TOLD_ONCE,
        "_first_loose: number 7 plus one": "of what stands before the first sentence only the end is asked for",
        "_first_loose: > 1 as >=": "no date ends where a promise begins: there is a blank between",
        "_first_loose: < 1 as <=": "no date begins where a promise ends: there is a blank between",
        "_first_loose: number 11 plus one": "of what stands before the first sentence only the end is asked for",
        "_people: choice 1 always": _QUICKER,
        "unexplained_acronym: choice 1 always": _QUICKER,
        "_explained: if 1 always": _TOLD_ONCE,
        "_explained: < 1 as <=": _TOLD_ONCE,
        "_is_shouted: number 2 plus one": "about how long the word beside it may be",
        "_is_shouted: number 4 plus one": "about how long the word beside it may be",
        "hard_to_read: > 1 as >=": "no text has a grade without a fraction but by chance",
    },
    "publication": {
        "html_in_prose: choice 1 always": _QUICKER,
        "html_in_prose: if 1 never": _QUICKER,
    },
    "reach": {
        "uncalled_step: if 1 never": _QUICKER,
    },
    "references": {
        "dangling_reference: if 2 always": _TOLD_ONCE,
        "dangling_reference: choice 1 always": _GUESSING,
        "dangling_reference: < 1 as <=": _GUESSING,
        "wrong_kind_of_reference: if 1 never": _QUICKER,
        "wrong_kind_of_reference: or 1 as and": _QUICKER,
        "wrong_kind_of_reference: number 1 plus one": "more is looked at than must be, or one guess fewer is made",
        "wrong_kind_of_reference: if 2 always": _TOLD_ONCE,
        "wrong_kind_of_reference: if 3 always": _QUICKER,
        "wrong_kind_of_reference: and 1 as or": _QUICKER,
        "wrong_kind_of_reference: number 3 plus one": "more is looked at than must be, or one guess fewer is made",
        "wrong_kind_of_reference: number 4 plus one": "more is looked at than must be, or one guess fewer is made",
        "wrong_kind_of_reference: < 1 as <=": _GUESSING,
        "wrong_kind_of_reference: number 5 plus one": _GUESSING,
        "_pointers: choice 1 always": _TYPES,
        "_kinds_at: choice 1 always": _TYPES,
        "_misfit_of: choice 2 always": _QUICKER,
        "_misfit_of: choice 4 always": _GUESSING,
    },
    "signs": {
        "invisible_sign: if 1 never": _QUICKER,
        "look_alike_letters: if 1 never": _QUICKER,
    },
    "stated_counts": {
        "miscounted_list: if 2 never": _QUICKER,
        "miscounted_list: in 1 as not in": _QUICKER,
        "_may_mean_others: number 2 plus one": "about how far back another plan may be named",
    },
    "unfinished": {
        "unfinished_text: in 1 as not in": _QUICKER,
    },
    "weak_points": {
        "circular_need: if 1 never": _QUICKER,
        "circular_need: if 2 always": _TYPES,
        "_needs: filter 1 always": _IN_FORCE,
        "_needs: < 1 as <=": _IN_FORCE,
        "_needs: > 1 as >=": _IN_FORCE,
    },
}
"""What no test can see, or need not, by module: each with the reason.

A place is named by its function, by the sort of what is bent there with its number in the function as one reads, and
by how: an `if`, a `choice` (a conditional expression) or a `filter` (of a comprehension) always or never, a sign as
another, a `number` plus one, a `not` or a `yield` left out. So other words in a condition change nothing here.
"""


class Case(NamedTuple):
    """A small plan, the code of the rule that it is about, and what the tests of it look at."""

    loaded: Loaded
    graph: Graph
    of: str
    look: str


@cache
def cases() -> tuple[Case, ...]:
    """Every plan of the tables."""

    def case(loaded: Loaded, of: str, look: str) -> Case:
        return Case(loaded, Graph(loaded.plan), of, look)

    found = [case(plan_of(overlay), code, "all") for code, _, overlay in EDGES]
    found += [case(plan_of(overlay, dict(files)), code, "all") for code, _, overlay, files in CASES if code]
    for rule in RULES:
        for example in rule.examples:
            loaded = plan_of("", {example.file: example.text}) if example.file else plan_of(example.text)
            found.append(case(loaded, rule.code, "all"))
    found += [case(plan_of(overlay), code, "words") for code, overlay, _ in SAID]
    found += [case(plan_of(overlay), "", "silence") for overlay in ("", *FINE.values())]
    found += [case(plan_of("", {file: text}), "", "mends") for file, text, _ in (*SAFE.values(), *UNSAFE.values())]
    found += [case(plan_of("", {file: text, **OTHERS}), "", "mends") for file, text in LEFT.values()]
    return tuple(found)


def said(check: Callable[..., Any], rule: Rule, case: Case) -> object:
    """Return what a rule's function says of a plan, as far as the tests of that plan look at it."""
    case.loaded.plan._answers.clear()  # or what was answered before the bend would be said again
    given: dict[type, Any] = {Plan: case.loaded.plan, Graph: case.graph, date: TODAY}
    verdicts: list[Any] = []
    if rule.subject in given:
        verdicts += check(*(given[wanted] for wanted in rule.parameters)) or ()
    else:
        for entity in case.loaded.plan:
            if rule.subject is Entity or isinstance(entity, rule.subject):
                verdicts += check(entity, *(given[wanted] for wanted in rule.parameters[1:])) or ()
    whole = [verdict if isinstance(verdict, Verdict) else Verdict(*verdict) for verdict in verdicts]
    if case.look == "mends":
        return [verdict.mend for verdict in whole if verdict.mend]
    if case.look == "silence":
        return bool(whole)
    if case.of != rule.code:  # beside an example only remarks may be said
        return bool(whole) if rule.severity is not Severity.info else None
    return [verdict._replace(mend=None) if case.look == "all" else verdict[:2] for verdict in whole]


class Mutant(NamedTuple):
    """A function with one thing bent, and what that is: its sort, the how many-eth of it in the function, and how."""

    what: str
    function: ast.FunctionDef


class Bend(NamedTuple):
    """One way to bend a node: which sort of thing that is, how it is bent, and what does it."""

    sort: str
    how: str
    bent: Callable[[Any], ast.AST]


def mutants(function: ast.FunctionDef) -> Iterator[Mutant]:
    """Yield a function with each of its conditions, comparisons, numbers and yields bent in turn, as they are read."""
    body = copy.deepcopy(function)
    if body.decorator_list and ast.unparse(body.decorator_list[0]).startswith("rule("):
        body.decorator_list = []
    if ast.get_docstring(body):
        body.body = body.body[1:]
    number: Counter[tuple[str, str]] = Counter()
    for index, node in sorted(enumerate(ast.walk(body)), key=lambda found: (*_where(found[1]), found[0])):
        for sort, how, bent in BENDS.get(type(node), lambda _: iter(()))(node):
            other = copy.deepcopy(body)
            there = next(each for at, each in enumerate(ast.walk(other)) if at == index)
            changed = bent(there)
            if changed is not there:
                _Put(there, changed).visit(other)
            number[sort, how] += 1
            what = f"{function.name}: {sort} {number[sort, how]} {how}"
            yield Mutant(what, ast.fix_missing_locations(other))


def _where(node: ast.AST) -> tuple[int, int]:
    placed = node.target if isinstance(node, ast.comprehension) else node
    return getattr(placed, "lineno", 0), getattr(placed, "col_offset", 0)


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else self.generic_visit(node)


def _put(field: str, value: Any, at: int | None = None) -> Callable[[Any], ast.AST]:
    def change(there: Any) -> ast.AST:
        if at is None:
            setattr(there, field, value)
        else:
            getattr(there, field)[at] = value
        return there  # type: ignore[no-any-return]

    return change


def _of_if(node: ast.If | ast.IfExp) -> Iterator[Bend]:
    sort = "if" if isinstance(node, ast.If) else "choice"
    yield Bend(sort, "always", _put("test", ast.Constant(True)))
    yield Bend(sort, "never", _put("test", ast.Constant(False)))


def _of_comprehension(node: ast.comprehension) -> Iterator[Bend]:
    for at in range(len(node.ifs)):
        yield Bend("filter", "always", _put("ifs", ast.Constant(True), at))
        yield Bend("filter", "never", _put("ifs", ast.Constant(False), at))


def _of_comparison(node: ast.Compare) -> Iterator[Bend]:
    for at, operator in enumerate(node.ops):
        other = SWAPS[type(operator)]
        yield Bend(SIGNS[type(operator)], f"as {SIGNS[other]}", _put("ops", other(), at))


def _of_junction(node: ast.BoolOp) -> Iterator[Bend]:
    if isinstance(node.op, ast.And):
        yield Bend("and", "as or", _put("op", ast.Or()))
    else:
        yield Bend("or", "as and", _put("op", ast.And()))


def _of_constant(node: ast.Constant) -> Iterator[Bend]:
    if type(node.value) in (int, float):
        yield Bend("number", "plus one", _put("value", node.value + 1))


def _of_negation(node: ast.UnaryOp) -> Iterator[Bend]:
    if isinstance(node.op, ast.Not):
        yield Bend("not", "left out", lambda there: there.operand)


def _of_statement(node: ast.Expr) -> Iterator[Bend]:
    if isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        yield Bend("yield", "left out", lambda there: ast.Pass())


BENDS: dict[type[ast.AST], Callable[[Any], Iterator[Bend]]] = {
    ast.If: _of_if, ast.IfExp: _of_if, ast.comprehension: _of_comprehension, ast.Compare: _of_comparison,
    ast.BoolOp: _of_junction, ast.Constant: _of_constant, ast.UnaryOp: _of_negation, ast.Expr: _of_statement,
}  # fmt: skip


def _alarm(*_: object) -> None:
    raise TimeoutError


def survivors(name: str) -> tuple[list[str], list[str]]:
    """Return all mutants of a module of rules, and those that no test sees."""
    module = importlib.import_module(f"eop_tools.rules.{name}")
    rules = [rule for rule in RULES if rule.check.__module__ == module.__name__ and rule.subject is not Fault]
    tree = ast.parse(inspect.getsource(module))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    calls = {each.name: {node.id for node in ast.walk(each) if isinstance(node, ast.Name)} for each in functions}
    wanted = {rule.check.__name__: [case for case in cases() if case.of == rule.code] for rule in rules}
    every = {
        rule.check.__name__: wanted[rule.check.__name__] + [c for c in cases() if c.of != rule.code] for rule in rules
    }
    right = {
        rule.check.__name__: [said(rule.check, rule, case) for case in every[rule.check.__name__]] for rule in rules
    }
    alive, every_mutant = [], []
    signal.signal(signal.SIGVTALRM, _alarm)
    for function in functions:
        using = [rule for rule in rules if function.name in _reached(rule.check.__name__, calls)]
        kept = module.__dict__[function.name]
        for mutant in mutants(function) if using else ():
            every_mutant.append(mutant.what)
            exec(compile(ast.Module([mutant.function], []), name, "exec"), module.__dict__)
            signal.setitimer(signal.ITIMER_VIRTUAL, 1)
            try:
                lives = all(
                    said(module.__dict__[rule.check.__name__], rule, case) == was
                    for rule in using
                    for case, was in zip(every[rule.check.__name__], right[rule.check.__name__], strict=True)
                )
            except Exception:
                lives = False
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                module.__dict__[function.name] = kept
            if lives:
                alive.append(mutant.what)
    return every_mutant, alive


def _reached(name: str, calls: dict[str, set[str]]) -> set[str]:
    found, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here in calls and here not in found:
            found.add(here)
            waiting += calls[here]
    return found


@pytest.mark.parametrize("module", MODULES)
def test_every_condition_of_a_rule_is_tested(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eop_tools.io.links, "dead", lambda addresses: dict.fromkeys(addresses, "it is gone"))
    every, alive = survivors(module)
    explained = EQUIVALENT.get(module, {})
    unexplained = [what for what in alive if what not in explained]
    assert not unexplained, f"{len(unexplained)} of {len(every)} mutants live:\n" + "\n".join(unexplained)
    idle = explained.keys() - set(alive)
    assert not idle, "no longer needed in EQUIVALENT:\n" + "\n".join(sorted(idle))


def test_what_is_explained_is_there() -> None:
    """A reason for a module that is gone goes as well; for a condition that is gone, the test above says so."""
    assert EQUIVALENT.keys() <= set(MODULES)
