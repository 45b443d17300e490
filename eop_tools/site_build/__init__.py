"""Builds the site of a plan folder beside the one that stands, swaps the two, and shows it while files change."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from eop_tools.errors import EopError
from eop_tools.io.atomic import put, room_for, workshop
from eop_tools.io.cache import ANSWERS, name_of
from eop_tools.io.gc_pause import no_garbage_collection
from eop_tools.io.resources import own_site
from eop_tools.io.site_engine import Abort, MkDocsConfig, MkDocsException, build_site, live_reload_server, load_config
from eop_tools.mkdocs_plugin import SEARCH_INDEX, EopPlugin
from eop_tools.releases.release import manifest_of
from eop_tools.render.speech import asked_for
from eop_tools.site_build.byte_search import refuse_leaks
from eop_tools.text.catalog import ENGLISH, Catalog, speaking


class PlanIsWrong(EopError):
    """A strict build met an error of the plan."""


class Built(NamedTuple):
    """What a build made: how many pages, for whom, whether anything in it is new, and where it lies."""

    pages: int
    edition: str
    changed: bool
    where: Path


def build(plan: Path, to: Path | None, asked: dict[str, str], *, strict: bool = False) -> Built:
    """Build the site of a plan folder. A build that fails leaves what was there before.

    `asked` holds options of the plugin (edition, version, as_of …) that win over mkdocs.yml. Raises EopError.
    """
    config = _config(plan, asked, strict=strict)
    plugin = config.plugins["eop"]
    assert isinstance(plugin, EopPlugin)  # noqa: S101 - for the type checker: _config has looked
    target = (to or Path(config.site_dir)).absolute()
    _refuse_foreign(target)
    try:
        with room_for(target.parent):
            changed = _replaced(target, config)
    except MkDocsException as error:
        wrong = PlanIsWrong if strict and isinstance(error, Abort) else EopError
        raise wrong(f"the site was not built: {error}", f"“{_near(target)}” is as it was before") from None
    return Built(len(plugin.index), plugin.config["edition"], changed, _near(target))


def _replaced(target: Path, config: MkDocsConfig, url: str | None = None) -> bool:
    """Build a site beside the one in a folder, put it in its place, and return whether anything in it is new."""
    plugin: Any = config.plugins["eop"]
    plan = Path(config.config_file_path or "").parent / plugin.config["plan"]
    kept = name_of("answers", plan, plugin.config["edition"] + plugin.config["language"])
    with workshop(target.with_name(f".{target.name}.eop"), f"somebody else is building “{target}” right now") as shop:
        beside = shop / "site"
        beside.mkdir()
        config.site_dir, plugin.former = str(beside), target
        with no_garbage_collection(), ANSWERS.kept(kept), speaking(Catalog(), ENGLISH):
            build_site(config, serve_url=url)
        refuse_leaks(beside, plugin.view.edition)
        changed = not _same(beside, target)
        if changed:
            put(beside, target, shop)
    return changed


def _near(path: Path) -> Path:
    """Return a path as a reader would type it from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def serve(plan: Path, asked: dict[str, str], *, host: str, port: int, open_browser: bool = False) -> None:
    """Show the site of a plan folder and show it anew whenever a file is saved. Raises EopError."""
    hidden = tempfile.mkdtemp(prefix="eop_")  # for nobody else on this computer to read
    folder = os.path.join(hidden, "site")
    url = f"http://{host}:{port}/"

    def made() -> MkDocsConfig:
        config = _config(plan, asked, strict=False)
        config.site_url = url
        plugin: Any = config.plugins["eop"]
        plugin.is_preview = True
        return config

    def builder(config: MkDocsConfig | None = None) -> None:
        try:
            _replaced(Path(folder), config or made(), url)
        except EopError as error:
            if config:
                raise
            raise Abort(f"{error.message}\n{error.hint}".strip()) from None  # it is shown, and the next change awaited

    try:
        config = made()
        server = live_reload_server()(builder, host, port, folder, polling_interval=0.25)
        server.error_handler = lambda code: _error_page(Path(folder), code)
        builder(config)
        config.plugins.on_serve(server, config=config, builder=builder)
        try:
            server.serve(open_in_browser=open_browser)
        except KeyboardInterrupt:
            pass  # the way to end it
        finally:
            server.shutdown()
    except MkDocsException as error:
        raise EopError(f"the site cannot be shown: {error}", "`eop check` says what is wrong with the plan") from None
    except OSError as error:
        raise EopError(f"{url} cannot be served: {error.strerror}", "choose another one with --port") from None
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _error_page(folder: Path, code: int) -> bytes | None:
    page = folder / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


def _config(plan: Path, asked: dict[str, str], *, strict: bool) -> MkDocsConfig:
    """Return the configuration of the plan's repository, or the one that comes with the tool."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    repository = plan.resolve().parent
    own = repository / "mkdocs.yml"
    source = own if own.is_file() else own_site() / "mkdocs.yml"
    try:
        with source.open("rb") as text:
            config = load_config(
                text,
                config_file_path=str(own),
                strict=strict or None,
                docs_dir=None if own.is_file() else str(own_site() / "pages"),
            )
    except MkDocsException as error:
        raise EopError(f"mkdocs.yml cannot be used: {error}", "what MkDocs says above names the setting") from None
    if language := asked.get("language"):
        asked_for(repository, language)  # told here, before anything is worked out
    plugin = config.plugins.get("eop")
    if plugin is None:
        raise EopError("mkdocs.yml does not use the plugin “eop”", "add “- eop” below “plugins:”")
    plugin.config["plan"] = plan.resolve().name
    plugin.config.update({name: value for name, value in asked.items() if value})
    return config


def _refuse_foreign(target: Path) -> None:
    """Never replace a folder that something else was kept in."""
    if target.exists() and not target.is_dir():
        raise EopError(f"“{target}” is a file", "name a folder for the site with --to")
    if manifest_of(target):
        raise EopError(f"“{target}” is a release, which is never changed", "name another folder with --to")
    if target.is_dir() and any(target.iterdir()) and not (target / SEARCH_INDEX).is_file():
        raise EopError(f"“{target}” holds something that is not a site", "name a new or an empty folder with --to")


def _same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes; looked at only until they differ."""
    files = _sizes(one)
    return files == _sizes(other) and all((one / name).read_bytes() == (other / name).read_bytes() for name in files)


def _sizes(folder: Path) -> dict[str, int]:
    """Return the size of every file below a folder."""
    paths = (os.path.join(above, name) for above, _, names in os.walk(folder) for name in names)
    return {os.path.relpath(path, folder): os.stat(path).st_size for path in paths}
