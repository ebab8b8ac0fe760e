"""The registry of menu entries."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from ipweek.ui import navigation
from ipweek.ui.navigation import Entry, EntryError, Identity, Link, Switch

pytestmark = pytest.mark.urls("tests.unit.ui.urls")


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_switch", [])
    monkeypatch.setattr(navigation, "_identity", [])


def asked(path: str, signed_in: bool = True) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=signed_in, __str__=lambda _: "x")  # type: ignore[assignment]
    return request


def test_entries_come_in_order_with_groups_last_and_the_longest_address_current() -> None:
    navigation.register(Entry("plain", "简页", "ui:gallery-plain", order=5, group="其他"))
    navigation.register(Entry("all", "样例", "ui:gallery", icon="home", order=20, count=lambda _: 3))
    navigation.register(Entry("public", "公开页", "ui:gallery-public", order=10))
    assert navigation.links(asked("/ui/gallery/public/x"), "desk") == [
        Link("public", "公开页", "/ui/gallery/public/", "", "", 0, current=True),
        Link("all", "样例", "/ui/gallery/", "home", "", 3, current=False),
        Link("plain", "简页", "/ui/gallery/plain/", "", "其他", 0, current=False),
    ]


def test_permission_and_missing_arguments_hide_an_entry() -> None:
    navigation.register(Entry("signed", "登录可见", "ui:gallery"))
    navigation.register(Entry("everyone", "都可见", "ui:gallery-plain", permission=navigation.everyone))
    navigation.register(
        Entry(
            "code",
            "有编号",
            "ui:gallery-error",
            permission=navigation.everyone,
            arguments=lambda _: None,
        )
    )
    assert [link.code for link in navigation.links(asked("/", signed_in=False), "desk")] == ["everyone"]
    assert [link.code for link in navigation.links(asked("/"), "desk")] == ["everyone", "signed"]
    assert navigation.links(asked("/"), "user") == []


def test_arguments_reach_the_address() -> None:
    navigation.register(Entry("code", "有编号", "ui:gallery-error", arguments=lambda _: {"code": 404}))
    assert [link.url for link in navigation.links(asked("/"), "desk")] == ["/ui/gallery/error/404/"]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            Entry("a", "甲", "ui:gallery", place="left"),
            "a: place 'left' is none of ('desk', 'user', 'public')",
        ),
        (Entry("a", "甲", "ui:gallery", icon="unicorn"), "a: no icon 'unicorn'"),
    ],
)
def test_nonsense_is_refused(entry: Entry, sentence: str) -> None:
    with pytest.raises(EntryError) as refusal:
        navigation.register(entry)
    assert str(refusal.value) == sentence


def test_the_same_entry_may_come_twice_but_not_another_of_its_code() -> None:
    entry = navigation.register(Entry("a", "甲", "ui:gallery"))
    navigation.register(entry)
    with pytest.raises(EntryError, match=r"^desk/a is registered twice$"):
        navigation.register(Entry("a", "乙", "ui:gallery"))
    assert [link.label for link in navigation.links(asked("/"), "desk")] == ["甲"]


def test_switch_and_identity() -> None:
    assert navigation.switch(asked("/")) is None
    navigation.register_switch(lambda _: Switch("甲", (("甲", "/a/"),)))
    navigation.register_identity(lambda request: Identity("乙", request.path))
    assert navigation.switch(asked("/")) == Switch("甲", (("甲", "/a/"),))
    assert navigation.identity(asked("/x/")) == Identity("乙", "/x/")
