"""Why something fell, as a sentence in the plan's own names."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.analysis.and_or_system import Fall
from eop_tools.analysis.needs import IT, label, lacking
from eop_tools.need import ITSELF
from eop_tools.plan import Plan
from eop_tools.text.catalog import alike, say
from eop_tools.text.phrases import counted, few, listed

_REST = "\0"
"""Stands in a clause for what follows the name in it: why that fell, in turn."""


def because(plan: Plan, fall: Fall, key: str) -> str:
    """Return what a fallen thing can no longer do, and why, down to what was lost: a sentence without its full stop.

    It starts with what follows the thing's name: “has no power, because Xcel Energy is lost and …”.
    """
    before: list[str] = []
    after: list[str] = []
    first = key
    while (need := fall.why[key]) is not None:
        causes = list(_causes(fall, key))
        lead = min((cause for cause in causes if fall.why[cause]), key=fall.order.__getitem__, default="")
        if not causes:
            clause = lacking(need)
        elif IT in need.lack:
            clause = _which(lacking(need, label(plan, lead or causes[0])), lead)
        else:
            name = _its_step(lead) if key == first and lead.startswith(f"{key}/steps/") else label(plan, lead)
            cause = _members(plan, fall, causes, lead, name)
            clause = say("{clause}, because {cause}", clause=lacking(need), cause=cause)
        start, _, end = clause.partition(_REST)
        before.append(alike(start, clause))
        after.append(end)
        if not lead:
            return alike("".join([*before, *reversed(after)]), *before)
        key = lead
    return say("is lost")


def _which(clause: str, lead: str) -> str:
    if lead:
        return say("{clause}, which {rest}", clause=clause, rest=_REST)
    return say("{clause}, which is lost", clause=clause)


def _its_step(key: str) -> str:
    return say("its step {number}", number=int(key.rpartition("/")[2]) + 1)


def _members(plan: Plan, fall: Fall, causes: list[str], lead: str, name: str) -> str:
    """Return the clause on what was lost of a need and on what fell on the way, by its name; that goes on elsewhere."""
    lost = [label(plan, cause) for cause in causes if fall.why[cause] is None]
    others = [cause for cause in causes if fall.why[cause] and cause != lead]
    clauses = []
    if lost:
        named = few(lost, 3)
        clauses.append(
            say("{thing} is lost", thing=named) if len(lost) == 1 else say("{things} are lost", things=named)
        )
    if lead and others:
        like = counted(len(others), "other")
        clauses.append(say("{thing} (like {others}) {rest}", thing=name, others=like, rest=_REST))
    elif lead:
        clauses.append(say("{thing} {rest}", thing=name, rest=_REST))
    return listed(clauses)


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
