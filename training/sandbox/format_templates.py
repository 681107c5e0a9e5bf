"""Outside the practice window: the 29 types of document, each with guidance, a finished example and a Word file."""

from __future__ import annotations

import io

from flask import abort, render_template, send_file
from flask.typing import ResponseReturnValue

from training.accounts.rights import Permission
from training.core.limits import EXPENSIVE, limiter
from training.core.permissions import requires
from training.office.document import html, types
from training.office.document.check.finding import REFERENCE_ONLY, Component
from training.office.document.parts import Issuer
from training.office.document.templates import Office, Template, begin, example, template, templates
from training.sandbox.blueprint import bp

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANY_OFFICE = Office(Issuer("[Tên cơ quan ban hành]", "[Tên cơ quan cấp trên]"), "UBND", "[Địa danh]")


@bp.get("/format/templates")
@requires(Permission.LEARN)
def format_templates() -> str:
    """See what types of document there are, and when each is used."""
    return render_template("sandbox/format_templates.html", rows=[(_kind(one), one) for one in templates()])


@bp.get("/format/templates/<code>")
@requires(Permission.LEARN)
def format_template(code: str) -> str:
    """See one type: how each part is written, and a finished example."""
    chosen = _chosen(code)
    guide = [(part.name_vi, chosen.guide[part.name.lower()]) for part in Component if part.name.lower() in chosen.guide]
    return render_template(
        "sandbox/format_template.html", kind=_kind(chosen), chosen=chosen, guide=guide, basis=REFERENCE_ONLY,
        sheet=html.render(example(chosen), heading=3),
    )  # fmt: skip


@bp.get("/format/templates/<code>/word")
@requires(Permission.LEARN)
@limiter.limit(EXPENSIVE)
def format_template_word(code: str) -> ResponseReturnValue:
    """Take a type along as a Word file with room left to fill."""
    from training.office.document.word.writing import write

    chosen = _chosen(code)
    data = io.BytesIO(write(begin(chosen, ANY_OFFICE, "VP")))
    return send_file(data, WORD, as_attachment=True, download_name=f"mau-{code}.docx", etag=False)


def _chosen(code: str) -> Template:
    try:
        return template(code)
    except LookupError:
        abort(404)


def _kind(chosen: Template) -> types.DocumentType:
    return types.by_code(chosen.type_code)
