"""What may be typed: options and places in any order, one meaning a flag, and a plan that is found from below."""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
from itertools import chain, permutations
from pathlib import Path

import pytest

from eop_tools.cli import main
from eop_tools.cli.command_line import _verb, parsed_by, parser_of, verbs
from eop_tools.cli.plan_folder import nearest_plan

ROOT = Path(__file__).parent.parent
BROKEN = Path(__file__).parent / "plans" / "broken"
PLAN_VERBS = [verb for verb in verbs() if verb not in ("explain", "schema", "promote", "verify")]
FITTING = {"a_day": "2026-06-01", "a_port": "8080", "int": "2", "Path": "some/where", "several": "a,b"}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))


def parsed(verb: str, *typed: str) -> dict[str, object]:
    return vars(parsed_by(parser_of(verb, _verb(verb)), typed))


def typed_for(verb: str) -> tuple[list[list[str]], list[str]]:
    """Every option of a verb with a value that fits, and a word for each of its places."""
    options, places = [], []
    for action in parser_of(verb, _verb(verb))._actions:
        kind = getattr(action.type, "__name__", "str")
        value = next(iter(action.choices or ()), None) or FITTING.get(kind, "word")
        if not action.option_strings:
            places += [f"place{len(places)}"] if action.nargs in (None, "?") else ["one", "two"]
        elif action.dest != "help":
            options.append([action.option_strings[0], *([str(value)] if action.nargs is None else [])])
    return options, places


@pytest.mark.parametrize("verb", verbs())
def test_options_and_places_may_stand_in_any_order(verb: str) -> None:
    parser = parser_of(verb, _verb(verb))
    options, places = typed_for(verb)
    needed = [each for each in options if next(a for a in parser._actions if each[0] in a.option_strings).required]
    for some in [options, *([*needed, each] for each in options if each not in needed), needed]:
        for count in range(sum(each.nargs is None for each in places_of(verb)), len(places) + 1):
            said = places[:count]
            wanted = vars(parser.parse_args([*said, *chain(*some)]))  # in the order of the help, argparse is right
            parts = [*some, *([word] for word in said)]
            for order in permutations(parts) if len(parts) < 5 else shuffled(parts):
                if [part[0] for part in order if part[0] in said] == said:
                    assert parsed(verb, *chain(*order)) == wanted, order


def places_of(verb: str) -> list[argparse.Action]:
    return [action for action in parser_of(verb, _verb(verb))._actions if not action.option_strings]


def shuffled(parts: list[list[str]]) -> list[list[list[str]]]:
    chance = random.Random(7)
    return [chance.sample(parts, len(parts)) for _ in range(60)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("publish 2026.1 --to out plan", {"version": "2026.1", "to": Path("out"), "place": Path("plan")}),
        ("publish --to out 2026.1 plan", {"version": "2026.1", "to": Path("out"), "place": Path("plan")}),
        ("publish 2026.1 plan --to=out", {"version": "2026.1", "to": Path("out"), "place": Path("plan")}),
        ("export contacts --to - plan", {"name": "contacts", "to": Path("-"), "place": Path("plan")}),
        ("export --list contacts plan", {"name": "contacts", "place": Path("plan"), "list": True}),
        ("diff plan --as-of 2026-06-01 other", {"old": "plan", "new": "other"}),
        ("schema --write contact", {"kind": "contact", "write": True}),
        ("fmt --check a --folder p b", {"paths": [Path("a"), Path("b")], "folder": Path("p")}),
        ("check --select EOP2,EOP301 plan --select EOP4", {"select": ["EOP2", "EOP301", "EOP4"]}),
        ("check -- -odd", {"place": Path("-odd")}),
        ("export contacts -- --odd", {"place": Path("--odd")}),
        ("graph plan --depth -1", {"depth": -1, "place": Path("plan")}),
    ],
)
def test_what_is_typed_is_read_as_meant(typed: str, wanted: dict[str, object]) -> None:
    verb, *rest = typed.split()
    read = parsed(verb, *rest)
    assert {name: read[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("check --to", "eop: unrecognized arguments: --to"),
        ("check --as-of --online", "eop: argument --as-of: expected one argument"),
        ("check a b", "eop: unrecognized arguments: b"),
        ("check --selekt EOP2", "eop: unrecognized arguments: --selekt\n     did you mean “--select”?"),
        ("check --select ,", "eop: argument --select: it names nothing"),
        ("publish plan", "eop: the following arguments are required: --to"),
        ("check a --folder b", "eop: two plan folders are named, “a” and “b”"),
        ("serve --port 99999", "eop: argument --port: “99999” is no port"),
        ("serve --port -1", "eop: argument --port: “-1” is no port"),
        ("serve --port ²", "eop: argument --port: “²” is no port"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line(typed: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed.split()) == 2
    assert capsys.readouterr().err.startswith(line)


def test_a_flag_means_the_same_with_every_verb() -> None:
    meanings: dict[str, set[tuple[object, ...]]] = {}
    for verb in verbs():
        for action in parser_of(verb, _verb(verb))._actions:
            for flag in action.option_strings:
                said = re.split(r"[(:]", str(action.help))[0].strip()
                kind = getattr(action.type, "__name__", "")
                meanings.setdefault(flag, set()).add((said, kind, action.nargs, action.metavar, type(action).__name__))
    assert {flag: said for flag, said in meanings.items() if len(said) > 1} == {}
    assert [flag for flag, said in meanings.items() if not next(iter(said))[0]] == []


@pytest.mark.parametrize("verb", PLAN_VERBS)
def test_every_verb_that_reads_a_plan_takes_its_folder(verb: str) -> None:
    options, places = typed_for(verb)
    assert ["--folder", "some/where"] in options
    needed = [each for each in places_of(verb) if each.dest != "place"]
    assert needed or places, "where no other place is needed, the folder may be named without its flag"


@pytest.mark.parametrize("below", [".", "plan", "plan/agencies", "other", "other/deep"])
@pytest.mark.parametrize("cover", [True, False])
def test_the_plan_is_found_from_where_one_stands(below: str, cover: bool, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(BROKEN / "plan", home / "plan")
    (home / "other" / "deep").mkdir(parents=True)
    if not cover:
        (home / "plan" / "plan.yaml").unlink()
    found = nearest_plan(home / below)
    if cover or not below.startswith("other"):
        assert (home / below / found).resolve() == home / "plan"
    else:  # a folder that is only called so, beside the way up, is not taken for a plan
        assert found == Path("plan")


def test_the_search_ends_with_the_repository_and_takes_nothing_from_a_folder_open_to_all(tmp_path: Path) -> None:
    shutil.copytree(BROKEN / "plan", tmp_path / "plan")
    (tmp_path / "work" / "deep").mkdir(parents=True)
    here = tmp_path / "work" / "deep"
    assert (here / nearest_plan(here)).resolve() == tmp_path / "plan"
    if os.name == "posix":
        tmp_path.chmod(0o1777)
        assert nearest_plan(here) == Path("plan")
        tmp_path.chmod(0o755)
    (tmp_path / "work" / ".git").mkdir()
    assert nearest_plan(here) == Path("plan")


@pytest.mark.parametrize("how", [[], ["../../plan"], ["--folder", "../../plan"], ["--folder=.."]])
def test_a_check_is_the_same_from_inside_the_plan(
    how: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(BROKEN / "plan", tmp_path / "plan")

    def found() -> list[tuple[str, str, int]]:
        main(["check", "--as-of", "2026-11-23", "--format", "json", *said])
        return [
            (each["code"], each["message"], each["line"]) for each in json.loads(capsys.readouterr().out)["findings"]
        ]

    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    wanted = found()
    monkeypatch.chdir(tmp_path / "plan" / "agencies")
    said = how
    assert found() == wanted


def test_what_is_made_lands_beside_the_plan_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(BROKEN / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path / "plan" / "agencies")
    assert main(["export", "contacts"]) == 0
    assert (tmp_path / "build" / "export" / "contacts.csv").is_file()
    assert main(["export", "contacts", "--to", str(tmp_path / "mine.csv")]) == 0
    assert (tmp_path / "mine.csv").is_file()
    assert main(["pages"]) == 0
    assert (tmp_path / "build" / "pages" / "index.md").is_file()


OTHERS = [found for found in map(shutil.which, ("python3.12", "python3.13", "python3.14")) if found]


@pytest.mark.parametrize("python", OTHERS)
def test_other_pythons_read_it_the_same(python: str, tmp_path: Path) -> None:
    program = (
        "import json, sys; from eop_tools.cli.command_line import _verb, parsed_by, parser_of\n"
        "print([sorted((k, str(v)) for k, v in vars(parsed_by(parser_of(each[0], _verb(each[0])), each[1:])).items())"
        " for each in json.loads(sys.argv[1])])"
    )
    typed = [
        ["publish", "2026.1", "--to", "out", "plan"],
        ["publish", "--to", "out", "2026.1", "plan"],
        ["publish", "--edition", "command", "2026.1", "--to", "out", "plan", "--alias", "x"],
        ["export", "contacts", "--to", "-", "plan"],
        ["diff", "plan", "--as-of", "2026-06-01", "other"],
        ["fmt", "a", "--check", "b"],
        ["export", "contacts", "--", "--odd"],
        ["schema", "--write", "contact"],
    ]
    said = []
    for each in (sys.executable, python):
        command = [each, "-c", program, json.dumps(typed)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode and "No module named" not in done.stderr and "command not found" in done.stderr:
            pytest.skip(f"{python} does not run")
        said.append(done.stdout)
        assert done.returncode == 0, done.stderr
    assert said[0] == said[1]


# ---- What the system refuses -------------------------------------------------------------------------------------

BASH = shutil.which("bash")
FULL = Path("/dev/full")


@pytest.mark.skipif(BASH is None or not FULL.is_char_device(), reason="needs bash and a disk that is always full")
@pytest.mark.parametrize(
    ("typed", "status", "lines"),
    [
        ("$EOP check > /dev/full", 2, 2),
        ("$EOP --help > /dev/full", 2, 2),
        ("$EOP check --help > /dev/full", 2, 2),
        ("$EOP --version > /dev/full", 2, 2),
        ("$EOP export contacts --to - > /dev/full", 2, 2),
        ("$EOP graph --to /dev/full", 2, 2),
        ("$EOP check >&-", 2, 2),
        ("$EOP --help >&-", 2, 2),
        ("$EOP check > /dev/null 2>&-", 1, 0),
        ("$EOP check nope 2> /dev/full", 2, 0),
        ("$EOP check nope 2>&-", 2, 0),
        ("$EOP check --stdin-filename plan/agencies/fire.yaml <&-", 2, 2),
        ("$EOP check | head -1 > /dev/null; exit ${PIPESTATUS[0]}", 1, 0),
        ("$EOP check --format json | true; exit ${PIPESTATUS[0]}", 1, 0),
        ("$EOP explain | head -1 > /dev/null; exit ${PIPESTATUS[0]}", 0, 0),
        ("$EOP export contacts --to file/x", 2, 2),
        ("$EOP build --to file", 2, 2),
        ("$EOP build --to file/x", 2, 2),
        ("$EOP pages --to file", 2, 2),
        ("$EOP schema --write --to file", 2, 2),
        ("$EOP promote 1 --to file", 2, 2),
        ("$EOP verify file", 2, 2),
        ("$EOP verify nowhere", 2, 2),
        ("$EOP verify plan", 2, 2),
        ("$PYTHON -OO -m eop_tools --help", 2, 2),
        ("$PYTHON -OO -m eop_tools build", 2, 2),
        ("$PYTHON -OO -m eop_tools export --list", 2, 2),
    ],
)
def test_what_the_system_refuses_is_a_line_and_a_hint(typed: str, status: int, lines: int, tmp_path: Path) -> None:
    shutil.copytree(BROKEN / "plan", tmp_path / "plan")
    (tmp_path / "file").write_text("mine")
    said = {**os.environ, "EOP": f"{sys.executable} -m eop_tools", "PYTHON": sys.executable}
    done = subprocess.run([str(BASH), "-c", typed], cwd=tmp_path, env=said, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (status, lines), done.stderr
    assert not lines or done.stderr.startswith("eop: ")
    assert (tmp_path / "file").read_text() == "mine"
    assert FULL.is_char_device()
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("verb", ["check", "build", "export", "what-if", "pages", "fmt"])
def test_a_plan_folder_that_cannot_be_opened_is_a_line(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(BROKEN / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    real = os.scandir

    def refused(path: str | Path = ".") -> object:
        if str(path).endswith("plan"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refused)
    status = main([verb, *(["contacts"] if verb == "export" else [])])
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert status in (1, 2) or verb == "fmt"
