"""Attributes of products. Source: Adobe Commerce developer docs, "EAV and extension attributes"."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Attribute:
    """A product attribute.

    `kind` is the frontend input, `stored` the type of the column, `is_own` whether the merchant added it. `options`
    maps the id of each value to its label, in display order.
    """

    attribute_id: int
    code: str
    label: str
    kind: str
    stored: str
    is_own: bool = False
    is_required: bool = False
    options: dict[int, str] = field(default_factory=dict)
