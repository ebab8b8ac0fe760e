"""The same act by several processes at the same moment, on both databases: it happens once and nobody sees an error."""

import itertools
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.deep.installations import NOTICE, Installation, new_database
from tests.deep.soundness import breaches
from tests.deep.workers import Worker, at_once, each_at_once

pytestmark = pytest.mark.deep
HANDS = 4
ROUNDS = range(5)
USED = "邀请链接已使用过，请直接登录；忘记密码请联系联席会议办公室。"
COVERAGE = {"title": "示例报道", "outlet": "示例日报", "day": "2022-04-21", "link": "https://example.com/"}
numbers = itertools.count(1000)


@pytest.fixture(scope="module")
def where(running: Installation, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return running.copy(tmp_path_factory.mktemp("at-once") / "home")


@pytest.fixture(scope="module")
def crew(where: Installation) -> Iterator[list[Worker]]:
    workers = [Worker(where) for _ in range(HANDS)]
    yield workers
    for worker in workers:
        worker.end()


@pytest.fixture(autouse=True)
def _sound(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every race the data are in order."""
    yield
    if "where" in request.fixturenames:
        assert breaches(request.getfixturevalue("where")) == {}


def values(answers: list[dict[str, Any]]) -> list[Any]:
    return [answer["ok"] for answer in answers if "ok" in answer]


def refusals(answers: list[dict[str, Any]]) -> list[str]:
    return [answer["refused"] for answer in answers if "refused" in answer]


def one_for_all(answers: list[dict[str, Any]]) -> Any:
    """The value all got."""
    assert refusals(answers) == []
    assert len(set(values(answers))) == 1
    return values(answers)[0]


def submitted(worker: Worker, n: int, **content: Any) -> None:
    for step in ("begin", "write", "submit"):
        assert "ok" in worker.ask(step, n=n, **(content if step == "write" else {}))


@pytest.mark.parametrize("_", ROUNDS)
def test_sessions(where: Installation, crew: list[Worker], _: int) -> None:
    n = next(numbers)
    pk = one_for_all(at_once(crew, "plan", n=n))
    assert one_for_all(at_once(crew, "close", n=n)) == pk
    assert where.value(f"select count(*) from gatherings_session where title = '第{n}场'") == 1


@pytest.mark.parametrize("_", ROUNDS)
def test_returns(where: Installation, crew: list[Worker], _: int) -> None:
    n = next(numbers)
    pk = one_for_all(at_once(crew, "begin", n=n))
    assert one_for_all(at_once(crew, "write", n=n)) == pk
    one_for_all(at_once(crew, "attach", n=n))
    assert one_for_all(at_once(crew, "submit", n=n)) == 1
    assert one_for_all(at_once(crew, "accept", n=n)) == pk
    counted = where.rows(
        f"select (select count(*) from reporting_returnversion where parent_id = {pk}), "
        f"(select count(*) from reporting_returnfile where parent_id = {pk}), "
        f"(select count(*) from campaign_fact where source = 'return:{pk}')"
    )
    assert counted == [(1, 1, 2)]


def test_a_single_return_is_begun_once(where: Installation, crew: list[Worker]) -> None:
    forms = [{"n": next(numbers), "code": "plan", "unit": "乙", "by": "b"} for _ in crew]
    pk = one_for_all(each_at_once(crew, "begin", forms))
    owed = f"select obligation_id from reporting_return where id = {pk}"
    assert where.value(f"select count(*) from reporting_return where obligation_id = ({owed})") == 1


@pytest.mark.parametrize("_", ROUNDS)
def test_accepting_and_sending_back_exclude_each_other(
    where: Installation, crew: list[Worker], _: int
) -> None:
    n = next(numbers)
    submitted(crew[0], n)
    for worker, name in zip(crew, itertools.cycle(("accept", "send_back"))):
        worker.send(name, n=n)
    answers = [worker.read() for worker in crew]
    accepted, sent_back = values(answers[::2]), values(answers[1::2])
    # Who accepts twice is told the same; who sends back twice is told that it is not waiting any more.
    assert (len(accepted), len(sent_back)) in {(2, 0), (0, 1)}
    assert [answer for answer in answers if "error" in answer] == []


@pytest.mark.parametrize("_", ROUNDS)
def test_a_story_of_two_units_credits_both(where: Installation, crew: list[Worker], _: int) -> None:
    n = next(numbers)
    told = [{"n": n, "unit": "甲", "by": "a"}, {"n": next(numbers), "unit": "乙", "by": "b"}]
    story = COVERAGE | {"link": f"https://example.com/{n}"}
    for worker, teller in zip(crew, told, strict=False):
        assert "ok" in worker.ask("begin", **teller, code="coverage")
        assert "ok" in worker.ask("write", n=teller["n"], by=teller["by"], **story)
        assert "ok" in worker.ask("submit", n=teller["n"], by=teller["by"])
    answers = each_at_once(crew[:2], "accept", [{"n": teller["n"]} for teller in told])
    sources = [f"return:{pk}" for pk in values(answers)]
    occurrence = f"select distinct occurrence_id from campaign_fact where source = '{sources[0]}'"
    assert where.value(f"select count(*) from ({occurrence}) as one") == 1
    assert (
        where.value(f"select count(*) from campaign_occurrence_units where occurrence_id = ({occurrence})")
        == 2
    )
    assert where.rows(f"{occurrence.removesuffix(repr(sources[0]))}'{sources[1]}'") == where.rows(occurrence)


@pytest.mark.parametrize("_", ROUNDS)
def test_an_invitation_opens_one_account(where: Installation, crew: list[Worker], _: int) -> None:
    n = next(numbers)
    token = crew[0].ask("invite", n=n)["ok"]
    forms = [{"token": token, "username": f"ceshi-{n}-{hand}"} for hand in range(HANDS)]
    answers = each_at_once(crew, "open_account", forms)
    assert (len(values(answers)), refusals(answers)) == (1, [USED] * (HANDS - 1))
    assert where.value(f"select count(*) from people_user where username like 'ceshi-{n}-%'") == 1


def test_an_account_name_is_given_once(where: Installation, crew: list[Worker]) -> None:
    tokens = [crew[0].ask("invite", n=next(numbers))["ok"] for _ in crew]
    forms = [
        {"token": token, "username": name}
        for token, name in zip(tokens, ("Shili-jia", "shili-jia") * 2, strict=True)
    ]
    answers = each_at_once(crew, "open_account", forms)
    assert len(values(answers)) == 1
    assert where.value("select count(*) from people_user where lower(username) = 'shili-jia'") == 1
    for sentence in refusals(answers):
        assert sentence.endswith("已被使用，请换一个。")


def test_the_newest_invitation_counts(where: Installation, crew: list[Worker]) -> None:
    n = next(numbers)
    assert len(set(values(at_once(crew, "invite", n=n)))) == HANDS
    assert (
        where.value(
            f"select count(*) from people_invitation where name = '示例第{n}人' and revoked_at is null"
        )
        == 1
    )


@pytest.mark.parametrize("_", ROUNDS)
def test_a_hand_over_leaves_one_contact(where: Installation, crew: list[Worker], _: int) -> None:
    each_at_once(crew, "hand_over", [{"name": f"示例{next(numbers)}"} for _ in crew])
    assert (
        where.value(
            "select count(*) from people_contact c join people_unit u on u.id = c.unit_id "
            "where u.name = '示例县甲' and c.until is null"
        )
        == 1
    )


@pytest.mark.parametrize("_", ROUNDS)
def test_a_member_list_is_imported_once(where: Installation, crew: list[Worker], _: int) -> None:
    names = [f"示例单位{next(numbers)}" for _ in range(5)]
    assert one_for_all(at_once(crew, "import_members", names=names)) == 5
    listed = ", ".join(f"'{name}'" for name in names)
    assert where.value(f"select count(*) from people_unit where name in ({listed})") == 5


@pytest.mark.parametrize("_", ROUNDS)
def test_new_units_are_included_once(where: Installation, crew: list[Worker], _: int) -> None:
    assert "ok" in crew[0].ask("import_members", names=[f"示例单位{next(numbers)}"])
    added = values(at_once(crew, "include_units"))
    assert (len(added), len([number for number in added if number])) == (HANDS, 1)


def test_messages_go_out_once(where: Installation, crew: list[Worker]) -> None:
    keys = [f"同时{number}" for number in range(30)]
    for key in keys:
        one_for_all(at_once(crew, "put_out", key=key))
    counts = values(at_once(crew, "deliver"))
    assert [sum(column) for column in zip(*counts, strict=True)] == [30, 0]
    subjects = Counter(
        line
        for path in (where.home / "mail").iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("Message-ID")
    )
    assert (len(subjects), set(subjects.values())) == (30, {1})


@pytest.mark.parametrize("n", ROUNDS)
def test_a_notice_is_kept_once(where: Installation, crew: list[Worker], n: int) -> None:
    text = f"{NOTICE.read_text(encoding='utf-8')}\n附件：示例{n}\n"
    pk = one_for_all(at_once(crew, "upload", text=text))
    assert where.value(f"select count(*) from notice_noticedocument where id >= {pk}") == 1


def test_a_summary_is_built_once(where: Installation, crew: list[Worker]) -> None:
    one_for_all(at_once(crew, "summary"))


def test_many_writers_wait_for_each_other(where: Installation, crew: list[Worker]) -> None:
    """Four hands at different work all the time: nobody is told that the database is locked."""
    things = [[next(numbers) for _ in range(25)] for _ in crew]
    steps = ("plan", "close", "begin", "write", "attach", "submit", "accept")
    for worker, own in zip(crew, things, strict=True):
        for n in own:
            for step in steps:
                worker.send(step, n=n)
    answers = [worker.read() for worker, own in zip(crew, things, strict=True) for _ in own for _ in steps]
    assert [answer for answer in answers if "ok" not in answer] == []


@pytest.mark.parametrize("_", range(3))
def test_one_notice_launched_by_all(empty: Installation, tmp_path: Path, hired: Any, _: int) -> None:
    """Through the acts, on an installation that has no office yet."""
    where = empty.copy(tmp_path / "home")
    crew = hired(where, HANDS)
    plan = crew[0].ask("prepare", file=str(NOTICE))["ok"]
    one_for_all(at_once(crew, "launch", plan=plan))
    assert where.rows(
        "select (select count(*) from campaign_campaign), (select count(*) from people_unit)"
    ) == [(1, 1)]
    assert where.value("select count(*) from campaign_activity") == 10
    assert breaches(where) == {}


def test_different_notices_launched_at_once(empty: Installation, tmp_path: Path, hired: Any) -> None:
    """Both stand, under addresses of their own, at the one office."""
    where = empty.copy(tmp_path / "home")
    files = [tmp_path / f"通知{number}.txt" for number in range(HANDS)]
    for number, file in enumerate(files):
        text = NOTICE.read_text(encoding="utf-8")
        file.write_text(
            f"{text}\n附件：示例{number}\n".replace("〕1号", f"〕{number + 1}号"), encoding="utf-8"
        )
    crew = hired(where, HANDS)
    plans = [crew[0].ask("prepare", file=str(file))["ok"] for file in files]
    answers = each_at_once(crew, "launch", [{"plan": plan} for plan in plans])
    assert (len(set(values(answers))), refusals(answers)) == (HANDS, [])
    assert where.value("select count(*) from people_unit where parent_id is null") == 1
    assert breaches(where) == {}


def test_the_command_at_once(empty: Installation, tmp_path: Path) -> None:
    where = empty.copy(tmp_path / "home")
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: where.run("launch", str(NOTICE), "--yes"), range(3)))
    assert [(code, err) for code, _, err in found] == [(0, "")] * 3
    assert sum("没有重复创建" in out for _, out, _ in found) == 2
    assert where.value("select count(*) from campaign_campaign") == 1


def test_the_first_start_of_all_at_once(empty: Installation, tmp_path: Path) -> None:
    """Commands typed at the same moment into a new data folder: one builds the database, the others wait."""
    url = new_database(empty.database_url, f"first_{tmp_path.name[-20:]}") if empty.database_url else ""
    where = Installation(tmp_path / "home", url)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: where.run("tick"), range(3)))
    assert [(code, err) for code, _, err in found] == [(0, "")] * 3
