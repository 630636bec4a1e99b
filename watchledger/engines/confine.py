"""Confinement of a reading process: no network, no new programs, no writing outside its scratch folder.

Everything is asked of the kernel and nothing is required: Landlock (Linux 5.13 and newer) for the file system, a seccomp filter
(Linux on x86-64 and arm64) for the network and for programs, limits everywhere. What is in force is said in words.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_WRITES = 0b1_1111_1111_0010
"""Landlock's rights to write, remove and make (bits 1 and 4 to 12); reading stays free: a worker reads sources and libraries."""
_EXECUTE, _REFER, _TRUNCATE, _TCP = 1 << 0, 1 << 13, 1 << 14, 0b11
_OPEN_FILES = 512
_WRITTEN = 16 * 1024**3
"""Bytes of the largest file a worker may write: temporary files of an archive twice as large as the settings' bound."""

_MACHINES = {
    "x86_64": (
        0xC000003E,
        (41, 42, 43, 49, 50, 44, 46, 59, 322, 101, 310, 311, 165, 321, 272, 308, 298, 425, 246, 175, 313, 169),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 203, 202, 200, 201, 206, 211, 221, 281, 117, 270, 271, 40, 280, 97, 268, 241, 425, 104, 105, 273, 142),
    ),
}
"""Kernel's mark of the machine and the numbers of: socket connect accept bind listen sendto sendmsg execve execveat ptrace
process_vm_readv process_vm_writev mount bpf unshare setns perf_event_open io_uring_setup kexec_load init_module finit_module
reboot."""
_X32 = 0x40000000


def confine(scratch: Path | None, *, writable: Sequence[Path] = ()) -> list[str]:
    """Confines this process and its threads and children, for good; returns what protects, a phrase each.

    It may write below `scratch` (None: nowhere) and `writable` (a cache). What is open already stays usable: pipes, the
    announcement page. Temporary files go to `scratch` from here on. Call it before reading starts and with one thread: others
    that run already are not confined. Takes about 0.3 ms.
    """
    if scratch is not None:
        tempfile.tempdir = str(scratch)
    protected = _limits()
    if not sys.platform.startswith("linux"):
        return protected
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return protected
    protected.append("no new privileges")
    protected += _landlock(libc, [*([scratch] if scratch is not None else []), *writable])
    protected += _seccomp(libc)
    return protected


def tried() -> list[str]:
    """What `confine` says in a process of its own, which ends with it: for `watchledger doctor`."""
    script = "import tempfile; from pathlib import Path; from watchledger.engines.confine import confine\n"
    script += "print(*confine(Path(tempfile.gettempdir())), sep='\\n')"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    return run.stdout.splitlines()


def _limits() -> list[str]:
    said = []
    wanted = (
        ("core dumps", resource.RLIMIT_CORE, 0),
        ("open files", resource.RLIMIT_NOFILE, _OPEN_FILES),
        ("file size", resource.RLIMIT_FSIZE, _WRITTEN),
    )
    for name, kind, most in wanted:
        soft, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (bound if soft == resource.RLIM_INFINITY else min(bound, soft), bound))
        except (ValueError, OSError):
            continue
        said.append(name)
    return [f"limits on {', '.join(said)}"] if said else []


def _landlock(libc: ctypes.CDLL, writable: Sequence[Path]) -> list[str]:
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1 or (version < 2 and writable):
        return []  # the first version forbids moving a file between folders, which is how a cache is written
    writes = _WRITES | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    asked = struct.pack("<QQ", writes | _EXECUTE, _TCP if version >= 4 else 0)[: 16 if version >= 4 else 8]
    rules = libc.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return []
    try:
        allowed = all(_allow(libc, rules, str(path), writes) for path in writable)
        _allow(libc, rules, os.devnull, 1 << 1)
        if not allowed or libc.syscall(_RESTRICT_SELF, rules, 0) != 0:
            return []
    finally:
        os.close(rules)
    return ["no writing outside the scratch folder (Landlock)"] + (["no TCP (Landlock)"] if version >= 4 else [])


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> bool:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        rule = struct.pack("<Qi", rights, place)
        return bool(libc.syscall(_ADD_RULE, rules, 1, rule, 0) == 0)
    finally:
        os.close(place)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _seccomp(libc: ctypes.CDLL) -> list[str]:
    """A filter under which the listed calls answer "not permitted", and calls of another machine's kind too."""
    known = _MACHINES.get(platform.machine())
    if known is None:
        return []
    machine, refused = known
    load, equal, above, answer, allow, refuse = 0x20, 0x15, 0x35, 0x06, 0x7FFF0000, 0x00050001
    steps = [(load, 0, 0, 4), (equal, 1, 0, machine), (answer, 0, 0, refuse), (load, 0, 0, 0)]
    # Jumps count the steps between: from comparison i of n the refusal lies behind the other comparisons and "allow".
    steps += [(above, len(refused) + 1, 0, _X32)]
    steps += [(equal, len(refused) - i, 0, number) for i, number in enumerate(refused)]
    steps += [(answer, 0, 0, allow), (answer, 0, 0, refuse)]
    packed = b"".join(struct.pack("<HBBI", *step) for step in steps)
    program = _Program(len(steps), packed)
    if libc.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) != 0:
        return []
    return ["no network, no other programs (seccomp)"]
