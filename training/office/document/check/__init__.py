"""The format of an administrative document, judged by an own rule set (Decree 30/2020/NĐ-CP, tham khảo).

How to use it, from any room::

    draft = draft_of(document)               # draft.py: a structured Document as it stands on the page
    draft = Draft("cong-van", number="Số: 5/CV-UBND", ...)  # or lines as somebody typed them, slips and all
    for finding in check(draft):             # checker.py: every finding, in the order of the page
        finding.rule.why, finding.rule.fix, finding.rule.basis, finding.rule.severity
        finding.place.component, finding.place.line, finding.place.start, finding.place.end
    marked(draft, findings)                  # marking.py: lines cut at the findings, ready to be shown

An uploaded .docx becomes a `Reading` through `training.office.document.word.reading.read(data)`, which raises
`DocxRefused` for what may not be opened; `training.office.document.word.judging.judge(reading)` gives the findings
about wording and about the look of the page. A draft is stored with `training.office.plain.to_plain`/`from_plain`.
Rules have stable codes (`finding.rule.code`), so that an exercise can say which slip it holds.
"""
