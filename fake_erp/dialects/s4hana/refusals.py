"""Refusals as S/4 renders them: message class and number, status, and the long form with `innererror`."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from fake_erp.dialects.odata.refusals import Shape, headers_of, nearest
from fake_erp.dialects.s4hana.access import SAFE, SAP_CLIENT, SYSTEM, CsrfFailed
from fake_erp.dialects.s4hana.numbers import shown
from fake_erp.dialects.s4hana.words import WORDS
from fake_erp.errors import (
    BodyTooLarge,
    DuplicateReference,
    ErpError,
    Forbidden,
    InternalError,
    InvalidTransition,
    Locked,
    Malformed,
    MethodNotAllowed,
    NotFound,
    Overloaded,
    ReplyFailed,
    RuleRefused,
    SessionLost,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    UnsupportedMedia,
)
from fake_erp.messages import HTML, Reply, Request
from fake_erp.times import instant_text

GENERIC, NO_RECORD, ETAG = "/IWBEP/CM_MGW_RT/022", "/IWBEP/CM_MGW_RT/020", "/IWBEP/CM_MGW_RT/190"
BUSINESS = "/IWBEP/CX_MGW_BUSI_EXCEPTION"
NOTE = "See SAP Note 1797736 for error analysis (https://service.sap.com/sap/support/notes/1797736)"
RECOGNISED_AT = ":recognised-at"
"""In the headers of a request: when it was recognised. No client can send a header of that name."""
LOCKED_STATUS = 400
"""Some systems answer 423 instead."""


class PreconditionRequired(Malformed):
    """A change without If-Match."""

    code = "precondition_required"


class PreconditionFailed(InvalidTransition):
    """A change with a stale If-Match."""

    code = "precondition_failed"


BY_CODE: dict[str, Shape] = {
    "precondition_required": Shape("/IWFND/MED/428", 428),
    "precondition_failed": Shape(ETAG, 412),
    "unknown_customer": Shape("SLS_LORD/005", 400),
    "unknown_item": Shape("V1/382", 400),
    "item_not_extended": Shape("V1/382", 400),
    "item_blocked": Shape("V1/028", 400),
    "missing_field": Shape("SLS_LORD/009", 400),
    "validation_failed": Shape("SLS_LORD/009", 400),
    "no_lines": Shape("SLS_LORD/009", 400),
    "credit_limit": Shape("V1/150", 400),
    "customer_blocked": Shape("V1/154", 400),
    "customer_not_approved": Shape("V1/154", 400),
    "period_closed": Shape("F5/201", 400),
    "pending_approval": Shape("V2/468", 400),
    "credit_exceeds_invoice": Shape("V1/861", 400),
    "credit_exceeds_billed": Shape("V1/862", 400),
    "unknown_field": Shape("/IWFND/CM_CONSUMER/101", 400),
    "text_too_long": Shape("/IWBEP/CM_MGW_RT/018", 400),
    "unknown_unit": Shape("VP/200", 400),
    "unknown_warehouse": Shape("V1/401", 400),
    "unknown_currency": Shape("V1/047", 400),
}
"""By the code of the refusal."""

_AREA = "1010/10/00"
_NOT_DEFINED = "Material {item} is not defined for sales org.1010, distr.chan.10, language EN"
TEXTS = {
    "unknown_customer": f"Customer {{customer}} does not exist in sales area {_AREA}",
    "unknown_item": _NOT_DEFINED,
    "item_not_extended": _NOT_DEFINED,
    "item_blocked": "Material {item} has status: {status}",
    "credit_limit": "Static credit check: credit limit exceeded {limit}",
    "customer_blocked": "Order receipt/delivery not possible, credit customer blocked",
    "period_closed": "Posting period {period} is not open",
    "unknown_currency": "Currency {currency} is not defined",
}
"""SAP's texts of messages, by the code of the refusal; they are filled from its details. Others are the ERP's own."""

BY_KIND: dict[type[ErpError], Shape] = {
    NotFound: Shape(NO_RECORD, 404),
    MethodNotAllowed: Shape("/IWFND/CM_BEC/002", 405),
    BodyTooLarge: Shape("/IWFND/MED/413", 413),
    UnsupportedMedia: Shape("/IWFND/MED/415", 415),
    Malformed: Shape("/IWBEP/CM_MGW_RT/021", 400),
    DuplicateReference: Shape("R1/135", 400),
    InvalidTransition: Shape("V4/219", 400),
    Locked: Shape("V1/042", LOCKED_STATUS),
    Forbidden: Shape("/IWFND/CM_CONSUMER/134", 403),
    RuleRefused: Shape(GENERIC, 400),
    ReplyFailed: Shape("SY/530", 500),
    TooManyRequests: Shape("/IWFND/MED/429", 429),
    InternalError: Shape(GENERIC, 500),
    Overloaded: Shape("/IWFND/MED/503", 503),
    UnderMaintenance: Shape("/IWFND/MED/503", 503),
}
"""By the class of the refusal, the nearest one."""


def shape_of(error: ErpError) -> Shape:
    """Message and status of a refusal."""
    return nearest(error, BY_CODE, BY_KIND)


def render(error: ErpError, request: Request, *, v4: bool) -> Reply:
    """The reply of a refusal. Raises nothing."""
    special = _special(error, request)
    if special is not None:
        return special
    shape = shape_of(error)
    if isinstance(error, DuplicateReference) and "SALES" in request.path.upper():
        shape = Shape("V4/115", 400)
    message = message_of(error)
    target = error.field(WORDS)
    headers = headers_of(error)
    if v4:
        return Reply(shape.status, body_v4(shape.code, message, target), headers)
    headers["dataserviceversion"] = "1.0"
    if not _takes_json(request):
        text = xml(shape.code, message)
        return Reply(shape.status, None, headers, text, "application/atom+xml;charset=utf-8")
    return Reply(shape.status, body_v2(shape.code, message, target, request), headers)


def message_of(error: ErpError) -> str:
    """SAP's text where it has one, else the message; numbers of documents are as S/4 shows them."""
    message, number = TEXTS.get(error.code, ""), error.details.get("number")
    try:
        message = message.format_map(error.details) or error.message(WORDS)
    except KeyError:
        message = error.message(WORDS)
    return message.replace(number, shown(number)) if isinstance(number, str) and number else message


def _special(error: ErpError, request: Request) -> Reply | None:
    """Refusals that the gateway does not render: HTML and text."""
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, {}, error.page, HTML)
    if isinstance(error, SessionLost) and request.method not in SAFE:
        return _special(CsrfFailed(error.text), request)
    if isinstance(error, Unauthorized):
        realm = f'Basic realm="SAP NetWeaver Application Server [{SYSTEM}/{SAP_CLIENT}]"'
        return Reply(401, None, {"WWW-Authenticate": realm}, logon_page(error.message(WORDS)), HTML)
    if isinstance(error, CsrfFailed):
        return Reply(403, None, {"x-csrf-token": "Required"}, "CSRF token validation failed")
    return None


def logon_page(why: str) -> str:
    """The page of a failed logon."""
    return (
        "<html><head><title>Logon Error Message</title></head><body><h1>Anmeldung fehlgeschlagen</h1>"
        f"<h2>Logon failed</h2><p>{escape(why)}</p></body></html>"
    )


def _takes_json(request: Request) -> bool:
    return "json" in request.headers.get("accept", "") or "$format=json" in request.query.replace("%24", "$")


def body_v2(code: str, message: str, target: str, request: Request) -> dict[str, Any]:
    """The error object of version 2."""
    service = _service(request.path)
    transaction = sha256(
        f"{request.method}{request.path}{code}{message}".encode("utf-8", "replace")
    ).hexdigest()
    details = [_detail(code, message, target)]
    if code != BUSINESS:
        details.append(_detail(BUSINESS, message, target))
    return {
        "error": {
            "code": code,
            "message": {"lang": "en", "value": message},
            "innererror": {
                "application": {
                    "component_id": _COMPONENTS.get(service, "CA-GTF"),
                    "service_namespace": "/SAP/",
                    "service_id": service,
                    "service_version": "0001",
                },
                "transactionid": transaction[:32].upper(),
                "timestamp": _timestamp(request),
                "Error_Resolution": {
                    "SAP_Transaction": "For backend administrators: use ADT feed reader or transaction ST22",
                    "SAP_Note": NOTE,
                },
                "errordetails": details,
            },
        }
    }


def _timestamp(request: Request) -> str:
    """The time at which the request was recognised, such as `20251128050000.0000000`."""
    at = request.headers.get(RECOGNISED_AT, "")
    text = instant_text(int(at)) if at.isdigit() and len(at) < 16 else ""
    return "".join([sign for sign in text[:-5] if sign.isdigit()]) + f".{text[-4:-1]}0000" if text else ""


_COMPONENTS = {
    "API_SALES_ORDER_SRV": "SD-SLS-API",
    "API_BUSINESS_PARTNER": "LO-MD-BP",
    "API_BILLING_DOCUMENT_SRV": "SD-BIL-API",
    "API_OUTBOUND_DELIVERY_SRV": "LE-SHP-API",
    "API_PRODUCT_SRV": "LO-MD-MM",
}


def _detail(code: str, message: str, target: str) -> dict[str, Any]:
    return {
        "ContentID": "",
        "code": code,
        "message": message,
        "propertyref": target,
        "severity": "error",
        "transition": False,
        "target": target,
    }


def _service(path: str) -> str:
    parts = path.split("/")
    return parts[5].partition(";")[0][:60] if len(parts) > 5 else ""


def body_v4(code: str, message: str, target: str) -> dict[str, Any]:
    """The error object of version 4: the message is a text."""
    error: dict[str, Any] = {"code": code, "message": message}
    if target:
        error["target"] = target
    error["@SAP__common.ExceptionCategory"] = "Client_Error"
    error["details"] = []
    return {"error": error}


def xml(code: str, message: str) -> str:
    """The error as XML, for clients that do not accept JSON."""
    namespace = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><error xmlns="{namespace}"><code>{escape(code)}</code>'
        f'<message xml:lang="en">{escape(message)}</message></error>'
    )
