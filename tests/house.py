"""The house in one picture: each room with its caption, floor by floor. Run, it writes it into CONTRIBUTING.md."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "CONTRIBUTING.md"
BEGIN, END = "<!-- the house, by nox -s generate -->\n", "<!-- end of the house -->\n"


def floors() -> list[list[str]]:
    """The rooms of each floor, top to bottom, as the contract in pyproject.toml has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in settings["contracts"] if contract["id"] == "stairway")
    return [layer.split(" | ") for layer in layers]


def picture() -> str:
    """The table: a room a line, with the first line of its docstring."""
    rows = [
        f"| {number} | {_room(name)} |"
        for number, held in zip(range(len(floors()), 0, -1), floors(), strict=True)
        for name in held
    ]
    return "\n".join(["| floor | room | what it is for |", "|--:|---|---|", *rows, ""])


def _room(name: str) -> str:
    folder = ROOT / "eop_tools" / name
    module = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    caption = (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    return f"`{name}{'/' if folder.is_dir() else '.py'}` | {caption}"


def drawn(text: str) -> str:
    """A text with the picture between its two markers as it is today."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{picture()}\n{END}{after}"


if __name__ == "__main__":
    GUIDE.write_text(drawn(GUIDE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
