"""Writing courses: outline, lessons block by block, rules, versions, and a course as one file."""
