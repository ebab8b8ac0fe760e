"""The states of a return and the acts that lead from one to the next; the acts are in returns.py."""

from ipweek.base.states import Lifecycle, Transition
from ipweek.people.domain.permissions import roles_with
from ipweek.reporting.enums import ReturnState

DRAFT, SUBMITTED = ReturnState.DRAFT.value, ReturnState.SUBMITTED.value
SENT_BACK, ACCEPTED = ReturnState.SENT_BACK.value, ReturnState.ACCEPTED.value
UNIT, CHECKER = roles_with("return.write"), roles_with("return.check")


def _line(
    source: str, target: str, act: str, roles: tuple[str, ...], label: str, notice: str = ""
) -> Transition:
    return Transition(
        source=source, target=target, act=act, roles=roles, event=f"return.{act}", label=label, notice=notice
    )


RETURN = Lifecycle(
    name="报送",
    states={state.value: str(state.label) for state in ReturnState},
    transitions=(
        _line(DRAFT, SUBMITTED, "submit", UNIT, "报送"),
        _line(SUBMITTED, DRAFT, "recall", UNIT, "撤回"),
        _line(SUBMITTED, SENT_BACK, "send_back", CHECKER, "退回", "return.sent_back"),
        _line(SUBMITTED, ACCEPTED, "accept", CHECKER, "通过", "return.accepted"),
        _line(SENT_BACK, SUBMITTED, "submit", UNIT, "重新报送"),
        _line(ACCEPTED, SENT_BACK, "reopen", CHECKER, "退回更正", "return.sent_back"),
    ),
)
