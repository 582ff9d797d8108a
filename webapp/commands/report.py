"""tellen report."""
