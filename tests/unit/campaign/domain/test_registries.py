"""What upper layers register at start-up: hooks and counters."""

import pytest

from ipweek.campaign.domain import counters
from ipweek.campaign.domain.counters import Counter
from ipweek.campaign.domain.hooks import Hooks


def nothing(_campaign, _units):
    return {}


def test_hooks_run_in_order_with_campaign_and_person():
    heard = []
    hooks = Hooks()
    hooks.register("one", lambda campaign, by: heard.append(("one", campaign, by)))
    hooks.register("two", lambda campaign, by: heard.append(("two", campaign, by)))
    hooks.call("campaign", "person")
    assert heard == [("one", "campaign", "person"), ("two", "campaign", "person")]


def test_a_hook_may_be_registered_again_but_not_replaced():
    hooks = Hooks()
    first = [].append
    hooks.register("one", first)
    hooks.register("one", first)
    with pytest.raises(ValueError, match="registered twice"):
        hooks.register("one", {}.update)


def test_a_counter_may_be_registered_again_but_not_replaced(monkeypatch):
    monkeypatch.setattr(counters, "_counters", {})
    first = Counter(code="a", name="场次", unit="场", count=nothing)
    counters.register(first)
    counters.register(first)
    with pytest.raises(ValueError, match="registered twice"):
        counters.register(Counter(code="a", name="报送", unit="件", count=nothing))
    assert counters.every() == [first]
