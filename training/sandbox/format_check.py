"""Outside the practice window: anyone signed in has the format of a document of their own checked; no file is kept."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from training.accounts.rights import Permission
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.office.document.check.draft import Draft
from training.office.document.check.finding import REFERENCE_ONLY, Finding, Severity
from training.office.document.check.marking import marked
from training.sandbox.blueprint import bp
from training.sandbox.forms import FormatForm

SECRET = "stamp.secret"  # noqa: S105  (a rule's code)
REFUSED = {
    "empty": _l("The file is empty. Save the document again, then choose it."),
    "too_large": _l("The file is larger than 5 MB. Take out large pictures, then try again."),
    "old_word": _l("This is an old Word file (.doc). Open it in Word, save it as .docx, then choose the new file."),
    "macro": _l("The file carries a macro and was not opened. Save it as a plain .docx and try again."),
    "not_word": _l("This is no Word file (.docx). Choose the file you write the document in, not its scan or PDF."),
    "bomb": _l("The file is built in an unsafe way and was not opened. If a stranger sent it, report it."),
    "damaged": _l("The file is damaged and cannot be read. Open it in Word, save it again as .docx and try again."),
    "too_long": _l("The document is too long to be checked here. Check its first pages in a file of their own."),
}


@bp.get("/format")
@requires(Permission.LEARN)
def format_page() -> str:
    """Choose a Word file to be checked."""
    return render_template("sandbox/format.html", form=FormatForm())


@bp.post("/format")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def format_check() -> ResponseReturnValue:
    """Read my file, say what is wrong with its format, and forget it."""
    form = FormatForm()
    if not form.validate_on_submit():
        return render_template("sandbox/format.html", form=form), 422
    from training.office.document.word.judging import judge
    from training.office.document.word.opening import MOST_BYTES
    from training.office.document.word.reading import DocxRefused, read

    try:
        reading = read(form.file.data.read(MOST_BYTES + 1))
    except DocxRefused as refused:
        form.file.errors = [REFUSED[refused.code]]
        return render_template("sandbox/format.html", form=form), 422
    findings = judge(reading)
    return render_template(
        "sandbox/format_result.html", form=form, basis=REFERENCE_ONLY, **_told(reading.draft, findings)
    )


def _told(draft: Draft, findings: tuple[Finding, ...]) -> dict[str, object]:
    secret = any(one.rule.code == SECRET for one in findings)
    return {
        "secret": findings[0] if secret else None,
        "parts": () if secret else marked(draft, findings),
        "kind": draft.kind,
        "slips": sum(one.rule.severity is Severity.SLIP for one in findings),
        "advice": sum(one.rule.severity is Severity.ADVICE for one in findings),
    }
