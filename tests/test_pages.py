"""Pages: every kind has one, they read as agreed, they link, and what an edition withholds is on none of them."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from withheld_texts import secrets_of

from eop_tools.analysis.what_if import impact
from eop_tools.document import Heading
from eop_tools.document.html import written
from eop_tools.document.markdown import markdown_of
from eop_tools.finding import Judgement
from eop_tools.kind import KINDS, Entity, Part, fields_of, kind, public, relation
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.function import Function
from eop_tools.page import Page, View, all_pages, menu
from eop_tools.plan import Origin, Plan
from eop_tools.plan.edition import edition_for
from eop_tools.project import Project
from eop_tools.render.fields import part_noun
from eop_tools.render.layout import LAYOUTS
from eop_tools.shelf import Shelf
from eop_tools.source import parse
from eop_tools.text.phrases import spoken
from eop_tools.values import Audience, Day, Prose

HERE = Path(__file__).parent
SMALL = HERE / "plans" / "small"
GOLDEN = HERE / "golden" / "pages"
TODAY = date(2026, 11, 23)
REFERENCE = HERE.parent / "plan"


def view_of(folder: Path, audience: Audience = Audience.public) -> View:
    project = Project(folder, TODAY)
    return View(project.edition(audience), project.judgement, TODAY)


def view_of_entities(*entities: Entity, audience: Audience = Audience.public) -> View:
    held = {entity.ref: entity for entity in entities}
    origins = {ref: Origin(f"{ref.replace(':', '/')}.yaml") for ref in held}
    return View(edition_for(Plan(held, origins), audience), Judgement((), TODAY, len(held), len(held)), TODAY)


def by_path(view: View) -> dict[str, Page]:
    return {page.path: page for page in all_pages(view)}


@pytest.fixture(scope="module")
def small() -> dict[Audience, dict[str, Page]]:
    return {audience: by_path(view_of(SMALL, audience)) for audience in Audience}


def test_the_small_plan_can_be_read() -> None:
    assert Project(SMALL, TODAY).loaded.faults == ()


@pytest.mark.parametrize("audience", [Audience.public, Audience.responder])
@pytest.mark.parametrize(
    "path",
    [
        "procedures/open-eoc.html", "roles/director.html", "levels/full.html", "hazards/tornado.html",
        "contacts/desk.html", "agencies/police.html", "facilities/hall.html", "functions/care.html",
        "sections/purpose.html", "standards/cpg.html", "plan.html", "index.html", "dependencies.html",
        "organization.html", "function-map.html", "shared-networks.html", "weak-points.html", "left-out.html",
    ],
)  # fmt: skip
def test_golden(small: dict[Audience, dict[str, Page]], path: str, audience: Audience) -> None:
    """Compare with the kept texts, as HTML and as Markdown; UPDATE_GOLDEN=1 writes them anew."""
    page = small[audience].get(path)
    written = {} if page is None else {".html": page.written.html, ".md": markdown_of(page.document, path)}
    kept = {ending: GOLDEN / audience.value / path.replace(".html", ending) for ending in (".html", ".md")}
    if os.environ.get("UPDATE_GOLDEN"):
        for ending, text in written.items():
            kept[ending].parent.mkdir(parents=True, exist_ok=True)
            kept[ending].write_text(text, encoding="utf-8")
    assert written == {ending: file.read_text(encoding="utf-8") for ending, file in kept.items() if file.exists()}


def test_an_agency_page_says_what_stops_without_it() -> None:
    project = Project(REFERENCE, TODAY)
    pages = {audience: by_path(project.view(audience)) for audience in (Audience.public, Audience.command)}
    for agency in project.plan.of(Agency):
        path = f"agencies/{agency.id}.html"
        said = re.findall(r"<p>Without it (.*?)\.</p>", pages[Audience.command][path].written.html)
        fallen = Counter(row.ref.partition(":")[0] for row in impact(project.plan, project.needs, [agency.ref]).fallen)
        counts = [(fallen[kind], len(project.plan.of_kind(kind)), kind) for kind in ("level", "hazard", "procedure")]
        stops = [f"{number} of {whole} {kind}s" for number, whole, kind in counts if number]
        assert re.findall(r"\d+ of \d+ \w+", *said) == stops
        assert ("stops" in said[0]) is not bool(stops)
        assert "<p>Without it" not in pages[Audience.public][path].written.html


def test_weak_points_keep_their_brackets_and_count_pairs() -> None:
    """A function led by a or b, each of which a network of its own can stop: several pairs in one row."""
    first, second, third = (
        Agency(id=id, name=id.upper(), type="utility", depends_on=list(needs))
        for id, needs in (("a", ["agency:c"]), ("b", []), ("c", []))
    )
    lead = Function(id="f", name="F", purpose="Act.", assignments=[{"agency": id, "part": "primary"} for id in "ab"])
    written = by_path(view_of_entities(first, second, third, lead, audience=Audience.command))["weak-points.html"]
    assert "no single losses and 2 pairs, in 1 group." in words_of(written)
    assert "( C  or  A ) and  B" in words_of(written)


@pytest.mark.parametrize("name", KINDS.names())
def test_every_kind_has_a_page_made_from_its_example(name: str) -> None:
    leaf = KINDS[name]
    data = parse(leaf.example, "example.yaml").data
    assert isinstance(data, dict)
    entity = leaf.model.model_validate({**data, "id": leaf.name if leaf.is_single else "example"})
    for audience in Audience:
        pages = by_path(view_of_entities(entity, audience=audience))
        page = pages.get("plan.html" if leaf.is_single else f"{leaf.plural}/example.html")
        if page is None:
            assert audience is Audience.public
            continue
        assert entity.name in page.title
        assert page.section == leaf.section
        assert page.source
        assert page.description
        assert "eop-lead" in page.written.html
        assert not re.search(r"\b(None|True|False|\w+_\w+)\b", words_of(page)), words_of(page)


def words_of(page: Page) -> str:
    """The words a reader sees: without tags, code and attributes."""
    return re.sub(r"<[^>]*>", " ", re.sub(r"<(code|svg)\b.*?</\1>", "", page.written.html, flags=re.S))


class Tool(Part):
    """A tool in a shed."""

    label: str = public("What it is called.")
    needs_power: bool = public("Whether it needs electricity.", False)
    lent_to: str | None = relation("agency", says=("is lent to", "borrows"), description="Who has it.", default=None)


@pytest.fixture
def shed() -> Iterator[type[Entity]]:
    @kind("shed", "sheds", title="Tool sheds", section="Where")
    class Shed(Entity):
        """A place for tools.

        ```yaml
        name: North shed
        ```
        """

        keeper: str = relation("role", says=("is swept by", "sweeps"), description="Who sweeps it.")
        tools: list[Tool] = public("What is in it.", list)
        opened_on: Day | None = public("Since when.", None)
        story: Prose = public("How it came to be.", "")
        measures: dict[str, int] = public("How large it is.", dict)

    yield Shed
    shelf: Shelf[object] = KINDS  # type: ignore[assignment]
    del shelf._leaves["shed"]


def test_a_kind_of_another_package_gets_its_pages(shed: type[Entity]) -> None:
    role = KINDS["role"].model.model_validate({"id": "janitor", "name": "Janitor", "agency": "x", "section": "S"})
    entity = shed.model_validate({
        "id": "north", "name": "North shed", "keeper": "janitor", "opened_on": "2020-02-03", "measures": {"width_m": 3},
        "story": "Built **by hand**.", "tools": [{"label": "Saw", "needs_power": True}, {"label": "Axe"}],
    })  # fmt: skip
    pages = by_path(view_of_entities(role, entity))
    page = pages["sheds/north.html"].written.html
    for expected in (
        ">North shed</h1>", "Tool shed", "Is swept by",
        '<a href="../roles/janitor.html">Janitor</a>', "3 February 2020",
        "<strong>by hand</strong>", "Needs power", "Saw", "Width m",
    ):  # fmt: skip
        assert expected in page
    assert "Sweeps" in pages["roles/janitor.html"].written.html
    assert "North shed" in pages["sheds.html"].written.html
    assert "Tool sheds" in pages["language.html"].written.html
    assert ("Where", ["Tool sheds"]) in [
        (part, [page.title for page in held]) for part, held in menu(list(pages.values()))
    ]


def all_links(pages: dict[str, Page]) -> Iterator[tuple[str, str]]:
    for page in pages.values():
        for match in re.finditer(r'href="@/([^"]+)"', written(page.document, "@/").html):
            yield page.path, match[1]


@pytest.mark.parametrize("audience", list(Audience))
def test_every_link_leads_to_a_page_and_a_place_on_it(
    small: dict[Audience, dict[str, Page]], audience: Audience
) -> None:
    for pages in (small[audience], by_path(view_of(REFERENCE, audience)) if REFERENCE.is_dir() else {}):
        for start, target in all_links(pages):
            path, _, anchor = target.partition("#")
            assert path in pages, f"{start} → {target}"
            if anchor:
                assert f'id="{anchor}"' in pages[path].written.html, f"{start} → {target}"


@pytest.mark.parametrize("audience", [Audience.public, Audience.responder])
def test_what_is_withheld_is_on_no_page(audience: Audience) -> None:
    for folder in [SMALL, *([REFERENCE] if REFERENCE.is_dir() else [])]:
        project = Project(folder, TODAY)
        edition = project.edition(audience)
        view = View(edition, project.judgement, TODAY)
        secrets = secrets_of(edition)
        for page in all_pages(view):
            if page.path in ("rules.html", "language.html"):
                continue  # they say nothing of the plan, and their examples are anybody's
            shown = f"{page.written.html}\n{page.description}\n{page.title}\n{page.source}\n{page.search}".casefold()
            found = [secret for secret in secrets if secret.casefold() in shown]
            assert not found, f"{page.path}: {found[:3]}"
            for item in edition.withheld:
                if not item.path:
                    assert f"{item.ref.partition(':')[2]}.html" not in page.written.html or not view.path(item.ref)


def test_the_public_sees_no_person_and_only_published_numbers(small: dict[Audience, dict[str, Page]]) -> None:
    text = "\n".join(page.written.html for page in small[Audience.public].values())
    for secret in ("Secretperson", "612-555-0163", "612-555-0199", "jo@example.org", "ZULU NINE", "distribution.html"):
        assert secret not in text
    assert "Jo's card" in text
    assert "tel:+16125550140" in text


def test_a_channel_keeps_its_letter_when_another_is_withheld(small: dict[Audience, dict[str, Page]]) -> None:
    page = small[Audience.public]["procedures/open-eoc.html"].written.html
    letters = re.findall(r'<abbr title="(\w+)" class="eop-tag eop-pace">\w</abbr> (?:<a [^>]*>)?([\w ]+)', page)
    assert letters == [("Primary", "MAIN"), ("Contingency", "Runner"), ("Emergency", "Police desk")]


def test_every_page_starts_with_a_title_and_has_no_empty_section(small: dict[Audience, dict[str, Page]]) -> None:
    for pages in small.values():
        for page in pages.values():
            levels = [block.level if isinstance(block, Heading) else 0 for block in page.document.blocks]
            assert levels.count(1) == 1, page.path
            assert all(not level or not after or after > level for level, after in pairwise([*levels, 1])), page.path


def test_the_menu_is_made_of_the_sites_parts(small: dict[Audience, dict[str, Page]]) -> None:
    parts = {part: [page.title for page in held] for part, held in menu(list(small[Audience.command].values()))}
    assert list(parts) == ["", "Act now", "Who", "What", "Where", "With what", "The plan", "Upkeep"]
    assert parts["Act now"] == ["The first hour", "Who to call", "Activation levels", "Procedures"]
    assert "Record of distribution" in parts["The plan"]


def test_an_empty_plan_still_has_every_page() -> None:
    pages = by_path(view_of_entities())
    assert "index.html" in pages
    assert "The plan has no roles yet." in pages["roles.html"].written.html
    assert not pages["roles.html"].in_menu


def test_status_tells_the_public_counts_only(tmp_path: Path) -> None:
    for file in SMALL.rglob("*"):
        if file.is_file():
            (tmp_path / file.relative_to(SMALL)).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file.relative_to(SMALL)).write_bytes(file.read_bytes())
    (tmp_path / "roles" / "ghost.yaml").write_text("name: Ghost\nagency: nowhere-land\nsection: Command\n")
    project = Project(tmp_path, TODAY)
    for audience in Audience:
        page = by_path(View(project.edition(audience), project.judgement, TODAY))["status.html"].written.html
        assert "Findings by family" in page
        assert ("ghost.yaml" in page) == (audience is not Audience.public)


def test_layouts_name_fields_that_exist() -> None:
    for layout in LAYOUTS:
        fields = set(KINDS[layout.kind].model.model_fields)
        assert layout.shows <= fields, layout.kind
        assert set(layout.columns) <= fields, layout.kind
        assert not layout.group or layout.group in fields, layout.kind


def test_pages_are_the_same_every_time() -> None:
    assert [page.written.html for page in all_pages(view_of(SMALL))] == [
        page.written.html for page in all_pages(view_of(SMALL))
    ]


def test_two_thousand_entities_take_no_longer_than_they_may() -> None:
    model = KINDS["agency"].model
    roles = KINDS["role"].model
    entities = [model.model_validate({"id": f"a{index}", "name": f"Agency {index}", "type": "department",
                                      "parent": f"a{index - 1}" if index else None, "depends_on": ["agency:a0"]})
                for index in range(1000)]  # fmt: skip
    entities += [roles.model_validate({"id": f"r{index}", "name": f"Role {index}", "agency": f"a{index}",
                                       "section": "S", "reports_to": f"r{index // 5}" if index else None})
                 for index in range(1000)]  # fmt: skip
    view = view_of_entities(*entities)
    start = time.process_time()
    assert len(all_pages(view)) > 2000
    assert time.process_time() - start < 6


def test_days_are_spoken() -> None:
    assert spoken(TODAY) == "23 November 2026"


def contact_of(id: str, type: str, **method: str) -> Contact:
    return Contact.model_validate(
        {"id": id, "name": id.capitalize(), "type": type, "agency": "a", "methods": [{"type": "voice", **method}]}
    )


def test_who_answers_at_any_hour_comes_first() -> None:
    """On the telephone list before everybody, and on the page of its agency; by day only is not at any hour."""
    agency = Agency(id="a", name="Harbor", type="department")
    contacts = [
        contact_of("anna", "person", value="222-555-0101", audience="public", audience_reason="Printed"),
        contact_of("desk", "desk", value="222-555-0102", hours="weekdays 08:00-16:30"),
        contact_of("watch", "desk", value="222-555-0103", hours="24/7"),
    ]
    pages = by_path(view_of_entities(agency, *contacts, audience=Audience.command))
    told = words_of(pages["who-to-call.html"])
    assert told.index("Answered at any hour") < told.index("Watch") < told.rindex("Harbor") < told.index("Desk")
    own = words_of(pages["agencies/a.html"])
    assert own.index("Watch") < own.index("Desk") < own.index("Anna")


def test_a_fax_is_no_telephone_link() -> None:
    agency, desk = Agency(id="a", name="Agency", type="department"), contact_of("desk", "desk", value="222-555-0102")
    fax = desk.model_copy(update={"methods": [desk.methods[0].model_copy(update={"type": "fax"})]})
    for contact, linked in ((desk, True), (fax, False)):
        page = by_path(view_of_entities(agency, contact, audience=Audience.command))["contacts/desk.html"].written.html
        assert "222-555-0102" in page
        assert ("tel:" in page) == linked


def test_the_plan_language_tells_every_part_that_can_be_written(small: dict[Audience, dict[str, Page]]) -> None:
    said = small[Audience.public]["language.html"].written.html
    parts = {part for kind in KINDS for field in fields_of(kind.model) for part in field.parts}
    nouns = {part_noun(part) for part in parts}
    assert {noun for noun in nouns if f"Inside: {noun}" not in said} == set()
    assert "text, or a first action (see below)" in said
