"""The rules about the head, the subject and the body, each with its reason and its remedy in plain Vietnamese."""

from __future__ import annotations

from training.office.document.check.finding import BASIS, Component, Rule, Severity
from training.office.document.dates import PROBLEMS as DATE_PROBLEMS
from training.office.document.dates import DateProblem
from training.office.document.number_problems import PROBLEMS as NUMBER_PROBLEMS
from training.office.document.number_problems import NumberProblem

TYPES_BASIS = "Nghị định 30/2020/NĐ-CP, bảng chữ viết tắt tên loại văn bản"
ORDER_BASIS = "Nghị định 30/2020/NĐ-CP, trình tự ban hành văn bản đi"
ADVICE = Severity.ADVICE

_NUMBER_FIXES = {
    NumberProblem.EMPTY: "Ghi số và ký hiệu sau chữ “Số:”.",
    NumberProblem.SHAPE: "Viết lại: số, dấu gạch chéo, rồi ký hiệu.",
    NumberProblem.SPACES: "Xóa các khoảng trắng.",
    NumberProblem.ZERO: "Lấy số kế tiếp trong sổ văn bản đi.",
    NumberProblem.MISSING_LEADING_ZERO: "Thêm số 0: 5 viết thành 05.",
    NumberProblem.YEAR: "Bỏ năm, giữ số và ký hiệu.",
    NumberProblem.SWAPPED: "Đổi lại: dấu gạch chéo sau số, dấu gạch nối trong ký hiệu.",
    NumberProblem.LETTER_AS_TYPE: "Bỏ chữ CV, ví dụ 15/UBND-VP.",
    NumberProblem.LOWER_CASE: "Viết ký hiệu bằng chữ in hoa.",
    NumberProblem.TYPE_CASE: "Viết chữ viết tắt đúng như bảng tên loại.",
    NumberProblem.TYPE_MARKS: "Viết Đ thay cho D.",
    NumberProblem.WRONG_TYPE: "Dùng chữ viết tắt của đúng tên loại, hoặc sửa lại tên loại.",
    NumberProblem.TYPE_MISSING: "Thêm chữ viết tắt tên loại ngay sau dấu gạch chéo.",
    NumberProblem.TYPE_NOT_WANTED: "Bỏ chữ viết tắt tên loại; sau số là chữ viết tắt của cơ quan.",
    NumberProblem.WRONG_ISSUER: "Ghi chữ viết tắt của cơ quan ban hành ở góc trái trang.",
}
_TYPE_PROBLEMS = {
    NumberProblem.LETTER_AS_TYPE,
    NumberProblem.TYPE_CASE,
    NumberProblem.TYPE_MARKS,
    NumberProblem.WRONG_TYPE,
    NumberProblem.TYPE_MISSING,
    NumberProblem.TYPE_NOT_WANTED,
}
_DATE_FIXES = {
    DateProblem.SHAPE: "Viết bằng chữ “ngày … tháng … năm …”, không viết tắt bằng dấu gạch chéo.",
    DateProblem.UNREAL: "Kiểm tra lại ngày và tháng.",
    DateProblem.DAY_ZERO: "Thêm số 0 trước ngày: ngày 5 viết thành ngày 05.",
    DateProblem.MONTH_ZERO: "Thêm số 0 trước tháng: tháng 2 viết thành tháng 02.",
    DateProblem.MONTH_EXTRA_ZERO: "Bỏ số 0 trước tháng: tháng 03 viết thành tháng 3.",
    DateProblem.PLACE: "Ghi địa danh rồi dấu phẩy, ví dụ “Cửa Sen, ngày …”.",
    DateProblem.COMMA: "Thêm dấu phẩy sau địa danh.",
}


def slips(component: Component, *rows: tuple[str, str, str]) -> list[Rule]:
    """Return rules whose breach must be put right: (code, why, fix) each."""
    return [Rule(code, component, why, fix) for code, why, fix in rows]


def advice(component: Component, *rows: tuple[str, str, str]) -> list[Rule]:
    """Return rules that only make one look again: (code, why, fix) each."""
    return [Rule(code, component, why, fix, ADVICE) for code, why, fix in rows]


HEAD: list[Rule] = [
    *(
        Rule(
            f"number.{problem}",
            Component.NUMBER,
            why,
            _NUMBER_FIXES[problem],
            basis=TYPES_BASIS if problem in _TYPE_PROBLEMS else BASIS,
        )
        for problem, (why, _) in NUMBER_PROBLEMS.items()
    ),
    *(
        Rule(f"day.{problem}", Component.PLACE_DAY, why, _DATE_FIXES[problem])
        for problem, (why, _) in DATE_PROBLEMS.items()
    ),
    *slips(
        Component.COUNTRY,
        ("country.missing", "Không thấy Quốc hiệu.", "Ghi Quốc hiệu ở góc phải, dòng đầu của trang 1."),
        (
            "country.wording",
            "Quốc hiệu viết in hoa, đủ dấu, đúng từng chữ.",
            "Viết: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.",
        ),
        ("motto.missing", "Không thấy Tiêu ngữ dưới Quốc hiệu.", "Thêm dòng: Độc lập - Tự do - Hạnh phúc."),
        (
            "motto.wording",
            "Tiêu ngữ viết thường, hoa chữ đầu mỗi cụm, giữa các cụm có gạch nối và cách chữ.",
            "Viết: Độc lập - Tự do - Hạnh phúc.",
        ),
    ),
    *slips(
        Component.AGENCY,
        ("agency.missing", "Không thấy tên cơ quan ban hành.", "Ghi tên cơ quan ở góc trái, ngang Quốc hiệu."),
        ("agency.case", "Tên cơ quan viết bằng chữ in hoa.", "Viết lại tên cơ quan bằng chữ in hoa."),
    ),
    *slips(
        Component.NUMBER,
        ("number.label", "Trước số phải có chữ “Số:”.", "Viết “Số: ” rồi đến số và ký hiệu."),
        ("number.no_number", "Văn bản phát hành phải có số.", "Lấy số ở sổ văn bản đi sau khi ký."),
    ),
    Rule(
        "number.early",
        Component.NUMBER,
        "Văn bản chưa ký thì chưa được cấp số.",
        "Để trống số; văn thư cấp số sau khi người có thẩm quyền ký.",
        basis=ORDER_BASIS,
    ),
    *advice(
        Component.NUMBER,
        (
            "number.no_drafter",
            "Ký hiệu công văn thường có chữ viết tắt của đơn vị soạn thảo.",
            "Thêm đơn vị soạn thảo, ví dụ 15/UBND-VP.",
        ),
    ),
    *slips(
        Component.PLACE_DAY,
        ("day.missing", "Không thấy địa danh và thời gian.", "Ghi dưới Tiêu ngữ: Cửa Sen, ngày 05 tháng 02 năm 2026."),
        ("day.no_day", "Văn bản phát hành phải ghi đủ ngày, tháng, năm.", "Ghi ngày cấp số."),
    ),
    *advice(
        Component.PLACE_DAY,
        ("day.before_number", "Số và thời gian được cấp cùng một lúc.", "Ghi cả hai, hoặc để trống cả hai."),
    ),
    *slips(
        Component.SUBJECT,
        ("title.missing", "Không thấy tên loại văn bản.", "Ghi tên loại in hoa, giữa trang, trên trích yếu."),
        ("title.case", "Tên loại viết bằng chữ in hoa.", "Viết lại tên loại bằng chữ in hoa."),
        ("title.on_letter", "Công văn không ghi tên loại.", "Bỏ dòng này; trích yếu của công văn ở dưới số, ký hiệu."),
        ("title.other", "Tên loại không khớp với loại văn bản đang soạn.", "Sửa lại tên loại hoặc chọn đúng loại."),
        ("subject.missing", "Không thấy trích yếu nội dung.", "Ghi một câu ngắn nói văn bản về việc gì."),
        (
            "subject.letter",
            "Trích yếu của công văn bắt đầu bằng “V/v ”.",
            "Viết “V/v ” rồi đến nội dung, không có dấu hai chấm.",
        ),
        ("subject.twice", "“V/v” đã có nghĩa là “về việc”, không ghi hai lần.", "Bỏ một trong hai."),
        ("subject.named", "“V/v” chỉ dùng cho công văn.", "Viết “Về việc …” hoặc viết thẳng nội dung dưới tên loại."),
        (
            "subject.file",
            "Trích yếu là tên tệp, không phải nội dung văn bản.",
            "Đọc văn bản và viết lại bằng một câu tiếng Việt đủ dấu.",
        ),
    ),
    *advice(
        Component.SUBJECT,
        ("subject.bare", "Trích yếu viết không dấu.", "Viết lại bằng tiếng Việt đủ dấu."),
    ),
    *slips(
        Component.BODY,
        ("body.missing", "Văn bản chưa có nội dung.", "Viết nội dung dưới trích yếu."),
        ("body.blank", "Còn chỗ chưa điền của bản mẫu.", "Điền vào chỗ này hoặc xóa đi."),
    ),
    *advice(
        Component.BODY,
        ("body.nobody", "Công văn chưa ghi gửi cho ai.", "Thêm dòng “Kính gửi: …”."),
    ),
]
