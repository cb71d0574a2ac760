"""Logging in with a password, logging out, the logged in user, and the page that has the CSRF token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.erpnext.access.credentials import csrf_token, sid_of
from fake_erp.dialects.erpnext.match import ErpnextMatch, looking
from fake_erp.dialects.erpnext.wire.calls import Call
from fake_erp.dialects.erpnext.wire.replies import LOGGED_OUT, PAGE, html
from fake_erp.errors import ErpError, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Hides, Look, Parts

if TYPE_CHECKING:
    from fake_erp.erp import Erp

LOGIN = ("login", "frappe.auth.login")
LOGOUT = ("logout", "web_logout", "frappe.auth.logout", "frappe.handler.logout")
WHO_AM_I = ("frappe.auth.get_logged_user",)


class WrongPassword(Unauthorized):
    """The user or the password is wrong."""

    code = "login"


class LogIn:
    """Gives the id of a session."""

    def __init__(self, user: str, password: str) -> None:
        self.user = user
        self.password = password

    def perform(self, parts: Parts, hides: Hides | None = None) -> str:
        try:
            return parts.sessions.login(self.user, self.password)
        except Unauthorized:
            raise WrongPassword("Invalid login credentials") from None


def login(call: Call) -> ErpnextMatch:
    """`usr` and `pwd` for a session cookie."""
    user = str(call.form.get("usr") or "")

    def reply(sid: str) -> Reply:
        cookies = (
            f"sid={sid}; HttpOnly; Path=/; SameSite=Lax",
            "system_user=yes; Path=/; SameSite=Lax",
            f"full_name={user.encode('ascii', 'ignore').decode()}; Path=/; SameSite=Lax",
            f"user_id={user.encode('ascii', 'ignore').decode()}; Path=/; SameSite=Lax",
        )
        body = {"message": "Logged In", "home_page": "/app", "full_name": user}
        return Reply(200, {"data": body} if call.v2 else body, cookies=cookies)

    password = str(call.form.get("pwd") or "")
    return ErpnextMatch(
        "token.create", lambda by, discard: LogIn(user, password), reply, reads=True, public=True
    )


def logout(erp: Erp, request: Request, call: Call) -> ErpnextMatch:
    """Ends the session of the cookie."""

    def end(hides: Any) -> None:
        sid = sid_of(request)
        if sid:
            erp.sessions.end(sid)

    def reply(outcome: Any) -> Reply:
        return Reply(200, {}, cookies=LOGGED_OUT)

    return looking("health.read", end, reply, public=True)


def logged_user(erp: Erp, call: Call) -> ErpnextMatch:
    """The user that sent the request."""

    def reply(user: str) -> Reply:
        return Reply(200, {"data" if call.v2 else "message": user})

    return ErpnextMatch("health.read", lambda by, discard: Look(lambda hides: by), reply, reads=True)


def page(erp: Erp, request: Request, call: Call, who: Any) -> ErpnextMatch:
    """The desk, which tells a browser its CSRF token; other pages have none."""

    def find(hides: Any) -> str:
        if call.name in ("/", "/login"):
            return ""
        try:
            who(erp, Request("GET", request.path, headers=request.headers))
        except ErpError:
            return ""
        sid = sid_of(request)
        return csrf_token(erp, sid) if sid else ""

    def reply(token: str) -> Reply:
        if call.name.startswith(("/app", "/desk")) and not token:
            return Reply(302, None, {"Location": "/login"}, "", PAGE)
        script = f'<script>frappe.csrf_token = "{token}";</script>' if token else ""
        title = "Desk" if token else "Login"
        return Reply(200, None, {}, html(title, script), PAGE)

    return looking("health.read", find, reply, public=True)
