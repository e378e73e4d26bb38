"""Test mode, whatever the shell says. Loaded by pytest (`-p config.test_mode`) before Django reads its settings."""

import os
from pathlib import Path

os.environ["PEJL_MODE"] = "test"
os.environ["SECRET_KEY"] = "only-for-tests-0123456789-0123456789-0123456789-abcdef"
os.environ.setdefault("PEJL_VAR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
# Tests serve static files from where they lie; the server still warns when the folder of collected ones is missing.
(Path(os.environ["PEJL_VAR"]) / "static").mkdir(parents=True, exist_ok=True)
