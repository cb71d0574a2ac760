"""Small lists: companies, currencies, payment terms, shipment methods, units of measure, locations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.business_central.access import COMPANY, COMPANY_ID
from fake_erp.dialects.business_central.columns import empty, fixed, flag, identifier, instant, of, text
from fake_erp.dialects.business_central.resources import Resource
from fake_erp.dialects.odata.model import EntityType, Property
from fake_erp.dialects.record_ids import NO_GUID, guid

DAY_MS = 86_400_000
TERMS = {"COD": 0, "7 DAYS": 7, "14 DAYS": 14, "21 DAYS": 21, "30 DAYS": 30, "60 DAYS": 60, "90 DAYS": 90}
"""Payment terms and their days."""
METHODS = {
    "CIF": "Cost Insurance and Freight",
    "DDP": "Delivered Duty Paid",
    "EXW": "Ex Works",
    "FOB": "Free on Board",
    "PICKUP": "Pickup at Location",
}
"""Shipment methods."""
PAYMENT_METHODS = {"ACCOUNT": "On account", "BANK": "Bank Transfer", "CARD": "Card payment", "CASH": "Cash"}
UNITS = {"PCS": "Piece"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a small list."""

    kind: str
    code: str
    name: str
    more: Any = None

    @property
    def number(self) -> str:
        """Its code."""
        return self.code

    @property
    def id(self) -> str:
        """Its GUID."""
        return COMPANY_ID if self.kind == "company" else guid(self.kind, self.code)


def terms_id(terms_ms: int | None) -> str:
    """The GUID of payment terms; the empty one for those of the company."""
    found = [code for code, days in TERMS.items() if terms_ms == days * DAY_MS]
    return guid("paymentTerm", found[0]) if found else NO_GUID


def terms_of(wanted: str) -> int | None:
    """The length of the payment terms of a GUID; None for an unknown one."""
    found = [days for code, days in TERMS.items() if guid("paymentTerm", code) == wanted]
    return found[0] * DAY_MS if found else None


def method_id(code: str) -> str:
    """The GUID of a shipment method; the empty one for a free text."""
    return guid("shipmentMethod", code) if code in METHODS else NO_GUID


def method_of(wanted: str) -> str:
    """The code of the shipment method of a GUID; "" for an unknown one."""
    return next((code for code in METHODS if guid("shipmentMethod", code) == wanted), "")


def _entries(kind: str, names: Mapping[str, str]) -> Any:
    return lambda erp: [Entry(kind, code, name) for code, name in names.items()]


def _companies(erp: Any) -> list[Entry]:
    return [Entry("company", COMPANY, COMPANY)]


def _currencies(erp: Any) -> list[Entry]:
    foreign = [code for code in erp.config.currencies if code != erp.currencies.home]
    return [Entry("currency", code, code) for code in foreign]


def _locations(erp: Any) -> list[Entry]:
    places = erp.stock.places
    return [Entry("location", name, name, places.countries[name]) for name in places.names]


def location_of(erp: Any, wanted: str) -> str:
    """The code of the location of a GUID; "" for an unknown one."""
    return next((each.code for each in _locations(erp) if each.id == wanted), "")


def _list(kind: str, set_name: str, rows: Any, *more: Property) -> Resource:
    entity = EntityType(
        kind,
        set_name,
        (
            identifier("id", of("id"), key=True),
            *(() if kind == "company" else (text("code", of("code"), 10),)),
            *([] if kind == "company" else [text("displayName", of("name"), 100)]),
            *more,
            instant("lastModifiedDateTime", lambda erp, record: erp.opened_ms),
        ),
        etag=None if kind == "company" else lambda erp, record: (record.kind, record.code),
    )

    def listed(erp: Any, query: Any, hides: Any) -> Sequence[Any]:
        found: Sequence[Any] = rows(erp)
        return found

    def find(erp: Any, keys: Mapping[str, str]) -> Any:
        wanted = keys.get("id") or keys.get("") or ""
        return next((each for each in rows(erp) if wanted.lower() == each.id or wanted == each.code), None)

    return Resource(entity, "", listed, find, lambda record: "", lambda record: None)


COMPANIES = _list(
    "company",
    "companies",
    _companies,
    text("systemVersion", fixed("28.0.0.0")),
    text("timestamp", fixed("1042")),
    text("name", of("name"), 30),
    text("displayName", of("name"), 250),
    *empty("businessProfileId"),
    instant("systemCreatedAt", lambda erp, record: erp.opened_ms),
    identifier("systemCreatedBy", fixed(guid("user", "ADMIN"))),
    instant("systemModifiedAt", lambda erp, record: erp.opened_ms),
    identifier("systemModifiedBy", fixed(guid("user", "ADMIN"))),
)
LISTS = (
    _list("currency", "currencies", _currencies, *empty("symbol")),
    _list(
        "paymentTerm",
        "paymentTerms",
        _entries("paymentTerm", {code: code.capitalize() for code in TERMS}),
        text("dueDateCalculation", lambda erp, record: f"{TERMS[record.code]}D"),
        *empty("discountDateCalculation"),
        flag("calculateDiscountOnCreditMemos", fixed(False)),
    ),
    _list("shipmentMethod", "shipmentMethods", _entries("shipmentMethod", METHODS)),
    _list("paymentMethod", "paymentMethods", _entries("paymentMethod", PAYMENT_METHODS)),
    _list("unitOfMeasure", "unitsOfMeasure", _entries("unitOfMeasure", UNITS)),
    _list("location", "locations", _locations, text("country", of("more"), 10)),
)
"""The small lists of a company."""
