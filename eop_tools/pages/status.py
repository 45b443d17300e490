"""Status: what the rules found, how old reviews and numbers are, which version and which edition this is."""

from __future__ import annotations

from datetime import date

from eop_tools.finding import Finding, Severity
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.cover import REVIEW, REWRITE
from eop_tools.kinds.section import Section
from eop_tools.page import View, page
from eop_tools.render.html import Html, anchor, badge, crumbs, facts, joined, table, tag, time
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.rule import FAMILIES
from eop_tools.values import Audience, later
from eop_tools.words import counted, first_up, humane, listed, sentence

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


@page("status", title="Status", section="Upkeep", order=10)
def status(view: View) -> str:
    """How good and how current this copy of the plan is."""
    writer = Writer(view)
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("Upkeep", "")]))
    sheet.heading("Status", 1)
    judgement = view.judgement
    counts = [
        counted(judgement.count(severity), _WORDS[severity][0]) for severity in Severity if judgement.count(severity)
    ]
    found = f"the rules find {listed(counts)}" if counts else "the rules find nothing wrong"
    sheet.lead(f"How good and how current this copy is, for everybody who relies on it: {found}.")
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
    clock = cover.review
    rows: list[list[Html | str | None]] = [
        [what, clock.told(every), *_clock(writer, last, clock.every(every))]
        for what, every, last in (
            ("Full review of the plan", REVIEW, clock.reviewed),
            ("Rewrite of the plan", REWRITE, clock.rewritten),
        )
    ]
    sections = writer.plan.of(Section)
    old = [
        section
        for section in sections
        if section.reviewed is None or later(section.reviewed, clock.every("review_every")) < writer.today
    ]
    if sections:
        state = f"{len(old)} of {len(sections)} are due" if old else f"all {len(sections)} are within the time"
        rows.append(["Sections", clock.told("review_every"), None, _state(state, not old)])
    methods = [
        method for contact in writer.plan.of(Contact) for method in contact.methods if method.value or method.channel
    ]
    tried = [method for method in methods if method.verified]
    if tried:
        late = [
            method
            for method in tried
            if method.verified and later(method.verified, clock.every("verify_contacts_every")) < writer.today
        ]
        never = len(methods) - len(tried)
        state = f"{len(late)} of {len(tried)} are due" if late else f"all {len(tried)} are within the time"
        rows.append(
            [
                "Ways to reach somebody",
                clock.told("verify_contacts_every"),
                None,
                _state(state + (f"; {never} were never tried" if never else ""), not late and not never),
            ]
        )
    sheet.section("How old it is", table(["What", "Every", "Last done", "State"], rows))
    if old:
        sheet.add(tag("p", "Sections due for review: ", writer.links(section.ref for section in old), "."))


def _clock(writer: Writer, last: date | None, every: str) -> list[Html | str | None]:
    if last is None:
        return ["not on record", _state("not on record", False)]
    due = later(last, every)
    fine = due >= writer.today
    return [
        writer.day(last, aged=True),
        joined([_state("Within the time" if fine else "Overdue", fine), " due ", time(due)]),
    ]


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
