"""Reading Dutch: a spaCy pipeline with our own small model, lexicons and components; loaded only in the worker."""
