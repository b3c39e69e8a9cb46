pragma ComponentBehavior: Bound

import QtQuick

// A picture from the media store, square with round corners; invisible until it is there.
Image {
    id: root

    property string picture: ""

    Accessible.ignored: true
    asynchronous: true
    fillMode: Image.PreserveAspectCrop
    source: picture
    sourceSize.height: height
    sourceSize.width: width
    visible: status === Image.Ready && implicitWidth > 1
}
