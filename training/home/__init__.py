"""The first page of each person, and the pages everybody may need."""
