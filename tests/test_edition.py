"""Editions: what an audience may not see reaches nothing that is made for it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from withheld_texts import secrets_of

from eop_tools.export import EXPORTS
from eop_tools.finding import BEGINNING, Finding, Judgement, Place, Severity, Span
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.edition import edition_for, findings_for, is_reason, widened
from eop_tools.plan.graph import Graph
from eop_tools.project import Project
from eop_tools.testing import plan_of, write_plan
from eop_tools.values import Audience

TODAY = date(2026, 11, 23)
REFERENCE = Project(Path(__file__).parent.parent / "plan", TODAY)
AUDIENCES = list(Audience)

SMALL = """
agencies/fire: {name: Fire Department, type: department}
contacts/avery:
  name: Avery Secretperson
  type: person
  agency: fire
  methods: [{type: voice, value: 612-555-0111}]
contacts/desk:
  name: Duty desk
  type: desk
  agency: fire
  audience: public
  audience_reason: Published by the City.
  methods:
    - {type: voice, value: 612-555-0122, audience: public, audience_reason: A published switchboard.}
    - {type: voice, value: 612-555-0133, note: Backdoor of station nine}
    - {type: voice, value: 612-555-0144, audience: public}
    - {type: voice, value: 612-555-0155, audience: command}
contacts/widened:
  name: Blake Unreasoned
  type: person
  agency: fire
  audience: public
  methods: [{type: voice, value: 612-555-0166}]
roles/chief:
  name: Fire Chief
  agency: fire
  section: Command
  holders: [avery, desk]
  description: Ask [[contact:avery|the chief's aide]] or [[contact:avery]] or [[contact:desk]].
procedures/open:
  name: Open up
  phase: respond
  trigger: Fire
  steps:
    - do: Call the aide.
      who: chief
      call: [contact:avery, contact:desk]
"""


@pytest.fixture(scope="module")
def small() -> Plan:
    return plan_of(SMALL).plan


def methods(plan: Plan, audience: Audience) -> list[str]:
    desk = edition_for(plan, audience).plan.find(Contact, "desk")
    assert desk is not None
    return [method.value for method in desk.methods]


def test_a_person_is_withheld_with_every_trace(small: Plan) -> None:
    public = edition_for(small, Audience.public)
    assert "contact:avery" not in public.plan
    chief = public.plan.find(Role, "chief")
    procedure = public.plan.find(Procedure, "open")
    assert chief is not None
    assert procedure is not None
    assert chief.holders == []
    assert chief.description == "Ask the chief's aide or (withheld) or [[contact:desk]]."
    assert procedure.steps[0].call == ["contact:desk"]
    assert {"Avery Secretperson", "612-555-0111", "avery"} <= set(secrets_of(public))


def test_a_value_is_shown_wider_only_with_a_reason(small: Plan) -> None:
    assert methods(small, Audience.public) == ["612-555-0122", "", ""]
    assert methods(small, Audience.responder) == ["612-555-0122", "612-555-0133", "612-555-0144"]
    assert methods(small, Audience.command)[-1] == "612-555-0155"
    assert "contact:widened" not in edition_for(small, Audience.public).plan


@pytest.mark.parametrize(
    ("ref", "path", "some", "whole"),
    [
        ("contact:avery", (), False, False),
        ("contact:avery", ("name",), False, False),
        ("contact:desk", (), True, False),
        ("contact:desk", ("name",), True, True),
        ("contact:desk", ("methods",), True, False),
        ("contact:desk", ("methods", 0, "value"), True, True),
        ("contact:desk", ("methods", 1), True, False),
        ("contact:desk", ("methods", 1, "value"), False, False),
        ("contact:desk", ("methods", 3, "type"), False, False),
        ("role:chief", ("holders",), False, False),
        ("procedure:open", ("steps", 0, "call", 0), False, False),
        ("procedure:open", ("steps", 0, "call"), True, False),
        ("procedure:open", ("steps", 0, "do"), True, True),
        ("role:chief", ("description",), True, False),
        ("role:chief", ("name",), True, True),
        ("role:nobody", (), False, False),
    ],
)
def test_an_edition_says_of_every_place_whether_it_is_seen(
    small: Plan, ref: str, path: tuple[str | int, ...], some: bool, whole: bool
) -> None:
    public = edition_for(small, Audience.public)
    assert (public.sees(Place(ref, path)), public.sees_whole(Place(ref, path))) == (some, whole)


@pytest.mark.parametrize(
    "reason", ["", " ", ".", "-", "\u200b", "\u200b.\u2060", "n/a", "N/A.", "tbd", "none", "1234", "??"]
)
def test_what_gives_no_reason_widens_nothing(reason: str) -> None:
    assert not is_reason(reason)
    assert widened(Audience.responder, Audience.public, reason) is Audience.responder
    assert widened(Audience.responder, Audience.command, reason) is Audience.command


@pytest.mark.parametrize("reason", ["The City publishes it.", "Published", "官网公开", "On the web"])
def test_what_gives_a_reason_widens(reason: str) -> None:
    assert widened(Audience.responder, Audience.public, reason) is Audience.public


def test_who_may_not_read_the_plan_reads_not_even_its_cover() -> None:
    plan = plan_of(SMALL + "plan:\n  classification: responder\n").plan
    assert len(edition_for(plan, Audience.public).plan) == 0
    assert edition_for(plan, Audience.responder).plan.cover is not None


def test_what_is_withheld_is_logged_with_its_audience(small: Plan) -> None:
    log = {(item.ref, item.path): item.audience for item in edition_for(small, Audience.public).withheld}
    assert log["contact:avery", ()] is Audience.responder
    assert log["contact:desk", ("methods", 3)] is Audience.command
    assert log["contact:desk", ("methods", 1, "note")] is Audience.responder


def test_command_sees_the_plan_as_it_is(small: Plan) -> None:
    command = edition_for(small, Audience.command)
    assert command.withheld == ()
    assert [entity == small.get(entity.ref) for entity in command.plan] == [True] * len(small)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_reference_of_an_edition_resolves(audience: Audience) -> None:
    plan = REFERENCE.edition(audience).plan
    assert Graph(plan).dangling == []


def test_each_audience_sees_what_the_one_before_it_sees() -> None:
    public, responder, command = (set(REFERENCE.edition(audience).plan.refs()) for audience in AUDIENCES)
    assert public < responder <= command


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", EXPORTS.names())
def test_no_export_holds_a_withheld_value(name: str, audience: Audience) -> None:
    made = EXPORTS[name].make(REFERENCE.view(audience))
    parts = [made]
    if made.startswith(b"PK"):  # a document of an office program is an archive
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            parts = [archive.read(part) for part in archive.namelist()]
    content = "\n".join(unescape(part.decode("utf-8", "replace")) for part in parts).casefold()
    assert [secret for secret in secrets_of(REFERENCE.edition(audience)) if secret.casefold() in content] == []


def test_there_is_something_to_withhold() -> None:
    secrets = secrets_of(REFERENCE.edition(Audience.public))
    assert sum("555-01" in secret for secret in secrets) > 50
    assert len(REFERENCE.edition(Audience.responder).withheld) <= len(REFERENCE.edition(Audience.public).withheld)


def test_the_public_reads_how_many_findings_not_which(small: Plan) -> None:
    message = "612-555-0111 of Avery Secretperson"
    place = ("contacts/avery.yaml", Span(1, 1, 1, 1))
    said = Finding("EOP311", "invalid-phone-number", Severity.error, message, *place, ref="contact:avery")
    judgement = Judgement((said,), TODAY, 1, 1)
    public = findings_for(edition_for(small, Audience.public), judgement, lambda codes: judgement)
    assert public.findings == (Finding("", "", Severity.error, "(withheld)", "", BEGINNING),)
    assert findings_for(edition_for(small, Audience.command), judgement, lambda codes: judgement) == judgement


TWINS = """
agencies/fire: {name: Fire Department, type: department}
contacts/desk:
  name: Duty desk
  type: desk
  agency: fire
  methods:
    - {type: voice, value: 612-555-0122, verified: 2026-09-01}
    - {type: pager, value: 4711, audience: command}
contacts/other:
  name: Other desk
  type: desk
  agency: fire
  methods: [{type: voice, value: %s, audience: %s, verified: 2026-09-01}]
"""


def told(text: str, audience: Audience, tmp_path: Path) -> str:
    write_plan(tmp_path, text)
    view = Project(tmp_path, TODAY).view(audience)
    return "\n".join(f"{each.code} {each.message} {each.hint} {each.file}" for each in view.judgement.findings)


def test_a_number_that_is_shown_does_not_tell_of_the_same_that_is_withheld(tmp_path: Path) -> None:
    whole = told(TWINS % ("612-555-0122", "responder"), Audience.responder, tmp_path / "a")
    part = told(TWINS % ("612-555-0122", "command"), Audience.responder, tmp_path / "b")
    assert "has the same number" in whole
    assert "has the same number" not in part
    assert "EOP3" not in part or "other" not in part


def test_a_short_number_is_withheld_from_findings_as_a_long_one(tmp_path: Path) -> None:
    assert "4711" in told(TWINS % ("612-555-0133", "command"), Audience.command, tmp_path / "a")
    assert "4711" not in told(TWINS % ("612-555-0133", "command"), Audience.responder, tmp_path / "b")


@pytest.mark.parametrize(("cover", "version"), [("", "As (withheld) says"), ("  classification: responder\n", "")])
def test_the_version_is_told_as_the_edition_has_it(cover: str, version: str, tmp_path: Path) -> None:
    said = "plan:\n  version: As [[contact:avery]] says\n"
    write_plan(tmp_path, SMALL + said + cover)
    assert Project(tmp_path, TODAY).view(Audience.public).version == version
