"""Around the kiosk itself: the first start, the page of care for staff, a version on trial."""

import datetime as dt
import logging
import os
import sys
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtQml import QQmlEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

from kiosk.doctor import Finding, examine
from kiosk.enrol_process import EnrolProcess
from kiosk.jobs import JobRunner
from kiosk.proving import Facts, Proving
from kiosk.services.catalogue import Catalogue
from kiosk.services.support import file_name
from kiosk.services.turning import Turner
from kiosk.settings import Settings, own_command
from kiosk.support_cli import make
from kiosk.sync_process import SyncProcess
from kiosk.ui.app import AppModel
from kiosk.ui.scan.scan_model import ScanModel
from kiosk.ui.setup.care_model import CareModel, Checkup, FindingRow
from kiosk.ui.setup.setup_model import SetupModel
from kiosk.ui.staff.staff_model import StaffModel
from sync import __version__
from sync.crash_hooks import CrashHooks
from sync.crashes import Frame
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.updates.status import UpdateFolder

log = logging.getLogger(__name__)

AGAIN = 75
"""The exit code that asks for a new start: paired, or a version that did not prove itself."""
CLOSED = 76
"""The exit code of a manager's wish: the system does not start it again by itself."""
LANGUAGE = "language"
NETWORK = ("unreachable", "not_a_hub", "busy", "bad_certificate")


class Care(QObject):
    """Makes the models, and joins them once the others are there; `again` asks for a new start."""

    again = Signal()

    def __init__(
        self, settings: Settings, folder: DataFolder, catalogue: Catalogue, sync: SyncProcess
    ) -> None:
        super().__init__()
        self._settings, self._folder = settings, folder
        self._catalogue, self._sync = catalogue, sync
        self._began = dt.datetime.now(dt.UTC)
        self._jobs = JobRunner("care", expected=(StoreError, OSError))
        self._enrolling = EnrolProcess(settings.data, self)
        self.setup = SetupModel(
            self._enrolling.ask, Turner(settings.data), self._jobs, self._place_name, self
        )
        self.care = CareModel(self._checkup, self._bundle, self._jobs, parent=self)
        self._proving = Proving(UpdateFolder(settings.data), self._facts, self._jobs, self)
        self._proving.failed.connect(self.again)

    def join(self, app: AppModel, scan: ScanModel, staff: StaffModel | None) -> None:
        """After all others, so that the wizard's word on scans is the last."""

        def open_setup() -> None:
            app.reset()
            self.setup.begin()

        def route() -> None:
            scan.staff_mode = self.setup.is_open or app.session.state.page.name == "staff"

        def paired() -> None:
            self._sync.start()
            self._sync.wake()

        def finished() -> None:
            self._remember_language(app.session.state.language)
            self.again.emit()

        def speak() -> None:
            self.care.language = app.session.state.language

        app.attach_setup(self.setup)
        app.languageChanged.connect(speak)
        speak()
        app.pageChanged.connect(route)
        self.setup.openChanged.connect(route)
        scan.staffPayload.connect(self.setup.scanned)
        self.setup.paired.connect(paired)
        self.setup.finished.connect(finished)
        self.care.pairAsked.connect(open_setup)
        if staff is not None:
            staff.attach_care(self.care)
            staff.pairAsked.connect(open_setup)
            staff.closeAsked.connect(lambda: QCoreApplication.exit(CLOSED))

    def shown(self, window: QQuickWindow, *, first: bool) -> None:
        """The window is there: begin the first start, and a new version's trial."""
        if first:
            self.setup.begin()
        self._proving.watch(window)

    def close(self) -> None:
        """Before the catalogue is closed."""
        self._enrolling.close()
        self._jobs.close()

    def _place_name(self, id: str) -> str:
        place = self._catalogue.place(id) if id else None
        return place.name if place else ""

    def _checkup(self, language: str) -> Checkup:
        report = examine(self._settings, [])
        worst = sorted(report.findings, key=lambda each: _LEVELS.index(each.level))
        updates = UpdateFolder(self._settings.data).status()
        return Checkup(
            tuple(_row(each, language) for each in worst), __version__, updates.state,
            updates.version,
        )  # fmt: skip

    def _bundle(self) -> tuple[str, bytes]:
        name = file_name(self._settings.place, dt.datetime.now(dt.UTC))
        return name, make(self._settings, [])

    def _facts(self, waited: float) -> Facts:
        report = examine(self._settings, [])
        fresh = self._catalogue.freshness()
        synced = fresh.last_success is not None and fresh.last_success >= self._began
        return Facts(
            broken=tuple(each.code for each in report.findings if each.level == "broken"),
            synced=synced or not report.facts["enrolled"],
            offline=fresh.failure in NETWORK,
            waited=waited,
        )

    def _remember_language(self, code: str) -> None:
        try:
            (self._folder.path / LANGUAGE).write_text(code, "utf-8")
        except OSError as error:
            log.warning("the language cannot be kept: %s", error.strerror)


def chosen(settings: Settings, folder: DataFolder) -> Settings:
    """With the language of the first start, where the settings name none."""
    file = folder.path / LANGUAGE
    if settings.language or not file.is_file():
        return settings
    code = file.read_text("utf-8", "replace").strip()
    return replace(settings, language=code) if code.isalpha() and len(code) == 2 else settings


def begin_again() -> None:
    """End this program in good order and start it anew (see `again`)."""
    QCoreApplication.exit(AGAIN)


def again(code: int) -> int:
    """The exit code, unless it asks for a new start: then this does not return."""
    if code == AGAIN:
        command = [*own_command(), *sys.argv[1:]]
        os.execv(command[0], command)
    return code


def watch_qml(engine: QQmlEngine, hooks: CrashHooks) -> None:
    """What QML complains of while it runs becomes a report: kind of error, file and line."""

    def noted(errors: list[QQmlError]) -> None:
        for each in errors:
            kind = each.description().partition(":")[0]
            file = "/".join(each.url().path().split("/")[-2:])
            name = kind if kind.isidentifier() else "QmlWarning"
            hooks.note("qml", name, (Frame(file, each.line()),))

    engine.warnings.connect(noted)


_LEVELS = ("broken", "trouble", "note")


def _row(finding: Finding, language: str) -> FindingRow:
    says, advice = finding.words(language)
    return FindingRow(f"{finding.code} {finding.detail}", finding.level, says, advice)
