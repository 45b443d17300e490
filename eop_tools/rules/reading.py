"""Reading: what keeps a file from being read as plain YAML."""

from __future__ import annotations

from eop_tools.finding import FaultName
from eop_tools.rule import rule


@rule("EOP001", "error", tells=FaultName.unreadable_file)
def unreadable_file() -> None:
    """A file cannot be opened.

    Why it matters: what cannot be opened is not part of the plan, and nobody checks it.

    What to do: see that it is an ordinary file, that it is still there, and that you may read it.

    (A file that cannot be opened cannot be shown here.)
    """


@rule("EOP002", "error", tells=FaultName.file_too_large)
def file_too_large() -> None:
    """A file is larger than the megabyte that is read.

    Why it matters: files of that size are not written by people; a picture or an export has come between the files.

    What to do: split it, one entity a file, or move it out of the plan.

    (A file of that size cannot be shown here.)
    """


@rule("EOP003", "error", tells=FaultName.link_outside_plan)
def link_outside_plan() -> None:
    """A file or a folder is only a link to something outside the plan.

    Why it matters: whoever gets a copy of the plan gets a link to nothing, and a link could fetch what is not public.

    What to do: copy the file itself into the plan.

    (A link cannot be shown here.)
    """


@rule("EOP004", "error", tells=FaultName.unreadable_encoding)
def unreadable_encoding() -> None:
    """A file is not saved as UTF-8.

    Why it matters: names and addresses with accents would be read wrongly, or not at all.

    What to do: save the file again; most editors offer “UTF-8” under “encoding”.

    (Bytes of another encoding cannot be shown here.)
    """


@rule("EOP005", "info", tells=FaultName.byte_order_mark)
def byte_order_mark() -> None:
    """A file begins with an invisible byte order mark.

    Why it matters: this program reads over it, others stumble.

    What to do: save the file as “UTF-8”, not as “UTF-8 with BOM” or “with signature”.

    (The mark is invisible and cannot be shown here.)
    """


@rule("EOP006", "error", tells=FaultName.control_character)
def control_character() -> None:
    """A file holds an invisible control character.

    Why it matters: such characters come from copying out of other programs; they can hide words or turn their order.

    What to do: retype the words around the place.

    (Control characters are invisible and cannot be shown here.)
    """


@rule("EOP007", "error", tells=FaultName.missing_front_matter)
def missing_front_matter() -> None:
    """A section does not begin with its fields between two lines of three dashes.

    Why it matters: without a name, a part and a number the section has no place in the plan.

    What to do: begin the file with a line `---`, the fields, and another line `---`; the text follows.

    ```yaml flagged sections/purpose.md
    # Purpose

    This plan says how the City acts in an emergency.
    ```

    ```yaml clean sections/purpose.md
    ---
    name: Purpose
    part: basic-plan
    number: 1
    ---
    This plan says how the City acts in an emergency.
    ```
    """


@rule("EOP008", "error", tells=FaultName.tab_indentation)
def tab_indentation() -> None:
    """A line is indented with a tab.

    Why it matters: how wide a tab is differs between editors, so what belongs to what would be a guess. YAML 1.2,
    section 6.1, allows spaces only.

    What to do: put spaces in place of the tab; two for each step is usual.

    (A tab looks like spaces and cannot be shown here.)
    """


@rule("EOP009", "error", tells=FaultName.yaml_syntax)
def yaml_syntax() -> None:
    """A file breaks off because a line cannot be read as YAML.

    Why it matters: nothing in the file can be used before it is mended.

    What to do: the message says what is usual at that place; often a colon, a quote or a bracket in a text needs
    quotes around the whole text.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office: Bridges and locks
    type: office
    ```

    ```yaml clean agencies/harbor.yaml
    name: "Harbor Office: Bridges and locks"
    type: office
    parent: example-city
    ```
    """


@rule("EOP010", "error", tells=FaultName.several_documents)
def several_documents() -> None:
    """A file holds more than one YAML document.

    Why it matters: what stands after the line `---` would not be read.

    What to do: give each entity a file of its own, or delete the line.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    ---
    name: Bridge Office
    type: office
    ```

    ```yaml clean agencies.yaml
    harbor: {name: Harbor Office, type: office, parent: example-city}
    bridges: {name: Bridge Office, type: office, parent: harbor}
    ```
    """


@rule("EOP011", "error", tells=FaultName.nesting_too_deep)
def nesting_too_deep() -> None:
    """More than forty levels stand inside each other.

    Why it matters: no plan needs that many; a bracket or a dash was typed too often.

    What to do: look for the brackets or dashes that repeat.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    aliases: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[Harbor]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    aliases: [Harbor]
    ```
    """


@rule("EOP012", "error", tells=FaultName.duplicate_key)
def duplicate_key() -> None:
    """A key stands twice in the same place.

    Why it matters: only one of the two could count, and nobody could say which.

    What to do: keep one, or rename one.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    name: Harbor Department
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    aliases: [Harbor Department]
    ```
    """


@rule("EOP013", "error", tells=FaultName.odd_key)
def odd_key() -> None:
    """A key is empty, has no value at all, is broken over lines, or is a list or a group instead of a plain word.

    Why it matters: fields are found by their names.

    What to do: write the field's name before the colon.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    [Harbor, Docks]: aliases
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    aliases: [Harbor, Docks]
    ```
    """


@rule("EOP014", "error", tells=FaultName.yaml_tag)
def yaml_tag() -> None:
    """A value carries a YAML tag, a word that begins with an exclamation mark.

    Why it matters: tags tell programs to build things other than text; in a plan they have no meaning.

    What to do: remove it; a text that begins with an exclamation mark goes between quotes.

    ```yaml flagged agencies/harbor.yaml
    name: !important Harbor Office
    type: office
    ```

    ```yaml clean agencies/harbor.yaml
    name: "!important Harbor Office"
    type: office
    parent: example-city
    ```
    """


@rule("EOP015", "error", tells=FaultName.anchor_or_alias)
def anchor_or_alias() -> None:
    """A value is repeated by an anchor and an alias instead of being written out.

    Why it matters: whoever edits the first place changes the second unawares, and some tools drop aliases.

    What to do: write the value out; a text that begins with `&` or `*` goes between quotes.

    ```yaml flagged agencies/harbor.yaml
    name: &name Harbor Office
    type: office
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    aliases: [Harbor]
    ```
    """


@rule("EOP016", "error", tells=FaultName.merge_conflict)
def merge_conflict() -> None:
    """Two versions of some lines stand in a file, because a merge was not finished.

    Why it matters: two people changed the same lines, and nobody has said which version holds.

    What to do: keep the lines that are right, and delete the three lines that begin with `<<<<<<<`, `=======` and
    `>>>>>>>`.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    <<<<<<< HEAD
    type: office
    =======
    type: department
    >>>>>>> new-departments
    parent: example-city
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: department
    parent: example-city
    ```
    """


@rule("EOP017", "warning", tells=FaultName.swallowed_item)
def swallowed_item() -> None:
    """A line that looks like an item of a list is read as part of the text above it.

    Why it matters: the list is one item short, and the item above ends in words that do not belong to it.

    What to do: indent the line like the other items. If the dash belongs to the text, put the whole text in quotes.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    responsibilities:
      - Bridges over the river
        - Locks and dams
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    responsibilities:
      - Bridges over the river
      - Locks and dams
    ```
    """


@rule("EOP018", "warning", tells=FaultName.cut_off_text)
def cut_off_text() -> None:
    """A text is cut off at a number sign.

    Why it matters: in YAML a remark begins at a number sign after a blank, so “Call line #2” is read as “Call line”.

    What to do: put quotes around the whole text, or write “No. 2”. If it is a remark, put a blank after its number
    sign, and two before it.

    ```yaml flagged agencies/harbor.yaml
    name: Harbor Office #2
    type: office
    parent: example-city
    ```

    ```yaml clean agencies/harbor.yaml
    name: "Harbor Office #2" # 2 of 3
    type: office
    parent: example-city
    ```
    """


@rule("EOP019", "warning", tells=FaultName.curly_quotes)
def curly_quotes() -> None:
    """A value stands in the curly quotes of a word processor.

    Why it matters: in YAML only straight quotes enclose a text. Curly ones are letters like others, and no number,
    date or id has them. The value is read as if they were not there.

    What to do: write straight quotes, or none. A text that is meant to show curly quotes stands in straight ones.

    ```yaml flagged agencies/harbor.yaml
    name: “Harbor Office”
    type: office
    parent: example-city
    ```

    ```yaml clean agencies/harbor.yaml
    name: "Harbor Office"
    type: office
    parent: example-city
    ```
    """
