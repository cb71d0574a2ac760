"""Places in orders as segments and fields of IDocs."""

from __future__ import annotations

from fake_erp.dialects.legacy.shares import CALLS
from fake_erp.errors import EACH, Place, See

HEADER = {
    "external_reference": "E1EDK02-BELNR (QUALF 001)",
    "customer": "E1EDKA1-PARTN (PARVW AG)",
    "currency": "E1EDK01-CURCY",
    "ordered_at": "E1EDK03-DATUM (IDDAT 012)",
    "release": "E1EDK01-LIFSK",
    "shipping.amount": "E1EDK05-BETRG (KSCHL HD00)",
    "shipping.method": "E1EDK05-KOTXT (KSCHL HD00)",
    "ship_to": "E1EDKA1 (PARVW WE)",
    "bill_to": "E1EDKA1 (PARVW RE)",
    "lines": "E1EDP01",
    "number": "E1EDK02-BELNR (QUALF 002)",
}
LINE = {
    "item": "E1EDP19-IDTNR (QUALF 002)",
    "quantity": "E1EDP01-MENGE",
    "unit": "E1EDP01-MENEE",
    "unit_price": "E1EDP01-VPREI",
    "discount": "E1EDP05-BETRG (ALCKZ -)",
}


class IdocWords:
    """Renders places as segment and field, with the item number SAP counts in tens."""

    def place(self, place: Place) -> str:
        """The segment and field of a place.

        >>> IdocWords().place(Place("quantity", 2))
        'item 000020, E1EDP01-MENGE'
        """
        if place.line is None:
            return _named(place.field)
        item = "each item" if place.line == EACH else f"item {10 * place.line:06}"
        field = LINE.get(place.field, f"Z1FREE-VALUE ({place.field})") if place.field else ""
        return f"{item}, {field}" if field else item

    def operation(self, see: See) -> str:
        """The call of the share, or the operation by its neutral name."""
        call = CALLS.get(see.operation)
        return str(see) if call is None else " ".join(call)


def _named(field: str) -> str:
    part = field.partition(".")[0]
    if not field:
        return ""
    return HEADER.get(field) or HEADER.get(part) or f"Z1FREE-VALUE ({field})"


WORDS = IdocWords()
