"""Settings of the tests: those of the product, in the test environment, with a data folder of their own.

The variables must stand before the product's settings are read, and pytest-django reads settings before any conftest.
"""

import os
import tempfile
from pathlib import Path

os.environ["IPWEEK_ENV"] = "test"
os.environ["IPWEEK_HOME"] = tempfile.mkdtemp(prefix="ipweek-test-")
(Path(os.environ["IPWEEK_HOME"]) / "static").mkdir()

from ipweek.config.settings import *
