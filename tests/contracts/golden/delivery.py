"""One of each fact the delivery desk says."""

from __future__ import annotations

from shared.contracts.delivery import (
    ApplicantInformed,
    BerkasClosed,
    ComplaintAnswered,
    ComplaintReceived,
    DocumentHandedOver,
    DocumentPrinted,
    DocumentReceived,
    DocumentSent,
    HandoverFailed,
    MessageAccepted,
    MessageDelivered,
    MessageDue,
    MessageFailed,
    MessageOutcomeUnknown,
    MessageRead,
    OldPaperCollected,
    PrintsIssued,
    PrintsReturned,
    ReceiverRecorded,
    SendingStarted,
    SurveyAnswered,
)
from shared.contracts.fact import Fact
from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import (
    CloseReason,
    ComplaintId,
    ComplaintKind,
    Ending,
    FactId,
    HandoverFailure,
    MessageFailure,
    MessageId,
    MessageKind,
    OfficerId,
    Paper,
    Place,
    ReceiptProof,
    SenderRelation,
    TellingChannel,
)
from tests.contracts.golden.head import BOX, DOCUMENT, OF_BERKAS, OF_DOCUMENT, blob, note

MESSAGE = MessageId("9c8b7a6d-5e4f-5a33-8b22-1c0d9e8f7a66")
ABOUT = FactId("3d4e5f6a-7b8c-5d99-8e11-2f3a4b5c6d77")
COMPLAINT = ComplaintId("6e5d4c3b-2a1f-5e00-8d11-3c4b5a6f7e88")
UJANG = OfficerId("ujang")

EXAMPLES: tuple[Fact, ...] = (
    MessageDue(**OF_BERKAS, message_id=MESSAGE, kind=MessageKind.DOKUMEN_SIAP, about=ABOUT, document_id=DOCUMENT),
    SendingStarted(**OF_BERKAS, message_id=MESSAGE, attempt=1),
    MessageAccepted(**OF_BERKAS, message_id=MESSAGE, attempt=1),
    MessageDelivered(**OF_BERKAS, message_id=MESSAGE),
    MessageRead(**OF_BERKAS, message_id=MESSAGE),
    MessageFailed(**OF_BERKAS, message_id=MESSAGE, attempt=1, failure=MessageFailure.UNREACHABLE, code=131_026),
    MessageOutcomeUnknown(**OF_BERKAS, message_id=MESSAGE, attempt=1),
    ApplicantInformed(
        **OF_BERKAS,
        message_id=MESSAGE,
        kind=MessageKind.BERKAS_BELUM_LENGKAP,
        about=ABOUT,
        channel=TellingChannel.PETUGAS_NAGARI,
    ),
    DocumentSent(**OF_DOCUMENT, message_id=MESSAGE),
    DocumentReceived(**OF_DOCUMENT, proof=ReceiptProof.BUTTON),
    DocumentPrinted(**OF_DOCUMENT, place=Place.PETUGAS_NAGARI),
    PrintsIssued(**OF_DOCUMENT, carrier=UJANG),
    PrintsReturned(**OF_DOCUMENT, carrier=UJANG),
    DocumentHandedOver(
        **OF_DOCUMENT,
        receiver=Sealed(BOX),
        relation=SenderRelation.FAMILY,
        place=Place.PETUGAS_KHUSUS,
        proof=blob("image/jpeg"),
    ),
    HandoverFailed(**OF_DOCUMENT, failure=HandoverFailure.NOBODY_HOME, note=note()),
    OldPaperCollected(**OF_BERKAS, paper=Paper.KK_LAMA),
    ReceiverRecorded(**OF_BERKAS, receiver=Sealed(BOX), relation=SenderRelation.FAMILY, ending=Ending.CETAK_SENDIRI),
    BerkasClosed(**OF_BERKAS, reason=CloseReason.UNCONFIRMED),
    ComplaintReceived(**OF_BERKAS, complaint_id=COMPLAINT, kind=ComplaintKind.DATA_WRONG, text=note()),
    ComplaintAnswered(**OF_BERKAS, complaint_id=COMPLAINT, text=note()),
    SurveyAnswered(**OF_BERKAS, answers=(4, 4, 3, 4, 4, 3, 4, 2, 4)),
)
