"""A client of Infor M3."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from ..short.speaker import Refused, Speaker

PARTS = {
    "name": "CUNM",
    "street": "CUA1",
    "company": "CUA2",
    "city": "TOWN",
    "region": "ECAR",
    "postcode": "PONO",
    "country": "CSCD",
    "phone": "PHNO",
}
EXECUTE = "/GOLIVE_TST/M3/m3api-rest/v2/execute"


class M3Speaker(Speaker):
    name = "infor_m3"
    typed = False
    targets = (
        f"{EXECUTE}/OIS100MI/AddBatchHead",
        f"{EXECUTE}/OIS100MI/AddBatchLine",
        f"{EXECUTE}/OIS100MI/Confirm?ORNO=T000000001",
        f"{EXECUTE}/OIS100MI/GetHead?ORNO={{number}}",
        f"{EXECUTE}/CRS610MI/Add",
        f"{EXECUTE}/CRS610MI/SearchCustomer?SQRY=",
        EXECUTE,
        "/GOLIVE_TST/as/token.oauth2",
    )
    field_names = ("CUNO", "CUOR", "ORNO", "ITNO", "ORQT", "program", "transactions", "ORDT", "MAIL")

    def login(self, client: str = "shop", secret: str = "secret") -> None:
        login = self.talk.erp.dialect.login(client, secret)
        form = {
            "grant_type": "password",
            "client_id": login["ci"],
            "client_secret": login["cs"],
            "username": login["saak"],
            "password": login["sask"],
        }
        answer = self.talk.send("POST", login["token_url"], urlencode(form))
        if answer.status != 200:
            raise Refused(answer, answer.data["error"])
        self.talk.headers["authorization"] = f"Bearer {answer.data['access_token']}"

    def run(self, program: str, transaction: str, **record: Any) -> list[dict[str, str]]:
        answer = self.talk.send("GET", f"{EXECUTE}/{program}/{transaction}?{urlencode(record)}")
        if answer.status != 200 or answer.data["nrOfFailedTransactions"]:
            result = (answer.data or {}).get("results", [{}])[0]
            raise Refused(answer, f"{result.get('errorCode')} {result.get('errorMessage')}")
        rows: list[dict[str, str]] = answer.data["results"][0]["records"]
        return rows

    def create(self, order: dict[str, Any]) -> str:
        entry = self.run("OIS100MI", "AddBatchHead", **self.head(order))[0]["ORNO"]
        names = {
            "item": "ITNO",
            "quantity": "ORQT",
            "unit_price": "SAPR",
            "discount": "DIA1",
            "warehouse": "WHLO",
        }
        for line in order["lines"]:
            record = {names[name]: value for name, value in line.items()}
            self.run("OIS100MI", "AddBatchLine", ORNO=entry, **record)
        for which, kind in (("ship_to", "01"), ("bill_to", "03")):
            if order.get(which):
                parts = {PARTS[part]: value for part, value in order[which].items()}
                self.run("OIS100MI", "AddBatchAddress", ORNO=entry, ADRT=kind, **parts)
        if order.get("shipping", {}).get("amount"):
            self.run(
                "OIS100MI", "AddBatchHeadChrg", ORNO=entry, CRID="FREIGHT", CRAM=order["shipping"]["amount"]
            )
        for name, value in self.free(order).items():
            self.run("CUSEXTMI", "AddFieldValue", FILE="OXHEAD", PK01=entry, PK02=name, A030=value)
        number = self.run("OIS100MI", "Confirm", ORNO=entry)[0]["ORNO"]
        if number == entry:
            (state,) = self.run("OIS275MI", "GetBatchHead", ORNO=entry)
            raise Refused(self.talk.send("GET", "/"), f"{state['STAT']} {state['MSG']}")
        return number

    def head(self, order: dict[str, Any]) -> dict[str, Any]:
        shown = {
            "CONO": 100,
            "CUNO": order["customer"],
            "CUOR": order["external_reference"],
            "CUCD": order["currency"],
            "ORTP": "A01",
            "ORDT": order["ordered_at"][:10].replace("-", ""),
            "ORTM": order["ordered_at"][11:19].replace(":", ""),
            "OBLC": "0" if order.get("release") else "1",
            "PYCD": order.get("payment", {}).get("method", ""),
            "MODL": order.get("shipping", {}).get("method", ""),
        }
        return {name: value for name, value in shown.items() if value != ""}

    def free(self, order: dict[str, Any]) -> dict[str, Any]:
        payment = order.get("payment", {})
        return {
            **order.get("custom", {}),
            "PRICESINCL": "1" if order.get("prices_include_tax", True) else "0",
            "PREPAID": "1" if payment.get("prepaid") else "0",
            "PAYAMOUNT": payment.get("amount", "0"),
        }

    def read(self, number: str) -> dict[str, Any]:
        (head,) = self.run("OIS100MI", "GetHead", ORNO=number)
        lines = self.run("OIS100MI", "LstLine", ORNO=number)
        return {
            "reference": head["CUOR"],
            "cancelled": head["ORST"] == "90",
            "lines": [(line["ITNO"], int(line["ORQT"])) for line in lines],
        }

    def find(self, reference: str) -> list[str]:
        return [row["ORNO"] for row in self.run("OIS100MI", "SearchHead", SQRY=f"CUOR:{reference}")]

    def cancel(self, number: str) -> None:
        self.run("OIS100MI", "CnlOrder", ORNO=number)

    def create_customer(self, customer: dict[str, Any]) -> str:
        address = customer["address"]
        return self.run(
            "CRS610MI",
            "Add",
            CUNM=customer["name"],
            MAIL=customer["email"],
            PHNO=customer["phone"],
            ALCU=customer["external_reference"],
            CUA1=address["street"],
            TOWN=address["city"],
            PONO=address["postcode"],
            CSCD=address["country"],
        )[0]["CUNO"]

    def find_customer(self, email: str) -> list[str]:
        return [row["CUNO"] for row in self.run("CRS610MI", "SearchCustomer", SQRY=f"MAIL:{email}")]

    def available(self, sku: str) -> int:
        (row,) = self.run("MMS200MI", "GetItmWhsBal", ITNO=sku, WHLO="main")
        return int(row["AVAL"])

    def shipments(self, number: str) -> list[tuple[str, int]]:
        return [(row["ITNO"], int(row["DLQT"])) for row in self.run("MWS411MI", "LstDelLine", RIDN=number)]

    def invoices(self, number: str) -> list[str]:
        return [row["CUAM"] for row in self.run("OIS350MI", "LstInvHead", ORNO=number)]
