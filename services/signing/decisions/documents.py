"""Which document is meant, and may it still be changed?"""

from __future__ import annotations

from services.signing.decisions.commands import AlreadySigned, NoSuchDocument
from shared.contracts.rules.journey import DocumentProgress, Journey, SigningUnderWay
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import DocumentId


def document_of(journey: Journey, document_id: DocumentId) -> DocumentProgress:
    document = journey.document(document_id)
    if document is None:
        raise NoSuchDocument(document_id=document_id)
    return document


def unsigned(journey: Journey, document_id: DocumentId) -> DocumentProgress:
    """A document that is not signed, and no attempt to sign it waits for its outcome."""
    document = document_of(journey, document_id)
    if document.signed:
        raise already(document.signed)
    if document.signing_under_way:
        raise SigningUnderWay(document_id=document.id)
    return document


def already(signed: DocumentSigned) -> AlreadySigned:
    return AlreadySigned(document_id=signed.document_id, by=signed.signer, at=signed.signed_at)
