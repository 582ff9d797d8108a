"""Every table of the house in one place, for migrations and tests."""

from __future__ import annotations

import analysis.models
import database
import narratives.models
import surveys.models
import webapp.account_models

metadata = database.Base.metadata

__all__ = ["analysis", "metadata", "narratives", "surveys", "webapp"]
