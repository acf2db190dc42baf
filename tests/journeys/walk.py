"""How does a test walk a berkas through the office? One press after another, over HTTP, wherever it is to go next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from shared.contracts.fact import By
from shared.contracts.vocabulary import Layanan, Paper, Role, Variant
from tests.support.lives import FAMILY_CARD, Screens, photo_of
from tests.support.office import PASSPHRASE, until
from tests.support.people import BUDI, HASAN, RINA, SITI, TONI, UJANG, YENI

DESK_OF: Mapping[Role, str] = {
    Role.PETUGAS_KHUSUS: "intake",
    Role.OPERATOR_WA: "intake",
    Role.PETUGAS_VERIFIKASI: "verification",
    Role.OPERATOR_ENTRI: "entry",
    Role.KASI: "signing",
    Role.KADIS: "signing",
    Role.PETUGAS_NAGARI: "delivery",
    Role.AUDITOR: "oversight",
}
MOVES_IN = (Paper.SKPWNI,)
"""The only paper of somebody who moves in."""
_RECEIVER = {"receiver": {"name": "Upik Contoh", "nik": "1308994103900001"}, "relation": "self"}


def lack(paper: Paper = Paper.SKPWNI, reason: str = "unreadable") -> dict[str, Any]:
    """What sends a berkas back to its applicant."""
    return {"lacks": [{"paper": paper, "reason": reason}]}


@dataclass(slots=True)
class Berkas:
    """One berkas of a test; `name` tells it, and its photos, from all others."""

    name: str
    screens: Screens
    id: str = ""
    nomor: str = ""
    tracking: str = ""
    _numbers: count[int] = field(default_factory=count)

    # ------------------------------------------------------------ one press, one look

    async def ask(
        self, by: By, act: str, body: object = None, *, desk: str = "", seen: int | None = None
    ) -> httpx.Response:
        """Press on what stands on her screen now, or on what stood there (`seen`), whatever the answer."""
        screen, at = self.screens[by.id], desk or DESK_OF[by.role]
        version = await screen.version(at, self.id) if seen is None else seen
        path = f"/{at}/berkas/{self.id}/{act}"
        return await screen.ask("POST", path, key=self._key(), seen=version, json=body)

    async def press(self, by: By, act: str, body: object = None, *, desk: str = "") -> Sequence[str]:
        """The names of the facts that a press left, without their versions."""
        answer = await self.ask(by, act, body, desk=desk)
        assert answer.is_success, f"{by.id} {act}: {answer.status_code} {answer.text}"
        return [left["name"].removesuffix(".v1") for left in answer.json()["facts"]]

    async def refused(self, by: By, act: str, body: object = None, *, desk: str = "") -> str:
        """The code of a refusal."""
        answer = await self.ask(by, act, body, desk=desk)
        assert answer.status_code == httpx.codes.CONFLICT, f"{by.id} {act}: {answer.status_code} {answer.text}"
        return str(answer.json()["code"])

    async def shown(self, by: By = TONI, *, desk: str = "") -> Mapping[str, Any]:
        answer = await self.screens[by.id].ask("GET", f"/{desk or DESK_OF[by.role]}/berkas/{self.id}")
        assert answer.is_success, answer.text
        return answer.json()

    async def stage(self) -> str:
        return str((await self.shown())["stage"])

    async def facts(self) -> Sequence[str]:
        """The names of its facts so far, without their versions."""
        return [event["name"].removesuffix(".v1") for event in (await self.shown())["history"]]

    async def happens(self, fact: str, times: int = 1) -> None:
        """Wait until the office, by itself, has recorded so many of these."""

        async def happened() -> bool:
            return (await self.facts()).count(fact) >= times

        await until(happened)

    async def listed(self, desk: str, queue: str, by: By) -> bool:
        answer = await self.screens[by.id].ask("GET", f"/{desk}/berkas", params={"queue": queue, "limit": 200})
        return self.id in [lane["berkas_id"] for lane in answer.json()["items"]]

    async def reaches(self, desk: str, queue: str, by: By) -> None:
        """Wait until this desk's list shows it."""
        await until(lambda: self.listed(desk, queue, by))

    def _key(self) -> str:
        return f"{self.name.replace(' ', '-')}/{next(self._numbers)}"

    # ------------------------------------------------------------ the SOP's steps

    async def receive(
        self,
        papers: Sequence[Paper] = MOVES_IN,
        *,
        layanan: Layanan = Layanan.PINDAH_DATANG,
        variant: Variant = Variant.PINDAH_DATANG,
        channel: str = "whatsapp",
        by: By = RINA,
        photos_of: str = "",
        **other: object,
    ) -> Berkas:
        """Its first photos come in; each says which paper it shows. `photos_of`: another berkas, whose they were."""
        form = {
            "layanan": layanan,
            "variant": variant,
            "channel": channel,
            "sender": {"name": "Upik Contoh", "phone": "+620000000100"},
            **other,
        }
        answer = await self.screens[by.id].ask(
            "POST",
            "/intake/berkas",
            key=self._key(),
            data={"application": json.dumps(form)},
            files=[_photo(paper, f"{photos_of or self.name} {paper}") for paper in papers],
        )
        assert answer.status_code == httpx.codes.CREATED, answer.text
        receipt = answer.json()
        self.id, self.nomor, self.tracking = receipt["berkas_id"], receipt["nomor"], receipt["tracking_code"]
        return self

    async def supplement(self, paper: Paper = Paper.SKPWNI, *, by: By = RINA) -> None:
        """A new photo of a paper."""
        path = f"/intake/berkas/{self.id}/supplement"
        photo = _photo(paper, f"{self.name} {paper} {next(self._numbers)}")
        answer = await self.screens[by.id].ask("POST", path, key=self._key(), files=[photo])
        assert answer.is_success, answer.text

    async def complete(self) -> None:
        await self.press(RINA, "print")
        await self.press(RINA, "complete", {})
        await self.reaches("verification", "waiting", SITI)

    async def judge(self, verdict: str = "good") -> None:
        papers = {photo["paper"] for photo in (await self.shown(SITI))["photos"] if photo["paper"]}
        await self.press(SITI, "judge", {"papers": [{"paper": paper, "verdict": verdict} for paper in papers]})

    async def verify(self) -> None:
        await self.judge()
        await self.press(SITI, "verify", {})
        await self.reaches("entry", "to_enter", BUDI)

    async def enter(self) -> None:
        await self.press(BUDI, "siak", {"siak_number": f"SIAK-{self.nomor}"})

    async def draft(self) -> None:
        """Print the draft of each document that has none."""
        for document in (await self.shown(BUDI))["documents"]:
            if not document["drafted"]:
                await self.press(BUDI, f"documents/{document['document_id']}/draft", FORMS[document["kind"]])
        await self.reaches("signing", "kasi", HASAN)

    async def validate(self) -> None:
        """Find every draft right that is not yet found so, and ask for its signature."""
        for document in (await self.shown(HASAN))["documents"]:
            path = f"documents/{document['document_id']}"
            if not document["validated"]:
                await self.press(HASAN, f"{path}/validate", {"revision": document["revision"]})
            if not document["requested"]:
                await self.press(HASAN, f"{path}/request")
        await self.reaches("signing", "signer", YENI)

    async def sign(self, passphrase: str = PASSPHRASE) -> Sequence[Mapping[str, Any]]:
        """What became of each document."""
        shown = await self.shown(YENI)
        documents = [
            {"berkas_id": self.id, "document_id": document["document_id"], "seen": shown["version"]}
            for document in shown["documents"]
        ]
        body = {"documents": documents, "passphrase": passphrase}
        answer = await self.screens[YENI.id].ask("POST", "/signing/sign", key=self._key(), json=body)
        assert answer.is_success, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]

    async def to_verification(self) -> None:
        await self.receive()
        await self.complete()

    async def to_entry(self) -> None:
        await self.to_verification()
        await self.verify()

    async def to_kasi(self) -> None:
        await self.to_entry()
        await self.enter()
        await self.draft()

    async def to_signer(self) -> None:
        await self.to_kasi()
        await self.validate()

    async def from_drafts_to_delivery(self) -> None:
        """The rest, however it came to have its drafts made."""
        await self.draft()
        await self.validate()
        await self.to_delivery()

    async def to_delivery(self) -> None:
        assert {result["outcome"] for result in await self.sign()} == {"signed"}
        await self.reaches("delivery", "to_deliver", RINA)

    async def documents(self) -> Sequence[str]:
        return [document["document_id"] for document in (await self.shown())["documents"]]

    async def hand_over(self, by: By, place: str) -> None:
        """Printed, carried and handed over, document by document."""
        await self.press(by, "receiver", _RECEIVER | {"ending": "diantar"}, desk="delivery")
        for document_id in await self.documents():
            path = f"documents/{document_id}"
            await self.press(by, f"{path}/printed", {"place": place}, desk="delivery")
            await self.press(by, f"{path}/issued", {"carrier": by.id}, desk="delivery")
            await self.press(by, f"{path}/handed-over", _RECEIVER | {"place": place}, desk="delivery")

    async def tell(self, kind: str, channel: str, *, by: By = UJANG) -> None:
        """Tell the applicant what no WhatsApp can, as soon as it is due."""
        due: list[str] = []

        async def is_due() -> bool:
            answer = await self.screens[by.id].ask("GET", "/delivery/messages")
            words = [word for one in answer.json() if one["berkas_id"] == self.id for word in one["words"]]
            due[:] = [word["message_id"] for word in words if word["kind"] == kind]
            return bool(due)

        await until(is_due)
        for message_id in due:
            await self.press(by, f"messages/{message_id}/told", {"channel": channel}, desk="delivery")


def _photo(paper: Paper, name: str) -> tuple[str, tuple[str, bytes, str]]:
    return paper.value, ("surat.jpg", photo_of(name), "image/jpeg")


FORMS: Mapping[str, Mapping[str, object]] = {
    "KK": FAMILY_CARD,
    "KUTIPAN_AKTA_KELAHIRAN": {
        "nomor": "1308-LU-22112026-0001",
        "nik": "1308994311260001",
        "nama": "PUTI CONTOH",
        "jenis_kelamin": "Perempuan",
        "tempat_lahir": "Lubuk Contoh",
        "tanggal_lahir": "2026-11-03",
        "anak_ke": 1,
        "ibu": "UPIK CONTOH",
    },
}
"""What the operator types, by kind of document."""
