"""Which signal of the screen program leads where."""

from kiosk.devices.handheld import HandheldScanner
from kiosk.devices.sound import Tones
from kiosk.devices.wedge import WedgeScanner
from kiosk.ui.app import AppModel
from kiosk.ui.scan.scan_model import ScanModel
from kiosk.ui.staff.staff_model import StaffModel

TONE_OF_LIGHT = {"green": "success", "amber": "attention", "red": "error"}


def join_scanners(scan: ScanModel, wedge: WedgeScanner, handheld: HandheldScanner) -> None:
    """Whatever reads a code tells the scan."""
    wedge.scanned.connect(scan.scanned)
    wedge.garbled.connect(scan.garbledBy)
    wedge.rejected.connect(scan.rejectedFor)
    handheld.scanned.connect(scan.scanned)
    handheld.rejected.connect(scan.rejectedFor)


def join_scan(app: AppModel, scan: ScanModel, tones: Tones) -> None:
    """What a code means opens the page of it."""

    def show_result(tone: str) -> None:
        tones.play(tone)
        app.navigate("result", {})

    scan.openActivity.connect(lambda id: app.navigate("detail", {"id": id}))
    scan.badgeShown.connect(app.showBadge)
    scan.openBadge.connect(lambda id: app.navigate("badge", {"id": id}))
    scan.openPlaylist.connect(lambda id: app.navigate("playlist", {"id": id}))
    scan.openShortlist.connect(lambda ids: app.navigate("shortlist", {"ids": ",".join(ids)}))
    scan.resultReady.connect(show_result)
    scan.backAsked.connect(app.back)
    scan.homeAsked.connect(app.home)
    scan.scanAsked.connect(lambda: app.navigate("scan"))
    app.attention.connect(lambda: tones.play("attention"))
    app.visitChanged.connect(scan.reset)


def join_staff(app: AppModel, scan: ScanModel, staff: StaffModel, tones: Tones) -> None:
    """Staff come in and leave by the visit; what they scan is theirs."""
    scan.staffPayload.connect(staff.scanned)
    scan.benchChanged.connect(staff.touch)
    staff.scan = scan
    staff.sounded.connect(lambda level: tones.play(TONE_OF_LIGHT[level]))
    staff.left.connect(app.reset)
    staff.asked.connect(app.enterStaff)
    staff.awake.connect(app.touched)
