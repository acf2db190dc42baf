"""How are the local test signer's certificates made? Root → issuing → signers and timestamps, all P-256.

CONTOH stands in every name, because nobody outside this office's demo trusts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

YEAR = timedelta(days=365)
CURVE = ec.SECP256R1()
"""P-256: a signature takes a tenth of what RSA-3072 takes, because every library re-validates RSA keys it loads."""
_ORGANISATION = "CONTOH - sertifikat uji tanpa kekuatan hukum"
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose certificates count, all DER: roots, intermediates, and the revocation lists. Crosses process borders."""

    roots: tuple[bytes, ...]
    intermediates: tuple[bytes, ...]
    revocations: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate and its unlocked key. The key is never shown."""

    certificate: x509.Certificate
    key: Key

    def __repr__(self) -> str:
        """Name the certificate only."""
        return f"Credential({fingerprint(self.certificate)})"


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate in hex, as facts name it."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, signs: bool = False, certifies: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )


def issue(
    name: str,
    *,
    issuer: Credential | None,
    since: datetime,
    lasts: timedelta,
    authority: bool = False,
    purpose: x509.ObjectIdentifier | None = None,
) -> Credential:
    """A new key and a certificate over it; without an issuer it certifies itself."""
    key = ec.generate_private_key(CURVE)
    by, by_key = (issuer.certificate.subject, issuer.key) if issuer else (_name(name), key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + lasts)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(_usage(signs=not authority, certifies=authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key()), critical=False)
    )
    if purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return Credential(builder.sign(by_key, hashes.SHA256()), key)


def revocations(issuer: Credential, *, at: datetime, revoked: tuple[int, ...] = ()) -> bytes:
    """The issuer's revocation list (DER), good for two years: made anew on every start. `revoked`: serial numbers."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(at)
        .next_update(at + 2 * YEAR)
        .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )
    for serial in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
