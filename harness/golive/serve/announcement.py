"""The addresses and credentials that a sandbox prints when it is ready."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects import Dialect
from fake_erp.dialects.login import addressed
from golive.monitor.page import LIVE, METRICS, address
from golive.serve.plan import Keys


def announced(
    urls: dict[str, str],
    controls: dict[str, str],
    keys: Keys,
    dialect: Dialect[Any] | None,
    database: str = "",
) -> dict[str, dict[str, Any]]:
    """The systems that are served, each with its addresses and credentials, as JSON data.

    `dialect` is that of the ERP, where one is served; `database` is where its staging tables are, "" for nowhere.
    """
    erp: dict[str, Any] = {"user": keys.erp_user, "password": keys.erp_password, "bearer": keys.erp_bearer}
    if dialect is not None:
        login = dialect.login(keys.erp_user, keys.erp_password)
        erp |= {"dialect": dialect.name, "login": addressed(login, urls["erp"])}
    if database:
        erp["database"] = database
    accounts: dict[str, dict[str, Any]] = {
        "erp": erp,
        "shop": {
            "admin_user": keys.shop_user,
            "admin_password": keys.shop_password,
            "bearer": keys.shop_bearer,
            "oauth": {
                "consumer_key": keys.consumer_key,
                "consumer_secret": keys.consumer_secret,
                "access_token": keys.access_token,
                "access_token_secret": keys.access_token_secret,
            },
        },
    }
    return {
        name: {
            "url": url,
            **accounts[name],
            "control_url": controls[name],
            "control_token": keys.control_token,
            **_pages(controls[name], keys.control_token),
        }
        for name, url in urls.items()
    }


def _pages(control: str, token: str) -> dict[str, str]:
    """The addresses beside a control API that is served."""
    if not control:
        return {}
    return {"live_page": address(control, LIVE, token), "metrics": address(control, METRICS, token)}


TITLES = {"erp": "ERP", "shop": "Shop"}
FIRST_CALLS = {"erp": "/api/v1/orders?limit=5", "shop": "/rest/V1/orders?searchCriteria[pageSize]=5"}


def as_text(ready: dict[str, dict[str, Any]]) -> str:
    """The same as plain lines to copy from, with a first call for each system."""
    return "\n".join(line for name, entry in ready.items() for line in [*_lines(name, entry), ""])


def _lines(name: str, entry: dict[str, Any]) -> list[str]:
    rows: dict[str, str] = {}
    for key, value in entry.items():
        if isinstance(value, dict):
            rows |= {f"{key}.{below}": text for below, text in value.items()}
        else:
            rows[key] = value
    width = max(map(len, rows))
    lines = [TITLES[name], *(f"  {key:{width}}  {text}" for key, text in rows.items())]
    if entry.get("dialect", "native") != "native":
        return lines
    call = f"curl -gs -H 'Authorization: Bearer {entry['bearer']}' '{entry['url']}{FIRST_CALLS[name]}'"
    return [*lines, f"  {call}"]
