"""The lives of an incoming and an outgoing document, a work file and a task, declared once (reference, section 3)."""

from __future__ import annotations

from training.core.machine import Machine, Move
from training.sandbox.documents.rules import states as s
from training.sandbox.world.hats import Hat

CLERK, LEADER, HEAD, OFFICER, ARCHIVE = Hat.CLERK, Hat.LEADER, Hat.DIVISION_HEAD, Hat.OFFICER, Hat.ARCHIVE
UNIT = (OFFICER, HEAD)
MOVE_NAMES = {
    "in.register": "Tiếp nhận, vào sổ",
    "in.submit": "Trình lãnh đạo",
    "in.withdraw": "Rút lại văn bản đã trình",
    "in.assign": "Bút phê, chuyển xử lý",
    "in.take": "Nhận xử lý",
    "in.forward": "Chuyển tiếp",
    "in.give_back": "Trả lại",
    "in.recall": "Thu hồi phần đã chuyển",
    "in.take_back": "Thu hồi, phân công lại",
    "in.finish_part": "Báo đã xử lý phần việc",
    "in.complete": "Hoàn thành",
    "in.agree_recall": "Đồng ý cho lấy lại (15)",
    "out.draft": "Soạn dự thảo",
    "out.revise": "Sửa dự thảo",
    "out.submit": "Trình lãnh đạo phòng",
    "out.withdraw": "Rút lại bản đã trình",
    "out.initial": "Ký nháy, chuyển kiểm tra thể thức",
    "out.check_form": "Xác nhận thể thức, trình ký",
    "out.send_back": "Trả lại để sửa",
    "out.sign": "Ký số cá nhân",
    "out.number": "Cấp số, ghi ngày",
    "out.refuse_number": "Từ chối cấp số",
    "out.seal": "Đóng dấu, ký số cơ quan",
    "out.issue": "Phát hành",
    "out.archive": "Lưu hồ sơ",
    "out.drop": "Hủy dự thảo",
    "out.cancel_issue": "Hủy ban hành",
    "out.replaced": "Bị văn bản khác thay thế",
    "out.result": "Kết quả một cửa vào sổ",
    "copy.make": "Lập bản sao",
    "copy.sign": "Ký bản sao",
    "copy.refuse": "Không cho sao",
    "copy.issue": "Cấp số, đóng dấu bản sao",
    "file.open": "Mở hồ sơ",
    "file.ask_close": "Trình đóng hồ sơ",
    "file.close": "Kết thúc hồ sơ",
    "file.reopen": "Trả lại để bổ sung",
    "file.hand_in": "Nộp lưu",
    "file.take_in": "Nhận vào lưu trữ",
    "file.give_back": "Trả lại hồ sơ nộp lưu",
    "task.give": "Giao nhiệm vụ",
    "task.report": "Báo cáo hoàn thành",
    "task.accept": "Duyệt hoàn thành",
    "task.send_back": "Yêu cầu làm tiếp",
}

RUNNING = (s.ASSIGNED, s.IN_WORK)
INCOMING = Machine(
    start=s.NOTHING,
    ends=s.INCOMING_ENDS,
    moves=[
        Move("in.register", s.NOTHING, s.REGISTERED, by=CLERK),
        Move("in.submit", s.REGISTERED, s.SUBMITTED, by=CLERK),
        Move("in.withdraw", s.SUBMITTED, s.REGISTERED, by=CLERK),
        Move("in.assign", s.SUBMITTED, s.ASSIGNED, by=LEADER),
        Move("in.take", s.ASSIGNED, RUNNING, by=UNIT),
        Move("in.take", s.IN_WORK, s.IN_WORK, by=UNIT),
        *(Move("in.forward", at, at, by=UNIT) for at in RUNNING),
        *(Move("in.recall", at, at, by=UNIT) for at in RUNNING),
        *(Move("in.finish_part", at, at, by=UNIT) for at in RUNNING),
        *(Move("in.give_back", at, (at, s.SUBMITTED), by=UNIT) for at in RUNNING),
        Move("in.take_back", RUNNING, s.SUBMITTED, by=LEADER),
        Move("in.complete", s.IN_WORK, s.COMPLETED, by=UNIT),
        Move("in.agree_recall", (s.REGISTERED, s.SUBMITTED, *RUNNING), s.RECALLED, by=CLERK),
    ],
    labels=s.INCOMING_NAMES | {name: words for name, words in MOVE_NAMES.items() if name.startswith("in.")},
)

OUTGOING = Machine(
    start=s.NOTHING,
    ends=s.OUTGOING_ENDS,
    moves=[
        Move("out.draft", s.NOTHING, s.DRAFT, by=UNIT),
        Move("out.result", s.NOTHING, s.ISSUED, by="system"),
        Move("out.revise", s.DRAFT, s.DRAFT, by=UNIT),
        Move("out.submit", s.DRAFT, s.TO_INITIAL, by=UNIT),
        Move("out.drop", s.DRAFT, s.DROPPED, by=UNIT),
        Move("out.initial", s.TO_INITIAL, s.TO_CHECK, by=HEAD),
        Move("out.send_back", s.TO_INITIAL, s.DRAFT, by=HEAD),
        Move("out.withdraw", s.TO_INITIAL, s.DRAFT, by=UNIT),
        Move("out.withdraw", s.TO_CHECK, s.TO_INITIAL, by=HEAD),
        Move("out.withdraw", s.TO_SIGN, s.TO_CHECK, by=CLERK),
        Move("out.check_form", s.TO_CHECK, s.TO_SIGN, by=CLERK),
        Move("out.send_back", s.TO_CHECK, s.DRAFT, by=CLERK),
        Move("out.sign", s.TO_SIGN, s.SIGNED, by=LEADER),
        Move("out.send_back", s.TO_SIGN, s.DRAFT, by=LEADER),
        Move("out.number", s.SIGNED, s.NUMBERED, by=CLERK),
        Move("out.refuse_number", s.SIGNED, s.DRAFT, by=CLERK),
        Move("out.seal", s.NUMBERED, s.SEALED, by=CLERK),
        Move("out.issue", s.SEALED, s.ISSUED, by=CLERK),
        Move("out.archive", s.ISSUED, s.ARCHIVED, by=(CLERK, OFFICER)),
        Move("out.cancel_issue", (s.NUMBERED, s.SEALED, *s.OUT_THERE), s.CANCELLED, by=LEADER),
        Move("out.replaced", s.OUT_THERE, s.REPLACED, by="system"),
    ],
    labels=s.OUTGOING_NAMES | {name: words for name, words in MOVE_NAMES.items() if name.startswith("out.")},
)

COPY = Machine(
    start=s.NOTHING,
    ends={s.COPY_ISSUED, s.COPY_REFUSED},
    moves=[
        Move("copy.make", s.NOTHING, s.COPY_TO_SIGN, by=CLERK),
        Move("copy.sign", s.COPY_TO_SIGN, s.COPY_SIGNED, by=LEADER),
        Move("copy.refuse", s.COPY_TO_SIGN, s.COPY_REFUSED, by=LEADER),
        Move("copy.issue", s.COPY_SIGNED, s.COPY_ISSUED, by=CLERK),
    ],
    labels=s.COPY_NAMES | {name: words for name, words in MOVE_NAMES.items() if name.startswith("copy.")},
)

FOLDER = Machine(
    start=s.PLANNED,
    ends={s.KEPT},
    moves=[
        Move("file.open", s.PLANNED, s.OPEN, by=OFFICER),
        Move("file.ask_close", s.OPEN, s.TO_CLOSE, by=OFFICER),
        Move("file.close", s.TO_CLOSE, s.CLOSED, by=HEAD),
        Move("file.reopen", s.TO_CLOSE, s.OPEN, by=HEAD),
        Move("file.hand_in", s.CLOSED, s.HANDED_IN, by=OFFICER),
        Move("file.take_in", s.HANDED_IN, s.KEPT, by=ARCHIVE),
        Move("file.give_back", s.HANDED_IN, s.CLOSED, by=ARCHIVE),
    ],
    labels=s.FOLDER_NAMES | {name: words for name, words in MOVE_NAMES.items() if name.startswith("file.")},
)

TASK = Machine(
    start=s.NOTHING,
    ends={s.ACCEPTED},
    moves=[
        Move("task.give", s.NOTHING, s.GIVEN, by=LEADER),
        Move("task.report", s.GIVEN, s.REPORTED, by=UNIT),
        Move("task.accept", s.REPORTED, s.ACCEPTED, by=LEADER),
        Move("task.send_back", s.REPORTED, s.GIVEN, by=LEADER),
    ],
    labels=s.TASK_NAMES | {name: words for name, words in MOVE_NAMES.items() if name.startswith("task.")},
)
