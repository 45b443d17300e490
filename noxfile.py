"""The menu: `nox -l` lists it, `nox` serves the default courses, `nox -s NAME` one of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.reuse_venv = "yes"

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on every core (arguments go to pytest)."""
    session.install("-e", ".[test]")
    session.run("pytest", *(session.posargs or ["-n", "auto"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, the workflows and the forms for issues."""
    session.install("-e", ".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("zizmor", "--offline", "--quiet", ".github")
    forms = sorted(map(str, Path(".github/ISSUE_TEMPLATE").glob("[0-9]*.yml")))
    session.run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)


@nox.session
def house(session: nox.Session) -> None:
    """Check the order of the house: floors, types, and what its test holds."""
    session.install("-e", ".[dev]")
    session.run("lint-imports", "--no-logo")
    session.run("mypy")
    session.run("pytest", "tests/test_house.py")


@nox.session
def plan(session: nox.Session) -> None:
    """Check the reference plan (the tests read it with a second reader of its schemas, too)."""
    session.install("-e", ".[test]")
    session.run("eop", "check", "--as-of", "2026-11-23")


@nox.session(default=False)
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions that pyproject.toml allows (arguments go to pytest)."""
    session.install("uv")
    session.run("uv", "pip", "install", "--quiet", "--resolution", "lowest-direct", "-e", ".[test]")
    session.run("pytest", *(session.posargs or ["-n", "auto"]))


@nox.session(default=False)
def generate(session: nox.Session) -> None:
    """Write what is derived and committed: schemas, settings, the house in CONTRIBUTING.md, the catalogs."""
    session.install("-e", ".")
    session.run("eop", "schema", "--write")
    session.run("python", "tests/house.py")
    session.run("python", "tests/words.py")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Write the lock files anew: each package that the tool needs, and with -dev the tests too, with its digests."""
    session.install("uv")
    how = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--upgrade", "--quiet")
    session.run("uv", "pip", "compile", *how, "pyproject.toml", "-o", "requirements.lock")
    session.run("uv", "pip", "compile", *how, "pyproject.toml", "--extra", "dev", "-o", "requirements-dev.lock")


@nox.session(default=False)
def sbom(session: nox.Session) -> None:
    """Write build/sbom.cdx.json in CycloneDX's form: what a tool is made of that was installed by requirements.lock."""
    session.install("cyclonedx-bom>=7")
    Path("build").mkdir(exist_ok=True)
    where = ("--pyproject", "pyproject.toml", "-o", "build/sbom.cdx.json")
    session.run("cyclonedx-py", "requirements", "requirements.lock", *where)


@nox.session(default=False)
def site(session: nox.Session) -> None:
    """Build the site into build/site (arguments go to eop build)."""
    session.install("-e", ".")
    session.run("eop", "build", *session.posargs)


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Open the built site in an installed Chromium, one a core (CHROMIUM=path chooses another)."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        session.error(f"no Chromium found: install one of {', '.join(BROWSERS)}, or set CHROMIUM to its path")
    session.install("-e", ".[browser]")
    session.run("pytest", "-m", "browser", "-n", "auto", *session.posargs, env={"CHROMIUM": found})


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure, in paired runs (arguments go to pytest)."""
    session.install("-e", ".[test]")
    session.run("pytest", "-m", "bench", "tests/benchmarks", "-s", *session.posargs)
