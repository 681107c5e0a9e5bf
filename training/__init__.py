"""The platform: kernel, people, sandbox and every room that belongs to training itself."""
