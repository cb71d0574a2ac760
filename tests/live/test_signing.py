"""Signatures of hook calls: openssl takes them, and takes none that are of something else."""

from __future__ import annotations

import random
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from golive.live.calls.signing import BITS, SigningKey

BODY = b'{"cart": {"items": [{"sku": "S1", "qty": 2}]}}'


def test_the_same_seed_gives_the_same_key_and_another_seed_another() -> None:
    assert SigningKey.of(random.Random(1)) == SigningKey.of(random.Random(1))
    assert SigningKey.of(random.Random(1)) != SigningKey.of(random.Random(2))
    assert SigningKey.of(random.Random(1)).modulus.bit_length() == BITS


@pytest.mark.parametrize("seed", range(5))
def test_openssl_agrees_with_the_signature_and_with_no_other_body(seed: int, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl is not None, "openssl is needed to check signatures by other code than ours"
    key = SigningKey.of(random.Random(seed))
    (tmp_path / "key.pem").write_text(key.public_pem)
    (tmp_path / "signature").write_bytes(b64decode(key.sign(BODY)))

    def agrees(body: bytes) -> bool:
        (tmp_path / "signed").write_bytes(b64encode(body))
        command = [openssl, "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "signed"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0

    assert agrees(BODY)
    assert not agrees(BODY.replace(b"2", b"3"))
