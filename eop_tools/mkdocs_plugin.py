"""Hands the pages of a plan to MkDocs: menu, look, search, edit links. What MkDocs calls."""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from eop_tools.errors import EopError
from eop_tools.export import EXPORTS
from eop_tools.finding import Severity
from eop_tools.io.catalogs import PART as WORDS
from eop_tools.io.resources import own_site, site_folders
from eop_tools.io.site_engine import (
    ENGINE,
    Abort,
    BasePlugin,
    Config,
    File,
    Files,
    InclusionLevel,
    MkDocsConfig,
    PluginError,
    config_options,
    event_priority,
    get_toc,
)
from eop_tools.io.site_engine import Page as MkDocsPage
from eop_tools.kinds.cover import Review
from eop_tools.page import Page, SearchTerms, all_pages, menu
from eop_tools.project import Project, project_of
from eop_tools.releases.offline import list_site, offer_nothing
from eop_tools.releases.release import Terms
from eop_tools.render.currency import trusted_until
from eop_tools.render.fragment_cache import Once
from eop_tools.render.frame import EDITIONS, POLICY, UNNAMED, app, print_style, reloading, short_title
from eop_tools.render.search import SearchEntry, entry, script, seen, terms_of
from eop_tools.render.search_language import PART, language_in
from eop_tools.render.speech import speech_of
from eop_tools.text.catalog import ENGLISH, Catalog, language, plan_language, say, speak
from eop_tools.text.languages import direction
from eop_tools.text.phrases import counted, spoken
from eop_tools.text.scripts import translated
from eop_tools.values import Audience, minutes

log = logging.getLogger(f"{ENGINE}.plugins.eop")
NOT_NEEDED = ("assets/javascripts/", "assets/images/", "assets/stylesheets/palette.", "sitemap.xml")
SEARCH_INDEX = "search/index.js"
COPY_STYLE = "assets/copy.css"
APP = "app.webmanifest"


class EopConfig(Config):
    """What mkdocs.yml may say below `eop:`."""

    plan = config_options.Type(str, default="plan")
    edition = config_options.Choice([audience.value for audience in Audience], default=Audience.public.value)
    language = config_options.Type(str, default="")  # of the interface; otherwise the plan's own
    version = config_options.Type(str, default="")
    as_of = config_options.Optional(config_options.Type((str, date)))
    status_url = config_options.Type(str, default="")
    source_url = config_options.Type(str, default="")  # for a fork; otherwise the cover says it


class EopPlugin(BasePlugin[EopConfig]):
    """The pages of a plan, in one edition, as pages of a MkDocs site."""

    former: Path | None = None
    """The folder with the site that this one will replace."""
    is_preview = False
    """Whether the site is shown while it changes, and so is offered to no device to keep."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the plan, make its pages, and lay out menu and theme."""
        repository = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.folder = repository / self.config.plan
        try:
            speak(Catalog(), ENGLISH)  # what is found is told to planners, in the words of the rules
            project = project_of(self.folder, self._today())
            self.view = project.view(Audience(self.config.edition), self.config.version)
            speak(*speech_of(self.view, repository, self.config.language))
            self.pages = {page.path: page for page in all_pages(self.view)}
        except EopError as error:
            raise PluginError(f"{error.message}\n{error.hint}".strip()) from None
        errors = _report(project, self.config.plan)
        if config.strict and errors:  # said here, and not only by MkDocs' count of warnings: --quiet counts none
            raise Abort(f"the plan has {counted(errors, 'error')}")
        cover = self.view.plan.cover
        if cover and config.site_name == UNNAMED:
            config.site_name = cover.name
        config.use_directory_urls = False
        config.nav = _nav(menu(list(self.pages.values()))) + list(config.nav or [])
        config.theme.dirs[1 if config.theme.custom_dir else 0 : 0] = map(str, site_folders(repository, "overrides"))
        if not config.site_url:  # a sitemap names addresses, and there are none yet
            config.theme.static_templates.discard("sitemap.xml")
        config.extra_css.insert(0, "assets/eop.css")
        self.translated = site_folders(repository, f"{WORDS}/{language()}")
        self.parts = {part: site_folders(repository, part) for part in ("assets", "pages")}
        self.watched = [self.folder, *(repository / "site").glob("*")]
        self.index: list[SearchEntry] = []
        try:
            self.language = language_in(site_folders(repository, PART), language())
        except EopError as error:
            raise PluginError(f"{error.message}\n{error.hint}".strip()) from None
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add every page and asset, and drop what the theme brings and this site does not use."""
        for file in list(files):
            if file.src_uri.startswith(NOT_NEEDED) or file.src_uri.endswith(".map"):
                files.remove(file)
        self.stylesheet = next(file.src_uri for file in files if file.src_uri.startswith("assets/stylesheets/main."))
        for uri, path in self._own_files():
            known = files.get_file_from_path(uri)
            if known is None or _place(known) == path:  # a script that MkDocs found has to be translated, too
                _put(files, _asset(config, uri, path))
        for path in self._translated_pages():
            known = files.get_file_from_path(path.name)
            if known is None or not _is_ours(path) or _is_ours(_place(known)):
                _put(files, File.generated(config, path.name, abs_src_path=str(path)))
        if about := files.get_file_from_path("about.md"):  # the foot of every page leads there
            about.inclusion = InclusionLevel.NOT_IN_NAV
        cover = self.view.plan.cover
        source_url = self.config.source_url or (cover.source_url if cover else "")
        plan = self.view.plan
        languages = {self.view.path(entity.ref): entity.language for entity in plan if entity.language}
        for page in self.pages.values():
            uri = _markdown_name(page)
            inclusion = InclusionLevel.INCLUDED if page.in_menu else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, uri, content="", inclusion=inclusion)
            _put(files, file)
            _PlanPage(page, file, config, source_url, languages.get(page.path))
        return files

    def _own_files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files of the site that stand beside the pages of the plan, the repository's own first."""
        for part, folders in self.parts.items():
            for folder in folders:
                for path in (path for path in sorted(folder.rglob("*")) if path.is_file()):
                    yield f"{'assets/' if part == 'assets' else ''}{path.relative_to(folder).as_posix()}", path

    def _translated_pages(self) -> Iterator[Path]:
        """Yield the pages that stand in the reader's language beside its catalog, the repository's own last."""
        for folder in reversed(self.translated):
            yield from (path for path in sorted(folder.glob("*.md")) if path.is_file())

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        """Tell the templates whose plan this is, and what can honestly be said about this copy.

        Whatever a template writes is escaped, titles of pages and menus too: all of it comes from a plan.
        """
        env.autoescape = True
        cover = self.view.plan.cover
        env.globals["eop"] = {
            "short": short_title(config.site_name, cover.jurisdiction if cover else ""),
            "jurisdiction": cover.jurisdiction if cover else "",
            "notice": cover.notice if cover else "",
            "edition": self.view.edition.audience.value,
            "version": self.view.version,
            "as_of": self.view.today.isoformat(),
            "day": spoken(self.view.today),
            "until": trusted_until(self.view),
            "told": spoken,
            "words": say(EDITIONS[self.view.edition.audience.value]),
            "say": say,
            "language": language(),
            "plan_language": plan_language(),
            "direction": direction,
            "policy": POLICY,
            "status_url": self.config.status_url,
            "home": self._home,
            "stylesheet": self.stylesheet,
            "once": Once(),
        }
        return env

    def on_page_content(self, content: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Note what the search has to know of a page."""
        if not isinstance(page, _PlanPage):  # a title that MkDocs read from Markdown is HTML, ours is text
            page.title = Markup(page.title or "").striptags()  # noqa: S704 - to be taken apart, not shown
        if not (page.meta.get("search") or {}).get("exclude"):
            part, about = (str(page.meta.get(name) or "") for name in ("section", "description"))
            terms = terms_of(page.made) if isinstance(page, _PlanPage) else SearchTerms(text=seen(content))
            self.index.append(entry(page.url, str(page.title), part, about, terms, self.language))
        page.update_date = self.view.today.isoformat()
        return content

    @event_priority(-100)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Take a page over from the former site where it is the same: that is far quicker than a new file."""
        if self.former is None:
            return output
        known, place = os.path.join(self.former, page.file.dest_uri), page.file.abs_dest_path
        try:
            with open(known, "rb", buffering=0) as stream:
                if stream.read() != output.encode(errors="xmlcharrefreplace"):
                    return output
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.link(known, place)
        except OSError:  # there was no such page, or the disk knows no links
            return output
        return ""  # so that MkDocs writes nothing

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what is a file of its own: the search index as a script, the style of paper, the withholding log.

        And last, when all else is there, the list by which a device takes the site whole.
        """
        edition, today = self.view.edition.audience.value, self.view.today
        version = say("version {version}", version=self.view.version) if self.view.version else ""
        edge = (config.site_name, version, say("as of {day}", day=spoken(today)), say(EDITIONS[edition]))
        public = edition == Audience.public
        log = EXPORTS.must("withheld")
        files = {
            SEARCH_INDEX: script(self.index, self.language).encode(),
            COPY_STYLE: print_style(" · ".join(filter(None, edge))).encode(),
            APP: app(
                config.site_name if public else f"{config.site_name} · {say(EDITIONS[edition])}",
                "EOP" if public else f"EOP {edition}",
                self._home,
            ),
            f"{log.name}{log.suffix}": log.make(self.view),
        }
        for name, content in files.items():
            path = Path(config.site_dir) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        copy = (Path(config.site_dir), self.view.version, edition, today.isoformat())
        if self.is_preview:
            offer_nothing(*copy)
        else:
            list_site(*copy, self._terms())

    def _terms(self) -> Terms:
        """Return how long a copy of this edition is good on a device without a network."""
        until, cover = trusted_until(self.view), self.view.plan.cover
        terms = Terms(until.isoformat() if until else "")
        if self.view.edition.audience is Audience.public:
            return terms
        kept = (cover.review if cover else Review()).every("clear_copies_after")
        return terms._replace(cleared_after=max(round(minutes(kept)), 1))

    @property
    def _home(self) -> str:
        """The folder of the worker, from the top of the site: beside the status of the releases, where there is one."""
        return posixpath.dirname(self.config.status_url) or "."

    def on_serve(self, server: Any, config: MkDocsConfig, builder: Any) -> Any:
        """Watch the plan and the site's own parts."""
        for path in self.watched:
            server.watch(str(path))
        inject: Callable[[bytes, float], bytes] = server._inject_js_into_html
        server._inject_js_into_html = lambda content, epoch: inject(reloading(content), epoch)
        return server

    def _today(self) -> date:
        said = self.config.as_of
        if isinstance(said, date):
            return said
        if said:
            try:
                return date.fromisoformat(str(said))
            except ValueError:
                raise EopError(f"“{said}” is no day", "write for example 2026-11-23") from None
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            return datetime.fromtimestamp(int(epoch), UTC).date()
        return date.today()  # noqa: DTZ011 - the wall calendar of whoever builds is meant


class _PlanPage(MkDocsPage):
    """A page of the plan: its HTML is in memory, its edit link leads to the YAML it came from."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, source_url: str, language: str | None) -> None:
        super().__init__(page.title, file, config)
        self.made, self.language = page, language
        self.edit_url = f"{source_url.rstrip('/')}/{page.source}" if source_url and page.source else None

    def read_source(self, config: MkDocsConfig) -> None:
        """Say what the page is called, and leave its Markdown empty: it is written in HTML already."""
        made = self.made
        self.markdown = ""
        self.meta = {
            "title": made.title,
            "description": made.description,
            "section": say(made.section),
            "source": made.source,
            "path": made.path,
            "render_macros": False,  # to mkdocs-macros, which else works out what looks like Jinja in a name
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the HTML, with its table of contents."""
        self.content, contents = self.made.written
        self.toc = get_toc(contents)
        if self.language:  # the title is a name
            self.content = self.content.replace("<h1 ", f'<h1 lang="{self.language}" ', 1)


def _put(files: Files, file: File) -> None:
    """Add a file in place of one that stands there."""
    if known := files.get_file_from_path(file.src_uri):
        files.remove(known)
    files.append(file)


def _place(file: File) -> Path | None:
    """Return where a file lies, whatever links lead there; nothing is said of one that was made."""
    return Path(file.abs_src_path).resolve() if file.abs_src_path else None


def _is_ours(path: Path | None) -> bool:
    """Whether a page comes with the tool: any that a repository has of the same name is read in its place."""
    return path is not None and path.is_relative_to(own_site().resolve())


def _asset(config: MkDocsConfig, uri: str, path: Path) -> File:
    """Return a file of the site as it stands; a script says its words in the reader's language."""
    if path.suffix == ".js" and language() != ENGLISH:
        script = path.read_bytes().decode("utf-8", "surrogateescape")
        return File.generated(config, uri, content=translated(script).encode("utf-8", "surrogateescape"))
    return File.generated(config, uri, abs_src_path=str(path))


def _markdown_name(page: Page) -> str:
    return page.path.removesuffix(".html") + ".md"


def _nav(parts: list[tuple[str, list[Page]]]) -> list[Any]:
    nav: list[Any] = []
    for part, pages in parts:
        items = [{page.title: _markdown_name(page)} for page in pages]
        nav += [{say(part): items}] if part else items
    return nav


def _report(project: Project, folder: str) -> int:
    """Say each error as a warning of MkDocs, and return how many there are."""
    errors = [finding for finding in project.judgement.standing if finding.severity is Severity.error]
    for finding in errors:
        place = f"{folder}/{finding.file}:{finding.span.line}:{finding.span.column}"
        log.warning("%s: %s %s", place, finding.code, finding.message)
    return len(errors)
