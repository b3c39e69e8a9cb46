"""Boot a folder's systemd as process 1 of namespaces of its own: a machine without a machine.

The screen is an Xvfb instead of cage; everything else is the package's own.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

SESSION = """#!/bin/sh
Xvfb :7 -screen 0 1080x1920x24 -nolisten tcp -ac &
sleep 2
export DISPLAY=:7
exec /usr/lib/learningkiosk/inside
"""
DROP_IN = """[Unit]
ConditionPathExists=
Conflicts=
[Service]
ExecStart=
ExecStart=/usr/local/bin/session-of-the-test
StandardInput=null
TTYPath=
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
UtmpIdentifier=
"""
PROBE = """#!/bin/sh
images=/var/lib/learningkiosk/images
while sleep 2; do
    device=$(findmnt -no SOURCE /usr/lib/learningkiosk/app)
    echo "$(systemctl is-active learningkiosk.service)" \\
        "$(basename "$(readlink $images/current.squashfs)" .squashfs)" \\
        "$(basename "$(losetup -n -O BACK-FILE "$device")" .squashfs)" \\
        "$(cat $images/trying 2>/dev/null || echo proven)"
done >/var/log/probe 2>&1
"""
BOOT = """set -eu
mount --make-rprivate /
mount --bind "$ROOT" "$ROOT"
mkdir -p "$ROOT/old"
mount -t proc proc "$ROOT/proc"
mount -t sysfs sysfs "$ROOT/sys"
mount -t tmpfs tmpfs "$ROOT/sys/fs/cgroup"
mkdir "$ROOT/sys/fs/cgroup/systemd"
mount -t cgroup -o none,name=systemd cgroup "$ROOT/sys/fs/cgroup/systemd"
mount -t tmpfs tmpfs "$ROOT/run"
mount -t tmpfs tmpfs "$ROOT/tmp"
mount --rbind /dev "$ROOT/dev"
cd "$ROOT"
pivot_root . old
exec chroot . sh -c 'umount -l /old; mount --make-rshared /; exec env -i container=lxc \\
    PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd'
"""


def prepare(root: Path) -> None:
    """Units of the test beside those of the package."""
    local, units = root / "usr/local/bin", root / "etc/systemd/system"
    for name, text in (("session-of-the-test", SESSION), ("probe", PROBE)):
        (local / name).write_text(text)
        (local / name).chmod(0o755)
    (units / "learningkiosk.service.d").mkdir(exist_ok=True)
    (units / "learningkiosk.service.d" / "test.conf").write_text(DROP_IN)
    (units / "probe.service").write_text("[Service]\nExecStart=/usr/local/bin/probe\n")
    wants = units / "multi-user.target.wants" / "probe.service"
    wants.unlink(missing_ok=True)
    wants.symlink_to("/etc/systemd/system/probe.service")


def boot(root: Path, until: str, seconds: float = 150) -> list[str]:
    """Boot until the probe says this; what it said. Each line: service, link, mounted, trial."""
    log = root / "var/log/probe"
    log.unlink(missing_ok=True)
    spaces = ["--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup", "--fork", "--kill-child"]
    process = subprocess.Popen(
        ["unshare", *spaces, "sh", "-c", BOOT], env={**os.environ, "ROOT": str(root)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    said: list[str] = []
    ends = time.monotonic() + seconds
    try:
        while time.monotonic() < ends and process.poll() is None:
            time.sleep(1)
            said = log.read_text().splitlines() if log.exists() else []
            if said and said[-1] == until:
                break
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return said
