"""Become another program that dies with the process that started it.

Run as a script, `launch.py PARENT_PID PROGRAM ARGUMENT...`, so that nothing has to happen between
fork and exec inside a process with threads. Only the standard library: it runs in a few
milliseconds. Where the system cannot tie a child to its parent (anything but Linux) it only
becomes the program.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends.

    `parent` is the process id of the one that started it: if that is no longer our parent, it
    died before the kernel was asked, and this process ends here. The setting survives exec.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def main() -> None:
    parent, program = int(sys.argv[1]), sys.argv[2:]
    die_with_parent(parent)
    os.execvp(program[0], program)  # noqa: S606 - `up` names the program, no shell wanted


if __name__ == "__main__":
    main()
