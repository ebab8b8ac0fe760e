"""Who may do what where: the one permission table, role × act × scope.

Scopes: `all` every unit of the installation, `tree` the grant's unit and those below it, `own` the grant's unit.
An act that is not in the table is refused to everybody. Printed into docs/reference/permissions.md.

A unit out of use stays visible with all it did, and can be taken into use again; nothing new is done there.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from ipweek.base.errors import NotAllowed
from ipweek.people.enums import Role
from ipweek.people.models import RoleGrant, Unit, User

ALL, TREE, OWN = "all", "tree", "own"
SCOPES = {ALL: "全部单位", TREE: "本单位及下级", OWN: "本单位"}

ACTS = {
    "campaign.view": "查看活动周",
    "campaign.launch": "上传通知、启动活动周",
    "campaign.edit": "修改活动周、活动和应报事项",
    "unit.view": "查看单位和联络员",
    "unit.edit": "维护单位和联络员、导入名单",
    "account.invite": "邀请账号、调整角色",
    "session.edit": "登记场次、结项",
    "return.write": "填写和报送",
    "return.check": "审核、退回",
    "fact.view": "查看数据台账",
    "summary.build": "生成总结",
    "summary.template": "更换总结模板",
    "calendar.import": "导入节假日安排",
    "page.edit": "编辑公开页面",
    "audit.view": "查看操作记录",
}

TABLE: dict[str, dict[str, str]] = {
    Role.OFFICE: dict.fromkeys(ACTS, ALL),
    Role.CHECKER: dict.fromkeys(("campaign.view", "unit.view", "return.check", "fact.view"), ALL),
    Role.LEADER: dict.fromkeys(
        ("campaign.view", "unit.view", "fact.view", "summary.build", "audit.view"), ALL
    ),
    Role.EDITOR: dict.fromkeys(("campaign.view", "unit.view", "fact.view", "page.edit"), ALL),
    Role.CONTACT: {
        "campaign.view": ALL,
        "unit.view": TREE,
        "session.edit": TREE,
        "return.write": TREE,
        "fact.view": TREE,
        "summary.build": OWN,
    },
}

# What may be done at a unit that is out of use.
ON_RETIRED = frozenset({"campaign.view", "unit.view", "unit.edit", "fact.view", "audit.view"})

Person = User | AnonymousUser


def person(user: Person) -> User:
    """The signed-in person, as acts want it. Raises NotAllowed for a stranger."""
    if not isinstance(user, User):
        raise NotAllowed("请先登录。")
    return user


def grants(user: Person) -> list[RoleGrant]:
    """The live grants of a person, read once per user object."""
    if not isinstance(user, User) or not user.is_active:
        return []
    found: list[RoleGrant] | None = getattr(user, "_live_grants", None)
    if found is None:
        found = list(user.grants.filter(ended_at=None, unit__active=True).select_related("unit"))
        user._live_grants = found  # type: ignore[attr-defined]
    return found


def forget(user: User) -> None:
    """Drop the grants remembered on a user object after they changed."""
    user.__dict__.pop("_live_grants", None)


def may(user: Person, act: str, unit: Unit | None = None) -> bool:
    """Whether a person may do an act at a unit (or anywhere, when no unit is given)."""
    if act not in ACTS:
        raise ValueError(f"unknown act {act}")
    if unit is not None and not unit.active and act not in ON_RETIRED:
        return False
    for grant in grants(user):
        scope = TABLE[grant.role].get(act)
        if scope is None:
            continue
        if unit is None or scope == ALL:
            return True
        if scope == OWN and unit.pk == grant.unit_id:
            return True
        if scope == TREE and unit.path.startswith(grant.unit.path):
            return True
    return False


def require(user: Person, act: str, unit: Unit | None = None) -> None:
    """Raise `NotAllowed` with the sentence for the user unless `may`."""
    if not may(user, act, unit):
        where = f"（{unit.name}）" if unit else ""
        raise NotAllowed(f"您的账号没有“{ACTS[act]}”的权限{where}，请联系联席会议办公室。")


def units_for(user: Person, act: str) -> QuerySet[Unit]:
    """The units at which a person may do an act; the scope of every list, export and search.

    Units out of use are among them for the acts of `ON_RETIRED` only.
    """
    if act not in ACTS:
        raise ValueError(f"unknown act {act}")
    units = Unit.objects.all() if act in ON_RETIRED else Unit.objects.filter(active=True)
    where = Q(pk__in=[])
    for grant in grants(user):
        scope = TABLE[grant.role].get(act)
        if scope == ALL:
            return units
        if scope == TREE:
            where |= Q(path__startswith=grant.unit.path)
        if scope == OWN:
            where |= Q(pk=grant.unit_id)
    return units.filter(where)


def everywhere(user: Person, act: str) -> bool:
    """Whether a person may do an act at every unit, those no longer in use included (their facts still count)."""
    if act not in ACTS:
        raise ValueError(f"unknown act {act}")
    return any(TABLE[grant.role].get(act) == ALL for grant in grants(user))


def roles_with(act: str) -> tuple[str, ...]:
    """The roles that may do an act somewhere; lifecycles print them."""
    if act not in ACTS:
        raise ValueError(f"unknown act {act}")
    return tuple(str(role) for role, acts in TABLE.items() if act in acts)


def belongs(user: Person, unit: Unit) -> bool:
    """Whether a person answers for a unit as one of its own, rather than as the office that may act for all."""
    return any(
        unit.pk == grant.unit_id or (grant.unit.parent_id and unit.path.startswith(grant.unit.path))
        for grant in grants(user)
    )


def table_rows() -> list[list[str]]:
    """The table as printed: a header of roles, then one line per act with the scope in words ("—": not allowed)."""
    head = ["事项", *(str(Role(role).label) for role in TABLE)]
    return [head] + [
        [name, *(SCOPES[acts[act]] if act in acts else "—" for acts in TABLE.values())]
        for act, name in ACTS.items()
    ]
