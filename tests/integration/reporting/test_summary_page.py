"""The summary on the desk: every figure leads to facts of the same total; building, fetching, template, scope."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.people import UserFactory
from tests.factories.reporting import contact_of
from tests.factories.summaries import finished_week
from tests.integration.reporting.conftest import signed_in

from ipweek.papers import docx
from ipweek.people.enums import Role
from ipweek.people.models import Unit
from ipweek.reporting.models import SummaryBuild, SummaryTemplate

FIGURE = re.compile(r'<a href="([^"]*/facts/[^"]*)">([^<]*?)</a>')
CARD = re.compile(r'<a class="figure[^"]*" href="([^"]*/facts/[^"]*)">.*?</a>', re.S)


@pytest.fixture
def campaign(db):
    return finished_week()


@pytest.fixture
def office(campaign):
    return signed_in(UserFactory(role=Role.OFFICE))


@pytest.fixture
def contact(campaign):
    return signed_in(contact_of(Unit.objects.get(name="示例县乙")))


def at(campaign, rest=""):
    return f"/desk/c/{campaign.slug}/summary/{rest}"


def digits(text):
    return Decimal("".join(re.findall(r"[\d.]", text)))


@pytest.mark.parametrize("who", ["office", "contact"])
def test_every_figure_leads_to_facts_of_the_same_total(campaign, who, request):
    client = request.getfixturevalue(who)
    response = client.get(at(campaign))
    page = response.content.decode()
    shown = [(unescape(url), digits(text)) for url, text in FIGURE.findall(page)]
    cards = {unescape(url) for url in CARD.findall(page)}
    totals = response.context["figures"]
    assert cards == {figure["url"] for figure in totals}
    shown += [(figure["url"], Decimal(figure["value"])) for figure in totals]
    assert len(shown) >= 6
    for url, value in shown:
        facts = client.get(url).context
        assert [total.value for _, total, *_ in facts["totals"]] == [value]
        assert sum(row.fact.value for row in facts["rows"]) == value


def test_the_page_states_gaps_and_hints(campaign, office):
    page = office.get(at(campaign)).content.decode()
    assert "宣传周活动小结尚缺1家：示例市丙局。" in page
    assert "示例县甲的小结所列合计与台账不一致，总结采用台账数。" in page


def test_building_gives_three_files_and_the_same_ones_again(campaign, office):
    for _ in range(2):
        response = office.post(at(campaign, "build/"), {"unit": campaign.office_id})
        assert response["Location"] == f"{at(campaign)}?unit={campaign.office_id}"
    made = SummaryBuild.objects.get()
    beginnings = {"docx": b"PK\x03\x04", "pdf": b"%PDF", "json": b"{\n"}
    for kind, beginning in beginnings.items():
        fetched = office.get(at(campaign, f"{made.pk}.{kind}"))
        body = b"".join(fetched.streaming_content) if fetched.streaming else fetched.content
        assert body.startswith(beginning)
        assert fetched["Content-Disposition"].startswith("attachment;")
    assert office.get(at(campaign, f"{made.pk}.exe")).status_code == 404


def test_the_day_under_the_paper_is_what_was_typed(campaign, office):
    office.post(at(campaign, "build/"), {"unit": campaign.office_id, "signed_on": "2022-05-05"})
    assert SummaryBuild.objects.get().data["signed_on"] == "2022-05-05"


def test_a_wrong_day_is_shown_at_its_field(campaign, office):
    response = office.post(at(campaign, "build/"), {"unit": campaign.office_id, "signed_on": "五月五日"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["signed_on"])
    assert not SummaryBuild.objects.exists()


def test_a_contact_sums_up_the_own_unit_only(campaign, contact, office):
    one = Unit.objects.get(name="示例县甲")
    office.post(at(campaign, "build/"), {"unit": one.pk})
    foreign = SummaryBuild.objects.get()
    assert contact.get(at(campaign)).context["unit"].name == "示例县乙"
    assert contact.get(f"{at(campaign)}?unit={one.pk}").status_code == 404
    assert contact.get(at(campaign, f"{foreign.pk}.pdf")).status_code == 404
    assert contact.post(at(campaign, "build/"), {"unit": one.pk}).status_code == 422
    assert SummaryBuild.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CHECKER, Role.EDITOR])
def test_who_may_not_build_is_told_so(campaign, role):
    client = signed_in(UserFactory(role=role))
    assert client.get(at(campaign)).status_code == 403
    assert client.post(at(campaign, "build/"), {"unit": campaign.office_id}).status_code == 403


class TestTemplate:
    def upload(self, client, campaign, data, name="自用模板.docx"):
        return client.post(at(campaign, "template/"), {"template": SimpleUploadedFile(name, data)})

    def test_down_up_and_back(self, campaign, office):
        fetched = office.get(at(campaign, "template/"))
        assert fetched.content == docx.default_template()
        assert self.upload(office, campaign, fetched.content).status_code == 302
        assert "正在使用：自用模板.docx" in office.get(at(campaign)).content.decode()
        office.post(at(campaign, "template/"), {"act": "reset"})
        assert "正在使用内置模板。" in office.get(at(campaign)).content.decode()

    @pytest.mark.parametrize(("data", "name"), [(b"no", "甲.docx"), (b"", "乙.docx"), (b"no", "丙.exe")])
    def test_a_bad_one_is_refused_at_its_field(self, campaign, office, data, name):
        response = self.upload(office, campaign, data, name)
        assert (response.status_code, list(response.context["template_form"].errors)) == (422, ["template"])
        assert not SummaryTemplate.objects.exists()

    def test_none_chosen(self, campaign, office):
        assert office.post(at(campaign, "template/"), {}).status_code == 422

    def test_contacts_do_not_touch_it(self, campaign, contact):
        assert contact.get(at(campaign, "template/")).status_code == 403
        assert self.upload(contact, campaign, docx.default_template()).status_code == 403
