"""A client of Sage 200."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from ..short.speaker import Refused, Speaker
from ..transport import Answer

REST = "/uk/sage200extra/accounts/v1"
PARTS = {
    "name": "contact",
    "company": "postal_name",
    "street": "address_1",
    "city": "city",
    "region": "county",
    "postcode": "postcode",
    "country": "country_code",
    "phone": "telephone",
}
NAMES = {
    "item": "product_code",
    "quantity": "line_quantity",
    "unit_price": "selling_unit_price",
    "discount": "unit_discount_value",
    "warehouse": "warehouse_name",
}


class Sage200Speaker(Speaker):
    name = "sage_200"
    targets = (
        f"{REST}/sop_orders",
        f"{REST}/sop_orders/100001",
        f"{REST}/sop_orders?$filter=",
        f"{REST}/customers",
        f"{REST}/products/1",
        "/oauth/token",
    )
    field_names = (
        "customer_id",
        "customer",
        "lines",
        "customer_document_no",
        "delivery_address",
        "document_status",
    )

    def login(self, client: str = "shop", secret: str = "secret") -> None:
        login = self.talk.erp.dialect.login(client, secret)
        form = {"grant_type": "refresh_token"}
        form |= {name: login[name] for name in ("client_id", "client_secret", "refresh_token")}
        answer = self.talk.send("POST", login["token_url"], urlencode(form))
        if answer.status != 200:
            raise Refused(answer, answer.data["error"])
        self.talk.headers |= {
            "authorization": f"Bearer {answer.data['access_token']}",
            "x-site": login["site"],
            "x-company": login["company"],
        }

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        answer = self.talk.send(method, f"{REST}/{path}", body)
        if answer.status >= 300:
            raise Refused(answer, answer.data[0]["message"])
        return answer

    def rows(self, name: str, condition: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.ask("GET", f"{name}?$filter={quote(condition)}").data
        return rows

    def document(self, order: dict[str, Any]) -> dict[str, Any]:
        payment, shipping = order.get("payment", {}), order.get("shipping", {})
        shown: dict[str, Any] = {
            "customer": {"reference": order["customer"]},
            "customer_document_no": order["external_reference"],
            "document_date": order["ordered_at"],
            "currency": order["currency"],
            "prices_include_tax": order.get("prices_include_tax", True),
            "carriage_method": shipping.get("method"),
            "carriage_value": shipping.get("amount"),
            "payment_method": payment.get("method"),
            "payment_value": payment.get("amount"),
            "payment_with_order": payment.get("prepaid"),
            "document_status": "EnumDocumentStatusLive"
            if order.get("release")
            else "EnumDocumentStatusOnHold",
            "lines": [{NAMES[name]: value for name, value in line.items()} for line in order["lines"]],
        }
        shown |= {f"custom_{name}": value for name, value in order.get("custom", {}).items()}
        for which, name in (("ship_to", "delivery_address"), ("bill_to", "invoice_address")):
            if order.get(which):
                shown[name] = {PARTS[part]: value for part, value in order[which].items()}
        return shown

    def create(self, order: dict[str, Any]) -> str:
        number: str = self.ask("POST", "sop_orders", self.document(order)).data["document_no"]
        return number

    def read(self, number: str) -> dict[str, Any]:
        order = self.ask("GET", f"sop_orders/{number[2:]}").data
        return {
            "reference": order["customer_document_no"],
            "cancelled": order["document_status"] == "EnumDocumentStatusCancelled",
            "lines": [(line["product_code"], line["line_quantity"]) for line in order["lines"]],
        }

    def find(self, reference: str) -> list[str]:
        return [
            row["document_no"] for row in self.rows("sop_orders", f"customer_document_no eq '{reference}'")
        ]

    def cancel(self, number: str) -> None:
        self.ask("PUT", f"sop_orders/{number[2:]}", {"document_status": "EnumDocumentStatusCancelled"})

    def create_customer(self, customer: dict[str, Any]) -> str:
        address = customer["address"]
        sent = {
            "name": customer["name"],
            "main_email": customer["email"],
            "main_telephone": customer["phone"],
            "external_reference": customer["external_reference"],
            "main_address": {PARTS[part]: value for part, value in address.items()},
        }
        number: str = self.ask("POST", "customers", sent).data["reference"]
        return number

    def find_customer(self, email: str) -> list[str]:
        return [row["reference"] for row in self.rows("customers", f"main_email eq '{email}'")]

    def available(self, sku: str) -> int:
        rows = self.rows("warehouse_holdings", f"product_code eq '{sku}'")
        return sum(row["free_stock_available"] for row in rows)

    def shipments(self, number: str) -> list[tuple[str, int]]:
        rows = self.rows("sop_despatches", f"sop_order_id eq {number[2:]}")
        return [(line["product_code"], line["despatched_quantity"]) for row in rows for line in row["lines"]]

    def invoices(self, number: str) -> list[str]:
        rows = self.rows("sop_invoices", f"sop_order_id eq {number[2:]}")
        return [f"{row['total_gross_value']:.2f}" for row in rows]
