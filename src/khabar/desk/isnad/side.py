"""The panel's place beside the article's form, among Wagtail's side panels."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import Script
from wagtail.admin.ui.side_panels import BaseSidePanel


class StatementsSidePanel(BaseSidePanel):  # type: ignore[misc]
    """Filled by its script, which asks for the statements of what is saved; an answer of autosave leaves it alone."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        aria_label = "أظهر الأقوال المنسوبة أو أخفها"
        icon_name = "openquote"

    name = "isnad"
    title = "الأقوال المنسوبة"
    template_name = "desk/isnad/side.html"
    order = 200

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "article": self.object}

    @property
    def media(self) -> forms.Media:
        scripts: list[Any] = [Script("desk/js/isnad/isnad.mjs", type="module")]
        return forms.Media(css={"all": ["desk/css/isnad.css"]}, js=scripts)
