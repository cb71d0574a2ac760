"""A client of Oracle Fusion Order Management."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

from ..short.speaker import Refused, Speaker
from ..transport import Answer

REST = "/fscmRestApi/resources/11.13.18.05"
CRM = "/crmRestApi/resources/11.13.18.05"
PARTS = {
    "name": "Name",
    "company": "PartyName",
    "street": "Address1",
    "city": "City",
    "region": "State",
    "postcode": "PostalCode",
    "country": "Country",
    "phone": "ContactNumber",
}


class OracleSpeaker(Speaker):
    name = "oracle_fusion"
    targets = (
        f"{REST}/salesOrdersForOrderHub",
        f"{REST}/salesOrdersForOrderHub/OPS:R1",
        f"{REST}/salesOrdersForOrderHub?q=",
        f"{REST}/salesOrdersForOrderHub/OPS:R1/child/lines",
        f"{REST}/salesOrderActionRequests",
        f"{CRM}/accounts",
        f"{REST}/itemsV2?finder=a;b=",
        "/oauth2/v1/token",
    )
    field_names = (
        "SourceTransactionNumber",
        "SourceTransactionId",
        "SourceTransactionSystem",
        "BuyingPartyNumber",
        "lines",
        "SubmittedFlag",
        "CanceledFlag",
        "shipToCustomer",
        "additionalInformation",
        "ActionCode",
        "HeaderId",
    )

    def login(self, client: str = "shop", secret: str = "secret") -> None:
        login = self.talk.erp.dialect.login(client, secret)
        pair = b64encode(f"{login['user']}:{login['password']}".encode()).decode()
        self.talk.headers["authorization"] = f"Basic {pair}"
        self.talk.headers["rest-framework-version"] = "4"

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        answer = self.talk.send(method, path, body)
        if answer.status >= 300:
            text = answer.data["o:errorDetails"][0]["detail"] if answer.data else answer.text
            raise Refused(answer, text)
        return answer

    def rows(self, path: str, **options: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.ask("GET", f"{path}?{urlencode(options)}").data["items"]
        return rows

    def create(self, order: dict[str, Any]) -> str:
        number: str = self.ask("POST", f"{REST}/salesOrdersForOrderHub", self.document(order)).data[
            "OrderNumber"
        ]
        return number

    def document(self, order: dict[str, Any]) -> dict[str, Any]:
        payment, shipping = order.get("payment", {}), order.get("shipping", {})
        flex = {
            "ContextCode": "golive",
            "shippingAmount": shipping.get("amount"),
            "paymentPrepaid": payment.get("prepaid"),
            "pricesIncludeTax": order.get("prices_include_tax", True),
            **order.get("custom", {}),
        }
        shown: dict[str, Any] = {
            "SourceTransactionNumber": order["external_reference"],
            "SourceTransactionId": order["external_reference"],
            "SourceTransactionSystem": "OPS",
            "BusinessUnitName": "golive",
            "BuyingPartyNumber": order["customer"],
            "TransactionalCurrencyCode": order["currency"],
            "TransactionOn": order["ordered_at"],
            "ShippingMode": shipping.get("method"),
            "SubmittedFlag": order.get("release", False),
            "lines": [self.line(line, at) for at, line in enumerate(order["lines"], 1)],
            "payments": [{"PaymentMethod": payment.get("method"), "Amount": payment.get("amount")}],
            "additionalInformation": [
                {"Category": "DOO_HEADERS_ADD_INFO", "HeaderEffBgolivePrivateVO": [flex]}
            ],
        }
        for which, name in (("ship_to", "shipToCustomer"), ("bill_to", "billToCustomer")):
            if order.get(which):
                shown[name] = [{PARTS[part]: value for part, value in order[which].items()}]
        return shown

    @staticmethod
    def line(line: dict[str, Any], at: int) -> dict[str, Any]:
        shown = {
            "SourceTransactionLineId": str(at),
            "ProductNumber": line["item"],
            "OrderedQuantity": line["quantity"],
            "UnitSellingPrice": line["unit_price"],
        }
        if "discount" in line:
            shown["manualPriceAdjustments"] = [{"AdjustmentAmount": line["discount"]}]
        if "warehouse" in line:
            shown["RequestedFulfillmentOrganizationCode"] = line["warehouse"]
        return shown

    def read(self, number: str) -> dict[str, Any]:
        order = self.ask("GET", f"{REST}/salesOrdersForOrderHub/{number[2:]}?expand=lines").data
        return {
            "reference": order["SourceTransactionId"],
            "cancelled": order["StatusCode"] == "CANCELED",
            "lines": [(line["ProductNumber"], line["OrderedQuantity"]) for line in order["lines"]],
        }

    def find(self, reference: str) -> list[str]:
        rows = self.rows(f"{REST}/salesOrdersForOrderHub", q=f"SourceTransactionNumber='{reference}'")
        return [row["OrderNumber"] for row in rows]

    def cancel(self, number: str) -> None:
        self.ask("PATCH", f"{REST}/salesOrdersForOrderHub/{number[2:]}", {"CanceledFlag": True})

    def create_customer(self, customer: dict[str, Any]) -> str:
        address = customer["address"]
        sent = {
            "OrganizationName": customer["name"],
            "EmailAddress": customer["email"],
            "PrimaryPhoneNumber": customer["phone"],
            "SourceSystem": "MAGENTO",
            "SourceSystemReferenceValue": customer["external_reference"],
            "Address1": address["street"],
            "City": address["city"],
            "PostalCode": address["postcode"],
            "Country": address["country"],
        }
        number: str = self.ask("POST", f"{CRM}/accounts", sent).data["PartyNumber"]
        return number

    def find_customer(self, email: str) -> list[str]:
        return [row["PartyNumber"] for row in self.rows(f"{CRM}/accounts", q=f"EmailAddress='{email}'")]

    def available(self, sku: str) -> int:
        rows = self.rows(f"{REST}/availableQuantityDetails", q=f"ItemNumber={sku}")
        return sum(row["AvailableToTransact"] for row in rows)

    def shipments(self, number: str) -> list[tuple[str, int]]:
        rows = self.rows(f"{REST}/shipmentLines", q=f"Order={number}")
        return [(row["Item"], row["ShippedQuantity"]) for row in rows]

    def invoices(self, number: str) -> list[str]:
        rows = self.rows(f"{REST}/receivablesInvoices", q=f"CrossReference={number}")
        return [f"{row['EnteredAmount']:.2f}" for row in rows]
