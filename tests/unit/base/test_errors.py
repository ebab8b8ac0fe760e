"""Refusals."""

import pickle

import pytest

from ipweek.base.calendar import CalendarMissing
from ipweek.base.errors import NotAllowed, Refusal


@pytest.mark.parametrize(
    "refusal", [Refusal("请填写。", field="name"), NotAllowed("不能办理。"), CalendarMissing(2027)]
)
def test_refusals_survive_another_process(refusal):
    copy = pickle.loads(pickle.dumps(refusal))
    assert type(copy) is type(refusal)
    assert (str(copy), copy.sentence, copy.field) == (refusal.sentence, refusal.sentence, refusal.field)
