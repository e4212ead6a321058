"""The web server: sizes by environment, one line of log per request to the proxy's log.

Requests are received whole before they get a thread; public work has a lane of its own.

Threads wait on the database while a worker's core renders; a worker is renewed after
some thousand requests so that memory which a library holds comes back.
"""

import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_WORKERS", "3"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "eoffice.gateway.worker.BufferedWorker"
worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeat files must not wait for a disk
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
preload_app = True
limit_request_line = 8190
accesslog = None
errorlog = "-"
forwarded_allow_ips = "*"
