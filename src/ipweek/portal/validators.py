"""What the items at the foot of a public page may look like. Empty is always allowed: nothing is invented."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from ipweek.base.text import mask_personal

site_code = RegexValidator(
    r"^(?:\d{10}|bm\d{8})\Z", "网站标识码为10位数字（部门网站为bm加8位数字），请核对后填写；没有的留空。"
)


def without_personal_data(text: str) -> None:
    """Refuse telephone numbers, identity numbers and mail addresses in a text that everybody can read.

    Raises:
        ValidationError: when there is one; the sentence says where official contacts belong.
    """
    if mask_personal(text) != text:
        raise ValidationError(
            "正文中有电话、证件号码或邮箱，不能公开发布，请删去；办公室的联系方式请填在“公开网站设置”中。"
        )
