"""The services of the system, by their paths."""

from __future__ import annotations

from collections.abc import Mapping

from fake_erp.dialects.odata.queries import Version
from fake_erp.dialects.s4hana.finance import billing, open_items
from fake_erp.dialects.s4hana.logistics import deliveries, stock
from fake_erp.dialects.s4hana.masters import partners, prices, products
from fake_erp.dialects.s4hana.resources import Function, Resource, Service
from fake_erp.dialects.s4hana.sales import follow_ups, orders, orders_v4, simulation

V2_ROOT = "/sap/opu/odata/sap/"
V4_ORDER = "/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001/"


def _v2(
    name: str,
    sets: Mapping[str, Resource],
    functions: Mapping[str, Function] | None = None,
    version: str = "",
) -> Service:
    return Service(f"{V2_ROOT}{name}{version}/", name, Version.V2, sets, functions or {})


SERVICES: tuple[Service, ...] = (
    _v2("API_SALES_ORDER_SRV", orders.SETS, orders.FUNCTIONS),
    _v2("API_SALES_ORDER_SIMULATION_SRV", simulation.SETS),
    _v2("API_BUSINESS_PARTNER", partners.SETS),
    _v2("API_PRODUCT_SRV", products.SETS),
    _v2("API_SLSPRICINGCONDITIONRECORD_SRV", prices.SETS),
    _v2("API_MATERIAL_STOCK_SRV", stock.SETS),
    _v2("API_PRODUCT_AVAILABILITY_INFO_BASIC", {}, stock.FUNCTIONS),
    _v2("API_OUTBOUND_DELIVERY_SRV", deliveries.SETS, version=";v=0002"),
    _v2("API_BILLING_DOCUMENT_SRV", billing.SETS),
    _v2("API_CUSTOMER_RETURN_SRV", follow_ups.RETURNS),
    _v2("API_CREDIT_MEMO_REQUEST_SRV", follow_ups.CREDITS),
    _v2("API_OPLACCTGDOCITEMCUBE_SRV", open_items.SETS),
    Service(
        V4_ORDER,
        "SalesOrder",
        Version.V4,
        orders_v4.SETS,
        namespace="com.sap.gateway.srvd_a2x.api_salesorder.v0001",
    ),
)
"""Every OData service."""

_BY_NAME = {service.name: service for service in SERVICES if service.version is Version.V2}


def service_of(path: str) -> Service | None:
    """The service that a path is in. The version of a service, such as `;v=0002`, may be left out."""
    if path.startswith(V2_ROOT):
        name = path[len(V2_ROOT) :].partition("/")[0].partition(";")[0]
        return _BY_NAME.get(name)
    return SERVICES[-1] if f"{path}/".startswith(V4_ORDER) else None


def below(service: Service, path: str) -> str:
    """What of a path is below the service."""
    if service.version is Version.V4:
        return path[len(service.path) - 1 :]
    return path[len(V2_ROOT) :].partition("/")[2]
