"""Who is to do what by when, how far they are, and what is finished."""
