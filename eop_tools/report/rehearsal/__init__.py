"""A rehearsal on paper as text for a terminal and as JSON; the sentences in it serve the site's page, too."""

from __future__ import annotations

from eop_tools.report.rehearsal.json import as_json
from eop_tools.report.rehearsal.text import as_text

__all__ = ["as_json", "as_text"]
