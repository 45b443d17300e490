"""The basic plan as a Word document, for those who read and approve it in Word."""

from __future__ import annotations

from eop_tools.export import export
from eop_tools.kinds.section import Section
from eop_tools.page import View, all_pages


@export("basic-plan", ".docx", is_read=True)
def basic_plan(view: View) -> bytes:
    """The cover and the sections of the plan as one Word document; links to other pages stay words."""
    from eop_tools.document.word import word_file

    cover = view.plan.cover
    paths = ["plan.html", *(view.path(section.ref) for section in view.plan.of(Section))]
    pages = {page.path: page.document for page in all_pages(view) if page.path in paths}
    return word_file(cover.name if cover else "Plan", view.today, [pages[path] for path in paths if path in pages])
