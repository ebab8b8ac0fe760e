"""Accounts, units, districts, roles and contacts."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from ipweek.base.models import Stamped
from ipweek.people.enums import Role, UnitClass


class User(AbstractUser):
    """A person who signs in. Accounts come by invitation; roles and units are `RoleGrant` rows."""

    name = models.CharField("姓名", max_length=40, blank=True)
    mobile = models.CharField("手机", max_length=20, blank=True)

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        constraints = [models.UniqueConstraint(Lower("username"), name="username_once_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The person's name, which Chinese does not split; Django and Wagtail ask for it by this method."""
        return self.name


class District(models.Model):
    """An administrative division (GB/T 2260); kept apart from the units that report."""

    code = models.CharField("区划代码", max_length=6, unique=True)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["code"]
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"

    def __str__(self) -> str:
        return self.name


class Unit(Stamped):
    """A reporting unit in the tree whose root is the office of the installation.

    `path` is "/1/5/" of ancestors' and own keys, set by `domain.units`; a subtree is one prefix query.
    """

    name = models.CharField("单位全称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=40, blank=True)
    unit_class = models.CharField("类别", max_length=16, choices=UnitClass.choices, default=UnitClass.MEMBER)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, default="", editable=False)
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, verbose_name="所在区划")
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    position = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "单位"
        verbose_name_plural = "单位"

    def __str__(self) -> str:
        return self.short_name or self.name


class Contact(Stamped):
    """The named person a unit answers through; handover keeps the former rows (`until` set)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="contacts")
    name = models.CharField("姓名", max_length=40)
    job = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    mobile = models.CharField("手机", max_length=20, blank=True)
    email = models.EmailField("邮箱", blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ["unit_id", "-since", "id"]
        indexes = [models.Index(fields=["unit", "until"])]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(until=None), name="one_present_contact")
        ]
        verbose_name = "联络员"
        verbose_name_plural = "联络员"

    def __str__(self) -> str:
        return self.name


class RoleGrant(Stamped):
    """A person's role at a unit; what it allows stands in `permissions.TABLE`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="grants")
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(ended_at=None), name="one_live_grant"
            )
        ]
        verbose_name = "任职"
        verbose_name_plural = "任职"

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Invitation(Stamped):
    """An invitation to open an account with a role at a unit. Only the token's hash is stored."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="invitations")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    name = models.CharField("姓名", max_length=40)
    email = models.EmailField("邮箱", blank=True)
    mobile = models.CharField("手机", max_length=20, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "邀请"
        verbose_name_plural = "邀请"

    def __str__(self) -> str:
        return f"{self.name} {self.get_role_display()}"
