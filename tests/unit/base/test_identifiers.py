"""Identifiers: the vectors of the standards, and properties over all fictional codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.base import identifiers as ids


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "91110000600037341L",
        "91440300708461136T",
        "91410900PDY00001XM",
        "11410900PDY000028X",
        "92410922PDY00001XE",
        "93410926PDY000079D",
    ],
)
def test_right_credit_codes(code):
    assert ids.check_uscc(code) == ids.Finding(ok=True, normal=code)


def test_credit_code_is_tidied():
    assert ids.check_uscc(" ９１410900 pdy00001-xm ").normal == "91410900PDY00001XM"
    assert ids.check_uscc("91410900pdy00001xm").ok


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91350100M000100Y4Z", "统一社会信用代码第18位“Z”不会出现（不用 I、O、S、V、Z），请对照证照核对。"),
        ("91410900PDY00001XN", "统一社会信用代码的校验位不符，可能有一位写错，请对照证照逐位核对。"),
        ("91410900PDY00001X", "统一社会信用代码应为18位，现为17位，请对照证照补全。"),
        (
            "914109A0PDY00001XM",
            "统一社会信用代码第3至8位应为登记管理机关的行政区划代码（数字），请对照证照核对。",
        ),
        ("", "请填写统一社会信用代码（18位）。"),
    ],
)
def test_wrong_credit_codes(code, problem):
    finding = ids.check_uscc(code)
    assert (finding.ok, finding.problem) == (False, problem)


def test_inner_check_digit_only_warns():
    body = "91410900PDY000011"
    finding = ids.check_uscc(body + ids._uscc_check(body))
    assert finding.ok
    assert finding.warning == "统一社会信用代码第17位与组织机构代码的校验规则不符，请对照证照确认。"


@pytest.mark.parametrize("code", ["D2143569-X", "60003734-1", "PDY00001-X", "PDY00002-8", "PDY00007-9"])
def test_right_organisation_codes(code):
    assert ids.check_org_code(code) == ids.Finding(ok=True, normal=code.replace("-", ""))


@pytest.mark.parametrize("code", ["PDY00001-8", "PDY00002-6", "PDY00007-7"])
def test_letters_count_over_36_symbols(code):
    assert not ids.check_org_code(code).ok


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "440524188001010014", "410902188001010012", "410922188002290015"]
)
def test_right_identity_numbers(number):
    assert ids.check_id_card(number) == ids.Finding(ok=True, normal=number)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("110105194912310021", "身份证号码的校验位不符，可能有一位写错，请逐位核对。"),
        ("410922188102290015", "身份证号码第7至14位不是真实的出生日期，请核对。"),
        ("410922299902280015", "身份证号码中的出生日期晚于今天，请核对。"),
        ("110105491231002", "这是15位旧号码，请填写18位身份证号码。"),
        ("1101051949123100", "身份证号码应为17位数字加1位数字或X，请核对。"),
    ],
)
def test_wrong_identity_numbers(number, problem):
    finding = ids.check_id_card(number)
    assert (finding.ok, finding.problem) == (False, problem)


def test_finding_does_not_print_the_number():
    assert "11010519491231002X" not in repr(ids.check_id_card("11010519491231002X"))


@pytest.mark.parametrize(
    "number",
    [
        "202010566088.9",
        "201510958772.0",
        "200510096239.4",
        "202322865413.3",
        "201811564288.X",
        "201310699744.2",
        "97101765.4",
        "95115608.X",
    ],
)
def test_right_patent_numbers(number):
    assert ids.check_patent(number) == ids.Finding(ok=True, normal=number)
    assert ids.check_patent(f"ZL {number.lower()}").normal == f"ZL{number}"
    assert ids.check_patent(number.replace(".", "")).normal == number


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("202310123456.7", "专利号的校验位不符，可能有一位写错，请对照证书核对。"),
        ("202410123456.7", "专利号的校验位不符，可能有一位写错，请对照证书核对。"),
        ("299910123456.7", "专利号开头的申请年份不合理，请核对。"),
        ("CN109876543B", "这是公开（公告）号，请填写申请号或专利号，如 202010566088.9。"),
        ("12345", "专利号应为12位数字加小数点和校验位，如 202010566088.9（2003年10月前为8位），请核对。"),
    ],
)
def test_wrong_patent_numbers(number, problem):
    finding = ids.check_patent(number)
    assert (finding.ok, finding.problem) == (False, problem)


@pytest.mark.parametrize(
    ("number", "warned"), [("12345678", False), ("G1234567", False), ("第1234567A号", False), ("ABC", True)]
)
def test_trademark_shape_only_warns(number, warned):
    finding = ids.check_trademark(number)
    assert (finding.ok, finding.warning is not None) == (True, warned)


@pytest.mark.parametrize(
    ("number", "warned"),
    [("国家知识产权局公告 第475号", False), ("AGI00001", False), ("1234567", False), ("某某证书", True)],
)
def test_geographical_indication_shape_only_warns(number, warned):
    finding = ids.check_gi(number)
    assert (finding.ok, finding.warning is not None) == (True, warned)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("138 0000 0000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("0393-0000001", "0393-0000001"),
        ("（0393）0000001", "0393-0000001"),
        ("03930000001", "0393-0000001"),
        ("０３９３—0000001转801", "0393-0000001-801"),
        ("010-00000000", "010-00000000"),
        ("12345", "12345"),
        ("12330", "12330"),
        ("110", "110"),
        ("400-000-0000", "4000000000"),
    ],
)
def test_right_telephone_numbers(typed, normal):
    assert ids.check_phone(typed) == ids.Finding(ok=True, normal=normal)


def test_missing_area_code_warns():
    finding = ids.check_phone("4665719")
    assert (finding.ok, finding.warning) == (True, "固定电话缺少区号，请补全，如 0393-0000001。")


@pytest.mark.parametrize("typed", ["", "12", "0393-000", "010-1234567", "电话", "99999999999"])
def test_wrong_telephone_numbers(typed):
    assert not ids.check_phone(typed).ok


@pytest.mark.parametrize(
    ("code", "ok"),
    [("410900", True), ("410972", True), ("990000", False), ("41090", False), ("４１０９００", True)],
)
def test_division_codes(code, ok):
    assert ids.check_district(code).ok is ok


def test_fictional_codes_match_the_vectors():
    assert ids.pdy_uscc(1) == "91410900PDY00001XM"
    assert ids.pdy_uscc(2, prefix="11") == "11410900PDY000028X"
    assert ids.pdy_uscc(1, "410922", "92") == "92410922PDY00001XE"
    assert ids.pdy_uscc(7, "410926", "93") == "93410926PDY000079D"
    with pytest.raises(ValueError, match="number 1 to 99999"):
        ids.pdy_uscc(0)


@given(
    st.integers(1, 99999),
    st.sampled_from(["410900", "110000", "650000"]),
    st.sampled_from(["11", "53", "91", "93"]),
)
def test_every_fictional_code_is_right_without_warning(number, division, prefix):
    code = ids.pdy_uscc(number, division, prefix)
    assert ids.check_uscc(code) == ids.Finding(ok=True, normal=code)


@given(st.integers(1, 99999), st.integers(0, 17), st.sampled_from(ids._USCC_SYMBOLS))
def test_one_wrong_symbol_is_always_noticed(number, position, symbol):
    code = ids.pdy_uscc(number)
    broken = code[:position] + symbol + code[position + 1 :]
    assert ids.check_uscc(broken).ok is (broken == code)


CHECKS = [
    ids.check_uscc,
    ids.check_org_code,
    ids.check_id_card,
    ids.check_patent,
    ids.check_trademark,
    ids.check_gi,
    ids.check_phone,
    ids.check_district,
]


@given(st.text(max_size=30), st.sampled_from(CHECKS))
def test_checks_never_raise_and_are_stable(text, check):
    finding = check(text)
    assert finding.ok is (finding.problem is None)
    if finding.ok:
        assert check(finding.normal) == finding


@given(
    st.from_regex(r"[0-9]{12}[.]?[0-9X]|0[0-9]{9,11}|1[0-9]{10}|[0-9]{17}[0-9X]", fullmatch=True),
    st.sampled_from(CHECKS),
)
def test_normal_forms_are_stable(text, check):
    finding = check(text)
    if finding.ok:
        assert check(finding.normal) == finding
