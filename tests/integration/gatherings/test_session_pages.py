"""Sessions on the desk, from planning to closing, as owner, partner, stranger and foreign county."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.asserts import assertRedirects
from tests.factories.campaign import ActivityFactory, CampaignUnitFactory
from tests.factories.gatherings import STARTS, SessionFactory, contact_of, held, picture
from tests.factories.people import UnitFactory, UserFactory

from ipweek.base import clock
from ipweek.campaign.domain import ledger
from ipweek.campaign.models import Activity, Fact
from ipweek.engines.gatherings.enums import CountMethod, SessionState
from ipweek.engines.gatherings.models import Session
from ipweek.people.enums import Role

pytestmark = pytest.mark.django_db
OVER = STARTS + timedelta(hours=3)
CLOSING = {
    "attendances": "120",
    "count_method": "counted",
    "copies": "80",
    "consultations": "",
    "outcome": "示例情况。",
}


@pytest.fixture
def activity() -> Activity:
    return ActivityFactory(kind="publicity", title="组织集中宣传")


@pytest.fixture
def session(activity: Activity) -> Session:
    return SessionFactory(
        activity=activity, unit=UnitFactory(county=True, name="甲县示例局"), title="展板巡展"
    )


@pytest.fixture
def owner(client: Client, session: Session) -> Client:
    client.force_login(contact_of(session.unit))
    return client


def address(session: Session, path: str = "") -> str:
    return f"/desk/c/{session.activity.campaign.slug}/sessions/{session.pk}/{path}"


def typed(session: Session, **changes) -> dict:
    return {
        "unit": session.unit_id,
        "title": "新场次",
        "place": "示例礼堂",
        "starts_at": "2022-04-22T14:30",
        "ends_at": "2022-04-22T16:00",
        "audience": "",
        "expected": "60",
        "district": "",
        "safety_note": "",
    } | changes


def new(activity: Activity) -> str:
    return f"/desk/c/{activity.campaign.slug}/activities/{activity.pk}/sessions/new/"


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors(response) -> dict[str, list[str]]:
    return {field: [str(one) for one in found] for field, found in response.context["form"].errors.items()}


# Who sees what


PATHS = ["", "edit/", "close/"]


@pytest.mark.parametrize("path", PATHS)
def test_strangers_are_sent_to_sign_in(client: Client, session: Session, path: str) -> None:
    target = address(session, path)

    assertRedirects(client.get(target), f"/accounts/login/?next={target}", fetch_redirect_response=False)


@pytest.mark.parametrize("path", [*PATHS, "move/", "photos/", "photos/1/", "photos/1/remove/"])
def test_a_foreign_county_finds_nothing(client: Client, session: Session, path: str) -> None:
    client.force_login(contact_of(UnitFactory(county=True)))
    get = {"photos/1/", *PATHS}

    found = client.get(address(session, path)) if path in get else client.post(address(session, path))
    assert found.status_code == 404


def test_the_owner_and_the_partner_see_it_only_the_owner_works_on_it(
    client: Client, session: Session
) -> None:
    partner = CampaignUnitFactory(campaign=session.activity.campaign).unit
    session.partners.add(partner)
    seen = {}
    for name, unit in (("owner", session.unit), ("partner", partner)):
        client.force_login(contact_of(unit))
        with clock.at(OVER):
            page = client.get(address(session))
            seen[name] = (
                page.status_code,
                page.context["may_edit"],
                client.get(address(session, "edit/")).status_code,
                client.post(address(session, "close/"), CLOSING).status_code,
            )

    assert seen == {"owner": (200, True, 200, 302), "partner": (200, False, 403, 403)}


@pytest.mark.parametrize("role", [Role.CHECKER, Role.LEADER, Role.EDITOR])
def test_who_only_looks_is_offered_nothing(client: Client, session: Session, role: str) -> None:
    client.force_login(UserFactory(role=role))

    context = client.get(address(session)).context
    assert (context["may_edit"], context["moves"], context["may_change"]) == (False, [], False)
    assert client.post(address(session, "move/"), {"act": "cancel", "reason": "x"}).status_code == 403


def test_a_session_is_found_in_its_own_campaign_only(owner: Client, session: Session) -> None:
    other = ActivityFactory().campaign

    assert owner.get(f"/desk/c/{other.slug}/sessions/{session.pk}/").status_code == 404


def test_the_activity_s_list_is_scoped(client: Client, session: Session) -> None:
    SessionFactory(activity=session.activity)
    joined = SessionFactory(activity=session.activity, partners=[session.unit])
    client.force_login(contact_of(session.unit))

    campaign = session.activity.campaign
    page = client.get(f"/desk/c/{campaign.slug}/activities/{session.activity_id}/work/")

    assert list(page.context["page"]) == [session, joined]


@pytest.mark.parametrize("number", [1, 30])
def test_the_activity_s_page_costs_the_same_for_one_and_thirty(
    client: Client, activity: Activity, django_assert_num_queries, number: int
) -> None:
    for _ in range(number):
        held(activity=activity, joint=True)
    client.force_login(UserFactory(role=Role.OFFICE))

    with django_assert_num_queries(10):
        client.get(f"/desk/c/{activity.campaign.slug}/activities/{activity.pk}/work/")


# Planning


def test_planning_in_local_time(owner: Client, session: Session, activity: Activity) -> None:
    partner = CampaignUnitFactory(campaign=activity.campaign).unit

    response = owner.post(new(activity), typed(session, partners=[partner.pk]))

    made = Session.objects.get(title="新场次")
    assertRedirects(response, address(made))
    assert made.starts_at == datetime(2022, 4, 22, 14, 30, tzinfo=clock.SHANGHAI)
    assert (made.unit, list(made.partners.all()), made.expected) == (session.unit, [partner], 60)


def test_what_is_over_goes_straight_to_its_closing_form(owner: Client, session: Session) -> None:
    with clock.at("2022-04-25"):
        response = owner.post(new(session.activity), typed(session))

    made = Session.objects.get(title="新场次")
    assertRedirects(response, address(made, "close/"), fetch_redirect_response=False)


def test_a_double_click_plans_one_session(owner: Client, session: Session) -> None:
    for _ in range(2):
        owner.post(new(session.activity), typed(session))

    assert Session.objects.filter(title="新场次").count() == 1


def test_a_contact_of_one_unit_is_not_asked_which(owner: Client, session: Session) -> None:
    form = owner.get(new(session.activity)).context["form"]

    assert form["unit"].is_hidden
    assert form["unit"].value() == session.unit.pk
    assert form["starts_at"].value().isoformat() == "2022-04-20T09:00:00"


def test_nobody_plans_for_a_foreign_unit(owner: Client, session: Session) -> None:
    foreign = CampaignUnitFactory(campaign=session.activity.campaign).unit

    response = owner.post(new(session.activity), typed(session, unit=foreign.pk))

    assert (response.status_code, list(errors(response))) == (422, ["unit"])
    assert Session.objects.count() == 1


def test_a_unit_outside_the_campaign_is_told_so(client: Client, activity: Activity) -> None:
    client.force_login(contact_of(UnitFactory()))

    response = client.get(new(activity))

    assert response.status_code == 422
    assert "您的单位不在本次活动周的单位名单中" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", None),
        ({"starts_at": "下周三"}, "starts_at", "请填写日期和时间，例如 2022-04-20 09:00。"),
        ({"ends_at": "2022-04-22T14:30"}, "ends_at", "结束时间应晚于开始时间，请修改。"),
        ({"expected": "-5"}, "expected", "不能是负数，请修改。"),
        ({"expected": "99999999"}, "expected", "预计人数超过一百万，请核对后重新填写。"),
        ({"expected": "9" * 30}, "expected", None),
        ({"partners": ["999999"]}, "partners", None),
        ({"title": "长" * 121}, "title", None),
        (
            {"starts_at": "2032-04-22T14:30", "ends_at": "2032-04-22T16:00"},
            "starts_at",
            "活动时间与活动周（2022-04-20至2022-04-26）相差超过六十天，请核对年份和月份。",
        ),
    ],
)
def test_a_wrong_plan_comes_back_with_what_was_typed(
    owner: Client, session: Session, changes: dict, field: str, sentence: str | None
) -> None:
    given = typed(session, **changes)

    response = owner.post(new(session.activity), given)

    assert (response.status_code, list(errors(response))) == (422, [field])
    assert sentence is None or errors(response)[field] == [sentence]
    form = response.context["form"]
    shown = {name: form[name].value() for name in given if name != "unit"}
    assert shown == {name: value for name, value in given.items() if name != "unit"}
    assert form.more_is_open() == (field == "partners")
    assert Session.objects.count() == 1


def test_changing_a_session(owner: Client, session: Session) -> None:
    shown = owner.get(address(session, "edit/")).content.decode()
    assert 'value="2022-04-21T09:00"' in shown

    response = owner.post(address(session, "edit/"), typed(session))

    assertRedirects(response, address(session))
    session.refresh_from_db()
    assert (session.title, session.place) == ("新场次", "示例礼堂")


def test_markup_in_a_title_is_shown_as_text(owner: Client, session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(title="<script>alert(1)</script>", place="<b>广场</b>")

    for path in ("", "edit/"):
        content = owner.get(address(session, path)).content.decode()
        assert "<script>alert" not in content
        assert "<b>广场" not in content


# Closing


def test_closing_on_the_page(owner: Client, session: Session) -> None:
    with clock.at(OVER):
        form = owner.get(address(session, "close/")).context["form"]
        response = owner.post(address(session, "close/"), CLOSING)

    assert form["outcome"].value() == "4月21日上午，甲县示例局在示例广场开展展板巡展，面向社会公众。"
    assert [form[name].value() for name in ("attendances", "count_method", "copies")] == [None, "", None]
    assertRedirects(response, address(session), fetch_redirect_response=False)
    totals = {total.metric: total.value for total in ledger.totals(session.activity.campaign)}
    assert totals == {"sessions": Decimal(1), "attendances": Decimal(120), "copies": Decimal(80)}


def test_a_double_click_closes_once(owner: Client, session: Session) -> None:
    with clock.at(OVER):
        answers = [owner.post(address(session, "close/"), CLOSING).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Fact.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"attendances": ""}, "attendances", None),
        ({"attendances": "-1"}, "attendances", "不能是负数，请修改。"),
        ({"attendances": "一百"}, "attendances", "请填写整数，例如 120。"),
        ({"attendances": "2000000"}, "attendances", "参加人次超过一百万，请核对后重新填写。"),
        ({"copies": "1e9"}, "copies", None),
        ({"count_method": ""}, "count_method", None),
        ({"count_method": "guessed"}, "count_method", None),
    ],
)
def test_a_wrong_closing_comes_back_with_what_was_typed(
    owner: Client, session: Session, changes: dict, field: str, sentence: str | None
) -> None:
    given = CLOSING | changes

    with clock.at(OVER):
        response = owner.post(address(session, "close/"), given)

    form = response.context["form"]
    assert (response.status_code, list(errors(response))) == (422, [field])
    assert sentence is None or errors(response)[field] == [sentence]
    assert {name: form[name].value() for name in given} == given
    assert Fact.objects.count() == 0


def test_what_has_not_begun_is_not_closed(owner: Client, session: Session) -> None:
    for response in (owner.get(address(session, "close/")), owner.post(address(session, "close/"), CLOSING)):
        assert response.status_code == 422
        assert "活动在4月21日09:00开始，结束后再来填写结项情况。" in response.content.decode()


def test_after_reopening_the_form_keeps_what_was_typed(owner: Client, activity: Activity) -> None:
    session = held(activity=activity)
    owner.force_login(contact_of(session.unit))
    with clock.at(OVER):
        owner.post(address(session, "move/"), {"act": "reopen", "reason": "人次填错"})
        form = owner.get(address(session, "close/")).context["form"]

    assert {name: form[name].value() for name in ("attendances", "count_method", "outcome")} == {
        "attendances": 120,
        "count_method": CountMethod.COUNTED,
        "outcome": "示例情况。",
    }


# Ways back


@pytest.mark.parametrize(
    ("act", "state", "sentence"),
    [
        ("cancel", SessionState.CANCELLED, "场次已取消，相关单位可以看到原因。"),
        ("postpone", SessionState.POSTPONED, "场次已延期，定下时间后请在这里重新安排。"),
    ],
)
def test_cancelling_and_postponing_with_a_reason(
    owner: Client, session: Session, act: str, state: str, sentence: str
) -> None:
    response = owner.post(address(session, "move/"), {"act": act, "reason": "天气原因"}, follow=True)

    session.refresh_from_db()
    assert (session.state, session.state_reason, told(response)) == (state, "天气原因", [sentence])
    assert "原因：天气原因" in response.content.decode()


def test_a_reason_is_needed_and_kept(owner: Client, session: Session) -> None:
    without = owner.post(address(session, "move/"), {"act": "cancel", "reason": " "})
    long = owner.post(address(session, "move/"), {"act": "cancel", "reason": "长" * 201})

    assert [(page.status_code, page.context["moves_open"]) for page in (without, long)] == [(422, True)] * 2
    assert long.context["reason_form"]["reason"].value() == "长" * 201
    session.refresh_from_db()
    assert session.state == SessionState.PLANNED


@pytest.mark.parametrize("act", ["", "close", "delete"])
def test_an_unknown_act_is_refused(owner: Client, session: Session, act: str) -> None:
    assert owner.post(address(session, "move/"), {"act": act, "reason": "x"}).status_code == 422


def test_an_act_that_is_not_possible_says_what_is(owner: Client, session: Session) -> None:
    response = owner.post(address(session, "move/"), {"act": "reopen", "reason": "x"})

    assert response.status_code == 422
    assert response.context["reason_form"].non_field_errors() == [
        "场次当前为“已计划”，不能撤销结项；现在可以：结项、取消、延期。"
    ]


def test_a_postponed_session_is_arranged_anew(owner: Client, session: Session) -> None:
    owner.post(address(session, "move/"), {"act": "postpone", "reason": "天气原因"})
    page = owner.get(address(session))
    assert (page.context["may_reschedule"], page.context["may_close"]) == (True, False)

    owner.post(address(session, "edit/"), typed(session))

    session.refresh_from_db()
    assert (session.state, session.state_reason) == (SessionState.PLANNED, "")


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("planned", {"may_close": True, "may_change": True, "may_reschedule": False}),
        ("held", {"may_close": False, "may_change": False, "may_reschedule": False}),
        ("cancelled", {"may_close": False, "may_change": False, "may_reschedule": False}),
        ("postponed", {"may_close": False, "may_change": False, "may_reschedule": True}),
    ],
)
def test_the_page_offers_what_is_possible(
    owner: Client, session: Session, state: str, offered: dict[str, bool]
) -> None:
    Session.objects.filter(pk=session.pk).update(state=state)

    with clock.at(OVER):
        context = owner.get(address(session)).context

    assert {name: context[name] for name in offered} == offered


# Photos


def add(client: Client, session: Session, *files: tuple[str, bytes], caption: str = ""):
    uploads = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(address(session, "photos/"), {"photos": uploads, "caption": caption})


def test_several_photos_at_once(owner: Client, session: Session) -> None:
    response = add(
        owner, session, ("a.jpg", picture(gps=True)), ("b.png", picture("red", kind="PNG")), caption="现场"
    )

    assertRedirects(response, address(session))
    first, second = session.photos.all()
    files = [owner.get(address(session, f"photos/{photo.pk}/")) for photo in (first, second)]
    assert [file["Content-Type"] for file in files] == ["image/jpeg", "image/png"]
    assert [file["X-Content-Type-Options"] for file in files] == ["nosniff"] * 2
    assert b"Exif" not in b"".join(files[0].streaming_content)
    assert len(b"".join(files[1].streaming_content)) > 0
    assert [photo.caption for photo in (first, second)] == ["现场"] * 2


def test_good_photos_are_kept_when_another_is_refused(owner: Client, session: Session) -> None:
    response = add(owner, session, ("a.jpg", picture()), ("b.heic", b"x" * 20))

    assert (response.status_code, session.photos.count()) == (422, 1)
    assert response.context["photo_form"].errors["photos"] == [
        "HEIC 照片请在手机上改存为 JPG（设置“兼容性最佳”）后重新上传。"
    ]


def test_without_a_photo_it_says_what_to_choose(owner: Client, session: Session) -> None:
    response = owner.post(address(session, "photos/"), {"caption": "现场"})

    assert response.status_code == 422
    assert "请选择“添加照片”。" in response.content.decode()


def test_removing_a_photo(owner: Client, session: Session) -> None:
    add(owner, session, ("a.jpg", picture()))
    photo = session.photos.get()

    response = owner.post(address(session, f"photos/{photo.pk}/remove/"), follow=True)

    assert told(response)[-1] == "照片已删除。"
    assert session.photos.count() == 0


def test_a_photo_whose_file_is_gone_is_not_found(owner: Client, session: Session) -> None:
    add(owner, session, ("a.jpg", picture()))
    photo = session.photos.get()
    photo.file.storage.delete(photo.file.name)

    assert owner.get(address(session, f"photos/{photo.pk}/")).status_code == 404


def test_a_photo_is_found_at_its_own_session_only(owner: Client, session: Session) -> None:
    add(owner, session, ("a.jpg", picture()))
    other = SessionFactory(activity=session.activity, unit=session.unit)

    assert owner.get(address(other, f"photos/{session.photos.get().pk}/")).status_code == 404


def test_the_list_of_activities_counts_sessions_in_scope(owner: Client, session: Session) -> None:
    SessionFactory(activity=session.activity)

    page = owner.get(f"/desk/c/{session.activity.campaign.slug}/activities/")

    (row,) = page.context["rows"]
    counted = {column.code: number for column, number in row.cells}
    assert counted["sessions"] == 1
