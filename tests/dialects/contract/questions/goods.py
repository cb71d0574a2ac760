"""Stock, allocation and deliveries."""

from __future__ import annotations

from tests.dialects.contract.company import Company

from . import answer, drafted, line, ordered, shipped, status


def _stock(company: Company, sku: str = "A") -> str:
    (row,) = company.port.stock_of(sku).data["rows"]
    return f"{row['on_hand']:g} on hand, {row['available']:g} available"


@answer("100 on hand, 98 available")
def stock_after_release(company: Company) -> str:
    """What does the release of an order of 2 do to a stock of 100?"""
    ordered(company)
    return _stock(company)


@answer("100 on hand, 100 available")
def stock_of_a_draft(company: Company) -> str:
    """What does a draft of 2 do to a stock of 100?"""
    drafted(company)
    return _stock(company)


@answer("98 on hand, 98 available")
def stock_after_shipping(company: Company) -> str:
    """What does the delivery of 2 do to a stock of 100?"""
    shipped(company)
    return _stock(company)


@answer("shipped, 1 delivery")
def shipped_once(company: Company) -> str:
    """What has happened to an order of 2 after the warehouse worked twice?"""
    number = shipped(company)
    assert company.ship() == 0
    return f"{status(company, number)}, {len(company.deliveries_of(number))} delivery"


@answer("released, 0 deliveries")
def out_of_stock(company: Company) -> str:
    """What happens to a released order of an item without stock?"""
    number = ordered(company, lines=line("C", 1))
    company.ship()
    return f"{status(company, number)}, {len(company.deliveries_of(number))} deliveries"


@answer("0 on hand, 0 available")
def available_when_short(company: Company) -> str:
    """What is available of an item without stock, of which 1 is ordered?"""
    ordered(company, lines=line("C", 1))
    return _stock(company, "C")


@answer("released, 0 deliveries")
def partly_in_stock(company: Company) -> str:
    """What happens to an order of which one line is in stock and the other is not?"""
    number = ordered(company, lines=[*line(), *line("C", 1)])
    company.ship()
    return f"{status(company, number)}, {len(company.deliveries_of(number))} deliveries"


@answer("100 on hand, 100 available")
def stock_after_giving_up(company: Company) -> str:
    """What is the stock of 100 after a released order of 2 is given up by people?"""
    company.give_up(ordered(company))
    return _stock(company)


@answer("0 deliveries")
def draft_is_not_shipped(company: Company) -> str:
    """How many deliveries does the warehouse make of a draft?"""
    drafted(company)
    return f"{company.ship()} deliveries"


@answer("shipped, released")
def first_come_first_served(company: Company) -> str:
    """In which states are two orders of 4 after the warehouse worked with 5 on hand?"""
    numbers = [ordered(company, external_reference=f"R{at}", lines=line("B", 4)) for at in (1, 2)]
    company.ship()
    return ", ".join(status(company, number) for number in numbers)


@answer("shipped")
def shipped_when_goods_arrive(company: Company) -> str:
    """In which state is an order that waited for goods, after they came and the warehouse worked?"""
    number = ordered(company, lines=line("C", 1))
    company.ship()
    company.receive("C", 10)
    company.ship()
    return status(company, number)


@answer("10 on hand, 9 available")
def stock_when_goods_arrive(company: Company) -> str:
    """What is the stock of an item of which 1 is waited for, after 10 came?"""
    ordered(company, lines=line("C", 1))
    company.receive("C", 10)
    return _stock(company, "C")
