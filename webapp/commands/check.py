"""tellen check."""
