"""Clients of Sage X3: one of SOAP, one of SData."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import escape, quoteattr

from ..short.speaker import Refused, Speaker
from ..transport import Answer

SOAP = "/soap-generic/syracuse/collaboration/syracuse/CAdxWebServiceXmlCC"
REST = "/api1/x3/erp/GOLIVE"
PARTS = {
    "name": "NAM",
    "company": "NAM2",
    "street": "ADDLIG",
    "city": "CTY",
    "region": "SAT",
    "postcode": "POSCOD",
    "country": "CRY",
    "phone": "TEL",
}
NAMES = {
    "item": "ITMREF",
    "quantity": "QTY",
    "unit_price": "GROPRI",
    "discount": "DISCRGVAL1",
    "warehouse": "STOFCY",
}


def header(order: dict[str, Any]) -> dict[str, Any]:
    payment, shipping = order.get("payment", {}), order.get("shipping", {})
    shown = {
        "SALFCY": "FR011",
        "SOHTYP": "SON",
        "CUSORDREF": order["external_reference"],
        "BPCORD": order["customer"],
        "ORDDAT": order["ordered_at"][:10].replace("-", ""),
        "ZORDTIM": order["ordered_at"],
        "CUR": order["currency"],
        "PRITYP": "2" if order.get("prices_include_tax", True) else "1",
        "MDL": shipping.get("method", ""),
        "ZSHPAMT": shipping.get("amount", ""),
        "ZPAYMET": payment.get("method", ""),
        "ZPAYAMT": payment.get("amount", ""),
        "ZPREPAID": "2" if payment.get("prepaid") else "1",
        "ZRELEASE": "2" if order.get("release") else "1",
    }
    shown |= {f"ZZ_{name}": value for name, value in order.get("custom", {}).items()}
    for which, before in (("ship_to", "BPD"), ("bill_to", "BPI")):
        shown |= {f"{before}{PARTS[part]}": value for part, value in order.get(which, {}).items()}
    return shown


def customer_fields(customer: dict[str, Any]) -> dict[str, Any]:
    address = customer["address"]
    return {
        "BPCNAM": customer["name"],
        "WEB": customer["email"],
        "TEL": customer["phone"],
        "BPCREF": customer["external_reference"],
        "BPAADDLIG": address["street"],
        "CTY": address["city"],
        "POSCOD": address["postcode"],
        "CRY": address["country"],
    }


class _X3(Speaker):
    def login(self, client: str = "shop", secret: str = "secret") -> None:
        login = self.talk.erp.dialect.login(client, secret)
        pair = b64encode(f"{login['user']}:{login['password']}".encode()).decode()
        self.talk.headers["authorization"] = f"Basic {pair}"


class SoapSpeaker(_X3):
    name = "sage_x3"
    typed = False
    targets = (SOAP, "/soap-generic")
    field_names = ("x",)
    bodies = (
        b"",
        b"<Envelope/>",
        b"<Envelope><Body><save><callContext><poolAlias>GOLIVE</poolAlias></callContext>"
        b"<publicName>SOH</publicName><objectXml>&lt;PARAM</objectXml></save></Body></Envelope>",
        b"<Envelope><Body><read><callContext><poolAlias>GOLIVE</poolAlias></callContext>"
        b"<publicName>SOH</publicName></read></Body></Envelope>",
    )

    def send(self, verb: str, name: str, more: str, pool: str = "GOLIVE") -> Answer:
        context = f"<callContext><codeLang>ENG</codeLang><poolAlias>{pool}</poolAlias></callContext>"
        call = f"<wss:{verb}>{context}<publicName>{name}</publicName>{more}</wss:{verb}>"
        spaces = (
            'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wss="http://www.adonix.com/WSS"'
        )
        body = f"<soapenv:Envelope {spaces}><soapenv:Body>{call}</soapenv:Body></soapenv:Envelope>"
        return self.talk.send("POST", SOAP, body, {"content-type": "text/xml", "soapaction": '""'})

    def run(self, verb: str, name: str, more: str) -> Element:
        answer = self.send(verb, name, more)
        if answer.status != 200:
            raise Refused(answer, answer.text)
        root = fromstring(answer.text)
        status, result = root.findtext(".//status"), root.findtext(".//resultXml")
        if status != "1":
            raise Refused(answer, root.findtext(".//message") or "")
        return fromstring(result.partition("?>")[2]) if result else root

    @staticmethod
    def keys(**keys: str) -> str:
        rows = [f"<item><key>{key}</key><value>{escape(value)}</value></item>" for key, value in keys.items()]
        return f"<objectKeys>{''.join(rows)}</objectKeys>"

    @staticmethod
    def param(fields: dict[str, Any], lines: list[dict[str, Any]] | None = None) -> str:
        def written(row: dict[str, Any]) -> str:
            return "".join(
                f"<FLD NAME={quoteattr(key)}>{escape(str(value))}</FLD>" for key, value in row.items()
            )

        table = "".join(f'<LIN NUM="{at}">{written(row)}</LIN>' for at, row in enumerate(lines or [], 1))
        table = f'<TAB ID="SOH4_1">{table}</TAB>' if lines is not None else ""
        xml = f'<?xml version="1.0" encoding="UTF-8"?><PARAM><GRP ID="SOH0_1">{written(fields)}</GRP>{table}</PARAM>'
        return f"<objectXml><![CDATA[{xml}]]></objectXml>"

    @staticmethod
    def fields(row: Element) -> dict[str, str]:
        return {each.get("NAME", ""): each.text or "" for each in row.findall("FLD")}

    def listed(self, name: str, **keys: str) -> list[dict[str, str]]:
        found = self.run("query", name, f"{self.keys(**keys)}<listSize>100</listSize>")
        return [self.fields(row) for row in found.findall("LIN")]

    def whole(self, name: str, **keys: str) -> tuple[dict[str, str], list[dict[str, str]]]:
        found = self.run("read", name, self.keys(**keys))
        group = found.find("GRP")
        assert group is not None
        return self.fields(group), [self.fields(row) for row in found.findall("TAB/LIN")]

    def create(self, order: dict[str, Any]) -> str:
        lines = [{NAMES[name]: value for name, value in line.items()} for line in order["lines"]]
        group = self.run("save", "SOH", self.param(header(order), lines)).find("GRP")
        assert group is not None
        return self.fields(group)["SOHNUM"]

    def read(self, number: str) -> dict[str, Any]:
        order, lines = self.whole("SOH", SOHNUM=number)
        return {
            "reference": order["CUSORDREF"],
            "cancelled": order["ZCANCEL"] == "2",
            "lines": [(line["ITMREF"], int(line["QTY"])) for line in lines],
        }

    def find(self, reference: str) -> list[str]:
        return [row["SOHNUM"] for row in self.listed("SOH", CUSORDREF=reference)]

    def cancel(self, number: str) -> None:
        self.run("delete", "SOH", self.keys(SOHNUM=number))

    def create_customer(self, customer: dict[str, Any]) -> str:
        group = self.run("save", "BPC", self.param(customer_fields(customer))).find("GRP")
        assert group is not None
        return self.fields(group)["BPCNUM"]

    def find_customer(self, email: str) -> list[str]:
        return [row["BPCNUM"] for row in self.listed("BPC", WEB=email)]

    def available(self, sku: str) -> int:
        return sum(int(row["AVASTO"]) for row in self.listed("ITV", ITMREF=sku))

    def shipments(self, number: str) -> list[tuple[str, int]]:
        found = [self.whole("SDH", SDHNUM=row["SDHNUM"]) for row in self.listed("SDH", SOHNUM=number)]
        return [(line["ITMREF"], int(line["QTY"])) for _, lines in found for line in lines]

    def invoices(self, number: str) -> list[str]:
        return [f"{float(row['AMTATI']):.2f}" for row in self.listed("SIH", SOHNUM=number)]


class SDataSpeaker(_X3):
    name = "sage_x3"
    targets = (
        f"{REST}/SORDER",
        f"{REST}/SORDER('{{number}}')",
        f"{REST}/SORDER?where=",
        f"{REST}/BPCUSTOMER",
    )
    field_names = ("CUSORDREF", "BPCORD", "SOH4", "CUR", "ORDDAT", "ZZ_note", "BPCNAM")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.talk.send(method, f"{REST}/{path}", body)
        if answer.status >= 300:
            raise Refused(answer, answer.data["$diagnoses"][0]["$message"])
        return answer.data

    def rows(self, name: str, field: str, value: str) -> list[dict[str, Any]]:
        where = quote(f'{field} eq "{value}"')
        rows: list[dict[str, Any]] = self.ask("GET", f"{name}?representation={name}.$query&where={where}")[
            "$resources"
        ]
        return rows

    def create(self, order: dict[str, Any]) -> str:
        lines = [{NAMES[name]: value for name, value in line.items()} for line in order["lines"]]
        sent = {**header(order), "SOH4": lines}
        number: str = self.ask("POST", "SORDER?representation=SORDER.$create", sent)["SOHNUM"]
        return number

    def read(self, number: str) -> dict[str, Any]:
        order = self.ask("GET", f"SORDER('{number}')?representation=SORDER.$details")
        return {
            "reference": order["CUSORDREF"],
            "cancelled": order["ZCANCEL"] == "2",
            "lines": [(line["ITMREF"], line["QTY"]) for line in order["SOH4"]],
        }

    def find(self, reference: str) -> list[str]:
        return [row["SOHNUM"] for row in self.rows("SORDER", "CUSORDREF", reference)]

    def cancel(self, number: str) -> None:
        self.ask("DELETE", f"SORDER('{number}')")

    def create_customer(self, customer: dict[str, Any]) -> str:
        number: str = self.ask("POST", "BPCUSTOMER", customer_fields(customer))["BPCNUM"]
        return number

    def find_customer(self, email: str) -> list[str]:
        return [row["BPCNUM"] for row in self.rows("BPCUSTOMER", "WEB", email)]

    def available(self, sku: str) -> int:
        return sum(row["AVASTO"] for row in self.rows("ITMMVT", "ITMREF", sku))

    def shipments(self, number: str) -> list[tuple[str, int]]:
        found = [
            self.ask("GET", f"SDELIVERY('{row['SDHNUM']}')")
            for row in self.rows("SDELIVERY", "SOHNUM", number)
        ]
        return [(line["ITMREF"], line["QTY"]) for each in found for line in each["SDH1"]]

    def invoices(self, number: str) -> list[str]:
        return [f"{row['AMTATI']:.2f}" for row in self.rows("SINVOICE", "SOHNUM", number)]
