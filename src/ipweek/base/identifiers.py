"""Codes and numbers: credit and organisation code, identity card, patent, trademark, GI, telephone, division.

Each `check_…` takes what was typed and returns a `Finding`; nothing is raised and nothing is guessed. Plain
Python without Django.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from ipweek.base import clock
from ipweek.base.text import normalise

_USCC_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORG_SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PATENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
# First two digits of GB/T 2260 codes: the provinces.
_PROVINCES = frozenset(
    f"{code:02}"
    for block in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
    for code in range(block[0], block[1] + 1)
)

# Mobile, 400/800, and the short numbers of public services: 110, 12345, 12330, 95xxx.
_WITHOUT_AREA_CODE = r"1[3-9]\d{9}|[48]00\d{7}|1\d{2}|1[02]\d{3}|9\d{4}"
# Area code, number, extension; the three-digit area codes have eight-digit numbers.
_FIXED_LINE = r"(?:(010|02\d)-?(\d{8})|(0[3-9]\d\d)-?(\d{7,8}))(?:-(\d{1,6}))?"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found.

    Attributes:
        ok: whether the value may be stored; a warning alone does not stop it.
        normal: the value in its normal form (as typed, tidied, if not ok). Not in `repr`: it may be personal.
        problem: sentence saying what is wrong and what to do; None if ok.
        warning: sentence for something doubtful that the person may keep.
    """

    ok: bool
    normal: str = field(repr=False)
    problem: str | None = None
    warning: str | None = None


def _bad(normal: str, problem: str) -> Finding:
    return Finding(ok=False, normal=normal, problem=problem)


def _tidy(text: str, drop: str = "") -> str:
    plain = normalise(text).upper().replace(" ", "").translate(str.maketrans("", "", drop))
    # What stood apart may have met now: accents after a dropped space.
    return unicodedata.normalize("NFC", plain)


def _matches(pattern: str, text: str) -> re.Match[str] | None:
    # ASCII only: other scripts' digits are digits to Python, but not to a register.
    return re.fullmatch(pattern, text, re.ASCII)


# --- organisations ---


def check_uscc(text: str) -> Finding:
    """Check a unified social credit code (GB 32100-2015).

    A wrong last digit is an error; a wrong inner digit (position 17, GB 11714) only a warning, because real
    codes with one exist.
    """
    code = _tidy(text, "-")
    problem = _uscc_shape(code)
    if problem:
        return _bad(code, problem)
    if code[17] != _uscc_check(code[:17]):
        return _bad(code, "统一社会信用代码的校验位不符，可能有一位写错，请对照证照逐位核对。")
    if code[16] != _org_check(code[8:16]):
        return Finding(
            ok=True,
            normal=code,
            warning="统一社会信用代码第17位与组织机构代码的校验规则不符，请对照证照确认。",
        )
    return Finding(ok=True, normal=code)


def _uscc_shape(code: str) -> str | None:
    if not code:
        return "请填写统一社会信用代码（18位）。"
    if len(code) != 18:
        return f"统一社会信用代码应为18位，现为{len(code)}位，请对照证照补全。"
    for position, symbol in enumerate(code, 1):
        if symbol not in _USCC_SYMBOLS:
            return f"统一社会信用代码第{position}位“{symbol}”不会出现（不用 I、O、S、V、Z），请对照证照核对。"
    if not code[2:8].isdigit():
        return "统一社会信用代码第3至8位应为登记管理机关的行政区划代码（数字），请对照证照核对。"
    return None


def check_org_code(text: str) -> Finding:
    """Check an organisation code (GB 11714-1997); normal form without hyphen."""
    code = _tidy(text, "-")
    if not _matches(r"[0-9A-Z]{8}[0-9X]", code):
        return _bad(code, "组织机构代码应为8位数字或大写字母加1位校验码，如 PDY00001-X，请核对。")
    if code[8] != _org_check(code[:8]):
        return _bad(code, "组织机构代码的校验位不符，可能有一位写错，请逐位核对。")
    return Finding(ok=True, normal=code)


def _uscc_check(body: str) -> str:
    total = sum(
        _USCC_SYMBOLS.index(symbol) * weight for symbol, weight in zip(body, _USCC_WEIGHTS, strict=True)
    )
    return _USCC_SYMBOLS[-total % 31]


def _org_check(body: str) -> str:
    # Letters count on from 10 over all 36 symbols here, unlike the outer digit's 31.
    total = sum(
        _ORG_SYMBOLS.index(symbol) * weight for symbol, weight in zip(body, _ORG_WEIGHTS, strict=True)
    )
    return "0123456789X"[-total % 11]


def pdy_uscc(number: int, division: str = "410900", prefix: str = "91") -> str:
    """Make a fictional credit code with right check digits from the PDY self-use zone of GB 11714.

    Args:
        number: 1 to 99999; the zone holds no real body.
        division: six-digit division code of the registering office.
        prefix: registering department and class: 11 organ, 12 institution, 91 company, 92 individual
            business, 93 farmers' co-operative.

    Raises:
        ValueError: if an argument is out of range.
    """
    if not 1 <= number <= 99999 or not _matches(r"\d{6}", division) or len(prefix) != 2:
        raise ValueError("number 1 to 99999, division six digits, prefix two symbols")
    organisation = f"PDY{number:05d}"
    body = prefix + division + organisation + _org_check(organisation)
    return body + _uscc_check(body)


# --- persons ---


def check_id_card(text: str) -> Finding:
    """Check an 18-character identity number (GB 11643): shape, birth date, check character.

    The division is not compared with a list: codes were renamed and merged, so real numbers would be refused.
    """
    number = _tidy(text)
    if _matches(r"\d{15}", number):
        return _bad(number, "这是15位旧号码，请填写18位身份证号码。")
    if not _matches(r"[1-9]\d{16}[\dX]", number):
        return _bad(number, "身份证号码应为17位数字加1位数字或X，请核对。")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return _bad(number, "身份证号码第7至14位不是真实的出生日期，请核对。")
    if born > clock.today():
        return _bad(number, "身份证号码中的出生日期晚于今天，请核对。")
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    if number[17] != _ID_CHECKS[total % 11]:
        return _bad(number, "身份证号码的校验位不符，可能有一位写错，请逐位核对。")
    return Finding(ok=True, normal=number)


# --- intellectual property ---


def check_patent(text: str) -> Finding:
    """Check a patent application or patent number (ZC 0006-2003, and the 8-digit form before October 2003).

    Normal form: `202010566088.9`, with ZL or CN in front where it was typed. ZL says the patent is granted.
    """
    number = _tidy(text).removeprefix("专利号:").removeprefix("申请号:")
    match = _matches(r"(ZL|CN)?(\d{12}|\d{8})\.?([\dX])", number)
    if match is None:
        if _matches(r"CN\d{7,9}[A-Z]\d?", number):
            return _bad(number, "这是公开（公告）号，请填写申请号或专利号，如 202010566088.9。")
        return _bad(
            number, "专利号应为12位数字加小数点和校验位，如 202010566088.9（2003年10月前为8位），请核对。"
        )
    body, check = match[2], match[3]
    normal = f"{match[1] or ''}{body}.{check}"
    year, kind = (int(body[:4]), body[4]) if len(body) == 12 else (1900 + int(body[:2]), body[2])
    if len(body) == 8 and year < 1985:
        year += 100
    earliest, latest = (2003, 2099) if len(body) == 12 else (1985, 2003)
    if not earliest <= year <= latest:
        return _bad(normal, "专利号开头的申请年份不合理，请核对。")
    if kind not in "12389":
        return _bad(
            normal, "专利号中的种类号应为1（发明）、2（实用新型）、3（外观设计）、8或9（国际申请），请核对。"
        )
    total = sum(int(digit) * weight for digit, weight in zip(body, _PATENT_WEIGHTS, strict=False))
    if check != "0123456789X"[total % 11]:
        return _bad(normal, "专利号的校验位不符，可能有一位写错，请对照证书核对。")
    return Finding(ok=True, normal=normal)


def check_trademark(text: str) -> Finding:
    """Look at a trademark registration number: it has no check digit, so an odd shape is only a warning."""
    number = _tidy(text).removeprefix("第").removesuffix("号")
    if not number:
        return _bad(number, "请填写商标注册号。")
    if _matches(r"G?\d{5,8}[A-Z]?", number):
        return Finding(ok=True, normal=number)
    return Finding(
        ok=True, normal=number, warning="商标注册号一般为5至8位数字（国际注册前加G），请对照商标注册证确认。"
    )


def check_gi(text: str) -> Finding:
    """Look at the number of a geographical indication: announcement, AGI certificate or trademark."""
    number = normalise(text)
    if not number:
        return _bad(number, "请填写地理标志的公告号、登记证书号或商标注册号。")
    compact = number.replace(" ", "").upper()
    if _matches(r"AGI[-]?\d{4,8}|G?\d{5,8}[A-Z]?", compact):
        return Finding(ok=True, normal=compact)
    if re.search(r"公告.*第?\d+号|第\d+号.*公告", compact):
        return Finding(ok=True, normal=number)
    return Finding(
        ok=True,
        normal=number,
        warning="未识别出公告号（如“国家知识产权局公告 第475号”）、AGI 证书号或商标注册号，请对照证书确认。",
    )


# --- telephone and place ---


def check_phone(text: str) -> Finding:
    """Check a telephone number: mobile, fixed line with area code, 400/800, public short number.

    A fixed line without area code is accepted with a warning. Normal form 0393-0000001, extension as -801.
    """
    number = _tidy(text).replace("(", "").replace(")", "-").removeprefix("+86").lstrip("-")
    number = re.sub(r"转|EXT\.?|,", "-", number)
    if not number:
        return _bad(number, "请填写联系电话。")
    compact = number.replace("-", "")
    if _matches(_WITHOUT_AREA_CODE, compact):
        return Finding(ok=True, normal=compact)
    if match := _matches(_FIXED_LINE, number):
        return Finding(ok=True, normal="-".join(part for part in match.groups() if part))
    if _matches(r"[2-9]\d{6,7}(?:-\d{1,6})?", number):
        return Finding(ok=True, normal=number, warning="固定电话缺少区号，请补全，如 0393-0000001。")
    return _bad(number, "电话号码无法识别，请填写11位手机号，或带区号的固定电话，如 0393-0000001。")


def check_district(text: str) -> Finding:
    """Check the shape of a division code (GB/T 2260): six digits under a province code that exists.

    Statistical-only codes (development zones) pass too: which codes are in use is for the office's own list.
    """
    code = _tidy(text)
    if not _matches(r"\d{6}", code):
        return _bad(code, "行政区划代码应为6位数字，如 410900。")
    if code[:2] not in _PROVINCES:
        return _bad(code, "行政区划代码的前两位不是省级代码，请核对。")
    return Finding(ok=True, normal=code)
