"""Does the directory of people say all that is wrong with it, and nothing that is secret?"""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.contracts.vocabulary import OfficerId, Role
from shared.web.passwords import WeakPassword, hashed, proves
from shared.web.people import Officer, PeopleFaulty, PeopleFile, parse, written
from tests.support.web import hashed_cheaply

pytestmark = pytest.mark.spine

HASH = hashed_cheaply("kata sandi siti")


def entry(officer: str, roles: str = '["kasi"]', password: str = HASH) -> str:
    return f'[[officer]]\nid = "{officer}"\nname = "Siti Contoh"\nroles = {roles}\npassword = "{password}"\n'


def faults_of(text: str) -> str:
    with pytest.raises(PeopleFaulty) as faulty:
        parse(text)
    return "\n".join(faulty.value.faults)


def test_an_officer_has_an_id_a_name_and_roles() -> None:
    siti = parse(entry("siti", '["kasi", "petugas_verifikasi"]')).find(OfficerId("siti"))
    assert siti
    assert (siti.name, siti.roles) == ("Siti Contoh", {Role.KASI, Role.PETUGAS_VERIFIKASI})


def test_what_is_written_is_read_back() -> None:
    siti = Officer(OfficerId("siti"), 'Siti "Iti" Contoh \\ Š 😀', frozenset({Role.KASI, Role.AUDITOR}), HASH)
    assert parse(written([siti])).officers == {siti.id: siti}


def test_nobody_else_works_here() -> None:
    assert parse(entry("siti")).find(OfficerId("budi")) is None


def test_all_faults_are_named_at_once_by_their_places() -> None:
    faults = faults_of(entry("Siti Contoh", '["boss"]') + '[[officer]]\nid = "budi"\nshoe = 42\n')
    for place in ("officer 1 id", "officer 1 roles 1", "officer 2 name", "officer 2 password", "officer 2 shoe"):
        assert place in faults


def test_a_fault_repeats_no_password() -> None:
    assert "hunter2hunter2" not in faults_of(entry("siti", password="hunter2hunter2"))


@pytest.mark.parametrize(
    "weak", ["hunter2hunter2", "$argon2i$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g", HASH.replace("m=19456", "m=64")]
)
def test_a_password_stands_there_only_as_a_strong_hash(weak: str) -> None:
    assert "officer 1 password" in faults_of(entry("siti", password=weak))


@pytest.mark.parametrize("role", [Role.PEMOHON, Role.SYSTEM])
def test_no_officer_is_the_applicant_or_the_system(role: Role) -> None:
    assert "officer 1 roles 1" in faults_of(entry("siti", f'["{role}"]'))


def test_an_officer_stands_there_once() -> None:
    assert faults_of(entry("siti") + entry("siti")) == "officer siti stands there twice"


@pytest.mark.parametrize("text", ["", "officer = []", "[[officer", 'officer = "siti"'])
def test_a_file_without_people_is_refused(text: str) -> None:
    assert faults_of(text)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeopleFaulty, match="cannot be read"):
        PeopleFile(tmp_path / "people.toml")


def test_who_leaves_is_out_as_soon_as_the_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(entry("siti") + entry("budi"))
    people = PeopleFile(file)
    assert people.find(OfficerId("budi"))
    file.write_text(entry("siti"))
    assert people.find(OfficerId("budi")) is None
    assert people.find(OfficerId("siti"))


@pytest.mark.parametrize("broken", ["[[officer", None])
def test_a_change_that_cannot_be_used_is_not_taken(tmp_path: Path, broken: str | None) -> None:
    file = tmp_path / "people.toml"
    file.write_text(entry("siti"))
    people = PeopleFile(file)
    file.unlink() if broken is None else file.write_text(broken)
    assert people.find(OfficerId("siti"))


def test_the_right_password_proves_and_no_other_does() -> None:
    known = hashed("kuda baterai staples")
    assert proves("kuda baterai staples", known)
    assert not proves("kuda baterai stapler", known)
    assert not proves("kuda baterai staples", None)


def test_a_short_password_is_refused() -> None:
    with pytest.raises(WeakPassword):
        hashed("sebelas-ll.")


def test_an_officer_is_shown_without_her_password() -> None:
    assert HASH not in repr(parse(entry("siti")))
