"""The entity sets of API_BUSINESS_PARTNER: creating and changing customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana import values as read
from fake_erp.dialects.s4hana.masters import partner_types as types
from fake_erp.dialects.s4hana.numbers import find
from fake_erp.dialects.s4hana.resources import Action, Call, Read, Resource
from fake_erp.dialects.s4hana.store import store_of
from fake_erp.errors import ErpError, Malformed
from fake_erp.model import Customer
from fake_erp.operations.base import Command, Hides, Parts
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer

if TYPE_CHECKING:
    from fake_erp.erp import Erp

COUNTRY_DIGITS = 2
LONGEST_TERMS = 3650


@dataclass(frozen=True, slots=True)
class CreatePartner:
    """Create a customer with what its sales area says, and note whether it is an organisation."""

    create: CreateCustomer
    changes: dict[str, Any]
    organisations: set[str] | None

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        customer = self.create.perform(parts, hides)
        if self.changes:
            parts.customers.update(customer, dict(self.changes), self.create.by)
        if self.organisations is not None:
            self.organisations.add(customer.number)
        return customer


# -- finding -------------------------------------------------------------------------------------------------------


def find_partner(erp: Erp, segment: Segment) -> Customer | None:
    """The customer of a key; business partner, customer and address have the same number."""
    for name in ("BusinessPartner", "Customer", "AddressID"):
        literal = segment.key(name)
        if literal is not None:
            return find(erp.customers.by_number, literal.text)
    return None


def partners(erp: Erp, query: Query) -> Sequence[Customer]:
    """The customers that may match a filter, oldest first."""
    customers = erp.customers
    for name in ("BusinessPartner", "Customer", "AddressID"):
        number = query.equal(name)
        if number is not None:
            customer = find(customers.by_number, str(number))
            return [] if customer is None else [customer]
    reference = query.equal("BPIdentificationNumber")
    if reference is None and len(query.equal("BusinessPartnerIDByExtSystem") or "x" * 20) < 20:
        reference = query.equal("BusinessPartnerIDByExtSystem")
    if reference is not None:
        owner = customers.by_reference.get(str(reference))
        return [] if owner is None else [owner]
    email = query.equal("EmailAddress")
    return customers.all if email is None else customers.with_email(str(email))


def _with_reference(erp: Erp, query: Query) -> Sequence[Customer]:
    return [customer for customer in partners(erp, query) if customer.external_reference]


def key(customer: Customer) -> str:
    """The business key of a customer."""
    return customer.external_reference or customer.number


# -- reading -------------------------------------------------------------------------------------------------------


def fields_of(call: Call) -> dict[str, Any]:
    """A new customer by neutral names. Raises Malformed."""
    data = call.data()
    read.only(data, types.PARTNER)
    read.check_lengths(data, types.PARTNER)
    found: dict[str, Any] = {"name": name_of(data), "address": {}, "email": "", "phone": ""}
    for address in read.rows(data, "to_BusinessPartnerAddress")[:1]:
        found["address"] = address_of(address)
        found["email"] = _first(address, "to_EmailAddress", "EmailAddress")
        found["phone"] = _first(address, "to_PhoneNumber", "PhoneNumber") or _first(
            address, "to_MobilePhoneNumber", "PhoneNumber"
        )
    reference = read.text(data, "BusinessPartnerIDByExtSystem")
    for identity in read.rows(data, "to_BuPaIdentification"):
        read.only(identity, types.IDENTITY)
        reference = read.text(identity, "BPIdentificationNumber", 60) or reference
    if reference:
        found["external_reference"] = reference
    return found | _of_customer(data)


def _of_customer(data: dict[str, Any]) -> dict[str, Any]:
    """What the parts `to_Customer` and its sales area say."""
    given = data.get("to_Customer")
    if given is None or (type(given) is dict and "__deferred" in given):
        return {}
    customer = read.record(given, "to_Customer")
    found = customer_fields(customer)
    for area in read.rows(customer, "to_CustomerSalesArea")[:1]:
        found |= area_fields(area)
    return found


def _first(data: dict[str, Any], navigation: str, name: str) -> str:
    return next((read.text(each, name) for each in read.rows(data, navigation)), "")


def name_of(data: dict[str, Any]) -> str:
    """The name of a person or an organisation. Raises Malformed without one."""
    names = [read.text(data, each) for each in ("FirstName", "LastName")]
    name = read.text(data, "OrganizationBPName1") or " ".join([each for each in names if each])
    if not name:
        raise Malformed("Enter a name for the business partner", "name")
    return name


def address_of(data: dict[str, Any]) -> dict[str, str]:
    """An address by neutral names. Raises Malformed."""
    read.only(data, types.ADDRESS)
    found = {
        name: value
        for given, name in types.ADDRESS_FIELDS.items()
        if given in data and (value := read.text(data, given))
    }
    number = read.text(data, "HouseNumber")
    if number:
        found["street"] = f"{found.get('street', '')} {number}".strip()
    country = found.get("country", "")
    if "Country" in data and (
        len(country) != COUNTRY_DIGITS or not country.isupper() or not country.isascii()
    ):
        raise Malformed(f"Country {country[:10]!a} is not defined", "address.country")
    return found


def customer_fields(data: dict[str, Any]) -> dict[str, Any]:
    """Blocks and credit limit, as A_Customer has them."""
    read.only(data, types.CUSTOMER)
    found = _blocks(data, "DeliveryIsBlocked")
    limit = read.cents(data, "YY1_CreditLimit_CUS")
    if limit is not None:
        found["credit_limit"] = amount_text(limit)
    return found


def area_fields(data: dict[str, Any]) -> dict[str, Any]:
    """Price list, group, terms and blocks, as A_CustomerSalesArea has them."""
    read.only(data, types.AREA)
    found = _blocks(data, "DeliveryIsBlockedForCustomer")
    for name, field in (("PriceListType", "price_list"), ("CustomerGroup", "group")):
        if data.get(name) is not None:
            found[field] = read.text(data, name)
    if "CustomerPaymentTerms" in data:
        found["terms_days"] = _terms(read.text(data, "CustomerPaymentTerms"))
    for tax in read.rows(data, "to_SalesAreaTax")[:1]:
        found["tax_status"] = "exempt" if read.text(tax, "CustomerTaxClassification") == "0" else "taxable"
    return found


def _blocks(data: dict[str, Any], delivery: str) -> dict[str, Any]:
    names = {
        "OrderIsBlockedForCustomer": "blocked",
        delivery: "blocked_deliveries",
        "BillingIsBlockedForCustomer": "blocked_billing",
    }
    return {
        field: bool(read.text(data, name, 2)) for name, field in names.items() if data.get(name) is not None
    }


def _terms(given: str) -> int | None:
    if not given:
        return None
    days = given.removeprefix(types.TERMS)
    if not (days.isascii() and days.isdigit() and len(days) <= 4 and int(days) <= LONGEST_TERMS):
        raise Malformed(f"Terms of payment {given[:10]} are not defined", "terms_days")
    return int(days)


def attributes_of(fields: dict[str, Any]) -> dict[str, Any]:
    """Changed fields by the attributes of the record."""
    found = dict(fields)
    if "credit_limit" in found:
        limit = found.pop("credit_limit")
        found["credit_limit_cents"] = int(limit.replace(".", ""))
    if "terms_days" in found:
        days = found.pop("terms_days")
        found["terms_ms"] = None if days is None else days * types.DAY_MS
    return found


def create(call: Call) -> CreatePartner:
    """POST of a business partner with its address, roles and sales area."""
    fields = fields_of(call)
    rest = {
        name: value
        for name, value in fields.items()
        if name not in ("name", "email", "address", "phone", "external_reference")
    }
    made = CreateCustomer(
        fields["name"],
        fields["email"],
        fields["address"],
        fields["phone"],
        fields.get("external_reference", ""),
        call.by,
    )
    is_organisation = call.data().get("BusinessPartnerCategory") == types.ORGANISATION
    organisations = store_of(call.erp).organisations if is_organisation else None
    return CreatePartner(made, attributes_of(rest), organisations)


# -- changing ------------------------------------------------------------------------------------------------------


def _partner_fields(call: Call) -> dict[str, Any]:
    data, customer = call.data(), call.record
    read.only(data, types.PARTNER)
    read.check_lengths(data, types.PARTNER)
    found: dict[str, Any] = {}
    if any(name in data for name in ("FirstName", "LastName", "OrganizationBPName1")):
        before = {
            "FirstName": types.first_name(call.erp, customer),
            "LastName": types.last_name(call.erp, customer),
            "OrganizationBPName1": types.organisation_name(call.erp, customer),
        }
        found["name"] = name_of({**before, **data})
    if data.get("BusinessPartnerIDByExtSystem") is not None:
        found["external_reference"] = read.text(data, "BusinessPartnerIDByExtSystem")
    blocked = read.flag(data, "BusinessPartnerIsBlocked")
    if blocked is not None:
        found["blocked"] = blocked
    return found


def _address_fields(call: Call) -> dict[str, Any]:
    return {"address": {**call.record.address, **address_of(call.data())}}


def _email_fields(call: Call) -> dict[str, Any]:
    read.only(call.data(), types.EMAIL)
    return {"email": read.text(call.data(), "EmailAddress")}


def _phone_fields(call: Call) -> dict[str, Any]:
    read.only(call.data(), types.PHONE)
    return {"phone": read.text(call.data(), "PhoneNumber")}


def _tax_fields(call: Call) -> dict[str, Any]:
    given = read.text(call.data(), "CustomerTaxClassification", 1)
    return {"tax_status": "exempt" if given == "0" else "taxable"}


def _change(fields: Any, needs_etag: bool = True) -> Action:
    """The change of a customer by the fields that a part of it has."""

    def change(call: Call) -> Command[Any]:
        return ChangeCustomer(call.record.number, attributes_of(fields(call)), call.by)

    reader: Read = change
    return Action("customer.update", reader, fields=fields, needs_etag=needs_etag)


def _asked_for(call: Call) -> str | None:
    try:
        return fields_of(call).get("external_reference")
    except ErpError:
        return None


def _part(entity: EntityType, fields: Any = None, rows: Any = partners, needs_etag: bool = True) -> Resource:
    actions = {} if fields is None else {"PATCH": _change(fields, needs_etag)}
    return Resource(entity, "customer", find_partner, rows, lambda customer: customer.number, key, actions)


SETS: dict[str, Resource] = {
    "A_BusinessPartner": Resource(
        types.PARTNER,
        "customer",
        find_partner,
        partners,
        lambda customer: customer.number,
        key,
        {
            "POST": Action("customer.create", create, "created", fields_of, _asked_for, needs_etag=False),
            "PATCH": _change(_partner_fields),
        },
        asked="BusinessPartnerIDByExtSystem",
    ),
    "A_BusinessPartnerAddress": _part(types.ADDRESS, _address_fields),
    "A_AddressEmailAddress": _part(types.EMAIL, _email_fields),
    "A_AddressPhoneNumber": _part(types.PHONE, _phone_fields),
    "A_BusinessPartnerRole": _part(types.ROLE),
    "A_BuPaIdentification": _part(types.IDENTITY, rows=_with_reference),
    "A_Customer": _part(types.CUSTOMER, lambda call: customer_fields(call.data())),
    "A_CustomerSalesArea": _part(types.AREA, lambda call: area_fields(call.data())),
    "A_CustomerSalesAreaTax": _part(types.AREA_TAX, _tax_fields, needs_etag=False),
}
