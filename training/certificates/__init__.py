"""Certificates: what a finished activity attests, for how long, how it is renewed and how anybody can check it."""
