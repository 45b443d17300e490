"""`eop diff` for an audience: no value that its edition leaves out is told, and yet what kind of change it is."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from test_changes import CASES, STREETS, Edit, changed, drop, everywhere, golden, move, swap
from withheld_texts import secrets_of

from eop_tools.changes.name_resolver import NameResolver
from eop_tools.changes.value_text import said
from eop_tools.cli import main
from eop_tools.kind import Part, public, responder
from eop_tools.project import Project
from eop_tools.testing import plan_of
from eop_tools.values import Audience

TODAY = date(2026, 11, 23)
REFERENCE = Path(__file__).parent.parent / "plan"
FORMS = ("text", "markdown", "json")
NARROW = [audience.value for audience in Audience if audience is not Audience.command]


def put(file: str, text: str) -> Edit:
    """An edit that writes a new file."""

    def edit(plan: Path) -> None:
        (plan / file).parent.mkdir(exist_ok=True)
        (plan / file).write_text(text, encoding="utf-8")

    return edit


PUBLIC_DESK = swap(STREETS, "methods:", "audience: public\naudience_reason: It is on the web site.\nmethods:")
FOR_COMMAND = swap(STREETS, "value: 612-555-0111,", "value: 612-555-0111, audience: command,")
SPOKEN = swap("roles/mayor.yaml", "holders:",
              "description: Ask [[contact:jo-director]] or [[contact:streets-desk|her]].\nholders:")  # fmt: skip
CHANGED: dict[str, tuple[list[Edit], list[Edit]]] = {  # what stands before, and what changes
    **{name: ([], CASES[name]) for name in ("number-off-the-network-goes", "contact-leaves", "number-changed",
                                            "audience-widened", "upkeep", "broken")},
    "a-desk-that-all-may-see": ([PUBLIC_DESK, FOR_COMMAND], [
        swap(STREETS, "612-555-0110", "612-555-0119"),
        swap(STREETS, "612-555-0111", "612-555-0118"),
        swap(STREETS, "streets@example.org", "roads@example.org"),
        swap(STREETS, "name: Streets desk", "name: Street desk"),
        swap("roles/street-lead.yaml", "holders:", "description: Ask the desk.\nholders:"),
    ]),
    "a-method-of-a-desk-that-all-may-see": ([PUBLIC_DESK, FOR_COMMAND], [
        swap(STREETS, "  - {type: voice, value: 612-555-0111, audience: command, over: [resource:cellular], "
                      "verified: 2026-09-01}\n", ""),
        swap(STREETS, "  - {type: email", "  - {type: pager, value: 612-555-0117, audience: command, "
                                          "hours: daily 07:00-16:00}\n  - {type: email"),
    ]),
    "a-number-that-is-no-longer-for-all": (
        [PUBLIC_DESK, swap(STREETS, "value: 612-555-0110,", "value: 612-555-0110, audience: public, "
                                                            "audience_reason: On the web.,")],
        [swap(STREETS, "value: 612-555-0110, audience: public, audience_reason: On the web.,", "value: 612-555-0119,")],
    ),
    "another-mention": ([SPOKEN], [
        swap("roles/mayor.yaml", "contact:jo-director]]", "contact:sam-deputy]]"),
    ]),
    "mentions-in-steps-and-needs": ([
        swap("procedures/clear-roads.yaml", "Send the first crew to the hospital road.",
             '"Ask [[contact:jo-director]]."'),
        swap("populations/medical-devices.yaml", "Power for devices within four hours", '"[[contact:jo-director]]"'),
    ], [
        everywhere(", channel:runner", ""),
        swap("populations/medical-devices.yaml", ", met_by: [facility:high-school]", ""),
    ]),
    "sources-of-a-person": (
        [swap("contacts/jo-director.yaml", "methods:",
              "sources: [{title: The card Jo Director gave us, checked: 2026-01-05}]\nmethods:")],
        [swap("contacts/jo-director.yaml", "2026-01-05", "2025-01-05")],
    ),
    "a-channel-that-a-person-is-reached-on": ([], [drop("channels/main.yaml")]),
    "a-new-person-who-cannot-be-read": ([], [put("contacts/kim-unread.yaml", "name: [Kim\n")]),
    "words-around-a-mention": ([SPOKEN], [swap("roles/mayor.yaml", "Ask [[", "First ask [[")]),
    "one-way-left": ([
        swap(STREETS, "[resource:cellular]", "[resource:city-network]"),
        swap(STREETS, "value: 612-555-0110,", "value: 612-555-0110, audience: public, audience_reason: On the web.,"),
    ], [
        swap(STREETS, "  - {type: voice, value: 612-555-0111, over: [resource:city-network], verified: 2026-09-01}\n"
                      "  - {type: email, value: streets@example.org, over: [resource:city-network]}\n", ""),
    ]),
    "renamed": ([], [
        move("contacts/jo-director.yaml", "contacts/joan-director.yaml"), everywhere("jo-director", "joan-director"),
        swap("contacts/joan-director.yaml", "name: Jo Director", "name: Joan Director"),
        drop("contacts/pat-mayor.yaml"),
        swap(STREETS, "methods:", "# eop: allow EOP203 until 2027-03-01, Jo Director is on leave\nmethods:"),
    ]),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")


def both(tmp_path: Path, case: str) -> tuple[Path, Path]:
    before, then = CHANGED[case]
    old = changed(tmp_path / "old", before)
    new = shutil.copytree(old, tmp_path / "new")
    for edit in then:
        edit(new)
    return old, new


def diff(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main(["diff", *map(str, arguments), "--as-of", TODAY.isoformat()]) == 0
    return capsys.readouterr().out


def secrets(audience: str, *plans: Project) -> set[str]:
    """What an edition of any of the plans leaves out, in small letters."""
    return {text.casefold() for plan in plans for text in secrets_of(plan.edition(Audience(audience)))}


@pytest.mark.parametrize("case", CHANGED)
def test_the_public_reads_what_kind_of_change_it_is(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    golden(f"public/{case}.txt", diff(capsys, *both(tmp_path, case)))


@pytest.mark.parametrize("audience", NARROW)
@pytest.mark.parametrize("form", FORMS)
def test_no_form_holds_what_the_edition_leaves_out(
    form: str, audience: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = set()
    for case in CHANGED:
        old, new = both(tmp_path / case, case)
        for one, other in ((old, new), (new, old)):
            hidden = secrets(audience, Project(one, TODAY), Project(other, TODAY))
            said, whole = (
                diff(capsys, one, other, "--format", form, "--edition", edition).casefold()
                for edition in (audience, "command")
            )
            assert [text for text in hidden if text in said] == [], case
            told |= {text for text in hidden if text in whole}
    assert told >= ({"612-555-0111"} if audience == "responder" else {"612-555-0119", "jo director", "jo-director"})


def test_the_severity_and_the_consequences_are_those_of_the_whole_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads it: as many changes, of the same kinds, with the same consequences."""
    for case in CHANGED:
        plans = both(tmp_path / case, case)
        public, command = (
            json.loads(diff(capsys, *plans, "--format", "json", "--edition", edition))
            for edition in ("public", "command")
        )
        for what in ("changes", "consequences"):
            kinds = [
                [(each["kind"], each["severity"], each.get("path")) for each in said[what]]
                for said in (public, command)
            ]
            if case != "another-mention":  # of which the public may not read where it stands
                assert kinds[0] == kinds[1], case
        assert public["summary"]["edition"] == "public"


def test_of_a_part_only_what_may_be_seen_is_said() -> None:
    class Key(Part):
        code: str = responder("What opens the door.")
        door: str = public("Which door.", "")

    plan = plan_of("plan: {name: Plan}").plan
    key = Key(code="4711 left", door="The back door")
    public_names, command_names = (
        NameResolver(plan, plan, TODAY, audience) for audience in (Audience.public, Audience.command)
    )
    assert said(key, None, public_names) == "“The back door”"
    assert said(key, None, command_names) == "4711 left"


def test_json_for_the_public(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = both(tmp_path, "renamed")
    for edit in CHANGED["a-method-of-a-desk-that-all-may-see"][0][:1]:
        edit(old)
        edit(new)
    swap(STREETS, "612-555-0110", "612-555-0119")(new)
    swap("contacts/sam-deputy.yaml", "name:", "# a note\nname:")(new)
    swap("contacts/fire-desk.yaml", "type: desk", "type: [desk")(new)
    golden("public/forms.json", diff(capsys, old, new, "--format", "json"))


def much_changed(plan: Path) -> None:
    """Change whatever an edition may leave out, in many places."""
    edits = [
        ("contacts", r"(\d{3}-555-0)1(\d\d)", r"\g<1>2\2"),
        ("contacts", r"(?m)^name: (\S+) (\S+)$", r"name: \2 \1"),
        ("contacts", r"(\w+)@example\.org", r"\1s@example.org"),
        ("contacts", r"verified: 2026-(\d\d)", "verified: 2025-\\1"),
        ("roles", r"(?m)^holders:\n  - (\S+)\n  - (\S+)$", r"holders:\n  - \2\n  - \1"),
        ("facilities", r"generator: true", "generator: false"),
        ("resources", r"quantity: (\d+)", r"quantity: 1\1"),
        ("exercises", r"finding: (\w)", r"finding: Again \1"),
    ]
    for folder, before, after in edits:
        for path in sorted((plan / folder).glob("*.yaml")):
            path.write_text(re.sub(before, after, path.read_text()))
    for path in sorted((plan / "contacts").glob("*.yaml"))[::7]:
        path.unlink()


def test_the_reference_plan_gives_nothing_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = shutil.copytree(REFERENCE, tmp_path / "plan")
    much_changed(new)
    whole = diff(capsys, REFERENCE, new, "--format", "json", "--edition", "command").casefold()
    assert json.loads(whole)["summary"]["changes"] > 400
    hidden = secrets("public", Project(REFERENCE, TODAY), Project(new, TODAY))
    assert sum(text in whole for text in hidden) >= 300
    for form in ("markdown", "json"):
        said = diff(capsys, REFERENCE, new, "--format", form).casefold()
        assert [text for text in hidden if text in said] == []


@pytest.mark.parametrize("form", FORMS)
def test_what_a_name_mentions_is_not_told_where_the_name_is(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calling = swap("roles/mayor.yaml", "name: Mayor", "name: Mayor [[contact:jo-director]]")
    plans = both(tmp_path, "upkeep")
    for plan in plans:
        calling(plan)
    swap("roles/mayor.yaml", "holders:", "description: Leads.\nholders:")(plans[1])
    move("roles/street-lead.yaml", "roles/street-boss.yaml")(plans[1])
    swap("roles/street-boss.yaml", "holders:", "works_with: [mayor]\nholders:")(plans[1])
    told = diff(capsys, *plans, "--format", form)
    assert "Mayor" in told
    assert "jo-director" not in told
    assert "jo-director" in diff(capsys, *plans, "--format", form, "--edition", "command")
