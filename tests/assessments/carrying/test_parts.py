"""Facts of a part under another version of it."""

from dataclasses import replace

import pytest

from assessments.carrying import Fate, carried_part
from assessments.carrying.words import (
    BY_CHOICE,
    NOW_MEASURED,
    OPTION_GONE,
    OTHER_FIGURES,
    OTHER_METHOD,
    PART_GONE,
)
from assessments.forms.versions import CHOICES
from criteria.scoring import Part
from tests.assessments.carrying.cases import CLEAR, KEEP, SCALE, counted, part


def options(*keys, top="20") -> list[dict]:
    return [
        {"key": k, "label": f"Mức {k}", "points": top if n == 0 else "0"}
        for n, k in enumerate(keys)
    ]


def asked(text="Có kế hoạch", **parameters) -> Part:
    return part("yes_no", question=text, **parameters)


def bands(*points, **parameters) -> Part:
    rows = [{"from": "50", "points": points[0]}, {"below": "50", "points": points[1]}]
    names = {"numerator": "Đạt", "denominator": "Tổng số", **parameters}
    return part("bands", points[0], of="share", bands=rows, **names)


def chosen(*keys, **fields) -> Part:
    return part("choice", question="Mức", options=options(*keys, **fields))


NEEDS = {"name": "held", "label": "Có tổ chức"}
RATIO = {"numerator": 60, "denominator": 100}
YES, COUNT, JUDGED = {"answer": True}, {"visits": 3}, {"points": "15"}
CASES = {
    # name: old, new, facts, choice → fate, facts that go on, reason
    "same": (part(), part(), JUDGED, CLEAR, Fate.KEPT, JUDGED, ""),
    "same rule, other label": (asked(), replace(asked(), label="Khác"), YES, CLEAR,
                               Fate.KEPT, YES, ""),
    "judged, below the new maximum": (part(), part(most="18"), JUDGED, KEEP,
                                      Fate.RESCORED, JUDGED, ""),
    "judged, above the new maximum": (part(), part(most="10"), JUDGED, KEEP,
                                      Fate.CUT, {"points": "10"}, ""),
    "judged, in proportion": (part(), part(most="10"), JUDGED, SCALE,
                              Fate.SCALED, {"points": "7.50"}, ""),
    "judged, in proportion, upwards": (part(), part(most="30"), JUDGED, SCALE,
                                       Fate.SCALED, {"points": "22.50"}, ""),
    "judged, rounded half up": (part(most="8"), part(most="1"), {"points": "0.36"}, SCALE,
                                Fate.SCALED, {"points": "0.05"}, ""),
    "judged nothing": (part(), part(most="10"), {"points": "0"}, SCALE,
                       Fate.RESCORED, {"points": "0"}, ""),
    "judged, cleared": (part(), part(most="10"), JUDGED, CLEAR, Fate.CLEARED, {}, BY_CHOICE),
    "judged out of nothing": (part(most="0"), part(most="10"), {"points": "0"}, SCALE,
                              Fate.RESCORED, {"points": "0"}, ""),
    "judged, only the condition answered": (
        part(requires=NEEDS), part(most="10", requires=NEEDS), {"held": False}, SCALE,
        Fate.RESCORED, {"held": False}, ""),
    "figures stay when scaled": (bands("20", "0"), bands("10", "0"), RATIO, SCALE,
                                 Fate.RESCORED, RATIO, ""),
    "figures stay when kept": (bands("20", "0"), bands("20", "5"), RATIO, KEEP,
                               Fate.RESCORED, RATIO, ""),
    "figures cleared": (bands("20", "0"), bands("20", "5"), RATIO, CLEAR,
                        Fate.CLEARED, {}, BY_CHOICE),
    "yes/no that now earns by no": (asked(), asked(earns="no"), YES, KEEP,
                                    Fate.RESCORED, YES, ""),
    "points for each case": (counted("visits"), counted("visits", each="4"), COUNT, KEEP,
                             Fate.RESCORED, COUNT, ""),
    "one more figure": (counted("visits"), counted("visits", "letters"), COUNT, KEEP,
                        Fate.DROPPED, {}, OTHER_FIGURES),
    "other unit of measure": (
        part("bands", of="count", question="Số", unit="ha", bands=[{"points": "20"}]),
        part("bands", of="count", question="Số", unit="m²", bands=[{"points": "20"}]),
        {"value": 4}, KEEP, Fate.DROPPED, {}, OTHER_FIGURES),
    "other method": (part(), asked(), JUDGED, KEEP, Fate.DROPPED, {}, OTHER_METHOD),
    "part gone": (part(), None, JUDGED, KEEP, Fate.DROPPED, {}, PART_GONE),
    "now measured": (part(), part("measure", measure="x", rule={}), JUDGED, KEEP,
                     Fate.DROPPED, {}, NOW_MEASURED),
    "chosen option gone": (chosen("a", "b"), chosen("a", "c"), {"choice": "b"}, KEEP,
                           Fate.DROPPED, {}, OPTION_GONE),
    "other option gone": (chosen("a", "b"), chosen("a", "c"), {"choice": "a"}, KEEP,
                          Fate.RESCORED, {"choice": "a"}, ""),
    "more than the rule allows": (
        counted("visits"), counted("visits", at_most="2"), COUNT, KEEP,
        Fate.DROPPED, {}, "Tổng cộng không thể quá 2."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_facts_of_a_part(case):
    old, new, facts, choice, fate, kept, reason = case

    outcome = carried_part(old, new, facts, choice)

    assert (outcome.fate, dict(outcome.facts), outcome.reason) == (fate, kept, reason)


@pytest.mark.parametrize(
    ("old", "new", "facts", "is_reworded"),
    [
        (asked("Có kế hoạch"), asked("Có kế hoạch năm"), YES, True),
        (asked("Có kế hoạch"), asked("Có kế hoạch năm", earns="no"), YES, True),
        (asked(), asked(), YES, False),
        (bands("20", "0"), bands("20", "0", numerator="Hoàn thành"), RATIO, True),
        (bands("20", "0"), bands("20", "0", numerator="Hoàn thành"), {"denominator": 9}, False),
        (chosen("a", "b"), part("choice", question="Mức", options=[
            {"key": "a", "label": "Khác", "points": "20"}, *options("a", "b")[1:]]),
         {"choice": "b"}, False),
    ],
)  # fmt: skip
def test_an_answer_to_other_words_is_pointed_out(old, new, facts, is_reworded):
    outcome = carried_part(old, new, facts, KEEP)

    assert outcome.facts == facts
    assert outcome.is_reworded == is_reworded


@pytest.mark.parametrize(("choice", "points"), [(KEEP, "2"), (SCALE, "1.50"), (CLEAR, None)])
def test_the_example_on_the_page_is_right(choice, points):
    outcome = carried_part(part(most="4"), part(most="2"), {"points": "3"}, choice)
    example = next(example for value, _label, example in CHOICES if value == choice)

    assert outcome.facts.get("points") == points
    assert {KEEP: "còn 2 điểm", SCALE: "= 1,5 điểm", CLEAR: "điểm 3 bị xoá"}[choice] in example
