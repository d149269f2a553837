"""Passkeys: keys that a person's own machine keeps, as a second factor (WebAuthn). Plain: no database, no clock.

What a browser is asked and what it answers is ``webauthn``'s, which is known to this file alone. It is imported where it is
needed: it brings a whole TLS library along, a third of a second that no command and no other page should pay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

CHALLENGE_BYTES = 32
MOST_PASSKEYS = 10
NAME_MOST = 40
ANSWER_MOST = 20_000
_CREDENTIAL_MOST, _PUBLIC_KEY_MOST = 1023, 1200
_OUR_NAME = "Kẻng"
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Party:
    """Who we are to browsers: the name that keys are made for, and the one address from which they may be used."""

    id: str
    origin: str


@dataclass(frozen=True)
class Known:
    """A key that an account has: what a browser needs to find it."""

    credential_id: bytes
    transports: str


@dataclass(frozen=True)
class Owner:
    """For whom a key is made; ``handle`` stands for the account inside the key and says nothing by itself."""

    handle: bytes
    username: str
    name: str


@dataclass(frozen=True)
class Answer:
    """What a browser answered to ``challenge``, as JSON; nothing of it is checked yet."""

    party: Party
    challenge: bytes
    text: str


@dataclass(frozen=True)
class NewKey:
    """A key that was made: its public half, and what it counts."""

    credential_id: bytes
    public_key: bytes
    transports: str
    sign_count: int


def party_of(public_url: str) -> Party | None:
    """Who we are at this address; None where browsers have no passkeys: a bare IP address is no name."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        port = f":{parts.port}" if parts.port not in (None, _PORTS.get(parts.scheme)) else ""
        return Party(host, f"{parts.scheme}://{host}{port}")
    return None


def ask_for_new(party: Party, challenge: bytes, owner: Owner, known: Iterable[Known]) -> str:
    """What the browser is asked to make, as JSON: one key, and none on a machine that has one of ``known``."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import AuthenticatorSelectionCriteria, ResidentKeyRequirement, UserVerificationRequirement

    wanted = AuthenticatorSelectionCriteria(
        resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
    )
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=_OUR_NAME,
        user_id=owner.handle,
        user_name=owner.username,
        user_display_name=owner.name,
        challenge=challenge,
        authenticator_selection=wanted,
        exclude_credentials=_descriptors(known),
    )
    return options_to_json(options)


def ask_for_use(party: Party, challenge: bytes, known: Iterable[Known]) -> str:
    """What the browser is asked to sign, as JSON, by one of the keys that are ``known``."""
    from webauthn import generate_authentication_options, options_to_json

    return options_to_json(
        generate_authentication_options(rp_id=party.id, challenge=challenge, allow_credentials=_descriptors(known))
    )


def _descriptors(known: Iterable[Known]) -> list["PublicKeyCredentialDescriptor"]:
    from webauthn.helpers.structs import AuthenticatorTransport, PublicKeyCredentialDescriptor

    return [
        PublicKeyCredentialDescriptor(
            id=one.credential_id,
            transports=[AuthenticatorTransport(way) for way in one.transports.split(",") if way] or None,
        )
        for one in known
    ]


def read_new(answer: Answer) -> NewKey | None:
    """The key that was made; None when this is no answer to our question. Who built the machine is not asked."""
    from webauthn import verify_registration_response
    from webauthn.helpers import parse_registration_credential_json

    try:
        credential = parse_registration_credential_json(answer.text)
        made = verify_registration_response(
            credential=credential,
            expected_challenge=answer.challenge,
            expected_rp_id=answer.party.id,
            expected_origin=answer.party.origin,
        )
    # It comes from outside and may break the library's readers anywhere: whatever they cannot read is no answer.
    except Exception:
        return None
    if len(made.credential_id) > _CREDENTIAL_MOST or len(made.credential_public_key) > _PUBLIC_KEY_MOST:
        return None
    ways = sorted({way.value for way in credential.response.transports or ()})
    return NewKey(made.credential_id, made.credential_public_key, ",".join(ways), made.sign_count)


def credential_of(answer: Answer) -> bytes | None:
    """Which key the answer says it comes from; None when it says nothing."""
    from webauthn.helpers import parse_authentication_credential_json

    try:
        return parse_authentication_credential_json(answer.text).raw_id
    except Exception:
        return None


def read_use(answer: Answer, public_key: bytes) -> int | None:
    """What the key has counted, when it signed our question; None when it did not. The caller compares the count."""
    from webauthn import verify_authentication_response

    try:
        return verify_authentication_response(
            credential=answer.text,
            expected_challenge=answer.challenge,
            expected_rp_id=answer.party.id,
            expected_origin=answer.party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
        ).new_sign_count
    except Exception:
        return None
