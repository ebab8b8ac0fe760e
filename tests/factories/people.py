"""People of tests: units in a tree, persons with a role."""

import factory

from ipweek.base import clock
from ipweek.people.enums import Role, UnitClass
from ipweek.people.models import Contact, District, Invitation, RoleGrant, Unit, User


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    code = factory.Sequence(lambda n: f"{990000 + n}")
    name = factory.Sequence(lambda n: f"示例县{n}")


class UnitFactory(factory.django.DjangoModelFactory):
    """A member unit below the office (which is made when there is none)."""

    class Meta:
        model = Unit
        skip_postgeneration_save = True

    class Params:
        office = factory.Trait(unit_class=UnitClass.OFFICE, parent=None, name="示例市联席会议办公室")
        county = factory.Trait(unit_class=UnitClass.COUNTY)
        zone = factory.Trait(unit_class=UnitClass.ZONE)
        retired = factory.Trait(active=False)

    name = factory.Sequence(lambda n: f"示例单位{n}")
    unit_class = UnitClass.MEMBER
    parent = factory.LazyFunction(
        lambda: Unit.objects.filter(parent=None).first() or UnitFactory(office=True)
    )
    position = factory.Sequence(int)

    @factory.post_generation
    def path_of(self, create, extracted, **kwargs):
        self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        self.save()


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a role; the traits give one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"示例人{n}")

    @factory.post_generation
    def role(self, create, extracted, unit=None, **kwargs):
        """`UserFactory(role=Role.CONTACT, role__unit=unit)`; without unit the role is at the office."""
        if extracted:
            where = unit or Unit.objects.filter(parent=None).first() or UnitFactory(office=True)
            RoleGrant.objects.create(user=self, role=extracted, unit=where)


class ContactFactory(factory.django.DjangoModelFactory):
    """The present contact of a unit; `former` has handed over."""

    class Meta:
        model = Contact

    class Params:
        former = factory.Trait(until=factory.LazyFunction(clock.today))

    unit = factory.SubFactory(UnitFactory)
    name = "示例联络员"
    mobile = "13800000001"
    since = factory.LazyFunction(clock.today)


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation; the traits close it."""

    class Meta:
        model = Invitation

    class Params:
        accepted = factory.Trait(accepted_at=factory.LazyFunction(clock.now))
        revoked = factory.Trait(revoked_at=factory.LazyFunction(clock.now))
        expired = factory.Trait(expires_at=factory.LazyFunction(clock.now))

    unit = factory.SubFactory(UnitFactory)
    role = Role.CONTACT
    name = "示例受邀人"
    token_hash = factory.Sequence(lambda n: f"{n:064d}")
    expires_at = factory.LazyFunction(lambda: clock.end_of_day(clock.today()))
