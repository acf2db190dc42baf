"""Which variants has each layanan?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from shared.contracts.vocabulary import Layanan, Variant

VARIANTS: Mapping[Layanan, tuple[Variant, ...]] = MappingProxyType(
    {
        Layanan.KK: (
            Variant.KK_BARU_KELUARGA,
            Variant.KK_BARU_GANTI_KEPALA,
            Variant.KK_BARU_PISAH,
            Variant.KK_BARU_DATANG,
            Variant.KK_PERUBAHAN,
            Variant.KK_HILANG_RUSAK,
        ),
        Layanan.AKTA_KELAHIRAN: (Variant.KELAHIRAN,),
        Layanan.AKTA_KEMATIAN: (Variant.KEMATIAN,),
        Layanan.PINDAH_DATANG: (
            Variant.PINDAH_DALAM_KABUPATEN,
            Variant.PINDAH_KELUAR,
            Variant.PINDAH_DATANG,
            Variant.PINDAH_DATANG_TANPA_SKPWNI,
        ),
    }
)

_LAYANAN = {variant: layanan for layanan, variants in VARIANTS.items() for variant in variants}


def layanan_of(variant: Variant) -> Layanan:
    """The one layanan this is a variant of."""
    return _LAYANAN[variant]
