"""What is asked of the delivery desk in tests, and what does it leave? With whatever a test does not care about."""

from __future__ import annotations

from services.delivery.decisions.commands import (
    AnswerComplaint,
    AnswerSurvey,
    CloseUnconfirmed,
    CollectOldPaper,
    Complain,
    ConfirmReceipt,
    FailHandover,
    HandOver,
    IssuePrint,
    PrintDocument,
    RecordAccepted,
    RecordDelivered,
    RecordFailed,
    RecordRead,
    RecordReceiver,
    RecordUnknown,
    ReturnPrint,
    SendAgain,
    StartSending,
    TellApplicant,
    TellInPerson,
)
from shared.contracts.delivery import (
    ApplicantInformed,
    ComplaintAnswered,
    ComplaintReceived,
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
from shared.contracts.fact import PEMOHON, By, system
from shared.contracts.shapes import PlannedDocument
from shared.contracts.vocabulary import (
    ComplaintId,
    ComplaintKind,
    Desk,
    DocumentId,
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
from tests.support.people import BERKAS, KUTIPAN, NOON, RECEIVER, RINA, UJANG, asked, made_up, sealed

US = system(Desk.DELIVERY)
MESSAGE = MessageId(made_up("a message"))
ABOUT = FactId(made_up("the fact told about"))
COMPLAINT = ComplaintId(made_up("a complaint"))

# ---------------------------------------------------------------- words


def tell(
    kind: MessageKind = MessageKind.BERKAS_BELUM_LENGKAP, document_id: DocumentId | None = None, once: str = "tell"
) -> TellApplicant:
    return TellApplicant(**asked(US, once=once), message_id=MESSAGE, kind=kind, about=ABOUT, document_id=document_id)


def send_again(by: By = RINA, once: str = "again") -> SendAgain:
    return SendAgain(**asked(by, once=once), message_id=MESSAGE)


def start(once: str = "start") -> StartSending:
    return StartSending(**asked(US, once=once), message_id=MESSAGE)


def accept(attempt: int = 1, once: str = "accept") -> RecordAccepted:
    return RecordAccepted(**asked(US, once=once), message_id=MESSAGE, attempt=attempt)


def deliver(once: str = "deliver") -> RecordDelivered:
    return RecordDelivered(**asked(US, once=once), message_id=MESSAGE)


def read(once: str = "read") -> RecordRead:
    return RecordRead(**asked(US, once=once), message_id=MESSAGE)


def fail(
    attempt: int = 1, failure: MessageFailure = MessageFailure.UNREACHABLE, code: int | None = None, once: str = "fail"
) -> RecordFailed:
    return RecordFailed(**asked(US, once=once), message_id=MESSAGE, attempt=attempt, failure=failure, code=code)


def unknown(attempt: int = 1, once: str = "unknown") -> RecordUnknown:
    return RecordUnknown(**asked(US, once=once), message_id=MESSAGE, attempt=attempt)


def tell_in_person(channel: TellingChannel = TellingChannel.TELEPON, by: By = RINA) -> TellInPerson:
    return TellInPerson(**asked(by, once="in person"), message_id=MESSAGE, channel=channel)


def message_due(
    kind: MessageKind = MessageKind.BERKAS_BELUM_LENGKAP, document_id: DocumentId | None = None, by: By = US
) -> MessageDue:
    return MessageDue(
        berkas_id=BERKAS,
        message_id=MESSAGE,
        kind=kind,
        about=ABOUT,
        document_id=document_id,
        by=by,
        occurred_at=NOON,
    )


def sending_started(attempt: int = 1) -> SendingStarted:
    return SendingStarted(berkas_id=BERKAS, message_id=MESSAGE, attempt=attempt, by=US, occurred_at=NOON)


def message_accepted(attempt: int = 1) -> MessageAccepted:
    return MessageAccepted(berkas_id=BERKAS, message_id=MESSAGE, attempt=attempt, by=US, occurred_at=NOON)


def message_delivered() -> MessageDelivered:
    return MessageDelivered(berkas_id=BERKAS, message_id=MESSAGE, by=US, occurred_at=NOON)


def message_read() -> MessageRead:
    return MessageRead(berkas_id=BERKAS, message_id=MESSAGE, by=US, occurred_at=NOON)


def message_failed(
    attempt: int = 1, failure: MessageFailure = MessageFailure.UNREACHABLE, code: int | None = None
) -> MessageFailed:
    return MessageFailed(
        berkas_id=BERKAS, message_id=MESSAGE, attempt=attempt, failure=failure, code=code, by=US, occurred_at=NOON
    )


def message_unknown(attempt: int = 1) -> MessageOutcomeUnknown:
    return MessageOutcomeUnknown(berkas_id=BERKAS, message_id=MESSAGE, attempt=attempt, by=US, occurred_at=NOON)


def applicant_informed(
    kind: MessageKind = MessageKind.BERKAS_BELUM_LENGKAP,
    channel: TellingChannel = TellingChannel.WHATSAPP,
    by: By = US,
) -> ApplicantInformed:
    return ApplicantInformed(
        berkas_id=BERKAS, message_id=MESSAGE, kind=kind, about=ABOUT, channel=channel, by=by, occurred_at=NOON
    )


def sent_by_message(document: PlannedDocument = KUTIPAN) -> DocumentSent:
    return DocumentSent(berkas_id=BERKAS, document_id=document.document_id, message_id=MESSAGE, by=US, occurred_at=NOON)


# ---------------------------------------------------------------- documents


def confirm(
    document: PlannedDocument = KUTIPAN, proof: ReceiptProof = ReceiptProof.BUTTON, once: str = ""
) -> ConfirmReceipt:
    return ConfirmReceipt(
        **asked(US, once=f"confirm {document.kind} {once}"), document_id=document.document_id, proof=proof
    )


def print_(document: PlannedDocument = KUTIPAN, place: Place = Place.PETUGAS_KHUSUS, once: str = "") -> PrintDocument:
    return PrintDocument(
        **asked(UJANG, once=f"print {document.kind} {once}"), document_id=document.document_id, place=place
    )


def issue(document: PlannedDocument = KUTIPAN, carrier: OfficerId = UJANG.id, once: str = "") -> IssuePrint:
    return IssuePrint(
        **asked(RINA, once=f"issue {document.kind} {carrier} {once}"),
        document_id=document.document_id,
        carrier=carrier,
    )


def bring_back(document: PlannedDocument = KUTIPAN, once: str = "") -> ReturnPrint:
    return ReturnPrint(**asked(UJANG, once=f"bring back {document.kind} {once}"), document_id=document.document_id)


def hand_over(
    document: PlannedDocument = KUTIPAN, relation: SenderRelation = SenderRelation.SELF, once: str = ""
) -> HandOver:
    return HandOver(
        **asked(UJANG, once=f"hand over {document.kind} {once}"),
        document_id=document.document_id,
        receiver=sealed(RECEIVER),
        relation=relation,
        place=Place.PETUGAS_KHUSUS,
    )


def fail_handover(document: PlannedDocument = KUTIPAN) -> FailHandover:
    return FailHandover(
        **asked(UJANG, once=f"fail {document.kind}"),
        document_id=document.document_id,
        failure=HandoverFailure.NOBODY_HOME,
    )


def record_receiver(
    ending: Ending = Ending.DIANTAR, relation: SenderRelation = SenderRelation.FAMILY, once: str = ""
) -> RecordReceiver:
    return RecordReceiver(
        **asked(RINA, once=f"receiver {ending} {once}"), receiver=sealed(RECEIVER), relation=relation, ending=ending
    )


def collect(paper: Paper = Paper.KK_LAMA, once: str = "") -> CollectOldPaper:
    return CollectOldPaper(**asked(UJANG, once=f"collect {paper} {once}"), paper=paper)


def close_unconfirmed(once: str = "") -> CloseUnconfirmed:
    return CloseUnconfirmed(**asked(US, once=f"close {once}"))


def prints_issued(document: PlannedDocument = KUTIPAN, carrier: OfficerId = UJANG.id) -> PrintsIssued:
    return PrintsIssued(berkas_id=BERKAS, document_id=document.document_id, carrier=carrier, by=RINA, occurred_at=NOON)


def prints_returned(document: PlannedDocument = KUTIPAN, carrier: OfficerId = UJANG.id) -> PrintsReturned:
    return PrintsReturned(
        berkas_id=BERKAS, document_id=document.document_id, carrier=carrier, by=UJANG, occurred_at=NOON
    )


def handover_failed(document: PlannedDocument = KUTIPAN) -> HandoverFailed:
    return HandoverFailed(
        berkas_id=BERKAS,
        document_id=document.document_id,
        failure=HandoverFailure.NOBODY_HOME,
        by=UJANG,
        occurred_at=NOON,
    )


def receiver_recorded(
    ending: Ending = Ending.DIANTAR, relation: SenderRelation = SenderRelation.FAMILY
) -> ReceiverRecorded:
    return ReceiverRecorded(
        berkas_id=BERKAS,
        receiver=sealed(RECEIVER),
        relation=relation,
        ending=ending,
        by=RINA,
        occurred_at=NOON,
    )


def old_paper_collected(paper: Paper = Paper.KK_LAMA) -> OldPaperCollected:
    return OldPaperCollected(berkas_id=BERKAS, paper=paper, by=UJANG, occurred_at=NOON)


# ---------------------------------------------------------------- afterwards


def complain(once: str = "complain") -> Complain:
    return Complain(
        **asked(PEMOHON, once=once),
        complaint_id=COMPLAINT,
        kind=ComplaintKind.DATA_WRONG,
        text=sealed("nama ibu salah"),
    )


def answer(once: str = "answer") -> AnswerComplaint:
    return AnswerComplaint(**asked(RINA, once=once), complaint_id=COMPLAINT, text=sealed("sudah kami perbaiki"))


def survey(*answers: int) -> AnswerSurvey:
    return AnswerSurvey(**asked(PEMOHON, once="survey"), answers=answers)


def complaint_received() -> ComplaintReceived:
    return ComplaintReceived(
        berkas_id=BERKAS,
        complaint_id=COMPLAINT,
        kind=ComplaintKind.DATA_WRONG,
        text=sealed("nama ibu salah"),
        by=PEMOHON,
        occurred_at=NOON,
    )


def complaint_answered() -> ComplaintAnswered:
    return ComplaintAnswered(
        berkas_id=BERKAS,
        complaint_id=COMPLAINT,
        text=sealed("sudah kami perbaiki"),
        by=RINA,
        occurred_at=NOON,
    )


def survey_answered(*answers: int) -> SurveyAnswered:
    return SurveyAnswered(berkas_id=BERKAS, answers=answers, by=PEMOHON, occurred_at=NOON)
