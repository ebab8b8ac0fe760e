"""Acts on returns: start, save, submit, recall, send back, accept, reopen, attach, detach.

Every submission freezes a version; a decision belongs to the version it was taken on. What acceptance writes to the
ledger stands in facts.py.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ipweek.base import audit, clock, files
from ipweek.base.errors import Refusal
from ipweek.campaign.enums import DueRule
from ipweek.campaign.models import Obligation
from ipweek.messages.domain import outbox
from ipweek.people.domain import permissions
from ipweek.people.models import User
from ipweek.reporting.domain import content as contents
from ipweek.reporting.domain import facts
from ipweek.reporting.domain.lifecycle import RETURN
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return, ReturnFile, ReturnVersion

MANY = frozenset({DueRule.PROMPTLY, DueRule.EACH_ACTIVITY, DueRule.RECURRING})
EDITABLE = frozenset({ReturnState.DRAFT, ReturnState.SENT_BACK})
MOST_FILES = 9
PHOTOS = frozenset({"jpg", "png", "webp"})
PAPERS = frozenset({"pdf", "docx", "xlsx"})


@transaction.atomic
def start(
    obligation: Obligation, *, by: User, on_behalf_note: str = "", token: uuid.UUID | None = None
) -> Return:
    """Begin a return.

    Where one is enough (plan, summary) the existing one is returned, also to two who begin at the same moment; where
    many are taken (briefs) the same form sent twice is one return.

    Args:
        obligation: what is handed in, and for which unit.
        by: who writes.
        on_behalf_note: why the office hands in for a unit (代报); asked of everybody who does not belong to it.
        token: names the form this comes from.

    Raises:
        NotAllowed: when `by` may not write for the unit.
        Refusal: when the office hands in for a unit without saying why.
    """
    permissions.require(by, "return.write", obligation.unit)
    obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("deliverable__campaign", "unit")
        .get(pk=obligation.pk)
    )
    known = obligation.returns.filter(token=token).first() if token else None
    if known is None and not takes_many(obligation):
        known = obligation.returns.first()
    if known:
        return known
    if not permissions.belongs(by, obligation.unit) and not on_behalf_note.strip():
        raise Refusal("为其他单位代报时，请写明代报原因。", field="on_behalf_note")
    found = Return.objects.create(
        obligation=obligation, created_by=by, on_behalf_note=on_behalf_note.strip()[:200], token=token
    )
    _log("return.started", found, by)
    return found


def takes_many(obligation: Obligation) -> bool:
    """Whether a unit hands in many returns for this deliverable (及时, 每项活动结束后, 定期)."""
    return obligation.deliverable.due_rule in MANY


@transaction.atomic
def save(found: Return, given: Mapping[str, Any], *, by: User, seen: str = "") -> Return:
    """Keep the working copy, complete or not.

    Args:
        found: the return.
        given: the fields as typed.
        by: who writes.
        seen: digest of the content the writer began from; when somebody else has saved since, nothing is overwritten.

    Raises:
        Refusal: while it is being checked, once it is accepted, or when it was changed elsewhere meanwhile.
    """
    found = _locked(found, by, "return.write")
    fresh = contents.clean(found.obligation.deliverable.code, given)
    if fresh == found.content and found.state in {*EDITABLE, ReturnState.SUBMITTED}:
        return found
    if found.state not in EDITABLE:
        raise Refusal(
            f"这份报送{RETURN.label(found.state)}，不能修改；如需更正请先撤回，或联系联席会议办公室退回。"
        )
    if seen and seen != contents.digest(found.content):
        raise Refusal(
            "这份报送打开以后在别处修改过，本次没有保存，以免覆盖；核对后再按一次，即以本页内容为准。"
        )
    found.content = fresh
    found.save(update_fields=["content", "updated_at"])
    return found


@transaction.atomic
def submit(found: Return, *, by: User) -> ReturnVersion:
    """Hand the working copy in: it is checked and frozen with its attachments as the next version.

    The same content handed in twice (a double click) is one version.

    Raises:
        Refusal: when it is not fit to be handed in; what was typed stays saved.
    """
    found = _locked(found, by, "return.write")
    frozen = found.content | {
        "files": [{"name": kept.name, "sha256": kept.sha256} for kept in found.files.all()]
    }
    sha256 = contents.digest(frozen)
    last = found.versions.order_by("-number").first()
    if found.state == ReturnState.SUBMITTED and last and last.sha256 == sha256:
        return last
    move = RETURN.check(found.state, "submit")
    deliverable = found.obligation.deliverable
    documents = found.files.filter(kind__in=PAPERS).count()
    contents.check(deliverable.code, found.content, deliverable.campaign, documents=documents)
    now = clock.now()
    version = ReturnVersion.objects.create(
        parent=found,
        number=last.number + 1 if last else 1,
        content=frozen,
        sha256=sha256,
        submitted_by=by,
        submitted_at=now,
    )
    found.state = move.target
    found.first_submitted_at = found.first_submitted_at or now
    found.save()
    _log(move.event, found, by, {"version": version.number})
    return version


@transaction.atomic
def recall(found: Return, *, by: User) -> Return:
    """Take a submission back before it is decided; the frozen version stays in the trail."""
    found = _locked(found, by, "return.write")
    move = RETURN.check(found.state, "recall")
    found.state = move.target
    found.save()
    _log(move.event, found, by)
    return found


@transaction.atomic
def send_back(found: Return, *, reason: str, by: User, version: int | None = None) -> Return:
    """Send a submission back with a reason, which the unit reads and is told of."""
    found = _locked(found, by, "return.check")
    move = RETURN.check(found.state, "send_back")
    reason = _reason(reason)
    _decide(found, ReturnState.SENT_BACK, reason, by, version)
    found.state = move.target
    found.save()
    _log(move.event, found, by)
    _tell(found, "已退回", f"审核意见：\n\n{reason}\n\n请登录工作台修改后重新报送。")
    return found


@transaction.atomic
def accept(found: Return, *, by: User, remark: str = "", version: int | None = None) -> Return:
    """Accept a submission; the numbers of a brief go to the ledger. The same click twice changes nothing.

    Args:
        found: the return.
        by: who decides.
        remark: an opinion, if there is one.
        version: number of the version that was read; another one handed in meanwhile is not accepted unread.

    Raises:
        Refusal: when the return is not waiting for a decision, or not in this version.
    """
    found = _locked(found, by, "return.check")
    if found.state == ReturnState.ACCEPTED:
        return found
    move = RETURN.check(found.state, "accept")
    _decide(found, ReturnState.ACCEPTED, remark.strip(), by, version)
    found.state, found.accepted_at = move.target, clock.now()
    found.save()
    facts.record(found, by=by)
    _log(move.event, found, by)
    _tell(found, "已通过审核", f"审核意见：\n\n{remark.strip()}" if remark.strip() else "")
    return found


@transaction.atomic
def reopen(found: Return, *, reason: str, by: User) -> Return:
    """Send an accepted return back for correction: its facts are withdrawn until it is accepted again."""
    found = _locked(found, by, "return.check")
    move = RETURN.check(found.state, "reopen")
    reason = _reason(reason)
    version = _last(found)
    version.reopen_reason, version.reopened_by, version.reopened_at = reason, by, clock.now()
    version.save()
    facts.withdraw(found, by=by)
    found.state, found.accepted_at = move.target, None
    found.save()
    _log(move.event, found, by)
    _tell(found, "已退回更正", f"原因：\n\n{reason}\n\n请登录工作台修改后重新报送。")
    return found


def attach(found: Return, *, data: bytes, name: str, by: User) -> ReturnFile:
    """Add a photo or document to a return that may still be changed; the same file twice is kept once.

    Pictures are re-encoded without place and device. The file is checked and stored before the row is locked, so
    that nobody waits for a large photo.

    Raises:
        Refusal: for an unsafe, damaged or foreign file, too many files, or a return that cannot be changed.
    """
    permissions.require(by, "return.write", found.obligation.unit)
    checked, stored = files.accept(data, name, PHOTOS | PAPERS)
    with transaction.atomic():
        found = _locked(found, by, "return.write")
        known = found.files.filter(sha256=checked.sha256).first()
        if known:
            return known
        _check_changeable(found)
        if found.files.count() >= MOST_FILES:
            raise Refusal(f"每份报送最多 {MOST_FILES} 个附件，请先删除不需要的附件。", field="files")
        kept = ReturnFile.objects.create(
            parent=found,
            file=stored,
            name=checked.safe_name,
            kind=checked.kind,
            sha256=checked.sha256,
            size=checked.size,
        )
        _log("return.attached", found, by, {"file": kept.sha256})
    return kept


@transaction.atomic
def detach(kept: ReturnFile, *, by: User) -> None:
    """Remove an attachment from a return that may still be changed; versions handed in before keep naming it."""
    found = _locked(kept.parent, by, "return.write")
    _check_changeable(found)
    sha256 = kept.sha256
    kept.delete()
    _log("return.detached", found, by, {"file": sha256})


def _check_changeable(found: Return) -> None:
    if found.state not in EDITABLE:
        raise Refusal(f"这份报送{RETURN.label(found.state)}，附件不能再增减。", field="files")


def _decide(found: Return, decision: ReturnState, reason: str, by: User, number: int | None) -> None:
    version = _last(found)
    if number is not None and number != version.number:
        raise Refusal(f"单位刚刚报送了第{version.number}版，请看过新的内容再审核。")
    version.decision, version.reason = decision, reason
    version.decided_by, version.decided_at = by, clock.now()
    version.save()


def _last(found: Return) -> ReturnVersion:
    return found.versions.order_by("-number").select_related("submitted_by")[0]


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal("退回时请写明原因，单位会按它修改。", field="reason")
    return reason.strip()


def _locked(found: Return, by: User, act: str) -> Return:
    """The row as it is now, held until the transaction ends, so that two clicks follow one another."""
    permissions.require(by, act, found.obligation.unit)
    return (
        Return.objects.select_for_update(of=("self",))
        .select_related("obligation__unit", "obligation__deliverable__campaign")
        .get(pk=found.pk)
    )


def _tell(found: Return, what: str, words: str) -> None:
    """Mail to whoever handed the version in, if an address is known."""
    version = _last(found)
    if version.submitted_by and version.submitted_by.email:
        outbox.write(
            key=f"return:{found.pk}:v{version.number}:{what}",
            recipient=version.submitted_by.email,
            subject=f"“{found}”{what}"[:200],
            body=f"{found.obligation.unit.name}报送的“{found}”{what}。{words}\n",
        )


def _log(event: str, found: Return, by: User, data: dict[str, Any] | None = None) -> None:
    audit.record(
        event,
        found,
        by=by,
        summary=f"{found.obligation.unit.name} {found}",
        data=data,
        campaign_id=found.obligation.deliverable.campaign_id,
        unit_id=found.obligation.unit_id,
    )
