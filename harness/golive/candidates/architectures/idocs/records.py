"""Orders, cancellations and customers as IDocs, and what is read from status records and IDocs of the ERP."""

from __future__ import annotations

from typing import Any

from fake_erp.channels.idocs import flat_file
from fake_erp.channels.idocs.flat_file import Idoc, Segment
from fake_erp.channels.idocs.layouts import STATUS
from golive.candidates.architectures.parts.mapping import thousandth

PARTY = {
    "name": ("NAME1", 35),
    "company": ("NAME2", 35),
    "street": ("STRAS", 35),
    "city": ("ORT01", 35),
    "postcode": ("PSTLZ", 9),
    "region": ("REGIO", 3),
    "country": ("LAND1", 3),
    "phone": ("TELF1", 16),
}
"""Fields of an address with their widths; what is longer goes into a free field as well."""


def _idoc(number: str, basic_type: str, message: str, segments: list[Segment]) -> Idoc:
    control = {
        "TABNAM": "EDI_DC40",
        "MANDT": "100",
        "DOCNUM": number,
        "DIRECT": "2",
        "IDOCTYP": basic_type,
        "CIMTYP": "ZGOLIVE",
        "MESTYP": message,
    }
    return Idoc(control, 0, segments)


def _free(name: str, value: Any) -> Segment:
    text = ("X" if value else "") if isinstance(value, bool) else str(value)
    return Segment("Z1FREE", {"NAME": name, "VALUE": text})


def _party(given: dict[str, str], part: str) -> tuple[dict[str, str], list[Segment]]:
    """The fields of an address, and free fields for what is too long for them."""
    known = {name: given[name] for name in PARTY if given.get(name)}
    values = {PARTY[name][0]: value for name, value in known.items()}
    return values, [
        _free(f"{part}.{name}", value) for name, value in known.items() if len(value) > PARTY[name][1]
    ]


def customer(number: str, body: dict[str, Any]) -> Idoc:
    """A customer."""
    given = {**body["address"], "name": body["name"], "phone": body.get("phone", "")}
    values, long = _party(given, "address")
    master = Segment("E1KNA1M", {"MSGFN": "005", "KUNNR": body["external_reference"], **values})
    free = [_free("email", body["email"]), _free("name", body["name"]), *long]
    return _idoc(number, "DEBMAS06", "DEBMAS", [master, *free])


def order(number: str, body: dict[str, Any]) -> Idoc:
    """An order; `customer` of the body is the shop's own number of the customer."""
    day, time = body["ordered_at"][:10].replace("-", ""), body["ordered_at"][11:19].replace(":", "")
    dated = {"QUALF": "001", "BELNR": body["external_reference"], "DATUM": day, "UZEIT": time}
    freight = {
        "ALCKZ": "+",
        "KSCHL": "HD00",
        "KOTXT": body["shipping"]["method"],
        "BETRG": body["shipping"]["amount"],
    }
    segments = [Segment("E1EDK01", {"CURCY": body["currency"], "BSART": "OR"}), Segment("E1EDK05", freight)]
    segments.append(Segment("E1EDKA1", {"PARVW": "AG", "LIFNR": body["customer"]}))
    free = [_free("prices_include_tax", body["prices_include_tax"])]
    for function, part in (("WE", "ship_to"), ("RE", "bill_to")):
        values, long = _party(body[part], part)
        segments.append(Segment("E1EDKA1", {"PARVW": function, **values}))
        free += long
    segments.append(Segment("E1EDK02", dated))
    for part in ("payment", "custom"):
        free += [_free(f"{part}.{name}", value) for name, value in body[part].items()]
    segments += free
    for at, line in enumerate(body["lines"], 1):
        head = {"POSEX": f"{10 * at:06}", "MENGE": f"{line['quantity']:.3f}", "VPREI": line["unit_price"]}
        segments.append(Segment("E1EDP01", head))
        segments.append(Segment("E1EDP05", {"ALCKZ": "-", "BETRG": line["discount"]}))
        segments.append(Segment("E1EDP19", {"QUALF": "002", "IDTNR": line["item"]}))
    return _idoc(number, "ORDERS05", "ORDERS", segments)


def credit(number: str, memo: str, erp: str, amount: str) -> Idoc:
    """The request to credit an amount of an order."""
    segments = [
        Segment("E1EDK01", {"BSART": "G2"}),
        Segment("E1EDK02", {"QUALF": "001", "BELNR": memo}),
        Segment("E1EDK02", {"QUALF": "002", "BELNR": erp}),
        Segment("E1EDS01", {"SUMID": "002", "SUMME": amount}),
    ]
    return _idoc(number, "ORDERS05", "ORDERS", segments)


def cancellation(number: str, reference: str, erp: str) -> Idoc:
    """The cancellation of an order by its number in the ERP."""
    names = [
        Segment("E1EDK02", {"QUALF": "001", "BELNR": reference}),
        Segment("E1EDK02", {"QUALF": "002", "BELNR": erp}),
    ]
    return _idoc(number, "ORDERS05", "ORDCHG", [Segment("E1EDK01", {"ACTION": "003"}), *names])


MEANINGS = {
    "V1154": "customer_blocked",
    "V1150": "credit_limit",
    "V1028": "item_blocked",
    "V1382": "unknown_item",
    "F5201": "period_closed",
}
"""What people at the desk call a message, by its class and number."""


def reason(record: dict[str, str]) -> str:
    """Why an IDoc was not posted, for people."""
    key = record["STAMID"] + record["STAMNO"]
    return f"{MEANINGS.get(key, key)}: {record['WHY']}"


def text(idocs: list[Idoc]) -> str:
    """The content of a file."""
    return flat_file.write(idocs)


def statuses(content: str) -> list[dict[str, str]]:
    """The status records of a file, with the whole reason as `WHY`."""
    found = [STATUS.read(line) for line in content.splitlines()]
    return [{**row, "WHY": "".join([row[f"STAPA{at}"] for at in range(1, 5)])} for row in found]


def parcels(content: str) -> list[dict[str, Any]]:
    """The deliveries of a file of DESADV."""
    found = []
    for idoc in flat_file.read(content):
        head, left = idoc.first("E1EDL20"), idoc.first("E1EDT13")
        lines = [
            {"item": line.get("MATNR"), "quantity": thousandth(float(line.get("LFIMG")))}
            for line in idoc.all("E1EDL24")
        ]
        found.append(
            {
                "number": head.get("VBELN"),
                "external_reference": idoc.first("E1EDL41").get("BSTNR"),
                "warehouse": idoc.first("Z1FREE", "NAME", "warehouse").get("VALUE"),
                "tracking": head.get("BOLNR"),
                "posted_at": left.get("NTANF") + left.get("NTANZ"),
                "lines": lines,
            }
        )
    return found


def invoiced(content: str) -> list[str]:
    """The numbers of the orders of a file of INVOIC."""
    return [idoc.first("E1EDK02", "QUALF", "002").get("BELNR") for idoc in flat_file.read(content)]


def confirmations(content: str) -> list[dict[str, str]]:
    """The confirmations of a file of ORDRSP."""
    found = []
    for idoc in flat_file.read(content):
        head = idoc.first("E1EDK01")
        found.append(
            {
                "reference": idoc.first("E1EDK02", "QUALF", "001").get("BELNR"),
                "number": head.get("BELNR"),
                "action": head.get("ACTION"),
                "block": head.get("LIFSK"),
            }
        )
    return found
