"""Customer groups: the four of a new installation and those that the merchant adds."""

from __future__ import annotations

from collections.abc import Iterator

from fake_magento.errors import ShopError, no_such
from fake_magento.model.customer import CustomerGroup

NOT_LOGGED_IN = 0
GENERAL = 1


class Groups:
    """Groups by id and by code; codes are compared regardless of case."""

    def __init__(self) -> None:
        codes = ("NOT LOGGED IN", "General", "Wholesale", "Retailer")
        self._by_id = {number: CustomerGroup(number, code) for number, code in enumerate(codes)}

    def find(self, group_id: int) -> CustomerGroup | None:
        """A group by its id."""
        return self._by_id.get(group_id)

    def get(self, group_id: int) -> CustomerGroup:
        """A group by its id. Raises NotFound."""
        group = self._by_id.get(group_id)
        if group is None:
            raise no_such("id", group_id)
        return group

    def by_code(self, code: str) -> CustomerGroup | None:
        """A group by its code."""
        return next((group for group in self if group.code.lower() == code.lower()), None)

    def save(self, code: str, group_id: int | None = None, tax_class_id: int = 3) -> CustomerGroup:
        """Add a group, or change the one with this id. Raises ShopError for a code that is taken."""
        other = self.by_code(code)
        if other is not None and other.group_id != group_id:
            raise ShopError("Customer Group already exists.")
        if group_id is None:
            group_id = max(self._by_id) + 1
            self._by_id[group_id] = CustomerGroup(group_id, code, tax_class_id)
        group = self.get(group_id)
        group.code, group.tax_class_id = code, tax_class_id
        return group

    def remove(self, group_id: int) -> None:
        """Delete a group. Raises ShopError for the groups NOT LOGGED IN and General."""
        self.get(group_id)
        if group_id in (NOT_LOGGED_IN, GENERAL):
            raise ShopError("Cannot delete group.")
        del self._by_id[group_id]

    def __iter__(self) -> Iterator[CustomerGroup]:
        return iter(self._by_id.values())
