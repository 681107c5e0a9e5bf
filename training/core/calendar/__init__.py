"""Working days, office hours and time limits: how a Vietnamese office counts its time."""
