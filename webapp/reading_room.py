"""Where the worker reads stories: one reader for each programme's codebook, in a child process under limits."""

from __future__ import annotations
