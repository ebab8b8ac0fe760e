"""`ipweek summary`: three files, printed paths, sentences for what cannot be done."""

import argparse
import json

import pytest
from tests.factories.campaign import CampaignFactory
from tests.factories.summaries import finished_week

from ipweek.config.commands import summary

FILES = ("docx", "pdf", "json")


def run(*words):
    parser = argparse.ArgumentParser()
    summary.add(parser.add_subparsers())
    args = parser.parse_args(["summary", *words])
    return args.run(args)


@pytest.fixture(autouse=True)
def _django_runs(monkeypatch):
    """The test has set Django and its database up already."""
    monkeypatch.setattr(summary, "start_django", lambda: None)


@pytest.fixture
def campaign(db):
    return finished_week()


def test_the_only_campaign_and_its_office_are_meant(campaign, tmp_path, capfdbinary):
    out = tmp_path / "新目录"
    assert run("--out", str(out)) == 0
    paths = [out / f"{campaign.slug}-{campaign.office_id}-summary.{kind}" for kind in FILES]
    assert capfdbinary.readouterr().out.decode().splitlines() == [str(path) for path in paths]
    first = [path.read_bytes() for path in paths]
    assert json.loads(first[2])["unit"] == campaign.office.name
    assert run("--out", str(out)) == 0
    assert [path.read_bytes() for path in paths] == first


@pytest.mark.parametrize("name", ["示例县甲", "示例市联席会议办公室"])
def test_a_unit_by_name(campaign, tmp_path, capfdbinary, name):
    assert run("--out", str(tmp_path), "--unit", name, "--date", "2022-05-05") == 0
    (data,) = [json.loads(path.read_bytes()) for path in tmp_path.glob("*.json")]
    assert (data["unit"], data["signed_on"]) == (name, "2022-05-05")


def test_json_only(campaign, tmp_path, capfdbinary):
    assert run("--json", "--out", str(tmp_path)) == 0
    assert json.loads(capfdbinary.readouterr().out)["format"] == "ipweek.summary/1"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--unit", "不存在"),
            "“2022年示例市知识产权宣传周”的单位名单中没有“不存在”，请核对单位全称或简称。",
        ),
        (("--date", "五月五日"), "成文日期“五月五日”无法识别，请按 2022-05-05 的格式填写。"),
    ],
)
def test_what_cannot_be_done_is_said(campaign, tmp_path, capfdbinary, words, sentence):
    assert run("--out", str(tmp_path), *words) == 2
    printed = capfdbinary.readouterr()
    assert (printed.out, printed.err.decode().strip()) == (b"", sentence)
    assert list(tmp_path.iterdir()) == []


def test_several_campaigns_must_be_told_apart(campaign, tmp_path, capfdbinary):
    other = CampaignFactory(slug="2023-ip", name="2023年宣传周")
    assert run("--out", str(tmp_path)) == 2
    assert capfdbinary.readouterr().err.decode().strip() == (
        f"有多个活动周，请用 --campaign 指定其中一个：{campaign.slug}（{campaign.name}）、2023-ip（2023年宣传周）。"
    )
    assert run("--out", str(tmp_path), "--campaign", other.slug) == 0
    assert run("--out", str(tmp_path), "--campaign", "no-such") == 2


@pytest.mark.django_db
def test_without_a_campaign_there_is_nothing_to_sum_up(tmp_path, capfdbinary):
    assert run("--out", str(tmp_path)) == 2
    assert capfdbinary.readouterr().err.decode().startswith("还没有活动周")


def test_a_place_that_cannot_be_written_is_said(campaign, tmp_path, capfdbinary):
    blocked = tmp_path / "文件"
    blocked.write_text("")
    assert run("--out", str(blocked / "下面")) == 2
    assert (
        capfdbinary.readouterr().err.decode().strip() == f"不能在“{blocked / '下面'}”写文件，请换一个目录。"
    )
