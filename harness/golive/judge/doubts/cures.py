"""The settings that make known what a run left unknown."""

from __future__ import annotations

from golive.record.run import Exercised, FaultCount

MORE_ORDERS = "set traffic.orders.base or clock.duration higher, so that orders come due"
METRICS = {
    "latency": MORE_ORDERS,
    "orders": MORE_ORDERS,
    "recovery": "let the scenario have a fault, and set clock.settle higher, so that the last orders are decided",
    "load": "let a visit become an order; see load.json for what failed",
    "drain": "set clock.settle higher, so that the last orders are decided",
    "erp": "let the integration call the ERP; for retries and rushes, add faults under chaos",
    "retries": "let calls about records succeed; add faults under chaos that some of them meet",
    "acknowledgement": "let the integration write the number of the ERP order into a comment of the shop order",
    "lag.stock": "let stock change in the ERP and the integration write it to the shop",
    "lag.price": "let list prices change in the ERP, and the integration carry them to the shop",
    "lag.shipment": "set clock.duration higher, so that the ERP ships, and let the integration report parcels",
    "lag.cancellation": "set traffic.life.cancelled above 0, and let the integration pass cancellations on",
    "lag.refund": "set traffic.life.partly_refunded above 0, and let the integration credit refunds",
    "lag.return": "set traffic.returns.share and budgets.return, and let the integration take goods back",
    "lag.customer": "set traffic.customers.guests below 100%, so that customers with an account order",
    "checkout": "set shop.hooks.before_order.timeout, so that the checkout asks the integration",
    "desk": "let the integration report something it cannot solve; for repairs, declare people.clerks",
    "alert.first": "add a fault under chaos that makes a duty fail, such as an outage",
    "repair.first": "add a fault under chaos that makes a duty fail, and people.clerks",
}


def cure_of_metric(metric: str) -> str:
    """Return which setting lets a run measure a metric; the longest beginning of its name in METRICS decides."""
    words = metric.split(".")
    for length in range(len(words), 0, -1):
        cure = METRICS.get(".".join(words[:length]))
        if cure is not None:
            return cure
    return f"remove {metric} from expect, or let the run contain what it measures"


def cure_of_fault(fault: FaultCount) -> str:
    """Return how to make a fault act: by its window and seam, its chance, or the calls that it meets."""
    if not fault.asked and "outside its window" in fault.miss:
        return f"widen the at: of {fault.id}, so that it covers the calls that came"
    if not fault.asked:
        return f"let the on: of {fault.id} name something that happens, and its at: a time when it does"
    if not fault.hit:
        return f"raise the chance of {fault.id}, or widen its at:"
    return f"let {fault.id} meet a call that changes something: aim its on: at writes, or raise its chance"


def cure_of_exercise(each: Exercised) -> str:
    """Return how to exercise a rule, a quirk, a job of the ERP or a surprise of the shop."""
    if each.what == "rule":
        return f"let the run contain {each.lacks}, or take {each.name} out of erp.rules"
    if each.what == "job":
        return f"set clock.duration so that {each.name} runs, or take it out of erp.others"
    where = "erp.quirks" if each.what == "quirk" else "shop.surprises"
    if each.cases:
        return f"raise the share of {each.name} under {where}, or let the run last longer"
    return f"let the run contain {each.lacks or 'a case for it'}, or take {each.name} out of {where}"
