"""Reading a notice's text: an ordinary one, and how the time grows with the length."""

from bench.harness import benchmark, median_of

_CLAUSE = (
    "（{}）举办知识产权讲座。4月{}日上午，在示例市甲广场举行，邀请企业、高校代表不少于{}人参加，发放资料2000册。"
    "（牵头单位：市甲局；配合单位：各县区）\n"
)
_NUMBERS = "一二三四五六七八九十"


def notice_of(size: int) -> str:
    """A made-up notice of about ``size`` bytes."""
    head = (
        "示例市甲局关于开展2024年知识产权宣传周活动的通知\n\n"
        "各县（区）局，市直各单位：\n\n现将有关事项通知如下：\n\n"
    )
    tail = "三、工作要求\n（一）加强领导。\n（二）各单位于5月6日前报送总结。\n\n示例市甲局\n2024年3月28日\n"
    body = "一、活动时间\n4月20日至26日\n二、活动内容\n"
    count = 0
    while len((head + body + tail).encode()) < size:
        body += _CLAUSE.format(_NUMBERS[count % 10], 20 + count % 7, 50 + count)
        count += 1
    return head + body + tail


@benchmark("notice.read.8kb")
def read_8kb() -> float:
    from ipweek.notice.reading import read

    text = notice_of(8 * 1024)
    return median_of(lambda: read(text))


@benchmark("notice.read.1mb", compared_with="128 notices of 8 KB (linear = 1)", quick=False)
def read_1mb() -> tuple[float, float]:
    from ipweek.notice.reading import read

    small = notice_of(8 * 1024)
    large = small * 128
    one = median_of(lambda: read(small))
    many = median_of(lambda: read(large), 3)
    return many, many / (128 * one)
