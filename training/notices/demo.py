"""Questions of the demo: asked and answered by its people through the real services."""

from __future__ import annotations

from training.core import activities, transaction
from training.core.demo import Stage
from training.notices import threads

ASKED = (
    (6, ("course", "mot-cua"), "Bài 3 nói phí tính theo trang. Nếu bản chính in hai mặt thì tính mấy trang?",
     "Mỗi mặt có chữ tính là một trang, nên bản in hai mặt tính hai trang. Đồng chí thử lại ở bài thực hành M1 nhé."),
    (4, ("scenario", "m1-chung-thuc-ban-sao"), "Tôi bấm sang giờ tiếp theo mà lãnh đạo chưa ký, có phải làm sai không?",
     "Không sai. Đồng nghiệp mô phỏng ký sau khoảng hai giờ, đồng chí bấm thêm một lần nữa là thấy."),
    (1, ("quiz", "an-toan-co-ban"),
     "Câu về mật khẩu: vì sao năm từ thường ngày lại khó đoán hơn một từ có ký tự lạ?", ""),
)  # fmt: skip


def play(stage: Stage) -> None:
    """Let three learners ask; two are answered, one waits for whoever looks at the demo."""
    trainers = [each.person_id for each in stage.with_role("trainer")]
    people = [each for each in stage.learners if not each.starring][: len(ASKED)]
    for number, (actor, (days, key, words, answer)) in enumerate(zip(people, ASKED, strict=False)):
        found = activities.by_key(*key)
        if found is None:
            continue
        with stage.at(days, 9):
            thread = threads.ask(actor.person_id, found.ref, words, f"demo-ask-{number}")
        if answer and trainers:
            with stage.at(days - 1, 10):
                threads.reply(thread, trainers[0], answer, f"demo-answer-{number}")
                threads.share(thread, True)
    transaction.commit()
