"""Status: what the rules found, how old reviews and numbers are, which version and which edition this is."""

from __future__ import annotations

from collections.abc import Callable

from eop_tools.document import Badge, Code, Content, Document, LineBreak, Link, Paragraph, Time, Trail, facts, table
from eop_tools.document.saying import said
from eop_tools.finding import Finding, Severity
from eop_tools.kinds.authority import Authority
from eop_tools.kinds.contact import Contact
from eop_tools.page import View, page
from eop_tools.render.currency import found, hides_records, trusted_until
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.rule import FAMILIES
from eop_tools.text.catalog import in_english, say, to_say
from eop_tools.text.phrases import counted, first_up, in_words, sentence
from eop_tools.upkeep.evidence import Deadline, reading, reviewed_kinds, reviews, rewrite, trials, whole_review
from eop_tools.values import Audience

_WORDS = {
    Severity.error: to_say("Errors: must be mended"),
    Severity.warning: to_say("Warnings: should be mended"),
    Severity.info: to_say("Remarks: worth a look"),
}
_EDITIONS = {
    Audience.public: to_say(
        "The public edition: what everybody may see. Findings are counted here and told in the others."
    ),
    Audience.responder: to_say("The responders' edition: do not pass it on to the public."),
    Audience.command: to_say("The command edition: everything. Keep it among the people in command."),
}
_MOST = 500


@page("status", title="Status", section="Upkeep", order=10)
def status(view: View) -> Document:
    """How good and how current this copy of the plan is."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Upkeep"), ""))))
    sheet.heading(say("Status"), 1)
    sheet.lead(
        say("How good and how current this copy is, for everybody who relies on it: {found}.", found=found(view)[0])
    )
    _this_copy(sheet, presenter)
    _ages(sheet, presenter)
    _findings(sheet, presenter)
    return sheet.document


def _this_copy(sheet: Sheet, presenter: Presenter) -> None:
    view, cover = presenter.view, presenter.plan.cover
    hidden = len({item.ref for item in view.edition.withheld if not item.path})
    held, whole = counted(len(presenter.plan), "entry", "entries"), f"{len(presenter.plan) + hidden:,}"
    checked, files = counted(view.judgement.entities, "entry", "entries"), counted(view.judgement.files, "file")
    sheet.section(
        say("This copy"),
        facts(
            [
                (say("Version"), view.version or (cover.version if cover else "")),
                (say("As of"), Time(view.today)),
                (say("To be trusted until"), Time(until) if (until := trusted_until(view)) else None),
                (say("Edition"), say(_EDITIONS[view.edition.audience])),
                (say("In it"), say("{entries} of {whole} in the plan", entries=held, whole=whole) if hidden else held),
                (say("Checked"), say("{entries} in {files}", entries=checked, files=files)),
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
        [say("Full review of the plan"), full.told, *_clock(presenter, full, blind)],
        [say("Rewrite of the plan"), anew.told, *_clock(presenter, anew, False)],
    ]
    parts = list(reviews(plan, cover))
    for kind in reviewed_kinds():
        those = [clock for clock in parts if clock.ref.startswith(f"{kind.name}:")]
        rows += _several(presenter, say(kind.title), those, blind, _never_reviewed)
    ways = [clock for contact in plan.of(Contact) for clock in trials(plan, cover, contact)]
    rows += _several(presenter, say("Ways to reach somebody"), ways, blind, _never_tried)
    laws = [reading(plan, cover, authority) for authority in plan.of(Authority)]
    rows += _several(presenter, say("Laws and orders"), laws, blind, _never_read)
    sheet.section(say("How old it is"), table([say("What"), say("Every"), say("Last done"), say("Status")], rows))
    old = [] if blind else [clock.ref for clock in parts if clock.is_overdue(presenter.today)]
    if old:
        sheet.add(Paragraph(said("Due for review: {those}.", those=presenter.links(old))))


def _several(
    presenter: Presenter, title: str, clocks: list[Deadline], blind: bool, of_never: Callable[[int], str]
) -> list[list[Content]]:
    """Return a row on things of one sort, if there are any: how many of them are due."""
    if not clocks:
        return []
    late = sum(clock.is_overdue(presenter.today) for clock in clocks)
    never = sum(clock.since is None for clock in clocks)
    state = say("all {number} are within the time", number=len(clocks))
    if late:
        state = say("{number} of {whole} are due", number=late, whole=len(clocks))
    if never:
        state = say("{state}; {never}", state=state, never=of_never(never))
    return [[title, clocks[0].told, None, _not_said() if blind else _state(state, not late)]]


def _never_reviewed(number: int) -> str:
    return counted(number, "was never reviewed", "were never reviewed")


def _never_tried(number: int) -> str:
    return counted(number, "was never tried", "were never tried")


def _never_read(number: int) -> str:
    return counted(number, "was never read", "were never read")


def _not_said() -> Content:
    return Badge(say("Not said in this edition"))


def _clock(presenter: Presenter, clock: Deadline, blind: bool) -> list[Content]:
    fine = not clock.is_overdue(presenter.today)
    words = say("Within the time") if fine else say("Overdue")
    due = [" ", said("due {day}", day=presenter.day(clock.due))] if clock.due else None
    state = [_state(words, fine), due]
    return [presenter.last(clock.last), _not_said() if blind and not fine else state]


def _state(words: str, fine: bool) -> Content:
    return Badge(first_up(words), "ok" if fine else "warning")


def _findings(sheet: Sheet, presenter: Presenter) -> None:
    judgement = presenter.view.judgement
    if not judgement.findings:
        return
    sheet.section(say("Findings by family"), _families(judgement.standing))
    if judgement.waived:
        cover = Link("@/plan.html", say("See the plan's cover"))
        sheet.add(Paragraph([_accepted(judgement.waived), " ", cover, "."]))
    if presenter.view.edition.audience is Audience.public:
        return
    for severity in Severity:
        held = [finding for finding in judgement.standing if finding.severity is severity]
        told = [finding for finding in held if finding.file][:_MOST]
        rest = len(held) - len(told)
        if told:
            sheet.section(say(_WORDS[severity]), _told(presenter, told))
        if rest and told:
            more = counted(rest, "more finding of this sort", "more findings of this sort")
            sheet.add(Paragraph(say("{findings} cannot be told in this edition.", findings=first_up(more))))


def _accepted(number: int) -> str:
    those = counted(
        number,
        "finding is accepted for now, with a reason and an end",
        "findings are accepted for now, with a reason and an end",
    )
    return sentence(those)


def _families(findings: tuple[Finding, ...]) -> Content:
    groups: dict[str, tuple[Content, list[Finding]]] = {
        digit: (Link("@/rules.html", in_english(title)), []) for digit, title in FAMILIES.items()
    }
    groups["other"] = say("Rules of other packages"), []
    groups["withheld"] = say("About what this edition leaves out"), []
    for finding in findings:
        groups[_family(finding)][1].append(finding)
    rows: list[list[Content]] = [
        [title, *(str(sum(one.severity is severity for one in held) or "") for severity in Severity)]
        for title, held in groups.values()
        if held
    ]
    return table([say("Family"), say("Errors"), say("Warnings"), say("Remarks")], rows)


def _family(finding: Finding) -> str:
    """Return a finding's family; of one that this edition cannot tell, nothing is known but how grave it is."""
    if not finding.code:
        return "withheld"
    digit = finding.code[3] if finding.code.startswith("EOP") else ""
    return digit if digit in FAMILIES else "other"


def _rule(finding: Finding) -> Content:
    return in_english(f"{finding.code} {in_words(finding.name).lower()}")


def _told(presenter: Presenter, findings: list[Finding]) -> Content:
    return table(
        [say("Where"), say("What"), say("What to do"), say("Rule")],
        [
            [
                [
                    [presenter.link(finding.ref), LineBreak()] if finding.ref in presenter.plan else None,
                    Code(f"{finding.file}:{finding.span.line}"),
                ],
                in_english(sentence(finding.message)),
                in_english(sentence(finding.hint)),
                Link(f"@/rules.html#{finding.code.lower()}", _rule(finding)),
            ]
            for finding in findings
        ],
    )
