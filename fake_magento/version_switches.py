"""Switches for behaviour that differs between Magento versions and breaks integrations.

Each has a description of its effect and its value by version. `ShopConfig` takes its defaults from here.

Source: Adobe Commerce release notes of 2.4.3 to 2.4.8; magento/magento2 issues 32306, 32968, 34180, 38154 and 38723.
Source: Adobe Commerce release notes of 2.4.3 to 2.4.8; magento/magento2 issues 32306, 32968, 34103, 34180 and 38723.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Version = Literal["2.3.5", "2.4.3", "2.4.6", "2.4.7", "2.4.8"]
VERSIONS: tuple[Version, ...] = get_args(Version)


@dataclass(frozen=True, slots=True)
class VersionSwitch:
    """A switch; `since` maps a version to the value from that version on; `choices` are the allowed values."""

    about: str
    since: Mapping[Version, object]
    choices: tuple[object, ...]

    def value(self, version: Version) -> Any:
        """The default of a version."""
        found: object = None
        for each in VERSIONS[: VERSIONS.index(version) + 1]:
            found = self.since.get(each, found)
        return found


_OFF_ON = (False, True)
VERSION_SWITCHES: dict[str, VersionSwitch] = {
    "page_past_end": VersionSwitch(
        "a page past the last one is empty; up to 2.3 it is always the last page again",
        {"2.3.5": "repeat", "2.4.3": "empty"},
        ("empty", "repeat"),
    ),
    "unstable_paging": VersionSwitch(
        "pages without a sort order overlap and skip rows, because the database may read in any order",
        {"2.3.5": False},
        _OFF_ON,
    ),
    "same_id_failure": VersionSwitch(
        "occasionally a whole list is refused: 500, an item with the same ID already exists",
        {"2.3.5": False},
        _OFF_ON,
    ),
    "unknown_property_status": VersionSwitch(
        "an unknown property in a typed object: internal error up to 2.4.6, a named refusal from 2.4.7",
        {"2.3.5": 500, "2.4.7": 400},
        (400, 500),
    ),
    "comment_status_policy": VersionSwitch(
        "the statuses a comment can set: any text or none (unchecked, up to 2.4.6); no status at all "
        "(frozen, 2.4.7); only those of the current state (checked, from 2.4.8)",
        {"2.3.5": "unchecked", "2.4.7": "frozen", "2.4.8": "checked"},
        ("unchecked", "frozen", "checked"),
    ),
    "oauth_sha1": VersionSwitch(
        "OAuth signatures with HMAC-SHA1 are accepted; from 2.4.4 only HMAC-SHA256 is",
        {"2.3.5": True, "2.4.6": False},
        _OFF_ON,
    ),
    "integration_bearer": VersionSwitch(
        "an integration's access token works as a bearer token and never expires; from 2.4.4 only if allowed",
        {"2.3.5": True, "2.4.6": False},
        _OFF_ON,
    ),
    "token_form": VersionSwitch(
        "login returns a signed token that states its own expiry (jwt, from 2.4.4), before that 32 characters",
        {"2.3.5": "opaque", "2.4.6": "jwt"},
        ("jwt", "opaque"),
    ),
    "token_ttl_ms": VersionSwitch(
        "an admin token lasts 60 minutes; before 2.4.4 four hours",
        {"2.3.5": 14_400_000, "2.4.6": 3_600_000},
        (),
    ),
    "partial_refund_stays_open": VersionSwitch(
        "an order whose rows are partly refunded and otherwise shipped stays in processing; from 2.4.4 it is complete",
        {"2.3.5": True, "2.4.6": False},
        _OFF_ON,
    ),
    "invoice_drops_a_rule": VersionSwitch(
        "the total of an invoice has only the last of several price rules on bundles priced by their parts",
        {"2.3.5": False, "2.4.7": True},
        _OFF_ON,
    ),
    "refund_shipping_of_order": VersionSwitch(
        "a refund of one invoice takes all shipping of the order that is left, also that of another invoice, as in "
        "shops that show shipping with tax",
        {"2.3.5": False},
        _OFF_ON,
    ),
    "stock_of_unknown_sku": VersionSwitch(
        "a quantity for a SKU that no product has is stored, and answered 200 like any other",
        {"2.3.5": False},
        _OFF_ON,
    ),
    "special_prices_drift": VersionSwitch(
        "special prices that are written in one call with the same beginning begin and end a second apart, each later "
        "than the one before, as with scheduled updates of Adobe Commerce",
        {"2.3.5": False},
        _OFF_ON,
    ),
    "bulk_shuffled": VersionSwitch(
        "operations of one bulk do not run in the order they were sent, as with parallel consumers",
        {"2.3.5": False},
        _OFF_ON,
    ),
    "bulk_open_as_failed": VersionSwitch(
        "operations of a bulk that have not run yet are shown as failed and retriable, not as open",
        {"2.3.5": False},
        _OFF_ON,
    ),
}
"""Every switch by its name in `ShopConfig`. Empty choices: any value of the type of the field."""
TOGGLES = tuple(name for name, switch in VERSION_SWITCHES.items() if switch.choices == _OFF_ON)
"""The switches that are off or on."""


def resolve(version: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Values of all switches: the given ones, and the defaults of the version for None.

    Raises ValueError for an unknown version or value, with the allowed ones.
    """
    if version not in VERSIONS:
        raise ValueError(f"version: expected one of {', '.join(VERSIONS)}, got {version!r}")
    found = {}
    for name, switch in VERSION_SWITCHES.items():
        value = given.get(name)
        if value is None:
            value = switch.value(version)
        elif switch.choices and value not in switch.choices:
            known = ", ".join(str(choice) for choice in switch.choices)
            raise ValueError(f"{name}: expected one of {known}, got {value!r}")
        found[name] = value
    return found
