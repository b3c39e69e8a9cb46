pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Scan
import Kiosk.Screens
import Kiosk.Setup
import Kiosk.Theme

// Everything behind the PIN, and always locked at first. `model.left` asks to be put away.
FocusScope {
    id: root

    required property StaffModel model

    readonly property bool open: model.page !== "pin"
    readonly property bool staffed: open && model.page !== "self"
    // In reach mode all of it stands in the lower three fifths, as for visitors.
    readonly property real lowered: Theme.reach && Theme.portrait ? height * 0.4 : 0
    readonly property var rights: model.rights
    readonly property CentreModel centre: model.centreLife as CentreModel
    readonly property HandOverModel handOver: model.handOver as HandOverModel
    readonly property UsageModel usage: model.lookedFor as UsageModel
    readonly property ScanModel bench: model.scanBench as ScanModel
    // Where a pass or a badge may be held up; the benches open the camera themselves.
    readonly property bool looking: ["pin", "today", "roster", "self"].includes(model.page)

    function look(): void {
        if (bench === null)
            return;
        if (looking)
            bench.openCamera(null);
        else
            bench.closeCamera();
    }
    readonly property CareModel care: model.careFor as CareModel

    Accessible.name: qsTr("Staff area")
    Accessible.role: Accessible.Pane

    Component.onCompleted: {
        model.enter();
        forceActiveFocus();
        look();
    }
    Component.onDestruction: {
        if (bench)
            bench.closeCamera();
        if (model)
            model.hidden();
    }
    onLookingChanged: look()
    onStaffedChanged: if (!staffed)
        comfort.reset()

    // Any touch anywhere keeps the area awake, without taking it from what lies below.
    PointHandler {
        onActiveChanged: root.model.touch()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    Connections {
        function onPageChanged() {
            stage.contentY = 0;
        }

        target: root.model
    }

    PinPage {
        id: door

        anchors.fill: parent
        anchors.topMargin: root.lowered
        focus: visible
        enrolled: root.model.enrolled
        pin: root.model.pinPad
        visible: !root.open

        onBack: root.model.leave()
        onComfortWanted: comfort.open = true
        onPairWanted: root.model.pairFirst()
    }

    Item {
        anchors.fill: parent
        visible: root.open

        StaffBar {
            id: bar

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.topMargin: root.lowered
            model: root.model
            visible: root.staffed

            onComfortWanted: comfort.open = true
        }

        SelfPage {
            anchors.fill: parent
            model: root.model
            visible: root.open && root.model.page === "self"
        }

        // Large words on a small screen: what a page needs at the least is scrolled to.
        ScrollArea {
            id: stage

            readonly property real least: todayPage.visible ? todayPage.least : rosterPage.visible ? rosterPage.least : healthPage.visible ? healthPage.least : 0

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: bar.bottom
            bottomRoom: 0
            interactive: contentHeight > height

            Item {
                height: Math.max(stage.height, stage.least)
                width: stage.width

                TodayPage {
                    id: todayPage

                    anchors.fill: parent
                    model: root.model
                    visible: root.model.page === "today"
                }

                RosterPage {
                    id: rosterPage

                    anchors.fill: parent
                    model: root.model
                    visible: root.model.page === "roster"
                }

                ReportPage {
                    anchors.fill: parent
                    model: root.model
                    visible: root.model.page === "report"
                }

                Loader {
                    active: root.centre !== null
                    anchors.fill: parent

                    sourceComponent: CentrePage {
                        centre: root.centre
                        model: root.model
                        visible: root.model.page === "centre"
                    }
                }

                Loader {
                    active: root.care !== null
                    anchors.fill: parent

                    sourceComponent: CarePage {
                        care: root.care
                        closable: root.rights.includes("close")
                        visible: root.model.page === "care"

                        onBack: root.model.show("health")
                        onCloseWanted: root.model.closeProgram()
                        onTouchWanted: root.model.show("touch")
                    }
                }

                Loader {
                    active: root.usage !== null
                    anchors.fill: parent

                    sourceComponent: UsagePage {
                        usage: root.usage
                        visible: root.model.page === "usage"

                        onBack: root.model.show("report")
                    }
                }

                HealthPage {
                    id: healthPage

                    anchors.fill: parent
                    model: root.model
                    visible: root.model.page === "health"
                }

                Loader {
                    active: root.bench !== null
                    anchors.fill: parent

                    sourceComponent: Calibration {
                        scan: root.bench
                        visible: root.model.page === "scanner"

                        onBack: root.model.show("health")
                    }
                }

                Loader {
                    active: root.bench !== null
                    anchors.fill: parent

                    sourceComponent: BadgeBench {
                        scan: root.bench
                        visible: root.model.page === "badge"

                        onBack: root.model.show("health")
                    }
                }
            }
        }

        Loader {
            active: root.model.page === "touch"
            anchors.fill: parent
            z: 6

            sourceComponent: TouchCheck {
                onBack: root.model.show("care")
            }
        }

        Loader {
            active: root.handOver !== null
            anchors.fill: parent
            z: 5

            sourceComponent: HandOverSheet {
                handOver: root.handOver
            }
        }

        UndoBar {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.huge
            anchors.right: parent.right
            anchors.rightMargin: Theme.portrait ? (parent.width - width) / 2 : Theme.margin + Theme.medium
            desk: root.model.checkIn
            width: Math.min(parent.width - 2 * Theme.margin, 980 * Theme.unit)
        }

        VerdictCard {
            anchors.fill: parent
            alone: root.model.page === "self"
            desk: root.model.checkIn
            z: 10
        }
    }

    ComfortSheet {
        id: comfort

        z: 20

        onClosed: {
            open = false;
            // So that digits go to the PIN again.
            if (!root.open)
                door.forceActiveFocus();
        }
    }
}
