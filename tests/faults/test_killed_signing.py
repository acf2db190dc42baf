"""Is a document ever signed twice, or left without an outcome, when the office is killed while it signs?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

import pytest

from tests.support.lives import Ledger, Life, appoint, sign, signed_in, together
from tests.support.office import Office, until
from tests.support.people import YENI
from tests.support.soundness import assert_sound, count_of, the_log

pytestmark = pytest.mark.faults

BATCH = 6
KILLED_AT = (1, 3)
"""Attempts that have begun when the office is killed."""
LATER = timedelta(minutes=11)
"""Longer than anybody waits for the outcome of an attempt (PATIENCE of signing and of delivery)."""


async def test_an_office_killed_while_signing_signs_nothing_twice_and_says_what_it_does_not_know(
    office: Office,
) -> None:
    ledger = Ledger()
    async with signed_in(office) as screens:
        kadis = screens[YENI.id]
        await appoint(office, screens)
        berkas = [Life(f"batch-{number}", screens, ledger) for number in range(BATCH)]
        await together(berkas, "request")

        async with asyncio.TaskGroup() as work:
            pressed = work.create_task(sign(kadis, berkas, key="batch"))
            for begun in KILLED_AT:
                await until(partial(is_signing, office, berkas, begun))
                await asyncio.to_thread(again, office)
        assert "failed" not in pressed.result()
        found = await outcomes(office, berkas)
        left = [one for one in berkas if found[one.document_id] == "open"]
        assert left, "no kill fell between intent and outcome"
        assert await sign(kadis, left, key="impatient") == ["refused"] * len(left)

        await asyncio.to_thread(again, office, later=LATER)
        await until(lambda: all_attempts_are_over(office))
        found = await outcomes(office, berkas)
        assert [found[one.document_id] for one in berkas] == ["unknown" if one in left else "signed" for one in berkas]
        for one in left:
            await one.press(YENI, "signing", f"documents/{one.document_id}/resolve-failed", {"attempt": 1})
        assert await sign(kadis, left, key="resolved") == ["signed"] * len(left)

    log = await assert_sound(office, ledger.told)
    documents = [(one.document_id,) for one in berkas]
    signed = count_of(log, "DocumentSigned.v1", "document_id")
    assert [signed[document] for document in documents] == [1] * BATCH
    assert set(count_of(log, "SigningStarted.v1", "document_id", "attempt").values()) == {1}


def again(office: Office, *, later: timedelta = timedelta()) -> None:
    office.kill()
    office.ahead += later
    office.start()


# ---------------------------------------------------------------- what the log says of attempts

_OUTCOMES = {"DocumentSigned.v1": "signed", "SigningFailed.v1": "failed", "SigningOutcomeUnknown.v1": "unknown"}
_SENT = ("MessageAccepted.v1", "MessageDelivered.v1", "MessageFailed.v1", "MessageOutcomeUnknown.v1")


async def outcomes(office: Office, berkas: Sequence[Life]) -> Mapping[str, str]:
    """What became of the last attempt to sign each document, of those that were tried, in the order they began."""
    documents, found = {one.document_id for one in berkas}, dict[str, str]()
    for line in await the_log(office):
        if line.says.get("document_id") in documents and line.name in {"SigningStarted.v1", *_OUTCOMES}:
            found[line.says["document_id"]] = _OUTCOMES.get(line.name, "open")
    return found


async def is_signing(office: Office, berkas: Sequence[Life], begun: int) -> bool:
    """Whether so many attempts have begun, and the last of them has no outcome yet."""
    found = list((await outcomes(office, berkas)).values())
    return len(found) >= begun and found[-1] == "open"


async def all_attempts_are_over(office: Office) -> bool:
    """Whether each attempt to sign or to send has an outcome."""
    log = await the_log(office)
    signed = [count_of(log, name, "document_id", "attempt") for name in _OUTCOMES]
    sent = [count_of(log, name, "message_id") for name in _SENT]
    return count_of(log, "SigningStarted.v1", "document_id", "attempt").keys() <= set().union(*signed) and count_of(
        log, "SendingStarted.v1", "message_id"
    ).keys() <= set().union(*sent)
