"""Writing and checking returns through the pages: scope, nothing lost, nothing twice."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.gatherings import picture
from tests.factories.reporting import BRIEF, ReturnFactory, handed_in

from ipweek.base.models import AuditEntry
from ipweek.campaign.models import Fact
from ipweek.reporting.models import Return

BAD_HTML = "<script>alert(1)</script>"


def typed(**changes):
    return {**BRIEF, "act": "submit", "token": str(uuid.uuid4()), "n_attendances": "120", **changes}


def new(week):
    return week.url(f"obligations/{week.owed(week.brief, week.one).pk}/new/")


def photo(name="现场.jpg", colour="navy"):
    return SimpleUploadedFile(name, picture(colour, gps=True), content_type="image/jpeg")


def error_lines(response):
    form = response.context["form"]
    return {name: list(errors) for name, errors in form.errors.items()}


class TestWriting:
    def test_looking_at_the_form_stores_nothing(self, week, contact):
        assert contact.get(new(week)).status_code == 200
        assert not Return.objects.exists()

    def test_a_brief_with_two_photos_goes_in_with_one_press(self, week, contact):
        response = contact.post(new(week), typed(files=[photo(), photo("乙.jpg", "teal")]))
        found = Return.objects.get()
        assert response["Location"] == week.url(f"returns/{found.pk}/")
        assert (found.state, found.files.count(), found.versions.count()) == ("submitted", 2, 1)
        assert found.content == BRIEF | {"figures": {"attendances": {"value": "120", "bound": "exact"}}}

    def test_the_same_form_sent_twice_is_one_return(self, week, contact):
        given = typed()
        places = [contact.post(new(week), given | {"files": [photo()]})["Location"] for _ in range(2)]
        found = Return.objects.get()
        assert places == [week.url(f"returns/{found.pk}/")] * 2
        assert (found.versions.count(), found.files.count()) == (1, 1)

    def test_a_refused_submission_is_saved_and_shown_again(self, week, contact):
        response = contact.post(new(week), typed(day="", title="只差日期", files=[photo()]))
        assert response.status_code == 422
        assert error_lines(response) == {"day": ["请填写“活动日期”后再报送。"]}
        found = Return.objects.get()
        assert (found.state, found.content["title"], found.files.count()) == ("draft", "只差日期", 1)
        page = response.content.decode()
        assert 'value="只差日期"' in page
        assert "data-error-summary" in page

    def test_after_a_refusal_the_next_press_goes_through(self, week, contact):
        given = typed(day="")
        shown = contact.post(new(week), given)
        seen = shown.context["form"]["seen"].value()
        response = contact.post(new(week), given | {"day": "2022-04-21", "seen": seen})
        assert response["Location"] == week.url(f"returns/{Return.objects.get().pk}/")

    def test_what_cannot_be_read_is_kept_as_typed(self, week, contact):
        response = contact.post(new(week), typed(n_copies="很多很多", day="四月下旬", act="draft"))
        assert response.status_code == 422
        assert set(error_lines(response)) == {"day", "n_copies"}
        content = Return.objects.get().content
        assert (content["day"], content["figures"]["copies"]["value"]) == ("四月下旬", "很多很多")
        again = contact.get(week.url(f"returns/{Return.objects.get().pk}/edit/")).content.decode()
        assert "很多很多" in again
        assert contact.get(week.url(f"returns/{Return.objects.get().pk}/")).status_code == 200

    @pytest.mark.parametrize(
        ("number", "value", "bound"),
        [
            ("1,200", "1200", "exact"),
            ("１２００余", "1200", "more"),
            ("约300", "300", "approx"),
            ("近300", "300", "less"),
            ("1.2万", "12000", "exact"),
        ],
    )
    def test_numbers_may_be_written_as_people_do(self, week, contact, number, value, bound):
        contact.post(new(week), typed(n_attendances=number))
        assert Return.objects.get().content["figures"] == {"attendances": {"value": value, "bound": bound}}

    def test_one_tick_makes_all_numbers_estimates(self, week, contact):
        contact.post(new(week), typed(n_copies="80余", rough="on"))
        figures = Return.objects.get().content["figures"]
        assert {code: entry["bound"] for code, entry in figures.items()} == {
            "attendances": "approx",
            "copies": "more",
        }

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"n_attendances": "-5"}, "n_attendances"),
            ({"n_attendances": "99999999999"}, "n_attendances"),
            ({"n_attendances": "1e9"}, "n_attendances"),
            ({"day": "2012-04-21"}, "day"),
            ({"title": "字" * 300}, "title"),
        ],
    )
    def test_absurd_values_are_refused_at_their_field(self, week, contact, changes, field):
        response = contact.post(new(week), typed(**changes))
        assert response.status_code == 422
        assert list(error_lines(response)) == [field]
        assert Return.objects.get().state == "draft"
        assert not Fact.objects.exists()

    def test_a_bad_file_does_not_take_the_text_along(self, week, contact):
        bad = SimpleUploadedFile("表格.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100)
        response = contact.post(new(week), typed(files=[photo(), bad]))
        assert response.status_code == 422
        assert list(error_lines(response)) == ["files"]
        found = Return.objects.get()
        assert (found.state, found.content["text"], found.files.count()) == ("draft", BRIEF["text"], 1)

    def test_a_file_above_fifty_megabytes_is_not_even_read(self, week, contact, monkeypatch):
        from ipweek.base import files

        monkeypatch.setattr(files, "LARGEST", 1024 * 1024)
        large = SimpleUploadedFile("大.jpg", b"0" * (1024 * 1024 + 1))
        response = contact.post(new(week), typed(files=[large]))
        assert error_lines(response) == {"files": ["“大.jpg”超过1 MB，请压缩图片或拆分后重新上传。"]}

    def test_markup_in_text_stays_text(self, week, contact, office):
        contact.post(new(week), typed(title=BAD_HTML, text=BAD_HTML))
        found = Return.objects.get()
        for client, path in ((contact, "returns/"), (office, f"returns/{found.pk}/")):
            page = client.get(week.url(path)).content.decode()
            assert BAD_HTML not in page
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_an_attachment_is_removed_without_losing_what_was_typed(self, week, contact):
        contact.post(new(week), typed(act="draft", files=[photo()]))
        found = Return.objects.get()
        edit = week.url(f"returns/{found.pk}/edit/")
        contact.post(edit, typed(act=f"detach:{found.files.get().pk}", text="改过的正文。", seen=""))
        found.refresh_from_db()
        assert (found.files.count(), found.content["text"]) == (0, "改过的正文。")

    def test_two_windows_do_not_overwrite_each_other(self, week, contact):
        contact.post(new(week), typed(act="draft"))
        edit = week.url(f"returns/{Return.objects.get().pk}/edit/")
        seen = contact.get(edit).context["form"]["seen"].value()
        contact.post(edit, typed(act="draft", text="第一个窗口。", seen=seen))
        response = contact.post(edit, typed(act="draft", text="第二个窗口。", seen=seen))
        assert response.status_code == 422
        assert Return.objects.get().content["text"] == "第一个窗口。"
        assert "第二个窗口。" in response.content.decode()

    def test_the_autosave_key_is_dropped_when_the_server_has_it(self, week, contact):
        page = contact.get(new(week)).content.decode()
        key = f"return-new-{week.owed(week.brief, week.one).pk}"
        assert f'data-autosave="{key}"' in page
        shown = contact.post(new(week), typed(), follow=True).content.decode()
        assert f'data-autosave-done="{key}"' in shown

    def test_the_office_says_why_it_writes_for_a_unit(self, week, office):
        response = office.post(new(week), typed())
        assert error_lines(response) == {"on_behalf_note": ["为其他单位代报时，请写明代报原因。"]}
        assert not Return.objects.exists()
        office.post(new(week), typed(on_behalf_note="电话口述"))
        assert Return.objects.get().on_behalf_note == "电话口述"

    def test_a_summary_that_exists_is_opened_not_begun_again(self, week, contact):
        found = ReturnFactory(obligation=week.owed(week.summary, week.one))
        response = contact.get(week.url(f"obligations/{found.obligation_id}/new/"))
        assert response["Location"] == week.url(f"returns/{found.pk}/edit/")


class TestChecking:
    @pytest.fixture
    def found(self, week):
        return handed_in(obligation=week.owed(week.brief, week.one))

    def test_sending_back_without_a_reason_is_shown_at_the_field(self, week, checker, found):
        response = checker.post(week.url(f"returns/{found.pk}/send-back/"), {"reason": " ", "version": 1})
        assert response.status_code == 422
        assert error_lines(response) == {"reason": ["退回时请写明原因，单位会按它修改。"]}
        found.refresh_from_db()
        assert found.state == "submitted"

    def test_back_and_forth_until_it_is_accepted(self, week, checker, contact, found):
        checker.post(week.url(f"returns/{found.pk}/send-back/"), {"reason": "请写清人次。", "version": 1})
        edit = week.url(f"returns/{found.pk}/edit/")
        assert "请写清人次。" in contact.get(edit).content.decode()
        contact.post(edit, typed())
        checker.post(week.url(f"returns/{found.pk}/accept/"), {"version": 2})
        found.refresh_from_db()
        assert found.state == "accepted"
        trail = [item.title for item in checker.get(week.url(f"returns/{found.pk}/")).context["trail"]]
        assert trail == ["已通过（第2版）", "报送第2版", "已退回（第1版）", "报送第1版"]
        assert {(fact.metric, int(fact.value)) for fact in Fact.objects.all()} == {
            ("attendances", 120),
            ("sessions", 1),
        }
        frozen = checker.get(week.url(f"returns/{found.pk}/?version=1"))
        assert "参加" not in dict(frozen.context["rows"])

    def test_a_contact_does_not_accept(self, week, contact, found):
        assert contact.post(week.url(f"returns/{found.pk}/accept/"), {}).status_code == 403
        found.refresh_from_db()
        assert found.state == "submitted"

    def test_an_unknown_version_is_not_found(self, week, checker, found):
        assert checker.get(week.url(f"returns/{found.pk}/?version=7")).status_code == 404

    def test_telephone_numbers_are_hidden_from_who_neither_wrote_nor_checks(self, week, office):
        from tests.factories.campaign import DeliverableFactory, ObligationFactory
        from tests.factories.people import UserFactory
        from tests.integration.reporting.conftest import signed_in

        from ipweek.people.enums import Role

        plan = DeliverableFactory(campaign=week.campaign, plan=True)
        found = ReturnFactory(obligation=ObligationFactory(deliverable=plan, unit=week.one))
        found.content |= {"phone": "13800000001"}
        found.save()
        address = week.url(f"returns/{found.pk}/")
        leader = signed_in(UserFactory(role=Role.LEADER))
        assert dict(office.get(address).context["rows"])["联系电话"] == "13800000001"
        assert dict(leader.get(address).context["rows"])["联系电话"] == "138****0001"


@pytest.mark.parametrize("path", ["", "edit/", "files/{file}/"])
def test_foreign_returns_do_not_exist(week, stranger, path):
    found = ReturnFactory(obligation=week.owed(week.brief, week.one))
    from tests.factories.reporting import contact_of

    from ipweek.reporting.domain import returns

    kept = returns.attach(found, data=picture(), name="甲.jpg", by=contact_of(week.one))
    assert stranger.get(week.url(f"returns/{found.pk}/{path.format(file=kept.pk)}")).status_code == 404


@pytest.mark.parametrize("act", ["edit", "recall", "accept", "send-back", "reopen"])
def test_foreign_returns_are_not_touched(week, stranger, act):
    found = handed_in(obligation=week.owed(week.brief, week.one))
    before = AuditEntry.objects.count()
    assert stranger.post(week.url(f"returns/{found.pk}/{act}/"), {"reason": "试"}).status_code == 404
    assert AuditEntry.objects.count() == before


def test_nothing_is_begun_for_a_foreign_unit(week, stranger):
    assert stranger.post(new(week), typed()).status_code == 404
    assert not Return.objects.exists()


def test_a_contact_lists_only_the_own_unit(week, contact):
    own = ReturnFactory(obligation=week.owed(week.brief, week.one))
    ReturnFactory(obligation=week.owed(week.brief, week.two))
    assert list(contact.get(week.url("returns/")).context["page"]) == [own]
    assert {cell.obligation.unit for cell in contact.get(week.url("obligations/")).context["page"]} == {
        week.one
    }


def test_an_attachment_comes_as_a_download_with_its_own_type(week, contact):
    contact.post(new(week), typed(files=[photo()]))
    found = Return.objects.get()
    response = contact.get(week.url(f"returns/{found.pk}/files/{found.files.get().pk}/"))
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert response["Content-Disposition"].startswith("attachment;")
    assert io.BytesIO(b"".join(response.streaming_content)).read(3) == b"\xff\xd8\xff"


@pytest.mark.parametrize("path", ["returns/", "obligations/", "matrix/"])
def test_lists_take_the_same_queries_for_one_row_and_thirty(
    week, office, path, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.factories.campaign import CampaignUnitFactory, ObligationFactory

    ReturnFactory(obligation=week.owed(week.brief, week.one), accepted=True)
    office.get(week.url(path))
    with CaptureQueriesContext(
        connection,
    ) as one:
        office.get(week.url(path))
    for _ in range(29):
        unit = CampaignUnitFactory(campaign=week.campaign).unit
        ReturnFactory(obligation=ObligationFactory(deliverable=week.brief, unit=unit), accepted=True)
    with CaptureQueriesContext(connection) as thirty:
        office.get(week.url(path))
    assert len(one) == len(thirty)
