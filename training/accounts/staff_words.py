"""What is said of a line that cannot go in: what is wrong, then what to write."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from training.accounts.staff_rows import Problem

SAY = {
    "missing": _l("This cell is empty. Fill it in."),
    "staff_code": _l("“%(value)s” cannot be a staff code: at most 40 characters, no spaces or commas."),
    "name": _l("“%(value)s” cannot be a full name: letters only, at most 120."),
    "email": _l("“%(value)s” is no e-mail address. Write it like ten@coquan.gov.vn, or leave it empty."),
    "phone": _l("“%(value)s” is no telephone number. Write 9 to 11 digits beginning with 0, or leave it empty."),
    "unit_code": _l("“%(value)s” cannot be a unit code: letters, digits, dots and hyphens, at most 35."),
    "role": _l("“%(value)s” is no role. Write one of the eight in the sample sheet, or leave it empty for a learner."),
    "date": _l("“%(value)s” is no date. Write it like 05/11/2026 or 2026-11-05."),
    "other_name": _l("Line %(line)s has the same staff code with another name: %(value)s."),
    "same_post": _l("Line %(line)s already has this person in this unit."),
    "other_unit_name": _l("Line %(line)s calls this unit %(value)s."),
    "other_parent": _l("Line %(line)s puts this unit under %(value)s."),
    "name_on_record": _l("This staff code belongs to %(value)s. Correct the code, or the name in the person's record."),
    "unit_on_record": _l("This unit is called %(value)s here. Write that name, or leave the cell empty."),
    "parent_on_record": _l("This unit stands under %(value)s here. Move it in the tree of units, not by a list."),
    "unit_unnamed": _l("No unit has this code yet. Write its name in ten_don_vi."),
    "parent_unknown": _l("No unit has the code %(value)s, neither here nor in the list."),
    "parent_circle": _l("This unit would stand below itself."),
    "unit_outside": _l("This unit is outside the units you look after."),
    "role_not_yours": _l("Only an administrator's list may give the role %(value)s."),
    "person_elsewhere": _l("This person serves outside the units you look after. Ask an administrator."),
    "closed": _l("This person's account is closed. Open it in the person's record first."),
}
REFUSED = {
    "not_a_table": _l("This is no table. Save it as XLSX or CSV and choose it again."),
    "too_large": _l("The list is too large: at most 100,000 lines and 20 MB. Cut it into parts."),
    "empty": _l("The list has no line below its headings."),
    "tcvn3": _l("The text is in the old TCVN3 font code. Save it as “CSV UTF-8” or XLSX and choose it again."),
    "vni": _l("The text is in the old VNI font code. Save it as “CSV UTF-8” or XLSX and choose it again."),
}


def sentence(problem: Problem) -> str:
    """Say what is wrong with one line, in the language of the request."""
    return str(SAY[problem.code]) % dict(problem.about)


def refusal(code: str) -> str:
    """Say why a whole file was refused."""
    return str(REFUSED.get(code) or _("The file cannot be read. Save it as XLSX or “CSV UTF-8” and choose it again."))
