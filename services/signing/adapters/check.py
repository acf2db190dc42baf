"""Is the signature of this PDF good, and is it over what we rendered, by whom we asked? (never `intact` alone)."""

# asn1crypto has no types, nor have the parts of pyHanko that deal in it; they are met in this module and in cms.py.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO

from asn1crypto import parser, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from services.signing.adapters.pki import Trust
from services.signing.ports import Checked, Verdict

_EXPIRED = {AdESIndeterminate.EXPIRED, AdESIndeterminate.NOT_YET_VALID, AdESIndeterminate.OUT_OF_BOUNDS_NO_POE}
_REVOKED = {AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.REVOKED_CA_NO_POE}


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose signature over what we asked for: SHA-256 (hex) of the certificate, and of the PDF before it was signed."""

    certificate: str
    content_sha256: str


def check(pdf: bytes, trust: Trust, *, at: datetime, expected: Expected | None = None) -> Checked:
    """What the PDF's signature is worth `at` this moment. Pure of clock and network; callable in a process pool.

    The signer's certificate must have been good when the timestamp was made, the timestamp's must be good now: so a
    signature outlives its signer's certificate, but not a clock nobody trusts.
    """
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        if not signatures:
            return Checked(verdict=Verdict.NOT_SIGNED)
        found = _judge(pdf, signatures[0], trust, at)
    except SignatureValidationError:
        return Checked(verdict=Verdict.DAMAGED)
    except Exception:  # noqa: BLE001 - a parser fed hostile bytes may throw anything; then this PDF is not to be accepted
        return Checked(verdict=Verdict.UNREADABLE)
    if expected and found.verdict is Verdict.GOOD:
        return replace(found, verdict=_as_expected(found, signatures[0], expected))
    return found


def _judge(pdf: bytes, signature: EmbeddedPdfSignature, trust: Trust, at: datetime) -> Checked:
    signed_at = _timestamp(signature)
    if signed_at is None:
        return Checked(verdict=Verdict.NO_TIMESTAMP)
    status = validate_pdf_signature(
        signature,
        signer_validation_context=_context(trust, signed_at),
        ts_validation_context=_context(trust, at),
    )
    first_revision = pdf[: _end_of_revision(pdf, signature.reader, 0)]
    return Checked(
        verdict=_verdict(pdf, signature, status),
        certificate=hashlib.sha256(signature.signer_cert.dump()).hexdigest(),
        signer=signature.signer_cert.subject.native.get("common_name"),
        signed_at=signed_at,
        content_sha256=hashlib.sha256(first_revision).hexdigest(),
    )


def _verdict(pdf: bytes, signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Verdict:
    """The rule: bottom line, modification policy and coverage together, and nothing loose.

    What pyHanko lets pass and we do not: bytes behind the last revision, and bytes behind the signature in its place.
    """
    place = signature.pkcs7_content
    if not (status.intact and status.valid) or any(place[parser.peek(place) :]):
        return Verdict.DAMAGED
    covered = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    maintained = status.modification_level is not None and status.modification_level <= ModificationLevel.LTA_UPDATES
    last = signature.reader.xrefs.total_revisions - 1
    loose = len(pdf) > _end_of_revision(pdf, signature.reader, last)
    if loose or not (status.docmdp_ok and (covered or maintained)):
        return Verdict.CHANGED_AFTERWARDS
    if status.bottom_line:
        return Verdict.GOOD
    if status.trust_problem_indic in _EXPIRED:
        return Verdict.CERTIFICATE_EXPIRED
    if status.trust_problem_indic in _REVOKED:
        return Verdict.CERTIFICATE_REVOKED
    return Verdict.NOT_TRUSTED


def _as_expected(found: Checked, signature: EmbeddedPdfSignature, expected: Expected) -> Verdict:
    """A good signature may still be another's, or over something else than the one revision we rendered."""
    if found.certificate != expected.certificate:
        return Verdict.OTHER_SIGNER
    if found.content_sha256 != expected.content_sha256 or signature.signed_revision != 1:
        return Verdict.OTHER_CONTENT
    return Verdict.GOOD


def _timestamp(signature: EmbeddedPdfSignature) -> datetime | None:
    """The time in the signature's timestamp, not yet proven; None if it has none."""
    try:
        token = find_unique_cms_attribute(signature.signer_info["unsigned_attrs"], "signature_time_stamp_token")
    except NonexistentAttributeError:
        return None
    moment = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    return moment if isinstance(moment, datetime) else None


def _context(trust: Trust, moment: datetime) -> ValidationContext:
    """Offline: a certificate about which no revocation list speaks is not trusted."""
    return ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in trust.roots],
        other_certs=[x509.Certificate.load(other) for other in trust.intermediates],
        crls=trust.revocations,
        moment=moment,
        allow_fetching=False,
        revocation_mode="require",
        retroactive_revinfo=True,  # today's list also speaks of the day of the signature
    )


def _end_of_revision(pdf: bytes, reader: PdfFileReader, revision: int) -> int:
    """Where the revision's bytes end: behind its end-of-file marker and the one end of line allowed there."""
    end = pdf.index(b"%%EOF", reader.xrefs.get_startxref_for_revision(revision)) + len(b"%%EOF")
    for line_end in (b"\r\n", b"\n", b"\r"):
        if pdf.startswith(line_end, end):
            return end + len(line_end)
    return end
