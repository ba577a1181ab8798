"""One import path for every table: a file in, a preview, one transaction, an undo.

Apps register what they take in (`schools.actions.import_kinds`, in `ready()`);
people go through the pages; code that has a file and a person goes through this:

    batch = start_import(kind="results", territory=…, upload=File, file_name=…,
                         content_type=…, user=…, now=…)      # then enqueue read_import
    confirm_columns(batch=…, choices={"A": "school"}, sheet=…, header_row=…, …)
    confirm_names(batch=…, choices={"МБОУ СОШ 3": school.pk}, …)
    confirm_import(batch=…, skip_errors=False, …)            # then enqueue write_import
    ask_undo(batch=…, reason=…, …)                           # then enqueue undo_import
    cancel_import(…), restart_import(…)

Where the person may choose nothing is asked twice: an action that comes at the wrong
step raises ValidationError with one sentence and changes nothing. The worker calls
`read_import`, `write_import`, `undo_import`; a script without a worker (the demo, a
benchmark) calls them itself, `import_now` does all three steps at once.
"""

from schools.actions.imports.columns import confirm_columns
from schools.actions.imports.confirming import (
    ask_undo,
    can_restart,
    cancel_import,
    confirm_import,
    restart_import,
)
from schools.actions.imports.names import confirm_names
from schools.actions.imports.running import (
    import_now,
    read_import,
    undo_import,
    write_import,
)
from schools.actions.imports.starting import start_import
from schools.actions.imports.targets import ImportTarget, all_targets, target_of


__all__ = [
    "ImportTarget",
    "all_targets",
    "ask_undo",
    "can_restart",
    "cancel_import",
    "confirm_columns",
    "confirm_import",
    "confirm_names",
    "import_now",
    "read_import",
    "restart_import",
    "start_import",
    "target_of",
    "undo_import",
    "write_import",
]
