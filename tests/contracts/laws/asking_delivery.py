"""What may delivery be asked, by whom, with what? And any desk: holding, noting, proposing."""

from __future__ import annotations

from services.delivery.decisions import commands as delivery
from shared.contracts.fact import PEMOHON, By, system
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take
from shared.contracts.rules.journey import TELLS_LACKS
from shared.contracts.vocabulary import (
    ComplaintId,
    ComplaintKind,
    Desk,
    Ending,
    FactId,
    HandoverFailure,
    MessageFailure,
    MessageId,
    MessageKind,
    Paper,
    Place,
    ReceiptProof,
    RejectReason,
    SenderRelation,
    TellingChannel,
)
from tests.contracts.laws.asking_documents import any_document
from tests.contracts.laws.office import Asking
from tests.support.people import RECEIVER, RINA, SITI, UJANG, made_up, sealed

MESSAGES = tuple(MessageId(made_up(f"message {number}")) for number in range(2))
COMPLAINT = ComplaintId(made_up("complaint"))
COLLEAGUES: tuple[By, ...] = (RINA, SITI)
"""Few, so that whoever holds a berkas now and then puts it back."""


def _message(a: Asking) -> MessageId:
    return a.chance.choice(MESSAGES)


def _sending(a: Asking) -> tuple[MessageId, int]:
    return _message(a), a.chance.choice((1, 1, 2))


def tell_applicant(a: Asking) -> delivery.TellApplicant:
    """Either what lacks, or that a document is ready."""
    lacks = not a.journey.documents or a.chance.random() < 0.5
    kind = a.chance.choice(sorted(TELLS_LACKS)) if lacks else MessageKind.DOKUMEN_SIAP
    return delivery.TellApplicant(
        **a.head(system(Desk.DELIVERY)),
        message_id=MessageId(made_up(f"message {len(a.office.history)}")) if a.rarely() else _message(a),
        kind=kind,
        about=FactId(made_up("what it is about")),
        document_id=None if lacks else any_document(a),
    )


def send_again(a: Asking) -> delivery.SendAgain:
    return delivery.SendAgain(**a.head(RINA), message_id=_message(a))


def start_sending(a: Asking) -> delivery.StartSending:
    return delivery.StartSending(**a.head(system(Desk.DELIVERY)), message_id=_message(a))


def record_accepted(a: Asking) -> delivery.RecordAccepted:
    message_id, attempt = _sending(a)
    return delivery.RecordAccepted(**a.head(system(Desk.DELIVERY)), message_id=message_id, attempt=attempt)


def record_delivered(a: Asking) -> delivery.RecordDelivered:
    return delivery.RecordDelivered(**a.head(system(Desk.DELIVERY)), message_id=_message(a))


def record_read(a: Asking) -> delivery.RecordRead:
    return delivery.RecordRead(**a.head(system(Desk.DELIVERY)), message_id=_message(a))


def record_message_failed(a: Asking) -> delivery.RecordFailed:
    message_id, attempt = _sending(a)
    return delivery.RecordFailed(
        **a.head(system(Desk.DELIVERY)), message_id=message_id, attempt=attempt, failure=MessageFailure.TRANSIENT
    )


def record_message_unknown(a: Asking) -> delivery.RecordUnknown:
    message_id, attempt = _sending(a)
    return delivery.RecordUnknown(**a.head(system(Desk.DELIVERY)), message_id=message_id, attempt=attempt)


def tell_in_person(a: Asking) -> delivery.TellInPerson:
    return delivery.TellInPerson(**a.head(RINA, UJANG), message_id=_message(a), channel=TellingChannel.TELEPON)


def record_receiver(a: Asking) -> delivery.RecordReceiver:
    return delivery.RecordReceiver(
        **a.head(RINA),
        receiver=sealed(RECEIVER),
        relation=SenderRelation.SELF,
        ending=a.chance.choice(list(Ending)),
    )


def confirm_receipt(a: Asking) -> delivery.ConfirmReceipt:
    return delivery.ConfirmReceipt(**a.head(PEMOHON), document_id=any_document(a), proof=ReceiptProof.BUTTON)


def print_document(a: Asking) -> delivery.PrintDocument:
    return delivery.PrintDocument(**a.head(UJANG), document_id=any_document(a), place=Place.PETUGAS_KHUSUS)


def issue_print(a: Asking) -> delivery.IssuePrint:
    return delivery.IssuePrint(**a.head(RINA), document_id=any_document(a), carrier=UJANG.id)


def return_print(a: Asking) -> delivery.ReturnPrint:
    return delivery.ReturnPrint(**a.head(UJANG), document_id=any_document(a))


def hand_over(a: Asking) -> delivery.HandOver:
    return delivery.HandOver(
        **a.head(UJANG),
        document_id=any_document(a),
        receiver=sealed(RECEIVER),
        relation=SenderRelation.SELF,
        place=Place.PETUGAS_KHUSUS,
    )


def fail_handover(a: Asking) -> delivery.FailHandover:
    return delivery.FailHandover(**a.head(UJANG), document_id=any_document(a), failure=HandoverFailure.NOBODY_HOME)


def collect_old_paper(a: Asking) -> delivery.CollectOldPaper:
    return delivery.CollectOldPaper(**a.head(UJANG), paper=Paper.KK_LAMA)


def close_unconfirmed(a: Asking) -> delivery.CloseUnconfirmed:
    return delivery.CloseUnconfirmed(**a.head(system(Desk.DELIVERY)))


def complain(a: Asking) -> delivery.Complain:
    return delivery.Complain(
        **a.head(PEMOHON), complaint_id=COMPLAINT, kind=ComplaintKind.DATA_WRONG, text=sealed("nama salah")
    )


def answer_complaint(a: Asking) -> delivery.AnswerComplaint:
    return delivery.AnswerComplaint(**a.head(RINA), complaint_id=COMPLAINT, text=sealed("kami perbaiki"))


def answer_survey(a: Asking) -> delivery.AnswerSurvey:
    return delivery.AnswerSurvey(**a.head(PEMOHON), answers=(4,) * (9 - a.rarely()))


# ---------------------------------------------------------------- any desk


def take(a: Asking) -> Take:
    return Take(**a.head(*COLLEAGUES), over=a.rarely())


def release(a: Asking) -> Release:
    return Release(**a.head(*COLLEAGUES))


def add_note(a: Asking) -> AddNote:
    return AddNote(**a.head(*COLLEAGUES), note=sealed("perhatikan"))


def propose_rejection(a: Asking) -> ProposeRejection:
    return ProposeRejection(**a.head(*COLLEAGUES), reason=RejectReason.AKTA_EXISTS, note=sealed("akta sudah ada"))
