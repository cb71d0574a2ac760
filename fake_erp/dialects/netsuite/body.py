"""The body of a request, as JSON or as a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from fake_erp.errors import BodyTooLarge, Malformed, UnsupportedMedia
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

JSON_MEDIA = ("", "application/json", "text/plain", "text/json")


def json_of(erp: Erp, request: Request) -> Any:
    """The decoded body, None for an empty one. Without a Content-Type it is read as JSON.

    Raises Malformed, BodyTooLarge or UnsupportedMedia.
    """
    body = request.body
    if not body:
        return request.data
    most = erp.config.max_body_bytes
    if len(body) > most:
        raise BodyTooLarge(f"the request is larger than {most} bytes")
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in JSON_MEDIA and not media.endswith("+json"):
        raise UnsupportedMedia(f"got {media[:60]!a}", "content-type")
    try:
        request.data = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Malformed("Invalid content in the request body: it is not valid JSON.") from None
    request.body = None
    return request.data


def record_of(erp: Erp, request: Request) -> dict[str, Any]:
    """The decoded body where it is an object, an empty object without a body. Raises ErpError."""
    data = json_of(erp, request)
    if data is None:
        return {}
    if type(data) is not dict:
        raise Malformed("Invalid content in the request body: expected a JSON object.")
    return data


def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; of a repeated one the last counts. A JSON object of texts will do as well."""
    if type(request.data) is dict:
        return {name: value for name, value in request.data.items() if type(value) is str}
    try:
        text = (request.body or b"")[:20_000].decode()
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return {}
