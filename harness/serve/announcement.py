"""What a sandbox says when it is ready: where everything is and how to get in."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from harness.serve.plan import Keys


def announced(urls: dict[str, str], controls: dict[str, str], keys: Keys) -> dict[str, dict[str, Any]]:
    """The systems that are served, each with its addresses and credentials, as JSON data."""
    accounts: dict[str, dict[str, Any]] = {
        "erp": {"user": keys.erp_user, "password": keys.erp_password, "bearer": keys.erp_bearer},
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
        }
        for name, url in urls.items()
    }


def tables(ready: dict[str, dict[str, Any]]) -> list[Table]:
    """The same for people, and a first call for each system."""
    return [_table(name, entry) for name, entry in ready.items()]


TITLES = {"erp": "ERP", "shop": "Shop"}
FIRST_CALLS = {"erp": "/api/v1/orders", "shop": "/rest/V1/orders?searchCriteria[pageSize]=5"}


def _table(name: str, entry: dict[str, Any]) -> Table:
    table = Table(
        title=TITLES[name], title_justify="left", show_header=False, box=None, padding=(0, 2), expand=False
    )
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for key, value in entry.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        for below, text in rows:
            table.add_row(f"{key}.{below}" if below else key, text)
    table.add_row(
        "try", f"curl -gsH 'Authorization: Bearer {entry['bearer']}' '{entry['url']}{FIRST_CALLS[name]}'"
    )
    return table
