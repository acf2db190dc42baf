"""How long do a page and a signature take, the latter beside pyHanko used plainly? `python -m bench.documents`."""

# pyHanko and asn1crypto are untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownLambdaType=false

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from asn1crypto import keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import QRStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from services.entry.forms import Form, Stage, draw
from services.signing.adapters.authority import LocalAuthority
from services.signing.adapters.check import check
from services.signing.adapters.cms import seal
from services.signing.adapters.pades import prepare
from services.signing.adapters.pki import Credential
from services.signing.ports import Passphrase, SigningRequest
from shared.contracts.vocabulary import DocumentId
from shared.documents.stamp import STAMP_ROOM
from tests.documents.reading import texts
from tests.documents.samples import FORMS, KELAHIRAN, NOW, family_card, frame, person

ROUNDS = 25
LINES = ("Ditandatangani secara elektronik oleh", "Drs. H. Zulfahmi Contoh, M.Si.", "22 November 2026", "a", "b")
SECRET = Passphrase("kalimat sandi")


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians in milliseconds of CPU, all threads together: what the work takes from one core."""

    name: str
    ours: float
    peer: float | None = None


def timings() -> Iterator[Timing]:
    """Drawing, then each step of a signature."""
    for form in (*FORMS, family_card(*(person(number, f"Anggota Contoh {number}") for number in range(1, 41)))):
        yield Timing(f"draw {form.kind}, {_pages(form)} page(s)", _median_ms(_drawing(form)))
    with TemporaryDirectory() as folder:
        yield from _signature(LocalAuthority.open(Path(folder) / "authority", now=NOW))


def _signature(authority: LocalAuthority) -> Iterator[Timing]:
    certificate = authority.certificate(authority.enrol(LINES[1], SECRET, now=NOW))
    if certificate is None:
        raise LookupError
    credential = authority.unlock(certificate, SECRET)
    request = SigningRequest(
        document_id=DocumentId("d"),
        attempt=1,
        certificate="",
        pdf=draw(KELAHIRAN, frame(Stage.CONTOH)),
        reason="Penerbitan",
        place="Lubuk Sikaping",
        check_url="https://disdukcapil.contoh.example/signing/check/K7QM2XTD9WPA",
        room=STAMP_ROOM,
        at=NOW,
    )
    prepared = prepare(request, LINES)

    def sealed() -> bytes:
        return prepared.filled(
            asyncio.run(seal(prepared.digest, credential, authority.clock, authority.issuing, at=NOW))
        )

    signed = sealed()
    yield Timing("unlock the key (scrypt, on purpose)", _median_ms(lambda: authority.unlock(certificate, SECRET)))
    parts = [
        Timing("prepare: stamp, field, digest", _median_ms(lambda: prepare(request, LINES))),
        Timing("seal: CMS and timestamp", _median_ms(sealed)),
        Timing("check", _median_ms(lambda: check(signed, authority.trust, at=NOW))),
    ]
    yield from parts
    both = sum(part.ours for part in parts[:2])
    peer = _median_ms(_pyhanko(request, credential))
    yield Timing("sign (prepare and seal); peer: PdfSigner with its QR stamp, no timestamp", both, peer)


def _pages(form: Form) -> int:
    return len(texts(draw(form, frame(Stage.DRAF))))


def _drawing(form: Form) -> Callable[[], bytes]:
    """Another number each time: typst remembers what it has drawn."""
    revision = count(1)
    return lambda: draw(form, frame(Stage.DRAF, revision=next(revision)))


def _pyhanko(request: SigningRequest, credential: Credential) -> Callable[[], object]:
    key = credential.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = x509.Certificate.load(credential.certificate.public_bytes(Encoding.DER))
    signer = SimpleSigner(certificate, keys.PrivateKeyInfo.load(key), SimpleCertificateStore())
    meta = PdfSignatureMetadata(
        field_name="TTE",
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    spec = SigFieldSpec("TTE", on_page=0, box=request.room.box(595.28))
    pdf_signer = PdfSigner(meta, signer, stamp_style=QRStampStyle(stamp_text="%(signer)s"), new_field_spec=spec)
    return lambda: pdf_signer.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(request.pdf)), appearance_text_params={"url": request.check_url}
    )


def _median_ms(work: Callable[[], object]) -> float:
    def once() -> float:
        started = process_time()
        work()
        return (process_time() - started) * 1000

    once()
    return median(once() for _ in range(ROUNDS))


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for timing in timings():
        beside = "" if timing.peer is None else f", peer {timing.peer:6.1f} ms"
        print(f"{timing.ours:6.1f} ms{beside}  {timing.name}")
