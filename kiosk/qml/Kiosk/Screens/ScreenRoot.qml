pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Backend

// What every screen has.
FocusScope {
    required property AppModel app
    readonly property var picks: app.picks

    function isPicked(activity: string): bool {
        return picks.includes(activity);
    }
}
