"""What may happen to documents, work files, tasks and letters, by whom, and what each act leaves behind; pure."""
