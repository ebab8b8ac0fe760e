"""`ipweek launch` as an operator types it."""

from pathlib import Path

import openpyxl
import pytest

from ipweek.campaign.models import Campaign, LaunchPlan, Obligation
from ipweek.config import cli
from ipweek.config.commands import launch as command
from ipweek.notice.models import NoticeDocument
from ipweek.people.domain import members
from ipweek.people.models import Unit

pytestmark = pytest.mark.django_db
NOTICE = Path(__file__).resolve().parents[3] / "examples" / "notice.txt"
HOLIDAY = "关于2022年清明节放假安排的通知\n各科室：\n4月3日至5日放假。\n示例市办公室\n2022年3月28日\n"


@pytest.fixture(autouse=True)
def _running_django(monkeypatch):
    monkeypatch.setattr(command, "start_django", lambda: None)


@pytest.fixture
def run(capfdbinary):
    """Run the command; gives exit code, lines on stdout, lines on stderr."""

    def run(*arguments):
        code = cli.main(["launch", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return code, out.decode().splitlines(), err.decode().splitlines()

    return run


def nothing():
    return [model.objects.count() for model in (NoticeDocument, LaunchPlan, Campaign, Unit)] == [0, 0, 0, 0]


def test_without_yes_and_terminal_it_shows_the_plan_and_creates_nothing(run):
    code, out, err = run(NOTICE)
    assert (code, out[0]) == (2, "活动周：2022年濮阳市知识产权宣传周")
    assert err == ["没有启动。核对以上内容后，加 --yes 重新运行即确认推定的内容并启动。"]
    assert nothing()


def test_yes_launches_and_a_second_time_creates_nothing(run):
    code, out, err = run(NOTICE, "--yes")
    campaign = Campaign.objects.get()
    assert (code, err) == (0, [])
    assert out[-2:] == [
        "已启动“2022年濮阳市知识产权宣传周”：10 项活动，5 项应报事项，0 项应报任务。",
        f"http://127.0.0.1:8000/desk/c/{campaign.slug}/activities/",
    ]
    assert campaign.office.name == "濮阳市知识产权战略实施工作联席会议办公室"
    code, out, _ = run(NOTICE, "--yes")
    assert (code, out[0]) == (0, "这份通知已经启动活动周“2022年濮阳市知识产权宣传周”，没有重复创建。")
    assert Campaign.objects.count() == 1


def test_the_word_file_gives_the_same_plan(run):
    _, from_text, _ = run(NOTICE)
    _, from_word, _ = run(NOTICE.with_suffix(".docx"))
    assert from_word == from_text


@pytest.fixture
def member_list(tmp_path):
    """Fill the template; rows are name and class."""

    def fill(*rows):
        path = tmp_path / "名单.xlsx"
        path.write_bytes(members.template())
        book = openpyxl.load_workbook(path)
        sheet = book.active
        titles = {
            cell.value.strip("*"): cell
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        }
        head = titles["单位全称"]
        sheet.delete_rows(head.row + 1, 20)
        for place, (name, unit_class) in enumerate(rows, head.row + 1):
            sheet.cell(place, head.column, name)
            sheet.cell(place, titles["类别"].column, unit_class)
        book.save(path)
        return path

    return fill


def test_a_member_list_is_imported_with_the_launch(run, member_list):
    listed = member_list(("示例市司法局", "成员单位"), ("甲县", "县区"))
    code, out, err = run(NOTICE, "--members", listed, "--yes")
    assert (code, err) == (0, [])
    assert [unit.name for unit in Unit.objects.exclude(unit_class="office")] == ["示例市司法局", "甲县"]
    assert (Obligation.objects.count(), "10 项应报任务" in out[-2]) == (10, True)


def test_a_wrong_member_list_stops_everything(run, member_list):
    code, _, err = run(NOTICE, "--members", member_list(("示例市司法局", "不存在的类别")), "--yes")
    assert (code, err[0]) == (2, "成员名单有 1 处需要更正，没有导入：")
    assert nothing()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HOLIDAY, "这份文件不是开展宣传活动的通知，不能启动活动周；读取结果仍可查看。"),
        ("", "文件是空的，请确认选对了文件后重新上传。"),
    ],
)
def test_what_cannot_be_launched_exits_2_and_leaves_nothing(run, tmp_path, text, sentence):
    path = tmp_path / "其他.txt"
    path.write_text(text, encoding="utf-8")
    code, _, err = run(path, "--yes")
    assert (code, err) == (2, [sentence])
    assert nothing()


def test_a_missing_file_is_said(run, tmp_path):
    path = tmp_path / "没有.txt"
    assert run(path, "--yes")[::2] == (2, [f"找不到或不能读取“{path}”，请核对文件名和权限。"])
