"""What may stand on a public page."""

import pytest
from django.core.exceptions import ValidationError

from ipweek.portal import validators


@pytest.mark.parametrize("code", ["4109000001", "bm12345678"])
def test_a_site_code_has_ten_digits_or_bm_and_eight(code):
    assert validators.site_code(code) is None


@pytest.mark.parametrize("code", ["410900000", "41090000011", "BM12345678", "bm1234567", "4109000001\n"])
def test_another_site_code_is_refused_with_what_to_do(code):
    with pytest.raises(ValidationError) as refused:
        validators.site_code(code)
    assert refused.value.messages == [
        "网站标识码为10位数字（部门网站为bm加8位数字），请核对后填写；没有的留空。"
    ]


@pytest.mark.parametrize(
    "text",
    ["<p>联系13800000001</p>", "<p>0393-0000123</p>", "<p>11010519491231002X</p>", "<p>a@example.com</p>"],
)
def test_personal_data_are_stopped(text):
    with pytest.raises(ValidationError) as refused:
        validators.without_personal_data(text)
    assert refused.value.messages == [
        "正文中有电话、证件号码或邮箱，不能公开发布，请删去；办公室的联系方式请填在“公开网站设置”中。"
    ]


@pytest.mark.parametrize("text", ["", "<p>2022年4月20日至26日，咨询请拨打12345。</p>"])
def test_plain_text_passes(text):
    assert validators.without_personal_data(text) is None
