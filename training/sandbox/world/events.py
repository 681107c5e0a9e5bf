"""What the systems of the office tell one another: names of events, and what each carries.

CASE_WANTED: an arrived document asks for a one-stop case. Carries procedure, applicant, request, source (the
document) and called (its number); the one-stop answers with the code of the case.
RESULT_NUMBERED: the one-stop has numbered a result. Carries case, place, number, notation, day (ISO), subject,
signer and type (a document type).
"""

from __future__ import annotations

CASE_WANTED = "case_wanted"
RESULT_NUMBERED = "result_numbered"
