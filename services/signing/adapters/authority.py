"""Where do the local test certificates rest? In a folder made whole on first start, keys readable by the owner only."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID

from services.signing.adapters.pki import YEAR, Credential, Key, Trust, fingerprint, issue, revocations
from services.signing.ports import Passphrase

_SALT, _NONCE = 16, 12


class WrongPassphrase(Exception):  # noqa: N818 - an answer, not a fault
    """The passphrase does not unlock this signer's key."""


@dataclass(frozen=True, slots=True)
class LocalAuthority:
    """The office's own test authority. Its two certifying keys and that of its clock lie open; signers' do not."""

    folder: Path
    root: Credential
    issuing: Credential
    clock: Credential
    trust: Trust

    @classmethod
    def open(cls, folder: Path, *, now: datetime) -> Self:
        """The authority in this folder; made first if there is none."""
        if not folder.exists():
            _found(folder, now)
        root, issuing, clock = (_load(folder / f"{name}.pem") for name in ("root", "issuing", "clock"))
        trust = Trust(
            roots=(_der(root.certificate),),
            intermediates=(_der(issuing.certificate),),
            revocations=(revocations(root, at=now), revocations(issuing, at=now)),
        )
        return cls(folder, root, issuing, clock, trust)

    def enrol(self, name: str, passphrase: Passphrase, *, now: datetime) -> str:
        """A certificate of two years for a signer of this name (with degrees); its fingerprint, as facts name it."""
        signer = issue(name, issuer=self.issuing, since=now, lasts=2 * YEAR)
        id_ = fingerprint(signer.certificate)
        _write(self._signer(id_, "key"), _seal(signer.key, passphrase, id_))
        _write(self._signer(id_, "pem"), signer.certificate.public_bytes(Encoding.PEM))
        return id_

    def certificate(self, id_: str) -> x509.Certificate | None:
        """The signer's certificate, if she was enrolled here."""
        file = self._signer(id_, "pem")
        return x509.load_pem_x509_certificate(file.read_bytes()) if file.exists() else None

    def unlock(self, certificate: x509.Certificate, passphrase: Passphrase) -> Credential:
        """The signer's credential, for one request. Takes about 40 ms, on purpose. Raises WrongPassphrase."""
        id_ = fingerprint(certificate)
        return Credential(certificate, _unseal(self._signer(id_, "key").read_bytes(), passphrase, id_))

    def _signer(self, id_: str, suffix: str) -> Path:
        return self.folder / f"signer-{id_}.{suffix}"


def _found(folder: Path, now: datetime) -> None:
    """Make root, issuing authority and clock, then show them all at once: a crash leaves no half authority."""
    root = issue("CONTOH Akar", issuer=None, since=now, lasts=20 * YEAR, authority=True)
    issuing = issue("CONTOH Penerbit", issuer=root, since=now, lasts=10 * YEAR, authority=True)
    clock = issue("CONTOH Waktu", issuer=issuing, since=now, lasts=10 * YEAR, purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    draft = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    draft.mkdir(parents=True, mode=0o700)
    for name, credential in (("root", root), ("issuing", issuing), ("clock", clock)):
        key = credential.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(draft / f"{name}.pem", credential.certificate.public_bytes(Encoding.PEM) + key)
    draft.rename(folder)


def _load(file: Path) -> Credential:
    pem = file.read_bytes()
    return Credential(x509.load_pem_x509_certificate(pem), _elliptic(load_pem_private_key(pem, password=None)))


def _elliptic(key: object) -> Key:
    if not isinstance(key, Key):
        raise TypeError("the authority's keys are elliptic")
    return key


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _cipher(passphrase: Passphrase, salt: bytes) -> AESGCM:
    secret = passphrase.reveal().encode()
    return AESGCM(Scrypt(salt=salt, length=32, n=2**14, r=8, p=1).derive(secret))


def _seal(key: Key, passphrase: Passphrase, id_: str) -> bytes:
    """Salt ‖ nonce ‖ AES-256-GCM of the key under scrypt of the passphrase, bound to its certificate.

    Not the standard encrypted PKCS #8: the library offers it with 2048 rounds only.
    """
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, plain, id_.encode())


def _unseal(sealed: bytes, passphrase: Passphrase, id_: str) -> Key:
    salt, nonce, box = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    try:
        plain = _cipher(passphrase, salt).decrypt(nonce, box, id_.encode())
    except InvalidTag:
        raise WrongPassphrase from None
    return _elliptic(load_der_private_key(plain, password=None))


def _write(file: Path, data: bytes) -> None:
    """Durably, readable by the owner only, whole or not at all."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)
