"""What lets a device hold a copy: the list of its files, the worker beside it, the app; of a site and of releases."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eop_tools.cli import main
from eop_tools.errors import EopError
from eop_tools.project import Project
from eop_tools.publish import promote, publish, verify
from eop_tools.releases.folder import STATUS
from eop_tools.releases.offline import LIST, WORKER
from eop_tools.releases.release import MANIFEST, SUMS
from eop_tools.render.currency import trusted_until
from eop_tools.render.frame import reloading
from eop_tools.values import Audience

DAY = date(2026, 11, 23)
COVER = """\
name: Emergency Operations Plan of Example City
jurisdiction: Example City
version: "7"
promulgation: {text: This plan governs the response., effective: 2026-01-15}
"""
REVIEW = "review: {reviewed: 2026-01-15, rewritten: 2026-01-15}\n"
AGENCY = "name: Office of Emergency Management\ntype: department\n"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "plan"
    (folder / "agencies").mkdir(parents=True)
    (folder / "plan.yaml").write_text(COVER + REVIEW, encoding="utf-8")
    (folder / "agencies" / "oem.yaml").write_text(AGENCY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def build(*arguments: str) -> Path:
    assert main(["build", *arguments, "--to", "site", "--as-of", DAY.isoformat()]) == 0
    return Path("site")


def release(version: str, *arguments: str, day: date = DAY) -> Path:
    assert main(["publish", version, "--to", "releases", "--as-of", day.isoformat(), *arguments]) == 0
    return Path("releases")


def listed(folder: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((folder / LIST).read_text(encoding="utf-8"))
    return said


def sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


# ---- A site ----


def test_every_file_of_a_site_is_listed_once_with_its_digest(plan: Path) -> None:
    site = build()
    files = sums(site)
    del files[LIST]
    said = (site / LIST).read_text(encoding="utf-8")
    assert listed(site)["files"] == files
    assert all(said.count(f'"{name}": ') == 1 for name in files)
    assert {"index.html", "404.html", "search/index.js", "withheld.csv", WORKER} <= set(files)


def test_what_some_servers_unpack_on_the_way_is_not_listed(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/eop/")
    shutil.copy(Path(__file__).parent.parent / "mkdocs.yml", plan.parent)
    (plan.parent / "site" / "pages").mkdir(parents=True)
    assert main(["build", "--to", "built", "--as-of", DAY.isoformat()]) == 0
    left_out = set(sums(Path("built"))) - set(listed(Path("built"))["files"])
    assert left_out == {LIST, "sitemap.xml.gz"}


@pytest.mark.parametrize(
    ("edition", "minutes", "asks"), [("public", 0, False), ("responder", 43_200, True), ("command", 43_200, True)]
)
def test_only_what_is_not_public_is_fetched_unasked_and_cleared(
    plan: Path, edition: str, minutes: int, asks: bool
) -> None:
    site = build("--edition", edition)
    said = listed(site)
    assert (said["edition"], said["version"], said["as_of"], said["at"]) == (edition, "7", "2026-11-23", "")
    assert said["cleared_after"] == minutes
    for page in site.rglob("*.html"):
        assert (" data-keep" in page.read_text(encoding="utf-8")) is asks, page


def test_the_plan_says_after_how_long_a_copy_is_cleared(plan: Path) -> None:
    (plan / "plan.yaml").write_text(COVER + "review: {clear_copies_after: 36 h}\n", encoding="utf-8")
    assert listed(build("--edition", "command"))["cleared_after"] == 36 * 60
    (plan / "plan.yaml").unlink()
    assert listed(build("--edition", "command"))["cleared_after"] == 30 * 24 * 60


@pytest.mark.parametrize(
    ("review", "until"),
    [
        ("{reviewed: 2026-10-01, rewritten: 2026-10-01}", "2027-05-22"),  # 180 days after the copy's own day
        ("{reviewed: 2026-10-01, rewritten: 2026-10-01, verify_contacts_every: 30 days}", "2026-12-23"),
        ("{reviewed: 2026-01-15}", "2027-01-15"),
        ("{reviewed: 2025-10-01, rewritten: 2025-10-01, review_every: 12 months}", "2027-01-15"),  # in force since then
        ("{reviewed: 2026-10-01, rewritten: 2022-12-01}", "2026-12-01"),
    ],
)
def test_until_when_a_copy_can_be_trusted(plan: Path, review: str, until: str) -> None:
    (plan / "plan.yaml").write_text(f"{COVER}review: {review}\n", encoding="utf-8")
    site = build()
    assert listed(site)["trusted_until"] == until
    for page in site.rglob("*.html"):
        assert f'<time id="eop-until" datetime="{until}">' in page.read_text(encoding="utf-8"), page


def test_a_plan_that_was_never_reviewed_is_trusted_on_its_own_day_only_and_without_a_cover_nothing_is_said(
    plan: Path,
) -> None:
    text = COVER.replace(", effective: 2026-01-15", "")
    (plan / "plan.yaml").write_text(text + "review: {}\n", encoding="utf-8")
    assert listed(build())["trusted_until"] == "2026-11-23"
    (plan / "plan.yaml").unlink()
    site = build()
    assert listed(site)["trusted_until"] == ""
    assert "eop-until" not in (site / "index.html").read_text(encoding="utf-8")


def test_an_edition_that_withholds_records_does_not_show_by_its_date_when_a_review_was(plan: Path) -> None:
    record = "name: Reading\naudience: command\ndate: {}\nby: clerk\naction: reviewed\nof: [plan:plan]\n"
    (plan / "records").mkdir()

    def told(day: str) -> date | None:
        (plan / "records" / "reading.yaml").write_text(record.format(day), encoding="utf-8")
        return trusted_until(Project(plan, DAY).view(Audience.public))

    (plan / "plan.yaml").write_text(COVER + "review: {review_every: 2 months}\n", encoding="utf-8")
    assert told("2026-10-01") == told("2026-11-20") == date(2027, 5, 22)


def test_the_app_begins_where_the_worker_stands(plan: Path) -> None:
    def app(site: Path) -> dict[str, Any]:
        said: dict[str, Any] = json.loads((site / "app.webmanifest").read_text(encoding="utf-8"))
        assert all((site / icon["src"]).is_file() for icon in said["icons"])
        return said

    site = build("--edition", "responder")
    assert "Responder edition: not for the public" in app(site)["name"]
    assert (app(site)["start_url"], app(site)["scope"]) == ("./index.html", "./")
    page = (site / "agencies" / "oem.html").read_text(encoding="utf-8")
    assert '<script src="../assets/offline.js" data-home="." data-keep defer></script>' in page
    assert app(release("1") / "1")["scope"] == "../"
    page = Path("releases/1/agencies/oem.html").read_text(encoding="utf-8")
    assert '<script src="../assets/offline.js" data-home=".." defer></script>' in page


def test_a_preview_is_kept_by_no_device_and_calls_back_what_one_holds(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eop_tools import site_build

    page = (build() / "index.html").read_bytes()
    assert b"data-home" in page
    assert b"data-home" not in reloading(page)
    seen: list[dict[str, Any]] = []

    class Server:
        def __init__(self, builder: object, host: str, port: int, root: str, **_: object) -> None:
            self.root = Path(root)

        def watch(self, path: str) -> None:
            """Nothing changes."""

        def serve(self, **_: object) -> None:
            seen.append(listed(self.root))

        def shutdown(self) -> None:
            """It never ran."""

        def _inject_js_into_html(self, content: bytes, epoch: float) -> bytes:
            return content

    monkeypatch.setattr(site_build, "live_reload_server", lambda: Server)
    site_build.serve(plan, {}, host="127.0.0.1", port=1)
    assert seen[0]["files"] == {}


# ---- Releases ----


def test_the_worker_and_its_list_stand_beside_the_releases_and_follow_what_is_current(plan: Path) -> None:
    to = release("1")
    first = sums(to / "1")
    release("2", day=date(2026, 11, 24))
    assert sums(to / "1") == first, "a release is never touched"
    assert (to / WORKER).read_bytes().endswith((to / "2" / WORKER).read_bytes())
    said = listed(to)
    assert (said["at"], said["version"], said["as_of"]) == ("2/", "2", "2026-11-24")
    manifest = json.loads((to / "2" / MANIFEST).read_text(encoding="utf-8"))
    assert said["files"] == manifest["files"], "one list of digests"
    assert manifest["trusted_until"] == said["trusted_until"] == "2027-01-15"
    assert set(sums(to / "2")) - set(said["files"]) == {MANIFEST, SUMS}
    release("2", day=date(2026, 11, 24))
    assert listed(to) == said
    promote("1", to, alias="latest")
    assert (listed(to)["at"], listed(to)["version"]) == ("1/", "1")
    assert all(each.is_right for each in verify(to))


def test_who_changes_the_worker_or_its_list_is_found_and_publishing_mends_it(plan: Path) -> None:
    to = release("1")
    before = sums(to)
    with (to / WORKER).open("a", encoding="utf-8") as worker:
        worker.write("// more\n")
    (to / LIST).unlink()
    beside = verify(to)[-1]
    assert [(damage.what, damage.file) for damage in beside.damage] == [("changed", WORKER), ("missing", LIST)]
    release("1")
    assert sums(to) == before


def test_a_release_from_before_there_were_workers_takes_them_away(plan: Path, tmp_path: Path) -> None:
    def old(folder: Path) -> None:
        (folder / "index.html").write_text("old", encoding="utf-8")

    to = tmp_path / "releases"
    publish("0", to, alias="latest", edition="public", today=DAY, build=old)
    assert "trusted_until" not in (to / "0" / MANIFEST).read_text(encoding="utf-8")
    assert not (to / WORKER).exists()
    release("1")
    assert (to / WORKER).exists()
    promote("0", to, alias="latest")
    assert not (to / WORKER).exists()
    assert not (to / LIST).exists(), "a device would take for current what is not"
    assert all(each.is_right for each in verify(to))


@pytest.mark.parametrize("name", [WORKER, LIST])
def test_a_worker_of_somebody_else_stays(plan: Path, name: str) -> None:
    to = release("1")
    before = sums(to)
    (to / name).write_text("mine", encoding="utf-8")
    with pytest.raises(EopError, match=f"{name}” is not ours"):
        promote("1", to, alias="latest")
    assert (to / name).read_text(encoding="utf-8") == "mine"
    assert {key: value for key, value in sums(to).items() if key != name}.items() <= before.items()
    assert (to / STATUS).exists()
