"""Where does the delivery desk work in tests? In an office in memory, with a messenger who does as he is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import TellApplicant
from services.delivery.handlers.sending import send
from services.delivery.handlers.telling import message_about
from services.delivery.room import DeliveryRoom
from services.delivery.views.telling import SEND, TELLING
from shared.contracts.delivery import MessageDue
from shared.contracts.fact import Fact, Recorded, berkas_stream, system
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Lack, PlannedDocument, Sender
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import (
    Channel,
    Desk,
    DocumentId,
    LackReason,
    Layanan,
    MessageId,
    MessageKind,
    Paper,
    SenderRelation,
    Variant,
)
from shared.timers import NotYet
from tests.support.builders import document_signed, received, relation_recorded
from tests.support.histories import up_to_signer
from tests.support.outside import ObedientMessenger
from tests.support.people import BERKAS, KUTIPAN, SENDER, TRACKING, command_id
from tests.support.rooms import MemoryOffice, elapsed

STREAM = berkas_stream(BERKAS)
PDF = b"%PDF-1.7 signed"


@dataclass(slots=True)
class DeliveryDesk:
    """The delivery desk, and the one berkas there is."""

    office: MemoryOffice = field(default_factory=MemoryOffice)
    messenger: ObedientMessenger = field(default_factory=ObedientMessenger)

    def room(self) -> DeliveryRoom:
        return DeliveryRoom.of(self.office.room(Desk.DELIVERY), self.messenger)

    async def seal(self, text: str) -> Sealed[str]:
        return (await self.office.keys.of(STREAM)).seal(text)

    async def lack(self, paper: Paper, reason: LackReason, note: str | None = None) -> Lack:
        return Lack(paper=paper, reason=reason, note=None if note is None else await self.seal(note))

    async def comes(
        self,
        sender: Sender = SENDER,
        *,
        layanan: Layanan = Layanan.AKTA_KELAHIRAN,
        variant: Variant = Variant.KELAHIRAN,
        channel: Channel = Channel.WHATSAPP,
    ) -> Recorded[Fact]:
        """A berkas comes from this sender, sealed as berkas are."""
        key = await self.office.keys.of(STREAM)
        came = replace(
            received(layanan=layanan, variant=variant, channel=channel),
            sender=key.seal(sender),
            tracking=key.seal(TRACKING),
        )
        [recorded] = await self.office.happened(came)
        return recorded

    async def is_signed(
        self,
        *documents: PlannedDocument,
        relation: SenderRelation | None = SenderRelation.SELF,
        channel: Channel = Channel.WHATSAPP,
    ) -> Sequence[Recorded[DocumentSigned]]:
        """It comes, goes its way, and every document is signed; its PDF at rest."""
        documents = documents or (KUTIPAN,)
        await self.comes(channel=channel)
        if relation is not None:
            await self.office.happened(relation_recorded(relation))
        await self.office.happened(*up_to_signer(*documents)[1:])
        pdfs = [await self.office.blobs.store(STREAM, PDF, "application/pdf") for _ in documents]
        signed = [replace(document_signed(one), pdf=pdf) for one, pdf in zip(documents, pdfs, strict=True)]
        return await self.office.happened(*signed)

    async def is_due(
        self, about: Recorded[Fact], kind: MessageKind, document_id: DocumentId | None = None
    ) -> MessageId:
        """The applicant is to be told this, because of that."""
        message_id = message_about(about.envelope.fact_id, kind)
        command = TellApplicant(
            command_id=command_id(f"tell {message_id}"),
            by=system(Desk.DELIVERY),
            now=self.office.clock(),
            message_id=message_id,
            kind=kind,
            about=about.envelope.fact_id,
            document_id=document_id,
        )
        await self.room().execute(DELIVERY, STREAM, command)
        return message_id

    async def sends(self) -> Sequence[NotYet]:
        """Everything that is due now is sent, as the timer would; what is put off is returned."""
        room, put_off = self.room(), list[NotYet]()
        for one in await elapsed(room, TELLING, SEND):
            try:
                await send(one, room)
            except NotYet as early:
                put_off.append(early)
        return put_off

    def left(self, *kinds: type[Fact]) -> Sequence[Fact]:
        """What has happened on the berkas, of these kinds."""
        return [fact for fact in self.office.facts(STREAM) if isinstance(fact, kinds)]

    @property
    def due(self) -> Sequence[tuple[MessageKind, DocumentId | None]]:
        """What the applicant was to be told, in order."""
        facts = self.office.facts(STREAM)
        return [(fact.kind, fact.document_id) for fact in facts if isinstance(fact, MessageDue)]
