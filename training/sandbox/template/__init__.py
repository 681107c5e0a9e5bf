"""The shipped province, its stories and how a variant of it is made."""
