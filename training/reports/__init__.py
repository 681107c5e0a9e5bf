"""Reports: what the ledger and the rooms know, scoped to the units of whoever asks."""
