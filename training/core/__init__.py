"""Kernel: knows no noun of training except activity and item."""
