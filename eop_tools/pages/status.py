"""Status: what the rules found, how old reviews and numbers are, which version and which edition this is."""

from __future__ import annotations

from eop_tools.document import Badge, Code, Content, Document, LineBreak, Link, Paragraph, Time, Trail, facts, table
from eop_tools.finding import Finding, Severity
from eop_tools.kinds.authority import Authority
from eop_tools.kinds.contact import Contact
from eop_tools.page import View, page
from eop_tools.render.currency import found, hides_records, trusted_until
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.rule import FAMILIES
from eop_tools.text.phrases import counted, first_up, humane, sentence
from eop_tools.upkeep.evidence import Deadline, reading, reviewed_kinds, reviews, rewrite, trials, whole_review
from eop_tools.values import Audience

_WORDS = {
    Severity.error: ("error", "must be mended"),
    Severity.warning: ("warning", "should be mended"),
    Severity.info: ("remark", "worth a look"),
}
_EDITIONS = {
    Audience.public: "The public edition: what everybody may see. Findings are counted here and told in the others.",
    Audience.responder: "The responders' edition: do not pass it on to the public.",
    Audience.command: "The command edition: everything. Keep it among the people in command.",
}
_MOST = 500
_NOT_SAID = Badge("Not said in this edition")


@page("status", title="Status", section="Upkeep", order=10)
def status(view: View) -> Document:
    """How good and how current this copy of the plan is."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail((("Home", "@/index.html"), ("Upkeep", ""))))
    sheet.heading("Status", 1)
    sheet.lead(f"How good and how current this copy is, for everybody who relies on it: {found(view)[0]}.")
    _this_copy(sheet, presenter)
    _ages(sheet, presenter)
    _findings(sheet, presenter)
    return sheet.document


def _this_copy(sheet: Sheet, presenter: Presenter) -> None:
    view, cover = presenter.view, presenter.plan.cover
    hidden = len({item.ref for item in view.edition.withheld if not item.path})
    held = counted(len(presenter.plan), "entry", "entries")
    sheet.section(
        "This copy",
        facts(
            [
                ("Version", view.version or (cover.version if cover else "")),
                ("As of", Time(view.today)),
                ("To be trusted until", Time(until) if (until := trusted_until(view)) else None),
                ("Edition", _EDITIONS[view.edition.audience]),
                ("In it", f"{held} of {len(presenter.plan) + hidden:,} in the plan" if hidden else held),
                (
                    "Checked",
                    [
                        counted(view.judgement.entities, "entry", "entries"),
                        " in ",
                        counted(view.judgement.files, "file"),
                    ],
                ),
            ]
        ),
    )


def _ages(sheet: Sheet, presenter: Presenter) -> None:
    cover = presenter.plan.cover
    if cover is None:
        return
    plan, blind = presenter.plan, hides_records(presenter.view)
    full, anew = whole_review(plan, cover), rewrite(cover)
    rows: list[list[Content]] = [
        ["Full review of the plan", full.told, *_clock(presenter, full, blind)],
        ["Rewrite of the plan", anew.told, *_clock(presenter, anew, False)],
    ]
    parts = list(reviews(plan, cover))
    for kind in reviewed_kinds():
        rows += _several(
            presenter, kind.title, [clock for clock in parts if clock.ref.startswith(f"{kind.name}:")], blind
        )
    ways = [clock for contact in plan.of(Contact) for clock in trials(plan, cover, contact)]
    rows += _several(presenter, "Ways to reach somebody", ways, blind, "tried")
    laws = [reading(plan, cover, authority) for authority in plan.of(Authority)]
    rows += _several(presenter, "Laws and orders", laws, blind, "read")
    sheet.section("How old it is", table(["What", "Every", "Last done", "State"], rows))
    old = [] if blind else [clock.ref for clock in parts if clock.is_overdue(presenter.today)]
    if old:
        sheet.add(Paragraph(["Due for review: ", presenter.links(old), "."]))


def _several(
    presenter: Presenter, title: str, clocks: list[Deadline], blind: bool, done: str = "reviewed"
) -> list[list[Content]]:
    """Return a row on things of one sort, if there are any: how many of them are due."""
    if not clocks:
        return []
    late = sum(clock.is_overdue(presenter.today) for clock in clocks)
    never = sum(clock.since is None for clock in clocks)
    state = f"{late} of {len(clocks)} are due" if late else f"all {len(clocks)} are within the time"
    if never:
        state += f"; {never} {'was' if never == 1 else 'were'} never {done}"
    return [[title, clocks[0].told, None, _NOT_SAID if blind else _state(state, not late)]]


def _clock(presenter: Presenter, clock: Deadline, blind: bool) -> list[Content]:
    fine = not clock.is_overdue(presenter.today)
    words = "Within the time" if fine else "Overdue"
    state = [_state(words, fine), *((" due ", presenter.day(clock.due)) if clock.due else ())]
    return [presenter.last(clock.last), _NOT_SAID if blind and not fine else state]


def _state(words: str, fine: bool) -> Content:
    return Badge(first_up(words), "ok" if fine else "warning")


def _findings(sheet: Sheet, presenter: Presenter) -> None:
    judgement = presenter.view.judgement
    if not judgement.findings:
        return
    sheet.section("Findings by family", _families(judgement.standing))
    if judgement.waived:
        sheet.add(
            Paragraph(
                [
                    (
                        f"{first_up(counted(judgement.waived, 'finding is', 'findings are'))} accepted for now, with a "
                        "reason and an end. "
                    ),
                    Link("@/plan.html", "See the plan's cover"),
                    ".",
                ]
            )
        )
    if presenter.view.edition.audience is Audience.public:
        return
    for severity in Severity:
        held = [finding for finding in judgement.standing if finding.severity is severity]
        told = [finding for finding in held if finding.file][:_MOST]
        rest = len(held) - len(told)
        word, means = _WORDS[severity]
        if told:
            sheet.section(f"{word.capitalize()}s: {means}", _told(presenter, told))
        if rest and told:
            sheet.add(
                Paragraph(f"{first_up(counted(rest, 'more finding'))} of this sort cannot be told in this edition.")
            )


def _families(findings: tuple[Finding, ...]) -> Content:
    groups: dict[str, tuple[Content, list[Finding]]] = {
        digit: (Link("@/rules.html", title), []) for digit, title in FAMILIES.items()
    }
    groups["other"] = "Rules of other packages", []
    groups["withheld"] = "About what this edition leaves out", []
    for finding in findings:
        groups[_family(finding)][1].append(finding)
    rows: list[list[Content]] = [
        [title, *(str(sum(one.severity is severity for one in held) or "") for severity in Severity)]
        for title, held in groups.values()
        if held
    ]
    return table(["Family", "Errors", "Warnings", "Remarks"], rows)


def _family(finding: Finding) -> str:
    """Return a finding's family; of one that this edition cannot tell, nothing is known but how grave it is."""
    if not finding.code:
        return "withheld"
    digit = finding.code[3] if finding.code.startswith("EOP") else ""
    return digit if digit in FAMILIES else "other"


def _told(presenter: Presenter, findings: list[Finding]) -> Content:
    return table(
        ["Where", "What", "What to do", "Rule"],
        [
            [
                [
                    [presenter.link(finding.ref), LineBreak()] if finding.ref in presenter.plan else None,
                    Code(f"{finding.file}:{finding.span.line}"),
                ],
                sentence(finding.message),
                sentence(finding.hint),
                Link(f"@/rules.html#{finding.code.lower()}", f"{finding.code} {humane(finding.name).lower()}"),
            ]
            for finding in findings
        ],
    )
