"""The sentence for every kind of fact.

`SENTENCES` is the whole vocabulary: a template, or a function where the sentence depends on the fact. In a template
`{name}` is a business key or a datum of the fact; names ending in `_cents` are printed as money, `lines` as
`2 × SKU-7`. All values are cleaned and cut to a readable length.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive_reports.words.fields import VALUE_LIMIT, Fields, lines_of, some
from golive_reports.words.text import as_words, clean, duration


def _placed(of: Fields) -> str:
    replaces = of.why(", replacing order ", "", "replaces")
    return (
        f"{of['email']} orders {of['lines']} for {of['total_cents']} in store {of['store']}, "
        f"pays by {of['method']}{replaces}"
    )


def _reserved(of: Fields) -> str:
    rows = [row for row in of.rows() if len(row) == 2 and isinstance(row[1], (int, float))]
    if not rows:
        return f"reservations change ({as_words(of['event'])})"
    verb = "reserved" if rows[0][1] < 0 else "no longer reserved"
    return f"{lines_of([(sku, abs(units)) for sku, units in rows])} {verb} ({as_words(of['event'])})"


def _shop_stock(of: Fields) -> str:
    changes = [
        f"{clean(row[0], 40)} in {clean(row[1], 40)} is now {clean(row[2], 12)}"
        for row in of.rows()
        if len(row) > 2
    ]
    return f"stock of {some(changes)}{of.why()}"


def _erp_stock(of: Fields) -> str:
    changes = [
        f"{clean(row[0], 40)} in {clean(row[1], 40)}: {clean(row[2], 12)} on hand, "
        f"{clean(row[3], 12)} held for the web, {clean(row[4], 12)} for others"
        for row in of.rows()
        if len(row) > 4
    ]
    return f"stock of {some(changes)}{of.why()}"


def _shown(value: Any) -> str:
    return "nothing" if value is None else clean(value, 40)


def _fields(of: Fields) -> str:
    """Old and new values of the fields that a write changed."""
    was, now = of.raw("was"), of.raw("now")
    if not isinstance(was, dict) or not isinstance(now, dict):
        return ""
    changes = [
        f"{clean(name, 40)} from {_shown(was.get(name))} to {_shown(now.get(name))}"
        for name in {**was, **now}
    ]
    return f": {some(changes)}" if changes else ""


def _created_or_deleted(of: Fields) -> str:
    if of.raw("now") is None:
        return "deleted"
    return "created" if of.raw("was") is None else "changed"


def _shop_prices(of: Fields) -> str:
    if of.raw("why") == "opening":
        return f"opens with {len(of.rows())} prices"
    rows = [row for row in of.rows() if len(row) == 5]
    changes = [
        f"{clean(row[1], 12)} price of {clean(row[0], 40)} from {_shown(row[3])} to {_shown(row[4])}"
        for row in rows
    ]
    return f"{some(changes)} (cents, by {of['by']})"


def _erp_prices(of: Fields) -> str:
    if of.raw("why") == "opening":
        return f"opens with {len(of.rows())} prices"
    changes = [
        f"{clean(row[1] or 'list price', 40)} of {clean(row[0], 40)} from {_shown(row[5])} to {_shown(row[6])}"
        for row in of.rows()
        if len(row) > 6
    ]
    return f"{some(changes)} (cents)"


def _refused_by_erp(of: Fields) -> str:
    return f"refuses the order: {of['message']} (rule {of['rule']}{of.why(', field ', '', 'field')})"


def _attempt(of: Fields) -> str:
    """The number of a repeated attempt, and the instance of the candidate where several ran."""
    attempt, instance = of.raw("attempt"), of.raw("instance")
    again = f", attempt {clean(attempt, 12)}" if attempt not in (None, 1) else ""
    return again if instance is None else f"{again}, instance {clean(instance, 12)}"


_TRUTHS = {
    "applied": "carries out",
    "not_applied": "does not carry out",
    "dropped": "accepts and drops",
}


def _committed(of: Fields) -> str:
    if of.raw("truth") == "not_applied" and of.raw("status") is None:
        return f"never receives {of['op']}{_attempt(of)}"
    truth = _TRUTHS.get(str(of.raw("truth")), f"{of['truth']}:")
    status = f", status {of['status']}" if of.raw("status") is not None else ", no response"
    late = "; by then the caller had given up" if of.raw("late") else ""
    return f"{truth} {of['op']}{_attempt(of)}{status}{late}"


_NO_ANSWER = {
    "timeout": "no answer came in time",
    "reset": "the connection broke before the answer",
    "refused": "the connection was refused",
    "killed": "the sender was killed before an answer arrived",
}


def _row_faulted(of: Fields) -> str:
    told = of.raw("told") or "nothing"
    truth = _TRUTHS.get(str(of.raw("truth")), f"{of['truth']}:")
    return (
        f"{truth} a row of {of['by']}, {of['op']}{_attempt(of)}; its sender is told {told} ({of['faults']})"
    )


def _answered(of: Fields) -> str:
    outcome = of.raw("told")
    if outcome == "answered":
        return f"{of['op']} answered {of['status']}{_attempt(of)}{of.why(': ', '', 'reason')}"
    how = _NO_ANSWER.get(str(of.raw("how")), of.why("", "", "how") or "no answer")
    is_plain = outcome == "refused" or of.raw("how") == "killed"
    known = "" if is_plain else "; the caller cannot know whether it was carried out"
    return f"{of['op']}: {how}{_attempt(of)}{known}"


def _listed(of: Fields) -> str:
    asked = of.raw("asked")
    query = ", ".join(f"{name} {value}" for name, value in asked.items()) if isinstance(asked, dict) else ""
    more = ", more follow" if of.raw("more") else ""
    return f"{of['op']} ({clean(query, VALUE_LIMIT)}) returned {of['count']} records{more}"


def _killed(of: Fields) -> str:
    at_a_call = {
        "before": f", about to send {of['op']}{_attempt(of)}",
        "after": f", after {of['op']}{_attempt(of)} was carried out and before the answer arrived",
    }
    backup_ms = of.raw("backup_ms")
    older = "" if backup_ms is None else f", started on data that was {_span(backup_ms)} old"
    at_call = at_a_call.get(str(of.raw("when")), "")
    return f"{_whole_or_part(of)} killed{at_call}; down for {_span(of.raw('down_ms'))}{older}"


def _started(of: Fields) -> str:
    again = "" if of.raw("start") is None else f" again (start {of['start']})"
    behind = "" if of.raw("outside") is None else f" behind {of['outside']}"
    clock = ", its clock following simulated time" if of.raw("time") == "follow" else ""
    return f"{_whole_or_part(of)} started{again}{behind}{clock}{of.why()}"


def _whole_or_part(of: Fields) -> str:
    return "candidate" if of.raw("process") is None else f"process {of['process']} of the candidate"


def _job(what: str) -> Callable[[Fields], str]:
    return lambda of: f"run {of['number']} of {_whole_or_part(of)} {what}{_status(of)}"


def _status(of: Fields) -> str:
    status = of.raw("status")
    if status is None:
        return ""
    if of.raw("killed"):
        return ": killed"
    return (
        f" with exit status {status}"
        if isinstance(status, int) and status >= 0
        else f": signal {of['status']}"
    )


def _joined(of: Fields) -> str:
    version = ", the next version," if of.raw("version") == "next" else ""
    return (
        f"instance {of['instance']} of the candidate{version} is started beside instance {of['beside']}; "
        f"both run for {_span(of.raw('for_ms'))}"
    )


def _clock_set(of: Fields) -> str:
    by_ms = of.raw("by_ms")
    if not by_ms:
        return "its own clock is right again"
    is_behind = isinstance(by_ms, int) and by_ms < 0
    way = "behind" if is_behind else "ahead"
    span = _span(-by_ms if is_behind else by_ms)
    lasts = "" if of.raw("for_ms") is None else f", for {_span(of.raw('for_ms'))}"
    return f"its own clock is {span} {way}{lasts}"


def _span(ms: Any) -> str:
    return duration(ms) if isinstance(ms, int) else "a while"


def _noticed(of: Fields) -> str:
    copy = of.raw("copy")
    again = f", copy {clean(copy, 12)}" if copy else ""
    status = of.raw("status")
    taken = "is not accepted" if status is None else f"is accepted, status {of['status']}"
    return f"notice {of['name']}{_attempt(of)}{again} {taken}"


def _faults_armed(of: Fields) -> str:
    faults = of.raw("faults")
    return f"faults armed: {clean(faults, VALUE_LIMIT)}" if faults else "no faults armed"


def _retry_answered(of: Fields) -> str:
    if of.raw("status") is None:
        return f"{of['clerk']} gets no answer to retry"
    return f"{of['clerk']} gets the retry answered with {of['status']}{of.why(': ', '', 'said')}"


def _spent(of: Fields) -> str:
    ms = of.raw("ms")
    return duration(ms) if isinstance(ms, (int, float)) else of["ms"]


Sentence = str | Callable[[Fields], str]

SENTENCES: dict[str, Sentence] = {
    "shop.order.placed": _placed,
    "shop.order.paid": lambda of: f"the payment is booked: {of['amount_cents']} by {of['method']}",
    "shop.order.cancelled": lambda of: f"order cancelled by {of['by']}{of.why()}",
    "shop.order.reduced": lambda of: f"{of['by']} cancels a part, {of['lines']} are left{of.why()}",
    "shop.order.state": lambda of: f"order is now {of['state']} / {of['status']}{of.why()}",
    "shop.order.shipped": "{lines} shipped from {source} as shipment {shipment}, entered by {by}",
    "shop.order.refunded": lambda of: (
        f"{of['amount_cents']} refunded {'in full' if of.raw('full') else 'in part'} with credit memo "
        f"{of['creditmemo']}{', goods back in stock' if of.raw('restocked') else ''}"
    ),
    "shop.return.requested": "return {return} of {lines} requested",
    "shop.return.received": "the goods of return {return} arrived",
    "shop.return.closed": "return {return} closed: {lines} approved",
    "shop.document.saved": "{kind} {document} saved by an API client, and the order left as it was",
    "shop.order.commented": "comment by {by}: “{comment}”",
    "shop.order.held": "order put on hold by {by}",
    "shop.order.unheld": "hold removed by {by}",
    "shop.stock.changed": _shop_stock,
    "shop.stock.refused": "the shop refuses a write of stock as a whole: {why}",
    "shop.reservation.added": _reserved,
    "shop.order.imported": "imported into the shop",
    "shop.product.saved": lambda of: f"product {of['sku']} saved by {of['by']}{_fields(of)}",
    "shop.product.renamed": "product {from} gets the SKU {to}",
    "shop.product.deleted": "product {sku} deleted by {by}",
    "shop.price.changed": _shop_prices,
    "shop.customer.created": "customer account {customer} ({email}) created by {by}",
    "shop.customer.changed": lambda of: (
        f"customer account {of['customer']} changed by {of['by']}{_fields(of)}"
    ),
    "shop.customer.erased": "customer account {customer} ({email}) erased, with the data in {orders} orders",
    "shop.customer.deleted": "customer account {customer} ({email}) deleted by {by}",
    "shop.record.changed": lambda of: f"{of['record']} {_created_or_deleted(of)} by {of['by']}{_fields(of)}",
    "shop.checkout.refused": "checkout refused: {requested} × {sku} requested, {salable} salable",
    "shop.event.given_up": "the shop stops retrying the event {name}",
    "shop.event.lost": "the event {name} is not sent: the subscription is off",
    "shop.subscription.off": "the shop disables the subscription after {failures} undelivered events in a row",
    "shop.subscription.on": "the subscription is renewed; the shop sends events again",
    "shop.checkout.waited": lambda of: (
        f"checkout {of['checkout']} asked the integration and waited {of['ms']} ms: {of['outcome']}"
        f"{', so it was not placed' if of.raw('stopped') else ''}"
    ),
    "shop.checkout.broke_off": "checkout aborted after {lines} were reserved; there is no order",
    "shop.maintenance.begun": "the shop is closed for maintenance",
    "shop.maintenance.ended": "the shop is open again",
    "visit.turned_away": "a shopper is turned away: the shop is closed",
    "notice.lost": "notice {name} is accepted and never delivered",
    "cart.placed_again": "the cart of {first} is placed once more",
    "payment.captured": "bank: {amount_cents} captured from the customer",
    "payment.refunded": "bank: {amount_cents} paid back to the customer",
    "wms.refused": "the shop refuses to let it ship order {order}: {message}",
    "erp.order.created": "books order {order} ({status}): {lines}, {total_cents}, entered by {by}",
    "erp.order.status": lambda of: f"order {of['order']} goes from {of['from']} to {of['to']}{of.why()}",
    "erp.order.changed": "order {order} is {why} by {by}: {lines}, {total_cents}",
    "erp.order.approved": "order {order} is approved by {by} ({why})",
    "erp.order.dropped": lambda of: f"accepts order {of['order']} and drops it{of.why()}",
    "erp.order.lost": "order {order} is gone: a backup is restored",
    "erp.document.lost": "{kind} {document} of order {order} is gone: a backup is restored",
    "erp.customer.lost": "customer {customer} is gone: a backup is restored",
    "erp.backup.restored": "a backup is restored",
    "erp.order.refused": _refused_by_erp,
    "erp.delivery.posted": lambda of: (
        f"ships {of['lines']} from {of['warehouse']} with delivery {of['delivery']}"
        + (f", posted by {of['by']}" if of.raw("by") else "")
    ),
    "erp.invoice.posted": "invoice {invoice} over {total_cents} for order {order}",
    "erp.payment.posted": "payment {payment} of {amount_cents} for order {order}",
    "erp.line.untaxed": "line {line} with {item} is booked untaxed: no tax code has {rate} %",
    "erp.stock.set": "{by} sets the stock of {item} in {warehouse} from {was} to {now}",
    "erp.deposit.posted": "deposit {deposit} of {amount_cents} posted by {by}, for order {ref}",
    "erp.deposit.applied": "deposit {deposit} applied to {order} by {by}",
    "erp.deposit.refunded": "deposit {deposit} of {amount_cents} paid back by {by}",
    "erp.return.posted": "{lines} of order {order} came back with return {return} ({disposition})",
    "erp.credit_note.posted": "credit note {credit_note} over {total_cents} for order {order}",
    "erp.customer.changed": lambda of: f"customer {of['customer']} changed{_fields(of)}",
    "erp.item.changed": lambda of: f"item {of['item']} changed{_fields(of)}",
    "erp.price.changed": _erp_prices,
    "erp.customer.approved": "customer {customer} approved",
    "erp.item.added": "item {item} is set up by {by}",
    "erp.item.renamed": "item {from} is renamed to {to}",
    "erp.batch.queued": "accepts batch {batch} with {rows} rows of {operation}",
    "erp.batch.finished": "batch {batch} is {status}: {accepted} rows accepted, {refused} refused",
    "erp.file.read": "file {file} read: {accepted} orders accepted, {refused} refused",
    "erp.file.refused": "file {file} refused: {why}",
    "erp.subscription.created": "{client} subscribes to {kinds} as {subscription}",
    "erp.subscription.failed": "subscription {subscription} is switched off after {failures} failures",
    "erp.notice.given_up": "the ERP stops retrying the notice {name}",
    "erp.quirk": "deviates without an error: {quirk} ({what})",
    "erp.rule.changed": "rule {rule} has changed",
    "change.made": "system change {change}: {what}",
    "change.undone": "system change {change} is undone",
    "erp.stock.changed": _erp_stock,
    "erp.warehouse.frozen": "warehouse {warehouse} is frozen: {why}",
    "erp.warehouse.thawed": "warehouse {warehouse} is released",
    "erp.customer.created": "new customer {customer} ({email})",
    "erp.period.closed": "posting period {period} closed",
    "erp.period.opened": "posting period {period} opened",
    "erp.tables.held": "{by} holds the tables {tables} for {ms} ms; calls that need them wait",
    "erp.maintenance.begun": "the ERP is down for maintenance and has ended every session",
    "exchange.committed": _committed,
    "row.faulted": _row_faulted,
    "exchange.answered": _answered,
    "exchange.listed": _listed,
    "exchange.failed": "{request} ends in an internal error of the fake system",
    "exchange.open": lambda of: f"{of['op']}{_attempt(of)} has no answer when the run ends",
    "notice.delivered": _noticed,
    "desk.exception": "{what}. Why: {why}. To do: {fix}",
    "desk.resolved": "taken off the desk",
    "desk.alert": "alert: {text}",
    "desk.overflow": "{left_out} calls to the desk were not recorded: the limit of a run is {kept}",
    "clerk.opened": "{clerk} reads the entry: {what}",
    "clerk.repaired": "{clerk} repairs the cause: {what}",
    "clerk.retried": lambda of: f"{of['clerk']} presses retry{' again' if of.raw('press') == 2 else ''}",
    "clerk.heard": _retry_answered,
    "clerk.rekeyed": lambda of: (
        f"{of['clerk']} enters the order manually as {of['number']}, "
        f"{'with' if of.raw('with_reference') else 'without'} the shop's number"
    ),
    "clerk.handed_on": "{clerk} cannot resolve it and hands it on: {why}",
    "clerk.done": lambda of: f"{of['clerk']} finishes after {_spent(of)}: {of['outcome']}",
    "clerk.called": "on-call alert outside office hours: {text}",
    "run.phase": "the run enters phase {phase}",
    "run.packs": lambda of: (
        f"{some([f'{sku} by {size}' for sku, size in (of.raw('sizes') or {}).items()])} are sold in packs: facts count "
        "their pieces"
    ),
    "run.decimals": lambda of: (
        f"{some(list(of.raw('skus') or ()))} are sold by weight or length: facts count them in thousandths of a unit"
    ),
    "run.clock": "one event in a hundred was {lag_p99_ms} ms late or later, at speed {speed}",
    "run.round_trips": "a round trip took {p50_ms} ms of real time, one in twenty {p95_ms} ms or more",
    "run.kinds": lambda of: f"orders by kind: {clean(of.raw('kinds'), VALUE_LIMIT)}",
    "run.faults": _faults_armed,
    "run.exercised": "how often rules, quirks, jobs and surprises met a case and acted",
    "candidate.started": _started,
    "candidate.killed": _killed,
    "candidate.paused": lambda of: f"{_whole_or_part(of)} paused for {_span(of.raw('for_ms'))}",
    "candidate.resumed": lambda of: f"{_whole_or_part(of)} resumed",
    "candidate.job_started": _job("started"),
    "candidate.job_ended": _job("ended"),
    "candidate.job_skipped": lambda of: f"a run of {_whole_or_part(of)} is left out{of.why()}",
    "candidate.untested": "starts: {what}",
    "candidate.address_refused": "refused: the candidate calls {host}:{port}, which its file does not name",
    "candidate.joined": _joined,
    "candidate.left": "instance {instance} of the candidate is ended; instance {beside} goes on alone",
    "candidate.clock_set": _clock_set,
    "shop.clock.set": _clock_set,
    "erp.clock.set": _clock_set,
    "candidate.state": "the candidate stores {records} records",
    "privacy.erasure": "the ERP still has of erased customer {customer}, at the {when}: {left}",
    "privacy.logged": "the candidate's log has a {kind} in {lines} lines, first in line {line}",
    "erp.documentation.misled": "the order follows the outdated documentation: {what}",
    "candidate.kept": "the candidate keeps {tasks} tasks and the rows {records}",
    "candidate.ended": lambda of: f"candidate {'crashed' if of.raw('crashed') else 'ended'}{of.why()}",
    "candidate.refused": "golive refused a call of the candidate: {what}",
    "candidate.task_failed": lambda of: f"a background task of the candidate failed{of.why()}",
}
