"""One-stop cases inside a copy of the province."""
