"""The full check against PDF/A-2a and PDF/UA-1: veraPDF, one jar, fetched once."""

import fcntl
import os
import subprocess
from pathlib import Path

VERSION = "1.30.2"
CACHE = Path(
    os.environ.get("EO_SERVICES_CACHE", Path.home() / ".cache" / "eoffice-services")
)

# Most of a run of seconds is the machine's own start.
SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def verapdf_jar() -> Path:
    home = CACHE / "verapdf"
    home.mkdir(parents=True, exist_ok=True)
    jar = home / f"cli-{VERSION}.jar"
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jar.exists():
            artifact = f"-Dartifact=org.verapdf.apps:cli:{VERSION}"
            subprocess.run(
                ["mvn", "-q", "dependency:copy", artifact, f"-DoutputDirectory={home}"],
                check=True,
            )
    return jar


def passed_claims(files: list[Path]) -> dict[Path, set[str]]:
    """Which standards each file claims and keeps: {"2a", "ua1"}."""
    command = ["java", *SHORT_LIVED, "-jar", str(verapdf_jar()), "--flavour", "0"]
    answer = subprocess.run(
        [*command, "--format", "text", "-v", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    passed: dict[Path, set[str]] = {file: set() for file in files}
    for line in answer.stdout.splitlines():
        words = line.split()
        if words[:1] == ["PASS"]:
            passed[Path(words[1])].add(words[2])
    assert all(passed.values()), answer.stdout + answer.stderr
    return passed
