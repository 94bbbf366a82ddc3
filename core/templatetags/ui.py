"""What every page says the same way: numbers, dates, icons, states, boxes.

Numbers and dates are written as people in Viet Nam read them; an absent value is a dash, never 0.
The look itself is in `templates/components/`; `/_gallery/` shows each in every state.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from uuid import uuid4

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import numbers
from core.request_context import current_request_id
from core.sendings import FIELD

register = template.Library()

ABSENT = "–"
# Icons of pages that are opened now and then: a sheet of their own, so that a phone loads less.
SELDOM = frozenset({
    "building", "calculator", "camera", "chat-left-text", "chevron-left", "chevron-right", "copy",
    "diagram-3", "download", "file-earmark", "file-earmark-image", "file-earmark-pdf",
    "file-earmark-spreadsheet", "gear", "inbox", "link-45deg", "patch-check", "people",
    "person-plus", "plus-lg", "qr-code", "slash-circle", "trash", "unlock", "upload",
})  # fmt: skip
TONE_ICONS = {
    "neutral": "circle",
    "info": "info-circle-fill",
    "warning": "exclamation-triangle-fill",
    "success": "check-circle-fill",
    "danger": "x-circle-fill",
}
FILE_ICONS = {
    "pdf": "file-earmark-pdf",
    "xlsx": "file-earmark-spreadsheet",
    "jpg": "file-earmark-image",
    "jpeg": "file-earmark-image",
    "png": "file-earmark-image",
    "link": "link-45deg",
}
CONTROL_CLASSES = {
    "select": "form-select",
    "selectmultiple": "form-select",
    "checkbox": "form-check-input",
    "radioselect": "choices",
    "checkboxselectmultiple": "choices",
}


@register.filter
def points(value: Decimal | None) -> str:
    """Points with two decimals ("9,50"); not scored is a dash, because it is not 0."""
    return ABSENT if value in (None, "") else numbers.format_points(Decimal(value))


@register.filter
def count(value: int | None) -> str:
    """A whole number with groups of thousands ("1.250")."""
    return ABSENT if value in (None, "") else numbers.format_count(int(value))


@register.filter
def quantity(value: Decimal | None) -> str:
    """A measured amount without needless zeros ("12.345,6"); "KPS" where nothing occurred."""
    if value in (None, ""):
        return ABSENT
    return numbers.format_number(value if isinstance(value, Decimal) else Decimal(value))


@register.filter
def percent(ratio: Decimal | None) -> str:
    """A ratio (1 is the whole) as "98,72 %"."""
    return ABSENT if ratio in (None, "") else numbers.format_percent(Decimal(ratio))


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """A day as "05/12/2026", in the time zone of the program."""
    if not value:
        return ABSENT
    day = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{day:%d/%m/%Y}"


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """A moment as "10:32 ngày 05/12/2026", in the time zone of the program."""
    return f"{timezone.localtime(value):%H:%M ngày %d/%m/%Y}" if value else ABSENT


@register.filter
def file_icon(kind: str) -> str:
    """Icon name for a file's extension or "link"."""
    return FILE_ICONS.get(str(kind).lower().lstrip("."), "file-earmark")


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's input with the classes of our style and its errors announced."""
    css = CONTROL_CLASSES.get(field.widget_type, "form-control")
    return field.as_widget(attrs={"class": f"{css} is-invalid" if field.errors else css})


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """A picture of a sprite; silent for screen readers unless it has a label of its own."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    sheet = "icons/sprite-seldom.svg" if name in SELDOM else "icons/sprite.svg"
    use = format_html('<use href="{}#{}"></use>', static(sheet), name)
    return format_html('<svg class="icon" {}>{}</svg>', SafeString(meaning), use)


@register.simple_tag
def request_id() -> str:
    """Id of the request being answered: what a person reads out when reporting an error."""
    return current_request_id()


@register.simple_tag(takes_context=True)
def once(context: Context) -> SafeString:
    """The key of a page: its forms sent twice do once what they ask for; see core.sendings."""
    if (request := context.get("request")) is None:
        return SafeString()
    if not hasattr(request, "once_key"):
        request.once_key = uuid4().hex
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, request.once_key)


@register.simple_tag
@lru_cache(maxsize=512)
def state_badge(label: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A state as word, icon and colour; tone: neutral, info, warning, success or danger."""
    values = {"label": label, "tone": tone, "icon_name": icon or TONE_ICONS[tone]}
    return render_to_string("components/state_badge.html", values)


@register.inclusion_tag("components/deadline.html")
def deadline(due_on: date | None, done: bool = False) -> dict:
    """A due date with the days left; it runs to the end of its day, and lateness is in words."""
    days = (due_on - timezone.localdate()).days if due_on else None
    return {"due_on": due_on, "days": days, "late_days": -days if days else 0, "done": done}


def _box(name: str) -> Callable[..., SafeString]:
    """A block tag that puts its content into components/<name>.html."""

    def box(context: Context, content: SafeString, **values: object) -> SafeString:
        values["csrf_token"] = context.get("csrf_token")
        return render_to_string(f"components/{name}.html", {**values, "content": content})

    return register.simple_block_tag(box, takes_context=True, name=name)


card = _box("card")
confirm_dialog = _box("confirm_dialog")
table_wrapper = _box("table_wrapper")
