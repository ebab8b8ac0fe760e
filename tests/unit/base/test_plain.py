"""The plain modules run without Django: the reader of notices stands on them."""

import subprocess
import sys

PROGRAM = """
import sys
from ipweek.base import calendar, calendar_notice, clock, draws, errors
from ipweek.base import home, identifiers, logs, money, states, text
print(sorted(name for name in sys.modules if name.split('.')[0] in {'django', 'wagtail'}))
"""


def test_plain_modules_do_not_load_django():
    done = subprocess.run(  # a fresh interpreter: this one has Django loaded
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"}
    )
    assert done.stdout == "[]\n"
