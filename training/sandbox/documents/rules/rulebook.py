"""The document system as the world sees it: its verbs with their fields, what happens by itself, what it listens to.

For authors of scenarios. Kinds: parcel (a package that arrives or was sent), incoming, outgoing, duplicate (a copy),
folder, task, letter (in the office's mailbox).
Each verb takes its record under the name of its kind: `in.register` takes `parcel`, `in.assign` takes `incoming`,
`out.sign` takes `outgoing`. In scenarios "@new" and "@before1" mean the kind of their argument; elsewhere the kind is
written out: `reply_to: "@before1:incoming"`.

The way of an arrival: `axis.send` (hat axis) → `in.check`, `in.register` or `in.refuse` (clerk) → `in.submit` (clerk)
→ `in.assign` (leader) → `in.take`, `in.forward`, `in.give_back`, `in.finish_part`, `in.complete` (officer, head).
The way out: `out.draft` (officer) → `out.submit` → `out.initial` (head) → `out.check_form` (clerk) → `out.sign`
(leader) → `out.number` → `out.seal` → `out.issue` (clerk) → `out.archive`. The other side: `axis.tell`,
`axis.ask_back`, `axis.answer_recall`, `axis.again`.
"""

from __future__ import annotations

from training.sandbox.documents.rules import joins
from training.sandbox.documents.rules.choices import CONDITIONS, OPTIONS
from training.sandbox.documents.rules.faces import FACES, STATES
from training.sandbox.documents.rules.model import Duplicate, Folder, Incoming, Outgoing, Task
from training.sandbox.documents.rules.offers import available, deliver_due, delivered
from training.sandbox.documents.rules.verbs_arriving import ARRIVALS, INCOMING, LETTERS, OTHER_SIDE
from training.sandbox.documents.rules.verbs_leaving import COPIES, FOLDERS, OUTGOING, TASKS
from training.sandbox.world.axis import Parcel
from training.sandbox.world.books import Closing
from training.sandbox.world.events import RESULT_NUMBERED
from training.sandbox.world.mailbox import Letter
from training.sandbox.world.rulebook import Rulebook, Timer, Verb

VERBS: dict[str, Verb] = {
    verb.name: verb for verb in (*ARRIVALS, *INCOMING, *OUTGOING, *COPIES, *FOLDERS, *TASKS, *LETTERS, *OTHER_SIDE)
}
DOCUMENTS = Rulebook(
    kinds={cls.kind: cls for cls in (Parcel, Incoming, Outgoing, Duplicate, Folder, Task, Letter, Closing)},
    verbs=VERBS,
    timers=(Timer(Parcel.kind, deliver_due, delivered),),
    conditions=CONDITIONS,
    options=OPTIONS,
    available=available,
    hears={RESULT_NUMBERED: (joins.result_numbered,)},
    faces=FACES,
    states=STATES,
)
"""The document system; `systems.SYSTEMS` joins it to the one-stop."""
