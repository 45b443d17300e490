"""Rehearsals: each level and each high hazard on paper: who knows when, who is missing, what is late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eop_tools.analysis.call_down import RULE, Call
from eop_tools.analysis.needs import needs_of
from eop_tools.analysis.rehearsal import NIGHT, Rehearsal, Setting, rehearse, when
from eop_tools.analysis.schedule import Run, Timed
from eop_tools.document import (
    Axis,
    Bar,
    Code,
    Content,
    Folded,
    Group,
    Heading,
    Item,
    Link,
    Paragraph,
    Phrase,
    Strong,
    Swatch,
    Trail,
    bracketed,
    bullets,
    facts,
    numbered,
    table,
)
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.page import Page, View, page
from eop_tools.render.diagrams import Arrow, Node, Stack, diagram
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
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
    presenter = Presenter(view)
    if view.edition.audience is Audience.public or not any(role.holders for role in presenter.plan.of(Role)):
        return
    cases = list(_cases(presenter))
    if not cases:
        return
    yield _index(presenter, cases)
    for case in cases:
        yield _rehearsal(presenter, case)


def _cases(presenter: Presenter) -> Iterator[_Case]:
    """Yield what is rehearsed: the levels, the highest first, and the high hazards at the level they call for."""
    plan, at = presenter.plan, when(f"{NIGHT:%H:%M}", presenter.today)
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


def _index(presenter: Presenter, cases: Sequence[_Case]) -> Page:
    sheet = Sheet()
    sheet.add(Trail((("Home", "@/index.html"), ("Upkeep", ""))))
    sheet.heading("Rehearsals", 1)
    at = cases[0].telling
    sheet.lead(
        f"Each activation on paper, at {at.clock(0)} on {at.day}, for whoever keeps the plan: who knows when, which "
        "positions stay empty, which targets cannot be held. Nobody was called."
    )
    sheet.add(presenter.view.edition.unseen)
    rows = [
        [
            Link(f"@/{case.path}", case.name),
            presenter.link(case.telling.rehearsal.level) if case.telling.rehearsal.hazard else "",
            _known(presenter, case.telling),
            _filled(case.telling.rehearsal),
            _late(case.telling),
        ]
        for case in cases
    ]
    sheet.add(table(["What", "Level", "All who must know do", "Positions filled", "Steps late or not done"], rows))
    sheet.add(Paragraph(["Another hour, and what happens when something is lost: ", Code("eop rehearse --help"), "."]))
    sheet.section("What this rests on", bullets([RULE, *at.assumed()]))
    return Page(_INDEX, "Rehearsals", sheet.document, "Upkeep", description=sheet.summary, in_menu=True, order=15)


def _known(presenter: Presenter, telling: RehearsalSentences) -> Content:
    calls = telling.rehearsal.calls
    if calls.all_know is None and calls.missing and presenter.view.edition.unseen:
        return Strong(f"Not known: this edition shows no way to tell {calls.missing}")
    if calls.all_know is None:
        return Strong(f"Never: {calls.missing} cannot be told") if calls.missing else ""
    text = telling.level.notify_within if telling.level else None
    return f"{telling.clock(calls.all_know)}{f' (target {text})' if text else ''}"


def _filled(rehearsal: Rehearsal) -> Content:
    staffing = rehearsal.staffing
    said = f"{len(staffing.seats)} of {staffing.positions}" if staffing.positions else ""
    return Strong(said) if staffing.empty else said


def _late(telling: RehearsalSentences) -> Content:
    late, undone = sum(bool(step.late) for step in telling.steps), len(telling.undone)
    if not telling.steps:
        return ""
    said = f"{late} late, {undone} not done, of {len(telling.steps)}"
    return Strong(said) if late or undone else f"none of {len(telling.steps)}"


# -- One of them -----------------------------------------------------------------------------------------------------


def _rehearsal(presenter: Presenter, case: _Case) -> Page:
    telling = case.telling
    found = telling.rehearsal
    title = f"Rehearsal: {case.name}"
    sheet = Sheet()
    sheet.add(Trail((("Home", "@/index.html"), ("Upkeep", ""), ("Rehearsals", f"@/{_INDEX}"))))
    sheet.heading(title, 1)
    sheet.lead(Strong("On paper. "), telling.verdict)
    sheet.add(presenter.view.edition.unseen)
    sheet.add(
        facts(
            [
                ("Level", presenter.link(found.level)),
                ("What happened", presenter.link(found.hazard) if found.hazard else None),
                ("Run from", presenter.link(found.eoc) if found.eoc else None),
            ]
        )
    )
    if found.hazard:
        sheet.add(Paragraph(["Nothing is taken as lost; ", Code("eop rehearse --lose"), " says what is."]))
    if not found.hazard:
        sheet.section("Cannot be told", bullets(telling.unheard))
        sheet.section("Positions that stay unfilled", bullets(telling.unfilled))
    sheet.section("Steps that cannot be done", bullets(telling.not_done(step) for step in telling.undone))
    sheet.section("Targets that are missed", bullets(telling.lateness(late) for late in telling.late))
    sheet.section("The procedures in time", [_timeline(presenter, telling), bullets(telling.announced)])
    sheet.section("May be started besides", bullets(telling.branches))
    if found.hazard:
        level = Link(f"@/rehearsals/{found.level.replace(':', '-')}.html", telling.plan.label(found.level))
        sheet.add(Paragraph(["Who is called, and who fills each position: see the rehearsal of ", level, "."]))
    else:
        sheet.section("The call-down", _call_down(presenter, telling))
        sheet.section("Positions that are not filled by the first choice", bullets(telling.second_choices))
    rests = Link(f"@/{_INDEX}", "What this rests on")
    sheet.add(Paragraph([rests, ": the numbers that no plan gives, such as how long a call takes."]))
    return Page(case.path, title, sheet.document, "Upkeep", description=sheet.summary)


def _timeline(presenter: Presenter, telling: RehearsalSentences) -> Content:
    runs = [run for run in telling.rehearsal.runs if run.started is not None]
    ends = [time for run in runs for step in run.steps for time in (step.end, step.due) if time is not None]
    if not ends:
        return None
    pace = next(
        pace for pace in (5, 10, 15, 30, 60, 120, 360, 1440, 10080, 525960) if max(ends) / pace <= _MARKS or pace > 5e5
    )
    whole = (int(max(ends) / pace) + 1) * pace
    axis = Axis(tuple((telling.clock(at), 100 * at / whole) for at in range(0, whole, pace)))
    marks = (Swatch("done"), " when it is done, ", Swatch("due"), " by when it has to be, ", Swatch("late"), " late.")
    key = Paragraph(marks, "time__legend")
    return [key, *(_run(presenter, telling, run, whole, axis) for run in runs)]


def _run(presenter: Presenter, telling: RehearsalSentences, run: Run, whole: int, axis: Content) -> Content:
    chain = {step.key for step in telling.chain(run)}
    items = [_bar(presenter, telling, step, whole, decides=step.key in chain) for step in run.steps]
    ran = telling.ran(run).removeprefix(f"{telling.plan.label(run.procedure)}: ")
    return [
        Heading(presenter.link(run.procedure), 3, listed=False),
        Paragraph(ran[:1].upper() + ran[1:]),
        axis,
        numbered(items, "time"),
    ]


def _bar(presenter: Presenter, telling: RehearsalSentences, step: Timed, whole: int, *, decides: bool) -> Content:
    said = telling.step(step.key)
    number = step.key[1] + 1
    path = presenter.view.path(step.key[0])
    only = f"Only if {first_down(said.when.rstrip('.'))}: " if said.when else ""
    words = shortened(f"{only}{said.do.rstrip('.')}", 110)
    who = [presenter.link(f"role:{said.who}"), bracketed(presenter.links(step.people))]
    when: Content
    span = None
    if step.start is None or step.end is None:
        when = [Strong("Not done"), f": {telling.why_undone(step)}"]
    else:
        late = Strong(f", {duration(step.late)} late") if step.late else None
        due = f", due {telling.clock(step.due)}" if step.due is not None else ""
        hours = Phrase(f"{telling.clock(step.start)}–{telling.clock(step.end)}", "time__when")
        when = [hours, due, late, ", the end waits for it" if decides else None]
        span = 100 * step.start / whole, 100 * max(step.end - step.start, whole / 200) / whole
    return Item(
        [
            Group(Link(f"@/{path}#step-{number}", words) if path else words, "time__do"),
            Group([when, " · ", who], "time__who"),
            Bar(span, None if step.due is None else 100 * step.due / whole, bool(step.late)),
        ]
    )


# -- Who is called ---------------------------------------------------------------------------------------------------


def _told_by(presenter: Presenter, telling: RehearsalSentences, call: Call) -> Content:
    if call.by_notice:
        return "by the notice"
    return [presenter.link(call.caller), f", {telling.way(call)}"] if call.caller else None


def _call_down(presenter: Presenter, telling: RehearsalSentences) -> Content:
    calls = telling.rehearsal.calls.calls
    if not calls:
        return None
    rows = [
        [
            presenter.link(call.contact),
            presenter.links(call.roles),
            telling.clock(call.known),
            telling.clock(call.worst),
            _told_by(presenter, telling, call),
            "Yes" if call.must_know else "",
        ]
        for call in calls
    ]
    heads = ["Who", "As", "Knows", "At worst", "Told by", "Must know"]
    return [
        bullets([*telling.started, *map(telling.calls_of, telling.callers)]),
        _tree(presenter, telling),
        Folded(f"Everybody who is called ({len(calls)})", table(heads, rows)),
    ]


def _tree(presenter: Presenter, telling: RehearsalSentences) -> Content:
    """Return the tree of who calls whom without a notice: those who call nobody stand in one stack for each caller."""
    calls = {call.contact: call for call in telling.rehearsal.calls.calls}
    if len(calls) > _DRAWN_UP_TO:
        return None
    below: dict[str, list[Call]] = {}
    for call in sorted(calls.values(), key=lambda call: call.worst):
        below.setdefault(call.caller, []).append(call)

    def node(call: Call) -> Node:
        path, name = presenter.where(call.contact)
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
