"""What do people mostly ask, where a berkas lies? A walk: mostly the sensible next thing, now and then anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import Any, TypeAlias

from shared.contracts.command import Command
from shared.contracts.fact import Fact
from shared.contracts.oversight import DutiesCombined
from shared.contracts.rules.journey import ENDED, Stage
from shared.contracts.vocabulary import Desk
from shared.errors import Refused
from tests.contracts.laws import asking_delivery as delivery
from tests.contracts.laws import asking_documents as documents
from tests.contracts.laws import asking_papers as papers
from tests.contracts.laws.office import Asking, Office
from tests.support.histories import recorded
from tests.support.people import DEWI, HASAN, NOON, SITI

Maker: TypeAlias = Callable[[Asking], Command]
Question: TypeAlias = tuple[Desk, Maker]

ANY_DESK: tuple[Maker, ...] = (delivery.take, delivery.release, delivery.add_note, delivery.propose_rejection)
ASKABLE: Mapping[Desk, tuple[Maker, ...]] = {
    Desk.INTAKE: (
        papers.receive,
        papers.supplement,
        papers.record_fetched,
        papers.mark_unreadable,
        papers.attach,
        papers.record_print,
        papers.skip_print,
        papers.find_incomplete,
        papers.find_complete,
        papers.change_layanan,
        papers.withdraw,
        papers.lapse,
        papers.reopen,
        papers.suspect_duplicate,
        papers.dismiss_duplicate,
        papers.merge,
        papers.record_relation,
        *ANY_DESK,
    ),
    Desk.VERIFICATION: (papers.judge, papers.verify, papers.return_berkas, *ANY_DESK),
    Desk.ENTRY: (
        documents.record_identity,
        documents.enter_into_siak,
        documents.print_draft,
        documents.return_entry,
        documents.cancel_siak,
        documents.ask_data_check,
        documents.confirm_data,
        documents.dispute_data,
        *ANY_DESK,
    ),
    Desk.SIGNING: (
        documents.validate,
        documents.request_signing,
        documents.return_draft,
        documents.withdraw_request,
        documents.reject,
        documents.dismiss_rejection,
        documents.decline,
        documents.start_signing,
        documents.record_signed,
        documents.record_failed,
        documents.record_unknown,
        documents.rule_out_signature,
        documents.import_signed,
        documents.supersede,
        documents.revoke,
        *ANY_DESK,
    ),
    Desk.DELIVERY: (
        delivery.tell_applicant,
        delivery.send_again,
        delivery.start_sending,
        delivery.record_accepted,
        delivery.record_delivered,
        delivery.record_read,
        delivery.record_message_failed,
        delivery.record_message_unknown,
        delivery.tell_in_person,
        delivery.record_receiver,
        delivery.confirm_receipt,
        delivery.print_document,
        delivery.issue_print,
        delivery.return_print,
        delivery.hand_over,
        delivery.fail_handover,
        delivery.collect_old_paper,
        delivery.close_unconfirmed,
        delivery.complain,
        delivery.answer_complaint,
        delivery.answer_survey,
        *ANY_DESK,
    ),
    Desk.OVERSIGHT: (papers.check_deadlines,),
}
ANYTHING: Sequence[Question] = [(desk, maker) for desk, makers in ASKABLE.items() for maker in makers]

TELLING: Sequence[Question] = [
    (Desk.DELIVERY, delivery.tell_applicant),
    (Desk.DELIVERY, delivery.start_sending),
    (Desk.DELIVERY, delivery.record_accepted),
    (Desk.DELIVERY, delivery.record_message_failed),
    (Desk.DELIVERY, delivery.record_message_unknown),
    (Desk.DELIVERY, delivery.record_delivered),
    (Desk.DELIVERY, delivery.tell_in_person),
]
CHECKING_DATA: Sequence[Question] = [
    (Desk.ENTRY, documents.ask_data_check),
    (Desk.ENTRY, documents.confirm_data),
    (Desk.ENTRY, documents.dispute_data),
]
CARRYING: Sequence[Question] = [
    (Desk.DELIVERY, delivery.confirm_receipt),
    (Desk.DELIVERY, delivery.print_document),
    *[(Desk.DELIVERY, delivery.issue_print), (Desk.DELIVERY, delivery.return_print)] * 2,
    *[(Desk.DELIVERY, delivery.hand_over)] * 3,
    (Desk.DELIVERY, delivery.fail_handover),
    (Desk.DELIVERY, delivery.answer_complaint),
]
PROPOSED: Sequence[Question] = [(Desk.SIGNING, documents.reject), (Desk.SIGNING, documents.dismiss_rejection)]
ENDING: Sequence[Question] = [
    (Desk.INTAKE, papers.reopen),
    (Desk.INTAKE, papers.supplement),
    (Desk.ENTRY, documents.cancel_siak),
    *TELLING,
]
USUAL: Mapping[Stage, Sequence[Question]] = {
    Stage.NOWHERE: [(Desk.INTAKE, papers.receive)],
    Stage.AT_INTAKE: [
        (Desk.INTAKE, papers.record_print),
        *[(Desk.INTAKE, papers.find_complete)] * 4,
        (Desk.INTAKE, papers.find_incomplete),
        (Desk.INTAKE, papers.supplement),
        (Desk.INTAKE, papers.dismiss_duplicate),
        (Desk.INTAKE, papers.merge),
        (Desk.INTAKE, papers.change_layanan),
    ],
    Stage.WITH_APPLICANT: [*TELLING, *[(Desk.INTAKE, papers.supplement)] * 6, *[(Desk.INTAKE, papers.lapse)] * 3],
    Stage.AT_VERIFICATION: [
        (Desk.INTAKE, papers.record_print),
        *[(Desk.VERIFICATION, papers.judge)] * 4,
        *[(Desk.VERIFICATION, papers.verify)] * 6,
        (Desk.VERIFICATION, papers.return_berkas),
        (Desk.INTAKE, papers.change_layanan),
    ],
    Stage.AT_ENTRY: [
        *[(Desk.ENTRY, documents.enter_into_siak)] * 8,
        (Desk.ENTRY, documents.return_entry),
        (Desk.INTAKE, papers.change_layanan),
    ],
    Stage.DRAFTING: [
        *[(Desk.ENTRY, documents.print_draft)] * 12,
        *CHECKING_DATA,
        (Desk.ENTRY, documents.return_entry),
    ],
    Stage.AT_KASI: [
        *[(Desk.SIGNING, documents.validate)] * 8,
        *[(Desk.SIGNING, documents.request_signing)] * 8,
        (Desk.SIGNING, documents.return_draft),
        *CHECKING_DATA,
    ],
    Stage.AT_SIGNER: [
        *[(Desk.SIGNING, documents.start_signing)] * 8,
        *[(Desk.SIGNING, documents.record_signed)] * 8,
        *[(Desk.SIGNING, documents.import_signed)] * 3,
        (Desk.SIGNING, documents.record_failed),
        (Desk.SIGNING, documents.record_unknown),
        (Desk.SIGNING, documents.rule_out_signature),
        (Desk.SIGNING, documents.decline),
        *[(Desk.SIGNING, documents.withdraw_request)] * 3,
    ],
    Stage.AT_DELIVERY: [
        *TELLING,
        *CARRYING,
        (Desk.SIGNING, documents.supersede),
        (Desk.SIGNING, documents.revoke),
    ],
    **dict.fromkeys(ENDED, ENDING),
}

WORKPLACE: Mapping[Stage, Desk] = {
    Stage.AT_INTAKE: Desk.INTAKE,
    Stage.WITH_APPLICANT: Desk.INTAKE,
    Stage.AT_VERIFICATION: Desk.VERIFICATION,
    Stage.AT_ENTRY: Desk.ENTRY,
    Stage.DRAFTING: Desk.ENTRY,
    Stage.AT_KASI: Desk.SIGNING,
    Stage.AT_SIGNER: Desk.SIGNING,
    Stage.AT_DELIVERY: Desk.DELIVERY,
}


def question(office: Office, chance: Random) -> Question:
    """What is asked next, of whom: in four of five cases the usual; else anything, or what goes on beside the work."""
    stage = office.journey.stage
    beside: Sequence[Question] = [(Desk.OVERSIGHT, papers.check_deadlines)]
    if desk := WORKPLACE.get(stage):
        beside = [*beside, (desk, delivery.take), (desk, delivery.release)]
    if office.journey.proposal:
        beside = [*beside, *PROPOSED]
    among = chance.choices((USUAL[stage], ANYTHING, beside), weights=(80, 13, 7))[0]
    return chance.choice(among)


def letters(chance: Random) -> tuple[DutiesCombined, ...]:
    """In one office of four, one officer may both verify and enter for a week."""
    if chance.random() < 0.75:
        return ()
    since = date(2026, 3, 2) + timedelta(days=chance.randint(0, 7))
    officer = chance.choice((SITI, DEWI)).id
    until = since + timedelta(days=7)
    return (DutiesCombined(officer=officer, letter="ST/1/2026", since=since, until=until, by=HASAN, occurred_at=NOON),)


def walk(steps: Iterable[int], *, past: Sequence[Fact] = ()) -> Office:
    """One berkas through an office, from what is `past`.

    Each step is one question, chosen by its number. Nothing happens at a 0.
    """
    numbers = list(steps)
    chance = Random(sum(numbers))  # noqa: S311 - to be repeated, not to be unguessable
    levels = 1 if past else chance.choice((1, 1, 2))
    office = Office(levels=levels, letters=letters(chance))
    for version, fact in enumerate(past, start=1):
        office.happened(recorded(fact, version))
    for number, step in enumerate(numbers):
        if step:
            _step(office, number, Random(step))  # noqa: S311
    return office


def _step(office: Office, number: int, chance: Random) -> None:
    office.now += timedelta(minutes=chance.randint(1, 2000))
    desk, maker = question(office, chance)
    with suppress(Refused):
        office.ask(desk, maker(Asking(office, chance, number)))


def again(office: Office) -> Sequence[tuple[Command, Sequence[Any]]]:
    """Every command that left something, asked once more at the end: what it leaves now."""
    return [(command, office.ask(desk, command)) for desk, command in list(office.heeded.values())]
