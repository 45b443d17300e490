"""What a difference means to those who rely on the plan: one function a kind of change, found by the field it is about.

A function takes the difference of one field and yields what is to be told of it; `@of` says of which fields. What no
function speaks for is told plainly: from what to what.
"""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.changes.differences import Difference
from eop_tools.changes.sentences import ERROR, INFO, NOTHING, WARNING, Told, of, plainly
from eop_tools.field import fields_by_name
from eop_tools.kind import Entity, Part, Source, kind_of
from eop_tools.kinds import (
    agreement,
    assumption,
    authority,
    channel,
    contact,
    cover,
    facility,
    function,
    hazard,
    level,
    procedure,
    question,
    record,
    role,
    section,
    standard,
)
from eop_tools.plan.edition import widened
from eop_tools.text.phrases import humane, listed, short, spoken
from eop_tools.values import Audience, minutes

_PLAIN: tuple[tuple[str, str, tuple[tuple[type[Part], str], ...]], ...] = (  # the kind; the kind where nothing is lost
    ("step-reassigned", "", ((procedure.Step, "who"),)),
    ("step-channel-lost", "step-channels-changed", ((procedure.Step, "on"),)),
    ("holder-lost", "holders-changed", ((role.Role, "holders"),)),
    ("reporting-changed", "", ((role.Role, "reports_to"),)),
    ("first-hour-lost", "first-hour-changed", ((hazard.Hazard, "first_hour"),)),
    ("annex-changed", "", ((hazard.Hazard, "annex"),)),
    ("eoc-lost", "eocs-changed", ((level.Level, "eoc"),)),
    ("alternate-lost", "alternates-changed", ((facility.Facility, "backed_up_by"),)),
    ("power-changed", "", ((role.Delegation, "may"),)),
    ("power-limit-changed", "", ((role.Delegation, "limit"),)),
    ("trigger-changed", "", ((level.Level, "triggers"), (procedure.Procedure, "trigger"), (hazard.Hazard, "triggers"),
                             (hazard.Trigger, "when"), (hazard.Trigger, "level"), (role.Succession, "trigger"))),
    ("channel-setting-changed", "", tuple((channel.Channel, name) for name in
                                          ("talkgroup", "rx_mhz", "tx_mhz", "tone", "zone", "value"))),
    ("party-lost", "party-added", ((agreement.Agreement, "parties"),)),
    ("record-altered", "", tuple((record.Record, name) for name in ("date", "action", "by", "of", "digest", "result"))),
)  # fmt: skip
"""Kinds that need no words of their own: a warning, or, where a list only gained, a remark of the other kind."""


def _declare(kind: str, gained: str, fields: tuple[tuple[type[Part], str], ...]) -> None:
    @of(*fields)
    def told(d: Difference) -> Iterator[Told]:
        return plainly(d, kind, WARNING) if d.loses or not gained else plainly(d, gained)


for _row in _PLAIN:
    _declare(*_row)


# -- Names, and who may see what -------------------------------------------------------------------------------------


@of((Entity, "name"))
def _name(d: Difference) -> Iterator[Told]:
    yield Told("name-changed", INFO, f"its name is {d.say(d.after)} now; it was {d.say(d.before)}")


_CIRCLE = {Audience.public: "everybody", Audience.responder: "responders", Audience.command: "those in command"}


@of(*((model, name) for model in (Entity, contact.Method) for name in ("audience", "audience_reason")))
def _audience(d: Difference) -> Iterator[Told]:
    before, after = _seen_by(d.old), _seen_by(d.new)
    if before is after:
        yield from plainly(d)
    elif d.field == "audience" or d.old.audience is d.new.audience:
        what = f"{d.trail[-1]} is" if d.trail else "it is"
        was, now = _CIRCLE[before], _CIRCLE[after]
        if after is Audience.public:
            yield Told("audience-widened", ERROR, f"newly public: {what} for everybody to see; it was for {was} only")
        elif after.order < before.order:
            yield Told("audience-widened", WARNING, f"{what} shown to more people: for {now} now, not for {was} only")
        else:
            yield Told("audience-narrowed", INFO, f"{what} shown to fewer people: for {now} only; it was for {was}")


def _seen_by(part: Entity | contact.Method) -> Audience:
    usual = kind_of(type(part)).audience if isinstance(part, Entity) else fields_by_name(type(part))["value"].audience
    return widened(usual, part.audience, part.audience_reason)


# -- Time ------------------------------------------------------------------------------------------------------------

_TIMED = {"target": "the whole", "notify_within": "telling everybody", "first_within": "the first answer",
          "every": "each new answer"}  # fmt: skip


@of((procedure.Procedure, "target"), (procedure.Step, "within"), (level.Level, "notify_within"),
    (question.Question, "first_within"), (question.Question, "every"))  # fmt: skip
def _time(d: Difference) -> Iterator[Told]:
    what = d.trail[-1] if isinstance(d.new, procedure.Step) else _TIMED[d.field]
    if d.after is None:
        yield Told("time-loosened", WARNING, f"no time limit any more for {what}: it was {d.before}")
    elif d.before is None:
        yield Told("time-tightened", INFO, f"a time limit for {what}: {d.after}")
    elif minutes(d.after) > minutes(d.before):
        yield Told("time-loosened", WARNING, f"more time for {what}: {d.after} instead of {d.before}")
    elif minutes(d.after) < minutes(d.before):
        yield Told("time-tightened", INFO, f"less time for {what}: {d.after} instead of {d.before}")


@of(*((cover.Review, name) for name in ("review_every", "rewrite_every", "verify_contacts_every")))
def _clock(d: Difference) -> Iterator[Told]:
    slower = not d.after or (d.before and minutes(d.after) > minutes(d.before))
    said = f"{d.label.lower()} {d.after or 'not said'} instead of {d.before or 'not said'}"
    yield Told("review-clock-changed", WARNING if slower else INFO, f"review clock: {said}")


@of((contact.Method, "verified"), (section.Section, "reviewed"), (function.Function, "reviewed"), (Source, "checked"),
    (assumption.Assumption, "reviewed"), (authority.Authority, "checked"), (cover.Review, "reviewed"),
    (cover.Review, "rewritten"))  # fmt: skip
def _verified(d: Difference) -> Iterator[Told]:
    if d.after is None or (d.before and d.after < d.before):
        yield from plainly(d, "verified-moved-back", WARNING)
    else:
        yield from plainly(d, "verified")


# -- Steps -----------------------------------------------------------------------------------------------------------


@of((procedure.Procedure, "steps"))
def _steps(d: Difference) -> Iterator[Told]:
    what = d.pairing or NOTHING
    for at in what.gone:
        yield Told("step-removed", WARNING, f"step {at + 1} is gone: {d.say(d.before[at])}")
    for at in what.come:
        step = d.after[at]
        within = f" within {step.within}" if step.within else ""
        yield Told("step-added", INFO, f"new step {at + 1}: {short(step.do)}, by {d.names(f'role:{step.who}')}{within}")
    for old, new in what.moved:
        yield Told("steps-reordered", WARNING, f"{d.say(d.after[new])} is step {new + 1} now; it was step {old + 1}")


@of((procedure.Step, "after"))
def _after(d: Difference) -> Iterator[Told]:
    steps = {step.id: short(step.do) for step in getattr(d.entity, "steps", ())}
    waits = [steps.get(name, "the start" if name == procedure.START else name) for name in d.after]
    said = f"waits for {listed(waits)} now" if waits else "waits for the step before it now, no other"
    yield Told("steps-reordered", WARNING, f"{d.trail[-1]} {said}")


# -- Who decides, who acts, who steps in -----------------------------------------------------------------------------


@of((level.Level, "activated_by"))
def _activation(d: Difference) -> Iterator[Told]:
    may = f"may now be activated by {d.few(d.come)}" if d.come else ""
    no = f"may no longer be activated by {d.few(d.gone)}" if d.gone else ""
    yield Told("activation-authority-changed", ERROR, f"who decides: it {listed(filter(None, (may, no)))}")


@of((role.Role, "succession"))
def _line(d: Difference) -> Iterator[Told]:
    if d.after is None:
        yield Told("succession-shortened", WARNING, f"nobody steps in any more; it was {d.say(d.before.order)}")
    else:
        yield Told("succession-changed", INFO, f"a line of succession: {d.say(d.after.order)}")


@of((role.Succession, "order"))
def _successors(d: Difference) -> Iterator[Told]:
    before, after = len(d.before), len(d.after)
    lost = f"; no longer in it: {d.few(d.gone)}" if d.gone else ""
    if after < before:
        said = f"the line of succession is shorter: {after} instead of {before}{lost}"
        yield Told("succession-shortened", WARNING, said)
    else:
        yield Told("succession-changed", INFO, f"the line of succession is now {d.say(d.after)}{lost}")


@of((role.Role, "powers"))
def _powers(d: Difference) -> Iterator[Told]:
    for power in d.come:
        limit = f", with the limit {short(power.limit)}" if power.limit else ", without a limit"
        yield Told("power-given", WARNING, f"new power: {short(power.may)}{limit}")
    for power in d.gone:
        yield Told("power-taken", WARNING, f"power taken away: {short(power.may)}")


@of((function.Function, "assignments"))
def _assignments(d: Difference) -> Iterator[Told]:
    for items, verb, severity in ((d.gone, "no longer takes part", WARNING), (d.come, "takes part now", INFO)):
        for one in items:
            kind = "primary-agency-changed" if one.part == "primary" else "assignment-changed"
            severity = WARNING if one.part == "primary" else severity
            yield Told(kind, severity, f"{d.names(f'agency:{one.agency}')} {verb} ({one.part})")


@of((function.Assignment, "part"))
def _part(d: Difference) -> Iterator[Told]:
    primary = "primary" in (d.before, d.after)
    yield from plainly(d, "primary-agency-changed" if primary else "assignment-changed", WARNING if primary else INFO)


# -- How to reach people ---------------------------------------------------------------------------------------------


@of((contact.Contact, "methods"))
def _methods(d: Difference) -> Iterator[Told]:
    for method in d.gone:
        yield Told("contact-method-lost", WARNING, f"no longer reached by {d.say(method)}")
    for method in d.come:
        hours = f" ({method.hours})" if method.hours and d.names.shows(method, "hours") else ""
        yield Told("contact-method-added", INFO, f"also reached by {d.say(method)}{hours}")
    if d.pairing and d.pairing.moved:
        yield Told("contact-methods-reordered", INFO, f"the first to try is {d.say(d.after[0])}")


@of((contact.Method, "value"), (contact.Method, "channel"))
def _number(d: Difference) -> Iterator[Told]:
    way, day = humane(d.new.type).lower(), d.new.verified
    old = day is not None and day == d.old.verified
    doubt = f"; it is still said to be verified, on {spoken(day)}, so try it" if old else ""
    yield Told("contact-number-changed", WARNING if old else INFO,
               f"{way}: {d.say(d.after)} instead of {d.say(d.before)}{doubt}")  # fmt: skip


# -- What the plan counts on -----------------------------------------------------------------------------------------


@of((agreement.Agreement, "expires"))
def _expires(d: Difference) -> Iterator[Told]:
    today = d.names.today
    if d.after and d.after < today and not (d.before and d.before < today):
        yield Told("agreement-ended", ERROR, f"it has ended: the last day was {d.say(d.after)}")
    elif d.after and (d.before is None or d.after < d.before):
        until = f" instead of {d.say(d.before)}" if d.before else "; before, it had no end"
        yield Told("agreement-shortened", WARNING, f"it ends on {d.say(d.after)}{until}")
    else:
        yield from plainly(d, "agreement-extended")


@of((facility.Facility, "capacity"))
def _capacity(d: Difference) -> Iterator[Told]:
    yield from plainly(d, "capacity-changed", INFO if (d.after or 0) > (d.before or 0) else WARNING)


@of((facility.Accessibility, "step_free"), (facility.Facility, "accessibility"))
def _accessible(d: Difference) -> Iterator[Told]:
    yield from plainly(d, "accessibility-changed", INFO if d.after else WARNING)


_GRADES = (None, "low", "medium", "high")


@of((hazard.Hazard, "probability"), (hazard.Hazard, "impact"))
def _grade(d: Difference) -> Iterator[Told]:
    lower = _GRADES.index(d.after) < _GRADES.index(d.before)
    yield from plainly(d, "hazard-lowered" if lower else "hazard-raised", WARNING if lower else INFO)


# -- Keeping the plan honest -----------------------------------------------------------------------------------------


@of((cover.Cover, "waivers"))
def _waivers(d: Difference) -> Iterator[Told]:
    for one in d.come:
        about = f" for {d.names(one.of)}" if one.of else ""
        said = f"{one.rule} is accepted{about} until {d.say(one.until)}: {short(one.reason)}"
        yield Told("waiver-added", WARNING, said)
    for one in d.gone:
        yield Told("waiver-removed", INFO, f"{one.rule} is no longer accepted")


@of((cover.Waiver, "until"))
def _until(d: Difference) -> Iterator[Told]:
    yield from plainly(d, "waiver-extended" if d.after > d.before else "waiver-shortened", WARNING)


_WEIGHTS = ("off", "info", "warning", "error")


@of((cover.Cover, "severity"))
def _severity(d: Difference) -> Iterator[Told]:
    for rule in dict.fromkeys((*d.before, *d.after)):
        before, after = d.before.get(rule), d.after.get(rule)
        if before != after:
            lower = after is not None and (before is None or _WEIGHTS.index(after) < _WEIGHTS.index(before))
            yield Told("severity-lowered" if lower and after != "error" else "severity-changed",
                       WARNING if lower and after != "error" else INFO,
                       f"{rule} counts as {after or 'usual'} now; it was {before or 'as usual'}")  # fmt: skip


@of((standard.Requirement, "evidence"), (standard.Requirement, "found_by"))
def _evidence(d: Difference) -> Iterator[Told]:
    item = f"requirement {d.new.id}"
    if d.gone and not d.after:
        yield Told("evidence-lost", WARNING, f"{item} has lost its evidence: {d.few(d.gone)}")
    else:
        yield from plainly(d, "evidence-changed")
