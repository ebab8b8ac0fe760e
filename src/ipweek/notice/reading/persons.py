"""Names of persons: what looks like one, and those at the beginning or the end of a stretch of words."""

from __future__ import annotations

import re
from itertools import pairwise

from ipweek.notice.reading.flow import Run

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


_NOT_LAST = frozenset(
    "局科处办室股委部院会所站厅路街号楼市县区镇乡村馆园校中心队公司社组台行线话机箱址编码群"
)


def surely_person(word: str) -> bool:
    """Whether a word is a name even where no label announces one: a known surname, no ending of a body or place."""
    if not is_person(word):
        return False
    if word.startswith(("小", "老")) or word[:2] in _COMPOUND:
        return True
    return word[0] in _SURNAMES and (word.endswith(_TITLES) or word[-1] not in _NOT_LAST)


_SKIP = frozenset(
    (
        "电话",
        "手机",
        "联系电话",
        "办公电话",
        "手机号",
        "手机号码",
        "座机",
        "固话",
        "电话号码",
        "联系方式",
        *_TITLES,
    )
)
_WORD = re.compile(r"[\u3400-\u9fff·]+")
_POST = re.compile(
    r"[\u3400-\u9fff]{0,3}(?:主任|[科处局部所股院校]长|干事|科员|专员|秘书|主管|经理|助理|书记)"
)


def names_before(run: Run, start: int, end: int) -> list[Run]:
    """The names at the end of a stretch of a run, as before a telephone: 科普部：俞澄、陶嘉树，0600-….

    Brackets are skipped, and so are words such as 电话 and 科长 between the name and the number.
    """
    text = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), run.text[start:end])
    opened = text.rfind("(")
    if opened > 0 and (inside := names_before(run, start + opened + 1, end)):
        return inside
    words = [match.span() for match in _WORD.finditer(text[:opened] if opened > 0 else text)]
    while words and (text[slice(*words[-1])] in _SKIP or _post(text[slice(*words[-1])])):
        words.pop()
    found: list[Run] = []
    while words:
        first, last = _last_name(text, words)
        if first < 0:
            break
        found.insert(0, run.cut(start + first, start + last))
        gap = text[words[-1][1] : first] if words else ""
        if not re.fullmatch(r" *[、/,和及] *| {2,}|\t", gap):
            break
    return found


def _post(word: str) -> bool:
    """Whether a word is a post without a name (科长, 主任科员)."""
    return _POST.fullmatch(word) is not None and not surely_person(word)


def _last_name(text: str, words: list[tuple[int, int]]) -> tuple[int, int]:
    """Takes the last name off a list of words, letter-spaced ones put together; (-1, -1) if it is none."""
    first, last = words[-1]
    for count in (3, 2):
        taken = words[-count:]
        gaps = [text[a[1] : b[0]] for a, b in pairwise(taken)]
        name = "".join(text[slice(*place)] for place in taken)
        surname = 2 if name[:2] in _COMPOUND else 1
        single = all(b - a == 1 for a, b in taken[1:]) and taken[0][1] - taken[0][0] == surname
        if len(taken) == count and single and not any(gap.strip(" ") for gap in gaps) and surely_person(name):
            del words[-count:]
            return taken[0][0], last
    word = text[first:last]
    if polite := re.search(r"(?<=[\u3400-\u9fff]{2})(?:同志|联系)$", word):
        word, last = word[: polite.start()], first + polite.start()
    if surely_person(word):
        words.pop()
        return first, last
    tail = _trailing_person(word)
    if tail and len(word) > 4 and surely_person(word[-tail:]):
        words.pop()
        return last - tail, last
    return -1, -1
