"""gunicorn: addresses from HOST and PORT, two processes of four threads unless WEB_CONCURRENCY says otherwise."""

import gc
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # imported once, then forked: a faster start and shared memory
worker_class = "gthread"
keepalive = 5
timeout = 60
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True  # two sites on one machine must not meet there
accesslog = "-" if os.environ.get("ACCESS_LOG") else None


def when_ready(server):
    """What was imported stays: the garbage collector need not look at it again in every process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def post_worker_init(worker):
    """The index is opened while the process begins to serve, so that no reader waits for it."""
    from search.warming import warm_up_beside  # noqa: PLC0415 (settings are configured by now)

    warm_up_beside()
