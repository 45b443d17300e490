"""Silence: waivers that cannot be read, that have ended, or that silence nothing."""

from __future__ import annotations

from eop_tools.finding import FaultName
from eop_tools.rule import rule


@rule("EOP721", "error", tells=FaultName.malformed_waiver)
def malformed_waiver() -> None:
    """A waiver cannot be read: it lacks its rule, its last day or its reason, or names no rule.

    Why it matters: it looks like a decision and silences nothing.

    What to do: write it as `# eop: allow EOP314 until 2027-03-01, the reason`, on the line or the line above, or under
    `waivers` on the cover. The reason is a sentence that a planner would accept.

    ```yaml flagged
    agencies/harbor:
      # eop: allow idle-agency
      name: Harbor Office
      type: office
    ```

    ```yaml clean
    agencies/harbor:
      # eop: allow idle-agency until 2027-03-01, its tasks are written next month
      name: Harbor Office
      type: office
    functions/river:
      name: River traffic
      purpose: Keep the river open.
      assignments: [{agency: emergency-management, part: primary}]
    ```
    """


@rule("EOP722", "warning", tells=FaultName.unused_waiver)
def unused_waiver() -> None:
    """A waiver silences nothing.

    Why it matters: the fault was mended, or the waiver stands in the wrong place; left there, it would silence the next
    one unseen.

    What to do: delete it, or move it to the line that it is meant for.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      # eop: allow unfinished-text until 2027-03-01, the harbor master is asked
      description: Bridges and locks.
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      # eop: allow unfinished-text until 2027-03-01, the harbor master is asked
      description: Bridges, and locks (TBD).
    ```
    """


@rule("EOP723", "warning", tells=FaultName.expired_waiver)
def expired_waiver() -> None:
    """A waiver has ended.

    Why it matters: its reason held until a day, and the day is over; what it silenced stands again.

    What to do: mend what it silenced; or, if the reason still holds, give it another day.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      # eop: allow unfinished-text until 2026-03-01, the harbor master is asked
      description: Bridges, and locks (TBD).
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      # eop: allow unfinished-text until 2027-03-01, the harbor master is asked
      description: Bridges, and locks (TBD).
    ```
    """
