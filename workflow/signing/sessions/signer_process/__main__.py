"""The signer: steps apart from its parent, reads its order, signs, and ends.

    python -m workflow.signing.sessions.signer_process

Started by `starting.start_signer` alone.

The parent waits for the step apart, so nothing is imported before it.
"""

import os
import runpy


def main() -> None:
    """Go on in a child that belongs to nobody: the parent may end at any moment."""
    if os.fork():
        os._exit(0)
    runpy.run_module(
        "workflow.signing.sessions.signer_process.working", run_name="__main__"
    )


if __name__ == "__main__":
    main()
