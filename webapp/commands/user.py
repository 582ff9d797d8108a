"""tellen user."""
