"""What do applicants say afterwards, and are they answered?"""

from __future__ import annotations

import pytest

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import NoSuchComplaint, NotNine
from shared.contracts.fact import Fact
from shared.contracts.rules.journey import NeverCame
from tests.services.delivery.asking import (
    COMPLAINT,
    answer,
    complain,
    complaint_answered,
    complaint_received,
    survey,
    survey_answered,
)
from tests.support.builders import closed, document_received, found_incomplete, received, rejected
from tests.support.histories import up_to_delivery, up_to_kasi
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

delivery = scenario(DELIVERY)
AT_ANY_TIME = [
    (received(),),
    (received(), found_incomplete()),
    up_to_delivery(),
    (*up_to_delivery(), document_received(), closed()),
    (*up_to_kasi(), rejected()),
]


@pytest.mark.parametrize("past", AT_ANY_TIME)
def test_a_complaint_is_taken_and_answered_at_any_time(past: tuple[Fact, ...]) -> None:
    delivery.given(*past).when(complain()).then(complaint_received())
    complained = delivery.given(*past, complaint_received())
    complained.when(complain(once="said again")).then_nothing()
    complained.when(answer()).then(complaint_answered())


def test_a_complaint_is_answered_once() -> None:
    answered = delivery.given(*up_to_delivery(), complaint_received(), complaint_answered())
    answered.when(answer()).then_refused(NoSuchComplaint, complaint_id=COMPLAINT)
    complained = delivery.given(*up_to_delivery(), complaint_received())
    complained.after(answer()).when(answer()).then_nothing()


def test_what_nobody_complained_of_is_not_answered() -> None:
    delivery.given(*up_to_delivery()).when(answer()).then_refused(NoSuchComplaint)
    delivery.when(complain()).then_refused(NeverCame)


def test_a_survey_has_nine_answers_from_one_to_four() -> None:
    served = delivery.given(*up_to_delivery())
    served.when(survey(*range(1, 5), *range(1, 5), 4)).then(survey_answered(*range(1, 5), *range(1, 5), 4))


@pytest.mark.parametrize("answers", [(), (4,) * 8, (4,) * 10, (4,) * 8 + (5,), (0,) + (4,) * 8])
def test_a_survey_that_is_none_is_refused(answers: tuple[int, ...]) -> None:
    delivery.given(*up_to_delivery()).when(survey(*answers)).then_refused(NotNine)
