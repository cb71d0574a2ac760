"""Where one instance of a program is: what it is told, where it receives, and what is sent to it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from golive.candidates.programs import attached
from golive.candidates.programs.environment import data_folder, environment, values
from golive.candidates.programs.instances.setup import Setup
from golive.candidates.programs.launcher import Launcher
from golive.candidates.programs.receiver import Receiver
from golive.errors import CandidateFailed
from golive.live.addresses import Addresses
from golive.live.calls.checkout_hooks import HookSender
from golive.live.calls.retries import RETRY_PATH, RetrySender
from golive.live.calls.webhooks import WebhookSender
from golive.live.outside.outside import Outside
from golive.live.outside.sealing import Seal, obstacle
from golive.record.run import CANDIDATE_LOG


class Place:
    """The port, the addresses and the senders of one instance. Instances that follow one another may have the same.

    `addresses` are those of shop and ERP, `outside` the names of other machines. Notices of the ERP to one of `bases`,
    which are the addresses of all places, go to this one.
    """

    def __init__(
        self,
        setup: Setup,
        receiver: Receiver,
        addresses: Addresses,
        outside: Outside | None,
        bases: Sequence[str],
    ) -> None:
        self.receiver = receiver
        self.addresses = addresses
        self.outside = outside
        self.seal: Seal | None = None
        self.launchers: dict[str, Launcher] = {}
        self.sender: WebhookSender | None = None
        self.asker: HookSender | None = None
        self.presser: RetrySender | None = None
        self._setup = setup
        self._bases = bases

    def names(self) -> dict[str, str]:
        """The names of this run with their values."""
        setup, receiver = self._setup, self.receiver
        speed = setup.clock.speed if setup.pace is None else 1.0
        found = values(setup.world, self.addresses, speed, sys.executable, data_folder(setup.world))
        found["desk.token"] = setup.desk_token
        if receiver.port:
            found |= {"webhook.host": receiver.host, "webhook.port": str(receiver.port)}
        if receiver.webhook:
            found |= {"webhook.path": urlsplit(receiver.webhook).path or "/", "webhook.url": receiver.webhook}
        if setup.hook_key is not None:
            found |= {"hook.path": urlsplit(receiver.hook).path, "hook.key": setup.hook_key.public_pem}
        if setup.queue is not None:
            found["amqp.url"] = setup.queue.url
        if setup.erp_folder is not None:
            found["erp.folder"] = str(setup.erp_folder)
        return found

    def prepare(self) -> None:
        """In a thread of its own: make ready to start every version. Raises CandidateFailed."""
        setup, known = self._setup, self.names()
        env = environment(setup.world, self.addresses, known)
        if setup.command.attach is not None:
            attached.write_variables(env, setup.world.folder())
        beneath = {} if self.outside is None else self.outside.variables()
        self.seal = self._sealed()
        log_file = setup.world.folder() / CANDIDATE_LOG
        for version in setup.versions:
            command = replace(setup.command, parts=setup.parts(version))
            launcher = Launcher(command, known, env, log_file, beneath, self.seal, setup.pace)
            for part in command.parts:
                launcher.check(part)
            self.launchers[version] = launcher

    def _sealed(self) -> Seal | None:
        """The seal, where one is wanted and possible. Raises CandidateFailed for one that is demanded in vain."""
        setup = self._setup
        command = setup.command
        if self.outside is None or command.sealed == "no":
            return None
        why = obstacle()
        if why and command.sealed == "yes":
            raise CandidateFailed(
                f"sealed: yes is not possible here: {why}; write sealed: no, or leave it out"
            )
        if why:
            return None
        told = self.addresses
        urls = [
            told.shop_url,
            told.erp_url,
            told.desk_url,
            *([] if setup.queue is None else [setup.queue.url]),
        ]
        ports = [port for url in urls if (port := urlsplit(url).port)]
        return self.outside.seal([*ports, *command.reach], self.receiver.port)

    def accepts(self, within_s: float) -> bool:
        """Whether the program accepts connections on its port."""
        return self.receiver.accepts(within_s) if self.seal is None else self.seal.accepts()

    def open(self) -> None:
        """Make what sends to this place, for the kinds of messages that there are."""
        setup, receiver = self._setup, self.receiver
        if receiver.webhook or setup.world.erp.config.channels.webhooks:
            may_call = attached.MayCall(receiver.webhook) if setup.options.allow_remote else None
            self.sender = WebhookSender(
                receiver.webhook, setup.clock, may_call, partial(led, self.receiver.base, self._bases)
            )
        if setup.hook_key is not None:
            self.asker = HookSender(receiver.hook, setup.clock, setup.hook_key)
        if setup.world.scenario.people.clerks.are_there:
            url = receiver.base + RETRY_PATH if receiver.port else ""
            self.presser = RetrySender(url, setup.desk_token, setup.clock)

    def disconnect(self) -> None:
        """Ignore replies from now on: the program is about to be ended."""
        if self.sender is not None:
            self.sender.disconnect()

    def close(self) -> None:
        """From any thread, after the program has ended: end what sends to it, and what it left behind."""
        for launcher in self.launchers.values():
            launcher.close()
        for each in (self.sender, self.asker, self.presser):
            if each is not None:
                each.close()


def led(base: str, bases: Sequence[str], url: str) -> str:
    """An address of any place as one of the place at `base`: a subscription outlives the instance that asked for it."""
    found = next((each for each in bases if each and url.startswith(f"{each}/")), "")
    return base + url.removeprefix(found) if found else url
