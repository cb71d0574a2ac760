"""The form dictionary of a request: what was sent in the query, a form or a JSON body."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import orjson

from fake_erp.dialects.erpnext.wire.errors import Invalid
from fake_erp.errors import BodyTooLarge
from fake_erp.messages import Request

MOST_FIELDS = 2000
FORM = "application/x-www-form-urlencoded"


def form_of(request: Request, max_bytes: int) -> dict[str, Any]:
    """The arguments of a call, of a repeated one the last. Raises Malformed or BodyTooLarge.

    A JSON body replaces the query; a form is added to it. A body of another type is kept as the argument `data`.
    """
    form = _pairs(request.query)
    body = request.body
    if body is None:
        return form if request.data is None else _object(request.data)
    announced = request.headers.get("content-length", "")
    if len(body) > max_bytes or (announced.isdigit() and len(announced) < 18 and int(announced) > max_bytes):
        raise BodyTooLarge(f"the body is larger than {max_bytes} bytes; send less at a time")
    if not body.strip():
        return form
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json" or media.endswith("+json"):
        return _object(parsed(body))
    text = body.decode("utf-8", "replace")
    if media != FORM and text.lstrip()[:1] in ("{", "["):
        return {**form, "data": text}
    return {**form, **_pairs(text)} if media in ("", FORM) else {**form, "data": text}


def _object(data: Any) -> dict[str, Any]:
    if type(data) is not dict:
        raise Invalid("Invalid request arguments")
    return data


def _pairs(text: str) -> dict[str, Any]:
    if not text:
        return {}
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise Invalid("Invalid request arguments") from None


def parsed(text: str | bytes) -> Any:
    """A JSON text. Raises Malformed."""
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        raise Invalid(f"Invalid JSON: {str(error)[:140]}") from None


def loaded(value: Any) -> Any:
    """A value that may come as JSON text, as `frappe.parse_json` takes it; other texts stay as they are."""
    if type(value) is not str or value.lstrip()[:1] not in ("{", "[", '"'):
        return value
    try:
        return orjson.loads(value)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return value


def document(value: Any, what: str = "doc") -> dict[str, Any]:
    """A document that may come as JSON text. Raises Malformed."""
    found = loaded(value)
    if type(found) is list and len(found) == 1:
        found = found[0]
    if type(found) is not dict:
        raise Invalid(f"{what}: expected a document as a JSON object")
    return found


def whole(value: Any, default: int) -> int:
    """A whole number as `cint` reads it: 0 for what is none."""
    if value is None or value == "":
        return default
    try:
        return int(float(value)) if abs(float(value)) < 10**15 else 0
    except (TypeError, ValueError, OverflowError):
        return 0
