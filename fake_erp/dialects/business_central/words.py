"""Names of places and operations in Business Central."""

from __future__ import annotations

from fake_erp.errors import EACH, Place, See

NAMES = {
    "customer": "customerNumber",
    "external_reference": "externalDocumentNumber",
    "reference": "externalDocumentNumber",
    "currency": "currencyCode",
    "ordered_at": "orderDate",
    "lines": "salesOrderLines",
    "item": "lineObjectNumber",
    "quantity": "quantity",
    "unit": "unitOfMeasureCode",
    "unit_price": "unitPrice",
    "discount": "discountAmount",
    "warehouse": "locationId",
    "shipping.amount": "salesOrderLines/unitPrice",
    "shipping.method": "webShippingMethod",
    "payment.method": "webPaymentMethod",
    "payment.amount": "webPaymentAmount",
    "payment.prepaid": "webPrepaid",
    "prices_include_tax": "pricesIncludeTax",
    "name": "displayName",
    "phone": "phoneNumber",
    "credit_limit": "creditLimit",
    "terms_days": "paymentTermsId",
    "tax_status": "taxLiable",
}
ADDRESS = {
    "name": "Name",
    "company": "Name",
    "street": "AddressLine1",
    "city": "City",
    "region": "State",
    "postcode": "PostCode",
    "country": "Country",
    "phone": "PhoneNumber",
}
SETS = {
    "order": "salesOrders",
    "customer": "customers",
    "item": "items",
    "stock": "StockkeepingUnits",
    "delivery": "salesShipments",
    "invoice": "salesInvoices",
    "payment": "customerPayments",
    "credit_note": "salesCreditMemos",
    "price": "PriceListLines",
    "return": "salesCreditMemos",
}


class BusinessCentralWords:
    """Renders places as properties and operations as requests."""

    def place(self, place: Place) -> str:
        """The property of a place; lines count from 1.

        >>> BusinessCentralWords().place(Place("item", 2))
        'salesOrderLines(2)/lineObjectNumber'
        """
        name = self._name(place.field)
        if place.line is None:
            return name
        line = "salesOrderLines" if place.line == EACH else f"salesOrderLines({place.line})"
        return f"{line}/{name}" if name else line

    @staticmethod
    def _name(field: str) -> str:
        if field in NAMES:
            return NAMES[field]
        table, _, part = field.partition(".")
        if table == "ship_to" and part in ADDRESS:
            return "phoneNumber" if part == "phone" else f"shipTo{ADDRESS[part]}"
        if table == "bill_to" and part in ADDRESS:
            of_web = part in ("name", "company", "phone")
            return f"webBillTo{part.capitalize()}" if of_web else f"billTo{ADDRESS[part]}"
        if table == "custom" and part:
            return f"web_{part}"
        return field

    def operation(self, see: See) -> str:
        """The request of an operation.

        >>> BusinessCentralWords().operation(See("order.list", (("external_reference", ""),)))
        'GET salesOrders by externalDocumentNumber'
        """
        noun, _, verb = see.operation.partition(".")
        call = f"{'POST' if verb == 'create' else 'GET'} {SETS.get(noun, noun)}"
        by = ", ".join([f"{self._name(name)} {value}".rstrip() for name, value in see.by])
        return f"{call} by {by}" if by else call


WORDS = BusinessCentralWords()
