"""The paper the tests lay out: every element once, visibly fictional."""

import datetime as dt
import io

from PIL import Image

from ipweek.papers.document import (
    Annex,
    Document,
    Figure,
    Heading,
    Imprint,
    ListBlock,
    Mark,
    Paragraph,
    Table,
)

SENTENCE = "各单位应当结合本地实际开展宣传活动并按照要求报送活动情况。"
LONG = SENTENCE * 20


def png(width: int = 80, height: int = 40) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "steelblue").save(buffer, "PNG")
    return buffer.getvalue()


PAPER = Document(
    mark=Mark(("示例市宣传周工作办公室",)),
    number="示宣办〔2022〕1号",
    title=("关于开展2022年示例市宣传周活动的通知",),
    addressees="各成员单位，各县（区）主管部门",
    body=(
        Paragraph(LONG),
        Heading(1, "活动安排"),
        Heading(2, "开展宣传活动。", LONG),
        Heading(3, "进社区。", SENTENCE),
        Heading(4, "备好材料。", SENTENCE),
        ListBlock(("第一项。", "第二项。")),
        Table(("序号", "名称"), (("1", "甲"), ("2", "乙")), caption="表1 活动", note="注：示例数据。"),
        Figure(png(), "一块蓝色", "图1 示例"),
        Heading(1, "有关要求"),
        Paragraph(LONG),
    ),
    signatures=("示例市宣传周工作办公室",),
    date=dt.date(2022, 3, 28),
    note="联系人：甲一，电话：0393-0000001",
    annexes=(Annex("活动安排表", (Paragraph(SENTENCE),)), Annex("填写说明")),
    cc=("示例市甲局", "示例市乙局"),
    imprint=Imprint("示例市宣传周工作办公室", dt.date(2022, 3, 29)),
)
