"""Check a plan and say what is wrong, where, and what to do."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eop_tools.cli.command_line import (
    day_argument,
    fail_on_argument,
    form_argument,
    plan_argument,
    several_argument,
    today,
)
from eop_tools.cli.progress import working
from eop_tools.errors import EopError

if TYPE_CHECKING:
    from eop_tools.finding import Judgement
    from eop_tools.lint.result_cache import Chosen
    from eop_tools.report.findings import ReportContext

EXAMPLES = """\
  eop check                          the plan in ./plan
  eop check --select EOP2,EOP301     only what concerns references, and one rule more
  eop check --format json > out.json for a program; sarif, junit and others for its servers
  eop check --as-of 2027-06-01       what will be overdue next June
  eop check --online                 ask every server on the web, too, whether its page is still there
  eop check --fix --diff             what the tool would mend, without mending it
  eop check --fix                    mend what is sure; --unsafe also what is a good guess
  eop check --changed origin/main    only what a change touches or breaks
  eop check --write-baseline old.json   take in an old plan as it is; from then on
  eop check --baseline old.json         only what is new fails
  eop check --stdin-filename plan/contacts/desk.yaml < unsaved.yaml   for an editor
"""
_NOT_TOGETHER = (
    ("write-baseline", "baseline"),
    ("write-baseline", "changed"),
    ("write-baseline", "stdin-filename"),
    ("write-baseline", "diff"),
    ("fix", "changed"),
    ("fix", "stdin-filename"),
    ("changed", "stdin-filename"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    from eop_tools.report.findings import forms

    plan_argument(parser)
    day_argument(parser)
    several_argument(parser, "--select", "CODE", "only these rules: code, prefix or name")
    several_argument(parser, "--ignore", "CODE", "not these rules: code, prefix or name")
    parser.add_argument("--online", action="store_true", help="also look whether the links to the web still lead there")
    fail_on_argument(parser, "warning")
    form_argument(parser, forms())
    parser.add_argument("--fix", action="store_true", help="mend what is sure to mean the same afterwards")
    parser.add_argument("--unsafe", action="store_true", help="with --fix: also what is a good guess")
    parser.add_argument("--diff", action="store_true", help="with --fix: show the changes and write nothing")
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help="findings that this file holds neither fail nor are listed"
    )
    parser.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="write the standing findings into this file"
    )
    parser.add_argument(
        "--changed", metavar="BASE", help="only findings in files that differ from this git revision, and new ones"
    )
    parser.add_argument(
        "--stdin-filename",
        type=Path,
        metavar="FILE",
        help="take this file of the plan from standard input, and report only what is wrong in it",
    )
    parser.add_argument("--no-cache", action="store_true", help="read everything anew")


def run(parsed: argparse.Namespace) -> int:
    """Check, report, and exit 1 where something stands at or above the threshold."""
    from eop_tools.finding import Severity
    from eop_tools.report.findings import report

    if (parsed.unsafe or parsed.diff) and not parsed.fix:
        raise EopError("--unsafe and --diff go with --fix", "for example: eop check --fix --diff")
    for one, other in _NOT_TOGETHER:
        if all(getattr(parsed, name.replace("-", "_")) not in (None, False) for name in (one, other)):
            raise EopError(f"--{one} does not go with --{other}", "ask for one after the other")
    from eop_tools.lint.result_cache import Chosen

    with working("checking"):
        judgement, telling = _judged(parsed, Chosen(tuple(parsed.select), tuple(parsed.ignore), parsed.online))
    if parsed.write_baseline is not None:
        return _write_baseline(parsed.write_baseline, judgement)
    if not parsed.diff:
        sys.stdout.write(report(judgement, parsed.format, telling))
        if parsed.format == "github":
            _write_step_summary(judgement, telling)
    return 1 if judgement.fails(Severity(parsed.fail_on)) else 0


def _judged(parsed: argparse.Namespace, chosen: Chosen) -> tuple[Judgement, ReportContext]:
    """Return what is to be told, after mending where that was asked for."""
    from eop_tools.finding import refuse_newer
    from eop_tools.lint import baseline
    from eop_tools.lint.result_cache import checked, judged
    from eop_tools.report.findings import ReportContext

    held = None if parsed.baseline is None else baseline.read(parsed.baseline)
    typed: dict[str, bytes] = {}
    if parsed.stdin_filename is not None:
        from eop_tools.lint.unsaved import checked_in_editor, place_in

        file = place_in(parsed.folder, parsed.stdin_filename)
        if sys.stdin is None:
            raise EopError("standard input is closed, so there is no file to read", "give the file's text to it")
        typed[file] = sys.stdin.buffer.read()
        judgement = checked_in_editor(parsed.folder, file, typed[file], today(parsed), chosen)
    elif parsed.fix:
        judgement = _mend(parsed, chosen)
    else:
        judgement = checked(parsed.folder, today(parsed), chosen, fresh=parsed.no_cache)
    if held is not None or parsed.changed is not None or parsed.write_baseline is not None:
        refuse_newer(judgement.findings)  # it would be put aside as what stood before
    apart = baseline.Apart()
    if held is not None:
        judgement, apart = baseline.beyond(judgement, held)
        if typed or chosen.select or chosen.ignore:  # what was not looked for is not mended
            apart = replace(apart, mended=0)
    if parsed.changed is not None:
        from eop_tools.io.git import Repository
        from eop_tools.plan.location import InGit

        repository = Repository(parsed.folder)
        before = judged(InGit(repository.tree(parsed.changed)), today(parsed), chosen, None)
        judgement, apart = baseline.of_change(judgement, before, repository.files_changed(parsed.changed), apart)
    return judgement, ReportContext(parsed.folder, apart, typed)


def _write_baseline(path: Path, judgement: Judgement) -> int:
    from eop_tools.lint.baseline import write
    from eop_tools.text.phrases import counted

    print(f"{counted(write(path, judgement), 'finding')} written to {path}; now: eop check --baseline {path}")
    return 0


def _write_step_summary(judgement: Judgement, telling: ReportContext) -> None:
    """Append every finding to the summary of the step, where GitHub runs us."""
    from eop_tools.report.findings import github

    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(github.summary(judgement, telling))


def _mend(parsed: argparse.Namespace, chosen: Chosen) -> Judgement:
    """Mend, or show what would be mended, and return what is left."""
    from eop_tools.lint.fix import mended, write
    from eop_tools.text.phrases import counted

    change = mended(parsed.folder, today(parsed), chosen, unsafe=parsed.unsafe)
    if parsed.diff:
        sys.stdout.writelines(change.diff(parsed.folder))
    else:
        write(parsed.folder, change)
        done = f"{counted(len(change.answered), 'finding')} mended in {counted(len(change.after), 'file')}"
        sys.stderr.write(f"{done if change.after else 'nothing to mend'}\n")
    return change.left
