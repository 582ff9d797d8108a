"""tellen erase."""
