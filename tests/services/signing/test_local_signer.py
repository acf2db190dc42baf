"""Does the local signer sign what it was given, and does the check tell every flaw from the others?"""

# pyHanko and asn1crypto, with which the tests forge, are untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import asyncio
import copy
import hashlib
import logging
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import pikepdf
import pytest
from asn1crypto import cms
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from services.entry.forms import Form, Stage, draw
from services.signing.adapters.authority import LocalAuthority
from services.signing.adapters.check import Expected, check
from services.signing.adapters.cms import seal
from services.signing.adapters.local import LocalSigner, open_local
from services.signing.adapters.pades import prepare
from services.signing.adapters.pki import YEAR, Credential, issue, revocations
from services.signing.ports import Passphrase, SignedPdf, SigningRefused, SigningRequest, Verdict
from shared.contracts.vocabulary import DocumentId, SigningFailure
from shared.documents.stamp import STAMP_ROOM
from tests.documents.reading import fonts, pictures, qr_codes, room_of_stamp
from tests.documents.samples import FORMS, KELAHIRAN, NOW, frame

pytestmark = pytest.mark.documents

P = ParamSpec("P")
T = TypeVar("T")

SECRET = "kalimat sandi kepala dinas"
NAME = "Drs. H. Zulfahmi Contoh, M.Si."
LINK = "https://disdukcapil.contoh.example/signing/check/K7QM2XTD9WPA"
FINAL = draw(KELAHIRAN, frame(Stage.CONTOH))
SIGNED_AT = NOW.replace(microsecond=0)


async def in_a_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.to_thread(function, *args, **kwargs)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> LocalAuthority:
    folder = tmp_path_factory.mktemp("signer") / "authority"
    LocalAuthority.open(folder, now=NOW - 4 * YEAR)  # first start
    return LocalAuthority.open(folder, now=NOW - timedelta(days=1))


@pytest.fixture(scope="module")
def certificate(authority: LocalAuthority) -> str:
    return authority.enrol(NAME, Passphrase(SECRET), now=NOW - timedelta(days=30))


@pytest.fixture(scope="module")
def signer(authority: LocalAuthority) -> LocalSigner:
    return LocalSigner(authority, in_a_thread)


def request(certificate: str, pdf: bytes = FINAL) -> SigningRequest:
    return SigningRequest(
        document_id=DocumentId("dokumen-1"),
        attempt=1,
        certificate=certificate,
        pdf=pdf,
        reason="Penerbitan dokumen kependudukan",
        place="Lubuk Sikaping",
        check_url=LINK,
        room=STAMP_ROOM,
        at=NOW,
    )


@pytest.fixture(scope="module")
def signed(signer: LocalSigner, certificate: str) -> SignedPdf:
    return asyncio.run(signer.sign(request(certificate), Passphrase(SECRET)))


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """pyHanko tells of every flaw it finds; here they are on purpose."""
    with caplog.at_level(logging.CRITICAL, "pyhanko"):
        yield


# ------------------------------------------------------------------------------------------------ what a signature is
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
async def test_every_document_is_signed_and_stands_the_check(form: Form, signer: LocalSigner, certificate: str) -> None:
    pdf = draw(form, frame(Stage.CONTOH))
    signed = await signer.sign(request(certificate, pdf), Passphrase(SECRET))
    assert signed.checked == await signer.check(signed.pdf, at=NOW)
    assert signed.checked.verdict is Verdict.GOOD
    assert signed.checked.certificate == certificate
    assert signed.checked.signer == NAME
    assert signed.checked.signed_at == SIGNED_AT
    assert signed.checked.content_sha256 == hashlib.sha256(pdf).hexdigest()


def test_what_was_rendered_stands_in_the_signed_pdf_unaltered(signed: SignedPdf) -> None:
    assert signed.pdf.startswith(FINAL)
    assert signed.pdf.count(b"%%EOF") == 2


def test_the_signature_certifies_and_forbids_every_change(signed: SignedPdf) -> None:
    with pikepdf.open(BytesIO(signed.pdf)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        signature = field.V
        assert pdf.Root.Perms.DocMDP.objgen == signature.objgen
        assert signature.Reference[0].TransformParams.P == 1
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert field.T == "TTE-1"
        assert NAME in str(field.TU)
        assert str(signature.Reason) == "Penerbitan dokumen kependudukan"
        assert str(signature.Location) == "Lubuk Sikaping"


def test_the_signed_pdf_is_still_the_archival_one(signed: SignedPdf) -> None:
    with pikepdf.open(BytesIO(FINAL)) as before, pikepdf.open(BytesIO(signed.pdf)) as after:
        assert after.pdf_version == before.pdf_version == "1.7"
        assert "/Version" not in after.Root
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(after.docinfo.items()) == dict(before.docinfo.items())
    assert all(fonts(signed.pdf).values())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
async def test_the_stamp_leads_whoever_scans_the_paper_to_the_check(
    form: Form, signer: LocalSigner, certificate: str
) -> None:
    signed = await signer.sign(request(certificate, draw(form, frame(Stage.CONTOH))), Passphrase(SECRET))
    last = pictures(signed.pdf, dpi=150)[-1]
    assert qr_codes(last) == [LINK]
    assert qr_codes(room_of_stamp(last, dpi=150)) == [LINK]


async def test_workers_in_other_processes_sign_as_well(authority: LocalAuthority, certificate: str) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as pool:

        async def elsewhere(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
            return await asyncio.get_running_loop().run_in_executor(pool, partial(function, *args, **kwargs))

        signed = await LocalSigner(authority, elsewhere).sign(request(certificate), Passphrase(SECRET))
    assert signed.checked.verdict is Verdict.GOOD


# --------------------------------------------------------------------------------------------------- who may not sign
async def refusal(signer: LocalSigner, asked: SigningRequest, secret: str = SECRET) -> SigningFailure:
    with pytest.raises(SigningRefused) as refused:
        await signer.sign(asked, Passphrase(secret))
    return refused.value.failure


async def test_a_wrong_passphrase_signs_nothing(signer: LocalSigner, certificate: str) -> None:
    assert await refusal(signer, request(certificate), "sandi lain") is SigningFailure.WRONG_PASSPHRASE


async def test_whoever_was_never_enrolled_signs_nothing(signer: LocalSigner) -> None:
    assert await refusal(signer, request("0" * 64)) is SigningFailure.USER_NOT_READY


@pytest.mark.parametrize("days", [-1, 3 * 365])
async def test_a_certificate_signs_only_while_it_is_valid(days: int, signer: LocalSigner, certificate: str) -> None:
    asked = replace(request(certificate), at=NOW - timedelta(days=30) + timedelta(days=days))
    assert await refusal(signer, asked) is SigningFailure.CERTIFICATE_EXPIRED


async def test_a_worker_that_mixes_up_papers_is_found_out_before_the_result_leaves(
    authority: LocalAuthority, certificate: str
) -> None:
    other = draw(replace(KELAHIRAN, nama="Orang Lain"), frame(Stage.CONTOH))

    async def mixed_up(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        given = [replace(arg, pdf=other) if isinstance(arg, SigningRequest) else arg for arg in args]
        return await asyncio.to_thread(partial(function, *given, **kwargs))

    with pytest.raises(SigningRefused) as refused:
        await LocalSigner(authority, mixed_up).sign(request(certificate), Passphrase(SECRET))
    assert refused.value.reason == {"failure": SigningFailure.CHECK_FAILED, "verdict": Verdict.OTHER_CONTENT}


# ----------------------------------------------------------------------------------------------------- what is altered
def flipped(pdf: bytes, position: int) -> bytes:
    return pdf[:position] + bytes([pdf[position] ^ 1]) + pdf[position + 1 :]


def place_of_signature(pdf: bytes) -> tuple[int, int]:
    """Where its hex digits begin and end."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def overlaid(pdf: bytes) -> bytes:
    """A rectangle over the name, added as a PDF editor would: as one more revision."""
    writer, output = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    paint = writer.add_object(StreamObject(stream_data=b"q 1 0 0 rg 100 400 200 80 re f Q"))
    writer.add_stream_to_page(0, paint)
    writer.write(output)
    return output.getvalue()


def padded_with_a_secret(pdf: bytes) -> bytes:
    _, end = place_of_signature(pdf)
    return pdf[: end - 8] + b"c0ffee00" + pdf[end:]


def signature_bent(pdf: bytes) -> bytes:
    start, _ = place_of_signature(pdf)
    return flipped(pdf, start + 2000)


ALTERATIONS: dict[str, tuple[Callable[[bytes], bytes], Verdict]] = {
    "a byte of the content flipped": (lambda pdf: flipped(pdf, 3000), Verdict.DAMAGED),
    "a byte of the stamp flipped": (lambda pdf: flipped(pdf, len(FINAL) + 3000), Verdict.DAMAGED),
    "the reason rewritten": (lambda pdf: pdf.replace(b"/Reason (P", b"/Reason (p"), Verdict.DAMAGED),
    "the signature bent": (signature_bent, Verdict.DAMAGED),
    "something hidden behind the signature": (padded_with_a_secret, Verdict.DAMAGED),
    "a rectangle over the name": (overlaid, Verdict.CHANGED_AFTERWARDS),
    "bytes appended": (lambda pdf: pdf + b"PK\x03\x04 tambahan", Verdict.CHANGED_AFTERWARDS),
    "a false end appended": (lambda pdf: pdf + b"tambahan\n%%EOF\n", Verdict.UNREADABLE),
    "the signature cut off": (lambda pdf: pdf[: len(FINAL)], Verdict.NOT_SIGNED),
    "never signed": (lambda _: FINAL, Verdict.NOT_SIGNED),
    "cut in the middle": (lambda pdf: pdf[: len(FINAL) // 2], Verdict.UNREADABLE),
    "no PDF at all": (lambda _: b"JFIF", Verdict.UNREADABLE),
    "empty": (lambda _: b"", Verdict.UNREADABLE),
}


@pytest.mark.parametrize("alteration", ALTERATIONS)
def test_every_alteration_has_its_own_verdict(alteration: str, signed: SignedPdf, authority: LocalAuthority) -> None:
    alter, verdict = ALTERATIONS[alteration]
    assert check(alter(signed.pdf), authority.trust, at=NOW).verdict is verdict


def test_no_flipped_byte_of_what_is_signed_goes_unnoticed(signed: SignedPdf, authority: LocalAuthority) -> None:
    start, end = place_of_signature(signed.pdf)
    positions = [at for at in range(7, len(signed.pdf), len(signed.pdf) // 60) if not start <= at < end]
    verdicts = {at: check(flipped(signed.pdf, at), authority.trust, at=NOW).verdict for at in positions}
    assert len(verdicts) >= 45
    assert not [at for at, verdict in verdicts.items() if verdict is Verdict.GOOD]


def test_a_bent_signature_is_refused_or_says_the_same_as_before(signed: SignedPdf, authority: LocalAuthority) -> None:
    """The certificates that travel along are not themselves signed: bent, they are merely of no use."""
    start, end = place_of_signature(signed.pdf)
    found = [check(flipped(signed.pdf, at), authority.trust, at=NOW) for at in range(start, end, (end - start) // 60)]
    assert {one for one in found if one.verdict is Verdict.GOOD} <= {signed.checked}
    assert len([one for one in found if one.verdict is not Verdict.GOOD]) > 40


# ---------------------------------------------------------------------------------------------------- whose signature
def sealed_by(signer: Credential, clock: Credential, issuing: Credential) -> bytes:
    """FINAL signed without asking whether that is allowed."""
    prepared = prepare(request("-"), ("Ditandatangani secara elektronik oleh", NAME))
    return prepared.filled(asyncio.run(seal(prepared.digest, signer, clock, issuing, at=NOW)))


def test_a_signature_of_another_authority_with_the_same_names_is_not_trusted(authority: LocalAuthority) -> None:
    root = issue("CONTOH Akar", issuer=None, since=NOW - YEAR, lasts=2 * YEAR, authority=True)
    issuing = issue("CONTOH Penerbit", issuer=root, since=NOW - YEAR, lasts=2 * YEAR, authority=True)
    forger = issue(NAME, issuer=issuing, since=NOW - YEAR, lasts=2 * YEAR)
    forged = sealed_by(forger, authority.clock, issuing)
    assert check(forged, authority.trust, at=NOW).verdict is Verdict.NOT_TRUSTED


def test_a_time_that_nobody_trusts_proves_nothing(authority: LocalAuthority) -> None:
    hand = issue(NAME, issuer=authority.issuing, since=NOW - YEAR, lasts=2 * YEAR)
    root = issue("CONTOH Akar", issuer=None, since=NOW - YEAR, lasts=2 * YEAR, authority=True)
    clock = issue(
        "CONTOH Waktu", issuer=root, since=NOW - YEAR, lasts=2 * YEAR, purpose=ExtendedKeyUsageOID.TIME_STAMPING
    )
    assert check(sealed_by(hand, clock, authority.issuing), authority.trust, at=NOW).verdict is Verdict.NOT_TRUSTED


def test_a_certificate_that_had_expired_when_it_signed_is_told_apart(authority: LocalAuthority) -> None:
    late = issue(NAME, issuer=authority.issuing, since=NOW - 3 * YEAR, lasts=2 * YEAR)
    verdict = check(sealed_by(late, authority.clock, authority.issuing), authority.trust, at=NOW).verdict
    assert verdict is Verdict.CERTIFICATE_EXPIRED


def test_a_revoked_certificate_is_told_apart(authority: LocalAuthority) -> None:
    hand = issue(NAME, issuer=authority.issuing, since=NOW - YEAR, lasts=2 * YEAR)
    lists = (
        revocations(authority.root, at=NOW - YEAR),
        revocations(authority.issuing, at=NOW - timedelta(days=1), revoked=(hand.certificate.serial_number,)),
    )
    signed = sealed_by(hand, authority.clock, authority.issuing)
    assert check(signed, authority.trust, at=NOW).verdict is Verdict.GOOD
    warned = replace(authority.trust, revocations=lists)
    assert check(signed, warned, at=NOW).verdict is Verdict.CERTIFICATE_REVOKED


def test_where_no_revocation_list_speaks_nobody_is_trusted(signed: SignedPdf, authority: LocalAuthority) -> None:
    silent = replace(authority.trust, revocations=())
    assert check(signed.pdf, silent, at=NOW).verdict is Verdict.NOT_TRUSTED


def test_a_signature_without_a_timestamp_is_told_apart(signed: SignedPdf, authority: LocalAuthority) -> None:
    start, end = place_of_signature(signed.pdf)
    info = cms.ContentInfo.load(bytes.fromhex(signed.pdf[start:end].decode()))
    del info["content"]["signer_infos"][0]["unsigned_attrs"]
    bare = info.dump(force=True).hex().encode().ljust(end - start, b"0")
    assert check(signed.pdf[:start] + bare + signed.pdf[end:], authority.trust, at=NOW).verdict is Verdict.NO_TIMESTAMP


def test_a_good_signature_of_somebody_else_is_not_the_one_asked_for(
    signed: SignedPdf, authority: LocalAuthority, certificate: str
) -> None:
    content = hashlib.sha256(FINAL).hexdigest()

    def verdict(of: str, over: str) -> Verdict:
        return check(signed.pdf, authority.trust, at=NOW, expected=Expected(of, over)).verdict

    assert verdict(certificate, content) is Verdict.GOOD
    assert verdict("0" * 64, content) is Verdict.OTHER_SIGNER
    assert verdict(certificate, hashlib.sha256(b"").hexdigest()) is Verdict.OTHER_CONTENT


def test_a_signature_outlives_its_certificate_because_its_time_is_proven(
    signed: SignedPdf, authority: LocalAuthority
) -> None:
    later = NOW + 4 * YEAR
    reopened = LocalAuthority.open(authority.folder, now=later)
    assert check(signed.pdf, reopened.trust, at=later).verdict is Verdict.GOOD
    assert check(signed.pdf, reopened.trust, at=NOW + 12 * YEAR).verdict is not Verdict.GOOD


# ------------------------------------------------------------------------------------------------------- what is kept
def test_the_authority_outlives_a_restart_and_its_keys_are_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "baru" / "authority"
    first = LocalAuthority.open(folder, now=NOW)
    id_ = first.enrol(NAME, Passphrase(SECRET), now=NOW)
    again = LocalAuthority.open(folder, now=NOW + timedelta(days=1))
    assert again.root.certificate == first.root.certificate
    kept = again.certificate(id_)
    assert kept is not None
    assert again.unlock(kept, Passphrase(SECRET)).key.public_key() == kept.public_key()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_neither_passphrase_nor_open_key_of_a_signer_rests_on_disk(authority: LocalAuthority, certificate: str) -> None:
    kept = authority.certificate(certificate)
    assert kept is not None
    number = authority.unlock(kept, Passphrase(SECRET)).key.private_numbers().private_value.to_bytes(32, "big")
    files = [file.read_bytes() for file in authority.folder.iterdir()]
    assert not [data for data in files if SECRET.encode() in data or number in data]


def test_a_key_file_moved_to_another_signer_does_not_open(authority: LocalAuthority, certificate: str) -> None:
    other = authority.enrol("Hj. Rosna Contoh, S.H.", Passphrase(SECRET), now=NOW)
    mine, hers = (authority.folder / f"signer-{id_}.key" for id_ in (certificate, other))
    before = hers.read_bytes()
    hers.write_bytes(mine.read_bytes())
    signer = LocalSigner(authority, in_a_thread)
    assert asyncio.run(refusal(signer, request(other))) is SigningFailure.WRONG_PASSPHRASE
    hers.write_bytes(before)


def test_opened_by_its_settings_it_says_that_it_is_a_sample(tmp_path: Path) -> None:
    assert open_local(tmp_path / "authority", now=lambda: NOW, cpu=in_a_thread).sample


def test_a_passphrase_shows_itself_to_nobody() -> None:
    passphrase = Passphrase(SECRET)
    assert passphrase.reveal() == SECRET
    assert (
        SECRET not in f"{passphrase} {passphrase!r} {[passphrase]} {SigningRefused(SigningFailure.WRONG_PASSPHRASE)!r}"
    )
    for leaves in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="neither pickled nor copied"):
            leaves(passphrase)
    assert not hasattr(passphrase, "__dict__")


def test_a_request_and_its_result_show_no_document_and_no_link(signed: SignedPdf, certificate: str) -> None:
    shown = repr(request(certificate)) + repr(signed) + repr(prepare(request(certificate), ("a", "b")))
    assert "%PDF" not in shown
    assert LINK not in shown
    assert len(shown) < 2000
