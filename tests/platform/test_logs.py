"""Do the logs stay free of people, whatever is logged?"""

from __future__ import annotations

import ast
import io
import json
import logging
import re
import warnings
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from shared.platform.logs import KEYS, configure

pytestmark = pytest.mark.spine

ROOT = Path(__file__).parents[2]
LOGGERS = {"logger", "_log", "_LOG", "log"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}

SEPARATORS = st.sampled_from(["", " ", "-", "."])


@contextmanager
def captured(*, as_json: bool = True) -> Generator[io.StringIO]:
    """What the program says, with its logging set up as in production; afterwards as it was."""
    root = logging.getLogger()
    before = root.handlers, root.level
    output = io.StringIO()
    configure(output, as_json=as_json)
    try:
        yield output
    finally:
        structlog.reset_defaults()
        logging.captureWarnings(capture=False)
        root.handlers, root.level = before[0], before[1]


@st.composite
def niks(draw: st.DrawFn) -> str:
    """Numbers of people who do not exist (kecamatan 130899), as people write them."""
    rest = draw(st.from_regex(r"[0-9]{10}", fullmatch=True))
    digits, separator = f"130899{rest}", draw(SEPARATORS)
    groups = draw(st.sampled_from([(16,), (4, 4, 4, 4), (6, 6, 4)]))
    ends = [sum(groups[: i + 1]) for i in range(len(groups))]
    return separator.join(digits[end - size : end] for size, end in zip(groups, ends, strict=True))


@st.composite
def phones(draw: st.DrawFn) -> str:
    """Numbers that cannot be dialled (0800-0…, too long a code), as people write them."""
    rest = draw(st.from_regex(r"[0-9]{6,9}", fullmatch=True))
    prefix, separator = draw(st.sampled_from(["0", "62", "+62", "+62 "])), draw(SEPARATORS)
    return f"{prefix}800{separator}{rest[:4]}{separator}{rest[4:]}"


numbers = niks() | phones()
surroundings = st.sampled_from(["{}", "Ibu {} datang", "nik={}", "('{}',)", "\n{}\r", "https://wa.me/{}?x=1"])


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@given(number=numbers, around=surroundings, as_json=st.booleans())
def test_no_number_of_a_person_shows_wherever_it_is_logged(number: str, around: str, as_json: bool) -> None:
    said = around.format(number)
    with captured(as_json=as_json) as output:
        logger = structlog.get_logger()
        logger.info(said)
        logger.info("seen", what=said, why=[said], error={"said": said})
        logger.info("seen", nik=said)
        logging.getLogger("library").warning("failed for %s", said)
        error = ValueError(said)
        logger.error("failed", exc_info=error)
        logging.getLogger("library").error("failed", exc_info=error)
    assert number not in output.getvalue()
    assert digits(number) not in output.getvalue()


@given(nik=niks())
def test_a_nik_is_masked_also_where_it_is_a_number(nik: str) -> None:
    assert digits(nik) not in json.dumps(dict(logged(code=int(digits(nik)))))


def logged(**values: object) -> Mapping[str, object]:
    with captured() as output:
        structlog.get_logger().info("said", **values)
    return json.loads(output.getvalue())


def test_what_is_not_on_the_list_is_withheld_and_said_to_be() -> None:
    said = logged(server="nats", nama="Upik Contoh")
    assert said["server"] == "nats"
    assert said["withheld"] == "['nama']"
    assert "Upik" not in str(said)


def test_counts_times_and_ids_stay_readable() -> None:
    values = {
        "pid": 4711,
        "seconds": 0.123456789,
        "position": 1234567,
        "fact_id": "1f0a7d1e-7c7b-5ac1-9d1a-aa00bb11cc22",
    }
    assert values.items() <= logged(**values).items()


def test_one_event_is_one_line_whatever_it_holds() -> None:
    with captured(as_json=False) as output:
        structlog.get_logger().info("first\nlevel=critical forged\r\x1b[2J\u2028", what="a\nb")
    assert len(output.getvalue().splitlines()) == 1
    assert "\x1b[2J" not in output.getvalue()


def missing() -> None:
    raise LookupError("Upik Contoh tidak ditemukan")


def test_an_error_is_told_by_kind_and_place_not_by_its_words() -> None:
    with captured() as output:
        try:
            missing()
        except LookupError:
            structlog.get_logger().exception("failed")
    said = json.loads(output.getvalue())
    assert said["error"] == "LookupError"
    assert said["where"].startswith("tests/platform/test_logs.py:")
    assert "Upik" not in output.getvalue()


def test_warnings_of_python_itself_go_the_same_way() -> None:
    with captured() as output, warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("look at 1308990101900001", stacklevel=1)
    assert "1308990101900001" not in output.getvalue()
    assert json.loads(output.getvalue())["level"] == "warning"


def logging_calls() -> Iterator[tuple[Path, ast.Call]]:
    for file in (*ROOT.glob("shared/**/*.py"), *ROOT.glob("services/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=level)):
                    if name in LOGGERS and level in LEVELS:
                        yield file, node
                case _:
                    pass


def test_every_key_that_our_code_logs_is_on_the_list() -> None:
    keys = {(keyword.arg, file.name) for file, call in logging_calls() for keyword in call.keywords}
    assert keys, "found no logging at all"
    assert not {(key, file) for key, file in keys if key not in KEYS | {"exc_info"}}


def test_what_our_code_says_is_constant_so_that_nothing_slips_into_the_sentence() -> None:
    assert not [
        f"{file.name}:{call.lineno}" for file, call in logging_calls() if not isinstance(call.args[0], ast.Constant)
    ]
