"""Who signs in the demo and in tests? A certificate of our own making, which nobody trusts."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from cryptography import x509
from cryptography.x509.oid import NameOID

from services.signing.adapters.authority import LocalAuthority, WrongPassphrase
from services.signing.adapters.check import Expected, check
from services.signing.adapters.cms import seal
from services.signing.adapters.pades import prepare
from services.signing.adapters.pki import Credential
from services.signing.ports import Checked, Passphrase, SignedPdf, SigningRefused, SigningRequest, Verdict
from shared.contracts.vocabulary import SigningFailure
from shared.documents.indonesian import waktu_wib

P = ParamSpec("P")
T = TypeVar("T")


class Cpu(Protocol):
    """Runs what takes long in another process; function, arguments and result can be pickled."""

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


def open_local(folder: Path, *, now: Callable[[], datetime], cpu: Cpu) -> LocalSigner:
    """The signer whose certificates rest in this folder; its authority is made if there is none yet."""
    return LocalSigner(LocalAuthority.open(folder, now=now()), cpu)


class LocalSigner:
    """Signs with keys in a folder. What takes long is done by `cpu`; keys and passphrases stay in this process."""

    sample = True

    def __init__(self, authority: LocalAuthority, cpu: Cpu) -> None:
        """Take the keys and the workers."""
        self._authority = authority
        self._cpu = cpu

    async def sign(self, request: SigningRequest, passphrase: Passphrase) -> SignedPdf:
        """Sign and check. Nothing is far away here: the outcome is always known. Raises SigningRefused."""
        certificate = self._usable(request)
        credential = await self._unlock(certificate, passphrase)
        prepared = await self._cpu(prepare, request, _lines(certificate, request.at))
        signature = await seal(
            prepared.digest, credential, self._authority.clock, self._authority.issuing, at=request.at
        )
        pdf = prepared.filled(signature)
        expected = Expected(request.certificate, hashlib.sha256(request.pdf).hexdigest())
        checked = await self._cpu(check, pdf, self._authority.trust, at=request.at, expected=expected)
        if checked.verdict is not Verdict.GOOD:
            raise SigningRefused(SigningFailure.CHECK_FAILED, checked.verdict)
        return SignedPdf(pdf=pdf, checked=checked)

    async def check(self, pdf: bytes, *, at: datetime) -> Checked:
        """What the signature of this PDF is worth, trusting the local authority alone."""
        return await self._cpu(check, pdf, self._authority.trust, at=at)

    def _usable(self, request: SigningRequest) -> x509.Certificate:
        certificate = self._authority.certificate(request.certificate)
        if certificate is None:
            raise SigningRefused(SigningFailure.USER_NOT_READY)
        if not certificate.not_valid_before_utc <= request.at <= certificate.not_valid_after_utc:
            raise SigningRefused(SigningFailure.CERTIFICATE_EXPIRED)
        return certificate

    async def _unlock(self, certificate: x509.Certificate, passphrase: Passphrase) -> Credential:
        try:
            return await asyncio.to_thread(self._authority.unlock, certificate, passphrase)
        except WrongPassphrase:
            raise SigningRefused(SigningFailure.WRONG_PASSPHRASE) from None


def _lines(certificate: x509.Certificate, at: datetime) -> tuple[str, ...]:
    """What stands beside the QR code."""
    name = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return (
        "Ditandatangani secara elektronik oleh",
        str(name),
        waktu_wib(at),
        "Sertifikat uji, tanpa kekuatan hukum",
        "Pindai untuk memeriksa keaslian",
    )
