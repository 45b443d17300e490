"""What is remembered never shows: after any edit, a check that remembers says what a check that reads anew says."""

from __future__ import annotations

import atexit
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from eop_tools import source
from eop_tools.finding import Judgement
from eop_tools.io import cache
from eop_tools.lint import engine
from eop_tools.lint import result_cache as memory
from eop_tools.lint.result_cache import Chosen, checked

BROKEN = Path(__file__).parent / "plans" / "broken" / "plan"
DAY = date(2026, 11, 23)
ALL: Chosen = ((), ())
CHOICES: tuple[Chosen, ...] = (
    ALL,
    ALL,
    ALL,
    (("EOP4",), ()),
    ((), ("EOP406", "EOP1")),
    (("EOP8", "EOP312"), ("EOP803",)),
)
PROSE = ("name: Dispatch (TBD)\n", "description: Call 612-555-0100, see above.\n", "audience: public\n",
         'description: "A <b>bold</b> plan"\n', "depends_on: [agency:nowhere]\n",
         "# eop: allow EOP406 until 2027-06-01, the text is on its way\n",
         "# eop: allow EOP803 until 2026-11-30, nobody calls it\n", "# eop: allow nothing\n")  # fmt: skip
BREAKS = ("\tname: tab\n", "name: [\n", "name: &a b\n", "name: x\nname: y\n", "\ufeffname: x\n", "- a\n- b\n", "",
          "---\n---\n", 'name: "a\\u0007"\n', 'name: "a\\tb"\n')  # fmt: skip
SEVERITIES = ("severity: {EOP406: 'off'}\n", "severity: {EOP4: info, EOP8: error}\n", "severity: {nonsense: error}\n")


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    stamp = cache.tool_stamp()  # whoever works on the tool while the tests run may not empty the cache
    monkeypatch.setattr(cache, "tool_stamp", lambda: stamp)
    return tmp_path / "cache"


MORE = {
    "agencies.yaml": """
police:
  name: Police (TBD)
  type: office
  description: See above.
  aliases: [TBD, TBD too]
fire:
  name: Again
  type: office
""",
    "sections/warning.md": """---
name: Warning
part: appendix
number: 900
---
# First

TBD, and see above: [[agency:nowhere]], [[agency:police]].
""",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(BROKEN, folder)
    for file, text in MORE.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text)
    return folder


def both(folder: Path, today: date = DAY, chosen: Chosen = ALL) -> tuple[Judgement, Judgement]:
    return checked(folder, today, chosen, fresh=False), checked(folder, today, chosen, fresh=True)


def facts_file(folder: Path) -> Path:
    (found,) = folder.glob("facts-*.json")
    return found


def edit(chance: random.Random, plan: Path, started: dict[Path, bytes]) -> str:
    """Do one thing to a plan, as people do, and worse."""
    files = sorted(path for path in plan.rglob("*") if path.is_file())
    path = chance.choice(files or [plan / "plan.yaml"])
    what = chance.choice(
        ("prose", "prose", "prose", "break", "delete", "copy", "rename", "cover", "restore", "restore", "undo")
    )
    if what == "prose":
        lines = path.read_text(errors="replace").splitlines(keepends=True) if path.exists() else []
        lines.insert(chance.randint(0, min(len(lines), 4)), chance.choice(PROSE))
        path.write_text("".join(lines))
    elif what == "break":
        path.write_text(chance.choice(BREAKS))
    elif what == "delete":
        path.unlink(missing_ok=True)
    elif what == "copy" and path.exists():
        shutil.copy(path, path.with_stem(f"{path.stem}-{chance.randint(1, 9)}"))
    elif what == "rename" and path.exists():
        path.rename(path.with_stem(f"{path.stem}{chance.choice('xyz')}"))
    elif what == "cover":
        (plan / "plan.yaml").write_bytes(started[plan / "plan.yaml"] + chance.choice(SEVERITIES).encode())
    elif what == "restore":
        path = chance.choice(sorted(started))
        path.write_bytes(started[path])
    else:
        for path, content in started.items():
            path.write_bytes(content)
    return f"{what} {path.name}"


@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_it_is_what_a_fresh_check_says(seed: int, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "eop_tools.lint.file_cache._FEW", seed % 3 * 10
    )  # written always, at every tenth file, at every twentieth
    if seed % 4 == 3:
        monkeypatch.setattr(engine, "MAX_FINDINGS", 1)
    chance = random.Random(seed)
    started = {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}
    history: list[str] = []
    for _ in range(25):
        today, chosen = DAY + timedelta(days=chance.choice((0, 0, 10, 400))), chance.choice(CHOICES)
        remembered, fresh = both(plan, today, chosen)
        assert remembered == fresh, history
        again = checked(plan, today, chosen, fresh=False)
        assert again == fresh, history
        history.append(edit(chance, plan, started))


def test_only_what_changed_is_read_and_judged(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(plan, DAY, ALL, fresh=False)
    parsed: list[str] = []
    parse = source.parse
    monkeypatch.setattr(source, "parse", lambda content, file: parsed.append(file) or parse(content, file))
    path = plan / "agencies" / "fire.yaml"
    path.write_text(path.read_text() + "# a remark\n")
    remembered = checked(plan, DAY, ALL, fresh=False)
    parsed, fresh = parsed.copy(), checked(plan, DAY, ALL, fresh=True)
    assert remembered == fresh
    faulty = {found.file for found in fresh.findings if found.code < "EOP1"}
    assert "agencies/fire.yaml" in parsed
    assert set(parsed) <= {"agencies/fire.yaml", *faulty}, "clean files are not read a second time"


def test_the_bytes_that_were_hashed_are_the_bytes_that_are_judged(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = checked(plan, DAY, ALL, fresh=True)
    judged = memory.judged

    def meanwhile(*arguments: Any) -> Judgement:
        (plan / "agencies" / "fire.yaml").write_text("name: [")
        return judged(*arguments)

    monkeypatch.setattr(memory, "judged", meanwhile)
    assert checked(plan, DAY, ALL, fresh=False) == before


@pytest.mark.parametrize("what", ["comes", "goes"])
def test_nothing_is_kept_when_files_come_or_go_meanwhile(
    what: str, plan: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = memory.judged

    def meanwhile(*arguments: Any) -> Judgement:
        if what == "comes":
            (plan / "agencies" / "new.yaml").write_text("name: New\ntype: office\n")
        else:
            (plan / "agencies" / "fire.yaml").unlink()
        return judged(*arguments)

    monkeypatch.setattr(memory, "judged", meanwhile)
    checked(plan, DAY, ALL, fresh=False)
    assert not list(cache_folder.glob("*.json"))


def kept(path: Path) -> Any:
    return json.loads(path.read_bytes().partition(b"\n")[2])


def sealed(path: Path, value: bytes) -> bytes:
    return cache.digest(path.stem.encode(), value).encode() + b"\n" + value


def foreign(path: Path) -> Iterator[bytes]:
    """Yield what may stand in a file of the cache: torn, foreign, and with the right seal yet of another form."""
    text, (key, _) = path.read_bytes(), kept(path)
    yield b""
    yield text[: len(text) // 2]
    yield b"\xff\xfe\x00"
    yield text.partition(b"\n")[2]
    for value in (b"[" * 100_000, b"null", b'{"key": 1}', b'["a key", [[], {}]]'):
        yield sealed(path, value)
    for inside in (
        None,
        [],
        {},
        [[], []],
        [["EOP406"], {"plan.yaml": None}],
        [["EOP406"], {"plan.yaml": ["x", [], 1]}],
    ):
        yield sealed(path, json.dumps([key, inside]).encode())


def test_a_damaged_or_foreign_cache_is_ignored(plan: Path, cache_folder: Path) -> None:
    fresh = checked(plan, DAY, ALL, fresh=True)
    checked(plan, DAY, ALL, fresh=False)
    for name in ("facts-*.json", "check-*.json"):
        (path,) = cache_folder.glob(name)
        for bad in list(foreign(path)):
            path.write_bytes(bad)
            if name == "facts-*.json":
                next(iter(cache_folder.glob("check-*.json"))).unlink(missing_ok=True)
            assert checked(plan, DAY, ALL, fresh=False) == fresh, bad[:80]


def test_what_another_version_kept_is_not_used(plan: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(plan, DAY, ALL, fresh=False)
    path = facts_file(cache_folder)
    stamp, facts = kept(path)
    for known in facts[1].values():
        known[1][0]["name"] = "What never stood there"
    path.write_bytes(sealed(path, json.dumps([stamp, facts]).encode()))
    monkeypatch.setattr(cache, "tool_stamp", lambda: "another")
    remembered, fresh = both(plan)
    assert remembered == fresh
    assert "never stood there" not in path.read_text()
    assert kept(path)[0] != stamp


def test_the_cache_holds_one_file_of_facts_and_only_of_files_that_are_there(plan: Path, cache_folder: Path) -> None:
    for number in range(5):
        for path in plan.glob("agencies/extra-*.yaml"):
            path.unlink()
        for each in range(20):
            (plan / f"agencies/extra-{number}-{each}.yaml").write_text("name: Extra\ntype: office\n")
        checked(plan, DAY, ALL, fresh=False)
    assert len(list(cache_folder.iterdir())) == 2
    held = kept(facts_file(cache_folder))[1][1]
    assert {file for file in held if "extra" in file} == {f"agencies/extra-4-{each}.yaml" for each in range(20)}


def test_no_facts_without_a_cache_or_through_links(plan: Path, tmp_path: Path, cache_folder: Path) -> None:
    checked(plan, DAY, ALL, fresh=True)
    assert not cache_folder.exists()
    (tmp_path / "elsewhere.yaml").write_text("name: Linked\ntype: office\n")
    (plan / "agencies" / "linked.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    remembered, fresh = both(plan)
    assert remembered == fresh
    assert not cache_folder.exists()


def test_two_at_once(plan: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eop_tools", "check", str(plan), "--as-of", DAY.isoformat(), "--format", "json"]
    said = set()
    for number in range(3):
        (plan / "agencies" / "fire.yaml").write_text(f"name: Fire {number}\ntype: office\n")
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
        told = [process.communicate(timeout=60) for process in running]
        assert {err for _, err in told} == {b""}
        fresh = subprocess.run([*command, "--no-cache"], capture_output=True, check=False)
        assert {out for out, _ in told} == {fresh.stdout}
        said.add(fresh.stdout)
    assert said


def test_an_edited_or_exchanged_cache_is_not_believed(plan: Path, cache_folder: Path) -> None:
    found = checked(plan, DAY, ALL, fresh=False)
    assert found.findings
    for path in cache_folder.glob("*.json"):
        assert path.stat().st_mode & 0o777 == 0o600  # numbers of a plan may be in it
        path.write_bytes(path.read_bytes().replace(b"EOP406", b"EOP000").replace(b'"Police', b'"Polite'))
    assert both(plan)[0] == found == both(plan)[1]
    (whole,) = cache_folder.glob("check-*.json")
    (other,) = cache_folder.glob("facts-*.json")
    whole.write_bytes(other.read_bytes())
    assert both(plan)[0] == found


def test_what_is_published_is_never_recalled(tmp_path: Path, cache_folder: Path) -> None:
    from eop_tools.cli import main

    small = tmp_path / "small"
    shutil.copytree(BROKEN.parents[1] / "small", small)
    section = next((small / "sections").glob("*.md"))
    section.write_text(f"{section.read_text()}\n\nThe **true** words.\n")

    def made(*words: str) -> str:
        assert main([*words, str(small), "--as-of", "2026-11-23", "--to", str(tmp_path / words[0])]) == 0
        return "".join(path.read_text(encoding="utf-8") for path in (tmp_path / words[0]).rglob("*.html"))

    assert "<strong>true</strong>" in made("build")
    for path in cache_folder.glob("answers-*.json"):
        path.write_bytes(sealed(path, json.dumps(kept(path)).replace(">true<", ">false<").encode()))
    assert "<strong>false</strong>" in made("build")  # whoever can write a seal is believed by a build
    assert "<strong>true</strong>" in made("publish", "1")


def test_checking_again_leaves_no_more_to_do_at_the_end(plan: Path) -> None:
    memory.judged(plan, DAY, Chosen(), None)
    before = atexit._ncallbacks()  # type: ignore[attr-defined]
    memory.judged(plan, DAY, Chosen(), None)
    assert atexit._ncallbacks() == before  # type: ignore[attr-defined]
