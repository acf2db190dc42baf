"""Who works in the demo's office, and how do they sign in? One officer for each actor of the SOP, made anew."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.signing.adapters.authority import LocalAuthority
from services.signing.ports import Passphrase
from shared.contracts.vocabulary import OfficerId, Role
from shared.web.passwords import hashed
from shared.web.people import Officer, written

_NAMES: Mapping[Role, str] = {
    Role.PETUGAS_KHUSUS: "Ujang Chaniago",
    Role.OPERATOR_WA: "Rina Koto",
    Role.PETUGAS_VERIFIKASI: "Siti Tanjung",
    Role.OPERATOR_ENTRI: "Budi Sikumbang",
    Role.KASI: "Hasan Guci, S.Sos.",
    Role.KADIS: "Yeni Malayu, S.H., M.Si.",
    Role.PETUGAS_NAGARI: "Neli Jambak",
    Role.AUDITOR: "Toni Piliang, S.E.",
}
"""As documents write them, with degrees; nobody real."""

_CONSONANTS, _VOWELS = "bdghjklmnprstwyz", "aiueo"
_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One officer, and what she signs in with."""

    officer: OfficerId
    name: str
    role: Role
    password: str = field(repr=False)

    @property
    def called(self) -> str:
        """What colleagues call her."""
        return self.name.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A signer's certificate, as facts name it (SHA-256, hex), and what unlocks its key."""

    fingerprint: str
    passphrase: str = field(repr=False)


def cast() -> Mapping[Role, Login]:
    """Everybody, with passwords nobody had before."""
    return {
        role: Login(officer=OfficerId(name.split(" ", 1)[0].lower()), name=name, role=role, password=_speakable())
        for role, name in _NAMES.items()
    }


def people_text(people: Mapping[Role, Login]) -> str:
    """The office's file of people (shared/web/people.py): who they are, and hashes."""
    return written(
        Officer(login.officer, login.name, frozenset({role}), hashed(login.password)) for role, login in people.items()
    )


def enrol(authority: LocalAuthority, kadis: Login, *, now: datetime) -> Certificate:
    """A certificate of the office's test authority, which nobody trusts: documents signed with it say CONTOH."""
    passphrase = _speakable()
    return Certificate(authority.enrol(kadis.name, Passphrase(passphrase), now=now), passphrase)


def _speakable() -> str:
    """Four made-up words, 50 bits: easy to read out and to type."""
    return "-".join("".join(_syllable() for _ in range(2)) for _ in range(_WORDS))


def _syllable() -> str:
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS)
