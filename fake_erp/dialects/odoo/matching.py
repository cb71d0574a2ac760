"""From a call to what it will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odoo.faults import NoAddress, NoMethod, NoModel
from fake_erp.dialects.odoo.methods.binding import bound
from fake_erp.dialects.odoo.methods.generic import GENERIC, SINCE
from fake_erp.dialects.odoo.methods.loading import load
from fake_erp.dialects.odoo.models.base import Job, Method, Model, Plan, View
from fake_erp.dialects.odoo.registry import MODELS
from fake_erp.dialects.odoo.services import SERVICES
from fake_erp.dialects.odoo.transports import replies
from fake_erp.dialects.odoo.transports.call import JSON2, Call
from fake_erp.dialects.odoo.users import uid_of, user_of
from fake_erp.dialects.odoo.versions import Version
from fake_erp.errors import ErpError
from fake_erp.messages import Reply
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp
    from fake_erp.messages import Request


def _refused(error: ErpError) -> Callable[[str], Command[Any]]:
    def make(by: str) -> Command[Any]:
        raise error

    return make


@dataclass(slots=True)
class OdooMatch:
    """A call and its plan. A call that cannot be carried out is refused when it is."""

    erp: Erp
    call: Call
    plan: Plan
    public: bool
    cookies: Callable[[Any], tuple[str, ...]] | None = None

    @property
    def operation(self) -> str:
        return self.plan.operation

    @property
    def reads(self) -> bool:
        return self.plan.reads

    @property
    def number(self) -> str:
        return self.plan.number

    def key(self, request: Request) -> str | None:
        return self.plan.key

    def fields(self, request: Request) -> Any:
        return self.plan.fields()

    def command(self, by: str) -> Command[Any]:
        """What it asks for. Raises ErpError."""
        return self.plan.make(by)

    def reply(self, outcome: Any) -> Reply:
        """What came of it."""
        reply = replies.success(self.call, self.plan.show(outcome))
        if self.plan.conceals:
            reply.concealed = "refused"
        if self.cookies is not None:
            reply.cookies = self.cookies(outcome)
        return reply


def match_of(erp: Erp, version: Version, call: Call) -> OdooMatch | None:
    """The match of a call; None for an address that this version does not have."""
    if call.transport == JSON2 and not version.has_json2:
        return None
    if call.error is not None:
        is_open = call.service != "object" or not call.uid
        return OdooMatch(erp, call, Plan("health.read", _refused(call.error), reads=True), is_open)
    service = SERVICES.get((call.service, call.method)) or SERVICES.get((call.service, ""))
    if service is not None:
        made = service(erp, version, call)
        return OdooMatch(erp, call, made.plan, made.public, made.cookies)
    try:
        plan = plan_of(erp, version, call)
    except ErpError as error:
        plan = Plan(_operation(call), _refused(error), reads=_operation(call) == "openapi.read")
    return OdooMatch(erp, call, plan, False)


def _operation(call: Call) -> str:
    """The operation of a call that cannot be read: that of its model and method, where they are known."""
    model = MODELS.get(call.model)
    if model is not None and model.kind and call.method in ("create", "write"):
        verb = "update" if call.method == "write" and model.kind in ("order", "customer") else "create"
        if model.kind in ("order", "customer", "payment", "credit_note"):
            return f"{model.kind}.{verb}"
    return "openapi.read"


def plan_of(erp: Erp, version: Version, call: Call) -> Plan:
    """What a call of a method will do. Raises ErpError."""
    model = MODELS.get(call.model)
    if model is None or model.since > version.major:
        if call.transport == JSON2:
            raise NoAddress(f"the model {call.model[:60]!r} does not exist")
        raise NoModel(f"Object {call.model[:60]} doesn't exist")
    ids, args = bound(call)
    uid = call.uid or uid_of(erp, user_of(erp, call.uid))
    view = View(erp, version, call.context, MODELS, uid)
    if call.method == "load" and "create" in model.can:
        return load(Job(view, model, ids, args))
    method = _method(model, version, call.method)
    if method is None:
        shown = f"{call.model}.{call.method[:60]}"
        if call.transport == JSON2:
            raise NoAddress(f"the method {shown!r} does not exist")
        if call.method.startswith("_"):
            raise _private(call)
        raise NoMethod(f"The method '{shown}' does not exist")
    return method(Job(view, model, ids, args, call.transport != JSON2))


def _method(model: Model, version: Version, name: str) -> Method | None:
    if name.startswith("_") or SINCE.get(name, 0) > version.major:
        return None
    if name == "web_save" and "create" not in model.can:
        return None
    return model.methods.get(name) or GENERIC.get(name)


def _private(call: Call) -> ErpError:
    from fake_erp.dialects.odoo.faults import NoRight

    return NoRight(f"Private methods (such as '{call.model}.{call.method[:60]}') cannot be called remotely.")
