pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend
import Kiosk.Controls
import Kiosk.Theme

// Every part of the program with its licence; a touch opens the words of it.
ScreenRoot {
    id: root

    readonly property LicencesModel licences: root.app.models.licencesModel

    objectName: "licences"

    Component.onCompleted: licences.load()

    TopBar {
        id: bar

        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.large
        subtitle: qsTr("%n part(s), each with its own licence", "", list.count)
        title: qsTr("What this kiosk is made of")

        onBack: root.app.back()
    }

    ListView {
        id: list

        anchors.bottom: parent.bottom
        anchors.left: bar.left
        anchors.right: bar.right
        anchors.top: bar.bottom
        anchors.topMargin: Theme.medium
        bottomMargin: Theme.large
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: root.licences.parts
        spacing: Theme.small

        delegate: Card {
            id: line

            required property int index
            required property string name
            required property string version
            required property string licence
            required property string about
            required property bool worded

            objectName: "part:" + name
            raised: false
            tappable: worded
            text: "%1 %2, %3".arg(name).arg(version).arg(licence)
            width: list.width

            onClicked: if (worded)
                root.licences.open(index)

            Item {
                height: words.height
                width: line.availableWidth

                Column {
                    id: words

                    anchors.left: parent.left
                    anchors.right: more.left
                    anchors.rightMargin: Theme.small
                    spacing: Theme.tiny

                    TextBlock {
                        maximumLineCount: 1
                        role: "subheading"
                        text: "%1 %2".arg(line.name).arg(line.version)
                        width: parent.width
                    }

                    TextBlock {
                        maximumLineCount: 2
                        text: line.about
                        visible: text !== ""
                        width: parent.width
                    }

                    TextBlock {
                        role: "caption"
                        text: line.licence
                        width: parent.width
                    }
                }

                Icon {
                    id: more

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.inkSoft
                    name: "caret-right"
                    visible: line.worded
                }
            }
        }

        ScrollMark {
            view: list
        }
    }

    Sheet {
        objectName: "licenceWords"
        open: root.licences.title !== ""
        title: root.licences.title

        onClosed: root.licences.close()

        Flickable {
            id: page

            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: wording.height
            height: Math.min(wording.height, root.height * 0.6)
            width: parent.width

            TextBlock {
                id: wording

                text: root.licences.words
                width: page.width
            }

            ScrollMark {
                view: page
            }
        }
    }
}
