"""Does sealing give back exactly what was sealed, whole and in ranges, and nothing that was tampered with?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.blobs.sealing import (
    CHUNK_SIZE,
    HEADER_SIZE,
    KEY_SIZE,
    Layout,
    NotAsSealed,
    layout_of,
    open_span,
    open_whole,
    seal,
)

pytestmark = pytest.mark.spine

KEY, OTHER_KEY = bytes(range(KEY_SIZE)), bytes(KEY_SIZE)
PREFIX, OTHER_PREFIX = b"7 bytes", b"another"
CHUNK = 16
"""Small, so that a few bytes make many chunks."""
STEP = CHUNK + 16

plain_bytes = st.binary(max_size=6 * CHUNK)


def sealed_chunks(sealed: bytes) -> list[bytes]:
    return [sealed[start : start + STEP] for start in range(HEADER_SIZE, len(sealed), STEP)]


def refused(sealed: bytes, size: int, key: bytes = KEY) -> bool:
    try:
        open_whole(sealed, key, size)
    except NotAsSealed:
        return True
    return False


@given(plain_bytes, st.integers(1, 4 * CHUNK))
def test_whatever_was_sealed_opens_as_it_was(data: bytes, chunk_size: int) -> None:
    sealed = seal(data, KEY, PREFIX, chunk_size)

    assert open_whole(sealed, KEY, len(data)) == data
    assert len(sealed) == Layout(len(data), PREFIX, chunk_size).sealed_size


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE, 2 * CHUNK_SIZE + 1])
def test_the_edges_of_chunks_are_nothing_special(size: int) -> None:
    data = bytes(n % 251 for n in range(size))

    assert open_whole(seal(data, KEY, PREFIX), KEY, size) == data


@given(st.data())
def test_any_range_opens_from_the_chunks_it_touches_alone(drawn: st.DataObject) -> None:
    data = drawn.draw(st.binary(min_size=1, max_size=6 * CHUNK))
    start = drawn.draw(st.integers(0, len(data) - 1))
    end = drawn.draw(st.integers(start + 1, len(data)))
    sealed = seal(data, KEY, PREFIX, CHUNK)
    layout = layout_of(sealed[:HEADER_SIZE], len(data))

    span = layout.span(start, end - start)
    plain = open_span(layout, span, sealed[span.start : span.start + span.length], KEY)

    assert plain[start - span.plain_start : end - span.plain_start] == data[start:end]
    assert len(span.chunks) == (end - 1) // CHUNK - start // CHUNK + 1
    assert span.length <= len(span.chunks) * STEP


@given(plain_bytes, st.data())
def test_one_bit_turned_anywhere_is_noticed(data: bytes, drawn: st.DataObject) -> None:
    altered = bytearray(seal(data, KEY, PREFIX, CHUNK))
    bit = drawn.draw(st.integers(0, len(altered) * 8 - 1))
    altered[bit // 8] ^= 1 << bit % 8

    assert refused(bytes(altered), len(data))


@given(plain_bytes, st.data())
def test_what_was_cut_off_is_noticed_whatever_size_is_claimed(data: bytes, drawn: st.DataObject) -> None:
    sealed = seal(data, KEY, PREFIX, CHUNK)
    kept = drawn.draw(st.integers(0, len(sealed) - 1))

    assert all(refused(sealed[:kept], size) for size in range(len(data) + 1))


@given(plain_bytes, st.binary(min_size=1, max_size=2 * STEP))
def test_what_was_added_is_noticed_whatever_size_is_claimed(data: bytes, more: bytes) -> None:
    sealed = seal(data, KEY, PREFIX, CHUNK) + more

    assert all(refused(sealed, size) for size in range(len(data) + len(more) + 1))


def test_chunks_in_another_order_do_not_open() -> None:
    data = bytes(3 * CHUNK)
    sealed = seal(data, KEY, PREFIX, CHUNK)
    first, second, last = sealed_chunks(sealed)

    assert refused(sealed[:HEADER_SIZE] + second + first + last, len(data))


def test_a_chunk_in_the_middle_left_out_is_noticed() -> None:
    sealed = seal(bytes(3 * CHUNK), KEY, PREFIX, CHUNK)
    first, _, last = sealed_chunks(sealed)

    assert refused(sealed[:HEADER_SIZE] + first + last, 2 * CHUNK)


def test_a_chunk_of_another_blob_under_the_same_key_does_not_open() -> None:
    sealed, other = seal(bytes(2 * CHUNK), KEY, PREFIX, CHUNK), seal(bytes(2 * CHUNK), KEY, OTHER_PREFIX, CHUNK)

    assert refused(sealed[:HEADER_SIZE] + sealed_chunks(other)[0] + sealed_chunks(sealed)[1], 2 * CHUNK)


def test_another_key_opens_nothing() -> None:
    assert refused(seal(b"", KEY, PREFIX), 0, OTHER_KEY)


def test_a_range_from_a_chunk_that_is_not_whole_does_not_open() -> None:
    sealed = seal(bytes(3 * CHUNK), KEY, PREFIX, CHUNK)
    layout = layout_of(sealed[:HEADER_SIZE], 3 * CHUNK)
    span = layout.span(CHUNK, 1)

    for end in range(span.start, span.start + span.length):
        with pytest.raises(NotAsSealed):
            open_span(layout, span, sealed[span.start : end], KEY)


def test_the_end_of_a_blob_does_not_open_as_its_middle() -> None:
    sealed = seal(bytes(2 * CHUNK), KEY, PREFIX, CHUNK)
    longer = replace(layout_of(sealed[:HEADER_SIZE], 2 * CHUNK), size=3 * CHUNK)
    span = longer.span(CHUNK, 1)

    with pytest.raises(NotAsSealed):
        open_span(longer, span, sealed[span.start : span.start + span.length], KEY)


@pytest.mark.parametrize("header", [b"", b"\x01", b"\x02" + bytes(3) + b"\x10" + PREFIX, b"\x01" + bytes(4) + PREFIX])
def test_a_header_that_is_not_ours_is_refused(header: bytes) -> None:
    with pytest.raises(NotAsSealed):
        layout_of(header, 1)


def test_the_error_shows_neither_the_bytes_nor_the_key() -> None:
    with pytest.raises(NotAsSealed) as refusal:
        open_whole(b"1308990101900001", KEY, 16)

    assert str(refusal.value) == "These bytes were not sealed by this key, or were altered."
