"""Contact persons, telephones and e-mail addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipweek.notice.reading.flow import Run
from ipweek.notice.reading.persons import names_before, names_in

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
_FAX = re.compile(r"传 *真(?:号码?|电话)?(?:\(.{0,6}\))?[: ]*$")
_OTHER = re.compile(
    r"(?:军线|(?:举报|投诉|维权|服务|报警|急救)(?:电话|热线|专线|号码)?|热线"
    r"|QQ群?号?|qq群?号?|微信群?号?|邮 *编|邮政编码"
    r"|账 *号|群 *号|许可证|备案|编号|标识码)[^\d]{0,4}$"
)
_PERSON = re.compile(
    r"(?:联 *系 *人|联 *络 *(?:人|员)|经 *办 *人|责任编辑人|联系方式|联系同志|负责同志|业务联系)"
    r"(?:员)?(?:姓 *名)?(?: ?(?:及|和|与|、|/) ?(?:联系)?(?:电 *话|方式|手机|号码))?(?:\(.{1,10}\))? ?[:;] ?"
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
            or _columns(text)
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
        if re.search(r"\d{3}", text):
            _phones(run, found, near=near or bool(_NEAR.search(text)))
    return found


def _add(where: list[Run], run: Run) -> None:
    value = run.text.replace(" ", "")
    if value and all(value != other.text.replace(" ", "") for other in where):
        where.append(run)


def _columns(text: str) -> bool:
    """Whether a line is the head of a table with telephones."""
    return (
        len(text) < 60
        and bool(re.search(r"电 ?话|手机|联系方式", text))
        and not re.search(r"\d{5}|[:。,]", text)
    )


def _phones(run: Run, found: Contacts, *, near: bool) -> None:
    """Adds the telephones of a run, and the people named beside them."""
    text = run.text
    last = 0
    for match in _PHONE.finditer(text):
        since = max(last, match.start() - 60)
        since += max(text[since : match.start()].rfind(mark) for mark in ";。") + 1
        last = match.end()
        before = text[max(match.start() - 16, 0) : match.start()]
        if _OTHER.search(before):
            continue
        names = _people(run, match, since)
        for name in names:
            _add(found.names, name)
        fax = _FAX.search(before) and not re.search(r"电话[/、(及和]*传真|传真[/、(及和]+电话", before)
        number = re.search(r"[〔\[(]?\d{4}[〕\])]?$", before) and not re.search(r"\(0\d{2,3}\)$", before)
        faxed = re.match(r" ?\(? ?传真\)?(?! ?[:\d])", text[match.end() : match.end() + 6])
        if not (near or names) or fax or number or (faxed and not match["more"]):
            continue
        _add(found.phones, run.cut(*match.span("first")))
        _more(run, match, found, leave_last=faxed is not None)


def _people(run: Run, match: re.Match[str], since: int) -> list[Run]:
    """The names before a telephone and in brackets behind it."""
    names = names_before(run, since, match.start())
    end = match.end()
    if behind := re.match(r" ?\(([\u3400-\u9fff ]{2,6})\)", run.text[end : end + 12]):
        names += names_before(run, end + behind.start(1), end + behind.end(1))
    return names


def _more(run: Run, match: re.Match[str], found: Contacts, *, leave_last: bool) -> None:
    """Adds the numbers that follow the first, completed by its area code or its digits."""
    base = match["first"]
    start = match.start("more")
    for other in re.finditer(rf"{_NUMBER}|\d{{1,4}}", match["more"]):
        if leave_last and other.end() == len(match["more"]):
            continue
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
