"""Notices: what happened that concerns me, once each, kept until I have read it."""
