pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// After attendance: the participant's phone opens the issuer's page. The kiosk awards nothing.
Sheet {
    id: root

    required property HandOverModel handOver

    readonly property var view: handOver.view

    objectName: "handOverSheet"
    open: view.open
    subtitle: view.session
    title: qsTr("A badge for taking part")

    onClosed: handOver.close()

    Column {
        spacing: Theme.large
        width: parent.width

        Row {
            spacing: Theme.large
            width: parent.width

            QrCode {
                id: picture

                label: qsTr("Code with the issuer's page")
                modules: root.view.modules
                objectName: "handOverCode"
                source: root.view.source
                visible: root.view.source !== ""
                width: 380 * Theme.unit
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.small
                width: parent.width - (picture.visible ? picture.width + Theme.large : 0)

                Row {
                    spacing: Theme.small
                    visible: root.view.badges !== ""
                    width: parent.width

                    Image {
                        id: drawn

                        anchors.verticalCenter: parent.verticalCenter
                        height: width
                        source: root.view.image
                        sourceSize.height: height
                        sourceSize.width: width
                        visible: root.view.image !== ""
                        width: 96 * Theme.unit
                    }

                    TextBlock {
                        anchors.verticalCenter: parent.verticalCenter
                        role: "subheading"
                        strong: true
                        text: root.view.badges
                        width: parent.width - (drawn.visible ? drawn.width + Theme.small : 0)
                    }
                }

                TextBlock {
                    text: root.view.source !== "" ? qsTr("Scan it with your phone. The badge is claimed on the issuer's page; whether it is awarded, the issuer decides.") : qsTr("There is no page to claim it on. Staff can ask the issuer; whether it is awarded, the issuer decides.")
                    width: parent.width
                }

                TextBlock {
                    color: Theme.inkSoft
                    role: "label"
                    text: root.view.site
                    visible: text !== ""
                    width: parent.width
                }
            }
        }

        KioskButton {
            enabled: root.view.request !== "asked"
            iconName: root.view.request === "asked" ? "check" : "paper-plane-tilt"
            objectName: "askBadge"
            text: root.view.request === "asked" ? qsTr("The issuer has been asked") : qsTr("Ask the issuer for it")
            variant: "secondary"
            visible: root.view.canAsk

            onClicked: root.handOver.ask()
        }

        TextBlock {
            color: root.view.request === "failed" || root.view.request === "denied" ? Theme.danger : Theme.inkSoft
            objectName: "handOverWords"
            role: "label"
            text: root.view.request === "asked" ? qsTr("A request waits for the issuer. Nothing has been awarded yet.") : root.view.request === "failed" ? qsTr("It could not be saved. The issuer was not asked.") : root.view.request === "denied" ? qsTr("Your role does not allow this.") : ""
            visible: text !== ""
            width: parent.width
        }
    }
}
