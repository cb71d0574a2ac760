"""From an IDoc to the row of an operation: ORDERS (orders, credit memo requests), ORDCHG that cancels, DEBMAS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.channels.idocs.flat_file import Idoc, Segment
from fake_erp.model.quantities import number_of

if TYPE_CHECKING:
    from fake_erp.sales.customers import Customers
    from fake_erp.sales.orders import Orders

CANCELLED = "003"
"""ACTION of an order or item that is cancelled."""
PURCHASE_ORDER, SALES_ORDER = "001", "002"
"""QUALF of E1EDK02: the number that the customer gave the order, and the number that the supplier gave it."""
OWN_MATERIAL = "002"
"""QUALF of E1EDP19: the material number of the supplier, which is this ERP."""
CREDIT_MEMO_REQUEST = "G2"
"""BSART of an order that asks for a credit memo."""
TOTAL = "002"
"""SUMID of the value of an order in E1EDS01."""
FREIGHT = "HD00"
"""KSCHL of the freight."""
FLAGS = ("prices_include_tax", "payment.prepaid")
PARTY = {
    "name": "NAME1",
    "company": "NAME2",
    "street": "STRAS",
    "city": "ORT01",
    "postcode": "PSTLZ",
    "region": "REGIO",
    "country": "LAND1",
    "phone": "TELF1",
}
"""Parts of an address, and their fields in E1EDKA1 and E1KNA1M."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message type (MESTYP) does: its operation, its basic types, its mandatory segments."""

    operation: str
    types: tuple[str, ...]
    needs: tuple[str, ...]


MESSAGES = {
    "ORDERS": Message("order.create", ("ORDERS05",), ("E1EDK01",)),
    "ORDCHG": Message("order.cancel", ("ORDERS05",), ("E1EDK01", "E1EDK02")),
    "DEBMAS": Message("customer.create", ("DEBMAS05", "DEBMAS06", "DEBMAS07"), ("E1KNA1M",)),
}


def operation_of(idoc: Idoc) -> str:
    """The operation that an IDoc stands for; orders for unknown message types."""
    message = MESSAGES.get(idoc.control["MESTYP"], MESSAGES["ORDERS"])
    is_credit = (
        idoc.control["MESTYP"] == "ORDERS" and idoc.first("E1EDK01").get("BSART") == CREDIT_MEMO_REQUEST
    )
    return "credit_note.create" if is_credit else message.operation


def checked(idoc: Idoc) -> str:
    """Why the control record or the structure of an IDoc is wrong; "" where it is right."""
    message = MESSAGES.get(idoc.control["MESTYP"])
    if message is None:
        return f"MESTYP: expected one of {', '.join(MESSAGES)}, got {idoc.control['MESTYP'][:30]!a}"
    if idoc.control["IDOCTYP"] not in message.types:
        return f"IDOCTYP: expected {' or '.join(message.types)}, got {idoc.control['IDOCTYP'][:30]!a}"
    if idoc.control["DIRECT"] not in ("", "2"):
        return f"DIRECT: expected 2 (inbound), got {idoc.control['DIRECT']!a}"
    for name in message.needs:
        if not idoc.all(name):
            return f"mandatory segment {name} is missing"
    return idoc.problem


def reference_of(idoc: Idoc) -> str:
    """The business key: the customer's purchase order number, or the sender's number of a customer."""
    if idoc.control["MESTYP"] == "DEBMAS":
        return idoc.first("E1KNA1M").get("KUNNR")
    return idoc.first("E1EDK02", "QUALF", PURCHASE_ORDER).get("BELNR")


class Reading:
    """Reads rows from IDocs, at the moment at which their turn has come."""

    def __init__(self, orders: Orders, customers: Customers) -> None:
        self._orders = orders
        self._customers = customers

    def row(self, idoc: Idoc) -> dict[str, Any]:
        """The body of the operation."""
        read: dict[str, Callable[[Idoc], dict[str, Any]]] = {
            "ORDERS": _credit if operation_of(idoc) == "credit_note.create" else self._order,
            "ORDCHG": self._cancellation,
            "DEBMAS": _customer,
        }
        return read[idoc.control["MESTYP"]](idoc)

    def _order(self, idoc: Idoc) -> dict[str, Any]:
        head, named = idoc.first("E1EDK01"), idoc.first("E1EDK02", "QUALF", PURCHASE_ORDER)
        dated = named if named.get("DATUM") else idoc.first("E1EDK03", "IDDAT", "012")
        freight = idoc.first("E1EDK05", "KSCHL", FREIGHT)
        document: dict[str, Any] = {
            "external_reference": named.get("BELNR"),
            "customer": self._partner(idoc.first("E1EDKA1", "PARVW", "AG")),
            "currency": head.get("CURCY"),
            "ordered_at": _instant(dated),
            "release": not head.get("LIFSK"),
            "lines": _lines(idoc),
        }
        if freight.get("BETRG"):
            document["shipping"] = {"amount": freight.get("BETRG"), "method": freight.get("KOTXT")}
        for function, part in (("WE", "ship_to"), ("RE", "bill_to")):
            party = idoc.first("E1EDKA1", "PARVW", function)
            if party.get("NAME1") or party.get("STRAS"):
                document[part] = _party(party)
        for free in idoc.all("Z1FREE"):
            _put(document, free.get("NAME"), free.get("VALUE"))
        return document

    def _partner(self, sold_to: Segment) -> str:
        """PARTN, or else the number that LIFNR is converted to (table EDPAR in SAP)."""
        own, senders = sold_to.get("PARTN"), sold_to.get("LIFNR")
        known = self._customers.by_reference.get(senders) if senders and not own else None
        return own or (senders if known is None else known.number)

    def _cancellation(self, idoc: Idoc) -> dict[str, Any]:
        """The number of the order; a change that does not cancel names none, so that it is refused."""
        items = idoc.all("E1EDP01")
        is_whole = idoc.first("E1EDK01").get("ACTION") == CANCELLED or (
            bool(items) and all(item.get("ACTION") == CANCELLED for item in items)
        )
        if not is_whole:
            return {}
        number = idoc.first("E1EDK02", "QUALF", SALES_ORDER).get("BELNR")
        placed = self._orders.by_reference.get(reference_of(idoc), ())
        standing = [order.number for order in placed if order.status != "cancelled"]
        return {"number": number or next(iter(standing), reference_of(idoc))}


def _credit(idoc: Idoc) -> dict[str, Any]:
    """A credit memo request: the number of the order, the amount, and the sender's number of the credit memo."""
    return {
        "reference": reference_of(idoc),
        "order": idoc.first("E1EDK02", "QUALF", SALES_ORDER).get("BELNR"),
        "amount": idoc.first("E1EDS01", "SUMID", TOTAL).get("SUMME"),
        "reason": "credit memo request",
    }


def _customer(idoc: Idoc) -> dict[str, Any]:
    master = idoc.first("E1KNA1M")
    address = _party(master)
    document: dict[str, Any] = {
        "external_reference": master.get("KUNNR"),
        "name": address.pop("name", ""),
        "phone": address.pop("phone", ""),
        "address": address,
    }
    for free in idoc.all("Z1FREE"):
        _put(document, free.get("NAME"), free.get("VALUE"))
    return document


def _lines(idoc: Idoc) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for segment in idoc.segments:
        if segment.name == "E1EDP01":
            found.append({"quantity": _units(segment.get("MENGE")), "unit_price": _price(segment)})
        elif not found:
            continue
        elif segment.name == "E1EDP19" and segment.get("QUALF") == OWN_MATERIAL:
            found[-1]["item"] = segment.get("IDTNR")
        elif segment.name == "E1EDP05" and segment.get("ALCKZ") == "-":
            found[-1]["discount"] = segment.get("BETRG")
    return found


def _units(text: str) -> Any:
    """`2`, `2.000` and `2.750`; other text stays, and the reading of the order says what is wrong."""
    number = number_of(text)
    return text if number is None else number


def _price(item: Segment) -> str:
    per = item.get("PEINH")
    return item.get("VPREI") if per in ("", "1") else f"{item.get('VPREI')} per {per}"


def _instant(dated: Segment) -> str:
    day, time = dated.get("DATUM"), dated.get("UZEIT") or "000000"
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}Z"


def _party(segment: Segment) -> dict[str, str]:
    return {part: segment.get(name) for part, name in PARTY.items() if segment.get(name)}


def _put(document: dict[str, Any], name: str, text: str) -> None:
    """A free field under its dotted name."""
    value: Any = {"X": True, "": False}.get(text, text) if name in FLAGS else text
    part, dot, inner = name.partition(".")
    held = document.setdefault(part, {}) if dot else document
    if isinstance(held, dict):
        held[inner if dot else name] = value
