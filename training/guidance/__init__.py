"""Public guides: what citizens read about a procedure, in plain words, without signing in."""
