"""Files whose set asks some criteria only after certain answers: a chain and a branch.

I.2 "yes" → II.2 is asked (it may not arise); II.2 "yes" → II.1 is asked. 40 + 20 + 20 + 20.
"""

from assessments.actions import appraisals, appraised_scores, rounds
from assessments.actions.appraised_scores import Judgement
from assessments.models import Assessment
from criteria.actions import lifecycle
from organisation.models import User
from tests.assessments.appraisal_builders import (
    criterion_pk,
    fresh,
    hand_in,
    make_reports,
    officer_of,
)
from tests.factories import (
    make_board_head,
    make_district,
    make_draft_set,
    make_round,
    make_unit,
    small_document,
)

REASON = "Biên bản thiếu chữ ký của người chủ trì."
FULL = {
    "I.1": {"p1": {"numerator": 98, "denominator": 100}},
    "I.2": {"p1": {"answer": True}},
    "II.1": {"p1": {"meetings": 2}},
    "II.2": {"p1": {"answer": True}},
}


def conditional_document(policy: str = "full") -> dict:
    """The small set with its two conditions; II.2 may not arise."""
    document = small_document() | {"not_applicable_policy": policy}
    second = document["groups"][1]["criteria"]
    second[0]["condition"] = {"criterion": "ii-2", "part": "p1", "answers": [True]}
    second[1]["condition"] = {"criterion": "i-2", "part": "p1", "answers": [True]}
    second.reverse()  # what governs stands before what depends on it
    return document


def make_file(document: dict | None = None) -> Assessment:
    """A draft sheet of a fresh commune, with the set of the document."""
    organiser = make_district()
    unit, by = make_unit(organiser), make_board_head(organiser)
    published = lifecycle.publish(
        make_draft_set(organiser, document or conditional_document(), by=by), by=by
    )
    round_ = make_round(organiser, published)
    rounds.open_round(round_, by=by)
    return Assessment.objects.with_context().get(unit=unit, round=round_)


def open_file(assessment: Assessment) -> tuple[Assessment, User]:
    """Opened by its officer, as it was handed in."""
    officer = officer_of(assessment)
    appraisals.open_file(assessment, by=officer)
    return fresh(assessment), officer


def make_opened(facts: dict, document: dict | None = None) -> tuple[Assessment, User]:
    """Handed in with these facts by code, and opened."""
    assessment = make_file(document)
    make_reports(assessment)
    return open_file(hand_in(assessment, facts))


def decide(assessment: Assessment, code: str, by: User, *, reason: str = "", **facts):
    """Decide the only part of one criterion."""
    judgement = Judgement({"p1": facts}, reason=reason)
    pk = criterion_pk(assessment, code)
    return appraised_scores.decide_score(assessment.pk, pk, judgement, by=by)


def appraised(assessment: Assessment, code: str):
    """The stored row of the appraisal."""
    return assessment.appraisal.scores.select_related("criterion").get(criterion__code=code)


def ninety_document(policy: str = "full") -> dict:
    """90 points that the unit scores itself (30 + 20 + 20 + 20), 10 that its superior gives."""
    document = small_document() | {"not_applicable_policy": policy}
    first, second = document["groups"]
    share = first["criteria"][0]
    share["max_points"] = share["parts"][0]["max_points"] = "30"
    share["parts"][0]["parameters"]["bands"] = [
        {"from": "98", "points": "30"}, {"from": "90", "below": "98", "points": "20"},
        {"below": "90", "points": "0"},
    ]  # fmt: skip
    first["max_points"] = "50"
    part = {
        "key": "p1", "label": "Đánh giá", "method": "manual", "max_points": "10", "parameters": {},
    }  # fmt: skip
    theirs = {
        "code": "III.1", "title": "Cấp trên đánh giá", "max_points": "10", "parts": [part],
        "scored_by": "appraiser", "evidence_required": False,
    }  # fmt: skip
    third = {
        "code": "III", "title": "Điểm cấp trên chấm", "max_points": "10", "minimum_share": "0.5",
        "criteria": [theirs],
    }  # fmt: skip
    document["groups"] = [first, second, third]
    return document
