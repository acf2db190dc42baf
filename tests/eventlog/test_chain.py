"""Does the chain show whatever was done to the facts behind our back?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.fact import Envelope
from shared.contracts.vocabulary import Desk, FactId, StreamId
from shared.eventlog.chain import GENESIS, link, linked, verify
from shared.eventlog.port import Stored
from tests.support.eventlog import LogDatabase, stream
from tests.support.people import made_up

pytestmark = pytest.mark.spine

NINE = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def written(*streams: StreamId) -> list[Stored]:
    """One fact on each of these streams, in this order, chained as the log chains them."""
    facts: list[Stored] = []
    for position, name in enumerate(streams, start=1):
        before = [fact.envelope for fact in facts if fact.envelope.stream == name]
        envelope = Envelope(
            fact_id=FactId(made_up(f"fact {position}")),
            stream=name,
            version=len(before) + 1,
            position=position,
            name="BerkasVerified.v1",
            desk=Desk.VERIFICATION,
            recorded_at=NINE + timedelta(seconds=position),
            correlation_id=made_up("correlation"),
            causation_id=made_up(f"command {position}"),
            hash="",
        )
        state = b'{"fact":%d}' % position
        facts.append(Stored(linked(before[-1].hash if before else GENESIS, envelope, state), state))
    return facts


A, B = stream("a"), stream("b")
FACTS = written(A, B, A, A, B)


def test_an_untouched_log_holds() -> None:
    assert verify(FACTS) is None
    assert verify([]) is None


def test_the_first_link_is_what_the_documentation_says() -> None:
    fact = FACTS[0]
    fields = (A, "1", "1", "BerkasVerified.v1", "verification", made_up("fact 1"), "1772416801000000")
    causes = (made_up("correlation"), made_up("command 1"))
    envelope = "".join(f"{len(field.encode())}:{field}," for field in (*fields, *causes))

    by_hand = sha256(bytes(32) + envelope.encode() + sha256(fact.state).digest()).hexdigest()

    assert fact.envelope.hash == by_hand


TOUCHED: dict[str, Callable[[Stored], Stored]] = {
    "state": lambda fact: replace(fact, state=fact.state.replace(b"3", b"8")),
    "name": lambda fact: replace(fact, envelope=replace(fact.envelope, name="BerkasReturned.v1")),
    "desk": lambda fact: replace(fact, envelope=replace(fact.envelope, desk=Desk.INTAKE)),
    "position": lambda fact: replace(fact, envelope=replace(fact.envelope, position=9)),
    "version": lambda fact: replace(fact, envelope=replace(fact.envelope, version=9)),
    "stream": lambda fact: replace(fact, envelope=replace(fact.envelope, stream=B)),
    "fact_id": lambda fact: replace(fact, envelope=replace(fact.envelope, fact_id=FactId(made_up("other")))),
    "recorded_at": lambda fact: replace(
        fact, envelope=replace(fact.envelope, recorded_at=fact.envelope.recorded_at + timedelta(microseconds=1))
    ),
    "correlation_id": lambda fact: replace(fact, envelope=replace(fact.envelope, correlation_id="other")),
    "causation_id": lambda fact: replace(fact, envelope=replace(fact.envelope, causation_id="other")),
    "hash": lambda fact: replace(fact, envelope=replace(fact.envelope, hash="0" * 64)),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_whatever_is_altered_is_named(what: str) -> None:
    touched = TOUCHED[what](FACTS[2])

    assert verify([*FACTS[:2], touched, *FACTS[3:]]) == touched.envelope


def test_a_fact_taken_out_shows_at_the_next_of_its_stream() -> None:
    assert verify([*FACTS[:2], *FACTS[3:]]) == FACTS[3].envelope


def test_a_fact_written_anew_shows_at_the_next_of_its_stream() -> None:
    forged = linked(FACTS[0].envelope.hash, FACTS[2].envelope, b"forged")

    assert verify([*FACTS[:2], Stored(forged, b"forged"), *FACTS[3:]]) == FACTS[3].envelope


def test_two_facts_exchanged_show() -> None:
    assert verify([FACTS[0], FACTS[3], FACTS[2]]) == FACTS[3].envelope


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_two_envelopes_read_alike(name: str, other_name: str, cause: str, other_cause: str) -> None:
    def hashed(name: str, cause: str) -> str:
        return link(GENESIS, replace(FACTS[0].envelope, name=name, correlation_id=cause), b"")

    assert (hashed(name, cause) == hashed(other_name, other_cause)) == ((name, cause) == (other_name, other_cause))


async def test_postgresql_computes_the_same(emptied_log: LogDatabase) -> None:
    odd = ["", "berkas-é", "a:1,", "日本", "\N{WAVING HAND SIGN}", "x" * 300]
    moments = [datetime(1969, 12, 31, 23, 59, 59, 999999, UTC), NINE, datetime(2999, 1, 1, 0, 0, 0, 1, UTC)]
    async with emptied_log.connection() as connection:
        for n, text in enumerate(odd):
            envelope = replace(
                FACTS[0].envelope,
                stream=StreamId(text),
                name=text[::-1],
                correlation_id=text * 2,
                version=10**n,
                position=10 ** (2 * n),
                recorded_at=moments[n % 3],
            )
            state = bytes(range(n * 40))
            in_sql = await connection.fetchval(
                "SELECT encode(log.link($1, log.envelope($2, $3, $4, $5, $6, $7, $8, $9, $10), $11), 'hex')",
                bytes.fromhex(FACTS[1].envelope.hash),
                envelope.stream,
                envelope.version,
                envelope.position,
                envelope.name,
                envelope.desk,
                envelope.fact_id,
                envelope.recorded_at,
                envelope.correlation_id,
                envelope.causation_id,
                state,
            )
            assert in_sql == link(FACTS[1].envelope.hash, envelope, state)
