"""From the records of the workbook to a definition; what does not fit together is noted.

Rows with a fault still take part, with stand-ins for what they lack, so that everything else can
be judged in the same go. While there are problems the definition is never written.
"""

from decimal import Decimal

from core.spreadsheets import Book, Problem, Record
from criteria.columns import sheets
from criteria.definitions import (
    BandDefinition,
    Condition,
    CriterionDefinition,
    GroupDefinition,
    SetDefinition,
    VetoDefinition,
)
from criteria.imports.conditions import condition_of, refuse_circles
from criteria.imports.drafting import Complaints, DraftCriterion, DraftGroup
from criteria.imports.keys import fresh_key
from criteria.imports.limits import MOST_POINTS
from criteria.imports.parts import finish_part, join_parts, join_steps
from criteria.imports.spots import Spot
from criteria.models import Scorer, VetoKind
from criteria.rules.figures import stored_figure

ZERO, HUNDRED = Decimal(0), Decimal(100)
TEXTS = (
    "evidence_hint", "guidance", "scoring_text", "legal_basis", "good_example", "bad_example",
)  # fmt: skip
GROUP_ONLY = ("minimum_share", "is_bonus")
CRITERION_ONLY = (
    "group", "scored_by", "may_not_arise", "evidence_required", *TEXTS, "asked_criterion",
    "asked_part", "asked_answers",
)  # fmt: skip
# Where a finding names no column, or one that the workbook does not have.
MAIN_FIELDS = ("code", "label", "name", "title")
# Fields of findings that stand under other names here.
OTHER_NAMES = {"condition": ("asked_criterion",), "parameters": ("method", "kind")}
VETO_PARAMETERS = {"minimum_share": VetoKind.GROUP_FLOOR, "missing_from": VetoKind.REPORTS_MISSING}


class Builder:
    """Puts one workbook together; knows afterwards where everything stands."""

    def __init__(self, book: Book) -> None:
        self.complaints = Complaints(book)
        self._book = book
        self._information = book.records(sheets.INFORMATION)[0]
        self._groups: list[DraftGroup] = []
        self._criteria: dict[str, DraftCriterion] = {}
        self._records: dict[Spot, list[Record]] = {("set",): [self._information]}

    @property
    def problems(self) -> list[Problem]:
        """What did not fit together."""
        return self.complaints.problems

    @property
    def reference(self) -> str:
        """What the workbook says it was exported from."""
        return self._information.values.get("reference") or ""

    def build(self) -> SetDefinition:
        """The set as the workbook describes it."""
        for record in self._book.records(sheets.CONTENTS):
            self._place(record)
        join_parts(self._book.records(sheets.PARTS), self._criteria, self.complaints)
        join_steps(self._book.records(sheets.STEPS), self._criteria, self.complaints)
        drafts = [criterion for group in self._groups for criterion in group.criteria]
        for part in (part for criterion in drafts for part in criterion.parts):
            finish_part(part, self.complaints)
        conditions = {
            draft.key: found
            for draft in drafts
            if (found := condition_of(draft, self._criteria, self.complaints))
        }
        refuse_circles(drafts, conditions, self.complaints)
        return self._definition(conditions)

    # What the judge of the whole asks (criteria.imports.spots.Locations)

    def problem(self, spot: Spot, field: str, message: str) -> Problem:
        """The message at the cell of the field, else at the row's main cell."""
        records = self._records.get(spot) or [self._information]
        for name in (field, *OTHER_NAMES.get(field, ())):
            for record in records:
                if name in record.cells:
                    return record.problem(name, message)
        main = next((name for name in MAIN_FIELDS if name in records[0].cells), "")
        return records[0].problem(main, message)

    def is_faulty(self, spot: Spot) -> bool:
        """Whether a row of the thing has a problem, or may be missing."""
        if spot[0] in self.complaints.incomplete:
            return True
        return any(map(self.complaints.about, self._records.get(spot, ())))

    def have_said(self, problem: Problem) -> bool:
        """Whether the cell has been complained of already."""
        return self.complaints.have_said(problem)

    # Groups and criteria

    def _place(self, record: Record) -> None:
        kind = record.values.get("row_kind")
        if kind == "group":
            self._place_group(record)
        elif kind == "criterion":
            self._place_criterion(record)
        else:
            # What its parts refer to is there, whatever it is.
            draft = DraftCriterion(record, fresh_key())
            self._criteria.setdefault(draft.code.casefold(), draft)
            self.complaints.incomplete.update(("set", "group"))

    def _place_group(self, record: Record) -> None:
        self.complaints.unused(record, CRITERION_ONLY, "Dòng nhóm không ghi ô này. Hãy xoá.")
        self._groups.append(DraftGroup(record, record.values.get("key") or fresh_key()))

    def _place_criterion(self, record: Record) -> None:
        self.complaints.unused(record, GROUP_ONLY, "Dòng tiêu chí không ghi ô này. Hãy xoá.")
        draft = DraftCriterion(record, record.values.get("key") or fresh_key())
        self._criteria.setdefault(draft.code.casefold(), draft)
        group = self._group_of(record)
        if group:
            group.criteria.append(draft)

    def _group_of(self, record: Record) -> DraftGroup | None:
        code = record.values.get("group")
        if not code:
            if not self._groups:
                text = "Phía trên chưa có dòng nhóm nào. Hãy thêm dòng nhóm trước tiêu chí này."
                self.complaints.say(record, "group", text, ("group",))
            return self._groups[-1] if self._groups else None
        found = [g for g in self._groups if g.code.casefold() == code.casefold()]
        if not found:
            there = ", ".join(group.code for group in self._groups) or "chưa có nhóm nào"
            text = f"Không có nhóm mã “{code}” ở phía trên (đang có: {there})."
            self.complaints.say(record, "group", text, ("group",))
        return found[0] if found else None

    # The definition, and where its things stand

    def _definition(self, conditions: dict[str, Condition]) -> SetDefinition:
        values = self._information.values
        return SetDefinition(
            pk=0,
            title=values.get("title") or "",
            version=values.get("version") or 1,
            total_points=_or_zero(values.get("total_points")),
            bonus_max=_or_zero(values.get("bonus_max")),
            not_applicable_policy=values.get("not_applicable_policy") or "full",
            groups=tuple(self._group(i, g, conditions) for i, g in enumerate(self._groups)),
            vetoes=tuple(self._veto(i, r) for i, r in enumerate(self._book.records(sheets.VETOES))),
            bands=tuple(self._band(i, r) for i, r in enumerate(self._book.records(sheets.BANDS))),
            year=values.get("year") or 0,
            unit_kind=values.get("unit_kind") or "",
            issuer=values.get("issuer") or "",
            basis=tuple(
                line.strip() for line in (values.get("basis") or "").splitlines() if line.strip()
            ),
        )

    def _group(self, i: int, draft: DraftGroup, conditions: dict) -> GroupDefinition:
        values = draft.record.values
        self._records["group", i] = [draft.record]
        is_bonus = bool(values.get("is_bonus"))
        return GroupDefinition(
            pk=0,
            code=draft.code,
            title=values.get("title") or "",
            max_points=_or_zero(values.get("max_points")),
            minimum_share=_share(values.get("minimum_share")),
            is_bonus=is_bonus,
            criteria=tuple(
                self._criterion((i, j), criterion, draft.code, is_bonus, conditions)
                for j, criterion in enumerate(draft.criteria)
            ),
            key=draft.key,
        )

    def _criterion(
        self, at: tuple[int, int], draft: DraftCriterion, group: str, is_bonus: bool, asked: dict
    ) -> CriterionDefinition:
        values = draft.record.values
        self._records["criterion", *at] = [draft.record]
        for k, part in enumerate(draft.parts):
            self._records["part", *at, k] = [part.record, *part.steps]
        required = values.get("evidence_required")
        return CriterionDefinition(
            pk=0,
            group_code=group,
            code=draft.code,
            title=values.get("title") or "",
            max_points=_or_zero(values.get("max_points")),
            evidence_required=True if required is None else required,
            may_not_arise=bool(values.get("may_not_arise")),
            scored_by=values.get("scored_by") or Scorer.UNIT.value,
            is_bonus=is_bonus,
            parts=tuple(part.part for part in draft.parts if part.part),
            key=draft.key,
            condition=asked.get(draft.key),
            **{name: values.get(name) or "" for name in TEXTS},
        )

    def _veto(self, i: int, record: Record) -> VetoDefinition:
        values = record.values
        self._records["veto", i] = [record]
        for name, kind in VETO_PARAMETERS.items():
            if values.get("kind") and values["kind"] != kind:
                text = f"Chỉ ghi ô này khi cách xác định là “{kind.label}”. Hãy xoá."
                self.complaints.unused(record, [name], text)
        if not values.get("title"):
            self.complaints.say(record, "title", "Chưa nhập “Nội dung”.")
        share, missing = values.get("minimum_share"), values.get("missing_from")
        given = {
            "minimum_share": None if share is None else share / HUNDRED,
            "missing_from": missing,
        }
        return VetoDefinition(
            pk=0,
            code=values.get("code") or "",
            title=values.get("title") or "",
            effect=values.get("effect") or "",
            kind=values.get("kind") or VetoKind.DECLARED.value,
            parameters={n: stored_figure(v) for n, v in given.items() if v is not None},
            key=values.get("key") or fresh_key(),
        )

    def _band(self, i: int, record: Record) -> BandDefinition:
        values = record.values
        self._records["band", i] = [record]
        return BandDefinition(
            name=values.get("name") or "",
            minimum_points=_or(values.get("minimum_points"), MOST_POINTS - i),
            minimum_group_share=_share(values.get("minimum_group_share")),
            is_recognised=bool(values.get("is_recognised")),
            conditions=values.get("conditions") or "",
            key=values.get("key") or fresh_key(),
        )


def _or(figure: Decimal | None, stand_in: Decimal) -> Decimal:
    return stand_in if figure is None else figure


def _or_zero(figure: Decimal | None) -> Decimal:
    return _or(figure, ZERO)


def _share(percent: Decimal | None) -> Decimal:
    return _or_zero(percent) / HUNDRED
