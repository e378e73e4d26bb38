"""The door granian opens."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# The addresses and all the pages behind them are read now, so that the first visitor need not wait for it.
import config.urls  # noqa: E402, F401
