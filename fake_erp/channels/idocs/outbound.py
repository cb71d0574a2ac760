"""IDocs in the folder `out`: ORDRSP for orders, DESADV for deliveries, INVOIC for invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.accounting.numbering import NumberRange
from fake_erp.channels.csv_format import CsvFormat
from fake_erp.channels.folders import Files
from fake_erp.channels.idocs import flat_file
from fake_erp.channels.idocs.flat_file import MANDT, Idoc, Segment
from fake_erp.channels.idocs.incoming import CANCELLED, OWN_MATERIAL, PURCHASE_ORDER, SALES_ORDER
from fake_erp.model import Delivery, Invoice, Now, Order
from fake_erp.model.quantities import text
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.channels.feed import Feed

BLOCKED = ("draft", "held", "pending_approval")
"""States of an order in which it waits for people: a delivery block (LIFSK) for the partner."""
_CHUNK = 500


class Outbound:
    """Writes one file per message type and run, with what changed since the last run. No file is ever removed."""

    def __init__(
        self,
        now: Now,
        files: Files,
        layout: CsvFormat,
        orders: Feed[Order],
        deliveries: Feed[Delivery],
        invoices: Feed[Invoice],
    ) -> None:
        self._now = now
        self._files = files
        self._layout = layout
        self._numbers = NumberRange("")
        self._feeds: dict[str, Feed[Any]] = {"ORDRSP": orders, "DESADV": deliveries, "INVOIC": invoices}
        self._cursors = dict.fromkeys(self._feeds, 0)
        self._told: dict[str, tuple[str, str]] = {}
        """What ORDRSP said of an order, by its number: ACTION and LIFSK."""
        self._sent: dict[str, None] = {}
        """Numbers of the deliveries and invoices that were sent."""

    def write(self) -> list[str]:
        """Write what is new; the names of the files."""
        names = []
        for kind, build in (("ORDRSP", self._response), ("DESADV", self._advice), ("INVOIC", self._bill)):
            idocs = [idoc for record in self._changed(kind) if (idoc := build(record)) is not None]
            if idocs:
                stamp = instant_text(self._now())[:19].replace("-", "").replace(":", "")
                name = f"{kind}_{stamp}_{idocs[0].number}.idoc"
                self._files.put(name, self._layout.encoded(flat_file.write(idocs)), "out")
                names.append(name)
        return names

    def _changed(self, kind: str) -> list[Any]:
        found: list[Any] = []
        more = True
        while more:
            rows, self._cursors[kind], more = self._feeds[kind].page(self._cursors[kind], _CHUNK)
            found += rows
        return found

    def _response(self, order: Order) -> Idoc | None:
        """A confirmation: when an order is saved, blocked, free again or cancelled."""
        said = (
            CANCELLED if order.status == "cancelled" else "",
            "01" if order.status in BLOCKED else "",
        )
        if not order.external_reference or self._told.get(order.number) == said:
            return None
        self._told[order.number] = said
        head = {"ACTION": said[0], "CURCY": order.currency, "BELNR": order.number, "LIFSK": said[1]}
        return self._idoc("ORDERS05", "ORDRSP", [Segment("E1EDK01", head), *_names(order), *_items(order)])

    def _advice(self, delivery: Delivery) -> Idoc | None:
        order = delivery.order
        if delivery.number in self._sent or not order.external_reference:
            return None
        self._sent[delivery.number] = None
        day, time = self._stamp(delivery.posted_at_ms)
        segments = [
            Segment("E1EDL20", {"VBELN": delivery.number, "BOLNR": delivery.tracking}),
            Segment("E1EDT13", {"QUALF": "006", "NTANF": day, "NTANZ": time}),
            Segment("Z1FREE", {"NAME": "warehouse", "VALUE": delivery.warehouse}),
        ]
        for line, sku, units in delivery.lines:
            place, scale = f"{10 * (line + 1):06}", order.lines[line].item.scale
            segments += [
                Segment(
                    "E1EDL24", {"POSNR": place, "MATNR": sku, "LFIMG": text(units, scale), "VRKME": "PCE"}
                ),
                Segment("E1EDL41", {"QUALI": PURCHASE_ORDER, "BSTNR": order.external_reference}),
                Segment("E1EDL43", {"QUALF": "C", "BELNR": order.number, "POSNR": place}),
            ]
        return self._idoc("DELVRY03", "DESADV", segments)

    def _bill(self, invoice: Invoice) -> Idoc | None:
        order = invoice.order
        if invoice.number in self._sent or not order.external_reference:
            return None
        self._sent[invoice.number] = None
        day, time = self._stamp(invoice.posted_at_ms)
        net_cents = invoice.total_cents - invoice.tax_cents
        segments = [
            Segment("E1EDK01", {"CURCY": order.currency, "BSART": "INVO", "BELNR": invoice.number}),
            Segment("E1EDK03", {"IDDAT": "026", "DATUM": day, "UZEIT": time}),
            Segment("E1EDK02", {"QUALF": "009", "BELNR": invoice.number, "DATUM": day}),
            *_names(order),
        ]
        for line, units, cents in invoice.lines:
            segments += _item(order, line, units)
            segments.append(Segment("E1EDP26", {"QUALF": "003", "BETRG": amount_text(cents)}))
        for total, cents in (("010", net_cents), ("005", invoice.tax_cents), ("011", invoice.total_cents)):
            segments.append(
                Segment("E1EDS01", {"SUMID": total, "SUMME": amount_text(cents), "WAERQ": order.currency})
            )
        return self._idoc("INVOIC02", "INVOIC", segments)

    def _idoc(self, basic_type: str, message: str, segments: list[Segment]) -> Idoc:
        day, time = self._stamp(self._now())
        control = {
            "TABNAM": flat_file.TABNAM,
            "MANDT": MANDT,
            "DOCNUM": self._numbers.next().rjust(16, "0"),
            "DOCREL": "700",
            "STATUS": "30",
            "DIRECT": "1",
            "OUTMOD": "2",
            "IDOCTYP": basic_type,
            "CIMTYP": "ZGOLIVE" if any(segment.name == "Z1FREE" for segment in segments) else "",
            "MESTYP": message,
            "SNDPOR": "SAPERP",
            "SNDPRT": "LS",
            "SNDPRN": "ERPCLNT100",
            "RCVPOR": "FILE",
            "RCVPRT": "LS",
            "RCVPRN": "WEBSHOP",
            "CREDAT": day,
            "CRETIM": time,
        }
        return Idoc(control, 0, segments)

    @staticmethod
    def _stamp(at_ms: int) -> tuple[str, str]:
        text = instant_text(at_ms)
        return text[:10].replace("-", ""), text[11:19].replace(":", "")


def _names(order: Order) -> list[Segment]:
    """The customer's purchase order number, the number of the sales order, and the customer."""
    return [
        Segment("E1EDKA1", {"PARVW": "AG", "PARTN": order.customer.number}),
        Segment("E1EDK02", {"QUALF": PURCHASE_ORDER, "BELNR": order.external_reference}),
        Segment("E1EDK02", {"QUALF": SALES_ORDER, "BELNR": order.number}),
    ]


def _items(order: Order) -> list[Segment]:
    return [
        segment
        for at, line in enumerate(order.lines)
        for segment in _item(order, at, line.quantity - line.cancelled)
    ]


def _item(order: Order, at: int, units: int) -> list[Segment]:
    item = order.lines[at].item
    head = {"POSEX": f"{10 * (at + 1):06}", "MENGE": text(units, item.scale), "MENEE": "PCE"}
    number = {"QUALF": OWN_MATERIAL, "IDTNR": item.sku}
    return [Segment("E1EDP01", head), Segment("E1EDP19", number)]
