"""The table people read on the command line."""

from ipweek.notice.reading.figures import read_figures
from ipweek.notice.reading.figures.report import table

TEXT = """石桥镇小结
宣传活动3场，发放资料600份。其中：
4月21日发放资料200份；
4月23日发放资料260份；
4月26日发放资料120份。
下一步计划走访企业1200余家。
"""


def test_table_reasons_and_warnings():
    assert table(read_figures(TEXT)) == (
        "行  内容      数量   单位  界限  状态  日期\n"
        "2   宣传活动  3      场          完成\n"
        "2   发放资料  600    份          完成\n"
        "6   走访企业  1,200  家    以上  计划\n"
        "\n"
        "以下数字未计入：\n"
        "  第3行  200份：分项，已含在总数里\n"
        "  第4行  260份：分项，已含在总数里\n"
        "  第5行  120份：分项，已含在总数里\n"
        "\n"
        "请核对：\n"
        "  第2行  “发放资料”的分项合计200＋260＋120＝580份，与总数600份不一致，请核对。"
    )


def test_nothing_found():
    assert table(read_figures("活动圆满结束。")) == "没有找到可以计数的结果。"
