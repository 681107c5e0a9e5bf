"""Goal sentences by subject; `registry.SENTENCES` gathers them."""
