"""The activation on paper: by hand on a small town, by properties on random plans, and through the command."""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eop_tools.analysis.calls import Call
from eop_tools.analysis.needs import needs_of
from eop_tools.analysis.reachability import Reach
from eop_tools.analysis.rehearsal import Rehearsal, Setting, hazard_of, level_of, rehearse, when
from eop_tools.analysis.schedule import Timed
from eop_tools.analysis.staffing import Lack, first_choices, staffing
from eop_tools.cli import main
from eop_tools.errors import EopError
from eop_tools.finding import Judgement
from eop_tools.kind import KINDS
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.page import Page, View, all_pages
from eop_tools.plan import Plan
from eop_tools.project import Project
from eop_tools.report.rehearsal.sentences import RehearsalSentences
from eop_tools.values import Audience

HERE = Path(__file__).parent
TOWN = HERE / "plans" / "rehearsal"
SMALL = HERE / "plans" / "small"
REFERENCE = HERE.parent / "plan"
GOLDEN = HERE / "golden" / "rehearsal"
TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 24, 2)


def town(**more: Any) -> Rehearsal:
    return rehearsed(Project(TOWN, TODAY).plan, **more)


def rehearsed(
    plan: Plan,
    level: str = "full",
    at: datetime = AT,
    *,
    hazard: str = "",
    lost: Sequence[str] = (),
    travel: str = "30 min",
) -> Rehearsal:
    setting = Setting(plan, needs_of(plan, TODAY), level_of(plan, level), at, tuple(lost))
    return rehearse(setting, hazard_of(plan, hazard) if hazard else None, travel)


def a_plan(entities: dict[str, dict[str, Any]]) -> Plan:
    """Return a plan of entities by their references; whoever is named needs an agency, so that is filled in."""
    made = {}
    for ref, data in {"agency:town": {"type": "jurisdiction"}, **entities}.items():
        kind, _, id = ref.partition(":")
        usual: dict[str, Any] = {"id": id, "name": id.title()}
        usual |= {"agency": "town"} if kind in ("role", "contact", "resource", "facility") else {}
        usual |= {"section": "Command"} if kind == "role" else {}
        usual |= {"phase": "respond", "trigger": "It happens"} if kind == "procedure" else {}
        usual |= {"triggers": ["It happens"]} if kind == "level" else {}
        usual |= {"operated_by": "town", "use": "Talk"} if kind == "channel" else {}
        made[ref] = KINDS.must(kind).model.model_validate({**usual, **data})
    return Plan(made, {})


def voice(number: int, **more: Any) -> dict[str, Any]:
    return {"type": "voice", "value": f"612-555-01{number:02}", **more}


def person(number: int, *methods: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "person", "methods": list(methods) or [voice(number)], **more}


def known(found: Rehearsal) -> dict[str, tuple[float, float]]:
    return {call.contact.partition(":")[2]: (call.known, call.worst) for call in found.calls.calls}


def steps_of(found: Rehearsal, procedure: str) -> list[Timed]:
    return [step for run in found.runs if run.procedure == f"procedure:{procedure}" for step in run.steps]


def spans(found: Rehearsal, procedure: str) -> list[tuple[float | None, float | None]]:
    return [(step.start, step.end) for step in steps_of(found, procedure)]


# -- By hand: the town of tests/plans/rehearsal at two at night ------------------------------------------------------


def test_who_knows_when_in_the_town() -> None:
    """A call takes 2 minutes, answered or in vain, and so does writing; an answer to that or to a notice takes 5.

    The desk hears of it and calls Ada (by 2), who decides. The desk sends the notice (2 to 4, answered by 9), and calls
    the county (by 6) and the power company (by 8). Ada calls the Mayor by voice, as the plan says (2 to 4).
    """
    found = town()
    assert known(found) == {
        "desk": (0, 0),
        # at worst: voice in vain, and again
        "ada": (2, 4),
        # as soon as Ada has decided, at worst the second time
        "bo": (4, 8),
        # at worst: decided at 4, the desk sends the notice until 6, then calls each of them in vain, and both again
        "county-desk": (6, 12),
        "power-desk": (8, 14),
        # the notice reaches them; at worst nobody answers it (11), then Ada calls all three in vain, and all again
        "cy": (9, 19), "di": (9, 21), "ed": (9, 23),
    }  # fmt: skip
    assert [call.contact for call in found.calls.calls if call.by_notice] == ["contact:cy", "contact:di", "contact:ed"]
    assert (found.calls.watch, found.calls.decides) == ("contact:desk", "contact:ada")
    assert found.calls.all_know == 8


def away(lack: Lack) -> str:
    return lack.why.one if lack.why else ""


def test_who_fills_what_in_the_town() -> None:
    """Di is the first choice twice; Ed can only take the one, or step in for the other. The clerk sleeps."""
    found = town().staffing
    assert {seat.role: seat.contact for seat in found.seats} == {
        "role:duty-officer": "contact:desk", "role:director": "contact:ada", "role:operations": "contact:cy",
        "role:planning": "contact:di", "role:logistics": "contact:ed",
    }  # fmt: skip
    assert [(lack.contact, lack.fills) for seat in found.seats for lack in seat.passed] == [
        ("contact:di", "role:planning")
    ]
    assert [(each.role, away(each.lacks[0])) for each in found.empty] == [
        ("role:clerk", "answers only weekdays 08:00-16:30")
    ]


def test_when_each_step_is_done_in_the_town() -> None:
    """Travel takes 30 minutes after one knows; what is not called takes the time that the plan leaves, 5 at most."""
    found = town()
    assert spans(found, "activate") == [
        (0, 2),  # one call
        (2, 5),  # within 6, after 3: the plan leaves 3
        (5, 8),  # a notice, within 9, after 6
        (5, 7),  # one call by Ada, while the desk sends
    ]
    assert spans(found, "open-hall") == [
        (8, 13),  # opened at 5, but the desk sends until 8
        (39, 44),  # Ed knows at 9 and is there at 39
        (39, 44),  # so is Cy
        (None, None),  # the clerk is not there
    ]
    late = steps_of(found, "open-hall")[1]
    assert (late.due, late.late, late.hold) == (25, 19, ("there", "contact:ed", 39))
    assert late.soonest == 15  # if everybody were there at once: opened at 5, unlocked at 10
    assert [run.by for run in found.runs] == [None, ("procedure:activate", 1)]
    assert spans(town(travel="10 min"), "open-hall")[1] == (19, 24)


def test_one_message_at_a_time_and_one_thing_at_a_time() -> None:
    """Reading the warning takes 2 minutes, on the air too; then the same desk asks, and then calls the county."""
    found = town(hazard="storm")
    assert spans(found, "storm-first-hour") == [(0, 2), (2, 6), (6, 8), (6, 11)]
    second, third = steps_of(found, "storm-first-hour")[1:3]
    assert second.hold == ("busy", ("procedure:storm-first-hour", 0), 2)
    assert third.hold == ("busy", ("procedure:storm-first-hour", 1), 6)
    assert [run.procedure for run in found.runs] == ["procedure:storm-first-hour", "procedure:open-hall"]


def test_without_the_mobile_network_everybody_is_called_and_the_next_place_opens() -> None:
    found = town(lost=["resource:mobile-network", "facility:hall"], hazard="storm")
    assert found.calls.notice is None
    assert found.calls.lost_notice == "channel:notice"
    assert [(each.ref, each.tried[0][1].one) for each in found.calls.silent] == [
        ("role:mayor", "cannot be reached at 02:00 without Mobile network")
    ]
    assert found.calls.all_know is None
    assert known(found) == {
        "desk": (0, 0),
        # voice in vain (2), a text in vain (2, and 5 of waiting), then the radio that she carries; at worst twice
        "ada": (11, 13),
        # Ada decides at 11, and calls Cy in vain, then by radio; at worst by radio twice
        "cy": (15, 19),
        "county-desk": (13, 19),
        "power-desk": (15, 21),
    }
    assert found.eoc == "facility:barn"
    assert [run.procedure for run in found.runs] == ["procedure:storm-first-hour", "procedure:open-barn"]
    assert found.runs[1].by == ("procedure:storm-first-hour", 3)  # which says: open the hall


def test_a_hazard_brings_its_losses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(TOWN, tmp_path / "plan")
    hazards = folder / "hazards.yaml"
    hazards.write_text(hazards.read_text("utf-8") + "  takes_out: [resource:mobile-network, facility:hall]\n", "utf-8")
    plan = Project(folder, TODAY).plan
    assert rehearsed(plan, hazard="storm") == rehearsed(
        plan, hazard="storm", lost=["resource:mobile-network", "facility:hall"]
    )
    assert "Storm, without Mobile network and Town hall" in " ".join(
        says(capsys, "--level", "full", "--hazard", "storm", folder=folder).split()
    )
    page = pages(folder, Audience.command)["rehearsals/hazard-storm.html"].written.html
    assert "<dt>Taken as lost</dt>" in page
    assert "Nothing is taken as lost" not in page
    assert "Cannot be told" in page  # which is not what its level's page says
    assert main(["what-if", str(folder), "--hazard", "storm"]) == 0
    told = capsys.readouterr().out
    assert main(["what-if", str(folder), "--lose", "resource:mobile-network,facility:hall"]) == 0
    assert capsys.readouterr().out == told
    hazards.write_text(hazards.read_text("utf-8").replace("facility:hall]", '"level:full"]'), "utf-8")
    assert main(["check", str(folder)]) == 1
    assert "EOP202 error  this field does not take a level" in capsys.readouterr().out
    assert main(["what-if", str(TOWN), "--hazard", "storm"]) == 2
    assert "the plan does not say what Storm takes out" in capsys.readouterr().err


def test_whoever_is_lost_is_not_there() -> None:
    found = town(lost=["contact:ada"])
    assert found.calls.decides == "contact:bo"  # the next who may
    assert "contact:ada" not in known(found)
    assert [(each.role, away(each.lacks[0])) for each in found.staffing.empty][:1] == [
        ("role:director", "is not there")
    ]
    assert [step.work.failed for step in steps_of(found, "activate")] == [
        "reaches nobody whom it calls, because Emergency manager has nobody to fill it, because Ada Manager is lost",
        "nobody is there to do it",
        "",
        "nobody is there to do it",
    ]


def test_by_day_the_clerk_is_there() -> None:
    found = town(at=datetime(2026, 11, 24, 10))
    assert not found.staffing.empty
    assert spans(found, "open-hall")[3][0] is not None
    assert found.calls.calls[3].way == 0  # the Mayor, at the desk


def test_times_past_midnight(capsys: pytest.CaptureFixture[str]) -> None:
    told = says(capsys, "--level", "full", "--at", "23:55")
    assert "at 23:55 on Tuesday 24 November 2026: everybody who must know is told by 00:03 the next day" in " ".join(
        told.split()
    )


# -- By hand: small plans --------------------------------------------------------------------------------------------

LEVELS = {
    "level:low": {"rank": 0, "activated_by": ["head"]},
    "level:full": {"rank": 1, "activated_by": ["head"], "notify": ["role:head"], "notify_within": "10 min"},
}


def test_those_of_a_lead_who_is_silent_are_called_by_the_next_above() -> None:
    plan = a_plan(
        {
            **LEVELS,
            "role:head": {"holders": ["ann"]},
            "role:lead": {"reports_to": "head", "staffed_from": "full", "holders": ["bob"]},
            "role:worker": {"reports_to": "lead", "staffed_from": "full", "holders": ["col"]},
            "contact:ann": person(1),
            "contact:bob": person(2),
            "contact:col": person(3),
        }
    )
    assert [(call.contact, call.caller) for call in rehearsed(plan).calls.calls] == [
        ("contact:ann", ""),
        ("contact:bob", "contact:ann"),
        ("contact:col", "contact:bob"),
    ]
    found = rehearsed(plan, lost=["contact:bob"])
    assert [(call.contact, call.caller, call.known) for call in found.calls.calls] == [
        ("contact:ann", "", 0),
        ("contact:col", "contact:ann", 4),  # not before: nobody knows that Bob is silent until he was called
    ]


def test_others_are_called_while_an_answer_is_waited_for() -> None:
    """Bob has only a text: sent by 2, answered by 7. Meanwhile Ann calls Col (by 4)."""
    plan = a_plan(
        {
            **LEVELS,
            "role:head": {"holders": ["ann"]},
            "role:a": {"reports_to": "head", "staffed_from": "full", "holders": ["bob"]},
            "role:b": {"reports_to": "head", "staffed_from": "full", "holders": ["col"]},
            "contact:ann": person(1),
            "contact:bob": person(2, {"type": "text", "value": "612-555-0102"}),
            "contact:col": person(3),
        }
    )
    assert known(rehearsed(plan)) == {"ann": (0, 0), "bob": (7, 14), "col": (4, 6)}


RADIO = {"type": "radio", "channel": "air"}


def test_a_radio_is_where_the_duty_is_unless_it_is_carried() -> None:
    on_duty = {"round_the_clock": True, "staffed_from": "low", "holders": ["guard"]}
    plan = a_plan(
        {
            **LEVELS,
            "channel:air": {"type": "talkgroup"},
            "role:guard": on_duty,
            "contact:guard": person(1, RADIO),
            "contact:home": person(2, RADIO),
            "contact:pocket": person(3, {**RADIO, "carried": True}),
            "contact:desk": {**person(4, RADIO), "type": "desk"},
        }
    )
    reach = Reach(plan, needs_of(plan, TODAY).fall(), AT, ())
    those = {id: plan.must(f"contact:{id}") for id in ("guard", "home", "pocket", "desk")}
    assert {id: reach.ways(each) for id, each in those.items()} == {  # type: ignore[arg-type]
        "guard": (0,), "home": (), "pocket": (0,), "desk": (0,),
    }  # fmt: skip
    why = reach.why_not(those["home"])  # type: ignore[arg-type]
    assert why
    assert why.one == "has no way at 02:00 but a radio, and is not on duty"


def test_a_sleeper_reads_no_mail_and_a_desk_does() -> None:
    mail = {"type": "email", "value": "a@example.org"}
    plan = a_plan({**LEVELS, "contact:ann": person(1, mail), "contact:desk": {**person(2, mail), "type": "desk"}})
    fall = needs_of(plan, TODAY).fall()
    ann, desk = (plan.must(f"contact:{id}") for id in ("ann", "desk"))
    night, day = (Reach(plan, fall, datetime(2026, 11, 24, hour), ()) for hour in (2, 10))
    assert [reach.ways(who) for reach in (night, day) for who in (ann, desk)] == [(), (0,), (0,), (0,)]  # type: ignore[arg-type]
    away_at_night = night.why_not(ann)  # type: ignore[arg-type]
    assert away_at_night
    assert away_at_night.one == "reads no e-mail at 02:00, and has nothing else"


NIGHT_DESK = {
    "role:night": {"round_the_clock": True, "holders": ["desk"]},
    "contact:desk": {**person(9), "type": "desk"},
}
HEAD = {**LEVELS, "role:head": {"staffed_from": "full", "holders": ["ann"]}, "contact:ann": person(1)}
UNWATCHED = "No position is staffed day and night by somebody who can be reached, so whoever decides is taken to hear of it at once; with losses, no earlier than without."


def test_a_round_the_clock_desk_hears_of_it_first_whatever_level_it_is_staffed_from() -> None:
    found = rehearsed(a_plan({**HEAD, **NIGHT_DESK}))
    assert (found.calls.watch, found.calls.decides, found.calls.decided) == ("contact:desk", "contact:ann", 2)
    assert UNWATCHED not in [each.says for each in found.assumptions]


@pytest.mark.parametrize(("more", "lost"), [({}, []), (NIGHT_DESK, ["contact:desk"])])
def test_where_nobody_is_up_whoever_decides_hears_of_it(more: dict[str, Any], lost: list[str]) -> None:
    found = rehearsed(a_plan({**HEAD, **more}), lost=lost)
    assert (found.calls.watch, found.calls.decided) == ("contact:ann", 2 if lost else 0)
    assert found.assumptions[0].says == UNWATCHED


def test_who_is_up_positions_of_every_day_go_before_desks_and_desks_before_people() -> None:
    people = {
        "role:mayor": {"round_the_clock": True, "holders": ["bob"]}, "contact:bob": person(2),
        "role:guard": {"round_the_clock": True, "staffed_from": "low", "holders": ["col"]}, "contact:col": person(3),
    }  # fmt: skip
    plan = a_plan({**HEAD, **people, **NIGHT_DESK})
    assert rehearsed(plan).calls.watch == "contact:col"
    assert rehearsed(plan, lost=["contact:col"]).calls.watch == "contact:desk"
    assert rehearsed(plan, lost=["contact:col", "contact:desk"]).calls.watch == "contact:bob"


MAIL = {"type": "email", "value": "a@example.org"}
CREW = {
    **HEAD, **NIGHT_DESK,
    "role:crew": {"people": 2, "holders": ["ann", "bob", "col"]},
    "contact:bob": person(2), "contact:col": person(3),
    "level:full": {"rank": 1, "activated_by": ["head"], "notify": ["role:crew"], "notify_within": "10 min"},
    "facility:eoc": {"type": "eoc"}, "facility:pump": {"type": "other"},
    "procedure:flood": {
        "steps": [
            {"do": "Lead", "who": "head", "at": "eoc", "within": "1 h"},
            {"do": "Pump", "who": "crew", "at": "pump", "within": "1 h", "after": ["start"]},
        ]
    },
    "hazard:flood": {"category": "natural", "probability": "low", "impact": "low", "first_hour": ["flood"]},
}  # fmt: skip


def test_of_a_role_for_two_both_know_and_two_who_are_free_do_its_steps() -> None:
    found = rehearsed(a_plan(CREW), hazard="flood")
    assert [call.contact for call in found.calls.calls if call.must_know] == ["contact:ann", "contact:bob"]
    assert [step.people for step in steps_of(found, "flood")] == [("contact:ann",), ("contact:bob", "contact:col")]
    # Ann knows at 2, calls Bob until 4 and Col until 6; they are there 30 minutes later, and what they do takes 5
    assert spans(found, "flood") == [(32, 37), (36, 41)]


def test_whoever_is_needed_at_two_places_travels_between_them() -> None:
    """Ann leads until 37, then goes to the pump, where Bob has been since 34."""
    found = rehearsed(a_plan(CREW), hazard="flood", lost=["contact:col"])
    pump = steps_of(found, "flood")[1]
    assert (set(pump.people), pump.start, pump.hold) == (
        {"contact:ann", "contact:bob"},
        67,
        ("there", "contact:ann", 67),
    )
    assert [step.end for step in steps_of(rehearsed(a_plan(CREW), hazard="flood", travel="10 min"), "flood")] == [
        17,
        21,
    ]


def test_one_of_two_is_told_and_one_cannot_do_the_work_of_two() -> None:
    plan = a_plan({**CREW, "role:crew": {"people": 2, "holders": ["bob", "col"]}, "contact:col": person(3, MAIL)})
    found = rehearsed(plan, hazard="flood")
    telling = RehearsalSentences(plan, found)
    assert telling.told.startswith("1 of 2 who must know cannot be reached, the others are told by 02:04")
    assert telling.unheard == [
        "Crew: Col reads no e-mail at 02:00, and has nothing else. So 1 of the 2 cannot be told."
    ]
    assert [telling.not_done(step) for step in telling.undone] == [
        "Flood, step 2 “Pump”: needs 2 people, and 1 is there."
    ]


def test_who_is_lost_and_what_is_not_in_the_plan_are_told_by_name() -> None:
    steps = [{"do": "Lead", "who": "head"}, {"do": "Pump", "who": "cheif"}]
    plan = a_plan({**CREW, "procedure:flood": {"steps": steps}})
    telling = RehearsalSentences(plan, rehearsed(plan, hazard="flood", lost=["role:head"]))
    assert telling.unfilled == ["Head: it is taken as lost."]
    assert [telling.why_undone(step) for step in telling.undone] == [
        "Head is taken as lost",
        "the plan has no role “cheif”",
    ]
    assert telling.told == "nobody who may activate Full can be reached"


def test_those_who_begin_to_call_go_first() -> None:
    plan = a_plan(
        {
            **CREW,
            "role:aide": {"reports_to": "crew", "staffed_from": "full", "holders": ["dot"]},
            "contact:dot": person(4),
        }
    )
    telling = RehearsalSentences(plan, rehearsed(plan, hazard="flood"))
    times = [telling.rehearsal.calls.known[caller.contact] for caller in telling.callers]
    assert times == sorted(times)
    assert telling.callers[0].contact == "contact:desk"


def test_an_agreement_counts_on_the_day_that_is_rehearsed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(TOWN, tmp_path / "plan")
    keys = "{name: Keys, type: contract, parties: [town, county], scope: Keys, effective: 2026-01-01, expires: 2026-11-30, custodian: manager}"
    (folder / "agreements.yaml").write_text(f"keys: {keys}\n", encoding="utf-8")
    steps = folder / "procedures.yaml"
    steps.write_text(steps.read_text("utf-8").replace("at: hall}", "at: hall, under: [keys]}", 1), encoding="utf-8")
    asked = ["--level", "full", "--at"]
    assert "Unlock the hall" not in says(capsys, *asked, "2026-11-30 02:00", folder=folder)
    assert "“Unlock the hall”: rests on Keys, which ended" in says(capsys, *asked, "2026-12-01 02:00", folder=folder)


def test_circles_do_not_loop() -> None:
    plan = a_plan(
        {
            **LEVELS,
            "role:head": {"holders": ["ann"], "reports_to": "b"},
            "role:a": {"reports_to": "b", "staffed_from": "full", "holders": ["bob"]},
            "role:b": {"reports_to": "a", "staffed_from": "full", "holders": ["col"]},
            "role:self": {"reports_to": "self", "staffed_from": "full", "holders": ["dot"]},
            "contact:ann": person(1), "contact:bob": person(2), "contact:col": person(3), "contact:dot": person(4),
            "facility:hall": {"type": "eoc"},
            "level:full": {**LEVELS["level:full"], "eoc": ["hall"]},
            "procedure:open": {
                "steps": [
                    {"id": "one", "do": "Begin it", "who": "head", "at": "hall", "after": ["two"]},
                    {"id": "two", "do": "Go on", "who": "head", "after": ["one"]},
                    {"id": "three", "do": "Do it alone", "who": "head", "after": ["start"]},
                ]
            },
        }
    )  # fmt: skip
    found = rehearsed(plan)
    assert {call.contact for call in found.calls.calls} == {f"contact:{id}" for id in ("ann", "bob", "col", "dot")}
    assert [step.work.failed for step in steps_of(found, "open")] == ["waits for itself in a circle of steps"] * 2 + [
        ""
    ]


# -- Properties ------------------------------------------------------------------------------------------------------

PEOPLE = [f"p{number}" for number in range(6)]
ROLES = [f"r{number}" for number in range(6)]
NETWORKS = [f"n{number}" for number in range(3)]
WITHIN = st.sampled_from(["1 min", "5 min", "12 min", "30 min"])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    def some(items: Sequence[str], most: int) -> list[str]:
        return draw(st.lists(st.sampled_from(items), max_size=most, unique=True))

    made: dict[str, dict[str, Any]] = {f"resource:{id}": {"category": "network"} for id in NETWORKS}
    for id in PEOPLE:
        methods = [
            {"type": sort, "value": "612-555-0100", "over": [f"resource:{net}" for net in some(NETWORKS, 2)]}
            for sort in draw(st.lists(st.sampled_from(["voice", "text", "email", "in-person"]), min_size=1, max_size=3))
        ]
        made[f"contact:{id}"] = {"type": draw(st.sampled_from(["person", "desk"])), "methods": methods}
    made["channel:air"] = {"type": "talkgroup", "over": ["resource:n0"]}
    made["channel:web"] = {"type": "web", "over": ["resource:n1"]}
    made["channel:run"] = {"type": "runner"}
    made |= {"facility:hall": {"type": "eoc"}, "facility:yard": {"type": "other"}}
    for id in ROLES:
        following = some(ROLES, 2)
        made[f"role:{id}"] = {
            "holders": some(PEOPLE, 3), "staffed_from": draw(st.sampled_from([None, "low", "full"])),
            "round_the_clock": draw(st.booleans()), "people": draw(st.integers(1, 2)),
            "reports_to": draw(st.sampled_from([None, *ROLES])),
            "succession": {"order": [{"role": each} for each in following], "trigger": "x", "ends": "y"} if following else None,
        }  # fmt: skip
    made["role:r0"]["holders"] = made["role:r0"]["holders"] or ["p0"]
    made["level:low"] = {"rank": 0, "activated_by": ["r0"]}
    made["level:full"] = {
        "rank": 1, "activated_by": some(ROLES, 3) or ["r5"], "eoc": ["hall"],
        "notify": [*(f"role:{id}" for id in some(ROLES, 3)), *(f"contact:{id}" for id in some(PEOPLE, 2))],
    }  # fmt: skip
    ids = ["a", "b", "c"]
    for id in ids:
        size = draw(st.integers(1, 4))
        made[f"procedure:{id}"] = {
            "target": draw(WITHIN),
            "steps": [
                {
                    "id": f"s{index}", "do": "Do something", "who": draw(st.sampled_from(ROLES)),
                    "within": draw(st.none() | WITHIN),
                    "after": some([f"s{other}" for other in range(size)] + ["start"], 2),
                    "at": draw(st.sampled_from([None, None, "hall", "yard"])),
                    "call": [f"role:{each}" for each in some(ROLES, 2)],
                    "on": some(["channel:air", "channel:web", "channel:run", "contact:p1", "contact:p2"], 3),
                    "branches": [{"when": "so", "start": each} for each in some(ids, 1)],
                }
                for index in range(size)
            ],
        }  # fmt: skip
    made["hazard:storm"] = {
        "category": "natural", "probability": "low", "impact": "low", "first_hour": some(ids, 3),
    }  # fmt: skip
    return a_plan(made)


LOST = st.lists(
    st.sampled_from([*(f"contact:{id}" for id in PEOPLE), *(f"resource:{id}" for id in NETWORKS), "channel:air"]),
    unique=True,
    max_size=4,
)
HOURS = st.sampled_from([datetime(2026, 11, 24, hour) for hour in (2, 10)])


@settings(max_examples=100)
@given(plans(), LOST, HOURS)
def test_as_many_positions_as_can_be_are_filled_and_nobody_twice(plan: Plan, lost: list[str], at: datetime) -> None:
    reach = Reach(plan, needs_of(plan, TODAY).fall(lost), at, lost)
    level = plan.must("level:full")
    assert isinstance(level, Level)
    found = staffing(plan, reach, level)
    people = [seat.contact for seat in found.seats]
    assert len(people) == len(set(people))
    assert not set(people) & set(lost)
    graph = networkx.Graph()
    positions = [*(seat.role for seat in found.seats), *(each.role for each in found.empty)]
    for number, ref in enumerate(positions):
        graph.add_node(number)
        for each in reach.candidates(plan.must(ref)):  # type: ignore[arg-type]
            if reach.ways(each.contact):
                graph.add_edge(number, each.contact.ref)
    matching = networkx.bipartite.maximum_matching(graph, range(len(positions)))
    assert len(people) == len(matching) // 2
    for each in found.empty:  # and every one of them is told why
        assert all(lack.why or lack.fills for lack in each.lacks)


@settings(max_examples=400)
@given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=4, unique_by=lambda e: e[0]), max_size=5))  # fmt: skip
def test_first_choices_are_those_of_brute_force(lists: list[list[tuple[int, int]]]) -> None:
    """As many lists as possible, the first ones first, then the lowest sum."""

    def ways(index: int, used: frozenset[int]) -> list[tuple[tuple[bool, ...], int]]:
        if index == len(lists):
            return [((), 0)]
        found = [((False, *served), cost) for served, cost in ways(index + 1, used)]
        for member, own in lists[index]:
            if member not in used:
                found += [((True, *served), own + cost) for served, cost in ways(index + 1, used | {member})]
        return found

    best = min(ways(0, frozenset()), key=lambda way: (-sum(way[0]), [not each for each in way[0]], way[1]))
    got = first_choices(lists)
    members = [lists[index][place][0] for index, place in enumerate(got) if place is not None]
    assert len(members) == len(set(members))
    costs = sum(lists[index][place][1] for index, place in enumerate(got) if place is not None)
    assert (tuple(place is not None for place in got), costs) == best


@settings(max_examples=100)
@given(plans(), LOST, HOURS, st.sampled_from(["", "storm"]))
def test_steps_wait_for_those_before_them(plan: Plan, lost: list[str], at: datetime, hazard: str) -> None:
    found = rehearsed(plan, at=at, hazard=hazard, lost=lost)
    times = known(found)
    assert all(soon <= worst for soon, worst in times.values())
    steps = {step.key: step for run in found.runs for step in run.steps}
    for run in found.runs:
        procedure = plan.must(run.procedure)
        assert isinstance(procedure, Procedure)
        places = {step.id: index for index, step in enumerate(procedure.steps)}
        for index, step in enumerate(procedure.steps):
            timed = steps[run.procedure, index]
            assert (timed.start is None) == (timed.end is None)
            if timed.start is None or timed.end is None:
                assert timed.work.failed
                continue
            before = [places[id] for id in step.after if id != "start"] if step.after else [index - 1][: index > 0]
            for each in before:
                end = steps[run.procedure, each].end
                assert end is None or end <= timed.start
            assert run.started is not None
            assert run.started <= timed.start
            assert timed.soonest is not None
            if all(
                each.end is not None for each in steps.values()
            ):  # what is not done takes no time here, but there it does
                assert timed.soonest <= timed.end


@settings(max_examples=100)
@given(plans(), LOST, HOURS, st.sampled_from(["", "storm"]))
def test_nobody_does_two_steps_at_once(plan: Plan, lost: list[str], at: datetime, hazard: str) -> None:
    found = rehearsed(plan, at=at, hazard=hazard, lost=lost)
    steps = {step.key: step for run in found.runs for step in run.steps}
    done = [step for step in steps.values() if step.start is not None and step.end is not None]
    for group in (lambda step: step.people, lambda step: (step.work.way,) if step.work.talks else ()):
        for each in {each for step in done for each in group(step)}:
            mine = sorted((step for step in done if each in group(step)), key=lambda step: step.start or 0)
            for one, other in pairwise(mine):
                length = one.work.talks if each == one.work.way else one.work.takes
                assert (one.start or 0) + length <= (other.start or 0) + 1e-9
    for each in (each for each in plan.of(Contact) if each.type == "person"):
        placed = sorted(
            (step for step in done if each.ref in step.people and place_of(plan, step)),
            key=lambda step: step.start or 0,
        )
        for one, other in pairwise(placed):
            away = 30 if place_of(plan, one) != place_of(plan, other) else 0
            assert (one.end or 0) + away <= (other.start or 0) + 1e-9


def place_of(plan: Plan, step: Timed) -> str | None:
    procedure = plan.must(step.key[0])
    assert isinstance(procedure, Procedure)
    return procedure.steps[step.key[1]].at


def tree(found: Rehearsal) -> tuple[str, dict[str, str], bool]:
    """Who calls whom, and whether there is a notice: two call-downs are compared where it is the same."""
    return found.calls.decides, {call.contact: call.caller for call in found.calls.calls}, found.calls.notice is None


def not_earlier(worse: Rehearsal, less: Rehearsal) -> bool:
    """Whether everybody who is told in both is told no earlier in the first, as expected and at worst."""
    late, soon = known(worse), known(less)
    return all(late[who][at] >= soon[who][at] for who in late.keys() & soon.keys() for at in (0, 1))


@settings(max_examples=30)
@given(plans(), LOST, LOST, HOURS, st.sampled_from(["", "storm"]))
def test_with_more_lost_nobody_is_told_earlier(
    plan: Plan, lost: list[str], more: list[str], at: datetime, hazard: str
) -> None:
    whole, less, worse = (
        rehearsed(plan, at=at, hazard=hazard, lost=list(dict.fromkeys(each))) for each in ([], lost, [*lost, *more])
    )
    assert not_earlier(less, whole)
    assert not_earlier(worse, whole)
    if tree(less) == tree(worse):
        assert not_earlier(worse, less)


@settings(max_examples=30)
@given(plans(), LOST, HOURS, st.sampled_from(PEOPLE), st.sampled_from(["voice", "text", "in-person"]))
def test_a_spare_never_hurts(plan: Plan, lost: list[str], at: datetime, who: str, sort: str) -> None:
    contact = plan.must(f"contact:{who}")
    assert isinstance(contact, Contact)
    spare = type(contact.methods[0]).model_validate({"type": sort, "value": "612-555-0199"})
    more = contact.model_copy(update={"methods": [*contact.methods, spare]})
    with_spare = plan.replaced({each.ref: more if each.ref == contact.ref else each for each in plan})
    for losses in ([], lost):
        before, after = (rehearsed(each, at=at, lost=losses) for each in (plan, with_spare))
        if tree(before) != tree(after):  # the spare brings somebody in, and others are called by others
            break
        assert not_earlier(before, after)


@settings(max_examples=80)
@given(plans(), LOST, LOST, st.sampled_from(["", "storm"]))
def test_losing_more_never_helps(plan: Plan, lost: list[str], more: list[str], hazard: str) -> None:
    less, worse = (rehearsed(plan, hazard=hazard, lost=list(dict.fromkeys(each))) for each in (lost, [*lost, *more]))
    assert len(worse.staffing.seats) <= len(less.staffing.seats)
    assert {run.procedure for run in worse.runs} == {run.procedure for run in less.runs}
    soonest = {step.key: step.soonest for run in less.runs for step in run.steps}
    for run in worse.runs:
        for step in run.steps:
            before = soonest[step.key]
            assert (step.soonest is None) == (before is None)
            assert step.soonest is None or before is None or step.soonest >= before


@settings(max_examples=60)
@given(plans(), LOST, HOURS)
def test_all_who_can_be_reached_are_told_by_somebody_who_knows(plan: Plan, lost: list[str], at: datetime) -> None:
    found = rehearsed(plan, at=at, lost=lost)
    calls = {call.contact: call for call in found.calls.calls}

    def told_rightly(call: Call) -> bool:
        return call.by_notice or not call.caller or call.known >= calls[call.caller].known + 1

    assert all(map(told_rightly, calls.values()))
    if found.calls.decides:
        assert {seat.contact for seat in found.staffing.seats} <= set(calls)


# -- Through the command ---------------------------------------------------------------------------------------------


def says(capsys: pytest.CaptureFixture[str], *arguments: str, folder: Path = TOWN, status: int = 0) -> str:
    assert main(["rehearse", "--folder", str(folder), "--as-of", TODAY.isoformat(), *arguments]) == status
    printed = capsys.readouterr()
    return printed.err if status else printed.out


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("full.txt", ["--level", "full"]),
        ("full.json", ["--level", "level:full", "--format", "json"]),
        ("storm.txt", ["--level", "full", "--hazard", "storm", "--at", "2026-12-25 14:00", "--travel", "1 h"]),
        ("lost.txt", ["--level", "full", "--hazard", "hazard:storm", "--lose", "resource:mobile-network",
                      "--lose", "facility:hall"]),
        ("normal.txt", ["--level", "normal"]),
    ],
)  # fmt: skip
def test_golden(capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]) -> None:
    """Compare with the kept text; UPDATE_GOLDEN=1 writes it anew."""
    written = says(capsys, *arguments)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8")


def test_everything_lost_is_an_answer_too(capsys: pytest.CaptureFixture[str]) -> None:
    everything = [
        each for entity in Project(TOWN, TODAY).plan if not isinstance(entity, Level) for each in ("--lose", entity.ref)
    ]
    told = says(capsys, "--level", "full", "--hazard", "storm", *everything)
    assert "nobody who may activate Full activation can be reached; 6 of 6 positions stay unfilled." in " ".join(
        told.split()
    )
    document = json.loads(says(capsys, "--level", "full", "--format", "json", *everything))
    assert document["call_down"]["calls"] == []
    assert document["call_down"]["decided"] is None


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--level", "ful"], "there is no level “ful” in this plan\n     did you mean “full”?"),
        (["--level", "9"], "there is no level “9” in this plan\n     the levels are: full and normal"),
        ([], "say which level is rehearsed, with --level\n     the levels are: full and normal"),
        (["--level", "full", "--hazard", "strom"], "there is no hazard “strom” in this plan\n     did you mean “storm”?"),
        (["--level", "full", "--hazard", "9"], "there is no hazard “9” in this plan\n     the hazards are: storm"),
        (["--level", "full", "--lose", "contact:adda"], "there is no “contact:adda” in this plan\n     did you mean “contact:ada”?"),
        (["--level", "full", "--lose", "level:full"], "a level is not lost: it is what is rehearsed\n     say with --level which one that is"),
        (["--level", "full", "--at", "2 am"], "“2 am” is no time\n     write a time such as 02:00, or a day and a time such as “2026-12-25 02:00”"),
        (["--level", "full", "--at", "2026-13-45 02:00"], "“2026-13-45 02:00” is no time\n     write a time such as 02:00, or a day and a time such as “2026-12-25 02:00”"),
        (["--level", "full", "--travel", "15 minutes"], "“15 minutes” is no length of time\n     did you mean “15 min”?"),
        (["--level", "full", "--travel", "long"], "“long” is no length of time\n     write for example 45 min or 1 h"),
    ],
)  # fmt: skip
def test_wrong_asking(capsys: pytest.CaptureFixture[str], arguments: list[str], error: str) -> None:
    assert says(capsys, *arguments, status=2) == f"eop: {error}\n"


def test_plans_that_cannot_be_rehearsed_say_so_in_a_line() -> None:
    with pytest.raises(EopError, match="no activation levels"):
        rehearsed(a_plan({"role:head": {"holders": ["ann"]}, "contact:ann": person(1)}))
    with pytest.raises(EopError, match="no role of this plan is held by anybody"):
        rehearsed(a_plan({**LEVELS, "role:head": {}}))


def test_when() -> None:
    assert when("02:00", TODAY) == AT
    assert when("2026-12-25T02:00", TODAY) == datetime(2026, 12, 25, 2)
    assert when("02:00", date.max) == datetime(9999, 12, 31, 2)


def test_the_end_of_the_calendar_does_not_break(capsys: pytest.CaptureFixture[str]) -> None:
    assert "00:03 the next day" in says(capsys, "--level", "full", "--at", "9999-12-31 23:55")
    assert '"at": ""' in says(capsys, "--level", "full", "--at", "9999-12-31 23:55", "--format", "json")


# -- Pages -----------------------------------------------------------------------------------------------------------


def pages(folder: Path, audience: Audience) -> dict[str, Page]:
    edition = Project(folder, TODAY).edition(audience)
    made = all_pages(View(edition, Judgement((), TODAY, 1, 1), TODAY))
    return {page.path: page for page in made if page.path.startswith("rehearsals")}


def test_the_public_has_no_rehearsals() -> None:
    assert pages(TOWN, Audience.public) == {}


@pytest.mark.parametrize("path", ["rehearsals.html", "rehearsals/level-full.html", "rehearsals/hazard-storm.html"])
def test_pages(path: str) -> None:
    drawn = pages(TOWN, Audience.responder)[path].written.html
    written = re.sub(r"<figure.*?</figure>", "(who calls whom, drawn)", drawn, flags=re.S)
    assert (written != drawn) == ("level" in path)
    kept = GOLDEN / f"{path.replace('/', '-').removesuffix('.html')}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_text(written, encoding="utf-8")
    assert written == kept.read_text(encoding="utf-8")


def test_a_page_says_in_words_what_its_bars_show() -> None:
    """Every step has its time, its target and its lateness beside the bar, which nobody who listens hears."""
    written = pages(TOWN, Audience.command)["rehearsals/level-full.html"].written.html
    assert written.count('class="eop-time__bar" ') + written.count("eop-time__bar--late") >= 8
    for words in ("02:39–02:44", "due 02:25", "19 min late", "Not done"):
        assert words in written


# -- The reference plan ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference() -> Project:
    return Project(REFERENCE, TODAY)


@pytest.mark.parametrize("lost", [(), ("resource:city-network", "resource:public-cellular")])
def test_the_reference_plan_is_rehearsed_whole(reference: Project, lost: tuple[str, ...]) -> None:
    plan = reference.plan
    for level in plan.of(Level):
        for hazard in ("", "tornado", "cyber-attack", "prolonged-power-outage"):
            found = rehearsed(plan, level.id, hazard=hazard, lost=lost)
            people = [seat.contact for seat in found.staffing.seats]
            assert len(people) == len(set(people))
            assert found.calls.decides
            assert any(step.end is not None for run in found.runs for step in run.steps)


def test_all_whom_the_reference_plan_notifies_know_in_time(reference: Project) -> None:
    """A target that cannot be held at two at night, with everything in order, would be a mistake in the plan."""
    for level in reference.plan.of(Level):
        found = rehearsed(reference.plan, level.id)
        assert found.calls.silent == ()
        assert found.calls.all_know is not None
        assert found.calls.all_know <= {"normal-operations": 60, "full-activation": 60}.get(level.id, 30)


def test_the_small_plan_is_rehearsed(capsys: pytest.CaptureFixture[str]) -> None:
    told = says(capsys, "--level", "full", folder=SMALL)
    assert told.startswith("From the whole plan (command edition).\n\nFull activation at 02:00 on Tuesday 24 November")
