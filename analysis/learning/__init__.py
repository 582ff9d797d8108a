"""Report, conversation, improvement: the learning cycle and what it costs people."""
