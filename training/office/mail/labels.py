"""The words around a message, in both languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from training.office.mail.message import Verdict

OFFICE_ZONE = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh has no daylight saving


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's words; `days` begin on Monday."""

    sender: str
    to: str
    cc: str
    sent_at: str
    reply_to: str
    return_path: str
    technical: str
    addresses: str
    real_link: str
    leads_to: str
    no_address: str
    attachment: str
    remote_image: str
    image: str
    cue: str
    good_sign: str
    spf: str
    dkim: str
    dmarc: str
    verdicts: dict[Verdict, str]
    days: tuple[str, ...]
    decimal: str

    def moment(self, at: datetime) -> str:
        """Return the office's time, such as 15:04, thứ Hai 09/11/2026."""
        local = at.astimezone(OFFICE_ZONE)
        return f"{local:%H:%M}, {self.days[local.weekday()]} {local:%d/%m/%Y}"

    def size(self, octets: int) -> str:
        """Return a file size, such as 214 KB or 1,2 MB."""
        if octets < 1024:
            return f"{octets} B"
        if octets < 1024 * 1024:
            return f"{octets / 1024:.0f} KB"
        return f"{octets / 1024 / 1024:.1f} MB".replace(".", self.decimal)


VI = Labels(
    sender="Người gửi",
    to="Người nhận",
    cc="Đồng gửi",
    sent_at="Gửi lúc",
    reply_to="Trả lời sẽ gửi tới",
    return_path="Nơi nhận thư trả về",
    technical="Thông tin kỹ thuật của thư",
    addresses="Địa chỉ thật của liên kết",
    real_link="Liên kết thật:",
    leads_to="dẫn tới",
    no_address="không có địa chỉ",
    attachment="Tệp đính kèm:",
    remote_image="Hình từ bên ngoài, không tải:",
    image="Hình:",
    cue="dấu hiệu",
    good_sign="dấu hiệu tin được",
    spf="máy gửi có được tên miền cho phép không",
    dkim="thư có chữ ký của tên miền và còn nguyên vẹn không",
    dmarc="tên miền người đọc thấy có khớp hai kết quả trên không",
    verdicts={
        Verdict.PASS: "Đạt",
        Verdict.FAIL: "Không đạt",
        Verdict.SOFTFAIL: "Nghi ngờ",
        Verdict.NONE: "Không có",
    },
    days=("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    decimal=",",
)

EN = Labels(
    sender="From",
    to="To",
    cc="Copy to",
    sent_at="Sent",
    reply_to="A reply goes to",
    return_path="Returned mail goes to",
    technical="Technical details of the message",
    addresses="Where the links really lead",
    real_link="Real link:",
    leads_to="leads to",
    no_address="no address",
    attachment="Attachment:",
    remote_image="Picture from outside, not loaded:",
    image="Picture:",
    cue="cue",
    good_sign="sign to trust",
    spf="was the sending machine allowed by the domain",
    dkim="is the message signed by the domain and unchanged",
    dmarc="does the domain the reader sees agree with both",
    verdicts={
        Verdict.PASS: "Pass",
        Verdict.FAIL: "Fail",
        Verdict.SOFTFAIL: "Doubtful",
        Verdict.NONE: "None",
    },
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    decimal=".",
)
