# SPDX-License-Identifier: MIT
"""The keys of a data folder, in files only their owner can read: the centre's own, and those slips were asked with.

Whoever has this folder can make slips and seals: so seals say something only of records that were made elsewhere.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crmtrainer.journal.seals import KEY_BYTES
from crmtrainer.journal.slips import CentreKeys, new_keys
from crmtrainer.kernel.canonical import canonical, parse
from crmtrainer.kernel.codec import from_plain, to_plain
from crmtrainer.kernel.errors import BadInput, Refused, StoreUnavailable

CENTRE_KEY = "centre.key"
_ASKED = ".asked"


@dataclass(frozen=True, slots=True)
class _Kept:
    signing: str
    master: str


def keys_folder(home: Path) -> Path:
    """Where the keys of a data folder are."""
    return home / "keys"


def known_keys(home: Path) -> CentreKeys | None:
    """The centre's keys, where it has made any. Raises `StoreUnavailable` where they cannot be read."""
    file = keys_folder(home) / CENTRE_KEY
    try:
        kept = from_plain(_Kept, parse(file.read_bytes()))
        keys = CentreKeys(bytes.fromhex(kept.signing), bytes.fromhex(kept.master))
    except FileNotFoundError:
        return None
    except (OSError, BadInput, Refused, ValueError) as problem:
        raise StoreUnavailable("keys.unreadable", path=str(file)) from problem
    if (len(keys.signing), len(keys.master)) != (KEY_BYTES, KEY_BYTES):
        raise StoreUnavailable("keys.unreadable", path=str(file))
    return keys


def keys_of(home: Path) -> CentreKeys:
    """The centre's keys, made when there are none. Raises `StoreUnavailable`."""
    found = known_keys(home)
    if found is not None:
        return found
    made = new_keys()
    kept = _Kept(made.signing.hex(), made.master.hex())
    _write(keys_folder(home) / CENTRE_KEY, canonical(to_plain(kept)))
    return made


def keep_asked(home: Path, name: str, key: bytes) -> None:
    """Keep the one-time key of a request until its answer comes. Raises `StoreUnavailable`."""
    _write(keys_folder(home) / f"{name}{_ASKED}", key)


def asked_keys(home: Path) -> dict[Path, bytes]:
    """The one-time keys whose answers have not come, the newest first."""
    files = sorted(keys_folder(home).glob(f"*{_ASKED}"), key=lambda file: -file.stat().st_mtime_ns)
    return {file: file.read_bytes() for file in files}


def forget(file: Path) -> None:
    """Overwrite a one-time key and remove it."""
    with suppress(OSError):
        with file.open("r+b") as stream:
            stream.write(bytes(KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        file.unlink()


def _write(file: Path, data: bytes) -> None:
    part = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as problem:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreUnavailable("store.not_copied", path=str(file), problem=str(problem)) from problem
