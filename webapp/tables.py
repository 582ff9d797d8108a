"""Every table of the house in one place, for migrations and tests."""

from __future__ import annotations

import analysis.accounting.models
import analysis.benchmark.models
import analysis.frameworks.models
import analysis.joining.models
import analysis.learning.models
import analysis.ledger.models
import analysis.line.models
import analysis.models
import analysis.sources.models
import analysis.teams.models
import database
import narratives.models
import surveys.models
import webapp.account_models
import webapp.mailing_models

metadata = database.Base.metadata

__all__ = ["analysis", "metadata", "narratives", "surveys", "webapp"]
