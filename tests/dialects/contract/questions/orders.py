"""Orders: what is kept of them, and how they are found, changed and cancelled."""

from __future__ import annotations

from tests.dialects.contract.company import Company

from . import amount, answer, attempted, drafted, invoiced, line, ordered, plain, said, shipped, status


@answer("47.58")
def net_total(company: Company) -> str:
    """What is the total of 2 units at 19.99 net?"""
    return amount(company.port.order(ordered(company)).data["total"])


@answer("39.98")
def gross_total(company: Company) -> str:
    """What is the total of 2 units at 19.99 gross?"""
    return amount(company.port.order(ordered(company, prices_include_tax=True)).data["total"])


@answer("R1: A 2 at 19.99, B 1 at 5.00")
def kept_as_sent(company: Company) -> str:
    """What does an order of two lines read as?"""
    number = ordered(company, lines=[*line(), *line("B", 1, "5.00")])
    kept = company.port.order(number).data
    lines = [f"{row['item']} {row['quantity']:g} at {amount(row['unit_price'])}" for row in kept["lines"]]
    return f"{kept['external_reference']}: {', '.join(lines)}"


@answer("released")
def released_at_once(company: Company) -> str:
    """In which state is a new order that is released?"""
    return status(company, ordered(company))


@answer("draft")
def draft(company: Company) -> str:
    """In which state is a new order that is not released?"""
    return status(company, drafted(company))


@answer("yes")
def draft_has_a_number(company: Company) -> str:
    """Does a draft have its document number?"""
    kept = company.port.order(drafted(company)).data
    return "yes" if kept.get("document_number", kept["number"]) else "no"


@answer("R1 once, R2 never")
def found_by_reference(company: Company) -> str:
    """How often is a reference found that one order has?"""
    number = ordered(company)
    (found,) = company.port.orders_of("R1").data["rows"]
    assert found["number"] == number
    return f"R1 once, R2 {'sometimes' if company.port.orders_of('R2').data['rows'] else 'never'}"


def _found(company: Company) -> str:
    return f"{len(company.port.orders_of('R1').data['rows'])} orders"


@answer("2 orders")
def same_reference_twice(company: Company) -> str:
    """How many orders result from sending the same reference twice?"""
    ordered(company)
    company.port.create_order(plain(company))
    return _found(company)


@answer("refused")
def unknown_order(company: Company) -> str:
    """How is an order read that does not exist?"""
    ordered(company)
    return said(company.port.order("999999"))


# -- changes -------------------------------------------------------------------------------------------------


def _changed(company: Company, number: str) -> str:
    reply = company.port.change_order(number, {"lines": [{"line": 1, "quantity": 1}]})
    kept = company.port.order(number).data["lines"][0]
    return f"{said(reply)}, {kept['quantity'] - kept.get('cancelled', 0):g} ordered"


@answer("accepted, 1 ordered")
def change_a_draft(company: Company) -> str:
    """May the quantity of a draft be lowered from 2 to 1?"""
    return _changed(company, drafted(company))


@answer("accepted, 1 ordered")
def change_a_released_order(company: Company) -> str:
    """May the quantity of a released order be lowered from 2 to 1?"""
    return _changed(company, ordered(company))


@answer("refused, 2 ordered")
def change_a_shipped_order(company: Company) -> str:
    """May the quantity of a shipped order be lowered from 2 to 1?"""
    return _changed(company, shipped(company))


# -- cancellations -------------------------------------------------------------------------------------------


def _cancelled(company: Company, number: str) -> str:
    return f"{said(company.port.cancel_order(number))}, {status(company, number)}"


@answer("accepted, cancelled")
def cancel_a_draft(company: Company) -> str:
    """May a draft be cancelled?"""
    return _cancelled(company, drafted(company))


@answer("accepted, cancelled")
def cancel_a_released_order(company: Company) -> str:
    """May a released order be cancelled?"""
    return _cancelled(company, ordered(company))


@answer("cancelled")
def given_up(company: Company) -> str:
    """In which state is a released order that people have given up?"""
    number = ordered(company)
    company.give_up(number)
    return status(company, number)


@answer("refused, cancelled")
def cancel_twice(company: Company) -> str:
    """May a cancelled draft be cancelled again?"""
    number = drafted(company)
    company.port.cancel_order(number)
    return _cancelled(company, number)


@answer("refused, shipped")
def cancel_a_shipped_order(company: Company) -> str:
    """May a shipped order be cancelled?"""
    return _cancelled(company, shipped(company))


@answer("refused")
def cancel_an_invoiced_order(company: Company) -> str:
    """May an invoiced order be cancelled?"""
    return said(company.port.cancel_order(invoiced(company)))


@answer("1 orders")
def cancelled_keeps_its_reference(company: Company) -> str:
    """How many orders are found by the reference of a cancelled draft?"""
    company.port.cancel_order(drafted(company))
    return _found(company)


@answer("accepted")
def reference_missing(company: Company) -> str:
    """Is an order without a reference accepted?"""
    return attempted(company, plain(company, external_reference=""))


@answer("kept")
def reference_of_other_letters(company: Company) -> str:
    """Is a reference kept that has letters of other scripts and signs of markup?"""
    reference = "Zoë & 吳 <b>"
    kept = company.port.order(ordered(company, external_reference=reference)).data["external_reference"]
    return "kept" if kept == reference else "changed"
