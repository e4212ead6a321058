"""What a parser that was taken over would try, each by itself; told what it got.

Every attack raises `OSError` where the walls hold. One that ends otherwise got through.
"""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE = 0x4206
NEW_USER, NEW_NET, NEW_NS = 0x10000000, 0x40000000, 0x00020000
TIOCSTI = 0x5412
# x86_64, where the name differs from what Python offers.
CALLS = {
    "ptrace": (101, (PTRACE_SEIZE, "app", 0, 0)),
    "process_vm_readv": (310, ("app", 0, 0, 0, 0, 0)),
    "process_vm_writev": (311, ("app", 0, 0, 0, 0, 0)),
    "unshare user": (272, (NEW_USER,)),
    "unshare net": (272, (NEW_NET,)),
    "clone user": (56, (NEW_USER | signal.SIGCHLD, 0, 0, 0, 0)),
    "setns": (308, (0, 0)),
    "mount": (165, (0, 0, 0, 0, 0)),
    "umount2": (166, (b"/", 0)),
    "pivot_root": (155, (b"/", b"/")),
    "chroot": (161, (b"/tmp",)),
    "open_tree": (428, (-100, b"/", 0)),
    "move_mount": (429, (-100, b"/", -100, b"/tmp", 0)),
    "fsopen": (430, (b"tmpfs", 0)),
    "bpf": (321, (0, 0, 0)),
    "perf_event_open": (298, (0, 0, -1, -1, 0)),
    "io_uring_setup": (425, (1, 0)),
    "userfaultfd": (323, (1,)),
    "keyctl": (250, (0, -3, 0)),
    "add_key": (248, (b"user", b"x", b"x", 1, -3)),
    "request_key": (249, (b"user", b"x", 0, -3)),
    "open_by_handle_at": (304, (-100, 0, 0)),
    "name_to_handle_at": (303, (-100, b"/", 0, 0, 0)),
    "execveat": (322, (-100, b"/bin/sh", 0, 0, 0)),
    "kexec_load": (246, (0, 0, 0, 0)),
    "init_module": (175, (0, 0, 0)),
    "swapon": (167, (b"/", 0)),
    "reboot": (169, (0, 0, 0)),
    "settimeofday": (164, (0, 0)),
    "adjtimex": (159, (0,)),
    "sethostname": (170, (b"x", 1)),
    "iopl": (172, (3,)),
    "personality": (135, (0,)),
    "acct": (163, (0,)),
    "syslog": (103, (3, 0, 0)),
    "quotactl": (179, (0, 0, 0, 0)),
    "setuid": (105, (0,)),
    "setgid": (106, (0,)),
    "capset": (126, (0, 0)),
    "setsid": (112, ()),
    "setpgid": (109, (0, 0)),
    "setpriority": (141, (0, "app", 19)),
    "sched_setaffinity": (203, ("app", 0, 0)),
    "prlimit of another": (302, ("app", 7, 0, 0)),
    "migrate_pages": (256, ("app", 0, 0, 0)),
    "pidfd_open": (434, ("app", 0)),
    "pidfd_getfd": (438, (0, 0, 0)),
    "kcmp": (312, ("app", "app", 0, 0, 0)),
    "landlock_create_ruleset": (444, (0, 0, 1)),
    "seccomp": (317, (0, 0, 0)),
    "memfd_secret": (447, (0,)),
    "inotify_init1": (294, (0,)),
    "fanotify_init": (300, (0, 0)),
    "shmget": (29, (0, 4096, 0o1600)),
    "msgget": (68, (0, 0o1600)),
    "semget": (64, (0, 1, 0o1600)),
    "mq_open": (240, (b"/x", 0o102, 0o600, 0)),
    "mknod": (133, (b"device", 0o020600, 0x0103)),
    "a 32-bit call": (0x40000000 | 39, ()),
    "a call of tomorrow": (600, ()),
}


def _call(number, arguments, app):
    values = [app if value == "app" else value for value in arguments]
    if _libc.syscall(ctypes.c_long(number), *values) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def _connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as other:
        other.connect(address)


def _pair_of_the_network():
    for one in socket.socketpair(socket.AF_INET, socket.SOCK_STREAM):
        one.close()


def _start(*command):
    subprocess.run(command, check=True, capture_output=True)


def _through_a_link(scratch, secret):
    (scratch / "link").symlink_to(secret)
    (scratch / "link").read_bytes()


def _by_a_second_name(scratch, secret):
    os.link(secret, scratch / "second")
    (scratch / "second").read_bytes()


def _from_memory():
    handle = os.memfd_create("program")
    os.write(handle, Path("/bin/true").read_bytes())
    _start(f"/proc/self/fd/{handle}")


def _own_program(scratch):
    program = scratch / "program"
    program.write_bytes(Path("/bin/true").read_bytes())
    program.chmod(0o700)
    _start(str(program))


def _thread():
    try:
        threading.Thread(target=print).start()
    except RuntimeError as refused:
        raise OSError(errno.EPERM, str(refused)) from refused


def _files(app, secret, scratch):
    supervisor, parent = os.getppid(), Path(f"/proc/{app}")
    return {
        "environment of the app": (parent / "environ").read_bytes,
        "memory of the app": lambda: (parent / "mem").open("rb").close(),
        "map of the app": (parent / "maps").read_bytes,
        "files of the app": lambda: list((parent / "fd").iterdir()),
        "root by the app": lambda: list((parent / "root").iterdir()),
        "memory of the watchman": lambda: Path(f"/proc/{supervisor}/mem").open("rb"),
        "own environment by proc": lambda: Path("/proc/self/environ").read_bytes(),
        "list of processes": lambda: list(Path("/proc").iterdir()),
        "secret file": lambda: Path(secret).read_bytes(),
        "secret file, to write": lambda: Path(secret).open("ab").close(),
        "secret through a link": lambda: _through_a_link(scratch, secret),
        "secret by a second name": lambda: _by_a_second_name(scratch, secret),
        "secret by a way around": lambda: Path(
            f"{scratch}/../../{secret}"
        ).read_bytes(),
        "secret file, shortened": lambda: os.truncate(secret, 0),
        "secret file, removed": lambda: Path(secret).unlink(),
        "secret file, opened up": lambda: Path(secret).rename(scratch / "mine"),
        "accounts of the machine": lambda: Path("/etc/passwd").read_bytes(),
        "passwords of the machine": lambda: Path("/etc/shadow").read_bytes(),
        "scratches of other jobs": lambda: list(scratch.parent.iterdir()),
        "file in the folder of all": lambda: Path("/tmp/eo-left").touch(exist_ok=False),
        "file in shared memory": lambda: Path("/dev/shm/eo-left").touch(exist_ok=False),
        "disks": lambda: list(Path("/dev").iterdir()),
        "root folder": lambda: list(Path("/").iterdir()),
        "kernel settings": lambda: Path("/proc/sys/kernel/hostname").read_bytes(),
        "our source": lambda: Path(__file__).read_bytes(),
    }


def _others(app, port, name, scratch):
    return {
        "TCP": lambda: _connect(socket.AF_INET, ("127.0.0.1", port)),
        "TCP by IPv6": lambda: _connect(socket.AF_INET6, ("::1", port)),
        "UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "raw packets": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "vsock": lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM),
        "Unix socket": lambda: _connect(socket.AF_UNIX, f"\0{name}"),
        "pair of the network": _pair_of_the_network,
        "kill the app": lambda: os.kill(app, signal.SIGURG),
        "kill everybody": _kill_everybody,
        "kill the watchman": _kill_watchman,
        "typed into a terminal": lambda: _libc.ioctl(0, TIOCSTI, b"x") + _failed(),
        "shell": lambda: _start("/bin/sh", "-c", "true"),
        "Python": lambda: _start(sys.executable, "-c", "pass"),
        "shell by the loader": lambda: _start(
            "/lib64/ld-linux-x86-64.so.2", "/bin/sh", "-c", "true"
        ),
        "program from memory": _from_memory,
        "own program": lambda: _own_program(scratch),
        "process": lambda: os._exit(0) if os.fork() == 0 else None,
        "thread": _thread,
    }


def _kill_everybody():
    """The kernel calls it done when all refused; the app tells whether it felt it."""
    os.kill(-1, signal.SIGURG)
    raise OSError(errno.EPERM, "the app tells")


def _kill_watchman():
    if os.getppid() == 0:  # in a namespace of its own there is none to be seen
        raise OSError(errno.ESRCH, "no watchman")
    os.kill(os.getppid(), signal.SIGURG)


def _failed():
    code = ctypes.get_errno()
    raise OSError(code, os.strerror(code))


def all_attacks(job, app, secret, port, name):
    """`{attack: "refused ERRNO" or "GOT THROUGH"}`."""
    tried = {
        **_files(app, secret, job.scratch),
        **_others(app, port, name, job.scratch),
        **{
            call: lambda n=number, a=arguments: _call(n, a, app)
            for call, (number, arguments) in CALLS.items()
        },
    }
    return {what: _told(attack) for what, attack in tried.items()}


def _told(attack):
    try:
        attack()
    except (OSError, subprocess.SubprocessError) as refusal:
        code = getattr(refusal, "errno", None)
        return f"refused {errno.errorcode.get(code, refusal)}"
    return "GOT THROUGH"
