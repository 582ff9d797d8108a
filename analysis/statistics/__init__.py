"""Formulas, a subject a file, each with its source; SciPy and statsmodels check them in the tests."""
