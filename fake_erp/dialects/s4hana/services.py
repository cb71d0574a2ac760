"""The services of the system, by their paths."""

from __future__ import annotations

from fake_erp.dialects.odata.queries import Version
from fake_erp.dialects.s4hana.resources import Service
from fake_erp.dialects.s4hana.sales import orders

V2_ROOT = "/sap/opu/odata/sap/"


def _v2(name: str, sets: object, functions: object = None, address: str = "") -> Service:
    return Service(f"{V2_ROOT}{address or name}/", name, Version.V2, sets, functions or {})  # type: ignore[arg-type]


SERVICES: tuple[Service, ...] = (_v2("API_SALES_ORDER_SRV", orders.SETS, orders.FUNCTIONS),)
"""Every OData service."""

BY_SEGMENT: dict[str, Service] = {service.path.removeprefix(V2_ROOT): service for service in SERVICES}


def service_of(path: str) -> Service | None:
    """The service that a path is in; a version such as `;v=0002` may be left out."""
    if not path.startswith(V2_ROOT):
        return None
    segment = path[len(V2_ROOT) :].partition("/")[0]
    name, _, version = segment.partition(";")
    return BY_SEGMENT.get(f"{segment}/") or _ANY_VERSION.get(name if not version or version == "v=0001" else "")


_ANY_VERSION = {service.name: service for service in SERVICES}
