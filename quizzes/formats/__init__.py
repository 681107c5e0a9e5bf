"""Files in which questions come and go."""
