"""The rules: every example tells the truth, every message is known, and what real plans do is no error."""

# ruff: noqa: E501, ISC004 (the tables below are read across)
from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eop_tools.finding import Fault, FaultName, Severity
from eop_tools.kinds.role import Role
from eop_tools.lint.engine import judge
from eop_tools.lint.result_cache import Chosen, checked
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import load
from eop_tools.rule import FAMILIES, RULES, Rule
from eop_tools.testing import TODAY, check_examples, findings, findings_of, plan_of

ALL = list(RULES)
AS_OF = date(2026, 11, 23)
GOLDEN = Path(__file__).parent / "golden" / "rule_messages.txt"

# What bytes are needed for, and no docstring can hold: each has its own test below.
OF_BYTES: dict[str, tuple[str, bytes]] = {
    "file-too-large": ("agencies/harbor.yaml", b"# " + b"x" * 1_000_001),
    "unreadable-encoding": ("agencies/harbor.yaml", "name: Café\ntype: office\n".encode("latin-1")),
    "byte-order-mark": ("agencies/harbor.yaml", b"\xef\xbb\xbfname: Harbor Office\ntype: office\n"),
    "control-character": ("agencies/harbor.yaml", b"name: Harbor\x07 Office\ntype: office\n"),
    "tab-indentation": ("agencies/harbor.yaml", b"name: Harbor Office\ntype: office\naliases:\n\t- Docks\n"),
}
OF_THE_DISK = ("unreadable-file", "link-outside-plan")
OF_THE_NETWORK = ("dead-link",)


def by_id(rule: Rule) -> str:
    return f"{rule.code}-{rule.name}"


def test_the_base_plan_is_clean() -> None:
    loaded = plan_of()
    assert judge(loaded, Graph(loaded.plan), TODAY).findings == ()
    assert loaded.faults == ()


@pytest.mark.parametrize(
    "rule", [rule for rule in ALL if rule.name not in (*OF_BYTES, *OF_THE_DISK, *OF_THE_NETWORK)], ids=by_id
)
def test_examples(rule: Rule) -> None:
    check_examples(rule)


@pytest.mark.parametrize("rule", ALL, ids=by_id)
def test_examples_show_one_fault_only(rule: Rule) -> None:
    """An example is there to be copied: nothing but remarks stands beside the fault it shows."""
    allowed = {rule.code, "EOP406"} if rule.name == "expired-waiver" else {rule.code}
    for example in rule.examples:
        beside = [found for found in findings_of(example) if found.severity is not Severity.info]
        assert {found.code for found in beside} <= (allowed if example.flagged else set()), example.text


@pytest.mark.parametrize("name", OF_BYTES)
def test_faults_of_bytes(name: str) -> None:
    file, content = OF_BYTES[name]
    rule = next(rule for rule in ALL if rule.name == name)
    loaded = plan_of("", {file: content})
    assert [found.file for found in findings(rule.code, loaded)] == [file]
    assert "cannot be shown here" in rule.text
    assert not list(rule.examples)


def test_link_outside_plan(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("name: Secret\ntype: office\n")
    plan = tmp_path / "plan"
    (plan / "agencies").mkdir(parents=True)
    (plan / "agencies" / "harbor.yaml").symlink_to(outside)
    found = findings("EOP003", load(plan))
    assert [(each.file, each.severity.value) for each in found] == [("agencies/harbor.yaml", "error")]


def test_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "agencies").mkdir()
    (tmp_path / "agencies" / "harbor.yaml").symlink_to(tmp_path / "agencies" / "gone.yaml")
    assert [each.file for each in findings("EOP001", load(tmp_path))] == ["agencies/harbor.yaml"]


# ---- Conventions ---------------------------------------------------------------------------------------------------


def test_names_and_codes_are_unique_and_in_form() -> None:
    assert len({rule.name for rule in ALL}) == len(ALL)
    for rule in ALL:
        assert re.fullmatch(r"EOP\d{3}", rule.code)
        assert rule.code[3] in FAMILIES
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert not rule.name.startswith(("no-", "check-", "require-", "missing-rule")), (
            "a name is the fault, not the cure"
        )


@pytest.mark.parametrize("rule", ALL, ids=by_id)
def test_a_rule_is_its_own_page(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*[^.]\.", rule.summary), "the first line is one sentence"
    assert "\nWhy it matters: " in rule.text
    assert "\nWhat to do: " in rule.text


def test_every_family_has_rules() -> None:
    assert {rule.code[3] for rule in ALL} == set(FAMILIES)


def test_every_fault_has_its_rule() -> None:
    """A fault's name is a `FaultName`, as mypy sees: each of them has one rule that tells of it, in a page of its own."""
    telling = [rule for rule in ALL if rule.tells]
    assert sorted(rule.tells for rule in telling if rule.tells) == sorted(FaultName)
    for rule in telling:
        assert rule.subject is Fault
        assert rule.check.__name__ == rule.name.replace("-", "_")


def test_messages_are_golden() -> None:
    lines = []
    for rule in ALL:
        lines.append(f"{rule.code} {rule.name} {rule.severity.value}")
        for example in rule.examples:
            lines += [
                f"  {found.file}:{found.span.line}:{found.span.column} {found.message} | {found.hint}"
                + "".join(
                    f"\n    {near.file}:{near.span.line}:{near.span.column} {near.note}" for near in found.related
                )
                for found in (findings_of(example) if example.flagged else ())
                if found.code == rule.code
            ]
    text = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == text, (
        "if the messages are right: UPDATE_GOLDEN=1 pytest tests/test_rules.py"
    )


@pytest.mark.parametrize("rule", ALL, ids=by_id)
def test_messages_speak_to_planners(rule: Rule) -> None:
    for example in rule.examples:
        for found in findings_of(example) if example.flagged else ():
            if found.code == rule.code:
                assert not re.search(r"\b(None|null|dict|list index|NoneType|True|False|str|int)\b", found.message)
                assert len(found.message) <= 240
                assert found.hint or rule.code.startswith(("EOP0", "EOP1")), "a hint says what to do"


# ---- What real plans do, and what must not be said about it ----------------------------------------------------------

LEVELS = """
levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
levels/full: {name: Full activation, rank: 2, triggers: [The city], activated_by: [emergency-manager]}
"""
PERSON = """
contacts/avery:
  name: Avery Example
  type: person
  agency: emergency-management
  methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
"""

HARD = "Jurisdictional representatives facilitate interorganizational coordination of indispensable supplementary resources throughout operational periods. "

FINE = {
    "several primaries with a coordinator": """
functions/care:
  name: Mass care
  purpose: Shelter.
  assignments:
    - {agency: example-city, part: coordinator}
    - {agency: example-city, part: primary}
    - {agency: emergency-management, part: primary}
""",
    "a body, then an open slot, in a line of succession": """
roles/mayor:
  name: Mayor
  agency: example-city
  section: Command
  powers: [{may: Declare., authorities: [state-act]}]
  succession:
    order: [{body: City Council}, {slot: The next Council Member in the door}]
    trigger: The Mayor is away.
    ends: The Mayor is back.
""",
    "a placeholder for whoever is affected": """
agencies/affected:
  name: Fire department of the affected city
  type: contextual
functions/fire:
  name: Fire
  purpose: Put fires out.
  assignments: [{agency: affected, part: primary}]
""",
    "published numbers that run downwards": """
levels/partial: {name: Partial, label: 3, rank: 1, triggers: [Two], activated_by: [emergency-manager]}
levels/full: {name: Full, label: 1, rank: 2, triggers: [All], activated_by: [emergency-manager]}
""",
    "a role that keeps up its own entry, and a procedure that starts over": """
roles/mayor: {name: Mayor, agency: example-city, section: Command, owner: mayor}
procedures/watch:
  name: Watch the gauge
  phase: prepare
  trigger: Rain.
  steps:
    - {do: Read the gauge., who: emergency-manager, branches: [{when: It still rises, start: watch}]}
""",
    "two steps that begin at once": """
procedures/watch:
  name: Watch the gauge
  phase: prepare
  trigger: Rain.
  target: 20 min
  steps:
    - {do: Read the gauge., who: emergency-manager, within: 20 min}
    - {do: Call the dam., who: emergency-manager, within: 5 min, after: [start]}
""",
    "a step that is done only when something holds": """
procedures/watch:
  name: Watch the gauge
  phase: prepare
  trigger: Rain.
  steps:
    - {id: read, do: Read the gauge., who: emergency-manager}
    - {when: It still rises, do: Warn the river flats., who: emergency-manager, after: [read]}
""",
    "service numbers, extensions and foreign numbers": """
contacts/duty-desk:
  name: Duty desk
  type: desk
  agency: emergency-management
  methods:
    - {type: voice, value: 911, verified: 2026-05-01}
    - {type: voice, value: 612-673-3000 ext. 12, verified: 2026-05-01}
    - {type: voice, value: "+44 20 7946 0018", verified: 2026-05-01}
    - {type: text, value: 888777, verified: 2026-05-01}
    - {type: pager, value: duty@page.example.org, verified: 2026-05-01}
""",
    "two that share 911": """
contacts/duty-desk:
  name: Duty desk
  type: desk
  agency: emergency-management
  methods: [{type: voice, value: 911, verified: 2026-05-01}]
contacts/dispatch:
  name: Dispatch
  type: desk
  agency: example-city
  methods: [{type: voice, value: 911, verified: 2026-05-01}]
""",
    "an office in normal operations and a seat in the EOC": LEVELS + PERSON.replace("verified", "hours: 24/7, verified") + """
levels/normal: {name: Normal operations, rank: 0, triggers: [None], activated_by: [emergency-manager]}
roles/emergency-manager:
  {name: Emergency Manager, agency: emergency-management, section: Command, reports_to: mayor, staffed_from: normal,
   holders: [avery, duty-desk],
   succession: {order: [{role: mayor}, {body: The Council}], trigger: Away., ends: Back.}}
roles/eoc-director:
  {name: EOC Director, agency: emergency-management, section: Command, reports_to: mayor, staffed_from: partial,
   holders: [avery]}
roles/mayor: {name: Mayor, agency: example-city, section: Command, holders: [duty-desk]}
""",
    "two places that back each other up in different zones": """
facilities/eoc: {name: EOC, type: eoc, agency: example-city, backed_up_by: [library], hazard_zones: [River]}
facilities/library: {name: Library, type: alternate-eoc, agency: example-city, backed_up_by: [eoc], hazard_zones: [Hill]}
""",
    "a conventional channel and a simplex use of its frequency": """
channels/repeater:
  {name: Fire 1, type: conventional, rx_mhz: 154.280, tx_mhz: 153.890, use: Fire., operated_by: example-city}
channels/simplex: {name: Fire 1 direct, type: conventional, rx_mhz: 154.280, use: Fire., operated_by: example-city}
agencies/example-city:
  {name: Example City, type: jurisdiction, depends_on: ["channel:repeater", "channel:simplex"]}
""",
    "an instruction that says who determines": """
agencies/example-city:
  name: Example City
  type: jurisdiction
  description: The route is to be determined by the Incident Commander. See [above all](https://example.org) the map.
""",
    "footnotes, links in brackets and code in prose": """
agencies/example-city:
  name: Example City
  type: jurisdiction
  description: 'Read [[1]](https://example.org), a note [^1], the code `[[x]]` and `<br>`, and <https://example.org>.'
""",
    "numbers in prose that are no telephone numbers": """
agencies/example-city:
  name: Example City
  type: jurisdiction
  description: Call 911 or 311. On 2026-11-23, 155.370 MHz, Minn. Stat. 13.37, 44.9778, 12345-678-9012.
""",
    "an automatic renewal, and an agreement without an end": """
agreements/aid:
  {name: Mutual aid, type: mutual-aid, parties: [example-city, emergency-management], scope: Help.,
   custodian: emergency-manager}
agreements/pumps:
  {name: Pumps, type: contract, parties: [example-city, emergency-management], scope: Pumps., expires: 2020-01-01,
   renewal: automatic, custodian: emergency-manager}
functions/aid:
  name: Mutual aid
  purpose: Help.
  assignments: [{agency: emergency-management, part: primary}]
  depends_on: ["agreement:aid", "agreement:pumps"]
""",
    "a record that vouches for all ways to reach a desk": """
contacts/duty-desk:
  name: Duty desk
  type: desk
  agency: emergency-management
  methods: [{type: voice, value: 222-555-0140}, {type: in-person, value: Front door}]
records/tried:
  {name: Tried, date: 2026-05-15, action: verified, by: emergency-manager, of: ["contact:duty-desk"]}
""",
    "a mention in a section, and an anonymous desk": """
channels/city: {name: City, type: talkgroup, talkgroup: CITY-1, use: All., operated_by: example-city}
sections/communications:
  name: Communications
  part: basic-plan
  number: 1
  body: 'All meet on [[channel:city|the city channel]].'
""",
    "five who report to one, and a lower position that is staffed later or by many": LEVELS + """
roles/chief: {name: Chief, agency: emergency-management, section: X, reports_to: emergency-manager, staffed_from: partial,
  holders: [duty-desk]}
roles/later: {name: Later, agency: emergency-management, section: X, reports_to: chief, staffed_from: full,
  holders: [duty-desk]}
roles/lead: {name: Lead, agency: emergency-management, section: X, reports_to: emergency-manager, staffed_from: full,
  holders: [duty-desk]}
roles/crew: {name: Crew, agency: emergency-management, section: X, reports_to: lead, staffed_from: full, people: 4,
  holders: [duty-desk]}
roles/emergency-manager: {name: Manager, agency: emergency-management, section: X, reports_to: mayor, holders: [duty-desk],
  succession: {order: [{role: chief}, {role: lead}, {body: The council}], trigger: Away., ends: Back.}}
""",
    "a power of the law in the hands of a desk without a line, and a line in one house without a power": """
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [duty-desk],
  powers: [{may: Declare., authorities: [state-act]}]}
roles/deputy: {name: Deputy, agency: emergency-management, section: X, reports_to: emergency-manager, holders: [duty-desk]}
roles/emergency-manager: {name: Manager, agency: emergency-management, section: X, reports_to: mayor, holders: [duty-desk],
  powers: [{may: Buy.}],
  succession: {order: [{role: deputy}], trigger: Away., ends: Back.}}
""",
    "an office that leads one other": """
roles/clerk: {name: Clerk, agency: example-city, section: X, reports_to: emergency-manager, holders: [duty-desk]}
""",
    "a line of succession in one house that the council closes": """
roles/deputy: {name: Deputy, agency: example-city, section: X, reports_to: mayor, holders: [duty-desk]}
roles/mayor: {name: Mayor, agency: example-city, section: X, powers: [{may: Declare., authorities: [state-act]}],
  succession: {order: [{role: deputy}, {body: The council}], trigger: Away., ends: Back.}}
""",
    "a promise with its day, an instruction, and somebody's words": """
agencies/example-city:
  name: Example City
  type: jurisdiction
  description: >-
    A list is being written by March 2027. The log will be updated each hour. Radios will be purchased in 2027.
    The form will be completed by the shelter manager. Tell callers “power will soon be back”. Soon after the flood,
    the being of the river changes. The board will be updated at 07:00. Later dates are posted.
""",
    "procedures that a level, a branch, a first hour, a need and a link lead to": """
levels/full: {name: Full, rank: 1, triggers: [The duty officer begins to “Open the center”], activated_by: [emergency-manager]}
procedures/open: {name: Open the center, phase: respond, trigger: T, steps: [{do: Go there., who: emergency-manager,
  branches: [{when: It rains, start: rain}]}]}
procedures/rain: {name: Rain, phase: respond, trigger: T, steps: [{do: Go there., who: emergency-manager}]}
procedures/flood: {name: Flood, phase: recover, trigger: T, steps: [{do: Go there., who: emergency-manager}]}
procedures/power: {name: Power, phase: recover, trigger: T, steps: [{do: Go there., who: emergency-manager}]}
procedures/quiet: {name: Quiet, phase: prepare, trigger: T, steps: [{do: Go there., who: emergency-manager, call: ["role:mayor"]}]}
hazards/flood: {name: Flood, category: natural, probability: low, impact: high, first_hour: [flood]}
populations/devices: {name: People with devices, needs: [{need: Power, met_by: ["procedure:power"]}]}
""",
    "own places without an agreement, one under a council, and one whose owner has signed through its parent": """
agencies/council: {name: City Council, type: board, parent: example-city}
agencies/clerk: {name: City Clerk, type: office, parent: council}
agencies/parks: {name: Park Board, type: board, parent: example-city}
agencies/park-police: {name: Park Police, type: department, parent: parks}
agencies/affected: {name: The affected city, type: contextual}
agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["facility:yard", "facility:hall", "facility:lodge",
  "facility:field", "facility:store"]}
agreements/halls: {name: Halls, type: memorandum, parties: [example-city, parks], scope: S., custodian: emergency-manager}
facilities/yard: {name: Yard, type: staging-area, agency: emergency-management}
facilities/hall: {name: Hall, type: cooling-center, agency: clerk, accessibility: {step_free: true}}
facilities/lodge: {name: Lodge, type: shelter, agency: park-police, accessibility: {step_free: true}, agreements: [halls]}
facilities/field: {name: Field, type: staging-area, agency: affected}
facilities/store: {name: Store, type: depot, agency: parks}
""",
    "labels that skip I and O, or that a section carries, and a single one": """
functions/h: {name: H, label: H, purpose: P, assignments: [{agency: example-city, part: primary}]}
functions/j: {name: J, label: J, purpose: P, assignments: [{agency: example-city, part: primary}]}
functions/l: {name: L, label: Annex L, purpose: P, assignments: [{agency: example-city, part: primary}]}
functions/five: {name: Five, label: 5, scheme: esf, purpose: P, assignments: [{agency: example-city, part: primary}]}
functions/odd: {name: Odd, label: A-7, scheme: mission, purpose: P, assignments: [{agency: example-city, part: primary}]}
sections/k: {name: K, part: hazard-annex, number: 1, label: Annex K, body: Text}
""",
    "numbers of other things, of some, and right ones": LEVELS + """
levels/normal: {name: Normal operations, rank: 0, triggers: [None], activated_by: [emergency-manager]}
hazards/flood: {name: Flood, category: natural, probability: low, impact: high}
agencies/example-city:
  name: Example City
  type: jurisdiction
  description: >-
    The county plan names 19 hazards. The plan has 19 hazards. There are three activation levels. There are two levels.
    There are four levels of triage. The two functions share a desk. This plan has 1 hazards. All five agencies come.
    This plan has 7 hazards that begin at night. The three hazards are alike. There are 12 agencies of the State. The
    state plan has four functions. There are five roles, as in any team. The 15 emergency support functions.
""",
    "a copy that the parent holds, and agencies that need none": """
plan:
  distribution: [{to: example-city, medium: site}]
agencies/other: {name: Other, type: county}
agencies/affected: {name: The affected city, type: contextual}
functions/fire:
  name: Fire
  purpose: P
  assignments: [{agency: emergency-management, part: primary}, {agency: affected, part: support},
    {agency: other, part: cooperating}]
""",
    "departments without a part, and a partner whose parent has one": """
agencies/county: {name: County, type: county}
agencies/county-health: {name: County Health, type: county, parent: county}
agencies/county-lab: {name: County Laboratory, type: county, parent: county-health}
agencies/works: {name: Works, type: department, parent: example-city}
roles/nurse: {name: Nurse, agency: county-health, section: X, reports_to: mayor, holders: [duty-desk]}
roles/chemist: {name: Chemist, agency: county-lab, section: X, reports_to: mayor, holders: [duty-desk]}
roles/driver: {name: Driver, agency: works, section: X, reports_to: mayor, holders: [duty-desk]}
functions/a: {name: A, purpose: P, assignments: [{agency: emergency-management, part: primary}, {agency: county, part: support}]}
functions/b: {name: B, purpose: P, assignments: [{agency: emergency-management, part: primary}, {agency: county-lab, part: support}]}
procedures/c: {name: Do C, phase: prepare, trigger: T, steps: [{do: Go there., who: nurse}]}
procedures/a: {name: Do A, phase: prepare, trigger: T, function: a, steps: [{do: Go there., who: nurse}, {do: Go., who: driver}]}
procedures/b: {name: Do B, phase: prepare, trigger: T, function: b, steps: [{do: Go there., who: nurse}, {do: Go., who: chemist}]}
""",
    "two letters far apart": """
functions/a: {name: A, label: A, purpose: P, assignments: [{agency: example-city, part: primary}]}
functions/d: {name: D, label: D, purpose: P, assignments: [{agency: example-city, part: primary}]}
""",
    "a first hour that serves no function, and an annex that covers no hazard": """
functions/a: {name: A, purpose: P, assignments: [{agency: example-city, part: primary}]}
procedures/a: {name: Do A, phase: respond, trigger: T, steps: [{do: Go there., who: emergency-manager}]}
hazards/flood: {name: Flood, category: natural, probability: low, impact: high, functions: [a], first_hour: [a]}
sections/flood: {name: Flood, part: hazard-annex, number: 1, covers: ["function:a"], body: Text}
""",
    "a hazard that names no functions": """
functions/a: {name: A, purpose: P, assignments: [{agency: example-city, part: primary}]}
procedures/a: {name: Do A, phase: respond, trigger: T, function: a, steps: [{do: Go there., who: emergency-manager}]}
hazards/flood: {name: Flood, category: natural, probability: low, impact: high, first_hour: [a]}
sections/flood: {name: Flood, part: hazard-annex, number: 1, covers: ["hazard:flood", "function:a"], body: Text}
""",
    "a desk's name in prose, a first name alone, and two names that stand side by side": PERSON + """
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [avery]}
agencies/example-city:
  name: Example City
  type: jurisdiction
  description: The Duty desk answers. Avery Street. For Avery, Example City is home; the Example of Avery Examples.
""",
    "a person of one name, and a person's own entry": """
contacts/mononym: {name: Avery, type: person, agency: example-city, description: Avery is known by one name.,
  methods: [{type: voice, value: 222-555-0143, verified: 2026-05-01}]}
contacts/blake: {name: Blake Example, type: person, agency: example-city, description: Blake Example speaks Somali.,
  methods: [{type: voice, value: 222-555-0144, verified: 2026-05-01}]}
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [mononym, blake]}
agencies/example-city: {name: Example City, type: jurisdiction, description: Avery helps.}
""",
    "short forms in a plan without a glossary": """
sections/a: {name: A, part: basic-plan, number: 1, body: The MACC opens.}
agencies/example-city: {name: Example City, type: jurisdiction, description: The GIS helps.}
""",
    "short forms that explain themselves": """
sections/glossary: {name: Glossary of short forms, part: appendix, number: 1, body: "EOC and GIS"}
channels/tac: {name: MTAC 2, type: talkgroup, talkgroup: WXC-1, use: U, operated_by: example-city}
authorities/ada: {name: Access, citation: ADA title II, level: federal, says: All., checked: 2026-01-01}
agencies/example-city:
  name: Example City
  type: jurisdiction
  acronym: XCT
  depends_on: ["channel:tac"]
  description: >-
    EOCs and the GIS, XCT on MTAC 2 and WXC, under the ADA. Take ICS-300 and IS 700. The medical reserve corps (MRC)
    helps; so do MRCs. DO NOT ENTER. Go to 5 Main St NE, Town, MN at 5 PM. `EOPX` <https://x.example.org/ABC> Part IV.
    The VIP (a guest) waits. It is NOT open. Route I-35W.
functions/a: {name: A, purpose: P, authorities: [ada], assignments: [{agency: example-city, part: primary}]}
""",
    "a short hard text": """
sections/a: {name: A, part: basic-plan, number: 1, body: Notwithstanding jurisdictional interdependencies organizational responsibilities remain.}
""",
    "dates that are planned, and a day that is today": """
exercises/e: {name: E, date: 2027-01-01, type: drill, improvements: [{finding: F, actions: [
  {action: A, element: planning, owner: emergency-manager, due: 2027-03-01}]}]}
records/r: {name: R, date: 2026-06-01, action: reviewed, by: emergency-manager, of: ["plan:plan"]}
""",
    "an authority that a record or a source was checked for": """
authorities/city-charter: {name: City Charter, citation: C, level: city, says: S.}
authorities/state-act: {name: State Act, citation: C, level: state, says: S., sources: [{title: T, checked: 2025-01-01}]}
records/read: {name: R, date: 2026-03-01, action: verified, by: emergency-manager, of: ["authority:city-charter"]}
""",
    "partners that are called, that sit at the table, or that are only spoken of": """
agencies/power: {name: River Power, acronym: RPC, aliases: [At], type: utility}
agencies/lines: {name: Line Works, type: utility, parent: power}
agencies/affected: {name: The affected city, aliases: [Affected City], type: contextual}
roles/lineman: {name: Lineman, agency: lines, section: X, reports_to: mayor, holders: [duty-desk]}
functions/a: {name: A, purpose: P, assignments: [{agency: affected, part: primary}, {agency: lines, part: primary},
  {agency: example-city, part: coordinator}]}
procedures/p:
  name: P
  phase: prepare
  trigger: T
  steps:
    - {do: Ask the River Power liaison for a crew., who: emergency-manager}
    - {do: Tell callers that River Power has been told., who: emergency-manager}
    - {do: Ask River Power for a crew., who: emergency-manager, call: ["agency:power"]}
    - {do: Tell RPC which streets are dark., who: emergency-manager, on: ["contact:duty-desk"]}
    - {do: Ask Rivers and Power for a crew., who: emergency-manager}
    - {do: Ask River Power for a crew., who: lineman}
    - {do: Ask the affected city for a crew., who: emergency-manager}
    - {do: Tell Example City what is known., who: emergency-manager}
    - {do: Call at noon., who: emergency-manager}
""",
    "a county with its own buildings, departments and nurses": """
plan:
  jurisdiction: Elm County
agencies/example-city: {name: Elm County, type: county}
agencies/health: {name: Public Health, type: department, parent: example-city}
agencies/fleet: {name: Fleet Services, type: department, parent: health}
roles/nurse: {name: Nurse, agency: fleet, section: X, reports_to: mayor, holders: [duty-desk]}
functions/a: {name: A, purpose: P, assignments: [{agency: emergency-management, part: primary}]}
facilities/hall: {name: Hall, type: shelter, agency: health, accessibility: {step_free: true}}
agencies/fire: {name: Fire, type: department, parent: example-city, depends_on: ["facility:hall"]}
functions/f: {name: F, purpose: P, assignments: [{agency: fire, part: primary}]}
procedures/a: {name: A, phase: prepare, trigger: T, function: a, steps: [{do: Go there., who: nurse}, {do: Ask Public Health for beds., who: emergency-manager}]}
""",
    "a university with its own gym": """
plan:
  jurisdiction: Elm University
agencies/example-city: {name: Elm University, type: school, depends_on: ["facility:gym"]}
agencies/sports: {name: Athletics, type: department, parent: example-city}
facilities/gym: {name: Gym, type: shelter, agency: sports, accessibility: {step_free: true}}
""",
    "a tribal nation, which rests on no law of a state": """
plan:
  jurisdiction: Red Stone Band
  promulgation: {text: T, effective: 2026-01-15, authorities: [constitution, stafford-act], signed_by: [{role: mayor, signed: 2026-01-10}]}
agencies/example-city: {name: The Red Stone Band, type: tribal}
roles/mayor: {name: Tribal Chair, agency: example-city, section: Council, holders: [duty-desk]}
authorities/city-charter: null
authorities/state-act: null
authorities/constitution: {name: Constitution, citation: "Article IV", level: tribal, says: S., checked: 2026-01-05}
""",
    "a hospital district, whose own law is regional": """
plan:
  promulgation: {text: T, effective: 2026-01-15, authorities: [bylaws, state-act, stafford-act], signed_by: [{role: emergency-manager, signed: 2026-01-10}]}
authorities/city-charter: null
authorities/bylaws: {name: Bylaws, citation: "Article IV", level: regional, says: S., checked: 2026-01-05}
""",
    "a placeholder who acts, steps in and keeps, and whom nobody can name": LEVELS + """
agencies/affected: {name: Fire department of the affected city, type: contextual}
roles/commander: {name: Incident Commander, agency: affected, section: Field, reports_to: mayor, staffed_from: partial, round_the_clock: true}
roles/deputy: {name: Deputy Commander, agency: affected, section: Field, reports_to: commander, owner: commander}
roles/emergency-manager: {name: Manager, agency: emergency-management, section: Command, reports_to: mayor, holders: [duty-desk],
  succession: {order: [{role: commander}, {role: deputy}, {body: Council}], trigger: T, ends: E}}
procedures/p: {name: P, phase: prepare, trigger: T, steps: [{do: Go there., who: commander}, {do: Stay there., who: deputy}]}
""",
    "numbers in all their forms": """
contacts/duty-desk:
  name: Duty desk
  type: desk
  agency: emergency-management
  methods:
    - {type: voice, value: 1-800-RED-CROSS, verified: 2026-05-01}
    - {type: voice, value: "(222) 555-0140 x12", verified: 2026-05-01}
    - {type: voice, value: 222.555.0141 ext. 3, verified: 2026-05-01}
    - {type: voice, value: "sip:desk@example.org", verified: 2026-05-01}
    - {type: pager, value: 2225550140@page.example.org, verified: 2026-05-01}
    - {type: satellite, value: 8816 2241 2345, verified: 2026-05-01}
    - {type: satellite, value: Net MN-1, verified: 2026-05-01}
channels/b: {name: B, type: telephone, value: "222-555-0150,,1234#", use: U, operated_by: example-city}
channels/c: {name: C, type: telephone, value: Printed list, use: U, operated_by: example-city}
channels/d: {name: D, type: telephone, value: 222-555-0151, use: U, operated_by: example-city}
channels/e: {name: E, type: telephone, value: "911", use: U, operated_by: example-city}
agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["channel:b", "channel:c", "channel:d", "channel:e"]}
""",
    "what looks like a number, a link or a blank, and is none": """
sections/a:
  name: A
  part: basic-plan
  number: 1
  body: |
    Mile posts 100-200-3000 and 222-155-0100. See `[[kind:id]]` and [a title](https://a.gov).
    ```
    [[role:nobody]]
    ```
    If wind <40 and rain >2, or <date=today>. The {{ }} sign.
""",
    "two governments that are in charge together, and placeholders beside one that is": """
plan:
  jurisdiction: Example City and Elm County
agencies/elm: {name: Elm County, type: county}
agencies/sheriff: {name: Sheriff, type: department, parent: elm}
agencies/affected: {name: Impacted fire department, type: contextual}
functions/law: {name: Law, purpose: P, assignments: [{agency: example-city, part: primary}, {agency: sheriff, part: primary}]}
functions/fire: {name: Fire, purpose: P, assignments: [{agency: example-city, part: primary}, {agency: affected, part: primary}]}
""",
    "towns, councils with duties and placeholders without a part; and no functions, no parts": """
agencies/elm: {name: Town of Elm, type: jurisdiction}
agencies/band: {name: Red Stone Band, type: tribal}
agencies/council: {name: Council of Governments, type: regional, responsibilities: [Brings the mayors together]}
agencies/affected: {name: The affected utility, type: contextual}
functions/law: {name: Law, purpose: P, assignments: [{agency: example-city, part: primary}]}
""",
    "an agency of a plan without functions, and a plan that rests on the one law that asks for it": """
agencies/harbor: {name: Harbor Office, type: office}
authorities/city-charter: null
authorities/stafford-act: null
plan:
  promulgation: {text: T, effective: 2026-01-15, authorities: [state-act],
    signed_by: [{role: emergency-manager, signed: 2026-01-10}]}
""",
    "a university without a law of its own": """
plan:
  jurisdiction: Example University
  promulgation: {text: T, effective: 2026-01-15, authorities: [state-act, stafford-act],
    signed_by: [{role: emergency-manager, signed: 2026-01-10}]}
agencies/example-city: {name: Example University, type: school}
authorities/city-charter: null
functions/law: {name: Law, purpose: P, assignments: [{agency: example-city, part: primary}]}
""",
    "heads of two governments, of a partner, a policy group, and whoever is there": """
agencies/elm: {name: Elm County, type: county}
agencies/relief: {name: Relief, type: nonprofit, depends_on: ["role:policy", "role:senior", "role:chair", "role:relief"]}
roles/chair: {name: Chair of the County Commissioners, agency: elm, section: Command}
roles/policy: {name: Policy Group, agency: example-city, section: Command}
roles/senior: {name: Senior officer at the scene, agency: example-city, section: Command}
roles/relief: {name: Relief Liaison, agency: relief, section: Operations}
""",
    "eight who report to a policy group, and eight mayors to the county": "agencies/elm: {name: Elm County, type: county}\n"
    "roles/policy: {name: Policy Group, agency: example-city, section: X}\nroles/warden: {name: Warden, agency: elm, section: X}\n" + "".join(
        f"roles/a{at}: {{name: A{at}, agency: emergency-management, section: X, reports_to: policy, depends_on: ['role:policy']}}\n"
        f"agencies/t{at}: {{name: Town {at}, type: jurisdiction}}\nroles/b{at}: {{name: B{at}, agency: t{at}, section: X, reports_to: warden}}\n"
        for at in range(8)),
    "a crew of many and a council, reached at their agency, and whoever comes first": LEVELS + """
agencies/county: {name: Elm County, type: county}
roles/crew: {name: Shelter workers, agency: example-city, section: X, reports_to: mayor, staffed_from: full, people: 10}
roles/company: {name: Volunteer firefighters, agency: emergency-management, section: X, reports_to: mayor, round_the_clock: true}
roles/first: {name: First arriving officer, agency: county, section: X, round_the_clock: true}
""",
    "alternates, designees, whoever is there, bodies, and who steps in already, without a line": PERSON + """
levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [mayor, alternate, designee, senior, board, deputy]}
roles/mayor:
  name: Mayor
  agency: example-city
  section: X
  powers: [{may: Declare., authorities: [state-act]}]
  succession: {order: [{role: deputy}, {body: The council}], trigger: Away., ends: Back.}
roles/alternate: {name: Alternate Manager, agency: example-city, section: X, reports_to: mayor}
roles/designee: {name: Manager or designee, agency: example-city, section: X, reports_to: mayor}
roles/senior: {name: Senior Fire Officer at the scene, agency: example-city, section: X}
roles/board: {name: Board of Supervisors, agency: example-city, section: X}
roles/deputy: {name: Deputy, agency: emergency-management, section: X, reports_to: mayor, holders: [avery],
  powers: [{may: Declare., authorities: [state-act]}]}
""",
    "labels with letters behind them, Roman ones, and two functions in one annex": "".join(
        f"functions/{scheme}{at}: {{name: {scheme}{at}, scheme: {scheme}, label: {label}, purpose: P, assignments: [{{agency: example-city, part: primary}}]}}\n"
        for scheme, labels in (("esf", ("ESF 1", "2a", "'ESF #2b'", "ESF-3")), ("mission", ("I", "II", "III", "IV", "V")), ("annex", "ABBCEE"))
        for at, label in enumerate(labels)) + """
sections/e: {name: E, part: functional-annex, number: 1, label: Annex E, covers: ["function:annex4", "function:annex5"], body: Text}
""",
    "own buildings whatever the cover says, of two who have signed": """
plan:
  jurisdiction: The Two Rivers Region
  promulgation: {text: T, effective: 2026-01-15, signed_by: [{role: mayor, signed: 2026-01-10}, {role: chair, signed: 2026-01-10}],
    authorities: [city-charter, state-act, stafford-act]}
agencies/elm: {name: Elm County, type: county, depends_on: ["facility:hall", "facility:yard"]}
agencies/fair: {name: Fair Grounds, type: department, parent: elm}
roles/chair: {name: Chair, agency: elm, section: X, holders: [duty-desk]}
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [duty-desk]}
facilities/hall: {name: Hall, type: shelter, agency: fair, accessibility: {step_free: true}}
facilities/yard: {name: Yard, type: staging-area, agency: example-city}
""",
    "an official who is public for a reason": """
contacts/avery: {name: Avery Example, type: person, agency: example-city, audience: public, audience_reason: Signed the plan.,
  methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]}
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [avery]}
agencies/example-city: {name: Example City, type: jurisdiction, description: Avery Example signed it.}
""",
    "a runner, and one way to call": """
channels/runner: {name: Runner, type: runner, use: U, operated_by: example-city}
channels/radio: {name: Radio, type: talkgroup, talkgroup: T-1, use: U, operated_by: example-city}
hazards/flood: {name: River flood, category: natural, probability: high, impact: high, first_hour: [p], annex: "function:f"}
functions/f: {name: F, purpose: P, assignments: [{agency: example-city, part: primary}]}
procedures/p: {name: P, phase: respond, trigger: T, steps: [
  {do: Call the mayor., who: emergency-manager, call: ["contact:duty-desk"], on: ["channel:radio"]},
  {do: Send word., who: emergency-manager, on: ["channel:runner"]}]}
""",
    "copies of one version, sent one after the other": """
plan:
  distribution: [{to: example-city, medium: site, version: "1", delivered: 2026-01-01},
    {to: emergency-management, medium: site, version: "1", delivered: 2026-03-01},
    {to: example-city, medium: paper, version: "0"}, {to: emergency-management, medium: paper, delivered: 2020-01-01}]
""",
}  # fmt: skip


@pytest.mark.parametrize("overlay", FINE.values(), ids=FINE)
def test_what_real_plans_do_is_no_fault(overlay: str) -> None:
    loaded = plan_of(overlay)
    assert [f"{found.code} {found.message}" for found in judge(loaded, Graph(loaded.plan), TODAY).findings] == []


# ---- What is said besides the examples -------------------------------------------------------------------------------

SAID: list[tuple[str, str, str]] = [
    ("EOP201", "roles/a: {name: A, agency: Office of Emergency Management, section: X, reports_to: mayor}",
     "roles/a.yaml @Office there is no agency “Office of Emergency Management” in this plan"),
    ("EOP201", "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, depends_on: ['contact:x']}",
     "roles/a.yaml @contact:x']} there is no contact “x” in this plan"),
    ("EOP202", "roles/a: {name: A, agency: 'agency:example-city', section: X, reports_to: mayor}",
     "roles/a.yaml @agency:example-city', this field takes the bare id, for it can only mean an agency"),
    ("EOP202", "roles/a: {name: A, agency: 'role:mayor', section: X, reports_to: mayor}",
     "roles/a.yaml @role:mayor', this field takes an agency, and “role:mayor” is a role"),
    ("EOP202", "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, depends_on: ['agancy:x']}",
     "roles/a.yaml @agancy:x']} “agancy:x” is no reference: there is no kind “agancy”"),
    ("EOP202", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [emergency-manager], notify: ['level:x']}",
     "levels/x.yaml @level:x']} this field does not take a level"),
    ("EOP203", "agencies/example-city: {name: Example City, type: jurisdiction, parent: example-city}",
     "agencies/example-city.yaml @example-city} “Example City” is part of itself"),
    ("EOP204", "agencies/example-city: {name: Example City, type: jurisdiction, parent: emergency-management}",
     "agencies/emergency-management.yaml @example-city a circle: “Office of Emergency Management” is part of “Example City”, "
     "which is part of “Office of Emergency Management”"),
    ("EOP204", """
roles/mayor: {name: Mayor, agency: example-city, section: X,
  succession: {order: [{role: emergency-manager}], trigger: Away., ends: Back.}}
roles/emergency-manager: {name: Manager, agency: example-city, section: X, reports_to: mayor, holders: [duty-desk],
  succession: {order: [{role: mayor}], trigger: Away., ends: Back.}}
""", "roles/emergency-manager.yaml @mayor}], a circle: “Manager” is succeeded by “Mayor”, which is succeeded by “Manager”"),
    ("EOP204", """
facilities/a: {name: A, type: depot, agency: example-city, backed_up_by: [b]}
facilities/b: {name: B, type: depot, agency: example-city, backed_up_by: [c]}
facilities/c: {name: C, type: depot, agency: example-city, backed_up_by: [a]}
""", "facilities/a.yaml @b]} a circle: “A” is backed up by “B”, which is backed up by “C”, which is backed up by “A”"),
    ("EOP206", """
plan:
  promulgation:
    text: >-
      This plan governs
      all, says the [[role:mayer]].
    effective: 2026-01-15
    authorities: [city-charter, state-act, stafford-act]
    signed_by: [{role: emergency-manager, signed: 2026-01-10}]
""", "plan.yaml @[[role:mayer]]. there is no role “mayer” to link to"),
    ("EOP206", "agencies/example-city: {name: Example City, type: jurisdiction, description: 'See [[rule:mayor]].'}",
     "agencies/example-city.yaml @[[rule:mayor]].'} there is no kind “rule” to link to"),
    ("EOP207", """
sections/a:
  name: A
  part: basic-plan
  number: 1
  body: |
    First line.

    See [[role: mayor]] there.
""", "sections/a.md @[[role: “[[role: mayor]]” is no link"),
    ("EOP302", "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, round_the_clock: true}",
     "roles/a.yaml @A, “A” must be reachable at any hour, but nobody holds it"),
    ("EOP302", "procedures/p: {name: P, phase: respond, trigger: T, steps: [{do: Go there., who: mayor}]}",
     "roles/mayor.yaml @Mayor “Mayor” has 1 step to carry out, but nobody holds it"),
    ("EOP303", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [mayor]}",
     "roles/mayor.yaml @Mayor “Mayor” may activate “X” and has no successor"),
    ("EOP304", PERSON + """
roles/deputy: {name: Deputy, agency: example-city, section: X, reports_to: mayor, holders: [avery]}
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [avery],
  succession: {order: [{role: deputy}, {body: Council}], trigger: Away., ends: Back.}}
""", "roles/mayor.yaml @{role: “Avery Example” would step in as “Deputy” but is already in the line as “Mayor”"),
    ("EOP311", """
contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: [
  {type: fax, value: 222-155-0140, verified: 2026-05-01}]}
""", "contacts/duty-desk.yaml @222-155-0140, “222-155-0140” cannot be a telephone number: no local number begins with 155"),
    ("EOP314", """
contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: [
  {type: voice, value: 222-555-0140, verified: 2026-05-01}, {type: email, value: a@example.org}]}
""", "contacts/duty-desk.yaml @{type: 1 of 2 ways to reach “Duty desk” (email): never tried"),
    ("EOP315", """
agencies/phone: {name: Phone Company, type: utility}
contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: [
  {type: voice, value: 222-555-0140, hours: 24/7, over: ['agency:phone'], verified: 2026-05-01},
  {type: email, value: a@example.org, hours: 24/7, over: ['agency:phone'], verified: 2026-05-01}]}
roles/emergency-manager: {name: Manager, agency: example-city, section: X, reports_to: mayor, holders: [duty-desk],
  round_the_clock: true}
""", "roles/emergency-manager.yaml @[duty-desk], “Manager” must be reachable at any hour, but all ways to reach it at any hour "
     "run over “Phone Company”"),
    ("EOP315", """
contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: [
  {type: voice, value: 222-555-0140, hours: 'weekdays 08:00-16:30', verified: 2026-05-01}]}
roles/emergency-manager: {name: Manager, agency: example-city, section: X, reports_to: mayor, holders: [duty-desk],
  round_the_clock: true}
""", "roles/emergency-manager.yaml @[duty-desk], “Manager” must be reachable at any hour, but nobody can be reached "
     "on Mon-Thu from 16:30 to 08:00 and from Fri 16:30 to Mon 08:00"),
    ("EOP401", """
procedures/p: {name: P, phase: respond, trigger: T, steps: [
  {id: one, do: Go there., who: emergency-manager, when: Never, after: [two]}]}
""", "procedures/p.yaml @two]}]} there is no step “two” in “P”"),
    ("EOP404", """
procedures/p: {name: P, phase: respond, trigger: T, steps: [
  {do: Go there., who: emergency-manager, within: 30 min}, {do: Look., who: emergency-manager},
  {do: Come back., who: emergency-manager, within: 20 min}]}
""", "procedures/p.yaml @20 step 3 (“Come back.”) is due within 20 min, but comes after step 1 (“Go there.”), "
     "which may take 30 min"),
    ("EOP411", "channels/x: {name: X, type: conventional, use: U, operated_by: example-city, zone: A-1}",
     "channels/x.yaml @X, “X” has no frequency"),
    ("EOP412", """
channels/a: {name: One, type: talkgroup, talkgroup: T-1, use: U, operated_by: example-city}
channels/b: {name: one, type: talkgroup, talkgroup: T-1, use: U, operated_by: example-city}
""", "channels/b.yaml @one, “one” has the same name as “One”"),
    ("EOP503", "facilities/eoc: {name: EOC, type: eoc, agency: example-city}",
     "facilities/eoc.yaml @EOC, “EOC” has no alternate"),
    ("EOP601", "functions/a: {name: A, purpose: P}", "functions/a.yaml @A, no agency is in charge of “A”"),
    ("EOP609", """
facilities/gym: {name: Gym, type: shelter, agency: example-city, accessibility: {step_free: false}}
""", "facilities/gym.yaml @{step_free: “Gym” is not step-free, and nothing says what is done instead"),
    ("EOP613", """
sections/a: {name: A, part: functional-annex, number: 1, label: Annex A, body: Text}
sections/b: {name: B, part: functional-annex, number: 2, label: annex a, body: Text}
""", "sections/b.md @annex “B” and “A” have the same label, “annex a”"),
    ("EOP701", """
sections/a: {name: A, part: basic-plan, number: 1, reviewed: 2025-01-01, body: Text}
""", "sections/a.md @2025-01-01 the section “A” was last reviewed on 2025-01-01; the next review was due on 2026-01-01"),
    ("EOP705", "events/e: {name: E, date: 2026-05-01, type: law}",
     "events/e.yaml @2026-05-01, “E” was on 2026-05-01; the plan was last reviewed on 2026-01-15"),
    ("EOP708", """
plan:
  promulgation: {text: T, effective: 2026-01-15, authorities: [city-charter, state-act, stafford-act]}
""", "plan.yaml @{text: nobody has signed the promulgation"),
    ("EOP801", """
contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: [
  {type: voice, value: 222-555-0140, audience: public, verified: 2026-05-01}]}
""", "contacts/duty-desk.yaml @public, this way to reach “Duty desk” is public, and no reason is given"),
    ("EOP802", PERSON.replace("type: person", "type: person\n  audience: public") + """
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [avery]}
""", "contacts/avery.yaml @public “Avery Example” is a person and is public, and no reason is given"),
    ("EOP803", """
agencies/example-city:
  name: Example City
  type: jurisdiction
  description: |
    Write to desk@example.org,
    or call (222) 555-0177.
""", "agencies/example-city.yaml @desk@example.org, “desk@example.org” is an e-mail address in the text of “Example City”\n"
     "agencies/example-city.yaml @(222) “(222) 555-0177” is a telephone number in the text of “Example City”"),
    ("EOP302", "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, staffed_from: x, holders: []}" + LEVELS.replace("full", "x"),
     "roles/a.yaml @A, “A” is staffed from “Full activation”, but nobody holds it"),
    ("EOP308", "".join(
        f"roles/{name}: {{name: {name}, agency: example-city, section: X, reports_to: mayor}}\n" for name in "abcdef"),
     "roles/mayor.yaml @Mayor 7 roles report to “Mayor”; one leader to 5 is the optimum"),
    ("EOP308", "".join(
        f"roles/{name}: {{name: {name}, agency: example-city, section: X, reports_to: mayor}}\n" for name in "abcdefg"),
     ""),
    ("EOP317", "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor}\nplan:\n  approvals: [{role: a, may_approve: All}]",
     "roles/a.yaml @A, “A” approves changes, but nobody holds it"),
    ("EOP317", """
roles/emergency-manager: {name: Manager, agency: example-city, section: X, reports_to: mayor}
agreements/a: {name: A, type: letter, parties: [example-city, emergency-management], scope: S., custodian: emergency-manager}
agencies/example-city: {name: Example City, type: jurisdiction, owner: emergency-manager, depends_on: ["agreement:a"]}
""", "roles/emergency-manager.yaml @Manager, “Manager” keeps up 2 parts of the plan and signs the plan, but nobody holds it"),
    ("EOP317", """
roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, round_the_clock: true}
agencies/example-city: {name: Example City, type: jurisdiction, owner: a}
""", ""),
    ("EOP318", """
roles/deputy: {name: Deputy, agency: example-city, section: X, reports_to: mayor, round_the_clock: true}
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [duty-desk],
  succession: {order: [{role: deputy}], trigger: Away., ends: Back.}}
""", ""),
    ("EOP407", """
agencies/example-city:
  name: Example City
  type: jurisdiction
  aliases: [Coming soon]
  description: >-
    The talkgroup will likely become the standard. It was written by hand in 2020. A generator will be purchased.
  responsibilities: [A list is being written by the clerk, The list of wells is still under development, Radios will be bought at a later date]
events/e: {name: E, date: 2026-01-01, type: law, description: The rule is being written.}
procedures/p: {name: P, phase: prepare, trigger: T, steps: [{do: Use the form that will be developed., who: emergency-manager}]}
""", "agencies/example-city.yaml @Coming “Coming soon” is a promise without a date\n"
     "agencies/example-city.yaml @will “will likely become the standard” is a promise without a date\n"
     "agencies/example-city.yaml @is “is being written” is a promise without a date\n"
     "agencies/example-city.yaml @is “is still under development” is a promise without a date\n"
     "agencies/example-city.yaml @will “will be bought” is a promise without a date\n"
     "procedures/p.yaml @will “will be developed” is a promise without a date"),
    ("EOP408", """
procedures/a: {name: A, phase: respond, trigger: T, steps: [{do: Go there., who: emergency-manager, branches: [{when: W, start: a}]}]}
records/r: {name: R, date: 2026-05-01, action: exercised, by: emergency-manager, of: ["procedure:a"]}
exercises/e: {name: E, date: 2026-05-01, type: drill, tested: ["procedure:a"]}
""", "procedures/a.yaml @A, nothing in the plan leads to “A”"),
    ("EOP409", """
procedures/a: {name: A, phase: recover, trigger: T, steps: [{do: Call all of them., who: emergency-manager,
  call: ["role:mayor", "agency:example-city"]}]}
""", "procedures/a.yaml @[\"role:mayor\", step 1 (“Call all of them.”) calls 2 parties and names no way to reach them"),
    ("EOP410", """
agencies/power: {name: River Power, acronym: RPC, type: utility}
procedures/p: {name: P, phase: prepare, trigger: T, steps: [{do: Go there., who: emergency-manager},
  {do: "Notify the RPC, then wait.", who: emergency-manager}]}
""", "procedures/p.yaml @Notify step 2 turns to “River Power”, and names nobody there to call"),
    ("EOP614", """
agencies/parks: {name: Park Board, type: board, parent: example-city}
agencies/relief: {name: Relief, type: nonprofit}
agreements/run: {name: Running, type: memorandum, parties: [example-city, relief], scope: S., custodian: emergency-manager}
facilities/lodge: {name: Lodge, type: point-of-distribution, agency: parks, agreements: [run]}
facilities/field: {name: Field, type: staging-area, agency: parks}
""", "facilities/field.yaml @parks} “Field” is a staging area that “Park Board” runs, and no agreement lets it be used\n"
     "facilities/lodge.yaml @[run]} “Park Board” runs “Lodge”, but is a party to none of its agreements"),
    ("EOP615", "".join(
        f"functions/f{n}: {{name: F{n}, label: ESF {n}, scheme: esf, purpose: P}}\n" for n in (1, 2, 4, 9)),
     "functions/f4.yaml @ESF 3 is missing between “F2” (ESF 2) and “F4” (ESF 4)\n"
     "functions/f9.yaml @ESF 5 to 8 are missing between “F4” (ESF 4) and “F9” (ESF 9)"),
    ("EOP616", LEVELS + """
hazards/flood: {name: Flood, category: natural, probability: low, impact: high}
agencies/example-city: {name: Example City, type: jurisdiction, description: "This plan has
  twelve hazards; all 7 hazards of this plan count. Read the four activation levels below. The EOP is divided into thirty
  functional annexes. This plan's three agencies, each by itself, help. The plan lists 9 levels, and the 28 functions are listed here."}
functions/a: {name: A, purpose: P}
""", "agencies/example-city.yaml @This “This plan has twelve hazards”: the plan has 1 hazard\n"
     "agencies/example-city.yaml @all “all 7 hazards”: the plan has 1 hazard\n"
     "agencies/example-city.yaml @the “the four activation levels”: the plan has 2 activation levels\n"
     "agencies/example-city.yaml @divided “divided into thirty functional annexes”: the plan has 1 functional annex\n"
     "agencies/example-city.yaml @This “This plan's three agencies”: the plan has 2 agencies\n"
     "agencies/example-city.yaml @the “the 28 functions”: the plan has 1 function"),
    ("EOP619", """
functions/a: {name: A, purpose: P}
functions/b: {name: B, purpose: P}
hazards/flood: {name: Flood, category: natural, probability: low, impact: high, functions: [a]}
sections/flood: {name: Flood, part: hazard-annex, number: 1, covers: ["hazard:flood", "function:a", "function:b"], body: Text}
hazards/melt: {name: Melt, category: natural, probability: low, impact: high, functions: [a]}
sections/all: {name: All, part: basic-plan, number: 1, covers: ["hazard:flood", "function:b"], body: Text}
sections/both: {name: Both, part: hazard-annex, number: 2, covers: ["hazard:flood", "hazard:melt", "function:b"], body: Text}
""", "sections/both.md @function:b\"] “Both” covers “B”, which “Flood” and “Melt” do not call for\n"
     "sections/flood.md @function:b\"] “Flood” covers “B”, which “Flood” does not call for"),
    ("EOP617", """
plan:
  distribution: [{to: emergency-management, medium: site}]
agencies/water: {name: Water Works, type: department, parent: example-city}
functions/a: {name: A, purpose: P, assignments: [{agency: water, part: primary}, {agency: gone, part: primary}]}
functions/b: {name: B, purpose: P, assignments: [{agency: water, part: support}]}
""", "plan.yaml @[{to: “Water Works” has a task in “A”, but is not on the record of distribution"),
    ("EOP709", "authorities/state-act: {name: Act, citation: C, level: state, says: S.}",
     "authorities/state-act.yaml @Act, “Act”: nothing says that anybody has read it"),
    ("EOP711", """
plan:
  distribution: [{to: example-city, medium: site, version: "9", delivered: 2026-01-01},
    {to: emergency-management, medium: site, version: "10", delivered: 2026-03-01},
    {to: example-city, medium: paper, version: "8", delivered: 2025-01-01}]
""", "plan.yaml @9\", “Example City” holds version 9; version 10 went out from 2026-03-01 on"),
    ("EOP712", """
contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: [
  {type: voice, value: 222-555-0140, verified: 2026-06-02}]}
records/r: {name: R, date: 2062-06-01, action: reviewed, by: emergency-manager, of: ["plan:plan"]}
""", "contacts/duty-desk.yaml @2026-06-02}]} 2026-06-02 has not come yet, but stands for the day on which it was last tried\n"
     "records/r.yaml @2062-06-01, 2062-06-01 has not come yet, but stands for the day on which the record's work was done"),
    ("EOP713", """
plan:
  distribution: [{to: example-city, medium: site, delivered: 2026-03-01, acknowledged: 2026-02-01}]
""", "plan.yaml @2026-02-01}] 2026-02-01 is the day of the acknowledgment, but the copy was delivered on 2026-03-01"),
    ("EOP805", PERSON + """
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [avery]}
procedures/p: {name: P, audience: responder, phase: prepare, trigger: T, steps: [{do: "Ask (Avery Example), then go.", who: emergency-manager,
  note: Avery Example knows.}]}
agencies/example-city:
  name: Example City
  type: jurisdiction
  audience: responder
  description: |
    It was Avery
    Example's idea.
""", "agencies/example-city.yaml @Avery “Avery Example” is a person's name in the text of “Example City”\n"
     "procedures/p.yaml @Avery “Avery Example” is a person's name in the text of “P”\n"
     "procedures/p.yaml @Avery “Avery Example” is a person's name in the text of “P”"),
    ("EOP807", f"""
functions/a: {{name: A, purpose: P, situation: "{HARD * 5}", direction_and_control: "{HARD * 5}"}}
procedures/b: {{name: B, phase: prepare, trigger: T, steps: [
  {{do: "{HARD * 5}", who: emergency-manager, note: "{HARD * 5}"}}]}}
sections/c: {{name: C, part: basic-plan, number: 1, body: "{HARD * 10}"}}
agencies/example-city: {{name: Example City, type: jurisdiction, description: "{HARD * 10}"}}
hazards/d: {{name: D, category: natural, probability: low, impact: low, description: "{HARD * 10}"}}
""", "functions/a.yaml @A, “A” reads like grade 39; high school ends with grade 12\n"
     "procedures/b.yaml @B, “B” reads like grade 39; high school ends with grade 12\n"
     "sections/c.md @Jurisdictional “C” reads like grade 39; high school ends with grade 12"),
    ("EOP806", """
sections/words: {name: A Glossary, part: appendix, number: 1, body: Text}
agencies/example-city: {name: Example City, type: jurisdiction, description: "MACCs, P25 and H2S. The MACC again."}
agencies/emergency-management: {name: Office, type: office, parent: example-city, description: Ask the MACC.}
""", "agencies/emergency-management.yaml @MACC.} “MACC” is explained neither here nor in the glossary; it also stands in 1 more text\n"
     "agencies/example-city.yaml @H2S. “H2S” is explained neither here nor in the glossary"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "overlay", "said"), SAID, ids=[f"{code}-{at}" for at, (code, _, _) in enumerate(SAID)]
)
def test_what_is_said(code: str, overlay: str, said: str) -> None:
    """Each line of `said` is the file, the word at the place that is pointed at, and the message."""
    loaded = plan_of(overlay)
    found = []
    for each in findings(code, loaded):
        line = loaded.documents[each.file].text.splitlines()[each.span.line - 1]
        found.append(f"{each.file} @{line[each.span.column - 1 :].split()[0].strip(chr(34) + chr(39))} {each.message}")
    assert "\n".join(found) == said


def test_a_broken_entity_is_not_dangling_and_makes_no_orphans() -> None:
    loaded = plan_of("roles/mayor: {name: Mayor, agency: example-city, section: X, colour: red}" + PERSON)
    assert {found.name for found in judge(loaded, Graph(loaded.plan), TODAY).findings} == {"unknown-field"}


@pytest.mark.parametrize(
    ("code", "overlay", "broken"),
    [
        ("EOP308", "".join(f"roles/{name}: {{name: {name}, agency: example-city, section: X, reports_to: mayor}}\n"
                           for name in "abcde"), "roles/f.yaml"),
        ("EOP309", LEVELS + """
roles/chief: {name: Chief, agency: example-city, section: X, reports_to: mayor, staffed_from: full, holders: [duty-desk]}
roles/unit: {name: Unit, agency: example-city, section: X, reports_to: chief, staffed_from: full, holders: [duty-desk]}
""", "roles/f.yaml"),
        ("EOP408", """
procedures/a: {name: A, phase: respond, trigger: T, steps: [{do: Go there., who: emergency-manager}]}
""", "hazards/f.yaml"),
        ("EOP614", """
agencies/schools: {name: Schools, type: school}
facilities/gym: {name: Gym, type: shelter, agency: schools, accessibility: {step_free: true}}
""", "agreements/f.yaml"),
        ("EOP615", "".join(f"functions/f{n}: {{name: F{n}, label: {n}, purpose: P}}\n" for n in (1, 2, 4)),
         "functions/f.yaml"),
        ("EOP615", "".join(f"functions/f{n}: {{name: F{n}, label: {n}, purpose: P}}\n" for n in (1, 2, 4)),
         "sections/f.md"),
        ("EOP616", """
hazards/a: {name: A, category: natural, probability: low, impact: low}
agencies/example-city: {name: Example City, type: jurisdiction, description: This plan has 2 hazards.}
""", "hazards/f.yaml"),
        ("EOP618", """
agencies/county: {name: County, type: county}
roles/nurse: {name: Nurse, agency: county, section: X, reports_to: mayor, holders: [duty-desk]}
functions/a: {name: A, purpose: P, assignments: [{agency: example-city, part: primary}]}
procedures/a: {name: A, phase: prepare, trigger: T, function: a, steps: [{do: Go there., who: nurse}]}
""", "agencies/f.yaml"),
        ("EOP709", "authorities/state-act: {name: Act, citation: C, level: state, says: S.}", "records/f.yaml"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_may_well_be_what_is_missing(code: str, overlay: str, broken: str) -> None:
    assert findings(code, plan_of(overlay))
    assert not findings(code, plan_of(overlay, {broken: "name: Harbor: Office\n"}))


def test_three_circles_of_steps_are_three_findings() -> None:
    steps = [{"id": f"s{n}", "do": "Go there.", "who": "emergency-manager", "after": [f"s{n ^ 1}"]} for n in range(6)]
    loaded = plan_of({"procedures/p": {"name": "P", "phase": "respond", "trigger": "T", "steps": steps}})
    assert len(findings("EOP403", loaded)) == 3


def test_telephone_library_is_not_loaded_for_invented_numbers() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from eop_tools.testing import plan_of, findings; "
        "assert not findings('EOP311', plan_of()); print('phonenumbers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_rule_that_repeats_itself_without_end_is_counted() -> None:
    lines = "".join(f"- agency:a{number}\n" for number in range(700))
    loaded = plan_of("", {"agencies/harbor.yaml": f"name: Harbor\ntype: office\ndepends_on:\n{lines}"})
    found = findings("EOP201", loaded)
    assert len(found) == 501
    assert [each.message for each in found if each.message.startswith("and ")] == [
        "and 200 more like this in this file"
    ]


def test_the_helper_for_extenders_tells_what_is_wrong_with_an_example() -> None:
    def mute(role: Role) -> None:
        """A rule that says nothing.

        ```yaml flagged
        roles/mayor: {name: Mayor, agency: example-city, section: Command}
        ```

        ```yaml clean
        roles/mayor: {name: Mayor, agency: example-city, section: Command}
        ```
        """

    def slip(role: Role) -> None:
        """A rule whose clean example has a slip of the pen.

        ```yaml flagged
        roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, round_the_clock: true}
        ```

        ```yaml clean
        roles/a: {name: A, agency: exmple-city, section: X, reports_to: mayor}
        ```
        """

    with pytest.raises(AssertionError, match="needs an example"):
        check_examples(Rule("XYZ001", Severity.error, lambda plan: None))
    with pytest.raises(AssertionError, match="flags nothing"):
        check_examples(Rule("XYZ002", Severity.error, mute))
    with pytest.raises(AssertionError, match="is not sound"):
        check_examples(Rule("EOP302", Severity.error, slip))


PLAN = Path(__file__).parent.parent / "plan"


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, frozenset[str]]]:
    """The reference plan in a place of its own, judged once: what is known of its files need not be found again."""
    place = tmp_path_factory.mktemp("reference")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOP_CACHE_DIR", str(place / "cache"))
        folder = Path(shutil.copytree(PLAN, place / "plan"))
        yield folder, frozenset(map(repr, checked(folder, AS_OF, Chosen(), fresh=False).standing))


@pytest.mark.parametrize("kind", sorted(folder.name for folder in PLAN.iterdir() if folder.is_dir()))
def test_a_file_that_cannot_be_read_is_one_finding(kind: str, copied: tuple[Path, frozenset[str]]) -> None:
    """What cannot be read is said once: nothing else is called missing, unused or dangling because of it."""
    folder, before = copied
    file = sorted(path for path in (folder / kind).iterdir() if path.suffix in (".yaml", ".md"))[0]
    text = file.read_bytes()
    file.write_text("name: Harbor: Office\n")
    after = checked(folder, AS_OF, Chosen(), fresh=False).standing
    file.write_bytes(text)
    new = [found for found in after if repr(found) not in before]
    assert [found.file for found in new] == [f"{kind}/{file.name}"], new
