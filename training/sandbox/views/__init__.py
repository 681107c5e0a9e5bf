"""Doors of the practice ground."""

from training.sandbox.views import cases, ground, papers, steering
from training.sandbox.views.blueprint import bp

__all__ = ["bp", "cases", "ground", "papers", "steering"]
