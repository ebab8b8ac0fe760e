"""Behind a proxy the visitor's own address counts, and only a trusted proxy may tell it."""

import runpy
from typing import Any

import pytest
from tests.unit.house.tree import SOURCE


@pytest.mark.parametrize(
    ("peer", "told", "counted", "scheme"),
    [
        ("127.0.0.1", "192.0.2.7", "192.0.2.7", "https"),
        ("::1", "192.0.2.7", "192.0.2.7", "https"),
        ("127.0.0.1", "203.0.113.9, 192.0.2.7", "192.0.2.7", "https"),  # the first was made up by the visitor
        ("192.0.2.1", "192.0.2.7", "192.0.2.1", "http"),
    ],
)
def test_whose_address_counts(
    monkeypatch: pytest.MonkeyPatch, peer: str, told: str, counted: str, scheme: str
) -> None:
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "django.core.wsgi.get_wsgi_application", lambda: lambda environ, _: seen.append(environ)
    )
    application = runpy.run_path(str(SOURCE / "config" / "wsgi.py"))["application"]

    application(
        {
            "REMOTE_ADDR": peer,
            "HTTP_X_FORWARDED_FOR": told,
            "HTTP_X_FORWARDED_PROTO": "https",
            "wsgi.url_scheme": "http",
        },
        None,
    )

    assert [(each["REMOTE_ADDR"], each["wsgi.url_scheme"]) for each in seen] == [(counted, scheme)]
