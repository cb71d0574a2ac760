"""The environment variables of a candidate that is a program."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from golive.build.world import World
from golive.scenario import dump

ERP_FOLDER = "erp-files"
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the systems of a run are, the token of the desk, and how fast time passes for the program."""

    shop: str
    erp: str
    desk: str
    desk_token: str
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Receiving:
    """Where the program receives notices: `port` 0 for nowhere."""

    host: str
    port: int
    webhook: str | None
    hook: str | None
    hook_key: str


def environment(
    world: World, own: Mapping[str, str], addresses: Addresses, receiving: Receiving, data: Path
) -> dict[str, str]:
    """All variables; `own` are those of the candidate file, `data` is the folder for what it stores."""
    credentials = world.credentials
    stores = enumerate(world.scenario.shop.stores, 1)
    env = {name: os.environ[name] for name in INHERITED if name in os.environ}
    env |= own
    env |= {
        "GOLIVE_SHOP_URL": addresses.shop,
        "GOLIVE_SHOP_USER": credentials.shop_user,
        "GOLIVE_SHOP_PASSWORD": credentials.shop_password,
        "GOLIVE_ERP_URL": addresses.erp,
        "GOLIVE_ERP_CLIENT_ID": credentials.erp_client_id,
        "GOLIVE_ERP_CLIENT_SECRET": credentials.erp_client_secret,
        "GOLIVE_ERP_DIALECT": world.erp.dialect.name,
        "GOLIVE_ERP_LOGIN": json.dumps(world.erp_login(addresses.erp)),
        "GOLIVE_DESK_URL": addresses.desk,
        "GOLIVE_DESK_TOKEN": addresses.desk_token,
        "GOLIVE_SPEED": f"{addresses.speed:g}",
        "GOLIVE_DATA_DIR": str(data),
        **({"GOLIVE_ERP_DATABASE": path} if (path := world.database()) else {}),
        "GOLIVE_NET_PRICE_STORES": ",".join(
            str(number) for number, store in stores if store.tax == "exclusive"
        ),
        "GOLIVE_OWNERS": json.dumps(dump(world.scenario)["owners"]),
        "GOLIVE_BUDGETS": json.dumps(asdict(world.scenario.budgets)),
    }
    if receiving.port:
        env |= {
            "GOLIVE_WEBHOOK_HOST": receiving.host,
            "GOLIVE_WEBHOOK_PORT": str(receiving.port),
            "GOLIVE_WEBHOOK_PATH": receiving.webhook or "",
            "GOLIVE_HOOK_PATH": receiving.hook or "",
            "GOLIVE_HOOK_KEY": receiving.hook_key,
        }
    return env
