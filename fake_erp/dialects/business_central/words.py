"""Names of places and operations in Business Central."""

from __future__ import annotations

from fake_erp.dialects.odata.refusals import PropertyWords

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


class BusinessCentralWords(PropertyWords):
    """Renders places as properties and operations as requests.

    >>> from fake_erp.errors import Place, See
    >>> BusinessCentralWords().place(Place("item", 2))
    'salesOrderLines(2)/lineObjectNumber'
    >>> BusinessCentralWords().operation(See("order.list", (("external_reference", ""),)))
    'GET salesOrders by externalDocumentNumber'
    """

    lines = "salesOrderLines"

    def name_of(self, field: str) -> str:
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

    def call_of(self, operation: str) -> str:
        noun, _, verb = operation.partition(".")
        return f"{'POST' if verb == 'create' else 'GET'} {SETS.get(noun, noun)}"


WORDS = BusinessCentralWords()
