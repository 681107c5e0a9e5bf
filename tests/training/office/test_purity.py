import subprocess
import sys

LIGHT = (
    "training.office.document.html",
    "training.office.document.store",
    "training.office.document.interchange",
    "training.office.document.check.checker",
    "training.office.document.check.marking",
    "training.office.mail.render",
    "training.office.mail.scale",
    "training.office.mail.lookalike",
)


def loaded_by(*modules):
    code = f"import sys, {', '.join(modules)}; print(*sorted(name for name in sys.modules if '.' not in name))"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


def test_the_office_knows_neither_web_nor_database():
    assert not loaded_by(*LIGHT, "training.office.document.pdf", "training.office.document.word.judging") & {
        "flask",
        "sqlalchemy",
        "jinja2",
        "werkzeug",
    }


def test_pages_and_mail_are_shown_without_loading_the_pdf_library():
    assert "reportlab" not in loaded_by(*LIGHT)


def test_a_draft_is_checked_without_loading_the_word_library():
    assert "docx" not in loaded_by(*LIGHT)
