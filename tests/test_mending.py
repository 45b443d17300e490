"""Mending: what `eop check --fix` makes of broken plans, and what it leaves alone."""

# ruff: noqa: E501 (the tables below are read across)
from __future__ import annotations

import os
import random
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutations import mutations

from eop_tools.cli import main
from eop_tools.errors import EopError
from eop_tools.finding import Judgement, Severity
from eop_tools.io.atomic import write_file
from eop_tools.lint import fix as mending
from eop_tools.lint.engine import judge
from eop_tools.lint.fix import mended, write
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import load
from eop_tools.source import parse
from eop_tools.testing import BASE, TODAY
from eop_tools.text.suggest import did_you_mean, meant
from eop_tools.values import minutes, near_day, near_duration, near_yes_no

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "mending"
DAY = ["--as-of", TODAY.isoformat()]
ALL: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan of thirty faults, one file of it with the line ends of Windows, one with a byte order mark."""
    shutil.copytree(HERE / "plans" / "mending" / "plan", tmp_path / "plan")
    mayor, city = (tmp_path / "plan" / file for file in ("roles/mayor.yaml", "agencies/example-city.yaml"))
    mayor.write_bytes(mayor.read_bytes().replace(b"\n", b"\r\n"))
    city.write_bytes(b"\xef\xbb\xbf" + city.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plan"


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def golden(name: str, text: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_bytes(text.encode())
    assert text == (GOLDEN / name).read_bytes().decode(), "if it is right: UPDATE_GOLDEN=1 pytest tests/test_mending.py"


@pytest.mark.parametrize("how", ["safe", "unsafe"])
def test_a_broken_plan_is_mended(how: str, broken: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Before is the plan itself; the diff writes nothing; after it stands what the diff said; a second run rests."""
    asked = ["check", "--fix", *DAY] + (["--unsafe"] if how == "unsafe" else [])
    before = held(broken)
    assert main([*asked, "--diff"]) == 1
    golden(f"{how}.diff", capfd.readouterr().out)
    assert held(broken) == before
    main(asked)
    golden(f"{how}_left.txt", capfd.readouterr().out)
    after = held(broken)
    golden(f"{how}_after.txt", "".join(f"==== {file}\n{content.decode()}" for file, content in after.items()))
    main(asked)
    assert held(broken) == after
    main([*asked, "--diff"])
    capfd.readouterr()
    assert main([*asked, "--diff"]) in (0, 1)
    assert capfd.readouterr().out == ""


def test_windows_line_ends_stay(broken: Path) -> None:
    main(["check", "--fix", *DAY])
    text = (broken / "roles" / "mayor.yaml").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") == 7
    assert not (broken / "agencies" / "example-city.yaml").read_bytes().startswith(b"\xef\xbb\xbf")


# ---- One thing at a time ---------------------------------------------------------------------------------------------


def plan_at(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    folder = tmp_path / "plan"
    for file, content in {**{name: text.lstrip("\n") for name, text in BASE.items()}, **files}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


AGENCY = "name: Harbor\ntype: office\nparent: example-city\n"
STEPS = "name: P\nphase: respond\ntrigger: T\nsteps:\n"
DESK = "name: Duty desk\ntype: desk\nagency: emergency-management\nmethods:\n"

TWICE = (
    "  # the desk\n  - {{type: voice, value: 612-555-0140}}\n"
    "{}  - {{type: voice, value: 612-555-0140}}{}\n  # mail\n  - {{type: email, value: a@example.org}}\n"
)

SAFE: dict[str, tuple[str, str, str]] = {
    "a duration": (
        "procedures/p.yaml",
        STEPS + "  - {do: Go there., who: mayor, within: 15 minutes}\n",
        STEPS + "  - {do: Go there., who: mayor, within: 15 min}\n",
    ),
    "a choice with capitals and spaces": (
        "authorities/state-act.yaml",
        BASE["authorities/state-act.yaml"].replace("level: state", "level: STATE"),
        BASE["authorities/state-act.yaml"],
    ),
    "a field with capitals and hyphens": (
        "roles/mayor.yaml",
        "name: Mayor\nagency: example-city\nsection: Command\nWorks-With: [emergency-manager]\n",
        "name: Mayor\nagency: example-city\nsection: Command\nworks_with: [emergency-manager]\n",
    ),
    "yes in quotes": ("agencies/h.yaml", AGENCY + 'illustrative: "Yes"\n', AGENCY + "illustrative: true\n"),
    "a reference with its kind": (
        "agencies/h.yaml",
        AGENCY.replace("parent: ", "parent: agency:"),
        AGENCY,
    ),
    "a bare reference": (
        "agencies/h.yaml",
        AGENCY + "depends_on:\n  - mayor   # who else?\n  - any_of: [duty-desk, 'agency:example-city']\n",
        AGENCY + "depends_on:\n  - role:mayor   # who else?\n  - any_of: [contact:duty-desk, 'agency:example-city']\n",
    ),
    "the first key of a list item": (
        "roles/mayor.yaml",
        "name: Mayor\nagency: example-city\nsection: Command\nsources:\n  - checked: 1 May 2026\n    title: A page\n",
        "name: Mayor\nagency: example-city\nsection: Command\nsources:\n  - checked: 2026-05-01\n    title: A page\n",
    ),
    "changes that their versions follow": (
        "plan.yaml",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-03-01, by: mayor, summary: A, version: '2026.10'}\n- {date: 2026-01-20, by: mayor, summary: B, version: '2026.9.1'}\n- {date: 2025-06-01, by: mayor, summary: C, version: '2026.9'}\n",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2025-06-01, by: mayor, summary: C, version: '2026.9'}\n- {date: 2026-01-20, by: mayor, summary: B, version: '2026.9.1'}\n- {date: 2026-03-01, by: mayor, summary: A, version: '2026.10'}\n",
    ),
    "the id inside": ("agencies/h.yaml", "id: h\n" + AGENCY, AGENCY),
    "the id below a remark about the file": (
        "agencies/h.yaml",
        "# The harbor.\n\n# yaml-language-server: $schema=agency.json\nid: h\n" + AGENCY,
        "# The harbor.\n\n# yaml-language-server: $schema=agency.json\n" + AGENCY,
    ),
    "the id right below the name, which a remark explains": (
        "agencies/h.yaml", "# The harbor.\n" + AGENCY + "id: h\n# more\nacronym: H\n",
        "# The harbor.\n" + AGENCY + "# more\nacronym: H\n",
    ),
    "a mention with a space, in a folded text": (
        "agencies/h.yaml",
        AGENCY + "description: >-\n  Works with\n  the [[role: mayor]].\n",
        AGENCY + "description: >-\n  Works with\n  the [[role:mayor]].\n",
    ),
    "a mention with one bracket at its end": (
        "agencies/h.yaml",
        AGENCY + "description: 'It''s [[role:mayor|the Mayor]''s.'\n",
        AGENCY + "description: 'It''s [[role:mayor|the Mayor]]''s.'\n",
    ),
    "single brackets": (
        "agencies/h.yaml",
        AGENCY + "description: See [role:mayor] and [role:mayor|the Mayor].\n",
        AGENCY + "description: See [[role:mayor]] and [[role:mayor|the Mayor]].\n",
    ),
    "a mention by name, and by id": (
        "agencies/h.yaml",
        AGENCY + "description: 'Under the [[Emergency Manager]] and the [[emergency-manager]].'\n",
        AGENCY + "description: 'Under the [[role:emergency-manager|Emergency Manager]] and the [[role:emergency-manager]].'\n",
    ),
}  # fmt: skip

UNSAFE: dict[str, tuple[str, str, str]] = {
    "a reference twice": (
        "agencies/h.yaml",
        AGENCY + "depends_on:\n- role:mayor\n- role:mayor\n- agency:example-city\n",
        AGENCY + "depends_on:\n- role:mayor\n- agency:example-city\n",
    ),
    "all a list holds": (
        "agencies/h.yaml",
        AGENCY + "depends_on: ['agency:h']\naliases: [H]\n",
        AGENCY + "aliases: [H]\n",
    ),
    "a method twice": (
        "contacts/duty-desk.yaml",
        DESK + "  - type: voice\n    value: 612-555-0140\n    verified: 2026-05-01\n"
        "  - {type: voice, value: (612) 555-0140, verified: 2026-05-01}\n",
        DESK + "  - type: voice\n    value: 612-555-0140\n    verified: 2026-05-01\n",
    ),
    "a web page without its beginning": (
        "agencies/h.yaml", AGENCY + "website: www.example.org\n", AGENCY + "website: https://www.example.org\n"
    ),
    "two changes of one version": (
        "plan.yaml",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-03-01, by: mayor, summary: A, version: '2'}\n- {date: 2026-01-20, by: mayor, summary: B, version: '2'}\n",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-01-20, by: mayor, summary: B, version: '2'}\n- {date: 2026-03-01, by: mayor, summary: A, version: '2'}\n",
    ),
    "changes of which one has no version": (
        "plan.yaml",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-03-01, by: mayor, summary: A, version: '2'}\n- {date: 2026-01-20, by: mayor, summary: B}\n",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-01-20, by: mayor, summary: B}\n- {date: 2026-03-01, by: mayor, summary: A, version: '2'}\n",
    ),
    "a choice in doubt": ("agencies/h.yaml", AGENCY.replace("office", "Office?"), AGENCY),
    "a choice and more, far behind": (
        "agencies/h.yaml", AGENCY.replace("office", f"office{' -' * 40}") + "acronym: HO\n", AGENCY + "acronym: HO\n"
    ),
    "one field in two spellings": (
        "agencies/h.yaml", AGENCY + "Acronym: HO\nACRONYM: HB\n", AGENCY + "acronym: HO\nACRONYM: HB\n"
    ),
    "words that another bears as its name": (
        "agencies/emergency-management.yaml",
        "name: Mayor\ntype: office\nparent: example-city\ndepends_on: [mayor]\ndescription: 'See [[Mayor]].'\n",
        "name: Mayor\ntype: office\nparent: example-city\ndepends_on: [role:mayor]\ndescription: 'See [[role:mayor|Mayor]].'\n",
    ),
    "a field": ("agencies/h.yaml", AGENCY + "acronim: HO\n", AGENCY + "acronym: HO\n"),
    "a choice": ("agencies/h.yaml", AGENCY.replace("office", "ofice"), AGENCY),
    "a reference": ("agencies/h.yaml", AGENCY.replace("example", "exmple"), AGENCY),
    "a reference to several kinds": (
        "agencies/h.yaml",
        AGENCY + "depends_on: ['role:mayer']\n",
        AGENCY + "depends_on: ['role:mayor']\n",
    ),
    "a kind": ("agencies/h.yaml", AGENCY + "depends_on: [rol:mayor]\n", AGENCY + "depends_on: [role:mayor]\n"),
    "a name in place of the id": (
        "agencies/h.yaml",
        AGENCY.replace("example-city", "example city"),
        AGENCY,
    ),
    "a mention": (
        "agencies/h.yaml",
        AGENCY + 'description: "A \\"good\\"\\u0020\\n[[role:mayer|Mayor]]"\n',
        AGENCY + 'description: "A \\"good\\"\\u0020\\n[[role:mayor|Mayor]]"\n',
    ),
    "a mention in a text of several lines": (
        "agencies/h.yaml",
        AGENCY + "description: |\n  One.\n\n  Two [[role:mayer|M]].\n",
        AGENCY + "description: |\n  One.\n\n  Two [[role:mayor|M]].\n",
    ),
    "a mention of a kind": (
        "agencies/h.yaml",
        AGENCY + "description: 'See [[rol:mayor|M]].'\n",
        AGENCY + "description: 'See [[role:mayor|M]].'\n",
    ),
    "a step": (
        "procedures/p.yaml",
        STEPS + "  - {id: unlock, do: Go there., who: mayor}\n  - {do: Sit., who: mayor, after: [unlok]}\n",
        STEPS + "  - {id: unlock, do: Go there., who: mayor}\n  - {do: Sit., who: mayor, after: [unlock]}\n",
    ),
    "a step's id, and the next one": (
        "procedures/p.yaml",
        STEPS + "  - {id: go, do: Go there., who: mayor}\n  - {id: go, do: Sit., who: mayor}\n",
        STEPS + "  - {id: go, do: Go there., who: mayor}\n  - {id: go-2, do: Sit., who: mayor}\n",
    ),
    "a step's id that is taken": (
        "procedures/p.yaml",
        STEPS + "  - {id: go, do: Go there., who: mayor}\n  - {id: go-2, do: Sit., who: mayor}\n  - {id: go, do: Lie., who: mayor}\n",
        STEPS + "  - {id: go, do: Go there., who: mayor}\n  - {id: go-2, do: Sit., who: mayor}\n  - {id: go-3, do: Lie., who: mayor}\n",
    ),
    "changes that their versions do not follow": (
        "plan.yaml",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-03-01, by: mayor, summary: A, version: '2026.9'}\n- {date: 2025-06-01, by: mayor, summary: B, version: '2026.10'}\n",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2025-06-01, by: mayor, summary: B, version: '2026.10'}\n- {date: 2026-03-01, by: mayor, summary: A, version: '2026.9'}\n",
    ),
    "a public person": (
        "contacts/a.yaml",
        DESK.replace("type: desk", "type: person") + "  - audience: public\n    type: voice\n    value: 612-555-0142\n",
        DESK.replace("type: desk", "type: person") + "  - type: voice\n    value: 612-555-0142\n",
    ),
    "an unused waiver on a line of its own": (
        "agencies/h.yaml",
        AGENCY + "# eop: allow EOP406 until 2027-03-01, the harbor master is asked\naliases: [H]\n",
        AGENCY + "aliases: [H]\n",
    ),
    "an expired waiver behind a value": (
        "agencies/h.yaml",
        AGENCY + "aliases: [H]   # eop: allow EOP406 until 2026-03-01, the harbor master is asked\n# more\n",
        AGENCY + "aliases: [H]\n# more\n",
    ),
    "the same word twice": (
        "agencies/h.yaml", AGENCY + "acronim: HO\nacronyn: HB\n", AGENCY + "acronym: HO\nacronyn: HB\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after"), SAFE.values(), ids=SAFE)
def test_what_is_sure_is_mended(file: str, before: str, after: str, tmp_path: Path) -> None:
    folder = plan_at(tmp_path, {file: before.lstrip("\n")})
    main(["check", str(folder), "--fix", *DAY])
    assert (folder / file).read_text() == after.lstrip("\n")


@pytest.mark.parametrize(("file", "before", "after"), UNSAFE.values(), ids=UNSAFE)
def test_what_is_a_guess_is_mended_on_request(file: str, before: str, after: str, tmp_path: Path) -> None:
    folder = plan_at(tmp_path, {file: before})
    main(["check", str(folder), "--fix", *DAY])
    assert (folder / file).read_text() == before
    main(["check", str(folder), "--fix", "--unsafe", *DAY])
    assert (folder / file).read_text() == after


LEFT: dict[str, tuple[str, str]] = {
    "a day that may be read in two ways": ("agencies/h.yaml", AGENCY + "sources: [{title: A, checked: 3/5/2026}]\n"),
    "a number without a unit": ("procedures/p.yaml", STEPS + "  - {do: Go there., who: mayor, within: 15}\n"),
    "two that are equally near": ("agencies/h.yaml", AGENCY + "depends_on: ['agency:harbur']\n"),
    "nothing that is near": ("agencies/h.yaml", AGENCY + "depends_on: ['agency:zzz', 'zzz:zzz', zzz]\n"),
    "what only resembles something that nothing uses": ("agencies/h.yaml", AGENCY + "depends_on: ['channel:boat']\n"),
    "a bare reference that two kinds have": ("agencies/h.yaml", AGENCY + "depends_on: [both]\n"),
    "a reference to itself by its bare id": ("agencies/h.yaml", AGENCY + "depends_on: [h]\n"),
    "a reference with its kind to nothing": ("agencies/h.yaml", AGENCY.replace("example-city", "agency:nobody")),
    "a reference to another kind": ("agencies/h.yaml", AGENCY.replace("example-city", "role:mayor")),
    "a kind that is near, and no such id": ("agencies/h.yaml", AGENCY + "depends_on: ['rol:zzz']\n"),
    "mentions of nothing that is near": (
        "agencies/h.yaml",
        AGENCY + "description: 'See [[role:zzz]], [[rol:zzz]] and [[zzz:mayor]].'\n",
    ),
    "brackets that may mean two things, or never close": (
        "agencies/h.yaml",
        AGENCY + "description: 'See [[both]], [[Nobody]] and [[role:Mayor, who'\n",
    ),
    "a second method that says more": (
        "contacts/duty-desk.yaml",
        DESK + "  - {type: voice, value: 612-555-0140, verified: 2026-05-01}\n"
        "  - {type: voice, value: 612-555-0140, verified: 2026-04-01}\n",
    ),
    "a field in the place of a body": (
        "sections/purpose.md", "---\nname: Purpose\npart: basic-plan\nnumber: 1\nBody: Words.\n---\nOther words.\n"
    ),
    "an entry with a remark above it": ("contacts/duty-desk.yaml", DESK + TWICE.format("  # the same again\n", "")),
    "an entry with a remark further above it": (
        "contacts/duty-desk.yaml", DESK + TWICE.format("  # the same again\n\n", "")
    ),
    "an entry with a remark behind it": ("contacts/duty-desk.yaml", DESK + TWICE.format("", "   # the same again")),
    "an entry with a remark below it": ("contacts/duty-desk.yaml", DESK + TWICE.format("", "\n    # the same again")),
    "an entry with a remark in it": (
        "contacts/duty-desk.yaml",
        DESK + "  - {type: voice, value: 612-555-0140}\n  - type: voice\n    # the same\n    value: 612-555-0140\n",
    ),
    "an entry of a list in brackets with a remark": (
        "agencies/h.yaml",
        AGENCY + "depends_on: [role:mayor, # first\n  role:mayor, # again\n  agency:example-city]\n",
    ),
    "an entry of a list in brackets with a remark above it": (
        "agencies/h.yaml",
        AGENCY + "depends_on: [role:mayor,\n  # again\n  role:mayor,\n  agency:example-city]\n",
    ),
    "all a list holds, with a remark": ("agencies/h.yaml", AGENCY + "depends_on: ['agency:h'] # itself\n"),
    "a first entry with a remark above it": (
        "agencies/h.yaml", AGENCY + "depends_on:\n  # itself\n  - agency:h\n  - agency:example-city\n"
    ),
    "an id with a remark": ("agencies/h.yaml", AGENCY + "id: h  # harbor-2 until 2024\nacronym: H\n"),
    "an id with a remark right above it": ("agencies/h.yaml", "# as in the phone list\nid: h\n" + AGENCY),
    "changes with a remark that may be of one or of all": (
        "plan.yaml",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n# after the flood\n- {date: 2026-03-01, by: mayor, summary: A, version: '2'}\n- {date: 2026-01-20, by: mayor, summary: B, version: '1'}\n",
    ),
    "changes with a remark between them": (
        "plan.yaml",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-03-01, by: mayor, summary: A, version: '2'}\n# older\n\n- {date: 2026-01-20, by: mayor, summary: B, version: '1'}\n",
    ),
    "changes with a remark below the last": (
        "plan.yaml",
        BASE["plan.yaml"].lstrip("\n") + "changes:\n- {date: 2026-03-01, by: mayor, summary: A, version: '2'}\n- {date: 2026-01-20, by: mayor, summary: B, version: '1'}\n  # after the flood\n",
    ),
    "a step that nothing is near": (
        "procedures/p.yaml",
        STEPS + "  - {do: Go there., who: mayor, after: [zzz]}\n",
    ),
    "what would leave a field empty that must be there": (
        "roles/mayor.yaml",
        "name: Mayor\nagency: example-city\nsection: X\nsuccession: {order: [{role: mayor}], trigger: T, ends: E}\n",
    ),
}  # fmt: skip
OTHERS = {
    "agencies/harbar.yaml": AGENCY.replace("Harbor", "Harbar"),
    "agencies/harber.yaml": AGENCY.replace("Harbor", "Harber"),
    "agencies/both.yaml": AGENCY.replace("Harbor", "Both"),
    "channels/both.yaml": "name: Both\ntype: runner\nuse: U\noperated_by: example-city\n",
}


@pytest.mark.parametrize(("file", "text"), LEFT.values(), ids=LEFT)
def test_what_is_in_doubt_is_left(file: str, text: str, tmp_path: Path) -> None:
    folder = plan_at(tmp_path, {file: text, **OTHERS})
    main(["check", str(folder), "--fix", "--unsafe", *DAY])
    assert (folder / file).read_text() == text


@pytest.mark.parametrize(
    ("wanted", "known", "near"),
    [
        ("exmple-city", "example-city", True),
        ("report_to", "reports_to", True),
        ("activity", "activities", True),
        ("mergency-manager", "emergency-manager", True),
        ("eco", "eoc", True),
        ("aid-mutual", "mutual-aid", True),
        ("office-of-police", "police-office", True),
        ("tornado", "tornado-annex", True),
        ("tornado-annex", "tornado", True),
        ("partial", "partial-activation", True),
        ("weakponts", "weak-points", True),
        ("fire2", "fire-2", True),
        ("Example City", "example-city", True),
        ("extreme-cold-annex", "extreme-heat-annex", False),
        ("north-eoc", "south-eoc", False),
        ("eastern-eoc", "western-eoc", False),
        ("primary-eoc", "alternate-eoc", False),
        ("county-office", "county-annex", False),
        ("fire-chief", "deputy-fire-chief", False),
        ("deputy-fire-chief", "fire-chief", False),
        ("harbor-a", "harbor-b", False),
        ("harbor-1", "harbor-2", False),
        ("harbor-1", "harbor", False),
        ("ptac-11", "ptac-1", False),
        ("phone", "owner", False),
        ("fire", "wire", False),
        ("cat", "cut", False),
        ("of", "of-police", False),
        ("annex", "office", False),
        ("", "a", False),
    ],
)
def test_a_guess_has_the_same_words(wanted: str, known: str, near: bool) -> None:
    assert meant(did_you_mean(wanted, [known])) == (known if near else "")


def test_a_guess_names_one_thing() -> None:
    assert meant(did_you_mean("harbar", ["fire", "harbor", "harbor"])) == "harbor"
    assert meant(did_you_mean("harbors", ["harbour", "harbor"])) == "harbor"
    assert did_you_mean("harbur", ["harbar", "harbor"]) == "did you mean “harbar” or “harbor”?"
    assert did_you_mean("fire", ["fire-chief", "fire-marshal"]) == ""
    assert meant("did you mean “a” or “b”?") == meant("") == meant("write it") == ""


def test_a_hint_and_its_fix_say_the_same(broken: Path) -> None:
    loaded = load(broken)
    hinted = 0
    for found in judge(loaded, Graph(loaded.plan), TODAY).findings:
        if found.fix and (named := meant(found.hint)):
            hinted += 1
            assert any(named in edit.text for edit in found.fix.edits)
    assert hinted > 5


# ---- What is never done ----------------------------------------------------------------------------------------------


def test_a_file_that_changed_meanwhile_is_left(broken: Path) -> None:
    change = mended(broken, TODAY, ALL, unsafe=False)
    last = sorted(change.after)[-1]
    (broken / last).write_bytes(change.before[last] + b"# somebody types\n")
    before = held(broken)
    with pytest.raises(EopError, match="has changed since it was checked; nothing was mended"):
        write(broken, change)
    assert held(broken) == before


def test_nothing_is_half_written(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change, before = mended(broken, TODAY, ALL, unsafe=False), held(broken)
    last = sorted(change.after)[-1]

    def full(path: Path, content: bytes) -> bool:
        if path == broken / last:
            raise EopError("the disk is full")
        return write_file(path, content)

    monkeypatch.setattr(mending, "write_file", full)
    with pytest.raises(EopError, match="full"):
        write(broken, change)
    assert held(broken) == before


def test_rights_and_links_stay(tmp_path: Path) -> None:
    outside = tmp_path / "kept.yaml"
    wrong = AGENCY.replace("parent: ", "parent: agency:")
    outside.write_text(wrong)
    folder = plan_at(tmp_path, {"agencies/h.yaml": wrong})
    (folder / "agencies" / "h.yaml").chmod(0o600)
    (folder / "agencies" / "linked.yaml").symlink_to(folder / "agencies" / "h.yaml")
    (folder / "agencies" / "away.yaml").symlink_to(outside)
    main(["check", str(folder), "--fix", *DAY])
    assert (folder / "agencies" / "h.yaml").read_text() == AGENCY
    assert (folder / "agencies" / "h.yaml").stat().st_mode & 0o777 == 0o600
    assert (folder / "agencies" / "linked.yaml").is_symlink()
    assert outside.read_text() == wrong


def test_bytes_that_are_no_text_are_left(tmp_path: Path) -> None:
    spoiled = b"\xef\xbb\xbf" + AGENCY.encode() + b"aliases: [Caf\xe9]\n"
    folder = plan_at(tmp_path, {"agencies/h.yaml": spoiled})
    main(["check", str(folder), "--fix", "--unsafe", *DAY])
    assert (folder / "agencies" / "h.yaml").read_bytes() == spoiled


def test_a_mark_stays_where_only_something_else_is_to_be_mended(tmp_path: Path) -> None:
    wrong = AGENCY.replace("parent: ", "parent: agency:")
    folder = plan_at(tmp_path, {"agencies/h.yaml": b"\xef\xbb\xbf" + wrong.encode()})
    main(["check", str(folder), "--fix", "--select", "EOP202", *DAY])
    assert (folder / "agencies" / "h.yaml").read_bytes() == b"\xef\xbb\xbf" + AGENCY.encode()


def test_a_waiver_is_not_called_unused_while_something_cannot_be_read(tmp_path: Path) -> None:
    text = (
        AGENCY + "colour: red\ndescription: Locks (TBD).  # eop: allow EOP406 until 2027-03-01, the master is asked\n"
    )
    folder = plan_at(tmp_path, {"agencies/h.yaml": text})
    main(["check", str(folder), "--fix", "--unsafe", *DAY])
    assert (folder / "agencies" / "h.yaml").read_text() == text


def judged(folder: Path) -> Judgement:
    loaded = load(folder)
    return judge(loaded, Graph(loaded.plan), TODAY)


def errors(judgement: Judgement) -> Counter[tuple[str, str, str]]:
    return Counter(
        (found.code, found.file, found.message) for found in judgement.standing if found.severity is Severity.error
    )


SMALL = HERE / "plans" / "mending" / "plan"


@pytest.mark.parametrize("seed", range(6))
def test_spoiled_files_are_mended_or_left(seed: int, tmp_path: Path) -> None:
    """Whatever is spoiled: no error of shape is new, remarks stay, and a second run changes nothing."""
    chance = random.Random(seed)
    folder = plan_at(tmp_path, {file.relative_to(SMALL).as_posix(): file.read_bytes() for file in SMALL.rglob("*.*")})
    file = chance.choice(sorted(SMALL.rglob("*.yaml"))).relative_to(SMALL).as_posix()
    text = (folder / file).read_text()
    for spoiled in chance.sample(list(mutations(text, file, chance)), 12):
        (folder / file).write_bytes(spoiled.content)
        before = judged(folder)
        change = mended(folder, TODAY, ALL, unsafe=True)
        new = errors(change.left) - errors(before)
        assert not [key for key in new if key[0].startswith(("EOP0", "EOP1"))], spoiled.what
        for name, content in change.after.items():
            lines = re.split(r"\r\n|\n|\r", change.before[name].decode())
            remarks = [comment.text for comment in parse(content, name).comments()]
            for comment in parse(change.before[name], name).comments():
                own = lines[comment.line - 1].strip().startswith("#")
                assert comment.text in remarks or not own or comment.text.startswith("eop:"), spoiled.what
        here = held(folder)
        write(folder, change)
        assert mended(folder, TODAY, ALL, unsafe=True).after == {}, spoiled.what
        for name, content in here.items():
            (folder / name).write_bytes(content)


# ---- The forms that people write -------------------------------------------------------------------------------------


@given(
    st.integers(1, 500),
    st.sampled_from(["s", " sec", "min", " minutes", " mins.", " hr", " Hours", "-hour", " d", " wks", " mos", " yrs"]),
)
def test_durations(number: int, unit: str) -> None:
    near = near_duration(f"{number}{unit}")
    assert near is not None
    assert minutes(near) >= number / 61


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days(day: date) -> None:
    named = f"{day:%B} {day.day}, {day.year}"
    for form in (f"{day.year}/{day.month}/{day.day}", named, named.replace(",", ""), f"{day.day} {day:%b}. {day.year}"):
        assert near_day(form) == day.isoformat()
    american = near_day(f"{day.month}/{day.day}/{day.year}")
    assert american in (day.isoformat(), None)
    assert (american is None) is (day.day <= 12 and day.day != day.month)
    assert near_day((day + timedelta(days=1)).isoformat()) == (day + timedelta(days=1)).isoformat()


def test_no_day() -> None:
    assert [near_day(text) for text in ("2026/2/30", "soon", "Mart 5, 2026", "5 2026", "")] == [None] * 5


def test_yes() -> None:
    assert [near_yes_no(text) for text in ("yes", "On", "N", "maybe")] == ["true", "true", "false", None]
