"""Careful with mail: a mailbox to practise in, whose score belongs to the learner alone."""
