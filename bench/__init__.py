"""Measurements: quality, speed and size. Nothing here is imported by the application."""
