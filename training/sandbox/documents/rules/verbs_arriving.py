"""The verbs of what arrives: packages, incoming documents, letters; and of the other side of the axis."""

from __future__ import annotations

from functools import partial

from training.sandbox.documents.rules import arriving, handing_back, handling, joins, letters, otherside
from training.sandbox.documents.rules import fields as f
from training.sandbox.documents.rules import states as s
from training.sandbox.documents.rules.desk import IN
from training.sandbox.documents.rules.fields import REASON, UNIT, choice, text
from training.sandbox.world.hats import EVERY_HAT, Hat
from training.sandbox.world.rulebook import Field, Verb

CLERK = frozenset({Hat.CLERK})
UNIT_HATS = frozenset({Hat.OFFICER, Hat.DIVISION_HEAD})
AXIS = frozenset({Hat.AXIS})
INSIDE = EVERY_HAT - {Hat.AXIS, Hat.CITIZEN, Hat.PARTNER}

ARRIVALS = (
    Verb(
        "in.check",
        "Ghi kết quả kiểm tra",
        CLERK,
        arriving.check,
        (Field("wrong", "Bốn điều phải kiểm tra", "verdicts", required=False, options="checks"),),
        "parcel",
    ),
    Verb("in.refuse", "Từ chối tiếp nhận, trả lại (02)", CLERK, arriving.refuse, (REASON,), "parcel"),
    Verb("in.download", "Tải tệp về máy", INSIDE, arriving.touch, (), "parcel"),
    Verb("in.print", "In tệp", INSIDE, arriving.touch, (), "parcel"),
    Verb("in.pass_on", "Chuyển tệp cho đồng nghiệp", INSIDE, arriving.touch, (), "parcel"),
    Verb(
        "in.report_secret",
        "Báo người phụ trách bảo mật",
        CLERK,
        arriving.report_secret,
        (choice("way", "Báo bằng cách nào", "safe_ways"),),
        "parcel",
    ),
    Verb(
        "in.agree_recall", "Đồng ý cho lấy lại (15)", CLERK, partial(arriving.answer_recall, agreed=True), (), "parcel"
    ),
    Verb(
        "in.refuse_recall",
        "Từ chối cho lấy lại (16)",
        CLERK,
        partial(arriving.answer_recall, agreed=False),
        (REASON,),
        "parcel",
    ),
    IN.opening("in.register", f.REGISTER, arriving.register, on="parcel"),
)
INCOMING = (
    IN.beside("in.correct_entry", "Sửa thông tin vào sổ", CLERK, (s.REGISTERED,), f.CORRECT, arriving.correct_entry),
    IN.acting("in.submit", (choice("to", "Trình lãnh đạo", "leaders", required=False),), handling.submit),
    IN.beside(
        "in.notify",
        "Báo ngay lãnh đạo",
        CLERK,
        (s.REGISTERED, s.SUBMITTED),
        (text("how", "Báo bằng cách nào", hint="Ví dụ: gọi điện thoại."),),
        handling.notify,
    ),
    IN.acting("in.withdraw", (), handing_back.withdraw),
    IN.acting("in.assign", f.ASSIGN, handling.assign),
    IN.beside("in.jot", "Lưu nháp", frozenset({Hat.LEADER}), (s.SUBMITTED,), f.JOT, handling.jot),
    IN.beside("in.open", "Mở xem", UNIT_HATS, (s.ASSIGNED, s.IN_WORK), (UNIT,), handling.open_),
    IN.acting("in.take", (UNIT,), handling.take),
    IN.acting(
        "in.forward",
        (
            UNIT,
            choice("to", "Chuyển tới", "receivers"),
            text("note", "Ý kiến", "long_text"),
            text("due", "Hạn xử lý", "date"),
        ),
        handling.forward,
    ),
    IN.acting("in.finish_part", (UNIT, text("note", "Kết quả phần việc", "long_text")), handling.finish_part),
    IN.acting("in.give_back", (UNIT, REASON), handing_back.give_back),
    IN.acting("in.recall", (choice("to", "Thu hồi từ", "passed", required=False), REASON), handing_back.recall),
    IN.acting("in.take_back", (REASON,), handing_back.take_back),
    IN.acting("in.complete", (UNIT, text("note", "Kết quả xử lý", "long_text")), handling.complete),
    IN.beside(
        "in.open_case",
        "Lập hồ sơ một cửa từ văn bản",
        frozenset({Hat.CLERK, Hat.OFFICER}),
        (s.REGISTERED, s.ASSIGNED, s.IN_WORK),
        (
            choice("procedure", "Thủ tục hành chính", "procedures"),
            Field("applicant", "Người nộp hồ sơ", "person"),
            text("request", "Nội dung yêu cầu", "long_text"),
        ),
        joins.open_case,
    ),
)
LETTERS = (
    Verb(
        "mail.verify",
        "Xác minh thư",
        INSIDE,
        letters.verify,
        (choice("way", "Xác minh bằng cách nào", "verify_ways"),),
        "letter",
    ),
    Verb(
        "mail.report",
        "Báo thư đáng ngờ cho bộ phận CNTT",
        INSIDE,
        letters.report,
        (text("note", "Dấu hiệu đã thấy", "long_text"),),
        "letter",
    ),
    Verb("mail.queue", "Đưa văn bản vào chờ tiếp nhận", CLERK, letters.queue, (), "letter"),
    Verb("mail.open_file", "Mở tệp đính kèm, bấm liên kết", INSIDE, letters.open_file, (), "letter"),
    Verb(
        "mail.pass_on",
        "Chuyển thư kèm tệp cho đồng nghiệp",
        INSIDE,
        letters.pass_on,
        (text("note", "Lời nhắn"),),
        "letter",
    ),
    Verb("mail.keep", "Đã xem, giữ lại", INSIDE, letters.keep, (), "letter"),
)
OTHER_SIDE = (
    Verb("axis.send", "Gửi văn bản sang cơ quan mình", AXIS, otherside.send, f.SEND),
    Verb(
        "axis.again",
        "Gửi lại văn bản đã gửi",
        AXIS,
        otherside.again,
        (choice("channel", "Đường gửi", "channels_out", required=False),),
        "parcel",
    ),
    Verb(
        "axis.tell",
        "Gửi trạng thái",
        AXIS,
        otherside.tell,
        (choice("status", "Trạng thái", "statuses"), text("reason", "Lý do", "long_text")),
        "parcel",
    ),
    Verb("axis.ask_back", "Yêu cầu lấy lại (13)", AXIS, otherside.ask_back, (REASON,), "parcel"),
    Verb(
        "axis.answer_recall",
        "Trả lời yêu cầu lấy lại",
        AXIS,
        otherside.answer_recall,
        (
            Field("agreed", "Đồng ý cho lấy lại (15)", "yes", required=False),
            text("reason", "Lý do nếu từ chối (16)", "long_text"),
        ),
        "parcel",
    ),
    Verb(
        "axis.slow",
        "Làm chậm đường truyền của gói tin",
        AXIS,
        otherside.slow_down,
        (Field("minutes", "Số phút", "integer"),),
        "parcel",
    ),
)
