"""The editing area: who enters, what it looks like, what comes of it."""

import html as entities
import json
import re

import pytest
from django.test import Client
from lxml import html
from tests.factories.campaign import CampaignFactory
from tests.factories.people import UnitFactory, UserFactory
from tests.integration.desk.pages import Shown
from wagtail.models import Page

from ipweek.people.domain import permissions
from ipweek.people.enums import Role
from ipweek.portal.domain import pages
from ipweek.portal.models import CampaignPage, PublicSite

pytestmark = pytest.mark.django_db

# Words of Latin letters that stand on a Chinese page by right.
LATIN = {"ICP", "editor", "Ctrl", "Alt", "Shift", "Enter", "Tab", "URL", "Esc", "esc", "min"}
# Fixed in Wagtail 8.0 and heard only: the label of the buttons beside a heading.
FIXED = {"Actions"}


@pytest.fixture
def page():
    return pages.open_page(CampaignFactory(slug="week", name="2022年示例宣传周"), None)


def browser(role, **fields):
    made = Client()
    made.force_login(UserFactory(role=role, **fields), backend="django.contrib.auth.backends.ModelBackend")
    return made


@pytest.fixture
def editor():
    return browser(Role.EDITOR, username="editor", name="示例编辑")


def screens(page):
    """The screens an editor meets."""
    front = page.get_parent().pk
    return [
        "/cms/",
        "/cms/pages/",
        f"/cms/pages/{front}/",
        f"/cms/pages/{page.pk}/edit/",
        f"/cms/pages/{page.pk}/history/",
        f"/cms/pages/{page.pk}/unpublish/",
        f"/cms/pages/{page.pk}/usage/",
        "/cms/settings/portal/publicsite/",
        "/cms/account/",
    ]


def settled(made, address):
    response = made.get(address, follow=True)
    assert response.status_code == 200, address
    return response


def test_people_of_units_and_without_the_right_are_refused_everywhere(page):
    unit = UnitFactory()
    strangers = [
        browser(Role.CONTACT, role__unit=unit),
        browser(Role.CHECKER),
        browser(Role.LEADER),
        browser(None),
        browser(None, is_superuser=True, is_staff=True),
    ]
    more = [
        "/cms/login/",
        "/cms/api/main/pages/",
        "/cms/jsi18n/",
        "/cms/sprite/",
        "/cms/nothing/",
        "/cms/password_reset/",
    ]
    answers = {made.get(address).status_code for made in strangers for address in screens(page) + more}

    assert answers == {403}
    refused = Shown.of(strangers[0].get("/cms/")).texts("//main//p")[0]
    assert refused == "您的账号没有“编辑公开页面”的权限，请联系联席会议办公室。"


def test_a_stranger_changes_nothing(page):
    made = browser(Role.CONTACT, role__unit=UnitFactory())

    answer = made.post(f"/cms/pages/{page.pk}/edit/", {"intro": "null", "action-publish": "1"})

    assert answer.status_code == 403
    assert CampaignPage.objects.get().revisions.count() == 1


@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/3/edit/", "/cms/login/", "/cms/password_reset/"])
def test_who_has_not_signed_in_goes_to_our_sign_in_page(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("role", [Role.OFFICE, Role.EDITOR])
def test_office_and_editors_reach_every_screen(page, role):
    made = browser(role)

    assert {made.get(address, follow=True).status_code for address in screens(page)} == {200}


def test_no_screen_calls_outside(page, editor):
    """Nothing is fetched from, nor linked to, another host."""
    for address in screens(page):
        text = entities.unescape(settled(editor, address).content.decode())
        found = set(re.findall(r"(?:https?:)?//(?!testserver)[\w.-]+\.[a-z]{2,}", text))
        assert found - {"http://www.w3.org"} == set(), address


def visible(response):
    root = html.fromstring(response.content.decode())
    for each in root.xpath(
        "//script | //style | //noscript | //svg | //template | //*[@hidden] | //head/*[not(self::title)]"
    ):
        each.drop_tree()
    shown = root.xpath("//@placeholder | //@aria-label | //input[@type='submit']/@value")
    return f"{root.text_content()} {' '.join(shown)}"


def test_every_screen_is_in_chinese(page, editor):
    for address in screens(page):
        words = set(re.findall(r"[A-Za-z]{3,}", visible(settled(editor, address))))
        assert words - LATIN - FIXED == set(), address


def test_the_name_and_colours_are_ours(page, editor):
    root = html.fromstring(editor.get("/cms/").content.decode())

    assert root.xpath("string(//title)").strip().endswith("宣传周工作台")
    logo = root.xpath("//template[@data-wagtail-sidebar-branding-logo]")[0]
    assert logo.text_content().strip() == "宣传周工作台"
    assert logo.xpath(".//svg | .//img") == []
    assert root.xpath("//link[@rel='icon' or @rel='shortcut icon']/@href") == ["/static/ui/favicon.svg"]
    assert root.xpath("//link[@href='/static/portal/editing.css']")


def test_the_menu_has_no_foreign_help_and_no_empty_shelves(page, editor):
    text = editor.get("/cms/").content.decode()

    assert [
        name for name in ('"help"', '"images"', '"documents"', '"reports"') if f'"name": {name}' in text
    ] == []
    assert '"explorer"' in text


def test_scripts_get_our_translations_too(page, editor):
    text = editor.get("/cms/jsi18n/own/").content.decode()

    assert '"Insert a block": "\\u63d2\\u5165\\u6bb5\\u843d"' in text
    assert "/cms/jsi18n/own/" in editor.get("/cms/").content.decode()


def test_the_editing_area_has_its_own_policy_and_our_pages_keep_theirs(page, editor):
    assert "'unsafe-inline'" in editor.get("/cms/")["Content-Security-Policy"]
    assert "unsafe-inline" not in editor.get("/w/week/")["Content-Security-Policy"]


def publish(made, page, text):
    """Send the editor's form with a rich text, as the page does."""
    blocks = [
        {
            "key": "aaaaa",
            "type": "unstyled",
            "text": text,
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [],
        }
    ]
    content = json.dumps({"blocks": blocks, "entityMap": {}})
    address = f"/cms/pages/{page.pk}/edit/"
    form = html.fromstring(made.get(address).content.decode()).xpath(
        "//form[@id='page-edit-form' or @data-edit-form]"
    )[0]
    fields = {name: value or "" for name, value in form.fields.items() if name}
    return made.post(address, {**fields, "intro": content, "action-publish": "action-publish"}, follow=True)


def test_an_introduction_published_by_an_editor_is_on_the_public_page(page, editor, client):
    publish(editor, page, "欢迎参加现场咨询。")

    shown = Shown.of(client.get("/w/week/"))
    assert shown.texts('//*[@id="intro"]//*[@class="prose"]') == ["欢迎参加现场咨询。"]
    assert CampaignPage.objects.get().live_revision.user.username == "editor"


def test_an_introduction_with_a_telephone_number_is_stopped(page, editor, client):
    response = publish(editor, page, "请联系13800000001。")

    assert CampaignPage.objects.get().intro == ""
    assert "正文中有电话、证件号码或邮箱，不能公开发布" in response.content.decode()


def test_pages_are_neither_made_nor_moved_by_hand(page, editor):
    front = page.get_parent().pk
    before = list(Page.objects.values_list("path", "title", "live"))

    editor.get(f"/cms/pages/add/portal/campaignpage/{front}/")
    for act in ("delete", "move", "copy"):
        editor.post(f"/cms/pages/{page.pk}/{act}/", {"new_title": "又一个", "new_slug": "more"})
    editor.post(f"/cms/pages/{front}/delete/")
    editor.post(f"/cms/pages/{front}/unpublish/")
    editor.post(f"/cms/bulk/wagtailcore/page/delete/?id={page.pk}&next=/cms/")

    assert list(Page.objects.values_list("path", "title", "live")) == before


def test_an_editor_fills_in_the_foot(page, editor):
    address = editor.get("/cms/settings/portal/publicsite/", follow=True).redirect_chain[-1][0]
    editor.post(address, {"organiser": "示例办公室", "site_code": "4109990001"})

    assert PublicSite.objects.get().organiser == "示例办公室"


def test_the_page_tree_leads_to_the_portal(page, client):
    answers = [client.get(address) for address in ("/week/", "/w/week")]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, "/w/week/"),
        (301, "/w/week/"),
    ]


def test_the_preview_shows_heading_and_introduction(page, editor, rf):
    page.intro = "<p>预览的文字</p>"

    response = page.make_preview_request(preview_mode=page.default_preview_mode)
    root = html.fromstring(response.content.decode())

    assert root.xpath("string(//*[@class='prose'])").strip() == "预览的文字"
    assert root.xpath("string(//h1)") == "2022年示例宣传周"


def test_the_right_of_the_table_names_the_refusal():
    assert permissions.ACTS["page.edit"] == "编辑公开页面"
