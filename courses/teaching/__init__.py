"""Accompanying a course: who is how far, what is new, reminding, giving time, signing off."""
