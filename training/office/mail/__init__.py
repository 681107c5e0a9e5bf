"""A mail message as data: parts, cues, difficulty, and a renderer that never makes a live link."""
