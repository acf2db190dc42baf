"""Which facts does the intake desk say? (SOP steps 1-3; the papers, the conversation, the visit)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.contracts.fact import BerkasFact, BlobRef, Fact, fact
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Lack, Sender, Text
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    ConversationId,
    Desk,
    DuplicateGround,
    Ending,
    Layanan,
    MessageForm,
    MessageId,
    MessageKind,
    Nomor,
    OfficerId,
    Paper,
    PhotoId,
    PrintSkipReason,
    QualityHint,
    ReceiptStatus,
    SenderRelation,
    UnreadableReason,
    Variant,
    VisitId,
    WithdrawReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoPage:
    """One page of a photo, derived: upright, stripped of EXIF, and small. Width and height in pixels of `upright`."""

    upright: BlobRef
    thumbnail: BlobRef
    width: int
    height: int
    hints: tuple[QualityHint, ...] = ()


# ---------------------------------------------------------------- the berkas


@fact(Desk.INTAKE, announced=True)
class BerkasReceived(BerkasFact):
    """An application came in: the receipt, recorded before anything else is tried (rule 5).

    `catalogue` names the requirement catalogue in force on the day of the first photo (`arrived_on`, WIB).
    """

    nomor: Nomor
    tracking: Sealed[str]
    channel: Channel
    layanan: Layanan
    variant: Variant
    sender: Sealed[Sender]
    arrived_on: date
    catalogue: str
    photos: tuple[PhotoId, ...]
    ending: Ending | None = None
    jorong: str | None = None
    legal_day: date | None = None
    conversation_id: ConversationId | None = None
    visit_id: VisitId | None = None


@fact(Desk.INTAKE, announced=True)
class BerkasSupplemented(BerkasFact):
    """The applicant sent more photos."""

    photos: tuple[PhotoId, ...]


@fact(Desk.INTAKE)
class PhotoFetched(BerkasFact):
    """The bytes of a photo rest with us; the original is kept untouched."""

    photo_id: PhotoId
    original: BlobRef
    pages: tuple[PhotoPage, ...]
    file_name: Sealed[str] | None = None

    @property
    def part(self) -> str:
        return self.photo_id


@fact(Desk.INTAKE)
class PhotoUnreadable(BerkasFact):
    """A photo cannot be used: found by the machine, or judged so by an officer."""

    photo_id: PhotoId
    reason: UnreadableReason

    @property
    def part(self) -> str:
        return self.photo_id


@fact(Desk.INTAKE)
class PhotoAttached(BerkasFact):
    """A photo shows this paper; said again, it moves."""

    photo_id: PhotoId
    paper: Paper

    @property
    def part(self) -> str:
        return self.photo_id


@fact(Desk.INTAKE)
class PhotosPrinted(BerkasFact):
    """The print sheet was made and printed (SOP step 3)."""

    sheet: BlobRef
    pages: int


@fact(Desk.INTAKE)
class PrintSkipped(BerkasFact):
    reason: PrintSkipReason


@fact(Desk.INTAKE, announced=True)
class BerkasFoundIncomplete(BerkasFact):
    """Something lacks: all of it in one message, to be sent until `deadline` (WIB)."""

    lacks: tuple[Lack, ...]
    deadline: date


@fact(Desk.INTAKE, announced=True)
class BerkasFoundComplete(BerkasFact):
    """Every paper the catalogue asks for is there: on to verification. Starts the service clock."""

    papers: tuple[Paper, ...]
    legal_day: date | None = None


@fact(Desk.INTAKE, announced=True)
class LayananChanged(BerkasFact):
    """An officer corrected what is asked for."""

    layanan: Layanan
    variant: Variant
    note: Text | None = None


@fact(Desk.INTAKE, announced=True)
class BerkasWithdrawn(BerkasFact):
    """The applicant withdrew. After SiakEntered the work ends only with SiakCancelled."""

    reason: WithdrawReason


@fact(Desk.INTAKE, announced=True)
class BerkasLapsed(BerkasFact):
    """Silent too long after being told; `told_at` is that moment."""

    told_at: datetime


@fact(Desk.INTAKE, announced=True)
class BerkasReopened(BerkasFact):
    """A lapsed or withdrawn berkas goes on, with its nomor and its photos."""


@fact(Desk.INTAKE)
class DuplicateSuspected(BerkasFact):
    other: BerkasId
    ground: DuplicateGround

    @property
    def part(self) -> str:
        return self.other


@fact(Desk.INTAKE)
class DuplicateDismissed(BerkasFact):
    other: BerkasId

    @property
    def part(self) -> str:
        return self.other


@fact(Desk.INTAKE, announced=True)
class BerkasMerged(BerkasFact):
    """This berkas is the same application as `into`, which goes on; this one ends."""

    into: BerkasId


@fact(Desk.INTAKE, announced=True)
class SenderRelationRecorded(BerkasFact):
    """What the sender is to the subjek: recorded before a signed PDF goes into a chat."""

    relation: SenderRelation


# ---------------------------------------------------------------- conversations


@fact(Desk.INTAKE)
class MessageReceived(Fact):
    """Somebody wrote to the office. Nothing is dropped: what is not understood is kept with its form.

    `key` is a digest of the channel's own message id (which may hold a phone number); `raw` the message as it came.
    """

    conversation_id: ConversationId
    key: str
    form: MessageForm
    raw: Sealed[str]
    berkas_id: BerkasId | None = None

    @property
    def part(self) -> str:
        return self.key


@fact(Desk.INTAKE, announced=True)
class StatusReceived(Fact):
    """A channel's receipt for a message of ours, by the intent id it carried."""

    conversation_id: ConversationId
    message_id: MessageId
    status: ReceiptStatus
    code: int | None = None
    berkas_id: BerkasId | None = None

    @property
    def part(self) -> str:
        return f"{self.message_id}/{self.status}"


@fact(Desk.INTAKE, announced=True)
class ReplyDecided(Fact):
    """What the dialogue or an operator answers; delivery alone sends."""

    conversation_id: ConversationId
    message_id: MessageId
    kind: MessageKind
    body: Sealed[str]
    berkas_id: BerkasId | None = None

    @property
    def part(self) -> str:
        return self.message_id


@fact(Desk.INTAKE)
class ConversationTakenOver(Fact):
    conversation_id: ConversationId


@fact(Desk.INTAKE)
class ConversationHandedBack(Fact):
    conversation_id: ConversationId


@fact(Desk.INTAKE)
class ConversationMuted(Fact):
    conversation_id: ConversationId
    note: Text


@fact(Desk.INTAKE)
class PrivacyNoticeGiven(Fact):
    """The applicant was told what happens with her data (UU 27/2022 Art. 21); `version` of the text."""

    conversation_id: ConversationId
    version: str


# ---------------------------------------------------------------- visits


@fact(Desk.INTAKE)
class VisitScheduled(Fact):
    visit_id: VisitId
    jorong: str
    on: date
    officers: tuple[OfficerId, ...]


@fact(Desk.INTAKE)
class VisitStarted(Fact):
    """The motorcycle left; `equipment` lists what was checked (SOP step 1)."""

    visit_id: VisitId
    equipment: tuple[str, ...]


@fact(Desk.INTAKE)
class VisitEnded(Fact):
    visit_id: VisitId
    helped: int


@fact(Desk.INTAKE)
class VisitCancelled(Fact):
    visit_id: VisitId
    note: Text
