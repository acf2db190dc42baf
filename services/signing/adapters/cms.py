"""What stands in the signature's place? A CMS object: signer, signed digest, and the time it was signed (PAdES B-T)."""

# asn1crypto has no types, nor have the parts of pyHanko that deal in it; they are met in this module and in check.py.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import secrets
from datetime import datetime

from asn1crypto import cms, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from services.signing.adapters.pades import DIGEST
from services.signing.adapters.pki import Credential

_POLICY = "1.3.6.1.4.1.4146.2.2"
"""Every timestamp names the rules it was made by; ours, a test's, has none to name and takes pyHanko's own dummy."""


def _certificate(credential: Credential) -> x509.Certificate:
    return x509.Certificate.load(credential.certificate.public_bytes(Encoding.DER))


class _Hand(Signer):
    """Signs with a key in memory; pyHanko's SimpleSigner would want it unsealed as bytes."""

    def __init__(self, credential: Credential, issuing: Credential) -> None:
        store = SimpleCertificateStore.from_certs([_certificate(issuing)])
        super().__init__(signing_cert=_certificate(credential), cert_registry=store, embed_roots=False)
        self._key = credential.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        del digest_algorithm, dry_run  # pyHanko's signature; ours is always P-256 with SHA-256
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class _Clock(TimeStamper):
    """A timestamp authority (RFC 3161) in this process, standing still at the time it was given."""

    def __init__(self, hand: _Hand, at: datetime) -> None:
        super().__init__()
        self._hand = hand
        self._at = at

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": _POLICY,
                "message_imprint": req["message_imprint"],
                "serial_number": secrets.randbits(64),
                "gen_time": self._at.replace(microsecond=0),
                "nonce": req["nonce"],
            }
        )
        token = await self._hand.async_sign_general_data(
            cms.EncapsulatedContentInfo({"content_type": "tst_info", "content": cms.ParsableOctetString(info.dump())}),
            DIGEST,
            detached=False,
            use_cades=True,
        )
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})


async def seal(digest: bytes, signer: Credential, clock: Credential, issuing: Credential, *, at: datetime) -> bytes:
    """The CMS object (DER) over a document's SHA-256, timestamped `at`. About 3 ms; the keys stay in this process."""
    signed = await _Hand(signer, issuing).async_sign(
        digest, DIGEST, use_pades=True, timestamper=_Clock(_Hand(clock, issuing), at)
    )
    return signed.dump()
