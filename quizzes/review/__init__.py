"""Three minutes a day: questions and messages come back just before they would be forgotten."""
