"""Example worlds of the document system: what each of its sentences is seen to be true and false in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Acts = tuple[tuple[str, str, Mapping[str, Any]], ...]
SENT: Mapping[str, Any] = {
    "sender": "Z99.01", "number": "1088/SNV-CCHC", "day": "2026-11-06", "type": "cong-van", "pages": 2,
    "subject": "báo cáo số người trực tại bộ phận một cửa", "to": ["UBND các xã, phường"],
    "body": ["Sở Nội vụ đề nghị UBND các xã, phường báo cáo."], "reply_by": "2026-11-18",
}  # fmt: skip
ENTERED: Mapping[str, Any] = {
    "parcel": "@new", "issuer_name": "Sở Nội vụ", "notation": "1088/SNV-CCHC", "day": "2026-11-06", "type": "cong-van",
    "subject": "Báo cáo số người trực tại bộ phận một cửa", "signer": "Lê Giả Định", "pages": 2,
    "due": "2026-11-18", "reply_wanted": True,
}  # fmt: skip
NOTE = "Phòng Văn hóa – Xã hội dự thảo báo cáo, trình trước ngày 16/11."
ASSIGNED: Mapping[str, Any] = {
    "incoming": "@new", "note": NOTE, "lead": "Z99.10.01.VX", "co": ["Z99.10.01.MC"], "info": ["Z99.10.01.VP"],
    "due": "2026-11-16",
}  # fmt: skip
LETTER: Mapping[str, Any] = {
    "unit": "Z99.10.01.VX", "type": "cong-van", "subject": "báo cáo số người trực tại bộ phận một cửa",
    "addressees": ["Sở Nội vụ"], "recipients": ["Như trên", "Lãnh đạo UBND phường"], "archive": "VT, VHXH",
    "body": ["UBND phường Cửa Sen báo cáo Sở Nội vụ như sau.", "1. Có ba quầy, ba người trực."],
    "form": "KT.", "in_place_of": "Chủ tịch", "title": "Phó Chủ tịch", "signer": "Cao Thị Phó Chủ",
}  # fmt: skip
SEND: Acts = (("axis", "axis.send", SENT),)
SECRET: Acts = (("axis", "axis.send", {**SENT, "secrecy": "mat", "number": "12/CAT-PV"}),)
REGISTER: Acts = (*SEND, ("clerk", "in.register", ENTERED))
IN = {"incoming": "@new"}
OUT = {"outgoing": "@new"}
SUBMIT: Acts = (*REGISTER, ("clerk", "in.submit", IN))
ASSIGN: Acts = (*SUBMIT, ("leader", "in.assign", ASSIGNED))
TAKE: Acts = (*ASSIGN, ("officer", "in.take", IN))
DRAFT: Acts = (*TAKE, ("officer", "out.draft", {**LETTER, "reply_to": "@new:incoming"}))
TO_SIGN: Acts = (
    *DRAFT, ("officer", "out.submit", OUT), ("division_head", "out.initial", OUT), ("clerk", "out.check_form", OUT),
)  # fmt: skip
SIGN: Acts = (*TO_SIGN, ("leader", "out.sign", OUT))
NUMBER: Acts = (*SIGN, ("clerk", "out.number", OUT))
SEAL: Acts = (*NUMBER, ("clerk", "out.seal", {**OUT, "token": True}))
ISSUE: Acts = (*SEAL, ("clerk", "out.issue", {**OUT, "to": ["Z99.01"]}))
WAIT: Acts = (("clerk", "clock.advance", {"to": "next_working_day"}),)
FOLDER = "01.VX.2026"

WORLDS: Mapping[str, Acts] = {
    "doc_sent": SEND,
    "doc_sent_twice": (*SEND, ("axis", "axis.again", {"parcel": "@new"})),
    "doc_checked": (*SEND, ("clerk", "in.check", {"parcel": "@new"}), ("clerk", "in.register", ENTERED)),
    "doc_refused": (*SEND, ("clerk", "in.refuse", {"parcel": "@new", "reason": "Gửi nhầm nơi nhận, trả lại."})),
    "doc_secret": SECRET,
    "doc_secret_back": (
        *SECRET,
        ("clerk", "in.refuse", {"parcel": "@new", "reason": "Không thuộc phạm vi tiếp nhận trên hệ thống."}),
        ("clerk", "in.report_secret", {"parcel": "@new", "way": "in_person"}),
    ),
    "doc_quoted": (
        *SECRET,
        ("clerk", "in.refuse", {"parcel": "@new", "reason": "Báo cáo số người trực là văn bản mật"}),
    ),
    "doc_registered": REGISTER,
    "doc_registered_late": (*SEND, *WAIT, *WAIT, ("clerk", "in.register", ENTERED)),
    "doc_corrected": (*REGISTER, ("clerk", "in.correct_entry", {**IN, "subject": "1088-snv-cchc.pdf"})),
    "doc_notified": (*REGISTER, ("clerk", "in.notify", IN)),
    "doc_submitted": SUBMIT,
    "doc_assigned": ASSIGN,
    "doc_taken": TAKE,
    "doc_recall": (*TAKE, ("axis", "axis.ask_back", {"parcel": "@new", "reason": "Gửi nhầm bản."})),
    "doc_recalled": (
        *TAKE,
        ("axis", "axis.ask_back", {"parcel": "@new", "reason": "Gửi nhầm bản."}),
        ("clerk", "in.agree_recall", {"parcel": "@new"}),
    ),
    "doc_opened_case": (
        *REGISTER,
        ("officer", "in.open_case", {**IN, "procedure": "1.014027", "applicant": {
            "name": "Nguyễn Thị Mẫu Một", "number": "999186000001", "phone": "0100000001", "address": "Khóm 2",
            "commune": "Z99.10.01"}}),
    ),
    "doc_drafted": DRAFT,
    "doc_to_sign": TO_SIGN,
    "doc_signed": SIGN,
    "doc_numbered": NUMBER,
    "doc_sealed": SEAL,
    "doc_issued": ISSUE,
    "doc_issued_late": (*SEAL, *WAIT, *WAIT, ("clerk", "out.issue", {**OUT, "to": ["Z99.01"]})),
    "doc_completed": (*ISSUE, ("officer", "in.complete", IN)),
    "doc_archived": (
        *ISSUE,
        ("officer", "file.open", {"folder": FOLDER}),
        ("clerk", "out.archive", {**OUT, "folder": FOLDER}),
    ),
    "doc_asked_back": (*ISSUE, ("clerk", "out.ask_back", {**OUT, "reason": "Gửi nhầm nơi nhận."})),
    "doc_task": (("leader", "task.give", {"title": "Rà soát quầy", "unit": "Z99.10.01.VX", "due": "2026-11-20"}),),
    "doc_book_closed": (
        ("clerk", "clock.advance", {"to": "2027-01-04T08:00"}),
        ("clerk", "book.close", {"book": "den/den", "year": 2026}),
    ),
    "doc_filed": (
        *REGISTER,
        ("officer", "file.open", {"folder": FOLDER}),
        ("officer", "file.add", {"folder": FOLDER, "document": "@new:incoming"}),
    ),
    "doc_bad_form": (*TAKE, ("officer", "out.draft", {**LETTER, "archive": "Văn thư", "signer": ""})),
    "doc_unlinked": (*TAKE, ("officer", "out.draft", LETTER)),
    "doc_replacing": (("officer", "out.draft", {**LETTER, "type": "quyet-dinh", "replaces": "di-qd-to-mot-cua"}),),
    "doc_correcting": (("officer", "out.draft", {**LETTER, "corrects": "di-qd-to-mot-cua"}),),
    "doc_opinion": (
        *DRAFT,
        ("officer", "out.ask_opinion", {**OUT, "to": "Z99.10.01.VP", "question": "Số quầy đúng chưa?"}),
        ("officer", "out.give_opinion", {**OUT, "answer": "Đúng."}),
    ),
    "mail_queued": (("clerk", "mail.queue", {"letter": "thu-gia"}),),
    "mail_reported": (("clerk", "mail.report", {"letter": "thu-gia"}),),
    "mail_verified": (("clerk", "mail.verify", {"letter": "thu-gia", "way": "axis"}),),
    "mail_opened": (("clerk", "mail.open_file", {"letter": "thu-gia"}),),
    "mail_passed_on": (("clerk", "mail.pass_on", {"letter": "thu-gia", "note": "Cẩn thận nhé"}),),
}  # fmt: skip
