"""Exercises as data: goals, invariants, hints, colleagues and the routes that prove them."""
