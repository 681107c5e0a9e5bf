"""Courses: catalogue, lessons, enrolment, certificates."""
