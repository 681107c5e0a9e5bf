"""Paths: ordered steps of activities, each with its own rule, that lead to something larger."""
