"""Nothing is invented: what a plan leaves out is shown as not said, and no word of the tool stands for the plan's."""

from __future__ import annotations

import re

from views import pages_of, view_of

from eop_tools.testing import TODAY, findings, plan_of
from eop_tools.values import Audience

UNSAID = """
levels/full: {name: Full activation, rank: 2}
hazards/flood: {name: River flood, category: natural}
assumptions/a: {name: One way of calling people will fail.}
authorities/listed: {name: Local Code, citation: Code 4, level: county, checked: 2026-01-05}
contacts/signer: {name: Sam Signer, type: person, agency: example-city}
roles/mayor:
  {name: Mayor, agency: example-city, section: Command, holders: [signer], succession: {order: [{body: The council}]}}
functions/care: {name: Mass care}
questions/q: {name: Which roads are open?}
populations/p: {name: Visitors}
channels/radio: {name: Radio, type: telephone}
agreements/pumps: {name: Pumps, type: contract, parties: [example-city, emergency-management]}
"""


def test_what_nobody_knows_may_be_left_out_and_is_shown_as_not_said() -> None:
    view = view_of(UNSAID)
    pages = pages_of(view)
    for path, words in {
        "levels/full.html": "Who may activate Not said.",
        "index.html": "Full activation | Not said | not said |",
        "hazards/flood.html": "Probability Not said Impact Not said",
        "assumptions/a.html": "What follows from it is not said.",
        "contacts/signer.html": "How to reach this contact is not said.",
        "roles/mayor.html": "When: Not said.",
        "functions/care.html": "Its purpose is not said.",
        "questions/q.html": "Who finds out not said For whom not said",
        "radio.html": "not said",
    }.items():
        assert words.casefold() in pages[path].casefold(), pages[path]
    found = {finding.code: finding.ref for finding in view.judgement.standing}
    assert found["EOP622"] == "level:full"
    assert found["EOP624"] == "hazard:flood"
    assert "EOP623" not in found, "who only signs need not be reachable"


def test_what_an_edition_withholds_is_not_called_unsaid() -> None:
    overlay = "levels/full: {name: Full activation, rank: 2, triggers: [T], activated_by: [secret]}\n"
    overlay += "roles/secret: {name: Secret, agency: example-city, section: S, reports_to: mayor, audience: command}\n"
    for audience in (Audience.public, Audience.responder):
        page = pages_of(view_of(overlay, audience))["levels/full.html"]
        assert "Who may activate Withheld." in page


def test_somebody_who_is_called_has_to_be_reachable() -> None:
    level = "levels/full: {name: Full activation, rank: 2, triggers: [T], activated_by: [emergency-manager]%s}\n"
    avery = "contacts/avery: {name: Avery Example, type: person, agency: emergency-management}\n"
    held = "roles/emergency-manager: {name: Emergency Manager, agency: emergency-management, section: Command, "
    held += "reports_to: mayor, holders: [avery, duty-desk]%s}\n"
    for overlay, flagged in (
        (avery + level % "", False),
        (avery + level % ", notify: [contact:avery]", True),
        (avery + held % "", False),
        (avery + level % "" + held % ", staffed_from: full", True),
        (avery + held % ", round_the_clock: true", True),
        (avery + "records/r: {name: R, date: 2026-05-20, action: verified, by: mayor, of: ['contact:avery']}", False),
    ):
        assert bool(findings("EOP623", plan_of(overlay), TODAY)) is flagged, overlay


COUNTY = """
plan:
  name: Emergency Operations Plan of Elm County
  jurisdiction: Elm County
  related_plans: []
  promulgation: {text: This plan governs., effective: 2026-01-15, authorities: [state-act]}
agencies/example-city: {name: Elm County, type: county}
agencies/sheriff: {name: Sheriff, type: department, parent: example-city}
agencies/emergency-management: {name: Emergency Management, type: office, parent: example-city}
agencies/oak: {name: Oak County, type: county, depends_on: ["agency:sheriff"]}
agencies/band: {name: Red Stone Band, type: tribal}
agencies/band-police: {name: Band Police, type: department, parent: band}
authorities/city-charter: null
functions/law:
  name: Law enforcement
  purpose: Keep order.
  assignments:
    - {agency: sheriff, part: primary}
    - {agency: emergency-management, part: support}
    - {agency: band-police, part: support}
    - {agency: oak, part: cooperating}
hazards/flood: {name: River flood, category: natural, probability: high, impact: high}
"""


def test_a_county_is_not_called_a_city() -> None:
    """Agencies stand under the government that the plan gives them; the rule book and the language explain cities."""
    pages = pages_of(view_of(COUNTY))
    for path, text in pages.items():
        if path not in ("rules.html", "language.html"):
            said = text.replace("example-city", "")
            said = said.replace("Cities plan for emergencies", "")
            assert not re.search(r"\bcit(y|ies)\b|Minne|Hennepin", said, re.I), path
    for words in ("Elm County", "Counties and regions", "Red Stone Band"):
        assert words in pages["function-map.html"]


BARE = """
contacts/duty-desk: {name: Desk, type: desk, agency: emergency-management, methods: [{type: fax, value: 222-555-0140}]}
plan:
  related_plans: []
"""
FLOOR = """
plan:
  related_plans: []
hazards/flood: {name: River flood, category: natural, probability: low, impact: high, first_hour: [warn]}
levels/full: {name: Full activation, rank: 1, triggers: [Many departments], activated_by: [mayor]}
facilities/hall: {name: Hall, type: other, agency: example-city}
contacts/duty-desk:
  name: Duty desk
  type: desk
  agency: emergency-management
  methods:
    - {type: voice, value: 222-555-0140, hours: "daily 07:00-19:00", verified: 2026-05-01}
    - {type: voice, value: 222-555-0141, hours: "daily 19:00-07:00", verified: 2026-05-01}
procedures/warn:
  name: Warn
  phase: respond
  trigger: Water
  steps: [{do: Call., who: mayor, call: ["contact:duty-desk"]}]
"""


def test_silence_is_not_rewarded() -> None:
    """Below the floor neither the check nor a first page says that all is well, switched off or waived or not."""
    found = findings("EOP621", plan_of(BARE), TODAY)
    assert [finding.message.partition(": ")[2] for finding in found] == [
        "it has no hazard, activation level, first hour of a hazard, place and no number that answers at any hour"
    ]
    off = BARE + "  severity: {EOP621: 'off'}\n"
    waived = BARE + "  waivers: [{rule: EOP621, reason: The plan is being written., until: 2027-01-01}]\n"
    for overlay in (BARE, off, waived):
        for audience in Audience:
            pages = pages_of(view_of(overlay, audience))
            for path in ("index.html", "status.html"):
                assert not re.search(r"find nothing wrong\b", pages[path]), overlay
    assert findings("EOP621", plan_of(FLOOR), TODAY) == ()


def test_each_part_of_the_floor_is_asked_for() -> None:
    for lacking, words in {
        "levels/full": "no activation level",
        "facilities/hall": "no place",
        'hours: "daily 19:00-07:00", ': "no number that answers at any hour",
        ", first_hour: [warn]": "no first hour of a hazard",
    }.items():
        overlay = FLOOR.replace(lacking, "") if ":" in lacking else re.sub(rf"(?m)^{lacking}:.*\n", "", FLOOR)
        (finding,) = findings("EOP621", plan_of(overlay), TODAY)
        assert finding.message.endswith(f"it has {words}")
