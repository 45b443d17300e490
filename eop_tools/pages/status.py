"""Status: what the rules found, how old reviews and numbers are, which version and which edition this is."""

from __future__ import annotations

from eop_tools.finding import Finding, Severity
from eop_tools.kinds.authority import Authority
from eop_tools.kinds.contact import Contact
from eop_tools.page import View, page
from eop_tools.render.currency import found, hides_records
from eop_tools.render.html import Html, anchor, badge, crumbs, facts, joined, table, tag, time
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
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
_NOT_SAID = badge("Not said in this edition")


@page("status", title="Status", section="Upkeep", order=10)
def status(view: View) -> str:
    """How good and how current this copy of the plan is."""
    writer = Writer(view)
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("Upkeep", "")]))
    sheet.heading("Status", 1)
    sheet.lead(f"How good and how current this copy is, for everybody who relies on it: {found(view)[0]}.")
    _this_copy(sheet, writer)
    _ages(sheet, writer)
    _findings(sheet, writer)
    return sheet.markdown


def _this_copy(sheet: Sheet, writer: Writer) -> None:
    view, cover = writer.view, writer.plan.cover
    hidden = len({item.ref for item in view.edition.withheld if not item.path})
    sheet.section(
        "This copy",
        facts(
            [
                ("Version", view.version or (cover.version if cover else "")),
                ("As of", time(view.today)),
                ("Edition", _EDITIONS[view.edition.audience]),
                (
                    "In it",
                    f"{counted(len(writer.plan), 'entry', 'entries')} of {len(writer.plan) + hidden:,} in the plan"
                    if hidden
                    else counted(len(writer.plan), "entry", "entries"),
                ),
                (
                    "Checked",
                    joined(
                        [
                            counted(view.judgement.entities, "entry", "entries"),
                            " in ",
                            counted(view.judgement.files, "file"),
                        ]
                    ),
                ),
            ]
        ),
    )


def _ages(sheet: Sheet, writer: Writer) -> None:
    cover = writer.plan.cover
    if cover is None:
        return
    plan, blind = writer.plan, hides_records(writer.view)
    full, anew = whole_review(plan, cover), rewrite(cover)
    rows: list[list[Html | str | None]] = [
        ["Full review of the plan", full.told, *_clock(writer, full, blind)],
        ["Rewrite of the plan", anew.told, *_clock(writer, anew, False)],
    ]
    parts = list(reviews(plan, cover))
    for kind in reviewed_kinds():
        rows += _several(writer, kind.title, [clock for clock in parts if clock.ref.startswith(f"{kind.name}:")], blind)
    ways = [clock for contact in plan.of(Contact) for clock in trials(plan, cover, contact)]
    rows += _several(writer, "Ways to reach somebody", ways, blind, "tried")
    laws = [reading(plan, cover, authority) for authority in plan.of(Authority)]
    rows += _several(writer, "Laws and orders", laws, blind, "read")
    sheet.section("How old it is", table(["What", "Every", "Last done", "State"], rows))
    old = [] if blind else [clock.ref for clock in parts if clock.is_overdue(writer.today)]
    if old:
        sheet.add(tag("p", "Due for review: ", writer.links(old), "."))


def _several(
    writer: Writer, title: str, clocks: list[Deadline], blind: bool, done: str = "reviewed"
) -> list[list[Html | str | None]]:
    """Return a row on things of one sort, if there are any: how many of them are due."""
    if not clocks:
        return []
    late = sum(clock.is_overdue(writer.today) for clock in clocks)
    never = sum(clock.since is None for clock in clocks)
    state = f"{late} of {len(clocks)} are due" if late else f"all {len(clocks)} are within the time"
    state += f"; {never} {'was' if never == 1 else 'were'} never {done}" if never else ""
    return [[title, clocks[0].told, None, _NOT_SAID if blind else _state(state, not late)]]


def _clock(writer: Writer, clock: Deadline, blind: bool) -> list[Html | str | None]:
    fine = not clock.is_overdue(writer.today)
    words = "Within the time" if fine else "Overdue"
    state = joined([_state(words, fine), *((" due ", writer.day(clock.due)) if clock.due else ())])
    return [writer.last(clock.last), _NOT_SAID if blind and not fine else state]


def _state(words: str, fine: bool) -> Html:
    return badge(first_up(words), "ok" if fine else "warning")


def _findings(sheet: Sheet, writer: Writer) -> None:
    judgement = writer.view.judgement
    if not judgement.findings:
        return
    sheet.section("Findings by family", _families(judgement.standing))
    if judgement.waived:
        sheet.add(
            tag(
                "p",
                f"{first_up(counted(judgement.waived, 'finding is', 'findings are'))} accepted for now, with a "
                "reason and an end. ",
                anchor("@/plan.html", "See the plan's cover"),
                ".",
            )
        )
    if writer.view.edition.audience is Audience.public:
        return
    for severity in Severity:
        held = [finding for finding in judgement.standing if finding.severity is severity]
        told = [finding for finding in held if finding.file][:_MOST]
        rest = len(held) - len(told)
        word, means = _WORDS[severity]
        sheet.section(f"{word.capitalize()}s: {means}" if told else "", _told(writer, told)) if told else None
        if rest and told:
            sheet.add(
                tag("p", f"{first_up(counted(rest, 'more finding'))} of this sort cannot be told in this edition.")
            )


def _families(findings: tuple[Finding, ...]) -> Html:
    groups: dict[str, tuple[Html | str, list[Finding]]] = {
        digit: (anchor("@/rules.html", title), []) for digit, title in FAMILIES.items()
    }
    groups["other"] = "Rules of other packages", []
    groups["withheld"] = "About what this edition leaves out", []
    for finding in findings:
        groups[_family(finding)][1].append(finding)
    rows: list[list[Html | str | None]] = [
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


def _told(writer: Writer, findings: list[Finding]) -> Html:
    return table(
        ["Where", "What", "What to do", "Rule"],
        [
            [
                joined(
                    [
                        joined([writer.link(finding.ref), tag("br")]) if finding.ref in writer.plan else None,
                        tag("code", f"{finding.file}:{finding.span.line}"),
                    ]
                ),
                sentence(finding.message),
                sentence(finding.hint),
                anchor(f"@/rules.html#{finding.code.lower()}", f"{finding.code} {humane(finding.name).lower()}"),
            ]
            for finding in findings
        ],
    )
