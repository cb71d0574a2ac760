"""Documents of the native interface as S/4HANA takes them, and its own in the native form.

Document numbers of S/4HANA are digits; in the native form they have the prefix of their kind.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

Body = dict[str, Any]

ORDER, CUSTOMER, DELIVERY, CREDIT = "SO", "C", "DN", "CN"
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
PARTNER_ADDRESS = {**ADDRESS, "name": "FullName", "company": "CareOfName", "phone": "YY1_Phone_ADR"}
GROSS, NET, DISCOUNT, FREIGHT = "VKP0", "PPR0", "DRV1", "YBHD"
REJECTION = "61"
BASE_UNIT = "PC"


def digits(number: str) -> str:
    """The digits of a number."""
    return "".join([sign for sign in number if sign.isdigit()])


def iso(value: str | None) -> str:
    """`/Date(ms+0000)/` as the native interface writes instants."""
    ms = int(digits(str(value).partition("+")[0]) or 0)
    text = datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def below(row: Body, name: str) -> list[Body]:
    """The expanded rows of a navigation; none where it was not expanded."""
    rows: list[Body] = row.get(name, {}).get("results", [])
    return rows


def whole(text: str) -> int:
    """A quantity."""
    return round(float(text))


# -- to S/4HANA ----------------------------------------------------------------------------------------------------


def order_body(body: Body) -> Body:
    """A sales order with items, partners, freight and payment."""
    price = GROSS if body["prices_include_tax"] else NET
    payment, shipping = body["payment"], body["shipping"]
    made: Body = {
        "SalesOrderType": "OR",
        "SalesOrganization": "1710",
        "DistributionChannel": "10",
        "OrganizationDivision": "00",
        "SoldToParty": digits(body["customer"]),
        "PurchaseOrderByCustomer": body["external_reference"],
        "TransactionCurrency": body["currency"],
        "YY1_OrderedAt_SDH": body["ordered_at"],
        "YY1_PricesIncludeTax_SDH": body["prices_include_tax"],
        "YY1_ShippingMethod_SDH": shipping["method"],
        "YY1_PaymentMethod_SDH": payment["method"],
        "YY1_PaymentAmount_SDH": payment["amount"],
        "YY1_Prepaid_SDH": payment["prepaid"],
        **{f"YY1_{name}_SDH": value for name, value in body["custom"].items()},
        "to_Item": {"results": [_item(line, price, body["currency"]) for line in body["lines"]]},
        "to_Partner": {"results": [_partner("SH", body["ship_to"]), _partner("BP", body["bill_to"])]},
    }
    if float(shipping["amount"]):
        freight = {"ConditionType": FREIGHT, "ConditionRateValue": shipping["amount"]}
        made["to_PricingElement"] = {"results": [freight]}
    return made


def _item(line: Body, price: str, currency: str) -> Body:
    conditions = [
        {
            "ConditionType": price,
            "ConditionRateValue": line["unit_price"],
            "ConditionCurrency": currency,
            "ConditionQuantity": "1",
        }
    ]
    if float(line["discount"]):
        conditions.append({"ConditionType": DISCOUNT, "ConditionRateValue": f"-{line['discount']}"})
    return {
        "Material": line["item"],
        "RequestedQuantity": str(line["quantity"]),
        "RequestedQuantityUnit": BASE_UNIT,
        "to_PricingElement": {"results": conditions},
    }


def _partner(function: str, address: Body) -> Body:
    return {"PartnerFunction": function, "to_Address": {"results": [address_body(address, ADDRESS)]}}


def address_body(address: Body, names: dict[str, str]) -> Body:
    """An address with the properties of S/4HANA."""
    return {names[name]: value for name, value in address.items() if name in names}


def partner_body(body: Body) -> Body:
    """A business partner with its address and roles. The reference is an identification of the partner."""
    address: Body = address_body(body["address"], PARTNER_ADDRESS)
    address["to_EmailAddress"] = {"results": [{"EmailAddress": body["email"]}]}
    if body.get("phone"):
        address["to_PhoneNumber"] = {"results": [{"PhoneNumber": body["phone"]}]}
    identity = {"BPIdentificationType": "SHOP", "BPIdentificationNumber": body["external_reference"]}
    return {
        "BusinessPartnerCategory": "1",
        "BusinessPartnerGrouping": "BP02",
        **names(body["name"]),
        "to_BusinessPartnerAddress": {"results": [address]},
        "to_BusinessPartnerRole": {"results": [{"BusinessPartnerRole": "FLCU01"}]},
        "to_BuPaIdentification": {"results": [identity]},
    }


def names(name: str) -> Body:
    """First and last name."""
    first, _, last = name.rpartition(" ")
    return {"FirstName": first, "LastName": last}


def credit_body(body: Body) -> Body:
    """A credit memo request with one item for the amount and one for each line of goods."""
    items: list[Body] = [
        {"Material": line["item"], "RequestedQuantity": str(line["quantity"])}
        for line in body.get("lines", ())
    ]
    made: Body = {
        "CreditMemoRequestType": "CR",
        "ReferenceSDDocument": digits(body["order"]),
        "PurchaseOrderByCustomer": body.get("reference", ""),
        "YY1_Reason_SDH": body.get("reason", ""),
        "to_Item": {"results": items},
    }
    if body.get("amount") is not None:
        made["YY1_TotalGrossAmount_SDH"] = body["amount"]
    return made


# -- from S/4HANA --------------------------------------------------------------------------------------------------


def status_of(row: Body) -> str:
    """The state of an order by its status fields."""
    delivered = row["OverallDeliveryStatus"]
    if row["OverallSDDocumentRejectionSts"] == "C":
        return "cancelled"
    if row["SalesDocApprovalStatus"] == "A":
        return "pending_approval"
    if row["DeliveryBlockReason"]:
        return "held" if row["YY1_HoldReason_SDH"] else "draft"
    if row["OverallSDProcessStatus"] == "C":
        return "invoiced"
    return {"A": "released", "B": "partly_shipped", "C": "shipped"}[delivered]


def brief(row: Body) -> Body:
    """Number, reference and status of an order."""
    return {
        "number": f"{ORDER}{row['SalesOrder']}",
        "external_reference": row["PurchaseOrderByCustomer"],
        "status": status_of(row),
    }


def order(row: Body) -> Body:
    """An order with its items and partners."""
    addresses = {each["PartnerFunction"]: _address(each) for each in below(row, "to_Partner")}
    freight = [each["ConditionRateValue"] for each in below(row, "to_PricingElement")]
    custom = {
        name[4:-4]: value
        for name, value in row.items()
        if name.startswith("YY1_") and name.endswith("_SDH") and name not in OWN and value is not None
    }
    return {
        **brief(row),
        "customer": f"{CUSTOMER}{row['SoldToParty']}",
        "currency": row["TransactionCurrency"],
        "ordered_at": iso(row["YY1_OrderedAt_SDH"]),
        "prices_include_tax": row["YY1_PricesIncludeTax_SDH"],
        "lines": [_line(at, each) for at, each in enumerate(below(row, "to_Item"), 1)],
        "total": row["YY1_TotalGrossAmount_SDH"],
        "shipping": freight[0] if freight else "0.00",
        "shipping_method": row["YY1_ShippingMethod_SDH"],
        "payment": {
            "method": row["YY1_PaymentMethod_SDH"],
            "prepaid": row["YY1_Prepaid_SDH"],
            "amount": row["YY1_PaymentAmount_SDH"],
        },
        "ship_to": addresses.get("SH"),
        "bill_to": addresses.get("BP"),
        "custom": custom,
    }


OWN = frozenset(
    f"YY1_{name}_SDH"
    for name in (
        "OrderedAt",
        "PricesIncludeTax",
        "ShippingMethod",
        "PaymentMethod",
        "PaymentAmount",
        "Prepaid",
        "TotalTaxAmount",
        "TotalGrossAmount",
        "HoldReason",
        "ChangeNumber",
    )
)
"""Custom fields with a place of their own in the native form."""


def _address(partner: Body) -> Body | None:
    found = below(partner, "to_Address")
    if not found:
        return None
    return {name: value for name, given in ADDRESS.items() if (value := found[0].get(given))}


def _line(at: int, item: Body) -> Body:
    conditions = {each["ConditionType"]: each for each in below(item, "to_PricingElement")}
    price = conditions.get(GROSS) or conditions.get(NET) or {"ConditionRateValue": "0.00"}
    discount = conditions.get(DISCOUNT, {"ConditionRateValue": "0.00"})["ConditionRateValue"]
    quantity = whole(item["RequestedQuantity"])
    delivered = sum(whole(each["DeliveredQtyInOrderQtyUnit"]) for each in below(item, "to_ScheduleLine"))
    return {
        "line": at,
        "item": item["Material"],
        "quantity": quantity,
        "unit_price": price["ConditionRateValue"],
        "discount": discount.removeprefix("-"),
        "warehouse": item["ProductionPlant"],
        "shipped": delivered,
        "cancelled": quantity - delivered if item["SalesDocumentRjcnReason"] else 0,
    }


def delivery(row: Body) -> Body:
    """A delivery with its items."""
    return {
        "number": f"{DELIVERY}{row['DeliveryDocument']}",
        "external_reference": row["YY1_PurchaseOrderByCustomer_DLH"],
        "warehouse": row["ShippingPoint"],
        "posted_at": iso(row["YY1_PostedAt_DLH"]),
        "tracking": row["BillOfLading"],
        "lines": [
            {"item": each["Material"], "quantity": whole(each["ActualDeliveryQuantity"])}
            for each in below(row, "to_DeliveryDocumentItem")
        ],
    }


def stock(row: Body) -> Body:
    """The stock of a material in a plant."""
    return {
        "item": row["Material"],
        "warehouse": row["Plant"],
        "on_hand": whole(row["MatlWrhsStkQtyInMatlBaseUnit"]),
        "safety_stock": whole(row["YY1_SafetyStock_STK"]),
        "available": whole(row["YY1_AvailableQuantity_STK"]),
        "allocations": [
            {"channel": each["SalesChannel"], "quantity": whole(each["AllocatedQuantity"])}
            for each in below(row, "YY1_to_Allocation")
        ],
    }


def item(row: Body) -> Body:
    """A product with its list price."""
    return {"sku": row["Product"], "price": row["YY1_ListPrice_PRD"]}


def price(row: Body) -> Body:
    """A condition record with its validity."""
    begins, ends = iso(row["ConditionValidityStartDate"]), row["ConditionValidityEndDate"]
    return {
        "item": row["Material"],
        "customer": f"{CUSTOMER}{row['Customer']}" if row["Customer"] else "",
        "price_list": row["PriceListType"],
        "price": row["to_SlsPrcgConditionRecord"]["ConditionRateValue"],
        "currency": row["to_SlsPrcgConditionRecord"]["ConditionCurrency"],
        "from_quantity": whole(row["to_SlsPrcgConditionRecord"]["ConditionScaleQuantity"]),
        "valid_from": begins,
        "valid_to": None if int(digits(ends)) >= FOR_EVER else iso(f"/Date({int(digits(ends)) + 1})/"),
    }


FOR_EVER = 253_402_214_400_000


def credit_note(row: Body) -> Body:
    """A credit memo request."""
    return {
        "number": f"{CREDIT}{row['CreditMemoRequest']}",
        "reference": row["PurchaseOrderByCustomer"],
        "total": row["YY1_TotalGrossAmount_SDH"],
    }
