"""Does the published description of the bus say what is on it?"""

from __future__ import annotations

import json
import re

import pytest

from shared.bus.asyncapi import asyncapi
from shared.bus.message import subject_of
from shared.contracts.names import all_facts
from shared.contracts.verification import BerkasVerified

pytestmark = pytest.mark.spine

DOCUMENT = asyncapi(all_facts().values())


def test_every_announced_fact_has_a_channel_and_no_other() -> None:
    assert set(DOCUMENT["channels"]) == {name for name, fact in all_facts().items() if fact.ANNOUNCED}


def test_a_channel_stands_at_the_fact_s_subject() -> None:
    assert DOCUMENT["channels"]["BerkasVerified.v1"]["address"] == subject_of(BerkasVerified)


def test_every_reference_leads_somewhere() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    references = re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(DOCUMENT))
    assert references
    assert not [name for name in references if name not in schemas]
