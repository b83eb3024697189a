# SPDX-License-Identifier: MIT
"""The arithmetic of seals: one key for a stretch of entries, the next made from it, and no way back.

Who reads a key later can make seals from there on, and none for what came before.
"""

from __future__ import annotations

import hashlib
import hmac
import struct

KEY_BYTES = 32
_SEAL, _EVOLVE = b"cj1.seal\x00", b"cj1.evolve\x00"
_number = struct.Struct(">Q").pack


def seal_of(key: bytes, seq: int, digest: bytes) -> bytes:
    """The seal of entry `seq`, whose hash is `digest`, under the key of its epoch."""
    return hmac.digest(key, _SEAL + _number(seq) + digest, "sha256")


def fits(seal: object, key: bytes, seq: int, digest: bytes) -> bool:
    """Whether what is stored as a seal is the one that this key makes."""
    return isinstance(seal, bytes) and hmac.compare_digest(seal, seal_of(key, seq, digest))


def evolved(key: bytes, times: int = 1) -> bytes:
    """The key that comes so many epochs after `key`."""
    for _ in range(times):
        key = hashlib.sha256(_EVOLVE + key).digest()
    return key
