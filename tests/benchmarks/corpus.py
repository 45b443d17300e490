"""Makes valid plans of any size, always the same for the same size: one entity a file, about 730 bytes and 27 lines each.

`python tests/benchmarks/corpus.py 2000 DIR` writes one to look at. All references resolve, all telephone numbers are
of the range reserved for fiction, and the plan is clean under the rules (a test holds: no errors).
"""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import hashlib
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

AS_OF = date(2026, 11, 23)
NETWORKS = ("public-cellular", "city-network", "public-telephone", "satellite-service", "radio-system")
LEVELS = ("normal", "watch", "partial", "full")
SHARES = {  # of a plan, after its cover and levels; contacts follow from roles, and records fill what is left
    "role": 0.15, "procedure": 0.11, "resource": 0.09, "facility": 0.08, "agency": 0.06, "channel": 0.04,
    "agreement": 0.03, "function": 0.008, "hazard": 0.008, "authority": 0.015, "population": 0.006, "section": 0.008,
    "exercise": 0.008, "event": 0.006, "standard": 0.001,
}  # fmt: skip
LEAST = {"function": 6, "hazard": 4, "authority": 5, "agency": 12, "channel": 6, "population": 2, "section": 3}
PLURALS = {"agency": "agencies", "facility": "facilities", "authority": "authorities"}
FIRST = ("Avery", "Blake", "Casey", "Devon", "Emery", "Finley", "Harper", "Jordan", "Kendall", "Logan", "Morgan", "Quinn",
         "Reese", "Rowan", "Sawyer", "Skyler", "Taylor", "Tatum", "Wren", "Zion")  # fmt: skip
LAST = ("Anders", "Birch", "Calder", "Dalton", "Ellery", "Farrow", "Gable", "Hollis", "Ivers", "Jessup", "Keene", "Lowell",
        "Marlow", "Norris", "Osborn", "Prescott", "Quimby", "Ridley", "Selby", "Thorne")  # fmt: skip
PLACES = ("Cedar", "Elm", "Harbor", "Hillside", "Lakeview", "Maple", "Mill", "North", "Oak", "Park", "Prairie", "River",
          "South", "Spring", "Union", "Valley", "West", "Willow")  # fmt: skip
TASKS = ("Announce the activation to all positions", "Open the doors and start the generator test", "Call in the next shift",
         "Send a team to look at the damage", "Set up the registration desk", "Close the roads around the site",
         "Tell the public what to do and where to go", "Ask the county for what is missing",
         "Count the people and the supplies on site", "Write the situation report for the next period")  # fmt: skip
MATTERS = ("shelter registration", "damage assessment", "debris removal", "road closures", "public warning",
           "volunteer reception", "fuel supply", "water distribution", "staff rotation", "family reunification",
           "medical transport", "power restoration")  # fmt: skip

AREAS = [area for area in range(201, 981) if area % 100 != 11 and area // 10 % 10 != 9]  # which can be area codes

Entities = dict[str, dict[str, Any]]


def entities(size: int, seed: int = 1) -> Entities:
    """Return a plan of `size` entities by their reference: what each file holds, as plain data."""
    return _Town(size, random.Random(f"{seed}/{size}")).build()


def files(size: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of a plan."""
    for ref, data in entities(size, seed).items():
        kind, _, id = ref.partition(":")
        if kind == "plan":
            yield "plan.yaml", _head(kind, "") + _block(data)
        elif kind == "section":
            data = dict(data)
            body = data.pop("body")
            yield f"sections/{id}.md", f"---\n{_block(data)}---\n\n{body}\n"
        else:
            yield f"{PLURALS.get(kind, kind + 's')}/{id}.yaml", _head(kind, "../") + _block(data)


def write(size: int, folder: Path, seed: int = 1) -> Path:
    """Write a plan into a folder and return the folder."""
    for path, text in files(size, seed):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return folder


def cached(size: int, seed: int = 1) -> Path:
    """Return a folder that holds the plan; it is written once and kept until this file changes. Do not change it."""
    mark = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"eop-corpus-{mark}-{seed}" / str(size)
    if not (folder / "plan").is_dir():
        unfinished = Path(tempfile.mkdtemp())
        write(size, unfinished / "plan", seed)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(unfinished, folder)
    return folder / "plan"


class _Town:
    def __init__(self, size: int, rng: random.Random) -> None:
        self.size, self.rng, self.made = size, rng, {}
        rest = size - 1 - len(LEVELS)
        self.count = {kind: max(LEAST.get(kind, 1), round(rest * share)) for kind, share in SHARES.items()}
        self.count["contact"] = 2 * self.count["role"] + max(2, size // 100)
        self.count["record"] = rest - sum(self.count.values())
        if self.count["record"] < 0:
            raise ValueError("a plan needs at least some 100 entities")
        self.ids = {kind: [self._id(kind, index) for index in range(count)] for kind, count in self.count.items()}
        self.made: Entities = {}

    def build(self) -> Entities:
        self.made["plan:plan"] = self._cover()
        for rank, name in enumerate(LEVELS):
            self.made[f"level:{name}"] = self._level(rank)
        for kind, ids in self.ids.items():
            make = getattr(self, f"_{kind}")
            for index, id in enumerate(ids):
                self.made[f"{kind}:{id}"] = {
                    key: value for key, value in make(index).items() if value not in (None, "", [])
                }
        return self.made

    def _id(self, kind: str, index: int) -> str:
        if kind == "resource" and index < len(NETWORKS):
            return NETWORKS[index]
        if kind == "role":
            return f"position-{index}"
        return f"{kind}-{index}"

    def pick(self, kind: str, index: int, stride: int = 1, offset: int = 0) -> str:
        """An id that depends on an index alone, so that every entity of the kind is used by somebody."""
        ids = self.ids[kind]
        return ids[(index * stride + offset) % len(ids)]

    def some(self, kind: str, count: int) -> list[str]:
        return self.rng.sample(self.ids[kind], min(count, len(self.ids[kind])))

    def day(self, most: int, least: int = 5) -> str:
        return (AS_OF - timedelta(days=self.rng.randint(least, most))).isoformat()

    def place(self) -> str:
        return f"{self.rng.choice(PLACES)} {self.rng.choice(PLACES).lower()}"

    def matter(self) -> str:
        return self.rng.choice(MATTERS)

    def text(self, about: str, sentences: int = 1) -> str:
        ways = (
            f"It takes care of {self.matter()} and of {self.matter()} when {about} is called for",
            f"For {self.matter()} the people of {self.place()} come first, and {self.matter()} follows",
            f"What is said here about {about} holds at any hour, on weekends and on holidays",
            f"Whoever answers for {about} tells the others before {self.matter()} begins",
        )
        return ". ".join(self.rng.sample(ways, sentences)) + "."

    def number(self, index: int) -> str:
        return f"{AREAS[index // 100 % len(AREAS)]}-555-01{index % 100:02}"

    # -- one method a kind: what stands in the file -------------------------------------------------------------------

    def _cover(self) -> dict[str, Any]:
        return {
            "name": "Emergency Operations Plan of Benchmark City",
            "jurisdiction": "City of Benchmark",
            "version": "2026.1",
            "notice": "An invented plan for measurements; nothing in it is true.",
            "phone_region": "US",
            "owner": self.ids["role"][0],
            "promulgation": {
                "text": "This plan governs the response of the City to any emergency.",
                "effective": "2026-01-15",
                "authorities": self.ids["authority"][:2],
                "signed_by": [{"role": self.ids["role"][0], "signed": "2026-01-15"}],
            },
            "approvals": [{"role": self.ids["role"][1], "may_approve": "Changes of names and numbers"}],
            "review": {
                "review_every": "12 months", "rewrite_every": "48 months", "verify_contacts_every": "180 days",
                "reviewed": "2026-06-15", "rewritten": "2026-01-15",
            },
            "distribution": [{"to": agency, "medium": "site", "delivered": "2026-02-01", "acknowledged": "2026-02-03"}
                             for agency in self.ids["agency"][:4]],
            "changes": [{"date": "2026-01-15", "by": self.ids["role"][1], "summary": "First issue.", "version": "2026.1"}],
            "planning_team": [{"role": role, "duty": "Keeps its own part"} for role in self.ids["role"][:3]],
            "illustrative": True,
        }  # fmt: skip

    def _level(self, rank: int) -> dict[str, Any]:
        names = ("Normal operations", "Watch", "Partial activation", "Full activation")
        return {
            "name": names[rank], "label": f"Level {4 - rank}", "rank": rank,
            "triggers": [f"The duty officer sees a need for {self.matter()}", "A warning covers any part of the city"],
            "activated_by": self.ids["role"][:2],
            "notify": [f"role:{role}" for role in self.ids["role"][: 2 + rank]],
            "notify_within": "30 min",
            "eoc": self.ids["facility"][:2] if rank else [],
            "ends": "The director sees no further need.",
            "owner": self.ids["role"][0],
            "illustrative": True,
        }  # fmt: skip

    def _role(self, index: int) -> dict[str, Any]:
        parent = (index - 1) // 5
        section = ("Command", "Operations", "Planning", "Logistics", "Finance")[index % 5]
        return {
            "name": f"{section} position {index}",
            "description": self.text("this position"),
            "aliases": [f"{section} lead {index}"],
            "agency": self.pick("agency", index),
            "section": section,
            "reports_to": self.ids["role"][parent] if index else None,
            "staffed_from": LEVELS[self._rank(index)],
            "round_the_clock": True if index < 3 else None,
            "holders": [self.ids["contact"][2 * index], self.ids["contact"][2 * index + 1]],
            "first_actions": [f"Take over {self.matter()} from whoever is on duty.", f"{self.rng.choice(TASKS)}."],
            "duties": [f"Answer for {self.matter()} in every operational period."],
            "succession": {
                "order": [{"role": role} for role in self._successors(index)],
                "trigger": "The holders cannot be reached within 15 minutes.",
                "ends": "A holder reports for duty.",
            },
            "training": ["ICS-100", "ICS-700"],
            "owner": self.ids["role"][0],
            "illustrative": True,
        }  # fmt: skip

    def _successors(self, index: int) -> list[str]:
        """The next in rank; above them the one they report to. Those who activate a level have three."""
        near = [index - 1, (index - 1) // 5] if index > 1 else [index + 1, index + 2, index + 3]
        return [self.ids["role"][other] for other in dict.fromkeys(near)]

    @staticmethod
    def _rank(role: int) -> int:
        return (0, 1, 2, 2, 3)[role % 5] if role > 4 else 0

    def _contact(self, index: int) -> dict[str, Any]:
        held, desk = index // 2, index >= 2 * self.count["role"]
        agency = self.pick("agency", held)
        name = f"{FIRST[index % 20]} {LAST[index // 20 % 20]}"
        name = f"{name} {index}" if index >= 400 else name
        methods = [
            {"type": "voice", "value": self.number(2 * index), "hours": "24/7", "over": ["resource:public-cellular"],
             "verified": self.day(150)},
            {"type": "text", "value": self.number(2 * index + 1), "hours": "24/7", "over": ["resource:public-telephone"],
             "verified": self.day(150)},
            {"type": "email", "value": f"person{index}@example.org", "hours": "weekdays 08:00-16:30",
             "over": ["resource:city-network"], "verified": self.day(150)},
        ]  # fmt: skip
        if index % 3 == 0 or desk:
            methods.append({"type": "radio", "channel": self.pick("channel", index), "hours": "24/7",
                            "over": ["resource:radio-system"], "verified": self.day(150)})  # fmt: skip
        return {
            "name": f"Duty desk {index}" if desk else name,
            "type": "desk" if desk else "person",
            "title": "Watch desk" if desk else f"Officer for {self.matter()}",
            "agency": agency,
            "methods": methods,
            "languages": self.rng.choice((["Spanish"], ["Somali"], ["Hmong"], [])),
            "owner": self.pick("role", held),
            "illustrative": True,
        }

    def _agency(self, index: int) -> dict[str, Any]:
        utility = 0 < index < 4
        kind = "utility" if utility else "department"
        if not index:
            kind = "jurisdiction"
        parent = self.ids["agency"][0 if index < 16 else index // 4]
        return {
            "name": f"{kind.capitalize()} {index}" if index else "City of Benchmark",
            "description": self.text(f"agency {index}", 2),
            "acronym": f"AG{index}",
            "type": kind,
            "parent": None if not index or utility else parent,
            "responsibilities": [f"{task} during {self.matter()}" for task in self.rng.sample(TASKS, 4)],
            "website": f"https://agency-{index}.example.org/emergency",
            "depends_on": [] if utility else [f"agency:{self.ids['agency'][1 + index % 3]}",
                                              {"any_of": ["resource:city-network", "resource:public-cellular"]}],
            "sources": [{"title": "The agency's own list of duties", "url": f"https://agency-{index}.example.org/duties",
                         "checked": self.day(300)}],
            "owner": self.pick("role", index),
            "illustrative": True,
        }  # fmt: skip

    def _procedure(self, index: int) -> dict[str, Any]:
        rank = 1 + index % 3
        able = [role for role in range(min(self.count["role"], 4000)) if self._rank(role) <= rank]
        steps = []
        for at in range(4):
            steps.append({
                "id": f"s{at + 1}",
                "do": f"{TASKS[(index + at * 3) % len(TASKS)]}.",
                "who": self.ids["role"][able[(index * 7 + at * 3) % len(able)]],
                "within": f"{10 * (at + 1)} min",
                "on": [f"channel:{self.pick('channel', index, 1, at)}", f"channel:{self.pick('channel', index, 1, at + 1)}"],
                "at": self.pick("facility", index, 2, at % 2) if at < 3 else None,
                "using": [self.pick("resource", index, 2, at // 2)] if at % 2 else [],
                "after": [f"s{at}"] if at else [],
            })  # fmt: skip
            steps[-1] = {key: value for key, value in steps[-1].items() if value not in (None, [])}
        return {
            "name": f"{TASKS[index % len(TASKS)]}, case {index}",
            "description": f"{self.text('this procedure')} See [[hazard:{self.pick('hazard', index)}]]; "
            f"[[procedure:{self.pick('procedure', index, 1, 1)}]] comes next.",
            "phase": "respond",
            "trigger": f"The duty officer calls for {self.matter()}.",
            "target": "60 min",
            "level": LEVELS[rank],
            "function": self.pick("function", index),
            "provides_for": [self.pick("population", index)] if index % 4 == 0 else [],
            "steps": steps,
            "done_when": f"The lead of {self.matter()} says that all is in place.",
            "owner": self.pick("role", index),
            "illustrative": True,
        }

    def _resource(self, index: int) -> dict[str, Any]:
        network = index < len(NETWORKS)
        return {
            "name": NETWORKS[index].replace("-", " ").capitalize()
            if network
            else f"{self.place().capitalize()} unit {index}",
            "description": self.text(f"resource {index}", 3),
            "category": "network" if network else ("team", "equipment", "vehicle", "supply")[index % 4],
            "nims_type": None if network else f"Type {1 + index % 4}",
            "quantity": None if network else 1 + index % 9,
            "unit": None if network else "sets",
            "agency": self.ids["agency"][1 + index % 3] if network else self.pick("agency", index),
            "location": None if network else self.pick("facility", index),
            "supplied_under": [] if network else [self.pick("agreement", index)],
            "ready_within": None if network else "4 h",
            "sources": [{"title": "The inventory of the agency", "checked": self.day(300)}],
            "owner": self.pick("role", index),
            "illustrative": True,
        }

    def _facility(self, index: int) -> dict[str, Any]:
        kind = ("shelter", "staging-area", "fire-station")[index % 3]
        if index < 2:
            kind = ("eoc", "alternate-eoc")[index]
        elif 0 < index % len(self.ids["agency"]) < 4:
            kind = "depot"
        count = len(self.ids["facility"])
        return {
            "name": f"{self.place().capitalize()} {kind.replace('-', ' ')} {index}",
            "description": self.text(f"this {kind.replace('-', ' ')}"),
            "type": kind,
            "address": f"{100 + index} {self.rng.choice(PLACES)} Street, Benchmark, MN 554{index % 100:02}",
            "position": {"lat": round(44.9 + index % 997 * 1e-4, 4), "lon": round(-93.3 + index % 991 * 1e-4, 4)},
            "agency": self.pick("agency", index),
            "capacity": 40 + index % 400,
            "pets": bool(index % 2),
            "power": {"supplied_by": self.ids["agency"][1 + index % 3], "generator": True, "runs_for": "72 h",
                      "fuel_from": f"agreement:{self.pick('agreement', index)}"},
            "accessibility": {"step_free": True, "notes": "Level entrance, elevator, accessible restrooms, hearing loop."},
            "hazard_zones": [f"{PLACES[index % len(PLACES)]} district"],
            "equipment": ["Cots and blankets", "Radio base station"],
            "backed_up_by": [self.ids["facility"][(index + 1) % count], self.ids["facility"][(index + 5) % count]],
            "agreements": [self.pick("agreement", index)],
            "owner": self.pick("role", index),
            "illustrative": True,
        }  # fmt: skip

    def _channel(self, index: int) -> dict[str, Any]:
        return {
            "name": f"TAC {index}",
            "description": self.text(f"TAC {index}", 2),
            "type": "talkgroup" if index % 3 else "conventional",
            "use": f"Coordination of {self.matter()} between the agencies on site",
            "talkgroup": f"TG {1000 + index}" if index % 3 else None,
            "rx_mhz": None if index % 3 else f"{150 + index % 20}.{100 + index % 800}5",
            "zone": f"Zone {index % 16}, position {index % 12}",
            "mode": "digital" if index % 3 else "analog",
            "outside_users": "The dispatch center patches other systems to it",
            "operated_by": self.pick("agency", index),
            "over": [("resource:radio-system", "resource:satellite-service", "resource:city-network")[index % 3]],
            "notify_on_use": [f"role:{self.pick('role', index)}"],
            "sources": [{"title": "The regional radio plan", "checked": self.day(300)}],
            "owner": self.pick("role", index),
            "illustrative": True,
        }

    def _agreement(self, index: int) -> dict[str, Any]:
        return {
            "name": f"Agreement {index} on {self.matter()}",
            "description": self.text(f"agreement {index}"),
            "type": ("mutual-aid", "memorandum", "contract")[index % 3],
            "parties": [self.ids["agency"][0], self.ids["agency"][1 + index % (len(self.ids["agency"]) - 1)]],
            "scope": f"Help with {self.matter()} and {self.matter()} at the City's request.",
            "effective": "2025-01-01",
            "expires": "2029-12-31",
            "renewal": "by-action",
            "custodian": self.pick("role", index),
            "authorities": [self.pick("authority", index)],
            "document": f"City Clerk, file {2000 + index}",
            "costs": "Each party keeps its own costs for the first twelve hours.",
            "owner": self.pick("role", index),
            "illustrative": True,
        }

    def _function(self, index: int) -> dict[str, Any]:
        parts = ("coordinator", "primary", "support", "cooperating")
        agencies = self.some("agency", 4)
        utilities = [(agency, "cooperating") for agency in self.ids["agency"][1:4] if agency not in agencies]
        return {
            "name": f"Function {index}: {MATTERS[index % len(MATTERS)]}",
            "label": f"{chr(65 + index % 26)}{index // 26 or ''}",
            "scheme": "annex",
            "purpose": f"{MATTERS[index % len(MATTERS)].capitalize()} goes on whatever happens.",
            "lifelines": ["energy", "communications"],
            "core_capabilities": ["operational-coordination", "mass-care-services"],
            "federal_esf": [1 + index % 15],
            "assignments": [{"agency": agency, "part": part, "responsibilities": [self.rng.choice(TASKS)]}
                            for agency, part in [*zip(agencies, parts, strict=True), *utilities]],
            "works_with": [self.pick("function", index, 1, 1)],
            "limits": [{"gap": "More than the first day needs help from the county."}],
            "authorities": [self.pick("authority", index)],
            "owner": self.pick("role", index),
            "illustrative": True,
        }  # fmt: skip

    def _hazard(self, index: int) -> dict[str, Any]:
        first = [(index * 3 + at) % len(self.ids["procedure"]) for at in range(3)]
        return {
            "name": f"Hazard {index}: {self.place()} event",
            "description": self.text(f"hazard {index}"),
            "category": ("natural", "technological", "human-caused")[index % 3],
            "probability": ("medium", "high", "medium")[index % 3],
            "impact": "high",
            "areas": ["Whole city"],
            "season": "Any time of the year",
            "assessment": {"source": "Hazard mitigation plan of the county", "assessed": "2025-01-01"},
            "triggers": [{"when": f"A warning of class {index}", "level": LEVELS[1 + index % 3]}],
            "protective_actions": ["Go to an inner room away from windows.", "Wait for the all-clear by radio."],
            "annex": f"section:{self.pick('section', index)}",
            "first_hour": list(dict.fromkeys(self.ids["procedure"][at] for at in first)),
            "functions": list(dict.fromkeys(self.pick("function", at) for at in (index, *first))),
            "history": [{"date": "2021-05-01", "what": f"It hit {self.place()}."}],
            "owner": self.pick("role", index),
            "illustrative": True,
        }

    def _authority(self, index: int) -> dict[str, Any]:
        return {
            "name": f"Statute on {self.matter()}, {index}",
            "citation": f"Bench. Stat. {12 + index}.{index % 90}",
            "level": ("city", "county", "state", "federal")[index % 4],
            "topic": self.matter(),
            "says": self.text("the statute", 2),
            "link": f"https://laws.example.org/statutes/{12 + index}",
            "checked": self.day(300),
            "sources": [{"title": "The revisor's site", "url": "https://laws.example.org/", "checked": self.day(300)}],
            "owner": self.pick("role", index),
            "illustrative": True,
        }

    def _population(self, index: int) -> dict[str, Any]:
        return {
            "name": f"People of {self.place()}, group {index}",
            "description": self.text("this group"),
            "estimate": f"About {100 + index} households, as the county counts",
            "languages": ["Spanish", "Somali", "Hmong"],
            "needs": [{"need": f"Help with {self.matter()}", "met_by": [f"procedure:{self.pick('procedure', index, 4)}"]},
                      {"need": "A place to stay", "met_by": [f"facility:{self.pick('facility', index, 3, 2)}"]}],
            "partners": self.some("agency", 2),
            "owner": self.pick("role", index),
            "illustrative": True,
        }  # fmt: skip

    def _section(self, index: int) -> dict[str, Any]:
        links = f"[[function:{self.pick('function', index)}]] and [[procedure:{self.pick('procedure', index)}|the procedure]]"
        return {
            "name": f"Part {index}: {MATTERS[index % len(MATTERS)]}",
            "part": ("basic-plan", "hazard-annex", "appendix")[index % 3],
            "number": index % 999,
            "reviewed": self.day(300),
            "covers": [f"function:{self.pick('function', index)}", f"hazard:{self.pick('hazard', index)}"],
            "authorities": [self.pick("authority", index)],
            "owner": self.pick("role", index),
            "illustrative": True,
            "body": "\n\n".join([f"## {self.matter().capitalize()}", self.text("this part", 3), f"See {links}.",
                                 f"- {self.text('this part')}\n- {self.text('the rest')}"]),
        }  # fmt: skip

    def _exercise(self, index: int) -> dict[str, Any]:
        return {
            "name": f"Tabletop {index}",
            "date": self.day(300),
            "type": ("tabletop", "drill", "functional")[index % 3],
            "scenario": self.pick("hazard", index),
            "objectives": [{"objective": f"Start {self.matter()} in an hour", "capability": "planning", "rating": "S"}],
            "tested": [f"procedure:{self.pick('procedure', index, 2)}", f"channel:{self.pick('channel', index)}"],
            "participants": self.some("agency", 3),
            "strengths": ["Everybody knew the first thing to do."],
            "improvements": [{"finding": f"Nobody had the list for {self.matter()}.",
                              "actions": [{"action": "Print the list.", "element": "planning",
                                           "owner": self.pick("role", index), "due": "2027-06-01", "status": "open"}]}],
            "owner": self.pick("role", index),
            "illustrative": True,
        }  # fmt: skip

    def _event(self, index: int) -> dict[str, Any]:
        return {
            "name": f"Event {index}: {self.place()}",
            "description": self.text("the event", 2),
            "date": self.day(1500, 600),
            "type": ("incident", "law", "turnover")[index % 3],
            "hazard": self.pick("hazard", index) if index % 3 == 0 else None,
            "level": "watch" if index % 3 == 0 else None,
            "affects": [f"procedure:{self.pick('procedure', index, 5)}", f"function:{self.pick('function', index)}"],
            "owner": self.pick("role", index),
            "illustrative": True,
        }

    def _standard(self, index: int) -> dict[str, Any]:
        items = [
            {"id": f"{index}.{at}", "group": "Basics", "requirement": f"The plan covers {MATTERS[at % 12]}.",
             "evidence": [f"function:{self.pick('function', at)}"]}
            for at in range(6)
        ]  # fmt: skip
        return {"name": f"Checklist {index}", "version": "2026", "link": "https://standards.example.org/", "items": items,
                "owner": self.pick("role", index), "illustrative": True}  # fmt: skip

    def _record(self, index: int) -> dict[str, Any]:
        return {
            "name": f"Review {index} of {self.matter()}",
            "description": self.text("the review", 2),
            "date": self.day(300),
            "action": "reviewed",
            "by": self.pick("role", index),
            "of": [f"{kind}:{self.pick(kind, index)}" for kind in ("procedure", "function", "contact")],
            "result": "All of it holds.",
            "owner": self.pick("role", index),
            "illustrative": True,
        }


# -- YAML as people write it: block style, short lists in brackets, long texts folded ---------------------------------

_PLAIN = re.compile(r"[A-Za-z0-9+](?:[\w .,;()/@+&'-]|:(?=\S))*")
_TYPED = re.compile(r"-?[0-9]+(\.[0-9]+)?|true|false|null|~")


def _head(kind: str, up: str) -> str:
    return f"# yaml-language-server: $schema=../{up}schemas/{kind}.schema.json\n"


def _scalar(value: Any, flow: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    plain = _PLAIN.fullmatch(value) and not _TYPED.fullmatch(value) and not value.endswith(" ")
    return value if plain and not (flow and "," in value) else '"' + value.replace('"', "'") + '"'


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, flow=True)


def _is_short(value: Any) -> bool:
    held = value.values() if isinstance(value, dict) else value
    plain = not any(isinstance(item, (dict, list)) for item in held)
    return plain and len(_flow(value)) <= (70 if isinstance(value, list) else 40) and "'" not in _flow(value)


def _block(data: dict[str, Any], indent: str = "") -> str:
    return "".join(f"{indent}{key}:{_below(value, indent)}" for key, value in data.items())


def _below(value: Any, indent: str) -> str:
    if isinstance(value, str) and len(value) > 100:
        words, lines, line = value.split(), [], ""
        for word in words:
            if len(line) + len(word) > 100:
                lines, line = [*lines, line], ""
            line = f"{line} {word}".strip()
        return " >-\n" + "".join(f"{indent}  {line}\n" for line in [*lines, line])
    if isinstance(value, (dict, list)) and value and not _is_short(value):
        if isinstance(value, dict):
            return "\n" + _block(value, indent + "  ")
        return "\n" + "".join(_item(item, indent + "  ") for item in value)
    return f" {_flow(value) if isinstance(value, (dict, list)) else _scalar(value)}\n"


def _item(item: Any, indent: str) -> str:
    if isinstance(item, dict) and not _is_short(item):
        return f"{indent}- " + _block(item, indent + "  ").removeprefix(indent + "  ")
    return f"{indent}- {_flow(item)}\n"


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])))
