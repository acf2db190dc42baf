"""Which smaller shapes do facts of several desks share?"""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import DocumentId, DocumentKind, LackReason, Origin, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as an officer reads her from papers; always sealed on a fact."""

    name: str
    nik: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sent the photos: an account or a visit, never proof of identity. Always sealed on a fact."""

    name: str
    phone: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing the applicant has to do about one paper (rule 3)."""

    paper: Paper
    reason: LackReason
    note: Sealed[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDocument:
    """One of the documents a berkas yields. `number` is SIAK's, once it has one."""

    document_id: DocumentId
    kind: DocumentKind
    origin: Origin
    number: Sealed[str] | None = None


Text = Sealed[str]
"""Free text somebody wrote: may name people, therefore sealed."""
