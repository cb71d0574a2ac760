"""The calls that stand for the network share of the folders; everything else has no address."""

from __future__ import annotations

from fake_erp.dialects.native.words import PREFIX

CALLS = {
    "token.create": ("POST", f"{PREFIX}/token"),
    "file.create": ("POST", f"{PREFIX}/files"),
    "file.list": ("GET", f"{PREFIX}/files"),
    "file.read": ("GET", f"{PREFIX}/files/{{name}}"),
    "file.rename": ("POST", f"{PREFIX}/files/{{name}}/rename"),
    "file.delete": ("DELETE", f"{PREFIX}/files/{{name}}"),
}
