"""How a step of a procedure reads, wherever it is shown: on its procedure, on a hazard's page, on a role sheet."""

from __future__ import annotations

from eop_tools.document import Content, Phrase
from eop_tools.kinds.procedure import Step
from eop_tools.text.phrases import first_down, sentence


def doing(step: Step) -> Content:
    """Return what to do in a step, with the condition before it where there is one."""
    when = step.when.strip().rstrip(".")
    only = Phrase(f"Only if {first_down(when)}: ", "step__when") if when else None
    return [only, sentence(step.do)]
