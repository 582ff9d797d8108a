"""The application, for any WSGI server: settings come from the environment."""

from __future__ import annotations

import os

from webapp import create_app
from webapp.settings import load

app = create_app(load(os.environ))
