"""Another package adds a kind, a rule, a page and an export, each in one definition, and everything follows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from asking import found

LEAVES = {
    "shelters.py": '''
        """Pet shelters, as another package would add them."""

        from eop_tools.field_meaning import Last, NotBefore, Past
        from eop_tools.kind import Entity, Part, kind, public, relation
        from eop_tools.need import Need
        from eop_tools.values import Day, Ref


        class Visit(Part):
            """A visit of the inspector."""

            announced: Day = public("The day it was announced.")
            made: Day | None = public(
                "The day of the visit.",
                None,
                past=Past("of a visit"),
                not_before=NotBefore("announced", "the day of a visit, but it was announced on"),
            )


        @kind("kennel", "kennels", title="Kennels", section="Where", losable=True, for_use=True, gravity=65, bearing=15)
        class Kennel(Entity):
            """A place that takes in pets.

            ```yaml
            name: North kennel
            agency: humane
            cages: 40
            ```
            """

            agency: Ref = relation(
                "agency",
                says=("is walked by", "walks the dogs of"),
                description="Who runs it.",
                lack="is walked by {it}",
            )
            keys: list[Ref] = relation(
                "contact",
                says=("is unlocked by", "unlocks"),
                description="Who has a key; one is enough.",
                default=list,
                lack="stays locked",
                last=Last("no-key", 5, "can be unlocked by nobody any more", "can be unlocked by {} alone now"),
            )
            vans: list[Ref] = relation(
                "resource", says=("is emptied with", "empties"), description="Vans.", default=list, counts=True
            )
            cages: int = public("How many animals fit.", ge=1)
            visits: list[Visit] = public("What the inspector saw.", list)
            reviewed: Day | None = public("The day it was last reviewed.", None, past=Past("of the last review"))
            vet: str = ""

            def own_needs(self):
                if self.cages > 100:
                    yield Need((f"{self.ref}/removal",), "cannot be kept clean", path=("vans",))

            def part_needs(self):
                yield "removal", [Need(tuple(f"resource:{van}" for van in self.vans), "lacks {it}", path=("vans",))]

            def part_name(self, part):
                return f"the {part} at {self.name}"
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


def test_search_finds_the_kind_and_its_page(elsewhere: Path) -> None:
    (elsewhere / "plan" / "kennels" / "north.yaml").write_text(
        "name: North kennel\naliases: [Dog house]\nagency: humane\ncages: 4\n"
    )
    eop(elsewhere, "build", "--to", "out")
    first = [answer[0] for answer in found(elsewhere / "out", "dog houses", "kennel north", "nort kenel", "pets")]
    assert first == [*["kennels/north.html"] * 3, "pets.html"]


def test_the_relation_is_an_edge_in_both_directions(elsewhere: Path) -> None:
    assert "is walked by  Humane Society  (agency:humane)" in eop(elsewhere, "show", "kennel:north")
    assert "walks the dogs of  North kennel  (kennel:north)" in eop(elsewhere, "show", "agency:humane")


TOWN = {
    "contacts/ann.yaml": "name: Ann\ntype: person\nagency: humane\nmethods: [{type: voice, value: 612-555-0140}]\n",
    "contacts/bob.yaml": "name: Bob\ntype: person\nagency: humane\nmethods: [{type: voice, value: 612-555-0141}]\n",
    "resources/van.yaml": "name: Van\ncategory: vehicle\nagency: humane\nquantity: 1\n",
    "functions/pets.yaml": "name: Pets\nassignments: []\ndepends_on: ['kennel:north']\n",
}
KENNEL = "name: North kennel\nagency: humane\ncages: 400\nkeys: [ann]\nvans: [van]\n"


@pytest.fixture
def town(elsewhere: Path) -> Path:
    """The same with people, a van, and a function that cannot do without the kennel."""
    for name, text in (TOWN | {"kennels/north.yaml": KENNEL}).items():
        (elsewhere / "plan" / name).parent.mkdir(exist_ok=True)
        (elsewhere / "plan" / name).write_text(text)
    return elsewhere


def test_what_falls_with_it_and_what_it_falls_with(town: Path) -> None:
    """By a field's own words for one and for several, and by a rule of the kind; in the place that its gravity says."""
    dirty = "cannot be kept clean, because the removal at North kennel lacks Van, which is lost"
    for lost, fallen in {
        "kennel:north": {"function:pets": "depends on North kennel, which is lost"},
        "agency:humane": {
            "function:pets": "depends on North kennel, which is walked by Humane Society, which is lost",
            "kennel:north": "is walked by Humane Society, which is lost",
            "contact:ann": "works for Humane Society, which is lost",
            "contact:bob": "works for Humane Society, which is lost",
        },
        "contact:ann": {
            "function:pets": "depends on North kennel, which stays locked, because Ann is lost",
            "kennel:north": "stays locked, because Ann is lost",
        },
        "resource:van": {
            "function:pets": f"depends on North kennel, which {dirty}",
            "kennel:north": dirty,
        },
    }.items():
        told = json.loads(eop(town, "what-if", "--lose", lost, "--format", "json"))["fallen"]
        assert [(each["ref"], each["because"]) for each in told] == list(fallen.items()), lost
    text = eop(town, "what-if", "--lose", "agency:humane")
    verdict = "1 of 1 function can no longer be carried out in full. Down with it: 1 of 1 kennel and 2 of 2 contacts;"
    assert verdict in " ".join(text.split())
    assert "Kennels (1 of 1)\n  North kennel is walked by Humane Society, which is lost." in text
    assert "Nothing else falls" not in eop(town, "what-if", "--lose-kind", "kennel")


def test_it_is_among_the_weak_points_and_has_some(town: Path) -> None:
    def alone(ref: str) -> list[str]:
        cuts = json.loads(eop(town, "weak-points", "--for", ref, "--order", "1", "--format", "json"))["cuts"]
        return sorted(cut["any_one_of_each"][0][0]["ref"] for cut in cuts)

    assert alone("function:pets") == ["agency:humane", "contact:ann", "kennel:north", "resource:van"]
    assert alone("kennel:north") == ["agency:humane", "contact:ann", "resource:van"]


def test_show_says_what_it_needs_and_what_needs_it(town: Path) -> None:
    told = eop(town, "show", "kennel:north", "--edition", "command")
    needs, users = told.partition("What it needs to work:")[2].split("What needs it to work:")
    assert needs.split("\n")[1:4] == [
        "  Humane Society",
        "  Ann; else stays locked",
        "  the removal at North kennel; else cannot be kept clean",
    ]
    assert "Pets  (function:pets)" in users


def test_a_change_is_told_with_what_follows_for_it(town: Path) -> None:
    def told(**files: str) -> dict[str, str]:
        shutil.rmtree(town / "new", ignore_errors=True)
        shutil.copytree(town / "plan", town / "new")
        for name, text in files.items():
            (town / "new" / f"{name.replace('_', '/')}.yaml").write_text(text)
        found = json.loads(eop(town, "diff", "plan", "new", "--edition", "command", "--format", "json"))
        return {each["kind"]: each["sentence"] for each in found["consequences"]}

    silent = TOWN["contacts/ann.yaml"].partition("methods")[0]
    followed = "Ann loses its last way to be reached; 1 function depends on it (Pets)."
    assert told(contacts_ann=silent)["unreachable"] == followed
    (town / "plan" / "functions" / "pets.yaml").write_text(TOWN["functions/pets.yaml"].partition("depends_on")[0])
    followed = "Ann loses its last way to be reached; 1 kennel depends on it (North kennel)."
    assert told(contacts_ann=silent)["unreachable"] == followed
    (town / "plan" / "functions" / "pets.yaml").write_text(TOWN["functions/pets.yaml"])
    whole = KENNEL.replace("[ann]", "[ann, bob]")
    (town / "plan" / "kennels" / "north.yaml").write_text(whole)
    last = "North kennel can be unlocked by Ann alone now; 1 function depends on it (Pets)."
    assert told(kennels_north=KENNEL)["no-key-but-one"] == last
    none = "North kennel can be unlocked by nobody any more; 1 function depends on it (Pets)."
    assert told(kennels_north=KENNEL.replace("keys: [ann]\n", ""))["no-key"] == none


def test_its_days_are_judged(town: Path) -> None:
    days = "visits: [{announced: 2026-03-01, made: 2026-02-01}, {announced: 2026-02-01, made: 2062-03-01}]\n"
    kennel = town / "plan" / "kennels" / "north.yaml"

    def found(text: str, code: str) -> list[tuple[int, str]]:
        kennel.write_text(KENNEL + text)
        asked = ("check", "--select", code, "--as-of", "2026-11-23", "--format", "json")
        return [(each["line"], each["message"]) for each in json.loads(eop(town, *asked))["findings"]]

    assert found(days, "EOP712") == [(6, "2062-03-01 has not come yet, but stands for the day of a visit")]
    earlier = "2026-02-01 is the day of a visit, but it was announced on 2026-03-01"
    assert found(days, "EOP713") == [(6, earlier)]
    late = "the kennel “North kennel” was last reviewed on 2019-01-01; the next review was due on 2020-01-01"
    assert (6, late) in found("reviewed: 2019-01-01\n", "EOP701")


def test_one_that_nothing_uses_is_told(town: Path) -> None:
    (town / "plan" / "functions" / "pets.yaml").unlink()
    found = json.loads(eop(town, "check", "--select", "EOP205", "--format", "json"))["findings"]
    assert "nothing in the plan uses the kennel “North kennel”" in [each["message"] for each in found]


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


def test_the_pages_say_what_it_is_in_need_and_upkeep(town: Path) -> None:
    (town / "plan" / "kennels" / "north.yaml").write_text(
        f"{KENNEL}reviewed: 2019-01-01\ndepends_on: ['agency:humane']\n"
    )
    eop(town, "build", "--edition", "responder", "--to", "out")
    agency = (town / "out" / "agencies" / "humane.html").read_text()
    picture = agency.partition("<figure")[2].partition("</figure>")[0]
    assert "North kennel" in picture
    assert "Place" in picture
    status = (town / "out" / "status.html").read_text()
    assert "Kennels" in status.partition("How old it is")[2].partition("</table>")[0]
    assert "kennels/north.html" in (town / "out" / "weak-points.html").read_text()


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
