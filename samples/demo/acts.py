"""What do the people of the SOP do, step by step, until a berkas waits for the signature? (steps 1 to 6)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samples.album import SamplePaper
from samples.berkas import Application
from samples.demo.documents import Fields
from samples.demo.narrator import Narrator
from samples.demo.screen import Screen, until
from shared.contracts.labels import choice
from shared.contracts.requirements import paper_texts
from shared.contracts.vocabulary import (
    Channel,
    Desk,
    DocumentKind,
    Ending,
    IdentityVerdict,
    LackReason,
    MessageKind,
    Origin,
    Paper,
    PaperVerdict,
    Role,
    SenderRelation,
    TellingChannel,
    UnreadableReason,
)
from shared.web.showing import DocumentOut

MESSAGES = 10.0
"""Seconds in which a message is decided on and leaves the office."""
_JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Office:
    """Everybody at their screens, and whoever tells what they do."""

    people: Mapping[Role, Screen]
    tell: Narrator
    today: date


@dataclass(frozen=True, slots=True)
class Berkas:
    """One application on its way."""

    id: str
    nomor: str
    application: Application

    @property
    def about(self) -> str:
        return choice(self.application.layanan)


async def receive(
    office: Office,
    application: Application,
    papers: Sequence[SamplePaper],
    *,
    taker: Role = Role.OPERATOR_WA,
    channel: Channel = Channel.WHATSAPP,
    ending: Ending = Ending.CETAK_SENDIRI,
    visit_id: str | None = None,
) -> Berkas:
    """Step 2: the photos come in, and the applicant has a nomor."""
    screen, sender = office.people[taker], application.pelapor
    form = {
        "layanan": application.layanan,
        "variant": application.variant,
        "channel": channel,
        "sender": {"name": sender.name.title(), "phone": sender.phone},
        "ending": ending,
        "jorong": application.household.jorong.title(),
        "visit_id": visit_id,
    }
    receipt = await screen.send("/intake/berkas", _uploads(papers), application=json.dumps(form))
    berkas = Berkas(receipt["berkas_id"], receipt["nomor"], application)
    await _record_relation(screen, berkas)
    what = f"menerima {len(papers)} foto dari {sender.name.title()} ({choice(channel)}): {berkas.nomor}"
    office.tell.did(berkas.about, screen.login.called, what)
    return berkas


async def supplement(
    office: Office, berkas: Berkas, papers: Sequence[SamplePaper], *, taker: Role = Role.OPERATOR_WA
) -> None:
    """The applicant answers with better photos."""
    screen = office.people[taker]
    await screen.send(f"/intake/berkas/{berkas.id}/supplement", _uploads(papers))
    names = ", ".join(paper_texts()[one.paper].label for one in papers)
    office.tell.did(berkas.about, screen.login.called, f"menerima foto baru dari pemohon: {names}")


async def mark_unreadable(office: Office, berkas: Berkas, paper: Paper, reason: UnreadableReason) -> None:
    """The photo of this paper that came with a warning cannot be used."""
    screen = office.people[Role.OPERATOR_WA]
    shown = await screen.berkas(Desk.INTAKE, berkas.id)
    [photo] = [one for one in shown.photos if one.paper == paper and one.hints]
    await screen.press(f"/intake/berkas/{berkas.id}/unreadable", {"photo_id": photo.photo_id, "reason": reason})
    warned = ", ".join(photo.hints).lower()
    what = f"menandai {paper_texts()[paper].label} tidak dapat dipakai (peringatan sistem: {warned})"
    office.tell.did(berkas.about, screen.login.called, what)


async def find_incomplete(office: Office, berkas: Berkas, paper: Paper, reason: LackReason) -> None:
    """Step 3: something lacks; the applicant is told on her phone."""
    screen = office.people[Role.OPERATOR_WA]
    await screen.finds(Desk.INTAKE, "to_check", berkas.id)
    await screen.decide(Desk.INTAKE, berkas.id, "incomplete", {"lacks": [{"paper": paper, "reason": reason}]})
    await screen.finds(Desk.INTAKE, "with_applicant", berkas.id)
    office.tell.did(berkas.about, screen.login.called, f"menyatakan belum lengkap: {paper_texts()[paper].label}")
    await informed(office, berkas, MessageKind.BERKAS_BELUM_LENGKAP)
    office.tell.did(berkas.about, "Pemohon", "diberi tahu lewat WhatsApp apa yang kurang")


async def informed(office: Office, berkas: Berkas, kind: MessageKind, *, times: int = 1) -> None:
    """Wait until so many messages of this kind have reached the applicant's phone."""
    screen, told = office.people[Role.OPERATOR_WA], f"{choice(kind)}, {choice(TellingChannel.WHATSAPP)}"

    async def look() -> bool | None:
        history = (await screen.berkas(Desk.DELIVERY, berkas.id)).history
        heard = [event for event in history if event.name == "ApplicantInformed.v1" and event.detail == told]
        return len(heard) >= times or None

    await until(look, f"{berkas.nomor}: pesan {choice(kind)}", patience=MESSAGES)


async def find_complete(office: Office, berkas: Berkas, *, when: Sequence[str] = ()) -> None:
    """Step 3: printed, found complete, passed on. `when`: the conditional requirements whose condition holds."""
    screen = office.people[Role.OPERATOR_WA]
    await screen.finds(Desk.INTAKE, "to_check", berkas.id)
    await screen.press(f"/intake/berkas/{berkas.id}/print")
    await screen.decide(Desk.INTAKE, berkas.id, "complete", {"when": when})
    office.tell.did(berkas.about, screen.login.called, "mencetak foto berkas dan menyatakannya lengkap")
    await office.people[Role.PETUGAS_VERIFIKASI].finds(Desk.VERIFICATION, "waiting", berkas.id)


async def return_to_applicant(office: Office, berkas: Berkas, paper: Paper, reason: LackReason) -> None:
    """Step 4: one paper will not do; the berkas goes back."""
    screen = office.people[Role.PETUGAS_VERIFIKASI]
    await _judge(screen, berkas, {paper: PaperVerdict.UNREADABLE})
    await screen.decide(Desk.VERIFICATION, berkas.id, "return", {"lacks": [{"paper": paper, "reason": reason}]})
    await office.people[Role.OPERATOR_WA].finds(Desk.INTAKE, "with_applicant", berkas.id)
    what = f"mengembalikan: {paper_texts()[paper].label} {choice(reason).lower()}"
    office.tell.did(berkas.about, screen.login.called, what)


async def verify(office: Office, berkas: Berkas, *, when: Sequence[str] = ()) -> None:
    """Step 4: every paper is judged good."""
    screen = office.people[Role.PETUGAS_VERIFIKASI]
    await screen.press(f"/verification/berkas/{berkas.id}/take", {})
    judged = await _judge(screen, berkas, {})
    await screen.decide(Desk.VERIFICATION, berkas.id, "verify", {"when": when})
    office.tell.did(berkas.about, screen.login.called, f"memeriksa {judged} surat satu per satu: semuanya baik")
    await office.people[Role.OPERATOR_ENTRI].finds(Desk.ENTRY, "to_enter", berkas.id)


async def enter(office: Office, berkas: Berkas, documents: Mapping[DocumentKind, Fields]) -> None:
    """Step 5: typed into SIAK, and a draft of each document printed."""
    screen = office.people[Role.OPERATOR_ENTRI]
    await screen.press(f"/entry/berkas/{berkas.id}/take", {})
    await screen.press(f"/entry/berkas/{berkas.id}/identity", {"verdict": IdentityVerdict.MATCH})
    plans = [{"kind": kind, "origin": Origin.OFFICE} for kind in documents]
    await screen.decide(Desk.ENTRY, berkas.id, "siak", {"siak_number": f"SIAK-{berkas.nomor[4:]}", "documents": plans})
    office.tell.did(berkas.about, screen.login.called, "mencocokkan NIK dan mengetik data ke SIAK")
    for kind, fields in documents.items():
        await draft(office, berkas, kind, fields)
    await office.people[Role.KASI].finds(Desk.SIGNING, "kasi", berkas.id)


async def draft(office: Office, berkas: Berkas, kind: DocumentKind, fields: Fields) -> None:
    """Step 5: the next draft of one document."""
    screen = office.people[Role.OPERATOR_ENTRI]
    document = await _document(screen, Desk.ENTRY, berkas, kind)
    await screen.decide(Desk.ENTRY, berkas.id, f"documents/{document.document_id}/draft", fields)
    which = f"draf {choice(kind)}" + (f", perbaikan ke-{document.revision}" if document.revision else "")
    office.tell.did(berkas.about, screen.login.called, f"mencetak {which}")


async def validate(office: Office, berkas: Berkas) -> None:
    """Step 6: the Kasi finds every draft right, and asks for the signatures."""
    screen = office.people[Role.KASI]
    await screen.finds(Desk.SIGNING, "kasi", berkas.id)
    shown = await screen.berkas(Desk.SIGNING, berkas.id)
    for document in (one for one in shown.documents if not one.requested):
        path = f"documents/{document.document_id}"
        if not document.validated:
            await screen.decide(Desk.SIGNING, berkas.id, f"{path}/validate", {"revision": document.revision})
        await screen.decide(Desk.SIGNING, berkas.id, f"{path}/request")
        office.tell.did(berkas.about, screen.login.called, f"memvalidasi {document.kind_label} dan mengajukan TTE")
    await office.people[Role.KADIS].finds(Desk.SIGNING, "signer", berkas.id)


# ---------------------------------------------------------------- what several of them do


def _uploads(papers: Sequence[SamplePaper]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [(one.paper, (one.filename, one.photo(), _JPEG)) for one in papers]


async def _record_relation(screen: Screen, berkas: Berkas) -> None:
    """Who the sender is to the person the document is about: asked before a signed PDF may go into a chat."""
    application = berkas.application
    own = application.pelapor is application.subjek
    relation = SenderRelation.SELF if own else SenderRelation.FAMILY
    await screen.press(f"/intake/berkas/{berkas.id}/relation", {"relation": relation})


async def _judge(screen: Screen, berkas: Berkas, verdicts: Mapping[Paper, PaperVerdict]) -> int:
    """Judge every paper, good where nothing else is said; how many."""
    shown = await screen.berkas(Desk.VERIFICATION, berkas.id)
    papers = dict.fromkeys(Paper(one.paper) for one in shown.photos if one.paper and one.readable)
    judged = [{"paper": paper, "verdict": verdicts.get(paper, PaperVerdict.GOOD)} for paper in papers]
    await screen.decide(Desk.VERIFICATION, berkas.id, "judge", {"papers": judged})
    return len(judged)


async def _document(screen: Screen, desk: Desk, berkas: Berkas, kind: DocumentKind) -> DocumentOut:
    shown = await screen.berkas(desk, berkas.id)
    return next(one for one in shown.documents if one.kind == kind)
