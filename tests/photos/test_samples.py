"""Are the samples what they should be: photos as phones send them, of nobody who exists?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest

import samples
from samples import people
from samples.berkas import sheets
from samples.people import Person, Sex
from shared.contracts.requirements.catalogue import Need, RequirementId, catalogue_on
from shared.contracts.vocabulary import Layanan
from tests.photos.pictures import only_page, opened

pytestmark = pytest.mark.spine

SHEETS = [sheet for group in sheets().values() for sheet in group]


@pytest.fixture(scope="module")
def album() -> Sequence[samples.SamplePaper]:
    """All photographs, in the order of SHEETS."""
    return [entry for group in samples.papers().values() for entry in group]


def test_each_layanan_has_a_berkas_and_an_applicant() -> None:
    assert set(samples.papers()) == set(Layanan) == set(samples.APPLICATIONS)


@pytest.mark.parametrize("index", range(len(SHEETS)), ids=[sheet.paper.value for sheet in SHEETS])
def test_a_sample_is_a_photo_as_a_phone_sends_it(index: int, album: Sequence[samples.SamplePaper]) -> None:
    entry = album[index]
    sent = entry.photo()
    picture = opened(sent)
    assert picture.format == "JPEG"
    assert 1.9e6 < picture.width * picture.height < 8.1e6
    assert picture.getexif()[0x0112] in {1, 3, 6, 8}
    assert picture.getexif().get_ifd(0x8825), "a place"
    assert only_page(sent).hints == ((entry.flaw,) if entry.flaw else ())


@pytest.mark.parametrize("layanan", Layanan)
def test_the_good_photos_are_all_the_law_asks_for(layanan: Layanan) -> None:
    entry = catalogue_on(date(2026, 11, 17)).variants[samples.APPLICATIONS[layanan].variant]
    papers = {sheet.paper for sheet in sheets()[layanan] if not sheet.flaw}
    asked = entry.asked(when=[RequirementId("pernyataan_perubahan")])  # Rahmi's degree changes an element of data
    lacking = [one.id for one in asked if one.need is Need.REQUIRED and not papers & set(one.any_of)]
    assert lacking == []


def test_a_paper_that_was_photographed_badly_comes_again() -> None:
    flawed = {(sheet.person.name, sheet.paper) for sheet in SHEETS if sheet.flaw}
    assert len(flawed) == 2
    assert flawed == {(sheet.person.name, sheet.paper) for sheet in SHEETS if sheet.supplement}


def test_all_samples_together_are_light(album: Sequence[samples.SamplePaper]) -> None:
    assert sum(len(entry.photo()) for entry in album) < 12e6
    assert len({entry.path for entry in album}) == len(SHEETS)


def test_the_same_shot_gives_the_same_bytes() -> None:
    assert samples.take(samples.arrival()) == samples.take(samples.arrival())


@pytest.mark.parametrize("person", [p for p in people.PEOPLE if p.nik], ids=lambda person: person.name)
def test_nobody_in_the_samples_exists(person: Person) -> None:
    assert person.nik.startswith("130899"), "a kecamatan code that is not in use"
    assert re.fullmatch(r"(\+620\d+)?", person.phone), "no number in Indonesia begins with 0 after +62"


@pytest.mark.parametrize("person", [p for p in people.PEOPLE if p.nik], ids=lambda person: person.name)
def test_a_nik_agrees_with_birth_and_sex(person: Person) -> None:
    day, month, year = (int(person.nik[i : i + 2]) for i in (6, 8, 10))
    offset = 40 if person.sex is Sex.PEREMPUAN else 0
    assert (day - offset, month, year) == (person.born.day, person.born.month, person.born.year % 100)


def test_no_two_people_share_a_nik() -> None:
    niks = [person.nik for person in people.PEOPLE if person.nik]
    assert len(set(niks)) == len(niks) == len(people.PEOPLE) - 1, "only the newborn has none"


@pytest.mark.parametrize("household", people.HOUSEHOLDS, ids=lambda household: household.number)
def test_a_kk_number_carries_its_day_of_issue(household: people.Household) -> None:
    assert household.number[:6] == "130899"
    assert household.number[6:12] == f"{household.issued:%d%m%y}"
    assert household.issued > max(person.born for person, _ in household.members) > date(1940, 1, 1)
