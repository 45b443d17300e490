"""Every rule can fail: each condition of each rule is bent, one at a time, and some test of the rule must see it.

The tests of a rule are the examples in its docstring and the tables of `test_rules`, `test_rule_edges`,
`test_one_mistake` and `test_mending`. Its examples and edges hold all that the rule says (place, message, hint, related
places), a `SAID` row the place and the message, `FINE` that it says nothing. What survives must be named below, with
the reason.
"""

# ruff: noqa: E501 (each bent condition is named in one line)
from __future__ import annotations

import ast
import copy
import importlib
import inspect
import signal
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

_QUICKER = "only a shortcut past texts, things or questions that cannot matter"
_GUESSING = "only how many guesses are made in a plan full of faults, for their time"
_TOLD_ONCE = "only spares asking the same again"
_IN_FORCE = "an agreement in force that is copied without its days is in force all the same"
_TYPES = "there for the type checker: it always holds, or what follows passes over None"
EQUIVALENT = {
    "invisible_sign: if read_through(entity).whole.isascii(): → if False:": _QUICKER,
    "look_alike_letters: if not _OTHERS.search(read_through(entity).whole): → if False:": _QUICKER,
    "miscounted_list: if not any((noun in low for noun in _LAST_WORDS)): → if False:": _QUICKER,
    "miscounted_list: noun in low → noun not in low": _QUICKER,
    "stranger_in_function: plan.of(Procedure) if outsiders else () → plan.of(Procedure) if True else ()": _QUICKER,
    "stranger_in_function: plan.find(Function, procedure.function) if places else None → plan.find(Function, procedure.function) if True else None": _QUICKER,
    "_hertz: 1000000 → 1000001": "any large factor tells frequencies apart",
    "repeated_method: if len(contact.methods) < 2: → if False:": _QUICKER,
    "_may_mean_others: 200 → 201": "about how far back another plan may be named",
    "_may_decide: found.powers if found else () → found.powers if True else ()": _TYPES,
    "_links: _IN_PROSE.finditer(text) if 'http' in text else () → _IN_PROSE.finditer(text) if True else ()": _QUICKER,
    "dead_mention:  for held in all_prose(plan) if '[[' in held[2] →  for held in all_prose(plan) if True": _QUICKER,
    "dead_mention: if target not in hints: → if True:": _TOLD_ONCE,
    "dead_mention: if kind not in hints: → if True:": _TOLD_ONCE,
    "dead_mention: [other.id for other in plan.of_kind(kind)] if len(hints) < _GUESSES else () → [other.id for other in plan.of_kind(kind)] if True else ()": _GUESSING,
    "dead_mention: len(hints) < _GUESSES → len(hints) <= _GUESSES": _GUESSING,
    "dead_mention: KINDS.names() if len(hints) < _GUESSES else () → KINDS.names() if True else ()": _GUESSING,
    "malformed_mention: if '[' not in text: → if False:": _QUICKER,
    "malformed_mention: prose_of(entity) if '[' in read_through(entity).whole else () → prose_of(entity) if True else ()": _QUICKER,
    "several_heads: if role.reports_to: → if True:": "whom nobody reports to is never asked how many that are",
    "several_heads: 1 → 2": "only who leads more is asked, not how many",
    "unknown_step: 0 → 1": _GUESSING,
    "unknown_step: 1 → 2": _GUESSING,
    "unknown_step: nearest(id, known) if guesses <= _GUESSES else '' → nearest(id, known) if True else ''": _GUESSING,
    "unknown_step: guesses <= _GUESSES → guesses < _GUESSES": _GUESSING,
    "_free: 3 → 4": "a free number is found before the end",
    "_before:  for index, step in reversed(list(enumerate(procedure.steps))) if step.id →  for index, step in reversed(list(enumerate(procedure.steps))) if True": "nothing comes after a step without a name",
    "unfinished_text: if not any((sign in texts.small for sign in _SIGNS)): → if False:": _QUICKER,
    "unfinished_text: sign in texts.small → sign not in texts.small": _QUICKER,
    "undated_promise: if not any((sign in texts.small for sign in _SIGNS)): → if False:": _QUICKER,
    "undated_promise: sign in texts.small → sign not in texts.small": _QUICKER,
    "_people: NameIndex(((name, (order, people[name])) for order, name in enumerate(people))) if people else None → NameIndex(((name, (order, people[name])) for order, name in enumerate(people))) if True else None": _QUICKER,
    "number_in_prose: [held for held in read.each if held[0][-1] not in _ADDRESSES] if doubtful else [] → [held for held in read.each if held[0][-1] not in _ADDRESSES] if True else []": _QUICKER,
    "circular_need: if not shape_of(_needs(plan, today)).is_circular: → if False:": _QUICKER,
    "circular_need: if entity: → if True:": _TYPES,
    "_needs:  for each in plan.of(Agreement) if each.expires and each.expires < today or (each.effective and each.effective > today) →  for each in plan.of(Agreement) if True": _IN_FORCE,
    "_needs: each.effective > today → each.effective >= today": _IN_FORCE,
    "_needs: each.expires < today → each.expires <= today": _IN_FORCE,
    "_is_shouted: 20 → 21": "about how long the word beside it may be",
    "hard_to_read: found.grade > _HARDEST → found.grade >= _HARDEST": "no text has a grade without a fraction but by chance",
    "number_in_prose: [*_EMAIL.finditer(text)][:_MOST] if '@' in text else [] → [*_EMAIL.finditer(text)][:_MOST] if True else []": _QUICKER,
    "html_in_prose: if '<' not in text: → if False:": _QUICKER,
    "html_in_prose: prose_of(entity) if '<' in read_through(entity).whole else () → prose_of(entity) if True else ()": _QUICKER,
    "dangling_reference: if entity is None: → if False:": _TYPES,
    "dangling_reference: if target not in guesses: → if True:": _TOLD_ONCE,
    "dangling_reference: _guess(graph, kind, id, bare=single) if len(guesses) < _GUESSES else _Guess('') → _guess(graph, kind, id, bare=single) if True else _Guess('')": _GUESSING,
    "dangling_reference: len(guesses) < _GUESSES → len(guesses) <= _GUESSES": _GUESSING,
    "wrong_kind_of_reference: if edge.derived or edge.source in doubtful: → if False:": _QUICKER,
    "wrong_kind_of_reference: edge.derived or edge.source in doubtful → edge.derived and edge.source in doubtful": _QUICKER,
    "wrong_kind_of_reference: if field not in taken: → if True:": _TOLD_ONCE,
    "wrong_kind_of_reference: if ANY not in taken[field] and edge.target.partition(':')[0] not in taken[field]: → if True:": _QUICKER,
    "wrong_kind_of_reference: ANY not in taken[field] and edge.target.partition(':')[0] not in taken[field] → ANY not in taken[field] or edge.target.partition(':')[0] not in taken[field]": _QUICKER,
    "wrong_kind_of_reference: entity.pointers() if entity else () → entity.pointers() if True else ()": _TYPES,
    "wrong_kind_of_reference: 0 → 1": "more is looked at than must be, or one guess fewer is made",
    "wrong_kind_of_reference: 1 → 2": _GUESSING,
    "wrong_kind_of_reference: guesses < _GUESSES → guesses <= _GUESSES": _GUESSING,
    "_kinds_at: [pointer.relation.kinds for pointer in entity.pointers() if pointer.path == edge.path] if entity else [] → [pointer.relation.kinds for pointer in entity.pointers() if pointer.path == edge.path] if True else []": _TYPES,
    "_kinds_at: found[0] if found else (ANY,) → found[0] if True else (ANY,)": _TYPES,
    "_misfit_of: kinds if guess else () → kinds if True else ()": _GUESSING,
    "_misfit_of: [f'{other}:{text}' for other in kinds if f'{other}:{text}' in plan] if text in plan.ids else [] → [f'{other}:{text}' for other in kinds if f'{other}:{text}' in plan] if True else []": _QUICKER,
    "_meant_by: [f'{kind.name}:{wanted}' for kind in KINDS if f'{kind.name}:{wanted}' in plan] if wanted in plan.ids else [] → [f'{kind.name}:{wanted}' for kind in KINDS if f'{kind.name}:{wanted}' in plan] if True else []": _QUICKER,
    "_pointers: list(entity.pointers()) if entity else [] → list(entity.pointers()) if True else []": _TYPES,
    "uncalled_step: if not asking: → if False:": _QUICKER,
    "repeated_step_id: if step.id not in free: → if True:": _TOLD_ONCE,
    "unexplained_acronym: _explained(plain) if unknown else set() → _explained(plain) if True else set()": _QUICKER,
    "_explained: if small is None or small.start() < match.end(): → if True:": _TOLD_ONCE,
    "_explained: small.start() < match.end() → small.start() <= match.end()": _TOLD_ONCE,
    "_closed: 1 → 2": "one sign more behind the last quote makes no quote",
    "_first_loose: if (at, is_plan) not in held: → if True:": _TOLD_ONCE,
    "_first_loose: 0 → 1": "of what stands before the first sentence only the end is asked for",
    "_first_loose: found[0][1] > match.start() → found[0][1] >= match.start()": "no date ends where a promise begins: there is a blank between",
    "_first_loose: found[-1][0] < match.end() → found[-1][0] <= match.end()": "no date begins where a promise ends: there is a blank between",
}
"""What no test can see, or need not: each with the reason."""


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
    """A function with one thing bent, and what that is."""

    what: str
    function: ast.FunctionDef


def mutants(function: ast.FunctionDef) -> Iterator[Mutant]:
    """Yield a function with each of its conditions, comparisons, numbers and yields bent in turn."""
    body = copy.deepcopy(function)
    if body.decorator_list and ast.unparse(body.decorator_list[0]).startswith("rule("):
        body.decorator_list = []
    if ast.get_docstring(body):
        body.body = body.body[1:]
    for index, node in enumerate(ast.walk(body)):
        for bent in _bent(node):
            other = copy.deepcopy(body)
            there = next(each for at, each in enumerate(ast.walk(other)) if at == index)
            old = ast.unparse(there)
            changed = bent(there)
            new = ast.unparse(changed)
            if changed is not there:
                _Put(there, changed).visit(other)
            yield Mutant(
                f"{function.name}: {old.splitlines()[0]} → {new.splitlines()[0]}", ast.fix_missing_locations(other)
            )


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else self.generic_visit(node)


def _bent(node: ast.AST) -> Iterator[Callable[[Any], ast.AST]]:
    def put(field: str, value: Any, at: int | None = None) -> Callable[[Any], ast.AST]:
        def change(there: Any) -> ast.AST:
            if at is None:
                setattr(there, field, value)
            else:
                getattr(there, field)[at] = value
            return there  # type: ignore[no-any-return]

        return change

    if isinstance(node, (ast.If, ast.IfExp)):
        yield put("test", ast.Constant(True))
        yield put("test", ast.Constant(False))
    if isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield put("ifs", ast.Constant(True), at)
            yield put("ifs", ast.Constant(False), at)
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            yield put("ops", SWAPS[type(operator)](), at)
    if isinstance(node, ast.BoolOp):
        yield put("op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield put("value", node.value + 1)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda there: there.operand  # type: ignore[no-any-return]
    if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        yield lambda there: ast.Pass()


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
    unexplained = [what for what in alive if what not in EQUIVALENT]
    assert not unexplained, f"{len(unexplained)} of {len(every)} mutants live:\n" + "\n".join(unexplained)
    idle = {what for what in every if what in EQUIVALENT} - set(alive)
    assert not idle, "no longer needed in EQUIVALENT:\n" + "\n".join(idle)


def test_what_is_explained_is_there() -> None:
    """A reason for a condition that is gone goes as well."""
    sources = [importlib.import_module(f"eop_tools.rules.{name}") for name in MODULES]
    names = {name for module in sources for name in module.__dict__}
    assert {what.partition(":")[0] for what in EQUIVALENT} <= names
