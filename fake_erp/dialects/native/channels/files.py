"""Files over REST, for clients that have no drive in common with the ERP."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from fake_erp.channels.csv_format import FileRefused
from fake_erp.channels.file_drop import FileDrop
from fake_erp.channels.folders import File
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import PREFIX, Call, View
from fake_erp.errors import Malformed
from fake_erp.messages import Reply


def file_json(file: File, folder: str) -> dict[str, Any]:
    return {
        "name": file.name,
        "folder": folder,
        "bytes": len(file.content),
        "changed_at": instant_text(file.changed_at_ms),
    }


def _drop(call: Call) -> FileDrop:
    drop = call.erp.filedrop
    drop.require_open()
    return drop


def _folder(call: Call, default: str) -> str:
    return read.query_of(call.request.query).get("folder", default)


def create(call: Call) -> Reply:
    """Put a file into the folder `in`: its `content` as text, which is kept as UTF-8, or as `content_base64`."""
    drop = _drop(call)
    given = read.record(call.data())
    file = drop.files.put(read.text(given, "name"), _content(given), "in")
    return Reply(201, file_json(file, "in"), {"Location": f"{PREFIX}/files/{file.name}?folder=in"})


def _content(given: dict[str, Any]) -> bytes:
    text, coded = given.get("content"), given.get("content_base64")
    if (type(text) is str) == (type(coded) is str):
        raise Malformed("content: expected either content as text or content_base64", "content")
    try:
        return text.encode() if type(text) is str else b64decode(str(coded), validate=True)
    except ValueError:
        field = "content" if type(text) is str else "content_base64"
        raise Malformed(
            f"{field}: cannot be turned into bytes; send text, or bytes as base64", field
        ) from None


def list_(call: Call) -> Reply:
    """The files of a folder, by name: `in`, `out` (the default), `archive` or `error`."""
    drop, folder = _drop(call), _folder(call, "out")
    return call.ok({"rows": [file_json(file, folder) for file in drop.files.listed(folder)]})


def read_one(call: Call) -> Reply:
    """One file of a folder (`out` by default) with its content, as text and as base64."""
    drop, folder = _drop(call), _folder(call, "out")
    file = drop.files.get(call.params["name"], folder)
    try:
        text = drop.dialect.text(file.content)
    except FileRefused:
        text = file.content.decode("utf-8", "replace")
    coded = b64encode(file.content).decode()
    return call.ok({**file_json(file, folder), "content": text, "content_base64": coded})


def rename(call: Call) -> Reply:
    """Give a file in `in` another name, as who writes `x.tmp` first does when it is whole."""
    drop = _drop(call)
    to = read.text(read.record(call.data()), "to")
    return call.ok(file_json(drop.files.rename(call.params["name"], to), "in"))


def delete(call: Call) -> Reply:
    """Remove a file from a folder (`out` by default), once it has been read."""
    drop, folder = _drop(call), _folder(call, "out")
    return call.ok(file_json(drop.files.take(call.params["name"], folder), folder))


VIEWS: dict[str, View] = {
    "file.create": create,
    "file.list": list_,
    "file.read": read_one,
    "file.rename": rename,
    "file.delete": delete,
}
