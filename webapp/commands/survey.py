"""tellen survey."""
