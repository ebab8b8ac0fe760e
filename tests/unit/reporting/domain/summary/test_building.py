"""Papers: the same figures in Word, PDF and JSON, the same bytes when nothing changed, on any day, in any process."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile

import pytest
from docx import Document as WordDocument
from pypdfium2 import PdfDocument
from tests.factories.people import UserFactory
from tests.factories.summaries import finished_week

from ipweek.base import clock
from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.models import AuditEntry
from ipweek.campaign.domain import ledger
from ipweek.papers import docx
from ipweek.people.enums import Role
from ipweek.people.models import Unit
from ipweek.reporting.domain.summary import building
from ipweek.reporting.domain.summary import data as summary_data
from ipweek.reporting.models import SummaryBuild, SummaryTemplate

pytestmark = pytest.mark.django_db

RENDER = """
import sys, json, hashlib, django
django.setup()
from ipweek.papers import docx, pdf
from ipweek.reporting.domain.summary.narrative import document
paper = document(json.load(sys.stdin))
print(hashlib.sha256(docx.render(paper)).hexdigest(), hashlib.sha256(pdf.render(paper)).hexdigest())
"""


@pytest.fixture
def campaign():
    return finished_week()


@pytest.fixture
def office():
    return UserFactory(role=Role.OFFICE)


def content(field):
    with field.open("rb") as file:
        return file.read()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def squeezed(text):
    return "".join(text.split())


def word_text(data):
    word = WordDocument(io.BytesIO(data))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return squeezed("".join([*(paragraph.text for paragraph in word.paragraphs), *cells]))


def pdf_text(data):
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in PdfDocument(data)))


def test_nothing_changed_gives_the_former_build(campaign, office):
    first = building.build(campaign, campaign.office, by=office)
    with clock.at("2023-01-01T00:00:00+08:00"):
        assert building.build(campaign, campaign.office, by=None) == first
    assert SummaryBuild.objects.count() == 1
    assert AuditEntry.objects.filter(act="summary.built").count() == 1


def test_built_anew_it_is_the_same_bytes(campaign):
    first = building.build(campaign, campaign.office, by=None)
    bytes_before = content(first.docx), content(first.pdf), summary_data.dumps(first.data)
    for field in (first.docx, first.pdf):
        field.storage.delete(field.name)
    first.delete()
    with clock.at("2023-01-01T00:00:00+08:00"):
        again = building.build(campaign, campaign.office, by=None)
    assert (content(again.docx), content(again.pdf), summary_data.dumps(again.data)) == bytes_before


def test_another_process_makes_the_same_bytes(campaign):
    made = building.build(campaign, campaign.office, by=None)
    environment = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "America/Lima",
        "DJANGO_SETTINGS_MODULE": "ipweek.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=json.dumps(made.data),
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert done.stdout.split() == [sha256(content(made.docx)), sha256(content(made.pdf))]


def test_every_figure_stands_alike_in_all_three(campaign):
    made = building.build(campaign, campaign.office, by=None)
    data = json.loads(summary_data.dumps(made.data))
    word, printed = word_text(content(made.docx)), pdf_text(content(made.pdf))
    figures = [
        *data["totals"],
        *data["unassigned"],
        *(one for activity in data["activities"] for one in activity["figures"]),
    ]
    assert len(figures) == 8
    for figure in figures:
        assert squeezed(figure["text"]) in word
        assert squeezed(figure["text"]) in printed
    for sentence in data["gaps"]:
        assert squeezed(sentence) in word
        assert squeezed(sentence) in printed


def test_a_changed_figure_makes_a_new_build(campaign):
    first = building.build(campaign, campaign.office, by=None)
    what = campaign.occurrences.first()
    ledger.withdraw(what, source=what.key, by=None)
    second = building.build(campaign, campaign.office, by=None)
    assert second != first
    assert content(second.docx) != content(first.docx)
    assert SummaryBuild.objects.count() == 2


def test_who_may_build_what(campaign):
    one = Unit.objects.get(name="示例县甲")
    contact = UserFactory(role=Role.CONTACT, role__unit=one)
    assert building.build(campaign, one, by=contact).unit == one
    for unit, user in ((campaign.office, contact), (one, UserFactory(role=Role.CHECKER))):
        with pytest.raises(NotAllowed):
            building.build(campaign, unit, by=user)


def _edited_template(old, new):
    """The built-in template with words of its first part replaced."""
    source = zipfile.ZipFile(io.BytesIO(docx.default_template()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in source.namelist():
            data = source.read(name)
            packed.writestr(name, data.replace(old, new) if name == "word/document.xml" else data)
    return out.getvalue()


def test_an_own_template_is_used_and_can_be_dropped(campaign, office):
    first = building.build(campaign, campaign.office, by=office)
    assert building.template_bytes(campaign) == docx.default_template()
    own = _edited_template(b"</w:body>", b"</w:body><!-- own -->")
    building.set_template(campaign, data=own, name="自用模板.docx", by=office)
    assert building.template_bytes(campaign) == own
    second = building.build(campaign, campaign.office, by=office)
    assert (second.sha256 != first.sha256, content(second.pdf) == content(first.pdf)) == (True, True)
    building.reset_template(campaign, by=office)
    assert building.build(campaign, campaign.office, by=office) == first
    with pytest.raises(Refusal, match="当前使用的就是内置模板"):
        building.reset_template(campaign, by=office)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "空.docx"), (b"not a document", "假.docx"), (b"PK\x03\x04broken", "坏.docx")],
)
def test_an_unusable_template_is_refused(campaign, office, data, name):
    with pytest.raises(Refusal):
        building.set_template(campaign, data=data, name=name, by=office)
    assert not SummaryTemplate.objects.exists()


def test_a_template_that_would_lose_words_is_refused(campaign, office):
    word = WordDocument()
    word.add_paragraph("没有任何占位的模板")
    out = io.BytesIO()
    word.save(out)
    with pytest.raises(Refusal, match="模板丢失了“标题”的文字"):
        building.set_template(campaign, data=out.getvalue(), name="空白.docx", by=office)


def test_only_the_office_changes_the_template(campaign):
    for role in (Role.CHECKER, Role.LEADER, Role.CONTACT):
        with pytest.raises(NotAllowed):
            building.set_template(
                campaign, data=docx.default_template(), name="甲.docx", by=UserFactory(role=role)
            )
