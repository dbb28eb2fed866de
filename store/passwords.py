"""Passwords, tokens: hashed with argon2 (libargon2's own defaults), tokens with SHA-256 for they are random already."""

from __future__ import annotations

import hashlib
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from store.errors import Refused

LEAST_LENGTH = 8
AT_ONCE = 4  # comparisons, each of 64 MB: a flood of log-ins waits instead of taking all memory
_hasher = PasswordHasher()
_slots = threading.BoundedSemaphore(AT_ONCE)
_NOBODY = _hasher.hash(secrets.token_hex())  # compared when there is no such user, so that the time tells nothing


def hashed(password: str) -> str:
    """The hash to keep. Raises Refused for a password that is too short."""
    if len(password) < LEAST_LENGTH:
        raise Refused(f"密码至少 {LEAST_LENGTH} 位。")
    return _hasher.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether `password` is the one that was hashed; takes as long when there is no hash."""
    try:
        with _slots:
            return _hasher.verify(kept or _NOBODY, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
