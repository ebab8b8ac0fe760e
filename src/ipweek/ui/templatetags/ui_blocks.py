"""Pieces that wrap content: `{% card "标题" %}…{% endcard %}`."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ipweek.ui.templatetags.ui_small import TONES, one_of

register = template.Library()


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    id: str = "",  # noqa: A002 - the HTML word
    link: str = "",
    link_text: str = "查看全部",
    level: int = 2,
) -> SafeString:
    """A white panel with an optional heading and a link at the right of it."""
    one_of("level", level, (2, 3))  # type: ignore[arg-type]
    given = {
        "content": content,
        "title": title,
        "id": id,
        "link": link,
        "link_text": link_text,
        "level": level,
    }
    return render_to_string("ui/pieces/card.html", given)


@register.simple_block_tag
def alert(content: str, title: str = "", tone: str = "info") -> SafeString:
    """A box that must be noticed: tone info, done, warning or danger."""
    one_of("tone", tone, TONES)
    given = {"content": content, "title": title, "tone": tone, "shape": TONES[tone]}
    return render_to_string("ui/pieces/alert.html", given)


@register.simple_block_tag
def data_table(
    content: str,
    caption: str,
    id: str = "",  # noqa: A002 - the HTML word
    show_caption: bool = False,
    search: str = "",
    wide: bool = False,
) -> SafeString:
    """A table. On a phone every row becomes a card: give each `<td>` its `data-label`.

    Args:
        content: `<thead>` and `<tbody>`.
        caption: what the table lists; read aloud, drawn when `show_caption`.
        id: needed with `search`.
        show_caption: draw the caption.
        search: placeholder of a box that filters the rows in place (short lists only).
        wide: no cards; scrolls sideways with the first column standing still (the matrix).
    """
    if search and not id:
        raise template.TemplateSyntaxError("data_table with search needs an id")
    given = {
        "content": content,
        "caption": caption,
        "id": id,
        "show_caption": show_caption,
        "search": search,
        "wide": wide,
    }
    return render_to_string("ui/pieces/table.html", given)


@register.simple_block_tag
def fold(content: str, title: str, open: bool = False) -> SafeString:  # noqa: A002 - the HTML word
    """Content that opens on demand."""
    return render_to_string("ui/pieces/fold.html", {"content": content, "title": title, "open": open})


@register.simple_block_tag
def filter_bar(content: str, label: str = "筛选", reset: str = "") -> SafeString:
    """A GET form above a list: selects and inputs in a row, a button, and a link that clears the choice."""
    return render_to_string("ui/pieces/filter_bar.html", {"content": content, "label": label, "reset": reset})
