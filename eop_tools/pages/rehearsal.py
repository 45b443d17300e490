"""Rehearsals: each level and each high hazard on paper: who knows when, who is missing, what is late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eop_tools.analysis.call_down import RULE, Call
from eop_tools.analysis.needs import needs_of
from eop_tools.analysis.rehearsal import NIGHT, Rehearsal, Setting, rehearse, when
from eop_tools.analysis.schedule import Run, Timed
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.page import Page, View, page
from eop_tools.render.diagrams import Arrow, Node, Stack, diagram
from eop_tools.render.html import Html, anchor, bullets, crumbs, facts, joined, table, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.report.rehearsal.sentences import RehearsalSentences
from eop_tools.report.rehearsal.timeline import duration
from eop_tools.text.labels import natural
from eop_tools.text.phrases import first_down, shortened
from eop_tools.values import Audience

_INDEX = "rehearsals.html"
_MARKS = 6
_DRAWN_UP_TO = 150


class _Case(NamedTuple):
    path: str
    name: str
    telling: RehearsalSentences


@page("rehearsals", title="Rehearsals", section="Upkeep", order=15)
def rehearsals(view: View) -> Iterator[Page]:
    """Each activation on paper; the public edition, which does not say who holds the roles, has no such pages."""
    writer = Writer(view)
    if view.edition.audience is Audience.public or not any(role.holders for role in writer.plan.of(Role)):
        return
    cases = list(_cases(writer))
    if not cases:
        return
    yield _index(writer, cases)
    for case in cases:
        yield _rehearsal(writer, case)


def _cases(writer: Writer) -> Iterator[_Case]:
    """Yield what is rehearsed: the levels, the highest first, and the high hazards at the level they call for."""
    plan, at = writer.plan, when(f"{NIGHT:%H:%M}", writer.today)
    levels = sorted(plan.of(Level), key=lambda level: (-level.rank, level.id))
    system = needs_of(plan, at.date())
    settings = {level.id: Setting(plan, system, level, at) for level in levels}
    for level in levels:
        found = rehearse(settings[level.id])
        if found.calls.calls or found.staffing.positions:
            yield _Case(f"rehearsals/level-{level.id}.html", level.name, RehearsalSentences(plan, found))
    for hazard in sorted(plan.of(Hazard), key=lambda hazard: natural(hazard.name)):
        called = [level for level in levels if any(sign.level == level.id for sign in hazard.triggers)]
        if hazard.is_high and hazard.first_hour and levels:
            found = rehearse(settings[(called or levels)[0].id], hazard)
            yield _Case(f"rehearsals/hazard-{hazard.id}.html", hazard.name, RehearsalSentences(plan, found))


# -- The list of them ------------------------------------------------------------------------------------------------


def _index(writer: Writer, cases: Sequence[_Case]) -> Page:
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("Upkeep", "")]))
    sheet.heading("Rehearsals", 1)
    at = cases[0].telling
    sheet.lead(
        f"Each activation on paper, at {at.clock(0)} on {at.day}, for whoever keeps the plan: who knows when, which "
        "positions stay empty, which targets cannot be held. Nobody was called."
    )
    sheet.add(writer.view.edition.unseen)
    rows = [
        [
            anchor(f"@/{case.path}", case.name),
            writer.link(case.telling.rehearsal.level) if case.telling.rehearsal.hazard else "",
            _known(writer, case.telling),
            _filled(case.telling.rehearsal),
            _late(case.telling),
        ]
        for case in cases
    ]
    sheet.add(table(["What", "Level", "All who must know do", "Positions filled", "Steps late or not done"], rows))
    sheet.add(
        tag("p", "Another hour, and what happens when something is lost: ", tag("code", "eop rehearse --help"), ".")
    )
    sheet.section("What this rests on", bullets([RULE, *at.assumed()]))
    return Page(_INDEX, "Rehearsals", sheet.markdown, "Upkeep", description=sheet.summary, in_menu=True, order=15)


def _known(writer: Writer, telling: RehearsalSentences) -> Html | str:
    calls = telling.rehearsal.calls
    if calls.all_know is None and calls.missing and writer.view.edition.unseen:
        return tag("strong", f"Not known: this edition shows no way to tell {calls.missing}")
    if calls.all_know is None:
        return tag("strong", f"Never: {calls.missing} cannot be told") if calls.missing else ""
    text = telling.level.notify_within if telling.level else None
    return f"{telling.clock(calls.all_know)}{f' (target {text})' if text else ''}"


def _filled(rehearsal: Rehearsal) -> Html | str:
    staffing = rehearsal.staffing
    said = f"{len(staffing.seats)} of {staffing.positions}" if staffing.positions else ""
    return tag("strong", said) if staffing.empty else said


def _late(telling: RehearsalSentences) -> Html | str:
    late, undone = sum(bool(step.late) for step in telling.steps), len(telling.undone)
    if not telling.steps:
        return ""
    said = f"{late} late, {undone} not done, of {len(telling.steps)}"
    return tag("strong", said) if late or undone else f"none of {len(telling.steps)}"


# -- One of them -----------------------------------------------------------------------------------------------------


def _rehearsal(writer: Writer, case: _Case) -> Page:
    telling = case.telling
    found = telling.rehearsal
    title = f"Rehearsal: {case.name}"
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("Upkeep", ""), ("Rehearsals", f"@/{_INDEX}")]))
    sheet.heading(title, 1)
    sheet.lead(tag("strong", "On paper. "), telling.verdict)
    sheet.add(writer.view.edition.unseen)
    sheet.add(
        facts(
            [
                ("Level", writer.link(found.level)),
                ("What happened", writer.link(found.hazard) if found.hazard else None),
                ("Run from", writer.link(found.eoc) if found.eoc else None),
            ]
        )
    )
    if found.hazard:
        sheet.add(tag("p", "Nothing is taken as lost; ", tag("code", "eop rehearse --lose"), " says what is."))
    if not found.hazard:
        sheet.section("Cannot be told", bullets(telling.unheard))
        sheet.section("Positions that stay unfilled", bullets(telling.unfilled))
    sheet.section("Steps that cannot be done", bullets(telling.not_done(step) for step in telling.undone))
    sheet.section("Targets that are missed", bullets(telling.lateness(late) for late in telling.late))
    sheet.section("The procedures in time", joined([_timeline(writer, telling), bullets(telling.announced)]))
    sheet.section("May be started besides", bullets(telling.branches))
    if found.hazard:
        level = anchor(f"@/rehearsals/{found.level.replace(':', '-')}.html", telling.plan.label(found.level))
        sheet.add(tag("p", "Who is called, and who fills each position: see the rehearsal of ", level, "."))
    else:
        sheet.section("The call-down", _call_down(writer, telling))
        sheet.section("Positions that are not filled by the first choice", bullets(telling.second_choices))
    rests = anchor(f"@/{_INDEX}", "What this rests on")
    sheet.add(tag("p", rests, ": the numbers that no plan gives, such as how long a call takes."))
    return Page(case.path, title, sheet.markdown, "Upkeep", description=sheet.summary)


def _timeline(writer: Writer, telling: RehearsalSentences) -> Html:
    runs = [run for run in telling.rehearsal.runs if run.started is not None]
    ends = [time for run in runs for step in run.steps for time in (step.end, step.due) if time is not None]
    if not ends:
        return Html("")
    pace = next(
        pace for pace in (5, 10, 15, 30, 60, 120, 360, 1440, 10080, 525960) if max(ends) / pace <= _MARKS or pace > 5e5
    )
    whole = (int(max(ends) / pace) + 1) * pace
    marks = [tag("span", telling.clock(at), style=f"left:{_share(at, whole)}") for at in range(0, whole, pace)]
    axis = tag("div", tag("div", marks, class_="eop-time__track"), class_="eop-time__axis", aria_hidden="true")
    key = tag(
        "p",
        tag("span", class_="eop-time__bar eop-time__key"), " when it is done, ",
        tag("span", class_="eop-time__due eop-time__key"), " by when it has to be, ",
        tag("span", class_="eop-time__bar eop-time__bar--late eop-time__key"), " late.",
        class_="eop-time__legend",
    )  # fmt: skip
    return joined([key, *(_run(writer, telling, run, whole, axis) for run in runs)])


def _run(writer: Writer, telling: RehearsalSentences, run: Run, whole: int, axis: Html) -> Html:
    chain = {step.key for step in telling.chain(run)}
    items = [_bar(writer, telling, step, whole, decides=step.key in chain) for step in run.steps]
    ran = telling.ran(run).removeprefix(f"{telling.plan.label(run.procedure)}: ")
    return joined(
        [
            tag("h3", writer.link(run.procedure)),
            tag("p", ran[:1].upper() + ran[1:]),
            axis,
            tag("ol", items, class_="eop-time"),
        ]
    )


def _bar(writer: Writer, telling: RehearsalSentences, step: Timed, whole: int, *, decides: bool) -> Html:
    said = telling.step(step.key)
    number = step.key[1] + 1
    path = writer.view.path(step.key[0])
    only = f"Only if {first_down(said.when.rstrip('.'))}: " if said.when else ""
    words = shortened(f"{only}{said.do.rstrip('.')}", 110)
    who = joined(
        [writer.link(f"role:{said.who}"), joined([" (", writer.links(step.people), ")"]) if step.people else None]
    )
    if step.start is None or step.end is None:
        when, bar = joined([tag("strong", "Not done"), f": {telling.why_undone(step)}"]), None
    else:
        late = tag("strong", f", {duration(step.late)} late") if step.late else None
        due = f", due {telling.clock(step.due)}" if step.due is not None else ""
        span = tag("span", f"{telling.clock(step.start)}–{telling.clock(step.end)}", class_="eop-time__when")
        when = joined([span, due, late, ", the end waits for it" if decides else None])
        bar = tag(
            "span",
            class_=f"eop-time__bar{' eop-time__bar--late' if step.late else ''}",
            style=f"left:{_share(step.start, whole)};width:{_share(max(step.end - step.start, whole / 200), whole)}",
        )
    due_mark = (
        tag("span", class_="eop-time__due", style=f"left:{_share(step.due, whole)}") if step.due is not None else None
    )
    return tag(
        "li",
        tag("div", anchor(f"@/{path}#step-{number}", words) if path else words, class_="eop-time__do"),
        tag("div", when, " · ", who, class_="eop-time__who"),
        tag("div", bar, due_mark, class_="eop-time__track", aria_hidden="true"),
    )


def _share(part: float, whole: float) -> str:
    return f"{min(100.0, 100 * part / whole):.1f}%"


# -- Who is called ---------------------------------------------------------------------------------------------------


def _call_down(writer: Writer, telling: RehearsalSentences) -> Html:
    calls = telling.rehearsal.calls.calls
    if not calls:
        return Html("")
    rows = [
        [
            writer.link(call.contact),
            writer.links(call.roles),
            telling.clock(call.known),
            telling.clock(call.worst),
            "by the notice"
            if call.by_notice
            else joined([writer.link(call.caller), f", {telling.way(call)}"])
            if call.caller
            else "",
            "Yes" if call.must_know else "",
        ]
        for call in calls
    ]
    heads = ["Who", "As", "Knows", "At worst", "Told by", "Must know"]
    return joined(
        [
            bullets([*telling.started, *map(telling.calls_of, telling.callers)]),
            _tree(writer, telling),
            tag("details", tag("summary", f"Everybody who is called ({len(calls)})"), table(heads, rows)),
        ]
    )


def _tree(writer: Writer, telling: RehearsalSentences) -> Html:
    """Return the tree of who calls whom without a notice: those who call nobody stand in one stack for each caller."""
    calls = {call.contact: call for call in telling.rehearsal.calls.calls}
    if len(calls) > _DRAWN_UP_TO:
        return Html("")
    below: dict[str, list[Call]] = {}
    for call in sorted(calls.values(), key=lambda call: call.worst):
        below.setdefault(call.caller, []).append(call)

    def node(call: Call) -> Node:
        path, name = writer.where(call.contact)
        note = telling.plan.label(call.roles[0]) if call.roles else ""
        return Node(call.contact, name, path, 1 if call.must_know else 0, note=shortened(note, 30))

    boxes: list[Node | Stack] = []
    lines = []
    for caller, held in below.items():
        leaves = [call for call in held if call.contact not in below]
        boxes += [node(call) for call in held if call.contact in below]
        lines += [Arrow(caller, call.contact) for call in held if call.contact in below and caller]
        if leaves and caller:
            boxes.append(Stack(f"{caller}/calls", tuple(map(node, leaves))))
            lines.append(Arrow(caller, f"{caller}/calls"))
    return diagram(
        "call-tree",
        "Who calls whom",
        boxes,
        lines,
        legend=[(1, "must know"), (0, "is called in")],
        caption="Who calls whom where no notice goes to all. The table below says the same.",
    )
