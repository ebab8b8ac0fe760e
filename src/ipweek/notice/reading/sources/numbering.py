"""Numbers that word processors draw in front of paragraphs, as text."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ipweek.base.text import chinese_number

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
MOST = 9999


def chinese(number: int) -> str:
    """Return 1 to 9999 as Word counts in Chinese: 10 → 十, 21 → 二十一, 105 → 一百〇五."""
    return chinese_number(number).replace("零", "〇")


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _legal(number: int) -> str:
    text = chinese(number).translate(_LEGAL)
    return "壹" + text if text.startswith("拾") else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, name in _ROMAN:
        out, number = out + name * (number // value), number % value
    return out


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _wide(number: int) -> str:
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def render(number: int, style: str) -> str:
    """Return a list number in a numbering format of Office Open XML; unknown formats read as digits."""
    if not 1 <= number <= MOST:
        return str(number)
    return FORMATS.get(style, str)(number)


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number looks, where it starts, what stands around it."""

    style: str = "decimal"
    text: str = "%1."
    start: int = 1
    spaced: bool = False
    restart: int | None = None  # the level whose step restarts this one; None: any level above, 0: never


@dataclass
class Counter:
    """The running numbers of one list."""

    levels: dict[int, Level]
    values: dict[int, int] = field(default_factory=dict)

    def step(self, index: int) -> str:
        """Advance a level and return what is drawn in front of the paragraph, "" for bullets."""
        level = self.levels.get(index)
        if level is None:
            return ""
        self.values[index] = self.values.get(index, level.start - 1) + 1
        for deeper in [key for key in self.values if key > index]:
            restart = self.levels[deeper].restart
            if restart is None or (restart and index < restart):
                del self.values[deeper]
        if level.style in ("bullet", "none"):
            return ""
        text = level.text
        for position in range(index + 1):
            if f"%{position + 1}" in text:
                above = self.levels.get(position, Level())
                number = self.values.get(position, above.start)
                text = text.replace(f"%{position + 1}", render(number, above.style))
        text = text.strip()
        return text + " " if text and (level.spaced or text[-1].isalnum()) and text[-1].isascii() else text
