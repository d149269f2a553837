"""A key as a machine keeps it (WebAuthn, ES256), made of what browsers and authenticators are told to do by the standard.

It answers what a page asks as a browser would, or wrongly where a test says so. The tests' own hand writes every byte:
``webauthn``, which reads them, is not asked here.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN = "http://localhost:8000"
_PRESENT, _VERIFIED, _CARRIES_A_KEY = 0x01, 0x04, 0x40


def to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _cbor_bytes(data: bytes) -> bytes:
    """A CBOR byte string of up to 65,535 bytes."""
    size = len(data)
    head = bytes([0x40 + size]) if size < 24 else b"\x58" + bytes([size]) if size < 256 else b"\x59" + size.to_bytes(2)
    return head + data


@dataclass
class SecurityKey:
    """One key. ``count`` is what it has counted; ``step`` how far on each use goes (0: it does not count)."""

    step: int = 1
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: str, *, origin: str = ORIGIN, rp_id: str = "") -> str:
        """Answer ``navigator.credentials.create()``, with attestation ``none``."""
        asked = json.loads(options)
        point = self.secret.public_key().public_numbers()
        x, y = _cbor_bytes(point.x.to_bytes(32)), _cbor_bytes(point.y.to_bytes(32))
        # {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        public = b"\xa5\x01\x02\x03\x26\x20\x01\x21" + x + b"\x22" + y
        carried = bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id + public
        data = self._data(rp_id or asked["rp"]["id"], _CARRIES_A_KEY) + carried
        attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData" + _cbor_bytes(data)
        client = self._client("webauthn.create", asked["challenge"], origin)
        return self._answer(
            clientDataJSON=to_text(client), attestationObject=to_text(attestation), transports=["internal", "hybrid"]
        )

    def use(self, options: str, *, origin: str = ORIGIN, rp_id: str = "") -> str:
        """Answer ``navigator.credentials.get()``: signed, and counted."""
        asked = json.loads(options)
        self.count += self.step
        data = self._data(rp_id or asked["rpId"], 0)
        client = self._client("webauthn.get", asked["challenge"], origin)
        signature = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=to_text(client), authenticatorData=to_text(data), signature=to_text(signature))

    def _data(self, rp_id: str, flags: int) -> bytes:
        flags |= _PRESENT | _VERIFIED
        return hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def _answer(self, **response: Any) -> str:
        name = to_text(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
