"""Names of places and operations in S/4: properties, and requests to services."""

from __future__ import annotations

from fake_erp.dialects.odata.refusals import PropertyWords

NAMES = {
    "customer": "SoldToParty",
    "external_reference": "PurchaseOrderByCustomer",
    "currency": "TransactionCurrency",
    "ordered_at": "CustomerPurchaseOrderDate",
    "lines": "to_Item",
    "item": "Material",
    "quantity": "RequestedQuantity",
    "unit": "RequestedQuantityUnit",
    "unit_price": "ConditionRateValue",
    "discount": "ConditionRateValue",
    "warehouse": "ProductionPlant",
    "shipping.amount": "to_PricingElement/ConditionRateValue",
    "shipping.method": "YY1_ShippingMethod_SDH",
    "payment.method": "YY1_PaymentMethod_SDH",
    "payment.amount": "YY1_PaymentAmount_SDH",
    "payment": "to_PaymentPlanItemDetails",
    "prices_include_tax": "YY1_PricesIncludeTax_SDH",
    "name": "BusinessPartnerFullName",
    "email": "EmailAddress",
    "phone": "PhoneNumber",
    "status": "OverallSDProcessStatus",
    "reference": "PurchaseOrderByCustomer",
    "amount": "ConditionRateValue",
}
ADDRESS = {
    "name": "AddresseeFullName",
    "company": "OrganizationName1",
    "street": "StreetName",
    "city": "CityName",
    "region": "Region",
    "postcode": "PostalCode",
    "country": "Country",
    "phone": "PhoneNumber",
}
CALLS = {
    "order.list": "GET A_SalesOrder",
    "order.create": "POST A_SalesOrder",
    "customer.create": "POST A_BusinessPartner",
    "customer.list": "GET A_BusinessPartner",
    "item.list": "GET A_Product",
    "stock.list": "GET A_MatlStkInAcctMod",
    "price.list": "GET A_SlsPrcgConditionRecord",
    "delivery.list": "GET A_OutbDeliveryHeader",
    "invoice.list": "GET A_BillingDocument",
    "payment.list": "GET A_OperationalAcctgDocItemCube",
    "return.list": "GET A_CustomerReturn",
    "return.create": "POST A_CustomerReturn",
    "credit_note.list": "GET A_CreditMemoRequest",
    "token.create": "the token service",
}


class S4Words(PropertyWords):
    """Renders places as paths of properties and operations as requests.

    >>> from fake_erp.errors import Place, See
    >>> S4Words().place(Place("item", 2))
    'to_Item(2)/Material'
    >>> S4Words().operation(See("order.list", (("external_reference", ""),)))
    'GET A_SalesOrder by PurchaseOrderByCustomer'
    """

    lines = "to_Item"

    def name_of(self, field: str) -> str:
        if field in NAMES:
            return NAMES[field]
        table, _, part = field.partition(".")
        if table in ("ship_to", "bill_to", "address") and part in ADDRESS:
            return f"to_Address/{ADDRESS[part]}"
        if table == "custom" and part:
            return f"YY1_{part}_SDH"
        return field

    def call_of(self, operation: str) -> str:
        return CALLS.get(operation, operation)


WORDS = S4Words()
