"""Draws that can be replayed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipweek.base import draws
from ipweek.base.errors import Refusal


def test_replay_by_hand():
    pool = ["甲", "乙", "丙"]
    by_hand = sorted(pool, key=lambda entry: hashlib.sha256(("seed\n" + entry).encode()).hexdigest())
    assert draws.order(pool, "seed") == by_hand
    assert draws.draw(pool, 2, "seed") == by_hand[:2]


@given(st.lists(st.text(max_size=5), unique=True, max_size=20), st.randoms())
def test_the_order_handed_in_does_not_matter(pool, random):
    shuffled = pool[:]
    random.shuffle(shuffled)
    assert draws.order(shuffled, "s") == draws.order(pool, "s")
    assert sorted(draws.order(pool, "s")) == sorted(pool)


def test_too_few_candidates():
    with pytest.raises(Refusal) as caught:
        draws.draw(["甲"], 2, "s")
    assert str(caught.value) == "候选共1个，不足以抽取2个，请补充候选或减少抽取数。"


def test_twice_in_the_pool_is_a_mistake():
    with pytest.raises(ValueError, match="twice"):
        draws.order(["甲", "甲"], "s")


def test_seed_and_commitment():
    seed = draws.new_seed()
    assert (len(seed), draws.new_seed() == seed) == (32, False)
    assert draws.commitment("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_draws_are_even():
    pool = [str(number) for number in range(5)]
    first = [draws.draw(pool, 1, f"seed {trial}")[0] for trial in range(2000)]
    assert all(330 < first.count(entry) < 470 for entry in pool)
