"""The embedded object store: SeaweedFS out of a Python wheel, with S3 object lock."""

import json
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from minio import Minio
from minio.error import MinioException
from urllib3.exceptions import HTTPError

from demo.machine.folder import DemoError, DemoFolder
from demo.machine.processes import Process

TIMEOUT_S = 2
OK = 200


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """The demo's object store."""

    folder: DemoFolder
    ports: dict[str, int]
    access_key: str
    secret_key: str
    destroyer: tuple[str, str]  # access key and secret of who deletes records

    @property
    def endpoint(self) -> str:
        """Address of its S3 interface."""
        return f"http://127.0.0.1:{self.ports['s3']}"

    def process(self) -> Process:
        """Return its process: master, volume, filer and S3 in one."""
        program = Path(sys.executable).parent / "weed"
        if not program.exists():
            message = "SeaweedFS's package is missing: run `uv sync --group demo`"
            raise DemoError(message)
        port = self.ports
        options = {
            "dir": self.folder.directory("objects", "data"),
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "master.port": port["master"],
            "master.port.grpc": port["master_grpc"],
            "master.volumeSizeLimitMB": 64,
            "master.telemetry": "false",
            # One master has nobody to wait for: the default costs a restart 15 s.
            "master.electionTimeout": "600ms",
            "volume.port": port["volume"],
            "volume.port.grpc": port["volume_grpc"],
            # As many volumes as the disk has room for.
            "volume.max": 0,
            # The default waits until other servers have noticed; there are none.
            "volume.preStopSeconds": 0,
            "filer": "true",
            "filer.port": port["filer"],
            "filer.port.grpc": port["filer_grpc"],
            "s3": "true",
            "s3.port": port["s3"],
            "s3.port.grpc": port["s3_grpc"],
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.config": self._identities(),
        }
        return Process(
            folder=self.folder,
            name="objects",
            command=[
                program,
                "-logtostderr=true",
                "server",
                *(f"-{name}={value}" for name, value in options.items()),
            ],
            patience_s=2,  # writes are on disk by then; it lingers 15 s for nothing
        )

    def _identities(self) -> Path:
        """Write who may use the store; return the file."""
        # Its rights are coarse: `Write` is to put and to delete. So the two keys are
        # apart here as names; what each may do is held apart by a MinIO alone.
        rights = {"eoffice": ["Admin"], "destroyer": ["Read", "List", "Write"]}
        pairs = {"eoffice": (self.access_key, self.secret_key)}
        pairs["destroyer"] = self.destroyer
        identities = [
            {
                "name": name,
                "credentials": [{"accessKey": key, "secretKey": secret}],
                "actions": rights[name],
            }
            for name, (key, secret) in pairs.items()
        ]
        self.folder.write("objects/s3.json", {"identities": identities})
        return self.folder.path("objects", "s3.json")

    def answers(self) -> bool:
        """Tell whether the S3 interface is healthy."""
        connection = HTTPConnection("127.0.0.1", self.ports["s3"], timeout=TIMEOUT_S)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == OK
        except OSError:
            return False
        finally:
            connection.close()

    def buckets(self, prefix: str) -> list[str]:
        """Return the names of the buckets that start with `prefix`."""
        client = Minio(
            self.endpoint.removeprefix("http://"),
            access_key=self.access_key,
            secret_key=self.secret_key,
            secure=False,
        )
        try:
            names = [bucket.name for bucket in client.list_buckets()]
        except (MinioException, HTTPError, json.JSONDecodeError) as error:
            message = f"the object store does not list its buckets: {error}"
            raise DemoError(message) from error
        return sorted(name for name in names if name.startswith(prefix))
