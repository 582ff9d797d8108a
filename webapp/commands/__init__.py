"""The commands of `tellen`, a file per subject with `arguments(parser)`."""
