r"""Open carts of guests, customers and admins. A cart is filled, ordered once, and is then gone.

Source: Adobe Commerce developer docs, "Order processing"; Magento source, Magento\Quote\Model\QuoteManagement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar

from fake_magento.carts import cart_rows, checkout, quotes
from fake_magento.config import Coupon, StoreConfig
from fake_magento.errors import BadCart, NotFound, OutOfStock, ShopError, no_such, product_missing
from fake_magento.model.address import Address
from fake_magento.model.cart import Cart
from fake_magento.model.composites import Choice
from fake_magento.model.order import Order
from fake_magento.model.product import Product
from fake_magento.promotions.promotions import NOT_VALID
from fake_magento.sales.context import SalesContext
from fake_magento.sales.payment_methods import METHODS

FIRST_ID = 1_000_001
"""Ids of open carts start above those of orders, so that no two quote ids are the same."""
CARRIER = ("flatrate", "flatrate")
NOT_AVAILABLE = "The requested qty is not available"


@dataclass(slots=True)
class CartItem:
    """A line of an open cart."""

    item_id: int
    choice: Choice


@dataclass(slots=True)
class OpenCart:
    """`masked` is the id of a guest's cart for its shopper; other carts have none."""

    cart_id: int
    masked: str
    store: StoreConfig
    items: list[CartItem] = field(default_factory=list)
    customer_id: int | None = None
    created_ms: int = 0
    email: str = ""
    ship_to: Address | None = None
    bill_to: Address | None = None
    carrier: tuple[str, str] | None = None
    method: str | None = None
    coupon: Coupon | None = None
    is_active: ClassVar[bool] = True


class OpenCarts:
    """The open carts of a shop. Every refusal is a ShopError."""

    def __init__(self, shop: SalesContext) -> None:
        self._shop = shop
        self._open: dict[int, OpenCart] = {}
        self._masked: dict[str, OpenCart] = {}
        self._of_customer: dict[int, OpenCart] = {}
        self.on_order: list[Callable[[Order], None]] = []
        """Called with every order that is placed from an open cart."""
        self._made = 0
        self._items = 0
        self._ordered: dict[int, Order] = {}

    def new(self, store: StoreConfig) -> OpenCart:
        """A new cart of a guest."""
        cart = self._add(store)
        cart.masked = self._shop.secret("cart", cart.cart_id)
        self._masked[cart.masked] = cart
        return cart

    def new_numbered(self, store: StoreConfig) -> OpenCart:
        """A new cart of an admin, for an order on behalf of a customer."""
        return self._add(store)

    def new_for(self, customer_id: int, store: StoreConfig) -> OpenCart:
        """The cart of a customer, made where there is none. Raises NotFound for an unknown customer."""
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
        """A guest's cart by its masked id. Raises NotFound."""
        cart = self._masked.get(masked)
        if cart is None:
            raise no_such("cartId", masked)
        return self._without_deleted(cart)

    def get(self, cart_id: int) -> OpenCart:
        """A cart by its id. Raises NotFound."""
        cart = self._open.get(cart_id)
        if cart is None:
            raise no_such("cartId", cart_id)
        return self._without_deleted(cart)

    def ordered(self, cart_id: int) -> Order | None:
        """The order that was placed from a cart; carts that no client filled have the id of their order."""
        found = self._ordered.get(cart_id)
        if found is not None:
            return found
        order = self._shop.orders.find(cart_id)
        return None if order is None or (order.extras and order.extras.quote_id is not None) else order

    def of_customer(self, customer_id: int) -> OpenCart:
        """The cart of a customer. Raises NotFound."""
        cart = self._of_customer.get(customer_id)
        if cart is None:
            raise no_such("customerId", customer_id)
        return self._without_deleted(cart)

    def __iter__(self) -> Iterator[OpenCart]:
        return (self._without_deleted(cart) for cart in self._open.values())

    def _without_deleted(self, cart: OpenCart) -> OpenCart:
        """The cart without products that were deleted since; Magento removes these from every cart."""
        if not all(self._is_orderable(item.choice, cart) for item in cart.items):
            cart.items = [item for item in cart.items if self._is_orderable(item.choice, cart)]
        return cart

    def _is_orderable(self, choice: Choice, cart: OpenCart) -> bool:
        product = self._shop.catalog.find(choice.sku)
        if product is None or (product.made_of is None and not product.options):
            return product is not None
        try:
            cart_rows.rows_of(self._shop, [choice], cart.store, self._group(cart))
        except (BadCart, ShopError):
            return False
        return True

    def put(self, cart: OpenCart, choice: Choice, item_id: int | None = None) -> CartItem:
        """Add an item, or change the one with this id. Raises ShopError for a quantity that cannot be sold."""
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
            same.choice = replace(choice, sku=product.sku, quantity=more)
            return same
        if item_id is not None:
            changed = next(item for item in cart.items if item.item_id == item_id)
            changed.choice = choice
            return changed
        self._items += 1
        cart.items.append(CartItem(self._items, choice))
        return cart.items[-1]

    def _product(self, sku: str) -> Product:
        product = self._shop.catalog.find(sku)
        if product is None:
            raise product_missing()
        if not product.enabled:
            raise ShopError("Product that you are trying to add is not available.")
        return product

    def _salable(self, cart: OpenCart, choice: Choice, others: list[CartItem]) -> None:
        lines = [choice, *(item.choice for item in others)]
        try:
            wanted = cart_rows.goods_of(cart_rows.rows_of(self._shop, lines, cart.store, self._group(cart)))
        except BadCart:
            raise ShopError("You need to choose options for your item.") from None
        for sku, quantity in wanted.items():
            salable = self._shop.stock.salable(sku)
            if salable < quantity:
                raise ShopError("This product is out of stock." if salable <= 0 else NOT_AVAILABLE)

    def remove(self, cart: OpenCart, item_id: int) -> None:
        """Take an item out. Raises NotFound."""
        if not any(item.item_id == item_id for item in cart.items):
            raise no_such("itemId", item_id)
        cart.items = [item for item in cart.items if item.item_id != item_id]

    def redeem(self, cart: OpenCart, code: str) -> None:
        """Use a coupon, regardless of case, in place of an earlier one. Raises NotFound for one that does not act."""
        promotions, before = self._shop.promotions, cart.coupon
        cart.coupon = promotions.valid(code)
        if cart.items and not promotions.kept_code(cart.coupon.code, self.totals(cart).rule_ids):
            cart.coupon = before
            raise NotFound(NOT_VALID)

    def ship_by(self, cart: OpenCart, carrier: tuple[str, str]) -> None:
        """Set the shipping method, (carrier code, method code). Raises ShopError or NotFound."""
        if not cart.items:
            raise ShopError(
                "The shipping method can't be set for an empty cart. Add an item to cart and try again."
            )
        if carrier != CARRIER:
            raise NotFound("Carrier with such method not found: %1, %2", list(carrier))
        cart.carrier = carrier

    def totals(self, cart: OpenCart) -> quotes.Quote:
        """The price of the cart at this instant."""
        choices = [item.choice for item in cart.items]
        rows = cart_rows.rows_of(self._shop, choices, cart.store, self._group(cart))
        filled = self._cart(cart)
        rows = cart_rows.retaxed(self._shop, rows, filled.ship_to.country)
        rules = self._shop.promotions.acting(filled, self._group(cart))
        return quotes.quote(filled, cart.store, rows, 1, rules)

    def order(self, cart: OpenCart) -> Order:
        """Place the order and delete the cart. Raises ShopError."""
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
        self._ordered[cart.cart_id] = order
        self._masked.pop(cart.masked, None)
        if cart.customer_id is not None:
            del self._of_customer[cart.customer_id]
        for listener in self.on_order:
            listener(order)
        return order

    def _name(self, cart: OpenCart, bill_to: Address) -> tuple[str, str]:
        """The name of the customer, of a guest that of the billing address."""
        customer = None if cart.customer_id is None else self._shop.customers.find(cart.customer_id)
        known = bill_to if customer is None else customer
        return known.firstname, known.lastname

    def _group(self, cart: OpenCart) -> int:
        return cart_rows.group_of(self._shop, cart.customer_id)

    def _cart(self, cart: OpenCart) -> Cart:
        empty = Address("", "", (), "", "", "US", "")
        ship_to = cart.ship_to or cart.bill_to or empty
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


def _entry(choice: Choice, shop: SalesContext) -> tuple[str, int] | Choice:
    product = shop.catalog.find(choice.sku)
    is_whole = product is not None and (product.made_of is not None or product.options)
    return choice if is_whole else (choice.sku, choice.quantity)


def _same(one: Choice, other: Choice) -> bool:
    return replace(one, sku=one.sku.lower(), quantity=1) == replace(other, sku=other.sku.lower(), quantity=1)
