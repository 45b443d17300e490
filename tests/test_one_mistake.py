"""One mistake in a sound plan: it is found where it stands, said in plain words, and nothing else is reported for it.

What other tests ask of single rules is asked here of all together: what is missing, misspelt, misplaced or cut off must
not draw a dozen complaints after it. Most cases were first seen in copies of real plans, each broken in one place.
"""

# ruff: noqa: E501, ISC004 (the table below is read across)
from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from eop_tools.lint.engine import judge
from eop_tools.plan.graph import Graph
from eop_tools.testing import BASE, TODAY, plan_of

GOLDEN = Path(__file__).parent / "golden" / "one_mistake.txt"
LEVELS = """
levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
levels/full: {name: Full activation, rank: 2, triggers: [The city], activated_by: [emergency-manager]}
"""
STEPS = "procedures/p: {name: P, phase: prepare, trigger: T, target: 60 min, steps: ["
DESK = "contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: ["
TEXT = "agencies/example-city:\n  name: Example City\n  type: jurisdiction\n  description: >-\n    "
GLOSSARY = "sections/glossary: {name: Glossary, part: appendix, number: 1, body: 'EOC: emergency operations center'}\n"
GYM = "agencies/schools: {name: School District, type: school, depends_on: ['facility:gym']}\nfacilities/gym: {name: Gym, type: depot, agency: schools}\n"
PUMPS = "agreements/pumps: {name: Pumps, type: contract, parties: [example-city, %s], scope: S, custodian: emergency-manager}\n"
EOC = (
    "facilities/hall: {name: Hall, type: eoc, agency: example-city, backed_up_by: [library], depends_on: []}\n"
    "facilities/library: {name: Library, type: alternate-eoc, agency: example-city, depends_on: []}\n"
)
OFFICE = BASE["agencies/emergency-management.yaml"].lstrip("\n")
MAYOR = BASE["roles/mayor.yaml"].lstrip("\n")
COVER = BASE["plan.yaml"].lstrip("\n")
HARBOR = "name: Harbor Office\ntype: office\nparent: example-city\n"
NOTE = "---\nname: Note\npart: basic-plan\nnumber: 1\n---\n"

Files = Mapping[str, str | bytes]
CASES: list[tuple[str, str, str, Files]] = [
    # A file in the wrong place or of the wrong name: what is meant by it is known
    ("", "a file that ends in .yml", "agencies/emergency-management: null", {"agencies/emergency-management.yml": OFFICE}),
    ("", "a file that ends in .md", "agencies/emergency-management: null", {"agencies/emergency-management.md": OFFICE}),
    ("", "a file name with capitals", "agencies/emergency-management: null", {"agencies/Emergency-Management.yaml": OFFICE}),
    ("", "a file name with underscores", "agencies/emergency-management: null", {"agencies/emergency_management.yaml": OFFICE}),
    ("", "a file at the top", "agencies/emergency-management: null", {"emergency-management.yaml": OFFICE}),
    ("", "a file in a folder inside a folder", "agencies/emergency-management: null", {"agencies/city/emergency-management.yaml": OFFICE}),
    ("", "a folder in the singular", "roles/mayor: null", {"role/mayor.yaml": MAYOR}),
    ("", "a role among the contacts", "roles/mayor: null", {"contacts/mayor.yaml": MAYOR}),
    ("", "a whole file that ends in .yml", "", {"levels.yml": "x: {name: X}\n"}),
    ("", "a key with capitals", "agencies/emergency-management: null", {"agencies.yaml": "Emergency-Management: {name: Office of Emergency Management, type: office, parent: example-city}\n"}),
    ("", "a cover that ends in .yml", "plan: null", {"plan.yml": COVER}),
    ("", "no cover, and something that names it", "plan: null\nstandards/a: {name: A, items: [{id: '1', requirement: R, evidence: ['plan:plan']}]}", {}),
    ("", "a text document", "", {"EOP 2026.docx": b"PK", "agencies/list.xlsx": b"PK"}),
    ("", "a file twice, the second of which ends in .yml", "", {"agencies/emergency-management.yml": OFFICE}),
    ("", "a whole file twice, the second of which ends in .yml", "levels: {x: {name: X, rank: 1, triggers: [Y], activated_by: [emergency-manager]}}", {"levels.yml": "x: {name: X}\n"}),
    # A value of the wrong sort
    ("", "a number beside the ways to reach somebody", "", {"contacts/duty-desk.yaml": BASE["contacts/duty-desk.yaml"].lstrip("\n") + "phone: 612-555-0117\n"}),
    ("", "a leader beside those who take part", "functions/a: {name: A, purpose: P, primary: example-city, assignments: []}", {}),
    ("", "a generator beside the power", "facilities/a: {name: A, type: depot, agency: example-city, generator: true}", {}),
    ("", "a field that is like none", "agencies/harbor: {name: Harbor Office, type: office, parent: example-city, color: blue}", {}),
    ("", "a colon in an item of a list", "agencies/harbor: null", {"agencies/harbor.yaml": HARBOR + "responsibilities:\n  - Bridges: open and close them\n"}),
    ("", "a list where one is wanted", "", {"roles/a.yaml": "name: A\nagency: example-city\nsection: X\nreports_to: [mayor, emergency-manager]\n"}),
    ("", "one where a list is wanted", "", {"agencies/harbor.yaml": HARBOR + "aliases: Docks\n"}),
    ("", "dashes without blanks", "", {"agencies/harbor.yaml": HARBOR + "responsibilities:\n  -Bridges\n  -Locks\n"}),
    ("", "bullets", "", {"agencies/harbor.yaml": HARBOR + "responsibilities:\n  • Bridges\n  • Locks\n"}),
    ("", "bullets before colons", "", {"agencies/harbor.yaml": HARBOR + "responsibilities:\n  • Bridges: open them\n  • Locks: close them\n"}),
    ("", "a bullet among dashes", "agencies/harbor: null", {"agencies/harbor.yaml": HARBOR + "responsibilities:\n  - Bridges\n  • Locks\n"}),
    ("", "a bullet that is indented further", "", {"roles/mayor.yaml": MAYOR + "duties:\n  - Lead\n    • Sign\n"}),
    ("", "one long dash", "", {"agencies/harbor.yaml": HARBOR + "aliases:\n  – Docks\n"}),
    ("", "curly quotes around a reference", "", {"roles/mayor.yaml": MAYOR.replace("example-city", "“example-city”")}),
    ("", "curly quotes around a number", DESK + "{type: voice, value: “612-555-0140”, verified: 2026-05-01}]}", {}),
    ("", "a group where a text is wanted", "", {"procedures/p.yaml": "name: P\nphase: prepare\ntrigger: T\ntarget: {hours: 2}\nsteps: [{do: Go there., who: mayor}]\n"}),
    ("", "a text where a group is wanted", "", {"facilities/a.yaml": "name: A\ntype: depot\nagency: example-city\nposition: 45.1, -93.2\n"}),
    ("", "names where groups are wanted", "", {"roles/mayor.yaml": MAYOR + "succession: {order: [emergency-manager, council], trigger: T, ends: E}\n"}),
    ("", "a field without a value", "", {"agencies/harbor.yaml": "name: Harbor Office\ntype: office\nparent: example-city\nacronym:\n"}),
    ("", "a needed field without a value", "", {"agencies/harbor.yaml": "name: Harbor Office\ntype:\nparent: example-city\n"}),
    ("", "a needed field that is only a remark", "", {"agencies/harbor.yaml": "name: # Harbor Office\ntype: office\nparent: example-city\n"}),
    ("", "a needed field that is not there", "", {"agencies/harbor.yaml": "name: Harbor Office\nparent: example-city\n"}),
    ("", "a number with its unit", "", {"facilities/a.yaml": "name: A\ntype: depot\nagency: example-city\ncapacity: 60 seats\n"}),
    ("", "a number with a comma", "", {"facilities/a.yaml": "name: A\ntype: depot\nagency: example-city\ncapacity: 1,200\n"}),
    ("", "a number with a letter", "", {"facilities/a.yaml": "name: A\ntype: depot\nagency: example-city\ncapacity: 6O\n"}),
    ("", "a number that is too small", "", {"facilities/a.yaml": "name: A\ntype: depot\nagency: example-city\ncapacity: -4\n"}),
    ("", "latitude and longitude exchanged", "", {"facilities/a.yaml": "name: A\ntype: depot\nagency: example-city\nposition: {lat: -93.2, lon: 45.1}\n"}),
    ("", "a web page without its beginning", "authorities/city-charter: {name: Charter, citation: C, level: city, says: S., checked: 2026-01-05, link: www.example.org/charter?a=1}", {}),
    ("", "something that is no web page", "authorities/city-charter: {name: Charter, citation: C, level: city, says: S., checked: 2026-01-05, link: see the binder}", {}),
    ("", "at once", "", {"procedures/p.yaml": "name: P\nphase: prepare\ntrigger: T\nsteps: [{do: Go there., who: mayor, within: immediately}]\n"}),
    ("", "a latitude that is none", "", {"facilities/a.yaml": "name: A\ntype: depot\nagency: example-city\nposition: {lat: -93.2, lon: 145.1}\n"}),
    ("", "no such day", "authorities/city-charter: {name: Charter, citation: C, level: city, says: S., checked: 2026-13-45}", {}),
    ("", "a year for a day", "authorities/city-charter: {name: Charter, citation: C, level: city, says: S., checked: 2026}", {}),
    ("", "a time without its unit", "", {"procedures/p.yaml": "name: P\nphase: prepare\ntrigger: T\nsteps: [{do: Go there., who: mayor, within: 15}]\n"}),
    ("", "a text cut off at a comma", "plan:\n  planning_team: [{role: mayor, duty: Direction and control, volunteers, continuity}]\n", {}),
    ("", "an alias", "agencies/harbor: null", {"agencies/harbor.yaml": HARBOR + "acronym: *short\n"}),
    ("", "nobody may activate", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: []}", {}),
    ("", "a section without text", "", {"sections/note.md": NOTE}),
    ("", "a federal function that is none", "functions/a: {name: A, purpose: P, federal_esf: [16], assignments: [{agency: example-city, part: primary}]}", {}),
    # References
    ("EOP201", "an agency where a role belongs", "roles/a: {name: A, agency: example-city, section: X, reports_to: example-city}", {}),
    ("EOP201", "a person where a role belongs", STEPS + "{do: Go there., who: duty-desk}]}", {}),
    ("EOP201", "two where one belongs", "", {"roles/a.yaml": "name: A\nagency: example-city\nsection: X\nreports_to: mayor, emergency-manager\n"}),
    ("EOP201", "a letter that only looks right", "roles/a: {name: A, agency: ex\u0430mple-city, section: X, reports_to: mayor}", {}),
    ("EOP201", "a blank that nobody sees", "roles/a: {name: A, agency: example\u200b-city, section: X, reports_to: mayor}", {}),
    ("EOP203", "a place that backs itself up", "facilities/eoc: {name: EOC, type: eoc, agency: example-city, hazard_zones: [Flats], backed_up_by: [eoc]}\n"
     "facilities/hall: {name: Hall, type: alternate-eoc, agency: example-city}\nlevels/x: {name: X, rank: 1, triggers: [Y], activated_by: [emergency-manager], eoc: [eoc, hall]}", {}),
    ("EOP201", "a waiver that rests because of a wrong name", "roles/a: {name: A, agency: example-city, section: X, reports_to: mayer}\n" + "".join(
        f"roles/r{at}: {{name: R{at}, agency: example-city, section: X, reports_to: mayor}}\n" for at in range(4)) +
     "plan:\n  waivers: [{rule: EOP308, of: 'role:mayor', reason: It has always been so, until: 2027-01-01}]\n", {}),
    ("EOP201", "something deleted, of which an opposite stays", "hazards/cold: {name: Cold, category: natural, probability: low, impact: low, annex: 'section:extreme-cold-annex'}\nsections/extreme-heat-annex: {name: Heat, part: hazard-annex, number: 1, body: Text}", {}),
    ("EOP201", "something renamed, and not where it is used", "resources/shelter-beds: {name: Cots, category: supply, agency: example-city}\n" + STEPS + "{do: Bring them., who: emergency-manager, using: [shelter-cots]}]}", {}),
    ("EOP201", "a name in place of the id of a holder", "contacts/avery: {name: Avery Example, type: person, agency: example-city, methods: [{type: voice, value: 612-555-0142, verified: 2026-05-01}]}\nroles/mayor: {name: Mayor, agency: example-city, section: X, holders: [Avery Example]}", {}),
    ("EOP201", "the first word of an id", "levels/partial-activation: {name: X, rank: 1, triggers: [Y], activated_by: [emergency-manager]}\nroles/a: {name: A, agency: example-city, section: X, reports_to: mayor, staffed_from: partial, holders: [duty-desk]}", {}),
    ("EOP210", "a kind of evidence that does not exist", "standards/a: {name: A, items: [{id: '1', requirement: R, found_by: [{kind: hazards}]}]}", {}),
    ("EOP210", "a kind of evidence that is like none", "standards/a: {name: A, items: [{id: '1', requirement: R, found_by: [{kind: zzz, field: zzz}]}]}", {}),
    ("EOP210", "a field of evidence that does not exist", "standards/a: {name: A, items: [{id: '1', requirement: R, found_by: [{kind: hazard, field: trigger}]}]}", {}),
    ("EOP210", "a field of evidence that is like none", "standards/a: {name: A, items: [{id: '1', requirement: R, found_by: [{kind: hazard, field: zzz}]}]}", {}),
    ("EOP201", "a place of a level that is misspelt", EOC + "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [emergency-manager], eoc: [hall, libary]}", {}),
    ("EOP201", "the one way that shares nothing with the others is misspelt", """
agencies/power: {name: Power Company, type: utility}
resources/cellular: {name: Cellular, category: network, agency: example-city, depends_on: [agency:power]}
resources/landlines: {name: Landlines, category: network, agency: example-city, depends_on: [agency:power]}
channels/bridge: {name: Bridge, type: telephone, value: 612-555-0150, use: U, operated_by: example-city, over: [resource:cellular]}
channels/desk: {name: Desks, type: telephone, value: 612-555-0151, use: U, operated_by: example-city, over: [resource:landlines]}
channels/runner: {name: Runner, type: runner, use: U, operated_by: example-city}
agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["channel:runner"]}
procedures/p: {name: P, phase: respond, trigger: T, steps: [{do: Call the leads., who: emergency-manager, on: [channel:bridge, channel:desk, channel:runnner]}]}
hazards/tornado: {name: Tornado, category: natural, probability: medium, impact: high, annex: "function:warning", first_hour: [p]}
functions/warning: {name: Warning, purpose: P, assignments: [{agency: emergency-management, part: primary}]}
""", {}),
    # The cover
    ("", "a cover that cannot be read because of a waiver, and one that can", "agencies/example-city: {name: Example City, type: jurisdiction, description: Ask TBD.}\nplan:\n"
     "  waivers: [{rule: EOP602}, 3, {rule: unfinished-text, of: 'agency:example-city', reason: It has always been so, until: 2027-01-01}]\n", {}),
    ("", "a cover that cannot be read because of a severity, and one that can", "agencies/example-city: {name: Example City, type: jurisdiction, description: Ask TBD.}\nplan:\n"
     "  severity: {EOP9: what, EOP406: 'off'}\n", {}),
    ("", "a cover that breaks off, in a plan with remarks", "".join(
        f"roles/r{at}: {{name: R{at}, agency: example-city, section: X, reports_to: mayor}}\n" for at in range(5)), {"plan.yaml": COVER + "notice: Plan: of the city\n"}),
    ("EOP311", "a country that is none", "plan:\n  phone_region: UK\n" + DESK + "{type: voice, value: 020 7946 0018, verified: 2026-05-01}]}", {}),
    ("EOP306", "one more under a leader whose six were waived", "".join(
        f"roles/r{at}: {{name: R{at}, agency: example-city, section: X, reports_to: mayor}}\n" for at in range(7)) +
     "plan:\n  waivers: [{rule: EOP308, of: 'role:mayor', reason: It has always been so, until: 2027-01-01}]\n", {}),
    ("EOP801", "a reason that is blank", "contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, audience: public, audience_reason: ' ', methods: [{type: voice, value: 612-555-0140, verified: 2026-05-01}]}", {}),
    ("", "a waiver without a day that is one", "agencies/example-city: {name: Example City, type: jurisdiction, description: Ask TBD.}\nplan:\n"
     "  waivers: [{rule: EOP406, of: 'agency:example-city', reason: It has always been so, until: next fall}]\n", {}),
    # People
    ("EOP301", "a leader left out, for whose leader too many was waived", "".join(
        f"roles/r{at}: {{name: R{at}, agency: example-city, section: X, reports_to: mayor}}\n" for at in range(4)) +
     "roles/r9: {name: R9, agency: example-city, section: X}\nplan:\n  waivers: [{rule: EOP308, of: 'role:mayor', reason: It has always been so, until: 2027-01-01}]\n", {}),
    ("EOP201", "somebody who left", "roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [duty-desk, gunnar-poe]}", {}),
    ("EOP313", "a switchboard with two extensions, and with the one again", "contacts/a: {name: A, type: desk, agency: example-city, methods: [{type: voice, value: 612-555-0140 ext. 12, verified: 2026-05-01}]}\n"
     "contacts/b: {name: B, type: desk, agency: example-city, methods: [{type: voice, value: 612-555-0140 x12, verified: 2026-05-01}]}", {}),
    ("EOP304", "a successor who stands there twice", "roles/mayor: {name: Mayor, agency: example-city, section: X, powers: [{may: M, authorities: [state-act]}],\n"
     "  succession: {order: [{role: emergency-manager}, {slot: S}, {role: emergency-manager}], trigger: T, ends: E}}", {}),
    ("EOP311", "an area code that cannot be", DESK + "{type: voice, value: 123-555-0140, verified: 2026-05-01}]}", {}),
    ("EOP311", "another area code that cannot be", DESK + "{type: voice, value: 911-555-0140, verified: 2026-05-01}]}", {}),
    ("EOP311", "a satellite number that is too short", DESK + "{type: voice, value: 612-555-0140, verified: 2026-05-01}, {type: satellite, value: 651-55-0114, verified: 2026-05-01}]}", {}),
    ("EOP406", "a mark for a number", DESK + "{type: voice, value: TBD, verified: 2026-05-01}]}", {}),
    ("EOP311", "a number and a remark", DESK + "{type: voice, value: 612-555-0140 (press 2), verified: 2026-05-01}]}", {}),
    ("EOP311", "two numbers in one", DESK + "{type: voice, value: 612-555-0140 or 612-555-0141, verified: 2026-05-01}]}", {}),
    ("EOP311", "an e-mail address for a voice", DESK + "{type: voice, value: desk@example.org, verified: 2026-05-01}]}", {}),
    ("EOP311", "a bridge with a number that cannot be", "channels/b: {name: Bridge, type: telephone, value: 763-555-01, use: U, operated_by: example-city}\n"
     "channels/b2: {name: Other bridge, type: telephone, value: Printed list, use: U, operated_by: example-city}\n"
     "agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ['channel:b', 'channel:b2']}", {}),
    # Procedures
    ("EOP404", "hours for minutes", STEPS + "{do: Go there., who: emergency-manager, within: 8 h}, {do: Sit., who: emergency-manager, within: 20 min}, {do: Stand., who: emergency-manager, within: 50 min}]}", {}),
    ("EOP404", "one late step before several", STEPS + "{id: a, do: Go there., who: emergency-manager, within: 55 min}, {do: Sit., who: emergency-manager, within: 20 min}, {do: Stand., who: emergency-manager, within: 30 min}, {do: Lie., who: emergency-manager, within: 55 min}]}", {}),
    ("EOP620", "an agreement without the party of its name", GYM + "agreements/gym: {name: Use of rooms with the School District, type: contract, parties: [example-city, emergency-management], scope: S, custodian: emergency-manager}\n"
     "agencies/emergency-management: {name: Office of Emergency Management, type: office, parent: example-city, depends_on: ['agreement:gym']}", {}),
    ("EOP620", "an agreement without the party of its name, which has a second half", "agencies/cross: {name: 'River Cross, Northern Region', type: nonprofit}\n"
     "agreements/beds: {name: Shelter agreement with the River Cross, type: memorandum, parties: [example-city, emergency-management], scope: S, custodian: emergency-manager}\n"
     "agencies/emergency-management: {name: Office of Emergency Management, type: office, parent: example-city, depends_on: ['agreement:beds', 'agency:cross']}", {}),
    ("EOP620", "an agreement without the owner of what it supplies", GYM + PUMPS % "emergency-management" + "resources/pump: {name: Pump, category: equipment, agency: schools, supplied_under: [pumps], location: gym}\n"
     + STEPS + "{do: Bring the pumps., who: emergency-manager, using: [pump]}]}", {}),
    ("EOP703", "an agreement that has run out, and that the EOC needs", EOC.replace("depends_on: []", "power: {supplied_by: power, generator: true, runs_for: 8 h, fuel_from: 'agreement:fuel'}") +
     "agencies/power: {name: Power, type: utility}\nagreements/fuel: {name: Fuel, type: contract, parties: [example-city, owner], scope: S, expires: 2026-01-01, custodian: emergency-manager}\nagencies/owner: {name: Owner, type: private}\n"
     "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [emergency-manager], eoc: [hall, library]}", {}),
    ("EOP620", "an agreement that lacks the owner of several things", "agencies/schools: {name: School District, type: school}\n" + PUMPS % "emergency-management" + "".join(
        f"facilities/gym{at}: {{name: Gym {at}, type: shelter, agency: schools, accessibility: {{step_free: true}}, agreements: [pumps]}}\n" for at in range(6)) +
     "agencies/example-city: {name: Example City, type: jurisdiction, depends_on: [" + ", ".join(f"'facility:gym{at}'" for at in range(6)) + "]}", {}),
    # Texts
    ("EOP406", "TBD beside a glossary", GLOSSARY + TEXT + "The place is TBD.", {}),
    ("EOP406", "XXX beside a glossary", GLOSSARY + TEXT + "Call XXX.", {}),
    ("EOP406", "a blank in angle brackets", TEXT + "The <title of official> decides.", {}),
    ("EOP406", "a blank in square brackets", TEXT + "The [TITLE] of [Jurisdiction Name] decides.", {}),
    ("EOP406", "a blank in capitals beside a glossary", GLOSSARY + TEXT + "Call [INSERT NAME] first.", {}),
    ("EOP406", "a blank in braces", TEXT + "The {{official}} decides.", {}),
    ("EOP406", "a needed text that is empty", "functions/a: {name: A, purpose: '', assignments: [{agency: example-city, part: primary}]}", {}),
    ("EOP406", "a needed text that is a dash", "procedures/p: {name: P, phase: prepare, trigger: '-', steps: [{do: Go there., who: emergency-manager}]}", {}),
    ("EOP406", "an empty item", "agencies/example-city: {name: Example City, type: jurisdiction, responsibilities: [Lead, '']}", {}),
    ("EOP803", "a number in a note", STEPS + "{do: Go there., who: emergency-manager, note: Call 612-555-0177 first.}]}", {}),
    ("EOP803", "a number among first actions", "roles/mayor: {name: Mayor, agency: example-city, section: X, first_actions: [Call 612-555-0177.]}", {}),
    ("EOP805", "a name among first actions", "roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [avery], first_actions: [Call Avery Example's desk.]}\n"
     "contacts/avery: {name: Avery Example, type: person, agency: example-city, methods: [{type: voice, value: 612-555-0142, verified: 2026-05-01}]}", {}),
    # What stands twice, or is left out
    ("EOP603", "a part twice", "functions/a: {name: A, purpose: P, assignments: [{agency: example-city, part: primary}, {agency: emergency-management, part: support}, {agency: emergency-management, part: support}]}", {}),
    ("EOP613", "a place in a part of the plan twice", "sections/a: {name: A, part: basic-plan, number: 1, body: Text}\nsections/b: {name: B, part: basic-plan, number: 1, body: Text}\nsections/c: {name: C, part: appendix, number: 1, body: Text}", {}),
    ("EOP613", "the label of the one before", "".join(f"functions/f{at}: {{name: F{at}, label: {label}, purpose: P, assignments: [{{agency: example-city, part: primary}}]}}\n" for at, label in enumerate("ABBD")), {}),
    ("EOP615", "an annex left out", "".join(f"sections/a{at}: {{name: A{at}, part: hazard-annex, label: Hazard annex {at}, number: {at}, body: Text}}\n" for at in (1, 2, 4)), {}),
    ("EOP613", "a requirement twice", "standards/a: {name: A, items: [{id: '1', requirement: R, not_here: N}, {id: '1', requirement: S, not_here: N}]}", {}),
    # Days
    ("EOP713", "an agreement that ends before it begins", "agreements/fuel: {name: Fuel, type: contract, parties: [example-city, owner], scope: S, effective: 2026-03-01, expires: 2025-06-30, custodian: emergency-manager}\n"
     "agencies/owner: {name: Owner, type: private}\nagencies/example-city: {name: Example City, type: jurisdiction, depends_on: ['agreement:fuel']}", {}),
    ("EOP712", "an assessment that has not come yet", "hazards/a: {name: A, category: natural, probability: low, impact: low, assessment: {source: S, assessed: 2062-01-01}}", {}),
    ("EOP712", "a storm that has not come yet", "hazards/a: {name: A, category: natural, probability: low, impact: low, history: [{date: 2062-01-01, what: W}]}", {}),
    ("EOP712", "an election that has not come yet", "events/a: {name: A, date: 2062-01-01, type: election}", {}),
    ("EOP712", "an incident that has not come yet", "events/a: {name: A, date: 2062-01-01, type: incident}", {}),
]  # fmt: skip


def told(overlay: str, files: Files) -> list[str]:
    loaded = plan_of(overlay, dict(files))
    return [
        f"  {found.code} {found.severity.value} {found.file}:{found.span.line}:{found.span.column} {found.message} | {found.hint}"
        + "".join(f"\n      {near.file}:{near.span.line}:{near.span.column} {near.note}" for near in found.related)
        for found in judge(loaded, Graph(loaded.plan), TODAY).standing
    ]


def test_one_mistake_is_one_finding() -> None:
    text = "".join(
        f"{what}\n" + "\n".join(told(overlay, files) or ["  nothing"]) + "\n" for _, what, overlay, files in CASES
    )
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8"), (
        "if it is right: UPDATE_GOLDEN=1 pytest tests/test_one_mistake.py"
    )


@pytest.mark.parametrize(("overlay", "files"), [case[2:] for case in CASES], ids=[case[1] for case in CASES])
def test_nothing_follows_from_it(overlay: str, files: Files) -> None:
    lines = {line.split()[2].rpartition(":")[0] for line in told(overlay, files)}
    assert len(lines) <= max(1, len(files))
