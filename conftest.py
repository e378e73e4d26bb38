"""Tests run in test mode, whatever the shell says, before Django reads its settings."""

import os

os.environ["PEJL_MODE"] = "test"
os.environ.setdefault("PEJL_VAR", os.path.join(os.path.dirname(__file__), "var", "test"))
os.environ["SECRET_KEY"] = "only-for-tests-0123456789-0123456789-0123456789-abcdef"
