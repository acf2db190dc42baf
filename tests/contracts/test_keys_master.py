"""Is the master key read, made, kept and versioned so that nothing sealed is ever lost or shown?"""

from __future__ import annotations

import base64
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.contracts.vocabulary import StreamId
from shared.keys.master import (
    VARIABLE,
    MasterKey,
    MasterKeyExposed,
    MasterKeyMalformed,
    MasterKeyMissing,
    MasterKeyUnknown,
    Wrapped,
    WrappedKeyDamaged,
    load,
    parse,
)

pytestmark = pytest.mark.spine

STREAM, OTHER_STREAM = StreamId("berkas-1"), StreamId("berkas-2")
OLD, NEW = b"o" * 32, b"n" * 32
OLD_TEXT, NEW_TEXT = base64.b64encode(OLD).decode(), base64.b64encode(NEW).decode()
KEY = b"k" * 32


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "master.key"


def written(file: Path, text: str, mode: int = 0o600) -> Path:
    file.write_text(text)
    file.chmod(mode)
    return file


# ---------------------------------------------------------------- where it comes from


def test_a_fresh_office_makes_its_key_once_for_its_owner_alone(file: Path) -> None:
    made, read = load({}, file, fresh=True), load({}, file, fresh=False)

    assert made.versions == read.versions
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(base64.b64decode(file.read_text())) == 32
    assert list(file.parent.iterdir()) == [file]


def test_processes_that_start_at_once_make_one_key(file: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        starting = [threads.submit(load, {}, file, fresh=True) for _ in range(8)]

    assert len({tuple(start.result().versions) for start in starting}) == 1


def test_two_offices_make_two_keys(tmp_path: Path) -> None:
    one, other = (load({}, tmp_path / name, fresh=True) for name in ("one", "other"))

    assert one.versions != other.versions


def test_the_environment_comes_before_the_file(file: Path) -> None:
    written(file, OLD_TEXT)

    assert load({VARIABLE: NEW_TEXT}, file, fresh=False).versions == MasterKey([NEW]).versions


def test_where_there_are_data_no_new_key_is_made_for_a_lost_one(file: Path) -> None:
    with pytest.raises(MasterKeyMissing) as missing:
        load({}, file, fresh=False)

    assert missing.value.path == str(file)
    assert not file.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_may_touch_is_refused(file: Path, mode: int) -> None:
    written(file, OLD_TEXT, mode)

    with pytest.raises(MasterKeyExposed) as exposed:
        load({}, file, fresh=False)

    assert (exposed.value.path, exposed.value.mode) == (str(file), f"{mode:o}")


MALFORMED = {
    "empty": "",
    "blank": " \n",
    "too short": base64.b64encode(b"o" * 31).decode(),
    "too long": base64.b64encode(b"o" * 33).decode(),
    "no base64": "rahasia kantor yang panjang",
    "a good one and a bad one": f"{OLD_TEXT} rahasia",
    "no ascii": "kunci é",
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_key_is_refused_by_name_and_never_quoted(file: Path, text: str) -> None:
    written(file, text)
    sources: dict[str, Callable[[], MasterKey]] = {
        VARIABLE: lambda: load({VARIABLE: text}, file, fresh=True),
        str(file): lambda: load({}, file, fresh=True),
    }
    for source, ask in sources.items():
        with pytest.raises(MasterKeyMalformed) as malformed:
            ask()
        assert malformed.value.reason == {"source": source}
        assert "rahasia" not in str(malformed.value)


# ---------------------------------------------------------------- wrapping


def test_a_wrapped_key_unwraps_for_its_stream_alone() -> None:
    master = MasterKey([OLD])
    wrapped = master.wrap(STREAM, KEY)

    assert master.unwrap(STREAM, wrapped) == KEY
    assert KEY not in wrapped.box
    with pytest.raises(WrappedKeyDamaged):
        master.unwrap(OTHER_STREAM, wrapped)


@pytest.mark.parametrize("box", [b"", b"short", bytes(60)])
def test_a_damaged_box_unwraps_to_nothing(box: bytes) -> None:
    master = MasterKey([OLD])

    with pytest.raises(WrappedKeyDamaged):
        master.unwrap(STREAM, Wrapped(master.versions[0], box))


def test_after_rotation_the_new_version_wraps_and_both_unwrap() -> None:
    before, after = MasterKey([OLD]), parse(f"{NEW_TEXT}\n{OLD_TEXT}\n", source=VARIABLE)

    assert after.unwrap(STREAM, before.wrap(STREAM, KEY)) == KEY
    assert after.wrap(STREAM, KEY).version == MasterKey([NEW]).versions[0]


def test_a_version_that_is_not_given_is_named_not_guessed() -> None:
    wrapped = MasterKey([OLD]).wrap(STREAM, KEY)

    with pytest.raises(MasterKeyUnknown) as unknown:
        MasterKey([NEW]).unwrap(STREAM, wrapped)

    assert unknown.value.version == wrapped.version


def test_a_new_version_changes_no_blind_index_and_the_oldest_gone_does() -> None:
    assert MasterKey([NEW, OLD]).blind("x") == MasterKey([OLD]).blind("x")
    assert MasterKey([NEW]).blind("x") != MasterKey([OLD]).blind("x")


def test_the_master_key_is_shown_nowhere() -> None:
    master = MasterKey([OLD, NEW])

    assert repr(master) == f"MasterKey({', '.join(master.versions)})"
    assert not any(len(version) != 16 or "oooo" in version for version in master.versions)
