"""The bank of questions: where they stand, who owns them, how they come in, go out and are found again."""
