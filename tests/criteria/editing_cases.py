"""What the tests of the editor share: sample rows, and how to reach and to read them."""

from django.urls import reverse

from criteria.actions.items import BAND, CRITERION, GROUP, VETO, parts_of
from criteria.definitions import definition_of
from criteria.models import CriteriaSet, Criterion
from criteria.set_documents import document_from

WORDS = {GROUP: "nhom", CRITERION: "tieu-chi", VETO: "loai-tru", BAND: "xep-loai"}
# One row of each kind of the small set, by key.
SAMPLES = [(GROUP, "i"), (CRITERION, "i-1"), (VETO, "l1"), (BAND, "tot")]
PARTS = parts_of("i-1")
VALUES = {
    GROUP: {"code": "III", "title": "Nhóm mới", "max_points": 5},
    CRITERION: {"code": "I.3", "title": "Tiêu chí mới", "max_points": 5},
    VETO: {"code": "L8", "title": "Điều kiện mới", "effect": "Không xét"},
    BAND: {"name": "Mức mới", "minimum_points": 60},
    PARTS: {"label": "Phần mới", "method": "manual", "max_points": 5},
}


def content(draft: CriteriaSet) -> dict:
    """The draft as it is stored now."""
    return document_from(definition_of(CriteriaSet.objects.get(pk=draft.pk)))


def codes(draft: CriteriaSet) -> dict[str, list[str]]:
    """Codes of the criteria by group, in reading order."""
    return {
        group["code"]: [criterion["code"] for criterion in group["criteria"]]
        for group in content(draft)["groups"]
    }


def criterion_of(draft: CriteriaSet, code: str) -> Criterion:
    """The criterion of that code."""
    return Criterion.objects.get(group__criteria_set=draft, code=code)


def address(draft: CriteriaSet, deed: str, item, key: str) -> str:
    """The address of a deed ("move") on one row."""
    return reverse(f"criteria:item-{deed}", args=[draft.pk, WORDS[item], key])


def ask_only_after(draft: CriteriaSet, code: str, needed: str) -> None:
    """Make the criterion `code` depend on `needed`."""
    condition = {"criterion": criterion_of(draft, needed).key, "part": "p1", "answers": [True]}
    Criterion.objects.filter(pk=criterion_of(draft, code).pk).update(condition=condition)
