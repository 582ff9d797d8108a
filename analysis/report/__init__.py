"""The report: built once, frozen, and drawn as page, PDF and data."""
