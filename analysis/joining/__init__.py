"""Figures and stories joined: contradictions sought, rival explanations, and who did not tell."""
