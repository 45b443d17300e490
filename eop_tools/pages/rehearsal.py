"""Rehearsals: each level and each high hazard on paper: who knows when, who is missing, what is late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eop_tools.analysis.call_down import RULE
from eop_tools.analysis.calls import Call
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
    between,
    bracketed,
    bullets,
    facts,
    numbered,
    table,
)
from eop_tools.document.saying import said
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.page import Page, View, page
from eop_tools.render.diagrams import Arrow, Node, Stack, diagram
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.report.rehearsal.sentences import RehearsalSentences
from eop_tools.report.rehearsal.timeline import duration
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import first_down, notation, sentence, shortened
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
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Upkeep"), ""))))
    sheet.heading(say("Rehearsals"), 1)
    at = cases[0].telling
    sheet.lead(
        say(
            "Each activation on paper, at {time} on {day}, for whoever keeps the plan: who knows when, which positions "
            "stay empty, which targets cannot be held. Nobody was called.",
            time=at.clock(0),
            day=at.day,
        )
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
    heads = (say("What"), say("Level"), say("All who must know do"), say("Positions filled"))
    sheet.add(table([*heads, say("Steps late or not done")], rows))
    command = Code("eop rehearse --help")
    sheet.add(Paragraph(said("Another hour, and what happens when something is lost: {command}.", command=command)))
    sheet.section(say("What this rests on"), bullets([say(RULE), *at.assumed()]))
    return Page(_INDEX, say("Rehearsals"), sheet.document, "Upkeep", description=sheet.summary, in_menu=True, order=15)


def _known(presenter: Presenter, telling: RehearsalSentences) -> Content:
    calls = telling.rehearsal.calls
    if calls.all_know is None and calls.missing and presenter.view.edition.unseen:
        return Strong(say("Not known: this edition shows no way to tell {number}", number=calls.missing))
    if calls.all_know is None:
        return Strong(say("Never: {number} cannot be told", number=calls.missing)) if calls.missing else ""
    text, time = telling.level.notify_within if telling.level else None, telling.clock(calls.all_know)
    return say("{time} (target {target})", time=time, target=notation(text)) if text else time


def _filled(rehearsal: Rehearsal) -> Content:
    staffing = rehearsal.staffing
    if not staffing.positions:
        return ""
    number = say("{number} of {whole}", number=len(staffing.seats), whole=staffing.positions)
    return Strong(number) if staffing.empty else number


def _late(telling: RehearsalSentences) -> Content:
    late, undone = sum(bool(step.late) for step in telling.steps), len(telling.undone)
    if not telling.steps:
        return ""
    whole = len(telling.steps)
    if not late and not undone:
        return say("none of {whole}", whole=whole)
    return Strong(say("{late} late, {undone} not done, of {whole}", late=late, undone=undone, whole=whole))


# -- One of them -----------------------------------------------------------------------------------------------------


def _rehearsal(presenter: Presenter, case: _Case) -> Page:
    telling = case.telling
    found = telling.rehearsal
    title = say("Rehearsal: {name}", name=case.name)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Upkeep"), ""), (say("Rehearsals"), f"@/{_INDEX}"))))
    sheet.heading(title, 1)
    sheet.lead(Strong(say("On paper.")), " ", telling.verdict)
    sheet.add(presenter.view.edition.unseen)
    sheet.add(
        facts(
            [
                (say("Level"), presenter.link(found.level)),
                (say("What happened"), presenter.link(found.hazard) if found.hazard else None),
                (say("Taken as lost"), presenter.links(found.lost)),
                (say("Run from"), presenter.link(found.eoc) if found.eoc else None),
            ]
        )
    )
    is_as_its_level = bool(found.hazard) and not found.lost
    if is_as_its_level:
        command = Code("eop rehearse --lose")
        sheet.add(Paragraph(said("Nothing is taken as lost; {command} says what is.", command=command)))
    else:
        sheet.section(say("Cannot be told"), bullets(telling.unheard))
        sheet.section(say("Positions that stay unfilled"), bullets(telling.unfilled))
    sheet.section(say("Steps that cannot be done"), bullets(telling.not_done(step) for step in telling.undone))
    sheet.section(say("Targets that are missed"), bullets(telling.lateness(late) for late in telling.late))
    sheet.section(say("The procedures in time"), [_timeline(presenter, telling), bullets(telling.announced)])
    sheet.section(say("May be started besides"), bullets(telling.branches))
    if is_as_its_level:
        level = Link(f"@/rehearsals/{found.level.replace(':', '-')}.html", telling.plan.label(found.level))
        who = said("Who is called, and who fills each position: see the rehearsal of {level}.", level=level)
        sheet.add(Paragraph(who))
    else:
        sheet.section(say("The call-down"), _call_down(presenter, telling))
        sheet.section(say("Positions that are not filled by the first choice"), bullets(telling.second_choices))
    rests = Link(f"@/{_INDEX}", say("What this rests on"))
    sheet.add(Paragraph(said("{page}: the numbers that no plan gives, such as how long a call takes.", page=rests)))
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
    marks = said(
        "{done} when it is done, {due} by when it has to be, {late} late.",
        done=Swatch("done"),
        due=Swatch("due"),
        late=Swatch("late"),
    )
    key = Paragraph(marks, "time__legend")
    return [key, *(_run(presenter, telling, run, whole, axis) for run in runs)]


def _run(presenter: Presenter, telling: RehearsalSentences, run: Run, whole: int, axis: Content) -> Content:
    chain = {step.key for step in telling.chain(run)}
    items = [_bar(presenter, telling, step, whole, decides=step.key in chain) for step in run.steps]
    return [
        Heading(presenter.link(run.procedure), 3, listed=False),
        Paragraph(sentence(telling.course(run))),
        axis,
        numbered(items, "time"),
    ]


def _bar(presenter: Presenter, telling: RehearsalSentences, step: Timed, whole: int, *, decides: bool) -> Content:
    written = telling.step(step.key)
    number = step.key[1] + 1
    path = presenter.view.path(step.key[0])
    words = written.do.rstrip(".")
    if written.when:
        words = say("Only if {condition}: {words}", condition=first_down(written.when.rstrip(".")), words=words)
    words = shortened(words, 110)
    who = [presenter.link(f"role:{written.who}"), bracketed(presenter.links(step.people))]
    when: Content
    span = None
    if step.start is None or step.end is None:
        when = said("{undone}: {why}", undone=Strong(say("Not done")), why=telling.why_undone(step))
    else:
        when = _times(telling, step, step.start, step.end, decides=decides)
        span = 100 * step.start / whole, 100 * max(step.end - step.start, whole / 200) / whole
    return Item(
        [
            Group(Link(f"@/{path}#step-{number}", words) if path else words, "time__do"),
            Group([when, " · ", who], "time__who"),
            Bar(span, None if step.due is None else 100 * step.due / whole, bool(step.late)),
        ]
    )


def _times(telling: RehearsalSentences, step: Timed, start: float, end: float, *, decides: bool) -> Content:
    """Return from when to when a step is done, and how that stands to its target."""
    said: list[Content] = [Phrase(f"{telling.clock(start)}–{telling.clock(end)}", "time__when")]
    if step.due is not None:
        said.append(say("due {time}", time=telling.clock(step.due)))
    if step.late:
        said.append(Strong(say("{length} late", length=duration(step.late))))
    if decides:
        said.append(say("the end waits for it"))
    return between(said)


# -- Who is called ---------------------------------------------------------------------------------------------------


def _told_by(presenter: Presenter, telling: RehearsalSentences, call: Call) -> Content:
    if call.by_notice:
        return say("by the notice")
    return [presenter.link(call.caller), ", ", telling.way(call)] if call.caller else None


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
            say("Yes") if call.must_know else "",
        ]
        for call in calls
    ]
    heads = [say("Who"), say("As"), say("Knows"), say("At worst"), say("Told by"), say("Must know")]
    return [
        bullets([*telling.started, *map(telling.calls_of, telling.callers)]),
        _tree(presenter, telling),
        Folded(say("Everybody who is called ({number})", number=len(calls)), table(heads, rows)),
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
        say("Who calls whom"),
        boxes,
        lines,
        legend=[(1, say("must know")), (0, say("is called in"))],
        caption=say("Who calls whom where no notice goes to all. The table below says the same."),
    )
