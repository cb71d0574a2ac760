"""`res.partner`: customers, and their addresses as contacts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.dialects.odoo.masters import addresses
from fake_erp.dialects.odoo.masters.partner_writing import create, unlink, write
from fake_erp.dialects.odoo.models.base import Model, View
from fake_erp.dialects.odoo.models.fields import (
    char,
    choice,
    extra,
    flag,
    instant,
    integer,
    link,
    money,
    several,
    table,
)
from fake_erp.dialects.odoo.store import FIRST_CONTACT, Contact
from fake_erp.dialects.record_ids import digits
from fake_erp.model import Customer

Partner = Customer | Contact


def all_partners(view: View) -> Iterator[Partner]:
    """Customers, then contacts."""
    yield from view.erp.customers.all
    yield from view.store.contacts.values()


def find(view: View, wanted: int) -> Partner | None:
    """The customer or contact with that id."""
    if wanted >= FIRST_CONTACT:
        return view.store.contacts.get(wanted)
    return customer_by_id(view, wanted)


def customer_by_id(view: View, wanted: int) -> Customer | None:
    """The customer with that id: the digits of its number."""
    by_number = view.erp.customers.by_number
    first = next(iter(by_number), "")
    prefix = first.rstrip("0123456789")
    found = by_number.get(f"{prefix}{wanted}")
    if found is not None and digits(found.number) == wanted:
        return found
    return next((each for number, each in by_number.items() if digits(number) == wanted), None)


def partner_id(view: View, record: Partner) -> int:
    """The id of a partner."""
    return record.id if isinstance(record, Contact) else digits(record.number)


def title(view: View, record: Partner) -> str:
    """The display name: a contact is shown behind its customer."""
    if isinstance(record, Customer):
        return record.name
    owner = view.erp.customers.by_number.get(record.customer)
    name = record.address.get("name", "")
    parts = [owner.name if owner is not None else "", name]
    return ", ".join([part for part in parts if part]) or "Address"


def key(view: View, record: Partner) -> str | None:
    """The external reference of the customer, else its number."""
    owner = owner_of(view, record)
    return None if owner is None else owner.external_reference or owner.number


def owner_of(view: View, record: Partner) -> Customer | None:
    """The customer that a partner is or belongs to."""
    if isinstance(record, Customer):
        return record
    return view.erp.customers.by_number.get(record.customer)


def address_of(record: Partner) -> dict[str, str]:
    """Its address."""
    return record.address


def _of_customer(name: str, default: Any = "") -> Any:
    return lambda view, record: getattr(record, name) if isinstance(record, Customer) else default


def _name(view: View, record: Partner) -> str:
    return record.name if isinstance(record, Customer) else record.address.get("name", "")


def _phone(view: View, record: Partner) -> str:
    return record.phone if isinstance(record, Customer) else record.address.get("phone", "")


def _type(view: View, record: Partner) -> str:
    return "contact" if isinstance(record, Customer) else record.type


def _parent(view: View, record: Partner) -> tuple[int, str] | None:
    owner = None if isinstance(record, Customer) else owner_of(view, record)
    return None if owner is None else (digits(owner.number), owner.name)


def _children(view: View, record: Partner) -> list[int]:
    if isinstance(record, Contact):
        return []
    return [each.id for each in view.store.contacts.values() if each.customer == record.number]


def _address(part: str) -> Any:
    return lambda view, record: record.address.get(part, "")


def _price_list(view: View, record: Partner) -> tuple[int, str] | None:
    from fake_erp.dialects.odoo.masters.pricing import list_pair

    name = record.price_list if isinstance(record, Customer) else ""
    return list_pair(view, name, view.erp.currencies.home)


def _orders(view: View, record: Partner) -> list[int]:
    if isinstance(record, Contact):
        return []
    orders = view.erp.orders.by_number.values()
    return [digits(order.number) for order in orders if order.customer is record]


def _commercial(view: View, record: Partner) -> tuple[int, str] | None:
    owner = owner_of(view, record)
    return None if owner is None else (digits(owner.number), owner.name)


def _days(view: View, record: Partner) -> int:
    terms = record.terms_ms if isinstance(record, Customer) else None
    return -1 if terms is None else terms // DAY_MS


def _position(view: View, record: Partner) -> tuple[int, str] | None:
    exempt = isinstance(record, Customer) and record.tax_status == "exempt"
    return (2, "Tax exempt") if exempt else None


def _archived(view: View, record: Partner) -> bool:
    values = view.store.extras.get(("res.partner", partner_id(view, record)), {})
    return bool(values.get("active", True))


def _by_email(view: View, value: Any) -> list[Partner]:
    found: list[Partner] = [each for each in view.erp.customers.with_email(str(value)) if each.email == value]
    return found + [each for each in view.store.contacts.values() if each.email == value]


MODEL = Model(
    "res.partner",
    "Contact",
    "customer",
    table(
        (
            char("name", "Name", _name, required=True),
            char("display_name", "Display Name", title, write=False),
            char("complete_name", "Complete Name", title, write=False, since=17),
            char("email", "Email", lambda view, record: record.email),
            char("phone", "Phone", _phone),
            char("street", "Street", lambda view, record: addresses.streets(record.address)[0]),
            char("street2", "Street2", lambda view, record: addresses.streets(record.address)[1]),
            char("city", "City", _address("city")),
            char("zip", "Zip", _address("postcode")),
            link(
                "country_id",
                "Country",
                "res.country",
                lambda view, record: addresses.country_pair(view, record.address),
            ),
            char("country_code", "Country Code", _address("country"), write=False),
            link(
                "state_id",
                "State",
                "res.country.state",
                lambda view, record: addresses.state_pair(view, record.address),
            ),
            char("x_studio_region", "Region", _address("region")),
            char("company_name", "Company Name", _address("company")),
            char("ref", "Reference", _of_customer("external_reference")),
            extra("vat", "char", "Tax ID", "res.partner"),
            extra("mobile", "char", "Mobile", "res.partner", until=18),
            extra("website", "char", "Website", "res.partner"),
            extra("comment", "html", "Notes", "res.partner"),
            extra("lang", "char", "Language", "res.partner", "en_US"),
            extra("function", "char", "Job Position", "res.partner"),
            extra("is_company", "boolean", "Is a Company", "res.partner", False),
            extra("company_type", "char", "Company Type", "res.partner", "person"),
            extra("category_id", "many2many", "Tags", "res.partner", (), relation="res.partner.category"),
            extra("company_id", "many2one", "Company", "res.partner", None, relation="res.company"),
            flag("active", "Active", _archived),
            choice("type", "Address Type", _type, "contact", "invoice", "delivery", "other", "private"),
            link("parent_id", "Related Company", "res.partner", _parent),
            link("commercial_partner_id", "Commercial Entity", "res.partner", _commercial, write=False),
            several("child_ids", "Contacts", "res.partner", _children, write=False),
            several("sale_order_ids", "Sales Order", "sale.order", _orders, write=False),
            integer(
                "sale_order_count",
                "Sale Order Count",
                lambda view, record: len(_orders(view, record)),
                write=False,
            ),
            integer("customer_rank", "Customer Rank", lambda view, record: int(isinstance(record, Customer))),
            integer("supplier_rank", "Supplier Rank", lambda view, record: 0),
            money("credit_limit", "Credit Limit", _of_customer("credit_limit_cents", 0)),
            flag("use_partner_credit_limit", "Partner Limit", _of_customer("credit_limit_cents", 0)),
            money("credit", "Total Receivable", _of_customer("exposure_cents", 0), write=False),
            choice(
                "sale_warn",
                "Sales Warnings",
                lambda view, record: (
                    "block" if _of_customer("blocked", False)(view, record) else "no-message"
                ),
                "no-message",
                "warning",
                "block",
            ),
            extra("sale_warn_msg", "text", "Message for Sales Order", "res.partner"),
            link("property_product_pricelist", "Pricelist", "product.pricelist", _price_list),
            link("property_account_position_id", "Fiscal Position", "account.fiscal.position", _position),
            integer("x_studio_terms_days", "Days until invoices are due; -1: those of the company", _days),
            char("x_studio_group", "Group", _of_customer("group")),
            char("x_studio_approval", "Approval", _of_customer("approval", "approved"), write=False),
            flag(
                "x_studio_blocked_deliveries",
                "Blocked for deliveries",
                _of_customer("blocked_deliveries", False),
            ),
            flag("x_studio_blocked_billing", "Blocked for invoices", _of_customer("blocked_billing", False)),
            char("x_studio_number", "Customer number", _of_customer("number"), write=False),
            instant("create_date", "Created on", lambda view, record: record.created_at_ms, write=False),
            instant("write_date", "Last Updated on", lambda view, record: record.changed_at_ms, write=False),
        )
    ),
    all_partners,
    find,
    partner_id,
    title,
    root=lambda record: record,
    key=key,
    index={
        "x_studio_number": lambda view, value: [
            each for each in [view.erp.customers.by_number.get(str(value))] if each
        ],
        "email": _by_email,
        "ref": lambda view, value: [
            each for each in [view.erp.customers.by_reference.get(str(value))] if each
        ],
    },
    methods={"create": create, "write": write, "unlink": unlink},
    order="id",
    search_names=("name", "email", "ref"),
    can=("create", "write", "unlink"),
)
