"""What falls in a town, what has no second there, and why: worked by hand, and through the commands."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest

from eop_tools.analysis.explain import because
from eop_tools.analysis.needs import lost_with, needs_of
from eop_tools.analysis.weak_points import critical, losable, pair_count, weak_points
from eop_tools.analysis.what_if import Impact, OnBackup, impact
from eop_tools.cli import main
from eop_tools.need import ITSELF
from eop_tools.plan import Plan
from eop_tools.plan.loader import load
from eop_tools.report.resilience import impact_text, weak_points_text
from eop_tools.testing import plan_of

GOLDEN = Path(__file__).parent / "golden" / "resilience"
TODAY = date(2026, 6, 1)
TOWN = Path(__file__).parent / "plans" / "town"


@pytest.fixture(scope="module")
def town() -> Plan:
    return load(TOWN).plan


@pytest.fixture(scope="module")
def without(town: Plan) -> Callable[..., set[str]]:
    """Return the references that fall when some are lost, these left out."""
    system = needs_of(town, TODAY)

    def falls(*lost: str) -> set[str]:
        return {key for key in system.fall(lost_with(lost)).down if "/" not in key and key[0] != ITSELF} - set(lost)

    return falls


def test_only_what_has_ended_is_down_from_the_start(without: Callable[..., set[str]]) -> None:
    assert without() == {"agreement:old-fuel", "role:mayor"}


def test_the_power_company_alone(town: Plan, without: Callable[..., set[str]]) -> None:
    """The EOC is on its generator; the carrier has none, so whoever has only a mobile telephone is out of reach."""
    fallen = without("agency:power") - without()
    assert fallen == {"agency:carrier", "resource:cellular", "channel:bridge", "contact:bob", "contact:cat",
                      "role:crew", "facility:depot", "resource:server", "procedure:shelter",
                      "hazard:flood"}  # fmt: skip
    fall = needs_of(town, TODAY).fall(["agency:power"])
    on = {backup.key: (backup.left, backup.lost) for backup in fall.backups}
    assert on["facility:eoc"] == ("facility:eoc/generator", ("agency:power",))
    assert on["contact:ann"] == ("contact:ann/methods/1", ("contact:ann/methods/0",))
    assert on["procedure:shelter/steps/0"] == ("channel:radio", ("channel:bridge",))
    assert because(town, fall, "hazard:flood") == (
        "is not met in full in the first hour, because step 2 of Open a shelter has nobody to do it, because Crew has "
        "nobody to fill it, because Bob Best (like 1 other) cannot be reached, because Cellular network depends on "
        "Talk Mobile, which depends on River Power, which is lost"
    )


def test_power_and_fuel(town: Plan, without: Callable[..., set[str]]) -> None:
    fallen = without("agency:power", "agency:oil")
    assert "facility:eoc" in fallen
    assert "level:partial" not in fallen  # the library's own tank lasts 36 h
    fall = needs_of(town, TODAY).fall(["agency:power", "agency:oil"])
    assert because(town, fall, "facility:eoc") == (
        "has no power, because River Power is lost and the generator of EOC gets no more fuel after 48 h, because Fuel "
        "supply has no partner left to deliver, because Harbor Oil is lost"
    )


def test_an_agreement_ends_on_its_day(town: Plan) -> None:
    def fallen(day: date) -> bool:
        return "procedure:shelter" in needs_of(town, day).fall().down

    assert not fallen(date(2027, 6, 30))
    assert fallen(date(2027, 7, 1))
    assert fallen(date(2024, 12, 31))
    fall = needs_of(town, date(2027, 7, 1)).fall()
    assert because(town, fall, "procedure:shelter") == (
        "cannot be carried out in full, because its step 4 rests on Fuel supply, which ended on 30 June 2027"
    )


def test_the_eoc_alone(without: Callable[..., set[str]]) -> None:
    assert without("facility:eoc") == without()
    assert {"level:partial", "procedure:shelter"} <= without("facility:eoc", "facility:library")


def test_a_dark_depot_still_holds_its_cots_and_a_lost_one_does_not(without: Callable[..., set[str]]) -> None:
    assert "resource:cots" not in without("agency:power")
    assert {"resource:cots", "resource:server", "procedure:shelter"} <= without("facility:depot")


def test_the_director_and_both_deputies(town: Plan, without: Callable[..., set[str]]) -> None:
    """Nobody of the office is left: the clerk succeeds as the director, but the crew needs two of the three."""
    fallen = without("contact:ann", "contact:bob", "contact:cat")
    assert "role:director" not in fallen
    assert "role:crew" in fallen
    assert "role:director" in without("contact:ann", "contact:bob", "contact:cat", "contact:dee")
    assert without("role:director") == without()  # whoever holds it is lost: the clerk succeeds
    assert "role:crew" not in without("contact:ann")
    assert "role:crew" in without("contact:ann", "contact:cat")


def test_a_step_that_is_not_always_done_hinders_and_does_not_stop(town: Plan, without: Callable[..., set[str]]) -> None:
    assert "procedure:shelter" not in without("resource:server")
    hindered = needs_of(town, TODAY).fall(["resource:server"]).hindered
    assert [need.path for need in hindered["procedure:shelter"]] == [("steps", 2)]


def test_losing_an_agency_takes_its_people_and_losing_its_supply_does_not(without: Callable[..., set[str]]) -> None:
    assert {"contact:ann", "contact:bob", "function:care"} <= without("agency:emergency-management")
    assert "contact:ann" not in without("agency:power")


def test_everything_lost(town: Plan) -> None:
    system = needs_of(town, TODAY)
    assert set(town.refs()) <= system.fall(town.refs()).down


def test_weak_points_of_the_town(town: Plan) -> None:
    found = weak_points(town, needs_of(town, TODAY), critical(town), 3)
    stops = {cut.groups[0][0]: set(cut.stops) for cut in found.cuts[1]}
    assert stops["agency:power"] == {"procedure:shelter"}
    assert stops["agency:emergency-management"] == {"function:care", "procedure:shelter"}
    assert "facility:eoc" not in stops
    pairs = {frozenset((a, b)): cut.stops for cut in found.cuts[2] for a in cut.groups[0] for b in cut.groups[1]}
    assert set(pairs[frozenset(("facility:eoc", "facility:library"))]) == {"level:partial", "procedure:shelter"}
    assert frozenset(("contact:ann", "contact:bob")) in pairs
    assert frozenset(("agency:power", "agency:oil")) not in pairs  # the first alone stops all that both do
    for order, cuts in found.cuts.items():  # what can be acted on goes first
        groups = [[ref.startswith("agency:") for ref in group] for cut in cuts for group in cut.groups]
        organizations = [sum(all(held) for held in groups[at : at + order]) for at in range(0, len(groups), order)]
        assert organizations == sorted(organizations)


def test_three_losses_are_those_of_brute_force(town: Plan) -> None:
    system = needs_of(town, TODAY)
    found = weak_points(town, system, ["level:partial"], 3)
    losses = losable(town)
    cuts: list[frozenset[str]] = []
    for order in (1, 2, 3):
        cuts += [
            frozenset(some)
            for some in combinations(losses, order)
            if not any(cut <= set(some) for cut in cuts) and "level:partial" in system.fall(some).down
        ]
    told = {
        frozenset(combination)
        for cut_list in found.cuts.values()
        for cut in cut_list
        for combination in product(*cut.groups)
    }
    assert told == set(cuts)
    assert max(map(len, cuts)) == 3


# -- Through the command ---------------------------------------------------------------------------------------------

COMMANDS = {
    "power": ["what-if", "--lose", "agency:power"],
    "power-and-fuel": ["what-if", "--lose", "agency:power", "--lose", "agency:oil"],
    "zone": ["what-if", "--lose-zone", "river  FLATS"],
    "contacts": ["what-if", "--lose-kind", "contact"],
    "nothing": ["what-if"],
    "weak": ["weak-points"],
    "weak-for": ["weak-points", "--for", "level:partial", "--order", "3"],
    "show": ["show", "facility:eoc", "--edition", "command"],
}


def told(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    capsys.readouterr()
    assert main([*command, "--folder", str(TOWN), "--as-of", TODAY.isoformat()]) == 0
    return capsys.readouterr().out.replace(str(TOWN), "town")


@pytest.mark.parametrize("name", COMMANDS)
def test_texts_are_golden(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text, path = told(capsys, *COMMANDS[name]), GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 100


def test_json_says_what_the_text_says(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("power", "weak"):
        text, held = told(capsys, *COMMANDS[name]), json.loads(told(capsys, *COMMANDS[name], "--format", "json"))
        rows = (
            held["fallen"]
            if name == "power"
            else [each for cut in held["cuts"] for group in cut["any_one_of_each"] for each in group]
        )
        assert rows
        plain = " ".join(text.split())
        assert all(row["name"] in plain and row.get("because", "") in plain for row in rows)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["what-if", "--lose", "agency:powr"], "did you mean “agency:power”?"),
        (["what-if", "--lose-zone", "River flat"], "did you mean “River flats”?"),
        (["what-if", "--lose-kind", "contakt"], "did you mean “contact”?"),
        (["weak-points", "--for", "level:partal"], "did you mean “level:partial”?"),
        (["weak-points", "--order", "4"], "weak-points --help"),
    ],
)
def test_what_does_not_exist_gets_a_hint(command: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--folder", str(TOWN)]) == 2
    assert said in capsys.readouterr().err


def test_a_plan_of_circles_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.yaml").write_text("name: Plan of Example City\njurisdiction: Example City\n")
    (tmp_path / "agencies.yaml").write_text(
        "a: {name: A, type: utility, depends_on: ['agency:b']}\nb: {name: B, type: utility, depends_on: ['agency:a']}\n"
        "c: {name: C, type: utility, depends_on: ['agency:c']}\n"
    )
    assert main(["what-if", "--lose", "agency:a", "--folder", str(tmp_path)]) == 0
    assert "B depends on A, which is lost" in capsys.readouterr().out
    assert main(["weak-points", "--folder", str(tmp_path)]) == 0
    assert "nothing has to go on" in " ".join(capsys.readouterr().out.split())
    assert main(["check", str(tmp_path), "--select", "circular-need"]) == 1
    said = capsys.readouterr().out
    assert "“A” and “B” depend on each other" in said
    assert "“C” depends on itself" in said


DESKS = """
contacts/a: {name: Desk A, type: desk, agency: example-city, methods: [{type: voice, value: 612-555-0140}]}
contacts/b: {name: Desk B, type: desk, agency: example-city, methods: [{type: voice, value: 612-555-0141}]}
contacts/c: {name: Desk C, type: desk, agency: example-city, methods: [{type: voice, value: 612-555-0142}]}
contacts/d: {name: Desk D, type: desk, agency: example-city, methods: [{type: voice, value: 612-555-0143}]}
roles/clerk: {name: Clerk, agency: example-city, section: X, reports_to: mayor, holders: [d]}
procedures/p:
  name: Tell them
  phase: respond
  trigger: T
  steps:
    - {do: Call., who: clerk, call: ["contact:a", "contact:b"]}
    - {do: Call again., who: clerk, call: ["contact:a", "contact:b"]}
procedures/q:
  name: Ask them
  phase: respond
  trigger: T
  steps:
    - {do: Ask., who: clerk, on: ["contact:a", "contact:b"]}
    - {do: Ask again., who: clerk, on: ["contact:a", "contact:c"]}
"""


def test_whoever_is_called_beside_others_is_missed_and_not_replaced() -> None:
    plan = plan_of(DESKS).plan
    found = impact(plan, needs_of(plan, TODAY), ["contact:a"])
    assert [(row.ref, row.lack) for row in found.hindered] == [("procedure:p", "does not reach Desk A")]
    assert [(row.ref, row.lost, row.left) for row in found.backups] == [
        ("procedure:q", ("Desk A",), "Desk B"),
        ("procedure:q", ("Desk A",), "Desk C"),
    ]
    said = impact_text(plan, found)
    assert "1 thing goes on with a backup" in said
    assert "Desk B in place of Desk A, and after that there is nothing more; Desk C in" in " ".join(said.split())
    assert "nothing goes on with a backup" in impact_text(plan, impact(plan, needs_of(plan, TODAY), ["contact:c"]))


def test_a_step_that_is_only_for_some_cases_hinders(town: Plan) -> None:
    found = impact(town, needs_of(town, TODAY), ["resource:server"])
    assert [(row.ref, row.lack) for row in found.hindered] == [
        ("procedure:shelter", f"does without its step 3, which lacks {town.label('resource:server')}, which is lost")
    ]


def test_of_many_needs_on_a_backup_the_weakest_are_told(town: Plan) -> None:
    rows = [
        OnBackup("procedure:shelter", "", ("A",), left, more) for left, more in zip("BCBD", (2, 0, 1, 3), strict=True)
    ]
    found = impact(town, needs_of(town, TODAY), [])._replace(backups=tuple(rows))
    said = " ".join(impact_text(town, found).split())
    shelter = "C in place of A, and after that there is nothing more; B in place of A, and 1 more could"
    assert f"Open a shelter: {shelter}; 1 more need on a backup." in said


def test_what_cannot_be_read_is_left_out_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(TOWN, tmp_path / "plan")
    ask = ["--folder", str(tmp_path / "plan"), "--as-of", TODAY.isoformat()]
    procedures = tmp_path / "plan" / "procedures.yaml"
    procedures.write_text(procedures.read_text().replace("who: crew", "who: cerw"))
    for verb in (["what-if", "--lose", "agency:power"], ["weak-points"], ["rehearse", "--level", "partial"]):
        assert main([*verb, *ask]) == 0
        assert "leaves out what cannot be read or is not there: role:cerw\n" in capsys.readouterr().err
    (tmp_path / "plan" / "roles.yaml").write_text("x: [")
    for verb in (["what-if", "--lose", "agency:power"], ["weak-points"]):
        assert main([*verb, *ask, "--format", "json"]) == 0
        said = capsys.readouterr()
        assert json.loads(said.out)["left_out"] == ["roles.yaml"]
        assert "is not there: roles.yaml\n" in said.err


def test_another_city_is_a_partner_that_can_fail() -> None:
    plan = plan_of(
        """
        agencies/oak: {name: City of Oak, type: jurisdiction}
        agencies/red: {name: Red Cross, type: nonprofit}
        agreements/aid: {name: Aid, type: mutual-aid, scope: S, custodian: mayor, parties: [example-city, oak]}
        agreements/all: {name: All, type: mutual-aid, scope: S, custodian: mayor, parties: [example-city, oak, red]}
    """.replace("\n        ", "\n")
    ).plan
    system = needs_of(plan, TODAY)
    assert system.fall(["agency:oak"]).down >= {"agreement:aid"}
    assert "agreement:all" not in system.fall(["agency:red"]).down
    assert "agreement:all" in system.fall(["agency:red", "agency:oak"]).down


def test_a_level_is_run_from_what_backs_its_place_up() -> None:
    plan = plan_of(
        """
        facilities/eoc: {name: EOC, type: eoc, agency: example-city, backed_up_by: [annex]}
        facilities/annex: {name: Annex, type: alternate-eoc, agency: example-city}
        levels/full: {name: Full, rank: 1, triggers: [T], activated_by: [mayor], eoc: [eoc]}
    """.replace("\n        ", "\n")
    ).plan
    places = [need for need in needs_of(plan, TODAY).nodes["level:full"] if need.path == ("eoc",)]
    assert [need.members for need in places] == [("facility:eoc", "facility:annex")]


def test_each_pair_is_counted_once(town: Plan) -> None:
    found = weak_points(town, needs_of(town, TODAY), critical(town), 2)
    pairs = [frozenset(pair) for cut in found.cuts[2] for pair in product(*cut.groups)]
    assert pair_count(found) == len(set(pairs)) > 0
    assert f"({len(set(pairs))} pairs, in {len(found.cuts[2])} group" in weak_points_text(town, found)


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("agency:pwoer", "did you mean “agency:power”?"),
        ("agency:pow", "the nearest is agency:power"),
        ("powr", "did you mean “agency:power”?"),
        ("power-river", "the nearest is agency:power\n"),
        ("agency:zzzzzz", "a reference is written kind:id, for example role:mayor\n"),
        ("foo:bar", "the kinds here are agency, agreement,"),
    ],
)
def test_what_is_not_there_has_neighbors(asked: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", "--folder", str(TOWN), "--lose", asked]) == 2
    assert hint in capsys.readouterr().err


def test_what_is_down_already_has_no_weak_points(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--folder", str(TOWN), "--as-of", TODAY.isoformat(), "--for", "agreement:old-fuel"]
    assert main(["weak-points", *asked]) == 0
    assert "down already, whatever is lost" in capsys.readouterr().out


# -- The reference plan: what a planner expects ----------------------------------------------------------------------

PLAN = Path(__file__).parents[1] / "plan"
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def city() -> Plan:
    return load(PLAN).plan


@pytest.fixture(scope="module")
def lose(city: Plan) -> Callable[..., Impact]:
    system = needs_of(city, AS_OF)
    return lambda *lost: impact(city, system, lost)


def refs(found: Impact, *kinds: str) -> set[str]:
    return {row.ref for row in found.fallen if not kinds or row.ref.startswith(kinds)}


def on_backup(found: Impact) -> dict[str, str]:
    return {row.ref: row.left for row in found.backups}


def test_the_city_loses_its_network(lose: Callable[..., Impact]) -> None:
    """Desks have mobiles and radio, maps are on paper, warnings go out over any internet: nobody's work stops."""
    found = lose("resource:city-network")
    assert refs(found) == {
        "resource:map-system", "resource:city-phone-system", "agency:city-assessor", "agency:city-auditor",
        "agency:performance-management", "contact:city-switchboard",
    }  # fmt: skip
    backups = on_backup(found)
    assert backups["procedure:evacuate-area"] == "Printed map books"
    assert backups["channel:city-web-and-social"] == "Public internet"


def test_the_city_loses_its_eoc(lose: Callable[..., Impact]) -> None:
    found = lose("facility:main-eoc")
    assert refs(found) == set()
    assert on_backup(found)["level:full-activation"] == "Alternate emergency operations center"
    takes_over = "Alternate emergency operations center takes over: Open the alternate EOC."
    assert found.instead == (f"In place of Main emergency operations center, {takes_over}",)
    both = lose("facility:main-eoc", "facility:alternate-eoc")
    assert refs(both, "level") == set()
    assert on_backup(both)["level:full-activation"] == "Mobile command post"


def test_the_power_company_fails_and_there_is_fuel(lose: Callable[..., Impact]) -> None:
    found = lose("agency:xcel-energy")
    assert refs(found, "level", "hazard", "function", "question", "role") == set()
    backups = on_backup(found)
    generator = "the generator of Main emergency operations center"
    assert backups["facility:main-eoc"] == f"{generator} (for 72 h, then on fuel by Emergency fuel from county depots)"
    assert backups["agency:cellular-carriers"] == "Batteries and generators of the carriers"
    assert "channel:outdoor-siren-system" in refs(found)


def test_the_power_company_fails_and_the_city_gets_no_fuel(lose: Callable[..., Impact]) -> None:
    found = lose("agency:xcel-energy", "agreement:fuel-supply")
    why = {row.ref: row.because for row in found.fallen}
    assert why["facility:main-eoc"] == (
        "has no power, because Xcel Energy is lost and the generator of Main emergency operations center gets no more "
        "fuel after 72 h, because Emergency fuel from county depots is lost"
    )
    assert refs(found, "level") == {"level:partial-activation", "level:full-activation"}
    assert {"facility:mecc-center", "agency:water-works"} <= refs(found)
    assert refs(found).isdisjoint({"facility:backup-911-center", "resource:public-telephone", "resource:armer-radio"})
    assert "In place of 911 center, Backup 911 center takes over: Move 911 to its backup." in found.instead


def test_the_manager_and_both_deputies_are_away(lose: Callable[..., Impact]) -> None:
    roles = lose("role:emergency-manager", "role:deputy-emergency-manager")
    assert refs(roles) == set()
    assert on_backup(roles) == {
        "role:emergency-manager": "whoever holds Plan Coordinator",
        "role:deputy-emergency-manager": "whoever holds Plan Coordinator",
    }
    people = lose("contact:annika-thorsgaard", "contact:jomo-whitfield", "contact:ambrose-kittelson")
    assert refs(people) == set()
    assert on_backup(people)["role:eoc-director"] == "whoever holds Planning Section Chief"


def test_no_single_thing_stops_the_plan(city: Plan) -> None:
    """Only whole agencies are without a second, because nobody else has their people, and one that is said to be so."""
    found = weak_points(city, needs_of(city, AS_OF), critical(city), 1)
    losses = {cut.groups[0][0] for cut in found.cuts[1]}
    assert {loss for loss in losses if not loss.startswith("agency:")} == {"resource:water-sampling-kits"}
    assert not losses & {f"agency:{name}" for name in ("xcel-energy", "lumen", "comcast", "cellular-carriers")}
    assert found.shared == ()
    assert found.down == ()
