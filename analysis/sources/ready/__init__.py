"""Data files of the theme library."""
