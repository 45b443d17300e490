"""What `eop diff` says about changes that people really make: whole answers, kept as golden files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eop_tools.changes.matching import paired
from eop_tools.changes.value_text import text_change
from eop_tools.cli import main
from eop_tools.report.changes.markdown import MOST

HERE = Path(__file__).parent
BASE = HERE / "plans" / "changes" / "plan"
GOLDEN = HERE / "golden" / "changes"
DAY = ["--as-of", "2026-11-23"]
COMMAND = ["--edition", "command"]
Edit = Callable[[Path], None]


def swap(file: str, before: str, after: str) -> Edit:
    """An edit of one file: a text for another, which must be there."""

    def edit(plan: Path) -> None:
        text = (plan / file).read_text(encoding="utf-8")
        assert before in text, f"{before!r} is not in {file}"
        (plan / file).write_text(text.replace(before, after), encoding="utf-8")

    return edit


def drop(file: str) -> Edit:
    return lambda plan: (plan / file).unlink()


def everywhere(before: str, after: str) -> Edit:
    def edit(plan: Path) -> None:
        for path in plan.rglob("*.*"):
            path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")

    return edit


def move(file: str, to: str) -> Edit:
    return lambda plan: (plan / file).rename(plan / to) and None


def into_one_file(plan: Path) -> None:
    """The other layout: all agencies in one file, and a comment here and there."""
    blocks = []
    for path in sorted((plan / "agencies").iterdir()):
        blocks.append(f"{path.stem}:\n" + re.sub("^", "  ", path.read_text(), flags=re.M).rstrip() + "\n")
    shutil.rmtree(plan / "agencies")
    (plan / "agencies.yaml").write_text("# all of them\n" + "".join(blocks))


def steps_turned(plan: Path) -> None:
    path = plan / "procedures" / "open-eoc.yaml"
    head, *steps = re.split(r"(?m)^(?=  - id: )", path.read_text())
    path.write_text(head + steps[1] + steps[0] + steps[2])


STREETS = "contacts/streets-desk.yaml"
CASES: dict[str, list[Edit]] = {
    "number-off-the-network-goes": [
        swap(STREETS, "  - {type: voice, value: 612-555-0111, over: [resource:cellular], verified: 2026-09-01}\n", "")
    ],
    "contact-leaves": [
        drop("contacts/jo-director.yaml"),
        drop("contacts/sam-deputy.yaml"),
        swap("roles/eoc-director.yaml", "holders: [jo-director, sam-deputy]\n", ""),
    ],
    "number-changed": [swap(STREETS, "612-555-0110", "612-555-0119")],
    "step-order": [steps_turned],
    "time-loosened": [
        swap("procedures/open-eoc.yaml", "target: 60 min", "target: 2 h"),
        swap("procedures/open-eoc.yaml", "within: 45 min", "within: 90 min"),
        swap("levels.yaml", "notify_within: 30 min", "notify_within: 20 min"),
    ],
    "hazard-loses-its-first-hour": [
        swap("hazards/tornado.yaml", "annex: section:tornado-annex\nfirst_hour: [warn-people]\n", "")
    ],
    "agreement-ends": [swap("agreements/red-cross-shelter.yaml", "2028-12-31", "2026-10-31")],
    "role-renamed": [
        move("roles/eoc-director.yaml", "roles/eoc-manager.yaml"),
        swap("roles/eoc-manager.yaml", "name: EOC Director", "name: EOC Manager"),
        everywhere("eoc-director", "eoc-manager"),
    ],
    "channel-removed": [
        drop("channels/runner.yaml"),
        everywhere(", channel:runner", ""),
    ],
    "channel-removed-and-still-named": [drop("channels/runner.yaml")],
    "audience-widened": [
        swap(STREETS, "methods:", "audience: public\naudience_reason: It is on the web site.\nmethods:"),
    ],
    "form-only": [into_one_file, swap("plan.yaml", "jurisdiction:", "# whose it is\njurisdiction:")],
    "who-decides": [
        swap("levels.yaml", "activated_by: [eoc-director, mayor]", "activated_by: [mayor]"),
        swap("levels.yaml", "eoc: [city-hall, high-school]", "eoc: [city-hall]"),
        swap("levels.yaml", "A tornado on the ground", "A tornado on the ground in town"),
        swap("roles/eoc-director.yaml", "{role: street-lead}, ", ""),
        swap("roles/eoc-director.yaml", "Tell the mayor within 10 minutes.", "Tell the mayor within the day."),
        swap("functions/mass-care.yaml", "{agency: health, part: primary}", "{agency: fire, part: primary}"),
        swap("procedures/warn-people.yaml", "who: fire-chief", "who: street-lead"),
    ],
    "people-lose-a-place": [
        drop("facilities/high-school.yaml"),
        swap("populations/medical-devices.yaml", ", met_by: [facility:high-school]", ""),
        swap("facilities/city-hall.yaml", "step_free: true", "step_free: false"),
        swap("facilities/city-hall.yaml", "capacity: 60", "capacity: 40"),
        swap("facilities/city-hall.yaml", "backed_up_by: [high-school]\n", ""),
    ],
    "upkeep": [
        swap(STREETS, "[resource:city-network], verified: 2026-09-01", "[resource:city-network]"),
        swap("plan.yaml", "12 months", "24 months"),
        swap("plan.yaml", "illustrative", "waivers:\n  - {rule: EOP203, reason: The desk has only one line., "
                          "until: 2027-03-01}\nseverity: {EOP501: info}\nillustrative"),
        swap("sections/tornado-annex.md", "within ten minutes of", "within five minutes of"),
        swap("roles/mayor.yaml", "holders:", "# eop: allow EOP302 until 2027-03-01, the charter says so\nholders:"),
    ],
    "broken": [
        swap("contacts/fire-desk.yaml", "type: desk", "type: [desk"),
        swap("procedures/clear-roads.yaml", "target: 4 h", "target: 5 h"),
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_COLOR", "1")


def changed(tmp_path: Path, edits: list[Edit]) -> Path:
    plan = shutil.copytree(BASE, tmp_path / "new")
    for edit in edits:
        edit(plan)
    return plan


def diff(capsys: pytest.CaptureFixture[str], *arguments: str | Path, status: int = 0) -> str:
    assert main(["diff", *map(str, arguments), *COMMAND, *DAY]) == status
    return capsys.readouterr().out


def golden(name: str, said: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8"), "if the change is meant: UPDATE_GOLDEN=1"


LEADS = ["water", "fire", "streets", "health", "schools", "parks", "power", "shelter", "buses", "radio", "maps", "food"]
LONG = " ".join(f"The {one} lead calls the {other} lead." for one in LEADS for other in LEADS if one != other)
"""A body of 900 words, each of which comes again and again."""
TOLD = """Tell the team at the school and the team at the hall that all roads to the east are shut and that the short
road to the hall is the one to use. Tell them to use the lights and to shout to all cars that come near the hall or the
school. Tell them that the lead calls them at the hour and at the half hour, all day.""".replace("\n", " ")
"""A step of 300 letters, none of them rare."""


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_in_plain_words(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    golden(f"{case}.txt", diff(capsys, BASE, changed(tmp_path, CASES[case])))


@pytest.mark.parametrize(("form", "suffix"), [("markdown", "md"), ("json", "json")])
def test_the_other_forms(form: str, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(tmp_path, [edit for case in ("number-off-the-network-goes", "who-decides") for edit in CASES[case]])
    golden(f"forms.{suffix}", diff(capsys, BASE, plan, "--format", form))


def test_the_json_has_the_documented_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(diff(capsys, BASE, changed(tmp_path, CASES["agreement-ends"]), "--format", "json"))
    assert list(document) == ["summary", "consequences", "changes", "renamed", "form", "following", "unread"]
    keys = "kind severity ref name path before after sentence owners agencies"
    assert all(list(change) == keys.split() for change in document["changes"])
    keys = "kind severity ref name sentence depends owners agencies"
    assert all(list(each) == keys.split() for each in document["consequences"])
    (change,) = document["changes"]
    assert (change["path"], change["before"], change["after"]) == (["expires"], "2028-12-31", "2026-10-31")


def test_the_day_decides_whether_an_agreement_has_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(tmp_path, CASES["agreement-ends"])
    assert main(["diff", str(BASE), str(plan), "--as-of", "2026-10-01"]) == 0
    said = capsys.readouterr().out
    assert "It ends on 31 October 2026 instead of 31 December 2028." in said
    assert "consequence" not in said


@pytest.mark.parametrize(
    ("case", "threshold", "status"),
    [
        ("number-changed", "error", 0),
        ("number-changed", "warning", 1),
        ("role-renamed", "warning", 0),
        ("role-renamed", "info", 1),
        ("form-only", "info", 0),
        ("channel-removed-and-still-named", "error", 1),
    ],
)
def test_a_gate(case: str, threshold: str, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diff(capsys, BASE, changed(tmp_path, CASES[case]), "--fail-on", threshold, status=status)


def test_the_same_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(capsys, BASE, BASE) == "Nothing changed.\n"


def test_a_rename_in_another_layout_is_one_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(tmp_path, [everywhere("public-works", "street-services"),
                              move("agencies/public-works.yaml", "agencies/street-services.yaml"),
                              swap("agencies/street-services.yaml", "Public Works", "Public Works and Streets"),
                              into_one_file])  # fmt: skip
    document = json.loads(diff(capsys, BASE, plan, "--format", "json"))
    assert document["renamed"] == {"agency:street-services": "agency:public-works"}
    assert [change["kind"] for change in document["changes"]] == ["entity-renamed"]
    assert document["consequences"] == []


def test_ids_that_change_together_are_only_renames(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids = {"agencies": ("public-works", "works"), "roles": ("street-lead", "road-lead"),
           "contacts": ("streets-desk", "road-desk")}  # fmt: skip
    edits = [edit for kind, (old, new) in ids.items()
             for edit in (everywhere(old, new), move(f"{kind}/{old}.yaml", f"{kind}/{new}.yaml"))]  # fmt: skip
    document = json.loads(diff(capsys, BASE, changed(tmp_path, edits), "--format", "json"))
    assert sorted(document["renamed"]) == ["agency:works", "contact:road-desk", "role:road-lead"]
    assert {change["kind"] for change in document["changes"]} == {"entity-renamed"}


def test_whatever_alone_bears_a_name_is_what_bore_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(tmp_path, [drop("channels/runner.yaml"), everywhere("channel:runner", "channel:foot")])
    (plan / "channels" / "foot.yaml").write_text("name: Runner\ntype: broadcast\nuse: Shouting\noperated_by: fire\n")
    document = json.loads(diff(capsys, BASE, plan, "--format", "json"))
    assert document["renamed"] == {"channel:foot": "channel:runner"}
    assert "entity-removed" not in {change["kind"] for change in document["changes"]}


def test_one_person_after_another_is_no_rename(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(tmp_path, [move("contacts/pat-mayor.yaml", "contacts/lee-mayor.yaml"),
                              swap("contacts/lee-mayor.yaml", "Pat Mayor", "Quinn Olsen-Brandt"),
                              everywhere("pat-mayor", "lee-mayor")])  # fmt: skip
    document = json.loads(diff(capsys, BASE, plan, "--format", "json"))
    kinds = {change["kind"] for change in document["changes"]}
    assert {"entity-added", "entity-removed", "holder-lost"} <= kinds
    assert document["renamed"] == {}


def test_a_step_that_gets_a_name_is_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = changed(tmp_path, [swap("procedures/open-eoc.yaml", "id: unlock", "id: doors"),
                              swap("procedures/open-eoc.yaml", "after: [unlock]", "after: [doors]")])  # fmt: skip
    assert diff(capsys, BASE, plan) == "Nothing changed in meaning (1 file changed in form).\n"


def test_two_changes_far_apart_in_a_long_text_are_told_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    annex = "sections/tornado-annex.md"
    old = changed(tmp_path / "old", [swap(annex, "Everybody goes", f"{LONG} Everybody goes")])
    new = shutil.copytree(old, tmp_path / "new")
    swap(annex, "fire lead calls the maps lead", "fire lead meets the maps lead")(new)
    swap(annex, "radio lead calls the parks lead", "radio lead calls the new parks lead")(new)
    assert " ".join(diff(capsys, old, new).split()).endswith(
        "Body, text changed: “… fire lead calls the maps …” is now “… fire lead meets the maps …”; "
        "“… calls the parks lead. …” is now “… calls the new parks lead. …”"
    )


def test_a_long_step_that_moves_and_changes_is_the_same_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roads, first = "procedures/clear-roads.yaml", "  - {do: Send the first crew"
    old = changed(tmp_path / "old", [swap(roads, first, f"  - {{do: '{TOLD}', who: street-lead}}\n{first}")])
    told = TOLD.replace("team", "crew").replace("hall", "shed").replace("school", "store").replace("shout", "call")
    new = changed(tmp_path / "new", [])
    with (new / roads).open("a") as file:
        file.write(f"  - {{do: '{told}', who: fire-chief}}\n")
    document = json.loads(diff(capsys, old, new, "--format", "json"))
    assert [change["kind"] for change in document["changes"]] == ["steps-reordered", "text-changed", "step-reassigned"]


def test_a_name_that_led_nowhere_is_nothing_to_lose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another name for what is not there is no warning; and to name at last what is there loses nothing."""
    dangling = changed(tmp_path / "old", [drop("channels/runner.yaml"), drop("roles/street-lead.yaml")])
    renamed = shutil.copytree(dangling, tmp_path / "renamed")
    everywhere("channel:runner", "channel:courier")(renamed)
    everywhere("street-lead", "road-lead")(renamed)
    golden("name-of-nothing.txt", diff(capsys, dangling, renamed))
    mended = shutil.copytree(dangling, tmp_path / "mended")
    everywhere(", channel:runner", ", channel:main")(mended)
    golden("name-of-nothing-mended.txt", diff(capsys, dangling, mended))


def test_an_item_that_only_moved_matters_only_where_order_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edits = [
        swap("agreements/red-cross-shelter.yaml", "[city, red-cross]", "[red-cross, city]"),
        swap("roles/eoc-director.yaml", "[jo-director, sam-deputy]", "[sam-deputy, jo-director]"),
    ]
    plan = changed(tmp_path, edits)
    document = json.loads(diff(capsys, BASE, plan, "--format", "json"))
    assert [change["kind"] for change in document["changes"]] == ["holders-changed"]


def test_what_a_plan_says_cannot_break_out_of_a_comment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nasty = "'</li>](http://evil.example) @mayor `x` | <script> [a](b) #12 www.evil.example & &amp;'"
    plan = changed(tmp_path, [swap("roles/mayor.yaml", "name: Mayor", f"name: {nasty}")])
    said = diff(capsys, BASE, plan, "--format", "markdown")
    shown = said.replace("<sub>role:mayor</sub>", "")
    assert not re.search(r"<|>|(?<!\\)[\[\]`|]|\w://|@\w|#\d|www\.\w", shown)
    assert "&lt;script&gt;" in shown


def test_a_comment_stays_short_enough_and_counts_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = (shutil.copytree(BASE, tmp_path / side) for side in ("before", "after"))
    for at in range(900):
        for side, hours in ((old, "2 h"), (new, "3 h")):
            text = (BASE / "procedures" / "open-shelter.yaml").read_text()
            text = text.replace("Open a shelter", f"Shelter number {at} of the town").replace("2 h", hours)
            (side / "procedures" / f"shelter-{at}.yaml").write_text(text)
    said = diff(capsys, old, new, "--format", "markdown")
    assert len(said) <= MOST < 65_536
    left = re.search(r"… and (\d+) more", said)
    assert left
    assert said.count("- **warning**") + int(left[1]) == 900
    text = diff(capsys, old, new)
    left = re.search(r"and (\d+) more changes", text)
    assert left
    assert text.count("  warning  ") + int(left[1]) == 900
    assert len(text.splitlines()) < 80


def test_two_revisions_and_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                    monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    plan = shutil.copytree(BASE, tmp_path / "plan")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    for edit in CASES["number-changed"]:
        edit(plan)
    monkeypatch.chdir(tmp_path)
    expected = (GOLDEN / "number-changed.txt").read_text()
    assert diff(capsys, "main") == expected
    subprocess.run([*git, "commit", "-qam", "second"], check=True)
    assert diff(capsys, "main~1", "main") == expected
    assert diff(capsys, "main~1", "main", "--folder", plan) == expected
    assert main(["diff", "nowhere"]) == 2
    assert "there is no revision “nowhere”" in capsys.readouterr().err


@given(st.permutations(list(range(8))), st.sets(st.integers(0, 7)))
def test_pairing_loses_nothing(order: list[int], gone: set[int]) -> None:
    old = [f"do the thing with the number {at * 1111}" for at in range(8)]
    new = [old[at] for at in order if at not in gone]
    found = paired(old, new)
    assert {i for i, _ in found.same} | set(found.gone) == set(range(8))
    assert {j for _, j in found.same} | set(found.come) == set(range(len(new)))
    kept = [i for i, j in found.same if (i, j) not in found.moved]
    assert kept == sorted(kept)
    assert all(old[i] == new[j] for i, j in found.same)
    assert not found.come


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e"])), st.lists(st.sampled_from(["a", "b", "c", "d", "e"])))
def test_a_text_change_is_always_short(one: list[str], other: list[str]) -> None:
    said = text_change(" ".join(one), " ".join(other))
    assert said
    assert len(said) < 700


def test_every_kind_of_loss_can_be_seen_and_none_where_nothing_got_worse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for case, edits in CASES.items():
        plan = changed(tmp_path / case, edits)
        forth = json.loads(diff(capsys, BASE, plan, "--format", "json"))
        back = json.loads(diff(capsys, plan, BASE, "--format", "json"))
        lost = {(each["kind"], each["ref"]) for each in forth["consequences"]}
        won = {(each["kind"], each["ref"]) for each in back["consequences"]}
        assert not lost & won, case  # what gets worse one way gets better the other way
