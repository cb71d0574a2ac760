"""Places in documents as the fields of a product, and operations as its calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fake_erp.dialects.short.fields import Table
from fake_erp.errors import EACH, Place, See


@dataclass(frozen=True, slots=True)
class TableWords:
    """Words that follow from the tables of a product.

    `line` is how a field of a line is shown, such as "line {line}, {field}". `calls` names its operations.
    """

    header: Table
    lines: Table
    customer: Table
    calls: Mapping[str, str]
    line: str = "line {line}, {field}"

    def place(self, place: Place) -> str:
        """The name of a place."""
        if place.line is None:
            name = place.field.partition("[")[0]
            return self.header.name_of(name) if name in self.header.neutral else self.customer.name_of(name)
        number = "each" if place.line == EACH else str(place.line)
        if not place.field:
            return f"line {number}"
        return self.line.format(line=number, field=self.lines.name_of(place.field))

    def operation(self, see: See) -> str:
        """The call that an operation is."""
        return self.calls.get(see.operation, see.operation)
