"""A copy of the fictitious province: what is in it, what was done in it, and what time it is there; pure."""
