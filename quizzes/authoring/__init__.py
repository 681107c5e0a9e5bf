"""Writing questions of every type, and putting quizzes together from the bank."""
