"""The page docs/events.md: the event types of the shop and their fields."""

from __future__ import annotations

import json

from fake_magento.events.typed_events import EVENT_TYPES, VERSIONS, EventType, schema

_INTRODUCTION = """\
# Events of the shop

The shop publishes events in one of two forms, over webhooks or a queue:

| `shop.events.version` | body | content |
|---|---|---|
| not set | CloudEvents of `sales_order_save_commit_after`, in the format of Adobe I/O Events | the saved order |
| `1`, `2` or `[1, 2]` | a business event | one of five event types, with the record |

Both are delivered at least once and in no guaranteed order. A receiver must answer 2xx within ten seconds. An event
that it does not accept is sent again after 1, 2, 4 ... at most 15 minutes, `shop.events.retries` times (99 take the
day that Adobe documents), with the number of earlier attempts in `x-adobe-retry-count`; then it is given up. After
`shop.events.switch_off` events given up in a row the receiver is switched off until `shop.events.switch_on` has
passed. Events of that time are lost unless the receiver also polls. The faults `duplicate_notice`, `drop_notice`,
`delay_notice` and `reorder_notices` make delivery worse.

A receiver can narrow its subscription at any time, as in Adobe Commerce:

    POST /rest/V1/eventing/eventSubscribe
    {"event": {"name": "observer.order_paid", "parent": "observer.sales_order_save_commit_after",
               "rules": [{"field": "state", "operator": "equal", "value": "processing"},
                         {"field": "state", "operator": "onChange", "value": ""}]}}
    POST /rest/V1/eventing/eventUnsubscribe/observer.sales_order_save_commit_after

All rules must match. They test `increment_id`, `state`, `status`, `store_id`, `customer_email`, `is_virtual` and
`payment.method`; operators are `equal`, `in` (comma-separated texts) and, for the state, `onChange`. A notice has the
name of its subscription in `type`; the body is the same for all. `GET /rest/V1/eventing/getEventSubscriptions` lists
the subscriptions. Business events cannot be narrowed.

With `shop.events.delivery: amqp` the same bodies go to the topic exchange `magento` of a broker, see below.

## Business events

`shop.events.fields` selects the fields of the records; the first one of each type is always included. Version 2 has
everything of version 1 with the same meaning and adds fields, and `key` and `sequence` beside the record. With
`version: [1, 2]` every event is published in both, under one `event_id`. The change `upgrade_events` switches to
another version during a run, at once or with a period in which both are published. `golive events OrderPlaced
--version 2` prints a JSON Schema."""

_QUEUE = """\
## In a queue

| what | value |
|---|---|
| exchange | `magento`, topic, durable |
| queue | `golive.events`, durable, bound by `sales.#`, `inventory.#` and `catalog.#` |
| routing key | the topic of the type above; raw notices travel as `sales.order.saved` |
| `content_type`, `delivery_mode` | application/json, 2 (persistent) |
| `message_id` | 32 hexadecimal digits, the same for every delivery of an event in one version |
| `type`, header `topic_name` | the topic |

A message counts as delivered when the broker has confirmed it; otherwise it is sent again as a webhook would be. The
broker is the one in `GOLIVE_AMQP_URL`. Without it one is started for the run, from the `rabbitmq-server` of the
machine, on the loopback interface only, and ended with the run. The candidate finds its address in `AMQP_URL`. A
queue needs the live clock, a candidate that is a program, and the extra `amqp` (`python3 -m pip install '.[amqp]'`
in a clone)."""


def page() -> str:
    """The whole page, in Markdown."""
    kinds = [_type(name, kind) for name, kind in EVENT_TYPES.items()]
    example = json.dumps(_example(), indent=2)
    return (
        "\n\n".join([_INTRODUCTION, *kinds, f"A body in version 2:\n\n```json\n{example}\n```", _QUEUE])
        + "\n"
    )


def _type(name: str, kind: EventType) -> str:
    rows = [
        f"| `{field.name}` | {_form(field.form)} | {field.since} | {field.about} |" for field in kind.fields
    ]
    head = f"### {name}\n\n{kind.about} Notice `shop.{kind.notice}`, topic `{kind.topic}`."
    return "\n".join([f"{head}\n", "| field | type | since | meaning |", "|---|---|---|---|", *rows])


def _form(form: str | tuple[str, ...]) -> str:
    return form if isinstance(form, str) else " or ".join(form)


def _example() -> dict[str, object]:
    """An invented body that matches the schema; a test validates it."""
    return {
        "event_id": "0b0c2f4e-91aa-4c1d-8000-00000000002a",
        "type": "OrderCancelled",
        "version": VERSIONS[-1],
        "occurred_at": "2026-03-02T09:41:40.213Z",
        "record": {"increment_id": "000000027", "entity_id": 27, "state": "canceled", "currency": "EUR"},
        "key": "000000027",
        "sequence": 3,
    }


def schema_text(kind: str, version: int) -> str:
    """The JSON Schema of one type in one version, indented."""
    return json.dumps(schema(kind, version), indent=2)
