"""From an uploaded notice to a running campaign, page by page as a browser sends it, without scripts."""

import io
import json
import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.people import UnitFactory, UserFactory

from ipweek.campaign.models import Campaign, LaunchPlan, Obligation
from ipweek.people.domain import members
from ipweek.people.enums import Role
from ipweek.people.models import Unit

pytestmark = pytest.mark.django_db
NOTICE = Path(__file__).resolve().parents[3] / "examples" / "notice.txt"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600


@pytest.fixture
def office(client):
    user = UserFactory(role=Role.OFFICE)
    client.force_login(user)
    return user


@pytest.fixture
def row(client, office):
    client.post(reverse("campaign:upload"), {"file": SimpleUploadedFile("通知.txt", NOTICE.read_bytes())})
    return LaunchPlan.objects.get()


@pytest.fixture
def address(row):
    return reverse("campaign:preview", args=[row.pk])


def state_of(response):
    found = re.search(r'name="state" value="([^"]*)"', response.content.decode())
    return json.loads(unescape(found[1]))


def form_of(response):
    """What a browser would send back untouched."""
    state = state_of(response)
    asked = re.findall(r'name="(asked:[^"]+)" value="([^"]*)"', response.content.decode())
    return {**state["shown"], **{name: unescape(value) for name, value in asked}, "state": json.dumps(state)}


def confirmed(data):
    return data | {name.replace("asked:", "ok:", 1): "1" for name in data if name.startswith("asked:")}


def test_upload_leads_to_the_preview_and_creates_nothing(client, office):
    file = SimpleUploadedFile("通知.txt", NOTICE.read_bytes())
    response = client.post(reverse("campaign:upload"), {"file": file})
    row = LaunchPlan.objects.get()
    assert (response.status_code, response.url) == (302, reverse("campaign:preview", args=[row.pk]))
    assert (Campaign.objects.count(), Obligation.objects.count()) == (0, 0)


def test_the_same_file_again_is_the_same_plan(client, address):
    file = SimpleUploadedFile("另存.txt", NOTICE.read_bytes())
    response = client.post(reverse("campaign:upload"), {"file": file})
    assert (response.url, LaunchPlan.objects.count()) == (address, 1)


def test_pasted_text_is_read_too(client, office):
    client.post(reverse("campaign:upload"), {"text": NOTICE.read_text(encoding="utf-8")})
    assert LaunchPlan.objects.get().document.reading["start"] == "2022-04-20"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("", b"", "请选择通知文件，或在下面粘贴通知全文。"),
        (
            "旧.doc",
            OLD_WORD,
            "这是旧版 Word 或 WPS 文件，请用 WPS 或 Word 打开后另存为 .docx 再上传，或粘贴文本。",
        ),
        ("大.txt", b"0" * (50 * 1024 * 1024 + 1), "文件超过50 MB，请删去图片另存为 .docx，或只粘贴文本。"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(client, office, name, data, sentence):
    sent = {"file": SimpleUploadedFile(name, data)} if name else {}
    response = client.post(reverse("campaign:upload"), sent)
    assert (response.status_code, response.context["form"].errors) == (422, {"file": [sentence]})
    assert LaunchPlan.objects.count() == 0


def test_the_notice_stands_on_the_page_whole_and_escaped(client, office):
    text = NOTICE.read_text(encoding="utf-8").replace("各成员单位", "各<script>alert(1)</script>成员单位")
    client.post(reverse("campaign:upload"), {"text": text})
    row = LaunchPlan.objects.get()
    response = client.get(reverse("campaign:preview", args=[row.pk]))
    assert "".join(piece.text for piece in response.context["pieces"]) == row.document.text
    assert "<script>alert" not in response.content.decode()


def test_typed_markup_is_shown_as_typed(client, address):
    client.post(address, form_of(client.get(address)) | {"/name": "<b>周</b>", "act": "save"})
    page = client.get(address).content.decode()
    assert "&lt;b&gt;周&lt;/b&gt;" in page
    assert "<b>周</b>" not in page


def test_an_untouched_form_corrects_nothing(client, address, row):
    client.post(address, form_of(client.get(address)) | {"act": "save"})
    row.refresh_from_db()
    assert (row.corrections, row.confirmed) == ({}, {})


def test_correct_confirm_launch(client, address, row):
    UnitFactory(name="示例市司法局")
    data = confirmed(form_of(client.get(address))) | {"/name": "2022年宣传周", "act": "launch"}
    response = client.post(address, data)
    assert response.url == reverse("campaign:confirm", args=[row.pk])
    page = client.get(response.url)
    assert (len(page.context["plan"].activities), len(page.context["plan"].obligations)) == (10, 5)
    response = client.post(response.url)
    campaign = Campaign.objects.get()
    assert response.url == reverse("campaign:activities", args=[campaign.slug])
    assert (campaign.name, campaign.activities.count(), Obligation.objects.count()) == ("2022年宣传周", 10, 5)


def test_unconfirmed_it_stays_on_the_preview(client, address, row):
    response = client.post(address, form_of(client.get(address)) | {"act": "launch"})
    assert response.url == f"{address}#problems"
    response = client.post(reverse("campaign:confirm", args=[row.pk]))
    assert (response.url, Campaign.objects.count()) == (address, 0)


def test_autosave_answers_with_what_has_changed(client, address, row):
    data = form_of(client.get(address)) | {"/start": "2022-04-21"}
    response = client.post(address, data, headers={"HX-Request": "true"})
    redrawn = [control.pointer for control in response.context["redrawn"]]
    said = [control.pointer for control in response.context["said"]]
    # The proposed days of plan and person follow the start; what was typed is not drawn again.
    assert redrawn == [
        f"/deliverables/{index}/due/{name}" for index in (0, 1) for name in ("date", "effective")
    ]
    assert said == ["/start"]
    row.refresh_from_db()
    assert row.corrections == {"/start": "2022-04-21"}


def test_a_page_left_open_past_the_sign_in_says_so(client, address):
    data = form_of(client.get(address))
    client.logout()
    assert client.post(address, data, headers={"HX-Request": "true"}).status_code == 401
    assert client.get(address).url == f"{reverse('account_login')}?next={address}"


def test_a_typed_mistake_survives_reload(client, address):
    client.post(address, form_of(client.get(address)) | {"/end": "四月底", "act": "save"})
    assert state_of(client.get(address))["shown"]["/end"] == "四月底"


def test_the_reading_can_be_restored(client, address, row):
    client.post(address, form_of(client.get(address)) | {"/end": "四月底", "act": "save"})
    response = client.post(address, form_of(client.get(address)) | {"act": "reset:/end"})
    row.refresh_from_db()
    assert (response.url, row.corrections) == (f"{address}#f-end", {})


@pytest.mark.parametrize(
    ("act", "titles"),
    [
        ("remove:/activities/0", ["开展“专精特新”企业知识产权服务行动", "开展知识产权质押融资入园惠企行动"]),
        ("down:/activities/0", ["开展“专精特新”企业知识产权服务行动", "组织知识产权集中宣传"]),
        ("up:/activities/0", ["组织知识产权集中宣传", "开展“专精特新”企业知识产权服务行动"]),
    ],
)
def test_items_move_and_go(client, address, act, titles):
    client.post(address, form_of(client.get(address)) | {"act": act})
    plan = client.get(address).context["plan"]
    assert [activity.title for activity in plan.activities[:2]] == titles


def test_an_added_activity_can_be_filled(client, address):
    response = client.post(address, form_of(client.get(address)) | {"act": "add:activities"})
    assert response.url == f"{address}#activities-10"
    client.post(address, form_of(client.get(address)) | {"/activities/10/title": "启动仪式", "act": "save"})
    assert client.get(address).context["plan"].activities[-1].title == "启动仪式"


def test_a_launched_notice_leads_to_its_campaign(client, address, row):
    client.post(address, confirmed(form_of(client.get(address))) | {"act": "save"})
    client.post(reverse("campaign:confirm", args=[row.pk]))
    pages = reverse("campaign:activities", args=[Campaign.objects.get().slug])
    assert client.get(address).url == pages
    assert client.post(reverse("campaign:confirm", args=[row.pk])).url == pages
    assert Campaign.objects.count() == 1


def test_the_original_comes_back_as_it_was(client, row):
    response = client.get(reverse("campaign:original", args=[row.pk]))
    assert response.content == NOTICE.read_bytes()
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("role", [Role.CONTACT, Role.LEADER, Role.CHECKER])
def test_others_do_not_get_in(client, row, role):
    client.force_login(UserFactory(role=role))
    for name in ("preview", "confirm", "original"):
        assert client.get(reverse(f"campaign:{name}", args=[row.pk])).status_code == 403
    assert client.post(reverse("campaign:confirm", args=[row.pk])).status_code == 403
    assert Campaign.objects.count() == 0


def test_a_notice_with_two_hundred_activities_is_one_form(client, address, row):
    row.document.reading["activities"] = [
        {"title": f"示例活动{number}", "kinds": ["other"], "span": [0, 1]} for number in range(200)
    ]
    row.document.save()
    response = client.post(address, form_of(client.get(address)) | {"/name": "2022年宣传周", "act": "save"})
    row.refresh_from_db()
    assert (response.url, row.corrections) == (address, {"/name": "2022年宣传周"})


def test_a_member_list_waits_in_the_plan(client, address, row):
    where = reverse("campaign:members", args=[row.pk])
    response = client.post(where, {"file": SimpleUploadedFile("名单.xlsx", members.template())})
    assert (response.status_code, Unit.objects.count()) == (422, 1)
    response = client.post(where, {"file": SimpleUploadedFile("名单.xlsx", filled("示例市司法局"))})
    row.refresh_from_db()
    assert (response.url, [line["name"] for line in row.members]) == (f"{address}#members", ["示例市司法局"])
    assert len(client.get(address).context["plan"].obligations) == 5
    assert Unit.objects.count() == 1


def test_a_wrong_member_list_is_said_and_not_kept(client, row):
    where = reverse("campaign:members", args=[row.pk])
    response = client.post(where, {"file": SimpleUploadedFile("名单.xlsx", b"not a workbook")})
    row.refresh_from_db()
    assert (response.status_code, len(response.context["members_form"].errors["file"]), row.members) == (
        422,
        1,
        [],
    )


def filled(name):
    book = openpyxl.load_workbook(io.BytesIO(members.template()))
    titles = {
        cell.value.strip("*"): cell
        for line in book.active.iter_rows()
        for cell in line
        if isinstance(cell.value, str)
    }
    head = titles["单位全称"]
    book.active.delete_rows(head.row + 1, 20)
    book.active.cell(head.row + 1, head.column, name)
    book.active.cell(head.row + 1, titles["类别"].column, "成员单位")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
