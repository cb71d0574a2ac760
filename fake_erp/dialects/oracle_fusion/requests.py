"""Action requests: submitting and cancelling orders as a job whose answer is always PRE_PROCESSING."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.oracle_fusion.orders import find_order
from fake_erp.dialects.short.fields import record_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of, quietly
from fake_erp.dialects.short.records import key_of
from fake_erp.errors import ErpError, Malformed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.base import Look
from fake_erp.operations.orders import CancelOrder, ReleaseOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SUBMIT, CANCEL = "ORA_FOM_SUBMIT_ORDER", "ORA_FOM_CANCEL_ORDER"
NAME = "salesOrderActionRequests"
PENDING = {"StatusCode": "PRE_PROCESSING", "OutcomeCode": None}


def jobs_of(erp: Erp) -> dict[str, dict[str, Any]]:
    """The jobs by their ids."""
    kept: dict[str, dict[str, Any]] = erp.dialect_data.setdefault("oracle_fusion", {}).setdefault("jobs", {})
    return kept


@dataclass(frozen=True, slots=True)
class RunJob:
    """Carries out an action; a refusal is kept with the job and not answered."""

    erp: Erp
    order: Order
    given: dict[str, Any]
    by: str

    def perform(self, parts: Any, hides: Any = None) -> dict[str, Any]:
        """The job."""
        number, cancels = self.order.number, self.given["ActionCode"] == CANCEL
        why = str(self.given.get("CancelReasonCode") or "")[:100]
        command = CancelOrder(number, why, self.by) if cancels else ReleaseOrder(number)
        outcome: dict[str, Any] = {"OutcomeCode": "SUCCESS", "messageDetails": []}
        try:
            command.perform(parts, hides)
        except ErpError as error:
            self.erp.orders.refused(self.order.external_reference, error)
            outcome = {"OutcomeCode": "ERROR", "messageDetails": [{"MessageText": str(error)}]}
        jobs = jobs_of(self.erp)
        job_id = 1_000_000 + len(jobs) + 1
        job = {
            "ActionRequestId": job_id,
            "ActionCode": self.given["ActionCode"],
            "HeaderId": self.given.get("HeaderId"),
            "StatusCode": "COMPLETE",
            **outcome,
        }
        jobs[str(job_id)] = job
        return job


def create(erp: Erp, request: Request) -> ShortMatch:
    """The match of a new action request. `HeaderId` is the order."""

    def given() -> dict[str, Any]:
        data = record_of(body_of(erp, request))
        if data.get("ActionCode") not in (SUBMIT, CANCEL):
            raise Malformed("The value of the attribute ActionCode isn't valid.", "ActionCode")
        return data

    def order() -> Order:
        key = given().get("HeaderId")
        if type(key) not in (int, str):
            raise Malformed("The attribute HeaderId is required.", "HeaderId")
        return find_order(erp, str(key))

    def give(job: dict[str, Any]) -> Reply:
        return Reply(201, {**job, "messageDetails": [], **PENDING})

    known, code = quietly(order), quietly(given, {}).get("ActionCode")
    return ShortMatch(
        "order.cancel" if code == CANCEL else "order.release",
        lambda by: RunJob(erp, order(), given(), by),
        give,
        reads=False,
        number=known.number if known is not None else "",
        asked=key_of(known) if known is not None else None,
    )


def read(erp: Erp, job_id: str) -> ShortMatch:
    """The match of reading an action request."""

    def find(hides: Any) -> dict[str, Any]:
        job = jobs_of(erp).get(job_id)
        if job is None:
            raise NotFound("The action request doesn't exist.", "ActionRequestId")
        return job

    return ShortMatch("batch.read", lambda by: Look(find), lambda job: Reply(200, dict(job)))
