"""The parts of a Report, a subject a file: frozen values only."""
