"""What the office prints: every form as a sheet that a page shows and a PDF holds; pure."""
