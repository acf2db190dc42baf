"""How does a berkas come to lie at each stage? One history per stage."""

from __future__ import annotations

from collections.abc import Mapping

from shared.contracts.fact import Fact
from shared.contracts.rules.journey import ENDED, Stage
from shared.contracts.vocabulary import BerkasId
from tests.support.builders import (
    closed,
    document_received,
    document_sent,
    found_incomplete,
    informed,
    lapsed,
    merged,
    received,
    rejected,
    rejection_proposed,
    siak_entered,
    withdrawn,
)
from tests.support.histories import up_to_delivery, up_to_entry, up_to_kasi, up_to_signer, up_to_verification
from tests.support.people import made_up

OTHER = BerkasId(made_up("another berkas"))

HISTORIES: Mapping[Stage, tuple[Fact, ...]] = {
    Stage.NOWHERE: (),
    Stage.AT_INTAKE: (received(),),
    Stage.WITH_APPLICANT: (received(), found_incomplete()),
    Stage.AT_VERIFICATION: up_to_verification(),
    Stage.AT_ENTRY: up_to_entry(),
    Stage.DRAFTING: (*up_to_entry(), siak_entered()),
    Stage.AT_KASI: up_to_kasi(),
    Stage.AT_SIGNER: up_to_signer(),
    Stage.AT_DELIVERY: up_to_delivery(),
    Stage.CLOSED: (*up_to_delivery(), document_sent(), document_received(), closed()),
    Stage.WITHDRAWN: (received(), withdrawn()),
    Stage.LAPSED: (received(), found_incomplete(), informed(), lapsed()),
    Stage.REJECTED: (*up_to_verification(), rejection_proposed(), rejected()),
    Stage.MERGED: (received(), merged(OTHER)),
}

UNDER_WAY = [stage for stage in Stage if stage not in ENDED | {Stage.NOWHERE}]
AFTER_INTAKE = [stage for stage in UNDER_WAY if stage not in (Stage.AT_INTAKE, Stage.WITH_APPLICANT)]
BEFORE_SIGNING = [stage for stage in UNDER_WAY if stage is not Stage.AT_DELIVERY]
OVER = [stage for stage in Stage if stage in ENDED]
