"""A client of Sage Intacct."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import escape

from ..short.speaker import Refused, Speaker
from ..transport import Answer

GATEWAY = "/ia/xml/xmlgw.phtml"


def tag(name: str, content: Any) -> str:
    return f"<{name}>{escape(str(content))}</{name}>"


def tree(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


def field(name: str, value: Any) -> str:
    return tree("customfield", tag("customfieldname", name) + tag("customfieldvalue", value))


class IntacctSpeaker(Speaker):
    name = "sage_intacct"
    typed = False
    targets = (GATEWAY, "/ia/xml")
    field_names = ("request",)
    bodies = (
        b"",
        b"<request/>",
        b"<request><control/><operation><content><function><read/></function></content></operation></request>",
        b"<!DOCTYPE a [<!ENTITY x 'y'>]><request>&x;</request>",
        b"<a>" * 100,
    )
    unique = False
    count = 0

    def login(self, client: str = "shop", secret: str = "secret") -> None:
        self.keys = self.talk.erp.dialect.login(client, secret)
        self.session = ""
        (api,) = self.run(tree("getAPISession", "")).iter("api")
        self.session = api.findtext("sessionid", "")

    def body(self, *functions: str) -> str:
        keys = self.keys
        control = tag("senderid", keys["sender_id"]) + tag("password", keys["sender_password"])
        control += (
            tag("controlid", f"c{self.count}")
            + tag("uniqueid", str(self.unique).lower())
            + tag("dtdversion", "3.0")
        )
        login = tag("userid", keys["user_id"]) + tag("companyid", keys["company_id"])
        login = tree("login", login + tag("password", keys["user_password"]))
        authentication = tree("authentication", tag("sessionid", self.session) if self.session else login)
        content = tree("content", "".join(f'<function controlid="f">{each}</function>' for each in functions))
        return tree("request", tree("control", control) + tree("operation", authentication + content))

    def send(self, *functions: str) -> Answer:
        return self.talk.send("POST", GATEWAY, self.body(*functions), {"content-type": "application/xml"})

    def run(self, function: str) -> Element:
        answer = self.send(function)
        if answer.status >= 500:
            raise Refused(answer, answer.text)
        root = fromstring(answer.text)
        error = root.find(".//error")
        if error is not None:
            raise Refused(answer, f"{error.findtext('errorno')} {error.findtext('description2')}")
        found = root.find(".//result")
        assert found is not None
        return found

    def rows(self, name: str, query: str) -> list[Element]:
        asked = tag("object", name) + tag("fields", "*") + tag("query", query) + tag("pagesize", 100)
        return list(self.run(tree("readByQuery", asked)).iter(name.lower()))

    def create(self, order: dict[str, Any]) -> str:
        key = self.run(self.transaction(order)).findtext("key", "")
        return key.rpartition("-")[2]

    def transaction(self, order: dict[str, Any]) -> str:
        day = order["ordered_at"]
        payment, shipping = order.get("payment", {}), order.get("shipping", {})
        sent = tag("transactiontype", "Sales Order")
        sent += tree("datecreated", tag("year", day[:4]) + tag("month", day[5:7]) + tag("day", day[8:10]))
        sent += tag("customerid", order["customer"]) + tag("referenceno", order["external_reference"])
        sent += tag("shippingmethod", shipping.get("method", ""))
        for which, name in (("ship_to", "shipto"), ("bill_to", "billto")):
            if order.get(which):
                sent += tree(name, self.contact(order[which]))
        sent += tag("currency", order["currency"])
        free = {
            **order.get("custom", {}),
            "ORDEREDAT": day,
            "PAYMENTMETHOD": payment.get("method", ""),
            "PAYMENTAMOUNT": payment.get("amount", "0"),
            "PREPAID": str(payment.get("prepaid", False)).lower(),
            "PRICESINCLUDETAX": str(order.get("prices_include_tax", True)).lower(),
        }
        sent += tree("customfields", "".join(field(name, value) for name, value in free.items()))
        sent += tag("state", "Pending" if order.get("release") else "Draft")
        sent += tree("sotransitems", "".join(self.line(line) for line in order["lines"]))
        if "amount" in shipping:
            charge = tag("description", "Shipping") + tag("total", shipping["amount"])
            sent += tree("subtotals", tree("subtotal", charge))
        return tree("create_sotransaction", sent)

    @staticmethod
    def contact(address: dict[str, str]) -> str:
        own = {"name": "printas", "company": "companyname", "phone": "phone1"}
        mail = {
            "street": "address1",
            "city": "city",
            "region": "state",
            "postcode": "zip",
            "country": "country",
        }
        sent = "".join(tag(name, address[part]) for part, name in own.items() if part in address)
        inner = "".join(tag(name, address[part]) for part, name in mail.items() if part in address)
        return tree("contact", sent + tree("mailaddress", inner))

    @staticmethod
    def line(line: dict[str, Any]) -> str:
        names = {"item": "itemid", "warehouse": "warehouseid", "quantity": "quantity", "unit_price": "price"}
        sent = "".join(tag(name, line[part]) for part, name in names.items() if part in line)
        if "discount" in line:
            sent += tree("customfields", field("DISCOUNTAMOUNT", line["discount"]))
        return tree("sotransitem", sent)

    def read(self, number: str) -> dict[str, Any]:
        asked = tag("object", "SODOCUMENT") + tag("keys", f"Sales Order-{number}") + tag("fields", "*")
        (order,) = self.run(tree("read", asked)).iter("SODOCUMENT")
        rows = self.rows("SODOCUMENTENTRY", f"DOCHDRID = 'Sales Order-{number}'")
        return {
            "reference": order.findtext("PONUMBER"),
            "cancelled": order.findtext("STATE") == "Declined",
            "lines": [(row.findtext("ITEMID"), int(row.findtext("UIQTY", ""))) for row in rows],
        }

    def find(self, reference: str) -> list[str]:
        return [row.findtext("DOCNO", "") for row in self.rows("SODOCUMENT", f"PONUMBER = '{reference}'")]

    def cancel(self, number: str) -> None:
        self.run(f'<delete_sotransaction key="Sales Order-{number}"/>')

    def create_customer(self, customer: dict[str, Any]) -> str:
        address = customer["address"]
        mail = tag("ADDRESS1", address["street"]) + tag("CITY", address["city"])
        mail += tag("ZIP", address["postcode"]) + tag("COUNTRYCODE", address["country"])
        contact = (
            tag("EMAIL1", customer["email"]) + tag("PHONE1", customer["phone"]) + tree("MAILADDRESS", mail)
        )
        sent = tag("NAME", customer["name"]) + tag("EXTERNALID", customer["external_reference"])
        created = self.run(tree("create", tree("CUSTOMER", sent + tree("DISPLAYCONTACT", contact))))
        return next(created.iter("CUSTOMERID")).text or ""

    def find_customer(self, email: str) -> list[str]:
        rows = self.rows("CUSTOMER", f"DISPLAYCONTACT.EMAIL1 = '{email}'")
        return [row.findtext("CUSTOMERID", "") for row in rows]

    def available(self, sku: str) -> int:
        rows = self.rows("ITEMWAREHOUSEINFO", f"ITEMID = '{sku}'")
        return sum(int(row.findtext("AVAILABLE", "")) for row in rows)

    def shipments(self, number: str) -> list[tuple[str, int]]:
        rows = self.rows("SODOCUMENTENTRY", f"DOCPARID = 'Shipper' and CREATEDFROM = 'Sales Order-{number}'")
        return [(row.findtext("ITEMID", ""), int(row.findtext("UIQTY", ""))) for row in rows]

    def invoices(self, number: str) -> list[str]:
        rows = self.rows("SODOCUMENT", f"DOCPARID = 'Sales Invoice' and CREATEDFROM = 'Sales Order-{number}'")
        return [row.findtext("TOTAL", "") for row in rows]
