"""Contact persons, telephones and e-mail addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.flow import Run

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_NUMBER = (
    r"(?:\(?(?:0\d{2,3})\)? ?-? ?\d{7,8}(?:-\d{1,5})?(?!\d)|1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"
    r"|400-?\d{3}-?\d{4}|\d{7,8}(?!\d))"
)
_PHONE = re.compile(
    rf"(?<![\d@.A-Za-z〔-])(?P<first>{_NUMBER})(?P<more>(?: ?[、,/;] ?(?:{_NUMBER}"
    rf"|\d{{1,4}}(?![\d年月日:.]))| {{1,3}}[2-9]\d{{6,7}}(?!\d))*)"
)
_NEAR = re.compile(r"电 *话|手 *机|联系|联络|咨询|Tel|TEL|tel|号码|座机|办公")
_FAX = re.compile(r"传 *真(?:号码?)?(?:\(.{0,6}\))?[: ]*$")
_OTHER = re.compile(
    r"(?:(?:举报|投诉|监督|维权|服务|技术支持|报警|急救)(?:电话|热线|专线|号码)?|热线"
    r"|QQ群?号?|qq群?号?|微信群?号?|邮 *编|邮政编码"
    r"|账 *号|群 *号|许可证|备案|编号|标识码)[^\d]{0,4}$"
)
_PERSON = re.compile(
    r"(?:联 *系 *人|联 *络 *(?:人|员)|经 *办 *人|责任编辑人|联系方式|联系同志|负责同志|业务联系)"
    r"(?:员)?(?: ?(?:及|和|与|、|/) ?(?:联系)?(?:电 *话|方式|手机|号码))?(?:\(.{1,10}\))? ?[:;] ?"
)
_STOP = re.compile(
    r"(?:联系)?电 *话|手 *机|传 *真|邮 *箱|电子|E-?mail|地 *址|邮 *编|QQ|微信|号码"
    r"|[:。;@]|附件|\d{5,}|\(?(?:0\d{2,3})\)?-"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖代付闫甲乙丙"
)
_COMPOUND = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "端木",
    "夏侯",
)
_NO_NAMES = frozenset(
    (
        "电话",
        "手机",
        "邮箱",
        "传真",
        "详见",
        "附件",
        "待定",
        "同上",
        "地址",
        "单位",
        "姓名",
        "及",
        "各区县",
        "办公",
        "联系",
        "负责",
        "报送",
        "咨询",
        "签名",
        "职务",
        "固话",
        "座机",
        "信箱",
        "电邮",
    )
)
_TITLES = (
    "老师",
    "主任",
    "科长",
    "同志",
    "女士",
    "先生",
    "局长",
    "处长",
    "股长",
    "部长",
    "秘书",
    "干事",
    "专员",
    "工",
    "经理",
    "医生",
    "警官",
    "所长",
    "馆长",
    "校长",
)


@dataclass
class Contacts:
    """Runs of names, phones and addresses, each value once; ``fixed`` holds values completed from another number."""

    names: list[Run] = field(default_factory=list)
    phones: list[Run] = field(default_factory=list)
    emails: list[Run] = field(default_factory=list)
    fixed: dict[int, str] = field(default_factory=dict)


def read_contacts(runs: list[Run]) -> Contacts:
    """The contacts in all runs of a document."""
    found = Contacts()
    labelled = False
    for index, run in enumerate(runs):
        text = run.text
        near = labelled
        labelled = bool(
            _PERSON.search(text)
            or (near and re.search(r"\d{7}", text) and len(text) < 60)
            or re.search(r"(?:电 *话|联系方式)[:;]?$", text)
        )
        if "@" in text:
            for match in _EMAIL.finditer(text):
                _add(found.emails, run.cut(*match.span()))
        if "人" in text or "员" in text or "联系" in text or "联络" in text:
            for match in _PERSON.finditer(text):
                rest = run.cut(match.end())
                if not rest.text and index + 1 < len(runs) and not _PERSON.search(runs[index + 1].text):
                    rest = runs[index + 1]
                for name in names_in(rest):
                    _add(found.names, name)
        if (
            near
            and not _PERSON.search(text)
            and (
                line := re.match(
                    r"(?:[\u3400-\u9fff()]{2,20} +)?[\u3400-\u9fff] ?[\u3400-\u9fff ]{1,4}(?= *[,、:( ]"
                    r"| *\d)(?=.{0,14}\d{7})",
                    text,
                )
            )
        ):
            for name in names_in(run.cut(0, line.end())):
                _add(found.names, name)
        if _NEAR.search(text) or near or (len(text) < 40 and re.search(r"\d{7}", text)):
            _phones(run, found, near=near or bool(_NEAR.search(text)))
    return found


def _add(where: list[Run], run: Run) -> None:
    value = run.text.replace(" ", "")
    if value and all(value != other.text.replace(" ", "") for other in where):
        where.append(run)


def _phones(run: Run, found: Contacts, *, near: bool) -> None:
    text = run.text
    if not near:
        return
    for match in _PHONE.finditer(text):
        before = text[max(match.start() - 16, 0) : match.start()]
        if (
            _FAX.search(before) and not re.search(r"电话[/、(及和]*传真|传真[/、(及和]*电话", before + "")
        ) or _OTHER.search(before):
            continue
        if re.match(r" ?\(? ?传真\)?(?! ?[:\d])", text[match.end() : match.end() + 6]):
            continue
        if re.search(r"[〔\[(]?\d{4}[〕\])]?$", before) and not re.search(r"\(0\d{2,3}\)$", before):
            continue
        first = run.cut(*match.span("first"))
        _add(found.phones, first)
        base = first.text
        start = match.start("more")
        for other in re.finditer(rf"{_NUMBER}|\d{{1,4}}", match["more"]):
            part = run.cut(start + other.start(), start + other.end())
            if len(re.sub(r"\D", "", part.text)) < 7:
                digits = re.sub(r"[^\d-]", "", base)
                if len(part.text) >= len(digits.split("-")[-1]):
                    continue
                _add(found.phones, part)
                found.fixed[part.at(0)] = digits[: len(digits) - len(part.text)] + part.text
            else:
                _add(found.phones, part)
                area = re.match(r"\(?(0\d{2,3})\)?[ -]?", base)
                if area and re.fullmatch(r"\d{7,8}", part.text):
                    found.fixed[part.at(0)] = f"{area[1]}-{part.text}"


def names_in(run: Run) -> list[Run]:
    """Names of persons at the beginning of a run: 沈  越  邱明哲, 张三（办公室）、李四, 市局某股 骆铭."""
    stop = _STOP.search(run.text)
    text = run.text[: stop.start()] if stop else run.text[:80]
    found: list[Run] = []
    for piece in re.finditer(r"(?:\([^()]{0,30}\)|[^、,;/()\t])+", text):
        tokens = [
            (piece.start() + m.start(), piece.start() + m.end())
            for m in re.finditer(
                r"[\u3400-\u9fff·]+", re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), piece[0])
            )
        ]
        found.extend(_persons(run, tokens))
    return found


def _persons(run: Run, tokens: list[tuple[int, int]]) -> list[Run]:
    found: list[Run] = []
    index = 0
    while index < len(tokens):
        start, end = tokens[index]
        word = run.text[start:end]
        if (
            len(word) == 1
            and index + 1 < len(tokens)
            and tokens[index + 1][1] - tokens[index + 1][0] <= 2
            and (word in _SURNAMES | set("小老") or tokens[index + 1][1] - tokens[index + 1][0] == 1)
        ):
            following = run.text[slice(*tokens[index + 1])]
            if len(following) == 1 or len(tokens) == 2 or following[0] not in _SURNAMES:
                end = tokens[index + 1][1]
                index += 1
                if (
                    len(following) == 1
                    and index + 2 == len(tokens)
                    and tokens[index + 1][1] - tokens[index + 1][0] == 1
                ):
                    end = tokens[index + 1][1]
                    index += 1
                word = run.text[start:end].replace(" ", "")
        if is_person(word):
            found.append(run.cut(start, end))
        elif (tail := _trailing_person(word)) and len(word) > 4:
            found.append(run.cut(end - tail, end))
        index += 1
    return found


def is_person(word: str) -> bool:
    """Whether a word looks like the name of a person (沈越, 小芮, 白老师, 欧阳某)."""
    for title in _TITLES:
        if (
            word.endswith(title)
            and 1 <= len(word) - len(title) <= 3
            and (word[0] in _SURNAMES or word[:2] in _COMPOUND or word[0] == "小")
        ):
            return True
    if word[:2] in _COMPOUND and 3 <= len(word) <= 4:
        return True
    if word.startswith(("小", "老", "阿")) and 2 <= len(word) <= 3 and word[1] in _SURNAMES:
        return True
    if re.search(r"[局科处办室股委部院会所站厅]$", word) and len(word) >= 3:
        return False
    if word in _NO_NAMES or (len(word) == 3 and word[0] in "市县区省镇乡校各"):
        return False
    return 2 <= len(word) <= 3 or ("·" in word and 4 <= len(word) <= 12)


def _trailing_person(word: str) -> int:
    """Length of a name glued behind the name of a section (知识产权科张三)."""
    match = re.search(r"(?:局|科|处|办|室|股|委|部|院|会|所|站)(?P<n>[\u3400-\u9fff]{2,3})$", word)
    return len(match["n"]) if match and is_person(match["n"]) else 0
