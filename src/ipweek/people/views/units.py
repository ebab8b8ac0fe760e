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
    found = queries.with_contact(permissions.units_for(request.user, "unit.view"))
    chosen = forms.UnitFilter(request.GET)
    if chosen.is_valid():
        if chosen.cleaned_data["unit_class"]:
            found = found.filter(unit_class=chosen.cleaned_data["unit_class"])
        if chosen.cleaned_data["word"]:
            found = found.filter(name__icontains=chosen.cleaned_data["word"].strip())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(unit, mask_phone(unit.contact_mobile or unit.contact_phone or "")) for unit in page]
    context = {
        "page": page,
        "rows": rows,
        "filter": chosen,
        "may_edit": permissions.may(request.user, "unit.edit"),
    }
    return render(request, "people/units.html", context)


@login_required
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its data, present and former contacts, accounts."""
    scope = permissions.units_for(request.user, "unit.view")
    found = get_object_or_404(queries.with_history(queries.with_contact(scope)), pk=pk)
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
        "contact_form": forms.ContactForm() if may_edit else None,
    }
    return render(request, "people/unit.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Add a unit below one of those in the person's scope."""
    permissions.require(request.user, "unit.edit")
    form = forms.UnitForm(request.POST or None, parents=permissions.units_for(request.user, "unit.edit"))
    if request.method == "POST" and form.is_valid():
        try:
            found = acts.create(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, f"已添加{found.name}。", extra_tags="saved:unit-new")
            return redirect("people:unit", pk=found.pk)
    return render(
        request, "people/unit_edit.html", {"form": form, "unit": None}, status=422 if form.errors else 200
    )


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    found = get_object_or_404(permissions.units_for(request.user, "unit.edit"), pk=pk)
    form = forms.UnitForm(request.POST or None, instance=found, parents=Unit.objects.none())
    if request.method == "POST" and form.is_valid():
        try:
            acts.change(found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, "已保存。", extra_tags=f"saved:unit-{pk}")
            return redirect("people:unit", pk=pk)
    return render(
        request, "people/unit_edit.html", {"form": form, "unit": found}, status=422 if form.errors else 200
    )


@login_required
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Set or hand over a unit's contact."""
    found = get_object_or_404(permissions.units_for(request.user, "unit.edit"), pk=pk)
    current = found.contacts.filter(until=None).first()
    form = forms.ContactForm(request.POST or None, initial=_initial(current))
    if request.method == "POST" and form.is_valid():
        try:
            acts.set_contact(found, by=request.user, **form.cleaned_data)
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
