"""What is asked, and what residents answer."""
