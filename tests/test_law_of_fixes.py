"""The law of safe fixes: after `eop check --fix` a plan holds every fact, entry and remark that it held before.

Plans are spoiled in the ways of people and written in every style of YAML; what stands before and after is read by
PyYAML alone, and judged by what is written here, not by what the tool believes of a form. A thousand plans, with a
count of the fixes, are tried by `pytest -m bench tests/test_law_of_fixes.py -s`.
"""

from __future__ import annotations

import copy
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_surgery import Writer

from eop_tools.cli import main
from eop_tools.finding import Finding
from eop_tools.lint.engine import judge
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import load
from eop_tools.testing import BASE, TODAY

Plan = dict[str, Any]
Spoil = Callable[[Plan, random.Random], None]

SOUND: Plan = {file: yaml.load(text, yaml.BaseLoader) for file, text in BASE.items()} | {
    "agencies/harbor.yaml": {"name": "Harbor Office", "type": "office", "parent": "example-city"},
    "roles/harbor-master.yaml": {
        "name": "Harbor Master", "agency": "harbor", "section": "Operations", "reports_to": "emergency-manager",
        "holders": ["duty-desk"],
    },
    "facilities/hall.yaml": {"name": "Hall", "type": "eoc", "agency": "example-city", "capacity": "120"},
    "procedures/open-eoc.yaml": {
        "name": "Open the EOC", "phase": "respond", "trigger": "The Emergency Manager decides on it.", "target": "2 h",
        "steps": [
            {"id": "unlock", "do": "Unlock the EOC.", "who": "emergency-manager", "within": "15 min"},
            {"do": "Test the generator.", "who": "mayor", "within": "30 min"},
        ],
    },
}  # fmt: skip
SOUND["plan.yaml"]["changes"] = [
    {"date": "2025-11-01", "by": "mayor", "summary": "Shelters.", "version": "1.9"},
    {"date": "2026-01-20", "by": "mayor", "summary": "Maps.", "version": "1.10"},
    {"date": "2026-03-01", "by": "mayor", "summary": "Numbers.", "version": "2.0"},
]

# ---- How people spoil a plan -----------------------------------------------------------------------------------------


def a_field_in_capitals(plan: Plan, chance: random.Random) -> None:
    file, key = chance.choice(
        [
            ("agencies/harbor.yaml", "parent"),
            ("roles/harbor-master.yaml", "reports_to"),
            ("facilities/hall.yaml", "type"),
        ]
    )
    typed = chance.choice([key.title(), key.upper(), key.replace("_", "-"), f"{key} ".title().strip()])
    plan[file] = {typed if held == key else held: value for held, value in plan[file].items()}


def a_choice_in_capitals(plan: Plan, chance: random.Random) -> None:
    plan["agencies/harbor.yaml"]["type"] = chance.choice(["Office", "OFFICE", " office", "Office "])
    plan["authorities/state-act.yaml"]["level"] = chance.choice(["State", "STATE"])


def a_choice_in_doubt(plan: Plan, chance: random.Random) -> None:
    plan["agencies/harbor.yaml"]["type"] = chance.choice(["office?", "not: office", "(office)", "office / ngo"])


def a_duration(plan: Plan, chance: random.Random) -> None:
    steps = plan["procedures/open-eoc.yaml"]["steps"]
    steps[0]["within"] = chance.choice(["15 minutes", "15min", "15 Mins.", "0.25 hours", "15-minute", "900 sec"])
    plan["procedures/open-eoc.yaml"]["target"] = chance.choice(["2 hours", "2h", "1 day", "1 hr", "10-15 min", "2"])


def a_day(plan: Plan, chance: random.Random) -> None:
    day = date(2026, chance.randrange(1, 5), chance.randrange(1, 29))
    forms = ["%B %d, %Y", "%d %b %Y", "%Y/%m/%d", "%m/%d/%Y", "%d/%m/%Y", "%b. %d, %Y", "%m/%d/%y", "%B %Y"]
    plan["authorities/city-charter.yaml"]["checked"] = day.strftime(chance.choice(forms))
    plan["plan.yaml"]["review"]["reviewed"] = day.strftime(chance.choice(forms))


def hours(plan: Plan, chance: random.Random) -> None:
    sure = ["24x7", "24 hours a day", "Mon-Fri 8 AM - 4:30 PM", "weekdays 0800 to 16:30", "Sat & Sun 10 am - 4 pm"]
    doubt = ["Mon-Fri 8-5", "8-16", "Mon-Fri 7:00-11:00", "weekdays 9-12", "daily 1 - 3", "Mon-Fri 8 - 4:30 PM"]
    plan["contacts/duty-desk.yaml"]["methods"][0]["hours"] = chance.choice(sure + doubt)


def yes(plan: Plan, chance: random.Random) -> None:
    plan["agencies/harbor.yaml"]["illustrative"] = chance.choice(["Yes", "yes", "No", "Y", "maybe", "TRUE"])


def thousands(plan: Plan, chance: random.Random) -> None:
    plan["facilities/hall.yaml"]["capacity"] = chance.choice(["1,200", "12,000", "120-200", "0,200", "1,200,000"])


def the_id_inside(plan: Plan, chance: random.Random) -> None:
    file, id = chance.choice([("agencies/harbor.yaml", "harbor"), ("roles/mayor.yaml", "mayor")])
    items = list(plan[file].items())
    items.insert(chance.randrange(len(items) + 1), ("id", chance.choice([id, id, "other"])))
    plan[file] = dict(items)


def a_reference_with_its_kind(plan: Plan, chance: random.Random) -> None:
    plan["roles/harbor-master.yaml"]["agency"] = chance.choice(["agency:harbor", "agency:nobody", "role:mayor"])
    plan["roles/harbor-master.yaml"]["reports_to"] = "role:emergency-manager"


def a_bare_reference(plan: Plan, chance: random.Random) -> None:
    needs = ["mayor", "duty-desk", "example-city", "harbor-master", "both", "nobody", "hall"]
    plan["agencies/harbor.yaml"]["depends_on"] = [*chance.sample(needs, 3), {"any_of": ["mayor", "hall"]}]


def two_of_a_name(plan: Plan, chance: random.Random) -> None:
    plan["agencies/both.yaml"] = {"name": chance.choice(["Both", "Mayor"]), "type": "office", "parent": "example-city"}
    plan["facilities/both.yaml"] = {"name": "Both", "type": "depot", "agency": "example-city"}


def a_mention(plan: Plan, chance: random.Random) -> None:
    forms = ["[[role: mayor]]", "[[Emergency Manager]]", "[role:mayor]", "[[role:mayor|the Mayor]", "[[Mayor]]"]
    forms += ["[[both]]", "[[Nobody]]", "[[role:mayer]]", "[[Role:Mayor]]", "[the mayor]", "[[harbor-master]]"]
    plan["agencies/harbor.yaml"]["description"] = f"Works with {chance.choice(forms)} and {chance.choice(forms)} daily."


def changes_out_of_order(plan: Plan, chance: random.Random) -> None:
    changes = plan["plan.yaml"]["changes"]
    chance.shuffle(changes)
    if chance.randrange(4) == 0:
        del chance.choice(changes)["version"]
    if chance.randrange(4) == 0:
        chance.choice(changes)["date"] = "2062-03-01"


def something_twice(plan: Plan, chance: random.Random) -> None:
    held = plan["roles/harbor-master.yaml"]["holders"]
    held += chance.choice([["duty-desk"], ["duty-desk", "duty-desk"]])
    methods = plan["contacts/duty-desk.yaml"]["methods"]
    methods.insert(0, dict(methods[-1], **chance.choice([{}, {"note": "Ring twice."}, {"hours": "24/7"}])))


def itself(plan: Plan, chance: random.Random) -> None:
    plan["roles/harbor-master.yaml"]["works_with"] = chance.choice([["harbor-master"], ["harbor-master", "mayor"]])


SPOILS: list[Spoil] = [
    a_field_in_capitals, a_choice_in_capitals, a_choice_in_doubt, a_duration, a_day, hours, yes, thousands,
    the_id_inside, a_reference_with_its_kind, a_bare_reference, two_of_a_name, a_mention, changes_out_of_order,
    something_twice, itself,
]  # fmt: skip


def holds(text: str, data: Any) -> bool:
    try:
        return bool(yaml.load(text, yaml.BaseLoader) == data)
    except yaml.YAMLError:
        return False


def spoiled(seed: int) -> dict[str, bytes]:
    """Return the files of a plan that is spoiled in a few ways, in a style by chance, full of remarks."""
    chance = random.Random(seed)
    plan = copy.deepcopy(SOUND)
    for spoil in chance.sample(SPOILS, chance.randint(2, 5)):
        spoil(plan, chance)
    files = {}
    for file, data in plan.items():
        writer = Writer(chance)
        lines = [*writer.between(0), *writer.block(data, 0), *writer.between(0)]
        text = "\n".join(lines) + "\n"
        if not holds(text, data):  # a text over several lines, or one that needs quotes
            text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
        content = text.replace("\n", chance.choice(["\n", "\n", "\r\n"])).encode()
        files[file] = b"\xef\xbb\xbf" * (chance.randrange(12) == 0) + content
    return files


# ---- What the law asks, as PyYAML and a reader of remarks see it -----------------------------------------------------


def letters(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).casefold()


def units(text: str) -> float | None:
    said = re.fullmatch(r"([\d.]+)[\s-]*(s|m|h|d|w)[a-z]*\.?", text.strip().casefold())
    named = said and not re.match(r"[\d.\s-]+mo", text.strip().casefold())
    return float(said[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}[said[2]] if said and named else None


def days(text: str) -> set[str]:
    found = set()
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%d/%m/%Y", "%B %d, %Y", "%d %b %Y", "%b. %d, %Y", "%d %B %Y"):
        try:
            found.add(datetime.strptime(text.strip(), form).date().isoformat())
        except ValueError:
            continue
    return found


def when(text: str) -> set[tuple[str, ...]]:
    """Return every reading of hours: days, beginning and end. Nobody sits at a desk for more than 16 hours."""
    text = text.casefold()
    if text in ("24/7", "24x7", "24 hours a day"):
        return {("24/7",)}
    said = re.fullmatch(r"(\D+?) (\d\d?):?(\d\d)? ?([ap]m)? ?(?:-|to) ?(\d\d?):?(\d\d)? ?([ap]m)?", text)
    if said is None:
        return set()
    named = {"mon-fri": "weekdays", "sat & sun": "weekends"}.get(said[1], said[1])
    begins, ends = (clocks(*part) for part in (said.group(2, 3, 4), said.group(5, 6, 7)))
    spans = [(one, other) for one in begins for other in ends if 0 < (other - one) % 1440 <= 16 * 60]
    return {(named, str(one), str(other)) for one, other in spans}


def clocks(hour: str, minute: str | None, half: str | None) -> set[int]:
    """Return the minutes of the day that a time may mean."""
    at = int(hour) % 12 if half or int(hour) <= 12 else int(hour)
    on_24 = not half and (int(hour) > 12 or (len(hour) == 2 and minute is not None))
    hours = {at + 12 * (half == "pm")} if half else {at, at + 12}
    if on_24:
        hours = {int(hour)}
    return {60 * each + int(minute or 0) for each in hours}


LINK = re.compile(r"\[+([^\[\]|]*)(\|[^\[\]]*)?\]+")


def same_prose(before: str, after: str) -> bool:
    if LINK.sub("@", before) != LINK.sub("@", after):
        return False
    for old, new in zip(LINK.finditer(before), LINK.finditer(after), strict=True):
        target, words = new[1].rpartition(":")[2], (new[2] or "").removeprefix("|")
        said = old[1].rpartition(":")[2]
        if old[0] != new[0] and (letters(said) != letters(target) or words not in ((old[2] or "")[1:], said.strip())):
            return False
    return True


def same(before: str, after: str, names: Counter[str]) -> bool:
    """Whether a text is what another one can only have meant."""
    bare = before.rpartition(":")[2]
    return (
        before == after
        or letters(before) == letters(after)
        or {"yes": "true", "y": "true", "no": "false", "true": "true"}.get(before.casefold()) == after
        or (re.fullmatch(r"[1-9]\d?\d?(,\d{3})+", before) is not None and before.replace(",", "") == after)
        or (":" in before and bare == after)
        or (after.endswith(f":{before}") and names[letters(before)] == 1)
        or (units(before) is not None and units(before) == units(after))
        or days(before) == {after}
        or (len(when(before)) == 1 and when(before) == when(after))
        or ("[" in before and same_prose(before, after))
    )


def kept(before: Any, after: Any, names: Counter[str], id: str = "") -> Iterator[str]:
    """Yield what is lost, or says something else."""
    if isinstance(before, dict) and isinstance(after, dict):
        left = dict(after)
        for key, value in before.items():
            found = next((other for other in left if letters(other) == letters(key)), None)
            if found is not None:
                yield from kept(value, left.pop(found), names)
            elif key != "id" or value != id:
                yield f"{key}: {value} is gone"
        yield from (f"{key} came from nowhere" for key in left)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        if after and isinstance(after[0], dict) and "summary" in after[0] and before != after:
            versions = [[int(part) for part in each.get("version", "").split(".")] for each in after]
            if not all(one < other for one, other in pairwise(versions)):
                yield "it is not sure that the order is wrong"
            before = sorted(before, key=lambda each: each["date"])
        for old, new in zip(before, after, strict=True):
            yield from kept(old, new, names)
    elif not isinstance(before, str) or not isinstance(after, str) or not same(before, after, names):
        yield f"{before!r} became {after!r}"


def remarks(text: str) -> dict[str, str]:
    """Return each remark with what it is about: what stands before it on its line, or else the next line of all."""
    scalars = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(text, yaml.BaseLoader)
        if isinstance(token, yaml.ScalarToken)
    ]
    found = {}
    for match in re.finditer(r"(?m)(?:^|(?<=\s))#.*$", text):
        if any(start <= match.start() < end for start, end in scalars):
            continue
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        following = (line.strip() for line in text[match.end() :].splitlines())
        found[match[0].strip()] = before or next((line for line in following if line and line[0] != "#"), "")
    return found


def broken_law(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    texts = {file: content.decode("utf-8-sig").replace("\r\n", "\n") for file, content in before.items()}
    data = {file: yaml.load(text, yaml.BaseLoader) for file, text in texts.items()}
    names = Counter(name for file, held in data.items() for name in {letters(Path(file).stem), letters(held["name"])})
    if before.keys() != after.keys():
        yield "a file is gone, or new"
    for file, content in after.items():
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        yield from (
            f"{file}: {what}" for what in kept(data[file], yaml.load(text, yaml.BaseLoader), names, Path(file).stem)
        )
        old, new = remarks(texts[file]), remarks(text)
        yield from (f"{file}: {remark} is gone" for remark in old.keys() - new.keys())
        lines = Counter(line.strip() for line in text.splitlines())
        for remark, about in old.items():
            if remark in new and lines[about] and new[remark] != about:
                yield f"{file}: {remark} was about {about!r}, and is about {new[remark]!r}"


SORTS = {
    r"delete the line": "id", r"\d+": "thousands", r"true|false": "yes or no", r"\d{4}-\d\d-\d\d": "day",
    r"[\d.]+ (?:s|min|h|days?|weeks?|months?|years?)": "duration", r"24/7|.*\d\d:\d\d-.*": "hours",
    r"\w+:[\w-]+": "kind added", r"\[\[.*\|.*\]\]": "link with words", r"\[\[[^|]*\]\]": "link",
}  # fmt: skip


def what(finding: Finding) -> str:
    """Return which of the safe fixes answers a finding."""
    written = finding.fix.title.removeprefix("write ") if finding.fix else ""
    sort = "" if finding.code not in ("EOP106", "EOP108", "EOP109", "EOP202", "EOP207") else "word"
    for pattern, name in SORTS.items():
        sort = name if sort and re.fullmatch(pattern, written) else sort
    return f"{finding.code} {finding.name} {sort}".strip()


def found(folder: Path) -> list[Finding]:
    loaded = load(folder)
    return list(judge(loaded, Graph(loaded.plan), TODAY).standing)


def tried(seed: int, folder: Path) -> Counter[str]:
    """Spoil a plan, mend it as its author does, hold it to the law; return which fixes were made, by their findings."""
    files = spoiled(seed)
    shutil.rmtree(folder, ignore_errors=True)
    for file, content in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    fixable = [finding for finding in found(folder) if finding.fix and finding.fix.safe]
    assert main(["check", str(folder), "--fix", "--as-of", TODAY.isoformat()]) in (0, 1)
    after = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}
    assert not list(broken_law(files, after)), (seed, list(broken_law(files, after)))
    left = Counter((finding.code, finding.file, finding.message) for finding in found(folder))
    done: Counter[str] = Counter()
    for finding in fixable:
        left[(finding.code, finding.file, finding.message)] -= 1
        done[what(finding)] += left[(finding.code, finding.file, finding.message)] < 0
    return done


@pytest.mark.parametrize("seed", range(40))
def test_a_safe_fix_keeps_the_law(seed: int, tmp_path: Path) -> None:
    tried(seed, tmp_path / "plan")


@pytest.mark.bench
def test_a_thousand_plans(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done: Counter[str] = Counter()
    for seed in range(1000):
        done += tried(seed, tmp_path / "plan")
        capsys.readouterr()
    with capsys.disabled():
        print("", *(f"{number:6}  {fix}" for fix, number in sorted(done.items())), sep="\n")
    assert done
    assert min(done.values()) >= 20
