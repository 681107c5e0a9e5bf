"""Doors of a lesson's desk: its blocks, each changed in its place with a save of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from courses import drafts, media, rendering
from courses.access import access_written_course
from courses.authoring import choices, tabbed, word, writing
from courses.authoring.block_forms import FORMS, BlockForm, question_name
from courses.authoring.forms import LessonHeadForm
from courses.block_reading import read_block
from courses.blocks import BankQuestion, LinkToActivity
from courses.models import CourseRow
from courses.references import resolve
from training.accounts.rights import Permission
from training.core import clock, items, transaction, words
from training.core.errors import RuleBroken
from training.core.permissions import requires

WRITE = Permission.CONTENT_WRITE
NAMES = {
    "text": _l("running text"), "heading": _l("heading"), "steps": _l("steps"), "callout": _l("remark"),
    "picture": _l("picture"), "table": _l("table"), "self_check": _l("check yourself"), "term": _l("word explained"),
    "video": _l("video"), "audio": _l("recording"), "file": _l("file"), "link": _l("link"),
    "link_to_activity": _l("way into an exercise"), "bank_question": _l("question of the bank"),
}  # fmt: skip
LINKS = {"quiz": "quiz", "scenario": "scenario", "inbox": "inbox"}
"""Kinds of activities that an author adds by their own name."""
UPLOADS = {"picture": "picture", "video": "video", "audio": "audio", "file": "file"}
Raw = dict[str, Any]


def register(bp: Blueprint) -> None:
    """Hang these doors into the courses' blueprint."""
    lesson = "/course-desk/<int:course_id>/lessons/<key>"
    bp.add_url_rule(lesson, "write", write, methods=["GET"])
    bp.add_url_rule(f"{lesson}/head", "save_lesson_head", save_lesson_head, methods=["POST"])
    bp.add_url_rule(f"{lesson}/blocks", "add_block", add_block, methods=["POST"])
    bp.add_url_rule(f"{lesson}/blocks/<block>", "save_block", save_block, methods=["POST"])
    bp.add_url_rule(f"{lesson}/blocks/<block>/move", "move_block", move_block, methods=["POST"])
    bp.add_url_rule("/course-desk/<int:course_id>/media/<path:name>", "desk_file", desk_file, methods=["GET"])
    bp.add_url_rule("/course-desk/paste", "paste", paste, methods=["POST"])


@requires(WRITE)
def write(course_id: int, key: str) -> str:
    """Write a lesson block by block."""
    row = access_written_course(current_user.id, course_id)
    return _page(row, key)


@requires(WRITE)
def save_lesson_head(course_id: int, key: str) -> ResponseReturnValue:
    """Change a lesson's title, goal, summary or minutes."""
    row, form = access_written_course(current_user.id, course_id), LessonHeadForm()
    if form.validate_on_submit():
        names = ("title", "goal", "summary", "minutes")
        writing.save_lesson(row, key, {name: form[name].data or "" for name in names}, by=current_user.id)
        flash(_("Kept."), "success")
        return redirect(_here(row, key))
    return _page(row, key, head=form), 422


@requires(WRITE)
def add_block(course_id: int, key: str) -> ResponseReturnValue:
    """Add a block where I chose."""
    row, kind = access_written_course(current_user.id, course_id), request.form.get("add", "")
    form, after = _form(kind), request.form.get("after", "")
    if form.validate_on_submit():
        if "look" in request.form and kind not in UPLOADS:
            return _page(row, key, adding=kind, after=after, form=form, look=_looked(row, form, {}))
        with form.refusals():
            made = writing.add_block(row, key, after, _raw(form, {}), by=current_user.id)
            return redirect(_here(row, key, made))
    return _page(row, key, adding=kind, after=after, form=form), 422


@requires(WRITE)
def save_block(course_id: int, key: str, block: str) -> ResponseReturnValue:
    """Save one block: as a form, or as I type."""
    row = access_written_course(current_user.id, course_id)
    held = _held(row, key, block)
    form, typing = _form(_kind_of(held), held=held), request.headers.get("X-Typing") == "1"
    if form.validate_on_submit():
        if "look" in request.form and form.type not in UPLOADS:
            return _page(row, key, editing=block, form=form, look=_looked(row, form, held))
        try:
            raw = _raw(form, held)
            kept = writing.save_block(row, key, block, raw, by=current_user.id, was=request.form.get("was", ""))
        except RuleBroken as error:
            transaction.refuse(error)
            form.show(error)
        else:
            if typing:
                return jsonify(saved=True, at=words.hour(clock.now()), was=writing.mark(kept))
            flash(_("Block kept."), "success")
            return redirect(_here(row, key, block))
    if typing:
        return jsonify(saved=False, message=_said(form)), 409
    return _page(row, key, editing=block, form=form), 422


@requires(WRITE)
def move_block(course_id: int, key: str, block: str) -> ResponseReturnValue:
    """Move a block up or down, the hand staying on the same button, or take it out."""
    row, verb = access_written_course(current_user.id, course_id), request.form.get("do", "")
    if verb in ("up", "down"):
        writing.move_block(row, key, block, -1 if verb == "up" else 1, by=current_user.id)
        return redirect(url_for("courses.write", course_id=row.id, key=key, moved=block, by=verb))
    if verb == "remove":
        writing.remove_block(row, key, block, by=current_user.id)
        flash(_("The block is taken out. “Undo” brings it back."), "success")
    return redirect(_here(row, key) + "#blocks")


@requires(WRITE)
def desk_file(course_id: int, name: str) -> ResponseReturnValue:
    """See a file of a draft."""
    row = access_written_course(current_user.id, course_id)
    blocks = [block for piece in drafts.pieces(row).values() for block in piece.body.get("blocks", ())]
    if not any(name in (block.get("file"), block.get("captions")) for block in blocks):
        abort(404)
    return media.respond(name)


@requires(WRITE)
def paste() -> ResponseReturnValue:
    """Turn what I copied from Word or a spreadsheet into plain text with headings, lists and tables."""
    found = word.to_markdown(request.form.get("html", ""))
    return jsonify(text=found or tabbed.as_markdown(request.form.get("plain", "")))


def draft_file(row: CourseRow) -> Any:
    """Return how the files of a draft are addressed."""
    return lambda name: url_for("courses.desk_file", course_id=row.id, name=name)


def drawn(row: CourseRow, raw: Mapping[str, Any]) -> Any:
    """Return a block as the learner sees it."""
    block = read_block(raw, "block")
    about = resolve(block.to) if isinstance(block, LinkToActivity) else None
    links = ((block.to, about.url),) if isinstance(block, LinkToActivity) and about else ()
    return rendering.draw_block(block, links, draft_file(row))


def _page(row: CourseRow, key: str, **given: Any) -> str:
    piece = writing.lesson_of(row, key)
    editing = given.get("editing") or request.args.get("edit", "")
    adding = given.get("adding") or request.args.get("add", "")
    after = given.get("after", request.args.get("after", ""))
    form = given.get("form")
    if form is None and editing:
        held = _held(row, key, editing)
        form = _form(_kind_of(held), plain=True, held=held)
        form.fill(held)
    elif form is None and (adding in (*FORMS, *LINKS) or not piece.body["blocks"]):
        form = _form(adding if adding in (*FORMS, *LINKS) else "text", plain=True)
    shown = [(raw, drawn(row, raw), writing.mark(raw)) for raw in piece.body["blocks"]]
    lesson = {name: piece.body[name] for name in ("title", "goal", "summary")}
    minutes = piece.body["minutes"] if piece.body.get("own_minutes") else None
    head = given.get("head") or LessonHeadForm(formdata=None, minutes=minutes, **lesson)
    return render_template(
        "courses/desk/lesson.html", row=row, key=key, piece=piece, blocks=shown, editing=editing, adding=adding,
        after=after, form=form, head=head, last=drafts.last_change(row), banked=bool(items.sources()), names=NAMES,
        look=given.get("look"),
    )  # fmt: skip


def _looked(row: CourseRow, form: BlockForm, held: Mapping[str, Any]) -> Any:
    """Return a block as the learner would see it; what the form does not say well enough is told beside its field."""
    try:
        return drawn(row, {**_raw(form, held), "id": "xem-thu"})
    except RuleBroken as error:
        form.show(error)
        return None


def _held(row: CourseRow, key: str, block: str) -> Raw:
    blocks = writing.lesson_of(row, key).body["blocks"]
    found: Raw | None = next((each for each in blocks if each.get("id") == block), None)
    if found is None:
        abort(404)
    return found


def _kind_of(held: Raw) -> str:
    kind = str(held["type"])
    return held["to"].partition(":")[0] if kind == "link_to_activity" else kind


def _form(kind: str, *, plain: bool = False, held: Raw | None = None) -> BlockForm:
    """Return the form of a block by its type, or by the kind of activity to which it leads."""
    made = FORMS.get(kind) or (FORMS["link_to_activity"] if kind.isidentifier() and kind in _kinds() else None)
    if made is None:
        abort(404)
    form = made(formdata=None) if plain else made()
    if made.type == "link_to_activity":
        form["to"].choices = choices.offered(current_user.id, (kind,) if kind != made.type else ())
    if made.type == "bank_question":
        form["item"].choices = choices.questions(question_name(held) if held else "")
    return form


def _kinds() -> set[str]:
    from training.core import activities

    return set(activities.kinds())


def _raw(form: BlockForm, held: Mapping[str, Any]) -> Raw:
    """Return the block that a form makes; a file chosen anew is kept first."""
    raw = form.raw(held)
    if form.type == "bank_question" and not rendering.asked(BankQuestion(raw["source"], raw["item"], raw["version"])):
        raise RuleBroken(_("Choose a question of the bank."), field="item", code="course.question")
    if form.type not in UPLOADS:
        return raw
    raw["file"] = held.get("file", "")
    chosen = form["file"].data
    if _chosen(chosen):
        raw["file"] = media.keep(UPLOADS[form.type], chosen.stream, chosen.filename, by=current_user.id)
    if not raw["file"]:
        raise RuleBroken(_("Choose a file."), field="file", code="course.no_file")
    captions = form["captions_file"].data if form.type == "video" else None
    if captions is not None and _chosen(captions):
        raw["captions"] = media.keep("captions", captions.stream, captions.filename, by=current_user.id)
    elif held.get("captions"):
        raw["captions"] = held["captions"]
    return raw


def _chosen(upload: Any) -> bool:
    """Say whether a file was chosen at all."""
    return bool(upload and upload.filename)


def _said(form: BlockForm) -> str:
    wrong = [str(text) for field in form for text in field.errors]
    return " ".join([*map(str, form.form_errors), *wrong])


def _here(row: CourseRow, key: str, block: str = "") -> str:
    place = url_for("courses.write", course_id=row.id, key=key)
    return f"{place}#b-{block}" if block else place
