"""Lifecycles as tables."""

import pytest

from ipweek.base.errors import NotAllowed, Refusal
from ipweek.base.states import Lifecycle, Transition

RETURN = Lifecycle(
    "报送",
    {"draft": "草稿", "submitted": "已报送", "accepted": "已通过"},
    (
        Transition(
            "draft", "submitted", "submit", ("unit",), "return.submitted", "return-submitted", label="报送"
        ),
        Transition(
            "submitted",
            "draft",
            "send_back",
            ("office",),
            "return.sent_back",
            label="退回",
            when="须写明原因",
        ),
        Transition(
            "submitted",
            "accepted",
            "accept",
            ("office", "checker"),
            "return.accepted",
            public="已收",
            label="通过",
        ),
    ),
)


def test_check_returns_the_line():
    line = RETURN.check("submitted", "accept", {"checker"})
    assert (line.target, line.event, line.public) == ("accepted", "return.accepted", "已收")
    assert RETURN.check("submitted", "accept") is line


@pytest.mark.parametrize(
    ("state", "act", "roles", "sentence"),
    [
        ("draft", "accept", None, "报送当前为“草稿”，不能通过；现在可以：报送。"),
        ("submitted", "submit", {"office"}, "报送当前为“已报送”，不能报送；现在可以：退回、通过。"),
        ("accepted", "send_back", None, "报送当前为“已通过”，不能退回；已没有可办理的操作。"),
    ],
)
def test_refusal_names_what_is_possible(state, act, roles, sentence):
    with pytest.raises(Refusal) as caught:
        RETURN.check(state, act, roles)
    assert str(caught.value) == sentence
    assert not isinstance(caught.value, NotAllowed)


def test_wrong_role_is_not_allowed():
    with pytest.raises(NotAllowed) as caught:
        RETURN.check("submitted", "accept", {"unit"})
    assert str(caught.value) == "您的角色不能对此报送执行“通过”，请联系有权限的人员办理。"


def test_possible_and_ends():
    assert [line.act for line in RETURN.possible("submitted", {"checker"})] == ["accept"]
    assert RETURN.initial == "draft"
    assert [state for state in RETURN.states if RETURN.final(state)] == ["accepted"]
    assert RETURN.choices == [("draft", "草稿"), ("submitted", "已报送"), ("accepted", "已通过")]


def test_diagram():
    assert RETURN.diagram() == (
        "```mermaid\n"
        "stateDiagram-v2\n"
        "    draft: 草稿\n"
        "    submitted: 已报送\n"
        "    accepted: 已通过\n"
        "    [*] --> draft\n"
        "    draft --> submitted: 报送\n"
        "    submitted --> draft: 退回\n"
        "    submitted --> accepted: 通过\n"
        "    accepted --> [*]\n"
        "```\n"
        "\n"
        "| 从 | 到 | 操作 | 谁 | 何时 | 审计 | 通知 | 对外说法 |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| 草稿 | 已报送 | 报送 | unit |  | return.submitted | return-submitted |  |\n"
        "| 已报送 | 草稿 | 退回 | office | 须写明原因 | return.sent_back |  |  |\n"
        "| 已报送 | 已通过 | 通过 | office、checker |  | return.accepted |  | 已收 |\n"
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([Transition("a", "c", "go", (), "e")], "unknown state 'c'"),
        (
            [Transition("a", "b", "go", (), "e"), Transition("a", "a", "go", (), "e")],
            "'go' leads from 'a' twice",
        ),
        ([], "no act leads to b"),
    ],
)
def test_nonsense_tables_are_refused(lines, message):
    with pytest.raises(ValueError, match=message):
        Lifecycle("示例", {"a": "甲", "b": "乙"}, lines)
