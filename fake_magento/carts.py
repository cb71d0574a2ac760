"""Guest carts: filled over REST, ordered once, then dead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fake_magento import checkout, quotes
from fake_magento.composites import Choice
from fake_magento.config import Coupon, StoreConfig
from fake_magento.errors import BadCart, OutOfStock, ShopError, no_such, product_missing
from fake_magento.model import Address, Cart, Order, Product
from fake_magento.payments import METHODS

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
class GuestCart:
    """`masked` is the id the outside knows."""

    cart_id: int
    masked: str
    store: StoreConfig
    items: list[Item] = field(default_factory=list)
    email: str = ""
    ship_to: Address | None = None
    bill_to: Address | None = None
    carrier: tuple[str, str] | None = None
    method: str | None = None
    coupon: Coupon | None = None


class Carts:
    """The open guest carts of a shop. All refusals are ShopErrors in Magento's words."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._open: dict[str, GuestCart] = {}
        self.on_order: Callable[[Order], None] | None = None
        """Told of every order that a guest has placed."""
        self._made = 0
        self._items = 0

    def new(self, store: StoreConfig) -> GuestCart:
        number = FIRST_ID + self._made
        self._made += 1
        cart = GuestCart(number, self._shop.secret("cart", number), store)
        self._open[cart.masked] = cart
        return cart

    def get(self, masked: str) -> GuestCart:
        cart = self._open.get(masked)
        if cart is None:
            raise no_such("cartId", masked)
        return cart

    def put(self, cart: GuestCart, choice: Choice, item_id: int | None = None) -> Item:
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

    def _salable(self, cart: GuestCart, choice: Choice, others: list[Item]) -> None:
        lines = [choice, *(item.choice for item in others)]
        try:
            wanted = quotes.goods_of(quotes.rows_of(self._shop, lines, cart.store, 0))
        except BadCart:
            raise ShopError("You need to choose options for your item.") from None
        for sku, quantity in wanted.items():
            salable = self._shop.stock.salable(sku)
            if salable < quantity:
                raise ShopError("This product is out of stock." if salable <= 0 else NOT_AVAILABLE)

    def remove(self, cart: GuestCart, item_id: int) -> None:
        if not any(item.item_id == item_id for item in cart.items):
            raise no_such("itemId", item_id)
        cart.items = [item for item in cart.items if item.item_id != item_id]

    def coupon(self, code: str) -> Coupon:
        for coupon in self._shop.config.coupons:
            if coupon.code.lower() == code.lower():
                return coupon
        raise ShopError("The coupon code isn't valid. Verify the code and try again.", 404)

    def ship_by(self, cart: GuestCart, carrier: tuple[str, str]) -> None:
        if not cart.items:
            raise ShopError(
                "The shipping method can't be set for an empty cart. Add an item to cart and try again."
            )
        if carrier != CARRIER:
            raise ShopError("Carrier with such method not found: %1, %2", 404, list(carrier))
        cart.carrier = carrier

    def totals(self, cart: GuestCart) -> quotes.Quote:
        """What the cart would cost if it were ordered now."""
        rows = quotes.rows_of(self._shop, [item.choice for item in cart.items], cart.store, 0)
        return quotes.quote(self._cart(cart), cart.store, rows, 1)

    def order(self, cart: GuestCart) -> Order:
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
        del self._open[cart.masked]
        if self.on_order is not None:
            self.on_order(order)
        return order

    def _cart(self, cart: GuestCart) -> Cart:
        nobody = Address("", "", (), "", "", "US", "")
        ship_to = cart.ship_to or cart.bill_to or nobody
        bill_to, coupon = cart.bill_to or ship_to, cart.coupon or Coupon("")
        return Cart(
            cart.store.code,
            cart.email,
            bill_to.firstname,
            bill_to.lastname,
            None,
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


def _check_shipping(cart: GuestCart) -> None:
    if cart.ship_to is None:
        raise ShopError("The shipping address is missing. Set the address and try again.")
    if cart.carrier is None:
        raise ShopError("The shipping method is missing. Select the shipping method and try again.")


def _entry(choice: Choice, shop: Shop) -> tuple[str, int] | Choice:
    product = shop.catalog.find(choice.sku)
    return choice if product is not None and product.made_of is not None else (choice.sku, choice.quantity)


def _same(one: Choice, other: Choice) -> bool:
    return (one.sku.lower(), one.child, one.selections) == (other.sku.lower(), other.child, other.selections)
