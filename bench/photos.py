"""How long does a photo of a form take, beside the same work done with Pillow alone? `python -m bench.photos`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from statistics import median
from time import process_time

from PIL import Image, ImageOps

import samples
from samples import Shot, paperwork, typeset
from shared.photos import Limits, prepare
from shared.photos.page import THUMBNAIL_SIDE, UPRIGHT_SIDE

MEGAPIXELS = (4, 8, 12)
ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians in milliseconds of CPU, all threads together: what a photo takes from one core."""

    megapixels: int
    ours: float
    pillow: float


def timings() -> Iterator[Timing]:
    """One per size; ours judges quality besides, and reads each photo twice so that a truncated one is refused."""
    form = typeset("f-2-01", paperwork.f_2_01_kelahiran())
    for megapixels in MEGAPIXELS:
        photo = samples.photograph(form, Shot(seed=1, megapixels=megapixels, orientation=6))
        yield Timing(megapixels, _median_ms(lambda: prepare(photo, Limits())), _median_ms(lambda: _with_pillow(photo)))  # noqa: B023 - called at once


def _median_ms(work: Callable[[], object]) -> float:
    def once() -> float:
        started = process_time()
        work()
        return (process_time() - started) * 1000

    once()
    return median(once() for _ in range(ROUNDS))


def _with_pillow(photo: bytes) -> tuple[bytes, bytes]:
    """Upright, stripped, 2000 px and 320 px."""
    with Image.open(BytesIO(photo)) as sent:
        upright = ImageOps.exif_transpose(sent)
    upright.thumbnail((UPRIGHT_SIDE, UPRIGHT_SIDE))
    small = upright.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return _jpeg(upright), _jpeg(small)


def _jpeg(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=85)
    return stream.getvalue()


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for timing in timings():
        print(f"{timing.megapixels:3} MP {timing.ours:6.0f} ms, with Pillow {timing.pillow:6.0f} ms")
