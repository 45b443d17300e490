"""The kit: one file with what responders need when nothing else can be reached, made of the site's own pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from eop_tools.document.html import html_of
from eop_tools.document.markup import Html, joined, tag
from eop_tools.document.one_file import name_of_part, parts_of_one_file
from eop_tools.errors import EopError
from eop_tools.io.resources import site_file
from eop_tools.kit.contents import Carried, KitGroup, KitPart, kit_of_role, role_named, whole_kit
from eop_tools.kit.styles import used
from eop_tools.page import View
from eop_tools.render.frame import EDITIONS, UNNAMED, policy_of_one_file, print_style, short_title
from eop_tools.text.catalog import language, plan_language, say, to_say, told
from eop_tools.text.languages import direction
from eop_tools.text.phrases import spoken
from eop_tools.text.scripts import translated

_STYLES = ("eop.css", "ticking.css", "kit.css")
SCRIPTS = ("say.js", "kit.js", "ticking.js")
"""What helps where a script may run, from `site/assets`; each is put into the file, and everything is read without."""
_START = "kit:start"
_OPEN = 2
"""So many parts, the questions to start from, lie open; the others are behind their titles."""
_PROOF = to_say(
    "This file asks nobody for anything, so it cannot find out whether it is current. Compare its version and its day "
    "with the release that your emergency manager names."
)


def kit(view: View, repository: Path, role: str = "") -> bytes:
    """Return the kit of an edition, or of one role in it, as an HTML page that needs nothing beside it.

    `repository` is the folder with a `site/` of its own, whose style and scripts are taken where it has them. Raises
    EopError where the edition has no such role.
    """
    if not role:
        parts = whole_kit(view)
        return _file(view, repository, "kit--whole", "", _whole(parts))
    named = role_named(view, role)
    sheet, parts = kit_of_role(view, named)
    return _file(view, repository, "kit--role", named.name, _of_role(sheet, parts))


# ---- The pages -------------------------------------------------------------------------------------------------------


def _whole(parts: list[KitPart]) -> Html:
    said = _said(each for part in parts for group in part.groups for each in group.held)
    shown = [tag("section", _heading(part.title), _listed(part, said), class_="kit-part") for part in parts[:_OPEN]]
    more = [
        joined([_fold(say(part.title)), tag("div", _listed(part, said), class_="kit-folded")]) for part in parts[_OPEN:]
    ]
    if more:
        shown.append(tag("section", _heading(to_say("More")), tag("div", more, class_="kit-groups"), class_="kit-part"))
    return joined(shown)


def _of_role(sheet: Carried, parts: list[KitPart]) -> Html:
    held = [sheet, *(each for part in parts for group in part.groups for each in group.held)]
    said = _said(held, open_page=sheet.page.path)
    opened = tag(
        "section",
        tag("h2", html_of(sheet.page.title), lang=sheet.language),
        said[sheet.page.path],
        id=name_of_part(sheet.page.path),
        class_="kit-first md-typeset",
    )
    return joined(
        [opened, *(tag("section", _heading(part.title), _listed(part, said), class_="kit-part") for part in parts)]
    )


def _said(those: Iterable[Carried], open_page: str = "") -> dict[str, Html]:
    return parts_of_one_file({each.page.path: html_of(each.sheet.blocks) for each in those}, open_page)


def _listed(part: KitPart, said: dict[str, Html]) -> Html:
    """Return the pages of a part, each behind its name; in groups where it has several."""
    titled = sum(bool(group.title) for group in part.groups)
    return tag("div", [_group(group, said, is_folded=titled > 1) for group in part.groups], class_="kit-groups")


def _group(group: KitGroup, said: dict[str, Html], *, is_folded: bool) -> Html:
    rows = [_row(each, said[each.page.path]) for each in group.held]
    fold = _fold(group.title) if is_folded and group.title else None
    return joined([fold, tag("div", rows, class_="kit-folded" if fold else "kit-rows")])


def _fold(title: str) -> Html:
    """Return what shows the element behind it when it is opened.

    That stands beside it, not in it: a link into a closed `details` leads nowhere in browsers of before 2025.
    """
    return tag("details", tag("summary", html_of(title)), class_="kit-fold")


def _row(each: Carried, html: Html) -> Html:
    """Return a page's name and, behind it, what it says: shown when the name is opened, or when a link leads there."""
    name = name_of_part(each.page.path)
    title = tag("summary", html_of(each.page.title), lang=each.language)
    also = " ".join((*each.page.search.names, *each.page.search.numbers)) or None
    return joined(
        [
            tag("details", title, class_="kit-row", data_also=also),
            tag(
                "section",
                tag("p", tag("a", html_of(say("Back")), href=f"#{_START}"), class_="kit-back"),
                tag("h2", html_of(each.page.title), lang=each.language),
                html,
                id=name,
                class_="kit-sheet md-typeset",
            ),
        ]
    )


def _heading(title: str) -> Html:
    return tag("h2", html_of(say(title)))


# ---- The frame around them ------------------------------------------------------------------------------------------


def _file(view: View, repository: Path, sort: str, whose: str, content: Html) -> bytes:
    cover = view.plan.cover
    plan = cover.name if cover else say(UNNAMED)
    edge = (whose, plan, _version(view), say("as of {day}", day=spoken(view.today)), _edition(view))
    scripts = [_light(translated(_read(repository, name))) for name in SCRIPTS]
    is_foreign = plan_language() != language()
    body = [
        _banner(view),
        _header(view, short_title(plan, cover.jurisdiction if cover else "")),
        tag(
            "main",
            tag("p", " · ".join(filter(None, edge)), class_="eop-print-head", lang=language() if is_foreign else None),
            content,
            class_="kit-main",
            lang=plan_language() if is_foreign else None,
            dir=direction(plan_language()) if direction(plan_language()) != direction(language()) else None,
        ),
        *(tag("script", Html(script)) for script in scripts),
    ]
    shown = tag("body", body, class_=f"kit {sort}")
    styles = [
        *(used(_light(_read(repository, name)), shown) for name in _STYLES),
        print_style(" · ".join(filter(None, edge))),
    ]
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy_of_one_file(styles, scripts)),
        tag("title", " · ".join(filter(None, (whose, say("Kit"), plan)))),
        *(tag("meta", name_=name, content=content) for name, content in _said_of(view, plan).items()),
        *(tag("style", Html(style)) for style in styles),
    ]
    lines = ["<!doctype html>", _html(), "<head>", *head, "</head>"]
    return "\n".join([*lines, shown, "</html>", ""]).encode()


def _html() -> str:
    """Return the tag that starts the page: what language it is in, and in which direction that is written."""
    turned = ' dir="rtl"' if direction(language()) == "rtl" else ""
    return f'<html lang="{language()}"{turned}>'


def _said_of(view: View, plan: str) -> dict[str, str]:
    """Return what the head of the page says of it, by name."""
    return {
        "viewport": "width=device-width,initial-scale=1",
        "color-scheme": "light dark",
        "robots": "noindex",
        "eop-version": view.version,
        "eop-as-of": view.today.isoformat(),
        "eop-edition": view.edition.audience.value,
        "application-name": plan,
    }


def _version(view: View) -> str:
    return say("version {version}", version=view.version) if view.version else ""


def _edition(view: View) -> str:
    return say(EDITIONS[view.edition.audience.value])


def _as_of(view: View) -> list[Html | str]:
    """Return the day of the copy in words, with the day itself where a machine finds it."""
    before, after = told("as of {day}")[::2]
    return [before, tag("time", spoken(view.today), datetime=view.today.isoformat()), after]


def _banner(view: View) -> Html:
    """Return the line that says what this copy is; opened, it says how to tell whether it is current."""
    cover, edition = view.plan.cover, view.edition.audience.value
    rest = [
        tag("span", id="kit-age"),
        " · ",
        *_as_of(view),
        " · ",
        tag("span", _edition(view), class_="eop-banner__edition"),
        f" · {_version(view)}" if view.version else None,
    ]
    status = tag(
        "span",
        tag("span", say("Unverified copy"), id="eop-proof"),
        tag("span", rest, class_="eop-status__rest"),
        class_="eop-status",
    )
    notice = [" · ", tag("strong", cover.notice)] if cover and cover.notice else None
    return tag(
        "details",
        tag("summary", status, notice),
        tag("p", say(_PROOF)),
        class_="eop-banner" if edition == "public" else "eop-banner eop-banner--closed",
    )


def _header(view: View, title: str) -> Html:
    hint = say("Role, event, place, number")
    search = tag(
        "form",
        tag("label", say("Find in this kit"), class_="eop-hidden", for_="kit-query"),
        tag("input", id="kit-query", type="search", placeholder=hint, autocomplete="off"),
        tag("p", id="kit-found", role="status"),
        tag("ul", id="kit-results"),
        id="kit-search",
        class_="kit-search",
        role="search",
        hidden=True,
    )
    cover = view.plan.cover
    whose = [cover.jurisdiction, " · "] if cover and cover.jurisdiction else None
    edition = tag("strong", _edition(view))
    return tag(
        "header", tag("h1", title), tag("p", whose, edition, class_="kit-edition"), search, id=_START, class_="kit-head"
    )


def _read(repository: Path, name: str) -> str:
    """Return a style or a script for an element of its own. Raises EopError where it would end that element."""
    text = site_file(repository, "assets", name).read_text(encoding="utf-8")
    if "</" in text:
        raise EopError(f"site/assets/{name} cannot stand within a page: it holds “</”", "write “<\\/” in a script")
    return text


_REMARK = re.compile(r"(?ms)^ */\*.*?\*/ *\n")
_MARGIN = re.compile(r"(?m)^ +|\n(?=\n)")


def _light(text: str) -> str:
    """Return a style or a script without remarks and margins: it is read in `site/assets`, and here it is weight."""
    return _MARGIN.sub("", _REMARK.sub("", text))
