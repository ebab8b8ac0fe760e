"""The head of a notice: issuer mark, document number, title, addressees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.flow import Run, joined
from ipweek.notice.reading.lexicon import pattern
from ipweek.notice.reading.lines import Page
from ipweek.notice.reading.marks import is_label, marker
from ipweek.notice.reading.names import is_org, split_names, split_orgs
from ipweek.notice.reading.sections import roles_of

MAX_HEAD = 60
NUMBER = re.compile(
    r"(?:[\u3400-\u9fffA-Za-z]{1,24}?(?:\[\w{1,8}\])?)[〔\[【(《{] ?(?:\d{4}|\d{2}) ?(?:年)?"
    r"[〕\]】)》}] ?第? ?\d{1,5} ?号"
)
_SERIAL = re.compile(
    r"(?:第 ?[一二三四五六七八九十百\d]{1,5} ?[号期]|[\u3400-\u9fff]{2,16}(?:\d{4}年)?第? ?\d{1,4} ?号)"
)
_TAIL = re.compile(
    r"(?: ?\([^()]{1,20}\))?(?=$| ?[\u3400-\u9fff]{1,12}[〔\[【(]| {1,4}\S{2,8}:|状态|\S{2,4}:)"
)


@dataclass
class Head:
    """What stands before the body.

    Attributes:
        title: The whole title over its lines.
        number: The document's own number.
        marks: Issuers named above the title.
        prefix: Issuers in front of 关于 in the title.
        subtitle: Lines under the title: a theme behind a dash or in brackets.
        told: Issuers that the web page's table names.
        addressees: One run per name.
        body: Index of the first line of the body.
    """

    title: list[Run] = field(default_factory=list)
    number: Run | None = None
    marks: list[Run] = field(default_factory=list)
    prefix: list[Run] = field(default_factory=list)
    subtitle: list[Run] = field(default_factory=list)
    told: list[Run] = field(default_factory=list)
    addressees: list[Run] = field(default_factory=list)
    body: int = 0


def _title_end(text: str) -> int:
    """Where a line stops being a title (0: it does not end one)."""
    packed = text
    if len(packed) > 160 or "。" in packed[:-1] or packed.endswith((":", ";", ",", "、")):
        return 0
    shape = pattern("heads", "doc_types", r"{}(?:》的?通知|》)?")
    best = 0
    compact, places = _compact(packed)
    for match in shape.finditer(compact):
        end = places[match.end() - 1] + 1
        if _TAIL.match(packed, end):
            best = end
            break
    return best


def _compact(text: str) -> tuple[str, list[int]]:
    places = [i for i, c in enumerate(text) if c != " "]
    return "".join(text[i] for i in places), places


def read_head(page: Page) -> Head:
    """The head of a page of lines."""
    lines = page.lines
    head = Head()
    limit = _body_start(lines)
    stop, addressees = _addressees(lines, limit)
    head.addressees = addressees
    title_at = _title(lines, stop, head)
    if title_at >= 0:
        under = [line.cut(len(line.text) - len(line.text.lstrip("("))) for line in lines[title_at:stop][:3]]
        under = [line.cut(0, len(line.text.rstrip(")"))) for line in under]
        head.subtitle = [line for line in under if re.match(r"-{1,4} ?\S|.{0,6}主题", line.text)]
    number_lines = _number(lines, stop if title_at < 0 else max(stop, title_at), head, page)
    _marks(lines, title_at if title_at >= 0 else stop, head, number_lines)
    if not head.title and "title" in page.meta and _title_end(page.meta["title"].text):
        head.title = [page.meta["title"]]
        _prefix(head)
    if not head.marks and "issuer" in page.meta:
        issuer = page.meta["issuer"]
        head.told = [issuer.cut(a, b) for a, b in split_orgs(issuer.text)]
    head.body = max(stop + len(_addressee_lines(lines, stop, limit)), title_at, 0)
    if not head.addressees and title_at >= 0:
        head.body = title_at
    while head.body < len(lines) and head.body in number_lines:
        head.body += 1
    return head


def _body_start(lines: list[Run]) -> int:
    """The first line that is surely body."""
    for index, line in enumerate(lines[:MAX_HEAD]):
        mark = marker(line.text)
        if (
            mark
            and (mark.scheme in ("一、", "（一）") or (mark.scheme in ("1.", "第一") and mark.number == 1))
            and not _title_end(line.text)
        ):
            return index
        if mark and mark.scheme == "row" and mark.number == 1 and roles_of(line.text[mark.length :]):
            return index
        if "。" in line.text[:-1] or (line.text.endswith("。") and len(line.text) > 12):
            return index
        if re.search(r"通知如下|如下[:。]|现印发|现将", line.text) and not _title_end(line.text):
            return index
    return min(len(lines), MAX_HEAD)


_ADDRESSEE = re.compile(
    r"(?:局|委|部|办|厅|会|院|处|科|单位|部门|政府|企业|公司|学校|校|中心|机构|街道|乡|镇|县|市|区|组织|团体|站|所|队|馆|同志|家长|师生|系"
    r"|班|室|户|员|代表|老师|同学|支部|村|社区|军区|银行|行|盟|州|协会|社|园|科协|团委|妇联|工会|党委|总支|集团|企事业|用户|人员|读者|市民|居民"
    r"|各|宫|厂|机关|局长|小组|幼儿园|海关|办事处|市直|省直|县直|总局|联席会议?|(?:\([^()]{1,60}\)))$"
)


def _addressee_lines(lines: list[Run], stop: int, limit: int) -> list[Run]:
    if stop >= len(lines) or not lines:
        return []
    found: list[Run] = []
    for line in lines[stop : min(limit + 1, stop + 12)]:
        found.append(line)
        if line.text.endswith(":"):
            return found
        if "。" in line.text or marker(line.text):
            return []
    return []


def _addressees(lines: list[Run], limit: int) -> tuple[int, list[Run]]:
    """Where the addressees begin (the limit if there are none) and their names."""
    for index in range(min(limit + 1, len(lines))):
        text = lines[index].text
        if index and (sent := re.match(r"主 ?送(?:单位|机关)? ?: ?(?=\S)", text)) and len(text) < 600:
            whole = lines[index].cut(sent.end(), len(text.rstrip(":。")))
            return index, [whole.cut(a, b) for a, b in split_names(whole.text)]
        if not text.endswith(":") or is_label(text) or marker(text) or "如下" in text or "通知" in text[-6:]:
            continue
        if (
            not (
                _ADDRESSEE.search(text[:-1].rstrip())
                or text.startswith(("各", "全", "尊敬", "有关", "所属", "机关"))
            )
            or "。" in text
            or len(text) > 600
        ):
            continue
        first = index
        while first > 0 and _list_goes_on(lines[first - 1].text):
            first -= 1
        whole = joined(lines[first : index + 1])
        whole = whole.cut(0, len(whole.text) - 1)
        polite = re.match(r"(?:尊敬的|致|送|主送[:：]?) ?", whole.text)
        whole = whole.cut(polite.end()) if polite else whole
        return first, [whole.cut(a, b) for a, b in split_names(whole.text)]
    return limit, []


def _list_goes_on(previous: str) -> bool:
    """Whether a list of names began on the line before."""
    if (
        _title_end(previous)
        or NUMBER.fullmatch(previous.replace(" ", ""))
        or "《" in previous
        or "关于" in previous
    ):
        return False
    if previous.endswith(("。", ":")) or re.search(r"\d{4}", previous):
        return False
    return bool(re.search("[,、;]", previous)) or previous.startswith("各")


def _title(lines: list[Run], stop: int, head: Head) -> int:
    """Sets the title; the index of the line behind it, -1 if there is none."""
    best = None
    for index in range(min(stop, len(lines))):
        end = _title_end(lines[index].text) or _last_sign(lines, index)
        if not end:
            continue
        first = _first_line(lines, index)
        pieces = [*lines[first:index], lines[index].cut(0, end)]
        text = joined(pieces).text
        packed = text.replace(" ", "")
        weight = 2 * ("关于" in packed) + ("通知" in packed[-4:]) + (len(packed) > 8)
        if (
            len(packed) >= 4
            or (len(packed) == len(lines[index].text.replace(" ", "")) and packed in ("通知", "通告", "公告"))
        ) and (best is None or (weight, len(packed) * (weight > 2)) >= best[0]):
            best = ((weight, len(packed) * (weight > 2)), first, index, pieces)
    if best is None:
        return _plain_title(lines, stop, head)
    _, first, index, pieces = best
    head.title = pieces
    _prefix(head)
    return index + 1


def _last_sign(lines: list[Run], index: int) -> int:
    """Where a line of one or two characters ends that closes the title of the line above (…的通, 知)."""
    text = lines[index].text.replace(" ", "")
    if not index or len(text) > 2 or not _title_end(lines[index - 1].text + text):
        return 0
    return 0 if _title_end(lines[index - 1].text) else len(lines[index].text)


def _prefix(head: Head) -> None:
    """Sets the issuers in front of 关于 in the title: one or several to a line, or one over several lines."""
    named: list[Run] = []
    for piece in head.title:
        place = piece.text.find("关于")
        part = piece.cut(0, place) if place >= 0 else piece
        if part.text and named and (_SUFFIX.fullmatch(part.text) or not is_org(named[-1].text)):
            named[-1] = joined([named[-1], part])
        elif part.text:
            named.append(part)
        if place >= 0:
            break
    else:
        return
    for one in named:
        if is_org(one.text) or " " in one.text:
            head.prefix += [one.cut(a, b) for a, b in split_orgs(one.text)]
        elif len(one.text) >= 4:
            head.prefix.append(one)


# What ends the name of a body that began on the line above.
_SUFFIX = re.compile(
    r"(?:人民政府)?(?:办公室|办公厅|委员会|领导小组|联席会议|指挥部|组委会|办|委)(?:办公室)?"
)


def _plain_title(lines: list[Run], stop: int, head: Head) -> int:
    """A first line that names a campaign without saying what kind of document it is; the line behind it, or -1."""
    for index, line in enumerate(lines[: min(stop, 3)]):
        text = line.text
        plain = 6 <= len(text) <= 60 and not is_label(text) and not re.search(r"[。;:,]", text)
        if plain and not is_org(text) and not marker(text) and pattern("campaigns", "title_yes").search(text):
            head.title = [line]
            return index + 1
    return -1


def _first_line(lines: list[Run], index: int) -> int:
    """The line a title that ends at ``index`` begins on."""
    first = index
    while first > 0 and index - first < 6:
        text = joined(lines[first : index + 1]).text
        above = lines[first - 1].text
        if not _may_join(above):
            break
        place = text.find("关于")
        if place == 0:
            if not (is_org(above) and not lines[first].blank and not above.replace(" ", "").endswith("文件")):
                break
        elif place > 0:
            known = re.match(r"(?:中共|国务院|[\u3400-\u9fff]{1,8}?[省市县区州盟旗])", text)
            if (known and (lines[first].blank or not is_org(above))) or _whole_body(text[:place], above):
                break
        elif place < 0 and (is_org(above) or (lines[first].blank and "关于" not in above and len(text) > 14)):
            break
        first -= 1
    return first


def _whole_body(prefix: str, above: str) -> bool:
    """Whether the words before 关于 name a body that did not begin on the line above."""
    if not is_org(prefix) or re.match(r"工作|领导|办公|委员|员会|小组|联席|协调|指挥", prefix):
        return False
    return not any(is_org(part) for part in re.split(r" +|、", above) if len(part) > 2)


def _may_join(above: str) -> bool:
    packed = above.replace(" ", "")
    if len(packed) > 60 or packed.endswith(("文件", "。", ":", ";", "号")) or _title_end(above):
        return False
    return not (
        NUMBER.fullmatch(packed)
        or ((role := _ROLE.search(above)) and is_org(above[: role.start()]))
        or marker(above)
        or is_label(above)
        or re.search(r"[|>]|\d{4}-\d", above)
        or re.fullmatch(r"\S{0,4}某?某|作者.*", packed)
        or len(packed) <= 3
    )


def _number(lines: list[Run], stop: int, head: Head, page: Page) -> set[int]:
    """Sets the document's own number; the lines it stands on."""
    used: set[int] = set()
    for index, line in enumerate(lines[: min(stop + 2, len(lines))]):
        text = line.text
        for match in NUMBER.finditer(text):
            before, after = text[: match.start()].rstrip(), text[match.end() :].strip()
            alone = not before and (not after or "签发人" in after or after.startswith("签发"))
            behind = _title_end(before) if before else 0
            if alone or (behind and behind >= len(before.rstrip()) and not after):
                head.number = head.number or line.cut(match.start(), match.end())
                if alone:
                    used.add(index)
        serial = _SERIAL.fullmatch(text)
        if head.number is None and serial and not _title_end(text) and index < stop:
            head.number = line
            used.add(index)
    if head.number is None:
        head.number = page.meta.get("doc_number")
    return used


def _before_word(text: str) -> int:
    """Where the issuer ends in 某局文件, 某 局 文 件, 某局 政策文件."""
    end = text.rstrip().rfind("文")
    kind = re.search(r"(?:政策|规范性|行政规范性|公开|红头|正式|通知) ?$", text[:end])
    return kind.start() if kind else end


# What a body does, written behind its name.
_ROLE = re.compile(r" ?\(?(?:主办|承办|主管|印发|发布|编印)\)?$")


def _marks(lines: list[Run], title_at: int, head: Head, number_lines: set[int]) -> None:
    """Sets the issuers named above the title."""
    first = title_at - len(head.title) if head.title else title_at
    above = [line for index, line in enumerate(lines[:first]) if index not in number_lines]
    for place in range(len(above) - 1, -1, -1):
        text = above[place].text
        packed = text.replace(" ", "")
        if packed.endswith("文件") and len(packed) <= 60 and packed != "政策文件":
            end = _before_word(text)
            names = [above[place].cut(0, end)] if text[:end].strip() else []
            for other in (*reversed(above[:place]), *above[place + 1 :]):
                if is_org(other.text):
                    names.insert(0, other) if other.line < above[place].line else names.append(other)
            head.marks = [name.cut(a, b) for name in names for a, b in split_orgs(name.text)]
            return
    names = []
    for line in reversed(above[-8:]):
        role = _ROLE.search(line.text)
        name = line.cut(0, role.start()) if role else line
        if is_org(name.text) and len(name.text) >= 4:
            names[:0] = [name.cut(a, b) for a, b in split_orgs(name.text)]
            if line.blank:
                break
        elif names:
            break
    head.marks = [name for i, name in enumerate(names) if name.text not in {n.text for n in names[:i]}]
