"""Where documents, work files and tasks may stand, in the product's own words."""

from __future__ import annotations

NOTHING = "nothing"

# incoming
REGISTERED = "registered"
SUBMITTED = "submitted"
ASSIGNED = "assigned"
IN_WORK = "in_work"
COMPLETED = "completed"
RECALLED = "recalled"
INCOMING_NAMES = {
    NOTHING: "Chờ tiếp nhận",
    REGISTERED: "Đã vào sổ",
    SUBMITTED: "Chờ cho ý kiến",
    ASSIGNED: "Đã chuyển, chờ xử lý",
    IN_WORK: "Đang xử lý",
    COMPLETED: "Hoàn thành",
    RECALLED: "Đã thu hồi theo yêu cầu bên gửi",
}
INCOMING_ENDS = frozenset({COMPLETED, RECALLED})
INCOMING_CODE = {REGISTERED: 3, SUBMITTED: 3, ASSIGNED: 4, IN_WORK: 5, COMPLETED: 6, RECALLED: 15}

# one recipient's own way
WAITING, OPENED, TAKEN, HANDLED, RETURNED, TAKEN_BACK, PASSED = (
    "waiting", "opened", "taken", "handled", "returned", "taken_back", "passed",
)  # fmt: skip
FLOW_NAMES = {
    WAITING: "Chờ xử lý",
    OPENED: "Đã mở xem, chưa xử lý",
    TAKEN: "Đang xử lý",
    HANDLED: "Đã xử lý",
    RETURNED: "Đã trả lại",
    TAKEN_BACK: "Bị thu hồi",
    PASSED: "Đã chuyển tiếp",
}
FLOW_OPEN = frozenset({WAITING, OPENED, TAKEN})
LEAD, CO, INFO = "lead", "co", "info"
ROLE_NAMES = {LEAD: "Chủ trì", CO: "Phối hợp", INFO: "Nhận để biết"}

# outgoing
DRAFT = "draft"
TO_INITIAL = "to_initial"
TO_CHECK = "to_check"
TO_SIGN = "to_sign"
SIGNED = "signed"
NUMBERED = "numbered"
SEALED = "sealed"
ISSUED = "issued"
ARCHIVED = "archived"
DROPPED = "dropped"
CANCELLED = "cancelled"
REPLACED = "replaced"
OUTGOING_NAMES = {
    NOTHING: "Chưa có dự thảo",
    DRAFT: "Dự thảo",
    TO_INITIAL: "Chờ lãnh đạo phòng ký nháy",
    TO_CHECK: "Chờ kiểm tra thể thức",
    TO_SIGN: "Trình ký",
    SIGNED: "Đã ký duyệt, chờ cấp số",
    NUMBERED: "Đã cấp số, chờ đóng dấu",
    SEALED: "Đã đóng dấu, chờ phát hành",
    ISSUED: "Đã ban hành",
    ARCHIVED: "Đã ban hành, đã lưu hồ sơ",
    DROPPED: "Đã hủy dự thảo",
    CANCELLED: "Đã hủy ban hành",
    REPLACED: "Đã được thay thế",
}
OUTGOING_ENDS = frozenset({DROPPED, CANCELLED, REPLACED})
BEFORE_SIGNING = (DRAFT, TO_INITIAL, TO_CHECK, TO_SIGN)
OUT_THERE = (ISSUED, ARCHIVED)

# copies of documents
COPY_TO_SIGN, COPY_SIGNED, COPY_ISSUED, COPY_REFUSED = "copy_to_sign", "copy_signed", "copy_issued", "copy_refused"
COPY_NAMES = {
    NOTHING: "Chưa có bản sao",
    COPY_TO_SIGN: "Chờ lãnh đạo ký bản sao",
    COPY_SIGNED: "Đã ký, chờ cấp số, đóng dấu",
    COPY_ISSUED: "Đã phát hành bản sao",
    COPY_REFUSED: "Lãnh đạo không cho sao",
}

# work files
PLANNED = "planned"
OPEN = "open"
TO_CLOSE = "to_close"
CLOSED = "closed"
HANDED_IN = "handed_in"
KEPT = "kept"
FOLDER_NAMES = {
    PLANNED: "Trong danh mục, chưa mở",
    OPEN: "Đang mở",
    TO_CLOSE: "Trình đóng",
    CLOSED: "Đã kết thúc",
    HANDED_IN: "Đã nộp lưu, chờ nhận",
    KEPT: "Đã nhận lưu",
}

# tasks
GIVEN = "given"
REPORTED = "reported"
ACCEPTED = "accepted"
TASK_NAMES = {
    NOTHING: "Chưa giao",
    GIVEN: "Đang thực hiện",
    REPORTED: "Đã báo cáo, chờ duyệt",
    ACCEPTED: "Hoàn thành",
}
