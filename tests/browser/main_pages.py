"""The pages that each role works on, by the names of the policy tables (tests/access)."""

from collections.abc import Iterator

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from assessments.models import Round
from criteria.actions import copying
from tests.access.world import (
    ASSIGNED,
    DECISION,
    FILE,
    GUEST,
    INDICATOR,
    INSPECTION,
    KIND,
    LETTERHEAD,
    NOTE,
    PERSON,
    PROPOSAL,
    REGISTRATION,
    REPORT,
    ROUND,
    SET,
    UNIT,
    World,
)
from tests.assessments.appraisal_builders import make_opened
from tests.factories import make_assessment, make_board_head, make_district, make_editor

COMPLETE, COMPLETE_OPENED = "đủ 36 tiêu chí", "đủ 36 tiêu chí, đã mở"
COMPLETE_DRAFT = "bản thảo, đủ 36 tiêu chí"
FILLS_IN_ALL, APPRAISES_ALL = "cán bộ, đủ 36 tiêu chí", "chuyên viên, đủ 36 tiêu chí"
WRITES_ALL = "lãnh đạo Ban, đủ 36 tiêu chí"
ANYBODY = (("home",), ("notifications",), ("help",))
DRAFT, IN_FORCE = "bản thảo", "đã ban hành"
ITEMS = (("nhom", "i"), ("tieu-chi", "i-1"), ("loai-tru", "l1"), ("xep-loai", "xuat-sac"))

# What the head of a board writes a set with.
WORKSHOP: tuple[tuple, ...] = (
    ("criteria:list",), ("criteria:new",), ("criteria:import-new",), ("criteria:import-table",),
    ("criteria:library",), ("criteria:library-sample", None, None, "xa-thi-tran"),
    *((f"criteria:{page}", SET, DRAFT) for page in (
        "detail", "preview", "edit", "edit-information", "import", "publish", "delete")),
    ("criteria:criterion", SET, DRAFT, "i-1"), ("criteria:edit-criterion", SET, DRAFT, "i-1"),
    ("criteria:part-method", SET, DRAFT, "i-1", "p1"),
    *(("criteria:item-add", SET, DRAFT, item) for item, _ in ITEMS),
    *(("criteria:item-edit", SET, DRAFT, *item) for item in ITEMS if item[0] != "tieu-chi"),
    *(("criteria:item-move", SET, DRAFT, *item) for item in ITEMS),
    *(("criteria:item-delete", SET, DRAFT, *item) for item in ITEMS),
    *((f"criteria:{page}", SET, IN_FORCE) for page in ("detail", "compare", "copy", "import")),
    ("criteria:detail", SET, "ngừng sử dụng"),
)  # fmt: skip

# The board's reports of quarters: one being written, one fixed.
SUMMARIES: tuple[tuple, ...] = (
    ("assessments:consolidations",),
    *((f"assessments:consolidation{page}", ROUND, "đã kết thúc", 2)
      for page in ("", "-edit", "-propose", "-fix")),
    ("assessments:consolidation", ROUND, "đã kết thúc", 3),
)  # fmt: skip

# What a GET of the workshop answers that is no page of its own: a file, a piece of a page.
FILES_AND_PIECES = {
    "criteria:list-export", "criteria:compare-excel", "criteria:appendix", "criteria:blank-form",
    "criteria:export", "criteria:export-json", "criteria:import-template",
    "criteria:condition-answers",
}  # fmt: skip

# Role → (route, noun, state, further arguments of the address).
PAGES: dict[str, tuple[tuple, ...]] = {
    GUEST: (
        ("organisation:login",), ("organisation:password-reset",), ("verification:enter",),
    ),
    "cán bộ đơn vị": (
        *ANYBODY, ("assessments:detail", FILE, "đang chấm"),
        ("assessments:detail", FILE, "trả lại"), ("assessments:evidence", FILE, "đang chấm"),
        ("assessments:evidence-add", FILE, "đang chấm"),
        ("assessments:inspections",), ("assessments:inspection", INSPECTION, "đã kết luận"),
        ("assessments:advice", FILE, "đang chấm"),
        ("assessments:reports",), ("assessments:report", REPORT, "đang soạn"),
        ("assessments:report-edit", REPORT, "đang soạn"),
        ("assessments:report-evidence-add", REPORT, "đang soạn"), ("criteria:list",),
        ("criteria:detail", SET, IN_FORCE), ("criteria:criterion", SET, IN_FORCE, "i-1"),
        ("criteria:preview", SET, IN_FORCE), ("criteria:compare", SET, IN_FORCE),
        ("organisation:password-change",), ("organisation:own-mail",),
    ),
    FILLS_IN_ALL: (
        ("assessments:detail", FILE, COMPLETE), ("criteria:detail", SET, COMPLETE),
        ("criteria:preview", SET, COMPLETE),
    ),
    WRITES_ALL: tuple(
        (f"criteria:{page}", SET, COMPLETE_DRAFT)
        for page in ("detail", "preview", "edit", "publish", "compare")
    ),
    APPRAISES_ALL: (
        ("assessments:appraisal", FILE, COMPLETE_OPENED),
        ("assessments:send-back", FILE, COMPLETE_OPENED),
    ),
    "người đứng đầu đơn vị": (
        ("home",), ("assessments:submit", FILE, "đang chấm"),
        ("assessments:report-submit", REPORT, "đang soạn"),
        ("assessments:receipt", FILE, "đã nộp", 1), ("assessments:submission", FILE, "đã nộp", 1),
        ("assessments:history", FILE, "đã nộp"), ("assessments:feedback", FILE, "có kết quả"),
        ("assessments:detail", FILE, "có kết quả"), ("recognition:result", FILE, "được công nhận"),
        ("recognition:recognised-models",),
        *((f"recognition:{page}", REGISTRATION, "đang soạn")
          for page in ("registration", "registration-submit", "model-add")),
        ("recognition:registrations",), ("recognition:registration", REGISTRATION, "trả lại"),
        *((f"recognition:{page}", REGISTRATION, "đã duyệt")
          for page in ("registration", "outcomes")),
    ),
    ASSIGNED: (
        ("home",), ("assessments:rounds",), ("assessments:round", ROUND, "đang tự chấm"),
        ("assessments:open-file", FILE, "đã nộp"), ("assessments:appraisal", FILE, "đã mở"),
        ("assessments:finish", FILE, "đã mở"), ("assessments:send-back", FILE, "đã mở"),
        ("assessments:matrix", ROUND, "đang tự chấm"),
        ("assessments:calls", ROUND, "đang tự chấm"),
        ("assessments:remind", ROUND, "đang tự chấm"),
        ("assessments:evidence", FILE, "đã mở"), ("assessments:inspections",),
        *(("assessments:inspection", INSPECTION, state)
          for state in ("đã có kế hoạch", "đã làm việc", "đã kết luận", "đã huỷ")),
        ("assessments:inspection-plan", ROUND, "đang tự chấm"),
        ("assessments:inspection-visit", INSPECTION, "đã có kế hoạch"),
        ("assessments:finding-add", INSPECTION, "đã làm việc"),
        ("assessments:inspection-conclude", INSPECTION, "đã làm việc"),
        ("assessments:notebook-change", NOTE), ("assessments:advice", FILE, "đã mở"),
        ("assessments:reports",),
        ("assessments:report", REPORT, "đã gửi"), ("assessments:report-accept", REPORT, "đã gửi"),
        ("assessments:report-return", REPORT, "đã gửi"),
    ),
    "lãnh đạo Ban": (
        ("home",), ("assessments:matrix", ROUND, "đang thẩm định"),
        ("assessments:calls", ROUND, "đang thẩm định"),
        ("assessments:remind", ROUND, "đang thẩm định"), ("assessments:round-plan",),
        ("assessments:round", ROUND, "đang thẩm định"),
        ("assessments:round-assign", ROUND, "đang tự chấm"),
        *((f"assessments:{page}", ROUND, "chuẩn bị")
          for page in ("round", "round-change", "round-assign", "round-open")),
        *((f"assessments:{page}", ROUND, "đang tự chấm")
          for page in ("round-extend", "round-deadlines")),
        ("assessments:indicators",), ("assessments:indicator-add",), ("assessments:moved-days",),
        ("recognition:categories",),
        ("assessments:indicator-change", INDICATOR, "đang hỏi"),
        *(("assessments:move-version", ROUND, state)
          for state in ("chuẩn bị", "đang tự chấm", "đang thẩm định")),
        ("assessments:report-reopen", REPORT, "đã tiếp nhận"),
        ("assessments:mandates", FILE, "đang chấm"),
        ("assessments:feedback", FILE, "đã phản hồi"),
        ("assessments:settle", FILE, "đã phản hồi"), ("assessments:reopen", FILE, "đã chốt"),
        ("recognition:registrations",), ("recognition:registrations-notice",),
        ("recognition:outcomes-round",),
        ("recognition:registered-models",),
        ("recognition:registration", REGISTRATION, "đã nộp"),
        *((f"recognition:registration-{page}", REGISTRATION, "đã nộp")
          for page in ("approve", "comment", "return")),
        ("recognition:list",), ("recognition:proposal", PROPOSAL, "đang lập"),
        ("recognition:proposal-edit", PROPOSAL, "đang lập"),
        ("recognition:proposal-submit", PROPOSAL, "đang lập"),
        *SUMMARIES, *WORKSHOP,
    ),
    "cơ quan hiệp y": (("home",), ("assessments:round", ROUND, "đang tự chấm")),
    "uỷ viên BTV": (
        ("home",), ("recognition:list",), ("recognition:proposal", PROPOSAL, "đã trình"),
        ("assessments:detail", FILE, "đã trình"),
        ("assessments:consolidation", ROUND, "đã kết thúc", 3),
    ),
    "văn phòng": (
        ("home",), ("recognition:decisions",), ("recognition:decision", DECISION, "dự thảo"),
        ("recognition:issue", DECISION, "dự thảo"),
        ("recognition:decision", DECISION, "có hiệu lực"),
        ("recognition:revoke", DECISION, "có hiệu lực"),
        ("recognition:decision", DECISION, "đã thu hồi"),
    ),
    "người ký": (("home",), ("recognition:decision", DECISION, "có hiệu lực")),
    "kiểm tra": (
        ("home",), ("assessments:detail", FILE, "đã chốt"), ("organisation:units",),
        ("recognition:proposal", PROPOSAL, "đã kết luận"),
    ),
    "quản trị": (
        ("home",), ("organisation:units",), ("organisation:unit", UNIT),
        ("organisation:unit-create",), ("organisation:unit-edit", UNIT),
        ("organisation:unit-merge", UNIT), ("organisation:kinds",),
        ("organisation:kind-edit", KIND), ("organisation:people",),
        ("organisation:person", PERSON, "đang dùng"), ("organisation:person-create",),
        ("organisation:person-disable", PERSON, "đang dùng"), ("organisation:roles",),
        ("organisation:letterheads",), ("organisation:letterhead", LETTERHEAD),
        ("organisation:letterhead-edit", LETTERHEAD), ("assessments:handovers",),
        ("assessments:handover-make",),
    ),
}  # fmt: skip


def add_complete_files(world: World) -> None:
    """A sheet, an appraisal and a draft with all 36 criteria: the longest pages that there are."""
    sheet = make_assessment(make_district(), complete=True)
    opened, officer = make_opened(complete=True)
    writer = make_board_head(sheet.criteria_set.organiser)
    draft = copying.start_version(sheet.criteria_set, reason="Sửa điểm in nhầm.", by=writer)
    world.people[FILLS_IN_ALL] = make_editor(sheet.unit)
    world.people |= {APPRAISES_ALL: officer, WRITES_ALL: writer}
    world.things[FILE] |= {COMPLETE: sheet, COMPLETE_OPENED: opened}
    world.things[SET] |= {COMPLETE: sheet.criteria_set, COMPLETE_DRAFT: draft}


def name_rounds_apart() -> None:
    """Each round by its year, as real ones are; two regions of a page need two names."""
    title = Concat(Value("Chấm điểm năm "), Cast("year", CharField()))
    Round.objects.update(title=title)


def addresses(world: World, role: str) -> Iterator[str]:
    """The addresses that the role works on; the notebook, and the decision for everybody."""
    for route, *where in PAGES[role]:
        noun, state, *more = [*where, None, None][: max(2, len(where))]
        row = _row(world, noun, state)
        yield reverse(route, args=([row.pk] if row else []) + more)
    if role == ASSIGNED:
        note = world.thing(NOTE, world.states(NOTE)[0])
        yield reverse("assessments:notebook", args=[note.round_id, note.unit_id])
    if role == GUEST:
        code = world.thing(DECISION, "có hiệu lực").verification_code
        yield reverse("verification:show", args=[code])


def _row(world: World, noun: str | None, state: str | None):
    if noun is None:
        return None
    return world.thing(noun, state or world.states(noun)[0])
