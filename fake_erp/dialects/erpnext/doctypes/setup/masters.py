"""DocTypes of the setup, which are only read: companies, countries, currencies, units, price lists, periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fake_erp.accounting.posting_periods import period_before
from fake_erp.dialects.erpnext.clock import stamp
from fake_erp.dialects.erpnext.doctypes.base import DocType, constant
from fake_erp.dialects.erpnext.doctypes.setup.countries import NAME_OF
from fake_erp.dialects.erpnext.site import ABBREVIATION, COMPANY, STANDARD_SELLING, Site

Row = Mapping[str, Any]


def master(
    name: str, fields: tuple[str, ...], rows: Callable[[Site], list[Row]], noun: str = "health"
) -> DocType:
    """A DocType of rows that are computed."""
    return DocType(
        name=name,
        noun=noun,
        fields={
            "name": lambda site, row: row["name"],
            "owner": constant("Administrator"),
            "creation": lambda site, row: stamp(site.erp.opened_ms),
            "modified": lambda site, row: stamp(site.erp.opened_ms),
            "modified_by": constant("Administrator"),
            "docstatus": constant(0),
            "idx": constant(0),
            **{field: _field(field) for field in fields},
        },
        rows=rows,
        find=lambda site, wanted: next((row for row in rows(site) if row["name"] == wanted), None),
    )


def _field(name: str) -> Callable[[Site, Row], Any]:
    return lambda site, row: row.get(name)


def _countries(site: Site) -> list[Row]:
    return [{"name": name, "country_name": name, "code": code.lower()} for code, name in NAME_OF.items()]


def _companies(site: Site) -> list[Row]:
    home = site.erp.currencies.home
    return [{"name": COMPANY, "company_name": COMPANY, "abbr": ABBREVIATION, "default_currency": home}]


def _currencies(site: Site) -> list[Row]:
    return [{"name": code, "currency_name": code, "enabled": 1} for code in site.erp.config.currencies]


def _units(site: Site) -> list[Row]:
    names = {"Nos", *[unit for item in site.erp.items.by_sku.values() for unit in item.units]}
    return [{"name": name, "uom_name": name, "must_be_whole_number": 1} for name in sorted(names)]


def _price_lists(site: Site) -> list[Row]:
    names = {STANDARD_SELLING, *[site.price_list(each.price_list) for each in site.erp.customers.all]} - {""}
    return [{"name": name, "price_list_name": name, "selling": 1, "enabled": 1} for name in sorted(names)]


def _periods(site: Site) -> list[Row]:
    calendar = site.erp.calendar
    present = calendar.period_of(site.erp.now())
    names = sorted({*calendar.closed, present, period_before(present)})
    return [
        {
            "name": name,
            "period_name": name,
            "company": COMPANY,
            "start_date": f"{name}-01",
            "disabled": 0,
            "closed": int("closed" in calendar.states(name).values()),
        }
        for name in names
    ]


MASTERS: tuple[DocType, ...] = (
    master("Company", ("company_name", "abbr", "default_currency"), _companies),
    master("Country", ("country_name", "code"), _countries),
    master("Currency", ("currency_name", "enabled"), _currencies),
    master("UOM", ("uom_name", "must_be_whole_number"), _units),
    master("Price List", ("price_list_name", "selling", "enabled"), _price_lists, "price"),
    master(
        "Accounting Period",
        ("period_name", "company", "start_date", "disabled", "closed"),
        _periods,
        "period",
    ),
)
