"""Routes of the store, its directory, bulk status and event subscriptions.

Source: Magento source, etc/webapi.xml of module-store, module-directory and module-asynchronous-operations.
"""

from __future__ import annotations

from fake_magento.rest.framework.http import Row
from fake_magento.rest.store import (
    bulk_status_views,
    directory_views,
    event_subscription_views,
    store_views,
)

_STORE = "Magento_Backend::store"
_BULK = "Magento_Logging::system_magento_logging_bulk_operations"
_EVENTS = "Magento_AdobeCommerceEventsClient::event_"

STORE_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "bulk", "bulk.list", bulk_status_views.listing, None, _BULK),
    ("GET", "bulk/{bulkUuid}/status", "bulk.read", bulk_status_views.status, None, _BULK),
    ("GET", "bulk/{bulkUuid}/detailed-status", "bulk.read", bulk_status_views.detailed_status, None, _BULK),
    (
        "GET",
        "bulk/{bulkUuid}/operation-status/{status}",
        "bulk.read",
        bulk_status_views.operation_count,
        None,
        _BULK,
    ),
    (
        "POST",
        "eventing/eventSubscribe",
        "event.subscribe",
        event_subscription_views.subscribe,
        None,
        _EVENTS + "subscribe",
    ),
    (
        "POST",
        "eventing/eventUnsubscribe/{name}",
        "event.unsubscribe",
        event_subscription_views.unsubscribe,
        None,
        _EVENTS + "unsubscribe",
    ),
    (
        "GET",
        "eventing/getEventSubscriptions",
        "event.list",
        event_subscription_views.listing,
        None,
        _EVENTS + "list",
    ),
    ("GET", "modules", "store.read", directory_views.modules, None, "Magento_Backend::all"),
    ("GET", "directory/countries", "store.read", directory_views.countries, None, None),
    ("GET", "directory/countries/{countryId}", "store.read", directory_views.country, None, None),
    ("GET", "directory/currency", "store.read", directory_views.currency, None, None),
    ("GET", "store/websites", "store.read", store_views.websites, None, _STORE),
    ("GET", "store/storeGroups", "store.read", store_views.groups, None, _STORE),
    ("GET", "store/storeViews", "store.read", store_views.views, None, _STORE),
    ("GET", "store/storeConfigs", "store.read", store_views.configs, None, _STORE),
)
