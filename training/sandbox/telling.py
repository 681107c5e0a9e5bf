"""What has just happened, in plain words: what was done to which record, what now, whom one waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash
from markupsafe import Markup

from training.sandbox.cases.rules import states
from training.sandbox.cases.rules.dossier import unscanned
from training.sandbox.cases.rules.machine import CASE
from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import (
    ASSIGNING,
    DESK,
    ENDS,
    FINANCIAL,
    IN_WORK,
    REGISTERED,
    SIGNED,
    STATE_NAMES,
    SUPPLEMENTED,
    TO_INITIAL,
    TO_SIGN,
    WAITING,
    WITHDRAWING,
)
from training.sandbox.documents.rules.onward import next_act
from training.sandbox.fields import owed
from training.sandbox.office import FEE, LAST, Office
from training.sandbox.systems import SYSTEMS
from training.sandbox.world.clock import awaited
from training.sandbox.world.colleagues import Colleague
from training.sandbox.world.endings import small, tidy
from training.sandbox.world.hats import hat_name
from training.sandbox.world.pauses import day_words, pauses_between
from training.sandbox.world.play import offers
from training.sandbox.world.snapshot import Record
from training.sandbox.world.world import World

DONE = {
    "submit_online": "Đã nộp hồ sơ trực tuyến",
    "receive": "Đã tiếp nhận {case} và lập giấy hẹn trả",
    "refuse_at_counter": "Đã từ chối tiếp nhận và lập phiếu từ chối",
    "accept": "Đã tiếp nhận {case} và lập giấy hẹn trả",
    "refuse": "Đã từ chối tiếp nhận {case} và lập phiếu từ chối",
    "forward": "Đã chuyển {case} đi xử lý",
    "assign": "Đã phân công người thụ lý {case}",
    "consult": "Đã gửi câu hỏi xin ý kiến về {case}",
    "give_opinion": "Đã ghi ý kiến phối hợp vào {case}",
    "propose": "Đã trình {case} lên lãnh đạo phòng",
    "initial": "Đã ký nháy và trình ký {case}",
    "send_back": "Đã trả {case} lại để làm lại",
    "sign": "Đã ký số {case}",
    "number": "Đã cấp số, đóng dấu kết quả của {case}",
    "deny": "Đã ra văn bản từ chối giải quyết {case}",
    "extend": "Đã lập phiếu xin lỗi và hẹn lại ngày trả {case}",
    "ask_supplement": "Đã gửi phiếu yêu cầu bổ sung của {case}; đồng hồ của hồ sơ dừng",
    "give_supplement": "Đã nộp giấy tờ bổ sung của {case}",
    "take_supplement": "Đã nhận giấy tờ bổ sung của {case}",
    "notify_dues": "Đã thông báo nghĩa vụ tài chính của {case}; đồng hồ của hồ sơ dừng",
    "confirm_dues": "Đã xác nhận khoản phải nộp của {case}",
    "withdraw": "Đã ghi nhận yêu cầu rút {case}",
    "grant_withdrawal": "Đã chấp thuận cho rút {case} và lập thông báo dừng",
    "refuse_withdrawal": "Đã trả lời không rút được {case}",
    "return_result": "Đã trả kết quả {case}",
    "collect_fee": "Đã thu phí của {case} và lập biên lai",
    "correct_fee": "Đã sửa số phí của {case}",
    "pay_online": "Đã gửi khoản phí của {case} qua cổng thanh toán giả lập",
    "digitise": "Đã gắn bản quét vào {case}",
    "rate": "Đã ghi mức đánh giá cho {case}",
    "leave_remark": "Đã ghi chú vào {case}",
    "answer_caller": "Đã ghi cách trả lời người gọi vào {case}",
    "take_device": "Đã ghi cách xử lý thiết bị vào {case}",
    "visit_site": "Đã ghi kết quả kiểm tra thực địa vào {case}",
}
"""What each act of the one-stop is called once it is done; `{case}` is the file with its code and its owner."""
AWAITED = {
    REGISTERED: "tiếp nhận hồ sơ trực tuyến", ASSIGNING: "phân công", IN_WORK: "thẩm định", TO_INITIAL: "duyệt",
    TO_SIGN: "xem và ký", SIGNED: "cấp số, đóng dấu", WAITING: "nộp giấy tờ bổ sung",
    SUPPLEMENTED: "nhận giấy tờ bổ sung", FINANCIAL: "xác nhận khoản phải nộp", WITHDRAWING: "trả lời yêu cầu rút",
}  # fmt: skip
"""What is done with a case in each state: it tells whom one waits for without telling how they will decide."""
OPINION, SCAN = "give_opinion", "digitise"
FEW = 2
"""So many next acts are named; of more, only where the case stands."""


@dataclass(frozen=True)
class Wait:
    """A record that a simulated colleague has in hand: what it is called, where it stands, who does what with it."""

    called: str
    code: str
    kind: str
    who: str
    what: str


def waits(world: World, code: str = "") -> list[Wait]:
    """Return what waits for a colleague: nothing happens to it before the clock moves. `code` names one record."""
    found = []
    for due in awaited(world).values():
        cause, record = due.cause, due.record
        if isinstance(cause, Colleague) and code in ("", record.code):
            what = "cho ý kiến" if cause.move == OPINION else _awaited(world, record)
            found.append(Wait(called(record), record.code, record.kind, small(hat_name(cause.hat)), what))
    return found


def _awaited(world: World, record: Record) -> str:
    """Return what is waited for with a record, as it stands."""
    if isinstance(record, Case):
        return AWAITED.get(record.state, "")
    found = next_act(world, record)
    return small(found.words) if found else ""


def called(record: Record) -> str:
    """Return how a record is named to people: a case by its code and its owner, a document as its list names it."""
    if isinstance(record, Case):
        return f"hồ sơ {record.called} của {record.applicant.name}"
    face = SYSTEMS.faces.get(record.kind)
    return face(record).called if face else ""


def done_words(office: Office, move: str, code: str, kind: str = Case.kind) -> str:
    """Say what was done to which record and where it stands, as the practised system would say it."""
    verb, record = office.world.rules.verbs[move], office.world.get(SYSTEMS.kinds[kind], code)
    if record is None:
        return f"Đã xong: {verb.label}."
    if not isinstance(record, Case):
        face = SYSTEMS.faces[record.kind](record)
        return f"Đã xong: {verb.label}. {face.called[:1].upper()}{face.called[1:]} nay ở trạng thái “{face.state}”."
    return DONE.get(move, "Đã làm xong với {case}").format(case=called(record)) + "."


def next_words(office: Office, case: Case) -> str:
    """Say what comes next with a case: my own act, another part of mine, a colleague, or nothing."""
    if case.state in ENDS:
        return f"Hồ sơ đã kết thúc: {STATE_NAMES[case.state].lower()}."
    mine = {offer.name: offer.label for offer in offers(office.world, office.copy.hat, case.code)}
    moves = CASE.moves_from(case.state, office.copy.hat)
    acts = list(dict.fromkeys(mine[one.name] for one in moves if one.name in mine and one.name not in LAST))
    if 0 < len(acts) <= FEW:
        return f"Việc tiếp theo ở vai này: {_before(office.world, case, mine, ' hoặc '.join(acts))}."
    if acts:
        fee = f" Còn phải thu phí {owed(FEE, case)}." if FEE in mine else ""
        return f"Hồ sơ vẫn ở bàn của đồng chí: {STATE_NAMES[case.state].lower()}.{fee}"
    hat = DESK.get(case.state, "")
    who = small(hat_name(hat))
    if hat in dict(office.hats):
        return f"Bây giờ là việc của {who}: đổi sang vai ấy để làm tiếp."
    return f"Bây giờ chờ {who} {AWAITED.get(case.state, '')}: bấm Chuyển đồng hồ.".replace(" :", ":") if who else ""


def fee_words_of(office: Office, case: Case) -> str:
    """Say what is still owed of the fee and until when, where the present part may take it; else nothing."""
    owes = any(offer.name == FEE for offer in offers(office.world, office.copy.hat, case.code))
    return f"Phí {owed(FEE, case)} thu chậm nhất là trước khi trả kết quả." if owes else ""


def next_paper_words(office: Office, record: Record) -> str:
    """Say what comes next with a record of the document system: my own act, another part of mine, a colleague's."""
    found = next_act(office.world, record)
    if found is None:
        return ""
    who = small(hat_name(found.hat))
    if office.copy.hat in office.world.rules.verbs[found.move].by:
        return f"Việc tiếp theo: {found.words}."
    if found.hat in dict(office.hats):
        return f"Việc tiếp theo là của {who}: {small(found.words)}. Đổi sang vai ấy để làm tiếp."
    if record.code in awaited(office.world):
        return f"Bây giờ chờ {who} {small(found.words)}: bấm Chuyển đồng hồ."
    return f"Bước sau là của {who}: {small(found.words)}."


def _before(world: World, case: Case, mine: Mapping[str, str], acts: str) -> str:
    """Return the acts that move a case on, after what has to be done for them first: scans, and the fee."""
    facts = world.procedure(case.procedure)
    left = unscanned(facts, case.papers, case.channel) if facts and SCAN in mine else ()
    words = f"{mine[SCAN]} (còn {len(left)} giấy tờ), rồi {acts}" if left else acts
    if FEE not in mine:
        return words
    when = ", rồi" if case.state == states.DONE else " (chậm nhất là trước khi trả kết quả);"
    return f"{mine[FEE]} {owed(FEE, case)}{when} {words}"


def moved_words(before: World, after: World) -> str:
    """Say what a jump of the clock brought: the time it is now, what was passed over and why, what colleagues did."""
    return " ".join(filter(None, (clock_words(before, after), colleague_words(before, after))))


def say(words: str, link: str = "", page: str = "") -> None:
    """Show words of the practised system on the next page; they are Vietnamese in every language of the platform.

    `link` names a page of the platform's own where what was made can be read.
    """
    after = Markup(' <a href="{}">{}</a>').format(page, link) if link else ""
    flash(Markup('<span lang="vi">{}{}</span>').format(tidy(words.strip()), after))


def clock_words(before: World, after: World) -> str:
    """Say where the simulated clock stands after a jump, and which hours or days it passed over, and why."""
    local = after.calendar.local(after.now)
    words = f"Đồng hồ giả lập nay là {local:%H:%M}, {day_words(local.date(), year=True)}."
    passed = pauses_between(after.calendar, before.now, after.now)
    return f"{words} Đã bỏ qua {'; '.join(passed)}." if passed else words


def colleague_words(before: World, after: World) -> str:
    """Say what simulated colleagues did between two pictures of a copy."""
    names = {one.code: one.name for one in after.snapshot.officials}
    acts = [one for one in after.log[len(before.log) :] if one.by_colleague and one.actor]
    told = dict.fromkeys(f"{names.get(one.actor, one.actor)}: {_label(after, one.move)}" for one in acts)
    return f"Trong lúc đó, đồng nghiệp đã làm: {'; '.join(list(told)[:6])}." if told else ""


def _label(world: World, move: str) -> str:
    verb = world.rules.verbs.get(move)
    return small(verb.label if verb else CASE.label(move))
