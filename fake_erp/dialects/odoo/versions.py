"""What differs on the wire between versions of Odoo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """`serie` is the name of the version; the flags say what it has."""

    serie: str
    major: int

    @property
    def info(self) -> list[int | str]:
        """The `server_version_info`."""
        return [self.major, 0, 0, "final", 0, ""]

    @property
    def rpc_code(self) -> int:
        """The `error.code` of a refusal over JSON-RPC."""
        return 0 if self.major >= 19 else 200

    @property
    def has_json2(self) -> bool:
        """Whether it answers JSON-2."""
        return self.major >= 19

    @property
    def has_locked(self) -> bool:
        """Whether orders are locked by a flag; before, by state `done`."""
        return self.major >= 17

    @property
    def cancels_at_once(self) -> bool:
        """Whether `action_cancel` of an order cancels without a wizard."""
        return self.major >= 19

    @property
    def line_unit(self) -> str:
        """The field of the unit of an order line."""
        return "product_uom_id" if self.major >= 19 else "product_uom"

    @property
    def line_taxes(self) -> str:
        """The field of the taxes of an order line."""
        return "tax_ids" if self.major >= 19 else "tax_id"

    @property
    def payment_memo(self) -> str:
        """The field of the reference of a payment."""
        return "memo" if self.major >= 18 else "ref"

    @property
    def has_storable_flag(self) -> bool:
        """Whether `is_storable` says what is kept in stock; before, type `product`."""
        return self.major >= 18


VERSIONS = tuple(Version(f"{major}.0", major) for major in (14, 16, 18, 19, 17))
"""17.0 stands last, so it is the default: most published clients and connectors are written for 14 to 17, and 19
deprecates the RPC endpoints that they use."""


def version_of(name: str) -> Version:
    """The version of that name."""
    return next(version for version in VERSIONS if version.serie == name)
