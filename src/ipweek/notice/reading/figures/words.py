"""The grammar of a counted result, compiled once from the word list `lexicon/figures.toml`."""

import re
from functools import cache

from ipweek.notice.reading.lexicon import pattern, table

ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,8})?(?![\d,])|\d{1,15}(?:\.\d{1,8})?)"
SCALE = r"(?:[十百千]?[万亿]|[百千](?!克)|[wW](?![A-Za-z]))"
_HAN = "零〇一二两三四五六七八九十百千万亿廿"
HAN = rf"(?<![{_HAN}])[{_HAN}]{{1,16}}(?:点[零一二三四五六七八九]{{1,8}}[百千]?[万亿]?)?"
NUMBER = rf"(?:{ARABIC}(?: ?{SCALE}(?:\d{{1,4}}[百千])?)?|{HAN})"


def words(key: str) -> str:
    """The alternatives of a list, longest first, as one group."""
    return pattern("figures", key).pattern


@cache
def units() -> str:
    """A counted unit, with what may not follow it, and the word for its other half: 篇(条), 人(次)."""
    known = table("figures")["units"]
    plain = "|".join(
        unit + (f"(?!{barred})" if barred else "")
        for unit, barred in sorted(known.items(), key=lambda entry: -len(entry[0]))
    )
    other = words("lists.alternatives")
    return rf"(?P<unit>{plain})(?P<other>\({other}次?\)|/{other}次?)?"


@cache
def bounds() -> tuple[str, str]:
    """The words of bounds in front of a number and behind its unit."""
    return tuple(
        "|".join(words(f"lists.{key}{place}") for key in ("less", "approx", "more"))
        for place in ("", "_behind")
    )  # type: ignore[return-value]  # there are two places


@cache
def quantity() -> re.Pattern[str]:
    """Everything that looks like a number with a unit, and before it every number of another sort.

    The shapes of `not_counted` come first, so that a date or an article of a law consumes its digits.
    """
    before, behind = bounds()
    names = "|".join(table("figures")["units"])
    han = "[一二三四五六七八九十百千]"
    low = rf"(?<![\d.,A-Za-z]){ARABIC}(?: ?[万亿千百])?|(?<!{han}){han}{{1,8}}"
    counted = (
        rf"(?:(?P<before>{before})(?:了|到|达|有|过)? ?)?(?:(?P<low>{low}) ?(?:-|~|至|到) ?)?"
        rf"(?P<number>(?<![\d.A-Za-z]){NUMBER}) ?(?P<mid>余|多|来|几|\+)? ?(?P<scale>[十百千]?[万亿])?"
        rf" ?(?P<mid2>余|多|\+)? ?{units()} ?(?P<behind>{behind})?"
    )
    some = (
        rf"(?<![人件份场次户家指分总])(?:好?几|数|成百上|成千上)[十百千万]{{0,4}}[余多]?[万亿]? ?(?:{names})"
    )
    return re.compile(rf"(?P<skip>{not_counted()})|{counted}|(?P<vague>{some})")


@cache
def not_counted() -> str:
    """Numbers that count nothing: dates, times, ordinals, documents, articles, shares, durations, ages."""
    han = "[零〇一二两三四五六七八九十百千万]"
    shapes = {
        "{number}": rf"(?:{ARABIC}|{han}{{1,12}})",
        "{han}": han,
        "{units}": "|".join(table("figures")["units"]),
    }
    alternatives = "|".join(table("figures")["grammar"]["not_counted"])
    for name, shape in shapes.items():
        alternatives = alternatives.replace(name, shape)
    return alternatives


@cache
def quoted() -> re.Pattern[str]:
    """A short quoted name without a count in it: “五进”, “百日行动”, “4·26”."""
    return re.compile(r"[“「『〝][^”」』〞\n]{0,60}[”」』〞]|\"[^\"\n]{0,60}\"")


@cache
def cell() -> re.Pattern[str]:
    """A table cell that holds one number, perhaps with its unit."""
    before, behind = bounds()
    return re.compile(
        rf"(?P<before>{before})?(?P<number>{ARABIC}(?:{SCALE})?|{HAN})(?P<mid>余|多|来|几|\+)?"
        rf"(?P<scale>[十百千]?[万亿])?(?P<mid2>余|多|\+)?(?:{units()})?(?P<behind>{behind})?"
    )


@cache
def unit_cell() -> re.Pattern[str]:
    """A table cell or a bracket that holds only a unit."""
    return re.compile(rf"(?P<money>[万亿]?(?:元|美元)|[万亿])|(?P<wan>[万亿])?{units()}")


@cache
def view() -> re.Pattern[str]:
    """A reading of views or of people without a unit: 阅读量12.6万, 参训人数210."""
    before, _ = bounds()
    views, heads = words("lists.views"), words("lists.heads")
    return re.compile(
        rf"(?:(?P<views>{views})(?:总?[量数]|总?次数|人次|总量)?|(?P<heads>{heads}))"
        rf"(?:已?[达超]?(?:到|过)?|共计?|为|:|约为?|有|突破|累计|合计)?(?P<before>{before})?(?:了|到|达)? ?"
        rf"(?P<number>{ARABIC}(?: ?{SCALE})?)(?P<mid>余|多|\+)?(?P<scale>[万亿])?(?P<mid2>余|多|\+)?"
        r"(?P<behind>以上|左右)?(?=[,，;。、!()\s\n]|$)"
    )


@cache
def family(unit: str) -> str:
    """The units that count the same sort of thing as this one share one family name."""
    bare = re.split("[(/]", unit, maxsplit=1)[0]
    for group in table("figures")["lists"]["families"]:
        if bare in group.split():
            return str(group)
    return bare


def guarded(word: str) -> str:
    """Characters that before a word of bounds make another word of it: 附 before 近, 签 before 约."""
    return str(table("figures")["lists"]["other_word"].get(word, ""))
