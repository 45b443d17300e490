"""Misreading: what YAML reads without a word, and otherwise than it was meant."""

from __future__ import annotations

from eop_tools.finding import FaultName
from eop_tools.rule import rule


@rule("EOP020", "error", tells=FaultName.yaml_directive)
def yaml_directive() -> None:
    """A file begins with a line for YAML programs.

    Why it matters: such a line can change how the rest is read (in YAML 1.1 `no` is not a word), and programs differ
    in whether they follow it. Every file of a plan is read in the same way.

    What to do: delete the line.

    ```yaml flagged agencies/harbor.yaml
    %YAML 1.1
    ---
    name: Harbor Office
    type: office
    parent: example-city
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    ```
    """


@rule("EOP021", "warning", tells=FaultName.swallowed_break)
def swallowed_break() -> None:
    """Lines that are meant to stand apart are read as one line.

    Why it matters: below `>`, in quotes and in a text without quotes, YAML joins the lines of a paragraph. A list, a
    table or numbered lines become one long sentence. Looked for are lines that begin like a list (a dash, a bullet, a
    number that follows the one above), rows of a table, lines that each begin with a label (“Phone: …”), and lines
    above which somebody ended a line the way Markdown does, with two blanks or a backslash.

    What to do: write `|` behind the key instead, and the text below; its lines stay as they are. Or leave an empty
    line before each.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    description: >
      Looks after
      - bridges over the river
      - locks and dams
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    description: |
      Looks after

      - bridges over the river
      - locks and dams
    ```
    """


@rule("EOP022", "warning", tells=FaultName.split_number)
def split_number() -> None:
    """A number with a comma stands in brackets, and is read as two entries.

    Why it matters: a comma in brackets ends an entry, so `[1,200]` is read as 1 and 200.

    What to do: write the number without its comma, or put quotes around it.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    responsibilities: [1,200 moorings, bridges]
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    responsibilities: ["1,200 moorings", bridges]
    ```
    """


@rule("EOP023", "warning", tells=FaultName.eaten_backslash)
def eaten_backslash() -> None:
    r"""A backslash of a path stands in double quotes, and is read as something else.

    Why it matters: in double quotes a backslash and the letter behind it stand for another character, so in
    `"S:\templates\new"` there is a tab, and the name goes on in a new line.

    What to do: put the text between single quotes, or between none.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    description: "S:\templates\new"
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    description: 'S:\templates\new'
    ```
    """
