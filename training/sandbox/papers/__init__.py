"""The pages of the document system in the practice window: lists, records, forms, prints, registers, the other side."""
