"""Is the catalogue whole, strict, and chosen by the day of arrival?"""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from shared.contracts.requirements import (
    VARIANTS,
    CatalogueBroken,
    Need,
    NoCatalogue,
    Requirement,
    RequirementId,
    catalogue,
    catalogue_on,
    layanan_of,
    paper_texts,
    parse,
    parse_paper_texts,
    versions,
)
from shared.contracts.vocabulary import DocumentKind, Layanan, Paper, Variant

pytestmark = pytest.mark.spine

NEWEST = catalogue(versions()[-1])
ENTRIES = [pytest.param(version, variant, id=f"{version}-{variant}") for version in versions() for variant in Variant]


def test_there_are_catalogues_of_several_days() -> None:
    assert versions() == ("2021-09-28", "2022-04-21", "2024-10-07")


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2021, 9, 28), "2021-09-28"),
        (date(2022, 4, 20), "2021-09-28"),
        (date(2022, 4, 21), "2022-04-21"),
        (date(2024, 10, 6), "2022-04-21"),
        (date(2024, 10, 7), "2024-10-07"),
        (date(2026, 3, 2), "2024-10-07"),
    ],
)
def test_a_berkas_is_judged_by_the_catalogue_of_its_day(day: date, version: str) -> None:
    assert catalogue_on(day) is catalogue(version)


def test_before_the_first_catalogue_there_is_none() -> None:
    with pytest.raises(NoCatalogue):
        catalogue_on(date(2021, 9, 27))


@pytest.mark.parametrize("version", ["2019-07-01", "papers", "../papers"])
def test_a_version_that_never_was_is_not_found(version: str) -> None:
    with pytest.raises(NoCatalogue):
        catalogue(version)


def test_every_variant_belongs_to_one_layanan() -> None:
    assert sorted(variant for variants in VARIANTS.values() for variant in variants) == sorted(Variant)
    assert set(VARIANTS) == set(Layanan)
    assert layanan_of(Variant.PINDAH_DATANG_TANPA_SKPWNI) is Layanan.PINDAH_DATANG


@pytest.mark.parametrize(("version", "variant"), ENTRIES)
def test_every_requirement_names_the_law(version: str, variant: Variant) -> None:
    for requirement in catalogue(version).variants[variant].requirements:
        assert requirement.basis.startswith(("UU ", "Perpres ", "Permendagri ", "SE Dirjen ", "Surat Dirjen "))


@pytest.mark.parametrize(("version", "variant"), ENTRIES)
def test_every_variant_can_be_applied_for_by_somebody_else(version: str, variant: Variant) -> None:
    asked = {requirement.id: requirement for requirement in catalogue(version).variants[variant].requirements}
    assert asked[RequirementId("surat_kuasa")].any_of == (Paper.F_1_07,)


def test_no_text_asks_for_a_photocopy_or_for_money() -> None:
    assert "Foto surat aslinya, bukan fotokopi." in NEWEST.notes
    assert any("gratis" in note for note in NEWEST.notes)


@pytest.mark.parametrize(
    ("variant", "kinds"),
    [
        (Variant.KELAHIRAN, (DocumentKind.KUTIPAN_AKTA_KELAHIRAN, DocumentKind.KK)),
        (Variant.KEMATIAN, (DocumentKind.KUTIPAN_AKTA_KEMATIAN, DocumentKind.KK)),
        (Variant.PINDAH_KELUAR, (DocumentKind.SKPWNI,)),
        (Variant.PINDAH_DATANG, (DocumentKind.KK,)),
        (Variant.KK_PERUBAHAN, (DocumentKind.KK,)),
    ],
)
def test_every_variant_yields_its_documents(variant: Variant, kinds: tuple[DocumentKind, ...]) -> None:
    assert NEWEST.variants[variant].default_documents == kinds


def test_who_stays_behind_gets_a_kk_of_their_own() -> None:
    possible = NEWEST.variants[Variant.PINDAH_KELUAR].documents
    assert [(outcome.kind, outcome.condition is None) for outcome in possible] == [
        (DocumentKind.SKPWNI, True),
        (DocumentKind.KK, False),
    ]


def asked_of(version: str, requirement: str) -> Requirement:
    entry = catalogue(version).variants[Variant.KEMATIAN]
    return next(asked for asked in entry.requirements if asked.id == requirement)


def test_since_2024_a_death_long_ago_needs_no_court() -> None:
    assert asked_of("2022-04-21", "tidak_terdata").any_of == (Paper.PENETAPAN_PENGADILAN,)
    assert asked_of("2024-10-07", "tidak_terdata").any_of == (Paper.SPTJM_KEMATIAN, Paper.PENETAPAN_PENGADILAN)


def test_a_condition_marked_true_makes_its_paper_required() -> None:
    entry = NEWEST.variants[Variant.KELAHIRAN]
    unmarked = {requirement.id: requirement.need for requirement in entry.asked()}
    marked = {requirement.id: requirement.need for requirement in entry.asked(when={RequirementId("surat_kuasa")})}
    assert unmarked.pop(RequirementId("surat_kuasa")) is Need.CONDITIONAL
    assert marked.pop(RequirementId("surat_kuasa")) is Need.REQUIRED
    assert unmarked == marked


# ---------------------------------------------------------------- the labels


def test_every_paper_has_a_label_and_says_where_to_get_it() -> None:
    texts = paper_texts()
    assert set(texts) == set(Paper)
    assert all(text.label and text.where.endswith(".") for text in texts.values())
    assert len({text.label for text in texts.values()}) == len(Paper)


def test_every_form_says_its_number() -> None:
    forms = {paper: text.form for paper, text in paper_texts().items() if text.form}
    assert forms == {paper: paper.replace("F_", "F-").replace("_", ".") for paper in Paper if paper.startswith("F_")}


def test_a_paper_without_a_label_is_refused() -> None:
    with pytest.raises(CatalogueBroken, match="KK_LAMA"):
        parse_paper_texts(b"{}")


# ---------------------------------------------------------------- strictness

WHOLE = msgspec.json.encode(NEWEST)


def with_change(old: str, new: str) -> bytes:
    assert old.encode() in WHOLE
    return WHOLE.replace(old.encode(), new.encode(), 1)


def test_the_whole_catalogue_is_read() -> None:
    assert parse(WHOLE) == NEWEST


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"since":', '"untuk":1,"since":'),
        ('"id":"formulir"', '"id":"formulir","asli":true'),
        ('"any_of":["F_1_02"]', '"any_of":["F_9_99"]'),
        ('"need":"required"', '"need":"perhaps"'),
        ('"kind":"KK"', '"kind":"KTP"'),
        ('"KELAHIRAN":', '"KELAHIRAN_KEDUA":'),
        ('"original":true', '"original":"ya"'),
    ],
)
def test_what_is_not_understood_is_refused(old: str, new: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        parse(with_change(old, new))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"since":"2024-10-07"', '"since":"2024-10-08"', "not its own day"),
        ('"id":"bukti_nikah"', '"id":"formulir"', "two requirements of one id"),
        ('"any_of":["F_1_02"]', '"any_of":[]', "formulir: no paper"),
        ('"any_of":["F_1_02"]', '"any_of":["F_1_02","F_1_02"]', "or one twice"),
        ('"need":"required"', '"need":"conditional"', "a condition belongs"),
        ('"need":"conditional"', '"need":"optional"', "a condition belongs"),
        ('"documents":[{"kind":"KK","condition":null}]', '"documents":[]', "KK_BARU_KELUARGA: yields no document"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(CatalogueBroken, match=problem):
        parse(with_change(old, new))


def test_a_catalogue_that_forgets_a_variant_is_refused() -> None:
    variants = {variant: entry for variant, entry in NEWEST.variants.items() if variant is not Variant.KEMATIAN}
    with pytest.raises(CatalogueBroken, match="KEMATIAN: missing"):
        parse(msgspec.json.encode(msgspec.structs.replace(NEWEST, variants=variants)))
