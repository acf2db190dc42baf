"""What is asked of an applicant, and what comes of it: the requirement catalogue, as versioned data."""

from shared.contracts.requirements.catalogue import (
    Catalogue,
    CatalogueBroken,
    Entry,
    Need,
    NoCatalogue,
    Outcome,
    PaperText,
    Requirement,
    RequirementId,
    catalogue,
    catalogue_on,
    paper_texts,
    parse,
    parse_paper_texts,
    versions,
)
from shared.contracts.requirements.variants import VARIANTS, layanan_of

__all__ = [
    "VARIANTS",
    "Catalogue",
    "CatalogueBroken",
    "Entry",
    "Need",
    "NoCatalogue",
    "Outcome",
    "PaperText",
    "Requirement",
    "RequirementId",
    "catalogue",
    "catalogue_on",
    "layanan_of",
    "paper_texts",
    "parse",
    "parse_paper_texts",
    "versions",
]
