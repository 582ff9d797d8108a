"""Comparison with other municipalities without a central party: open signed packages of aggregates."""
