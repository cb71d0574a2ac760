"""Builds an ERP: completes its configuration with the defaults of rules, quirks and jobs, and chooses its dialect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from fake_erp.config import ErpConfig
from fake_erp.dialects import Dialect, registry
from fake_erp.erp import Erp
from fake_erp.jobs.registry import COMPANY_JOBS
from fake_erp.model import Emit, Now
from fake_erp.quirks import QUIRKS
from fake_erp.rules import RULES

T = TypeVar("T")


def new_erp(
    now: Now,
    rng: Random,
    emit: Emit,
    config: ErpConfig | None = None,
    dialect: str | Dialect[Any] = "native",
    version: str = "",
) -> Erp:
    """An ERP with its clock, random source, event sink, configuration and dialect.

    `dialect` is a name in `fake_erp.dialects.registry.DIALECTS`, or a dialect itself; `version` is that of the product,
    "" for the newest. Rules, quirks and jobs that the configuration does not name get their defaults. Raises ValueError
    for an unknown dialect or version, for a configuration without a warehouse or a currency, and for a rule, quirk or
    job that does not exist.
    """
    chosen = registry.dialect(dialect, version) if isinstance(dialect, str) else dialect
    return Erp(now, rng, emit, completed(ErpConfig() if config is None else config), chosen)


def completed(config: ErpConfig) -> ErpConfig:
    """The configuration with every rule, quirk and job."""
    return replace(
        config,
        rules=_all("rules", RULES, config.rules),
        quirks=_all("quirks", QUIRKS, config.quirks),
        jobs=_all("jobs", COMPANY_JOBS, config.jobs),
    )


def _all(kind: str, registry: Mapping[str, type[T]], given: Mapping[str, T]) -> dict[str, T]:
    own = {name: each for name, each in given.items() if ":" in name}  # by the dotted path of its class
    unknown = [name for name in given if name not in registry and name not in own]
    if unknown:
        raise ValueError(f"{kind}: expected some of {', '.join(registry)}, got {unknown[0]!r}")
    return {name: given[name] if name in given else cls() for name, cls in registry.items()} | own
