"""A client of Business Central: signs in, and knows where things are."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from tests.dialects.transport import Answer, Transport

FORM = {"content-type": "application/x-www-form-urlencoded"}
STAR = {"if-match": "*"}


class Caller:
    """Calls below the company."""

    def __init__(self, talk: Transport) -> None:
        self.talk = talk
        self.login = talk.erp.dialect.login("shop", "secret")
        self.root = f"/v2.0/{self.login['tenant']}/{self.login['environment']}/api/v2.0"
        self.company = f"{self.root}/companies({self.login['company_id']})"
        self.pages = f"/v2.0/{self.login['environment']}/ODataV4/Company('{self.login['company']}')"
        talk.headers = {"authorization": f"Bearer {self.login['bearer']}"}

    def send(
        self, method: str, below: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        path, mark, query = below.partition("?")
        return self.talk.send(
            method, f"{self.company}/{path}{mark}{quote(query, safe='=&$(),;')}", body, headers
        )

    def get(self, below: str) -> Answer:
        return self.send("GET", below)

    def post(self, below: str, body: Any = None) -> Answer:
        return self.send("POST", below, body)

    def patch(self, below: str, body: Any) -> Answer:
        return self.send("PATCH", below, body, STAR)

    def token(self) -> Answer:
        form = (
            f"grant_type=client_credentials&client_id={self.login['client_id']}"
            f"&client_secret={self.login['client_secret']}"
            "&scope=https%3A%2F%2Fapi.businesscentral.dynamics.com%2F.default"
        )
        return self.talk.send("POST", self.login["token_url"], form, FORM)

    def customer(self, number: str = "M2-7", **more: Any) -> Any:
        return self.post("customers", {"displayName": "Bob", "number": number, **more}).data

    def order(self, **changes: Any) -> Any:
        return self.post("salesOrders", order_body(**changes)).data

    def released(self, **changes: Any) -> tuple[str, Any]:
        """The address of a released order, and the order as it was created."""
        made = self.order(**changes)
        where = f"salesOrders({made['id']})"
        assert self.post(f"{where}/Microsoft.NAV.release").status == 204
        return where, made

    def posted(self) -> Any:
        """A posted invoice."""
        where, made = self.released()
        self.post(f"{where}/Microsoft.NAV.shipAndInvoice")
        return self.get(f"salesInvoices?$filter=orderNumber eq '{made['number']}'").data["value"][0]

    def one_draft(self) -> str:
        """The address of an order that is not released."""
        return f"salesOrders({self.order()['id']})"


def line(**changes: Any) -> dict[str, Any]:
    """A line of two units of item A."""
    return {"lineType": "Item", "lineObjectNumber": "A", "quantity": 2, "unitPrice": 19.99, **changes}


def order_body(**changes: Any) -> dict[str, Any]:
    """An order of the customer of the test world."""
    body = {
        "customerNumber": "C100001",
        "externalDocumentNumber": "R1",
        "orderDate": "2025-11-28",
        "currencyCode": "EUR",
        "pricesIncludeTax": True,
        "webPaymentMethod": "card",
        "webPaymentAmount": 39.98,
        "webPrepaid": False,
        "salesOrderLines": [line()],
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}
