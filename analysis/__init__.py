"""What answers and stories add up to."""
