"""Requests and responses of the gateway: control, authentication and the results of functions."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.dialects.short.xml import Element, child, children, element, leaf, local, text_in
from fake_erp.errors import Malformed

MOST_FUNCTIONS = 100
XML = "text/xml; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A request: its control block, its credentials and its functions."""

    control: dict[str, str]
    user: str
    password: str
    company: str
    session: str
    functions: tuple[Element, ...]

    @property
    def is_unique(self) -> bool:
        """Whether its control id may be used once only."""
        return self.control.get("uniqueid", "").lower() == "true"


def envelope_of(root: Element) -> Envelope:
    """The request of a document. Raises Malformed."""
    control, operation = child(root, "control"), child(root, "operation")
    if local(root) != "request" or control is None or operation is None:
        raise Malformed(
            "The XML request does not conform to the schema: request, control, operation", "request"
        )
    names = ("senderid", "password", "controlid", "uniqueid", "dtdversion")
    login = child(operation, "authentication", "login")
    functions = tuple(children(child(operation, "content"), "function"))
    if not functions or len(functions) > MOST_FUNCTIONS:
        raise Malformed(f"The operation has no function, or more than {MOST_FUNCTIONS}", "content")
    return Envelope(
        {name: text_in(control, name) for name in names},
        text_in(login, "userid"),
        text_in(login, "password"),
        text_in(login, "companyid"),
        text_in(operation, "authentication", "sessionid"),
        functions,
    )


def _control(given: dict[str, str], status: str) -> str:
    shown = [
        leaf("status", status),
        leaf("senderid", given.get("senderid")),
        leaf("controlid", given.get("controlid")),
    ]
    shown += [
        leaf("uniqueid", given.get("uniqueid", "false")),
        leaf("dtdversion", given.get("dtdversion", "3.0")),
    ]
    return element("control", "".join(shown))


def response(envelope: Envelope | None, client: str, at: str, results: str) -> str:
    """The response of a request that was authenticated."""
    control = _control(envelope.control if envelope is not None else {}, "success")
    authentication = element(
        "authentication",
        leaf("status", "success")
        + leaf("userid", client)
        + leaf("companyid", envelope.company if envelope is not None else "")
        + leaf("sessiontimestamp", at),
    )
    return _document(control + element("operation", authentication + results))


def error_of(number: str, description: str, more: str, correction: str = "") -> str:
    """The message of an error."""
    inner = leaf("errorno", number) + leaf("description", description)
    inner += leaf("description2", more) + leaf("correction", correction)
    return element("errormessage", element("error", inner))


def failed_control(envelope: Envelope | None, error: str) -> str:
    """The response to a request whose control block is wrong."""
    return _document(_control(envelope.control if envelope is not None else {}, "failure") + error)


def failed_login(envelope: Envelope, error: str) -> str:
    """The response to a request whose credentials are wrong."""
    authentication = element(
        "authentication",
        leaf("status", "failure") + leaf("userid", envelope.user) + leaf("companyid", envelope.company),
    )
    return _document(_control(envelope.control, "success") + element("operation", authentication + error))


def result(function: str, control_id: str, content: str, status: str = "success") -> str:
    """The result of a function."""
    inner = leaf("status", status) + leaf("function", function) + leaf("controlid", control_id)
    return element("result", inner + content)


def _document(content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element("response", content)}'
