"""Views of event subscriptions. Source: Adobe I/O Events for Adobe Commerce, "REST endpoints for eventing"."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.events.notices import SAVED
from fake_magento.events.subscriptions import Rule, rule
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, boolean, list_of, text
from fake_magento.shop import Shop

_DATA = "Magento\\AdobeCommerceEventsClient\\Api\\Data\\"
_RULE = Shape(_DATA + "EventRuleInterface", field=text, operator=text, value=text)
_EVENT = Shape(
    _DATA + "EventInterface",
    name=text,
    parent=text,
    fields=anything,
    rules=list_of(_RULE, _DATA + "EventRuleInterface"),
    destination=text,
    priority=boolean,
    hipaa_audit_required=boolean,
    provider_id=text,
)
SUBSCRIBE = Arguments(event=_EVENT, force=boolean)
MOST_SUBSCRIPTIONS = 50
LONGEST_NAME = 255


def subscribe(shop: Shop, call: Call) -> Any:
    """Subscribe to every save of an order, or to a conditional event. Replaces a subscription of the same name."""
    event = SUBSCRIBE(call.data).get("event")
    if event is None:
        raise required("event")
    name, rules = event.get("name", ""), tuple(_rule(given) for given in event.get("rules", []))
    if not name:
        raise required("name")
    if len(name) > LONGEST_NAME:
        raise ShopError(f"name: expected at most {LONGEST_NAME} characters, got {len(name)}")
    if event.get("parent", "" if rules else name) != SAVED:
        raise ShopError(f'event "{name}": expected the parent "{SAVED}", the one event there is')
    if name == SAVED and rules:
        raise ShopError(f'event "{name}": a conditional event needs a name of its own')
    if name not in shop.subscribed and len(shop.subscribed) >= MOST_SUBSCRIPTIONS:
        raise ShopError(f'event "{name}": {MOST_SUBSCRIPTIONS} subscriptions are the most; unsubscribe first')
    shop.subscribed[name] = rules


def unsubscribe(shop: Shop, call: Call) -> Any:
    """Remove a subscription; the reply is `[]`. 400 for a name that is not subscribed."""
    if shop.subscribed.pop(call.params["name"], None) is None:
        raise ShopError(f'The "{call.params["name"]}" event is not subscribed.')


def listing(shop: Shop, call: Call) -> Any:
    """All subscriptions, in the order they were made."""
    return [
        {
            "name": name,
            "parent": "" if name == SAVED else SAVED,
            "rules": [{"field": r.field, "operator": r.operator, "value": r.value} for r in rules],
        }
        for name, rules in shop.subscribed.items()
    ]


def _rule(given: dict[str, Any]) -> Rule:
    for name in ("field", "operator"):
        if name not in given:
            raise required(name)
    try:
        return rule(given["field"], given["operator"], given.get("value", ""))
    except ValueError as error:
        raise ShopError(str(error)) from error
