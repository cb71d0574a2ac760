"""A client of Epicor Kinetic."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from urllib.parse import quote

from ..short.speaker import Refused, Speaker
from ..transport import Answer

REST = "/kinetic/api/v2/odata/EPIC06"
SALES = "Erp.BO.SalesOrderSvc"
PARTS = {
    "name": "Name",
    "street": "Address1",
    "company": "Address2",
    "city": "City",
    "region": "State",
    "postcode": "Zip",
    "country": "CountryISO",
    "phone": "PhoneNum",
}
NAMES = {
    "item": "PartNum",
    "quantity": "SellingQuantity",
    "unit_price": "DocUnitPrice",
    "discount": "DocDiscount",
    "warehouse": "WarehouseCode",
}


class EpicorSpeaker(Speaker):
    name = "epicor"
    targets = (
        f"{REST}/{SALES}/SalesOrders",
        f"{REST}/{SALES}/SalesOrders('EPIC06',100001)",
        f"{REST}/{SALES}/OrderDtls",
        f"{REST}/{SALES}/Update",
        f"{REST}/{SALES}/GetByID?orderNum=",
        f"{REST}/{SALES}/VoidOrder",
        f"{REST}/{SALES}/$batch",
        f"{REST}/Erp.BO.CustomerSvc/Customers",
        "/kinetic/TokenResource.svc",
    )
    field_names = (
        "OrderNum",
        "CustNum",
        "PONum",
        "ds",
        "PartNum",
        "SellingQuantity",
        "OrderDtls",
        "note_c",
        "Company",
    )

    def login(self, client: str = "shop", secret: str = "secret") -> None:
        login = self.talk.erp.dialect.login(client, secret)
        pair = b64encode(f"{login['user']}:{login['password']}".encode()).decode()
        self.talk.headers |= {"authorization": f"Basic {pair}", "x-api-key": login["api_key"]}

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        answer = self.talk.send(method, f"{REST}/{path}", body)
        if answer.status >= 300:
            raise Refused(answer, answer.data["ErrorMessage"])
        return answer

    def rows(self, path: str, condition: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.ask("GET", f"{path}?$filter={quote(condition)}").data["value"]
        return rows

    def create(self, order: dict[str, Any]) -> str:
        number = self.ask("POST", f"{SALES}/SalesOrders", self.header(order)).data["OrderNum"]
        for line in order["lines"]:
            sent = {NAMES[name]: value for name, value in line.items()}
            self.ask(
                "POST",
                f"{SALES}/OrderDtls",
                {"Company": "EPIC06", "OrderNum": number, "OrderLine": 0, **sent},
            )
        if order.get("release"):
            self.ask("POST", f"{SALES}/SetReadyToFulfill", {"orderNum": number})
        return f"SO{number}"

    def header(self, order: dict[str, Any]) -> dict[str, Any]:
        payment, shipping = order.get("payment", {}), order.get("shipping", {})
        shown = {
            "Company": "EPIC06",
            "OrderNum": 0,
            "CustNum": int(order["customer"][1:]),
            "PONum": order["external_reference"],
            "CurrencyCode": order["currency"],
            "OrderDate": order["ordered_at"],
            "InPrice": order.get("prices_include_tax", True),
            "ShipViaCode": shipping.get("method"),
            "ShippingAmount_c": shipping.get("amount"),
            "PayMethod_c": payment.get("method"),
            "PayAmount_c": payment.get("amount"),
            "Prepaid_c": payment.get("prepaid"),
        }
        for name, value in order.get("custom", {}).items():
            shown[f"{name}_c"] = value
        for which, before in (("ship_to", "OTS"), ("bill_to", "BT")):
            for part, value in order.get(which, {}).items():
                shown[f"{before}{PARTS[part]}"] = value
        return {name: value for name, value in shown.items() if value is not None}

    def read(self, number: str) -> dict[str, Any]:
        order = self.ask("GET", f"{SALES}/SalesOrders(Company='EPIC06',OrderNum={number[2:]})").data
        rows = self.rows(f"{SALES}/OrderDtls", f"OrderNum eq {number[2:]}")
        return {
            "reference": order["PONum"],
            "cancelled": order["VoidOrder"],
            "lines": [(row["PartNum"], int(row["SellingQuantity"])) for row in rows],
        }

    def find(self, reference: str) -> list[str]:
        return [
            f"SO{row['OrderNum']}" for row in self.rows(f"{SALES}/SalesOrders", f"PONum eq '{reference}'")
        ]

    def cancel(self, number: str) -> None:
        self.ask("POST", f"{SALES}/VoidOrder", {"orderNum": int(number[2:])})

    def create_customer(self, customer: dict[str, Any]) -> str:
        address = customer["address"]
        sent = {
            "Company": "EPIC06",
            "Name": customer["name"],
            "EMailAddress": customer["email"],
            "PhoneNum": customer["phone"],
            "WebReference_c": customer["external_reference"],
            "Address1": address["street"],
            "City": address["city"],
            "Zip": address["postcode"],
            "CountryISO": address["country"],
        }
        number: str = self.ask("POST", "Erp.BO.CustomerSvc/Customers", sent).data["CustID"]
        return number

    def find_customer(self, email: str) -> list[str]:
        rows = self.rows("Erp.BO.CustomerSvc/Customers", f"EMailAddress eq '{email}'")
        return [row["CustID"] for row in rows]

    def available(self, sku: str) -> int:
        rows = self.rows("Erp.BO.PartOnHandWhseSvc/PartOnHandWhses", f"PartNum eq '{sku}'")
        return sum(int(row["AvailableQty"]) for row in rows)

    def shipments(self, number: str) -> list[tuple[str, int]]:
        rows = self.rows("Erp.BO.CustShipSvc/ShipDtls", f"OrderNum eq {number[2:]}")
        return [(row["PartNum"], int(row["OurInventoryShipQty"])) for row in rows]

    def invoices(self, number: str) -> list[str]:
        rows = self.rows("Erp.BO.ARInvoiceSvc/ARInvoices", f"OrderNum eq {number[2:]}")
        return [f"{row['DocInvoiceAmt']:.2f}" for row in rows]
