pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Always there: home, map, scan, the shortlist, the comfort settings and the languages.
Rectangle {
    id: root

    required property AppModel app
    readonly property bool upright: !Theme.portrait
    readonly property var picks: app.picks
    readonly property real thickness: upright ? 168 * Theme.unit : row + tongues.implicitHeight
    // Of the entries, where they stand side by side.
    readonly property real row: 148 * Theme.unit

    signal comfortWanted
    signal languageWanted

    color: Theme.surface

    component Entry: T.AbstractButton {
        id: entry

        property string iconName: "circle"
        property bool here: false
        property int count: 0

        Accessible.name: text
        Accessible.role: Accessible.Button
        focusPolicy: Qt.StrongFocus
        height: root.upright ? (root.height - tongues.height) / 5 : root.row
        hoverEnabled: false
        scale: pressed ? 0.94 : 1
        width: root.upright ? root.width : root.width / 5

        Behavior on scale {
            NumberAnimation {
                duration: Theme.quick
            }
        }

        contentItem: Item {
            Column {
                anchors.centerIn: parent
                spacing: Theme.tiny * 0.8
                width: parent.width

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    border.color: Theme.ink
                    border.width: Theme.contrast && entry.here ? Theme.hair : 0
                    color: entry.here ? Theme.primarySoft : "transparent"
                    height: 60 * Theme.unit
                    radius: height / 2
                    width: 108 * Theme.unit

                    Icon {
                        anchors.centerIn: parent
                        color: entry.here ? Theme.onSoft(Theme.primary) : Theme.ink
                        filled: entry.here
                        name: entry.iconName
                        size: 44 * Theme.unit
                    }

                    Rectangle {
                        anchors.right: parent.right
                        anchors.rightMargin: 8 * Theme.unit
                        anchors.top: parent.top
                        anchors.topMargin: -6 * Theme.unit
                        color: Theme.primary
                        height: 38 * Theme.unit
                        radius: height / 2
                        visible: entry.count > 0
                        width: Math.max(height, number.implicitWidth + Theme.small)

                        TextBlock {
                            id: number

                            anchors.centerIn: parent
                            color: Theme.primaryText
                            font.pixelSize: 24 * Theme.unit
                            font.weight: Font.Bold
                            role: "caption"
                            text: entry.count
                        }
                    }
                }

                TextBlock {
                    color: entry.here ? Theme.primaryInk : Theme.ink
                    font.pixelSize: 22 * Theme.unit * Math.min(1.3, Theme.textScale)
                    font.weight: Font.DemiBold
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                    maximumLineCount: 1
                    minimumPixelSize: 10
                    role: "caption"
                    text: entry.text
                    width: parent.width - Theme.tiny
                }
            }

            FocusRing {
                anchors.margins: Theme.tiny
                radius: Theme.radius
                shown: entry.visualFocus
            }
        }
    }

    Rectangle {
        color: Theme.line
        height: root.upright ? parent.height : Theme.hair
        width: root.upright ? Theme.hair : parent.width
        x: root.upright ? parent.width - width : 0
    }

    LanguageBar {
        id: tongues

        anchors.bottom: root.upright ? parent.bottom : undefined
        anchors.left: parent.left
        anchors.right: parent.right
        app: root.app
        height: implicitHeight
        room: root.upright ? Theme.windowHeight - 5 * 118 * Theme.unit : Theme.windowWidth
        upright: root.upright

        onMoreWanted: root.languageWanted()
    }

    Rectangle {
        color: Theme.line
        height: Theme.hair
        visible: tongues.height > 0
        width: parent.width - 2 * x
        x: root.upright ? Theme.medium : 0
        y: root.upright ? tongues.y : tongues.height
    }

    Grid {
        columns: root.upright ? 1 : 5
        y: root.upright ? 0 : tongues.height

        Entry {
            here: root.app.page === "home"
            iconName: "house"
            objectName: "navHome"
            text: qsTr("Home")

            onClicked: root.app.home()
        }

        Entry {
            here: root.app.page === "map"
            iconName: "map-trifold"
            objectName: "navMap"
            text: qsTr("Map")

            // What narrows the list narrows the map too.
            onClicked: root.app.navigate("map", root.app.page === "list" ? root.app.params : {})
        }

        Entry {
            here: root.app.page === "scan"
            iconName: "qr-code"
            objectName: "navScan"
            text: qsTr("Scan")

            onClicked: root.app.navigate("scan")
        }

        Entry {
            count: root.picks.length
            here: root.app.page === "shortlist"
            iconName: "heart"
            objectName: "navShortlist"
            text: qsTr("My list")

            onClicked: root.app.navigate("shortlist")
        }

        Entry {
            iconName: "person-arms-spread"
            objectName: "navComfort"
            text: qsTr("Comfort")

            onClicked: root.comfortWanted()
        }
    }
}
