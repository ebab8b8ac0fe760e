"""Acts on summaries: build one, put an own Word template in place of the built-in one."""

import hashlib
from datetime import date

from django.db import transaction

from ipweek.base import audit, files
from ipweek.base.errors import Refusal
from ipweek.campaign.models import Campaign
from ipweek.papers import docx, pdf
from ipweek.people.domain import permissions
from ipweek.people.models import Unit, User
from ipweek.reporting.domain.summary import data as summary_data
from ipweek.reporting.domain.summary.narrative import document
from ipweek.reporting.models import SummaryBuild, SummaryTemplate

PARTS = ("标题", "正文", "表格", "附件说明", "署名", "成文日期", "附件")
"""What a summary carries; an own template must not lose words of these."""


def build(campaign: Campaign, unit: Unit, *, by: User | None, signed_on: date | None = None) -> SummaryBuild:
    """Build the summary of a unit, or return the former build when nothing has changed since.

    The papers are made outside the transaction (they take seconds); two builds at once end in one row.

    Args:
        campaign: what is summed up.
        unit: who reports; the office for the whole campaign.
        by: who builds; None for the command line of the operator.
        signed_on: the day under the paper.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: when the template or a character cannot be printed.
    """
    if by is not None:
        permissions.require(by, "summary.build", unit)
    template = campaign.summary_templates.first()
    data = summary_data.collect(campaign, unit, signed_on=signed_on)
    paper = document(data)
    # The words count as well as the data: a later release may say the same data better.
    key = f"{summary_data.digest(data)}{paper!r}{template.sha256 if template else ''}"
    sha256 = hashlib.sha256(key.encode()).hexdigest()
    builds = SummaryBuild.objects.filter(campaign=campaign, unit=unit, sha256=sha256)
    known = builds.first()
    if known:
        return known
    word = files.store(docx.render(paper, template_bytes(campaign) if template else None), "docx")
    portable = files.store(pdf.render(paper), "pdf")
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        known = builds.first()
        if known:
            return known
        made = SummaryBuild.objects.create(
            campaign=campaign, unit=unit, data=data, sha256=sha256, docx=word, pdf=portable, built_by=by
        )
        audit.record(
            "summary.built", made, by=by, summary=str(made), campaign_id=campaign.pk, unit_id=unit.pk
        )
    return made


def template_bytes(campaign: Campaign) -> bytes:
    """The Word template in use: the office's own or the built-in one, to start an own one from."""
    own = campaign.summary_templates.first()
    if own is None:
        return docx.default_template()
    with own.file.open("rb") as file:
        return bytes(file.read())


def set_template(campaign: Campaign, *, data: bytes, name: str, by: User) -> SummaryTemplate:
    """Use the office's own Word template from now on.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: when the file is unsafe or would lose words of a summary.
    """
    permissions.require(by, "summary.template")
    checked = files.inspect(data, name, {"docx"})
    docx.lint_template(data, PARTS)
    stored = files.store(data, "docx")
    with transaction.atomic():
        found = SummaryTemplate.objects.create(
            campaign=campaign, file=stored, name=checked.safe_name, sha256=checked.sha256, uploaded_by=by
        )
        audit.record("summary.template", found, by=by, summary=checked.safe_name, campaign_id=campaign.pk)
    return found


@transaction.atomic
def reset_template(campaign: Campaign, *, by: User) -> None:
    """Go back to the built-in template; the uploaded ones are forgotten.

    Raises:
        NotAllowed: when `by` may not.
        Refusal: when the built-in one is in use already.
    """
    permissions.require(by, "summary.template")
    if not campaign.summary_templates.exists():
        raise Refusal("当前使用的就是内置模板。")
    campaign.summary_templates.all().delete()
    audit.record("summary.template_reset", campaign, by=by, summary=campaign.name, campaign_id=campaign.pk)
