"""The practice document and operations system: incoming, outgoing, work files, tasks, mailbox, the other side."""
