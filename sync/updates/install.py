"""The owner's part: verify once more what the sync child laid ready, and let it start next.

Runs as root on a kiosk, from the image in use, with a memory of its own of what was trusted: the
kiosk's user can delay an update, and can put nothing else in its place.
"""

from pathlib import Path

from sync.updates.names import image_name, is_newer, program_target
from sync.updates.slots import SUFFIX, Slots
from sync.updates.status import UpdateFolder
from sync.updates.trust import Folder, Trust, sha256_of, verify, version_of


def install_staged(
    staged: UpdateFolder, slots: Slots, *, root: Path, home: Path, running: str
) -> str:
    """The version that starts next, "" when nothing new lies ready.

    `home` is where the owner remembers what was trusted. Raises `UpdateRefused`, OSError.
    """
    images = sorted(staged.staged.glob(f"*{SUFFIX}")) if staged.staged.is_dir() else []
    if not images or slots.on_trial:
        return ""
    trust = Trust(home, root.read_bytes(), Folder(staged.metadata))
    trust.refresh()
    target = trust.target(program_target())
    if target is None or not is_newer(version_of(target), running):
        return ""
    name = image_name(version_of(target), sha256_of(target))
    if name in slots.bad():
        return ""
    slots.install(name, images[0], lambda copy: verify(target, copy))
    return version_of(target)
