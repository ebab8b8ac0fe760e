"""Addresses of units, accounts and invitations."""

from django.urls import path

from ipweek.people.views import accounts, members, units

app_name = "people"
urlpatterns = [
    path("desk/units/", units.index, name="units"),
    path("desk/units/new/", units.new, name="unit_new"),
    path("desk/units/import/", members.upload, name="import"),
    path("desk/units/import/template.xlsx", members.template, name="import_template"),
    path("desk/units/import/<slug:key>/marked.xlsx", members.marked, name="import_marked"),
    path("desk/units/export.xlsx", members.export, name="export"),
    path("desk/units/<int:pk>/", units.unit, name="unit"),
    path("desk/units/<int:pk>/edit/", units.edit, name="unit_edit"),
    path("desk/units/<int:pk>/contact/", units.contact, name="contact"),
    path("desk/accounts/", accounts.index, name="accounts"),
    path("desk/accounts/invite/", accounts.invite, name="invite"),
    path("desk/accounts/grants/<int:pk>/end/", accounts.end_grant, name="end_grant"),
    path("desk/accounts/invitations/<int:pk>/revoke/", accounts.revoke, name="revoke"),
    path("accounts/invite/<str:token>/", accounts.accept, name="invitation"),
]
