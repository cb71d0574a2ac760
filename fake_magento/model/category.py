"""Categories of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Category:
    """A category.

    `path` is the ids from the root down, such as `1/2/5`. `places` maps a SKU to its position in the category; a
    product without one is at 0.
    """

    category_id: int
    parent_id: int
    name: str
    position: int
    path: str
    created_ms: int
    updated_ms: int
    is_active: bool = True
    include_in_menu: bool = True
    attributes: dict[str, object] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def level(self) -> int:
        """Depth below the root; the root is at 0."""
        return self.path.count("/")
