"""The life of a criteria set: a published set is never edited, a new version is a copy."""

from django.db.models import TextChoices

from core.workflow import Workflow


class CriteriaSetState(TextChoices):
    DRAFT = "draft", "Bản thảo"
    PUBLISHED = "published", "Đã ban hành"
    RETIRED = "retired", "Ngừng sử dụng"


S = CriteriaSetState
CRITERIA_SET_WORKFLOW = Workflow(
    # move       from           to
    ("publish", {S.DRAFT},      S.PUBLISHED),
    ("retire",  {S.PUBLISHED},  S.RETIRED),
)  # fmt: skip
