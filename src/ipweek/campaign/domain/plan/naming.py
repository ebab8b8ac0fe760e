"""Name and address of a campaign, taken from its title."""

import re
import unicodedata

from anyascii import anyascii

_CALLS = (
    r"(?:关于|關於)(?:认真|切实)?(?:组织)?"
    r"(?:印发|转发|开展|举办|做好|组织|深入|舉辦|開展|扎实|进一步|配合|参加|启动)*(?:好|的)?"
)
_TAIL = (
    r"(?:系列)?(?:宣传)?(?:活动|活動)?(?:的?(?:实施)?(?:工作)?方案)?(?:有关工作|有关事项)?"
    r"(?:的?(?:紧急|补充)?通知|的?函|的?意见)?$"
)
_PERIOD = re.compile(r"(?:宣传周|科技周|活动周|宣传月|活动月|安全生产月|宣传日|[周月日季年节])")


def campaign_name(title: str, year: int | None, theme: str = "") -> str:
    """What people call the campaign: 关于开展2022年某市知识产权宣传周活动的通知 → 2022年某市知识产权宣传周.

    Args:
        title: of the notice, may be empty.
        year: put in front when the title does not name one.
        theme: used when there is no title.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title))
    if quoted := re.search(r"《([^》]+(?:方案|活动|周|月))》", text):
        text = quoted[1]
    text = re.sub(rf"^.*?{_CALLS}", "", text, count=1) if re.search("关于|關於", text) else text
    text = text.strip("《》")
    shorter = re.sub(_TAIL, "", text)
    complete = _PERIOD.search(shorter[-4:]) or "“" in shorter
    text = shorter if complete else re.sub(r"(?:的?通知|的?函)$", "", text)
    text = text or theme
    if year and text and not re.search(r"(?:19|20)\d\d|二[〇○零]", text):
        text = f"{year}年{text}"
    return text[:120]


def slug(name: str, year: int | None) -> str:
    """An address as offices write them, year and initials: 2022年知识产权宣传周 → 2022-zscqxcz."""
    words = re.sub(r"(?:19|20)\d\d年?", "", name)
    words = re.sub(r"^.{1,7}?[省市州盟县区旗](?=.{4})", "", words)
    letters = []
    for character in words:
        if character.isascii():
            letters.append(character.lower() if character.isalnum() else "")
        elif (sound := anyascii(character)) and sound[0].isalpha():
            letters.append(sound[0].lower())
    return f"{year or ''}-{''.join(letters)[:40]}".strip("-") or "campaign"
