"""Digests under the installation's secret: for what is too short or too guessable to be hashed alone."""

import hashlib
import hmac
from ipaddress import ip_address

from flask import current_app, request


def keyed_digest(purpose: str, text: str) -> bytes:
    """32 bytes that only this installation can make from ``text``; each purpose has digests of its own."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"keng {purpose}\n{text}".encode(), hashlib.sha256).digest()


def network_digest() -> str:
    """Who tries, as far as the network tells (32 hex digits): an IPv4 address, or the /64 that one IPv6 household has."""
    address = ip_address(request.remote_addr or "0.0.0.0")
    network = address.packed if address.version == 4 else address.packed[:8]
    return keyed_digest("network", network.hex()).hex()[:32]
