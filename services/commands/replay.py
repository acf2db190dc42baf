"""What happened to one berkas, and where did each fact put it? Folded anew from the log, by the desks' own deciders."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from services.commands.command import Command, declare_folder, declare_settings
from services.commands.opened import opened
from services.oversight.views import QUEUE
from services.registry import DESKS, load
from shared.contracts.fact import Fact, Recorded, berkas_stream
from shared.contracts.labels import choice, happened, who
from shared.contracts.names import decode
from shared.contracts.rules.dossier import open_dossier
from shared.contracts.rules.numbers import parse_nomor
from shared.contracts.vocabulary import BerkasId, Desk
from shared.documents.indonesian import WIB
from shared.eventlog.chain import verify
from shared.eventlog.port import Stored
from shared.platform.errors import CannotStart
from shared.platform.platform import Platform


class NoSuchBerkas(CannotStart):
    """Tidak ada berkas dengan nomor {nomor}."""


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("nomor", metavar="NOMOR", help="nomor berkas, misalnya BKS-2026-000123")
    declare_folder(parser)
    declare_settings(parser)
    parser.add_argument("--as-of", type=_moment, metavar="WAKTU", help="keadaan pada waktu itu (2026-11-22T10:00)")
    parser.add_argument("--json", action="store_true", help="satu baris JSON per fakta")


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError("tulis seperti 2026-11-22T10:00 (WIB)") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


async def _run(asked: Namespace) -> int:
    async with opened(asked) as platform:
        berkas_id = await _find(platform, asked.nomor)
        stored = await platform.log(Desk.OVERSIGHT).read(berkas_stream(berkas_id))
    until = [one for one in stored if asked.as_of is None or one.envelope.recorded_at <= asked.as_of]
    return _print_json(until) if asked.json else _print_history(until)


async def _find(platform: Platform, nomor: str) -> BerkasId:
    """By the list of oversight; whoever has the id itself may give that."""
    if parse_nomor(nomor) is None:
        return BerkasId(nomor)
    rows = await platform.views(Desk.OVERSIGHT).find(QUEUE, nomor)
    if not rows:
        raise NoSuchBerkas(nomor=nomor)
    return BerkasId(rows[0].key)


def _print_json(stored: Sequence[Stored]) -> int:
    for one in stored:
        envelope: dict[str, Any] = msgspec.to_builtins(one.envelope)
        sys.stdout.buffer.write(msgspec.json.encode({**envelope, "fact": msgspec.Raw(one.state)}) + b"\n")
    return 0


def _print_history(stored: Sequence[Stored]) -> int:
    """One line per fact: when, what, who, and where the berkas lay afterwards; then each desk's own state."""
    history = [Recorded(decode(one.envelope.name, one.state), one.envelope) for one in stored]
    dossier = open_dossier(history)
    received = dossier.received
    if received is None:
        raise NoSuchBerkas(nomor="—")
    print(f"{received.nomor} · {choice(dossier.journey.layanan)} · {choice(dossier.journey.stage)}")
    before = ""
    for number, recorded in enumerate(history, start=1):
        stage = choice(open_dossier(history[:number]).journey.stage)
        print(_line(recorded, "" if stage == before else f"→ {stage}"))
        before = stage
    print()
    for service in load(*DESKS):
        folded = service.berkas.fold([one for one in history if one.envelope.name in service.berkas.names])
        print(f"  {choice(service.desk):<18} {type(folded.state).__name__}")
    broken = verify(stored)
    print("✓ Rantai hash utuh." if broken is None else f"✗ Rantai hash putus pada versi {broken.version}.")
    return 0 if broken is None else 1


def _line(recorded: Recorded[Fact], moved: str) -> str:
    fact, envelope = recorded.fact, recorded.envelope
    when = envelope.recorded_at.astimezone(WIB)
    return f"{envelope.version:>4}  {when:%d-%m-%Y %H.%M.%S}  {happened(fact):<44} {who(fact.by):<32} {moved}".rstrip()


COMMAND = Command(name="replay", help="menceritakan satu berkas dari log", declare=_declare, run=_run)
