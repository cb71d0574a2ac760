"""What people do to orders in the ERP: what they edit, merge and import, and what is left as it was."""

from __future__ import annotations

import pytest

from fake_erp.model import Order as ErpOrder
from golive.chaos.actions.orders.edit_orders import STREET, EditOrders
from golive.chaos.actions.orders.import_orders import BY, ImportOrders
from golive.chaos.actions.orders.merge_orders import MergeOrders

from .company import PLACE, Company


def _units(order: ErpOrder) -> list[int]:
    return [line.quantity - line.cancelled for line in order.lines]


def test_the_newest_order_gets_a_unit_more_and_says_by_whom() -> None:
    company = Company()
    older, newer = company.sent(company.bought()), company.sent(company.bought())
    said = EditOrders(1, "quantity").begin(company.erp, company.shop).what
    assert newer.number in said
    assert (_units(older), _units(newer)) == ([2], [3])
    assert (older.edited_by, newer.edited_by) == ("", "clerk")
    assert company.of_kind("erp.order.changed")[0][3]["by"] == "clerk"


def test_an_address_is_changed_and_the_customer_keeps_theirs() -> None:
    company = Company()
    order = company.sent(company.bought())
    EditOrders(1, "address").begin(company.erp, company.shop)
    assert order.ship_to == {**PLACE, "street": STREET}
    assert company.customer.address["street"] != STREET


def test_what_has_left_is_not_edited() -> None:
    company = Company()
    order = company.sent(company.bought())
    company.erp.shipping.ship_now(order)
    assert EditOrders(1, "quantity").begin(company.erp, company.shop).what == ""
    assert _units(order) == [2]


def test_two_orders_of_a_customer_become_one_with_all_goods() -> None:
    company = Company()
    older, newer = company.sent(company.bought()), company.sent(company.bought())
    promised = company.erp.stock.row("A", company.erp.warehouses[0]).allocated
    said = MergeOrders(1).begin(company.erp, company.shop).what
    assert said == f"merged: {older.number}, {newer.number}"
    assert (sum(_units(older)), newer.status) == (4, "cancelled")
    assert company.erp.stock.row("A", company.erp.warehouses[0]).allocated == promised


def test_a_single_order_has_none_to_be_merged_with() -> None:
    company = Company()
    company.sent(company.bought())
    assert MergeOrders(1).begin(company.erp, company.shop).what == ""


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_is_imported_whether_the_erp_has_the_orders_or_not(times: int) -> None:
    company = Company()
    known, new = company.bought(), company.bought()
    company.sent(known)
    said = ImportOrders(10, times).begin(company.erp, company.shop).what
    assert said == f"{2 * times} orders imported, 0 refused"
    assert len(company.erp.orders.with_reference(known.increment_id)) == 1 + times
    assert len(company.erp.orders.with_reference(new.increment_id)) == times
    assert [fact[3]["by"] for fact in company.of_kind("erp.order.created")[1:]] == [BY] * 2 * times


def test_an_erp_that_refuses_a_second_reference_refuses_the_file() -> None:
    company = Company({"duplicate_reference": "refuse"})
    company.sent(company.bought())
    assert ImportOrders(1, 2).begin(company.erp, company.shop).what == "0 orders imported, 2 refused"


def test_unpaid_orders_are_not_in_the_file() -> None:
    company = Company()
    company.bought(paid=False)
    assert ImportOrders(10, 1).begin(company.erp, company.shop).what == ""
