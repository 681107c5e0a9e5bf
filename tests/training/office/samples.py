"""Documents and messages the office tests share."""

from datetime import UTC, date, datetime

from training.office.document.number import Notation
from training.office.document.parts import (
    Document,
    Heading,
    HeadingKind,
    Issuer,
    Item,
    ItemKind,
    Paragraph,
    Recipients,
    Role,
    Signer,
    SigningForm,
    Table,
    Urgency,
)
from training.office.mail import message as mail

LETTER = Document(
    type_code="cong-van",
    issuer=Issuer("Sở Nội vụ", "UBND tỉnh Hải Tràm"),
    notation=Notation("SNV", drafter="CCHC"),
    number=1042,
    place="Hải Tràm",
    day=date(2026, 11, 6),
    subject="rà soát việc bố trí người tiếp nhận hồ sơ",
    addressees=("Ủy ban nhân dân các xã, phường",),
    body=(Paragraph("Sở Nội vụ đề nghị rà soát số người đang tiếp nhận hồ sơ và báo cáo trước ngày 18/11/2026./."),),
    signer=Signer("Phó Giám đốc", "Lê Giả Định", SigningForm.FOR_HEAD, "Giám đốc"),
    recipients=Recipients(("Như trên", "UBND tỉnh (để báo cáo)"), "VT, CCHC"),
    urgency=Urgency.EXPRESS,
    signed=True,
    sealed=True,
)

DECISION = Document(
    type_code="quyet-dinh",
    issuer=Issuer("Ủy ban nhân dân phường Cửa Sen", "Tỉnh Hải Tràm"),
    notation=Notation("UBND", type_abbreviation="QĐ"),
    number=5,
    place="Cửa Sen",
    day=date(2026, 2, 5),
    subject="Về việc thành lập Tổ hỗ trợ dịch vụ công trực tuyến",
    body=(
        Paragraph("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG CỬA SEN", Role.AUTHORITY),
        Paragraph("Căn cứ Luật Tổ chức chính quyền địa phương;", Role.BASIS),
        Paragraph("QUYẾT ĐỊNH:", Role.RESOLVE),
        Heading(HeadingKind.CHAPTER, "Chương I", "Quy định chung"),
        Heading(HeadingKind.ARTICLE, "Điều 1.", "Thành lập Tổ hỗ trợ"),
        Item(ItemKind.CLAUSE, "1.", "Tổ gồm các ông, bà có tên dưới đây."),
        Item(ItemKind.POINT, "a)", "Tổ trưởng phân công người trực;"),
        Table(
            ("STT", "Họ và tên"),
            (("1", "Nguyễn Thị Mẫu Một"), ("2", "Trần Văn Thử Nghiệm")),
            "Danh sách",
            (1, 5),
        ),
        Paragraph("Quyết định này có hiệu lực kể từ ngày ký./."),
    ),
    signer=Signer("Chủ tịch", "Trần Văn Thử Nghiệm", SigningForm.ON_BEHALF, "Ủy ban nhân dân"),
    recipients=Recipients(("Như Điều 1",), "VT, VP"),
    pages=1,
    copies=4,
)

PHISH = mail.Message(
    sender=mail.Address("vanthu@haitrarn.vidu.invalid", "Văn phòng UBND tỉnh"),
    reply_to=mail.Address("vanthu@thu-nhanh.invalid"),
    return_path="vanthu@thu-nhanh.invalid",
    to=(mail.Address("mau.mot@haitram.vidu.invalid", "Nguyễn Thị Mẫu Một"),),
    cc=(mail.Address("thu.hai@haitram.vidu.invalid"),),
    subject="Công điện hỏa tốc về ứng phó bão",
    sent_at=datetime(2026, 11, 9, 8, 4, tzinfo=UTC),
    body=(
        mail.Paragraph((mail.Text("Kính gửi: các đồng chí văn thư,"),)),
        mail.Paragraph(
            (
                mail.Text("Đề nghị mở và xác nhận "),
                mail.Text("trước 15 giờ 30 hôm nay", strong=True),
                mail.Text("."),
            )
        ),
        mail.Paragraph(
            (
                mail.Text("Đăng nhập để xem toàn văn: "),
                mail.Link("Xem công điện", "https://dangnhap.haitrarn.vidu.invalid/xem?id=1"),
            )
        ),
        mail.Image("Quốc huy mờ", remote=True),
    ),
    headers=(mail.Header("Message-ID", "<1@thu-nhanh.invalid>"),),
    attachments=(mail.Attachment("Cong-dien-hoa-toc.zip", 219136, "application/zip"),),
    checks=mail.Checks(mail.Verdict.SOFTFAIL, mail.Verdict.NONE, mail.Verdict.FAIL),
)
