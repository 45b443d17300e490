"""Whatever stands in a plan folder, the answer is findings, or one line with a hint: never a traceback.

Everything goes through the command's own door, into streams that encode strictly, as a terminal does.
EOP_MUTATIONS=all runs every mutation of every file of plan/ (half a million, most of an hour); else a seeded sample is run.
"""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import mutations
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eop_tools.cli import main
from eop_tools.kind import KINDS

ROOT = Path(__file__).parents[1]
ALL = os.environ.get("EOP_MUTATIONS") == "all"
SHARDS = 2
AS_OF = ["--as-of", "2026-11-23"]
EXAMPLES = settings(max_examples=2000 if ALL else 100,
                    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # fmt: skip


class Answer(NamedTuple):
    """What the command said."""

    status: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        return json.loads(self.out)["findings"] if self.out else []

    @property
    def codes(self) -> set[str]:
        return {finding["code"] for finding in self.findings}


def eop(*arguments: str) -> Answer:
    """Run a command; whatever it writes has to fit into UTF-8."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(list(arguments))
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return Answer(status, *said)


def check(folder: Path, form: str = "json") -> Answer:
    """Check a plan and hold what every answer has to be."""
    answer = eop("check", str(folder), "--format", form, "--no-cache", *AS_OF)
    assert answer.status in (0, 1, 2)
    if answer.status == 2:
        lines = answer.err.splitlines()
        assert answer.out == ""
        assert len(lines) == 2, answer.err
        assert lines[0].startswith("eop: ")
        assert lines[1].startswith("     ")
        return answer
    assert answer.err == ""
    if form == "json":
        document = json.loads(answer.out)
        assert bool(answer.status) == any(
            not found["waived"] and found["severity"] != "info" for found in document["findings"]
        )
        heights: dict[str, int] = {}
        for finding in document["findings"]:
            for place in (finding, *finding["related"]):
                _hold_place(folder, place, heights)
            assert finding["message"]
            assert re.fullmatch(r"EOP\d{3}", finding["code"])
    else:
        assert not re.search("[^\n -~\xa0-\u2027\u202a-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]", answer.out), (
            "unfit for a terminal"
        )
    return answer


def _hold_place(folder: Path, place: dict[str, Any], heights: dict[str, int]) -> None:
    file = place["file"]
    assert file.startswith(folder.as_posix() + "/")
    if file not in heights:
        path = Path(file)
        content = path.read_bytes() if path.is_file() else b""
        heights[file] = len(re.findall(r"\r\n|\n|\r", content.decode("utf-8", "replace"))) + 1
    assert 1 <= place["line"] <= heights[file], place
    assert place["column"] >= 1, place


def write(folder: Path, file: str, content: bytes | str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of a cover alone."""
    write(tmp_path, "plan/plan.yaml", mutations.COVER)
    return tmp_path / "plan"


# -- mutations of the reference plan ------------------------------------------------------------------------------------


def specimens() -> dict[str, str]:
    """Every file of plan/, and each kind's own example where plan/ has none of the kind."""
    reference = ROOT / "plan"
    found = {
        path.relative_to(reference).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(reference.rglob("*")) if path.suffix in (".yaml", ".md") and path.name != "README.md"
    }  # fmt: skip
    for kind in KINDS:
        if not any(file.startswith((f"{kind.plural}/", f"{kind.plural}.")) for file in found):
            if kind.is_single:
                found[f"{kind.plural}.yaml"] = kind.example
            elif kind.prose:
                front, _, body = kind.example.partition("body: ")
                found[f"{kind.plural}/example.md"] = f"---\n{front}---\n\n{body}"
            else:
                found[f"{kind.plural}/example.yaml"] = kind.example
    return found


PLANTED = ("agencies/planted.yaml", "name: Planted\ntype: department\nparent: nobody-at-all\nwebsit: 1\n")
DANGLING = ("events/planted.yaml", "name: Planted\ndate: 2021-04-12\ntype: law\nhazard: nothing-at-all\n")


@pytest.mark.parametrize("shard", range(SHARDS))
def test_mutations(tmp_path: Path, shard: int) -> None:
    texts = specimens()
    folder = tmp_path / "plan"
    for file, text in (*texts.items(), PLANTED, DANGLING):
        write(folder, file, text)
    queues = {file: _queue(text, file) for file, text in list(texts.items())[shard::SHARDS]}
    rng = random.Random(shard)
    failures: Counter[str] = Counter()
    rounds = spoiled = 0
    while queues:
        batch: dict[str, mutations.Mutation] = {}
        for file in [file for file in queues if rng.random() < 0.99]:
            mutation = next(queues[file], None)
            if mutation is None:
                del queues[file]
            else:
                batch[file] = mutation
        rounds, spoiled = rounds + 1, spoiled + len(batch)
        if ALL and rounds % 200 == 0:
            print(f"shard {shard}: {rounds} rounds, {spoiled} mutations, {len(queues)} files left", flush=True)
        form = "text" if rounds % 4 == 0 else "json"
        if complaint := _complaint(folder, batch, texts, form):
            known = complaint.rpartition(" at ")[2]
            if known not in failures:  # which of the files was it?
                for file, mutation in batch.items():
                    if alone := _complaint(folder, {file: mutation}, texts, form):
                        complaint = f"{alone}\n  in {file}: {mutation.what}\n  {mutation.content[:200]!r}"
                        break
                print(complaint, flush=True)
            failures[known] += 1
    print(f"shard {shard}: {rounds} rounds, {spoiled} mutations")
    assert not failures


def _queue(text: str, file: str) -> Iterator[mutations.Mutation]:
    rng = random.Random(file)
    if ALL:
        return mutations.mutations(text, file, rng)
    return iter(mutations.sample(text, file, rng, 2))


def _complaint(folder: Path, batch: dict[str, mutations.Mutation], texts: dict[str, str], form: str) -> str:
    """What is wrong with the answer to a plan in which some files are spoiled; nothing, if all is well."""
    for file, mutation in batch.items():
        (folder / file).write_bytes(mutation.content)
    try:
        answer = check(folder, form)
        if form == "json" and answer.status != 2:
            found = {(Path(finding["file"]).name, finding["code"], finding["line"]) for finding in answer.findings}
            assert ("planted.yaml", "EOP106", 4) in found, "another file's fault is hidden"
            if "plan.yaml" not in batch:
                assert ("planted.yaml", "EOP201", 4) in found, "another file's dangling reference is hidden"
        assert answer.status == 1 or set(batch) >= {"plan.yaml"}, f"exit {answer.status} {answer.err}"
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(at[-4:]))
        return f"{type(error).__name__}: {str(error)[:300]} at {where}"
    finally:
        for file in batch:
            (folder / file).write_text(texts[file], encoding="utf-8", newline="")
    return ""


# -- files of nobody's making -----------------------------------------------------------------------------------------

FILES = ("agencies/x.yaml", "contacts.yaml", "plan.yaml", "sections/x.md", "procedures/x.yaml", "roles/x.yaml")
YAMLISH = st.text(alphabet="ab: -[]{}\n\t\"'#&*!|>%@`?,~01.é\u202e\0\ufeff\r", max_size=300)
WORDS = st.sampled_from([
    "", "a", "agency:a", "plan:plan", "[[agency:a]]", "[[", "true", "null", "2026-11-23", "12 min", "24/7", "voice", "1", "1.50",
    "role:x", "x" * 300, "0x1F", "=", "#", "\\", "’", "EOP201", "off", "*",
])  # fmt: skip
SCALARS = st.one_of(WORDS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False), st.text(max_size=20))


def _fields() -> st.SearchStrategy[str]:
    from pydantic import BaseModel

    names: set[str] = set()

    def collect(model: type[BaseModel]) -> None:
        names.update(model.model_fields)
        for part in model.__subclasses__():
            collect(part)

    list(KINDS)
    collect(BaseModel)
    return st.sampled_from(sorted(name for name in names if name.isidentifier()))


NESTED = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_fields(), inner, max_size=6)),
    max_leaves=25,
)
SHAPED = st.dictionaries(_fields(), NESTED, min_size=1, max_size=10)


def _answer_to(folder: Path, file: str, content: bytes | str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, "plan.yaml", mutations.COVER)
    write(folder, *PLANTED)
    write(folder, file, content)
    answer = check(folder)
    if answer.status != 2:
        assert "EOP106" in answer.codes, "another file's fault is hidden"
    check(folder, "text")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "plan"


@EXAMPLES
@given(st.sampled_from(FILES), st.one_of(st.binary(max_size=400), st.text(max_size=300), YAMLISH))
def test_any_bytes_and_any_text(place: Path, file: str, content: bytes | str) -> None:
    _answer_to(place, file, content)


@EXAMPLES
@given(st.sampled_from(sorted(KINDS.names())), SHAPED, st.booleans())
def test_any_shape_of_the_known_fields(place: Path, kind: str, data: dict[str, Any], many: bool) -> None:
    leaf = KINDS[kind]
    text = json.dumps({"x": data} if many and not leaf.is_single else data, ensure_ascii=False).replace("\x7f", "")
    if leaf.is_single:
        _answer_to(place, "plan.yaml", text)
    elif leaf.prose and not many:
        _answer_to(place, f"{leaf.plural}/x.md", f"---\n{text}\n---\ntext")
    else:
        _answer_to(place, f"{leaf.plural}.yaml" if many else f"{leaf.plural}/x.yaml", text)


# -- folders of odd shape ---------------------------------------------------------------------------------------------

NAMES = [
    "x.yaml", "X.yaml", "x.yml", "x.YAML", ".hidden.yaml", "x", "x.yaml.yaml", "x y.yaml", "-.yaml", "--help.yaml", "a--b.yaml",
    "é.yaml", "\u202ex.yaml", "x\n.yaml", "x\r\x1b[31m.yaml", "x\t.yaml", "'.yaml", "<b>.yaml", "%s{0}.yaml", "*.yaml", "🌪.yaml",
    ".yaml", "..yaml", "~", "plan.yaml", "CON.yaml", "ﷺ" * 20 + ".yaml", "a" * 250 + ".yaml", "README.md", "x.md", "x\\y.yaml",
    "e\u0301.yaml", b"\xff\xfe.yaml".decode("utf-8", "surrogateescape"), b"x\x80.md".decode("utf-8", "surrogateescape"),
]  # fmt: skip
PLACES = [
    "",
    "agencies/",
    "sections/",
    "agencys/",
    "plan/",
    "Agencies/",
    "x/y/",
    "agencies/deep/",
    ".git/",
    "agencies.yaml/",
    "plan.yaml/",
]
CONTENT = [b"", b"name: City\ntype: department\n", b"\xff", b"[", b"---\nname: a\n---\ntext\n"]


@EXAMPLES
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(NAMES),
                          st.sampled_from(["file", "folder", "link in", "link out", "loop", "broken link", "fifo"]),
                          st.sampled_from(CONTENT)), max_size=8), st.booleans())  # fmt: skip
def test_any_folder(place: Path, entries: list[tuple[str, str, str, bytes]], cover: bool) -> None:
    shutil.rmtree(place.parent, ignore_errors=True)
    place.mkdir(parents=True)
    (place.parent / "secret.yaml").write_text("name: secret-of-elsewhere\ntype: department\n")
    write(place, *PLANTED)
    if cover:
        write(place, "plan.yaml", mutations.COVER)
    for where, name, what, content in entries:
        path = place / where / name
        targets = {
            "link in": place / "agencies" / "planted.yaml", "link out": place.parent / "secret.yaml",
            "loop": path, "broken link": "nowhere",
        }  # fmt: skip
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            if what in targets:
                path.symlink_to(targets[what])
            elif what == "folder":
                path.mkdir()
            elif what == "fifo":
                os.mkfifo(path)
            elif not path.exists():
                path.write_bytes(content)
    answer = check(place)
    assert "secret-of-elsewhere" not in answer.out
    if answer.status != 2:
        assert "EOP106" in answer.codes, "another file's fault is hidden"
    check(place, "text")


def test_folders_as_links(plan: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, "x.yaml", "name: secret\ntype: department\nbad: 1\n")
    (plan / "agencies").symlink_to(outside)
    (plan / "contacts").symlink_to(plan)
    (plan / "roles").symlink_to(plan / "roles")
    (plan / "events").symlink_to(tmp_path)
    answer = check(plan)
    assert "EOP003" in answer.codes
    assert "secret" not in answer.out


def test_a_plan_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "empty").mkdir()
    for name in ("nothing", "file", "loop", "x\0y", "a" * 300, "file/below"):
        assert check(tmp_path / name).status == 2, name
    assert check(tmp_path / "empty").codes == {"EOP101"}


def test_unreadable_modes(plan: Path) -> None:
    write(plan, *PLANTED)
    write(plan, "agencies/x.yaml", "name: City\ntype: department\n")
    write(plan, "roles/x.yaml", "name: R\n")
    for path in ("agencies/x.yaml", "roles"):
        (plan / path).chmod(0)
    try:
        answer = check(plan)
    finally:
        (plan / "roles").chmod(0o755)
    assert "EOP106" in answer.codes
    if os.geteuid():
        assert "EOP001" in answer.codes


def test_ten_thousand_files(plan: Path) -> None:
    (plan / "agencies").mkdir()
    for index in range(10_000):
        (plan / f"agencies/a{index}.yaml").write_bytes(b"" if index % 2 else b"name: City\ntype: departmen\n")
    answer = check(plan)
    assert answer.status == 1
    assert len({finding["file"] for finding in answer.findings}) >= 10_000


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-8"])
def test_any_terminal(plan: Path, encoding: str) -> None:
    """A terminal that knows few characters gets stand-ins, not a traceback."""
    write(plan, "agencies/ü.yaml", "name: 🌪\nty: “x”\n")
    for form in ("text", "json"):
        done = subprocess.run(
            [sys.executable, "-m", "eop_tools", "check", str(plan), "--no-cache", "--format", form], capture_output=True,
            check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}, timeout=60,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (1, b"")
        if form == "json":
            assert json.loads(done.stdout.decode(encoding))["findings"]


# -- what is remembered between two checks ------------------------------------------------------------------------------


def test_memory_never_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File after file is spoiled, mended, removed and renamed: what is recalled is what a fresh check finds."""
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    rng = random.Random(7)
    texts = specimens()
    chosen = {file: texts[file] for file in ("plan.yaml", *rng.sample(sorted(set(texts) - {"plan.yaml"}), 60))}
    folder = tmp_path / "plan"
    for file, text in chosen.items():
        write(folder, file, text)
    for round_ in range(400 if ALL else 15):
        file = rng.choice(list(chosen))
        path = folder / file
        what = rng.choice(("spoil", "spoil", "spoil", "mend", "remove", "rename", "link", "nothing"))
        if path.is_symlink() or what in ("remove", "rename", "link"):
            path.unlink(missing_ok=True)
        if what == "spoil":
            path.write_bytes(rng.choice(mutations.sample(chosen[file], file, rng, 3)).content)
        elif what == "mend":
            path.write_text(chosen[file], encoding="utf-8")
        elif what == "rename":
            write(folder, f"{file.rpartition('.')[0]}-{round_}.{file.rpartition('.')[2]}", chosen[file])
        elif what == "link":
            path.symlink_to(folder / "plan.yaml")
        form = rng.choice(("json", "text"))
        said = [eop("check", str(folder), "--format", form, *AS_OF, *more) for more in ((), (), ("--no-cache",))]
        assert said[0] == said[1] == said[2], (round_, file, what)


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b"[1, 2]",
        b'["", [[["a"]], "b", 3]]',
        b"\xff\xfe\0",
        b"[" * 100_000,
        b'"x"',
        b"NaN",
    ],
)
def test_any_cache(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, junk: bytes) -> None:
    """What lies in the cache is not trusted: a check says what it would say without."""
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    write(plan, *PLANTED)
    arguments = ("check", str(plan), "--format", "json", *AS_OF)
    fresh = eop(*arguments, "--no-cache")
    assert eop(*arguments) == fresh
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        content = path.read_bytes()
        for spoiled in (junk, content[: len(content) // 2]):
            path.write_bytes(spoiled)
            assert eop(*arguments) == fresh


def test_a_cache_that_cannot_be(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    for where in ("file", "file/below", "/dev/null", "/proc/nothing", "x\0y".replace("\0", "\n"), "a" * 300):
        monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / where))
        assert eop("check", str(plan), *AS_OF) == eop("check", str(plan), "--no-cache", *AS_OF)


# -- a megabyte of malice: a part of each here; tests/benchmarks holds that the whole is also quick and small ----------------


@pytest.mark.parametrize("name", list(mutations.NASTY))
def test_nasty(plan: Path, name: str) -> None:
    files = mutations.NASTY[name]
    assert sum(len(text.encode()) for text in files.values()) <= mutations.MEGABYTE
    for file, text in files.items():
        write(plan, file, text if ALL else text[: text.find("\n", 150_000 // len(files)) + 1 or 200_000])
    write(plan, *DANGLING)
    answer = check(plan, "text")
    assert answer.status in (1, 2)
    if answer.status == 1:
        assert "EOP" in answer.out
