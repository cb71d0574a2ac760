"""Carts of guests, of customers and of admins: filled over REST, ordered once, then dead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fake_magento.catalog.composites import Choice
from fake_magento.config import Coupon, StoreConfig
from fake_magento.errors import BadCart, OutOfStock, ShopError, no_such, product_missing
from fake_magento.model.records import Address, Cart, Order, Product
from fake_magento.sales import checkout, quotes
from fake_magento.sales.payment_methods import METHODS

if TYPE_CHECKING:
    from fake_magento.shop import Shop

FIRST_ID = 1_000_001
"""Carts over REST are numbered above the orders, so that no two quote ids are the same."""
CARRIER = ("flatrate", "flatrate")
NOT_AVAILABLE = "The requested qty is not available"


@dataclass(slots=True)
class Item:
    item_id: int
    choice: Choice


@dataclass(slots=True)
class OpenCart:
    """`masked` is the id guests know theirs by; the carts of customers and admins have none."""

    cart_id: int
    masked: str
    store: StoreConfig
    items: list[Item] = field(default_factory=list)
    customer_id: int | None = None
    created_ms: int = 0
    email: str = ""
    ship_to: Address | None = None
    bill_to: Address | None = None
    carrier: tuple[str, str] | None = None
    method: str | None = None
    coupon: Coupon | None = None


class Carts:
    """The open carts of a shop. All refusals are ShopErrors in Magento's words."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._open: dict[int, OpenCart] = {}
        self._masked: dict[str, OpenCart] = {}
        self._of_customer: dict[int, OpenCart] = {}
        self.on_order: Callable[[Order], None] | None = None
        """Told of every order that was placed from one of them."""
        self._made = 0
        self._items = 0

    def new(self, store: StoreConfig) -> OpenCart:
        """A cart of a guest."""
        cart = self._add(store)
        cart.masked = self._shop.secret("cart", cart.cart_id)
        self._masked[cart.masked] = cart
        return cart

    def new_numbered(self, store: StoreConfig) -> OpenCart:
        """A cart of an admin, who fills it for somebody."""
        return self._add(store)

    def new_for(self, customer_id: int, store: StoreConfig) -> OpenCart:
        """The one cart of a customer, made where there is none."""
        cart = self._of_customer.get(customer_id)
        if cart is None:
            customer = self._shop.customers.find(customer_id)
            if customer is None:
                raise no_such("customerId", customer_id)
            cart = self._of_customer[customer_id] = self._add(store)
            cart.customer_id, cart.email = customer_id, customer.email
        return cart

    def _add(self, store: StoreConfig) -> OpenCart:
        cart = OpenCart(FIRST_ID + self._made, "", store, created_ms=self._shop.now())
        self._made += 1
        self._open[cart.cart_id] = cart
        return cart

    def masked(self, masked: str) -> OpenCart:
        cart = self._masked.get(masked)
        if cart is None:
            raise no_such("cartId", masked)
        return self._swept(cart)

    def get(self, cart_id: int) -> OpenCart:
        cart = self._open.get(cart_id)
        if cart is None:
            raise no_such("cartId", cart_id)
        return self._swept(cart)

    def of_customer(self, customer_id: int) -> OpenCart:
        cart = self._of_customer.get(customer_id)
        if cart is None:
            raise no_such("customerId", customer_id)
        return self._swept(cart)

    def __iter__(self) -> Iterator[OpenCart]:
        return (self._swept(cart) for cart in self._open.values())

    def _swept(self, cart: OpenCart) -> OpenCart:
        """Without what was deleted since it was put in: Magento takes it out of every cart."""
        if not all(self._is_there(item.choice, cart) for item in cart.items):
            cart.items = [item for item in cart.items if self._is_there(item.choice, cart)]
        return cart

    def _is_there(self, choice: Choice, cart: OpenCart) -> bool:
        product = self._shop.catalog.find(choice.sku)
        if product is None or product.made_of is None:
            return product is not None
        try:
            quotes.rows_of(self._shop, [choice], cart.store, self._group(cart))
        except (BadCart, ShopError):
            return False
        return True

    def put(self, cart: OpenCart, choice: Choice, item_id: int | None = None) -> Item:
        """Add an item, or change the one with this id. Only what can be sold in that quantity gets in."""
        product = self._product(choice.sku)
        if choice.quantity < 1:
            raise ShopError("The requested qty is not available")
        others = [item for item in cart.items if item.item_id != item_id]
        if item_id is not None and len(others) == len(cart.items):
            raise no_such("itemId", item_id)
        self._salable(cart, choice, others)
        same = next((item for item in others if _same(item.choice, choice)), None)
        if item_id is None and same is not None:
            more = same.choice.quantity + choice.quantity
            same.choice = Choice(product.sku, more, choice.child, choice.selections)
            return same
        if item_id is not None:
            changed = next(item for item in cart.items if item.item_id == item_id)
            changed.choice = choice
            return changed
        self._items += 1
        cart.items.append(Item(self._items, choice))
        return cart.items[-1]

    def _product(self, sku: str) -> Product:
        product = self._shop.catalog.find(sku)
        if product is None:
            raise product_missing()
        if not product.enabled:
            raise ShopError("Product that you are trying to add is not available.")
        return product

    def _salable(self, cart: OpenCart, choice: Choice, others: list[Item]) -> None:
        lines = [choice, *(item.choice for item in others)]
        try:
            wanted = quotes.goods_of(quotes.rows_of(self._shop, lines, cart.store, self._group(cart)))
        except BadCart:
            raise ShopError("You need to choose options for your item.") from None
        for sku, quantity in wanted.items():
            salable = self._shop.stock.salable(sku)
            if salable < quantity:
                raise ShopError("This product is out of stock." if salable <= 0 else NOT_AVAILABLE)

    def remove(self, cart: OpenCart, item_id: int) -> None:
        if not any(item.item_id == item_id for item in cart.items):
            raise no_such("itemId", item_id)
        cart.items = [item for item in cart.items if item.item_id != item_id]

    def coupon(self, code: str) -> Coupon:
        for coupon in self._shop.config.coupons:
            if coupon.code.lower() == code.lower():
                return coupon
        raise ShopError("The coupon code isn't valid. Verify the code and try again.", 404)

    def ship_by(self, cart: OpenCart, carrier: tuple[str, str]) -> None:
        if not cart.items:
            raise ShopError(
                "The shipping method can't be set for an empty cart. Add an item to cart and try again."
            )
        if carrier != CARRIER:
            raise ShopError("Carrier with such method not found: %1, %2", 404, list(carrier))
        cart.carrier = carrier

    def totals(self, cart: OpenCart) -> quotes.Quote:
        """What the cart would cost if it were ordered now."""
        choices = [item.choice for item in cart.items]
        rows = quotes.rows_of(self._shop, choices, cart.store, self._group(cart))
        return quotes.quote(self._cart(cart), cart.store, rows, 1)

    def order(self, cart: OpenCart) -> Order:
        """Place the order; the cart is gone."""
        if not cart.items:
            raise ShopError(
                "A server error stopped your order from being placed. Please try to place your order again."
            )
        if any(self._product(item.choice.sku).kind != "virtual" for item in cart.items):
            _check_shipping(cart)
        if cart.method not in METHODS:
            raise ShopError("Enter a valid payment method and try again.")
        try:
            order = checkout.place(self._shop, self._cart(cart))
        except OutOfStock:
            raise ShopError("Some of the products are out of stock.") from None
        del self._open[cart.cart_id]
        self._masked.pop(cart.masked, None)
        if cart.customer_id is not None:
            del self._of_customer[cart.customer_id]
        if self.on_order is not None:
            self.on_order(order)
        return order

    def _name(self, cart: OpenCart, bill_to: Address) -> tuple[str, str]:
        """Guests are called what their bill says."""
        customer = None if cart.customer_id is None else self._shop.customers.find(cart.customer_id)
        known = bill_to if customer is None else customer
        return known.firstname, known.lastname

    def _group(self, cart: OpenCart) -> int:
        return quotes.group_of(self._shop, cart.customer_id)

    def _cart(self, cart: OpenCart) -> Cart:
        nobody = Address("", "", (), "", "", "US", "")
        ship_to = cart.ship_to or cart.bill_to or nobody
        bill_to, coupon = cart.bill_to or ship_to, cart.coupon or Coupon("")
        return Cart(
            cart.store.code,
            cart.email,
            *self._name(cart, bill_to),
            cart.customer_id,
            [_entry(item.choice, self._shop) for item in cart.items],
            ship_to=ship_to,
            bill_to=bill_to,
            method=cart.method or "checkmo",
            coupon_percent=coupon.percent,
            coupon_code=coupon.code,
            coupon_cents=coupon.cents,
            coupon_on_shipping=coupon.on_shipping,
            quote_id=cart.cart_id,
        )


def _check_shipping(cart: OpenCart) -> None:
    if cart.ship_to is None:
        raise ShopError("The shipping address is missing. Set the address and try again.")
    if cart.carrier is None:
        raise ShopError("The shipping method is missing. Select the shipping method and try again.")


def _entry(choice: Choice, shop: Shop) -> tuple[str, int] | Choice:
    product = shop.catalog.find(choice.sku)
    return choice if product is not None and product.made_of is not None else (choice.sku, choice.quantity)


def _same(one: Choice, other: Choice) -> bool:
    return (one.sku.lower(), one.child, one.selections) == (other.sku.lower(), other.child, other.selections)
