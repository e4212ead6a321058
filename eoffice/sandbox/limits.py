"""How much one job in the sandbox may use."""

from dataclasses import asdict, dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds of one job. Memory is address space of each process in it."""

    wall_seconds: float = 15.0
    cpu_seconds: int = 15
    memory_bytes: int = 1024 * MEBIBYTE
    file_bytes: int = 256 * MEBIBYTE
    open_files: int = 64
    processes: int = 16
    result_bytes: int = 64 * MEBIBYTE
    pages: int = 2_000
    #: Pixels of one picture before it is decoded: A3 at 400 dpi is 31 million.
    pixels: int = 50_000_000
    #: Sum of the declared sizes of the entries of an office file.
    unpacked_bytes: int = 512 * MEBIBYTE
    entries: int = 5_000

    def as_dict(self) -> dict[str, float]:
        """Plain numbers for the way into the sandbox."""
        return asdict(self)
