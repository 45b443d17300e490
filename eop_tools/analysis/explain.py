"""Why something fell, as a sentence in the plan's own names."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.analysis.and_or_system import Fall
from eop_tools.analysis.needs import label
from eop_tools.need import ITSELF
from eop_tools.plan import Plan
from eop_tools.text.phrases import counted, few


def because(plan: Plan, fall: Fall, key: str) -> str:
    """Return what a fallen thing can no longer do, and why, down to what was lost: a sentence without its full stop.

    It starts with what follows the thing's name: “has no power, because Xcel Energy is lost and …”.
    """
    text = ""
    while (need := fall.why[key]) is not None:
        causes = list(_causes(fall, key))
        if not causes:
            return f"{text}{need.lack}"
        lead = min((cause for cause in causes if fall.why[cause]), key=fall.order.__getitem__, default="")
        if "{}" in need.lack:
            one = lead or causes[0]
            text += need.lack.format(label(plan, one))
            if not lead:
                return f"{text}, which is lost"
            text += ", which "
        else:
            said = _members(plan, fall, causes, lead)
            if not text and lead.startswith(f"{key}/steps/"):
                said = said.replace(label(plan, lead), f"its step {int(lead.rpartition('/')[2]) + 1}")
            text += f"{need.lack}, because {said}"
            if not lead:
                return text
        key = lead
    return text or "is lost"


def _members(plan: Plan, fall: Fall, causes: list[str], lead: str) -> str:
    """Return the clause that begins with what was lost of a need, and ends with the name of what fell on the way."""
    lost = [label(plan, cause) for cause in causes if fall.why[cause] is None]
    others = [cause for cause in causes if fall.why[cause] and cause != lead]
    are = "is" if len(lost) == 1 else "are"
    said = f"{few(lost, 3)} {are} lost" if lost else ""
    if not lead:
        return said
    rest = f" (like {counted(len(others), 'other')})" if others else ""
    return f"{said}{' and ' if said else ''}{label(plan, lead)}{rest} "


def _causes(fall: Fall, key: str) -> Iterator[str]:
    """Yield what took a thing down, in place of its parts what took those down: nobody asks for “way 2 of 3”."""
    seen: dict[str, None] = {}
    for cause in fall.causes(key):
        if cause.startswith(ITSELF) or fall.why[cause] is None:
            seen[cause.removeprefix(ITSELF)] = None
        elif "/methods/" in cause or cause.endswith(("/holders", "/contacts")) or _is_procedure(cause):
            seen.update(dict.fromkeys(_causes(fall, cause)))
            if not fall.causes(cause):
                seen[cause] = None
        else:
            seen[cause] = None
    yield from seen


def _is_procedure(key: str) -> bool:
    return key.startswith("procedure:") and "/" not in key
