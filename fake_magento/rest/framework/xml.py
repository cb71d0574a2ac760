r"""Replies as XML: `<response>` around everything, `<item>` around each entry of a list.

Source: Magento source, Magento\Framework\Webapi\Rest\Response\Renderer\Xml.
"""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;"})


def encode(data: Any) -> str:
    """The document of a reply."""
    return f'<?xml version="1.0"?>\n<response>{_inside(data)}</response>\n'


def _inside(data: Any) -> str:
    if isinstance(data, dict):
        return "".join(f"<{tag}>{_inside(value)}</{tag}>" for tag, value in _tagged(data))
    if isinstance(data, list):
        return "".join(f"<item>{_inside(entry)}</item>" for entry in data)
    if data is None:
        return ""
    if isinstance(data, bool):
        return "true" if data else "false"
    return _NOT_IN_XML.sub("", str(data)).translate(_ENTITIES)


def _tagged(data: dict[str, Any]) -> list[tuple[str, Any]]:
    """Keys that are not valid XML names are prefixed with `item_`."""
    return [
        (key if _NAME.match(key) else "item_" + re.sub(r"[^A-Za-z0-9_.-]", "_", key), data[key])
        for key in data
    ]
