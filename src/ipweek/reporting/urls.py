"""Addresses of returns, the matrix and summaries on the desk."""

from django.urls import path

from ipweek.reporting.views import checking, matrix, returns, summary

app_name = "reporting"
urlpatterns = [
    path("c/<slug:slug>/returns/", returns.index, name="returns"),
    path("c/<slug:slug>/obligations/", returns.obligations, name="obligations"),
    path("c/<slug:slug>/obligations/<int:pk>/new/", returns.new, name="new"),
    path("c/<slug:slug>/returns/<int:pk>/", checking.detail, name="return"),
    path("c/<slug:slug>/returns/<int:pk>/edit/", returns.edit, name="edit"),
    path("c/<slug:slug>/returns/<int:pk>/files/<int:file>/", returns.file, name="file"),
    path("c/<slug:slug>/returns/<int:pk>/recall/", checking.recall, name="recall"),
    path("c/<slug:slug>/returns/<int:pk>/accept/", checking.accept, name="accept"),
    path("c/<slug:slug>/returns/<int:pk>/send-back/", checking.send_back, name="send_back"),
    path("c/<slug:slug>/returns/<int:pk>/reopen/", checking.reopen, name="reopen"),
    path("c/<slug:slug>/matrix/", matrix.matrix, name="matrix"),
    path("c/<slug:slug>/matrix/export.xlsx", matrix.export, name="matrix_export"),
    path("c/<slug:slug>/summary/", summary.summary, name="summary"),
    path("c/<slug:slug>/summary/build/", summary.build, name="summary_build"),
    path("c/<slug:slug>/summary/template/", summary.template, name="summary_template"),
    path("c/<slug:slug>/summary/<int:pk>.<slug:kind>", summary.download, name="summary_file"),
]
