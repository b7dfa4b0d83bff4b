"""Synonyms: a list, a form that shows what it would change, and who changed what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from search import actions
from search.cms.forms import CANNOT_ANSWER, SynonymForm
from search.cms.policy import ByRole
from search.cms.preview import compare
from search.engines.base import SearchUnavailable
from search.models import Synonym
from search.permissions import can_tune_search

LIVE_PREVIEW = "search_synonyms:preview"


class Previewing:
    """The form can be asked what it would change; nothing typed is lost, nothing is saved."""

    comparisons = None

    def post(self, request, *args, **kwargs):
        if "action-preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object() if self.kwargs.get("pk") else None
        form = self.form = self.get_form()
        if form.is_valid():
            try:
                self.comparisons = compare(form.instance)
            except SearchUnavailable:
                messages.error(request, CANNOT_ANSWER)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        pk = self.object.pk if self.object else None
        address = reverse(LIVE_PREVIEW, args=[pk] if pk else [])
        return super().get_context_data(**kwargs) | {"comparisons": self.comparisons, "preview_url": address}

    def save_instance(self):
        return actions.save_synonym(self.form.save(commit=False), actor=self.request.user)


class SynonymCreateView(Previewing, generic.CreateView):
    def get_initial(self):
        """From a tried search: its words and its language."""
        names = ("lang", "typed")
        return super().get_initial() | {name: self.request.GET[name] for name in names if name in self.request.GET}


class SynonymEditView(Previewing, generic.EditView):
    pass


class SynonymDeleteView(generic.DeleteView):
    def delete_action(self):
        actions.delete_synonym(self.object, actor=self.request.user)


@require_POST
def live_preview(request, pk=None):
    """The same preview while one is typing, as a part of the page. It changes nothing."""
    if not can_tune_search(request.user):
        raise PermissionDenied
    synonym = get_object_or_404(Synonym, pk=pk) if pk else None
    form = SynonymForm(request.POST, instance=synonym, for_user=request.user)
    try:
        comparisons = compare(form.instance) if form.is_valid() else None
    except SearchUnavailable:
        return HttpResponse(CANNOT_ANSWER)
    return render(request, "search/cms/_preview.html", {"comparisons": comparisons})


class SynonymViewSet(ByRole, ModelViewSet):
    model = Synonym
    name = "search_synonyms"
    url_prefix = "search/synonyms"
    icon = "rotate"
    menu_label = _("Synonyms")
    add_view_class, edit_view_class, delete_view_class = SynonymCreateView, SynonymEditView, SynonymDeleteView
    create_template_name = edit_template_name = "search/cms/synonym_form.html"
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "typed",
        Column("means", label=_("Also finds")),
        Column("get_lang_display", label=_("Language"), sort_key="lang"),
        BooleanColumn("both_ways", label=_("Both ways"), sort_key="both_ways"),
        DateColumn("updated_at", label=_("Last changed"), sort_key="updated_at"),
    ]
    list_filter = ["lang"]
    search_fields = ["typed", "means"]
    ordering = ["typed"]

    def get_form_class(self, for_update=False):
        return SynonymForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("preview/", live_preview, name="preview"),
            path("preview/<int:pk>/", live_preview, name="preview"),
        ]
