"""What people do about marks: read essays, answer requests to look again, grade anew, agree other times."""
