"""Findings as a JUnit file, for servers that show test results.

A suite is a family of rules, a case is one rule in one file. Viewers tell new failures from old ones by the names of
class and case, so these hold no line and no message: a finding that moves is the same, another one in a clean file is
new, and a mended file is shown as mended. What is waived or in the baseline is a skipped case; a remark fails nothing.
"""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eop_tools.finding import Finding, Judgement, Severity
from eop_tools.report.findings import ReportContext
from eop_tools.rule import FAMILIES

_FOREIGN = "Rules of other packages"


def render(judgement: Judgement, telling: ReportContext) -> str:
    """Return the XML, in plain ASCII."""
    cases: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in (*judgement.findings, *telling.apart.known):
        cases[finding.code, finding.name, finding.file].append(finding)
    known = set(map(id, telling.apart.known))
    whole = Element("testsuites", name="eop check")
    suites: dict[str, Element] = {}
    for (code, name, file), findings in sorted(cases.items(), key=lambda case: case[0]):
        family = _family(code)
        if family not in suites:
            suites[family] = SubElement(whole, "testsuite", name=family)
        path = _tame(telling.path(file))
        case = SubElement(suites[family], "testcase", classname=f"{code} {name}", name=path, file=path, time="0")
        _tell(case, findings, known, path)
    if not suites:
        suite = SubElement(whole, "testsuite", name="The plan")
        SubElement(suite, "testcase", classname="eop check", name="nothing found", time="0")
    for suite in (*whole, whole):
        cases_of = list(suite.iter("testcase"))
        suite.set("tests", str(len(cases_of)))
        for counter, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(counter, str(len(list(suite.iter(tag)))))
        suite.set("time", "0")
        suite.set("timestamp", f"{judgement.as_of.isoformat()}T00:00:00")
    indent(whole)
    written: bytes = tostring(whole, encoding="us-ascii", xml_declaration=True)
    return written.decode() + "\n"


def _family(code: str) -> str:
    return FAMILIES.get(code[3:4], _FOREIGN) if code.startswith("EOP") else _FOREIGN


def _tell(case: Element, findings: list[Finding], known: set[int], path: str) -> None:
    standing = [finding for finding in findings if not finding.waived and id(finding) not in known]
    text = "\n".join(_line(finding, path) for finding in standing)
    if not standing:
        reasons = {"in the baseline" if id(finding) in known else f"waived: {finding.waived}" for finding in findings}
        SubElement(case, "skipped", message=_tame("; ".join(sorted(reasons))))
    elif standing[0].severity is Severity.info:
        SubElement(case, "system-out").text = text
    else:
        more = f" (and {len(standing) - 1} more)" if len(standing) > 1 else ""
        failure = SubElement(case, "failure", type=standing[0].severity.value)
        failure.set("message", _tame(standing[0].message) + more)
        failure.text = text


def _line(finding: Finding, path: str) -> str:
    line = f"{path}:{finding.span.line}:{finding.span.column} {finding.message}"
    return _tame(f"{line} = {finding.hint}" if finding.hint else line)


def _tame(text: str) -> str:
    """Replace what XML cannot hold, not even as a number."""
    return "".join(char if char.isprintable() else "�" for char in text.replace("\n", " "))
