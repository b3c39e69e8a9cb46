pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// What a scan means: icon, colour and words say the same, and the next step is a button.
FocusScope {
    id: root

    required property ScanModel model

    readonly property var result: model.result
    readonly property bool hasCode: result.qr_modules > 0
    readonly property bool leads: result.counts_for !== "" || result.recognized.length > 0 || result.paths.length > 0 || result.nearby.length > 0
    // Much to read below the sign, so it stands smaller.
    readonly property bool full: leads || hasCode && result.name !== ""

    Accessible.description: meanings.body
    Accessible.name: meanings.title
    Accessible.role: Accessible.Pane
    objectName: "result"

    Meanings {
        id: meanings

        result: root.result
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    Rectangle {
        color: Theme.soft(meanings.tone)
        height: Theme.portrait ? (root.full ? 210 : 420) * Theme.unit : parent.height
        visible: !Theme.contrast
        width: Theme.portrait ? parent.width : parent.width * 0.4
    }

    TopBar {
        id: topBar

        title: ""

        onBack: root.model.backAsked()

        anchors {
            left: parent.left
            leftMargin: Theme.margin
            right: parent.right
            rightMargin: Theme.margin
            top: parent.top
            topMargin: Theme.medium
        }
    }

    Item {
        id: sign

        height: width
        width: (Theme.portrait && root.full ? 200 : 264) * Theme.unit
        x: Theme.portrait ? (parent.width - width) / 2 : (parent.width * 0.4 - width) / 2
        y: Theme.portrait ? (root.full ? 110 : 288) * Theme.unit : (parent.height - height) / 2

        Rectangle {
            anchors.fill: parent
            border.color: Theme.contrast ? meanings.tone : Theme.background
            border.width: 12 * Theme.unit
            color: Theme.contrast ? Theme.background : meanings.tone
            radius: width / 2

            Icon {
                anchors.centerIn: parent
                color: Theme.contrast ? meanings.tone : Theme.on(meanings.tone)
                name: meanings.iconName
                size: parent.width * 0.5
            }
        }

        Rectangle {
            anchors.bottom: parent.bottom
            anchors.right: parent.right
            border.color: Theme.contrast ? meanings.tone : Theme.background
            border.width: 8 * Theme.unit
            color: Theme.surface
            height: parent.height * 0.36
            radius: width / 2
            width: height

            Icon {
                anchors.centerIn: parent
                color: meanings.tone
                name: meanings.mark
                size: parent.width * 0.54
            }
        }
    }

    Flickable {
        id: page

        // Room for the scroll mark beside the words.
        readonly property real aside: root.full ? Theme.medium : 0

        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: words.height + 2 * Theme.medium
        contentWidth: width
        interactive: contentHeight > height
        objectName: "resultPage"

        anchors {
            bottom: buttons.top
            bottomMargin: Theme.medium
            left: parent.left
            leftMargin: Theme.portrait ? Theme.margin : root.width * 0.4 + Theme.margin
            right: parent.right
            rightMargin: Theme.margin - aside
            top: Theme.portrait ? sign.bottom : parent.top
            topMargin: Theme.portrait ? root.full ? Theme.small : Theme.huge : Theme.medium
        }

        Column {
            id: words

            spacing: Theme.medium
            width: page.width - page.aside
            y: Math.max(Theme.medium, Theme.portrait ? Theme.medium : (page.height - height) / 2)

            TextBlock {
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
                objectName: "resultTitle"
                role: "title"
                text: meanings.title
                width: parent.width
            }

            BadgeName {
                anchors.horizontalCenter: Theme.portrait ? parent.horizontalCenter : undefined
                image: root.result.badge_image
                issuer: root.result.issuer
                name: root.result.name
                visible: name !== ""
                width: Math.min(parent.width, implicitWidth)
            }

            TextBlock {
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
                objectName: "resultPreview"
                text: root.result.description
                visible: meanings.preview && Theme.portrait && text !== ""
                width: parent.width
            }

            TextBlock {
                color: Theme.inkSoft
                font.pixelSize: Theme.subheading
                horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
                text: meanings.body
                width: parent.width
            }

            AfterVerdict {
                result: root.result
                visible: root.leads
                width: parent.width

                onActivityPicked: id => root.model.openActivity(id)
                onPathPicked: id => root.model.openPlaylist(id)
            }

            Card {
                anchors.horizontalCenter: Theme.portrait ? parent.horizontalCenter : undefined
                visible: root.hasCode
                width: Math.min(parent.width, phone.implicitWidth + 2 * padding)

                Row {
                    id: phone

                    spacing: Theme.large

                    QrPatch {
                        id: patch

                        modules: root.result.qr_modules
                        path: root.result.qr_path
                        spoken: qsTr("A code for your phone")
                        width: Math.max(280 * Theme.unit, 38 * Theme.mm)
                    }

                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.small
                        width: Math.min(400 * Theme.unit, words.width - patch.width - Theme.large - 2 * Theme.medium)

                        Icon {
                            color: Theme.primaryInk
                            name: "device-mobile-camera"
                            size: Theme.iconSize * 1.6
                        }

                        TextBlock {
                            role: "subheading"
                            text: qsTr("Go on with your phone")
                            width: parent.width
                        }

                        TextBlock {
                            role: "caption"
                            text: root.result.host
                            width: parent.width
                            wrapMode: Text.WrapAnywhere
                        }
                    }
                }
            }
        }
    }

    ScrollMark {
        view: page
    }

    Flow {
        id: buttons

        layoutDirection: Qt.LeftToRight
        spacing: Theme.medium

        anchors {
            bottom: parent.bottom
            bottomMargin: Theme.margin
            left: page.left
            right: parent.right
            rightMargin: Theme.margin
        }

        KioskButton {
            iconName: meanings.actionIcon
            large: true
            objectName: "resultAction"
            text: meanings.action
            visible: text !== ""
            width: root.buttonWidth(this)

            onClicked: root.model.followUp()
        }

        KioskButton {
            iconName: "scan"
            large: true
            objectName: "resultScanAgain"
            text: qsTr("Scan another code")
            variant: meanings.action === "" ? "primary" : "secondary"
            width: root.halfWidth(this)

            onClicked: root.model.scanAsked()
        }

        KioskButton {
            iconName: "house"
            large: true
            objectName: "resultHome"
            text: qsTr("To the start")
            variant: "secondary"
            visible: Theme.portrait || meanings.action === ""
            width: root.halfWidth(this)

            onClicked: root.model.homeAsked()
        }
    }

    // Beside each other where there is much to read above, if their words allow it.
    function halfWidth(button: Item): real {
        const half = (buttons.width - buttons.spacing) / 2;
        return Theme.portrait && root.full && button.implicitWidth <= half ? half : root.buttonWidth(button);
    }

    function buttonWidth(button: Item): real {
        return Theme.portrait ? buttons.width : Math.min(button.implicitWidth, buttons.width);
    }
}
