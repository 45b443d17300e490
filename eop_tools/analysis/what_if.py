"""What falls when something is lost, what goes on with its backup, and what the plan says to do instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from eop_tools.analysis.and_or_system import Backup, Fall, System
from eop_tools.analysis.explain import because
from eop_tools.analysis.needs import label, lacking, lost_with
from eop_tools.errors import EopError
from eop_tools.kind import KINDS
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.need import ITSELF
from eop_tools.plan import Plan
from eop_tools.text.phrases import counted, few
from eop_tools.text.suggest import did_you_mean


class Fallen(NamedTuple):
    """One thing that does not work any more: its reference, and why, as what follows its name in a sentence."""

    ref: str
    because: str


class OnBackup(NamedTuple):
    """One need of a thing that works on: what it lost for it, what is left in its place, how many more there are."""

    ref: str
    need: str
    lost: tuple[str, ...]
    left: str
    more: int


class Hindered(NamedTuple):
    """One thing that works on without something that it could do with: a sentence's end."""

    ref: str
    lack: str


class Impact(NamedTuple):
    """The answer to “what if”: what was lost, what fell with it (the worst first), and what goes on how."""

    lost: tuple[str, ...]
    fallen: tuple[Fallen, ...]
    backups: tuple[OnBackup, ...]
    hindered: tuple[Hindered, ...]
    instead: tuple[str, ...]
    down_before: tuple[Fallen, ...]


def impact(plan: Plan, system: System, lost: Sequence[str]) -> Impact:
    """Return what follows when entities are lost (references of the plan). What was down before is told apart."""
    before, fall = system.fall(), system.fall(lost_with(lost))
    gone = {*lost, *lost_with(lost)}
    fallen = [key for key in fall.why if _is_whole(key) and key not in gone and key not in before.why]
    backups: dict[str, dict[OnBackup, None]] = {}
    for backup in fall.backups:
        ref = backup.key.partition("/")[0]
        if ref not in fall.why and backup not in before.backups:
            backups.setdefault(ref, {})[_on_backup(plan, ref, backup, fall)] = None
    return Impact(
        tuple(lost),
        tuple(Fallen(key, because(plan, fall, key)) for key in _worst_first(plan, fallen)),
        tuple(row for ref in _worst_first(plan, backups) for row in backups[ref]),
        tuple(_hindered(plan, fall, before)),
        tuple(_instead(plan, fall, lost)),
        tuple(Fallen(key, because(plan, before, key)) for key in _worst_first(plan, filter(_is_whole, before.why))),
    )


def in_zone(plan: Plan, zone: str) -> list[str]:
    """Return the facilities in a zone that one event can take out. Raises EopError with the nearest zone."""
    zones = {_plain(each): each for place in plan.of(Facility) for each in place.hazard_zones}
    if _plain(zone) not in zones:
        known = sorted(zones.values())
        hint = did_you_mean(zone, known) or (
            f"the zones are: {few([f'“{each}”' for each in known], 12)}" if known else "no facility names a zone"
        )
        raise EopError(f"no facility lies in a zone “{zone}”", hint)
    return [place.ref for place in plan.of(Facility) if _plain(zone) in map(_plain, place.hazard_zones)]


def of_kind(plan: Plan, kind: str) -> list[str]:
    """Return all entities of a kind. Raises EopError for a kind that there is not."""
    return [entity.ref for entity in plan.of_kind(KINDS.must(kind).name)]


def _plain(zone: str) -> str:
    return " ".join(zone.casefold().split())


def _is_whole(key: str) -> bool:
    return "/" not in key and not key.startswith(ITSELF)


def _worst_first(plan: Plan, keys: Iterable[str]) -> list[str]:
    """Return keys by what they are worth to a planner: kind, then the level's rank, first hours, and the name."""
    # Within a kind a hazard says which procedures come first, and no procedure can: so this order is told here.
    first_hours = {id for hazard in plan.of(Hazard) for id in hazard.first_hour}

    def weight(key: str) -> tuple[int, str, int, str]:
        kind, _, id = key.partition(":")
        level = plan.find(Level, id) if kind == "level" else None
        within = level.rank if level else int(kind == "procedure" and id not in first_hours)
        return -KINDS[kind].gravity, kind, within, plan.label(key)

    return sorted(keys, key=weight)


def _on_backup(plan: Plan, key: str, backup: Backup, fall: Fall) -> OnBackup:
    lost = tuple(label(plan, each) for each in backup.lost)
    more = sum(member not in fall.why for member in backup.need.members) - 1
    return OnBackup(
        key, lacking(backup.need), lost, f"{label(plan, backup.left)}{_for_how_long(plan, backup.left)}", more
    )


def _for_how_long(plan: Plan, key: str) -> str:
    """Return for how long a generator runs on the fuel beside it, and who brings more."""
    ref, _, part = key.partition("/")
    place = plan.get(ref)
    power = place.power if part == "generator" and isinstance(place, Facility) else None
    if not power or not power.runs_for:
        return ""
    more = f", then on fuel by {plan.label(power.fuel_from)}" if power.fuel_from else ""
    return f" (for {power.runs_for}{more})"


def _hindered(plan: Plan, fall: Fall, before: Fall) -> Iterable[Hindered]:
    for key in _worst_first(plan, {each.partition("/")[0] for each in fall.hindered} - fall.down):
        needs = [
            need
            for each, held in fall.hindered.items()
            if each.partition("/")[0] == key
            for need in held
            if need not in before.hindered.get(each, ())
        ]
        if needs:
            missing = dict.fromkeys(member for need in needs for member in need.members if member in fall.why)
            steps = [member for member in missing if member.startswith(f"{key}/steps/")]
            if steps:
                number = int(steps[0].rpartition("/")[2]) + 1
                more = f"; and without {counted(len(steps) - 1, 'more step')}" if steps[1:] else ""
                yield Hindered(key, f"does without its step {number}, which {because(plan, fall, steps[0])}{more}")
            else:
                names = few(list(dict.fromkeys(label(plan, member) for member in missing)), 3)
                yield Hindered(key, lacking(needs[0], names))


def _instead(plan: Plan, fall: Fall, lost: Sequence[str]) -> Iterable[str]:
    """Yield what the plan says to do instead: the next place, and the procedure that opens it."""
    for ref in dict.fromkeys((*lost, *(key for key in fall.why if key.startswith("facility:") and _is_whole(key)))):
        place = plan.get(ref)
        if not isinstance(place, Facility):
            continue
        standing = [backup for id in place.backed_up_by if (backup := plan.find(Facility, id))]
        left = next((backup for backup in standing if backup.ref not in fall.why), None)
        if left:
            opening = plan.find(Procedure, left.opened_by)
            how = f": {opening.name}" if opening else ""
            yield f"In place of {place.name}, {left.name} takes over{how}."
        elif standing:
            others = few([each.name for each in standing])
            yield f"Nothing is left in place of {place.name}: {others} cannot work either."
