"""Do the suite's own rules bite: one area a test, each area in its share of time, no connection off this machine?"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.areas import MINUTES
from tests.support.loopback import LeftTheMachine

pytestmark = pytest.mark.spine

ROOT = Path(__file__).parents[2]
RULES = ROOT / "pyproject.toml"


def run(folder: Path, test: str, *, conftest: str = "") -> subprocess.CompletedProcess[str]:
    """A suite of one module under our plugin and our settings."""
    (folder / "conftest.py").write_text(conftest)
    (folder / "test_one.py").write_text(f"import pytest\n{test}")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-c", RULES, "--rootdir", folder, "-p", "tests.support.areas", folder],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_test_of_no_area_is_refused(tmp_path: Path) -> None:
    outcome = run(tmp_path, "def test_astray(): pass")
    assert outcome.returncode == pytest.ExitCode.USAGE_ERROR
    assert "test_astray: none" in outcome.stderr


def test_a_test_of_two_areas_is_refused(tmp_path: Path) -> None:
    outcome = run(tmp_path, "@pytest.mark.field\n@pytest.mark.audit\ndef test_torn(): pass")
    assert outcome.returncode == pytest.ExitCode.USAGE_ERROR
    assert "test_torn: audit, field" in outcome.stderr


def test_an_area_within_its_share_passes_and_says_how_long_it_took(tmp_path: Path) -> None:
    outcome = run(tmp_path, "@pytest.mark.field\ndef test_quick(): pass")
    assert outcome.returncode == pytest.ExitCode.OK
    assert "s of 240 s" in outcome.stdout


def test_an_area_over_its_share_fails_though_its_tests_pass(tmp_path: Path) -> None:
    outcome = run(
        tmp_path,
        "@pytest.mark.field\ndef test_slow(): pass",
        conftest="from tests.support import areas\nareas.MINUTES['field'] = 0",
    )
    assert outcome.returncode == pytest.ExitCode.TESTS_FAILED
    assert "FAILED: over its share" in outcome.stdout


def test_a_long_run_counts_for_no_share(tmp_path: Path) -> None:
    outcome = run(tmp_path, "@pytest.mark.soak\n@pytest.mark.field\ndef test_for_hours(): pass")
    assert outcome.returncode == pytest.ExitCode.OK
    assert "time by area" not in outcome.stdout


def test_every_area_is_a_known_marker(pytestconfig: pytest.Config) -> None:
    known = {marker.split(":")[0] for marker in pytestconfig.getini("markers")}
    assert set(MINUTES) <= known


def test_no_test_leaves_this_machine() -> None:
    with socket.socket() as away, pytest.raises(LeftTheMachine):
        away.connect(("192.0.2.1", 9))


def test_a_test_may_speak_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
