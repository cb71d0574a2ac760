"""Customer groups: the four every shop begins with, and those somebody added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fake_magento.errors import ShopError, no_such

NOT_LOGGED_IN = 0
GENERAL = 1


@dataclass(slots=True)
class Group:
    group_id: int
    code: str
    tax_class_id: int = 3


class Groups:
    """By id and by code; codes are compared without regard to case."""

    def __init__(self) -> None:
        codes = ("NOT LOGGED IN", "General", "Wholesale", "Retailer")
        self._by_id = {number: Group(number, code) for number, code in enumerate(codes)}

    def find(self, group_id: int) -> Group | None:
        return self._by_id.get(group_id)

    def get(self, group_id: int) -> Group:
        """Raises Magento's 404 for an unknown id."""
        group = self._by_id.get(group_id)
        if group is None:
            raise no_such("id", group_id)
        return group

    def by_code(self, code: str) -> Group | None:
        return next((group for group in self if group.code.lower() == code.lower()), None)

    def save(self, code: str, group_id: int | None = None, tax_class_id: int = 3) -> Group:
        """Add a group, or change the one with this id. Raises Magento's 400 for a code that is taken."""
        other = self.by_code(code)
        if other is not None and other.group_id != group_id:
            raise ShopError("Customer Group already exists.")
        if group_id is None:
            group_id = max(self._by_id) + 1
            self._by_id[group_id] = Group(group_id, code, tax_class_id)
        group = self.get(group_id)
        group.code, group.tax_class_id = code, tax_class_id
        return group

    def remove(self, group_id: int) -> None:
        """Raises Magento's 400 for the groups a shop cannot be without."""
        self.get(group_id)
        if group_id in (NOT_LOGGED_IN, GENERAL):
            raise ShopError("Cannot delete group.")
        del self._by_id[group_id]

    def __iter__(self) -> Iterator[Group]:
        return iter(self._by_id.values())
