"""The practice one-stop: each learner's own safe copy of the systems of an office."""
