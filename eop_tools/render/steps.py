"""How a step of a procedure reads and is ticked, wherever it is shown: on its procedure, a hazard, a role sheet."""

from __future__ import annotations

from eop_tools.document import Checklist, Content, Link, Phrase, Tick, between
from eop_tools.document.saying import said
from eop_tools.kind import Entity
from eop_tools.kinds.procedure import Step
from eop_tools.render.presenter import Presenter
from eop_tools.text.phrases import first_down, sentence
from eop_tools.values import minutes


def doing(step: Step) -> Content:
    """Return what to do in a step, with the condition before it where there is one."""
    when = step.when.strip().rstrip(".")
    only = Phrase([said("Only if {condition}:", condition=first_down(when)), " "], "step__when") if when else None
    return [only, sentence(step.do)]


def steps_named(address: str, numbers: list[int]) -> Content:
    """Return “step 3” or “steps 3, 4”, each number a link; `address` is that of the procedure's page."""
    links = _numbers(address, numbers)
    return said("step {number}", number=links) if len(numbers) == 1 else said("steps {numbers}", numbers=links)


def after_steps(numbers: list[int]) -> Content:
    """Return “after step 3” or “after steps 3, 4”, each number a link on the procedure's own page."""
    links = _numbers("", numbers)
    if len(numbers) == 1:
        return said("after step {number}", number=links)
    return said("after steps {numbers}", numbers=links)


def _numbers(address: str, numbers: list[int]) -> Content:
    return between(Link(f"{address}#step-{number}", str(number)) for number in numbers)


def to_tick(step: Step, number: int) -> Tick:
    """Return the box of a step: the same wherever the step is shown."""
    return Tick(number, minutes(step.within) if step.within else None, bool(step.when.strip()))


def worked_off(presenter: Presenter, entity: Entity, position: str = "") -> Checklist:
    """Return as what the steps of a procedure, or the first actions of a role, are worked off."""
    return Checklist(presenter.view.path(entity.ref), entity.name, position)
