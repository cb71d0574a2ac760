"""IDocs as the lines of a flat file: one record per line, a control record before the segments of each IDoc."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fake_erp.channels.csv_format import FileRefused
from fake_erp.channels.idocs.layouts import CHILDREN, CONTROL, DATA, SEGMENTS, segment_type

TABNAM = "EDI_DC40"
MANDT = "100"
"""The SAP client, as which the ERP writes."""


@dataclass(slots=True)
class Segment:
    """One data record: its type, its fields, and the line of the file on which it stands (0 for a new one)."""

    name: str
    values: dict[str, str]
    line: int = 0

    def get(self, field_name: str) -> str:
        """The value of a field; "" where it is absent."""
        return self.values.get(field_name, "")


@dataclass(slots=True)
class Idoc:
    """A control record and its segments. `problem` is the error of the syntax check; "" for none."""

    control: dict[str, str]
    line: int
    segments: list[Segment] = field(default_factory=list)
    problem: str = ""

    @property
    def number(self) -> str:
        """The number that the sender gave it."""
        return self.control["DOCNUM"]

    def all(self, name: str) -> list[Segment]:
        """The segments of a type."""
        return [segment for segment in self.segments if segment.name == name]

    def first(self, name: str, field_name: str = "", value: str = "") -> Segment:
        """The first segment of a type, with that value in the field where one is given; else an empty one."""
        for segment in self.segments:
            if segment.name == name and (not field_name or segment.get(field_name) == value):
                return segment
        return Segment(name, {})


def read(text: str) -> list[Idoc]:
    """The IDocs of a file. Raises FileRefused for a file that is none of them."""
    found: list[Idoc] = []
    for at, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith(TABNAM):
            found.append(_begun(line, at))
        elif not found:
            raise FileRefused(
                f"line {at}: expected a control record, which begins with {TABNAM}, got {line[:20]!a}; an IDoc is "
                "one control record and its segments, a record per line"
            )
        else:
            _add(found[-1], line, at)
    if not found:
        raise FileRefused(f"the file is empty; an IDoc begins with a control record {TABNAM}")
    return found


def _begun(line: str, at: int) -> Idoc:
    idoc = Idoc(CONTROL.read(line), at)
    if len(line.rstrip()) > CONTROL.length:
        idoc.problem = (
            f"line {at}: {TABNAM} has {CONTROL.length} characters, got {len(line)}; check its fields"
        )
    return idoc


def _add(idoc: Idoc, line: str, at: int) -> None:
    record = DATA.read(line)
    layout = segment_type(record["SEGNAM"])
    head = DATA.length - 1000
    if layout is None:
        _blame(idoc, f"line {at}: segment {record['SEGNAM'][:30]!a} is not known to basic type and extension")
    elif record["DOCNUM"] != idoc.number:
        _blame(
            idoc,
            f"line {at}: DOCNUM {record['DOCNUM']!a} differs from {idoc.number!a} in the control record; repeat it "
            "on every segment",
        )
    else:
        idoc.segments.append(Segment(layout.name, layout.read(line[head:]), at))
        if layout.name.startswith("Z1") and not idoc.control["CIMTYP"]:
            _blame(idoc, f"line {at}: segment {layout.name} belongs to an extension; name it in CIMTYP")


def _blame(idoc: Idoc, problem: str) -> None:
    idoc.problem = idoc.problem or problem


def write(idocs: Iterable[Idoc]) -> str:
    """The text of a file."""
    lines: list[str] = []
    for idoc in idocs:
        lines.append(CONTROL.write(idoc.control))
        parent = 0
        for number, segment in enumerate(idoc.segments, 1):
            is_below = segment.name in CHILDREN
            if not is_below:
                parent = number
            head = {
                "SEGNAM": SEGMENTS[segment.name].definition,
                "MANDT": idoc.control.get("MANDT", ""),
                "DOCNUM": idoc.control["DOCNUM"],
                "SEGNUM": f"{number:06}",
                "PSGNUM": f"{parent if is_below else 0:06}",
                "HLEVEL": "03" if is_below else "02",
                "SDATA": SEGMENTS[segment.name].write(segment.values),
            }
            lines.append(DATA.write(head))
    return "".join([f"{line}\n" for line in lines])
