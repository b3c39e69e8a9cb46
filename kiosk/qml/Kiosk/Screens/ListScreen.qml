pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Find something to do: search as you type, filters with counts, a kind way out when empty.
ScreenRoot {
    id: root

    readonly property ActivityListModel list: root.app.models.listModel
    readonly property bool wide: !Theme.portrait
    readonly property real sideWidth: wide ? 520 * Theme.unit : 0
    readonly property string asked: list.view.text
    property bool typing: false

    function openKeyboard() {
        root.typing = true;
        search.input.forceActiveFocus();
    }

    objectName: "list"

    onAskedChanged: if (search.text !== asked)
        search.text = asked
    onVisibleChanged: {
        typing = false;
        if (visible && root.app.params.keyboard === "1" && root.list.view.text === "")
            openKeyboard();
    }

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: root.list.view.summary
        title: root.list.view.title

        onBack: root.app.back()

        KioskButton {
            iconName: "sliders-horizontal"
            objectName: "filtersOpen"
            text: qsTr("Filters")
            variant: "secondary"

            onClicked: {
                root.typing = false;
                filters.open = true;
            }
        }
    }

    SearchField {
        id: search

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        objectName: "search"
        placeholder: qsTr("What, where, with whom?")
        width: root.wide ? root.sideWidth : root.width - 2 * Theme.margin

        onAccepted: root.typing = false
        onOpened: root.openKeyboard()
        onTextChanged: root.list.search(text)
    }

    ScrollArea {
        id: quick

        anchors.left: parent.left
        anchors.leftMargin: root.wide ? Theme.margin : 0
        anchors.top: search.bottom
        anchors.topMargin: Theme.medium
        bottomRoom: 0
        height: root.wide ? Math.max(0, results.y + results.height - y) : groups.height
        interactive: root.wide
        width: root.wide ? root.sideWidth : root.width

        Column {
            id: groups

            spacing: root.wide ? Theme.large : Theme.small
            width: quick.width

            ChipRow {
                inset: root.wide ? 0 : Theme.margin
                objectName: "suggestions"
                rows: root.list.group("suggestions")
                visible: root.typing && rows.count > 0
                width: parent.width
                wrapped: root.wide

                onToggled: (group, value) => {
                    root.typing = false;
                    root.list.suggest(group, value);
                }
            }

            ChipRow {
                inset: root.wide ? 0 : Theme.margin
                objectName: "days"
                rows: root.list.group("days")
                width: parent.width
                wrapped: root.wide

                onToggled: (group, value) => root.list.toggle(group, value)
            }

            ChipRow {
                inset: root.wide ? 0 : Theme.margin
                objectName: "ages"
                rows: root.list.group("ages")
                width: parent.width
                wrapped: root.wide

                onToggled: (group, value) => root.list.toggle(group, value)
            }

            ChipRow {
                inset: root.wide ? 0 : Theme.margin
                objectName: "flags"
                rows: root.list.group("flags")
                width: parent.width
                wrapped: root.wide

                onToggled: (group, value) => root.list.toggle(group, value)
            }
        }
    }

    Item {
        id: active

        anchors.left: results.left
        anchors.right: results.right
        anchors.top: root.wide ? bar.bottom : quick.bottom
        anchors.topMargin: shown ? Theme.medium : 0
        height: shown ? activeRow.implicitHeight : 0
        visible: shown

        readonly property bool shown: root.list.active.count > 0

        ChipRow {
            id: activeRow

            anchors.left: parent.left
            anchors.right: clear.left
            anchors.rightMargin: Theme.small
            clip: true
            objectName: "active"
            removable: true
            rows: root.list.active

            onToggled: (group, value) => root.list.toggle(group, value)
        }

        KioskButton {
            id: clear

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            dense: true
            objectName: "clearAll"
            text: qsTr("Clear all")
            variant: "quiet"

            onClicked: root.list.clear()
        }
    }

    LinkRow {
        id: counts

        anchors.left: results.left
        anchors.right: results.right
        anchors.rightMargin: Theme.medium
        anchors.top: active.bottom
        anchors.topMargin: Theme.medium
        height: visible ? implicitHeight : -Theme.medium
        iconName: "scales"
        name: qsTr("What volunteering counts for")
        note: qsTr("By year, with the source")
        objectName: "listRecognition"
        visible: !root.typing && (root.app.params.kinds ?? "") === "volunteering"

        onClicked: root.app.navigate("recognition")
    }

    Item {
        id: meant

        anchors.left: results.left
        anchors.right: results.right
        anchors.rightMargin: Theme.medium
        anchors.top: counts.bottom
        anchors.topMargin: visible ? Theme.medium : 0
        height: visible ? meantText.height : 0
        visible: root.list.view.corrected !== ""

        TextBlock {
            id: meantText

            objectName: "corrected"
            text: qsTr("Nothing matches “%1” exactly. Showing “%2”.").arg(root.list.view.text.trim()).arg(root.list.view.corrected)
            width: parent.width
        }
    }

    ListView {
        id: results

        anchors.bottom: root.typing ? keyboard.top : parent.bottom
        anchors.left: root.wide ? search.right : parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - Theme.medium
        anchors.top: meant.bottom
        anchors.topMargin: Theme.medium
        cacheBuffer: 800
        clip: true
        model: root.list.cards
        objectName: "results"
        opacity: root.list.cards.count > 0 ? 1 : 0
        pressDelay: 60
        spacing: Theme.medium

        onAtYEndChanged: if (atYEnd)
            root.list.more()

        delegate: ActivityRow {
            picked: root.isPicked(rowId)
            width: results.width - Theme.medium

            onClicked: root.app.navigate("detail", {
                "id": rowId
            })
            onPick: root.app.pick(rowId)
        }

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.quick
            }
        }

        ScrollMark {
            view: results
        }
    }

    Column {
        anchors.left: results.left
        anchors.right: results.right
        anchors.rightMargin: Theme.medium
        anchors.top: results.top
        spacing: Theme.medium
        visible: root.list.loading && root.list.cards.count === 0 && root.list.offers.count === 0

        Repeater {
            model: 4

            Skeleton {
                height: 250 * Theme.unit
                radius: Theme.radius
                width: parent ? parent.width : 0
            }
        }
    }

    ScrollArea {
        anchors.fill: results
        visible: !root.list.loading && root.list.cards.count === 0

        EmptyState {
            objectName: "empty"
            text: root.list.offers.count > 0 ? qsTr("But these come close:") : qsTr("Try other words or fewer filters.")
            title: qsTr("Nothing matches all of that")
            topPadding: Theme.large
            width: parent.width - Theme.medium

            Repeater {
                model: root.list.offers

                KioskButton {
                    required property string rowId
                    required property string label
                    required property int count

                    iconName: "arrow-right"
                    objectName: "offer:" + rowId
                    text: qsTr("%1: %n activity(s)", "", count).arg(label)
                    variant: "secondary"
                    width: parent ? parent.width : 0

                    onClicked: root.list.accept(rowId)
                }
            }

            KioskButton {
                objectName: "emptyClear"
                text: qsTr("Show everything")
                width: parent ? parent.width : 0

                onClicked: root.list.clear()
            }
        }
    }

    Keyboard {
        id: keyboard

        anchors.bottom: parent.bottom
        cityLanguage: root.app.languages[0].code
        language: root.app.language
        target: search.input
        visible: root.typing
        width: root.width

        onDone: root.typing = false
    }

    FilterSheet {
        id: filters

        list: root.list
        objectName: "filterSheet"

        onClosed: open = false
    }
}
