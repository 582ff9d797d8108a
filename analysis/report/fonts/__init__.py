"""Atkinson Hyperlegible Next, OFL-1.1 (a package so that the wheel carries it)."""
