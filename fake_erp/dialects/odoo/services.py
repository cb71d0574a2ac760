"""What is called without a model: versions, databases, logins and sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odoo.faults import BadValue, Denied, NoAddress
from fake_erp.dialects.odoo.methods.binding import ON_RECORDS, SIGNATURES
from fake_erp.dialects.odoo.methods.generic import GENERIC, described
from fake_erp.dialects.odoo.models.base import Act, Plan
from fake_erp.dialects.odoo.registry import MODELS
from fake_erp.dialects.odoo.store import store_of
from fake_erp.dialects.odoo.transports.call import Call
from fake_erp.dialects.odoo.users import DATABASE, log_in, require_database, uid_of
from fake_erp.dialects.odoo.versions import Version
from fake_erp.errors import ErpError, Unauthorized
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(frozen=True, slots=True)
class Service:
    """A plan, and whether it needs no session; `cookies` makes those of its reply."""

    plan: Plan
    public: bool = True
    cookies: Callable[[Any], tuple[str, ...]] | None = None


def _says(value: Any) -> Service:
    return Service(Plan("health.read", lambda by: Act(lambda: value), reads=True))


def version_info(version: Version) -> dict[str, Any]:
    """What `common.version` says."""
    return {
        "server_version": version.serie,
        "server_version_info": version.info,
        "server_serie": version.serie,
        "protocol_version": 1,
    }


def _version(erp: Erp, version: Version, call: Call) -> Service:
    return _says(version_info(version))


def _log_in(erp: Erp, version: Version, call: Call) -> Service:
    database, user, password = (*call.args, None, None, None)[:3]

    def attempt() -> int:
        _guard(erp, user)
        try:
            return log_in(erp, database, user, password)
        except Unauthorized:
            _note_failure(erp, user)
            raise

    return Service(Plan("token.create", lambda by: Act(attempt)))


WINDOW_MS = 60_000


def _guard(erp: Erp, user: Any) -> None:
    """Refuse logins of a user after so many failures, as many as the installation allows logins a minute."""
    most = erp.config.token.logins
    recent = [at for at in store_of(erp).failures.get(str(user)[:64], ()) if at > erp.now() - WINDOW_MS]
    if most and len(recent) >= most:
        raise Denied("Too many login failures, please wait a bit before trying again.")


def _note_failure(erp: Erp, user: Any) -> None:
    failures = store_of(erp).failures.setdefault(str(user)[:64], [])
    failures[:] = [*[at for at in failures if at > erp.now() - WINDOW_MS][-20:], erp.now()]


def _databases(erp: Erp, version: Version, call: Call) -> Service:
    return _says([DATABASE])


def _exists(erp: Erp, version: Version, call: Call) -> Service:
    return _says(bool(call.args) and call.args[0] == DATABASE)


def _server_version(erp: Erp, version: Version, call: Call) -> Service:
    return _says(version.serie)


def _unavailable(erp: Erp, version: Version, call: Call) -> Service:
    name = f"{call.service}.{call.method}"[:80]
    return _fails(BadValue(f"Method not available {name}"))


def _fails(error: ErpError) -> Service:
    def make(by: str) -> Any:
        raise error

    return Service(Plan("health.read", make, reads=True))


def _session_info(erp: Erp, version: Version, client: str) -> dict[str, Any]:
    uid = uid_of(erp, client)
    return {
        "uid": uid,
        "is_system": False,
        "is_admin": False,
        "user_context": {"lang": "en_US", "tz": "UTC", "uid": uid},
        "db": DATABASE,
        "server_version": version.serie,
        "server_version_info": version.info,
        "name": client,
        "username": client,
        "partner_display_name": client,
        "partner_id": 3,
        "company_id": 1,
        "user_companies": {
            "current_company": 1,
            "allowed_companies": {"1": {"id": 1, "name": "My Company"}},
        },
        "currencies": {},
    }


def _authenticate(erp: Erp, version: Version, call: Call) -> Service:
    given = call.kwargs
    database, user, password = given.get("db"), given.get("login"), given.get("password")

    def make(by: str) -> LogIn:
        require_database(database if isinstance(database, str) else "")
        if not isinstance(user, str) or not isinstance(password, str):
            raise Denied("Access Denied")
        _guard(erp, user)
        try:
            log_in(erp, database, user, password)
        except Unauthorized:
            _note_failure(erp, user)
            raise Denied("Access Denied") from None
        return LogIn(user, erp.sessions.secrets[user])

    return Service(
        Plan("token.create", make, lambda token: _session_info(erp, version, erp.sessions.owner(token))),
        cookies=_cookie,
    )


def _cookie(token: str) -> tuple[str, ...]:
    return (f"session_id={token}; Path=/; HttpOnly",)


def _info(erp: Erp, version: Version, call: Call) -> Service:
    plan = Plan(
        "token.create", lambda by: Act(lambda: by), lambda by: _session_info(erp, version, by), reads=True
    )
    return Service(plan, public=False)


def _destroy(erp: Erp, version: Version, call: Call) -> Service:
    def make(by: str) -> Act:
        return Act(lambda: erp.sessions.end(call.password))

    return Service(
        Plan("token.create", make, lambda outcome: None),
        public=False,
        cookies=lambda outcome: ("session_id=; Path=/; Max-Age=0",),
    )


def _page(erp: Erp, version: Version, call: Call) -> Service:
    if call.method == "/web/health":
        return _says({"status": "pass"})
    if call.method in ("/web/version", "/json/version"):
        if version.major < 19:
            return _fails(NoAddress("The requested URL was not found on the server."))
        return _says({"version_info": version.info, "version": version.serie})
    if not version.has_json2:
        return _fails(NoAddress("The requested URL was not found on the server."))
    return _says({"models": sorted(MODELS)})


def _described(name: str) -> dict[str, Any]:
    signature = SIGNATURES.get(name, ON_RECORDS)
    parameters = {each: {"name": each} for each in signature.takes}
    return {"parameters": parameters, "api": ["model"] if signature.of_model else []}


def _doc(erp: Erp, version: Version, call: Call) -> Service:
    if not version.has_json2:
        return _fails(NoAddress("The requested URL was not found on the server."))
    if call.method == "index":
        models = [
            {"model": name, "name": model.label, "fields": {}, "methods": []}
            for name, model in MODELS.items()
        ]
        return Service(
            Plan("openapi.read", lambda by: Act(lambda: {"modules": [], "models": models}), reads=True), False
        )
    model = MODELS.get(call.method)
    if model is None:
        return _fails(NoAddress(f"the model {call.method[:60]!r} does not exist"))
    methods = {name: _described(name) for name in {**GENERIC, **model.methods}}
    fields = {name: described(field) for name, field in model.fields.items() if field.is_in(version)}
    shown = {"model": model.name, "name": model.label, "doc": None, "fields": fields, "methods": methods}
    return Service(Plan("openapi.read", lambda by: Act(lambda: shown), reads=True), False)


Make = Callable[["Erp", Version, Call], Service]
SERVICES: dict[tuple[str, str], Make] = {
    ("common", "version"): _version,
    ("common", "authenticate"): _log_in,
    ("common", "login"): _log_in,
    ("common", ""): _unavailable,
    ("db", "list"): _databases,
    ("db", "db_exist"): _exists,
    ("db", "server_version"): _server_version,
    ("db", ""): _unavailable,
    ("session", "authenticate"): _authenticate,
    ("session", "info"): _info,
    ("session", "destroy"): _destroy,
    ("session", "version"): _version,
    ("session", "list"): _databases,
    ("page", ""): _page,
    ("doc", ""): _doc,
    ("", ""): _unavailable,
}
"""By service and method; "" for every other method of a service."""
