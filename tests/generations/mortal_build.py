"""`plangraph build` in children that die by SIGKILL: started by test_generations, told over stdin when each shall die.

A line is `event N` (die at the N-th time that Python opens, makes, renames or removes something in the workspace),
`after SECONDS` (die then, wherever the engines are), or `live`. It is answered by the exit status (-9 for killed), the
seconds it took, the number of events, and which of these were renames. Everything heavy is imported once, before the
first fork.
"""

import os
import signal
import sys
import time

import faiss  # noqa: F401
import pyoxigraph  # noqa: F401
import sentence_transformers  # noqa: F401
import sudachipy  # noqa: F401
import tantivy  # noqa: F401
import transformers.models.bert.modeling_bert  # noqa: F401

import plangraph.pipeline.indexing
import plangraph.retrieval.encoders.sentence  # noqa: F401
from plangraph.cli import main

TOUCHES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect"}
workspace = sys.argv[1]


def build(how: str, when: float, report: int) -> None:
    events = 0
    renames = []

    def audit(event: str, args: tuple[object, ...]) -> None:
        nonlocal events
        if event in TOUCHES and str(args[0]).startswith(workspace):
            events += 1
            if event == "os.rename":
                renames.append(events)
            if how == "event" and events == when:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(audit)
    if how == "after":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # its default ends the process at once, as SIGKILL does
        signal.setitimer(signal.ITIMER_REAL, when)
    sys.argv = ["plangraph", "build", "--workspace", workspace]
    code = 0
    try:
        main()
    except SystemExit as done:
        code = int(done.code or 0)
    os.write(report, f"{events} {','.join(map(str, renames))}".encode())
    os._exit(code)


print("ready", flush=True)
for line in sys.stdin:
    how, _, when = line.strip().partition(" ")
    reader, writer = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)
        build(how, float(when or 0), writer)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    seen = os.read(reader, 4096).decode() or "0 0"
    os.close(reader)
    print(os.waitstatus_to_exitcode(status), time.monotonic() - started, seen, flush=True)
