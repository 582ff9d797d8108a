"""Layered account, reach, mechanisms confirmed by participants, and what investing returns."""
