"""A .docx somebody uploads, read for its wording and its look; loads python-docx, so import it where it is needed."""
