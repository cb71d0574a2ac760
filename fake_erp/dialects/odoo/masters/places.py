"""Countries, states, currencies, taxes and other small tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fake_erp.dialects.odoo.faults import Invalid
from fake_erp.dialects.odoo.masters.countries import CODES, NAMES
from fake_erp.dialects.odoo.models.base import Act, Field, Get, Job, Model, Plan, View
from fake_erp.dialects.odoo.models.fields import char, flag, integer, link, linked, number, table
from fake_erp.dialects.odoo.models.values import id_of, text_of

LANGUAGES = (("en_US", "English (US)"), ("de_DE", "German / Deutsch"), ("fr_FR", "French / Français"))
IMMEDIATE = "Immediate Payment"


def listed(
    name: str,
    label: str,
    rows: Callable[[View], Sequence[Any]],
    fields: Iterable[Field],
    title: Callable[[View, Any], str],
    **more: Any,
) -> Model:
    """A model of a table of few rows. A row begins with its id; rows are in the order of their ids."""

    def find(view: View, wanted: int) -> Any:
        return next((row for row in rows(view) if row[0] == wanted), None)

    return Model(
        name, label, more.pop("kind", ""), table(fields), rows, find, lambda view, row: row[0], title, **more
    )


def column(at: int) -> Get:
    """A column of a row."""
    return lambda view, row: row[at]


def named(view: View, row: Any) -> str:
    """The second column, which is the name."""
    return str(row[1])


_COUNTRIES = tuple((at, name, code) for at, (code, name) in enumerate(zip(CODES, NAMES, strict=True), 1))


def _country_find(view: View, wanted: int) -> Any:
    return _COUNTRIES[wanted - 1] if 0 < wanted <= len(_COUNTRIES) else None


COUNTRY = Model(
    "res.country",
    "Country",
    "",
    table((char("name", "Country Name", column(1)), char("code", "Country Code", column(2)))),
    lambda view: _COUNTRIES,
    _country_find,
    lambda view, row: row[0],
    named,
    index={"code": lambda view, code: [row for row in _COUNTRIES if row[2] == code]},
    order="name",
)


# -- states: those that addresses name ---------------------------------------------------------------------------


def _states(view: View) -> list[Any]:
    keys = view.store.keys.get("state", [])
    return [(at, *key) for at, key in enumerate(keys, 1)]


def _state_find(view: View, wanted: int) -> Any:
    key = view.store.key_of("state", wanted)
    return None if key is None else (wanted, *key)


def state_id(view: View, country: str, region: str) -> int:
    """The id of a region of a country; a new one is added."""
    return view.store.id_of("state", (region, country))


def _create_state(job: Job) -> Plan:
    values = job.args["vals_list"]
    values = values[0] if isinstance(values, list) and values else values
    if not isinstance(values, dict) or not text_of(values, "name"):
        raise Invalid("Country state: a mandatory field is not set: State Name (name)", "name")
    country = COUNTRY.find(job.view, id_of(values, "country_id") or 0)

    def add() -> int:
        return state_id(job.view, country[2] if country else "", text_of(values, "name"))

    show = (lambda number: number) if job.rpc else (lambda number: [number])
    return Plan("customer.update", lambda by: Act(add), show)


STATE = Model(
    "res.country.state",
    "Country state",
    "",
    table(
        (
            char("name", "State Name", column(1)),
            char("code", "State Code", column(1)),
            link(
                "country_id",
                "Country",
                "res.country",
                lambda view, row: next(
                    ((each[0], each[1]) for each in _COUNTRIES if each[2] == row[2]), None
                ),
            ),
        )
    ),
    _states,
    _state_find,
    lambda view, row: row[0],
    named,
    methods={"create": _create_state},
    can=("create",),
)


# -- currencies, price lists of which each has one ---------------------------------------------------------------


def _currencies(view: View) -> list[Any]:
    return [(at, code) for at, code in enumerate(view.erp.config.currencies, 1)]


CURRENCY = listed(
    "res.currency",
    "Currency",
    _currencies,
    (
        char("name", "Currency", column(1)),
        char("symbol", "Symbol", column(1)),
        number("rate", "Current Rate", lambda view, row: 1_000_000 / view.erp.currencies.rate_micro(row[1])),
        integer("decimal_places", "Decimal Places", lambda view, row: 2),
        flag("active", "Active", lambda view, row: True),
    ),
    named,
)


def currency_id(view: View, code: str) -> int:
    """The id of a currency; 0 for one that is not set up."""
    currencies = view.erp.config.currencies
    return currencies.index(code) + 1 if code in currencies else 0


def currency_pair(view: View, code: str) -> tuple[int, str] | None:
    """Id and name of a currency."""
    found = currency_id(view, code)
    return (found, code) if found else None


# -- taxes: one for each rate, with prices that contain it and without -------------------------------------------


def tax_id(rate_bp: int, included: bool) -> int:
    """The id of a tax: it follows from the rate."""
    return 2 * rate_bp + (1 if included else 0) + 10


def tax_of(number_: int) -> tuple[int, bool]:
    """Rate in basis points and whether prices contain it, of the id of a tax."""
    return (number_ - 10) // 2, bool(number_ % 2)


def _taxes(view: View) -> list[Any]:
    rates = sorted({item.tax_bp for item in view.erp.items.by_sku.values()} | {0})
    return [_tax(tax_id(rate, included)) for rate in rates for included in (False, True)]


def _tax(wanted: int) -> Any:
    rate, included = tax_of(wanted)
    return (wanted, f"{rate / 100:g}%{' incl.' if included else ''}", rate / 100, included)


TAX = listed(
    "account.tax",
    "Tax",
    _taxes,
    (
        char("name", "Tax Name", column(1)),
        number("amount", "Amount", column(2)),
        char("amount_type", "Tax Computation", lambda view, row: "percent"),
        char("type_tax_use", "Tax Type", lambda view, row: "sale"),
        flag("price_include", "Included in Price", column(3)),
        flag("active", "Active", lambda view, row: True),
    ),
    named,
)
TAX.find = lambda view, wanted: _tax(wanted) if 10 <= wanted < 200_020 else None


# -- units, carriers, terms, companies ---------------------------------------------------------------------------

UNITS = "Units"


def unit_id(view: View, name: str) -> int:
    """The id of a unit of measure; the base unit of every item is 1."""
    view.store.id_of("unit", UNITS)
    return view.store.id_of("unit", name or UNITS)


def unit_name(view: View, wanted: int) -> str | None:
    """The unit with that id, "" for the base unit; None for none."""
    unit_id(view, "")
    found = view.store.key_of("unit", wanted)
    return None if found is None else "" if found == UNITS else str(found)


def _units(view: View) -> list[Any]:
    unit_id(view, "")
    for item in view.erp.items.by_sku.values():
        for name in item.units:
            unit_id(view, name)
    return [(at, name) for at, name in enumerate(view.store.keys["unit"], 1)]


UNIT = listed(
    "uom.uom",
    "Product Unit of Measure",
    _units,
    (char("name", "Unit of Measure", column(1)), flag("active", "Active", lambda view, row: True)),
    named,
)


def _kept(kind: str) -> Callable[[View], list[Any]]:
    return lambda view: [(at, key) for at, key in enumerate(view.store.keys.get(kind, []), 1)]


def keeper(kind: str) -> Callable[[Job], Plan]:
    """`create` of a model of which only names are kept."""

    def create(job: Job) -> Plan:
        values = job.args["vals_list"]
        values = values[0] if isinstance(values, list) and values else values
        if not isinstance(values, dict) or not text_of(values, "name"):
            raise Invalid(f"{job.model.label}: a mandatory field is not set: Name (name)", "name")
        show = (lambda found: found) if job.rpc else (lambda found: [found])
        return Plan(
            "openapi.read", lambda by: Act(lambda: job.view.store.id_of(kind, text_of(values, "name"))), show
        )

    return create


CARRIER = listed(
    "delivery.carrier",
    "Shipping Methods",
    _kept("carrier"),
    (
        char("name", "Delivery Method", column(1)),
        flag("active", "Active", lambda view, row: True),
        link(
            "product_id",
            "Delivery Product",
            "product.product",
            lambda view, row: linked(view, "product.product", SHIPPING_ID),
        ),
    ),
    named,
    methods={"create": keeper("carrier")},
    can=("create",),
)
SHIPPING_ID = 900_000_001
"""The product whose order line is the shipping charge."""

_NAME = (char("name", "Name", column(1)), flag("active", "Active", lambda view, row: True))
TERMS = listed(
    "account.payment.term", "Payment Terms", lambda view: ((1, IMMEDIATE), (2, "On Account")), _NAME, named
)
COMPANY = listed(
    "res.company",
    "Companies",
    lambda view: ((1, "My Company"),),
    (
        *_NAME,
        link(
            "currency_id",
            "Currency",
            "res.currency",
            lambda view, row: currency_pair(view, view.erp.currencies.home),
        ),
    ),
    named,
)
LANGUAGE = listed(
    "res.lang",
    "Languages",
    lambda view: [(at, label, code) for at, (code, label) in enumerate(LANGUAGES, 1)],
    (*_NAME, char("code", "Locale Code", column(2))),
    named,
)
POSITIONS = listed(
    "account.fiscal.position",
    "Fiscal Position",
    lambda view: ((1, "Domestic"), (2, "Tax exempt")),
    _NAME,
    named,
)
SMALL = (COUNTRY, STATE, CURRENCY, TAX, UNIT, CARRIER, TERMS, COMPANY, LANGUAGE, POSITIONS)
