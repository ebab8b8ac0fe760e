"""Messages of tests, one trait per state of delivery."""

import factory

from ipweek.base import clock
from ipweek.messages.domain.delivery import LEASE, MOST_ATTEMPTS
from ipweek.messages.models import Message


class MessageFactory(factory.django.DjangoModelFactory):
    """A mail that is due; `later`, `claimed`, `failing`, `given_up` and `sent` say how far it is."""

    class Meta:
        model = Message

    class Params:
        later = factory.Trait(not_before=factory.LazyFunction(lambda: clock.now() + LEASE))
        claimed = factory.Trait(not_before=factory.LazyFunction(lambda: clock.now() + LEASE), attempts=1)
        failing = factory.Trait(attempts=3, error="ConnectionRefusedError")
        given_up = factory.Trait(attempts=MOST_ATTEMPTS, error="ConnectionRefusedError")
        sent = factory.Trait(sent_at=factory.LazyFunction(clock.now), attempts=1)

    key = factory.Sequence(lambda n: f"example:{n}")
    recipient = "jia@example.com"
    subject = "示例主题"
    body = "示例正文"
