"""What a program is given: the names of its run, and the environment variables made of them."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from golive.build.world import World
from golive.candidates.programs.file.names import LOGIN
from golive.record.folder import DATA_FOLDER
from golive.scenario import dump
from golive.workloads.masterdata import pack_sizes

INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
VARIABLES: dict[str, str] = {
    "GOLIVE_SHOP_URL": "shop.url",
    "GOLIVE_SHOP_USER": "shop.admin.user",
    "GOLIVE_SHOP_PASSWORD": "shop.admin.password",
    "GOLIVE_SHOP_BEARER": "shop.bearer",
    "GOLIVE_SHOP_OAUTH_CONSUMER_KEY": "shop.oauth.consumer_key",
    "GOLIVE_SHOP_OAUTH_CONSUMER_SECRET": "shop.oauth.consumer_secret",
    "GOLIVE_SHOP_OAUTH_ACCESS_TOKEN": "shop.oauth.access_token",
    "GOLIVE_SHOP_OAUTH_ACCESS_TOKEN_SECRET": "shop.oauth.access_token_secret",
    "GOLIVE_ERP_URL": "erp.url",
    "GOLIVE_ERP_DIALECT": "erp.dialect",
    "GOLIVE_ERP_FOLDER": "erp.folder",
    "GOLIVE_ERP_DATABASE": "erp.database",
    "GOLIVE_WEBHOOK_HOST": "webhook.host",
    "GOLIVE_WEBHOOK_PORT": "webhook.port",
    "GOLIVE_WEBHOOK_PATH": "webhook.path",
    "GOLIVE_HOOK_PATH": "hook.path",
    "GOLIVE_HOOK_KEY": "hook.key",
    "GOLIVE_DESK_URL": "desk.url",
    "GOLIVE_DESK_TOKEN": "desk.token",
    "GOLIVE_SPEED": "speed",
    "GOLIVE_DATA_DIR": "data_dir",
    "AMQP_URL": "amqp.url",
}
"""Environment variables by the name of the run whose value they have; absent where it has none."""
EMPTY_ON_A_PORT = ("GOLIVE_WEBHOOK_PATH", "GOLIVE_HOOK_PATH", "GOLIVE_HOOK_KEY")
"""Variables that are empty, not absent, where the program has a port."""


class Front(Protocol):
    """Where the systems of a run are for an instance of a program."""

    @property
    def shop_url(self) -> str:
        """The address of the shop."""

    @property
    def erp_url(self) -> str:
        """The address of the ERP."""

    @property
    def desk_url(self) -> str:
        """The address of the desk."""


def values(world: World, front: Front, speed: float, python: str, data: Path) -> dict[str, str]:
    """The names that every run has, with their values. `data` is the folder for what the program stores."""
    credentials = world.credentials
    oauth = credentials.shop_oauth
    return {
        "python": python,
        **_address("shop", front.shop_url),
        "shop.bearer": credentials.shop_bearer,
        "shop.oauth.consumer_key": oauth.consumer_key,
        "shop.oauth.consumer_secret": oauth.consumer_secret,
        "shop.oauth.access_token": oauth.access_token,
        "shop.oauth.access_token_secret": oauth.access_token_secret,
        "shop.admin.user": credentials.shop_user,
        "shop.admin.password": credentials.shop_password,
        **_address("erp", front.erp_url),
        "erp.dialect": world.erp.dialect.name,
        **{LOGIN + name: text for name, text in world.erp_login(front.erp_url).items()},
        **({"erp.database": path} if (path := world.database()) else {}),
        "desk.url": front.desk_url,
        "data_dir": str(data),
        "speed": f"{speed:g}",
    }


def data_folder(world: World) -> Path:
    """The folder for what must survive a restart, made if it is not there."""
    data = (world.folder() / DATA_FOLDER).absolute()
    data.mkdir(exist_ok=True)
    return data


def inherited() -> dict[str, str]:
    """The variables of golive's own environment that a program gets, unless its file sets them."""
    return {name: os.environ[name] for name in INHERITED if name in os.environ}


def environment(world: World, front: Front, known: dict[str, str]) -> dict[str, str]:
    """The variables that golive sets, from the names of the run and what the scenario demands."""
    credentials, scenario = world.credentials, world.scenario
    found = {variable: known[name] for variable, name in VARIABLES.items() if name in known}
    if "webhook.port" in known:
        found |= {variable: known.get(VARIABLES[variable], "") for variable in EMPTY_ON_A_PORT}
    stores = enumerate(scenario.shop.stores, 1)
    return found | {
        "GOLIVE_ERP_CLIENT_ID": credentials.erp_client_id,
        "GOLIVE_ERP_CLIENT_SECRET": credentials.erp_client_secret,
        "GOLIVE_ERP_LOGIN": json.dumps(world.erp_login(front.erp_url)),
        "GOLIVE_NET_PRICE_STORES": ",".join(
            str(number) for number, store in stores if store.tax == "exclusive"
        ),
        "GOLIVE_PACK_SIZES": json.dumps(pack_sizes(scenario, world.seed)),
        "GOLIVE_OWNERS": json.dumps(dump(scenario)["owners"]),
        "GOLIVE_BUDGETS": json.dumps(asdict(scenario.budgets)),
    }


def _address(name: str, url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return {f"{name}.url": url, f"{name}.host": parts.hostname or "", f"{name}.port": str(parts.port)}
