"""Pictures: what stands where, what is cut, why a thing stops, and what the script is told, against the analysis."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.needs import needs_of
from eop_tools.cli import main
from eop_tools.document.html import html_of
from eop_tools.finding import Judgement
from eop_tools.kind import KINDS
from eop_tools.need import ITSELF, Need
from eop_tools.page import View, all_pages
from eop_tools.plan import Origin, Plan
from eop_tools.plan.edition import edition_for
from eop_tools.project import Project
from eop_tools.render.diagrams import Arrow, Cluster, Node, Stack, diagram
from eop_tools.render.fault_tree import fault_tree_file
from eop_tools.render.graphviz import Frame, Size, placed
from eop_tools.render.neighborhood import neighborhood
from eop_tools.render.presenter import Presenter
from eop_tools.render.what_if_data import Losable, losable
from eop_tools.values import Audience

TODAY = date(2026, 11, 23)
REFERENCE = Path(__file__).parent.parent / "plan"
SMALL = Path(__file__).parent / "plans" / "small"


# ---- Places ------------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.data())
@pytest.mark.parametrize("across", [True, False])
def test_boxes_do_not_overlap_and_stand_in_their_frames(across: bool, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.builds(Size, st.integers(28, 200), st.integers(20, 90)), min_size=1, max_size=12))
    numbers = st.integers(0, len(sizes) - 1)
    pairs = data.draw(st.lists(st.tuples(numbers, numbers), max_size=20))
    boxes = list(range(len(sizes)))
    cut = data.draw(st.integers(0, len(sizes)))
    frames = [Frame(tuple(held), 80) for held in (boxes[:cut], boxes[cut:]) if held]
    made = placed(sizes, frames, pairs, across=across)
    areas = [
        (x - size.width / 2, y - size.height / 2, x + size.width / 2, y + size.height / 2)
        for size, (x, y) in zip(sizes, made.centres, strict=True)
    ]
    for left, top, right, bottom in areas:
        assert left >= 0
        assert top >= 0
        assert right <= made.width
        assert bottom <= made.height
    for index, one in enumerate(areas):
        for other in areas[index + 1 :]:
            assert one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
    for frame, area in zip(frames, made.frames, strict=True):
        for box in frame.boxes:
            left, top, right, bottom = areas[box]
            assert area.x <= left
            assert area.y <= top
            assert right <= area.x + area.width + 1
            assert bottom <= area.y + area.height + 1
    assert all(len(curve) % 3 == 1 for curve in made.curves)


def drawn(*what: Any, **more: Any) -> str:
    return html_of(diagram(*what, **more))


def test_a_stack_takes_its_arrows_as_one_and_a_frame_has_its_heading() -> None:
    html = drawn(
        "d",
        "T",
        [Stack("s", (Node("a", "Alpha", "a.html"), Node("b", "Beta", "b.html")), "Both"), Node("c", "Gamma")],
        [Arrow("s", "c", words="help")],
        groups=[Cluster("The two", ("s",))],
    )
    assert re.findall(r'data-a="([^"]*)" data-b="([^"]*)"', html) == [("x0 x1", "x2")]
    assert "<title>help</title>" in html
    assert [words for words in ("The two", "Both") if f">{words}<" in html] == ["The two", "Both"]


def test_tones_differ_in_shape_and_not_in_colour_alone() -> None:
    looks = {
        re.sub(r' (x|y|width|height|class)="[^"]*"', "", shape)
        for shape in re.findall(
            r"<(?:rect|path) (?!d=\"M0)[^>]*>",
            drawn("d", "T", [Node(str(tone), "Words", tone=tone) for tone in range(5)], []),
        )
    }
    assert len(looks) == 5


def test_words_that_are_cut_are_told_in_full() -> None:
    name = "A very long name of an agency that nobody could write in a box of three lines however hard they tried"
    html = drawn("d", "T", [Node("a", name)], [])
    assert f"<title>{name}</title>" in html
    assert "…" in html


# ---- What the script is told -------------------------------------------------------------------------------------


def fall_told(told: Losable, lost: set[str]) -> tuple[set[str], set[str]]:
    """What falls, and what is on a second choice, by the attributes alone: what pictures.js does, in Python."""
    needs = {number: told.needs[key] for key, number in told.numbers.items() if key in told.needs}
    needs |= dict(one.split(":", 1) for one in told.behind.split(";") if one)
    down = set(lost)

    def gone(member: str) -> bool:
        if member in "+-":
            return member == "-"
        return member[1:] in lost if member.startswith(ITSELF) else member in down

    def parsed(text: str) -> list[tuple[int, list[str]]]:
        parts = [need.rpartition("/") for need in text.split()]
        return [(int(least) if slash else 1, members.split("|")) for least, slash, members in parts]

    moved = True
    while moved:
        moved = False
        for number, text in needs.items():
            if number not in down and any(
                sum(not gone(member) for member in members) < least for least, members in parsed(text)
            ):
                down.add(number)
                moved = True
    backups = {
        number
        for number, text in needs.items()
        if number not in down and any(len(members) > 1 and gone(members[0]) for _, members in parsed(text))
    }
    return down, backups


KEYS = [f"agency:{letter}" for letter in "abcdefghij"]


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Systems with alternatives, k of n, circles, things as they stand, hindrances, and what never works."""
    member = st.sampled_from([*KEYS, *(f"{ITSELF}{key}" for key in KEYS[:3])])
    nodes = {}
    for key in KEYS:
        needs = []
        for members in draw(st.lists(st.lists(member, max_size=3, unique=True), max_size=3)):
            most = max(len(members), 1)
            needs.append(
                Need(tuple(members), "lacks", draw(st.integers(1, most)), draw(st.booleans()) or bool(members))
            )
        nodes[key] = tuple(needs)
    return System(nodes)


@settings(max_examples=400)
@given(systems(), st.sets(st.sampled_from(KEYS), min_size=1), st.data())
def test_the_script_is_told_what_the_analysis_knows(system: System, drawn: set[str], data: st.DataObject) -> None:
    told = losable(system, sorted(drawn), system.fall().down)
    lost = data.draw(st.sets(st.sampled_from(sorted(drawn))))
    down, backups = fall_told(told, {told.numbers[key] for key in lost})
    fall = system.fall(lost)
    assert {key for key in drawn if told.numbers[key] in down} == fall.down & drawn
    expected = {each.key for each in fall.backups if each.need.essential}
    assert {key for key in drawn if told.numbers[key] in backups} == expected & drawn


def test_the_script_is_told_of_the_reference_plan_what_the_analysis_knows() -> None:
    plan = Project(REFERENCE, TODAY).plan
    system = needs_of(plan, TODAY)
    drawn = [key for key in system.nodes if key.startswith(("agency:", "resource:", "facility:")) and "/" not in key]
    told = losable(system, drawn, system.fall().down)
    chance = Random(5)
    for lost in [[key] for key in drawn[:60]] + [chance.sample(drawn, 3) for _ in range(20)]:
        down, _ = fall_told(told, {told.numbers[key] for key in lost})
        assert {key for key in drawn if told.numbers[key] in down} == system.fall(lost).down & set(drawn), lost


# ---- Around one thing --------------------------------------------------------------------------------------------


def presenter_of(agencies: dict[str, list[object]]) -> Presenter:
    model = KINDS["agency"].model
    held = {
        f"agency:{id}": model.model_validate({"id": id, "name": id.title(), "type": "office", "depends_on": needs})
        for id, needs in agencies.items()
    }
    plan = Plan(held, {ref: Origin(f"{ref}.yaml") for ref in held})
    return Presenter(View(edition_for(plan, Audience.public), Judgement((), TODAY, 0, 0), TODAY))


def boxes(html: str) -> list[str]:
    """The words of the boxes, gates too, in the order of the keyboard."""
    found = re.findall(r'class="eop-(?:node|gate)[^>]*>.*?</(?:a|g)>', html, flags=re.S)
    return [unescape(" ".join(re.findall(r"<tspan[^>]*>([^<]*)", each))) for each in found]


def test_the_picture_around_one_shows_both_sides_and_stays_small() -> None:
    users = {f"user{index:02}": ["agency:hub"] for index in range(30)}
    others: dict[str, list[object]] = {"maybe": [{"any_of": ["agency:hub", "agency:power"]}]}
    presenter = presenter_of({**users, **others, "hub": ["agency:power", {"any_of": ["agency:net", "agency:radio"]}],
                        "power": ["agency:coal"], "net": ["agency:power"], "radio": [], "coal": []})  # fmt: skip
    html = html_of(neighborhood(presenter, "agency:hub"))
    assert boxes(html) == [
        "User00", "User01", "User02", "User03", "and 26 more", "Maybe", "Hub", "Power", "Net", "Radio", "either",
    ]  # fmt: skip
    assert 'href="@/dependencies.html"' in html
    assert html.count("stroke-dasharray") == 2, "to the second choice, and from those who have one"


def test_a_need_is_drawn_with_all_its_choices_or_not_at_all() -> None:
    choices = [f"agency:c{index}" for index in range(9)]
    presenter = presenter_of({"top": ["agency:mid"], "mid": [{"any_of": choices}], **{ref[7:]: [] for ref in choices}})
    assert boxes(html_of(neighborhood(presenter, "agency:top"))) == ["Top", "Mid"]
    assert len(boxes(html_of(neighborhood(presenter, "agency:mid")))) == 12


def test_nothing_to_draw_is_no_picture() -> None:
    assert neighborhood(presenter_of({"alone": []}), "agency:alone") is None


# ---- Why a thing stops -------------------------------------------------------------------------------------------


def tree_of(system: System, target: str, cuts: list[list[str]]) -> dict[str, list[str]]:
    """What each box of a fault tree leads to, in words."""
    plan = Plan({}, {})
    text = fault_tree_file(plan, system, target, cuts)
    if not text:
        return {}
    root = ET.fromstring(text)
    names: dict[str, str] = {}
    for node in root.iter():
        if node.get("data-n"):
            lines = [line.text or "" for line in node.iter("{http://www.w3.org/2000/svg}tspan")]
            names[node.get("data-n", "")] = " ".join(lines)
    leads: dict[str, list[str]] = {}
    for path in root.iter("{http://www.w3.org/2000/svg}path"):
        for start in path.get("data-a", "").split():
            leads.setdefault(names[start], []).extend(names[end] for end in path.get("data-b", "").split())
    return {key: sorted(held) for key, held in leads.items()}


def needs(*members: str, least: int = 1) -> Need:
    return Need(members, "lacks it", least)


SYSTEM = System({
    "hazard:t": (needs("hazard:a"), needs("hazard:b", "hazard:c")),
    "hazard:a": (needs("hazard:x"),),
    "hazard:b": (needs("hazard:x"),),
    "hazard:c": (needs("hazard:y"),),
})  # fmt: skip


def test_a_fault_tree_reads_from_the_top_to_what_is_lost() -> None:
    assert tree_of(SYSTEM, "hazard:t", [["hazard:b", "hazard:y"]]) == {
        "hazard:t lacks it": ["all of these"],
        "all of these": ["hazard:b is lost", "hazard:c lacks it"],
        "hazard:c lacks it": ["hazard:y is lost"],
    }
    assert tree_of(SYSTEM, "hazard:t", [["hazard:x"]]) == {
        "hazard:t lacks it": ["hazard:a lacks it"],
        "hazard:a lacks it": ["hazard:x is lost"],
    }


def test_what_stops_alike_stands_in_one_stack() -> None:
    system = System({
        "hazard:t": (needs("hazard:a", "hazard:b", "hazard:c"),),
        **{f"hazard:{each}": (needs("hazard:x"),) for each in "abc"},
    })  # fmt: skip
    text = fault_tree_file(Plan({}, {}), system, "hazard:t", [["hazard:x"]])
    assert text.count("data-a=") == 3, "to the gate, to the stack, and to what is lost"
    assert tree_of(system, "hazard:t", [["hazard:x"]])["all of these"] == [
        f"hazard:{each} lacks it" for each in "abc"
    ]  # fmt: skip


def test_several_cuts_meet_at_an_or() -> None:
    tree = tree_of(SYSTEM, "hazard:t", [["hazard:a"], ["hazard:b", "hazard:c"]])
    assert tree["hazard:t lacks it"] == ["any of these"]
    assert tree["any of these"] == ["all of these", "hazard:a is lost"]  # by their words


def test_no_loss_that_stops_it_is_no_tree() -> None:
    assert tree_of(SYSTEM, "hazard:t", [["hazard:b"], []]) == {}


@settings(max_examples=150)
@given(systems(), st.sets(st.sampled_from(KEYS), min_size=1, max_size=3))
def test_a_fault_tree_explains_every_fall_and_ends_at_losses(system: System, lost: set[str]) -> None:
    fall = system.fall(lost)
    for target in sorted(fall.down & set(KEYS)):
        tree = tree_of(system, target, [sorted(lost)])
        leaves = {leaf for held in tree.values() for leaf in held if leaf not in tree}
        hopeless = {key for key in KEYS if any(each.essential and each.spare < 0 for each in system.nodes[key])}
        assert all("is lost" in leaf or leaf.split()[0].lower() in hopeless for leaf in leaves)


def test_the_command_draws_why_one_thing_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "eoc.svg"
    asked = ["weak-points", "--folder", str(SMALL), "--as-of", "2026-11-23", "--for", "procedure:open-eoc"]
    assert main([*asked, "--picture", str(file)]) == 0
    assert capsys.readouterr().err == f"{file}: why Open the EOC: now stops, command edition\n"
    root = ET.parse(file).getroot()
    words = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "Open the EOC: now" in words
    assert "any of these" in words
    assert words.count("is lost") > 1
    assert float(root.get("width", 0)) > 100
    assert root.find("{http://www.w3.org/2000/svg}style") is not None
    assert main([*asked, "--for", "role:mayor", "--picture", str(file)]) == 2
    assert "name it with --for, once" in capsys.readouterr().err
    assert main([*asked[:-1], "hazard:tornado", "--order", "1", "--picture", str(tmp_path / "none.svg")]) == 2
    assert "nothing to draw" in capsys.readouterr().err
    assert not (tmp_path / "none.svg").exists()


def words_of(file: Path) -> str:
    texts = ET.parse(file).getroot().iter("{http://www.w3.org/2000/svg}text")
    return " ".join("".join(text.itertext()) for text in texts)


def alike(folder: Path, number: int, beside: str = "") -> list[str]:
    """A plan in which each of a number of networks is enough to stop a procedure; the command that draws it."""
    ids = [f"net{index}" for index in range(number)]
    steps = "".join(f"    - {{do: Use it., who: chief, using: [{id}]}}\n" for id in ids)
    resources = "".join(
        f"{id}: {{name: Net {id[3:]}, category: team, agency: fire, quantity: 1}}\n" for id in [*ids, "a", "b", "c"]
    )
    (folder / "plan.yaml").write_text("name: Plan of Alder\njurisdiction: Alder\n")
    (folder / "resources.yaml").write_text(resources)
    (folder / "agencies.yaml").write_text("fire: {name: Alder Fire, type: department}\n")
    (folder / "roles.yaml").write_text("chief: {name: Chief, agency: fire, section: Fire, holders: [ana]}\n")
    (folder / "contacts.yaml").write_text(
        "ana: {name: Ana, type: person, agency: fire, methods: [{type: text, value: 612-555-0101}]}\n"
    )
    (folder / "procedures.yaml").write_text(
        f"flood:\n  name: Flood\n  phase: respond\n  trigger: It rises.\n  steps:\n{steps}{beside}"
    )
    return ["weak-points", "--folder", str(folder), "--for", "procedure:flood", "--picture", str(folder / "flood.svg")]


def test_the_picture_has_every_loss_of_the_text_or_says_what_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    either = "    - {do: Choose., who: chief, using: [{any_of: [resource:a, resource:b]}]}\n"
    assert main(alike(tmp_path, 9, either)) == 0
    words = words_of(tmp_path / "flood.svg")
    assert all(f"Net {index} is lost" in words for index in range(9))
    assert "Not drawn: 1 pair" in words
    assert capsys.readouterr().err.endswith("why Flood stops, command edition; not drawn: 1 pair\n")
    assert main(alike(tmp_path, 2, either)) == 0
    assert "not drawn" not in words_of(tmp_path / "flood.svg").lower() + capsys.readouterr().err
    assert main([*alike(tmp_path, 25), "--order", "1"]) == 0
    assert capsys.readouterr().err.endswith("; not drawn: 7 single losses\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "ends in .svg"),
        ("flood.png", "ends in .svg"),
        ("flood", "ends in .svg"),
        ("none/flood.svg", "there is no folder"),
        ("plan.yaml/flood.svg", "there is no folder"),
        ("held.svg", "cannot be written"),
    ],
)
def test_a_picture_that_cannot_be_kept_is_refused_in_one_line(
    name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    asked = alike(folder, 1)[:-1]
    (tmp_path / "plan.yaml").touch()
    (tmp_path / "held.svg").mkdir()
    before = sorted(tmp_path.rglob("*"))
    assert main([*asked, f"{tmp_path}/{name}" if name else ""]) == 2
    wrong, hint = capsys.readouterr().err.splitlines()[-2:]
    assert wrong.startswith("eop: ")
    assert said in wrong
    assert hint.startswith("     ")
    assert sorted(tmp_path.rglob("*")) == before


# ---- The pages of the reference plan -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference() -> dict[Audience, dict[str, str]]:
    project = Project(REFERENCE, TODAY)
    return {
        audience: {page.path: page.written.html for page in all_pages(project.view(audience))} for audience in Audience
    }


def pictures(page: str) -> list[str]:
    return re.findall(r"<svg viewBox.*?</svg>", page, flags=re.S)


def test_no_picture_is_too_large_to_be_read_on_paper(reference: dict[Audience, dict[str, str]]) -> None:
    """A sheet is 718 px wide: at 1,400 px, 13 px letters are printed with 5 points; and no hairballs."""
    found = {}
    for path, page in reference[Audience.command].items():
        for svg in pictures(page):
            size = re.match(r'<svg viewBox="0 0 (\d+) (\d+)"', svg)
            arrows = svg.count("data-a=")
            count = len(re.findall(r'class="eop-(?:node|gate)', svg))
            if size and (int(size[1]) > 1400 or int(size[2]) > 2800 or arrows > 1.7 * count or count > 110):
                found[path] = (size[1], size[2], count, arrows)
    assert found == {}


def test_the_picture_around_an_agency_stays_small(reference: dict[Audience, dict[str, str]]) -> None:
    counts = [
        len(re.findall('class="eop-node', svg))
        for path, page in reference[Audience.command].items()
        if path.startswith("agencies/")
        for svg in pictures(page)
    ]
    assert len(counts) > 50
    assert max(counts) <= 15


def test_networks_that_are_shared_are_told_with_who_has_no_other() -> None:
    """A way that runs over a network which stands on another one hangs on both."""
    entities = {
        "agency:oem": {"name": "Emergency Management", "type": "office"},
        "resource:fiber": {"name": "Fiber", "category": "network", "agency": "oem"},
        "resource:phones": {"name": "Phones", "category": "network", "agency": "oem", "depends_on": ["resource:fiber"]},
        "resource:cell": {"name": "Cell", "category": "network", "agency": "oem"},
        "channel:bridge": {"name": "Bridge", "type": "telephone", "use": "Calls", "operated_by": "oem",
                           "over": ["resource:phones"]},
        "contact:one": {"name": "One Way", "type": "person", "agency": "oem", "methods": [
            {"type": "voice", "value": "612-555-0101", "over": ["resource:phones"]},
            {"type": "email", "value": "one@example.org", "over": ["resource:fiber"]}]},
        "contact:two": {"name": "Two Ways", "type": "person", "agency": "oem", "methods": [
            {"type": "voice", "value": "612-555-0102", "over": ["resource:phones"]},
            {"type": "text", "value": "612-555-0103", "over": ["resource:cell"]}]},
        "role:clerk": {"name": "Clerk", "agency": "oem", "section": "Staff", "holders": ["one"]},
    }  # fmt: skip
    held = {
        ref: KINDS[ref.partition(":")[0]].model.model_validate({"id": ref.partition(":")[2], **said})
        for ref, said in entities.items()
    }
    plan = Plan(held, {ref: Origin(f"{ref}.yaml") for ref in held})

    def page(audience: Audience) -> str:
        view = View(edition_for(plan, audience), Judgement((), TODAY, 0, 0), TODAY)
        return next((each.written.html for each in all_pages(view) if each.path == "shared-networks.html"), "")

    assert page(Audience.public) == ""
    text = page(Audience.responder)
    rows = re.findall(r"<tr>(.*?)</tr>", text, flags=re.S)[1:]
    assert [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows] == [
        "Phones 2 Bridge", "Cell 1", "Fiber 1 One Way , Clerk",
    ]  # fmt: skip
    words = boxes(text)
    assert "Phones 2 ways to reach people" in words
    assert words.count("One Way") == 1
    assert "Cell 1 way to reach people" not in words, "it carries one way only, so nothing is shared"


def test_what_a_picture_says_of_needs_is_all_on_its_page(reference: dict[Audience, dict[str, str]]) -> None:
    """A number that no box and nothing behind the boxes explains would never fall."""
    checked = 0
    for pages in reference.values():
        for path, page in pages.items():
            told = dict(re.findall(r'data-n="(\d+)" data-needs="([^"]*)"', page))
            for behind in re.findall(r'data-behind="([^"]*)"', page):
                told |= dict(one.split(":") for one in behind.split(";"))
            named = {number for needs in told.values() for number in re.findall(r"(?<![\d/])\d+(?!\d*/)", needs)}
            assert named <= set(told), path
            checked += bool(named)
    assert checked > 100


def test_what_the_public_must_not_see_is_on_no_picture(reference: dict[Audience, dict[str, str]]) -> None:
    public, responder = reference[Audience.public], reference[Audience.responder]
    for path in ("weak-points.html", "shared-networks.html"):
        assert path in responder
        assert path not in public
    people = {entity.name for entity in Project(REFERENCE, TODAY).plan.of_kind("contact")}
    people -= {entity.name for entity in Project(REFERENCE, TODAY).edition(Audience.public).plan.of_kind("contact")}
    drawn = {words for page in public.values() for svg in pictures(page) for words in boxes(svg)}
    assert len(people) > 50
    assert not people & drawn
