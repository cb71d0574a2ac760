"""Business partners: customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents.tables import (
    always,
    amount,
    change_of,
    clock,
    day,
    parts,
    text,
    whole,
)
from fake_erp.dialects.business_one.fields import Missing, yes
from fake_erp.dialects.business_one.known import OWN_FIELDS, require_known
from fake_erp.dialects.business_one.memory import card_code, memory_of, partner_of
from fake_erp.dialects.odata.model import TEXT, EntityType, Property
from fake_erp.errors import DuplicateReference, RuleRefused
from fake_erp.model import Address, Customer
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OWNER, ADDRESS = "BusinessPartner", "BPAddress"
CODE_LIMIT = 15
PARTS = {
    "name": "AddressName2",
    "company": "AddressName3",
    "street": "Street",
    "city": "City",
    "region": "County",
    "postcode": "ZipCode",
    "country": "Country",
    "phone": "U_Phone",
}
DEFAULT_NAMES = ("Bill to", "Ship to")
TYPES = ("bo_BillTo", "bo_ShipTo")
PRICE_LISTS, GROUPS = "price_lists", "groups"
FIRST_LIST, FIRST_GROUP = 1, 100
STANDARD = "standard"
COMPANY_TERMS = -1


# -- writing -----------------------------------------------------------------------------------------------------


def address_names(erp: Erp, customer: Customer) -> list[tuple[str, str]]:
    """The names and types of the addresses of a partner, which all are the one that the books have."""
    kept = memory_of(erp).header(customer.number).get("addresses")
    return [tuple(pair) for pair in kept] if kept else list(zip(DEFAULT_NAMES, TYPES, strict=True))


def _addresses(erp: Erp, customer: Customer) -> list[dict[str, Any]]:
    values = {name: customer.address.get(part) for part, name in PARTS.items()}
    return [
        {
            "RowNum": at,
            "BPCode": card_code(erp, customer),
            "AddressName": name,
            "AddressType": kind,
            **values,
        }
        for at, (name, kind) in enumerate(address_names(erp, customer))
    ]


def price_list_code(erp: Erp, name: str) -> int:
    """The number of a price list; the standard one is 1."""
    if name in ("", STANDARD):
        return FIRST_LIST
    return FIRST_LIST + memory_of(erp).code(PRICE_LISTS, name)


def price_list_name(erp: Erp, code: int) -> str | None:
    """The price list with a number; "" is the standard one."""
    return "" if code == FIRST_LIST else memory_of(erp).name(PRICE_LISTS, code - FIRST_LIST)


def group_code(erp: Erp, name: str) -> int:
    """The number of a group of customers; those without a group are in number 100."""
    return FIRST_GROUP if not name else FIRST_GROUP + memory_of(erp).code(GROUPS, name)


def group_name(erp: Erp, code: int) -> str | None:
    """The group with a number."""
    return "" if code == FIRST_GROUP else memory_of(erp).name(GROUPS, code - FIRST_GROUP)


def _terms(erp: Erp, customer: Customer) -> int:
    return COMPANY_TERMS if customer.terms_ms is None else customer.terms_ms // DAY_MS


def _kept(name: str) -> Property:
    return Property(name, TEXT, lambda erp, customer: memory_of(erp).header(customer.number).get(name))


PARTNERS = EntityType(
    "BusinessPartner",
    "BusinessPartners",
    (
        Property("CardCode", TEXT, card_code, is_key=True, length=CODE_LIMIT),
        text("CardName", lambda erp, customer: customer.name),
        always("CardType", "cCustomer"),
        whole("GroupCode", lambda erp, customer: group_code(erp, customer.group)),
        text("EmailAddress", lambda erp, customer: customer.email),
        text("Phone1", lambda erp, customer: customer.phone or None),
        text("Valid", lambda erp, customer: yes(not customer.blocked)),
        text("Frozen", lambda erp, customer: yes(customer.blocked)),
        amount("CreditLimit", lambda erp, customer: customer.credit_limit_cents),
        amount("MaxCommitment", lambda erp, customer: customer.credit_limit_cents),
        amount("CurrentAccountBalance", lambda erp, customer: customer.exposure_cents),
        whole("PriceListNum", lambda erp, customer: price_list_code(erp, customer.price_list)),
        whole("PayTermsGrpCode", _terms),
        text("VatLiable", lambda erp, c: "vExempted" if c.tax_status == "exempt" else "vLiable"),
        always("Currency", "##"),
        text("BillToDefault", lambda erp, customer: _default(erp, customer, "bo_BillTo")),
        text("ShipToDefault", lambda erp, customer: _default(erp, customer, "bo_ShipTo")),
        _kept("CardForeignName"),
        _kept("Notes"),
        _kept("FreeText"),
        _kept("FederalTaxID"),
        day("CreateDate", lambda erp, customer: customer.created_at_ms),
        day("UpdateDate", lambda erp, customer: customer.changed_at_ms),
        text("UpdateTime", lambda erp, customer: clock(customer.changed_at_ms)),
        text("U_ExternalReference", lambda erp, customer: customer.external_reference or None),
        text("U_BlockDeliveries", lambda erp, customer: "Y" if customer.blocked_deliveries else "N"),
        text("U_BlockBilling", lambda erp, customer: "Y" if customer.blocked_billing else "N"),
        text("U_Approval", lambda erp, customer: customer.approval),
        parts("BPAddresses", "Collection(SAPB1.BPAddress)", _addresses),
    ),
    etag=change_of,
)


def _default(erp: Erp, customer: Customer, wanted: str) -> str | None:
    return next((name for name, kind in address_names(erp, customer) if kind == wanted), None)


# -- reading -----------------------------------------------------------------------------------------------------

KEPT = ("CardForeignName", "Notes", "FreeText", "FederalTaxID")


class AddPartner:
    """Creates a customer, under a code of its own or under its number."""

    def __init__(
        self, erp: Erp, code: str, command: CreateCustomer, changes: dict[str, Any], kept: dict[str, Any]
    ) -> None:
        self._erp = erp
        self._code = code
        self._command = command
        self._changes = changes
        self._kept = kept

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        """Raises DuplicateReference for a code that is taken."""
        memory = memory_of(self._erp)
        taken = partner_of(self._erp, self._code) if self._code else None
        if taken is not None:
            raise DuplicateReference(f"'OCRD' {self._code!r}", "customer", {"number": taken.number})
        customer = self._command.perform(parts)
        if self._code:
            memory.card_codes[self._code] = customer.number
            memory.code_of[customer.number] = self._code
        if self._kept:
            memory.keep(customer.number, self._kept)
        if self._changes:
            parts.customers.update(customer, self._changes, self._command.by)
        return customer


class ChangePartner:
    """Changes a customer and what is kept of it."""

    def __init__(self, erp: Erp, command: ChangeCustomer, kept: dict[str, Any]) -> None:
        self._erp = erp
        self._command = command
        self._kept = kept

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        customer = self._command.perform(parts)
        if self._kept:
            memory_of(self._erp).keep(customer.number, self._kept)
        return customer


def neutral(erp: Erp, given: dict[str, Any], before: Customer | None = None) -> dict[str, Any]:
    """The fields that were sent, by the attributes of the record. Raises ErpError."""
    require_known(erp, given, OWNER, OWN_FIELDS["OCRD"])
    if given.get("CardType", "cCustomer") not in ("cCustomer", "C"):
        raise read.invalid("CardType", OWNER, "cCustomer")
    found: dict[str, Any] = {
        "name": read.text(given, "CardName", OWNER),
        "email": _email(given),
        "phone": read.text(given, "Phone1", OWNER) or read.text(given, "Cellular", OWNER),
        "address": _address(given, before),
        "external_reference": read.text(given, "U_ExternalReference", OWNER, 64),
        "credit_limit_cents": read.cents(given, "CreditLimit", OWNER),
        "blocked": _blocked(given),
        "blocked_deliveries": read.flag(given, "U_BlockDeliveries", OWNER),
        "blocked_billing": read.flag(given, "U_BlockBilling", OWNER),
        "tax_status": _tax_status(given),
        "price_list": _coded(erp, given, "PriceListNum", price_list_name),
        "group": _coded(erp, given, "GroupCode", group_name),
    }
    changes = {name: value for name, value in found.items() if value is not None}
    terms = given.get("PayTermsGrpCode")
    if terms is not None:
        days = read.whole(given, "PayTermsGrpCode", OWNER, COMPANY_TERMS, 3650)
        changes["terms_ms"] = None if days is None or days < 0 else days * DAY_MS
    return changes


def _email(given: dict[str, Any]) -> str | None:
    email = read.text(given, "EmailAddress", OWNER)
    if email:
        name, at, domain = email.rpartition("@")
        if not (name and at and domain) or " " in email:
            raise read.invalid("EmailAddress", OWNER, "an e-mail address")
    return email or None


def _blocked(given: dict[str, Any]) -> bool | None:
    frozen, valid = read.flag(given, "Frozen", OWNER), read.flag(given, "Valid", OWNER)
    if frozen is not None:
        return frozen
    return None if valid is None else not valid


def _tax_status(given: dict[str, Any]) -> str | None:
    liable = given.get("VatLiable")
    if liable is None:
        return None
    if liable not in ("vLiable", "vExempted", "vEC"):
        raise read.invalid("VatLiable", OWNER, "vLiable or vExempted")
    return "exempt" if liable == "vExempted" else "taxable"


def _coded(erp: Erp, given: dict[str, Any], name: str, names: Any) -> str | None:
    code = read.whole(given, name, OWNER)
    if code is None:
        return None
    found: str | None = names(erp, code)
    if found is None:
        raise RuleRefused(
            "known_code", "unknown_code", f"No matching records found  [OCRD.{name}]", "price_list"
        )
    return found


def _address(given: dict[str, Any], before: Customer | None) -> Address | None:
    """The address: the books have one, which the ship-to row says, else the first."""
    rows = read.rows(given, "BPAddresses", OWNER, 50)
    if not rows:
        return None
    row = next((row for row in rows if row.get("AddressType") in ("bo_ShipTo", "S")), rows[0])
    found: Address = {} if before is None else dict(before.address)
    for part, name in PARTS.items():
        value = read.text(row, name, ADDRESS)
        if value is not None:
            found[part] = value
    if "region" not in found and (state := read.text(row, "State", ADDRESS)):
        found["region"] = state
    country = found.get("country")
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise read.invalid("Country", ADDRESS, "a country code such as DE")
    return found


def kept_of(given: dict[str, Any]) -> dict[str, Any]:
    """What the books have no place for."""
    kept: dict[str, Any] = {
        name: value for name in KEPT if (value := read.text(given, name, OWNER)) is not None
    }
    rows = read.rows(given, "BPAddresses", OWNER, 50)
    names = [(_address_name(row, at), _address_type(row)) for at, row in enumerate(rows)]
    if names:
        kept["addresses"] = names
    return kept


def _address_name(row: dict[str, Any], at: int) -> str:
    return read.text(row, "AddressName", ADDRESS, 50) or f"Address {at + 1}"


def _address_type(row: dict[str, Any]) -> str:
    kind = row.get("AddressType")
    return {"S": "bo_ShipTo", "bo_ShipTo": "bo_ShipTo"}.get(
        kind if isinstance(kind, str) else "", "bo_BillTo"
    )


def add_partner(erp: Erp, given: dict[str, Any], by: str) -> AddPartner:
    """A new customer. Raises ErpError."""
    changes = neutral(erp, given)
    code = read.text(given, "CardCode", OWNER, CODE_LIMIT) or ""
    if not code and given.get("Series") is None:
        raise Missing("Business partner code is missing  [OCRD.CardCode]", "customer")
    name = changes.pop("name", "")
    if not name:
        raise Missing("Business partner name is missing  [OCRD.CardName]", "name")
    command = CreateCustomer(
        name,
        changes.pop("email", ""),
        changes.pop("address", {}),
        changes.pop("phone", "") or "",
        changes.pop("external_reference", code),
        by,
    )
    return AddPartner(erp, code, command, changes, kept_of(given))


def change_partner(
    erp: Erp, customer: Customer, given: dict[str, Any], replaces: bool, by: str
) -> ChangePartner:
    """Changed fields of a customer. Raises ErpError."""
    code = read.text(given, "CardCode", OWNER)
    if code is not None and code != card_code(erp, customer):
        raise RuleRefused(
            "known_customer",
            "field_fixed",
            "Field cannot be updated (ODBC -1029)  [OCRD.CardCode]",
            "customer",
        )
    kept = kept_of(given)
    if "addresses" in kept and not replaces:
        kept["addresses"] = _merged(address_names(erp, customer), kept["addresses"])
    changes = neutral(erp, given, None if replaces else customer)
    return ChangePartner(erp, ChangeCustomer(customer.number, changes, by), kept)


def _merged(before: list[tuple[str, str]], sent: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*before, *[pair for pair in sent if pair not in before]]


def fields_of(erp: Erp, given: dict[str, Any]) -> dict[str, Any]:
    """What was sent, by the neutral names of a customer."""
    found = neutral(erp, given)
    if "credit_limit_cents" in found:
        found["credit_limit"] = found.pop("credit_limit_cents")
    if "terms_ms" in found:
        terms = found.pop("terms_ms")
        found["terms_days"] = None if terms is None else terms // DAY_MS
    return found
