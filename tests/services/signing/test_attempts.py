"""What becomes of an attempt to sign, whatever happens between its intent and its outcome? (rule 6)."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from typing import NoReturn

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from services.signing.api.signer import SignIn, sign_in_turn
from services.signing.api.signing import Outcome, Result, ToSign, sign
from services.signing.decisions.commands import NoContent, NoSuchDocument, NotAppointed
from services.signing.handlers import give_up
from services.signing.ports import Checked, OutcomeUnknown, Passphrase, SignedPdf, SigningRefused, SigningRequest
from services.signing.room import SigningRoom
from services.signing.views import ATTEMPTS, OUTCOME_UNKNOWN, PATIENCE
from shared.contracts.fact import BlobRef, Fact, berkas_stream
from shared.contracts.rules.journey import NeverCame, SigningUnderWay
from shared.contracts.shapes import PlannedDocument
from shared.contracts.signing import (
    DocumentSigned,
    SignerAppointed,
    SigningFailed,
    SigningOutcomeUnknown,
    SigningStarted,
)
from shared.contracts.vocabulary import BerkasId, Desk, DocumentKind, Origin, SignerTitle, SigningFailure, StreamId
from shared.errors import ChangedSinceSeen, Unavailable
from shared.eventlog.port import Append, Appended, Stored, VersionConflict
from tests.support.builders import (
    draft_printed,
    draft_returned,
    draft_validated,
    siak_entered,
    signing_declined,
    signing_requested,
)
from tests.support.crashes import Died, TrippingBlobs, TrippingLog, Tripwire
from tests.support.histories import up_to_entry
from tests.support.outside import SIGNED, ObedientSigner, signed_over
from tests.support.people import BERKAS, HASAN, NOON, TAUFIK, TODAY, YENI, command_id, made_up, planned
from tests.support.rooms import MemoryBlobs, MemoryOffice, elapsed, with_log

pytestmark = pytest.mark.spine

SURAT = planned(DocumentKind.SURAT_OFFICE, Origin.OFFICE)
BIODATA = planned(DocumentKind.BIODATA, Origin.OFFICE)
STREAM = berkas_stream(BERKAS)
CERTIFICATE = "f" * 64
SECRET = "kuda-laut-biru-1308"
FRESH = 99


@dataclass(slots=True)
class Signing:
    """The signing desk of an office in memory, with a berkas before the signer."""

    office: MemoryOffice = field(default_factory=MemoryOffice)
    signer: ObedientSigner = field(default_factory=ObedientSigner)

    def room(self) -> SigningRoom:
        return SigningRoom.of(self.office.room(Desk.SIGNING), self.signer)

    @property
    def left(self) -> Sequence[Fact]:
        """What signing has left on the berkas."""
        kinds = (SigningStarted, SigningFailed, SigningOutcomeUnknown, DocumentSigned)
        return [fact for fact in self.office.facts(STREAM) if isinstance(fact, kinds)]

    async def waits(self, *documents: PlannedDocument) -> None:
        """Every document is drawn, validated and asked for, and the Kadis is appointed."""
        drafts = [replace(draft_printed(one), content=await self._content(one, 1)) for one in documents]
        await self.office.happened(
            *up_to_entry(),
            siak_entered(*documents),
            *drafts,
            *map(draft_validated, documents),
            *map(signing_requested, documents),
        )
        await self.office.happened(appointed())

    async def drawn_anew(self, document: PlannedDocument) -> Sequence[Fact]:
        """Declined, returned, and brought back with other content."""
        second = replace(draft_printed(document, revision=2), content=await self._content(document, 2))
        return (
            signing_declined(document, by=TAUFIK),
            draft_returned(document),
            second,
            draft_validated(document, revision=2),
            signing_requested(document, revision=2),
        )

    async def _content(self, document: PlannedDocument, revision: int) -> BlobRef:
        return await self.office.blobs.store(STREAM, content_of(document, revision), "application/pdf")

    async def gives_up(self) -> None:
        """Patience ends, and the timer does what it does."""
        self.office.clock.later(PATIENCE)
        room = self.room()
        for one in await elapsed(room, ATTEMPTS, OUTCOME_UNKNOWN):
            await give_up(one, room)


def content_of(document: PlannedDocument, revision: int = 1) -> bytes:
    return f"%PDF-{document.kind} {revision}".encode()


def appointed() -> SignerAppointed:
    return SignerAppointed(
        officer=YENI.id, title=SignerTitle.DEFINITIF, since=TODAY, certificate=CERTIFICATE, by=HASAN, occurred_at=NOON
    )


def to_sign(document: PlannedDocument = SURAT, *, seen: int = FRESH, berkas: BerkasId = BERKAS) -> ToSign:
    return ToSign(berkas_id=berkas, document_id=document.document_id, seen=seen)


async def attempt(
    room: SigningRoom, asked: ToSign | None = None, *, once: str = "press", secret: str = SECRET
) -> Result:
    return await sign(room, asked or to_sign(), Passphrase(secret), YENI, command_id(once))


def refusing(failure: SigningFailure) -> Callable[[SigningRequest], NoReturn]:
    def answer(_: SigningRequest) -> NoReturn:
        raise SigningRefused(failure)

    return answer


def raising(error: Exception) -> Callable[[SigningRequest], NoReturn]:
    def answer(_: SigningRequest) -> NoReturn:
        raise error

    return answer


@pytest.fixture(autouse=True)
def events() -> Iterator[list[EventDict]]:
    """What is said to operators."""
    with capture_logs() as events:
        yield events


@pytest.fixture
async def desk() -> Signing:
    signing = Signing()
    await signing.waits(SURAT)
    return signing


# ---------------------------------------------------------------- as it should be


async def test_what_was_validated_is_signed_checked_and_kept(desk: Signing) -> None:
    result = await attempt(desk.room())
    assert result == Result(document_id=SURAT.document_id, outcome=Outcome.SIGNED)
    [started, document] = desk.left
    assert isinstance(started, SigningStarted)
    assert isinstance(document, DocumentSigned)
    assert (started.attempt, started.revision, started.signer) == (1, 1, YENI.id)
    assert (document.attempt, document.signer, document.certificate) == (1, YENI.id, CERTIFICATE)
    assert document.content_sha256 == sha256(content_of(SURAT)).hexdigest()
    assert await desk.office.blobs.open(STREAM, document.pdf) == SIGNED + content_of(SURAT)


async def test_the_signer_is_asked_for_what_the_stamp_says(desk: Signing) -> None:
    room = desk.room()
    await attempt(room)
    [request] = desk.signer.asked
    assert request.pdf == content_of(SURAT)
    assert request.certificate == CERTIFICATE
    assert request.place == desk.office.settings.tempat
    code = room.check_code(SURAT.document_id)
    assert request.check_url == f"{desk.office.settings.base_url}/signing/check/{code}"
    [_, document] = desk.left
    assert isinstance(document, DocumentSigned)
    assert document.code == code


async def test_asked_twice_it_is_tried_once(desk: Signing) -> None:
    await attempt(desk.room())
    assert (await attempt(desk.room())).outcome is Outcome.KNOWN
    assert len(desk.signer.asked) == 1


async def test_the_newest_validated_content_is_what_is_signed(desk: Signing) -> None:
    await desk.office.happened(*await desk.drawn_anew(SURAT))
    await attempt(desk.room())
    assert [request.pdf for request in desk.signer.asked] == [content_of(SURAT, 2)]


# ---------------------------------------------------------------- refused before anything is tried


async def test_nothing_is_tried_for_whom_nobody_appointed(desk: Signing) -> None:
    with pytest.raises(NotAppointed):
        await sign(desk.room(), to_sign(), Passphrase(SECRET), TAUFIK, command_id())
    assert (desk.left, desk.signer.asked) == ([], [])


async def test_nothing_is_tried_of_what_never_came_or_is_drawn_in_siak(desk: Signing) -> None:
    with pytest.raises(NeverCame):
        await attempt(desk.room(), to_sign(berkas=BerkasId(made_up("another"))))
    with pytest.raises(NoSuchDocument):
        await attempt(desk.room(), to_sign(BIODATA))
    siak = Signing()
    await siak.office.happened(*up_to_entry(), siak_entered(SURAT), draft_printed(SURAT), appointed())
    with pytest.raises(NoContent):
        await attempt(siak.room())
    assert (desk.signer.asked, siak.signer.asked) == ([], [])


async def test_a_stale_screen_signs_nothing(desk: Signing) -> None:
    await desk.office.happened(*await desk.drawn_anew(SURAT))
    with pytest.raises(ChangedSinceSeen):
        await attempt(desk.room(), to_sign(seen=9))
    assert desk.signer.asked == []


# ---------------------------------------------------------------- the world says no, or nothing


@pytest.mark.parametrize("failure", SigningFailure)
async def test_a_refusal_is_recorded_and_leaves_the_way_open(desk: Signing, failure: SigningFailure) -> None:
    desk.signer.answer = refusing(failure)
    assert (await attempt(desk.room())).failure is failure
    [_, failed] = desk.left
    assert isinstance(failed, SigningFailed)
    assert failed.failure is failure
    desk.signer.answer = signed_over
    assert (await attempt(desk.room(), once="again")).outcome is Outcome.SIGNED


def half_checked(request: SigningRequest) -> SignedPdf:
    good = signed_over(request)
    return replace(good, checked=Checked(verdict=good.checked.verdict))


@pytest.mark.parametrize(
    "answer", [raising(OutcomeUnknown()), raising(TimeoutError()), raising(ValueError("a bug")), half_checked]
)
async def test_whatever_else_goes_wrong_nobody_knows_and_nobody_tries_again(
    desk: Signing, answer: Callable[[SigningRequest], SignedPdf]
) -> None:
    desk.signer.answer = answer
    assert (await attempt(desk.room())).outcome is Outcome.UNKNOWN
    assert isinstance(desk.left[-1], SigningOutcomeUnknown)
    with pytest.raises(SigningUnderWay):
        await attempt(desk.room(), once="again")
    assert len(desk.signer.asked) == 1


async def test_a_signature_that_cannot_be_kept_is_unknown(desk: Signing) -> None:
    class Full(MemoryBlobs):
        async def put(self, address: str, sealed: bytes) -> NoReturn:
            raise Unavailable(what="store", address=address, size=len(sealed))

    desk.office.store = Full(desk.office.store.kept)
    assert (await attempt(desk.room())).outcome is Outcome.UNKNOWN
    assert isinstance(desk.left[-1], SigningOutcomeUnknown)


# ---------------------------------------------------------------- whoever asked has gone


async def test_hanging_up_does_not_stop_it(desk: Signing) -> None:
    room = desk.room()
    desk.signer.open.clear()
    client = asyncio.create_task(attempt(room))
    await desk.signer.called.wait()
    client.cancel()
    with pytest.raises(asyncio.CancelledError):
        await client
    desk.signer.open.set()
    await room.finish()
    assert isinstance(desk.left[-1], DocumentSigned)
    assert room.under_way == set()


async def test_the_desk_closes_when_nothing_is_under_way(desk: Signing) -> None:
    room = desk.room()
    desk.signer.open.clear()
    client = asyncio.create_task(attempt(room))
    await desk.signer.called.wait()
    closing = asyncio.create_task(room.finish())
    desk.signer.open.set()
    await closing
    assert isinstance(desk.left[-1], DocumentSigned)
    assert (await client).outcome is Outcome.SIGNED


# ---------------------------------------------------------------- two at once


@dataclass(frozen=True, slots=True)
class SlowLog(TrippingLog):
    """Lets others go first after every reading; remembers who came too late."""

    late: list[StreamId] = field(default_factory=list[StreamId])

    async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
        found = await self.log.read(stream, after=after)
        seen = list(found)
        await asyncio.sleep(0)
        return seen

    async def append(self, append: Append) -> Appended:
        try:
            return await self.log.append(append)
        except VersionConflict:
            self.late.append(append.stream)
            raise


async def test_of_two_processes_one_tries_and_the_other_is_told(desk: Signing) -> None:
    desk.signer.open.clear()
    log = SlowLog(desk.office.record.log(Desk.SIGNING), Tripwire(at=-1, after=False))
    rooms = [with_log(desk.room(), log) for _ in range(2)]
    both = [asyncio.create_task(attempt(room, once=f"process {n}")) for n, room in enumerate(rooms)]
    done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    desk.signer.open.set()
    [loser] = done
    with pytest.raises(SigningUnderWay):
        await loser
    [winner] = [task for task in both if task is not loser]
    assert (await winner).outcome is Outcome.SIGNED
    assert log.late == [STREAM]
    assert len(desk.signer.asked) == 1
    assert [type(fact) for fact in desk.left] == [SigningStarted, DocumentSigned]


async def test_what_changes_between_reading_and_beginning_is_never_signed(desk: Signing) -> None:
    """The screen claims to have seen everything, and still only what was read is signed."""
    anew = await desk.drawn_anew(SURAT)

    @dataclass(frozen=True, slots=True)
    class Interrupted(TrippingLog):
        readings: count[int] = field(default_factory=count)

        async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
            found = list(await self.log.read(stream, after=after))
            if next(self.readings) == 0:
                await desk.office.happened(*anew)
            return found

    log = Interrupted(desk.office.record.log(Desk.SIGNING), Tripwire(at=-1, after=False))
    with pytest.raises(ChangedSinceSeen):
        await attempt(with_log(desk.room(), log), to_sign(seen=10_000))
    assert desk.signer.asked == []


# ---------------------------------------------------------------- the process dies


@pytest.mark.parametrize("after", [False, True])
async def test_dying_at_any_step_leaves_nothing_or_an_outcome_or_an_attempt_that_is_given_up(
    after: bool,
) -> None:
    for step in count():
        desk = Signing()
        await desk.waits(SURAT)
        wire = Tripwire(step, after)
        room = _dying(desk, wire)
        with suppress(Died):
            await attempt(room)
        left = [type(fact) for fact in desk.left]
        assert left in ([], [SigningStarted], [SigningStarted, DocumentSigned]), step
        await desk.gives_up()
        if left == [SigningStarted]:
            assert isinstance(desk.left[-1], SigningOutcomeUnknown), step
        again = await attempt(desk.room())
        assert again.outcome is (Outcome.KNOWN if left else Outcome.SIGNED), step
        assert len(desk.signer.asked) <= 1, step
        if not wire.dead:
            assert step > 6, "every step must have been tried"
            return


def _dying(desk: Signing, wire: Tripwire) -> SigningRoom:
    """The desk's room in a process that dies at the wire."""

    class Dying(ObedientSigner):
        async def sign(self, request: SigningRequest, passphrase: Passphrase) -> SignedPdf:
            return await wire.step(desk.signer.sign(request, passphrase))

    room = with_log(desk.room(), TrippingLog(desk.office.record.log(Desk.SIGNING), wire))
    return replace(room, blobs=TrippingBlobs(desk.office.blobs, wire), signer=Dying())


async def test_an_attempt_is_not_given_up_before_its_time(desk: Signing) -> None:
    desk.signer.open.clear()
    room = desk.room()
    client = asyncio.create_task(attempt(room))
    await desk.signer.called.wait()
    assert await elapsed(room, ATTEMPTS, OUTCOME_UNKNOWN) == []
    await desk.gives_up()
    assert isinstance(desk.left[-1], SigningOutcomeUnknown)
    desk.signer.open.set()
    assert (await client).outcome is Outcome.SIGNED
    assert isinstance(desk.left[-1], DocumentSigned), "a late answer resolves it"


# ---------------------------------------------------------------- many with one passphrase


async def batch(desk: Signing, *documents: PlannedDocument) -> list[dict[str, str]]:
    asked = [to_sign(document) for document in documents]
    lines = sign_in_turn(desk.room(), asked, Passphrase(SECRET), YENI, command_id())
    return [json.loads(line) async for line in lines]


@pytest.fixture
async def two() -> Signing:
    signing = Signing()
    await signing.waits(SURAT, BIODATA)
    return signing


async def test_each_document_has_its_line_as_soon_as_it_is_done(two: Signing) -> None:
    lines = await batch(two, SURAT, BIODATA)
    assert lines == [
        {"document_id": SURAT.document_id, "outcome": "signed"},
        {"document_id": BIODATA.document_id, "outcome": "signed"},
    ]


async def test_a_wrong_passphrase_ends_the_batch(two: Signing) -> None:
    two.signer.answer = refusing(SigningFailure.WRONG_PASSPHRASE)
    [line] = await batch(two, SURAT, BIODATA)
    assert (line["outcome"], line["code"]) == ("failed", "wrong_passphrase")
    assert len(two.signer.asked) == 1


async def test_another_refusal_does_not_end_the_batch(two: Signing) -> None:
    two.signer.answer = refusing(SigningFailure.REFUSED_BY_AUTHORITY)
    assert [line["outcome"] for line in await batch(two, SURAT, BIODATA)] == ["failed", "failed"]


async def test_what_nobody_knows_is_said_and_the_batch_goes_on(two: Signing) -> None:
    two.signer.answer = raising(OutcomeUnknown())
    lines = await batch(two, SURAT, BIODATA)
    assert [line["outcome"] for line in lines] == ["unknown", "unknown"]
    assert "Jangan diulang" in lines[0]["title"]


async def test_every_refusal_has_its_sentence_whichever_desk_has_the_words(two: Signing) -> None:
    await two.office.happened(*await two.drawn_anew(SURAT))
    stale = [ToSign(berkas_id=BERKAS, document_id=SURAT.document_id, seen=10), to_sign(BIODATA)]
    stale = [*stale, ToSign(berkas_id=BerkasId(made_up("another")), document_id=SURAT.document_id, seen=1)]
    lines = [json.loads(one) async for one in sign_in_turn(two.room(), stale, Passphrase(SECRET), YENI, command_id())]
    assert [line["outcome"] for line in lines] == ["refused", "signed", "refused"]
    assert lines[0]["code"] == "changed_since_seen"
    assert lines[0]["title"].startswith("Berkas ini sudah berubah")
    assert lines[2]["title"] == "Berkas ini tidak ditemukan."


# ---------------------------------------------------------------- the passphrase


async def test_the_passphrase_reaches_the_signer_and_nobody_else(
    two: Signing, events: list[EventDict], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    two.signer.answer = raising(ValueError("a bug"))
    lines = await batch(two, SURAT, BIODATA)
    assert two.signer.passphrases == [SECRET, SECRET]
    printed = capfd.readouterr()
    told = [repr(events), caplog.text, printed.out, printed.err, repr(lines), repr(two.signer.asked)]
    told += [repr(two.office.record.facts), *map(repr, two.office.store.kept.values())]
    assert events, "the bug is said"
    assert not any(SECRET in one for one in told)


def test_the_passphrase_is_neither_shown_nor_copied() -> None:
    passphrase = Passphrase(SECRET)
    body = SignIn.model_validate({"documents": [_line()], "passphrase": SECRET})
    assert SECRET not in f"{passphrase} {passphrase!r} {body} {body!r} {body.model_dump()} {body.model_dump_json()}"
    with pytest.raises(TypeError):
        pickle.dumps(passphrase)


def _line() -> dict[str, object]:
    return {"berkas_id": BERKAS, "document_id": SURAT.document_id, "seen": 1}
