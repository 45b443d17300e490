"""The edges of the rules: the last case that a rule passes over, the first that it reports, and all that it says there.

`test_mutations_of_rules` sees to it that each condition of each rule has a case, here or among the examples.
"""

# ruff: noqa: E501, ISC004 (the table below is read across)
from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_rules import LEVELS, PERSON

import eop_tools.io.links
from eop_tools.lint.engine import judge
from eop_tools.plan.graph import Graph
from eop_tools.rule import Selection, the_rule
from eop_tools.testing import TODAY, plan_of


def shifts(*hours: str) -> str:
    """Contacts with a telephone and a radio each, at hours of their own."""
    return "".join(
        f"contacts/{id}: {{name: {id.upper()}, type: desk, agency: example-city, methods: "
        f"[{{type: voice, value: 222-555-0150, hours: '{each}'}}, {{type: radio, value: R, hours: '{each}'}}]}}\n"
        for id, each in zip("abcd", hours, strict=False)
    )


GOLDEN = Path(__file__).parent / "golden" / "rule_edges.txt"
BROKEN_AGENCY = "agencies/broken: {nmae: Broken}\n"
FUNCTION = "{name: %s, purpose: P, assignments: [{agency: %s, part: primary}]}"
ROLE = "{name: %s, agency: example-city, section: X, reports_to: mayor}"
STEPS = "procedures/p: {name: P, phase: respond, trigger: T, steps: ["
DESK = "contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: ["
MANAGER = "roles/emergency-manager: {name: Manager, agency: example-city, section: X, reports_to: mayor, round_the_clock: true, holders: [%s]}\n"
AGENCIES = "".join(f"agencies/net-{letter}: {{name: Net {letter.upper()}, type: utility}}\n" for letter in "abcd")
NETS = "[agency:net-a, agency:net-b, agency:net-c, agency:net-d]"
HIGH = "{name: River flood, category: natural, probability: high, impact: high%s}\n"
POWER = """
agencies/power: {name: Power Company, type: utility}
resources/cellular: {name: Cellular network, category: network, agency: example-city, depends_on: [agency:power]}
resources/landlines: {name: Landlines, category: network, agency: example-city, depends_on: [agency:power]}
"""
FIRST_HOUR = """
hazards/flood: {name: River flood, category: natural, probability: high, impact: high, first_hour: [p]}
procedures/p: {name: P, phase: respond, trigger: T, steps: [{do: Call., who: emergency-manager, %s}]}
"""
CHANNEL = "channels/%s: {name: Channel, type: telephone, value: 222-555-0150, use: U, operated_by: example-city%s}\n"
LONG = "Carry the emergencygeneratorconnectionswitchboardassembly up from the cellar"
SAME = """
agencies/same: {name: Same, type: office, parent: example-city}
channels/same: {name: Same, type: runner, use: U, operated_by: example-city}
facilities/same: {name: Same, type: depot, agency: example-city}
resources/same: {name: Same, category: equipment, agency: example-city}
"""
TEXT = "agencies/example-city:\n  name: Example City\n  type: jurisdiction\n  description: >-\n    "
HARD = " ".join(
    ["Notwithstanding organizational interdependencies, interjurisdictional coordination necessitates"] * 12
)


def circle(size: int) -> str:
    lines = [f"agencies/a{at}: {{name: A{at}, type: office, parent: a{(at + 1) % size}}}" for at in range(size)]
    return "\n".join(lines)


def hard(words: int) -> str:
    return " ".join(["interjurisdictional"] * words) + "."


EDGES: list[tuple[str, str, str]] = [
    # Assignments
    ("EOP602", "four in charge", "functions/a: {name: A, purpose: P, assignments: [" + ", ".join(
        f"{{agency: {id}, part: primary}}" for id in ("example-city", "emergency-management", "net-a", "net-b")) + "]}\n" + AGENCIES),
    ("EOP602", "two of one government beside one of another", "agencies/elm: {name: Elm County, type: county}\n"
     "functions/a: {name: A, purpose: P, assignments: [{agency: elm, part: primary}, {agency: example-city, part: primary}, {agency: emergency-management, part: primary}]}"),
    ("EOP602", "a government and a utility", "functions/a: {name: A, purpose: P, assignments: [{agency: net-a, part: primary}, {agency: example-city, part: primary}]}\n" + AGENCIES),
    ("EOP605", "an idle agency beside a broken one", "agencies/idle: {name: Idle, type: office}\nfunctions/a: " + FUNCTION % ("A", "example-city") + "\n" + BROKEN_AGENCY),
    ("EOP605", "an idle agency without a cover", "plan: null\nagencies/idle: {name: Idle, type: office}\nfunctions/a: " + FUNCTION % ("A", "example-city")),
    ("EOP606", "a partner, and an agreement that cannot be read", "agencies/relief: {name: Relief, type: nonprofit}\n"
     "functions/a: " + FUNCTION % ("A", "relief") + "\nagreements/broken: {nmae: Broken}"),
    ("EOP606", "a partner with two tasks", "agencies/relief: {name: Relief, type: nonprofit}\n" + "\n".join(
        f"functions/f{at}: " + FUNCTION % (f"F{at}", "relief") for at in range(2))),
    ("EOP606", "a partner with seven tasks", "agencies/relief: {name: Relief, type: nonprofit}\n" + "\n".join(
        f"functions/f{at}: " + FUNCTION % (f"F{at}", "relief") for at in range(7))),
    # Channels
    ("EOP412", "two of one name", "channels/a: {name: One, type: runner, use: U, operated_by: example-city}\n"
     "channels/b: {name: One, type: runner, use: U, operated_by: example-city}"),
    ("EOP412", "two with one talkgroup", "channels/a: {name: One, type: talkgroup, talkgroup: T-1, use: U, operated_by: example-city}\n"
     "channels/b: {name: Two, type: talkgroup, talkgroup: T-1, use: U, operated_by: example-city}"),
    ("EOP412", "two with one frequency and no tone", "channels/a: {name: One, type: conventional, rx_mhz: 154.28, use: U, operated_by: example-city}\n"
     "channels/b: {name: Two, type: conventional, rx_mhz: 154.280, use: U, operated_by: example-city}"),
    # Command
    ("EOP317", "a placeholder who keeps something", "agencies/affected: {name: The affected city, type: contextual}\n"
     "roles/a: {name: A, agency: affected, section: X, reports_to: mayor}\nroles/b: {name: B, agency: example-city, section: X, reports_to: mayor, owner: a}"),
    ("EOP318", "a placeholder who steps in", "agencies/affected: {name: The affected city, type: contextual}\n"
     "roles/a: {name: A, agency: affected, section: X, reports_to: mayor}\nroles/b: {name: B, agency: example-city, section: X, reports_to: mayor}\n"
     "roles/mayor: {name: Mayor, agency: example-city, section: X, succession: {order: [{role: a}, {role: b}], trigger: T, ends: E}}"),
    ("EOP308", "six who report to one, and a role that cannot be read", "\n".join(
        f"roles/r{at}: " + ROLE % f"R{at}" for at in range(6)) + "\nroles/broken: {nmae: Broken}"),
    ("EOP309", "one who leads one, and a role that cannot be read", LEVELS + """
roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, staffed_from: partial, holders: [duty-desk]}
roles/b: {name: B, agency: example-city, section: X, reports_to: a, staffed_from: partial, holders: [duty-desk]}
roles/broken: {nmae: Broken}
"""),
    ("EOP309", "one who leads a position of one, said and of two", LEVELS + "".join(f"""
roles/a{people}: {{name: A{people}, agency: example-city, section: X, reports_to: mayor, staffed_from: partial, holders: [duty-desk]}}
roles/b{people}: {{name: B{people}, agency: example-city, section: X, reports_to: a{people}, staffed_from: partial, people: {people}, holders: [duty-desk]}}
""" for people in (1, 2))),
    ("EOP310", "a line in one agency for a role without powers", """
roles/a: {name: A, agency: example-city, section: X, reports_to: mayor}
roles/mayor: {name: Mayor, agency: example-city, section: X, succession: {order: [{role: a}], trigger: T, ends: E}}
"""),
    # Contacts
    ("EOP311", "a number of the cover's country", "plan:\n  phone_region: GB\n" + DESK + "{type: voice, value: 020 7946 0018, verified: 2026-05-01}]}"),
    ("EOP311", "letters in place of digits, and others among them", DESK + "{type: voice, value: 612-673-2OOO}, {type: voice, value: 222-673-2OOO}, {type: voice, value: 6l2-673-2000}, {type: voice, value: 612-673-TBD0}, {type: voice, value: '222-555-0140 O'}]}"),
    ("EOP311", "a number among words", DESK + "{type: voice, value: 'C: 222-555-0140'}, {type: voice, value: 222-555-0140 (cell)}, {type: voice, value: 222-555-0141 24 hrs}, "
     "{type: voice, value: '222-555-0142 PIN 12#'}, {type: voice, value: 222-555-0143 ext.}, {type: voice, value: 222-555-0143/0144}, {type: voice, value: 1-800-RED-CROSS (1-800-733-2768)}]}"),
    ("EOP311", "what only rings inside", DESK + "{type: voice, value: 4-1234}, {type: voice, value: '5678'}, {type: voice, value: x5678}]}"),
    ("EOP311", "what people and spreadsheets make of a number", DESK + ", ".join(f"{{type: voice, value: '{text}'}}" for text in (
        "E911", "9-222-555-0140", "8, 1-222-555-0140", "9-222-555", "*67 222-555-0140", "2.22555E+09", "2225550140.0", "2,225,550,140", "6,126,732",
        "222-555-0140*", "222-555-0140/13", "222-555-0140 x13/14", "222-555-0140 meeting ID 123-456-789", "222-555-0140,6126732001", "222-FIX-ROAD",
    )) + "]}"),
    ("EOP311", "a short code, for messages and for calls", DESK + "{type: voice, value: '41234'}, {type: fax, value: '888777'}, {type: text, value: '41235'}]}"),
    ("EOP311", "a short code elsewhere", "plan:\n  phone_region: GB\n" + DESK + "{type: voice, value: '18000'}]}"),
    ("EOP313", "one number of two houses", DESK + "{type: voice, value: 222-555-0140}]}" + PERSON.replace("0142", "0140").replace("agency: emergency-management", "agency: example-city")),
    ("EOP313", "an extension inside one house, and inside two", DESK + "{type: voice, value: x5678}]}\n"
     "contacts/a: {name: A, type: desk, agency: emergency-management, methods: [{type: voice, value: Ext. 5678}]}\n"
     "contacts/b: {name: B, type: desk, agency: example-city, methods: [{type: voice, value: Ext. 5678}]}"),
    ("EOP312", "an e-mail address without its sign, and a pager's without its end", DESK + "{type: email, value: desk.example.org}, {type: pager, value: desk@page}]}"),
    ("EOP312", "the longest address, and one that is longer", DESK + f"{{type: email, value: {'a' * 60}@{'b' * 189}.org}}, {{type: email, value: {'a' * 60}@{'c' * 190}.org}}]}}"),
    ("EOP313", "two satellite telephones of one number", DESK + "{type: satellite, value: 222-555-0140, verified: 2026-05-01}]}" + PERSON.replace("voice", "satellite").replace("0142", "0140")),
    ("EOP313", "one number, twice with one of the two", DESK + "{type: voice, value: 222-555-0140}]}" + PERSON.replace(
        "methods: [{type: voice, value: 222-555-0142", "methods: [{type: text, value: 222-555-0140}, {type: voice, value: 222-555-0140")),
    ("EOP313", "two numbers that cannot exist", DESK + "{type: voice, value: 123-4567}]}" + PERSON.replace("222-555-0142", "765-4321")),
    ("EOP313", "a switchboard with two extensions, with one and with none, and with one for two", DESK + "{type: voice, value: 222-555-0140 ext. 12}, {type: voice, value: 222-555-0141 x34}, {type: voice, value: 222-555-0144 Ext 5}, {type: text, value: 222-555-0144 x5}, {type: voice, value: 222-555-0140}]}" + PERSON.replace(
        "methods: [{type: voice, value: 222-555-0142", "methods: [{type: voice, value: '222-555-0140 #13'}, {type: voice, value: 222-555-0141}, {type: voice, value: '222-555-0144;ext=5'")),
    ("EOP316", "a switchboard with two extensions, and one of them again", DESK + "{type: voice, value: 222-555-0140 ext. 12}, {type: voice, value: 222-555-0140 ext. 13}, {type: voice, value: 222 555 0140 x12}]}"),
    ("EOP311", "what no area code and no local number begins with, here and elsewhere", DESK + "{type: voice, value: (112) 555-0140}, {type: voice, value: +1 222.155.0140}, {type: voice, value: 222-055-0140}, {type: voice, value: 012-155-0140}, {type: voice, value: 212-200-014}]}"),
    ("EOP311", "a number that elsewhere cannot be for other reasons", "plan:\n  phone_region: GB\n" + DESK + "{type: voice, value: 112-155-0140}]}"),
    ("EOP621", "something cannot be read", "plan:\n  related_plans: []\nhazards/flood: {name: Flood}"),
    ("EOP621", "a hazard that another plan covers", "plan:\n  related_plans: [{title: T, agency: example-city, covers: ['hazard:flood'], stands_for: [levels, places, numbers]}]\nhazards/flood: {name: Flood, category: natural}"),
    ("EOP621", "a function that another plan covers, normal operations, a fax at any hour and hours not said", "plan:\n  related_plans: [{title: T, agency: example-city, covers: ['function:care']}]\nfunctions/care: {name: Care}\nlevels/normal: {name: Normal, rank: 0}\nfacilities/a: {name: A, type: depot, agency: example-city}\n" + DESK + "{type: fax, value: 222-555-0140, hours: 24/7}, {type: voice, value: 222-555-0141}]}"),
    ("EOP607", "a possible hazard of high impact", "hazards/a: {name: A, category: natural, probability: medium, impact: high}"),
    ("EOP809", "a desk without a number", "contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management}"),
    ("EOP622", "normal operations, which nobody activates", "levels/normal: {name: Normal, rank: 0}"),
    ("EOP623", "roles that cannot be read", "contacts/a: {name: A, type: person, agency: example-city}\nlevels/x: {name: X, rank: 1, activated_by: [mayor], notify: ['contact:a']}\nroles/x: {name: X}"),
    ("EOP623", "a role to be reached, one to sign and a record", "contacts/a: {name: A, type: person, agency: example-city}\nroles/mayor: {name: Mayor, agency: example-city, section: Command, holders: [a]}\nroles/emergency-manager: {name: E, agency: emergency-management, section: Command, reports_to: mayor, round_the_clock: true, holders: [duty-desk, a]}\nrecords/r: {name: R, date: 2026-05-20, action: verified, by: mayor, of: ['contact:a', 'contact:b']}\ncontacts/b: {name: B, type: person, agency: example-city}"),
    ("EOP624", "a hazard of which nothing is known", "hazards/a: {name: A, category: natural}"),
    ("EOP607", "a likely hazard of which nobody knows how bad it would be", "hazards/a: {name: A, category: natural, probability: high}"),
    ("EOP314", "tried on the last day that counts", DESK + "{type: voice, value: 222-555-0140, verified: 2025-12-03}]}"),
    ("EOP314", "tried a day earlier", DESK + "{type: voice, value: 222-555-0140, verified: 2025-12-02}]}"),
    ("EOP314", "seven never tried, and a record of something else", DESK + ", ".join(
        f"{{type: voice, value: 222-555-015{at}}}" for at in range(7)) + "]}\nrecords/r: {name: R, date: 2026-05-20, action: exercised, by: mayor, of: ['contact:duty-desk']}"),
    ("EOP314", "tried a day earlier than the cover asks for", "plan:\n  review: {verify_contacts_every: 90 days, reviewed: 2026-01-15, rewritten: 2026-01-15}\n" + DESK + "{type: voice, value: 222-555-0140, verified: 2026-03-01}]}"),
    ("EOP315", "a holder who is not there", MANAGER % "nobody, duty-desk"),
    ("EOP315", "two ways that share two networks, and have one each", AGENCIES + DESK +
     "{type: voice, value: 222-555-0140, hours: 24/7, over: ['agency:net-a', 'agency:net-b', 'agency:net-c']}, "
     "{type: email, value: a@example.org, hours: 24/7, over: ['agency:net-b', 'agency:net-c', 'agency:net-d']}]}\n" + MANAGER % "duty-desk"),
    ("EOP315", "four holders, none at night", MANAGER % "a, b, c, d" + "\n".join(
        f"contacts/{id}: {{name: {id.upper()}, type: person, agency: example-city, methods: [{{type: voice, value: 222-555-0150, hours: 'weekdays 08:00-16:00'}}]}}" for id in "abcd")),
    ("EOP315", "ways whose hours nobody says, alone and as a second", DESK + "{type: voice, value: 222-555-0140}]}\n" + MANAGER % "duty-desk"),
    ("EOP315", "a way by day, and one whose hours nobody says over the same network", DESK + "{type: voice, value: 222-555-0140, hours: weekdays 08:00-16:30}, {type: text, value: 222-555-0140}]}\n" + MANAGER % "duty-desk"),
    ("EOP315", "one way at any hour, and one over another network whose hours nobody says", DESK + "{type: voice, value: 222-555-0140, hours: 24/7}, {type: radio, value: Unit 1}]}\n" + MANAGER % "duty-desk"),
    ("EOP315", "one way at any hour, and one over the same network whose hours nobody says", DESK + "{type: voice, value: 222-555-0140, hours: 24/7}, {type: text, value: 222-555-0140}]}\n" + MANAGER % "duty-desk"),
    ("EOP315", "two ways at any hour and one whose hours nobody says", DESK + "{type: voice, value: 222-555-0140, hours: 24/7}, {type: radio, value: Unit 1, hours: 24/7}, {type: text, value: 222-555-0140}]}\n" + MANAGER % "duty-desk"),
    *(("EOP315", what, shifts(*hours) + MANAGER % ", ".join("abcd"[:len(hours)])) for what, hours in (
        ("two shifts", ("daily 06:00-18:00", "daily 18:00-06:00")),
        ("three shifts that end at midnight", ("daily 06:00-14:00", "daily 14:00-22:00", "daily 22:00-06:00")),
        ("weekdays and weekends", ("weekdays 00:00-23:59", "weekends 00:00-24:00")),
        ("a whole day from midnight to midnight", ("daily 00:00-00:00",)),
        ("four platoons of a day each", ("Mon, Thu 07:00-07:00", "Tue, Fri 07:00-07:00", "Wed, Sat 07:00-07:00", "Sun 07:00-07:00")),
        ("two shifts with an hour between them", ("daily 06:00-17:00", "daily 18:00-06:00")),
        ("by day and by night, but on no holiday", ("daily 06:00-18:00, except holidays", "daily 18:00-06:00, except holidays")),
        ("by day, but on no holiday, and by night on holidays, too", ("daily 06:00-18:00, except holidays", "daily 18:00-06:00")),
        ("holidays of their own", ("weekdays 00:00-24:00, except holidays", "weekends, holidays 00:00-24:00")),
        ("by appointment", ("by appointment",)),
        ("on two Mondays of a month", ("2nd Mon, 4th Mon 00:00-24:00",)),
    )),
    ("EOP315", "an office by day, a mobile telephone at all other hours, over two networks, and a radio", AGENCIES + DESK +
     "{type: voice, value: 222-555-0140, hours: weekdays 08:00-16:30, over: ['agency:net-a']}, "
     "{type: voice, value: 222-555-0141, hours: 'weekdays 16:30-08:00, Sat, Sun 00:00-24:00, Mon 00:00-08:00', over: ['agency:net-b']}, "
     "{type: radio, value: Unit 1, hours: 24/7}]}\n" + MANAGER % "duty-desk"),
    ("EOP315", "two ways by day over one network, and one by night over another", AGENCIES + DESK +
     "{type: voice, value: 222-555-0140, hours: 'daily 08:00-20:00', over: ['agency:net-a']}, "
     "{type: text, value: 222-555-0141, hours: 'daily 08:00-20:00', over: ['agency:net-a']}, "
     "{type: voice, value: 222-555-0142, hours: 'daily 20:00-08:00', over: ['agency:net-b']}]}\n" + MANAGER % "duty-desk"),
    ("EOP325", "of three contacts one is asked nothing, one says it of one way, one says nothing", DESK + "{type: voice, value: 222-555-0140, hours: 24/7}, {type: email, value: a@example.org}]}\n" + PERSON +
     "contacts/b: {name: B, type: person, agency: example-city, methods: [{type: voice, value: 222-555-0143}]}\n" + STEPS + "{do: Call., who: mayor, call: ['contact:duty-desk', 'contact:avery']}]}"),
    ("EOP325", "one who is notified, five who hold a role with steps, one who is called and one by whom", LEVELS + "levels/normal: {name: Normal, rank: 0, triggers: [T], activated_by: [mayor], notify: ['contact:a']}\n" + "".join(
        f"contacts/{id}: {{name: {id.upper()}, type: person, agency: example-city, methods: [{{type: voice, value: 222-555-0143}}]}}\n" for id in "abcdefgh") +
     "roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [b, c, d, e, f]}\n" + STEPS + "{do: Call., who: mayor, call: ['contact:g'], on: ['contact:h']}]}"),
    *(("EOP326", hours, DESK + "{type: voice, value: 222-555-0140, hours: '" + hours + "'}]}\n") for hours in (
        "weekdays 08:00-05:00", "daily 19:00-07:00", "daily 12:00-08:00", "daily 11:59-08:00", "daily 11:00-03:00", "daily 11:00-03:01", "daily 07:00-07:00", "daily 07:00-06:59",
        "daily 00:00-23:00", "daily 07:00-24:00", "weekdays 08:00-12:00, 13:00-04:30", "24/7", "by appointment")),
    ("EOP311", "without a cover", "plan: null\n" + DESK + "{type: voice, value: 222-555-014}, {type: voice, value: 222-555-0140}]}"),
    ("EOP311", "a country that is none", "plan:\n  phone_region: XX\n" + DESK + "{type: voice, value: 222-555-014}]}"),
    ("EOP311", "signs that are no digits", DESK + "{type: satellite, value: 651-55-O114}, {type: fax, value: desk@example.org}, {type: text, value: desk@example.org}, "
     "{type: voice, value: desk@page}, {type: email, value: 222-555-014}, {type: radio, channel: a}, {type: pager, value: 555-0140 (page twice)}]}\n"
     "channels/a: {name: A, type: web, value: 12-34, use: U, operated_by: example-city}\nchannels/b: {name: B, type: telephone, value: 12-34 x, use: U, operated_by: example-city}"),
    ("EOP313", "one British number in two forms", "plan:\n  phone_region: GB\n" + DESK + "{type: voice, value: 020 7946 0018}]}" + PERSON.replace("222-555-0142", "+44 20 7946 0018")),
    ("EOP313", "one number without a cover", "plan: null\n" + DESK + "{type: voice, value: 222-555-0142}]}" + PERSON),
    ("EOP316", "two ways to write a satellite number, and two channels", DESK + "{type: satellite, value: 222-555-0140}, {type: satellite, value: (222) 555-0140}, "
     "{type: radio, channel: a}, {type: radio, channel: b}]}\n"
     "channels/a: {name: A, type: runner, use: U, operated_by: example-city}\nchannels/b: {name: B, type: runner, use: U, operated_by: example-city}"),
    # Counting
    ("EOP615", "a gap, and a function that cannot be read", "\n".join(
        f"functions/{id}: {{name: {id}, label: {id.upper()}, purpose: P}}" for id in "abd") + "\nfunctions/broken: {nmae: Broken}"),
    ("EOP615", "a gap, and a section that cannot be read", "\n".join(
        f"functions/{id}: {{name: {id}, label: {id.upper()}, purpose: P}}" for id in "abd") + "\nsections/broken: {nmae: Broken}"),
    ("EOP615", "a label twice, which is one too many, in a row where one is missing, in one where two are, and in another", "".join(
        f"functions/{scheme}{at}: {{name: {scheme}{at}, scheme: {scheme}, label: {label}, purpose: P}}\n"
        for scheme, labels in (("annex", "ABBD"), ("esf", "1225"), ("mission", "ABD")) for at, label in enumerate(labels))),
    ("EOP615", "letters that are doubled after Z, and two of them", "".join(
        f"functions/{id.lower()}: {{name: {id}, label: {id}, purpose: P}}\n" for id in ("Y", "Z", "AA", "CC", "EE")) + "".join(
        f"functions/m{id.lower()}: {{name: {id}, scheme: mission, label: {id}, purpose: P}}\n" for id in ("Z", "AA", "AC"))),
    ("EOP615", "Roman numerals, numbers with letters, and a number that counts nothing", "".join(
        f"functions/r{at}: {{name: R{at}, label: {label}, purpose: P}}\n" for at, label in enumerate(("I", "II", "IV", "VI"))) + "".join(
        f"functions/n{at}: {{name: N{at}, scheme: esf, label: {label}, purpose: P}}\n" for at, label in enumerate(("1", "2a", "2b", "4", "999", "1000", "1500"))) +
     "sections/three: {name: Three, part: appendix, label: Annex V, number: 3, body: Text}"),
    ("EOP615", "two only, far apart", "\n".join(f"functions/{id}: {{name: {id}, label: {id.upper()}, purpose: P}}" for id in "ad")),
    ("EOP616", "a wrong number beside a file that cannot be read", LEVELS + TEXT + "There are four activation levels.\n" + BROKEN_AGENCY),
    ("EOP616", "four that may be some, five that may not", "functions/a: " + FUNCTION % ("A", "example-city") + "\n" + TEXT + "All four functions. All five functions."),
    ("EOP616", "bold, words, thousands and what stands between", LEVELS + "functions/a: {name: A, label: ESF 1, purpose: P}\n" + TEXT +
     "There are **28 ESFs** and additional groups. There are twenty-eight (28) separate, numbered county ESFs. There are currently a total of 1,200 functions. "
     "There are a hundred and five ESF annexes (see below). The 15 ESFs of FEMA. There are one hundred and four `levels`, as well as more. There are __two__ levels."),
    ("EOP616", "more than a hundred, rightly", "".join(f"functions/f{at}: {{name: F{at}, purpose: P}}\n" for at in range(121)) + TEXT +
     "There are 121 functions. There are a hundred and twenty-one functions. There are one hundred twenty-one functions."),
    ("EOP616", "functions that the text calls ESFs", "functions/a: " + FUNCTION % ("A", "example-city") + "\n" + TEXT + "There are 28 ESFs. The 28 ESFs."),
    ("EOP616", "a number of another's plan", TEXT + "FEMA says the plan has 7 hazards.\nhazards/flood: " + HIGH % ""),
    ("EOP616", "numbers of kinds of things", TEXT + "This plan has 9 functional annexes. This plan has 9 emergency support functions. "
     "This plan has 9 hazard annexes. This plan has 9 shelters.\n" + """
functions/a: {name: A, scheme: esf, purpose: P}
functions/b: {name: B, scheme: mission, purpose: P}
functions/c: {name: C, scheme: mission, purpose: P}
sections/a: {name: A, part: functional-annex, number: 1, body: Text}
sections/b: {name: B, part: hazard-annex, number: 2, body: Text}
sections/c: {name: C, part: basic-plan, number: 3, body: Text}
sections/d: {name: D, part: basic-plan, number: 4, body: Text}
facilities/a: {name: A, type: shelter, agency: example-city}
facilities/b: {name: B, type: depot, agency: example-city}
facilities/c: {name: C, type: depot, agency: example-city}
"""),
    ("EOP615", "annexes by letters, without I; two rows; one number alone", "".join(
        f"sections/a{at}: {{name: A{at}, part: hazard-annex, label: '{label}', number: {at}, body: Text}}\n"
        for at, label in enumerate(("Annex G", "Annex H", "Annex J", "Annex L", "Tab 1", "Tab 2", "Tab 5", "7", "9", "12")))),
    # Coverage
    ("EOP612", "no functions and no law", "authorities/city-charter: null\nauthorities/state-act: null\nauthorities/stafford-act: null"),
    ("EOP617", "six without a copy", "plan:\n  distribution: [{to: emergency-management, medium: site}]\n" + "".join(
        f"agencies/a{at}: {{name: A{at}, type: county}}\nfunctions/f{at}: " + FUNCTION % (f"F{at}", f"a{at}") + "\n" for at in range(6))),
    ("EOP607", "a section that cannot be read", "hazards/flood: " + HIGH % "" + "sections/broken: {nmae: Broken}"),
    ("EOP607", "a section that covers it", "hazards/flood: " + HIGH % "" + "sections/a: {name: A, part: hazard-annex, number: 1, covers: ['hazard:flood'], body: Text}"),
    ("EOP607", "a section that only needs it", "hazards/flood: " + HIGH % "" + "sections/a: {name: A, part: hazard-annex, number: 1, depends_on: ['hazard:flood'], body: Text}"),
    ("EOP607", "the county's plan covers one of two", "hazards/flood: " + HIGH % "" + "hazards/fire: " + HIGH.replace("River flood", "Fire") % "" + "plan:\n  related_plans: [{title: County Plan, agency: example-city, covers: ['hazard:flood']}]"),
    ("EOP612", "no law of the state, and nobody knows whose plan it is", "plan:\n  jurisdiction: Elm\nauthorities/state-act: null\nfunctions/a: " + FUNCTION % ("A", "example-city")),
    ("EOP612", "a tribal nation without a law of its own", "plan:\n  jurisdiction: Red Stone Band\n  promulgation: {text: T, effective: 2026-01-15}\nagencies/band: {name: Red Stone Band, type: tribal}\nauthorities/state-act: null\nauthorities/city-charter: null\nfunctions/a: " + FUNCTION % ("A", "example-city")),
    ("EOP613", "one label in two cases, and one number in two parts", "sections/a: {name: A, part: basic-plan, label: Annex a, number: 1, body: Text}\n"
     "sections/b: {name: B, part: appendix, label: ANNEX  A, number: 1, body: Text}\nstandards/a: {name: A, items: [{id: '1', requirement: R, not_here: N}]}\nstandards/b: {name: B, items: [{id: '1', requirement: R, not_here: N}]}"),
    ("EOP613", "two with words for a label, one place taken twice at the end, and one whose neighbor is missing", "".join(
        f"functions/{scheme}{at}: {{name: {scheme}{at}, scheme: {scheme}, label: {label}, purpose: P}}\n"
        for scheme, labels in (("annex", ("A", "B", "B")), ("esf", ("2", "2", "3")), ("mission", ("Fire plan", "Fire Plan"))) for at, label in enumerate(labels))),
    ("EOP613", "a label twice behind one that is missing, and before one", "".join(
        f"functions/{scheme}{at}: {{name: {scheme}{at}, scheme: {scheme}, label: {label}, purpose: P}}\n"
        for scheme, labels in (("annex", "1334"), ("esf", "1224")) for at, label in enumerate(labels))),
    ("EOP615", "letters, and a section with a number", "\n".join(f"functions/{id}: {{name: {id}, label: {id.upper()}, purpose: P}}" for id in "abd") +
     "\nsections/three: {name: Three, part: appendix, label: Annex 3, number: 3, body: Text}"),
    ("EOP613", "a section that covers only one of two", "functions/a: {name: A, label: F, purpose: P}\nfunctions/b: {name: B, label: F, purpose: P}\n"
     "sections/f: {name: F, part: functional-annex, number: 1, label: Annex F, covers: ['function:a'], body: Text}"),
    # Dates
    ("EOP709", "read on the last day that counts, a day earlier, by a record, in a source, and never", """
authorities/a: {name: A, citation: C, level: city, says: S, checked: 2022-06-01}
authorities/b: {name: B, citation: C, level: city, says: S, checked: 2022-05-31}
authorities/c: {name: C, citation: C, level: city, says: S}
authorities/d: {name: D, citation: C, level: city, says: S, sources: [{title: T, checked: 2020-01-01}]}
authorities/e: {name: E, citation: C, level: city, says: S}
records/r: {name: R, date: 2026-05-20, action: reviewed, by: mayor, of: ['authority:c']}
records/s: {name: S, date: 2026-05-20, action: exercised, by: mayor, of: ['authority:e']}
"""),
    ("EOP710", "assessed five years ago to the day, and a day earlier", "\n".join(
        f"hazards/{id}: {{name: {id.upper()}, category: natural, probability: low, impact: low, assessment: {{source: S, assessed: {day}}}}}"
        for id, day in (("a", "2021-06-01"), ("b", "2021-05-31")))),
    ("EOP712", "every day that has not come yet", """
plan:
  review: {reviewed: 2026-06-02, rewritten: 2026-06-02}
  changes: [{date: 2026-06-02, by: mayor, summary: S}, {date: 2026-06-01, by: mayor, summary: S}]
  distribution: [{to: example-city, medium: site, delivered: 2026-06-02, acknowledged: 2026-06-02}]
  promulgation: {text: T, effective: 2026-06-02, authorities: [city-charter], signed_by: [{role: mayor, signed: 2026-06-02}]}
authorities/city-charter: {name: Charter, citation: C, level: city, says: S, checked: 2026-06-02}
functions/a: {name: A, purpose: P, reviewed: 2026-06-02, assignments: [{agency: example-city, part: primary}]}
exercises/a: {name: A, date: 2026-05-02, type: tabletop, improvements: [{finding: F, actions: [
  {action: A, element: equipment, owner: mayor, due: 2026-07-01, completed: 2026-06-02}]}]}
"""),
    ("EOP713", "the same day, and an action before its exercise", """
plan:
  distribution: [{to: example-city, medium: site, delivered: 2026-05-02, acknowledged: 2026-05-02}]
exercises/a: {name: A, date: 2026-05-02, type: tabletop, improvements: [{finding: F, actions: [
  {action: A, element: equipment, owner: mayor, due: 2026-07-01, completed: 2026-05-01},
  {action: B, element: equipment, owner: mayor, due: 2026-07-01, completed: 2026-05-02}]}]}
"""),
    ("EOP712", "an election and a law that have not come yet", "events/a: {name: A, date: 2026-06-02, type: election}\n"
     "events/b: {name: B, date: 2026-06-02, type: law}\nevents/c: {name: C, date: 2026-06-02, type: activation}\nevents/d: {name: D, date: 2026-06-01, type: incident}"),
    # Links (every address asked is said to be gone)
    ("EOP208", "one in a field, in words, and between angles; one that is only named", TEXT +
     "See [a page](https://a.gov/1 \"A\") and <https://b.gov/2>, not https://c.gov or www.d.gov.\n  responsibilities: ['https://e.gov']\n"
     "agencies/a: {name: A, type: office, sources: [{title: T, url: 'https://f.gov'}]}"),
    ("EOP208", "one that stands in seven places, and a long one", "\n".join(
        f"agencies/a{at}: {{name: A, type: office, sources: [{{title: T, url: 'https://f.gov'}}]}}" for at in range(7)) +
     f"\nagencies/b: {{name: B, type: office, sources: [{{title: T, url: 'https://f.gov/{'x' * 90}'}}]}}"),
    # Mentions
    ("EOP206", "one in code, and one behind it", "agencies/example-city:\n  name: Example City\n  type: jurisdiction\n  description: |\n    ~~~\n    [[role:zzz]]\n    ~~~\n    `[[role:zzz]]` and [[role:mayer]]."),
    ("EOP206", "no kind and no id that is near", TEXT + "See [[zzz:mayor]] and [[role:zzz]]."),
    ("EOP207", "brackets that are no links", TEXT + "A [note:x], an [agency:nobody], [role:mayor](https://a.gov), \\[role:mayor], [x][role:mayor] and [[1](https://a.gov)."),
    ("EOP207", "single brackets", TEXT + "A [role:mayor] and [role:mayor|the Mayor]."),
    ("EOP207", "what nothing is like, and what is long", TEXT + f"A [[nobody knows]] and [[{LONG}]]."),
    ("EOP207", "what four are like", SAME + TEXT + "A [[same]]."),
    # People
    ("EOP301", "two heads of one department that is part of nothing, and of the city", "agencies/fire: {name: Fire, type: department}\n"
     "roles/chief: {name: Chief, agency: fire, section: X}"),
    ("EOP302", "nine in a crew, and a crew of ten whom nobody can reach", LEVELS + "agencies/far: {name: Far, type: nonprofit}\n"
     "roles/nine: {name: Nine, agency: example-city, section: X, reports_to: mayor, staffed_from: full, people: 9}\n"
     "roles/ten: {name: Ten, agency: far, section: X, reports_to: mayor, staffed_from: full, people: 10}"),
    ("EOP303", "who steps in for one that may decide less, and a board's chair", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [deputy, chair]}\n"
     "roles/mayor: {name: Mayor, agency: example-city, section: X, succession: {order: [{role: deputy}, {body: The council}], trigger: Away., ends: Back.}}\n"
     "roles/deputy: {name: Deputy, agency: example-city, section: X, reports_to: mayor}\nroles/chair: {name: Board Chair, agency: example-city, section: X, reports_to: mayor}"),
    ("EOP303", "who steps in for one, and has a power that the other lacks", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [mayor, deputy]}\n"
     "roles/mayor: {name: Mayor, agency: example-city, section: X, succession: {order: [{role: deputy}, {body: The council}], trigger: Away., ends: Back.}}\n"
     "roles/deputy: {name: Deputy, agency: example-city, section: X, reports_to: mayor, powers: [{may: Declare., authorities: [state-act]}]}"),
    ("EOP805", "a person who is public without a reason, and one with a reason who is not", PERSON.replace("type: person", "type: person\n  audience: public") +
     PERSON.replace("avery", "blake").replace("Avery", "Blake").replace("type: person", "type: person\n  audience_reason: R") + TEXT + "Ask Avery Example or Blake Example.\n  audience: responder\n"),
    ("EOP303", "who stands in its own line", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [mayor]}\n"
     "roles/mayor: {name: Mayor, agency: example-city, section: X, succession: {order: [{role: mayor}], trigger: Away., ends: Back.}}"),
    ("EOP303", "a body alone", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [mayor]}\n"
     "roles/mayor: {name: Mayor, agency: example-city, section: X, succession: {order: [{body: Council}], trigger: T, ends: E}}"),
    ("EOP303", "two people", "levels/x: {name: X, rank: 1, triggers: [Y], activated_by: [mayor]}\n" + PERSON + PERSON.replace("avery", "blake").replace("Avery", "Blake") +
     "roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [avery, blake]}"),
    ("EOP304", "a body and a slot twice, and a deputy who is somebody else", PERSON + """
roles/deputy: {name: Deputy, agency: example-city, section: X, reports_to: mayor, holders: [avery]}
roles/mayor: {name: Mayor, agency: example-city, section: X, holders: [duty-desk], succession: {trigger: T, ends: E,
  order: [{role: deputy}, {body: Council}, {body: 'council '}, {slot: Whoever comes}, {slot: Whoever comes}]}}
"""),
    ("EOP306", "five who report and four who work beside", "\n".join(
        f"roles/r{at}: {{name: R{at}, agency: example-city, section: X, reports_to: mayor, works_with: [mayor]}}" for at in range(5))),
    ("EOP307", "two roles, and two agencies, of one name", "roles/a: " + ROLE % "Chief" + "\nroles/b: " + ROLE % "chief" + "\n"
     "agencies/a: {name: Harbor, type: office}\nagencies/b: {name: Harbor, type: office}"),
    # Procedures
    ("EOP404", "one at the target, and one late step before seven", "procedures/p: {name: P, phase: respond, trigger: T, target: 60 min, steps: [{do: Go there., who: mayor, within: 60 min}, "
     + ", ".join(f"{{do: Sit down {at}., who: mayor, within: {at} min}}" for at in range(1, 8)) + "]}"),
    ("EOP406", "empty texts, and marks alone", "agencies/example-city: {name: Example City, type: jurisdiction, acronym: '', description: '???', aliases: [' ', '–'], responsibilities: [Lead, '...']}"),
    ("EOP406", "blanks to fill in, and brackets that are none", TEXT + "The [Jurisdiction Name], [a page](https://a.gov), [title](https://a.gov), [[role:mayor]], [role:x], "
     "<name of it>, <b>, {{ name }} and {{ }}."),
    ("EOP401", "no step that is near", STEPS + "{do: Go there., who: mayor, after: [zzz]}]}"),
    ("EOP402", "a step called start", STEPS + "{id: start, do: Go there., who: mayor}]}"),
    ("EOP403", "one that waits for itself", STEPS + f"{{id: a, do: {LONG}., who: mayor, after: [a]}}]}}"),
    ("EOP403", "a circle behind a step that can begin", STEPS + "{id: a, do: Go there., who: mayor}, {id: b, do: Sit., who: mayor, after: [a, c]}, {id: c, do: Stand., who: mayor, after: [b]}]}"),
    ("EOP403", "a circle of three", STEPS + "{id: a, do: Go there., who: mayor, after: [c]}, {do: Sit., who: mayor}, {id: c, do: Stand., who: mayor}]}"),
    ("EOP403", "a circle of seven", STEPS + "{id: a, do: Go there., who: mayor, after: [c]}, " + "{do: Sit., who: mayor}, " * 5 + "{id: c, do: Stand., who: mayor}]}"),
    ("EOP404", "the same time, and two that come after a late one", STEPS + "{do: One., who: mayor, within: 60 min}, {do: Two., who: mayor, within: 60 min}, "
     "{do: Three., who: mayor, within: 30 min}, {do: Four., who: mayor, within: 40 min}]}"),
    ("EOP404", "one with a time and one without before a third", STEPS + "{id: a, do: One., who: mayor}, {id: b, do: Two., who: mayor, after: [start], within: 20 min}, "
     "{do: Three., who: mayor, within: 10 min, after: [a, b]}]}"),
    ("EOP404", "a target reached to the minute", STEPS.replace("trigger: T", "trigger: T, target: 1 h") + "{do: One., who: mayor, within: 60 min}, {do: Two., who: mayor, within: 61 min}]}"),
    ("EOP404", "two that are late, three of six, and three of five", "\n".join(
        f"procedures/{id}: {{name: {id.upper()}, phase: respond, trigger: T, target: 9 min, steps: ["
        + ", ".join(f"{{do: Step {at}., who: mayor, after: [start], within: {within} min}}" for at, within in enumerate(times)) + ", {do: Rest., who: mayor}]}"
        for id, times in (("a", (10, 12)), ("b", (8, 9, 9, 10, 20, 30)), ("c", (8, 9, 90, 20, 30))))),
    ("EOP411", "a talkgroup that has only a place in the radio, and one that has only a frequency", "channels/a: {name: A, type: talkgroup, zone: A-1, use: U, operated_by: example-city}\n"
     "channels/b: {name: B, type: talkgroup, rx_mhz: 853.0125, use: U, operated_by: example-city}"),
    ("EOP413", "a thousand megahertz, more, and less on the one side only", "channels/a: {name: A, type: conventional, rx_mhz: 1000, use: U, operated_by: example-city}\n"
     "channels/b: {name: B, type: conventional, rx_mhz: 1000.1, tx_mhz: 155.37, use: U, operated_by: example-city}\nchannels/c: {name: C, type: conventional, rx_mhz: 155.37, tx_mhz: 1553.7, use: U, operated_by: example-city}"),
    ("EOP110", "four places, five degrees, more to the north, and in a plan for a whole state", "".join(
        f"facilities/{id}{at}: {{name: {id.upper()}{at}, type: depot, agency: example-city, position: {{lat: {lat}, lon: -93.2}}}}\n" for id, lats in (("a", (45, 45, 45, 50, 50.1)),) for at, lat in enumerate(lats))
     + "facilities/x: {name: X, type: depot, agency: example-city}"),
    ("EOP110", "two places, and one of three that is exchanged", "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: {lat}, lon: {lon}}}}}\n" for at, (lat, lon) in enumerate(((45, -93), (45, 93))))),
    ("EOP110", "one of three whose other sign would be five degrees off", "plan:\n  phone_region: GB\n" + "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: 51, lon: {lon}}}}}\n" for at, lon in enumerate((-8, -8, 3)))),
    ("EOP110", "one of three without its sign, in a country on both sides of Greenwich", "plan:\n  phone_region: GB\n" + "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: 51, lon: {lon}}}}}\n" for at, lon in enumerate((-8, -7.9, 8)))),
    ("EOP110", "one of three without its sign", "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: 45, lon: {lon}}}}}\n" for at, lon in enumerate((-93, -93.1, 93.2)))),
    ("EOP110", "one of three in the sea off Africa", "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: {lat}, lon: {lat}}}}}\n" for at, lat in enumerate((45, 45, 0)))),
    *(("EOP111", what, f"plan:\n  phone_region: {region}\n" + "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: {lat}, lon: {lon}}}}}\n" for at, (lat, lon) in enumerate(places)))
      for what, region, places in (
        ("all in China", "US", ((45, 93), (45, 94))), ("one in China", "US", ((45, -93), (45, 94))), ("on an island beyond the date line", "US", ((52.8, 173.1),)),
        ("at the date line", "US", ((52, 165), (52, 164.9))), ("in the south", "CA", ((-45, -75),)), ("in Australia", "AU", ((33, -151), (-33, 151))), ("on both sides of Greenwich", "GB", ((51, -0.1), (52, 0.1))),
        ("south of Greenwich", "GB", ((-51, 0.1),)), ("nowhere", "AU", ((0, 0),)), ("on the equator", "US", ((0, -93),)))),
    ("EOP111", "six in China in a plan that does not say its country, and one without a position", "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: 45, lon: 93}}}}\n" for at in range(6)) + "facilities/x: {name: X, type: depot, agency: example-city}"),
    ("EOP111", "without a cover", "plan: null\nfacilities/a: {name: A, type: depot, agency: example-city, position: {lat: 45, lon: 93}}"),
    ("EOP112", "on the equator, on the meridian, and nowhere", "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: {lat}, lon: {lon}}}}}\n" for at, (lat, lon) in enumerate(((0, 9), (9, 0), (0, 0))))),
    ("EOP413", "the ends of the bands", "".join(f"channels/c{at}: {{name: C{at}, type: conventional, rx_mhz: {mhz}, use: U, operated_by: example-city}}\n" for at, mhz in enumerate(("0.1", "0.0999", "1239.9", "1240", "1300", "1300.1", "2299.9", "2300", "2500", "2500.1", "4939.9", "4940", "4990", "4990.1", "5649.9", "5650", "5925", "5925.1")))),
    ("EOP414", "none, and a random access number", "".join(f"channels/c{at}: {{name: C{at}, type: conventional, rx_mhz: 155.37, tone: '{tone}', use: U, operated_by: example-city}}\n" for at, tone in enumerate(("CSQ", "RAN 5")))),
    ("EOP414", "tones that are none", "".join(f"channels/c{at}: {{name: C{at}, type: conventional, rx_mhz: 155.37, tone: '{tone}', use: U, operated_by: example-city}}\n" for at, tone in enumerate(("127.5", "12", "293", "as usual", " ", "D23", "$12", "CC 123")))),
    ("EOP412", "one tone in two forms, one code in two, and two codes", "".join(f"channels/c{at}: {{name: C{at}, type: conventional, rx_mhz: {mhz}, tone: '{tone}', use: U, operated_by: example-city}}\n" for at, (mhz, tone) in enumerate(
        ((155.37, "PL 127.3"), (155.37, "127.3 Hz"), (155.1, "D023N"), (155.1, "DPL 023"), (155.2, "D023N"), (155.2, "D023I"), (155.3, "$293"), (155.3, "NAC 293"), (155.4, "CC 1"), (155.4, "color code 01"))))),
    ("EOP110", "four places", "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: {lat}, lon: -93.2}}}}\n" for at, lat in enumerate((45, 45, 45, -45)))),
    ("EOP110", "places that lie wide apart, one of them too far", "".join(f"facilities/a{at}: {{name: A{at}, type: depot, agency: example-city, position: {{lat: 64, lon: {lon}}}}}\n" for at, lon in enumerate((-130, -140, -142, -144, -136, -166, -166.1)))),
    ("EOP405", "a procedure without a level", LEVELS + "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, staffed_from: full, holders: [duty-desk]}\n" + STEPS + "{do: Go there., who: a}]}"),
    ("EOP405", "a role that is not there", LEVELS + STEPS.replace("trigger: T", "trigger: T, level: partial") + "{do: Go there., who: nobody}]}"),
    ("EOP406", "see above", TEXT + "For the rest, see above."),
    # Signs
    ("EOP116", "in the middle of a text, joiners and marks of direction without and with what they are for, and at an end", """
agencies/a: {name: "Office of the\u200bHarbor Master", type: office, description: "Twice\u2060 and \u2060twice"}
agencies/b: {name: "Har\u200dbor", type: office, aliases: ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u2764\ufe0f\u200d\U0001f525", "\u0686\u200c", "a\u200c\u02ff", "a\u200c\u0300"]}
agencies/c: {name: "Har\u200ebor", type: office, aliases: ["\u200e(\u05e0\u05de\u05dc)", "\u0645\u200e a", "a\u200b\u0645"]}
"""),
    ("EOP117", "of two alphabets, wide, ornate, alone among others, and words that are no others", """
agencies/a: {name: "\u0421\u041e\u0420 of the Harbor", type: office, aliases: ["\uff26\uff29\uff32\uff25", "\U0001d405ire", "The \u0421\u041e\u0420"]}
agencies/b: {name: "\u0421\u041e\u0420", type: office, aliases: ["\u0421\u041e\u0420 \u0420\u041e\u0421", "Caf\u00e9", "\u03b1lpha", "The \u041f\u043e\u0440\u0442"]}
"""),
    ("EOP118", "with a digit, a longer name and another word", "agencies/com1: {name: A, type: office}\nagencies/com: {name: B, type: office}\nagencies/lpt12: {name: C, type: office}\nagencies/auxiliary: {name: D, type: office}"),
    ("EOP119", "the first and the last year, and those beside them", "agencies/a: {name: A, type: office, sources: [{title: A, checked: 1600-01-01}, {title: B, checked: 1599-12-31}, {title: C, checked: 2199-12-31}, {title: D, checked: 2200-01-01}]}"),
    ("EOP211", "every way to write a link, and what leads somewhere", TEXT + "[a](x.html), [b]( <y.html> \"Y\"), [c](#d), [e](), <javascript:alert(1)>, [f](javascript:alert%281%29), [g](HTTPS://example.org/g), <mailto:a@example.org>, [h](tel:+1), a < b: c > d, <b>"),
    ("EOP211", "addresses that stand apart, and one between angles", "agencies/a: {name: A, type: office, description: '[i]: z.html'}\nagencies/b: {name: B, type: office, description: '[j]: https://example.org/j'}\nagencies/c: {name: C, type: office, description: '<file:c>'}"),
    # Prose
    ("EOP805", "in a source, in another contact's title and description, and among duties", PERSON + "contacts/blake: {name: Blake Example, type: person, agency: example-city, title: Deputy of Avery Example, "
     "description: Deputy of Avery Example, methods: [{type: voice, value: 222-555-0143}]}\nagencies/a: {name: A, type: office, audience: responder, sources: [{title: Letter of Avery Example}]}\n"
     "roles/a: {name: A, agency: example-city, section: X, audience: responder, duties: [Tell Avery Example.]}"),
    ("EOP805", "where everybody reads it, which is found as withheld, and just before that", PERSON + TEXT + "Avery Example"),
    ("EOP407", "a draft each week, and one by a year", TEXT + "By 2027 a list is being drafted. A map is being drafted each week."),
    ("EOP805", "somebody's own page, a note, and a name of one word", """
contacts/hope: {name: Hope, type: person, agency: example-city, methods: [{type: voice, value: 222-555-0143}]}
contacts/avery: {name: Avery Example, type: person, agency: example-city, description: Avery Example is Hope., methods: [{type: voice, value: 222-555-0142}]}
""" + STEPS.replace("{name: P", "{name: P, audience: responder") + "{do: Go there., who: mayor, note: 'Ask Avery  Example.'}]}"),
    ("EOP805", "two names that overlap", PERSON.replace("avery", "a", 1) + PERSON.replace("avery", "b", 1).replace("Avery Example", "Example Birch").replace("0142", "0143")
     + TEXT + "Ask Avery Example Birch, Example Birch.\n  audience: responder\n"),
    ("EOP407", "a quote that is never closed, and one that is", TEXT + "The map “will be updated”; it “says: coming soon."),
    ("EOP806", "brackets that explain, and that do not", TEXT + "The short form (QRSU) is this. QRSV (the short form) is that, and QRSW (2) and QRSX (A) the other. QRSU, QRSV, QRSW, QRSX.\n" + """
sections/glossary: {name: Glossary, part: basic-plan, number: 1, body: Text}
sections/other: {name: Other, part: basic-plan, number: 2, body: Nobody closes (QRSY. Nobody says QRSZ (2}
"""),
    ("EOP806", "no glossary", TEXT + "The QRST meets."),
    ("EOP806", "a glossary, its own words, and what is shouted", TEXT + "GO QRST, QRSU OK. A QRSV meets. GO to QRSW to GO. QRSX is to GO.\n" + """
sections/glossary: {name: Glossary, part: basic-plan, number: 1, description: The QRSY., body: Text}
sections/other: {name: Other, part: basic-plan, number: 2, body: The QRSZ.}
"""),
    ("EOP806", "one in six texts", "sections/glossary: {name: Glossary, part: basic-plan, number: 1, body: Text}\n" + "\n".join(
        f"agencies/a{at}: {{name: A, type: office, description: The QRST.}}" for at in range(6))),
    ("EOP807", "a function and a procedure that are hard, and a hundred words", f"""
functions/a: {{name: A, purpose: P, description: '{hard(120)}'}}
procedures/a: {{name: B, phase: prepare, trigger: T, description: '{hard(120)}', steps: [{{do: Go there., who: mayor}}]}}
sections/a: {{name: C, part: basic-plan, number: 1, body: '{hard(100)}'}}
sections/b: {{name: D, part: basic-plan, number: 2, body: '{hard(99)}'}}
"""),
    # Publication
    ("EOP803", "a contact's own numbers, an address of the web, an e-mail address in a step", DESK + "{type: voice, value: 222-555-0140, note: Or 222-555-0141.}], title: Ask 222-555-0142, description: Not 222-555-0143.}\n"
     "agencies/a: {name: A, type: office, website: 'https://a.gov/222-555-0144', responsibilities: [Ask 222-555-0145]}\n" + STEPS + "{do: Write to desk@example.org., who: mayor}]}"),
    ("EOP808", "a number for responders in a text for all, and one for those in command in a text for responders", """
contacts/avery: {name: Avery Example, type: person, agency: example-city, methods: [{type: voice, value: 222-555-0142, note: Or 222-555-0143.}, {type: voice, value: 222-555-0143, audience: command}]}
agencies/harbor: {name: Harbor, type: office, parent: example-city, description: Or 222 555 0142.}"""),
    ("EOP809", "a person whose name is for everybody, and the number is not", "contacts/avery: {name: Avery Example, type: person, agency: example-city, audience: public, audience_reason: Has signed the plan., methods: [{type: voice, value: 222-555-0150}]}"),
    ("EOP809", "desks that promise more than they show", "".join(f"contacts/{id}: {{name: Desk, type: desk, agency: example-city, {said}methods: [{{type: voice, value: 222-555-0150, {method}}}]}}\n" for id, said, method in (
        ("a", "audience: public, audience_reason: Published., ", ""), ("b", "audience: public, audience_reason: Published., ", "audience: public"),
        ("c", "", "audience: command"), ("d", "", "audience: public, audience_reason: Published."), ("e", "audience: public, ", "audience: public, audience_reason: Published."),
        ("f", "audience: command, ", "audience: responder, audience_reason: All need it."), ("g", "", "")))),
    ("EOP804", "a blank in angle brackets before HTML", TEXT + "The <title of official> is <b>bold</b>."),
    ("EOP801", "the usual audience", DESK.replace("type: desk", "type: desk, audience: responder") + "{type: voice, value: 222-555-0140}]}"),
    # Reach
    ("EOP408", "a procedure beside a file that cannot be read", STEPS + "{do: Go there., who: mayor}]}\n" + BROKEN_AGENCY),
    ("EOP409", "a long step", STEPS + f"{{do: {LONG}., who: mayor, call: ['role:mayor']}}]}}"),
    ("EOP410", "partners, placeholders, ourselves, and a short name", """
agencies/power: {name: River Power, acronym: RP, aliases: [RPC], type: utility}
agencies/affected: {name: The affected city, type: contextual}
agencies/harbor: {name: Harbor Office, type: office, parent: example-city}
roles/liaison: {name: Liaison, agency: power, section: X, reports_to: mayor}
""" + STEPS + "{do: Call RP., who: mayor}, {do: Call RPC., who: mayor}, {do: Call the affected city., who: mayor}, {do: Call Example City., who: mayor}, {do: Call the Harbor Office., who: mayor}, "
     "{do: Call River Power., who: nobody}, {do: Call River Power., who: liaison}]}"),
    ("EOP618", "a stranger with two steps, and one who is not there", """
agencies/power: {name: River Power, type: utility}
roles/liaison: {name: Liaison, agency: power, section: X, reports_to: mayor}
functions/a: {name: A, purpose: P, assignments: [{agency: emergency-management, part: primary}]}
""" + STEPS.replace("trigger: T", "trigger: T, function: a") + "{do: Go there., who: liaison}, {do: Sit., who: liaison}, {do: Stand., who: nobody}, {do: Run., who: mayor}]}"),
    ("EOP618", "a department of ours without a part", """
agencies/works: {name: Works, type: department, parent: example-city}
roles/driver: {name: Driver, agency: works, section: X, reports_to: mayor}
functions/a: {name: A, purpose: P, assignments: [{agency: emergency-management, part: primary}]}
""" + STEPS.replace("trigger: T", "trigger: T, function: a") + "{do: Go there., who: driver}]}"),
    ("EOP618", "a stranger, and an agency that cannot be read", """
agencies/power: {name: River Power, type: utility}
roles/liaison: {name: Liaison, agency: power, section: X, reports_to: mayor}
functions/a: {name: A, purpose: P, assignments: [{agency: emergency-management, part: primary}]}
""" + STEPS.replace("trigger: T", "trigger: T, function: a") + "{do: Go there., who: liaison}]}\n" + BROKEN_AGENCY),
    ("EOP619", "a procedure that is not there, and an annex of four hazards", "functions/a: " + FUNCTION % ("A", "example-city") + "\nfunctions/b: " + FUNCTION % ("B", "example-city") + "\n" + "\n".join(
        f"hazards/h{at}: {{name: H{at}, category: natural, probability: low, impact: low, functions: [a], first_hour: [nobody]}}" for at in range(4)) +
     "\nsections/s: {name: S, part: hazard-annex, number: 1, covers: ['hazard:h0', 'hazard:h1', 'hazard:h2', 'hazard:h3', 'function:b'], body: Text}"),
    # References
    ("EOP201", "a name with its kind, and nothing near", TEXT + "A.\n  depends_on: ['agency:Office of Emergency Management', 'agency:zzz']"),
    ("EOP202", "a kind that its only reference is not of", "hazards/a: " + HIGH % ", annex: 'role:mayor'"),
    ("EOP202", "a kind that a later reference is not of", "hazards/a: " + HIGH % ", depends_on: ['role:mayor'], annex: 'role:mayor'"),
    ("EOP202", "no kind, in a field of one", "agencies/a: {name: A, type: office, parent: 'see:below'}"),
    ("EOP202", "a bare id of nothing, and of four", SAME + TEXT + "A.\n  depends_on: [nobody, same]"),
    ("EOP204", "a circle of five", circle(5)),
    ("EOP204", "a circle of six", circle(6)),
    ("EOP204", "a circle of eight", circle(8)),
    ("EOP201", "a name where an id belongs, alone and in a list", "roles/a: {name: A, agency: Office of Emergency Management, section: X, reports_to: mayor, depends_on: ['role:Emergency Manager']}"),
    ("EOP201", "something like what nothing uses, which is counted on, and which is not", "channels/both: {name: B, type: runner, use: U, operated_by: example-city}\nroles/both: {name: B, agency: example-city, section: X, reports_to: mayor}\n"
     "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, depends_on: ['channel:boat', 'role:boat', 'channel:zzz']}"),
    ("EOP205", "something that a reference to nothing may mean, by its name, nearly, and by its use", "channels/both: {name: B, type: runner, use: U, operated_by: example-city}\nchannels/sirens: {name: S, type: runner, use: U, operated_by: example-city}\n"
     "channels/horn: {name: Fog horn, type: runner, use: U, operated_by: example-city}\nchannels/fire: {name: F, type: runner, use: U, operated_by: example-city}\n"
     "roles/a: {name: A, agency: example-city, section: X, reports_to: mayor, depends_on: ['channel:boat', 'channel:siren', 'channel:fog horn']}"),
    ("EOP205", "an orphan beside a broken file", PERSON + BROKEN_AGENCY),
    ("EOP205", "an orphan without a cover", "plan: null\n" + PERSON),
    ("EOP209", "one thing in two fields and in two lists", "roles/a: {name: A, agency: example-city, section: X, owner: mayor, reports_to: mayor, works_with: [mayor], depends_on: ['role:mayor']}"),
    ("EOP201", "words with a letter that no id has, and with several names", "roles/a: {name: A, agency: Größe Stadt, section: X, reports_to: mayor, depends_on: ['role:mayor, x']}"),
    # Resilience
    ("EOP501", "four networks, a contact, and a channel that is not there", AGENCIES + DESK + "{type: voice, value: 222-555-0140, over: " + NETS + "}]}\n"
     "channels/a: {name: A, type: telephone, value: 222-555-0150, use: U, operated_by: example-city, over: " + NETS + "}\n" + STEPS +
     "{do: Go there., who: mayor, on: ['contact:duty-desk', 'channel:a']}, {do: Go there., who: mayor, on: ['channel:a', 'channel:nobody']}]}"),
    ("EOP501", "one way", AGENCIES + "channels/a: {name: A, type: telephone, value: 222-555-0150, use: U, operated_by: example-city, over: " + NETS + "}\n" + STEPS +
     "{do: Go there., who: mayor, on: ['channel:a']}]}"),
    ("EOP502", "one way", AGENCIES + DESK + "{type: voice, value: 222-555-0140, over: " + NETS + "}]}"),
    ("EOP502", "two ways over four networks", AGENCIES + DESK + "{type: voice, value: 222-555-0140, over: " + NETS + "}, {type: text, value: 222-555-0140, over: " + NETS + "}]}"),
    ("EOP503", "another place that is no EOC", "facilities/eoc: {name: EOC, type: eoc, agency: example-city}\nfacilities/a: {name: A, type: depot, agency: example-city}"),
    ("EOP503", "an alternate that is not there", "facilities/eoc: {name: EOC, type: eoc, agency: example-city, backed_up_by: [nobody]}"),
    ("EOP503", "no alternate, and a place that cannot be read", "facilities/eoc: {name: EOC, type: eoc, agency: example-city}\nfacilities/broken: {nmae: Broken}"),
    ("EOP503", "an alternate that lies in one zone with it, and a place that cannot be read", """
facilities/eoc: {name: EOC, type: eoc, agency: example-city, hazard_zones: [River], backed_up_by: [a]}
facilities/a: {name: A, type: depot, agency: example-city, hazard_zones: [river]}
facilities/broken: {nmae: Broken}
"""),
    ("EOP504", "an EOC, and a place that backs up itself", """
facilities/eoc: {name: EOC, type: eoc, agency: example-city, hazard_zones: [River], backed_up_by: [a]}
facilities/a: {name: A, type: depot, agency: example-city, hazard_zones: [River], backed_up_by: [a, nobody]}
"""),
    ("EOP504", "one that lies in the second of its zones", "facilities/a: {name: A, type: depot, agency: example-city, hazard_zones: [North hill, river  flats], backed_up_by: [b]}\n"
     "facilities/b: {name: B, type: depot, agency: example-city, hazard_zones: [River flats]}"),
    ("EOP504", "four that lie in one zone with it", "facilities/z: {name: Z, type: depot, agency: example-city, hazard_zones: [River], backed_up_by: [a, b, c, d]}\n" + "\n".join(
        f"facilities/{id}: {{name: {id.upper()}, type: depot, agency: example-city, hazard_zones: [River]}}" for id in "abcd")),
    ("EOP505", "ways that run over one network, and behind one power company", POWER + FIRST_HOUR % "on: [channel:a, channel:b]" +
     CHANNEL % ("a", ", over: [resource:cellular]") + CHANNEL % ("b", ", over: [resource:cellular]")),
    ("EOP505", "a contact and a channel behind one power company", POWER + FIRST_HOUR % "on: [channel:a, contact:duty-desk]" +
     CHANNEL % ("a", ", over: [resource:cellular]") + DESK + "{type: voice, value: 222-555-0140, over: [resource:landlines]}]}"),
    ("EOP505", "one way that depends on something", POWER + FIRST_HOUR % "on: [channel:a]" + CHANNEL % ("a", ", depends_on: [agency:power]")),
    ("EOP505", "two ways behind four things", AGENCIES + FIRST_HOUR % "on: [channel:a, channel:b]" + CHANNEL % ("a", ", over: [resource:one]") + CHANNEL % ("b", ", over: [resource:two]") +
     "\n".join(f"resources/{id}: {{name: Network {id}, category: network, agency: example-city, depends_on: " + NETS + "}" for id in ("one", "two"))),
    ("EOP505", "in the first hour of a hazard that is not high", (POWER + FIRST_HOUR % "on: [channel:a, channel:b]").replace("high", "low") +
     CHANNEL % ("a", ", over: [resource:cellular]") + CHANNEL % ("b", ", over: [resource:landlines]")),
    ("EOP505", "two ways behind one thing, and an agency that is not there", POWER + FIRST_HOUR % "on: [channel:a, channel:b]" +
     CHANNEL % ("a", ", over: [resource:cellular]") + CHANNEL % ("b", ", over: [resource:landlines, agency:nobody]")),
    ("EOP505", "two ways behind one thing, and a channel that cannot be read", POWER + FIRST_HOUR % "on: [channel:a, channel:b]" + "channels/broken: {nmae: Broken}\n" +
     CHANNEL % ("a", ", over: [resource:cellular]") + CHANNEL % ("b", ", over: [resource:landlines]")),
    ("EOP506", "a place that four levels need", "facilities/eoc: {name: EOC, type: eoc, agency: example-city}\n" + "\n".join(
        f"levels/l{rank}: {{name: Level {rank}, rank: {rank}, triggers: [T], activated_by: [emergency-manager], eoc: [eoc]}}" for rank in range(4))),
    ("EOP506", "a radio that a step is told on, one that somebody is called on, and two ways that share a tower", FIRST_HOUR % "on: [channel:a]}, {do: Call., who: emergency-manager, call: ['contact:duty-desk'], on: [channel:b]}, "
     "{do: Call., who: emergency-manager, call: ['contact:duty-desk'], on: [channel:c, channel:d]" + "".join(
        CHANNEL % (id, f", depends_on: [facility:{tower}]") for id, tower in (("a", "a"), ("b", "b"), ("c", "c"), ("d", "c"))) + "".join(
        f"facilities/{id}: {{name: Tower {id}, type: other, agency: example-city}}\n" for id in "abc")),
    ("EOP506", "equipment that a place needs", "resources/desk: {name: Desk, category: equipment, agency: example-city}\n" + LEVELS +
     "facilities/eoc: {name: EOC, type: eoc, agency: example-city, depends_on: [resource:desk]}\nfacilities/b: {name: B, type: alternate-eoc, agency: example-city, depends_on: [resource:desk]}\n"
     "levels/l: {name: Level, rank: 5, triggers: [T], activated_by: [emergency-manager], eoc: [eoc, b]}"),
    ("EOP507", "a circle in which something can stand in", AGENCIES + "agencies/power: {name: Power, type: utility, depends_on: [{any_of: [agency:gas, agency:net-a]}]}\n"
     "agencies/gas: {name: Gas, type: utility, depends_on: [agency:power]}"),
    ("EOP507", "a channel and its network", CHANNEL % ("a", ", over: [resource:net]") +
     "resources/net: {name: Net, category: network, agency: example-city, depends_on: [channel:a]}"),
    ("EOP507", "one that depends on itself", "agencies/power: {name: Power, type: utility, depends_on: [agency:power]}"),
    ("EOP507", "six in a circle", "\n".join(
        f"agencies/a{at}: {{name: A{at}, type: utility, depends_on: [agency:a{(at + 1) % 6}]}}" for at in range(6))),
    # Sharing
    ("EOP620", "an agreement with a part of a party, and with the whole of one", "agencies/a: {name: Aa, type: county}\nagencies/b: {name: Bb, type: office, parent: a}\n"
     "agreements/x: {name: Help with the Aa, type: contract, parties: [example-city, b], scope: S, custodian: mayor}\n"
     "agreements/y: {name: Help with Bb, type: contract, parties: [example-city, a], scope: S, custodian: mayor}\n"
     "agreements/z: {name: Help with aa and with nobody, type: contract, parties: [example-city, mayor-office], scope: S, custodian: mayor}"),
    ("EOP620", "others' things, supplied by a part of a party, by nobody, and by what is not there", "agencies/a: {name: Aa, type: county}\nagencies/b: {name: Bb, type: office, parent: a}\nagencies/c: {name: Cc, type: private}\n"
     "agreements/x: {name: X, type: contract, parties: [example-city, b], scope: S, custodian: mayor}\nagreements/y: {name: Y, type: contract, parties: [example-city, a], scope: S, custodian: mayor}\n"
     "agreements/z: {name: Z, type: contract, parties: [example-city, a], scope: S, custodian: mayor}\n"
     "resources/d: {name: D, category: team, agency: a, supplied_under: [x]}\nresources/e: {name: E, category: team, agency: b, supplied_under: [y]}\n"
     "resources/f: {name: F, category: team, agency: c, supplied_under: [x, y, z]}\nresources/g: {name: G, category: team, agency: c}\n"
     "resources/h: {name: H, category: team, agency: c, supplied_under: [x, zzz]}\nresources/i: {name: I, category: team, agency: example-city, supplied_under: [x]}"),
    ("EOP620", "two gyms and two depots of one owner", "agencies/c: {name: Cc, type: private}\nagreements/x: {name: X, type: contract, parties: [example-city, emergency-management], scope: S, custodian: mayor}\n"
     "agreements/y: {name: Y, type: contract, parties: [example-city, emergency-management], scope: S, custodian: mayor}\n" + "".join(
        f"facilities/{kind[0]}{at}: {{name: {kind} {at}, type: {kind}, agency: c, agreements: [{'x' if kind == 'shelter' else 'y'}]}}\n" for kind in ("shelter", "depot") for at in (1, 2))),
    ("EOP711", "two versions on one day, and one without a day", """
plan:
  distribution:
    - {to: emergency-management, medium: paper, version: '1', delivered: 2026-01-20}
    - {to: example-city, medium: paper, version: '1', delivered: 2026-02-20}
    - {to: example-city, medium: paper, version: '2', delivered: 2026-02-20}
    - {to: emergency-management, medium: paper, version: '3'}
"""),
    # Upkeep
    ("EOP701", "reviewed a year ago to the day", "plan:\n  review: {reviewed: 2025-06-01, rewritten: 2025-06-01}\n  promulgation: {text: T, effective: 2025-06-01, authorities: [city-charter]}\n"
     "sections/a: {name: A, part: basic-plan, number: 1, reviewed: 2025-06-01, body: Text}"),
    ("EOP701", "reviewed a day earlier, as the promulgation says", "plan:\n  review: {}\n  promulgation: {text: T, effective: 2025-05-31, authorities: [city-charter]}"),
    ("EOP701", "a section without a date of its own", "sections/a: {name: A, part: basic-plan, number: 1, body: Text}\n"
     "records/r: {name: R, date: 2024-05-20, action: reviewed, by: mayor, of: ['section:a']}"),
    ("EOP705", "never reviewed, and no day stands for it", "plan:\n  review: {}\n  promulgation: {text: T, authorities: [city-charter]}\nevents/flood: {name: Flood of May, type: incident, date: 2026-05-02, affects: []}"),
    ("EOP701", "never reviewed, and no day stands for it", "plan:\n  review: {}\n  promulgation: {text: T, authorities: [city-charter]}"),
    ("EOP702", "never written anew, and no day stands for it", "plan:\n  review: {reviewed: 2026-01-15}\n  promulgation: {text: T, authorities: [city-charter]}"),
    ("EOP702", "written four years ago to the day", "plan:\n  review: {reviewed: 2026-01-15, rewritten: 2022-06-01}"),
    ("EOP702", "promulgated a day earlier", "plan:\n  review: {reviewed: 2026-01-15}\n  promulgation: {text: T, effective: 2022-05-31, authorities: [city-charter]}"),
    ("EOP703", "the last day, and the day after it", "\n".join(
        f"agreements/{id}: {{name: {id.upper()}, type: contract, parties: [example-city, emergency-management], scope: S, expires: {day}, custodian: mayor}}" for id, day in (("a", "2026-06-01"), ("b", "2026-05-31")))),
    ("EOP704", "the last day, ninety days, and one more", "\n".join(
        f"agreements/{id}: {{name: {id.upper()}, type: contract, parties: [example-city, emergency-management], scope: S, expires: {day}, custodian: mayor}}"
        for id, day in (("a", "2026-06-01"), ("b", "2026-08-30"), ("c", "2026-08-31")))),
    ("EOP705", "today, on the day of the review, tomorrow, and one that was looked at on its day or only trained", """
events/a: {name: A, date: 2026-06-01, type: incident}
events/b: {name: B, date: 2026-01-15, type: incident}
events/c: {name: C, date: 2026-06-02, type: incident}
events/d: {name: D, date: 2026-05-20, type: incident, affects: ['role:mayor', 'role:emergency-manager']}
records/r: {name: R, date: 2026-05-20, action: reviewed, by: mayor, of: ['role:mayor']}
records/s: {name: S, date: 2026-05-25, action: exercised, by: mayor, of: ['role:emergency-manager']}
"""),
    ("EOP703", "one that ended on the day it began, and one that ends before it begins", "\n".join(
        f"agreements/{id}: {{name: {id.upper()}, type: contract, parties: [example-city, emergency-management], scope: S, effective: 2026-03-31, expires: {day}, custodian: mayor}}" for id, day in (("a", "2026-03-31"), ("b", "2026-03-30")))),
    ("EOP706", "two on one day", "plan:\n  changes: [{date: 2026-03-01, by: mayor, summary: A}, {date: 2026-03-01, by: mayor, summary: B}]"),
    ("EOP707", "due today, and due yesterday", """
exercises/a: {name: A, date: 2025-10-15, type: tabletop, improvements: [{finding: F, actions: [
  {action: One, element: equipment, owner: mayor, due: 2026-06-01}, {action: Two, element: equipment, owner: mayor, due: 2026-05-31}]}]}
"""),
]  # fmt: skip


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page on the web is gone: nothing is asked."""
    monkeypatch.setattr(eop_tools.io.links, "dead", lambda addresses: dict.fromkeys(addresses, "it is gone"))


def told(code: str, overlay: str) -> list[str]:
    loaded = plan_of(overlay)
    return [
        f"    {found.file}:{found.span.line}:{found.span.column} {found.message} | {found.hint}"
        + "".join(f"\n      {near.file}:{near.span.line}:{near.span.column} {near.note}" for near in found.related)
        for found in judge(loaded, Graph(loaded.plan), TODAY, Selection((code,))).standing
    ]


@pytest.mark.usefixtures("gone")
def test_edges_are_golden() -> None:
    lines = []
    for code, what, overlay in EDGES:
        lines += [f"{code} {the_rule(code).name}: {what}", *(told(code, overlay) or ["    nothing"])]
    text = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8"), "if it is right: UPDATE_GOLDEN=1 pytest tests/test_rule_edges.py"
