"""What may happen to a case, when, by whom, and what each act leaves behind; pure."""
