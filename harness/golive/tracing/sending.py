"""Spans sent to an OTLP/HTTP endpoint. Source: the OTLP specification, "OTLP/HTTP"."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from urllib.parse import urlsplit

import orjson
import urllib3

from golive.errors import InputError
from golive.live.calls.webhooks import is_here

PATH = "/v1/traces"
"""Where an endpoint takes spans, unless its URL has a path of its own."""

_RETRIED = (429, 502, 503, 504)
_TIMEOUT_S = 30.0
_LONGEST = 300
"""Characters of the body of a refusal in a message."""


class ExportProblem(InputError):
    """A run cannot be exported, or an endpoint did not take its spans."""


def address(endpoint: str, *, is_elsewhere_allowed: bool) -> str:
    """Return the URL that takes the spans. Raises ExportProblem for what is no URL, and for other machines."""
    try:
        parts = urlsplit(endpoint)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_url = False
    if not is_url:
        raise ExportProblem(
            f"--endpoint {endpoint}: expected the URL of an OTLP/HTTP receiver, such as http://127.0.0.1:4318"
        )
    if not is_elsewhere_allowed and not is_here(endpoint):
        raise ExportProblem(
            f"--endpoint {endpoint}: expected an address of this machine, {parts.hostname} is another one; to send the "
            "run there, orders and words of findings included, add --allow-remote"
        )
    return endpoint if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}{PATH}"


def send(url: str, messages: Iterable[tuple[int, bytes]]) -> int:
    """Post messages of that many spans each, one after the other; the number of spans taken. Raises ExportProblem."""
    retries = urllib3.Retry(
        total=4,
        backoff_factor=0.5,
        status_forcelist=_RETRIED,
        allowed_methods=None,
        redirect=0,
        raise_on_status=False,
    )
    headers = {"content-type": "application/json", "content-encoding": "gzip", "user-agent": "golive"}
    sent = 0
    with urllib3.PoolManager(timeout=_TIMEOUT_S, retries=retries, headers=headers) as pool:
        for spans, message in messages:
            try:
                reply = pool.request("POST", url, body=gzip.compress(message, mtime=0))
            except urllib3.exceptions.HTTPError as error:
                raise ExportProblem(
                    f"{url}: expected an OTLP/HTTP receiver, got no answer ({error}); is a collector listening there?"
                ) from error
            _check(url, reply.status, reply.data, spans)
            sent += spans
    return sent


def _check(url: str, status: int, body: bytes, spans: int) -> None:
    """Raises ExportProblem for a message that was refused, whole or in part."""
    if not 200 <= status < 300:
        shown = body[:_LONGEST].decode("utf-8", "replace").strip()
        raise ExportProblem(
            f"{url}: expected status 200 for {spans:,} spans as JSON, got {status}{f': {shown}' if shown else ''}; "
            f"name the URL of the receiver's OTLP/HTTP port, 4318 by default, with the path {PATH} or none"
        )
    try:
        partial = orjson.loads(body or b"{}").get("partialSuccess") or {}
        rejected = int(partial.get("rejectedSpans", 0))
    except (orjson.JSONDecodeError, AttributeError, TypeError, ValueError):
        return  # an answer in protobuf: taken, and nothing that can be read
    if rejected:
        raise ExportProblem(
            f"{url}: expected {spans:,} spans to be taken, {rejected:,} were rejected: "
            f"{partial.get('errorMessage') or 'the receiver gives no reason'}"
        )
