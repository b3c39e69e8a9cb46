pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Theme

// Whether a trembling hand struck the key that it struck just before (EN 301 549, 5.8).
Item {
    id: root

    property string struck: ""
    property real struckAt: 0

    objectName: "strikes"

    function again(key: string): bool {
        const now = Date.now();
        const same = Theme.steady && key === root.struck && now - root.struckAt < 500;
        root.struck = key;
        root.struckAt = now;
        return same;
    }
}
