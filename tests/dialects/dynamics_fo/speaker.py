"""A client of Dynamics 365 Finance & Operations."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from ..short.speaker import Refused, Speaker
from ..transport import Answer

PARTS = {
    "name": "Name",
    "street": "Street",
    "city": "City",
    "region": "StateId",
    "postcode": "ZipCode",
    "country": "CountryRegionId",
}
OTHERS = {"company": "Company_Custom", "phone": "Phone_Custom"}


class DynamicsSpeaker(Speaker):
    name = "dynamics_fo"
    targets = (
        "/data/SalesOrderHeadersV2",
        "/data/SalesOrderHeadersV2(dataAreaId='usmf',SalesOrderNumber='{number}')",
        "/data/SalesOrderLines",
        "/data/SalesOrderLines(dataAreaId='usmf',InventoryLotId='100001-1')",
        "/data/CustomersV3",
        "/data/SalesOrderHeadersV2?$filter=SalesOrderNumber eq ",
        "/data/$batch",
        "/data/$metadata",
        "/t/oauth2/token",
    )
    field_names = (
        "dataAreaId",
        "SalesOrderNumber",
        "OrderingCustomerAccountNumber",
        "CurrencyCode",
        "ItemNumber",
        "OrderedSalesQuantity",
        "SalesPrice",
        "DeliveryAddressName",
        "note_Custom",
    )

    def login(self, client: str = "shop", secret: str = "secret") -> None:
        login = self.talk.erp.dialect.login(client, secret)
        form = {
            "grant_type": "client_credentials",
            "client_id": login["client_id"],
            "client_secret": login["client_secret"],
            "resource": "https://golive.operations.dynamics.com",
        }
        answer = self.talk.send("POST", login["token_url"], urlencode(form))
        if answer.status != 200:
            raise Refused(answer, answer.data["error_description"])
        self.talk.headers["authorization"] = f"Bearer {answer.data['access_token']}"

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        answer = self.talk.send(method, f"/data/{path}", body)
        if answer.status >= 300:
            error = (answer.data or {}).get("error", {})
            raise Refused(answer, error.get("innererror", error).get("message", ""))
        return answer

    def rows(self, name: str, condition: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.ask("GET", f"{name}?$filter={quote(condition)}").data["value"]
        return rows

    def create(self, order: dict[str, Any]) -> str:
        number: str = self.ask("POST", "SalesOrderHeadersV2", self.header(order)).data["SalesOrderNumber"]
        for line in order["lines"]:
            self.ask("POST", "SalesOrderLines", {**self.line(line), "SalesOrderNumber": number})
        if order.get("release"):
            self.ask("POST", f"{self.key(number)}/Microsoft.Dynamics.DataEntities.confirm")
        return number

    def header(self, order: dict[str, Any]) -> dict[str, Any]:
        payment, shipping = order.get("payment", {}), order.get("shipping", {})
        shown = {
            "dataAreaId": "usmf",
            "OrderingCustomerAccountNumber": order["customer"],
            "InvoiceCustomerAccountNumber": order["customer"],
            "CurrencyCode": order["currency"],
            "CustomersOrderReference": order["external_reference"],
            "OrderCreationDateTime": order["ordered_at"],
            "ArePricesIncludingSalesTax": "Yes" if order.get("prices_include_tax", True) else "No",
            "DeliveryModeCode": shipping.get("method"),
            "ShippingCharge_Custom": shipping.get("amount"),
            "CustomerPaymentMethodName": payment.get("method"),
            "PaymentAmount_Custom": payment.get("amount"),
            "IsPrepaid_Custom": "Yes" if payment.get("prepaid") else "No",
        }
        for name, value in order.get("custom", {}).items():
            shown[f"{name}_Custom"] = value
        for which, before in (("ship_to", "Delivery"), ("bill_to", "Invoice")):
            for part, value in order.get(which, {}).items():
                name = f"Address{PARTS[part]}" if part in PARTS else OTHERS[part]
                shown[f"{before}{name}"] = value
        return shown

    def line(self, line: dict[str, Any]) -> dict[str, Any]:
        names = {
            "item": "ItemNumber",
            "quantity": "OrderedSalesQuantity",
            "unit_price": "SalesPrice",
            "discount": "LineDiscountAmount",
            "warehouse": "ShippingWarehouseId",
        }
        return {"dataAreaId": "usmf", **{names[name]: value for name, value in line.items()}}

    @staticmethod
    def key(number: str) -> str:
        return f"SalesOrderHeadersV2(dataAreaId='usmf',SalesOrderNumber='{number}')"

    def read(self, number: str) -> dict[str, Any]:
        header = self.ask("GET", self.key(number)).data
        lines = self.rows("SalesOrderLines", f"SalesOrderNumber eq '{number}'")
        return {
            "reference": header["CustomersOrderReference"],
            "cancelled": header["SalesOrderStatus"] == "Canceled",
            "lines": [(line["ItemNumber"], int(line["OrderedSalesQuantity"])) for line in lines],
        }

    def find(self, reference: str) -> list[str]:
        rows = self.rows("SalesOrderHeadersV2", f"CustomersOrderReference eq '{reference}'")
        return [row["SalesOrderNumber"] for row in rows]

    def cancel(self, number: str) -> None:
        self.ask("DELETE", self.key(number))

    def create_customer(self, customer: dict[str, Any]) -> str:
        address = customer["address"]
        sent = {
            "dataAreaId": "usmf",
            "OrganizationName": customer["name"],
            "PrimaryContactEmail": customer["email"],
            "PrimaryContactPhone": customer["phone"],
            "PartyExternalReference_Custom": customer["external_reference"],
            "AddressStreet": address["street"],
            "AddressCity": address["city"],
            "AddressZipCode": address["postcode"],
            "AddressCountryRegionId": address["country"],
        }
        number: str = self.ask("POST", "CustomersV3", sent).data["CustomerAccount"]
        return number

    def find_customer(self, email: str) -> list[str]:
        rows = self.rows("CustomersV3", f"PrimaryContactEmail eq '{email}'")
        return [row["CustomerAccount"] for row in rows]

    def available(self, sku: str) -> int:
        rows = self.rows("WarehousesOnHandV2", f"ItemNumber eq '{sku}'")
        return sum(int(row["AvailableOnHandQuantity"]) for row in rows)

    def shipments(self, number: str) -> list[tuple[str, int]]:
        rows = self.rows("SalesPackingSlipLines", f"SalesOrderNumber eq '{number}'")
        return [(row["ItemNumber"], int(row["DeliveredSalesQuantity"])) for row in rows]

    def invoices(self, number: str) -> list[str]:
        rows = self.rows("SalesInvoiceHeadersV2", f"SalesOrderNumber eq '{number}'")
        return [f"{row['TotalInvoiceAmount']:.2f}" for row in rows]
