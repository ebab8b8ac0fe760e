"""The states of a session and the acts that lead from one to the next; the acts are in sessions.py."""

from ipweek.base.states import Lifecycle, Transition
from ipweek.engines.gatherings.enums import SessionState
from ipweek.people.domain.permissions import roles_with

PLANNED, HELD = SessionState.PLANNED.value, SessionState.HELD.value
CANCELLED, POSTPONED = SessionState.CANCELLED.value, SessionState.POSTPONED.value
WHO = roles_with("session.edit")


def _line(
    source: str, target: str, act: str, event: str, label: str, public: str = "", when: str = ""
) -> Transition:
    return Transition(
        source=source, target=target, act=act, roles=WHO, event=event, label=label, public=public, when=when
    )


SESSION = Lifecycle(
    name="场次",
    states={state.value: str(state.label) for state in SessionState},
    transitions=(
        _line(PLANNED, HELD, "close", "session.closed", "结项", "已举办", "活动开始以后"),
        _line(PLANNED, CANCELLED, "cancel", "session.cancelled", "取消", "已取消"),
        _line(PLANNED, POSTPONED, "postpone", "session.postponed", "延期", "已延期"),
        _line(POSTPONED, PLANNED, "reschedule", "session.rescheduled", "重新安排", "已安排"),
        _line(POSTPONED, CANCELLED, "cancel", "session.cancelled", "取消", "已取消"),
        _line(HELD, PLANNED, "reopen", "session.reopened", "撤销结项"),
    ),
)
