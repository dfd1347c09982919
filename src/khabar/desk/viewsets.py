"""The desk's tables: articles, and what they are filed under."""

from typing import Any

from django.urls import path
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TitleFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from khabar.articles.models import Agency, Article, Author, Section, Topic
from khabar.desk.amending import AmendView
from khabar.desk.choosers import (
    AgencyChooserViewSet,
    ArticleChooserViewSet,
    FiledChooserViewSet,
    QuickChooserViewSet,
)
from khabar.desk.comparisons import ComparisonsView
from khabar.desk.embeds import EmbedsView
from khabar.desk.forms import FiledForm
from khabar.desk.isnad import views as isnad
from khabar.desk.listing import ArticleIndexView
from khabar.desk.panels import article_form
from khabar.desk.receipts.views import ReceiptView
from khabar.desk.refusals import ArticleReviewView
from khabar.desk.second import SecondView
from khabar.desk.views import (
    ArticleCreateView,
    ArticleEditView,
    ArticleUnpublishView,
    KillView,
    RestoreView,
)
from khabar.desk.wires.pictures import ArticlePicturesView

CODE_HELP = "رمز ثابت بحروف لاتينية، مثل: dpa"
NAME = TitleFieldPanel("name", placeholder="الاسم")
SLUG = FieldPanel("slug", help_text="يظهر في عنوان الصفحة على الموقع؛ اتركه فارغًا ليُصاغ من الاسم")


class ArticleViewSet(SnippetViewSet):  # type: ignore[misc]
    """Articles at `/desk/articles/`."""

    model = Article
    url_prefix = "articles"
    url_namespace = "articles"
    icon = "desk-article"
    menu_label = "الأخبار"
    menu_name = "articles"
    menu_order = 100
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 25
    edit_handler = article_form
    index_view_class = ArticleIndexView
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    unpublish_view_class = ArticleUnpublishView
    workflow_action_view_class = ArticleReviewView
    chooser_viewset_class = ArticleChooserViewSet

    def get_urlpatterns(self) -> list[Any]:
        acts = {"edit_url_name": self.get_url_name("edit"), "model": Article}
        return [
            *super().get_urlpatterns(),
            path("amend/<int:pk>/", AmendView.as_view(**acts), name="amend"),
            path("comparisons/<int:pk>/", ComparisonsView.as_view(**acts), name="comparisons"),
            path("embeds/<int:pk>/", EmbedsView.as_view(**acts), name="embeds"),
            path("kill/<int:pk>/", KillView.as_view(**acts), name="kill"),
            path("pictures/<int:pk>/", ArticlePicturesView.as_view(), name="pictures"),
            path("receipt/<int:pk>/", ReceiptView.as_view(**acts), name="receipt"),
            path("restore/<int:pk>/", RestoreView.as_view(**acts), name="restore"),
            path("second/<int:pk>/", SecondView.as_view(**acts), name="second"),
            path("statements/<int:pk>/", isnad.PageView.as_view(), name="statements"),
            path("statements/<int:pk>/panel/", isnad.PanelView.as_view(), name="statements_panel"),
            path("statements/<int:pk>/form/", isnad.FormView.as_view(), name="statements_form"),
            path("statements/<int:pk>/names/", isnad.NamesView.as_view(), name="statements_names"),
            path("statements/<int:pk>/act/", isnad.ActView.as_view(), name="statements_act"),
        ]


class _FiledViewSet(SnippetViewSet):  # type: ignore[misc]
    """What sections, topics, authors and agencies have in common."""

    copy_view_enabled = False
    list_per_page = 50
    chooser_per_page = 25
    search_fields = ["name", "slug"]
    search_backend_name = None
    list_display = ["name", "slug"]
    chooser_viewset_class = FiledChooserViewSet


class SectionViewSet(_FiledViewSet):
    """Sections, in the order of the portal's bar."""

    model = Section
    url_prefix = url_namespace = "sections"
    icon = "list-ul"
    list_display = ["name", "slug", "order"]
    ordering = ["order", "name"]
    edit_handler = ObjectList(
        [
            NAME,
            FieldPanel("description"),
            FieldRowPanel([SLUG, FieldPanel("order", help_text="الأصغر أولًا في شريط الأقسام")]),
        ],
        base_form_class=FiledForm,
    )


class TopicViewSet(_FiledViewSet):
    """Topics."""

    model = Topic
    url_prefix = url_namespace = "topics"
    icon = "tag"
    chooser_viewset_class = QuickChooserViewSet
    edit_handler = ObjectList(
        [NAME, FieldPanel("description"), FieldPanel("summary"), FieldPanel("explainer"), SLUG],
        base_form_class=FiledForm,
    )


class AuthorViewSet(_FiledViewSet):
    """People named in bylines."""

    model = Author
    url_prefix = url_namespace = "authors"
    icon = "user"
    chooser_viewset_class = QuickChooserViewSet
    edit_handler = ObjectList([NAME, FieldPanel("bio"), SLUG], base_form_class=FiledForm)


class AgencyViewSet(_FiledViewSet):
    """News agencies."""

    model = Agency
    url_prefix = url_namespace = "agencies"
    icon = "globe"
    list_display = ["name", "credit", "latin_name", "country"]
    search_fields = ["name", "credit", "latin_name", "slug"]
    chooser_viewset_class = AgencyChooserViewSet
    chooser_per_page = 100
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name", classname="title"), FieldPanel("credit")]),
            FieldRowPanel([FieldPanel("latin_name"), FieldPanel("country")]),
            FieldRowPanel([FieldPanel("website"), FieldPanel("slug", heading="الرمز", help_text=CODE_HELP)]),
        ]
    )


class FilingGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """The menu of what articles are filed under."""

    items = (SectionViewSet, TopicViewSet, AuthorViewSet, AgencyViewSet)
    menu_label = "التصنيف"
    menu_name = "filing"
    menu_icon = "folder-open-inverse"
    menu_order = 300
