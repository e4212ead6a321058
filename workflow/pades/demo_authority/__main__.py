"""Serve the demo authority: `python -m workflow.pades.demo_authority FOLDER PORT`."""

import argparse
import sys
from pathlib import Path

from workflow.pades.demo_authority.authority import DemoAuthority, DemoRefused
from workflow.pades.demo_authority.service import LOOPBACK, server

DEFAULT_PORT = 8318


def main() -> int:
    """Serve until stopped; exit code 1 when refused."""
    parser = argparse.ArgumentParser(description="Demo certificate authority")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--production-host", action="append", default=[])
    chosen = parser.parse_args()
    try:
        authority = DemoAuthority.create(
            chosen.folder,
            url=f"http://{LOOPBACK}:{chosen.port}",
            production_hosts=chosen.production_host,
        )
    except DemoRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    with server(authority, chosen.port) as running:
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
