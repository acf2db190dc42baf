"""What may intake, verification and oversight be asked, by whom, with what?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from services.intake.decisions.commands import (
    Attach,
    ChangeLayanan,
    DismissDuplicate,
    FindComplete,
    FindIncomplete,
    IncomingPhoto,
    Lapse,
    MarkUnreadable,
    Merge,
    Receive,
    RecordFetched,
    RecordPrint,
    RecordRelation,
    Reopen,
    SkipPrint,
    Supplement,
    SuspectDuplicate,
    Withdraw,
)
from services.oversight.decisions.berkas import CheckDeadlines
from services.verification.decisions import Judge, Judged, Return, Verify
from shared.contracts.fact import By, system
from shared.contracts.requirements import Requirement, catalogue, layanan_of, versions
from shared.contracts.rules.calendar import Calendar, local_day
from shared.contracts.rules.clocks import ONE_WEEK
from shared.contracts.rules.office import Standing
from shared.contracts.rules.papers import lacking
from shared.contracts.rules.timeline import Circumstances
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    Clock,
    Desk,
    DuplicateGround,
    Layanan,
    Paper,
    PaperVerdict,
    PhotoId,
    PrintSkipReason,
    SenderRelation,
    UnreadableReason,
    Variant,
    WithdrawReason,
)
from tests.contracts.laws.office import VERIFIERS, Asking
from tests.support.people import (
    BERKAS,
    BIRTH_PAPERS,
    NO_BIRTH_LETTER,
    NOMOR,
    RINA,
    SENDER,
    TODAY,
    TRACKING,
    UJANG,
    blob,
    made_up,
    sealed,
)

WIB = ZoneInfo("Asia/Jakarta")
CALENDAR = Calendar.published(WIB)
CATALOGUE = catalogue(versions()[-1])
OTHER = BerkasId(made_up("another berkas"))
DAY = timedelta(days=1)
VARIANTS = (Variant.KELAHIRAN, Variant.KK_PERUBAHAN)


def requirements(a: Asking) -> tuple[Requirement, ...]:
    return CATALOGUE.variants[a.journey.variant].asked()


def lacks(a: Asking) -> Sequence[Lack]:
    return lacking(requirements(a), dict.fromkeys(a.journey.papers, PaperVerdict.GOOD))


def combined(a: Asking, by: By) -> bool:
    """Whether a surat tugas covers this officer today, as a desk's room finds out."""
    return Standing(duties=a.office.letters).combined(by.id, local_day(a.office.now, WIB))


def until(a: Asking) -> date:
    return local_day(a.office.now, WIB) + timedelta(days=14)


def _shows(paper: Paper) -> IncomingPhoto:
    content = f"photo of {paper}"
    return IncomingPhoto(photo_id=PhotoId(made_up(content)), original=blob(content, "image/jpeg"), paper=paper)


def _any_photo(a: Asking) -> PhotoId:
    came = [*a.journey.photos]
    return a.chance.choice(came) if came and not a.rarely() else PhotoId(made_up("a photo of nobody's"))


# ---------------------------------------------------------------- intake


def receive(a: Asking) -> Receive:
    papers = [paper for paper in BIRTH_PAPERS if a.chance.random() < 0.9]
    return Receive(
        **a.head(RINA, UJANG),
        berkas_id=BERKAS,
        nomor=NOMOR,
        tracking=sealed(TRACKING),
        channel=a.chance.choice(list(Channel)),
        layanan=Layanan.AKTA_KELAHIRAN,
        variant=Variant.KELAHIRAN,
        sender=sealed(SENDER),
        arrived_on=TODAY,
        catalogue=CATALOGUE.version,
        photos=tuple(map(_shows, papers)),
        received_at=a.office.now,
    )


def supplement(a: Asking) -> Supplement:
    asked_for = [lack.paper for lack in lacks(a)]
    papers = asked_for or [a.chance.choice(list(Paper))]
    return Supplement(**a.head(RINA, UJANG), photos=tuple(map(_shows, papers)))


def record_fetched(a: Asking) -> RecordFetched:
    original = blob("late photo", "image/jpeg")
    return RecordFetched(**a.head(RINA), photo_id=_any_photo(a), original=original, pages=())


def mark_unreadable(a: Asking) -> MarkUnreadable:
    return MarkUnreadable(**a.head(RINA), photo_id=_any_photo(a), reason=a.chance.choice(list(UnreadableReason)))


def attach(a: Asking) -> Attach:
    return Attach(**a.head(RINA), photo_id=_any_photo(a), paper=a.chance.choice(BIRTH_PAPERS))


def record_print(a: Asking) -> RecordPrint:
    return RecordPrint(**a.head(RINA), sheet=blob("print sheet"), pages=3)


def skip_print(a: Asking) -> SkipPrint:
    return SkipPrint(**a.head(RINA), reason=PrintSkipReason.PRINTER_BROKEN)


def find_incomplete(a: Asking) -> FindIncomplete:
    lacking_now = tuple(lacks(a)) or (NO_BIRTH_LETTER,)
    return FindIncomplete(**a.head(RINA), seen=a.seen(), lacks=lacking_now, deadline=until(a))


def find_complete(a: Asking) -> FindComplete:
    return FindComplete(**a.head(RINA), seen=a.seen(), requirements=requirements(a))


def change_layanan(a: Asking) -> ChangeLayanan:
    variant = a.chance.choice(VARIANTS)
    return ChangeLayanan(**a.head(RINA), seen=a.seen(), layanan=layanan_of(variant), variant=variant)


def withdraw(a: Asking) -> Withdraw:
    return Withdraw(**a.head(RINA), reason=WithdrawReason.ASKED)


def lapse(a: Asking) -> Lapse:
    return Lapse(**a.head(system(Desk.INTAKE)), after=timedelta(hours=20), visited_at=a.office.now - DAY)


def reopen(a: Asking) -> Reopen:
    return Reopen(**a.head(RINA))


def suspect_duplicate(a: Asking) -> SuspectDuplicate:
    return SuspectDuplicate(**a.head(system(Desk.INTAKE)), other=OTHER, ground=DuplicateGround.SAME_PHOTO)


def dismiss_duplicate(a: Asking) -> DismissDuplicate:
    return DismissDuplicate(**a.head(RINA), other=OTHER)


def merge(a: Asking) -> Merge:
    return Merge(**a.head(RINA), seen=a.seen(), into=OTHER, goes_on=not a.rarely())


def record_relation(a: Asking) -> RecordRelation:
    return RecordRelation(**a.head(RINA), relation=a.chance.choice(list(SenderRelation)))


# ---------------------------------------------------------------- verification


def judge(a: Asking) -> Judge:
    """All papers at once, good but for one now and then."""
    head = a.head(*VERIFIERS)
    verdicts = dict.fromkeys(sorted(a.journey.papers), PaperVerdict.GOOD)
    if verdicts and a.rarely():
        verdicts[a.chance.choice(list(verdicts))] = a.chance.choice(list(PaperVerdict))
    judgements = tuple(Judged(paper=paper, verdict=verdict) for paper, verdict in verdicts.items())
    return Judge(**head, seen=a.seen(), judgements=judgements, combined=combined(a, head["by"]))


def verify(a: Asking) -> Verify:
    head = a.head(*VERIFIERS)
    return Verify(
        **head,
        seen=a.seen(),
        requirements=requirements(a),
        print_required=not a.rarely(),
        combined=combined(a, head["by"]),
    )


def return_berkas(a: Asking) -> Return:
    head = a.head(*VERIFIERS)
    return Return(**head, seen=a.seen(), lacks=(NO_BIRTH_LETTER,), deadline=until(a), combined=combined(a, head["by"]))


# ---------------------------------------------------------------- oversight


def check_deadlines(a: Asking) -> CheckDeadlines:
    return CheckDeadlines(
        **a.head(system(Desk.OVERSIGHT)),
        rules=dict.fromkeys(Clock, ONE_WEEK),
        calendar=CALENDAR,
        circumstances=Circumstances(),
        near=timedelta(days=2),
    )
