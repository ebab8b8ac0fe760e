"""What surrounds every request."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ipweek.base import calendar, logs
from ipweek.base.middleware import RequestIdMiddleware, WorkingCalendarMiddleware


def test_request_id_goes_in_and_out():
    seen = []

    def view(request):
        seen.append(logs.request_id())
        return HttpResponse()

    request = RequestFactory().get("/", headers={"x-request-id": "proxy-0001"})
    response = RequestIdMiddleware(view)(request)
    assert (seen, response["X-Request-Id"], logs.request_id()) == (["proxy-0001"], "proxy-0001", "")


def test_a_dangerous_request_id_is_replaced():
    request = RequestFactory().get("/", headers={"x-request-id": "<script>alert(1)</script>"})
    response = RequestIdMiddleware(lambda _: HttpResponse())(request)
    assert len(response["X-Request-Id"]) == 32


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 30])
def test_imported_years_cost_one_query_per_request(rows, django_assert_num_queries):
    def view(request):
        for day in range(1, rows + 1):
            calendar.describe(date(2022, 4, day))
        return HttpResponse()

    with django_assert_num_queries(1):
        WorkingCalendarMiddleware(view)(RequestFactory().get("/"))
