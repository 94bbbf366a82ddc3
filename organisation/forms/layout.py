"""The common look of this app's forms: crispy's layout with the field template of our own."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


class LaidOutForm:
    """Mixin of forms that templates show with {% crispy form %}; errors stand on top once more."""

    layout: tuple = ()

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = helper.disable_csrf = helper.form_show_errors = False
        helper.disable_csrf = True
        helper.field_template = "components/field.html"
        if self.layout:
            helper.layout = Layout(*self.layout)
        return helper
