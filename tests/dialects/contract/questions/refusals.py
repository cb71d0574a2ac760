"""What is refused of orders, and what a refusal leaves behind."""

from __future__ import annotations

from tests.dialects.contract.company import Company

from . import answer, attempted, line, plain


@answer("refused")
def unknown_item(company: Company) -> str:
    """Is an order of an item accepted that does not exist?"""
    return attempted(company, plain(company, lines=line("NOPE")))


@answer("refused")
def unknown_customer(company: Company) -> str:
    """Is an order of a customer accepted that does not exist?"""
    return attempted(company, plain(company, customer="C999999"))


@answer("refused")
def unknown_currency(company: Company) -> str:
    """Is an order accepted in a currency that is not set up?"""
    return attempted(company, plain(company, currency="XTS"))


@answer("refused")
def zero_quantity(company: Company) -> str:
    """Is an order of 0 units accepted?"""
    return attempted(company, plain(company, lines=line(quantity=0)))


@answer("refused")
def negative_quantity(company: Company) -> str:
    """Is an order of -1 units accepted?"""
    return attempted(company, plain(company, lines=line(quantity=-1)))


@answer("refused")
def fraction(company: Company) -> str:
    """Is an order of 1.5 pieces accepted?"""
    return attempted(company, plain(company, lines=line(quantity=1.5)))


@answer("refused")
def negative_price(company: Company) -> str:
    """Is an order at a negative price accepted?"""
    return attempted(company, plain(company, lines=line(price="-1.00")))


@answer("refused")
def no_lines(company: Company) -> str:
    """Is an order without lines accepted?"""
    return attempted(company, plain(company, lines=[]))


@answer("refused")
def blocked_item(company: Company) -> str:
    """Is an order of a blocked item accepted?"""
    company.block_item("A")
    return attempted(company, plain(company))


@answer("refused")
def discontinued_item(company: Company) -> str:
    """Is an order of a discontinued item accepted?"""
    company.discontinue_item("A")
    return attempted(company, plain(company))


@answer("refused")
def blocked_customer(company: Company) -> str:
    """Is an order of a blocked customer accepted?"""
    company.block_customer()
    return attempted(company, plain(company))


@answer("accepted")
def order_far_in_the_past(company: Company) -> str:
    """Is an order dated years ago accepted?"""
    return attempted(company, plain(company, ordered_at="2001-01-01T00:00:00Z"))


@answer("accepted")
def more_than_in_stock(company: Company) -> str:
    """Is an order of more than is in stock accepted?"""
    return attempted(company, plain(company, lines=line("B", 50)))


@answer("accepted")
def item_twice(company: Company) -> str:
    """Is an order accepted with the same item in two lines?"""
    return attempted(company, plain(company, lines=[*line(), *line()]))
