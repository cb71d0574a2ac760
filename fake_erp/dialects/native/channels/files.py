"""Files over REST, for clients that have no drive in common with the ERP."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from fake_erp.channels.csv_format import FileRefused
from fake_erp.channels.file_drop import FileDrop
from fake_erp.channels.folders import File
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, created
from fake_erp.errors import Malformed
from fake_erp.messages import Reply
from fake_erp.operations.base import Look
from fake_erp.operations.channels import PutFile, RenameFile, TakeFile
from fake_erp.times import instant_text


def file_json(file: File, folder: str) -> dict[str, Any]:
    """A file as its JSON object, without its content."""
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
    return call.query().get("folder", default)


def create(call: Call) -> PutFile:
    """Put a file into the folder `in`: its `content` as text, which is kept as UTF-8, or as `content_base64`."""
    _drop(call)
    given = read.record(call.data())
    return PutFile(read.text(given, "name"), _content(given))


def _put(call: Call, file: File) -> Reply:
    return created(file_json(file, "in"), f"/files/{file.name}?folder=in")


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


def list_(call: Call) -> Look[list[File]]:
    """The files of a folder, by name: `in`, `out` (the default), `archive` or `error`."""
    drop, folder = _drop(call), _folder(call, "out")
    return Look(lambda hides: drop.files.listed(folder))


def _listed(call: Call, files: list[File]) -> Reply:
    folder = _folder(call, "out")
    return Reply(200, {"rows": [file_json(file, folder) for file in files]})


def read_one(call: Call) -> Look[File]:
    """One file of a folder (`out` by default) with its content, as text and as base64."""
    drop, folder = _drop(call), _folder(call, "out")
    return Look(lambda hides: drop.files.get(call.params["name"], folder))


def _read(call: Call, file: File) -> Reply:
    try:
        text = call.erp.filedrop.format.text(file.content)
    except FileRefused:
        text = file.content.decode("utf-8", "replace")
    coded = b64encode(file.content).decode()
    return Reply(200, {**file_json(file, _folder(call, "out")), "content": text, "content_base64": coded})


def rename(call: Call) -> RenameFile:
    """Rename a file in `in`, such as `x.tmp` to `x.csv` once it is complete."""
    _drop(call)
    to = read.text(read.record(call.data()), "to")
    return RenameFile(call.params["name"], to)


def _renamed(call: Call, file: File) -> Reply:
    return Reply(200, file_json(file, "in"))


def delete(call: Call) -> TakeFile:
    """Remove a file from a folder (`out` by default), once it has been read."""
    _drop(call)
    return TakeFile(call.params["name"], _folder(call, "out"))


def _taken(call: Call, file: File) -> Reply:
    return Reply(200, file_json(file, _folder(call, "out")))


VIEWS: dict[str, View[Any]] = {
    "file.create": View(create, _put),
    "file.list": View(list_, _listed),
    "file.read": View(read_one, _read),
    "file.rename": View(rename, _renamed),
    "file.delete": View(delete, _taken),
}
