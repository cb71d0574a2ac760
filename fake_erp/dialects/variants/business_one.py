"""Where releases differ."""

from __future__ import annotations

from fake_erp.dialects.business_one.refusals import WrongLogin
from fake_erp.dialects.variants.base import Variant
from fake_erp.errors import ErpError
from fake_erp.messages import Reply


def _login_code(error: ErpError, reply: Reply, value: str) -> None:
    if isinstance(error, WrongLogin) and isinstance(reply.data, dict):
        shown = reply.data["error"]
        shown["code"] = int(value) if isinstance(shown["code"], int) else value


VARIANTS = (Variant("wrong_login_code", "The code of a wrong login.", ("100000027", "-304"), _login_code),)
