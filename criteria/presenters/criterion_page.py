"""The workshop page of one criterion: its texts, its parts, and the sums they must come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from criteria import measures, sources
from criteria.definitions import as_part
from criteria.forms.conditions import Source, sources_before
from criteria.forms.criterion import CriterionForm
from criteria.forms.rules.changing import source_label
from criteria.forms.rules.reading import RuleForm
from criteria.forms.rules.shapes import SHAPES
from criteria.forms.rules.trying import Trial, whole_criterion
from criteria.models import CriteriaSet, Criterion, ScoringPart
from criteria.presenters.rule_boxes import form_values, verdict
from criteria.scoring import points_text

ZERO = Decimal(0)


@dataclass
class Workbench:
    """Everything the page stands on, read in a fixed number of queries.

    `forms`: part key → a form that holds what was typed; `tried`: facts typed for trying out.
    """

    criteria_set: CriteriaSet
    criterion: Criterion
    forms: Mapping[str, RuleForm] = field(default_factory=dict)
    own_form: CriterionForm | None = None
    tried: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts = list(self.criterion.parts.all())
        self.siblings = list(
            Criterion.objects.filter(group__criteria_set=self.criteria_set)
            .select_related("group")
            .only("key", "code", "title", "max_points", "position", "group__max_points",
                  "group__code", "group__position", "group__is_bonus")
            .order_by("group__position", "position")
        )  # fmt: skip

    def page(self) -> dict[str, Any]:
        """Context of criteria/rules/criterion.html."""
        form = self.own_form or CriterionForm(self.criterion, self.sources())
        return {
            "criteria_set": self.criteria_set,
            "criterion": self.criterion,
            "form": form,
            "own_boxes": own_boxes(form),
            "condition": condition_values(form, self.criterion),
            "more_is_open": bool(form["condition_part"].value() or form.errors),
            "panels": self.panels(),
            "total": self.total(),
            "sums": self.sums(),
            "shapes": [(shape.code, shape.title) for shape in SHAPES],
            **self.neighbours(),
        }

    def sources(self) -> list[Source]:
        """What the condition of this criterion may refer to."""
        return sources_before(self.criterion)

    def panels(self) -> list[dict[str, Any]]:
        """One for each part, in order."""
        last = len(self.parts) - 1
        return [
            panel(self.criterion, row, self.forms.get(row.key), self.tried, self.offered)
            | {"number": place + 1, "is_first": place == 0, "is_last": place == last}
            for place, row in enumerate(self.parts)
        ]

    @cached_property
    def offered(self) -> list[tuple[str, str]]:
        """(name, label) of the sources that may fill facts of this set."""
        return sources.choices(self.criteria_set.organiser)

    def total(self) -> str:
        """What the facts that were typed for trying out come to."""
        trials = [Trial(self._form(row).part, self.tried) for row in self.parts]
        return whole_criterion(trials, self.criterion.max_points)

    def sums(self) -> list[dict[str, Any]]:
        """Parts against the criterion, criteria against the group, groups against the set."""
        group = self.criterion.group
        parts = sum((row.max_points for row in self.parts), ZERO)
        in_group = [c.max_points for c in self.siblings if c.group_id == group.pk]
        lines = [
            _sum("Các phần điểm", parts, self.criterion.max_points, "tiêu chí"),
            _sum(f"Nhóm {group.code}", sum(in_group, ZERO), group.max_points, "nhóm"),
        ]
        if group.is_bonus:  # bonus criteria may offer more than can be counted
            return lines[:1]
        whole = sum((c.max_points for c in self.siblings if not c.group.is_bonus), ZERO)
        return [*lines, _sum("Cả bộ", whole, self.criteria_set.total_points, "bộ")]

    def neighbours(self) -> dict[str, Criterion | None]:
        """The criteria before and after this one, across groups."""
        place = [c.pk for c in self.siblings].index(self.criterion.pk)
        return {
            "previous": self.siblings[place - 1] if place else None,
            "next": next(iter(self.siblings[place + 1 :]), None),
        }

    def _form(self, row: ScoringPart) -> RuleForm:
        return self.forms.get(row.key) or RuleForm(as_part(row))


def panel(
    criterion: Criterion,
    row: ScoringPart,
    form: RuleForm | None = None,
    tried: Mapping[str, str] | None = None,
    offered: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """One part: its form, its verdict, its try-out, its addresses."""
    form = form or RuleForm(as_part(row))
    where = [criterion.group.criteria_set_id, criterion.key, row.key]
    moves = ("save", "rows", "move", "copy", "delete", "method")
    return {
        "part": row,
        "delete_id": f"delete-{row.key}",
        "form": form,
        "shape": form.shape,
        "source": source_label(form.part, measures.labels()),
        "urls": {name: reverse(f"criteria:part-{name}", args=where) for name in moves},
        "try_url": reverse("criteria:try-out", args=where),
        **form_values(form, offered),
        "verdict": verdict(form.part),
        "trial": Trial(form.part, tried or {}),
    }


def own_boxes(form: CriterionForm) -> dict[str, dict[str, Any]]:
    """The boxes of the criterion's own form by name, for the same template as those of rules."""
    boxes = {}
    for name in (*form.TEXTS, *form.TICKS, "condition_part"):
        bound = form[name]
        boxes[name] = {
            "id": bound.id_for_label,
            "name": name,
            "label": bound.label,
            "help": bound.help_text,
            "widget": _widget(name, bound),
            "value": _text(bound),
            "choices": _choices(bound),
            "error": " ".join(bound.errors),
            "error_id": f"{bound.id_for_label}-error",
            "data_max": bound.field.widget.attrs.get("data-max-length", ""),
        }
    return boxes


def condition_values(form: CriterionForm, criterion: Criterion) -> dict[str, Any]:
    """The part to depend on, and its answers to tick."""
    chosen, source = form["condition_part"].value() or "", form.source
    options = [(s.value, s.label, s.value == chosen) for s in form.sources]
    if chosen and source is None:
        options.append((chosen, "(câu hỏi không còn, hoặc đứng sau tiêu chí này)", True))
    answers = source.answers if source else tuple((a, a) for a in form.answers)
    return {
        "options": options,
        "answers": [(key, label, key in form.answers) for key, label in answers],
        "url": reverse(
            "criteria:condition-answers", args=[criterion.group.criteria_set_id, criterion.key]
        ),
    }


def _sum(label: str, value: Decimal, target: Decimal, of: str) -> dict[str, Any]:
    difference = target - value
    note = ""
    if difference:
        note = f"{'còn thiếu' if difference > 0 else 'vượt'} {points_text(abs(difference))}"
    return {
        "label": label,
        "value": points_text(value),
        "target": points_text(target),
        "of": of,
        "note": note,
    }


def _widget(name: str, bound: Any) -> str:
    kinds = {"max_points": "number", "scored_by": "select", "condition_part": "select"}
    by_type = {"checkbox": "tick", "textarea": "long"}
    return kinds.get(name) or by_type.get(bound.widget_type, "text")


def _text(bound: Any) -> str:
    value = bound.value()
    if bound.widget_type == "checkbox":
        return "1" if value else ""
    return "" if value is None else str(value)


def _choices(bound: Any) -> list[tuple[str, str, bool]]:
    value = bound.value()
    return [(key, label, key == value) for key, label in getattr(bound.field, "choices", ())]
