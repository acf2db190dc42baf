"""How does an officer prove who she is? An Argon2id hash, and the same time for somebody nobody knows."""

from __future__ import annotations

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import Type

SHORTEST = 12
"""Characters. No rules of composition and no forced change (OWASP ASVS 5.0, 6.2)."""
LEAST_MEMORY = 19 * 1024
LEAST_PASSES = 2
"""KiB and passes of Argon2id: the least that OWASP's sheet on password storage accepts."""

_HASHER = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$hwq5cTd0NpUtNlo6aPQzrQ$F1afJP9tmRVtDZqzxLao9U4EX1pyzrTcub4Rqb4R+wE"
"""Of thirty-two random bytes that nobody kept."""


class WeakPassword(ValueError):  # noqa: N818 - the house's word
    """The password is shorter than twelve characters."""


def hashed(password: str) -> str:
    """The salted hash (64 MiB, three passes; about 50 ms) in PHC form.

    Raises:
        WeakPassword: shorter than SHORTEST.
    """
    if len(password) < SHORTEST:
        raise WeakPassword
    return _HASHER.hash(password)


def proves(password: str, known: str | None) -> bool:
    """Whether the password made this hash; with None the answer is no, after as long a look."""
    try:
        return _HASHER.verify(known or _NOBODY, password)
    except VerifyMismatchError:
        return False


def strong_enough(value: str) -> str:
    """The hash itself, or a ValueError that says what it must be and does not repeat it."""
    try:
        parameters = extract_parameters(value)
    except InvalidHashError:
        raise ValueError("must be an Argon2id hash") from None
    weak = parameters.memory_cost < LEAST_MEMORY or parameters.time_cost < LEAST_PASSES
    if parameters.type is not Type.ID or weak:
        raise ValueError(f"must be Argon2id with at least {LEAST_MEMORY} KiB and {LEAST_PASSES} passes")
    return value
