#!/bin/sh
# Runs the tests that need devices of the kernel (a keyboard by uinput, a camera by vivid) in a
# virtual machine with this machine's own files, read only.
#
#   ROOM=folder tests/devices/in_a_machine.sh [PYTEST ARGUMENTS]
#
# ROOM holds Debian's packages unpacked (dpkg -x): a linux-image, busybox-static, and, where it is
# not installed, qemu-system-x86 with what it needs. KVM is used where there is one; KVM=0 does
# without, as nested machines may have to.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
python=${PYTHON:-$project/.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
modules=$(find "$ROOM/lib/modules" -mindepth 1 -maxdepth 1 | head -n 1)
kernel=$ROOM/boot/vmlinuz-$(basename "$modules")
busybox=$ROOM/bin/busybox
# In the order in which they can be loaded; each names what it builds on.
needed=$("$python" - "$modules" <<'PYTHON'
import re, sys
from pathlib import Path

files = {path.stem.replace("-", "_"): path for path in Path(sys.argv[1]).rglob("*.ko")}
order = []


def add(name):
    found = re.search(rb"\0depends=([^\0]*)\0", files[name].read_bytes())
    for below in filter(None, found[1].decode().split(",") if found else ()):
        add(below.replace("-", "_"))
    if files[name] not in order:
        order.append(files[name])


for wanted in ("virtio_pci", "9pnet_virtio", "9p", "evdev", "uinput", "vivid"):
    add(wanted)
print(*order)
PYTHON
)

mkdir -p "$work/root/bin" "$work/root/new"
cp "$busybox" "$work/root/bin/busybox"
cp $needed "$work/root"
# What pytest is to do goes in as a file: a kernel's command line has no quotes.
{
    printf 'exec timeout 300 "%s" -m pytest -p no:cacheprovider' "$python"
    for argument in "$@"; do printf " '%s'" "$argument"; done
} >"$work/root/wanted"
cat >"$work/root/init" <<INIT
#!/bin/busybox sh
b=/bin/busybox
for file in $(for path in $needed; do basename "$path"; done | tr '\n' ' '); do
    case \$file in vivid.ko) with="n_devs=1 node_types=0x1 num_inputs=1 input_types=0";; *) with=;; esac
    \$b insmod /\$file \$with || echo "no \$file"
done
\$b mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=524288,cache=loose host /new || \$b poweroff -f
\$b mount -t proc none /new/proc
\$b mount -t sysfs none /new/sys
\$b mount -t devtmpfs none /new/dev
\$b mount -t tmpfs none /new/tmp
\$b mount -t tmpfs none /new/run
\$b mkdir -p /new/dev/shm
\$b mount -t tmpfs none /new/dev/shm
\$b ip link set lo up
\$b cp /wanted /new/run/wanted
echo "kernel \$(\$b uname -r), \$(\$b ls /new/dev/uinput)"
HOME=/tmp PATH=/usr/bin:/bin PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen COL_TEST_DISPLAY=keep \
    \$b chroot /new /bin/sh -c "cd '$project' && . /run/wanted"
echo "ended with \$?"
\$b poweroff -f
INIT
chmod +x "$work/root/init"
(cd "$work/root" && find . | "$busybox" cpio -o -H newc 2>/dev/null | gzip -1) >"$work/initrd"
accelerator=tcg
[ -w /dev/kvm ] && [ "${KVM:-1}" = 1 ] && accelerator=kvm
LD_LIBRARY_PATH=$ROOM/usr/lib/x86_64-linux-gnu:$ROOM/lib/x86_64-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} \
    PATH=$ROOM/usr/bin:$PATH qemu-system-x86_64 -accel "$accelerator" -cpu max,-arch-capabilities -m 2048 -nographic \
    -no-reboot -L "$ROOM/usr/share/qemu" -L "$ROOM/usr/share/seabios" -net none \
    -kernel "$kernel" -initrd "$work/initrd" -append "console=ttyS0 quiet panic=1 rdinit=/init" \
    -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap
