"""A whole site of its own for browser journeys: migrated, filled, with the real web server and the real worker."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """Starts and stops the processes of the Procfile on a free port, with everything it writes below one folder."""

    def __init__(self, folder: Path, settings: str = "site_config.settings.development"):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "DEBUG": "0",
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'stoa.sqlite3'}",
            "EMAIL_URL": f"filemail:///{folder / 'mail'}",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SITE_URL": self.url,
            "LOG_LEVEL": "WARNING",
        }
        (folder / "mail").mkdir(parents=True, exist_ok=True)

    def manage(self, *arguments: str) -> str:
        """Run a management command; returns what it printed, raises with both outputs when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def python(self, code: str) -> str:
        """Run a few lines with Django set up, as an administrator's shell would."""
        return self.manage("shell", "-v0", "-c", code)

    def fill(self, shared: Path) -> None:
        """With the demo. Whoever comes first prepares it in a folder that all processes of the run share."""
        with open(shared / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepared = shared / "prepared"
            if not prepared.exists():
                self.manage("prepare_demo")
                shutil.copytree(self.folder, making := shared / "making")
                making.rename(prepared)
                return
        shutil.copytree(prepared, self.folder, dirs_exist_ok=True)
        self.manage("migrate", "-v0")  # the address of the site is its own

    def start(self, *, worker: bool = True) -> "Site":
        self.manage("collectstatic", "--noinput", "-v0")
        self.spawn(sys.executable, "-m", "gunicorn", "site_config.wsgi", "--config", "gunicorn.conf.py")
        if worker:
            self.spawn(sys.executable, "manage.py", "worker")
        self.wait_until_up()
        return self

    def spawn(self, *command: str) -> subprocess.Popen:
        log = open(self.folder / f"log-{len(self.processes)}.txt", "w")  # noqa: SIM115
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def wait_until_up(self, seconds: int = 60) -> None:
        deadline = time.monotonic() + seconds
        while True:
            try:
                with urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except (URLError, OSError) as error:
                if time.monotonic() > deadline:
                    logs = "\n".join(path.read_text()[-2000:] for path in self.folder.glob("log-*.txt"))
                    raise RuntimeError(f"The site did not come up:\n{logs}") from error
            time.sleep(0.2)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()

    def mails(self) -> str:
        """All mail sent so far, decoded enough to read."""
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted((self.folder / "mail").glob("*.log")))
