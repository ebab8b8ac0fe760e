"""Readings of notices, small and as the reader prints them, and rows of the campaign app."""

import copy
from typing import Any

TEXT = (
    "关于开展2022年示例市知识产权宣传周活动的通知\n"
    "一、活动时间\n2022年4月20日至26日。\n"
    "二、活动主题\n创新有保障。\n"
    "三、活动内容\n"
    "（一）发布典型案例。市场监管部门选出五个典型案例。\n"
    "（二）开展“五进”活动。各县（区）进机关、进企业。\n"
    "四、要求\n"
    "（一）加强领导。各成员单位、各县（区）制定宣传周活动方案。\n"
    "（二）报送信息。各相关部门要及时上报信息，活动结束后一周内报送小结。\n"
    "示例市知识产权联席会议办公室\n2022年3月28日\n"
)


def _at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def reading(**changes: Any) -> dict[str, Any]:
    """A reading of `TEXT`: two activities and requirements, a plan without a day, news at once, a summary."""
    whole = {
        "format": "ipweek.notice/1",
        "campaign": True,
        "text": TEXT,
        "title": "关于开展2022年示例市知识产权宣传周活动的通知",
        "doc_number": "示知联办〔2022〕1号",
        "issuer": "示例市知识产权联席会议办公室",
        "theme": "创新有保障",
        "themes": ["创新有保障"],
        "start": "2022-04-20",
        "end": "2022-04-26",
        "signed_by": "示例市知识产权联席会议办公室",
        "signed_on": "2022-03-28",
        "activities": [
            {
                "title": "发布典型案例",
                "kinds": ["typical-cases", "publicity"],
                "quotas": [{"n": 5, "unit": "个", "what": "典型案例", "bound": "exact"}],
                "start": None,
                "end": None,
                "clause": "三（一）",
                "span": _at("（一）发布典型案例。市场监管部门选出五个典型案例。"),
                "text": "（一）发布典型案例。市场监管部门选出五个典型案例。",
                "lead": ["市场监管部门"],
                "with": [],
                "items": [],
                "place": None,
                "modality": "must",
            },
            {
                "title": "开展“五进”活动",
                "kinds": ["five-entries"],
                "quotas": [],
                "start": "2022-04-21",
                "end": None,
                "clause": "三（二）",
                "span": _at("（二）开展“五进”活动。各县（区）进机关、进企业。"),
                "text": "（二）开展“五进”活动。各县（区）进机关、进企业。",
                "lead": [],
                "with": [],
                "items": ["进机关", "进企业"],
                "place": None,
                "modality": "must",
            },
        ],
        "requirements": [
            {"title": "加强领导", "clause": "四（一）", "text": "", "span": _at("（一）加强领导。")},
            {"title": "报送信息", "clause": "四（二）", "text": "", "span": _at("（二）报送信息。")},
        ],
        "deliverables": [
            {
                "code": "plan",
                "what": "宣传周活动方案",
                "clause": "四（一）",
                "span": _at("制定宣传周活动方案"),
                "text": "制定宣传周活动方案",
                "who": ["各成员单位", "各县（区）"],
                "to": None,
                "modality": "must",
                "due": {"rule": "none", "date": None, "amount": None, "unit": None, "text": ""},
            },
            {
                "code": "brief",
                "what": "信息",
                "clause": "四（二）",
                "span": _at("及时上报信息"),
                "text": "及时上报信息",
                "who": ["各相关部门"],
                "to": None,
                "modality": "must",
                "due": {"rule": "promptly", "date": None, "amount": None, "unit": None, "text": "及时"},
            },
            {
                "code": "summary",
                "what": "宣传周活动小结",
                "clause": "四（二）",
                "span": _at("活动结束后一周内报送小结"),
                "text": "活动结束后一周内报送小结",
                "who": ["各成员单位", "各县（区）"],
                "to": None,
                "modality": "must",
                "due": {
                    "rule": "after_end",
                    "date": "2022-05-03",
                    "amount": 1,
                    "unit": "week",
                    "text": "活动结束后一周内",
                },
            },
        ],
        "contacts": {"names": [], "phones": [], "emails": []},
        "spans": {
            "/title": [_at("关于开展2022年示例市知识产权宣传周活动的通知")],
            "/start": [_at("2022年4月20日")],
            "/activities/0": [_at("（一）发布典型案例。市场监管部门选出五个典型案例。")],
            "/activities/0/title": [_at("发布典型案例")],
            "/activities/0/quotas/0": [_at("五个典型案例")],
            "/deliverables/2/due": [_at("活动结束后一周内")],
        },
        "inferred": {"/deliverables/0": "原文要求制定方案，未写明报送联席会议办公室"},
        "diagnostics": [],
    }
    return copy.deepcopy(whole) | changes
