"""Environment variables by which programs find a proxy and the certificate authority of the run."""

from __future__ import annotations

from pathlib import Path

STORE_PASSWORD = "golive-trusts"
"""Of the Java trust store, which holds nothing secret."""
CERTIFICATE_VARIABLES = (
    "SSL_CERT_FILE",  # OpenSSL: Ruby, PHP streams, Go, .NET, Python's ssl
    "REQUESTS_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "CURL_CA_BUNDLE",
    "PERL_LWP_SSL_CA_FILE",
    "AWS_CA_BUNDLE",
)
PROXY_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")
_DIRECT = "127.0.0.1,localhost,::1"


def proxy_variables(port: int) -> dict[str, str]:
    """The proxy for programs that ask the environment; loopback addresses are called directly."""
    url = f"http://127.0.0.1:{port}"
    return {
        **dict.fromkeys(PROXY_VARIABLES, url),
        "NO_PROXY": _DIRECT,
        "no_proxy": _DIRECT,
        "NODE_USE_ENV_PROXY": "1",  # Node from 22.21 and 24 on
    }


def certificate_variables(certificate: Path, folder: Path) -> dict[str, str]:
    """The certificate authority for OpenSSL, Python, Node, curl, Perl and PHP. Writes PHP's setting to `folder`."""
    settings = folder / "php"
    settings.mkdir(exist_ok=True)
    lines = f'openssl.cafile = "{certificate}"\ncurl.cainfo = "{certificate}"\n'
    (settings / "golive.ini").write_text(lines, encoding="utf-8")
    return {**dict.fromkeys(CERTIFICATE_VARIABLES, str(certificate)), "PHP_INI_SCAN_DIR": f":{settings}"}


def java_options(store: Path | None, proxy_port: int) -> str:
    """The options of a Java virtual machine: proxy, and the trust store where there is one."""
    options = []
    for scheme in ("http", "https"):
        options += [f"-D{scheme}.proxyHost=127.0.0.1", f"-D{scheme}.proxyPort={proxy_port}"]
    if store is not None:
        options += [
            f"-Djavax.net.ssl.trustStore={store}",
            f"-Djavax.net.ssl.trustStorePassword={STORE_PASSWORD}",
        ]
        options += ["-Djavax.net.ssl.trustStoreType=PKCS12"]
    return " ".join(options)
