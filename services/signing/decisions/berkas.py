"""Where does a berkas stand at this desk, and what may then be asked? (SOP steps 6 and 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, get_args

from services.signing.decisions.commands import (
    Decline,
    DismissRejection,
    ImportSigned,
    RecordFailed,
    RecordSigned,
    RecordUnknown,
    Reject,
    RequestSigning,
    ReturnDraft,
    Revoke,
    RuleOutSignature,
    SigningCommand,
    StartSigning,
    Supersede,
    Validate,
    WithdrawRequest,
)
from services.signing.decisions.kasi import decide_as_kasi
from services.signing.decisions.rejection import decide_proposal
from services.signing.decisions.signature import decide_as_signer, record_outcome
from services.signing.decisions.standing import StandingFact, decide_standing
from shared.contracts.any_desk import RejectionProposed
from shared.contracts.entry import DraftPrinted, SiakEntered
from shared.contracts.fact import Fact
from shared.contracts.intake import BerkasSupplemented, LayananChanged, PhotoAttached, PhotoUnreadable
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take, hold
from shared.contracts.rules.journey import Journey, Stage, not_here
from shared.contracts.signing import DocumentRevoked, DocumentSuperseded, DraftReturned, SigningDeclined
from shared.contracts.vocabulary import Desk, DocumentId
from shared.decider import Decider

SigningFact: TypeAlias = JourneyFact | StandingFact


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The berkas is not at this desk. `ended`: its signed documents that count no more."""

    journey: Journey
    ended: frozenset[DocumentId] = field(default_factory=frozenset[DocumentId])


@dataclass(frozen=True, slots=True)
class AtKasi:
    """Every draft stands; the Kasi judges them."""

    journey: Journey
    ended: frozenset[DocumentId]


@dataclass(frozen=True, slots=True)
class AtSigner:
    """Every document is validated and its signature asked for."""

    journey: Journey
    ended: frozenset[DocumentId]


State: TypeAlias = Elsewhere | AtKasi | AtSigner


def decide(command: SigningCommand, state: State) -> Sequence[Fact]:
    match command, state:
        case ((Validate() | ReturnDraft() | RequestSigning()), AtKasi(journey)):
            return decide_as_kasi(command, journey)
        case WithdrawRequest(), (AtKasi(journey) | AtSigner(journey)):
            return decide_as_kasi(command, journey)
        case ((Decline() | StartSigning() | ImportSigned()), AtSigner(journey)):
            return decide_as_signer(command, journey)
        case ((Reject() | DismissRejection()), (Elsewhere(journey) | AtKasi(journey) | AtSigner(journey))):
            return [decide_proposal(command, journey)]
        case (
            (RecordSigned() | RecordFailed() | RecordUnknown() | RuleOutSignature()),
            (Elsewhere(journey) | AtKasi(journey) | AtSigner(journey)),
        ):
            return record_outcome(command, journey)
        case (
            (Supersede() | Revoke()),
            (Elsewhere(journey, ended) | AtKasi(journey, ended) | AtSigner(journey, ended)),
        ):
            return decide_standing(command, journey, ended)
        case ((Take() | Release() | AddNote() | ProposeRejection()), (AtKasi(journey) | AtSigner(journey))):
            return hold(command, Desk.SIGNING, journey)
        case ((Validate() | ReturnDraft() | RequestSigning()), (AtSigner(journey) | Elsewhere(journey))):
            raise not_here(journey)
        case ((Decline() | StartSigning() | ImportSigned()), (AtKasi(journey) | Elsewhere(journey))):
            raise not_here(journey)
        case ((WithdrawRequest() | Take() | Release() | AddNote() | ProposeRejection()), Elsewhere(journey)):
            raise not_here(journey)


def evolve(state: State, fact: SigningFact) -> State:
    match fact:
        case DocumentSuperseded() | DocumentRevoked():
            return _at(state.journey, state.ended | {fact.document_id})
        case journey_fact:
            return _at(advance(state.journey, journey_fact), state.ended)


def _at(journey: Journey, ended: frozenset[DocumentId]) -> State:
    if journey.stage is Stage.AT_KASI:
        return AtKasi(journey, ended)
    if journey.stage is Stage.AT_SIGNER:
        return AtSigner(journey, ended)
    return Elsewhere(journey, ended)


SIGNING = Decider(
    initial=Elsewhere(Journey()),
    decide=decide,
    evolve=evolve,
    facts=(*JOURNEY_FACTS, *get_args(StandingFact)),
    changes=(
        BerkasSupplemented,
        LayananChanged,
        PhotoAttached,
        PhotoUnreadable,
        SiakEntered,
        DraftPrinted,
        DraftReturned,
        RejectionProposed,
        SigningDeclined,
    ),
)
