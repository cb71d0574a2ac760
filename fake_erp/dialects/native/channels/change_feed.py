"""The feed of all changes over REST, and who is told of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from fake_erp.channels.change_feed import PATHS
from fake_erp.channels.webhooks import Subscription, change_json
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import PREFIX, Call, View
from fake_erp.messages import Reply

_KINDS = tuple(PATHS)


def list_changes(call: Call) -> Reply:
    """What has changed since a token, over all kinds of documents or some, in one order."""
    changes = call.erp.changes
    changes.require_open()
    query = read.query_of(call.request.query)
    kinds = _kinds(query["kinds"].split(",")) if "kinds" in query else _KINDS
    limit = read.whole(query, "limit", 100, 1, read.MAX_PAGE)
    found, token, more = changes.page(query.get("after", ""), kinds, limit)
    rows = [change_json(each.kind, each.id, each.reference, each.at_ms) for each in found]
    return call.ok({"rows": rows, "token": token, "more": more})


def _kinds(given: Any) -> tuple[str, ...]:
    if type(given) is not list or not given:
        raise read.bad("kinds", f"a list of some of {', '.join(_KINDS)}", given)
    for kind in given:
        if kind not in _KINDS:
            raise read.bad("kinds", f"some of {', '.join(_KINDS)}", kind)
    return tuple(given)


def subscription_json(subscription: Subscription) -> dict[str, Any]:
    """Without the secret, which only its owner knows."""
    return {
        "number": subscription.number,
        "url": subscription.url,
        "kinds": list(subscription.kinds),
        "status": subscription.status,
        "failures": subscription.failures,
        "created_at": instant_text(subscription.created_at_ms),
    }


def create(call: Call) -> Reply:
    """Be told of changes at a URL: at least once each, signed with the secret."""
    call.erp.subscriptions.require_open()
    given = read.record(call.data())
    found = call.erp.subscriptions.create(
        call.client, _url(given), _kinds(given.get("kinds")), read.text(given, "secret")
    )
    return Reply(201, subscription_json(found), {"Location": f"{PREFIX}/subscriptions"})


def _url(given: dict[str, Any]) -> str:
    url = read.text(given, "url")
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or not url.isascii() or not url.isprintable() or " " in url:
        raise read.bad("url", "an address such as http://127.0.0.1:8080/erp-events", url)
    return url


def list_(call: Call) -> Reply:
    """All subscriptions, and whether they still work."""
    call.erp.subscriptions.require_open()
    return call.ok({"rows": [subscription_json(each) for each in call.erp.subscriptions.by_number.values()]})


def delete(call: Call) -> Reply:
    """End a subscription."""
    return call.ok(subscription_json(call.erp.subscriptions.delete(call.params["number"])))


VIEWS: dict[str, View] = {
    "change.list": list_changes,
    "subscription.create": create,
    "subscription.list": list_,
    "subscription.delete": delete,
}
