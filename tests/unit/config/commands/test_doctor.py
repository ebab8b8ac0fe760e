"""What the doctor finds."""

import argparse
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.factories.campaign import FactFactory, OccurrenceFactory
from tests.factories.people import UnitFactory

from ipweek.base import clock
from ipweek.campaign.models import Fact
from ipweek.config import options
from ipweek.config.commands import doctor
from ipweek.messages.domain import outbox
from ipweek.messages.models import Message

WELL = doctor.Finding(name="甲", seen="在")
WISH = doctor.Finding(name="乙", seen="没有", lost="不好看", remedy="装上")
NEED = doctor.Finding(name="丙", seen="没有", lost="不能用", remedy="装上", essential=True)


def test_a_finding_says_what_is_lost_and_what_to_do():
    assert WELL.words == "正常  甲：在"
    assert WISH.words == "缺少  乙（不影响启动）：没有\n      影响：不好看\n      处理：装上"
    assert NEED.words.startswith("缺少  丙（必需）：没有")


@pytest.mark.parametrize(
    ("findings", "code", "last"),
    [
        ([WELL], 0, "共检查 1 项，缺少 0 项，其中必需 0 项。"),
        ([WELL, WISH], 0, "共检查 2 项，缺少 1 项，其中必需 0 项。"),
        ([NEED, WISH, WELL], 2, "共检查 3 项，缺少 2 项，其中必需 1 项。"),
    ],
)
def test_the_exit_code_tells_whether_something_essential_is_missing(
    monkeypatch, capsys, findings, code, last
):
    monkeypatch.setattr(doctor, "look", lambda: iter(findings))

    assert doctor.run(argparse.Namespace()) == code
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == last
    assert printed[:-2] == "\n".join(finding.words for finding in findings).splitlines()


def test_a_data_folder_that_cannot_be_written_ends_the_look(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("IPWEEK_HOME", str(tmp_path / "file" / "home"))

    found = list(doctor.look())

    assert [(each.name, each.essential) for each in found] == [("数据目录", True)]


def test_a_data_folder_that_can_be_written_is_well(monkeypatch, tmp_path):
    monkeypatch.setenv("IPWEEK_HOME", str(tmp_path / "home"))

    assert doctor.data_folder() == doctor.Finding(name="数据目录", seen=f"{tmp_path / 'home'} 可以写入")
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["media"]


def test_a_short_key_is_essential(settings):
    assert doctor.secret_key().lost == ""
    settings.SECRET_KEY = "short"
    assert (doctor.secret_key().seen, doctor.secret_key().essential) == ("只有 5 位", True)


@pytest.mark.django_db
def test_a_migrated_database_is_well():
    assert doctor.the_database().seen.endswith("，结构已是最新")
    assert doctor.the_database().lost == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "seen", "lost"),
    [
        ("2022-04-01", "2022年和2023年的节假日安排已有", False),
        ("2026-11-23", "没有2027年的节假日安排", True),
        ("2030-01-01", "没有2030年、2031年的节假日安排", True),
    ],
)
def test_missing_years_of_the_working_calendar_are_said(day, seen, lost):
    with clock.at(day):
        found = doctor.working_calendar()

    assert (found.seen, bool(found.lost), found.essential) == (seen, lost, False)


@pytest.mark.django_db
def test_messages_that_wait_are_counted():
    assert doctor.messages().seen == "没有积压"
    for key in ("a", "b"):
        outbox.write(key=key, recipient="a@example.com", subject="示例", body="示例")
    outbox.write(
        key="later",
        recipient="a@example.com",
        subject="示例",
        body="示例",
        not_before=clock.now() + timedelta(days=1),
    )
    Message.objects.filter(key="b").update(attempts=99)

    assert doctor.messages().seen == "1 条到时未发，1 条多次发送失败"


@pytest.mark.django_db
class TestLedger:
    def test_a_sane_ledger(self):
        FactFactory()

        assert doctor.the_ledger() == doctor.Finding(name="数据台账", seen="1 条数据相符")

    def test_a_fact_that_belongs_elsewhere_is_found(self):
        FactFactory()
        fact = FactFactory(unit=UnitFactory())
        assert doctor.the_ledger().seen == "1 条数据与所属事项或指标表不符，0 个事项没有单位"

        Fact.objects.filter(pk=fact.pk).update(withdrawn_at=clock.now())
        assert doctor.the_ledger().lost == ""

    def test_an_unknown_metric_and_an_occurrence_without_units_are_found(self):
        FactFactory(metric="unknown")
        OccurrenceFactory().units.clear()

        found = doctor.the_ledger()
        assert (found.seen, found.essential) == ("1 条数据与所属事项或指标表不符，1 个事项没有单位", True)


def test_programs_that_are_missing_cost_only_checks(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda _name: None)
    monkeypatch.setattr(doctor, "POSTGRES_PROGRAMS", Path("/nowhere"))

    assert [(found.name, found.seen, found.essential) for found in doctor.programs()] == [
        ("Chromium", "没有找到", False),
        ("PostgreSQL 程序", "没有找到", False),
    ]


def test_production_must_not_keep_the_defaults(monkeypatch):
    monkeypatch.setattr(options, "ENV", "production")
    monkeypatch.setattr(options, "HOSTS", ["*"])
    monkeypatch.setattr(options, "HTTPS", False)
    monkeypatch.setattr(options, "MAIL_HOST", "")
    assert [(found.name, bool(found.lost), found.essential) for found in doctor.production()] == [
        ("运行环境", False, False),
        ("允许访问的域名", True, True),
        ("HTTPS", True, True),
        ("邮件", True, False),
    ]

    monkeypatch.setattr(options, "HOSTS", ["ip.example.gov.cn"])
    monkeypatch.setattr(options, "HTTPS", True)
    monkeypatch.setattr(options, "MAIL_HOST", "mail.example.gov.cn")
    assert [found.words for found in doctor.production()] == [
        "正常  运行环境：production",
        "正常  允许访问的域名：已填写",
        "正常  HTTPS：已启用",
        "正常  邮件：已设置发信服务器",
    ]


def test_a_fresh_machine_is_looked_at_without_changing_it(tmp_path):
    """The whole command, as an operator runs it before the first start."""
    place = {**os.environ, "IPWEEK_HOME": str(tmp_path / "home"), "IPWEEK_ENV": "development", "LANG": "C"}
    place.pop("DJANGO_SETTINGS_MODULE", None)
    program = (
        "import argparse, sys; from ipweek.config.commands import doctor; "
        "sys.stdout.reconfigure(encoding='utf-8'); sys.exit(doctor.run(argparse.Namespace()))"
    )

    done = subprocess.run([sys.executable, "-c", program], env=place, capture_output=True, check=False)

    lines = done.stdout.decode().splitlines()
    assert lines[:3] == [
        f"正常  数据目录：{tmp_path / 'home'} 可以写入",
        "正常  签名密钥：已设置",
        "正常  数据库：尚未建立，首次启动时自动建立",
    ]
    assert done.returncode == (2 if "（必需）" in done.stdout.decode() else 0)
