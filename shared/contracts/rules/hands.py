"""Whose hands may act? Separate hands, in any round of a berkas (rule 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.contracts.vocabulary import OfficerId
from shared.errors import Refused


class SameHands(Refused):
    """The same person may not do both steps of one berkas."""  # officer: OfficerId, did: what they did before


@dataclass(frozen=True, slots=True)
class Hands:
    """Who has acted on a berkas so far, in any round."""

    verification: frozenset[OfficerId] = frozenset()
    entry: frozenset[OfficerId] = frozenset()
    kasi: frozenset[OfficerId] = frozenset()
    signer: frozenset[OfficerId] = frozenset()

    def with_verification(self, officer: OfficerId) -> Hands:
        return replace(self, verification=self.verification | {officer})

    def with_entry(self, officer: OfficerId) -> Hands:
        return replace(self, entry=self.entry | {officer})

    def with_kasi(self, officer: OfficerId) -> Hands:
        return replace(self, kasi=self.kasi | {officer})

    def with_signer(self, officer: OfficerId) -> Hands:
        return replace(self, signer=self.signer | {officer})


def check_verification(hands: Hands, officer: OfficerId, *, combined: bool) -> None:
    """Verification and entry are two people's, unless a surat tugas combines them (DutiesCombined)."""
    if officer in hands.entry and not combined:
        raise SameHands(officer=officer, did="entry")


def check_entry(hands: Hands, officer: OfficerId, *, combined: bool) -> None:
    """Entry and verification are two people's, unless a surat tugas combines them (DutiesCombined)."""
    if officer in hands.verification and not combined:
        raise SameHands(officer=officer, did="verification")


def check_kasi(hands: Hands, officer: OfficerId) -> None:
    """The Kasi's acts and the signer's are always two people's."""
    if officer in hands.signer:
        raise SameHands(officer=officer, did="signing")


def check_signer(hands: Hands, officer: OfficerId) -> None:
    """The signer, whom the certificate names, never acted as the Kasi on this berkas."""
    if officer in hands.kasi:
        raise SameHands(officer=officer, did="validation")
