"""Other names for fields and levels, from a day on, with the document that brought them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core import audit
from core.calendar import format_date
from core.permissions import require
from organisation.models import User
from recognition.categories import category_name, renamings
from recognition.models import CategoryName
from recognition.permissions.categories import can_rename_categories


@transaction.atomic
def rename_category(
    kind: str, code: str, *, name: str, valid_from: date, note: str, by: User
) -> CategoryName:
    """Call the field or level so from that day on; what was registered before keeps its name."""
    require(can_rename_categories(by))
    before = category_name(kind, code, valid_from)
    if before == name:
        raise ValidationError({"name": f"Ngày {format_date(valid_from)} đã gọi là “{name}”."})
    try:
        with transaction.atomic():
            row = CategoryName.objects.create(
                kind=kind, code=code, name=name, valid_from=valid_from, note=note
            )
    except IntegrityError as error:
        text = (
            f"Đã có tên gọi từ ngày {format_date(valid_from)}. Muốn sửa, hãy bỏ tên ấy rồi ghi lại."
        )
        raise ValidationError({"valid_from": text}) from error
    renamings.forget_on_commit()
    audit.record("category.renamed", row, by=by, before=before, after=name, note=note)
    return row


@transaction.atomic
def take_back_name(row: CategoryName, *, by: User) -> None:
    """Undo a renaming: the name before it holds again."""
    require(can_rename_categories(by))
    row = CategoryName.objects.select_for_update().filter(pk=row.pk).first()
    if row is None:
        raise ValidationError("Tên gọi này đã được bỏ.")
    key = row.pk
    row.delete()
    row.pk = key  # the event names the row that was
    renamings.forget_on_commit()
    audit.record("category.name_taken_back", row, by=by, before=row.name, note=row.note)
