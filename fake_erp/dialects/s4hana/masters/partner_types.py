"""The entity types of API_BUSINESS_PARTNER. A customer has one address, one e-mail address and one sales area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import DATE_TIME, FLAG, EntityType, Property
from fake_erp.dialects.s4hana.numbers import shown
from fake_erp.dialects.s4hana.sales.order_types import (
    CHANNEL,
    DIVISION,
    SALES_ORGANIZATION,
    amount,
    ignored,
    midnight,
    stamp,
    text,
)
from fake_erp.dialects.s4hana.sales.parts import fixed
from fake_erp.dialects.s4hana.store import store_of
from fake_erp.model import Customer

if TYPE_CHECKING:
    from fake_erp.erp import Erp

PERSON, ORGANISATION = "1", "2"
IDENTIFICATION = "SHOP"
"""The type of the identification that holds the external reference."""
BLOCKED = "01"
DAY_MS = 86_400_000
TERMS = "NT"
"""What terms of payment begin with; the days follow."""


def number(erp: Any, customer: Customer) -> str:
    """The number of a business partner, which is that of its customer too."""
    return shown(customer.number)


def category(erp: Erp, customer: Customer) -> str:
    """Person or organisation."""
    return ORGANISATION if customer.number in store_of(erp).organisations else PERSON


def first_name(erp: Erp, customer: Customer) -> str:
    """All names of a person but the last."""
    return "" if category(erp, customer) == ORGANISATION else customer.name.rpartition(" ")[0]


def last_name(erp: Erp, customer: Customer) -> str:
    """The last name of a person."""
    return "" if category(erp, customer) == ORGANISATION else customer.name.rpartition(" ")[2]


def organisation_name(erp: Erp, customer: Customer) -> str:
    """The name of an organisation."""
    return customer.name if category(erp, customer) == ORGANISATION else ""


def terms(erp: Any, customer: Customer) -> str:
    """CustomerPaymentTerms, such as `NT30`; "" for the terms of the company."""
    return "" if customer.terms_ms is None else f"{TERMS}{customer.terms_ms // DAY_MS:02d}"


def _etag(erp: Any, customer: Customer) -> int:
    return stamp(customer.changed_at_ms, customer.change)


def _block(attribute: str) -> Any:
    return lambda erp, customer: BLOCKED if getattr(customer, attribute) else ""


def _address(field: str) -> Any:
    return lambda erp, customer: customer.address.get(field, "")


_KEY = text("BusinessPartner", number, 10, key=True)
_CUSTOMER_KEY = text("Customer", number, 10, key=True)
_AREA = (
    text("SalesOrganization", fixed(SALES_ORGANIZATION), 4, key=True),
    text("DistributionChannel", fixed(CHANNEL), 2, key=True),
    text("Division", fixed(DIVISION), 2, key=True),
)

PARTNER = EntityType(
    "A_BusinessPartnerType",
    "A_BusinessPartner",
    (
        _KEY,
        text("Customer", number, 10),
        text("BusinessPartnerCategory", category, 1),
        text("BusinessPartnerGrouping", fixed("BP02"), 4),
        text("BusinessPartnerFullName", lambda erp, customer: customer.name),
        text("BusinessPartnerName", lambda erp, customer: customer.name),
        text("FirstName", first_name, 40),
        text("LastName", last_name, 40),
        text("OrganizationBPName1", organisation_name, 40),
        text("BusinessPartnerIDByExtSystem", lambda erp, customer: customer.external_reference[:20], 20),
        Property("BusinessPartnerIsBlocked", FLAG, lambda erp, customer: customer.blocked),
        Property("IsMarkedForArchiving", FLAG, fixed(False)),
        Property("CreationDate", DATE_TIME, lambda erp, customer: midnight(customer.created_at_ms)),
        Property("LastChangeDate", DATE_TIME, lambda erp, customer: midnight(customer.changed_at_ms)),
        *ignored(
            "AcademicTitle",
            "AuthorizationGroup",
            "CorrespondenceLanguage",
            "FormOfAddress",
            "Industry",
            "Language",
            "OrganizationBPName2",
            "SearchTerm1",
            "SearchTerm2",
            "BusinessPartnerType",
            "Supplier",
        ),
    ),
    etag=_etag,
)

ADDRESS_FIELDS = {
    "FullName": "name",
    "CareOfName": "company",
    "StreetName": "street",
    "CityName": "city",
    "Region": "region",
    "PostalCode": "postcode",
    "Country": "country",
    "YY1_Phone_ADR": "phone",
}

ADDRESS = EntityType(
    "A_BusinessPartnerAddressType",
    "A_BusinessPartnerAddress",
    (
        _KEY,
        text("AddressID", number, 10, key=True),
        *[text(name, _address(field)) for name, field in ADDRESS_FIELDS.items()],
        *ignored(
            "HouseNumber",
            "District",
            "Language",
            "AdditionalStreetPrefixName",
            "AdditionalStreetSuffixName",
            "AddressTimeZone",
            "TransportZone",
            "FormOfAddress",
            "POBox",
        ),
    ),
    etag=_etag,
)

EMAIL = EntityType(
    "A_AddressEmailAddressType",
    "A_AddressEmailAddress",
    (
        text("AddressID", number, 10, key=True),
        text("Person", fixed(""), 10, key=True),
        text("OrdinalNumber", fixed("1"), 3, key=True),
        Property("IsDefaultEmailAddress", FLAG, fixed(True)),
        text("EmailAddress", lambda erp, customer: customer.email, 241),
        text("SearchEmailAddress", lambda erp, customer: customer.email.upper()[:20], 20),
    ),
    etag=_etag,
)

PHONE = EntityType(
    "A_AddressPhoneNumberType",
    "A_AddressPhoneNumber",
    (
        text("AddressID", number, 10, key=True),
        text("Person", fixed(""), 10, key=True),
        text("OrdinalNumber", fixed("1"), 3, key=True),
        Property("IsDefaultPhoneNumber", FLAG, fixed(True)),
        text("PhoneNumber", lambda erp, customer: customer.phone, 30),
        *ignored("DestinationLocationCountry", "PhoneNumberType", "PhoneNumberExtension"),
    ),
    etag=_etag,
)

ROLE = EntityType(
    "A_BusinessPartnerRoleType",
    "A_BusinessPartnerRole",
    (_KEY, text("BusinessPartnerRole", fixed("FLCU01"), 6, key=True)),
)

IDENTITY = EntityType(
    "A_BuPaIdentificationType",
    "A_BuPaIdentification",
    (
        _KEY,
        text("BPIdentificationType", fixed(IDENTIFICATION), 6, key=True),
        text("BPIdentificationNumber", lambda erp, customer: customer.external_reference, 60, key=True),
    ),
)

CUSTOMER = EntityType(
    "A_CustomerType",
    "A_Customer",
    (
        _CUSTOMER_KEY,
        text("CustomerName", lambda erp, customer: customer.name, 80),
        text("CustomerFullName", lambda erp, customer: customer.name),
        text("CustomerAccountGroup", fixed("CUST"), 4),
        text("OrderIsBlockedForCustomer", _block("blocked"), 2),
        text("DeliveryIsBlocked", _block("blocked_deliveries"), 2),
        text("BillingIsBlockedForCustomer", _block("blocked_billing"), 2),
        amount("YY1_CreditLimit_CUS", lambda erp, customer: amount_text(customer.credit_limit_cents), 2),
        amount("YY1_CreditExposure_CUS", lambda erp, customer: amount_text(customer.exposure_cents), 2),
        text("YY1_ApprovalStatus_CUS", lambda erp, customer: customer.approval, 10),
        *ignored("CustomerClassification", "VATRegistration"),
    ),
    etag=_etag,
)

AREA = EntityType(
    "A_CustomerSalesAreaType",
    "A_CustomerSalesArea",
    (
        _CUSTOMER_KEY,
        *_AREA,
        text("CustomerPaymentTerms", terms, 6),
        text("PriceListType", lambda erp, customer: customer.price_list),
        text("CustomerGroup", lambda erp, customer: customer.group),
        text("OrderIsBlockedForCustomer", _block("blocked"), 2),
        text("DeliveryIsBlockedForCustomer", _block("blocked_deliveries"), 2),
        text("BillingIsBlockedForCustomer", _block("blocked_billing"), 2),
        *ignored("Currency", "CustomerPricingProcedure", "IncotermsClassification", "ShippingCondition"),
    ),
    etag=_etag,
)

AREA_TAX = EntityType(
    "A_CustomerSalesAreaTaxType",
    "A_CustomerSalesAreaTax",
    (
        _CUSTOMER_KEY,
        *_AREA,
        text("DepartureCountry", fixed("DE"), 3, key=True),
        text("CustomerTaxCategory", fixed("TTX1"), 4, key=True),
        text(
            "CustomerTaxClassification",
            lambda erp, customer: "0" if customer.tax_status == "exempt" else "1",
            1,
        ),
    ),
)


def _itself(erp: Any, customer: Customer) -> Customer:
    return customer


def _only(erp: Any, customer: Customer) -> list[Customer]:
    return [customer]


PARTNER.navigate("to_BusinessPartnerAddress", ADDRESS, True, _only)
PARTNER.navigate("to_BusinessPartnerRole", ROLE, True, _only)
PARTNER.navigate(
    "to_BuPaIdentification",
    IDENTITY,
    True,
    lambda erp, customer: [customer] if customer.external_reference else [],
)
PARTNER.navigate("to_Customer", CUSTOMER, False, _itself)
ADDRESS.navigate("to_EmailAddress", EMAIL, True, _only)
ADDRESS.navigate("to_PhoneNumber", PHONE, True, lambda erp, customer: [customer] if customer.phone else [])
ADDRESS.navigate("to_MobilePhoneNumber", PHONE, True, fixed([]))
CUSTOMER.navigate("to_CustomerSalesArea", AREA, True, _only)
AREA.navigate("to_SalesAreaTax", AREA_TAX, True, _only)
