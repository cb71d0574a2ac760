r"""The tree of categories. A new product is in the default category.

Source: Adobe Commerce user guide, "Categories"; Magento source, Magento\Catalog\Model\CategoryRepository.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fake_magento.errors import ShopError, no_such
from fake_magento.model.category import Category
from fake_magento.model.product import Product

ROOT, DEFAULT = 1, 2


class Categories:
    """Categories by id, in the order they were made. Every refusal is a ShopError."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        opened = now()
        self._by_id = {
            ROOT: Category(ROOT, 0, "Root Catalog", 0, "1", opened, opened),
            DEFAULT: Category(DEFAULT, ROOT, "Default Category", 1, "1/2", opened, opened),
        }

    def get(self, category_id: int) -> Category:
        """A category by its id. Raises NotFound."""
        category = self._by_id.get(category_id)
        if category is None:
            raise no_such("id", category_id)
        return category

    def children(self, category_id: int) -> list[Category]:
        """The direct children of a category, by position."""
        below = [category for category in self if category.parent_id == category_id]
        return sorted(below, key=lambda category: category.position)

    def add(self, name: str, parent_id: int = DEFAULT, position: int | None = None) -> Category:
        """Add a category, last among its siblings unless `position` is given. Raises NotFound."""
        if not name:
            why = 'The "Name" attribute is required. Enter and try again.'
            raise ShopError("Could not save category: %1", [why])
        parent = self.get(parent_id)
        now, number = self._now(), max(self._by_id) + 1
        place = len(self.children(parent_id)) + 1 if position is None else position
        category = Category(number, parent_id, name, place, f"{parent.path}/{number}", now, now)
        self._by_id[number] = category
        return category

    def touch(self, category: Category) -> None:
        """Record a write: `updated_ms` moves."""
        category.updated_ms = self._now()

    def move(self, category: Category, parent_id: int, after_id: int | None = None) -> None:
        """Put a category below another one, behind the sibling `after_id`, else in front of all.

        Raises ShopError for a move below itself.
        """
        parent = self.get(parent_id)
        if category.category_id in map(int, parent.path.split("/")):
            raise ShopError("Operation do not allow to move a parent category to any of children category")
        siblings = [other for other in self.children(parent_id) if other is not category]
        at = next((n for n, other in enumerate(siblings, 1) if other.category_id == after_id), 0)
        category.parent_id = parent_id
        for place, other in enumerate((*siblings[:at], category, *siblings[at:]), 1):
            other.position = place
        self._repath(category, parent)
        self.touch(category)

    def _repath(self, category: Category, parent: Category) -> None:
        category.path = f"{parent.path}/{category.category_id}"
        for below in self.children(category.category_id):
            self._repath(below, category)

    def remove(self, category: Category, products: Iterable[Product]) -> None:
        """Delete a category and all below it, and take `products` out of them.

        Raises ShopError for the root and the default category.
        """
        if category.category_id in (ROOT, DEFAULT):
            raise ShopError("Cannot delete category with id %1", [category.category_id])
        gone = {below.category_id for below in self if f"{below.path}/".startswith(f"{category.path}/")}
        for category_id in sorted(gone):
            del self._by_id[category_id]
        for product in products:
            if not gone.isdisjoint(product.category_ids):
                product.category_ids = tuple(one for one in product.category_ids if one not in gone)

    def of(self, product: Product) -> list[Category]:
        """The categories of a product."""
        return [self._by_id[category_id] for category_id in product.category_ids]

    def put(self, product: Product, category: Category, position: int = 0) -> None:
        """Put a product into a category, or move it within."""
        if category.category_id not in product.category_ids:
            product.category_ids = (*product.category_ids, category.category_id)
        category.places[product.sku] = position

    def place(self, product: Product, positions: dict[int, int]) -> None:
        """Put a product into exactly these categories; `positions` maps id to position."""
        for category_id in positions:
            self.get(category_id)
        for category in self.of(product):
            category.places.pop(product.sku, None)
        product.category_ids = tuple(positions)
        for category_id, position in positions.items():
            self.get(category_id).places[product.sku] = position

    def take_out(self, product: Product, category: Category) -> None:
        """Take a product out of a category. Raises ShopError if it is not in it."""
        if category.category_id not in product.category_ids:
            raise ShopError("The category doesn't contain the specified product.")
        product.category_ids = tuple(one for one in product.category_ids if one != category.category_id)
        category.places.pop(product.sku, None)

    def __iter__(self) -> Iterator[Category]:
        return iter(self._by_id.values())
