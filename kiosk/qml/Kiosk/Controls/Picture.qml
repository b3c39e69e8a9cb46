pragma ComponentBehavior: Bound

import QtQuick

// A picture from the media store, square with round corners; invisible until it is there.
Image {
    id: root

    property string picture: ""

    Accessible.ignored: true
    // On Qt's reading thread the provider, which is Python, would wait for the interpreter while
    // holding the reader's lock, and the screen for that lock while holding the interpreter.
    asynchronous: false
    fillMode: Image.PreserveAspectCrop
    source: picture
    sourceSize.height: height
    sourceSize.width: width
    visible: status === Image.Ready && implicitWidth > 1
}
