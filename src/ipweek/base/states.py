"""Lifecycles as tables: from, to, who, when, audit event, notice, public wording."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ipweek.base.errors import NotAllowed, Refusal


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of a lifecycle.

    Attributes:
        source: state before.
        target: state after.
        act: code of the act, the name of the function in `domain` that does it.
        roles: codes of the roles that may do it.
        event: code of the audit row it writes.
        notice: code of the message it sends; empty for none.
        public: wording the public sees after it; empty when nothing is shown.
        label: Chinese verb on the button; the act's code if not given.
        when: condition in words, for the printed table; the act itself checks it.
    """

    source: str
    target: str
    act: str
    roles: tuple[str, ...]
    event: str
    notice: str = ""
    public: str = ""
    label: str = ""
    when: str = ""

    @property
    def verb(self) -> str:
        """What the act is called in sentences and on buttons."""
        return self.label or self.act


@dataclass(frozen=True)
class Lifecycle:
    """The states of one kind of object and the acts that lead from one to the next.

    Attributes:
        name: what the object is called, in Chinese.
        states: code → label, the first one is where an object starts.
        transitions: the table.
    """

    name: str
    states: Mapping[str, str]
    transitions: Sequence[Transition]

    def __post_init__(self) -> None:
        seen = set()
        for line in self.transitions:
            for state in (line.source, line.target):
                if state not in self.states:
                    raise ValueError(f"{self.name}: unknown state {state!r}")
            if (line.source, line.act) in seen:
                raise ValueError(f"{self.name}: {line.act!r} leads from {line.source!r} twice")
            seen.add((line.source, line.act))
        unreached = set(self.states) - {self.initial} - {line.target for line in self.transitions}
        if unreached:
            raise ValueError(f"{self.name}: no act leads to {', '.join(sorted(unreached))}")

    @property
    def initial(self) -> str:
        """The state an object starts in."""
        return next(iter(self.states))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Pairs (code, label) for a model field or a filter."""
        return list(self.states.items())

    def label(self, state: str) -> str:
        """Return the Chinese label of a state."""
        return self.states[state]

    def final(self, state: str) -> bool:
        """Return whether no act leads on from a state."""
        return not any(line.source == state for line in self.transitions)

    def possible(self, state: str, roles: Collection[str] | None = None) -> list[Transition]:
        """Return the lines that lead on from a state, for these roles if given, in the table's order."""
        return [
            line
            for line in self.transitions
            if line.source == state and (roles is None or not set(roles).isdisjoint(line.roles))
        ]

    def check(self, state: str, act: str, roles: Collection[str] | None = None) -> Transition:
        """Return the line for an act in a state.

        Args:
            state: the object's present state.
            act: code of the act.
            roles: roles of whoever acts; not checked if None.

        Raises:
            Refusal: if the act is not possible in this state; the sentence names what is.
            NotAllowed: if it is possible, but not for these roles.
        """
        for line in self.possible(state):
            if line.act == act:
                if roles is not None and set(roles).isdisjoint(line.roles):
                    raise NotAllowed(
                        f"您的角色不能对此{self.name}执行“{line.verb}”，请联系有权限的人员办理。"
                    )
                return line
        verb = next((line.verb for line in self.transitions if line.act == act), act)
        onward = "、".join(line.verb for line in self.possible(state, roles))
        remedy = f"现在可以：{onward}。" if onward else "已没有可办理的操作。"
        raise Refusal(f"{self.name}当前为“{self.label(state)}”，不能{verb}；{remedy}")

    def diagram(self) -> str:
        """Return the lifecycle as Markdown: a Mermaid drawing and the table; generated documents hold it."""
        lines = ["```mermaid", "stateDiagram-v2"]
        lines += [f"    {code}: {label}" for code, label in self.states.items()]
        lines.append(f"    [*] --> {self.initial}")
        lines += [f"    {line.source} --> {line.target}: {line.verb}" for line in self.transitions]
        lines += [f"    {code} --> [*]" for code in self.states if self.final(code)]
        lines += [
            "```",
            "",
            "| 从 | 到 | 操作 | 谁 | 何时 | 审计 | 通知 | 对外说法 |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for line in self.transitions:
            cells = (
                self.label(line.source),
                self.label(line.target),
                line.verb,
                "、".join(line.roles),
                line.when,
                line.event,
                line.notice,
                line.public,
            )
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        return "\n".join(lines) + "\n"
