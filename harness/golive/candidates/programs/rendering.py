"""Configuration files of a program, written before its start from templates and removed after its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from golive.candidates.programs.file.command import Rendered
from golive.candidates.programs.file.names import ESCAPES, UnknownName, fill, used
from golive.errors import CandidateFailed

LARGEST_BYTES = 1_000_000


class RenderedFiles:
    """The files of one run, with paths relative to `folder`. They hold credentials; only their owner may read them."""

    def __init__(self, folder: Path, files: Sequence[Rendered]) -> None:
        self._folder = folder
        self._files = tuple(files)
        self._written: list[Path] = []

    def write(self, values: Mapping[str, str]) -> None:
        """Write every file. Raises CandidateFailed for a template that cannot be read, or a file in the way."""
        for each in self._files:
            self._write(each, values)

    def write_beside(self, values: Mapping[str, str]) -> None:
        """Write those that a second instance has for itself, by the names in their paths. Raises CandidateFailed."""
        for each in self._files:
            if self._target(each, values) not in self._written:
                self._write(each, values)

    def shared(self, values: Mapping[str, str]) -> set[str]:
        """The names in files that a second instance with these names reads too. Raises CandidateFailed."""
        found = [
            used(_template(self._folder / each.template))
            for each in self._files
            if self._target(each, values) in self._written
        ]
        return set().union(*found)

    def _target(self, file: Rendered, values: Mapping[str, str]) -> Path:
        return self._folder / Path(fill(file.to, values)).expanduser()

    def remove(self) -> None:
        """Remove what was written. Safe to repeat."""
        while self._written:
            with suppress(OSError):
                self._written.pop().unlink()

    def _write(self, file: Rendered, values: Mapping[str, str]) -> None:
        source = self._folder / file.template
        try:
            target = self._target(file, values)
            text = _template(source)
            content = fill(text, values, ESCAPES.get(target.suffix.lower(), str))
        except UnknownName as why:
            raise CandidateFailed(f"files: {source}: {why}") from why
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8") as opened:
                self._written.append(target)
                target.chmod(0o600)
                opened.write(content)
        except FileExistsError:
            raise CandidateFailed(
                f"files: {target} exists already, and golive replaces no file that it did not write; move it away, "
                f'or write `to: "{{data_dir}}/{target.name}"` and pass that path to the program. It may also be '
                "left from a run that was killed, or belong to one that is under way"
            ) from None
        except (OSError, ValueError) as why:
            raise CandidateFailed(f"files: {target} cannot be written: {why}") from why


def _template(source: Path) -> str:
    """The text of a template. Raises CandidateFailed."""
    try:
        with source.open("rb") as opened:
            data = opened.read(LARGEST_BYTES + 1)
        if len(data) > LARGEST_BYTES:
            raise ValueError("it has more than 1 MB")
        return data.decode("utf-8")
    except (OSError, ValueError) as why:
        raise CandidateFailed(f"files: the template {source} cannot be read: {why}") from why
