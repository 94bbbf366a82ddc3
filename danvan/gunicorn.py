"""Settings of the web server: threads share a process, so a slow upload holds up nobody."""

import os

wsgi_app = "danvan.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
# Seconds until a silent worker is replaced; a decision of 25 units renders in about one.
timeout = 60
graceful_timeout = 30
# A slow leak never grows old; the jitter keeps workers from leaving together.
max_requests = 2000
max_requests_jitter = 200
control_socket_disable = True
