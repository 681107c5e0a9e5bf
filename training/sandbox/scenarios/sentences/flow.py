"""Sentences about where a case stands and who made it stand there."""

from __future__ import annotations

import re

from training.sandbox.cases.rules.model import Case
from training.sandbox.cases.rules.states import DECIDED, PORTAL, PORTAL_NAMES, REFUSED, STATE_NAMES, STOPPED
from training.sandbox.scenarios.sentence import Finding, Sight, new, sentence
from training.sandbox.scenarios.words import mentions, same

_CODE = re.compile(r"Z99(?:\.[A-Z0-9]{2,4}){1,3}-\d{6}-\d{4,}")


@sentence("case.exists", "Có hồ sơ được lập", ("received", new()), ("start", new()), case="case")
def exists(sight: Sight, case: str) -> Finding:
    """Say whether the case is there."""
    return Finding(True, f"Hồ sơ {sight.case(case).called}.")


@sentence(
    "case.state_is",
    "Hồ sơ ở trạng thái “{state}”",
    ("received", new(state="received")),
    ("received", new(state="done")),
    case="case",
    state="state",
)
def state_is(sight: Sight, case: str, state: str) -> Finding:
    """Say whether the case stands in this state."""
    file = sight.case(case)
    return Finding(
        file.state == state, f"Trạng thái “{STATE_NAMES[file.state]}” từ {sight.clock(file.since)}."
    )


@sentence(
    "case.status_is",
    "Hồ sơ ở trạng thái số {status} trên Cổng Dịch vụ công",
    ("received", new(status=2)),
    ("received", new(status=10)),
    case="case",
    status="status",
)
def status_is(sight: Sight, case: str, status: int) -> Finding:
    """Say whether the portal shows this status."""
    number = PORTAL[sight.case(case).state]
    return Finding(number == status, f"Trên Cổng Dịch vụ công: {PORTAL_NAMES[number]} (trạng thái số {number}).")


@sentence(
    "case.procedure_is",
    "Chọn đúng thủ tục {procedure}",
    ("received", new(procedure="2.000815")),
    ("received", new(procedure="1.001193")),
    case="case",
    procedure="procedure",
)
def procedure_is(sight: Sight, case: str, procedure: str) -> Finding:
    """Say whether the case is about this procedure."""
    file = sight.case(case)
    return Finding(file.procedure == procedure, f"Hồ sơ lập theo thủ tục {file.procedure}.")


@sentence(
    "case.applicant_is",
    "Ghi đúng người nộp: {name}",
    ("received", new(name="nguyễn thị mẫu một")),
    ("received", new(name="Lê Giả Định")),
    case="case",
    name="text",
)
def applicant_is(sight: Sight, case: str, name: str) -> Finding:
    """Say whether the applicant has this name, spelt in any usual way."""
    file = sight.case(case)
    return Finding(same(file.applicant.name, name), f"Người nộp ghi là {file.applicant.name}.")


@sentence("case.number_is_valid", "Mã hồ sơ đúng dạng", ("received", new()), ("online", new()), case="case")
def number_is_valid(sight: Sight, case: str) -> Finding:
    """Say whether the case has a well-formed code of the sandbox."""
    file = sight.case(case)
    return Finding(bool(_CODE.fullmatch(file.number)), f"Mã hồ sơ: {file.number or 'chưa có'}.")


@sentence(
    "case.was_done",
    "Đã thực hiện bước {move}",
    ("forwarded", new(move="forward")),
    ("received", new(move="forward")),
    case="case",
    move="move",
)
def was_done(sight: Sight, case: str, move: str) -> Finding:
    """Say whether this move was made on the case, by anybody."""
    rows = [row for row in sight.case(case).handovers if row.move == move]
    return Finding(bool(rows), f"Lúc {sight.clock(rows[-1].at)}." if rows else "Chưa thực hiện bước này.")


@sentence("case.decided", "Hồ sơ đã có quyết định", ("done", new()), ("forwarded", new()), case="case")
def decided(sight: Sight, case: str) -> Finding:
    """Say whether a decision exists."""
    file = sight.case(case)
    return Finding(
        bool(file.decision), f"Ký lúc {sight.clock(file.signed_at)}." if file.decision else "Chưa ký."
    )


@sentence(
    "case.denied_for_good",
    "Hồ sơ bị từ chối giải quyết hoặc bị dừng",
    ("stopped", new()),
    ("house_in_work", new()),
    case="case",
)
def denied_for_good(sight: Sight, case: str) -> Finding:
    """Say whether the case was stopped or what it asks for was refused."""
    file = sight.case(case)
    ended = file.state == STOPPED or file.decision == "refused"
    return Finding(ended, f"Trạng thái “{STATE_NAMES[file.state]}”.")


@sentence(
    "case.decision_stands",
    "Quyết định đã ký được giữ nguyên",
    ("done", new()),
    ("stopped", new()),
    case="case",
)
def decision_stands(sight: Sight, case: str) -> Finding:
    """Say whether the signed decision still stands."""
    file = sight.case(case)
    return Finding(bool(file.decision) and file.state in DECIDED, f"Trạng thái “{STATE_NAMES[file.state]}”.")


@sentence(
    "case.agency_is",
    "Cơ quan giải quyết là {place}",
    ("received", new(place="Z99.10.01")),
    ("received", new(place="Z99.10.03")),
    case="case",
    place="place",
)
def agency_is(sight: Sight, case: str, place: str) -> Finding:
    """Say whether this unit is the competent one in the case."""
    agency = sight.world.place(sight.case(case).agency)
    return Finding(
        sight.case(case).agency == place, f"Cơ quan giải quyết: {agency.name if agency else 'chưa có'}."
    )


@sentence(
    "case.place_is",
    "Nơi tiếp nhận là {place}",
    ("received", new(place="Z99.10.01")),
    ("received", new(place="Z99.10.03")),
    case="case",
    place="place",
)
def place_is(sight: Sight, case: str, place: str) -> Finding:
    """Say whether the case was received here."""
    where = sight.world.place(sight.case(case).place)
    return Finding(sight.case(case).place == place, f"Nơi tiếp nhận: {where.name if where else 'chưa có'}.")


@sentence(
    "case.opinion_asked",
    "Đã xin ý kiến {place}",
    ("consulting", new(place="Z99.04")),
    ("house_in_work", new(place="Z99.04")),
    case="case",
    place="place",
)
def opinion_asked(sight: Sight, case: str, place: str) -> Finding:
    """Say whether this unit was asked for an opinion."""
    asked = [one for one in sight.case(case).consultations if one.partner == place]
    return Finding(
        bool(asked), f"Xin ý kiến lúc {sight.clock(asked[-1].asked_at)}." if asked else "Chưa xin ý kiến."
    )


@sentence(
    "case.children_closed", "Mọi hồ sơ con đã xong", ("received", new()), ("linked", new()), case="case"
)
def children_closed(sight: Sight, case: str) -> Finding:
    """Say whether no child file is open."""
    children = [sight.case(code) for code in sight.case(case).children]
    left = [child.request for child in children if child.state not in (*DECIDED, STOPPED, REFUSED)]
    return Finding(not left, f"Còn: {'; '.join(left)}." if left else "Không còn hồ sơ con nào mở.")


@sentence(
    "case.remark_mentions",
    "Có ghi chú về: {words}",
    ("remarked", new(words=["bản chính"])),
    ("received", new(words=["bản chính"])),
    case="case",
    words="words",
)
def remark_mentions(sight: Sight, case: str, words: list[str]) -> Finding:
    """Say whether the remarks on the case speak of all these things."""
    text = " ".join(sight.case(case).remarks)
    left = [word for word in words if not mentions(text, word)]
    return Finding(not left, f"Chưa nhắc: {'; '.join(left)}." if left else "Ghi chú đã đủ ý.")


@sentence(
    "run.new_cases_are",
    "Lập đúng {count} hồ sơ",
    ("received", {"count": 1}),
    ("start", {"count": 1}),
    count="count",
)
def new_cases_are(sight: Sight, count: int) -> Finding:
    """Say whether exactly so many cases were made in the run."""
    made = len(sight.new_cases())
    return Finding(made == count, f"Đã lập {made} hồ sơ.")


@sentence(
    "run.clock_not_after",
    "Xong trước {time}",
    ("received", {"time": "2026-11-09T17:00"}),
    ("expired", {"time": "2026-11-09T17:00"}),
    time="time",
)
def clock_not_after(sight: Sight, time: str) -> Finding:
    """Say whether the simulated clock has not passed this wall-clock time."""
    now = sight.world.calendar.local(sight.world.now)
    return Finding(now.isoformat()[:16] <= time, f"Đồng hồ giả lập: {now:%H:%M, %d/%m/%Y}.")


@sentence(
    "case.untouched",
    "Hồ sơ không bị tác động",
    ("start", {"case": "h2"}),
    ("background", {"case": "h2"}),
    case="case",
)
def untouched(sight: Sight, case: str) -> Finding:
    """Say whether nobody has done anything to the case in this run."""
    code = sight.case(case).code
    same_as_before = sight.world.get(Case, code) == sight.before.get(Case, code)
    return Finding(same_as_before, "Không có thao tác nào." if same_as_before else "Hồ sơ đã bị thay đổi.")
