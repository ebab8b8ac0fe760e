"""The member list on the desk: template, check, marked copy, confirmation."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from pytest_django.asserts import assertRedirects
from tests.factories.people import UnitFactory, UserFactory

from ipweek.papers import sheets
from ipweek.people.domain import members
from ipweek.people.enums import Role
from ipweek.people.models import Unit, User

pytestmark = pytest.mark.django_db
IMPORT = "/desk/units/import/"
GOOD = [
    {"name": "甲局", "unit_class": "成员单位", "contact": "示例甲", "mobile": "13800000001"},
    {"name": "乙县局", "unit_class": "县区", "parent": ""},
]


@pytest.fixture(autouse=True)
def head(client: Client) -> User:
    person = UserFactory(role=Role.OFFICE, role__unit=UnitFactory(office=True))
    client.force_login(person)
    return person


def upload(client: Client, data: bytes, name: str = "members.xlsx"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def book(*lines: dict) -> bytes:
    return sheets.export(lines, members.SHEET)


def names() -> list[str]:
    return list(Unit.objects.exclude(parent=None).values_list("name", flat=True))


def test_the_template_is_a_download(client: Client) -> None:
    response = client.get(f"{IMPORT}template.xlsx")

    assert response["Content-Disposition"] == 'attachment; filename="members.xlsx"'
    assert response.content == members.template()


def test_nothing_is_stored_before_it_is_confirmed(client: Client) -> None:
    UnitFactory(name="甲局")
    response = upload(client, book(*GOOD))

    context = response.context
    assert (context["step"], context["known"], context["fresh"], names()) == (3, 1, 1, ["甲局"])
    assert [(row["name"], row["class_name"], row["known"]) for row in context["rows"]] == [
        ("甲局", "成员单位", True),
        ("乙县局", "县区", False),
    ]

    response = client.post(IMPORT, {"confirm": context["key"]})
    assertRedirects(response, "/desk/units/")
    assert sorted(names()) == ["乙县局", "甲局"]


def test_a_confirmation_counts_once(client: Client) -> None:
    key = upload(client, book(*GOOD)).context["key"]
    client.post(IMPORT, {"confirm": key})
    Unit.objects.filter(name="甲局").update(short_name="改过")

    for again in (key, "0"):
        assertRedirects(client.post(IMPORT, {"confirm": again}), IMPORT)
    assert (len(names()), Unit.objects.get(name="甲局").short_name) == (2, "改过")


def test_a_newer_upload_replaces_the_waiting_one(client: Client) -> None:
    old = upload(client, book(*GOOD)).context["key"]
    new = upload(client, book({"name": "丙局", "unit_class": "成员单位"})).context["key"]

    client.post(IMPORT, {"confirm": old})
    assert names() == []
    client.post(IMPORT, {"confirm": new})
    assert names() == ["丙局"]


def test_another_person_cannot_confirm(client: Client) -> None:
    key = upload(client, book(*GOOD)).context["key"]
    other = Client()
    other.force_login(UserFactory(role=Role.OFFICE))

    other.post(IMPORT, {"confirm": key})

    assert names() == []


def test_errors_are_listed_and_nothing_is_half_imported(client: Client) -> None:
    wrong = {"name": "丁局", "unit_class": "成员单位", "email": "不是邮箱", "parent": "没有的局"}
    response = upload(client, book(*GOOD, wrong))

    assert (response.status_code, response.context["step"]) == (422, 2)
    assert [(error.cell, error.title) for error in response.context["errors"]] == [
        ("D4", "上级单位"),
        ("K4", "邮箱"),
    ]
    assert names() == []

    copy = client.get(response.context["marked_url"])
    assert copy["Content-Disposition"] == 'attachment; filename="members-marked.xlsx"'
    page = load_workbook(io.BytesIO(copy.content)).worksheets[0]
    assert page["L4"].value == (
        "D4（上级单位）：没有找到上级单位“没有的局”，请填写全称，或留空表示联席会议办公室。\n"
        "K4（邮箱）：邮箱格式不对，请写成 name@example.com 的样子。"
    )


def test_the_marked_copy_is_its_owner_s(client: Client) -> None:
    address = upload(client, book({"name": "丁局", "unit_class": "局"})).context["marked_url"]
    other = Client()
    other.force_login(UserFactory(role=Role.OFFICE))

    assert other.get(address).status_code == 404
    assert client.get(f"{IMPORT}0/marked.xlsx").status_code == 404


def without_class() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].append(["单位全称", "电话号码"])
    book.worksheets[0].append(["甲局", "1"])
    book.save(out)
    return out.getvalue()


def with_macro() -> bytes:
    out = io.BytesIO(book(*GOOD))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"", "选择的文件是空的，请重新选择。"),
        (b"no table at all", "文件不是.xlsx表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "这是旧版或加密的表格文件"),
        (without_class(), "表头与模板不一致：缺少“类别”；多出“电话号码”"),
        (with_macro(), "文件带有宏"),
        (members.template(), "名单里没有单位"),
        (book(), "名单里没有单位"),
        (b"PK\x03\x04" + b"\0" * (5 * 1024 * 1024), "文件超过 5 MB，不像是单位名单"),
        (b"0" * (50 * 1024 * 1024), "文件超过 5 MB，不像是单位名单"),
    ],
    ids=["empty", "text", "old", "columns", "macro", "template", "no rows", "large", "50 MB"],
)
def test_what_is_no_list_gets_a_sentence(client: Client, data: bytes, begins: str) -> None:
    response = upload(client, data)

    (sentence,) = response.context["form"].errors["file"]
    assert response.status_code == 422
    assert sentence[: len(begins)] == begins
    assert names() == []


def test_without_a_file_it_says_what_to_choose(client: Client) -> None:
    response = client.post(IMPORT, {})

    assert response.status_code == 422
    assert "请选择“填好的名单（.xlsx）”。" in response.content.decode()


def test_the_same_unit_twice_is_named(client: Client) -> None:
    response = upload(client, book(GOOD[0], GOOD[0]))

    assert [str(error) for error in response.context["errors"]] == [
        "A3（单位全称）：与A2重复，请删除或改正其中一个。"
    ]


def test_a_list_that_became_wrong_meanwhile_is_refused(client: Client) -> None:
    parent = UnitFactory(name="上级局")
    key = upload(client, book(GOOD[0], {**GOOD[1], "parent": "上级局"})).context["key"]
    Unit.objects.filter(pk=parent.pk).delete()

    response = client.post(IMPORT, {"confirm": key}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "没有找到“乙县局”的上级单位“上级局”，请重新上传名单。"
    ]
    assert names() == []
