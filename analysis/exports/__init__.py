"""Exports: a file per format, each with the same signature `export(session, programme, out, waves)`."""
