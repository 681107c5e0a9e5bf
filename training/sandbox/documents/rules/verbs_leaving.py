"""The verbs of what leaves: outgoing documents; of work files, tasks and the closing of books."""

from __future__ import annotations

from dataclasses import replace

from training.sandbox.documents.rules import copying, drafting, folders, signing, tasks
from training.sandbox.documents.rules import fields as f
from training.sandbox.documents.rules import states as s
from training.sandbox.documents.rules.desk import DUPLICATE, DUTY, FILE, OUT
from training.sandbox.documents.rules.fields import REASON, choice, text
from training.sandbox.world.hats import Hat
from training.sandbox.world.rulebook import Field, Verb

CLERK = frozenset({Hat.CLERK})
UNIT_HATS = frozenset({Hat.OFFICER, Hat.DIVISION_HEAD})
PULLED_OUT = "Tôi rút thiết bị ký số ra và cất giữ ngay sau khi ký"

OUTGOING = (
    OUT.opening("out.draft", f.BEGIN, drafting.begin),
    OUT.acting("out.revise", (*f.PARTS, text("why", "Sửa vì sao")), drafting.revise),
    OUT.beside(
        "out.ask_opinion",
        "Xin ý kiến",
        UNIT_HATS,
        (s.DRAFT,),
        (choice("to", "Xin ý kiến", "doc_units"), Field("question", "Nội dung xin ý kiến", "long_text")),
        drafting.ask_opinion,
    ),
    OUT.beside(
        "out.give_opinion",
        "Cho ý kiến",
        UNIT_HATS | {Hat.PARTNER},
        (s.DRAFT,),
        (
            Field("answer", "Ý kiến", "long_text"),
            text("quote", "Về đoạn nào", hint="Chép nguyên văn đoạn ấy từ dự thảo; để trống nếu góp ý chung."),
        ),
        drafting.give_opinion,
    ),
    OUT.acting("out.submit", (), drafting.submit),
    OUT.acting("out.withdraw", (), drafting.withdraw),
    OUT.acting("out.drop", (), lambda _draft, paper, _args: replace(paper, state=s.DROPPED)),
    OUT.acting("out.initial", (), drafting.initial),
    OUT.acting("out.check_form", (), drafting.check_form),
    OUT.acting("out.send_back", (REASON,), drafting.send_back),
    OUT.acting("out.sign", (choice("file", "Ký trên", "files", required=False),), signing.sign),
    OUT.acting("out.number", f.NUMBER, signing.number),
    OUT.acting("out.refuse_number", (REASON,), signing.refuse_number),
    OUT.acting("out.seal", (Field("token", PULLED_OUT, "yes", required=False),), signing.seal),
    OUT.acting("out.issue", f.ISSUE, signing.issue),
    OUT.beside(
        "out.ask_back",
        "Yêu cầu lấy lại (13)",
        CLERK,
        s.OUT_THERE,
        (choice("to", "Lấy lại từ", "agencies", required=False), REASON),
        signing.ask_back,
    ),
    OUT.beside(
        "out.send_more",
        "Gửi thêm nơi nhận",
        CLERK,
        s.OUT_THERE,
        (choice("to", "Gửi tới", "agencies"),),
        signing.send_more,
    ),
    OUT.acting("out.cancel_issue", (REASON,), signing.cancel_issue),
    OUT.acting("out.archive", (choice("folder", "Hồ sơ công việc", "folders"),), signing.archive),
)
COPIES = (
    DUPLICATE.opening("copy.make", f.DUPLICATE, copying.make, on="outgoing"),
    replace(
        DUPLICATE.opening("copy.make", f.DUPLICATE, copying.make, on="incoming"), name="in.copy", label="Lập bản sao"
    ),
    DUPLICATE.acting("copy.sign", (), copying.sign),
    DUPLICATE.acting("copy.refuse", (REASON,), copying.refuse),
    DUPLICATE.acting("copy.issue", (), copying.issue),
)
FOLDERS = (
    FILE.acting("file.open", (), folders.open_),
    FILE.beside(
        "file.add",
        "Thêm văn bản vào hồ sơ",
        frozenset({Hat.OFFICER, Hat.CLERK}),
        (s.OPEN,),
        (choice("document", "Văn bản", "documents"), text("pages", "Số trang", "integer")),
        folders.add,
    ),
    FILE.acting("file.ask_close", (), folders.ask_close),
    FILE.acting("file.close", (), folders.close),
    FILE.acting("file.reopen", (REASON,), folders.reopen),
    FILE.acting("file.hand_in", (), folders.hand_in),
    FILE.acting("file.take_in", (), folders.take_in),
    FILE.acting("file.give_back", (REASON,), folders.give_back),
    FILE.beside(
        "file.keep_back",
        "Giữ lại thêm tại đơn vị",
        frozenset({Hat.OFFICER}),
        (s.CLOSED,),
        (Field("until", "Giữ đến ngày", "date"), REASON),
        folders.keep_back,
    ),
)
TASKS = (
    DUTY.opening(
        "task.give",
        (
            Field("title", "Việc phải làm", "long_text"),
            choice("unit", "Đơn vị thực hiện", "doc_units"),
            Field("due", "Hạn", "date"),
            choice("about", "Theo văn bản đến", "entries", required=False),
        ),
        tasks.give,
    ),
    DUTY.acting("task.report", (Field("words", "Kết quả", "long_text"),), tasks.report),
    DUTY.acting("task.accept", (), tasks.accept),
    DUTY.acting("task.send_back", (REASON,), tasks.send_back),
    Verb(
        "book.close",
        "Khóa sổ cuối năm",
        CLERK,
        tasks.close_book,
        (choice("book", "Sổ", "books"), Field("year", "Năm", "integer")),
    ),
)
