"""Names of places and operations: the columns and resources of the product."""

from __future__ import annotations

from fake_erp.errors import EACH, Place, See

HEADER = {
    "customer": "ORDR.CardCode",
    "external_reference": "ORDR.NumAtCard",
    "currency": "ORDR.DocCur",
    "ordered_at": "ORDR.DocDate",
    "due_date": "ORDR.DocDueDate",
    "lines": "ORDR.DocumentLines",
    "prices_include_tax": "ORDR.PriceMode",
    "shipping.amount": "RDR3.LineTotal",
    "shipping.method": "RDR3.Comments",
    "payment.method": "ORDR.PeyMethod",
    "payment.amount": "ORDR.U_PaymentAmount",
    "payment.prepaid": "ORDR.U_Prepaid",
    "status": "ORDR.DocStatus",
    "number": "ORDR.DocEntry",
    "order": "ORDR.DocEntry",
    "name": "OCRD.CardName",
    "email": "OCRD.E_Mail",
    "phone": "OCRD.Phone1",
    "credit_limit": "OCRD.CreditLine",
    "sku": "OITM.ItemCode",
    "amount": "ORCT.DocTotal",
    "reference": "ORCT.CounterRef",
}
LINE = {
    "item": "ItemCode",
    "quantity": "Quantity",
    "unit_price": "Price",
    "discount": "DiscPrcnt",
    "warehouse": "WhsCode",
    "unit": "UomCode",
    "line": "LineNum",
}
_ADDRESS = {
    "name": "Address2",
    "company": "Address3",
    "street": "Street",
    "city": "City",
    "region": "County",
    "postcode": "ZipCode",
    "country": "Country",
    "phone": "U_Phone",
}
_TABLES = {"ship_to": "RDR12.{}S", "bill_to": "RDR12.{}B", "address": "CRD1.{}"}
RESOURCES = {
    "order": "Orders",
    "delivery": "DeliveryNotes",
    "invoice": "Invoices",
    "payment": "IncomingPayments",
    "credit_note": "CreditNotes",
    "return": "Returns",
    "item": "Items",
    "stock": "Items",
    "price": "SpecialPrices",
    "customer": "BusinessPartners",
    "batch": "$batch",
    "token": "Login",
}
_PROPERTIES = {"external_reference": "NumAtCard", "email": "EmailAddress", "number": "DocEntry"}


class BusinessOneWords:
    """Renders places as `[ORDR.CardCode]` and `[RDR1.ItemCode][line: 2]`, operations as requests."""

    def place(self, place: Place) -> str:
        """The column of a place.

        >>> BusinessOneWords().place(Place("item", 2))
        '[RDR1.ItemCode][line: 2]'
        """
        if place.line is None:
            return f"[{_column(place.field)}]" if place.field else ""
        column = f"[RDR1.{LINE.get(place.field, place.field)}]" if place.field else "[RDR1]"
        return column if place.line == EACH else f"{column}[line: {place.line}]"

    def operation(self, see: See) -> str:
        """The request of an operation.

        >>> BusinessOneWords().operation(See("order.list", (("external_reference", "R1"),)))
        "GET Orders?$filter=NumAtCard eq 'R1'"
        """
        noun, _, verb = see.operation.partition(".")
        asked = " and ".join([f"{_PROPERTIES.get(name, name)} eq '{value}'" for name, value in see.by])
        method = "POST" if verb == "create" else "GET"
        return f"{method} {RESOURCES.get(noun, noun)}{'?$filter=' if asked else ''}{asked}"


def _column(field: str) -> str:
    table, _, name = field.partition(".")
    if table in _TABLES and name in _ADDRESS:
        return _TABLES[table].format(_ADDRESS[name])
    if table == "custom" and name:
        return f"ORDR.U_{name}"
    return HEADER.get(field, field)


WORDS = BusinessOneWords()
