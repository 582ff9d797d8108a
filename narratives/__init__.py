"""What residents tell, and how it is read."""
