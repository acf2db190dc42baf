"""What do applicants say afterwards? Complaints, each answered once, and the survey."""

from __future__ import annotations

from collections.abc import Sequence

from services.delivery.decisions.commands import (
    AfterwardsCommand,
    AnswerComplaint,
    AnswerSurvey,
    Complain,
    NoSuchComplaint,
    NotNine,
)
from shared.contracts.delivery import ComplaintAnswered, ComplaintReceived, SurveyAnswered
from shared.contracts.fact import Fact
from shared.contracts.vocabulary import BerkasId, ComplaintId

SURVEY_ELEMENTS = 9


def decide_afterwards(
    command: AfterwardsCommand, berkas_id: BerkasId, waiting: frozenset[ComplaintId]
) -> Sequence[Fact]:
    """`waiting`: the complaints that were not answered yet."""
    by, now = command.by, command.now
    match command:
        case Complain():
            if command.complaint_id in waiting:
                return []
            return [
                ComplaintReceived(
                    berkas_id=berkas_id,
                    complaint_id=command.complaint_id,
                    kind=command.kind,
                    text=command.text,
                    by=by,
                    occurred_at=now,
                )
            ]
        case AnswerComplaint():
            if command.complaint_id not in waiting:
                raise NoSuchComplaint(complaint_id=command.complaint_id)
            return [
                ComplaintAnswered(
                    berkas_id=berkas_id, complaint_id=command.complaint_id, text=command.text, by=by, occurred_at=now
                )
            ]
        case AnswerSurvey():
            if len(command.answers) != SURVEY_ELEMENTS or not all(answer in (1, 2, 3, 4) for answer in command.answers):
                raise NotNine
            return [SurveyAnswered(berkas_id=berkas_id, answers=command.answers, by=by, occurred_at=now)]
