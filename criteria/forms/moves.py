"""Where a row may stand: one list of places, for people who neither drag nor step."""

from collections.abc import Iterator
from typing import Any

from django import forms

from criteria.actions import editing
from criteria.actions.items import CRITERION, GROUP, Item
from criteria.models import CriteriaSet
from organisation.forms.layout import ActionForm
from organisation.models import User

LABEL_LENGTH = 80
Choice = tuple[str, str]


class MoveForm(ActionForm, forms.Form):
    """A place is "GROUP:n", or ":n" in lists that have no groups; n counts the others before it."""

    place = forms.ChoiceField(
        label="Đặt vào chỗ",
        error_messages={"invalid_choice": "Danh sách vừa thay đổi. Hãy chọn lại chỗ đặt."},
    )

    def __init__(
        self, *args: Any, criteria_set: CriteriaSet, item: Item, row: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria_set, self.item, self.row = criteria_set, item, row
        self.fields["place"].choices = list(self._groups() if item is CRITERION else self._places())

    def act(self, by: User) -> Any:
        group, _, place = self.cleaned_data["place"].rpartition(":")
        return editing.move(
            self.criteria_set, self.item, self.row.key, by=by, place=int(place), group=group
        )

    def _places(self) -> Iterator[Choice]:
        others = [row for row in self.item.rows(self.criteria_set) if row.pk != self.row.pk]
        return _after("", "Đầu danh sách", others)

    def _groups(self) -> Iterator[tuple[str, list[Choice]]]:
        for group in GROUP.rows(self.criteria_set).prefetch_related("criteria"):
            others = [row for row in group.criteria.all() if row.pk != self.row.pk]
            yield _short(group), list(_after(group.key, f"Đầu nhóm {group.code}", others))


def _after(group: str, first: str, others: list[Any]) -> Iterator[Choice]:
    yield f"{group}:0", first
    for place, row in enumerate(others, start=1):
        yield f"{group}:{place}", f"Sau {_short(row)}"


def _short(row: Any) -> str:
    text = str(row)
    return text if len(text) <= LABEL_LENGTH else f"{text[:LABEL_LENGTH]}…"
