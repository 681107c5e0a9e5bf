"""How good a quiz and each of its questions is, worked out from what people answered."""
