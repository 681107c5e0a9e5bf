"""Quizzes: bank, question types, behaviours, attempts, analysis, formats."""
