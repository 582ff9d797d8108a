"""Frameworks as data: one mechanism reads a file, keeps its cards, and draws its picture."""
