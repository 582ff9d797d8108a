"""Disclosure over time: what was published, and whether a new cut can be subtracted from an old one."""
