"""What official paper keeps on one line."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Number and symbol of a paper, a short quoted name, an article, a span of years, a percentage,
# an arrow with what it leads to.
KEPT_TOGETHER = re.compile(
    r"\d+[-/][A-ZĐa-z]+[-/][A-ZĐ-]+|“[^”<>]{1,16}”|(?:Điều|điều) \d+|\d{4} - \d{4}"
    r"|\d[\d.,]* %|→ [-−]?\d[\d.,]*"
)


@register.filter
def unbroken(text: str) -> SafeString:
    """Escape `text` and keep numbers, symbols and short quoted names from breaking over lines.

    Spans are used, not hard spaces, so that search and copy in the PDF find plain text.
    """
    escaped = conditional_escape(text)
    return mark_safe(KEPT_TOGETHER.sub(r'<span class="unbroken">\g<0></span>', escaped))
