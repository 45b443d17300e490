"""Values that are kept from some people, typed into a text that these people read."""

from __future__ import annotations

import pytest

from eop_tools.finding import Finding
from eop_tools.testing import findings, plan_of

PLAN = """
contacts/avery:
  name: Avery J. Secretperson
  type: person
  agency: emergency-management
  methods:
    - {type: voice, value: 612-555-0111, verified: 2026-05-01}
    - {type: email, value: avery.s@example.org}
    - {type: pager, value: 4711}
    - {type: in-person, value: 12 Elm Street}
contacts/open-desk:
  name: Open desk
  type: desk
  agency: emergency-management
  audience: public
  audience_reason: The City publishes it.
  methods:
    - {type: voice, value: 612-555-0122, audience: public, audience_reason: It is published.,
       verified: 2026-05-01}
    - {type: voice, value: 612-555-0133, audience: command, verified: 2026-05-01}
channels/command-net:
  name: ZULU NINE
  type: conventional
  use: Command
  rx_mhz: 155.370
  zone: B7 Tac
  operated_by: emergency-management
  audience: command
channels/talk:
  name: Quiet
  type: talkgroup
  talkgroup: HUSH-4
  use: Command
  operated_by: emergency-management
  audience: responder
facilities/house:
  name: Hidden House
  type: other
  agency: emergency-management
  address: 400 North Lane, Unit 7
  audience: command
roles/emergency-manager:
  name: Emergency Manager
  agency: emergency-management
  section: Command
  reports_to: mayor
  holders: [duty-desk]
  %s
"""


def said(line: str) -> list[str]:
    """Return what is found where a line of a role says something."""
    return [finding.message for finding in found(line)]


def found(line: str) -> tuple[Finding, ...]:
    return findings("EOP808", plan_of(PLAN % line))


@pytest.mark.parametrize(
    "words",
    [
        "Ask Avery J. Secretperson first.",
        "ask AVERY J. SECRETPERSON first",
        "Ask Avery  J.  Secretperson's aide.",
        "Ask Avery Secretperson.",
        "Secretperson, Avery J. keeps it.",
        "See [[contact:avery|Avery J. Secretperson]].",
        "Call 612-555-0111.",
        "Call (612) 555-0111 at once",
        "Call 612.555.0111, or wait",
        "Call +1 612 555 0111.",
        "Call 6125550111.",
        "Call 16125550111",
        "Call 612–555–0111.",
        "Call 612\u00a0555\u20110111.",
        "Call \uff16\uff11\uff12-555-0111.",
        "Call 555-0111.",
        "Call 612-555-0111 x12.",
        "Call 612-555-0111;ext=12.",
        "Call six one two, five five five, oh one one one.",
        "Call tel:+16125550111.",
        "Mail avery.s@example.org.",
        "Mail AVERY.S@EXAMPLE.ORG",
        "Page 4711.",
        "His pager is 4711.",
        "Go to 12 Elm Street.",
        "Go to 12 elm street, now",
        "Switch to ZULU NINE.",
        "Switch to Zulu Nine 155.370",
        "Switch to 155.370 MHz.",
        "Switch to 155.37.",
        "Switch to 155.3700 (analog)",
        "Switch to HUSH-4.",
        "Go to Hidden House.",
        "Go to 400 North Lane, Unit 7.",
        "Call 612-555-0133.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ['first_actions: ["{}"]', 'description: "{}"', 'sources: [{{title: "{}"}}]'])
def test_a_withheld_value_in_a_public_text_is_an_error(words: str, field: str) -> None:
    errors = found(field.format(words))
    assert errors, words
    assert {error.severity.value for error in errors} == {"error"}
    assert {error.ref for error in errors} == {"role:emergency-manager"}


@pytest.mark.parametrize(
    "words",
    [
        "Call the duty desk.",
        "Call 612-555-0122.",
        "Since 4711 people live here, plan for 4711.",
        "In 2026 and on 2026-05-01, at 06:30.",
        "Ask an avery about it; a secretperson knows.",
        "Ask [[contact:avery]], or [[contact:avery|the aide]].",
        "Zulu time, nine hours.",
        "Stay quiet; keep quiet. Quiet hours.",
        "The hidden house rules are known to all.",
        "Walk 12 blocks to Elm Street.",
        "155 people and 370 dogs; 155.375 MHz; 1155.370 apples.",
        "Call 612-555-01112.",
        "Version 155.370.1 is out",
        "Order 61255501119 pieces.",
        "Call 911.",
        "hush-4",
    ],
)  # fmt: skip
def test_common_words_and_shown_values_are_no_alarm(words: str) -> None:
    assert said(f'first_actions: ["{words}"]') == []


def test_it_is_said_for_whom_the_text_and_for_whom_the_value_is() -> None:
    (finding,) = found("first_actions: [Go there., Switch to 155.37.]")
    assert finding.message == (
        "this text for everybody says a frequency of channel:command-net, which is for those in command only"
    )
    assert "155" not in finding.message + finding.hint
    assert [other.note for other in finding.related] == ["what is withheld"]


NARROW = """
contacts/duty-desk:
  name: Duty desk
  type: desk
  agency: emergency-management
  methods:
    - {type: voice, value: 612-555-0140, verified: 2026-05-01, note: %s}
    - {type: voice, value: 612-555-0177, verified: 2026-05-01, audience: command}
"""


@pytest.mark.parametrize(
    ("words", "number"), [("Ask for 612-555-0140.", 0), ("Or 612-555-0177.", 1), ("Or nobody.", 0)]
)
def test_a_text_for_responders_may_say_what_responders_see(words: str, number: int) -> None:
    assert len(findings("EOP808", plan_of(NARROW % words))) == number


def test_the_classification_of_the_plan_narrows_every_text() -> None:
    text = PLAN % "first_actions: [Call 612-555-0111 or 612-555-0133.]"
    messages = [f.message for f in findings("EOP808", plan_of(text + "plan:\n  classification: responder\n"))]
    assert messages == [
        "this text for responders says a number of contact:open-desk, which is for those in command only"
    ]


def test_the_text_of_the_cover_is_judged_as_any_other() -> None:
    assert findings("EOP808", plan_of(PLAN % "duties: []" + "plan:\n  notice: Ask Avery Secretperson.\n"))


DESK = """
contacts/duty-desk:
  name: Duty desk
  type: desk
  agency: emergency-management
  {}
  methods:
    - {{type: voice, value: 612-555-0140, verified: 2026-05-01{}}}
    - {{type: email, value: desk@example.org, verified: 2026-05-01{}}}
"""
PUBLIC, ALL = ", audience: public, audience_reason: It is published.", "audience: public\n  audience_reason: Published."


@pytest.mark.parametrize(
    ("desk", "first", "second", "paths"),
    [
        (ALL, "", "", ["audience"]),
        (ALL, ", audience: command", "", ["audience"]),
        (ALL, PUBLIC, "", []),
        (ALL, "", PUBLIC, []),
        (ALL, ", audience: public", "", []),  # the missing reason is found
        ("", "", "", []),
        ("", "", ", audience: command", []),
        ("", ", audience: command", ", audience: command", ["methods"]),
        ("", PUBLIC, "", ["methods"]),
        ("audience: public", PUBLIC, "", []),  # the missing reason is found
        ("audience: command", "", "", []),
        ("audience: command", ", audience: responder, audience_reason: For all who respond.", "", ["methods"]),
        ("audience: command", ", audience: command", ", audience: command", []),
    ],
)
def test_a_contact_shows_what_it_promises(desk: str, first: str, second: str, paths: list[str]) -> None:
    said = findings("EOP809", plan_of(DESK.format(desk, first, second)))
    assert [finding.rests_on[0].path[0] for finding in said] == paths


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1-800-RED-CROSS (1-800-733-2767)", "Call 800-733-2767."),
        ("1-800-RED-CROSS", "Call 1-800-733-2767."),
        ("612-555-0123 extn 13", "Call 612-555-0123."),
        ("(612) 555-0123 anexo 5", "Call 612 555 0123."),
        ("1-800-733-2767", "Call 1-800-RED-CROSS."),
        ("612-555-0123", "Ring c612-555-0123 x4."),
        ("x5678", "Call extension 5678."),
        ("8816 3142 0555", "Call 881631420555."),
        ("+44 20 7946 0018", "Call +44 20 7946 0018."),
    ],
)
def test_a_withheld_number_is_read_as_it_is_dialled(value: str, words: str) -> None:
    desk = f"{{name: Red desk, type: desk, agency: example-city, methods: [{{type: voice, value: '{value}'}}]}}"
    mayor = f"{{name: Mayor, agency: example-city, section: Command, first_actions: ['{words}']}}"
    assert len(findings("EOP808", plan_of(f"contacts/red: {desk}\nroles/mayor: {mayor}\n"))) == 1


def test_a_number_is_not_found_in_the_end_of_another_one() -> None:
    assert findings("EOP808", plan_of("agencies/a: {name: A, type: office, description: Ask c612-555-0140.}")) == ()
