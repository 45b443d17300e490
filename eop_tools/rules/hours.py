"""Hours: when ways to reach somebody are answered, where the plan does not say it or says what nobody can mean."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.contact import Contact
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.notation.opening_hours import overlong
from eop_tools.plan.graph import Graph
from eop_tools.plan.queries import why_held
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import counted, short

_SHOWN = 4


@rule("EOP325", "info")
def unsaid_hours(graph: Graph) -> Iterator[Verdict]:
    """Of some contacts that an emergency needs the plan does not say when any way to reach them is answered.

    Why it matters: what is not said is not known. Rules do not count on such a way at night; a rehearsal assumes that
    it is answered at any hour, and says so.

    What to do: ask them, and write it under `hours`: 24/7, weekdays 08:00-16:30, daily 19:00-07:00, by appointment.
    Leave it out where nobody knows. Those count who hold a role that is staffed or has steps to carry out, who are
    called in a procedure, and who are notified of a level.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, verified: 2026-05-01}]
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: A flood comes.
      steps: [{do: Open the EOC., who: emergency-manager}]
    ```

    ```yaml clean
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, hours: daily 07:00-19:00, verified: 2026-05-01}]
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: A flood comes.
      steps: [{do: Open the EOC., who: emergency-manager}]
    ```
    """
    plan = graph.plan
    wanted = {f"contact:{id}" for role in plan.of(Role) if why_held(role, graph) for id in role.holders}
    wanted.update(ref for level in plan.of(Level) for ref in level.notify)
    wanted.update(ref for each in plan.of(Procedure) for step in each.steps for ref in (*step.call, *step.on))
    contacts = [contact for contact in plan.of(Contact) if contact.ref in wanted]
    silent = [contact for contact in contacts if all(method.hours is None for method in contact.methods)]
    if silent:
        needed = f"{len(silent)} of {counted(len(contacts), 'contact')} that an emergency needs do"
        who = f"{short(silent[0].name)} does" if len(silent) == 1 else needed
        yield Verdict(
            silent[0].at("methods"),
            f"{who} not say when anybody answers",
            "write it under hours, for example 24/7, weekdays 08:00-16:30, daily 19:00-07:00 or by appointment",
            tuple((contact.at("methods"), short(contact.name)) for contact in silent[1 : 1 + _SHOWN]),
        )


@rule("EOP326", "warning")
def overlong_hours(contact: Contact) -> Iterator[Verdict]:
    """Hours run on through the night for most of a day, as 08:00-05:00 does: a morning was written for an afternoon.

    Why it matters: whoever trusts them calls at midnight, and nobody answers.

    What to do: write the end on a clock of 24 hours: 08:00-17:00. A shift of a whole day ends when it begins, as
    07:00-07:00 does.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, hours: weekdays 08:00-05:00, verified: 2026-05-01}]
    ```

    ```yaml clean
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, hours: weekdays 08:00-17:00, verified: 2026-05-01}]
    ```
    """
    for index, method in enumerate(contact.methods):
        span = overlong(method.hours) if method.hours else ""
        if span:
            yield Verdict(
                contact.at("methods", index, "hours"),
                f"{span} lasts through the night until the next morning",
                "write the end on a clock of 24 hours, as in 08:00-17:00",
            )
