r"""The tax classes, rates and rules of a shop.

A shop opens with a product class for each tax rate of its catalogue, a rate for each of them in every country, and a
rule for each class. So every rate that an order names is in the book, by its code. A rate that a client changes is what
carts to that country pay.

Source: Magento source, Magento\Tax\Api\Data: TaxClassInterface, TaxRateInterface and TaxRuleInterface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from fake_magento.money import number

NONE, GOODS, CUSTOMER = 0, 2, 3
PRODUCT, OF_CUSTOMER = "PRODUCT", "CUSTOMER"


@dataclass(slots=True)
class TaxClass:
    """A tax class of products or of customers."""

    class_id: int
    name: str
    kind: str


@dataclass(slots=True)
class TaxRate:
    """A rate of a country, in hundredths of a percent. `region_id` 0 and `postcode` `*`: all of the country."""

    rate_id: int
    code: str
    country: str
    hundredths: int
    region_id: int = 0
    postcode: str = "*"
    titles: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class TaxRule:
    """Binds tax classes to rates."""

    rule_id: int
    code: str
    customer_classes: tuple[int, ...]
    product_classes: tuple[int, ...]
    rate_ids: tuple[int, ...]
    priority: int = 0
    position: int = 0
    on_subtotal: bool = False


@lru_cache(maxsize=4096)
def rate_code(country: str, hundredths: int) -> str:
    """The code of a rate in orders: `DE-19`."""
    return f"{country}-{number(hundredths)}"


@lru_cache(maxsize=256)
def rate_title(hundredths: int) -> str:
    """The title of a rate in orders: `VAT 19%`."""
    return f"VAT {number(hundredths)}%"


class TaxBook:
    """`standard` is the usual rate in hundredths of a percent; `rates_in_use` gives those of all products."""

    def __init__(
        self,
        standard: int,
        countries: Iterable[str],
        store_ids: Iterable[int],
        rates_in_use: Callable[[], Iterable[int]],
    ) -> None:
        self._standard = standard
        self._countries = dict.fromkeys(countries)
        self._store_ids = tuple(store_ids)
        self._in_use = rates_in_use
        self._class_of: dict[int, int] = {0: NONE}
        self._by_code: dict[str, int] = {}
        self.classes: dict[int, TaxClass] = {}
        self.rates: dict[int, TaxRate] = {}
        self.rules: dict[int, TaxRule] = {}
        self.is_edited = False
        """Whether a client has written rates or rules: what carts pay is then looked up."""
        self._next_class, self._next_rate, self._next_rule = 4, 1, 1
        self.add_class("Retail Customer", OF_CUSTOMER, CUSTOMER)
        self._open(standard)

    # -- what the shop opens with ----------------------------------------

    def refresh(self) -> None:
        """Take in the rates of products that were added since."""
        for hundredths in sorted(set(self._in_use()) - self._class_of.keys(), reverse=True):
            self._open(hundredths)

    def _open(self, hundredths: int) -> None:
        if hundredths == self._standard:
            known = self.add_class("Taxable Goods", PRODUCT, GOODS)
        else:
            known = self.add_class(f"Goods at {number(hundredths)} %", PRODUCT)
        self._class_of[hundredths] = known.class_id
        rates = [self.name(country, hundredths) for country in self._countries]
        self.add_rule(known.name, (CUSTOMER,), (known.class_id,), tuple(rates))

    def note(self, country: str) -> None:
        """Take in a country that an order goes to."""
        if country not in self._countries:
            self._countries[country] = None
            for hundredths, class_id in self._class_of.items():
                rules = [rule for rule in self.rules.values() if class_id in rule.product_classes]
                if rules:
                    rules[0].rate_ids = (*rules[0].rate_ids, self.name(country, hundredths))

    def name(self, country: str, hundredths: int) -> int:
        """The id of the rate that an order names by country and percentage, made where there is none."""
        code = rate_code(country, hundredths)
        rate_id = self._by_code.get(code)
        if rate_id is None:
            rate = self.add_rate(code, country, hundredths)
            title = rate_title(hundredths)
            rate.titles = [{"store_id": str(store_id), "value": title} for store_id in self._store_ids]
            rate_id = rate.rate_id
        return rate_id

    # -- records ----------------------------------------

    def add_class(self, name: str, kind: str, class_id: int | None = None) -> TaxClass:
        """A new tax class."""
        if class_id is None:
            class_id, self._next_class = self._next_class, self._next_class + 1
        found = self.classes[class_id] = TaxClass(class_id, name, kind)
        return found

    def add_rate(self, code: str, country: str, hundredths: int) -> TaxRate:
        """A new rate; no cart pays it before a rule names it."""
        rate = TaxRate(self._next_rate, code, country, hundredths)
        self.rates[rate.rate_id] = rate
        self._by_code.setdefault(code, rate.rate_id)
        self._next_rate += 1
        return rate

    def add_rule(
        self, code: str, customers: tuple[int, ...], products: tuple[int, ...], rates: tuple[int, ...]
    ) -> TaxRule:
        """A new rule."""
        rule = TaxRule(self._next_rule, code, customers, products, rates)
        self.rules[rule.rule_id] = rule
        self._next_rule += 1
        return rule

    # -- what carts pay ----------------------------------------

    def class_of(self, hundredths: int) -> int:
        """The tax class of products with a rate."""
        if hundredths not in self._class_of:
            self._open(hundredths)
        return self._class_of[hundredths]

    def usual(self, class_id: int) -> int | None:
        """The rate that products of a class opened with; None for a class that a client added."""
        return next((rate for rate, known in self._class_of.items() if known == class_id), None)

    def asked(self, class_id: int, country: str) -> int:
        """The tax on goods of a class in a country: the highest rate of each rule, added up over the rules."""
        total = 0
        for rule in self.rules.values():
            if class_id in rule.product_classes and CUSTOMER in rule.customer_classes:
                known = [self.rates[one] for one in rule.rate_ids if one in self.rates]
                total += max((rate.hundredths for rate in known if rate.country == country), default=0)
        return total
