"""tellen export."""
