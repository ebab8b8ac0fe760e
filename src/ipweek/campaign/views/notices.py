"""Bringing a notice: upload or paste, and the notices brought before."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ipweek.base.errors import Refusal
from ipweek.campaign.domain import drafts
from ipweek.campaign.forms.upload import UploadForm
from ipweek.campaign.models import LaunchPlan
from ipweek.notice.domain import documents
from ipweek.people.domain.permissions import require
from ipweek.people.models import User

PER_PAGE = 20


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste the text; then the preview."""
    assert isinstance(request.user, User)
    require(request.user, "campaign.launch")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        try:
            row = _stored(form, request.user)
        except Refusal as refusal:
            form.add_error(
                refusal.field or ("file" if form.cleaned_data["file"] else "text"), refusal.sentence
            )
        else:
            return redirect("campaign:preview", row.pk)
    page = Paginator(drafts.earlier(), PER_PAGE).get_page(request.GET.get("page"))
    status = 422 if form.errors else 200
    return render(request, "campaign/upload.html", {"form": form, "page_obj": page}, status=status)


def _stored(form: UploadForm, user: User) -> LaunchPlan:
    file = form.cleaned_data["file"]
    if file:
        document = documents.store(file.read(), file.name, by=user)
    else:
        document = documents.store_text(form.cleaned_data["text"], by=user)
    return drafts.for_document(document, by=user)
