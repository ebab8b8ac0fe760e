"""Acts on returns: every move of the lifecycle, every forbidden one, nothing twice and nothing lost."""

import io
import uuid

import pytest
from PIL import Image
from tests.factories.campaign import ObligationFactory
from tests.factories.gatherings import picture
from tests.factories.people import UserFactory
from tests.factories.reporting import BRIEF, ReturnFactory, accepted, checker, contact_of, handed_in

from ipweek.base import clock
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.models import AuditEntry
from ipweek.messages.models import Message
from ipweek.people.enums import Role
from ipweek.reporting.domain import content as contents
from ipweek.reporting.domain import returns
from ipweek.reporting.domain.lifecycle import RETURN
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return, ReturnVersion

pytestmark = pytest.mark.django_db
STATES = ("draft", "submitted", "sent_back", "accepted")
ACTS = {
    "submit": lambda found: returns.submit(found, by=writer(found)),
    "recall": lambda found: returns.recall(found, by=writer(found)),
    "send_back": lambda found: returns.send_back(found, reason="请补充。", by=checker()),
    "accept": lambda found: returns.accept(found, by=checker()),
    "reopen": lambda found: returns.reopen(found, reason="数字有误。", by=checker()),
    "save": lambda found: returns.save(found, BRIEF | {"title": "改后的标题"}, by=writer(found)),
    "attach": lambda found: returns.attach(found, data=picture(), name="照片.jpg", by=writer(found)),
}
ALLOWED = {
    ("draft", "submit"): "submitted",
    ("draft", "save"): "draft",
    ("draft", "attach"): "draft",
    ("submitted", "recall"): "draft",
    ("submitted", "send_back"): "sent_back",
    ("submitted", "accept"): "accepted",
    ("submitted", "submit"): "submitted",  # the same content again: a double click
    ("sent_back", "submit"): "submitted",
    ("sent_back", "save"): "sent_back",
    ("sent_back", "attach"): "sent_back",
    ("accepted", "reopen"): "sent_back",
    ("accepted", "accept"): "accepted",  # a double click
}


def brief(state="draft", **kwargs) -> Return:
    traits = {} if state == "draft" else {state: True}
    return ReturnFactory(obligation__deliverable__brief=True, **traits, **kwargs)


def writer(found):
    return contact_of(found.obligation.unit)


def state_of(found):
    return Return.objects.get(pk=found.pk).state


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_in_every_state(state, act):
    found = brief(state)
    target = ALLOWED.get((state, act))
    before = AuditEntry.objects.count()
    if target is None:
        with pytest.raises(Refusal):
            ACTS[act](found)
        assert state_of(found) == state
        assert AuditEntry.objects.count() == before
    else:
        ACTS[act](found)
        assert state_of(found) == target


def test_the_table_and_the_acts_agree():
    moves = {(line.source, line.act): line.target for line in RETURN.transitions}
    others = {("submitted", "submit"), ("accepted", "accept")}
    acts = {
        key: target
        for key, target in ALLOWED.items()
        if key[1] not in {"save", "attach"} and key not in others
    }
    assert moves == acts


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_a_stranger_may_do_nothing(act, state):
    found = brief(state)
    stranger = UserFactory(role=Role.CONTACT, role__unit=ObligationFactory().unit)
    tries = {
        "submit": lambda: returns.submit(found, by=stranger),
        "recall": lambda: returns.recall(found, by=stranger),
        "send_back": lambda: returns.send_back(found, reason="试", by=stranger),
        "accept": lambda: returns.accept(found, by=stranger),
        "reopen": lambda: returns.reopen(found, reason="试", by=stranger),
        "save": lambda: returns.save(found, BRIEF, by=stranger),
        "attach": lambda: returns.attach(found, data=picture(), name="照片.jpg", by=stranger),
    }
    with pytest.raises(NotAllowed):
        tries[act]()
    assert state_of(found) == state
    assert found.files.count() == 0


def test_a_contact_does_not_check_and_a_checker_does_not_write():
    found = brief("submitted")
    with pytest.raises(NotAllowed):
        returns.accept(found, by=writer(found))
    with pytest.raises(NotAllowed):
        returns.recall(found, by=checker())


class TestStart:
    def test_one_is_enough_for_a_summary(self):
        obligation = ObligationFactory()
        person = contact_of(obligation.unit)
        assert returns.start(obligation, by=person) == returns.start(obligation, by=person)

    def test_many_briefs_are_taken_but_one_form_is_one_brief(self):
        obligation = ObligationFactory(deliverable__brief=True)
        person, token = contact_of(obligation.unit), uuid.uuid4()
        first = returns.start(obligation, by=person, token=token)
        assert returns.start(obligation, by=person, token=token) == first
        assert returns.start(obligation, by=person, token=uuid.uuid4()) != first
        assert obligation.returns.count() == 2

    def test_the_office_says_why_it_hands_in_for_a_unit(self):
        obligation = ObligationFactory()
        office = UserFactory(role=Role.OFFICE)
        with pytest.raises(Refusal) as refused:
            returns.start(obligation, by=office, on_behalf_note="  ")
        assert (refused.value.field, refused.value.sentence) == (
            "on_behalf_note",
            "为其他单位代报时，请写明代报原因。",
        )
        assert returns.start(obligation, by=office, on_behalf_note="电话口述").on_behalf_note == "电话口述"

    def test_a_stranger_does_not_begin(self):
        with pytest.raises(NotAllowed):
            returns.start(ObligationFactory(), by=UserFactory(role=Role.LEADER))


class TestSave:
    def test_a_draft_may_be_wrong_and_incomplete(self):
        found = brief(content={})
        given = {
            "title": "只有标题",
            "day": "四月",
            "figures": {"copies": {"value": "很多", "bound": "exact"}},
        }
        assert returns.save(found, given, by=writer(found)).content == given

    def test_what_others_saved_meanwhile_is_not_overwritten(self):
        found = brief()
        seen = contents.digest(found.content)
        returns.save(found, BRIEF | {"text": "同事写的正文。"}, by=writer(found), seen=seen)
        with pytest.raises(Refusal, match="在别处修改过"):
            returns.save(found, BRIEF | {"text": "我写的正文。"}, by=writer(found), seen=seen)
        found.refresh_from_db()
        assert found.content["text"] == "同事写的正文。"
        again = returns.save(found, found.content, by=writer(found), seen=seen)
        assert again.content == found.content

    def test_fields_of_other_deliverables_and_control_characters_stay_out(self):
        found = brief(content={})
        given = {"title": " 标\x00题 ", "text": "一\r\n二\x07", "person": "示例人", "anything": 1}
        assert returns.save(found, given, by=writer(found)).content == {"title": "标题", "text": "一\n二"}


class TestSubmit:
    def test_a_version_is_frozen_with_its_files_and_hashed(self):
        found = brief()
        kept = returns.attach(found, data=picture(), name="照片.jpg", by=writer(found))
        version = returns.submit(found, by=writer(found))
        frozen = BRIEF | {"files": [{"name": "照片.jpg", "sha256": kept.sha256}]}
        assert (version.number, version.content) == (1, frozen)
        assert version.sha256 == contents.digest(frozen)
        assert version.submitted_at == clock.now()

    def test_a_double_click_is_one_version(self):
        found = brief()
        assert returns.submit(found, by=writer(found)) == returns.submit(found, by=writer(found))
        assert ReturnVersion.objects.count() == 1

    def test_what_is_not_fit_stays_a_draft(self):
        found = brief(content={"title": "只有标题"})
        with pytest.raises(Refusal) as refused:
            returns.submit(found, by=writer(found))
        assert refused.value.sentence == "请填写“活动日期”后再报送。"
        found.refresh_from_db()
        assert (found.state, found.content, found.versions.count()) == ("draft", {"title": "只有标题"}, 0)

    def test_the_first_submission_decides_the_time(self):
        found = brief("sent_back")
        first = found.first_submitted_at
        with clock.at("2022-05-10T09:00:00+08:00"):
            returns.submit(found, by=writer(found))
        found.refresh_from_db()
        assert found.first_submitted_at == first
        assert [version.number for version in found.versions.all()] == [1, 2]

    def test_a_summary_may_be_an_attached_document(self, tmp_path):
        from ipweek.papers import docx

        found = ReturnFactory(content={"title": "小结"})
        with pytest.raises(Refusal, match="请填写“正文”"):
            returns.submit(found, by=writer(found))
        returns.attach(found, data=docx.default_template(), name="小结.docx", by=writer(found))
        assert returns.submit(found, by=writer(found)).number == 1


class TestDecisions:
    def test_sending_back_needs_a_reason(self):
        found = brief("submitted")
        with pytest.raises(Refusal) as refused:
            returns.send_back(found, reason="  ", by=checker())
        assert refused.value.field == "reason"
        assert state_of(found) == ReturnState.SUBMITTED

    def test_the_unit_is_told_what_to_correct(self):
        found = handed_in(obligation__deliverable__brief=True)
        returns.send_back(found, reason="请补充参加人次。", by=checker())
        message = Message.objects.get()
        assert (message.recipient, message.subject) == ("contact@example.com", f"“{BRIEF['title']}”已退回")
        assert "请补充参加人次。" in message.body
        version = found.versions.get()
        assert (version.decision, version.reason, version.decided_by) == (
            "sent_back",
            "请补充参加人次。",
            checker(),
        )

    def test_a_version_nobody_read_is_not_accepted(self):
        found = handed_in(obligation__deliverable__brief=True)
        returns.recall(found, by=writer(found))
        returns.save(found, BRIEF | {"text": "改写过的正文。"}, by=writer(found))
        returns.submit(found, by=writer(found))
        with pytest.raises(Refusal, match="单位刚刚报送了第2版"):
            returns.accept(found, by=checker(), version=1)
        assert returns.accept(found, by=checker(), version=2).state == ReturnState.ACCEPTED

    def test_reopening_keeps_the_acceptance_readable(self):
        found = accepted(obligation__deliverable__brief=True)
        returns.reopen(found, reason="人次有误。", by=checker())
        version = found.versions.get()
        assert (version.decision, version.reopen_reason, version.reopened_by) == (
            "accepted",
            "人次有误。",
            checker(),
        )
        found.refresh_from_db()
        assert (found.state, found.accepted_at) == ("sent_back", None)

    def test_the_audit_names_every_move(self):
        found = accepted(obligation__deliverable__brief=True)
        returns.reopen(found, reason="人次有误。", by=checker())
        acts = list(AuditEntry.objects.of(found).order_by("pk").values_list("act", flat=True))
        assert acts == ["return.submit", "return.accept", "return.reopen"]


class TestAttachments:
    def test_place_and_device_of_a_photo_are_not_kept(self):
        found = brief()
        kept = returns.attach(found, data=picture(gps=True), name="现场.jpg", by=writer(found))
        with kept.file.open("rb") as file:
            data = file.read()
        assert kept.size == len(data)
        assert dict(Image.open(io.BytesIO(data)).getexif()) == {}

    def test_the_same_photo_twice_is_kept_once(self):
        found = brief()
        first = returns.attach(found, data=picture(), name="甲.jpg", by=writer(found))
        assert returns.attach(found, data=picture(), name="乙.jpg", by=writer(found)) == first

    def test_nine_are_enough(self):
        found = brief()
        for number in range(9):
            returns.attach(found, data=picture(f"#0000{number}0"), name=f"{number}.jpg", by=writer(found))
        with pytest.raises(Refusal) as refused:
            returns.attach(found, data=picture("white"), name="十.jpg", by=writer(found))
        assert refused.value.field == "files"
        assert found.files.count() == 9

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (b"", "空.jpg"),
            (b"MZ\x90\x00", "程序.jpg"),
            (b"<html></html>", "网页.html"),
            (b"PK\x03\x04", "宏.docx"),
        ],
    )
    def test_unsafe_files_are_refused(self, data, name):
        found = brief()
        with pytest.raises(Refusal):
            returns.attach(found, data=data, name=name, by=writer(found))
        assert found.files.count() == 0

    def test_removing_leaves_the_frozen_version_as_it_was(self):
        found = brief()
        kept = returns.attach(found, data=picture(), name="照片.jpg", by=writer(found))
        version = returns.submit(found, by=writer(found))
        returns.recall(found, by=writer(found))
        returns.detach(kept, by=writer(found))
        assert found.files.count() == 0
        assert version.content["files"] == [{"name": "照片.jpg", "sha256": kept.sha256}]

    def test_nothing_is_removed_from_what_is_being_checked(self):
        found = brief()
        kept = returns.attach(found, data=picture(), name="照片.jpg", by=writer(found))
        returns.submit(found, by=writer(found))
        with pytest.raises(Refusal):
            returns.detach(kept, by=writer(found))
        assert found.files.count() == 1
