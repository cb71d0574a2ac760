"""Invoices, payments, credit notes and posting periods."""

from __future__ import annotations

from tests.dialects.contract.company import Company

from . import WHOLE, amount, answer, attempted, invoiced, line, ordered, plain, said, shipped

PART, REST, MORE = "10.00", "37.58", "50.00"


def _open(company: Company, number: str) -> str:
    (invoice,) = [row for row in company.invoices_of(number) if row["total"] > 0]
    return f"{amount(invoice['open'])} open"


def _credit(company: Company, number: str, reference: str) -> str:
    note = {"order": number, "amount": WHOLE, "reference": reference, "reason": "damaged"}
    return said(company.port.create_credit_note(note))


@answer("0 invoices")
def invoice_before_shipping(company: Company) -> str:
    """How many invoices does a posting run make of an order that has not been shipped?"""
    number = ordered(company)
    company.post_invoices()
    return f"{len(company.invoices_of(number))} invoices"


@answer("47.58 open")
def invoice(company: Company) -> str:
    """What is owed for a shipped order after the posting run?"""
    return _open(company, invoiced(company))


@answer("37.58 open")
def paid_in_part(company: Company) -> str:
    """What is owed after a payment of 10.00 for an invoice of 47.58?"""
    number = invoiced(company)
    assert company.pay(number, PART).ok
    return _open(company, number)


@answer("0.00 open")
def paid_in_full(company: Company) -> str:
    """What is owed for an invoice of 47.58 after payments of 10.00 and 37.58?"""
    number = invoiced(company)
    company.pay(number, PART)
    company.pay(number, REST)
    return _open(company, number)


@answer("refused, 47.58 open")
def paid_too_much(company: Company) -> str:
    """May 50.00 be paid for an invoice of 47.58?"""
    number = invoiced(company)
    reply = company.pay(number, MORE)
    return f"{said(reply)}, {_open(company, number)}"


@answer("refused")
def paid_twice(company: Company) -> str:
    """May a paid invoice be paid again?"""
    number = invoiced(company)
    company.pay(number, WHOLE)
    return said(company.pay(number, WHOLE))


@answer("accepted, total 47.58")
def credit_note(company: Company) -> str:
    """May the whole of an invoice be credited?"""
    number = invoiced(company)
    credited = _credit(company, number, "CM-1")
    (note,) = company.port.credit_notes_of(number).data["rows"]
    return f"{credited}, total {amount(abs(float(note['total'])))}"


@answer("refused")
def credited_twice(company: Company) -> str:
    """May the whole of an invoice be credited a second time?"""
    number = invoiced(company)
    _credit(company, number, "CM-1")
    return _credit(company, number, "CM-2")


@answer("refused")
def credit_before_invoice(company: Company) -> str:
    """May a shipped order be credited that is not invoiced?"""
    return _credit(company, shipped(company), "CM-1")


@answer("accepted")
def order_in_closed_period(company: Company) -> str:
    """Is an order accepted that is dated into a period which accounting has closed?"""
    company.close_books()
    return attempted(company, plain(company))


@answer("1 deliveries")
def shipping_in_closed_period(company: Company) -> str:
    """How many deliveries leave in a period which accounting has closed?"""
    ordered(company)
    company.close_books()
    return f"{company.ship()} deliveries"


@answer("0 invoices")
def invoice_in_closed_period(company: Company) -> str:
    """How many invoices are posted in a period which accounting has closed?"""
    shipped(company)
    company.close_books()
    return f"{company.post_invoices()} invoices"


@answer("1 invoices")
def invoiced_once(company: Company) -> str:
    """How many invoices does an order have after two posting runs?"""
    number = invoiced(company)
    company.post_invoices()
    return f"{len(company.invoices_of(number))} invoices"


@answer("0.00 open")
def prepaid(company: Company) -> str:
    """What is owed for a prepaid order that has been shipped and invoiced?"""
    number = ordered(company, payment={"method": "checkmo", "prepaid": True, "amount": WHOLE})
    company.ship()
    company.post_invoices()
    return _open(company, number)


@answer("3.69")
def tax_of_three_lines(company: Company) -> str:
    """What is the total of three lines at 1.03 net with 19 % tax each?"""
    lines = [*line("A", 1, "1.03"), *line("B", 1, "1.03"), *line("C", 1, "1.03")]
    return amount(company.port.order(ordered(company, lines=lines)).data["total"])
