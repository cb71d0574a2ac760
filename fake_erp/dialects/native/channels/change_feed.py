"""The feed of all changes over REST, and the subscriptions to it."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from fake_erp.channels.change_feed import KINDS, Change
from fake_erp.channels.webhooks import Subscription
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, created, ok
from fake_erp.dialects.native.words import LISTS, PREFIX
from fake_erp.messages import Reply
from fake_erp.operations.base import Look
from fake_erp.operations.channels import Subscribe, Unsubscribe
from fake_erp.times import instant_text


class _Changes(NamedTuple):
    """Changes, the token to go on with, and whether there are more."""

    rows: list[Change]
    token: str
    more: bool


def list_changes(call: Call) -> Look[_Changes]:
    """What has changed since a token, over all kinds of documents or some, in one order."""
    changes = call.erp.changes
    changes.require_open()
    query = call.query()
    kinds = _kinds(query["kinds"].split(",")) if "kinds" in query else KINDS
    limit = read.whole(query, "limit", 100, 1, read.MAX_PAGE)
    return Look(lambda hides: _Changes(*changes.page(query.get("after", ""), kinds, limit)))


def _changes_json(page: _Changes) -> dict[str, Any]:
    rows = [change_json(each.kind, each.id, each.reference, each.at_ms) for each in page.rows]
    return {"rows": rows, "token": page.token, "more": page.more}


def change_json(kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
    """A changed record, in the feed and in a webhook."""
    return {
        "kind": kind,
        "id": identity,
        "external_reference": reference,
        "changed_at": instant_text(at_ms),
        "address": f"{PREFIX}/{LISTS[kind]}/{identity}",
    }


def _kinds(given: Any) -> tuple[str, ...]:
    if type(given) is not list or not given:
        raise read.bad("kinds", f"a list of some of {', '.join(KINDS)}", given)
    for kind in given:
        if kind not in KINDS:
            raise read.bad("kinds", f"some of {', '.join(KINDS)}", kind)
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


def create(call: Call) -> Subscribe:
    """Be told of changes at a URL: at least once each, signed with the secret."""
    call.erp.subscriptions.require_open()
    given = read.record(call.data())
    return Subscribe(call.client, _url(given), _kinds(given.get("kinds")), read.text(given, "secret"))


def _subscribed(call: Call, subscription: Subscription) -> Reply:
    return created(subscription_json(subscription), "/subscriptions")


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


def list_(call: Call) -> Look[list[Subscription]]:
    """All subscriptions, and whether they still work."""
    call.erp.subscriptions.require_open()
    return Look(lambda hides: list(call.erp.subscriptions.by_number.values()))


def _subscriptions_json(found: list[Subscription]) -> dict[str, Any]:
    return {"rows": [subscription_json(each) for each in found]}


def delete(call: Call) -> Unsubscribe:
    """End a subscription."""
    return Unsubscribe(call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "change.list": View(list_changes, ok(_changes_json)),
    "subscription.create": View(create, _subscribed),
    "subscription.list": View(list_, ok(_subscriptions_json)),
    "subscription.delete": View(delete, ok(subscription_json)),
}
