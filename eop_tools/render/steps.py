"""How a step of a procedure reads, wherever it is shown: on its procedure, on a hazard's page, on a role sheet."""

from __future__ import annotations

from eop_tools.kinds.procedure import Step
from eop_tools.render.html import Html, joined, tag
from eop_tools.text.phrases import first_down, sentence


def doing(step: Step) -> Html:
    """Return what to do in a step, with the condition before it where there is one."""
    when = step.when.strip().rstrip(".")
    only = tag("span", f"Only if {first_down(when)}: ", class_="eop-step__when") if when else None
    return joined([only, sentence(step.do)])
