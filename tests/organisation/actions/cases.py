"""Units as an administrator adds them."""

from django.utils import timezone

from organisation.models import Unit
from tests.factories import LONG_AGO, make_kind

TODAY = timezone.localdate


def new_unit(**fields):
    values = {"kind": make_kind(), "name": "Đảng bộ xã Mới", "short_name": "Mới"}
    return Unit(**{**values, "valid_from": LONG_AGO, **fields})


UNIT_REASON = "Nghị quyết sắp xếp đơn vị"
