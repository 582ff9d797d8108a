"""tellen demo."""
