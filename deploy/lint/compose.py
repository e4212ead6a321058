"""compose.yaml holds: by schema, and by the loader of `docker compose config` itself.

The loader is a small Go program beside this file, compiled once and cached. It is fed
the `.env` that `deploy/make_env.py` writes, so every required variable is proven to be
generated. With `--print` the resolved project is written out as JSON.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "deploy" / "lint" / "compose-check"
CACHE = Path.home() / ".cache" / "eoffice-tools"


class CheckFailed(Exception):
    """The file does not hold, or cannot be checked; the text says why."""


def command(*parts: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a command and return what it wrote; CheckFailed with its complaint."""
    answer = subprocess.run(
        parts, cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise CheckFailed(answer.stderr.strip() or answer.stdout.strip())
    return answer.stdout


def loader() -> Path:
    """Return the compiled loader, building it when its source has changed."""
    digest = hashlib.sha256()
    for name in ("go.mod", "go.sum", "main.go"):
        digest.update((SOURCE / name).read_bytes())
    program = CACHE / f"compose-check-{digest.hexdigest()[:12]}"
    if not program.exists():
        if shutil.which("go") is None:
            message = (
                "Go is missing: the loader that checks compose.yaml is built by it"
            )
            raise CheckFailed(message)
        CACHE.mkdir(parents=True, exist_ok=True)
        building = program.with_suffix(f".{os.getpid()}")
        command("go", "build", "-o", str(building), ".", cwd=SOURCE)
        building.rename(program)
    return program


def resolved() -> str:
    """Return the project as compose would run it, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        env_file = Path(folder) / "env"
        make_env = ROOT / "deploy" / "make_env.py"
        command(sys.executable, str(make_env), "--file", str(env_file))
        path = {"PATH": os.environ["PATH"], "HOME": str(Path.home())}
        return command(str(loader()), "compose.yaml", str(env_file), env=path)


def main() -> int:
    """Check; exit code 1 with the loader's words when the file does not hold."""
    schema = Path(sys.executable).parent / "check-jsonschema"
    try:
        command(str(schema), "--builtin-schema", "vendor.compose-spec", "compose.yaml")
        project = resolved()
    except CheckFailed as failure:
        sys.stderr.write(f"compose.yaml: {failure}\n")
        return 1
    if "--print" in sys.argv:
        sys.stdout.write(project)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
