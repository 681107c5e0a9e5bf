"""The two typefaces of office PDFs, registered on first use."""

from __future__ import annotations

from training.core.pdf import Face, roboto, serif

__all__ = ["Face", "roboto", "serif"]
