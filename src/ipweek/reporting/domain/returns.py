"""Acts on returns: start, save, submit, recall, send back, accept, reopen.

Every submission freezes a version; a decision belongs to the version it was taken on. An accepted brief writes its
numbers to the ledger with the rank of a brief, under the session it reports when there is one, so that a session
closed in ipweek and reported by a brief counts once.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from ipweek.base import audit, clock, files
from ipweek.base.errors import Refusal
from ipweek.campaign.domain import ledger
from ipweek.campaign.enums import Bound, DeliverableCode, DueRule, SourceRank
from ipweek.campaign.models import Obligation, Occurrence
from ipweek.messages.domain import outbox
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User
from ipweek.reporting.domain import content as contents
from ipweek.reporting.domain.lifecycle import RETURN
from ipweek.reporting.enums import ReturnState
from ipweek.reporting.models import Return, ReturnFile, ReturnVersion

MANY = frozenset({DueRule.PROMPTLY, DueRule.EACH_ACTIVITY, DueRule.RECURRING})
MOST_FILES = 9
ALLOWED_FILES = {"jpg", "png", "pdf", "docx", "xlsx"}


@transaction.atomic
def start(obligation: Obligation, *, by: User, on_behalf_note: str = "") -> Return:
    """Begin a return. Where one is enough (plan, summary) the existing one is returned, also on a second click.

    Raises:
        NotAllowed: when `by` may not write for the unit.
        Refusal: when the office hands in for a unit without saying why.
    """
    permissions.require(by, "return.write", obligation.unit)
    obligation = Obligation.objects.select_for_update(of=("self",)).select_related("deliverable", "unit").get(pk=obligation.pk)
    if obligation.deliverable.due_rule not in MANY:
        known = obligation.returns.first()
        if known:
            return known
    if not permissions.belongs(by, obligation.unit) and not on_behalf_note.strip():
        raise Refusal("为其他单位代报时，请写明代报原因。", field="on_behalf_note")
    found = Return.objects.create(obligation=obligation, created_by=by, on_behalf_note=on_behalf_note.strip())
    _log("return.started", found, by)
    return found


@transaction.atomic
def save(found: Return, given: Mapping[str, Any], *, by: User) -> Return:
    """Keep the working copy, complete or not. Raises Refusal while it is being checked or once accepted."""
    found = _locked(found, by, "return.write")
    if found.state not in {ReturnState.DRAFT, ReturnState.SENT_BACK}:
        raise Refusal(f"这份报送{RETURN.label(found.state)}，不能修改；如需更正请联系联席会议办公室退回。")
    found.content = contents.clean(found.obligation.deliverable.code, given)
    found.save(update_fields=["content", "updated_at"])
    return found


@transaction.atomic
def submit(found: Return, *, by: User) -> ReturnVersion:
    """Hand the working copy in: it is checked and frozen as the next version.

    Raises:
        Refusal: when it is not fit to be handed in; what was typed stays saved.
    """
    found = _locked(found, by, "return.write")
    move = RETURN.check(found.state, "submit")
    deliverable = found.obligation.deliverable
    contents.check(deliverable.code, found.content, deliverable.campaign)
    now = clock.now()
    version = ReturnVersion.objects.create(
        parent=found,
        number=found.versions.count() + 1,
        content=found.content,
        sha256=contents.digest(found.content),
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
def send_back(found: Return, *, reason: str, by: User) -> Return:
    """Send a submission back with a reason, which the unit reads and is told of."""
    found = _locked(found, by, "return.check")
    move = RETURN.check(found.state, "send_back")
    _decide(found, ReturnState.SENT_BACK, _reason(reason), by)
    found.state = move.target
    found.save()
    _log(move.event, found, by, {"reason": reason})
    _tell(found, "退回修改", reason)
    return found


@transaction.atomic
def accept(found: Return, *, by: User, remark: str = "") -> Return:
    """Accept a submission; the numbers of a brief go to the ledger. The same click twice changes nothing.

    Raises:
        Refusal: when the return is not waiting for a decision.
    """
    found = _locked(found, by, "return.check")
    if found.state == ReturnState.ACCEPTED:
        return found
    move = RETURN.check(found.state, "accept")
    _decide(found, ReturnState.ACCEPTED, remark.strip(), by)
    found.state, found.accepted_at = move.target, clock.now()
    found.save()
    if found.obligation.deliverable.code in {DeliverableCode.BRIEF, DeliverableCode.COVERAGE}:
        _record(found, by)
    _log(move.event, found, by)
    return found


@transaction.atomic
def reopen(found: Return, *, reason: str, by: User) -> Return:
    """Send an accepted return back for correction: its facts are withdrawn until it is accepted again."""
    found = _locked(found, by, "return.check")
    move = RETURN.check(found.state, "reopen")
    reason = _reason(reason)
    for occurrence in Occurrence.objects.filter(facts__source=source_of(found), facts__withdrawn_at=None).distinct():
        ledger.withdraw(occurrence, source=source_of(found), by=by)
    found.state, found.accepted_at = move.target, None
    found.save()
    _log(move.event, found, by, {"reason": reason})
    _tell(found, "退回更正", reason)
    return found


@transaction.atomic
def attach(found: Return, *, data: bytes, name: str, by: User) -> ReturnFile:
    """Add a photo or document to a return that may still be changed; the same file twice is kept once."""
    found = _locked(found, by, "return.write")
    if found.state not in {ReturnState.DRAFT, ReturnState.SENT_BACK}:
        raise Refusal(f"这份报送{RETURN.label(found.state)}，不能再添加附件。")
    checked = files.inspect(data, name, ALLOWED_FILES)
    known = found.files.filter(sha256=checked.sha256).first()
    if known:
        return known
    if found.files.count() >= MOST_FILES:
        raise Refusal(f"每份报送最多 {MOST_FILES} 个附件，请先删除不需要的附件。", field="files")
    if checked.kind in {"jpg", "png"}:
        data, suffix = files.clean_image(data), "jpg"
    else:
        suffix = checked.kind
    kept = ReturnFile(
        parent=found, name=checked.safe_name, kind=checked.kind, sha256=checked.sha256, size=len(data)
    )
    kept.file.save(f"{checked.sha256[:32]}.{suffix}", ContentFile(data))
    return kept


@transaction.atomic
def detach(kept: ReturnFile, *, by: User) -> None:
    """Remove an attachment from a return that may still be changed."""
    found = _locked(kept.parent, by, "return.write")
    if found.state not in {ReturnState.DRAFT, ReturnState.SENT_BACK}:
        raise Refusal(f"这份报送{RETURN.label(found.state)}，不能再删除附件。")
    kept.delete()
    _log("return.detached", found, by, {"file": kept.sha256})


def source_of(found: Return) -> str:
    """How the facts of a return name their source."""
    return f"return:{found.pk}"


def _record(found: Return, by: User) -> None:
    content, obligation = found.content, found.obligation
    campaign = obligation.deliverable.campaign
    values = contents.figures(content)
    if obligation.deliverable.code == DeliverableCode.COVERAGE:
        values = {"stories": (Decimal(1), Bound.EXACT.value)}
    else:
        values["sessions"] = (Decimal(1), Bound.EXACT.value)
    activity = campaign.activities.filter(pk=content.get("activity")).first()
    known = Occurrence.objects.filter(
        campaign=campaign, pk=content.get("occurrence"), units=obligation.unit
    ).first()
    what = known or ledger.occurrence(
        campaign=campaign,
        key=source_of(found),
        title=content["title"],
        day=date.fromisoformat(content["day"]),
        unit=obligation.unit,
        units=Unit.objects.filter(pk__in=content.get("partners", []), memberships__campaign=campaign),
        activity=activity,
        place=content.get("place", ""),
    )
    ledger.record(what, source=source_of(found), rank=SourceRank.BRIEF, values=values, by=by)


def _decide(found: Return, decision: ReturnState, reason: str, by: User) -> None:
    version = found.versions.order_by("-number")[0]
    version.decision, version.reason = decision, reason
    version.decided_by, version.decided_at = by, clock.now()
    version.save()


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


def _tell(found: Return, what: str, reason: str) -> None:
    """Mail to whoever handed the version in, if an address is known."""
    version = found.versions.order_by("-number").select_related("submitted_by")[0]
    if version.submitted_by and version.submitted_by.email:
        outbox.write(
            key=f"return:{found.pk}:v{version.number}:{what}",
            recipient=version.submitted_by.email,
            subject=f"“{found}”{what}",
            body=f"{found.obligation.unit.name}报送的“{found}”需要修改，意见如下：\n\n{reason}\n\n请登录工作台修改后重新报送。\n",
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
