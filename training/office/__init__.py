"""The vocabulary of an office, pure and shared: the Decree 30 document and the mail message."""
