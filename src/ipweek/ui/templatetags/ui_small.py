"""Small pieces, written straight to HTML because lists use them hundreds of times."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ipweek.ui import formats
from ipweek.ui.icons import ICONS

register = template.Library()

# Every tone has a shape, so that colour is never the only cue.
TONES = {
    "neutral": "circle",
    "progress": "half",
    "info": "info",
    "done": "check",
    "warning": "warn",
    "danger": "stop",
}
VARIANTS = ("primary", "secondary", "plain", "danger")


def one_of(name: str, value: str, allowed: object) -> str:
    """Return `value`; raises TemplateSyntaxError when a tag was given a word it does not know."""
    if value not in allowed:  # type: ignore[operator]
        raise template.TemplateSyntaxError(f"{name}={value!r} is none of {sorted(allowed)}")  # type: ignore[call-overload]
    return value


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the sprite; decorative unless it has a label."""
    one_of("icon", name, ICONS)
    address = f"{static('ui/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address
    )


@register.simple_tag
def status(text: str, tone: str = "neutral") -> SafeString:
    """A status tag: words, colour and shape together."""
    shape = TONES[one_of("tone", tone, TONES)]
    return format_html('<span class="status tone-{}">{}<span>{}</span></span>', tone, icon(shape), text)


@register.simple_tag
def days_left(due: formats.Day | None, done: bool = False) -> SafeString:
    """Days until a deadline: 还剩 3 天, 今天截止, 已逾期 2 天; nothing without a day or when done."""
    if due is None or done:
        return mark_safe("")
    left = formats.remaining(due)
    return format_html('<span class="days tone-{}">{}</span>', left.tone, left.words)


@register.simple_tag
def day(value: formats.Day | None) -> SafeString:
    """A day with weekday inside `<time>`; "—" without one."""
    if value is None:
        return mark_safe("—")
    return format_html(
        '<time datetime="{}">{}</time>', formats.local_day(value).isoformat(), formats.full_date(value)
    )


@register.simple_tag
def matrix_cell(text: str, tone: str = "neutral", url: str = "", label: str = "") -> SafeString:
    """What stands inside a `<td>` of the matrix: shape and words, a link when there is a list behind it.

    `label` names row and column for people who hear the link alone ("某局，活动小结：已采纳").
    """
    inner = status(text, tone)
    if not url:
        return format_html('<span class="cell">{}</span>', inner)
    if label:
        return format_html('<a class="cell" href="{}" aria-label="{}">{}</a>', url, label, inner)
    return format_html('<a class="cell" href="{}">{}</a>', url, inner)


@register.simple_tag
def progress(value: int, total: int, label: str, unit: str = "") -> SafeString:
    """A bar with its figure beside it: 12 / 30 家 (40%)."""
    percent = round(value * 100 / total) if total else 0
    return format_html(
        '<span class="progress"><progress max="{}" value="{}" aria-label="{}"></progress>'
        '<span class="progress-text">{} / {}{}（{}%）</span></span>',
        max(total, 1),
        min(value, max(total, 1)),
        label,
        value,
        total,
        f" {unit}" if unit else "",
        percent,
    )


@register.simple_tag
def button(  # noqa: PLR0913, PLR0917 - the declared arguments are the contract of the tag
    text: str,
    variant: str = "primary",
    type: str = "submit",  # noqa: A002 - the HTML word
    name: str = "",
    value: str = "",
    icon_name: str = "",
    confirm: str = "",
    reason: str = "",
    form: str = "",
) -> SafeString:
    """A button.

    Args:
        text: what it says, a verb.
        variant: primary (one per page), secondary, plain, danger.
        type: submit, button or reset.
        name: with `value`, what is posted.
        value: see `name`.
        icon_name: a drawing before the words.
        confirm: a question asked in a dialog before anything happens.
        reason: why it cannot be used now; the button is then disabled and the sentence stands beside it.
        form: id of the form it belongs to when it stands outside.
    """
    one_of("variant", variant, VARIANTS)
    one_of("type", type, ("submit", "button", "reset"))
    given = [(key, text_) for key, text_ in (("name", name), ("value", value), ("form", form)) if text_]
    if confirm:
        given.append(("data-confirm", confirm))
    attributes = format_html_join("", ' {}="{}"', given)
    if reason:
        return format_html(
            '<span class="button-with-reason">'
            '<button class="button button-{}" type="button" disabled>{}{}</button>'
            '<span class="reason">{}</span></span>',
            variant,
            icon(icon_name) if icon_name else "",
            text,
            reason,
        )
    return format_html(
        '<button class="button button-{}" type="{}"{}>{}{}</button>',
        variant,
        type,
        attributes,
        icon(icon_name) if icon_name else "",
        text,
    )


@register.simple_tag
def link_button(
    text: str, url: str, variant: str = "secondary", icon_name: str = "", download: bool = False
) -> SafeString:
    """A link that looks like a button: it goes somewhere or fetches a file, it changes nothing."""
    one_of("variant", variant, VARIANTS)
    return format_html(
        '<a class="button button-{}" href="{}"{}>{}{}</a>',
        variant,
        url,
        mark_safe(" download") if download else "",
        icon(icon_name) if icon_name else "",
        text,
    )
