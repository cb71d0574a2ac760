"""Logging in and placing orders, for the tests of S/4HANA."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from urllib.parse import quote

from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

ROOT = "/sap/opu/odata/sap"
ORDERS = "API_SALES_ORDER_SRV"
V4 = "/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001"
BASIC = f"Basic {b64encode(b'shop:secret').decode()}"
SOAP = "/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi"


def identify(talk: Transport) -> None:
    talk.headers |= {"authorization": BASIC, "accept": "application/json"}


def log_in(talk: Transport) -> Answer:
    """Fetch a CSRF token and keep it."""
    identify(talk)
    answer = talk.send("HEAD", f"{ROOT}/{ORDERS}/A_SalesOrder/", headers={"x-csrf-token": "Fetch"})
    talk.headers["x-csrf-token"] = answer.headers.get("x-csrf-token", "")
    return answer


def item(sku: str = "A", quantity: Any = "2", price: str = "19.99", kind: str = "PPR0") -> dict[str, Any]:
    condition = {"ConditionType": kind, "ConditionRateValue": price}
    return {"Material": sku, "RequestedQuantity": quantity, "to_PricingElement": [condition]}


def order_body(**changes: Any) -> dict[str, Any]:
    """A plain order; None takes a property out."""
    body: dict[str, Any] = {
        "SalesOrderType": "OR",
        "SalesOrganization": "1710",
        "DistributionChannel": "10",
        "OrganizationDivision": "00",
        "SoldToParty": "100001",
        "PurchaseOrderByCustomer": "M-1",
        "TransactionCurrency": "EUR",
        "YY1_Prepaid_SDH": True,
        "to_Item": [item()],
    }
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


def place(talk: Transport, **changes: Any) -> Answer:
    """Log in where that was not done, and create an order."""
    if "x-csrf-token" not in talk.headers:
        log_in(talk)
    return post(talk, f"{ORDERS}/A_SalesOrder", order_body(**changes))


def post(talk: Transport, path: str, body: Any) -> Answer:
    return talk.send("POST", path if path.startswith("/") else f"{ROOT}/{path}", body)


def patch(talk: Transport, path: str, body: Any, etag: str = "*", method: str = "PATCH") -> Answer:
    headers = {"if-match": etag} if etag else {}
    return talk.send(method, path if path.startswith("/") else f"{ROOT}/{path}", body, headers)


def get(talk: Transport, path: str, **options: str) -> Answer:
    """A read; `options` are query options without their dollar sign."""
    if "authorization" not in talk.headers:
        identify(talk)
    query = "&".join([f"${name}={quote(value)}" for name, value in options.items()])
    target = path if path.startswith("/") else f"{ROOT}/{path}"
    return talk.send("GET", f"{target}{'?' if query else ''}{query}")


def order(talk: Transport, **options: str) -> Any:
    return get(talk, f"{ORDERS}/A_SalesOrder('100001')", **options).data["d"]


def ship(talk: Transport, world: World) -> None:
    """Let the warehouse ship what it can, and invoice it; the session has ended by then."""
    world.now_ms += 6 * 3_600_000
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    log_in(talk)


def entry(reference: str = "P1", amount: str = "-10.00", assigned: str = "100001") -> str:
    """A journal entry that posts a payment."""
    return (
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        '<n:JournalEntryBulkCreateRequest xmlns:n="http://sap.com/xi/SAPSCORE/SFIN">'
        "<JournalEntryCreateRequest><JournalEntry><AccountingDocumentType>DZ</AccountingDocumentType>"
        f"<DocumentReferenceID>{reference}</DocumentReferenceID><DebtorItem>"
        f'<AmountInTransactionCurrency currencyCode="EUR">{amount}</AmountInTransactionCurrency>'
        f"<AssignmentReference>{assigned}</AssignmentReference></DebtorItem></JournalEntry>"
        "</JournalEntryCreateRequest></n:JournalEntryBulkCreateRequest></s:Body></s:Envelope>"
    )
