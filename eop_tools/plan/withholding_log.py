"""The withholding log: what an edition leaves out, field by field, how often, why, and under which law."""

from __future__ import annotations

from typing import NamedTuple

from eop_tools.kinds.authority import Authority
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition, Why
from eop_tools.values import Audience


class Ground(NamedTuple):
    """A law under which something is withheld, and how it comes to cover it."""

    law: Authority
    because: str


class Omission(NamedTuple):
    """What is left out of one field of one kind (no field: entities as a whole) for one reason."""

    kind: str
    field: str
    why: Why
    audience: Audience
    grounds: tuple[Ground, ...]
    refs: tuple[str, ...]
    """The entity it is left out of, once for each time, in the order of the plan."""


def log_of(edition: Edition, told_by: Plan) -> list[Omission]:
    """Return what an edition leaves out, with the laws that another edition of the plan, or the same, may name."""
    held: dict[tuple[str, str, Why, Audience], list[str]] = {}
    for item in edition.withheld:
        field = ".".join(step for step in item.path if isinstance(step, str))
        held.setdefault((item.ref.partition(":")[0], field, item.why, item.audience), []).append(item.ref)
    return [Omission(*key, _grounds(told_by, *key[:3]), tuple(refs)) for key, refs in sorted(held.items())]


def _grounds(plan: Plan, kind: str, field: str, why: Why) -> tuple[Ground, ...]:
    """Return the laws the cover names; what only points at something withheld falls under what that falls under."""
    if plan.cover is None or why is Why.target:
        return ()
    named = [(plan.get(f"authority:{said.under}"), said) for said in plan.cover.withholding if said.covers(kind, field)]
    return tuple(Ground(law, said.because) for law, said in named if isinstance(law, Authority))
