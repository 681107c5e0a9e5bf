"""Keeping house: people, imports, settings, jobs and the audit trail."""
