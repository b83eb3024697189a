# SPDX-License-Identifier: MIT
"""Attempt slips: what an attempt is allowed, signed by the centre, with the first key of its seals for one machine.

A slip goes from the assessor to the learner as one line of text, and is asked for by another. The first key travels in
a box that only the one-time key in the request opens; neither line is of use to anybody afterwards.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass

from crmtrainer.journal.seals import KEY_BYTES
from crmtrainer.kernel.canonical import Json, canonical, parse
from crmtrainer.kernel.codec import from_plain, to_plain
from crmtrainer.kernel.errors import BadInput, Refused

FORMAT = "cs1"
_ASKS, _GIVES = "CRM-ASKS-1:", "CRM-SLIP-1:"
_SIGNED = b"cj1.slip\x00"
_LONGEST_LINE = 8_000
_LONGEST_NAME, _LONGEST_WAIT = 40, 10_080
"""Characters of a reference or pseudonym, and minutes from one receipt to the next."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What an attempt is begun under. Times are microseconds UTC; `key` is the centre's public key.

    `receipts` is how many minutes may pass from one receipt to the next; `sealed`: unsealed work does not count.
    """

    fmt: str
    attempt: str
    learner: str
    scenario: str
    pack: str
    nonce: str
    opens: int
    ends: int
    receipts: int
    program: str
    sealed: bool
    key: str


@dataclass(frozen=True, slots=True)
class SignedSlip:
    """A slip's canonical bytes with their signature."""

    content: bytes
    signature: bytes

    @property
    def slip(self) -> Slip:
        """What it says. Raises `Refused` where it is none of ours."""
        return slip_from(self.content)

    @property
    def digest(self) -> str:
        """What the first entry of the attempt's journal names it by."""
        return digest_of(self.content)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a slip: who asks, and the one-time key to send the first key to."""

    learner: str
    to: bytes


@dataclass(frozen=True, slots=True)
class CentreKeys:
    """What only the centre knows: the key it signs with, and what every first key is made from."""

    signing: bytes
    master: bytes


def new_keys() -> CentreKeys:
    """Keys for a new centre."""
    return CentreKeys(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))


def slip_from(content: bytes) -> Slip:
    """What canonical bytes say. Raises `Refused` where they are no slip."""
    try:
        slip = from_plain(Slip, parse(content))
    except (BadInput, Refused) as problem:
        raise Refused("slip.unreadable") from problem
    sane = max(map(len, (slip.attempt, slip.learner))) <= _LONGEST_NAME and 0 < slip.receipts <= _LONGEST_WAIT
    if slip.fmt != FORMAT or not sane or canonical(to_plain(slip)) != content:
        raise Refused("slip.unreadable")
    return slip


def digest_of(content: bytes) -> str:
    """SHA-256 of a slip's bytes, under a tag of its own."""
    return hashlib.sha256(_SIGNED + content).hexdigest()


def public_key(keys: CentreKeys) -> str:
    """The key that others check the centre's signature by."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(keys.signing).public_key().public_bytes_raw().hex()


def sign(slip: Slip, keys: CentreKeys) -> SignedSlip:
    """The slip as it is given out."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    content = canonical(to_plain(slip))
    return SignedSlip(content, Ed25519PrivateKey.from_private_bytes(keys.signing).sign(_SIGNED + content))


def is_signed(signed: SignedSlip) -> bool:
    """Whether the signature is that of the key the slip names."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.slip.key))
        key.verify(signed.signature, _SIGNED + signed.content)
    except (InvalidSignature, ValueError, Refused):
        return False
    return True


def first_key(keys: CentreKeys, content: bytes) -> bytes:
    """The first key of the attempt that a slip is for: the centre need not keep it."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    attempt = slip_from(content).attempt.encode()
    info = b"cj1.first\x00" + attempt + b"\x00" + digest_of(content).encode()
    return HKDF(SHA256(), KEY_BYTES, None, info).derive(keys.master)


# The two lines


def ask(learner: str, waiting: bytes | None = None) -> tuple[str, bytes]:
    """A request as a line of text, and the one-time key that opens the answer: forget it once it was used.

    `waiting`: the key of an earlier request that had no answer, which serves as well.
    """
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.generate() if waiting is None else X25519PrivateKey.from_private_bytes(waiting)
    line = _line(_ASKS, {"learner": learner, "to": key.public_key().public_bytes_raw().hex()})
    return line, key.private_bytes_raw()


def read_request(line: str) -> Asked:
    """What a request says. Raises `Refused` for a line that is none, or not whole."""
    told = _told(_ASKS, line, "slip.no_request")
    learner, to = told.get("learner"), _bytes(told.get("to"))
    if not isinstance(learner, str) or not 0 < len(learner) <= 40 or len(to) != KEY_BYTES:
        raise Refused("slip.no_request")
    return Asked(learner, to)


def answer(signed: SignedSlip, asked: Asked, keys: CentreKeys) -> str:
    """The slip with its first key, as a line of text for the machine that asked."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    once = X25519PrivateKey.generate()
    try:
        shared = once.exchange(X25519PublicKey.from_public_bytes(asked.to))
    except ValueError as problem:
        raise Refused("slip.no_request") from problem
    wrap = _wrapping_key(shared, signed)
    box = ChaCha20Poly1305(wrap).encrypt(bytes(12), first_key(keys, signed.content), signed.content)
    parts = {"sig": signed.signature.hex(), "by": once.public_key().public_bytes_raw().hex(), "box": box.hex()}
    return _line(_GIVES, {"slip": signed.content.decode(), **parts})


def read_answer(line: str) -> tuple[SignedSlip, bytes, bytes]:
    """The slip in a line, whose signature holds, the key it was boxed with and the box. Raises `Refused`."""
    told = _told(_GIVES, line, "slip.no_slip")
    content = told.get("slip")
    if not isinstance(content, str):
        raise Refused("slip.no_slip")
    signed = SignedSlip(content.encode(), _bytes(told.get("sig")))
    if not is_signed(signed):
        raise Refused("slip.signature")
    return signed, _bytes(told.get("by")), _bytes(told.get("box"))


def open_box(signed: SignedSlip, by: bytes, box: bytes, key: bytes) -> bytes | None:
    """The first key, where the box was made for this one-time key; else None."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        shared = X25519PrivateKey.from_private_bytes(key).exchange(X25519PublicKey.from_public_bytes(by))
        found = ChaCha20Poly1305(_wrapping_key(shared, signed)).decrypt(bytes(12), box, signed.content)
    except (InvalidTag, ValueError):
        return None
    return found if len(found) == KEY_BYTES else None


def _wrapping_key(shared: bytes, signed: SignedSlip) -> bytes:
    """Good for one box: the other half of it is made for each."""
    return hashlib.sha256(b"cj1.box\x00" + shared + bytes.fromhex(signed.digest)).digest()


def _line(begins: str, parts: dict[str, Json]) -> str:
    data = canonical(parts)
    data += hashlib.sha256(data).digest()[:4]
    return begins + base64.urlsafe_b64encode(data).decode().rstrip("=")


def _told(begins: str, line: str, code: str) -> dict[str, Json]:
    """What a line says that may have been broken by whatever it travelled in, but not changed. Raises `Refused`."""
    text = "".join(line[: 2 * _LONGEST_LINE].split())
    if not text.startswith(begins) or len(text) > _LONGEST_LINE:
        raise Refused(code)
    text = text.removeprefix(begins)
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        told = parse(data[:-4])
    except (binascii.Error, ValueError, Refused) as problem:
        raise Refused(code) from problem
    if hashlib.sha256(data[:-4]).digest()[:4] != data[-4:] or not isinstance(told, dict):
        raise Refused(code)
    return told


def _bytes(value: Json | None) -> bytes:
    try:
        return bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return b""
