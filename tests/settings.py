"""Settings of the tests: those of the product, in the test environment, with a data folder of their own.

The variables must stand before the product's settings are read, and pytest-django reads settings before any conftest.
"""

import os
import tempfile
from pathlib import Path

os.environ["IPWEEK_ENV"] = "test"
# Tests move the clock by days and count queries; signing out the idle has tests of its own.
os.environ["IPWEEK_IDLE_MINUTES"] = "0"
os.environ["IPWEEK_HOME"] = tempfile.mkdtemp(prefix="ipweek-test-")
(Path(os.environ["IPWEEK_HOME"]) / "static").mkdir()

from ipweek.config.settings import *
