"""The certificate authority of one run. Its keys exist in memory only; its certificate is in the run folder."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import trustme

from golive.live.outside.variables import STORE_PASSWORD

CERTIFICATE = "golive-ca.pem"
TRUST_STORE = "golive-ca.p12"
_KEYTOOL_S = 30.0


class Authority:
    """Issues a certificate for each name that is asked for and known, and says which one a connection asked for."""

    def __init__(self, is_known: Callable[[str], bool], folder: Path) -> None:
        self._is_known = is_known
        self._authority = trustme.CA(organization_name="golive", organization_unit_name="one run")
        self.certificate = folder / CERTIFICATE
        self._authority.cert_pem.write_to_path(str(self.certificate))
        self._contexts: dict[str, ssl.SSLContext] = {}

    def context(self, refused: Callable[[str], None]) -> ssl.SSLContext:
        """The context of a server that presents the certificate of the name it is asked for.

        `refused` is called with a name that has none.
        """

        def choose(connection: ssl.SSLObject, name: str | None, _whole: ssl.SSLContext) -> int | None:
            asked = (name or "").lower()
            if not self._is_known(asked):
                refused(asked or "an address without a name")
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
            if asked not in self._contexts:
                self._contexts[asked] = self._issued(asked)
            connection.context = self._contexts[asked]
            return None

        whole = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        whole.sni_callback = choose
        return whole

    def name_of(self, connection: ssl.SSLObject) -> str:
        """The name that a connection was made to, once its handshake is done."""
        return next(name for name, context in self._contexts.items() if connection.context is context)

    def trust_store(self) -> Path | None:
        """The certificate as a Java trust store; None where there is no keytool."""
        keytool = shutil.which("keytool")
        if keytool is None:
            return None
        store = self.certificate.with_name(TRUST_STORE)
        if store.exists():  # made for the first of two instances
            return store
        words = [keytool, "-importcert", "-noprompt", "-alias", "golive", "-storetype", "PKCS12"]
        words += ["-keystore", str(store), "-storepass", STORE_PASSWORD, "-file", str(self.certificate)]
        try:
            done = subprocess.run(words, capture_output=True, timeout=_KEYTOOL_S, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return store if done.returncode == 0 else None

    def _issued(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(name).configure_cert(context)
        return context
