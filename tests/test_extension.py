"""Another package adds a kind, a rule, a page and an export, each in one definition, and everything follows."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

LEAVES = {
    "shelters.py": '''
        """Pet shelters, as another package would add them."""

        from eop_tools.kind import Entity, kind, public, relation
        from eop_tools.values import Ref


        @kind("kennel", "kennels", title="Kennels", section="Where")
        class Kennel(Entity):
            """A place that takes in pets.

            ```yaml
            name: North kennel
            agency: humane
            cages: 40
            ```
            """

            agency: Ref = relation("agency", says=("is walked by", "walks the dogs of"), description="Who runs it.")
            cages: int = public("How many animals fit.", ge=1)
            vet: str = ""
    ''',
    "rules.py": '''
        """A rule of that package."""

        from kennels.shelters import Kennel

        from eop_tools.rule import rule


        @rule("PET001", "warning")
        def tiny_kennel(kennel: Kennel):
            """A kennel with fewer than ten cages."""
            if kennel.cages < 10:
                yield kennel.at("cages"), f"{kennel.name} has room for {kennel.cages} animals only"
    ''',
    "pages.py": '''
        """A page of that package."""

        from kennels.shelters import Kennel

        from eop_tools.document import Document, Paragraph
        from eop_tools.page import page


        @page("pets", title="Pets", section="What")
        def pets(view):
            """Where pets can go."""
            number = sum(kennel.cages for kennel in view.plan.of(Kennel))
            return Document((Paragraph(f"There are {number} places for pets."),))
    ''',
    "exports.py": '''
        """An export of that package."""

        from kennels.shelters import Kennel

        from eop_tools.export import export


        @export("kennels", ".txt")
        def kennels(view):
            """The kennels, a line each."""
            return "\\n".join(kennel.name for kennel in view.plan.of(Kennel)).encode()
    ''',
}
PLAN = {
    "plan.yaml": "name: P\njurisdiction: J\npromulgation: {text: t, effective: 2026-01-01}\nreview: {}\n",
    "agencies/humane.yaml": "name: Humane Society\ntype: nonprofit\n",
    "kennels/north.yaml": "name: North kennel\nagency: humane\ncages: 4\nvet: Dr. Barker\n",
}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with an installed package, its entry points, and a plan that uses it."""
    package = tmp_path / "site-packages" / "kennels"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    for name, text in LEAVES.items():
        (package / name).write_text(textwrap.dedent(text))
    info = tmp_path / "site-packages" / "kennels-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kennels\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[eop_tools.kinds]\nkennels = kennels.shelters\n\n[eop_tools.rules]\nkennels = kennels.rules\n\n"
        "[eop_tools.pages]\nkennels = kennels.pages\n\n[eop_tools.exports]\nkennels = kennels.exports\n"
    )
    for name, text in PLAN.items():
        (tmp_path / "plan" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "plan" / name).write_text(text)
    return tmp_path


def eop(where: Path, *arguments: str) -> str:
    """Run the command as its user would, in a process of its own that sees the package."""
    done = subprocess.run(
        [sys.executable, "-m", "eop_tools", *arguments],
        cwd=where,
        env={
            "PYTHONPATH": f"{where / 'site-packages'}:{Path(__file__).parent.parent}",
            "EOP_CACHE_DIR": str(where / "c"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_the_rule_runs_and_explains_itself(elsewhere: Path) -> None:
    found = json.loads(eop(elsewhere, "check", "--select", "PET001", "--format", "json"))["findings"]
    assert [(each["code"], each["name"], each["line"], each["message"]) for each in found] == [
        ("PET001", "tiny-kennel", 3, "North kennel has room for 4 animals only")
    ]
    assert "A kennel with fewer than ten cages." in eop(elsewhere, "explain", "tiny-kennel")


def test_the_kind_is_loaded_checked_and_described(elsewhere: Path) -> None:
    schema = json.loads(eop(elsewhere, "schema", "kennel"))
    assert schema["properties"]["agency"]["x-relation"]["says"] == "is walked by"
    (elsewhere / "plan" / "kennels" / "north.yaml").write_text("name: North\nagency: humain\ncages: none\ncage: 4\n")
    found = json.loads(eop(elsewhere, "check", "--format", "json"))["findings"]
    assert ("unknown-field", 4, "did you mean “cages”?") in [(f["name"], f["line"], f["hint"]) for f in found]
    assert ("wrong-type", 3) in [(each["name"], each["line"]) for each in found]


def test_a_field_that_nobody_has_ruled_on_is_named_as_such(elsewhere: Path) -> None:
    """The kind says of one field not whom it is for: the log says so, to the public without what it holds."""
    log = eop(elsewhere, "export", "withheld", "--to", "-")
    why = '"nobody has said whom this field is for, so only those in command see it"'
    assert f"kennel,vet,{why},,1" in log.splitlines()
    for edition, words in (("responder", "Kennel: vet."), ("command", "North kennel")):
        eop(elsewhere, "build", "--edition", edition, "--to", "out")
        page = (elsewhere / "out" / "left-out.html").read_text()
        assert "Nobody has said whom these fields are for" in page
        assert "Kennel: vet. Whoever defines the kind" in page
        assert words in page
        assert ("Barker" in page) is False


def test_the_relation_is_an_edge_in_both_directions(elsewhere: Path) -> None:
    assert "is walked by  Humane Society  (agency:humane)" in eop(elsewhere, "show", "kennel:north")
    assert "walks the dogs of  North kennel  (kennel:north)" in eop(elsewhere, "show", "agency:humane")


def test_the_export_is_offered_and_made(elsewhere: Path) -> None:
    assert "The kennels, a line each." in eop(elsewhere, "export", "--list")
    assert eop(elsewhere, "export", "kennels", "--to", "-") == "North kennel"


def test_new_writes_a_file_of_the_kind(elsewhere: Path) -> None:
    eop(elsewhere, "new", "kennel", "south")
    assert "cages: 40" in (elsewhere / "plan" / "kennels" / "south.yaml").read_text()


def test_the_pages_the_menu_and_the_reference_follow(elsewhere: Path) -> None:
    eop(elsewhere, "build", "--to", "out")
    home = (elsewhere / "out" / "index.html").read_text()
    assert 'href="pets.html"' in home
    assert 'href="kennels.html"' in home
    assert "There are 4 places for pets." in (elsewhere / "out" / "pets.html").read_text()
    assert "is walked by" in (elsewhere / "out" / "kennels" / "north.html").read_text().lower()
    assert "walks the dogs of" in (elsewhere / "out" / "agencies" / "humane.html").read_text().lower()
    assert "A place that takes in pets." in (elsewhere / "out" / "language.html").read_text()
    assert "tiny-kennel" in (elsewhere / "out" / "rules.html").read_text()


def test_a_package_that_cannot_be_loaded_is_said_in_one_line(elsewhere: Path) -> None:
    (elsewhere / "site-packages" / "kennels" / "rules.py").write_text("raise RuntimeError('gone')\n")
    done = subprocess.run(
        [sys.executable, "-m", "eop_tools", "check"],
        cwd=elsewhere,
        env={"PYTHONPATH": f"{elsewhere / 'site-packages'}:{Path(__file__).parent.parent}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "eop: the extension “kennels” (kennels.rules) could not be loaded: gone",
        "     update or uninstall the package that offers it",
    ]
