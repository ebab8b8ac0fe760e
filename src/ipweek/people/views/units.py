"""Units and their contacts on the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ipweek.base.errors import Refusal
from ipweek.base.text import mask_phone
from ipweek.people import forms
from ipweek.people.domain import permissions, queries
from ipweek.people.domain import units as acts
from ipweek.people.models import Contact, Unit

PAGE = 50


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The units a person may see, with contacts (masked) and accounts."""
    permissions.require(request.user, "unit.view")
    chosen = forms.UnitFilter(request.GET)
    scope = permissions.units_for(request.user, "unit.view")
    page = Paginator(queries.with_contact(chosen.narrowed(scope)), PAGE).get_page(request.GET.get("page"))
    rows = [(unit, mask_phone(queries.phone(unit))) for unit in page]
    context = {
        "page": page,
        "rows": rows,
        "filter": chosen,
        "query": request.GET.urlencode(),
        "may_edit": permissions.may(request.user, "unit.edit"),
    }
    return render(request, "people/units.html", context)


@login_required
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its data, present and former contacts, accounts."""
    scope = permissions.units_for(request.user, "unit.view")
    found = get_object_or_404(queries.with_history(scope.select_related("parent", "district")), pk=pk)
    may_edit = permissions.may(request.user, "unit.edit", found)
    context = {
        "unit": found,
        "facts": [
            ("类别", found.get_unit_class_display()),
            ("上级单位", found.parent.name if found.parent else ""),
            ("所在区划", str(found.district or "")),
            ("统一社会信用代码", found.credit_code),
            ("状态", "在用" if found.active else "停用"),
        ],
        "contacts": found.contacts.all(),
        "grants": queries.grants_of(Unit.objects.filter(pk=found.pk)),
        "invite_url": f"{reverse('people:invite')}?unit={found.pk}",
        "may_edit": may_edit,
        "may_invite": permissions.may(request.user, "account.invite", found),
    }
    return render(request, "people/unit.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Add a unit below one of those in the person's scope."""
    permissions.require(request.user, "unit.edit")
    form = forms.UnitForm(request.POST or None, parents=permissions.units_for(request.user, "unit.edit"))
    if request.method == "POST" and form.is_valid():
        try:
            found = acts.create(by=permissions.person(request.user), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, f"已添加{found.name}。", extra_tags="saved:unit-new")
            return redirect("people:unit", pk=found.pk)
    return render(
        request,
        "people/unit_edit.html",
        {"form": form, "name": "", "back_url": reverse("people:units"), "draft": "unit-new"},
        status=422 if form.errors else 200,
    )


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    found = get_object_or_404(permissions.units_for(request.user, "unit.edit"), pk=pk)
    name = found.name  # checking the form writes what was typed onto the object
    parents = permissions.units_for(request.user, "unit.edit")
    form = forms.UnitForm(request.POST or None, instance=found, parents=parents)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change(found, by=permissions.person(request.user), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, "已保存。", extra_tags=f"saved:unit-{pk}")
            return redirect("people:unit", pk=pk)
    return render(
        request,
        "people/unit_edit.html",
        {
            "form": form,
            "name": name,
            "back_url": reverse("people:unit", kwargs={"pk": pk}),
            "draft": f"unit-{pk}",
        },
        status=422 if form.errors else 200,
    )


@login_required
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Set or hand over a unit's contact."""
    found = get_object_or_404(permissions.units_for(request.user, "unit.edit"), pk=pk)
    current = found.contacts.filter(until=None).first()
    form = forms.ContactForm(request.POST or None, initial=_initial(current))
    if request.method == "POST" and form.is_valid():
        try:
            acts.set_contact(found, by=permissions.person(request.user), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(
                request, "联络员已更新，原联络员保留在历史中。", extra_tags=f"saved:contact-{pk}"
            )
            return redirect("people:unit", pk=pk)
    return render(
        request, "people/contact.html", {"form": form, "unit": found}, status=422 if form.errors else 200
    )


def _initial(current: Contact | None) -> dict[str, str]:
    return {name: getattr(current, name) for name in acts.CONTACT_FIELDS} if current else {}
