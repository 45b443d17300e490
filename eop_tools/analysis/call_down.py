"""The call-down: who calls whom, in which order and how, and when each one knows, as expected and at worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush

from eop_tools.analysis.assumptions import ANSWER, CALL
from eop_tools.analysis.calls import Call, CallDown, NoticeToAll, Silent
from eop_tools.analysis.reachability import Reach, answered_within, is_on_duty
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.chains import follow
from eop_tools.plan.queries import is_ours
from eop_tools.text.catalog import to_say

RULE = to_say(
    "The watch calls whoever decides and the desks outside; whoever decides calls those above; each one reached calls "
    "those who answer to them. Where the procedure of the activation says who calls whom, that goes first, and so does "
    "a notice to all where it sends one."
)


_ANY_TIME = (0.0, 0.0)


def call_down(
    plan: Plan,
    reach: Reach,
    level: Level,
    acting: Mapping[str, Sequence[str]],
    leading: Sequence[Procedure],
    before: CallDown | None = None,
) -> CallDown:
    """Return the call-down of a level: of the roles that are called, with who fills each, and of all who must know.

    `leading` are the procedures that say how the activation goes. `before` is the call-down with nothing lost: nobody
    is called before their turn in it, since nobody knows what is lost before trying.
    """
    return _CallTree(plan, reach, level, acting, leading, before).call_down()


class _CallTree:
    def __init__(
        self,
        plan: Plan,
        reach: Reach,
        level: Level,
        acting: Mapping[str, Sequence[str]],
        leading: Sequence[Procedure],
        before: CallDown | None,
    ) -> None:
        self.turn = {call.contact: (call.known, call.worst) for call in before.calls} if before else {}
        """When each contact knows, as expected and at worst, with nothing lost."""
        self.plan, self.reach, self.level, self.leading = plan, reach, level, leading
        self.acting = {ref: list(held) for ref, held in acting.items() if held}
        self.silent: list[Silent] = []
        self.must: dict[str, int] = {}
        """Of each contact who must be told, the place on the level's list."""
        self.answers: dict[str, str] = {}
        """Who answers for each reference of that list."""
        for place, ref in enumerate(dict.fromkeys(level.notify)):
            for found in self._answering(ref) if ref in plan else ():
                self.must.setdefault(found, place)
        self.roles: dict[str, list[str]] = {contact: [] for contact in self.must}
        """Of each contact who is called, as what."""
        for ref, held in self.acting.items():
            for contact in held:
                self.roles.setdefault(contact, []).append(ref)
        self.watch, self.decides = self._start()

    def _answering(self, ref: str) -> list[str]:
        """Return who answer when somebody on the list is told, of a role as many as fill it; who cannot is noted."""
        entity = self.plan.get(ref)
        wanted = self.reach.wanted(entity) if isinstance(entity, Role) else 1
        tried = self.reach.contacts(entity)
        able = self.acting.get(ref) or [each.ref for each in tried if self.reach.ways(each)]
        found = able[:wanted]
        silent = tuple((each.ref, why) for each in tried if (why := self.reach.why_not(each)))
        # those who are short because they fill another position are told there
        missing = min(wanted - len(found), len(silent)) if found else wanted
        if missing:
            self.silent.append(Silent(ref, silent, missing, wanted))
        if found and ref.startswith("role:"):
            self.acting.setdefault(ref, found)
        elif found:
            self.answers[ref] = found[0]
        return found

    def _start(self) -> tuple[str, str]:
        """Return the watch (who hears of it first) and who decides: the first of those who may."""
        able: list[tuple[Role, str]] = []
        for id in self.level.activated_by:
            role = self.plan.find(Role, id)
            if role and (held := self._filling(role)):
                able.append((role, held[0]))
        if not able:
            return "", ""
        role, watch = self.on_watch or able[0]
        self.roles.setdefault(watch, [role.ref])
        self.roles.setdefault(able[0][1], [able[0][0].ref])
        return watch, able[0][1]

    @cached_property
    def on_watch(self) -> tuple[Role, str] | None:
        """Who hears of it first: of those there at any hour, whoever begins the activation or may decide goes first."""
        beginning = [procedure.steps[0].who for procedure in self.leading]
        ids = dict.fromkeys([*beginning, *self.level.activated_by, *(role.id for role in self.plan.of(Role))])
        roles = (role for id in ids if (role := self.plan.find(Role, id)) and role.round_the_clock)
        awake = [(role, held[0]) for role in roles if (held := self._filling(role))]
        return min(awake, key=lambda each: self._sleeps(*each), default=None)

    def _sleeps(self, role: Role, contact: str) -> tuple[bool, bool]:
        """Return an order of those who are reached at any hour: positions of every day, then desks, then the others."""
        on_duty = is_on_duty(self.plan, role)
        return not on_duty, not on_duty and self.reach.people[contact].type != "desk"

    def _filling(self, role: Role) -> list[str]:
        first = None if role.ref in self.acting else self.reach.holder(role)
        return self.acting.get(role.ref, [first.ref] if first else [])

    # -- Who calls whom ----------------------------------------------------------------------------------------------

    @cached_property
    def callers(self) -> dict[str, str]:
        """By whom each contact is called; those who call each other in a circle are called by whoever decides."""
        above = self._above()
        found: dict[str, str] = {}
        for contact, roles in self.roles.items():
            if contact in (self.watch, self.decides):
                continue
            bosses = (self._boss(ref, contact) for ref in roles)
            outside = self.watch if not roles else self.decides
            found[contact] = self.said.get(contact) or (
                self.decides if contact in above else next((boss for boss in bosses if boss), outside)
            )
        if self.watch != self.decides:
            found[self.decides] = self.watch
        return self._without_circles(found)

    @cached_property
    def said(self) -> dict[str, str]:
        """Who is called in a step of the activation, and by whom; what is said first counts."""
        found: dict[str, str] = {}
        for step in (step for procedure in self.leading for step in procedure.steps):
            caller = next(iter(self.acting.get(f"role:{step.who}", ())), "")
            for ref in step.call:
                called = self.acting[ref][0] if ref in self.acting else self.answers.get(ref, ref)
                if called in self.roles and caller and called != caller:
                    found.setdefault(called, caller)
        return found

    def _above(self) -> frozenset[str]:
        """Return who stands above whoever decides."""
        seen: dict[str, None] = {}
        for ref in self.roles.get(self.decides, ()):
            seen |= dict.fromkeys(follow(self._up(ref), self._up))
        return frozenset(contact for ref in seen for contact in self.acting.get(ref, ()))

    def _up(self, ref: str) -> str | None:
        role = self.plan.get(ref)
        above = self.plan.find(Role, role.reports_to) if isinstance(role, Role) else None
        return above.ref if above else None

    def _boss(self, ref: str, contact: str) -> str:
        """Return who fills the nearest role above that somebody else fills and that is called, too."""
        above = follow(self._called_above(ref) or None, lambda here: self._called_above(here) or None)
        return next((fills for here in above if (fills := self.acting[here][0]) != contact), "")

    def _called_above(self, ref: str) -> str:
        """Return the nearest role above that is called; nothing where there is none, or only a circle."""
        line: dict[str, None] = {}
        above: str | None = None
        while ref not in line and ref not in self._nearest:
            line[ref] = None
            above = self._up(ref)
            if above is None or above in self.acting:
                break
            ref = above
        top = above if above and above in self.acting else self._nearest.get(ref, "")
        self._nearest.update(dict.fromkeys(line, top))
        return top

    @cached_property
    def _nearest(self) -> dict[str, str]:
        return {}

    def _without_circles(self, callers: dict[str, str]) -> dict[str, str]:
        safe = {self.watch, self.decides}
        for contact in callers:
            line: dict[str, None] = {}
            each = contact
            while each not in safe and each not in line and each in callers:
                line[each] = None
                each = callers[each]
            if each not in safe:
                callers[each] = self.decides
            safe.update(line)
        return callers

    @cached_property
    def called_by(self) -> dict[str, list[str]]:
        """Whom each caller calls: the list of those who must know in its order, then those who call others first."""
        lists: dict[str, list[str]] = {}
        for contact, caller in self.callers.items():
            lists.setdefault(caller, []).append(contact)
        for held in lists.values():
            held.sort(
                key=lambda contact: (
                    self.must.get(contact, len(self.must)),
                    -len(lists.get(contact, ())),
                    self.plan.label(contact),
                )
            )
        return lists

    # -- When --------------------------------------------------------------------------------------------------------

    def call_down(self) -> CallDown:
        """Return the whole."""
        channel, sender, lost = self._notice()
        reached = [contact for contact in self.roles if channel and self._hears_notice(contact)]
        expected, sent = self._told(sender if channel else "", reached, at_worst=False)
        worst, sent_at_worst = self._told(sender if channel else "", reached, at_worst=True)
        calls = []
        for contact in sorted(expected, key=lambda each: (expected[each], self.plan.label(each))):
            known, by_notice = expected[contact]
            person = self.reach.people[contact]
            calls.append(
                Call(
                    contact,
                    tuple(self.roles[contact]),
                    self.callers.get(contact, ""),
                    self.reach.ways(person)[0],
                    self.reach.quickest(person),
                    known,
                    max(known, worst[contact][0]),
                    by_notice,
                    contact in self.must,
                )
            )
        notice = NoticeToAll(channel, sender, sent, sent_at_worst) if channel else None
        decided = expected[self.decides][0] if self.decides else 0.0
        watched = self.on_watch is not None
        return CallDown(self.watch, watched, self.decides, decided, tuple(calls), tuple(self.silent), notice, lost)

    def _notice(self) -> tuple[str, str, str]:
        """Return the channel on which the activation's procedure sends one message to all, and who sends it.

        Nothing and nobody, and as the third the channel, where it cannot be sent.
        """
        lost = ""
        for step in (step for procedure in self.leading for step in procedure.steps):
            sender = next(iter(self.acting.get(f"role:{step.who}", ())), "")
            sender = sender if sender == self.decides else self.watch
            for ref in step.on:
                channel = self.plan.get(ref)
                if not isinstance(channel, Channel) or channel.type != "web":
                    continue
                if channel.ref not in self.reach.fall.down and sender and self.decides:
                    return channel.ref, sender, ""
                lost = lost or channel.ref
        return "", "", lost

    def _hears_notice(self, ref: str) -> bool:
        """Whether a notice reaches somebody: one of ours, with a telephone, a pager or e-mail that works."""
        contact = self.reach.people[ref]
        types = {contact.methods[way].type for way in self.reach.ways(contact)}
        return bool(types & {"voice", "text", "email", "pager"}) and is_ours(self.plan, contact.agency)

    def _told(
        self, sender: str, hearing: Sequence[str], *, at_worst: bool
    ) -> tuple[dict[str, tuple[float, bool]], float]:
        """Return when each contact knows, and whether by the notice; and when the notice was sent."""
        if not self.decides:
            return {}, 0.0
        known = {self.watch: (self.turn.get(self.watch, _ANY_TIME)[at_worst], False)}
        free = dict.fromkeys(self.roles, 0.0)
        if self.decides != self.watch:
            known |= self._calls(self.watch, [(self.decides, known[self.watch][0])], free, at_worst=at_worst)
        decided = known[self.decides][0]
        sent = decided + CALL if sender else 0.0
        if sender:
            free[sender] = max(free[sender], sent)
            if not at_worst:
                hear = {ref: max(sent + ANSWER, self.turn.get(ref, _ANY_TIME)[0]) for ref in hearing}
                known |= {ref: (when, True) for ref, when in hear.items() if ref not in known}
        awaited = dict.fromkeys(hearing, sent + ANSWER) if at_worst else {}
        queue = list(dict.fromkeys([self.watch, self.decides]))
        for caller in queue:
            queue += self.called_by.get(caller, ())
            tasks = self._list_of(caller, known, awaited)
            for callee, when in self._calls(caller, tasks, free, at_worst=at_worst).items():
                if callee not in known or when[0] < known[callee][0]:
                    known[callee] = when
        return known, sent

    def _list_of(
        self, caller: str, known: Mapping[str, tuple[float, bool]], awaited: Mapping[str, float]
    ) -> list[tuple[str, float]]:
        """Return whom somebody calls who knows, and from when on: after the decision, and after what is awaited."""
        tasks = []
        for callee in self.called_by.get(caller, ()):
            is_asked_for = self.said.get(callee) == caller
            if callee == self.decides or (callee in known and not is_asked_for):
                continue
            ready = max(known[self.decides][0], known[caller][0])
            tasks.append((callee, ready if is_asked_for else max(ready, awaited.get(callee, 0.0))))
        return tasks

    def _calls(
        self, caller: str, tasks: Sequence[tuple[str, float]], free: dict[str, float], *, at_worst: bool
    ) -> dict[str, tuple[float, bool]]:
        """Return when each of a caller's list knows: one call at a time, and others while an answer is waited for."""
        known: dict[str, tuple[float, bool]] = {}
        heap = [(ready, place, 0) for place, (_, ready) in enumerate(tasks)]
        heapify(heap)
        while heap:
            ready, place, attempt = heappop(heap)
            contact = self.reach.people[tasks[place][0]]
            tries = self._tries(contact, at_worst=at_worst)
            free[caller] = max(ready, free[caller]) + CALL
            over = free[caller] + answered_within(tries[attempt])
            if attempt + 1 < len(tries):
                heappush(heap, (over, place, attempt + 1))
            else:
                known[contact.ref] = (max(over, self.turn.get(contact.ref, _ANY_TIME)[at_worst]), False)
        return known

    def _tries(self, contact: Contact, *, at_worst: bool) -> list[str]:
        """Return on what sorts of ways somebody is tried until they answer; at worst once more, on the quickest."""
        once_more = (self.reach.quickest(contact),) if at_worst else ()
        return [contact.methods[way].type for way in (*self.reach.tries(contact), *once_more)]
