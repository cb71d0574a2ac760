"""The view that jobs have of an ERP: its parts, the configuration of its runs, and the state of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from fake_erp.accounting.config import Finance
from fake_erp.channels.config import Channels
from fake_erp.model import Emit, Now
from fake_erp.schedules import Hours

if TYPE_CHECKING:
    from fake_erp.access.admission import AdmissionControl
    from fake_erp.access.capacity import Capacity
    from fake_erp.access.sessions import Sessions
    from fake_erp.accounting.invoicing import Invoicing
    from fake_erp.accounting.payments import Payments
    from fake_erp.accounting.posting_periods import Calendar
    from fake_erp.channels.batches import Batches
    from fake_erp.channels.exports import Exports
    from fake_erp.channels.file_drop import FileDrop
    from fake_erp.channels.idocs.outbound import Outbound
    from fake_erp.channels.tables.staging import Staging
    from fake_erp.channels.webhooks import Subscriptions
    from fake_erp.inventory.deliveries import Shipping
    from fake_erp.inventory.items import Items
    from fake_erp.inventory.stock import Stock
    from fake_erp.sales.customers import Customers
    from fake_erp.sales.orders import Orders
    from fake_erp.sales.pos import Till
    from fake_erp.sales.pricing import Prices


class RunPlan(Protocol):
    """The configuration of runs; see `fake_erp.config.ErpConfig`."""

    @property
    def wave_every_ms(self) -> int: ...
    @property
    def wave_hours(self) -> Hours: ...
    @property
    def invoice_every_ms(self) -> int: ...
    @property
    def lock_ms(self) -> int: ...
    @property
    def negative_stock(self) -> bool: ...
    @property
    def finance(self) -> Finance: ...
    @property
    def channels(self) -> Channels: ...


class Installation(Protocol):
    """One ERP in operation."""

    @property
    def now(self) -> Now: ...
    @property
    def emit(self) -> Emit: ...
    @property
    def salt(self) -> int: ...
    @property
    def opened_ms(self) -> int: ...
    @property
    def config(self) -> RunPlan: ...
    @property
    def diary(self) -> dict[str, int]:
        """The next run of each job in ms since the epoch, and its cursors."""

    @property
    def inboxes(self) -> dict[str, dict[str, int]]:
        """Documents that wait for people, by number, and when each is dealt with."""

    @property
    def warehouses(self) -> list[str]: ...
    @property
    def items(self) -> Items: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def prices(self) -> Prices: ...
    @property
    def stock(self) -> Stock: ...
    @property
    def orders(self) -> Orders: ...
    @property
    def shipping(self) -> Shipping: ...
    @property
    def invoicing(self) -> Invoicing: ...
    @property
    def payments(self) -> Payments: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def till(self) -> Till: ...
    @property
    def capacity(self) -> Capacity: ...
    @property
    def admission(self) -> AdmissionControl: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def batches(self) -> Batches: ...
    @property
    def filedrop(self) -> FileDrop: ...
    @property
    def idocs(self) -> Outbound: ...
    @property
    def staging(self) -> Staging: ...
    @property
    def exports(self) -> Exports: ...
    @property
    def subscriptions(self) -> Subscriptions: ...
