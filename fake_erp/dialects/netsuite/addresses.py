"""From the address of a request to what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from fake_erp.dialects.netsuite.calls.base import NetSuiteMatch
from fake_erp.dialects.netsuite.calls.lists import ListMatch
from fake_erp.dialects.netsuite.calls.records import RecordMatch
from fake_erp.dialects.netsuite.calls.tokens import TokenInfoMatch, TokenMatch
from fake_erp.dialects.netsuite.ids import whole
from fake_erp.dialects.netsuite.records.base import RecordType
from fake_erp.dialects.netsuite.services.jobs import AsyncMatch, JobMatch
from fake_erp.dialects.netsuite.services.metadata import MetadataMatch
from fake_erp.dialects.netsuite.services.restlet import RestletMatch
from fake_erp.dialects.netsuite.services.soap import SoapMatch
from fake_erp.dialects.netsuite.services.suiteql import SuiteQlMatch
from fake_erp.dialects.netsuite.types import TRANSFORMS, TYPES
from fake_erp.errors import ErpError, Forbidden, NotFound, RuleRefused
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

RECORD = "/services/rest/record/v1/"
SUITEQL = "/services/rest/query/v1/suiteql"
TOKEN = "/services/rest/auth/oauth2/v1/token"
JOB = "/services/rest/async/v1/job"
RESTLET = "/app/site/hosting/restlet.nl"
TOKEN_INFO = "/rest/tokeninfo"
SOAP = "/services/NetSuitePort_"
METADATA = "metadata-catalog"
TRANSFORM = "!transform"
METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")


def match(erp: Erp, request: Request) -> NetSuiteMatch | None:
    """What a request asks for; None where there is no such address or operation."""
    path = request.path
    if path.lower().startswith(RECORD):
        found = _record(erp, request, path[len(RECORD) :])
    else:
        found = _service(erp, request, path)
    if found is None or found.reads or found.public:
        return found
    if "respond-async" in request.headers.get("prefer", "").lower():
        return AsyncMatch(erp, found)
    return found


def _service(erp: Erp, request: Request, path: str) -> NetSuiteMatch | None:
    method, plain = request.method, path.lower().rstrip("/")
    if plain == SUITEQL:
        return SuiteQlMatch(erp).resolve(request) if method == "POST" else None
    if plain == TOKEN:
        return TokenMatch(erp) if method == "POST" else None
    if plain == RESTLET:
        return RestletMatch.of(erp, request)
    if plain == TOKEN_INFO:
        return TokenInfoMatch(erp) if method in ("GET", "HEAD") else None
    if path.startswith(SOAP):
        return SoapMatch.of(erp, request) if method == "POST" else None
    if plain.startswith(JOB) and method in ("GET", "HEAD"):
        return JobMatch(erp, tuple(plain[len(JOB) :].strip("/").split("/")))
    return None


def _parts(path: str) -> list[str]:
    return [unquote(part) if "%" in part else part for part in path.rstrip("/").split("/")]


def _record(erp: Erp, request: Request, path: str) -> NetSuiteMatch | None:
    name, *rest = _parts(path)
    method = request.method
    if name == METADATA:
        return MetadataMatch(erp, rest[0] if rest else "") if method in ("GET", "HEAD") else None
    kind = TYPES.get(name.lower())
    if kind is None:
        return None
    if not rest:
        if method in ("GET", "HEAD"):
            return ListMatch(erp, kind)
        if method == "POST" and kind.create is not None:
            return RecordMatch(erp, kind, method).resolve(request)
        return None
    if len(rest) > 1 and rest[1].lower() == TRANSFORM:
        return _transform(erp, request, kind, rest)
    if not _takes(kind, method, rest):
        return None
    return RecordMatch(erp, kind, method, rest[0], tuple(rest[1:])).resolve(request)


def _takes(kind: RecordType, method: str, rest: list[str]) -> bool:
    """Whether a record of this type takes the method at this depth."""
    if method in ("GET", "HEAD"):
        return len(rest) <= 3
    if len(rest) > 1:
        return False
    if method == "DELETE":
        return kind.remove is not None
    if method == "PUT":
        return rest[0].startswith("eid:") and kind.create is not None and kind.change is not None
    return method == "PATCH" and kind.change is not None


def _transform(erp: Erp, request: Request, kind: RecordType, rest: list[str]) -> NetSuiteMatch | None:
    if request.method != "POST" or len(rest) != 3:
        return None
    target = TYPES.get(rest[2].lower())
    source = _source(erp, kind, rest[0])
    if target is None or source is None or (kind.name.lower(), rest[2].lower()) not in TRANSFORMS:
        return None
    return RecordMatch(erp, target, "POST", source=source).resolve(request)


def _source(erp: Erp, kind: RecordType, instance: str) -> object | None:
    if instance.startswith("eid:"):
        return kind.external(erp, instance[4:])
    wanted = whole(instance)
    return None if wanted is None else kind.find(erp, wanted)


def methods_at(erp: Erp, request: Request) -> list[str]:
    """The methods that the address of a request takes."""
    path = request.path
    if path.lower().startswith(RECORD):
        name, *rest = _parts(path[len(RECORD) :])
        kind = TYPES.get(name.lower())
        if kind is None or TRANSFORM in [part.lower() for part in rest]:
            return []
        if not rest:
            return ["GET", *(["POST"] if kind.create is not None else [])]
        return [method for method in METHODS if _takes(kind, method, rest)]
    plain = path.lower().rstrip("/")
    if plain in (SUITEQL, TOKEN) or path.startswith(SOAP):
        return ["POST"]
    return ["GET"] if plain == TOKEN_INFO or plain.startswith(JOB) else []


def unknown_at(erp: Erp, request: Request) -> ErpError:
    """Why there is nothing at the address of a request."""
    path, url = request.path, {"url": request.path[:200]}
    if not path.lower().startswith(RECORD):
        return NotFound("there is nothing at this address", None, url)
    name, *rest = _parts(path[len(RECORD) :])
    kind = TYPES.get(name.lower())
    if kind is None:
        return RuleRefused("record_type", "record_type", "unknown", None, {**url, "value": name[:60]})
    if len(rest) == 3 and rest[1].lower() == TRANSFORM:
        if _source(erp, kind, rest[0]) is None:
            return NotFound("there is no such record", None, url)
        return Forbidden(f"{kind.name} is not transformed to {rest[2][:40]} by integrations here")
    return NotFound("there is nothing at this address", None, url)
