pragma ComponentBehavior: Bound

import QtQuick
import QtWebChannel
import QtWebEngine
import Kiosk.Backend

// The map of the city: a page in its own process, behind the request gate.
// While `state` is not "ready" the ground colour shows; "failed" asks for the list twin.
Item {
    id: root

    // A MapBridge.
    required property MapBridge bridge
    property color ground: "#efebe3"
    property string label: ""
    // light, dark or contrast; empty leaves the bridge's own.
    property string theme: ""
    property bool still: false
    // Pixels for one design pixel; 0 leaves the bridge's own.
    property real unit: 0

    readonly property MapLook look: root.bridge.look as MapLook
    readonly property string mapState: root.bridge.state
    readonly property bool failed: root.mapState === "failed"

    signal placeTapped(string id)
    signal placesTapped(var ids)
    signal activityTapped(string id)
    signal emptyTapped
    // `byHand`: a visitor moved it, not the program.
    signal viewMoved(real west, real south, real east, real north, real zoom, bool byHand)
    // From here to the selected place, in a straight line and on foot.
    signal walkKnown(string place, int metres, int minutes)

    function backToHere(): void {
        root.bridge.backToHere();
    }

    function zoomIn(): void {
        root.bridge.zoomBy(1);
    }

    function zoomOut(): void {
        root.bridge.zoomBy(-1);
    }

    function select(id: string): void {
        root.bridge.select(id);
    }

    // Keeps the middle of the map clear of what lies over its lower edge; pixels.
    function pad(bottom: real): void {
        root.bridge.pad(0, 0, bottom, 0);
    }

    onThemeChanged: if (root.theme !== "")
        root.look.theme = root.theme
    onStillChanged: root.look.still = root.still
    onUnitChanged: if (root.unit > 0)
        root.look.scale = root.unit

    Accessible.role: Accessible.Canvas
    Accessible.focusable: true
    Accessible.name: root.label

    Rectangle {
        anchors.fill: parent
        color: root.ground
    }

    Connections {
        target: root.bridge

        function onPlaceTapped(place: string): void {
            root.placeTapped(place);
        }

        function onPlacesTapped(places: var): void {
            root.placesTapped(places);
        }

        function onEmptyTapped(): void {
            root.emptyTapped();
        }

        function onViewChanged(west: real, south: real, east: real, north: real, zoom: real, bearing: real, byHand: bool): void {
            root.viewMoved(west, south, east, north, zoom, byHand);
        }

        function onWalked(place: string, metres: int, minutes: int): void {
            root.walkKnown(place, metres, minutes);
        }

        // A hung renderer dies with its view; a new view gets a new one.
        function onRenewAsked(): void {
            loader.active = false;
            loader.active = Qt.binding(() => !root.failed);
        }
    }

    Loader {
        id: loader

        anchors.fill: parent
        active: !root.failed
        sourceComponent: page
    }

    Component {
        id: page

        WebEngineView {
            id: view

            profile: root.bridge.profile as WebEngineProfile
            backgroundColor: root.ground
            webChannel: channel
            opacity: root.mapState === "ready" ? 1 : 0

            settings {
                navigateOnDropEnabled: false
                javascriptCanOpenWindows: false
                javascriptCanAccessClipboard: false
                javascriptCanPaste: false
                pdfViewerEnabled: false
                pluginsEnabled: false
                screenCaptureEnabled: false
                localContentCanAccessFileUrls: false
                localContentCanAccessRemoteUrls: false
                localStorageEnabled: false
                hyperlinkAuditingEnabled: false
                errorPageEnabled: false
                showScrollBars: false
                focusOnNavigationEnabled: false
                fullScreenSupportEnabled: false
                playbackRequiresUserGesture: true
            }

            Component.onCompleted: {
                channel.registerObjects({
                    "port": root.bridge.port
                });
                root.bridge.opened();
                view.url = root.bridge.page;
            }
            Component.onDestruction: root.bridge.closed()

            onNavigationRequested: request => {
                if (root.bridge.mayNavigate(request.url))
                    request.accept();
                else
                    request.reject();
            }
            onRenderProcessTerminated: (status, code) => {
                if (root.bridge.rendererGone(status, code))
                    view.reload();
            }
            onContextMenuRequested: request => {
                request.accepted = true;
                root.bridge.deny("a context menu");
            }
            onTouchSelectionMenuRequested: request => {
                request.accepted = true;
                root.bridge.deny("a selection menu");
            }
            onTooltipRequested: request => {
                request.accepted = true;
                root.bridge.deny("a tooltip");
            }
            onFileDialogRequested: request => {
                request.accepted = true;
                request.dialogReject();
                root.bridge.deny("a file dialog");
            }
            onFileSystemAccessRequested: request => {
                request.reject();
                root.bridge.deny("the file system");
            }
            onColorDialogRequested: request => {
                request.accepted = true;
                request.dialogReject();
                root.bridge.deny("a colour dialog");
            }
            onJavaScriptDialogRequested: request => {
                request.accepted = true;
                request.dialogReject();
                root.bridge.deny("a dialog");
            }
            onAuthenticationDialogRequested: request => {
                request.accepted = true;
                request.dialogReject();
                root.bridge.deny("a login");
            }
            onWebAuthUxRequested: request => {
                request.cancel();
                root.bridge.deny("a security key");
            }
            onNewWindowRequested: root.bridge.deny("a window")
            onWindowCloseRequested: root.bridge.deny("to close")
            onFullScreenRequested: request => {
                request.reject();
                root.bridge.deny("full screen");
            }
            onGeometryChangeRequested: root.bridge.deny("another size")
            onPrintRequested: root.bridge.deny("a print")
            onPrintRequestedByFrame: root.bridge.deny("a print")
            onDesktopMediaRequested: request => {
                request.cancel();
                root.bridge.deny("the screen's picture");
            }
            onPermissionRequested: permission => {
                permission.deny();
                root.bridge.deny("a permission");
            }
            onRegisterProtocolHandlerRequested: request => {
                request.reject();
                root.bridge.deny("a protocol handler");
            }
            onCertificateError: error => {
                error.rejectCertificate();
                root.bridge.deny("a certificate");
            }

            WebChannel {
                id: channel
            }
        }
    }
}
