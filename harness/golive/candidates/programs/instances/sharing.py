"""What two instances of a program cannot have each for itself: a fixed port, a configuration file that both read."""

from __future__ import annotations

from collections.abc import Sequence

from golive.candidates.programs.file.command import Command
from golive.candidates.programs.instances.place import Place
from golive.candidates.programs.rendering import RenderedFiles
from golive.errors import CandidateFailed

_OWN_PORT = ("webhook.port", "webhook.url")


def check_port(command: Command) -> None:
    """Raises CandidateFailed where the file fixes the port on which two instances would have to listen."""
    webhook = command.webhook or ""
    if webhook and not webhook.startswith("/"):
        raise CandidateFailed(
            f"fault: overlap: webhook: {webhook} fixes the port, on which two instances cannot both listen; write the "
            "path alone, such as webhook: /hooks/orders, and let the program listen on {webhook.port}"
        )


class Sharing:
    """The rendered files of all instances."""

    def __init__(self, command: Command) -> None:
        self._files = RenderedFiles(command.folder, command.files)

    def write(self, first: Place, others: Sequence[Place]) -> None:
        """Write the files of every place. Raises CandidateFailed for one in which both would find one port.

        Where one names the addresses of shop and ERP, both call the same ones and cannot be told apart.
        """
        known = first.names()
        self._files.write(known)
        for place in others:
            names = place.names()
            found = {name for name in self._files.shared(names) if known.get(name) != names.get(name)}
            ports = sorted(found.intersection(_OWN_PORT))
            if ports:
                raise CandidateFailed(
                    f"fault: overlap: files: two instances read the same file, which contains {{{ports[0]}}}, and "
                    "each needs a port of its own; give each its own file, such as `to: "
                    '"{data_dir}/config-{webhook.port}.json"`, and pass that path to the program'
                )
            if found:
                place.addresses, place.outside = first.addresses, first.outside
            self._files.write_beside(names)

    def remove(self) -> None:
        """Remove what was written. Safe to repeat."""
        self._files.remove()
