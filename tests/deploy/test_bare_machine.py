"""Both commands set themselves up where only a bare Debian's programs are.

PATH is a folder of links to what a minimal Debian with Python, git and make has, and to
what our own script asks apt for; the home is empty. Only downloads are shared, so that
the test does not fetch a gigabyte: wheels, Go modules with what was compiled of them,
and Elasticsearch unpacked.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.services import ROOT

# What `debootstrap --variant=minbase --include=python3,git,make,ca-certificates` adds
# to Debian's essential packages and we run.
ADDED = (
    "apt git make ca-certificates python3 python3-minimal python3.11 python3.11-minimal"
)
# How this machine reaches its package registries is its own affair.
REGISTRIES = ("PIP_", "UV_", "SSL_", "CURL_", "REQUESTS_", "NODE_EXTRA_", "GOPROXY")
PROGRAM_FOLDERS = ("/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/")
LIMIT_S = 1200

pytestmark = pytest.mark.slow


def said_by(*command: str, **options) -> str:
    return subprocess.run(
        command, capture_output=True, text=True, check=True, **options
    ).stdout


def essential_packages() -> list[str]:
    shown = said_by("dpkg-query", "-W", "-f", "${Package} ${Essential} ${Priority}\n")
    rows = [line.split() for line in shown.splitlines()]
    return [row[0] for row in rows if "yes" in row[1:] or "required" in row[1:]]


def packages_asked_of_apt() -> list[str]:
    script = (
        ". deploy/services/install.sh >/dev/null; printf '%s\n' \"${DEBIAN[@]%%:*}\""
    )
    answer = said_by("bash", "-c", f"CACHE=/x VENV=/x; {script}", cwd=ROOT)
    return answer.split()


def programs_of(packages: list[str]) -> Iterator[Path]:
    for package in packages:
        listing = subprocess.run(
            ("dpkg", "-L", package), capture_output=True, text=True, check=False
        )
        for line in listing.stdout.splitlines():
            if line.startswith(PROGRAM_FOLDERS) and Path(line).is_file():
                yield Path(line)


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> dict[str, str]:
    """The environment of somebody who has just installed Debian."""
    home, path = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("bin")
    packages = [*essential_packages(), *ADDED.split(), *packages_asked_of_apt()]
    for program in programs_of(packages):
        link = path / program.name
        if not link.exists():
            link.symlink_to(program)
    for chosen_by_debian in ("awk", "which"):
        if not (path / chosen_by_debian).exists():
            (path / chosen_by_debian).symlink_to(f"/usr/bin/{chosen_by_debian}")
    kept = {
        name: os.environ[name] for name in os.environ if name.startswith(REGISTRIES)
    }
    return {**kept, "PATH": str(path), "HOME": str(home), **shared_downloads(home)}


def shared_downloads(home: Path) -> dict[str, str]:
    """Where downloads of this machine lie, by the variable that names each place."""
    go = said_by(str(ROOT / ".venv/bin/go"), "env", "GOCACHE", "GOMODCACHE").split()
    caches = Path.home() / ".cache"
    own = home / "services"
    own.mkdir()
    for unpacked in (caches / "eoffice-services").glob("elasticsearch-*"):
        (own / unpacked.name).symlink_to(unpacked)
    return {
        "UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(caches / "uv")),
        "PIP_CACHE_DIR": os.environ.get("PIP_CACHE_DIR", str(caches / "pip")),
        "GOCACHE": go[0],
        "GOMODCACHE": go[1],
        "EOFFICE_SERVICES_CACHE": str(own),
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A clean checkout of what git knows or would add."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = said_by(
        "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT
    )
    present = "\0".join(name for name in listed.split("\0") if (ROOT / name).is_file())
    packed = subprocess.Popen(
        ("tar", "--null", "--create", "--files-from=-"),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    unpacked = subprocess.Popen(("tar", "--extract"), cwd=folder, stdin=packed.stdout)
    packed.stdin.write(present.encode())
    packed.stdin.close()
    assert (packed.wait(), unpacked.wait()) == (0, 0)
    return folder


def test_a_bare_path_has_no_toolchain_of_this_machine(bare):
    there = {program.name for program in Path(bare["PATH"]).iterdir()}

    assert {"git", "make", "python3"} <= there
    assert not there & {"go", "node", "npm", "uv", "cargo", "pip"}


def test_make_demo_then_make_test_set_themselves_up(bare, checkout):
    def run(*command: str) -> str:
        return said_by(*command, cwd=checkout, env=bare, timeout=LIMIT_S)

    run("make", "environment-demo")
    assert "demo" in run(".venv/bin/eoffice", "demo", "--help")
    assert not (checkout / ".venv/bin/go").exists()

    run("make", "environment")
    assert (checkout / "tests/browser/node_modules/axe-core/axe.min.js").is_file()

    run("deploy/services/services.sh", "install")
    built = next(Path(bare["EOFFICE_SERVICES_CACHE"]).glob("minio-*/minio"))
    assert "go1.2" in run(str(built), "--version")
