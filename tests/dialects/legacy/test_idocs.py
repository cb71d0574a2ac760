"""Facts about IDocs in flat files."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fake_erp.channels.rows import Fate, Outcome

from ..facts import fact
from ..transport import Transport
from .exchange import Exchange, control, order, segment, status

DIALECT = "legacy"


def sent(talk: Transport, lines: Sequence[str] = ()) -> tuple[Exchange, list[dict[str, object]]]:
    partner = Exchange(talk)
    records = partner.send(list(lines) or order(customer=partner.customer()))
    return partner, [status(record) for record in records]


@fact("legacy-1-01", part="status")
def test_there_is_no_online_interface(talk: Transport) -> None:
    for path in ("/api/v1/orders", "/api/v1/openapi.json", "/sap/opu/odata/sap/API_SALES_ORDER_SRV"):
        answer = talk.send("GET", path)
        assert (answer.status, answer.text) == (404, "Not Found\n")


@fact("legacy-1-02", "legacy-1-03", part="body:content")
def test_lengths_of_records(talk: Transport) -> None:
    partner, _ = sent(talk)
    head, *data = partner.written("ORDRSP")
    assert (len(head), head[:8]) == (524, "EDI_DC40")
    assert {len(line) for line in data} == {1063}
    assert partner.lines("orders.sta")[0].startswith("EDI_DS40")


@fact("legacy-1-04", "legacy-1-05", part="body:content")
def test_segments_are_numbered(talk: Transport) -> None:
    partner, _ = sent(talk)
    head, *data = partner.written("ORDRSP")
    assert {line[33:49] for line in data} == {head[13:29]}
    assert [line[49:55] for line in data] == [f"{number:06}" for number in range(1, len(data) + 1)]
    item, material = data[-2:]
    assert (item[55:61], material[55:61]) == ("000000", item[49:55])


@fact("legacy-1-06", part="body:content")
def test_segments_have_the_names_of_definitions(talk: Transport) -> None:
    partner, _ = sent(talk)
    assert partner.written("ORDRSP")[1].startswith("E2EDK01005 ")


@fact("legacy-1-07", part="body:content")
def test_the_direction(talk: Transport) -> None:
    partner, _ = sent(talk)
    assert partner.written("ORDRSP")[0][35] == "1"
    wrong = order("PO-2", customer=partner.customer())
    (record,) = partner.send([control(direct="1"), *wrong[1:]], "wrong.idoc")
    assert status(record)["status"] == "60"


@fact("legacy-2-01", "legacy-2-06", part="body:content")
def test_an_order_is_posted(talk: Transport) -> None:
    partner, (told,) = sent(talk)
    assert (told["status"], told["class"], told["number"], told["type"]) == ("53", "V1", "311", "S")
    assert told["text"] == "Standard Order SO100001 has been saved"
    saved = partner.world.erp.orders.get("SO100001")
    assert (saved.external_reference, saved.status, saved.prepaid) == ("PO-1", "released", True)
    assert [(line.item.sku, line.quantity, line.unit_price_cents) for line in saved.lines] == [("A", 2, 1999)]


@fact("legacy-2-02", "legacy-2-05", part="body:content")
def test_an_order_is_not_posted(talk: Transport) -> None:
    _, (told,) = sent(talk, order(customer="C9"))
    assert (told["status"], told["class"], told["type"]) == ("51", "VP", "E")
    assert isinstance(told["parameters"], list)
    assert "C9" in "".join(told["parameters"])
    assert str(told["text"]).startswith(str(told["parameters"][0]))


@fact("legacy-2-03", part="body:content")
def test_a_wrong_structure(talk: Transport) -> None:
    partner = Exchange(talk)
    right = order(customer=partner.customer())
    wrong = {
        "unknown": [*right, segment("E2EDXYZ", ("1", 3))],
        "type": [control(type="ORDERS99"), *right[1:]],
        "extension": [control(extension=""), *right[1:]],
        "number": [*right[:-1], segment("E2EDP19001", ("002", 3), number="0000000000000078")],
        "header": [right[0], *right[2:]],
    }
    for name, lines in wrong.items():
        (record,) = partner.send(lines, f"{name}.idoc")
        assert status(record)["status"] == "60", name
    assert not partner.world.erp.orders.by_number


@fact("legacy-2-04", part="body:content")
def test_a_status_names_the_number_of_the_sender(talk: Transport) -> None:
    _, (told,) = sent(talk)
    assert (told["docnum"], told["key"]) == ("0000000000000077", "PO-1")


@fact("legacy-2-07", "legacy-2-08", part="body:content")
def test_references(talk: Transport) -> None:
    partner, _ = sent(talk)
    assert partner.data("ORDRSP", "E2EDK02")[0].split() == ["001PO-1"]
    assert partner.data("ORDRSP", "E2EDP19")[0].split() == ["002A"]


@fact("legacy-2-09", part="body:content")
def test_an_external_partner_number(talk: Transport) -> None:
    partner = Exchange(talk)
    cells = [("", 3), ("WEB-1", 10), ("", 140), ("DE", 3), ("", 23), ("Bo", 35), ("", 107), ("Köln", 35)]
    cells += [("", 55), ("50667", 10), ("", 49), ("Hauptstr. 1", 35)]
    master = segment("E2KNA1M005", *cells)
    mail = segment("Z2FREE000", ("email", 40), ("bo@example.com", 255))
    records = partner.send([control(type="DEBMAS06", message="DEBMAS"), master, mail], "customers.idoc")
    assert status(records[0])["status"] == "53", records
    records = partner.send(order(external="WEB-1"))
    assert status(records[0])["status"] == "53", records
    assert partner.world.erp.orders.get("SO100001").customer.email == "bo@example.com"


@fact("legacy-2-10", part="body:content")
def test_parties(talk: Transport) -> None:
    partner = Exchange(talk)
    lines = order(customer=partner.customer())
    cells = [
        ("", 34),
        ("Ann", 35),
        ("Shop AG", 35),
        ("", 70),
        ("Hauptstr. 1", 35),
        ("", 70),
        ("Köln", 35),
        ("", 9),
    ]
    for function in ("WE", "RE"):
        lines.insert(4, segment("E2EDKA1003", (function, 3), *cells, ("50667", 9), ("", 9), ("DE", 3)))
    assert status(partner.send(lines)[0])["status"] == "53"
    saved = partner.world.erp.orders.get("SO100001")
    place = {"street": "Hauptstr. 1", "city": "Köln", "postcode": "50667", "country": "DE"}
    assert saved.ship_to == saved.bill_to == {"name": "Ann", "company": "Shop AG", **place}


@fact("legacy-2-11", part="body:content")
def test_a_delivery_block(talk: Transport) -> None:
    partner = Exchange(talk)
    assert status(partner.send(order(customer=partner.customer(), block="01"))[0])["status"] == "53"
    assert partner.world.erp.orders.get("SO100001").status == "draft"
    assert partner.data("ORDRSP", "E2EDK01")[0][291:293] == "01"


@fact("legacy-2-12", part="body:content")
def test_a_change_cancels(talk: Transport) -> None:
    partner, _ = sent(talk)
    change = [
        control(message="ORDCHG"),
        segment("E2EDK01005", ("", 4), ("EUR", 3)),
        segment("E2EDK02", ("001", 3), ("PO-1", 35)),
        segment("E2EDP01005", ("000010", 6), ("003", 3)),
    ]
    assert status(partner.send(change, "changes.idoc")[0])["status"] == "53"
    assert partner.world.erp.orders.get("SO100001").status == "cancelled"
    assert [head[:3] for head in partner.data("ORDRSP", "E2EDK01")] == ["   ", "003"]


@fact("legacy-2-13", part="body:content")
def test_a_purchase_order_comes_twice(talk: Transport) -> None:
    partner = Exchange(talk)
    partner.world.erp.change_rule("duplicate_reference", mode="accept")
    for name in ("one.idoc", "two.idoc"):
        (record,) = partner.send(order(customer=partner.customer()), name)
        assert status(record)["status"] == "53"
    assert len(partner.world.erp.orders.by_number) == 2


@fact("legacy-2-14", part="body:content")
def test_each_idoc_has_its_own_status(talk: Transport) -> None:
    partner = Exchange(talk)
    good = order("PO-2", customer=partner.customer(), number="0000000000000078")
    records = partner.send([*order(customer="C9"), *good])
    assert [(each["docnum"][-2:], each["status"]) for each in map(status, records)] == [
        ("77", "51"),
        ("78", "53"),
    ]


@fact("legacy-3-01", part="body:content")
def test_a_confirmation(talk: Transport) -> None:
    partner, _ = sent(talk)
    head = partner.written("ORDRSP")[0]
    assert (head[39:47], head[99:105]) == ("ORDERS05", "ORDRSP")
    assert partner.data("ORDRSP", "E2EDK01")[0][83:118].strip() == "SO100001"


def shipped(talk: Transport) -> Exchange:
    partner, _ = sent(talk)
    erp = partner.world.erp
    partner.world.now_ms += 86_400_000
    erp.shipping.wave()
    erp.invoicing.run()
    erp.idocs.write()
    partner.login()
    return partner


@fact("legacy-3-02", "legacy-3-03", part="body:content")
def test_a_despatch_advice(talk: Transport) -> None:
    partner = shipped(talk)
    head = partner.written("DESADV")[0]
    assert (head[39:47], head[99:105]) == ("DELVRY03", "DESADV")
    assert partner.data("DESADV", "E2EDL41")[0].split() == ["001PO-1"]
    item = partner.data("DESADV", "E2EDL24")[0]
    assert (item[:6], item[6:24].strip(), item[176:191].strip()) == ("000010", "A", "2.000")


@fact("legacy-3-04", "legacy-3-05", part="body:content")
def test_an_invoice(talk: Transport) -> None:
    partner = shipped(talk)
    head = partner.written("INVOIC")[0]
    assert (head[39:47], head[99:105]) == ("INVOIC02", "INVOIC")
    totals = {line[:3]: line[3:21].strip() for line in partner.data("INVOIC", "E2EDS01")}
    assert totals["011"] == "39.98"
    assert Decimal(totals["010"]) + Decimal(totals["005"]) == Decimal("39.98")


def test_a_credit_memo_request(talk: Transport) -> None:
    partner = shipped(talk)
    numbers = (("001", "CM-1"), ("002", "SO100001"))
    names = [segment("E2EDK02", (qualifier, 3), (number, 35)) for qualifier, number in numbers]
    head = segment("E2EDK01005", ("", 79), ("G2", 4))
    records = partner.send(
        [control(), head, *names, segment("E2EDS01", ("002", 3), ("10.00", 18))], "credit.idoc"
    )
    assert status(records[0])["status"] == "53", records
    (note,) = partner.world.erp.credit_notes.by_number.values()
    assert (note.reference, note.total_cents, note.order.number) == ("CM-1", 1000, "SO100001")


class Conceals:
    """Carries a row out and does not tell its outcome, as a lost reply."""

    def __init__(self) -> None:
        self.met: list[tuple[str, str]] = []

    def meets(self, operation: str, key: str, by: str) -> Fate | None:
        self.met.append((operation, key))
        return Fate(1, is_untold=key == "PO-1")

    def ended(self, fate: Fate, outcome: Outcome) -> None:
        pass


def test_a_fault_acts_on_each_order_of_a_file(talk: Transport) -> None:
    partner = Exchange(talk)
    hook = Conceals()
    partner.world.erp.rows.connect(hook)
    good = order("PO-2", customer=partner.customer(), number="0000000000000078")
    records = partner.send([*order(customer=partner.customer()), *good])
    assert hook.met == [("order.create", "PO-1"), ("order.create", "PO-2")]
    assert [status(record)["docnum"][-2:] for record in records] == ["78"]
    assert len(partner.world.erp.orders.by_number) == 2


def test_a_file_without_a_control_record_is_not_read(talk: Transport) -> None:
    partner = Exchange(talk)
    partner.put(order(customer=partner.customer())[1:])
    reason = partner.read("orders.idoc.reason.txt", "error").data["content"]
    assert "line 1: expected a control record, which begins with EDI_DC40" in reason
    assert not partner.world.erp.orders.by_number
